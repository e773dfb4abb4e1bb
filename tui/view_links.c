/* A claim's other ends, with the chosen one's passage below. */
#include <string.h>

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
				      relation_end_opposes(end) ? STYLE_CONFLICT
								: STYLE_DIM);
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

static void links_preview(struct app *app, size_t i, const struct box *box)
{
	const struct claim *claim = app->at.about;
	size_t index = group_end(claim, i);
	struct claim *other = claim->ends[index].other;
	struct box rest = *box;
	if (!other)
		return;
	passage_head(app, other->entry, &rest);
	passage_notes(app, claim, index, &rest);
	passage_draw(app, other, &rest);
}

static const struct list_ops links = {
	.count = links_count,
	.row = links_row,
	.enter = links_enter,
	.preview = links_preview,
	.empty = MSG_NO_LINK,
};

static void links_open(struct app *app)
{
	const struct claim *claim = app->at.about;
	size_t i = 0;
	for (size_t end = 0;
	     claim && end < app->at.link && end < claim->end_count;
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
