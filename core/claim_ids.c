#include "core/claim_ids.h"

#include <string.h>

#include "core/annotation.h"
#include "core/table.h"

/* What is in a slot; 0: it is free. */
static uint32_t slot_get(const struct claim_ids *ids, size_t at)
{
	return ids->narrow ? ids->narrow[at] : ids->wide[at];
}

static size_t slot_after(const struct claim_ids *ids, size_t at)
{
	return at + 1 < ids->count ? at + 1 : 0;
}

/* The first slot to look for the id in, and what bits of its hash stand there
   beside an index. */
static size_t slot_of(const struct claim_ids *ids, const char *id, size_t len,
		      uint32_t *tag)
{
	/* No file can choose ids that collide: slots lie elsewhere each run. */
	uint64_t hash = table_hash((uint64_t)(uintptr_t)ids, id, len);
	/* Short ids differ in the hash's low bits: Fibonacci hashing (Knuth)
	   spreads those over all. */
	uint32_t spread = (uint32_t)hash * UINT32_C(2654435769);
	*tag = spread << ids->index_bits;
	if (ids->narrow)
		*tag &= UINT16_MAX;
	return (uint64_t)spread * ids->count >> 32;
}

void claim_ids_build(struct claim_ids *ids, struct claim *claims, size_t count,
		     struct arena *arena)
{
	size_t slots = count + count / 2 + 1;
	*ids = (struct claim_ids){.claims = claims, .count = (uint32_t)slots};
	while (count >> ids->index_bits)
		ids->index_bits++;
	if (count < UINT16_MAX)
		ids->narrow = arena_alloc(arena, slots * sizeof *ids->narrow);
	else
		ids->wide = arena_alloc(arena, slots * sizeof *ids->wide);
	for (size_t i = 0; i < count; i++) {
		uint32_t tag, index = (uint32_t)(i + 1);
		size_t at = slot_of(ids, claims[i].id, strlen(claims[i].id),
				    &tag);
		while (slot_get(ids, at))
			at = slot_after(ids, at);
		if (ids->narrow)
			ids->narrow[at] = (uint16_t)(tag | index);
		else
			ids->wide[at] = tag | index;
	}
}

struct claim *claim_ids_get(const struct claim_ids *ids, const char *id,
			    size_t len)
{
	const uint32_t index = (UINT32_C(1) << ids->index_bits) - 1;
	uint32_t tag, slot;
	if (!ids->count)
		return NULL;
	for (size_t at = slot_of(ids, id, len, &tag);
	     (slot = slot_get(ids, at)); at = slot_after(ids, at)) {
		if ((slot & ~index) != tag)
			continue;
		struct claim *claim = &ids->claims[(slot & index) - 1];
		if (!strncmp(claim->id, id, len) && !claim->id[len])
			return claim;
	}
	return NULL;
}
