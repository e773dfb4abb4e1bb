/*
 * sentences - the whole sentences around some words of an article.
 *
 * The sentence breaks of UAX 29 (rules SB4 to SB11), simplified to what
 * letters and spaces tell without Unicode's tables, and tailored:
 * - an ellipsis (… or ...) ends a sentence like a full stop;
 * - ! and ? end none before a small letter: « Vraiment ? » dit-il;
 * - a » belongs to its sentence even with a space before it;
 * - a full stop ends none where no white space follows (3.5, comment.x), nor
 *   after an initial (M. Hulio, U.S.), a title (Mme, Dr, Mr), Inc. or vs., or a
 *   reference before its number (art. 3, p. 12).
 * When in doubt a sentence goes on: too long is better than cut.
 */
#ifndef CORE_SENTENCES_H
#define CORE_SENTENCES_H

#include <stddef.h>

#include "core/span.h"

/* How far from the words a sentence is followed, in bytes each way. */
enum { SENTENCES_REACH = 2048 };

/*
 * From the first byte of the sentence that words.start lies in to the last of
 * the one that holds words.end - 1, without the white space around them.  The
 * words lie in the paragraph, and what is returned does too.  A sentence that
 * reaches further than SENTENCES_REACH is cut there, between two words.
 */
struct span sentences_around(const char *text, struct span paragraph,
			     struct span words);

/*
 * The byte after the sentence that starts at `start`, its white space
 * included; `end` where there is no further one.
 */
size_t sentences_next(const char *text, size_t start, size_t end);

#endif
