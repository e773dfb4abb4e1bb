/* The panel of a sheet: cards at their claims' rows, or below the text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/sheet.h"

/* Where the number and text of a card stand in the panel. */
struct slot {
	size_t row;    /* of the screen */
	size_t column; /* of the number */
	size_t number; /* columns that the number takes, with its space */
	size_t right;  /* column after the last of the panel */
};

static void draw_gutter(struct app *app, const struct slot *slot,
			const struct claim *claim, bool head, bool open)
{
	struct term *term = &app->term;
	if (open && slot->column > 0)
		term_fit(term, slot->row, slot->column - 1, 1,
			 head ? "☞" : "┃", STYLE_NUMBER);
	if (!head)
		return;
	char number[32];
	int digits = (int)slot->number - 1;
	if (claim->number)
		snprintf(number, sizeof number, "%*zu", digits, claim->number);
	else
		snprintf(number, sizeof number, "%*s", digits, "?");
	term_text(term, slot->row, slot->column, slot->number, number,
		  strlen(number), STYLE_NUMBER);
}

void sheet_draw_line(struct app *app, size_t row, size_t column, size_t right,
		     const struct card_line *line, const char *rest)
{
	struct term *term = &app->term;
	column += line->indent;
	size_t columns = right > column ? right - column : 0;
	const char *marks = rest ? rest : line->marks;
	enum style style = rest ? STYLE_NUMBER : STYLE_CONFLICT;
	if (marks) {
		size_t wide = utf8_columns(marks, strlen(marks),
					   app->options.charset);
		if (wide < columns) {
			term_blank(term, row, right - wide - 1, wide + 1,
				   STYLE_TEXT);
			term_fit(term, row, right - wide, wide, marks, style);
			columns -= wide + 1;
		}
	}
	size_t used = term_text(term, row, column, columns, line->text,
				line->strong, STYLE_STRONG);
	term_text(term, row, column + used, columns - used,
		  line->text + line->strong, line->len - line->strong,
		  line->style);
}

/* The same for a line in the panel, where a click on it means its claim. */
static void draw_line(struct app *app, const struct slot *slot,
		      struct claim *claim, const struct card_line *line,
		      const char *rest)
{
	sheet_spot(app, slot->row, slot->column, slot->right - slot->column,
		   claim, line->link);
	sheet_draw_line(app, slot->row, slot->column + slot->number,
			slot->right, line, rest);
}

/* Closed cards of the claims that begin in one row of the text. */
struct group {
	size_t first, count; /* claims, by index in entry->numbered */
	size_t start;        /* index of their row in the window */
	size_t end;          /* index of the next group's row */
};

/* The rows of the panel that the open card covers, as window indexes. */
struct cover {
	size_t start, end;
};

static struct slot slot_at(const struct sheet *sheet, const struct app *app,
			   size_t index)
{
	const struct box *panel = &app->frame.panel;
	size_t number = sheet_number_columns(sheet->entry);
	return (struct slot){
		.row = panel->row + index - sheet->top,
		.column = panel->column,
		.number = number,
		.right = panel->column + panel->columns,
	};
}

static bool in_view(const struct sheet *sheet, const struct app *app,
		    size_t index)
{
	return index >= sheet->top &&
	       index < sheet->top + app->frame.panel.rows;
}

/* Draws a closed card into rows [start, end) of the window. */
static void draw_closed(const struct sheet *sheet, struct app *app,
			struct claim *claim, size_t start, size_t end,
			size_t more)
{
	struct card card = {0};
	struct card_maker maker = sheet_maker(app);
	char rest[32];
	card_closed(&card, &maker, claim, end - start);
	for (size_t i = 0; i < card.lines.count && start + i < end; i++) {
		if (!in_view(sheet, app, start + i))
			continue;
		struct slot slot = slot_at(sheet, app, start + i);
		draw_gutter(app, &slot, claim, i == 0, false);
		snprintf(rest, sizeof rest, "+%zu", more);
		draw_line(app, &slot, claim, &card.lines.items[i],
			  i || !more ? NULL : rest);
	}
	card_release(&card);
}

/* A line each; the last takes the rows that are left, or counts the rest. */
static void draw_group(const struct sheet *sheet, struct app *app,
		       const struct group *group, size_t start, size_t end,
		       const struct claim *but)
{
	struct claim *const *claims = sheet->entry->numbered + group->first;
	size_t count = 0; /* to be shown: all but the open one */
	for (size_t i = 0; i < group->count; i++)
		count += claims[i] != but;
	size_t shown = 0;
	for (size_t i = 0; i < group->count && start < end; i++) {
		if (claims[i] == but)
			continue;
		bool last = ++shown == count;
		bool full = start + 1 == end && !last;
		draw_closed(sheet, app, claims[i], start,
			    last ? end : start + 1,
			    full ? count - shown : 0);
		start++;
	}
}

static void draw_open(const struct sheet *sheet, struct app *app,
		      const struct cover *cover)
{
	const struct card *card = &sheet->card;
	size_t rows = cover->end - cover->start;
	size_t skip = app->at.skip;
	if (skip + rows > card->lines.count)
		skip = card->lines.count - rows;
	for (size_t i = 0; i < rows; i++) {
		if (!in_view(sheet, app, cover->start + i))
			continue;
		struct slot slot = slot_at(sheet, app, cover->start + i);
		size_t line = i ? skip + i : 0;
		bool last = i + 1 == rows;
		size_t more = card->lines.count - (skip + rows);
		char rest[32];
		snprintf(rest, sizeof rest, "… +%zu", more);
		draw_gutter(app, &slot, app->at.claim, i == 0, true);
		draw_line(app, &slot, app->at.claim, &card->lines.items[line],
			  last && more ? rest : NULL);
	}
}

/* The groups of claims by their rows, those of the window only. */
static void groups_find(const struct sheet *sheet, struct group **groups,
			size_t *count)
{
	ARRAY(struct group) list = {0};
	const struct entry *entry = sheet->entry;
	size_t rows = sheet->rows.count;
	for (size_t r = 0; r < rows; r++) {
		const struct sheet_row *row = &sheet->rows.items[r];
		if (row->kind == SHEET_EMPTY)
			continue;
		size_t first = xref_claim_at(entry, row->span.start);
		size_t end = xref_claim_at(entry, row->span.end);
		if (first >= end)
			continue;
		if (list.count)
			list.items[list.count - 1].end = r;
		array_push(&list, ((struct group){first, end - first, r, rows}));
	}
	/* After the article's last row there is room down to the bottom. */
	if (list.count && sheet->ends)
		list.items[list.count - 1].end = rows + sheet->height;
	*groups = list.items;
	*count = list.count;
}

/* The rows that the open card takes: from its claim's, whole, or the panel. */
static struct cover cover_find(const struct sheet *sheet,
			       const struct app *app)
{
	size_t rows = sheet->card.lines.count;
	if (!rows)
		return (struct cover){0, 0};
	if (rows > app->frame.panel.rows)
		rows = app->frame.panel.rows;
	return (struct cover){sheet->card_row, sheet->card_row + rows};
}

static void draw_beside(const struct sheet *sheet, struct app *app)
{
	struct group *groups;
	size_t count;
	struct cover cover = cover_find(sheet, app);
	groups_find(sheet, &groups, &count);
	for (size_t i = 0; i < count; i++) {
		size_t start = groups[i].start, end = groups[i].end;
		const struct claim *but = NULL;
		if (cover.end > start && cover.start < end) {
			but = app->at.claim;
			start = cover.end;
		}
		if (start < end)
			draw_group(sheet, app, &groups[i], start, end, but);
	}
	free(groups);
	if (cover.end > cover.start)
		draw_open(sheet, app, &cover);
}

/* How many rows the claim's closed card takes when it may have two. */
static size_t rows_wanted(const struct app *app, const struct claim *claim,
			  bool text_only)
{
	struct card card = {0};
	struct card_maker maker = sheet_maker(app);
	card_closed(&card, &maker, claim, 2);
	size_t rows = card.lines.count;
	if (rows == 2 && text_only && card.lines.items[1].style != STYLE_TEXT)
		rows = 1;
	card_release(&card);
	return rows;
}

/*
 * Below the text: two rows for each while they fit, then one; those that have
 * words for a second row come before those that would show their source.
 */
static void draw_below(struct sheet *sheet, struct app *app)
{
	size_t first, end, rows = app->frame.panel.rows;
	sheet_claims_in_view(sheet, &first, &end);
	size_t count = end - first;
	size_t shown = count < rows ? count : rows;
	size_t spare = rows - shown;
	struct claim *const *claims = sheet->entry->numbered + first;
	size_t *have = memory_alloc(shown * sizeof *have);
	for (size_t i = 0; i < shown; i++)
		have[i] = 1;
	for (int text_only = 1; text_only >= 0; text_only--)
		for (size_t i = 0; i < shown && spare; i++)
			if (have[i] == 1 &&
			    rows_wanted(app, claims[i], text_only) == 2) {
				have[i] = 2;
				spare--;
			}
	size_t row = sheet->top;
	for (size_t i = 0; i < shown; i++) {
		bool last = i + 1 == shown;
		draw_closed(sheet, app, claims[i], row, row + have[i],
			    last ? count - shown : 0);
		row += have[i];
	}
	free(have);
}

void sheet_draw_panel(const struct sheet *sheet, struct app *app)
{
	if (!app->frame.panel.rows || !sheet->entry->annotation.claim_count)
		return;
	if (app->frame.beside) {
		draw_beside(sheet, app);
		return;
	}
	/* Here row `top` of the window is the panel's first. */
	struct sheet below = *sheet;
	if (sheet->card.lines.count) {
		below.card_row = below.top;
		struct cover cover = cover_find(&below, app);
		draw_open(&below, app, &cover);
	} else {
		draw_below(&below, app);
	}
}
