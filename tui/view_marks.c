/* The places that are marked, each with the text that stands there. */
#include "tui/actions.h"
#include "tui/bookmarks.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/views.h"

enum { LETTER_COLUMNS = 2, NAME_COLUMNS = 14, TEXT_BYTES = 1024 };

static size_t marks_count(struct app *app)
{
	return bookmark_count(app);
}

/* The text of the paragraph from the byte on. */
static void text_add(struct str *out, const struct entry *entry, size_t offset)
{
	const struct article *article = &entry->article;
	if (!article->paragraphs.count)
		return;
	struct span span = article->paragraphs.items[article_paragraph_at(
		article, offset)];
	if (offset > span.start && offset < span.end)
		span.start = offset;
	size_t len = span.end - span.start;
	str_add(out, article->text + span.start,
		len < TEXT_BYTES ? len : TEXT_BYTES);
}

static void marks_row(struct app *app, size_t i, size_t columns,
		      struct list_row *row)
{
	const struct bookmark *mark = bookmark_get(app, i);
	const struct entry *entry = mark->at.entry;
	str_addc(list_cell(row, LETTER_COLUMNS, STYLE_NUMBER),
		 (char)mark->letter);
	row->leads = !i || bookmark_get(app, i - 1)->at.entry != entry;
	str_adds(list_cell(row, columns < 60 ? NAME_COLUMNS - 4 : NAME_COLUMNS,
			   STYLE_STRONG),
		 entry->short_title);
	struct str *text = list_cell(row, 0, STYLE_TEXT);
	if (mark->at.claim)
		str_addf(text, "☞ %2u  ", mark->at.claim->number);
	text_add(text, entry, mark->at.offset);
}

static void marks_enter(struct app *app, size_t i)
{
	struct position to = bookmark_get(app, i)->at;
	jump_remember(app);
	app->at = to;
}

static const struct list_ops marks = {
	.count = marks_count,
	.row = marks_row,
	.enter = marks_enter,
	.empty = MSG_NO_MARKS,
};

/* At the first mark of the article. */
static void marks_open(struct app *app)
{
	size_t count = bookmark_count(app);
	for (size_t i = 0; i < count; i++)
		if (bookmark_get(app, i)->at.entry == app->at.entry) {
			app->at.cursor = i;
			return;
		}
}

static void marks_title(struct app *app, struct str *left, struct str *right)
{
	str_adds(left, app_text(app, MSG_TITLE_MARKS));
	if (app->dossier->title)
		str_addf(left, " · %s", app->dossier->title);
	message_count(right, app->options.language, MSG_MARK_COUNT,
		      bookmark_count(app));
}

static bool marks_act(struct app *app, enum action action)
{
	if (action != ACTION_DELETE)
		return false;
	size_t item;
	if (!list_chosen(app, &item))
		return true;
	const struct bookmark *mark = bookmark_get(app, item);
	struct str name = {0};
	str_addf(&name, "%c (%s)", mark->letter, mark->at.entry->short_title);
	bookmark_remove(app, item);
	app_message(app, MSG_UNMARKED, str_get(&name));
	str_release(&name);
	return true;
}

const struct view_ops view_marks = {
	LIST_HOOKS,         .list = &marks,   .title = marks_title,
	.open = marks_open, .act = marks_act,
};
