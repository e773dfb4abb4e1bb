/* What is in the dossier: every article with what is said of it. */
#include "tui/card.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/views.h"

enum { NAME_COLUMNS = 14, DATE_COLUMNS = 10, COUNT_COLUMNS = 5, WIDE = 70 };

static size_t articles_count(struct app *app)
{
	return app->dossier->entry_count;
}

static void number_cell(struct list_row *row, size_t number, enum style style)
{
	struct str *text = list_cell(row, COUNT_COLUMNS, style);
	row->cells[row->count - 1].right = true;
	if (number)
		str_addf(text, "%zu", number);
	else
		str_adds(text, "·");
}

static void articles_row(struct app *app, size_t i, size_t columns,
			 struct list_row *row)
{
	const struct entry *entry = app->dossier->entries[i];
	const struct annotation *annotation = &entry->annotation;
	size_t contradicted = 0, unsourced = 0;
	for (size_t k = 0; k < annotation->claim_count; k++) {
		contradicted += xref_contradicted(annotation->claims[k]);
		unsourced += xref_unsourced(annotation->claims[k]);
	}
	str_adds(list_cell(row, NAME_COLUMNS, STYLE_STRONG),
		 entry->short_title);
	struct str *title = list_cell(row, 0, STYLE_TEXT);
	str_adds(title, entry->title ? entry->title : entry->id);
	if (columns >= WIDE) {
		if (annotation->publisher)
			str_addf(title, " · %s", annotation->publisher);
		str_adds(list_cell(row, DATE_COLUMNS, STYLE_DIM),
			 annotation->published ? annotation->published : "");
	}
	number_cell(row, annotation->claim_count, STYLE_TEXT);
	number_cell(row, contradicted, STYLE_CONFLICT);
	if (columns >= WIDE)
		number_cell(row, unsourced, STYLE_TEXT);
}

static void head_cell(struct app *app, struct list_row *row, size_t columns,
		      enum message words, bool right)
{
	str_adds(list_cell(row, columns, STYLE_DIM), app_text(app, words));
	row->cells[row->count - 1].right = right;
}

static void articles_head(struct app *app, size_t columns,
			  struct list_row *row)
{
	head_cell(app, row, NAME_COLUMNS, MSG_HEAD_ARTICLE, false);
	head_cell(app, row, 0, MSG_HEAD_TITLE, false);
	if (columns >= WIDE)
		head_cell(app, row, DATE_COLUMNS, MSG_HEAD_DATE, false);
	head_cell(app, row, COUNT_COLUMNS, MSG_HEAD_CLAIMS, true);
	head_cell(app, row, COUNT_COLUMNS, MSG_HEAD_CONTRADICTED, true);
	if (columns >= WIDE)
		head_cell(app, row, COUNT_COLUMNS, MSG_HEAD_UNSOURCED, true);
}

static void articles_enter(struct app *app, size_t i)
{
	jump_to_entry(app, app->dossier->entries[i]);
}

static const struct list_ops articles = {
	.count = articles_count,
	.row = articles_row,
	.head = articles_head,
	.enter = articles_enter,
	.empty = MSG_NO_ARTICLES,
};

static void articles_open(struct app *app)
{
	app->at.cursor = app->at.entry->index;
}

static void articles_title(struct app *app, struct str *left,
			   struct str *right)
{
	const struct dossier *dossier = app->dossier;
	str_adds(left, app_text(app, MSG_TITLE_ARTICLES));
	if (dossier->title)
		str_addf(left, " · %s", dossier->title);
	message_count(right, app->options.language, MSG_ARTICLE_COUNT,
		      dossier->entry_count);
	str_adds(right, "   ");
	message_count(right, app->options.language, MSG_CLAIM_COUNT,
		      dossier->claim_count);
}

const struct view_ops view_articles = {
	LIST_HOOKS,
	.list = &articles,
	.title = articles_title,
	.open = articles_open,
};
