#include "tui/passage.h"

#include "core/block.h"
#include "core/layout.h"
#include "tui/sheet.h"

enum { INDENT = 5, WIDEST = 72 };

static void box_take(struct box *box, size_t rows)
{
	box->row += rows;
	box->rows -= rows;
}

void passage_head(struct app *app, const struct entry *entry, struct box *box)
{
	struct str head = {0};
	if (!box->rows)
		return;
	str_addf(&head, "%s · %s", entry->short_title,
		 entry->title ? entry->title : "");
	term_fit(&app->term, box->row, box->column + 1, box->columns - 1,
		 str_get(&head), STYLE_HEADING);
	str_release(&head);
	box_take(box, 1);
}

static void note_draw(struct app *app, const char *note, struct box *box)
{
	struct rows rows = {0};
	struct str text = {0};
	str_addf(&text, "✎ %s", note);
	layout_text(&rows, str_get(&text), (struct span){0, text.len},
		    box->columns > INDENT + 1 ? box->columns - INDENT - 1 : 1,
		    app->options.charset);
	for (size_t i = 0; i < rows.list.count && box->rows; i++) {
		const struct row *row = &rows.list.items[i];
		term_text(&app->term, box->row, box->column + INDENT,
			  box->columns, str_get(&text) + row->span.start,
			  row->shown - row->span.start, STYLE_DIM);
		box_take(box, 1);
	}
	layout_release(&rows);
	str_release(&text);
}

void passage_notes(struct app *app, const struct claim *claim, size_t index,
		   struct box *box)
{
	size_t next = xref_next_group(claim, index);
	for (size_t i = index; i < next; i++)
		if (claim->ends[i].relation->note)
			note_draw(app, claim->ends[i].relation->note, box);
}

void passage_draw(struct app *app, struct claim *claim, const struct box *box)
{
	struct blocks blocks = {0};
	struct rows rows = {0};
	const struct entry *entry = claim->entry;
	size_t width = box->columns > 12 ? box->columns - 12 : 1;
	if (!claim_placed(claim) || !box->rows)
		return;
	block_build(&blocks, entry);
	size_t start = claim_extent(claim).start;
	const struct block *block =
		&blocks.list.items[block_at(&blocks, start)];
	layout_paragraph(&rows, entry->article.text, block->span,
			 width < WIDEST ? width : WIDEST, app->options.charset);
	size_t first = 0;
	while (first + 1 < rows.list.count &&
	       rows.list.items[first].span.end <= start)
		first++;
	first = first > 1 && box->rows > 3 ? first - 1 : first;
	/* The words light up as they would in the article. */
	struct claim *chosen = app->at.claim;
	app->at.claim = claim;
	for (size_t i = 0; i < box->rows && first + i < rows.list.count; i++) {
		const struct row *row = &rows.list.items[first + i];
		sheet_draw_bytes(app, entry, box->row + i, box->column + INDENT,
				 box->columns,
				 (struct span){row->span.start, row->shown},
				 STYLE_TEXT);
	}
	app->at.claim = chosen;
	layout_release(&rows);
	block_release(&blocks);
}
