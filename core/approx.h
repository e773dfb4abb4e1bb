/*
 * approx - finds words in a text despite errors in them.
 *
 * Distance is Levenshtein's over code points, found as Sellers does (The
 * Theory and Computation of Evolutionary Distances, J. Algorithms 1, 1980),
 * with 64 rows of his table a step (Myers, J. ACM 46, 1999; blocks after
 * Hyyrö, 2003).  Only stretches that share enough trigrams with the words are
 * looked at: each error spoils three at most (Jokinen and Ukkonen, 1991).
 */
#ifndef CORE_APPROX_H
#define CORE_APPROX_H

#include <stddef.h>

enum {
	APPROX_LEAST = 5,   /* shorter words are found nowhere */
	APPROX_MOST = 8192, /* and longer ones; code points */
};

/* Where the words may stand, in bytes of the text. */
struct approx_hit {
	size_t start, end;
	size_t distance; /* code points */
};

/*
 * Indexes well-formed UTF-8, which is not needed after, for any number of
 * searches.  NULL where the text is past 4 GiB.
 */
struct approx *approx_new(const char *text, size_t len);

/* Code points of well-formed UTF-8. */
size_t approx_characters(const char *bytes, size_t len);

/*
 * The places at or after byte `from` whose distance is `errors` at most, best
 * first, then in order; none overlaps a better one.  All of them are found
 * while errors is a fifth of the words' code points at most; further off, the
 * likelier ones.  Returns how many of hits, `room` at most, it has set.
 */
size_t approx_find(const struct approx *approx, const char *words, size_t len,
		   size_t from, size_t errors, struct approx_hit *hits,
		   size_t room);

void approx_free(struct approx *approx);

#endif
