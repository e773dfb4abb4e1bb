/*
 * A sheet in one column, for those who read a line after the other: each
 * claim's card stands as lines of text after the paragraph in which its words
 * begin.
 */
#include <stdio.h>
#include <string.h>

#include "tui/sheet.h"

enum { CLOSED_ROWS = 3 };

/* Columns of "[12] ". */
static size_t prefix_columns(const struct entry *entry)
{
	return sheet_number_columns(entry) + 2;
}

static struct card_maker linear_maker(const struct app *app)
{
	size_t prefix = prefix_columns(app->at.entry);
	size_t columns = app->frame.text.columns;
	struct card_maker maker = sheet_maker(app);
	maker.columns = columns > prefix ? columns - prefix : 1;
	return maker;
}

static void card_make(struct card *card, const struct app *app,
		      const struct claim *claim, bool open)
{
	struct card_maker maker = linear_maker(app);
	if (open)
		card_open(card, &maker, claim, app->at.link, true);
	else
		card_closed(card, &maker, claim, CLOSED_ROWS);
}

size_t sheet_linear_closed(const struct app *app, const struct claim *claim)
{
	struct card card = {0};
	card_make(&card, app, claim, false);
	size_t rows = card.lines.count;
	card_release(&card);
	return rows;
}

/* Adds the card's lines as rows after the block; takes the card over. */
static void card_add(struct sheet *sheet, const struct block *block,
		     struct sheet_rows *rows, struct sheet_card card)
{
	size_t end = block->span.end;
	for (size_t line = 0; line < card.card.lines.count; line++)
		array_push(&rows->list, ((struct sheet_row){
						.kind = SHEET_CARD,
						.span = {end, end},
						.shown = end,
						.block = block->span.start,
						.card = sheet->cards.count,
						.line = line,
					}));
	array_push(&sheet->cards, card);
}

void sheet_linear_cards(struct sheet *sheet, struct app *app,
			const struct block *block, struct sheet_rows *rows)
{
	const struct entry *entry = sheet->entry;
	struct item_list items = {0};
	sheet_items(app, entry, block->span, &items);
	for (size_t i = 0; i < items.list.count; i++) {
		const struct item *item = &items.list.items[i];
		struct sheet_card card = {.claim = item->claim};
		struct card_maker maker = linear_maker(app);
		bool open = app->at.open && app->at.claim == card.claim;
		if (item->claim)
			card_make(&card.card, app, card.claim, open);
		else
			card_remark(&card.card, &maker, item->remark,
				    CLOSED_ROWS);
		card_add(sheet, block, rows, card);
	}
	array_release(&items.list);
}

static const struct sheet_card *row_card(const struct sheet *sheet, size_t i)
{
	const struct sheet_row *row = &sheet->rows.items[i];
	return row->kind == SHEET_CARD ? &sheet->cards.items[row->card] : NULL;
}

bool sheet_card_rows(const struct sheet *sheet, const struct claim *claim,
		     size_t *first, size_t *end)
{
	bool found = false;
	for (size_t i = 0; i < sheet->rows.count; i++) {
		const struct sheet_card *card = row_card(sheet, i);
		if (!card || card->claim != claim)
			continue;
		if (!found)
			*first = i;
		found = true;
		*end = i + 1;
	}
	return found;
}

size_t sheet_cursor_row(const struct sheet *sheet, const struct app *app)
{
	const struct position *at = &app->at;
	size_t first, end;
	if (!at->claim || !sheet_card_rows(sheet, at->claim, &first, &end))
		return sheet->top;
	for (size_t i = first; at->open && at->skip && i < end; i++) {
		const struct sheet_card *card = row_card(sheet, i);
		size_t line = sheet->rows.items[i].line;
		if (card && card->card.lines.items[line].chosen)
			return i;
	}
	return first;
}

void sheet_linear_draw(const struct sheet *sheet, struct app *app,
		       const struct sheet_row *row, size_t screen_row)
{
	const struct sheet_card *card = &sheet->cards.items[row->card];
	const struct card_line *line = &card->card.lines.items[row->line];
	const struct box *text = &app->frame.text;
	size_t prefix = prefix_columns(sheet->entry);
	bool chosen = card->claim && card->claim == app->at.claim;
	if (card->claim)
		sheet_spot(app, screen_row, text->column, text->columns,
			   card->claim, line->link);
	if (card->claim && row->line == 0) {
		char number[32];
		snprintf(number, sizeof number, "[%u]", card->claim->number);
		term_fit(&app->term, screen_row, text->column, prefix, number,
			 chosen ? STYLE_CHOSEN : STYLE_NUMBER);
	}
	sheet_draw_line(app, screen_row, text->column + prefix,
			text->column + text->columns, line, NULL);
}
