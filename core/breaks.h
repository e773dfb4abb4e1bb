/*
 * breaks - where lines may end: French spacing, and UAX 14 for common text.
 *
 * Two things that layout.c needs beside libunistring's answers: the breaks
 * that French spacing takes away from them, even where the file has plain
 * spaces, and an answer of our own, the same, for one place in text of common
 * characters, where asking libunistring about the whole paragraph costs too
 * much.
 */
#ifndef CORE_BREAKS_H
#define CORE_BREAKS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/plain.h"
#include "core/span.h"

/* Whether a row may end before a byte. */
enum {
	BREAK_NONE,
	BREAK_PLAIN, /* UAX 14 allows it, the tailoring does not */
	BREAK_GOOD,
};

/*
 * Makes BREAK_PLAIN of what is BREAK_GOOD in breaks (one for each byte of
 * `part`, which lies in `paragraph`) and stands after « ‹, before » › ; : ! ?
 * %, or inside 1 400; and of breaks between . , : ; and a letter (LB29, which
 * libunistring 1.0 lacks).  After a soft hyphen there is none at all, since no
 * hyphen would be drawn.
 */
void breaks_tailor(const char *text, struct span paragraph, struct span part,
		   char *breaks);

/*
 * Goes back from byte `at` of the map's text, the start of a cluster, as far
 * as `start`, which the map covers, to the last place where a row may end.
 * Returns that byte; 0 where there is none, or where a character that is not
 * common leaves it uncertain.  The characters that it goes past are common, and
 * of one column each but for marks.
 */
size_t breaks_before(const struct plain_map *map, struct span paragraph,
		     size_t start, size_t at);

#endif
