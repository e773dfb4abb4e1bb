/*
 * fold_index - a whole text folded, and the way back by pieces.
 *
 * struct folded keeps eight bytes for each byte of the text; this keeps marks
 * from which a piece can be folded again when its places are asked for.
 */
#ifndef CORE_FOLD_INDEX_H
#define CORE_FOLD_INDEX_H

#include <stddef.h>

#include "core/array.h"
#include "core/fold.h"
#include "core/span.h"

/* Where a piece begins. */
struct fold_mark {
	struct fold_state state;
	size_t folded; /* bytes folded before it */
};

/* Starts zeroed ({0}); fold_index_release() frees it. */
struct fold_index {
	const char *text; /* borrowed */
	size_t text_len;
	unsigned fold;
	ARRAY(char) bytes; /* folded, well-formed UTF-8, NUL-ended */
	size_t len;        /* bytes of them */
	ARRAY(struct fold_mark) marks;
	struct folded piece; /* the last one that was asked for */
	size_t held;         /* its index in marks */
};

/* Folds text[0, len), which is borrowed. */
void fold_index_make(struct fold_index *index, const char *text, size_t len,
		     unsigned fold);

/* The first folded byte that comes from the offset of the text or from after
   it; index->len: none does. */
size_t fold_index_at(struct fold_index *index, size_t offset);

/* As fold_origin(), for start < end. */
struct span fold_index_span(struct fold_index *index, size_t start, size_t end);

void fold_index_release(struct fold_index *index);

#endif
