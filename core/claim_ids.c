#include "core/claim_ids.h"

#include <string.h>

#include "core/annotation.h"
#include "core/table.h"

/* The slot of the id, or the free one where it belongs. */
static uint32_t *slot_of(const struct claim_ids *ids, const char *id,
			 size_t len)
{
	/* No file can choose ids that collide: slots lie elsewhere each run. */
	uint64_t hash = table_hash((uint64_t)(uintptr_t)ids->slots, id, len);
	/* Short ids differ in the hash's low bits: Fibonacci hashing (Knuth)
	   spreads those over all. */
	uint32_t spread = (uint32_t)hash * UINT32_C(2654435769);
	size_t at = (uint64_t)spread * ids->count >> 32;
	for (;; at = at + 1 < ids->count ? at + 1 : 0) {
		uint32_t *slot = &ids->slots[at];
		if (!*slot)
			return slot;
		const char *known = ids->claims[*slot - 1].id;
		if (!strncmp(known, id, len) && !known[len])
			return slot;
	}
}

void claim_ids_build(struct claim_ids *ids, struct claim *claims, size_t count,
		     struct arena *arena)
{
	size_t slots = count + count / 2 + 1;
	*ids = (struct claim_ids){
		.claims = claims,
		.slots = arena_alloc(arena, slots * sizeof *ids->slots),
		.count = (uint32_t)slots};
	for (size_t i = 0; i < count; i++)
		*slot_of(ids, claims[i].id,
			 strlen(claims[i].id)) = (uint32_t)(i + 1);
}

struct claim *claim_ids_get(const struct claim_ids *ids, const char *id,
			    size_t len)
{
	if (!ids->slots)
		return NULL;
	uint32_t slot = *slot_of(ids, id, len);
	return slot ? &ids->claims[slot - 1] : NULL;
}
