/*
 * needles - finds many byte strings in one text at once.
 *
 * Wu and Manber's set matching (A Fast Algorithm for Multi-Pattern Searching,
 * 1994): a hash of the last few bytes of a window says how far the window may
 * move, so that with needles of twenty bytes most of the text is never looked
 * at.  Aho and Corasick's automaton would look at every byte, and take more
 * time to build than the usual article takes to scan.  Where a window may
 * hold a needle, the needles that could begin there are sorted and searched
 * by halves, each linked to the one that is its prefix, so that thousands of
 * needles with one beginning cost little more than one.
 */
#ifndef CORE_NEEDLES_H
#define CORE_NEEDLES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"

struct needle {
	const char *bytes; /* borrowed; may be anything */
	size_t len;        /* bytes; an empty needle is never found */
	size_t limit;      /* hits wanted at most, the first ones */
	ARRAY(size_t)
	hits; /* out: bytes of the text where it begins,
				ascending; overlapping ones too */
};

/*
 * Adds to each needle's hits where it stands in text[0, len).  Hits begin and
 * end between grapheme clusters: `e` is not found in a decomposed `é`.  The
 * hits are the caller's to release.
 */
void needles_find(struct needle *needles, size_t count, const char *text,
		  size_t len);

/* Whether a grapheme cluster of text[0, len) begins or ends at the byte. */
bool needles_boundary(const char *text, size_t len, size_t offset);

#endif
