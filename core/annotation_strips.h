/*
 * annotation_strips - anchors found in a text that is never read whole.
 *
 * Internal to core/annotation*.c.  Where nothing but a text's words is needed
 * after loading, a large one is left to be read in strips (article.h).  Its
 * anchors are looked for in such strips too: as long as each stands there once,
 * byte by byte, nothing else is asked of the text.
 */
#ifndef CORE_ANNOTATION_STRIPS_H
#define CORE_ANNOTATION_STRIPS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/anchor.h"
#include "core/annotation_read.h"

/*
 * Whether the file's notes may ask nothing more of the text, as far as can be
 * told before their anchors are looked for: no claim's words or spans are to be
 * taken from it, nothing of it is omitted, and no sum of it given.
 */
bool annotation_strips_do(const struct reader *reader);

/*
 * Looks for all the anchors in a text that is to be read in strips, and answers
 * what anchor_resolve() would, in the batch's scratch arena.  Where it takes
 * more to answer, it reads the text whole, or reports why it cannot, which the
 * entry has as its error, and leaves the matches as they are.
 */
void annotation_strips_find(const struct reader *reader,
			    const struct anchor *anchors, size_t count,
			    struct anchor_match *matches);

#endif
