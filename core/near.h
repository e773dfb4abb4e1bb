/*
 * near - which known word did they mean?
 *
 * Damerau's distance with adjacent swaps (optimal string alignment; Damerau,
 * CACM 7, 1964), in bytes: ids and keys are ASCII.  A word is near where at
 * most a third of it differs, and three bytes at most.
 */
#ifndef CORE_NEAR_H
#define CORE_NEAR_H

#include <stddef.h>

struct near {
	const char *word; /* what was written */
	size_t len;
	const char *best; /* the nearest so far, borrowed; NULL: none is near */
	size_t distance;  /* of best; else the least that is too far */
	size_t *budget;   /* distances that may yet be computed, in cells */
};

/* Cells that a file is worth: some 20 ms in the worst case. */
enum { NEAR_BUDGET = 4000000 };

/* Starts a search; len in bytes. */
struct near near_start(const char *word, size_t len, size_t *budget);

/* Offers a word, unless the budget is spent; of equally near
   ones the first stays. */
void near_offer(struct near *near, const char *candidate);

#endif
