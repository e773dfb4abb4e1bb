#include "tui/select.h"

#include "core/block.h"
#include "core/needles.h"
#include "tui/citation.h"
#include "tui/copy.h"
#include "tui/sheet.h"

bool select_active(const struct app *app)
{
	return app->selection.in && app->at.view == VIEW_ARTICLE &&
	       app->selection.in == app->at.entry;
}

/* The byte after the character that begins at the byte. */
static size_t after(const struct entry *entry, size_t byte)
{
	const struct article *article = &entry->article;
	if (byte >= article->bytes)
		return article->bytes;
	return byte + utf8_cluster(article->text + byte, article->bytes - byte);
}

bool select_span(const struct app *app, const struct entry *entry,
		 struct span *span)
{
	const struct selection *selection = &app->selection;
	if (selection->in != entry)
		return false;
	size_t a = selection->from, b = selection->at;
	*span = (struct span){a < b ? a : b, after(entry, a < b ? b : a)};
	return true;
}

/* ---- where the cursor may stand: in blocks that are shown ---- */

/* Goes on from an omitted block to one that is shown; false: there is none. */
static bool block_shown(const struct block_source *blocks, struct block *block,
			int step)
{
	while (block->omitted)
		if (!(step > 0 ? block_next : block_previous)(blocks, block))
			return false;
	return true;
}

/* The block of the byte, else the next that is shown, else the one before;
   false: the article has none. */
static bool block_of(const struct block_source *blocks, size_t byte,
		     struct block *block)
{
	struct block found;
	if (!block_find(blocks, byte, &found))
		return false;
	*block = found;
	if (block_shown(blocks, block, 1))
		return true;
	*block = found;
	return block_shown(blocks, block, -1);
}

static bool block_beside(const struct block_source *blocks, struct block *block,
			 int step)
{
	return (step > 0 ? block_next : block_previous)(blocks, block) &&
	       block_shown(blocks, block, step);
}

/* The first byte of the character before the byte, in text[start, byte). */
static size_t before(const char *text, size_t start, size_t byte)
{
	size_t at = byte;
	while (at > start) {
		at--;
		if (needles_boundary(text + start, byte - start, at - start))
			return at;
	}
	return start;
}

/* A step to the next character that is shown, or the one before; false: it is
   the last, or the first. */
static bool step_on(const struct block_source *blocks,
		    const struct entry *entry, size_t *byte)
{
	struct block block;
	size_t next = after(entry, *byte);
	bool shown = block_of(blocks, *byte, &block);
	if (shown && next >= block.span.end) {
		shown = block_beside(blocks, &block, 1);
		next = shown ? block.span.start : *byte;
	}
	bool moved = shown && next != *byte;
	if (moved)
		*byte = next;
	return moved;
}

static bool step_back(const struct block_source *blocks,
		      const struct entry *entry, size_t *byte)
{
	struct block block;
	size_t from = *byte;
	bool shown = block_of(blocks, *byte, &block);
	if (shown && from <= block.span.start) {
		shown = block_beside(blocks, &block, -1);
		from = shown ? block.span.end : from;
	}
	if (shown)
		*byte = before(entry->article.text, block.span.start, from);
	return shown;
}

/* ---- words ---- */

enum class { CLASS_BLANK, CLASS_PUNCTUATION, CLASS_LETTER };

static enum class class_of(const struct entry *entry, size_t byte) {
	const struct article *article = &entry->article; uint32_t c;
	if (byte >= article->bytes) return CLASS_BLANK;
	utf8_decode(article->text + byte, article->bytes - byte, &c);
	if (c <= ' ' || c == 0xa0 || (c >= 0x2000 && c <= 0x200f) ||
	    (c >= 0x2028 && c <= 0x202f) || c == 0x205f ||
	    c == 0x3000) return CLASS_BLANK;
	bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		      (c >= 'a' && c <= 'z') || c == '_' || c == 0xaa ||
		      c == 0xba;
	if (!letter && (c < 0xc0 || (c >= 0x2010 && c <= 0x206f) ||
			(c >= 0x3001 && c <= 0x3003))) return CLASS_PUNCTUATION;
	return CLASS_LETTER;
}

/* Whether a word begins at the byte, having stepped there from `last`. */
static bool word_begins(const struct entry *entry, size_t last, size_t byte)
{
	enum class class = class_of(entry, byte);
	return class != CLASS_BLANK &&
	       (class != class_of(entry, last) || after(entry, last) != byte);
}

static void word_on(const struct block_source *blocks,
		    const struct entry *entry, size_t *byte)
{
	size_t old = *byte;
	while (step_on(blocks, entry, byte)) {
		if (word_begins(entry, old, *byte))
			return;
		old = *byte;
	}
}

static void word_back(const struct block_source *blocks,
		      const struct entry *entry, size_t *byte)
{
	size_t at = *byte;
	if (!step_back(blocks, entry, &at))
		return;
	for (;;) {
		size_t earlier = at;
		*byte = at;
		if (!step_back(blocks, entry, &earlier) ||
		    word_begins(entry, earlier, at))
			return;
		at = earlier;
	}
}

static void word_end(const struct block_source *blocks,
		     const struct entry *entry, size_t *byte)
{
	size_t at = *byte, next = at;
	bool more = step_on(blocks, entry, &next);
	while (more) {
		at = *byte = next;
		more = step_on(blocks, entry, &next);
		if (class_of(entry, at) != CLASS_BLANK &&
		    (!more || after(entry, at) != next ||
		     class_of(entry, next) != class_of(entry, at)))
			return;
	}
}

/* ---- rows ---- */

static bool in_window(const struct sheet *sheet, size_t byte)
{
	size_t count = sheet->rows.count;
	return count && byte >= sheet->rows.items[0].span.start &&
	       (sheet->rows.ends ||
		byte < sheet->rows.items[count - 1].span.end);
}

/* The window around the position, which goes to the cursor where that is not
   in it. */
static void window(struct sheet *sheet, struct app *app, size_t above,
		   size_t below)
{
	sheet_build(sheet, app, above, below);
	if (in_window(sheet, app->selection.at))
		return;
	sheet_release(sheet);
	app->at.offset = app->selection.at;
	app->at.row = app->frame.text.rows / 3;
	sheet_build(sheet, app, above, below);
}

/* Scrolls just enough that the cursor is in view. */
static void show(struct app *app)
{
	struct sheet sheet;
	window(&sheet, app, app->term.rows, app->term.rows);
	size_t row = sheet_row_at(&sheet, app->selection.at);
	size_t top = sheet.top;
	if (row < top)
		top = row;
	else if (sheet.height && row >= top + sheet.height)
		top = row - sheet.height + 1;
	sheet_set_top(&sheet, app, top);
	sheet_release(&sheet);
}

static size_t column_of(const struct app *app, const struct sheet *sheet,
			size_t byte)
{
	size_t start = sheet->rows.items[sheet_row_at(sheet, byte)].span.start;
	return utf8_columns(sheet->entry->article.text + start, byte - start,
			    app->term.charset);
}

/* The character of the row that stands in the column, or its last one. */
static size_t byte_in(const struct app *app, const struct sheet *sheet,
		      const struct sheet_row *row, size_t column)
{
	const char *text = sheet->entry->article.text;
	size_t at = row->span.start, used = 0;
	while (at < row->shown) {
		struct glyph glyph;
		size_t n = utf8_glyph(text + at, row->shown - at, used,
				      app->term.charset, &glyph);
		used += glyph.columns;
		if (used > column || at + n >= row->shown)
			break;
		at += n;
	}
	return at;
}

/* The row that is `count` rows of text on, or as far as there are some. */
static size_t row_on(const struct sheet *sheet, size_t row, long count)
{
	long step = count < 0 ? -1 : 1;
	size_t at = row;
	while (count) {
		at += (size_t)step;
		if (at >= sheet->rows.count)
			return row;
		if (sheet->rows.items[at].kind != SHEET_TEXT)
			continue;
		row = at;
		count -= step;
	}
	return row;
}

static void move_rows(struct app *app, long rows)
{
	struct selection *selection = &app->selection;
	struct sheet sheet;
	size_t far = (size_t)(rows < 0 ? -rows : rows);
	far = far < 10000 ? far : 10000;
	rows = rows < 0 ? -(long)far : (long)far;
	/* Each row of text may have an empty one beside it. */
	window(&sheet, app, 2 * far + app->term.rows, 2 * far + app->term.rows);
	if (sheet.rows.count) {
		size_t row = sheet_row_at(&sheet, selection->at);
		row = row_on(&sheet, row, rows);
		selection->at = byte_in(app, &sheet, &sheet.rows.items[row],
					selection->column);
	}
	sheet_release(&sheet);
	show(app);
}

/* ---- what keys do ---- */

static void aim(struct app *app)
{
	struct sheet sheet;
	show(app);
	sheet_build(&sheet, app, 0, 0);
	if (sheet.rows.count)
		app->selection.column = column_of(app, &sheet,
						  app->selection.at);
	sheet_release(&sheet);
}

void select_begin(struct app *app)
{
	struct entry *entry = app->at.entry;
	const struct claim *claim = app->at.claim;
	struct block_source blocks;
	struct block block;
	struct sheet sheet;
	app->pane = app->alone = false;
	sheet_build(&sheet, app, 0, 0);
	size_t from = sheet.top < sheet.rows.count
			      ? sheet.rows.items[sheet.top].span.start
			      : 0;
	sheet_release(&sheet);
	block_source_init(&blocks, entry);
	bool shown = block_of(&blocks, from, &block);
	block_source_release(&blocks);
	if (!shown) {
		app_message(app, MSG_EMPTY_ARTICLE, NULL);
		return;
	}
	if (from < block.span.start || from >= block.span.end)
		from = block.span.start;
	struct span span = {from, after(entry, from)};
	if (claim && claim->entry == entry && claim_placed(claim))
		span = claim_extent(claim);
	app->selection = (struct selection){
		.in = entry,
		.from = span.start,
		.at = before(entry->article.text, span.start, span.end),
	};
	aim(app);
}

typedef void (*select_motion)(const struct block_source *blocks,
			      const struct entry *entry, size_t *byte);

static void move(struct app *app, select_motion motion)
{
	struct block_source blocks;
	block_source_init(&blocks, app->at.entry);
	long count = app->count > 0 ? app->count : 1;
	for (size_t old = (size_t)-1; count-- && old != app->selection.at;) {
		old = app->selection.at;
		motion(&blocks, app->at.entry, &app->selection.at);
	}
	block_source_release(&blocks);
	aim(app);
}

static void left(const struct block_source *blocks, const struct entry *entry,
		 size_t *byte)
{
	step_back(blocks, entry, byte);
}

static void right(const struct block_source *blocks, const struct entry *entry,
		  size_t *byte)
{
	step_on(blocks, entry, byte);
}

static void first(const struct block_source *blocks, const struct entry *entry,
		  size_t *byte)
{
	struct block block;
	(void)entry;
	if (block_of(blocks, 0, &block))
		*byte = block.span.start;
}

static void last(const struct block_source *blocks, const struct entry *entry,
		 size_t *byte)
{
	struct block block;
	if (block_of(blocks, entry->article.bytes, &block))
		*byte = before(entry->article.text, block.span.start,
			       block.span.end);
}

void select_left(struct app *app)
{
	move(app, left);
}

void select_right(struct app *app)
{
	move(app, right);
}

void select_word(struct app *app)
{
	move(app, word_on);
}

void select_word_back(struct app *app)
{
	move(app, word_back);
}

void select_word_end(struct app *app)
{
	move(app, word_end);
}

void select_first(struct app *app)
{
	move(app, first);
}

void select_last(struct app *app)
{
	move(app, last);
}

static long count_rows(const struct app *app, size_t each)
{
	return (app->count > 0 ? app->count : 1) * (each ? (long)each : 1);
}

void select_down(struct app *app)
{
	move_rows(app, count_rows(app, 1));
}

void select_up(struct app *app)
{
	move_rows(app, -count_rows(app, 1));
}

void select_page_down(struct app *app)
{
	move_rows(app, count_rows(app, app->frame.text.rows));
}

void select_page_up(struct app *app)
{
	move_rows(app, -count_rows(app, app->frame.text.rows));
}

/* To one end of the row: the column 0, or one that no row has. */
static void row_edge(struct app *app, size_t column)
{
	app->selection.column = column;
	move_rows(app, 0);
}

void select_row_start(struct app *app)
{
	row_edge(app, 0);
}

void select_row_end(struct app *app)
{
	row_edge(app, (size_t)-1);
}

void select_anew(struct app *app)
{
	app->selection.from = app->selection.at;
}

void select_turn(struct app *app)
{
	size_t at = app->selection.at;
	app->selection.at = app->selection.from;
	app->selection.from = at;
	aim(app);
}

void select_copy(struct app *app)
{
	struct str text = {0};
	struct span span;
	if (!select_span(app, app->at.entry, &span))
		return;
	citation_add_words(&text, app->options.language, app->at.entry, span);
	copy_text(app, &text);
	str_release(&text);
	select_leave(app);
}

void select_leave(struct app *app)
{
	app->selection = (struct selection){.in = NULL};
}
