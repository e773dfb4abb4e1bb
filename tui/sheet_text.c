/* The text of a sheet: its rows, the words of claims, hits, and numbers. */
#include <stdio.h>
#include <string.h>

#include "tui/select.h"
#include "tui/sheet.h"
#include "tui/still.h"

/* A stretch of text with a style; later ones win over earlier ones. */
struct mark {
	struct span span;
	enum style style;
};

struct marks {
	ARRAY(struct mark) list;
};

static void mark_push(struct marks *marks, struct span span, enum style style,
		      struct span bytes)
{
	if (span_overlaps(span, bytes))
		array_push(&marks->list, ((struct mark){span, style}));
}

static void marks_of_claims(struct marks *marks, const struct app *app,
			    const struct entry *entry, struct span bytes,
			    const struct reach_list *claims)
{
	for (size_t i = 0; i < claims->list.count; i++) {
		const struct claim *claim = entry_claim(entry,
							claims->list.items[i]);
		for (size_t k = 0; k < claim_pieces(claim); k++)
			mark_push(marks, claim_piece(claim, k), STYLE_CLAIM,
				  bytes);
	}
	const struct claim *claim = app->at.claim;
	if (!claim || claim->entry != entry || select_active(app))
		return;
	mark_push(marks, claim_more(claim).speaker_span, STYLE_SPAN, bytes);
	mark_push(marks, claim_more(claim).cue_span, STYLE_SPAN, bytes);
	for (size_t k = 0; k < claim_pieces(claim); k++)
		mark_push(marks, claim_piece(claim, k), STYLE_CHOSEN, bytes);
}

/* Over all the others: what is selected is what will be copied. */
static void mark_selection(struct marks *marks, const struct app *app,
			   const struct entry *entry, struct span bytes)
{
	struct span span;
	if (select_active(app) && select_span(app, entry, &span))
		mark_push(marks, span, STYLE_CURSOR, bytes);
}

static void marks_of_hits(struct marks *marks, const struct app *app,
			  const struct entry *entry, struct span bytes)
{
	const struct find *find = &app->find;
	if (!find->search || !find->shown)
		return;
	struct hits hits = {0};
	search_all(find->search, &entry->article, bytes, &hits);
	for (size_t i = 0; i < hits.list.count; i++) {
		bool current = app->at.hit.end &&
			       hits.list.items[i].start == app->at.hit.start;
		mark_push(marks, hits.list.items[i],
			  current ? STYLE_CURRENT : STYLE_HIT, bytes);
	}
	array_release(&hits.list);
}

/* The style at a byte, and in *until how far it goes at most. */
static enum style style_at(const struct marks *marks, size_t byte,
			   enum style plain, size_t *until)
{
	enum style style = plain;
	for (size_t i = 0; i < marks->list.count; i++) {
		const struct mark *mark = &marks->list.items[i];
		if (mark->span.start > byte && mark->span.start < *until)
			*until = mark->span.start;
		if (!span_contains(mark->span, byte))
			continue;
		if (mark->span.end < *until)
			*until = mark->span.end;
		bool again = mark->style == STYLE_CLAIM &&
			     (style == STYLE_CLAIM || style == STYLE_NESTED);
		style = again ? STYLE_NESTED : mark->style;
	}
	return style;
}

/* As sheet_draw_bytes(), with the claims that have words there; returns the
   columns that it takes. */
static size_t draw_bytes(struct app *app, const struct entry *entry, size_t row,
			 size_t column, size_t columns, struct span bytes,
			 enum style plain, const struct reach_list *claims)
{
	struct marks marks = {0};
	if (!app->clean)
		marks_of_claims(&marks, app, entry, bytes, claims);
	marks_of_hits(&marks, app, entry, bytes);
	mark_selection(&marks, app, entry, bytes);
	size_t used = 0;
	for (size_t at = bytes.start; at < bytes.end && used < columns;) {
		size_t until = bytes.end;
		enum style style = style_at(&marks, at, plain, &until);
		used += term_run(&app->term, row, column + used, column,
				 columns - used, entry->article.text + at,
				 until - at, style);
		at = until;
	}
	array_release(&marks.list);
	return used;
}

void sheet_draw_bytes(struct app *app, const struct entry *entry, size_t row,
		      size_t column, size_t columns, struct span bytes,
		      enum style plain)
{
	struct reach_list claims = {0};
	reach_claims(sheet_reach(app, entry), bytes, &claims);
	draw_bytes(app, entry, row, column, columns, bytes, plain, &claims);
	array_release(&claims.list);
}

/* " 15+ ": the first claim that begins in the row, and that others do.  Returns
   the column after it; 0: none does. */
static size_t draw_number(struct app *app, const struct entry *entry,
			  const struct sheet_row *row, size_t screen_row,
			  const struct reach_list *claims)
{
	size_t end = claims->list.count, first = end;
	while (first &&
	       claim_extent(entry_claim(entry, claims->list.items[first - 1]))
			       .start >= row->span.start)
		first--;
	if (first >= end || app->frame.margin < 4)
		return 0;
	char number[32];
	size_t digits = entry->numbered_count > 999 ? 4 : 3;
	snprintf(number, sizeof number, "%*zu%s", (int)digits,
		 claims->list.items[first] + 1, end - first > 1 ? "+" : "");
	term_text(&app->term, screen_row, 0, app->frame.margin, number,
		  strlen(number), STYLE_NUMBER);
	return strlen(number);
}

/* Whether two claims share words in the row. */
static bool row_nests(const struct entry *entry, struct span row,
		      const struct reach_list *claims)
{
	size_t reach = 0; /* furthest end of the pieces so far */
	for (size_t i = 0; i < claims->list.count; i++) {
		const struct claim *claim = entry_claim(entry,
							claims->list.items[i]);
		for (size_t k = 0; k < claim_pieces(claim); k++) {
			struct span span = claim_piece(claim, k);
			size_t start = span.start > row.start ? span.start
							      : row.start;
			if (span_overlaps(span, row) && start < reach)
				return true;
			if (span.end > reach)
				reach = span.end;
		}
	}
	return false;
}

/* Right of the number, which ends before the column: that passages nest here,
   or that a remark begins, which keeps away from the words if it can. */
static void draw_margin_mark(struct app *app, const struct entry *entry,
			     struct span row, size_t screen_row,
			     const struct reach_list *claims, size_t number)
{
	const struct remark *const *remarks;
	if (row_nests(entry, row, claims))
		term_fit(&app->term, screen_row, 4, 1, "┊", STYLE_NUMBER);
	else if (reach_remarks(sheet_reach(app, entry), row, &remarks))
		term_fit(&app->term, screen_row, number > 3 ? 4 : 3, 1, "✎",
			 STYLE_NUMBER);
}

static void draw_omitted(struct app *app, const struct sheet_row *row,
			 size_t screen_row)
{
	struct str words = {0};
	message_count(&words, app->options.language, MSG_OMITTED_LINE,
		      row->paragraphs);
	term_fit(&app->term, screen_row, app->frame.text.column,
		 app->frame.text.columns, str_get(&words), STYLE_DIM);
	str_release(&words);
}

static void draw_row(struct app *app, const struct sheet *sheet,
		     const struct sheet_row *row, size_t screen_row,
		     struct reach_list *claims)
{
	const struct frame *frame = &app->frame;
	if (row->kind == SHEET_EMPTY)
		return;
	if (row->kind == SHEET_CARD) {
		sheet_linear_draw(sheet, app, row, screen_row);
		return;
	}
	if (row->kind == SHEET_TEXT && still_text(app, row, screen_row))
		return;
	size_t number = 0;
	claims->list.count = 0;
	if (!app->clean) {
		reach_claims(sheet_reach(app, sheet->entry), row->span, claims);
		number = draw_number(app, sheet->entry, row, screen_row,
				     claims);
	}
	if (row->kind == SHEET_OMITTED) {
		draw_omitted(app, row, screen_row);
		return;
	}
	if (!app->clean && frame->margin == 5)
		draw_margin_mark(app, sheet->entry, row->span, screen_row,
				 claims, number);
	size_t used = draw_bytes(
		app, sheet->entry, screen_row, frame->text.column,
		frame->columns - frame->text.column,
		(struct span){row->span.start, row->shown},
		row->heading ? STYLE_HEADING : STYLE_TEXT, claims);
	still_text_drawn(app, row, screen_row, used);
}

/* The terminal's cursor stands on the character that keys move from. */
static void draw_cursor(struct app *app, const struct sheet *sheet)
{
	const struct box *text = &app->frame.text;
	size_t at = app->selection.at;
	if (!select_active(app) || !sheet->rows.count)
		return;
	size_t row = sheet_row_at(sheet, at);
	const struct sheet_row *shown = &sheet->rows.items[row];
	if (row < sheet->top || row >= sheet->top + text->rows ||
	    !span_contains(shown->span, at))
		return;
	size_t column = utf8_columns(sheet->entry->article.text +
					     shown->span.start,
				     at - shown->span.start, app->term.charset);
	term_cursor(&app->term, text->row + row - sheet->top,
		    text->column + column);
}

void sheet_draw_text(const struct sheet *sheet, struct app *app)
{
	const struct frame *frame = &app->frame;
	struct reach_list claims = {0};
	for (size_t i = 0; i < frame->text.rows; i++) {
		size_t index = sheet->top + i;
		if (index >= sheet->rows.count)
			break;
		draw_row(app, sheet, &sheet->rows.items[index],
			 frame->text.row + i, &claims);
	}
	array_release(&claims.list);
	draw_cursor(app, sheet);
	if (!sheet->rows.count && frame->text.rows)
		term_fit(&app->term, frame->text.row, frame->text.column,
			 frame->text.columns,
			 app_text(app, sheet->entry->error ? MSG_UNREAD_ARTICLE
							   : MSG_EMPTY_ARTICLE),
			 STYLE_DIM);
}

bool sheet_byte_at(const struct sheet *sheet, const struct app *app, size_t row,
		   size_t column, size_t *byte)
{
	const struct box *text = &app->frame.text;
	size_t index = sheet->top + row - text->row;
	if (row < text->row || row >= text->row + text->rows ||
	    column < text->column || index >= sheet->rows.count)
		return false;
	const struct sheet_row *at = &sheet->rows.items[index];
	if (at->kind != SHEET_TEXT)
		return false;
	const char *bytes = sheet->entry->article.text;
	size_t used = 0;
	for (size_t i = at->span.start; i < at->shown;) {
		struct glyph glyph;
		size_t n = utf8_glyph(bytes + i, at->shown - i, used,
				      app->options.charset, &glyph);
		used += glyph.columns;
		if (text->column + used > column) {
			*byte = i;
			return true;
		}
		i += n;
	}
	return false;
}
