/* The article's headings and paragraphs, with what is said of each. */
#include <stdio.h>

#include "core/block.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/views.h"

enum { NUMBER_COLUMNS = 5, COUNT_COLUMNS = 5, WORDS_BYTES = 1024 };

static size_t outline_count(struct app *app)
{
	return app->at.entry->article.paragraphs.count;
}

/* Whether all of the paragraph is left out as page furniture. */
static bool is_omitted(const struct entry *entry, struct span span)
{
	const struct annotation *annotation = &entry->annotation;
	for (size_t i = 0; i < annotation->omission_count; i++) {
		const struct anchor_match *match =
			&annotation->omissions[i].match;
		for (size_t k = 0; k < match->span_count; k++)
			if (match->spans[k].start <= span.start &&
			    match->spans[k].end >= span.end)
				return true;
	}
	return false;
}

static void count_cell(struct list_row *row, const char *sign, size_t count,
		       enum style style)
{
	struct str *text = list_cell(row, COUNT_COLUMNS, style);
	row->cells[row->count - 1].right = true;
	if (count)
		str_addf(text, "%s%zu", sign, count);
	else
		str_adds(text, sign[0] ? "" : "·");
}

static void outline_row(struct app *app, size_t i, size_t columns,
			struct list_row *row)
{
	const struct entry *entry = app->at.entry;
	struct span span = entry->article.paragraphs.items[i];
	bool omitted = is_omitted(entry, span);
	(void)columns;
	row->heading = !omitted && block_is_heading(entry->article.text, span);
	str_addf(list_cell(row, NUMBER_COLUMNS, STYLE_NUMBER), "%zu", i + 1);
	row->cells[0].right = true;
	struct str *words = list_cell(row, 0,
				      row->heading ? STYLE_HEADING
				      : omitted    ? STYLE_DIM
						   : STYLE_TEXT);
	size_t len = span.end - span.start;
	str_adds(words, omitted ? "  ⋯ " : row->heading ? "" : "  ");
	str_add(words, entry->article.text + span.start,
		len < WORDS_BYTES ? len : WORDS_BYTES);
	size_t first = xref_claim_at(entry, span.start);
	size_t end = xref_claim_at(entry, span.end), conflicts = 0;
	for (size_t k = first; k < end; k++)
		conflicts += xref_contradicted(entry_claim(entry, k));
	count_cell(row, "", end - first, STYLE_TEXT);
	count_cell(row, "≠", conflicts, STYLE_CONFLICT);
}

static void outline_head(struct app *app, size_t columns, struct list_row *row)
{
	(void)columns;
	list_cell(row, NUMBER_COLUMNS, STYLE_DIM);
	str_adds(list_cell(row, 0, STYLE_DIM),
		 app_text(app, MSG_HEAD_PARAGRAPH));
	str_adds(list_cell(row, COUNT_COLUMNS, STYLE_DIM),
		 app_text(app, MSG_HEAD_CLAIMS));
	row->cells[2].right = true;
	str_adds(list_cell(row, COUNT_COLUMNS, STYLE_DIM),
		 app_text(app, MSG_HEAD_CONTRADICTED));
	row->cells[3].right = true;
}

static void outline_enter(struct app *app, size_t i)
{
	struct entry *entry = app->at.entry;
	jump_to_offset(app, entry, entry->article.paragraphs.items[i].start);
}

static const struct list_ops outline = {
	.count = outline_count,
	.row = outline_row,
	.head = outline_head,
	.enter = outline_enter,
	.empty = MSG_EMPTY_ARTICLE,
};

static void outline_open(struct app *app)
{
	app->at.cursor = article_paragraph_at(&app->at.entry->article,
					      app->at.offset);
}

static void outline_title(struct app *app, struct str *left, struct str *right)
{
	const struct entry *entry = app->at.entry;
	str_addf(left, "%s%s%s", app_text(app, MSG_TITLE_OUTLINE),
		 app_text(app, MSG_COLON), entry->title);
	message_count(right, app->options.language, MSG_PARAGRAPH_COUNT,
		      entry->article.paragraphs.count);
	str_adds(right, "   ");
	message_count(right, app->options.language, MSG_CLAIM_COUNT,
		      entry->annotation.claim_count);
}

const struct view_ops view_outline = {
	LIST_HOOKS,           .of_article = true,
	.list = &outline,     .title = outline_title,
	.open = outline_open,
};
