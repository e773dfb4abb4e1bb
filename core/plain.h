/*
 * plain - common text that is its own safe form, told quickly.
 *
 * Most text is letters, digits and punctuation of Latin scripts, of one column
 * each, which the sanitiser gives back as they are.  Here such runs are found
 * many bytes at a time, so that only what lies between them is looked at
 * cluster by cluster.
 */
#ifndef CORE_PLAIN_H
#define CORE_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Length in bytes of the longest start of bytes, between clusters and at most
 * `columns` columns wide, that is its own safe form in UTF-8 and common:
 * printable ASCII, Latin letters and punctuation, of one column each, with
 * marks from U+0300 to U+033F after letters.  *used: its columns.
 */
size_t plain_run(const char *bytes, size_t len, size_t columns, size_t *used);

/*
 * Length of the no-break space (U+00A0, U+202F) at the start of bytes, or 0;
 * *alone: no mark can follow it, so that it is a cluster.
 */
size_t plain_glue(const char *bytes, size_t len, bool *alone);

enum { PLAIN_WORDS = 32 }; /* of 64 bytes each */

/* What the bytes of a part of a text are: a bit for each, the first lowest. */
struct plain_map {
	const char *text;
	size_t start, end; /* the bytes of text that it covers */
	/* Not of common text: no-break spaces and marks, too. */
	uint64_t odd[PLAIN_WORDS];
	/* Goes on with a common character or a no-break space, or is a mark on
	   what holds it, and takes no column. */
	uint64_t inner[PLAIN_WORDS];
	/* A blank, or within a word of common letters, with its apostrophes, or
	   a character: no row ends before it. */
	uint64_t within[PLAIN_WORDS];
};

/* Maps text from `start` on, as far as it has room, up to `end`. */
void plain_map(struct plain_map *map, const char *text, size_t start,
	       size_t end);

/*
 * As plain_run() for the bytes from `at` to the end of the map, but that it
 * stops at marks.  Returns where the run ends.
 */
size_t plain_fit(const struct plain_map *map, size_t at, size_t columns,
		 size_t *used);

/*
 * The columns of the bytes, which are of the map, begin and end with characters
 * and are common or no-break spaces, with marks after what holds them, or first
 * bytes of letters that lack their second one.
 */
size_t plain_columns(const struct plain_map *map, size_t start, size_t end);

/*
 * The last byte between `floor` and `at`, both excluded, that a row may end
 * before as far as `within` tells; `floor` where there is none.
 */
size_t plain_back(const struct plain_map *map, size_t floor, size_t at);

#endif
