#include "tui/window.h"

#include <string.h>

#include "core/dossier.h"

enum { KEPT_ROWS = 2048 }; /* on either side of what is asked for */

/* A block, or a part of a long one, with its rows. */
struct piece {
	struct block block;
	struct span part;
	size_t first, count; /* rows */
};

struct window {
	struct window_key key;
	const char *text; /* what the article had when it was laid out */
	size_t bytes, omissions;
	struct span read; /* of the text: what is there */
	struct block_source source;
	ARRAY(struct piece) pieces; /* without a gap */
	struct sheet_rows rows;
};

struct window *window_new(void)
{
	struct window *window = memory_alloc(sizeof *window);
	*window = (struct window){.bytes = 0};
	return window;
}

/* Forgets all of the article. */
static void forget(struct window *window)
{
	block_source_release(&window->source);
	array_release(&window->pieces);
	array_release(&window->rows.list);
	*window = (struct window){.bytes = 0};
}

void window_free(struct window *window)
{
	if (window)
		forget(window);
	free(window);
}

/* ---- pieces, laid out ---- */

static struct piece piece_at(const struct window *window,
			     const struct block *block, size_t offset)
{
	struct piece piece = {.block = *block, .part = block->span};
	if (offset < block->span.start)
		offset = block->span.start;
	if (!block->omitted)
		piece.part = layout_part(window->text, block->span, offset);
	return piece;
}

static bool piece_next(const struct window *window, struct piece *piece)
{
	struct block block = piece->block;
	if (piece->part.end < block.span.end) {
		*piece = piece_at(window, &block, piece->part.end);
		return true;
	}
	if (!block_next(&window->source, &block))
		return false;
	*piece = piece_at(window, &block, block.span.start);
	return true;
}

static bool piece_previous(const struct window *window, struct piece *piece)
{
	struct block block = piece->block;
	if (piece->part.start > block.span.start) {
		*piece = piece_at(window, &block, piece->part.start - 1);
		return true;
	}
	if (!block_previous(&window->source, &block))
		return false;
	*piece = piece_at(window, &block, block.span.end);
	return true;
}

static void add_text(const struct window *window, const struct piece *piece,
		     struct sheet_rows *out)
{
	struct rows rows = {0};
	layout_paragraph(&rows, window->text, piece->part, window->key.columns,
			 window->key.charset);
	array_grow(&out->list, rows.list.count);
	for (size_t i = 0; i < rows.list.count; i++) {
		const struct row *row = &rows.list.items[i];
		array_push(&out->list, ((struct sheet_row){
					       .kind = SHEET_TEXT,
					       .heading = piece->block.heading,
					       .span = row->span,
					       .shown = row->shown,
					       .block = piece->block.span.start,
				       }));
	}
	layout_release(&rows);
}

/* The rows of a piece, with the empty one before a block that has another
   before it, and what stands in the text after a block. */
static void add_piece(const struct window *window, const struct piece *piece,
		      struct sheet_rows *out)
{
	struct block before = piece->block;
	size_t start = piece->block.span.start;
	if (piece->part.start == start &&
	    block_previous(&window->source, &before))
		array_push(&out->list, ((struct sheet_row){
					       .kind = SHEET_EMPTY,
					       .span = {start, start},
					       .shown = start,
					       .block = start,
				       }));
	if (piece->block.omitted)
		array_push(&out->list,
			   ((struct sheet_row){
				   .kind = SHEET_OMITTED,
				   .span = piece->block.span,
				   .shown = piece->block.span.end,
				   .block = start,
				   .paragraphs = piece->block.paragraphs,
			   }));
	else
		add_text(window, piece, out);
	if (window->key.after && piece->part.end == piece->block.span.end)
		window->key.after(window->key.user, &piece->block, out);
}

static void push_back(struct window *window, struct piece piece)
{
	piece.first = window->rows.list.count;
	add_piece(window, &piece, &window->rows);
	piece.count = window->rows.list.count - piece.first;
	array_push(&window->pieces, piece);
}

static void push_front(struct window *window, struct piece piece)
{
	struct sheet_rows fresh = {0};
	size_t old = window->rows.list.count;
	add_piece(window, &piece, &fresh);
	piece.first = 0;
	piece.count = fresh.list.count;
	array_grow(&window->rows.list, piece.count);
	struct sheet_row *rows = window->rows.list.items;
	memmove(rows + piece.count, rows, old * sizeof *rows);
	memcpy(rows, fresh.list.items, piece.count * sizeof *rows);
	window->rows.list.count += piece.count;
	array_release(&fresh.list);
	for (size_t i = 0; i < window->pieces.count; i++)
		window->pieces.items[i].first += piece.count;
	array_push(&window->pieces, piece);
	struct piece *pieces = window->pieces.items;
	memmove(pieces + 1, pieces,
		(window->pieces.count - 1) * sizeof *pieces);
	pieces[0] = piece;
}

/* ---- what is kept ---- */

/* Whether the article is what it was when it was laid out. */
static bool text_holds(const struct window *window, const struct entry *entry)
{
	const struct article *article = &entry->article;
	struct span read = article_read(article);
	return window->key.entry == entry && window->text == article->text &&
	       window->bytes == article->bytes &&
	       window->read.start == read.start &&
	       window->read.end == read.end &&
	       window->omissions == entry->annotation.omission_count;
}

static bool key_holds(const struct window *window, const struct window_key *key)
{
	const struct window_key *own = &window->key;
	return text_holds(window, key->entry) && own->columns == key->columns &&
	       own->charset == key->charset && !own->after && !key->after;
}

static void restart(struct window *window, const struct window_key *key)
{
	const struct entry *entry = key->entry;
	if (!text_holds(window, entry)) {
		forget(window);
		block_source_init(&window->source, entry);
		window->text = entry->article.text;
		window->bytes = entry->article.bytes;
		window->read = article_read(&entry->article);
		window->omissions = entry->annotation.omission_count;
	}
	window->key = *key;
	window->pieces.count = window->rows.list.count = 0;
}

/*
 * Index of the piece that holds the byte, else of the first after it, else of
 * the last: of those that are kept, or the only one, laid out now.  Returns
 * false where the article has none.
 */
static bool piece_find(struct window *window, size_t offset, size_t *index)
{
	const struct piece *pieces = window->pieces.items;
	size_t low = 0, high = window->pieces.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (pieces[middle].part.end > offset)
			high = middle;
		else
			low = middle + 1;
	}
	*index = low;
	if (low < window->pieces.count &&
	    (low || pieces[low].part.start <= offset))
		return true;
	struct block block;
	if (!block_find(&window->source, offset, &block))
		return false;
	struct piece piece = piece_at(window, &block, offset);
	for (size_t i = 0; i < window->pieces.count; i++)
		if (pieces[i].part.start == piece.part.start) {
			*index = i;
			return true;
		}
	window->pieces.count = window->rows.list.count = 0;
	push_back(window, piece);
	*index = 0;
	return true;
}

/* Whether there is a piece after those before *end, laid out now if need be;
   the same before *first, which stays the index of the first one. */
static bool reach_on(struct window *window, size_t end)
{
	if (end < window->pieces.count)
		return true;
	struct piece piece = window->pieces.items[end - 1];
	if (!piece_next(window, &piece))
		return false;
	push_back(window, piece);
	return true;
}

static bool reach_back(struct window *window, size_t first)
{
	if (first)
		return true;
	struct piece piece = window->pieces.items[0];
	if (!piece_previous(window, &piece))
		return false;
	push_front(window, piece);
	return true;
}

static struct window_rows rows_of(const struct window *window, size_t first,
				  size_t end)
{
	const struct piece *pieces = window->pieces.items;
	const struct piece *last = &pieces[end - 1];
	return (struct window_rows){
		.items = window->rows.list.items + pieces[first].first,
		.count = last->first + last->count - pieces[first].first,
	};
}

/* Forgets pieces that are far from [*first, *end). */
static void trim(struct window *window, size_t *first, size_t *end)
{
	struct piece *pieces = window->pieces.items;
	size_t rows = pieces[*first].first;
	const struct piece *last = &pieces[*end - 1];
	size_t rows_end = last->first + last->count;
	if (window->rows.list.count - rows_end > KEPT_ROWS) {
		window->rows.list.count = rows_end;
		window->pieces.count = *end;
	}
	if (rows <= KEPT_ROWS)
		return;
	window->rows.list.count -= rows;
	memmove(window->rows.list.items, window->rows.list.items + rows,
		window->rows.list.count * sizeof *window->rows.list.items);
	window->pieces.count -= *first;
	memmove(pieces, pieces + *first, window->pieces.count * sizeof *pieces);
	for (size_t i = 0; i < window->pieces.count; i++)
		pieces[i].first -= rows;
	*end -= *first;
	*first = 0;
}

struct window_rows window_get(struct window *window,
			      const struct window_key *key,
			      const struct window_place *place)
{
	size_t first;
	if (!key_holds(window, key))
		restart(window, key);
	if (!piece_find(window, place->offset, &first))
		return (struct window_rows){.ends = true};
	size_t end = first + 1;
	struct window_rows rows = rows_of(window, first, end);
	size_t row = window_place_row(&rows, place->offset, place->line);
	bool more = true;
	while (rows_of(window, first, end).count < row + place->below &&
	       (more = reach_on(window, end)))
		end++;
	while (row < place->above && reach_back(window, first)) {
		/* One that had to be laid out has moved the others on. */
		if (first)
			first--;
		else
			end++;
		row += window->pieces.items[first].count;
	}
	trim(window, &first, &end);
	rows = rows_of(window, first, end);
	struct piece last = window->pieces.items[end - 1];
	rows.ends = !more ||
		    (end == window->pieces.count && !piece_next(window, &last));
	return rows;
}

size_t window_row_at(const struct window_rows *rows, size_t offset)
{
	size_t found = 0;
	for (size_t i = 0; i < rows->count; i++) {
		if (rows->items[i].span.start > offset)
			break;
		if (rows->items[i].kind != SHEET_CARD)
			found = i;
	}
	return found;
}

size_t window_place_row(const struct window_rows *rows, size_t offset,
			size_t line)
{
	size_t row = window_row_at(rows, offset);
	for (size_t i = 0; i < line && row + 1 < rows->count &&
			   rows->items[row + 1].kind == SHEET_CARD;
	     i++)
		row++;
	return row;
}
