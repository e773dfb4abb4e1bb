#include "tui/passage.h"

#include <string.h>

#include "core/layout.h"
#include "core/sentences.h"
#include "tui/card.h"
#include "tui/sheet.h"

enum {
	PARAGRAPH_MOST = 16384, /* bytes laid out whole */
	INDENT = 5,
	COLUMNS_MOST = 72,
};

struct box passage_below(const struct box *box, size_t rows)
{
	struct box rest = *box;
	if (rows > rest.rows)
		rows = rest.rows;
	rest.row += rows;
	rest.rows -= rows;
	return rest;
}

struct box passage_column(const struct box *box)
{
	struct box column = *box;
	column.column += INDENT;
	column.columns = box->columns > INDENT + 1 ? box->columns - INDENT - 1
						   : 1;
	if (column.columns > COLUMNS_MOST)
		column.columns = COLUMNS_MOST;
	return column;
}

size_t passage_text(struct app *app, const struct str *text,
		    const struct box *box, size_t hang, enum style style)
{
	struct rows rows = {0};
	size_t columns = box->columns > hang ? box->columns - hang : 1;
	layout_text(&rows, str_get(text), (struct span){0, text->len}, columns,
		    app->options.charset);
	size_t used = 0;
	for (; used < rows.list.count && used < box->rows; used++) {
		const struct row *row = &rows.list.items[used];
		term_text(&app->term, box->row + used,
			  box->column + (used ? hang : 0), box->columns,
			  str_get(text) + row->span.start,
			  row->shown - row->span.start, style);
	}
	layout_release(&rows);
	return used;
}

size_t passage_head(struct app *app, const struct claim *claim,
		    const struct box *box)
{
	struct str head = {0};
	if (!box->rows)
		return 0;
	card_name(&head, claim, NULL);
	str_addf(&head, " · %s", claim->entry->title);
	term_fit(&app->term, box->row, box->column, box->columns,
		 str_get(&head), STYLE_HEADING);
	str_release(&head);
	return 1;
}

size_t passage_notes(struct app *app, const struct claim *claim, size_t end,
		     const struct box *box)
{
	size_t used = 0, next = xref_next_group(claim, end);
	for (size_t i = end; i < next; i++) {
		const char *note = claim_ends(claim)[i].relation->note;
		struct str text = {0};
		struct box rest = passage_below(box, used);
		if (!note)
			continue;
		str_addf(&text, "✎ %s", note);
		used += passage_text(app, &text, &rest, 2, STYLE_DIM);
		str_release(&text);
	}
	return used;
}

/* The paragraph that holds the byte; of a very long one, what is near. */
static struct span paragraph_at(const struct article *article, size_t offset)
{
	size_t index = article_paragraph_at(article, offset);
	struct span span = article->paragraphs.items[index];
	if (span.end - span.start > PARAGRAPH_MOST)
		span = sentences_around(article->text, span,
					(struct span){offset, offset + 1});
	return span;
}

/* Marks that the text goes on after what was drawn last in the row. */
static void draw_more(struct app *app, const struct box *box, size_t row)
{
	static const char sign[] = "…";
	struct term *term = &app->term;
	size_t wide = utf8_columns(sign, strlen(sign), term->charset);
	/* A column stays free right of words, where there is one. */
	size_t end = box->column + box->columns;
	end += end < term->columns;
	size_t column = term->end_row == row ? term->end_column : box->column;
	if (wide > box->columns)
		return;
	if (column + wide > end)
		column = end - wide;
	term_fit(term, row, column, wide, sign, STYLE_DIM);
}

size_t passage_words(struct app *app, struct claim *claim,
		     const struct box *box)
{
	struct rows rows = {0};
	const struct entry *entry = claim->entry;
	if (!claim_placed(claim) || !box->columns)
		return 0;
	size_t start = claim_extent(claim).start;
	layout_paragraph(&rows, entry->article.text,
			 paragraph_at(&entry->article, start), box->columns,
			 app->options.charset);
	size_t first = 0, used = 0;
	while (rows.list.count > box->rows && first + 1 < rows.list.count &&
	       rows.list.items[first].span.end <= start)
		first++;
	if (first && box->rows > 3)
		first--;
	/* The words light up as they would in the article. */
	struct claim *chosen = app->at.claim;
	app->at.claim = claim;
	for (; used < box->rows && first + used < rows.list.count; used++) {
		const struct row *row = &rows.list.items[first + used];
		sheet_draw_bytes(
			app, entry, box->row + used, box->column, box->columns,
			(struct span){row->span.start, row->shown}, STYLE_TEXT);
	}
	app->at.claim = chosen;
	if (used && first + used < rows.list.count)
		draw_more(app, box, box->row + used - 1);
	layout_release(&rows);
	return used;
}

void passage_link(struct app *app, const struct claim *claim, size_t end,
		  const struct box *box)
{
	struct card_maker maker = sheet_maker(app);
	const struct relation_end *first = &claim_ends(claim)[end];
	struct str text = {0};
	struct box rest = *box;
	card_relations(&text, &maker, claim, end);
	rest = passage_below(&rest, passage_text(app, &text, &rest, 2,
						 relation_end_opposes(first)
							 ? STYLE_CONFLICT
							 : STYLE_STRONG));
	str_clear(&text);
	if (!first->other) {
		message_add(&text, maker.language, MSG_SPOILED_END,
			    relation_to_name(first->relation));
		passage_text(app, &text, &rest, 0, STYLE_TEXT);
		str_release(&text);
		return;
	}
	card_name(&text, first->other, NULL);
	rest = passage_below(&rest,
			     passage_text(app, &text, &rest, 2, STYLE_HEADING));
	str_clear(&text);
	str_adds(&text, first->other->entry->title);
	rest = passage_below(&rest,
			     passage_text(app, &text, &rest, 0, STYLE_DIM));
	rest = passage_below(&rest, passage_notes(app, claim, end, &rest));
	rest = passage_below(&rest, 1);
	passage_words(app, first->other, &rest);
	str_release(&text);
}
