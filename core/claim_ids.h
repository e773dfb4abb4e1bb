/*
 * claim_ids - the claims of one article by their ids.
 *
 * A hash table of two or four bytes a slot.  Claims that an error spoiled are
 * known as well, so that what leads to them is not told to lead nowhere.
 */
#ifndef CORE_CLAIM_IDS_H
#define CORE_CLAIM_IDS_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

struct claim;

/* Starts zeroed ({0}); lives in an arena. */
struct claim_ids {
	struct claim *claims; /* spoiled ones have no entry */
	/* Slots, narrow ones where they can be: 0, or in its lowest bits
	   index + 1 of a claim, and in the others some of its id's hash, so that
	   few claims are looked at in vain. */
	uint16_t *narrow;
	uint32_t *wide;
	uint32_t count; /* of slots: half as many again as claims */
	uint32_t index_bits;
};

/* Makes the table of claims[0, count), which is borrowed; ids differ. */
void claim_ids_build(struct claim_ids *ids, struct claim *claims, size_t count,
		     struct arena *arena);

/* The claim of id[0, len), spoiled or not; NULL where there is none. */
struct claim *claim_ids_get(const struct claim_ids *ids, const char *id,
			    size_t len);

#endif
