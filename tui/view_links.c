/* A claim's other ends, with the chosen one's passage below; of a
   contradiction both passages. */
#include "tui/card.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/passage.h"
#include "tui/sheet.h"
#include "tui/views.h"

static size_t links_count(struct app *app)
{
	const struct claim *claim = app->at.about;
	size_t count = 0;
	for (size_t i = 0; claim && i < claim_end_count(claim);
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
	const struct relation_end *end = &claim_ends(claim)[index];
	struct str *words = list_cell(row, columns >= 60 ? 24 : 12,
				      relation_end_opposes(end) ? STYLE_CONFLICT
								: STYLE_DIM);
	card_relations(words, &maker, claim, index);
	struct str *other = list_cell(row, 0, STYLE_TEXT);
	if (!end->other) {
		message_add(other, maker.language, MSG_SPOILED_END,
			    relation_to_name(end->relation));
		return;
	}
	card_name(other, end->other, NULL);
	str_addf(other, "%s%s", app_text(app, MSG_COLON),
		 claim_text(end->other));
}

static void links_enter(struct app *app, size_t i)
{
	const struct claim *claim = app->at.about;
	const struct relation_end *end = &claim_ends(
		claim)[group_end(claim, i)];
	if (end->other)
		jump_to_claim(app, end->other, true);
	else
		app_message(app, MSG_LINK_SPOILED,
			    relation_to_name(end->relation));
}

static struct box box_part(const struct box *box, size_t from, size_t rows,
			   size_t indent)
{
	if (from > box->rows)
		from = box->rows;
	if (rows > box->rows - from)
		rows = box->rows - from;
	return (struct box){
		box->row + from, box->column + indent, rows,
		box->columns > indent + 1 ? box->columns - indent - 1 : 1};
}

/* The rows that the box has from `from` on, indented and no wider than the
   text of an article. */
static struct box text_part(const struct box *box, size_t from, size_t rows)
{
	struct box part = box_part(box, from, rows, 0);
	return passage_column(&part);
}

/* A claim's head, and its words in the rows after it. */
static size_t draw_claim(struct app *app, struct claim *claim,
			 const struct box *box, size_t from, size_t rows)
{
	struct box head = box_part(box, from, 1, 1);
	size_t used = passage_head(app, claim, &head);
	struct box words = text_part(box, from + used, rows);
	return used + passage_words(app, claim, &words);
}

/* Between two passages that no note joins: the relation's words. */
static size_t draw_relation(struct app *app, const struct claim *claim,
			    size_t end, const struct box *box)
{
	struct card_maker maker = sheet_maker(app);
	struct str words = {0};
	str_adds(&words, "≠ ");
	card_relations(&words, &maker, claim, end);
	size_t used = passage_text(app, &words, box, 2, STYLE_CONFLICT);
	str_release(&words);
	return used;
}

enum { BOTH_FROM = 6 }; /* rows that show both sides of a contradiction */

static void links_preview(struct app *app, size_t i, const struct box *box)
{
	struct claim *claim = app->at.about;
	size_t index = group_end(claim, i);
	struct claim *other = claim_ends(claim)[index].other;
	if (!other || !box->rows)
		return;
	/* Of a contradiction this claim's words stand above, and what the
	   annotator says of it between the two. */
	size_t row = 0;
	bool both = relation_end_opposes(&claim_ends(claim)[index]) &&
		    box->rows >= BOTH_FROM;
	if (both)
		row = draw_claim(app, claim, box, 0, (box->rows - 3) / 2);
	struct box head = box_part(box, row, 1, 1);
	if (!both)
		row += passage_head(app, other, &head);
	/* The notes leave half of the rows to the words. */
	struct box notes = text_part(box, row, (box->rows - row) / 2);
	size_t noted = passage_notes(app, claim, index, &notes);
	row += noted;
	if (both) {
		if (!noted)
			row += draw_relation(app, claim, index, &notes);
		draw_claim(app, other, box, row, box->rows);
		return;
	}
	struct box words = text_part(box, row, box->rows);
	passage_words(app, other, &words);
}

static struct claim *links_claim(struct app *app, size_t i)
{
	const struct claim *claim = app->at.about;
	return claim ? claim_ends(claim)[group_end(claim, i)].other : NULL;
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
	/* The chosen link of the card that it was opened from. */
	size_t link = app->at.from == VIEW_ARTICLE ? app->at.link : 0;
	for (size_t end = 0;
	     claim && end < link && end < claim_end_count(claim);
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
	str_addf(left, "%s%s", app_text(app, MSG_COLON), claim_text(claim));
}

const struct view_ops view_links = {
	LIST_HOOKS,           .of_article = true, .list = &links,
	.title = links_title, .open = links_open,
};
