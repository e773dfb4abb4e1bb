#include "tui/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "tui/still.h"

struct card_maker sheet_maker(const struct app *app)
{
	const struct frame *frame = &app->frame;
	size_t number = app->at.entry ? sheet_number_columns(app->at.entry) : 3;
	size_t columns = frame->panel.columns;
	if (!frame->beside && columns > 1)
		columns--; /* the last column stays free */
	return (struct card_maker){
		.xref = app->xref,
		.language = app->options.language,
		.charset = app->options.charset,
		.columns = columns > number ? columns - number : 1,
	};
}

size_t sheet_number_columns(const struct entry *entry)
{
	size_t columns = 3;
	for (size_t n = entry->numbered_count; n >= 100; n /= 10)
		columns++;
	return columns;
}

size_t sheet_row_at(const struct sheet *sheet, size_t offset)
{
	return window_row_at(&sheet->rows, offset);
}

void sheet_forget(struct app *app)
{
	window_free(app->window);
	app->window = NULL;
	still_forget(app);
	for (size_t i = 0; i < app->reaches.count; i++)
		reach_free(app->reaches.items[i]);
	array_release(&app->reaches);
}

const struct reach *sheet_reach(struct app *app, const struct entry *entry)
{
	while (app->reaches.count <= entry->index)
		array_push(&app->reaches, NULL);
	struct reach **reach = &app->reaches.items[entry->index];
	if (*reach && !reach_holds(*reach, entry)) {
		reach_free(*reach);
		*reach = NULL;
	}
	if (!*reach)
		*reach = reach_new(entry);
	return *reach;
}

struct filling {
	struct sheet *sheet;
	struct app *app;
};

static void add_cards(void *user, const struct block *block,
		      struct sheet_rows *rows)
{
	struct filling *filling = user;
	sheet_linear_cards(filling->sheet, filling->app, block, rows);
}

static void window_fill(struct sheet *sheet, struct app *app, size_t above,
			size_t below)
{
	struct filling filling = {sheet, app};
	bool cards = app->needs.linear && !app->clean;
	struct window_key key = {
		.entry = sheet->entry,
		.columns = app->frame.text.columns,
		.charset = app->options.charset,
		.after = cards ? add_cards : NULL,
		.user = &filling,
	};
	struct window_place place = {
		.offset = app->at.offset,
		.line = app->at.line,
		.above = above,
		.below = below,
	};
	if (!app->window)
		app->window = window_new();
	sheet->rows = window_get(app->window, &key, &place);
}

/* In a single pane the panel stands where the text would. */
static size_t text_height(const struct frame *frame)
{
	return frame->text.rows ? frame->text.rows : frame->panel.rows;
}

static struct frame_needs needs_now(const struct app *app)
{
	const struct annotation *annotation = &app->at.entry->annotation;
	struct frame_needs needs = app->needs;
	needs.panel = !app->clean &&
		      (annotation->claim_count || annotation->remark_count);
	needs.claims_only = app->pane;
	needs.alone = app->alone && app->at.open && app->at.claim;
	return needs;
}

void sheet_size(struct app *app)
{
	struct frame_needs needs = needs_now(app);
	app->frame = frame_make(app->term.rows, app->term.columns, &needs);
}

void sheet_show_text(struct app *app)
{
	sheet_size(app);
	if (!app->frame.single || !app->frame.panel.rows)
		return;
	app->pane = app->alone = false;
	app->at.skip = 0;
}

/* Sizes the frame; the room for an open card below depends on the card. */
static void frame_size(struct sheet *sheet, struct app *app)
{
	struct frame_needs needs = needs_now(app);
	app->frame = frame_make(app->term.rows, app->term.columns, &needs);
	if (!app->at.open || !app->at.claim || !app->frame.panel.rows)
		return;
	struct card_maker maker = sheet_maker(app);
	card_open(&sheet->card, &maker, app->at.claim, app->at.link,
		  app->frame.single);
	needs.card = sheet->card.lines.count;
	app->frame = frame_make(app->term.rows, app->term.columns, &needs);
}

size_t sheet_last_top(const struct sheet *sheet)
{
	size_t end = sheet->rows.count;
	size_t card = sheet->card_row + sheet->card.lines.count;
	if (sheet->card.lines.count && card > end)
		end = card;
	return end > sheet->height ? end - sheet->height : 0;
}

/*
 * The row where the open card begins: its claim's, or a line lower for each
 * claim that begins in that row before it, as far as there are lines.
 */
static size_t card_row_find(const struct sheet *sheet,
			    const struct claim *claim)
{
	const struct entry *entry = sheet->entry;
	size_t row = sheet_row_at(sheet, claim_extent(claim).start);
	size_t first = xref_claim_at(entry, sheet->rows.items[row].span.start);
	size_t before = claim->number - 1 - first;
	for (; before; before--, row++) {
		if (row + 1 >= sheet->rows.count)
			break;
		const struct sheet_row *next = &sheet->rows.items[row + 1];
		if (next->kind != SHEET_EMPTY &&
		    xref_claim_at(entry, next->span.start) <
			    xref_claim_at(entry, next->span.end))
			break;
	}
	return row;
}

void sheet_build(struct sheet *sheet, struct app *app, size_t above,
		 size_t below)
{
	struct position *at = &app->at;
	*sheet = (struct sheet){.entry = at->entry};
	article_cover(&at->entry->article, at->offset);
	frame_size(sheet, app);
	sheet->height = text_height(&app->frame);
	size_t row = at->row < sheet->height ? at->row
		     : sheet->height         ? sheet->height - 1
					     : 0;
	window_fill(sheet, app, above + sheet->height,
		    below + 2 * sheet->height);
	size_t anchor = window_place_row(&sheet->rows, at->offset, at->line);
	sheet->top = anchor > row ? anchor - row : 0;
	if (app->frame.beside && sheet->rows.count && at->open && at->claim &&
	    at->claim->number)
		sheet->card_row = card_row_find(sheet, at->claim);
	size_t last = sheet_last_top(sheet);
	if (!app->frame.beside)
		last = sheet->rows.count > sheet->height
			       ? sheet->rows.count - sheet->height
			       : 0;
	if (sheet->rows.ends && sheet->top > last)
		sheet->top = last;
}

void sheet_release(struct sheet *sheet)
{
	card_release(&sheet->card);
	for (size_t i = 0; i < sheet->cards.count; i++)
		card_release(&sheet->cards.items[i].card);
	array_release(&sheet->cards);
}

void sheet_claims_in_view(const struct sheet *sheet, size_t *first, size_t *end)
{
	size_t last = sheet->top + sheet->height;
	*first = *end = 0;
	if (last > sheet->rows.count)
		last = sheet->rows.count;
	if (sheet->top >= last)
		return;
	*first = xref_claim_at(sheet->entry,
			       sheet->rows.items[sheet->top].span.start);
	*end = xref_claim_at(sheet->entry,
			     sheet->rows.items[last - 1].span.end);
	for (size_t i = sheet->top; i < last; i++) {
		const struct sheet_row *row = &sheet->rows.items[i];
		const struct claim *claim =
			row->kind == SHEET_CARD
				? sheet->cards.items[row->card].claim
				: NULL;
		if (!claim)
			continue;
		size_t number = claim->number;
		if (*first >= *end || number <= *first)
			*first = number - 1;
		if (number > *end)
			*end = number;
	}
}

/* Whether any of the claim's words, or its card in the text, is in view. */
static bool claim_in_view(const struct sheet *sheet, size_t top,
			  const struct claim *claim)
{
	size_t first, after, end = top + sheet->height;
	if (end > sheet->rows.count)
		end = sheet->rows.count;
	if (top >= end)
		return false;
	struct span view = {sheet->rows.items[top].span.start,
			    sheet->rows.items[end - 1].span.end};
	for (size_t i = 0; i < claim_pieces(claim); i++)
		if (span_overlaps(claim_piece(claim, i), view))
			return true;
	return sheet_card_rows(sheet, claim, &first, &after) && first < end &&
	       after > top;
}

/* Sets what the position says of a row in the text, or of a card's row: so
   many rows after its paragraph's last. */
static void keep_row(struct sheet *sheet, struct app *app, size_t keep)
{
	const struct sheet_row *rows = sheet->rows.items;
	size_t text = keep;
	while (text && rows[text].kind == SHEET_CARD)
		text--;
	app->at.offset = rows[text].span.start;
	app->at.line = keep - text;
}

/* Closes the open card, which is out of view.  The position may count its
   rows, where it stands in the text. */
static void close_card(struct sheet *sheet, struct app *app, size_t keep)
{
	struct position *at = &app->at;
	size_t first, end;
	if (at->open && at->line &&
	    sheet_card_rows(sheet, at->claim, &first, &end) && end <= keep &&
	    sheet->rows.items[first].block == sheet->rows.items[keep].block)
		at->line -= end - first - sheet_linear_closed(app, at->claim);
	at->claim = NULL;
	at->open = false;
}

void sheet_set_top(struct sheet *sheet, struct app *app, size_t top)
{
	struct position *at = &app->at;
	size_t count = sheet->rows.count;
	if (!count)
		return;
	/* The position is kept by the chosen claim's words, else by the first
	   words in view. */
	size_t keep = top < count ? top : count - 1;
	while (keep + 1 < count && sheet->rows.items[keep].kind == SHEET_EMPTY)
		keep++;
	keep_row(sheet, app, keep);
	if (at->claim && !claim_in_view(sheet, top, at->claim))
		close_card(sheet, app, keep);
	if (at->claim) {
		size_t start = claim_extent(at->claim).start;
		size_t row = sheet_row_at(sheet, start);
		if (row >= top && row < top + sheet->height) {
			keep = row;
			at->offset = start;
			at->line = 0;
		}
	}
	at->row = keep > top ? keep - top : 0;
	sheet->top = top;
}

void sheet_spot(struct app *app, size_t row, size_t column, size_t columns,
		struct claim *claim, size_t link)
{
	array_push(&app->spots,
		   ((struct spot){row, column, columns, claim, link}));
}
