#include "core/fold_index.h"

#include <string.h>

enum { PIECE = 1024 }; /* bytes of the text */

/* Folds a piece from the state on, which moves to its end. */
static void piece_fold(struct fold_index *index, struct fold_state *state)
{
	size_t left = index->text_len - state->at;
	fold_piece(&index->piece, index->text, index->text_len,
		   state->at + (left < PIECE ? left : PIECE), state,
		   index->fold);
}

void fold_index_make(struct fold_index *index, const char *text, size_t len,
		     unsigned fold)
{
	struct fold_state state = {0};
	*index = (struct fold_index){
		.text = text,
		.text_len = len,
		.fold = fold,
	};
	array_grow(&index->bytes, len + len / 64 + 1);
	do {
		struct fold_mark mark = {state, index->len};
		index->held = index->marks.count;
		array_push(&index->marks, mark);
		piece_fold(index, &state);
		size_t more = index->piece.len;
		array_grow(&index->bytes, more + 1);
		memcpy(index->bytes.items + index->len, index->piece.bytes,
		       more + 1);
		index->bytes.count = index->len += more;
	} while (state.at < len);
}

/* Makes the piece the one that is held. */
static void piece_hold(struct fold_index *index, size_t piece)
{
	struct fold_state state = index->marks.items[piece].state;
	if (index->held == piece)
		return;
	piece_fold(index, &state);
	index->held = piece;
}

/* The byte that the folded byte came from. */
static size_t origin_of(struct fold_index *index, size_t at)
{
	size_t low = 0, high = index->marks.count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (index->marks.items[middle].folded <= at)
			low = middle;
		else
			high = middle;
	}
	piece_hold(index, low);
	return index->piece.origin[at - index->marks.items[low].folded];
}

/* The first byte that what is folded from the mark on may come from. */
static size_t mark_offset(const struct fold_mark *mark)
{
	return mark->state.space ? mark->state.space_at : mark->state.at;
}

size_t fold_index_at(struct fold_index *index, size_t offset)
{
	size_t low = 0, high = index->marks.count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (mark_offset(&index->marks.items[middle]) <= offset)
			low = middle;
		else
			high = middle;
	}
	piece_hold(index, low);
	size_t piece = low;
	low = 0;
	high = index->piece.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (index->piece.origin[middle] < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return index->marks.items[piece].folded + low;
}

struct span fold_index_span(struct fold_index *index, size_t start, size_t end)
{
	size_t first = origin_of(index, start);
	return fold_span(index->text, index->text_len, first,
			 origin_of(index, end - 1));
}

void fold_index_release(struct fold_index *index)
{
	fold_release(&index->piece);
	array_release(&index->bytes);
	array_release(&index->marks);
	*index = (struct fold_index){0};
}
