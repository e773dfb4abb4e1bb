/* The panel of a sheet: cards at their claims' rows, or below the text. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/sheet.h"
#include "tui/still.h"

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
		term_fit(term, slot->row, slot->column - 1, 1, head ? "☞" : "┃",
			 STYLE_NUMBER);
	if (!head)
		return;
	char number[32];
	int digits = (int)slot->number - 1;
	if (claim->number)
		snprintf(number, sizeof number, "%*u", digits, claim->number);
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

/* The same for a line in the panel. */
static void draw_line(struct app *app, const struct slot *slot,
		      const struct card_line *line, const char *rest)
{
	sheet_draw_line(app, slot->row, slot->column + slot->number,
			slot->right, line, rest);
}

/* Closed cards of what begins in one row of the text. */
struct group {
	size_t first, count; /* in items */
	size_t start;        /* index of their row in the window */
	size_t end;          /* index of the next group's row */
};

struct groups {
	ARRAY(struct group) list;
	struct item_list items; /* claims before remarks in each group */
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

static void item_card(struct card *card, const struct app *app,
		      const struct item *item, size_t rows)
{
	struct card_maker maker = sheet_maker(app);
	if (item->claim)
		card_closed(card, &maker, item->claim, rows);
	else
		card_remark(card, &maker, item->remark, rows);
}

/* A click on a line in the panel means its claim. */
static void line_spot(struct app *app, const struct slot *slot,
		      struct claim *claim, size_t link)
{
	if (claim)
		sheet_spot(app, slot->row, slot->column,
			   slot->right - slot->column, claim, link);
}

/* Draws lines [first, end) of a closed card, of which row 0 is row `start` of
   the window. */
static void draw_card(const struct sheet *sheet, struct app *app,
		      const struct item *item, struct still_card *still,
		      size_t start, size_t first, size_t end)
{
	struct card card = {0};
	char rest[32];
	item_card(&card, app, item, still->rows);
	still->lines = card.lines.count;
	snprintf(rest, sizeof rest, "+%zu", still->more);
	for (size_t i = first; i < card.lines.count && i < end; i++) {
		struct slot slot = slot_at(sheet, app, start + i);
		if (item->claim)
			draw_gutter(app, &slot, item->claim, i == 0, false);
		draw_line(app, &slot, &card.lines.items[i],
			  i || !still->more ? NULL : rest);
	}
	still_card_drawn(app, still, first, end);
	card_release(&card);
}

/* Draws a closed card into rows [start, end) of the window. */
static void draw_closed(const struct sheet *sheet, struct app *app,
			const struct item *item, size_t start, size_t end,
			size_t more)
{
	const struct box *panel = &app->frame.panel;
	size_t bottom = sheet->top + panel->rows;
	if (end <= sheet->top || start >= bottom)
		return;
	struct still_card still = {
		.item = item->claim ? (const void *)item->claim : item->remark,
		.rows = end - start,
		.more = more,
		.top = (long)panel->row + (long)start - (long)sheet->top,
	};
	size_t first = sheet->top > start ? sheet->top - start : 0;
	size_t last = (end < bottom ? end : bottom) - start;
	if (!still_card(app, &still, first, last))
		draw_card(sheet, app, item, &still, start, first, last);
	for (size_t i = first; i < last && i < still.lines; i++) {
		struct slot slot = slot_at(sheet, app, start + i);
		line_spot(app, &slot, item->claim, CARD_NO_LINK);
	}
}

/*
 * Draws closed cards into rows [start, end): a line each; the last takes the
 * rows that are left, or counts those that had none.
 */
static void draw_items(const struct sheet *sheet, struct app *app,
		       const struct item *items, size_t count, size_t start,
		       size_t end)
{
	for (size_t i = 0; i < count && start < end; i++, start++) {
		bool last = i + 1 == count;
		bool full = start + 1 == end && !last;
		draw_closed(sheet, app, &items[i], start,
			    last ? end : start + 1, full ? count - i - 1 : 0);
	}
}

/* "+2": cards that have no row; "+…": more than there is room to say. */
static void draw_hidden(struct app *app, const struct slot *slot, size_t count)
{
	char sign[24], words[40];
	int digits = (int)slot->number - 1;
	if (snprintf(sign, sizeof sign, "+%zu", count) > digits)
		strcpy(sign, "+…");
	snprintf(words, sizeof words, "%*s", digits, sign);
	term_fit(&app->term, slot->row, slot->column, (size_t)digits, words,
		 STYLE_NUMBER);
}

/* hidden: how many cards it covers wholly, said under its number. */
static void draw_open(const struct sheet *sheet, struct app *app,
		      const struct cover *cover, size_t hidden)
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
		if (last && i && hidden)
			draw_hidden(app, &slot, hidden);
		line_spot(app, &slot, app->at.claim,
			  card->lines.items[line].link);
		draw_line(app, &slot, &card->lines.items[line],
			  last && more ? rest : NULL);
	}
}

/* Remarks of one row stand in the order in which they were written. */
static void remarks_order(struct item *items, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t k = i; k && items[k].remark < items[k - 1].remark;
		     k--) {
			struct item item = items[k];
			items[k] = items[k - 1];
			items[k - 1] = item;
		}
}

size_t sheet_items(struct app *app, const struct entry *entry,
		   struct span bytes, struct item_list *items)
{
	size_t before = items->list.count;
	const struct remark *const *remarks;
	size_t count = reach_remarks(sheet_reach(app, entry), bytes, &remarks);
	size_t end = xref_claim_at(entry, bytes.end);
	for (size_t i = xref_claim_at(entry, bytes.start); i < end; i++)
		array_push(&items->list,
			   ((struct item){.claim = entry_claim(entry, i)}));
	for (size_t i = 0; i < count; i++)
		array_push(&items->list, ((struct item){.remark = remarks[i]}));
	if (count)
		remarks_order(items->list.items + items->list.count - count,
			      count);
	return items->list.count - before;
}

static void group_add(const struct sheet *sheet, struct app *app,
		      struct groups *groups, size_t row)
{
	size_t first = groups->items.list.count;
	size_t count = sheet_items(app, sheet->entry,
				   sheet->rows.items[row].span, &groups->items);
	if (groups->list.count)
		groups->list.items[groups->list.count - 1].end = row;
	array_push(&groups->list, ((struct group){first, count, row, row}));
}

/* Where claim `index` begins; SIZE_MAX: there is none. */
static size_t claim_start(const struct entry *entry, size_t index)
{
	return index < entry->numbered_count
		       ? claim_extent(entry_claim(entry, index)).start
		       : SIZE_MAX;
}

/* The groups of cards by their rows: the last that begins above the screen,
   and those that begin on it. */
static void groups_find(const struct sheet *sheet, struct app *app,
			struct groups *groups)
{
	const struct entry *entry = sheet->entry;
	const struct reach *reach = sheet_reach(app, entry);
	const struct remark *const *remarks;
	size_t rows = sheet->rows.count, above = rows;
	size_t bottom = sheet->top + app->frame.panel.rows;
	/* After the article's last row there is room down to the bottom. */
	size_t end = rows + (sheet->rows.ends ? sheet->height : 0);
	size_t claim = rows ? xref_claim_at(entry,
					    sheet->rows.items->span.start)
			    : 0;
	size_t start = claim_start(entry, claim);
	for (size_t r = 0; r < rows; r++) {
		const struct sheet_row *row = &sheet->rows.items[r];
		while (start < row->span.start)
			start = claim_start(entry, ++claim);
		if (row->kind == SHEET_EMPTY ||
		    (start >= row->span.end &&
		     !reach_remarks(reach, row->span, &remarks)))
			continue;
		if (r > sheet->top && above < rows)
			group_add(sheet, app, groups, above);
		above = r > sheet->top ? rows : r;
		if (r >= bottom) {
			end = r;
			break;
		}
		if (r > sheet->top)
			group_add(sheet, app, groups, r);
	}
	if (above < rows)
		group_add(sheet, app, groups, above);
	if (groups->list.count)
		groups->list.items[groups->list.count - 1].end = end;
}

static void groups_release(struct groups *groups)
{
	array_release(&groups->list);
	array_release(&groups->items.list);
}

/* The rows that the open card takes: from its claim's, whole, or the panel. */
static struct cover cover_find(const struct sheet *sheet, const struct app *app)
{
	size_t rows = sheet->card.lines.count;
	if (!rows)
		return (struct cover){0, 0};
	if (rows > app->frame.panel.rows)
		rows = app->frame.panel.rows;
	return (struct cover){sheet->card_row, sheet->card_row + rows};
}

/* A group that the open card covers in part: heads above it, and below.  Returns
   how many cards it leaves no row. */
static size_t draw_around(const struct sheet *sheet, struct app *app,
			  const struct group *group, const struct item *items,
			  const struct cover *cover)
{
	size_t above = cover->start > group->start ? cover->start - group->start
						   : 0;
	size_t shown = 0, skip = 0;
	while (shown < above && shown < group->count &&
	       items[shown].claim != app->at.claim)
		shown++;
	draw_items(sheet, app, items, shown, group->start,
		   group->start + shown);
	if (shown < group->count && items[shown].claim == app->at.claim)
		skip = 1;
	draw_items(sheet, app, items + shown + skip,
		   group->count - shown - skip, cover->end, group->end);
	return cover->end < group->end ? 0 : group->count - shown - skip;
}

static void draw_beside(const struct sheet *sheet, struct app *app)
{
	struct groups groups = {0};
	struct cover cover = cover_find(sheet, app);
	size_t hidden = 0;
	groups_find(sheet, app, &groups);
	for (size_t i = 0; i < groups.list.count; i++) {
		const struct group *group = &groups.list.items[i];
		const struct item *items = groups.items.list.items +
					   group->first;
		if (cover.end > group->start && cover.start < group->end)
			hidden += draw_around(sheet, app, group, items, &cover);
		else
			draw_items(sheet, app, items, group->count,
				   group->start, group->end);
	}
	groups_release(&groups);
	if (cover.end > cover.start)
		draw_open(sheet, app, &cover, hidden);
}

/* The bytes of the rows on the screen. */
static struct span bytes_in_view(const struct sheet *sheet)
{
	size_t last = sheet->top + sheet->height;
	if (sheet->top >= sheet->rows.count)
		return (struct span){0, 0};
	if (last > sheet->rows.count)
		last = sheet->rows.count;
	return (struct span){sheet->rows.items[sheet->top].span.start,
			     sheet->rows.items[last - 1].span.end};
}

size_t sheet_rows_wanted(const struct app *app, const struct item *item,
			 bool text_only)
{
	struct card card = {0};
	item_card(&card, app, item, 2);
	size_t rows = card.lines.count;
	if (rows == 2 && text_only &&
	    card.lines.items[1].style != card.lines.items[0].style)
		rows = 1;
	card_release(&card);
	return rows;
}

/*
 * Below the text: two rows for each while they fit, then one; those that have
 * words for a second row come before those that would show their source.
 */
static void draw_below(const struct sheet *sheet, struct app *app)
{
	struct groups groups = {0};
	size_t rows = app->frame.panel.rows;
	size_t count = sheet_items(app, sheet->entry, bytes_in_view(sheet),
				   &groups.items);
	size_t shown = count < rows ? count : rows;
	size_t spare = rows - shown;
	const struct item *items = groups.items.list.items;
	size_t *have = memory_alloc(shown * sizeof *have);
	for (size_t i = 0; i < shown; i++)
		have[i] = 1;
	for (int text_only = 1; text_only >= 0; text_only--)
		for (size_t i = 0; i < shown && spare; i++)
			if (have[i] == 1 &&
			    sheet_rows_wanted(app, &items[i], text_only) == 2) {
				have[i] = 2;
				spare--;
			}
	size_t row = sheet->top;
	for (size_t i = 0; i < shown; i++) {
		bool last = i + 1 == shown;
		draw_closed(sheet, app, &items[i], row, row + have[i],
			    last ? count - shown : 0);
		row += have[i];
	}
	free(have);
	groups_release(&groups);
}

/* The claims alone: two rows for each that has words for them. */
static void draw_list(const struct sheet *sheet, struct app *app)
{
	struct groups groups = {0};
	const struct item_list *items = &groups.items;
	size_t row = sheet->top, end = row + app->frame.panel.rows, more;
	sheet_list_items(sheet, app, &groups.items, &more);
	for (size_t i = 0; i < items->list.count && row < end; i++) {
		const struct item *item = &items->list.items[i];
		size_t next = row + sheet_rows_wanted(app, item, false);
		size_t rest = items->list.count - i - 1 + more;
		bool last = next >= end || i + 1 == items->list.count;
		draw_closed(sheet, app, item, row, next < end ? next : end,
			    last ? rest : 0);
		row = next;
	}
	groups_release(&groups);
}

void sheet_draw_panel(const struct sheet *sheet, struct app *app)
{
	if (!app->frame.panel.rows)
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
		draw_open(&below, app, &cover, 0);
	} else if (sheet_list_shown(app)) {
		draw_list(&below, app);
	} else {
		draw_below(&below, app);
	}
}
