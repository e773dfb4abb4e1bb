/*
 * approx - finds words in a text despite errors in them.
 *
 * Distance is Levenshtein's over code points, found as Sellers does (The
 * Theory and Computation of Evolutionary Distances, J. Algorithms 1, 1980),
 * with 64 rows of his table a step (Myers, J. ACM 46, 1999; blocks after
 * Hyyrö, 2003).  Only stretches that share enough trigrams with the words are
 * looked at: each error spoils three at most (Jokinen and Ukkonen, 1991).  The
 * text is gone through by windows, so that a large one needs no large index,
 * and many words are searched in one before the next.
 */
#ifndef CORE_APPROX_H
#define CORE_APPROX_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"

enum {
	APPROX_LEAST = 5,   /* shorter words are found nowhere */
	APPROX_MOST = 8192, /* and longer ones; code points */
};

/* Where the words may stand, in bytes of the text. */
struct approx_hit {
	size_t start, end;
	size_t distance; /* code points */
};

/* Where a stretch that is like the words ends. */
struct approx_end {
	size_t end; /* byte of the text */
	size_t distance;
};

/* Words that are looked for. */
struct approx_query {
	const char *words; /* well-formed UTF-8, borrowed */
	size_t len;        /* bytes of them */
	size_t from;       /* byte of the text where a hit begins at least */
	size_t errors;     /* the largest distance */
	/* Out: where hits end, in order; approx_query_release() frees it. */
	ARRAY(struct approx_end) ends;
	bool cut; /* the work ran out before the end: there are none */
};

struct approx;

/*
 * For any number of searches in a text of well-formed UTF-8, which is borrowed.
 * `work` is how much may be spent on them, in steps of some nanoseconds: it
 * goes down by what is done, the same for the same input, and at 0 nothing is
 * found any more.
 */
struct approx *approx_new(const char *text, size_t len, size_t *work);

/* Code points of well-formed UTF-8. */
size_t approx_characters(const char *bytes, size_t len);

/* Finds where hits of each of the queries end, as approx_best() needs it. */
void approx_search(struct approx *approx, struct approx_query *queries,
		   size_t count);

/*
 * The places of a query that was searched whose distance is its `errors` at
 * most, best first, then in order; none overlaps a better one.  All of them
 * are found while errors is a fifth of the words' code points at most; further
 * off, the likelier ones.  Returns how many of hits, `room` at most, it has
 * set.
 */
size_t approx_best(struct approx *approx, struct approx_query *query,
		   struct approx_hit *hits, size_t room);

void approx_query_release(struct approx_query *query);

void approx_free(struct approx *approx);

#endif
