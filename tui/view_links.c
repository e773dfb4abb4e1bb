/* A claim's other ends, with the chosen one's passage below. */
#include <string.h>

#include "core/block.h"
#include "core/layout.h"
#include "tui/card.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/sheet.h"
#include "tui/views.h"

static size_t links_count(struct app *app)
{
	const struct claim *claim = app->at.about;
	size_t count = 0;
	for (size_t i = 0; claim && i < claim->end_count;
	     i = xref_next_group(claim, i))
		count++;
	return count;
}

/* Index in the claim's ends of the first end of group i. */
static size_t group_end(const struct claim *claim, size_t i)
{
	size_t end = 0;
	while (i--)
		end = xref_next_group(claim, end);
	return end;
}

static void links_row(struct app *app, size_t i, size_t columns,
		      struct list_row *row)
{
	const struct claim *claim = app->at.about;
	struct card_maker maker = sheet_maker(app);
	size_t index = group_end(claim, i);
	const struct relation_end *end = &claim->ends[index];
	struct str *words = list_cell(row, columns >= 60 ? 24 : 12,
				      relation_end_opposes(end)
					      ? STYLE_CONFLICT : STYLE_DIM);
	card_relations(words, &maker, claim, index);
	struct str *other = list_cell(row, 0, STYLE_TEXT);
	if (!end->other) {
		message_add(other, maker.language, MSG_SPOILED_END,
			    end->relation->to_name);
		return;
	}
	card_name(other, end->other, NULL);
	str_addf(other, "%s%s", app_text(app, MSG_COLON), end->other->text);
}

static void links_enter(struct app *app, size_t i)
{
	const struct claim *claim = app->at.about;
	const struct relation_end *end = &claim->ends[group_end(claim, i)];
	if (end->other)
		jump_to_claim(app, end->other, true);
	else
		app_message(app, MSG_LINK_SPOILED, end->relation->to_name);
}

/* What the annotator says of the relation; returns the rows taken. */
static size_t draw_relation_notes(struct app *app, size_t index,
				  const struct box *box)
{
	const struct claim *claim = app->at.about;
	size_t row = 0, next = xref_next_group(claim, index);
	for (size_t i = index; i < next; i++) {
		const char *note = claim->ends[i].relation->note;
		struct rows rows = {0};
		struct str text = {0};
		if (!note)
			continue;
		str_addf(&text, "✎ %s", note);
		layout_text(&rows, str_get(&text), (struct span){0, text.len},
			    box->columns > 6 ? box->columns - 6 : 1,
			    app->options.charset);
		for (size_t k = 0; k < rows.list.count && row < box->rows; k++)
			term_text(&app->term, box->row + row++, 5,
				  box->columns,
				  str_get(&text) + rows.list.items[k].span.start,
				  rows.list.items[k].shown -
					  rows.list.items[k].span.start,
				  STYLE_DIM);
		layout_release(&rows);
		str_release(&text);
	}
	return row;
}

/* The block that the claim's words begin in, from the row where they do. */
static void draw_passage(struct app *app, struct claim *claim,
			 const struct box *box)
{
	struct blocks blocks = {0};
	struct rows rows = {0};
	const struct entry *entry = claim->entry;
	size_t width = box->columns > 12 ? box->columns - 12 : 1;
	block_build(&blocks, entry);
	size_t start = claim_extent(claim).start;
	const struct block *block =
		&blocks.list.items[block_at(&blocks, start)];
	layout_paragraph(&rows, entry->article.text, block->span,
			 width < 72 ? width : 72, app->options.charset);
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
		sheet_draw_bytes(app, entry, box->row + i, 5, box->columns,
				 (struct span){row->span.start, row->shown},
				 STYLE_TEXT);
	}
	app->at.claim = chosen;
	layout_release(&rows);
	block_release(&blocks);
}

static void links_preview(struct app *app, size_t i, const struct box *box)
{
	const struct claim *claim = app->at.about;
	size_t index = group_end(claim, i);
	struct claim *other = claim->ends[index].other;
	struct box rest = *box;
	struct str head = {0};
	if (!other || !box->rows)
		return;
	str_addf(&head, "%s · %s", other->entry->short_title,
		 other->entry->title ? other->entry->title : "");
	term_fit(&app->term, rest.row, 1, box->columns - 1, str_get(&head),
		 STYLE_HEADING);
	str_release(&head);
	rest.row++;
	rest.rows--;
	size_t used = draw_relation_notes(app, index, &rest);
	rest.row += used;
	rest.rows -= used;
	if (claim_placed(other))
		draw_passage(app, other, &rest);
}

static struct claim *links_claim(struct app *app, size_t i)
{
	const struct claim *claim = app->at.about;
	return claim ? claim->ends[group_end(claim, i)].other : NULL;
}

static const struct list_ops links = {
	.count = links_count,
	.row = links_row,
	.enter = links_enter,
	.preview = links_preview,
	.claim = links_claim,
	.empty = MSG_NO_LINK,
};

static void links_open(struct app *app)
{
	const struct claim *claim = app->at.about;
	size_t i = 0;
	for (size_t end = 0; claim && end < app->at.link &&
			     end < claim->end_count;
	     end = xref_next_group(claim, end))
		i++;
	app->at.cursor = i;
}

static void links_title(struct app *app, struct str *left, struct str *right)
{
	const struct claim *claim = app->at.about;
	(void)right;
	str_adds(left, app_text(app, MSG_TITLE_LINKS));
	if (!claim)
		return;
	str_adds(left, " ");
	card_name(left, claim, NULL);
	str_addf(left, "%s%s", app_text(app, MSG_COLON), claim->text);
}

const struct view_ops view_links = {
	LIST_HOOKS,
	.list = &links,
	.title = links_title,
	.open = links_open,
};
