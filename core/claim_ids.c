#include "core/claim_ids.h"

#include <string.h>

#include "core/annotation.h"
#include "core/table.h"

/* Index + 1 of the claim in a slot; 0: it is free. */
static uint32_t slot_get(const struct claim_ids *ids, size_t at)
{
	return ids->narrow ? ids->narrow[at] : ids->wide[at];
}

/* The slot of the id, or the free one where it belongs. */
static size_t slot_of(const struct claim_ids *ids, const char *id, size_t len)
{
	/* No file can choose ids that collide: slots lie elsewhere each run. */
	uint64_t hash = table_hash((uint64_t)(uintptr_t)ids, id, len);
	/* Short ids differ in the hash's low bits: Fibonacci hashing (Knuth)
	   spreads those over all. */
	uint32_t spread = (uint32_t)hash * UINT32_C(2654435769);
	size_t at = (uint64_t)spread * ids->count >> 32;
	for (;; at = at + 1 < ids->count ? at + 1 : 0) {
		uint32_t slot = slot_get(ids, at);
		if (!slot)
			return at;
		const char *known = ids->claims[slot - 1].id;
		if (!strncmp(known, id, len) && !known[len])
			return at;
	}
}

void claim_ids_build(struct claim_ids *ids, struct claim *claims, size_t count,
		     struct arena *arena)
{
	size_t slots = count + count / 2 + 1;
	*ids = (struct claim_ids){.claims = claims, .count = (uint32_t)slots};
	if (count < UINT16_MAX)
		ids->narrow = arena_alloc(arena, slots * sizeof *ids->narrow);
	else
		ids->wide = arena_alloc(arena, slots * sizeof *ids->wide);
	for (size_t i = 0; i < count; i++) {
		size_t at = slot_of(ids, claims[i].id, strlen(claims[i].id));
		if (ids->narrow)
			ids->narrow[at] = (uint16_t)(i + 1);
		else
			ids->wide[at] = (uint32_t)(i + 1);
	}
}

struct claim *claim_ids_get(const struct claim_ids *ids, const char *id,
			    size_t len)
{
	if (!ids->count)
		return NULL;
	uint32_t slot = slot_get(ids, slot_of(ids, id, len));
	return slot ? &ids->claims[slot - 1] : NULL;
}
