/* Help: the keys of the view that it was asked in, from the key table. */
#include <stdint.h>
#include <string.h>

#include "tui/help_words.h"
#include "tui/jump.h"
#include "tui/keys.h"
#include "tui/list.h"
#include "tui/views.h"

enum { KEY_COLUMNS = 20, KEY_NARROW = 12, NARROW = 50 };

/* The keys, and how many. */
static const struct key_row *help_keys(const struct app *app, size_t *count)
{
	*count = app->keymap.rows.count;
	return app->keymap.rows.items;
}

/* Where the keys that are shown mean something. */
static unsigned help_context(const struct app *app)
{
	if (app->at.from == VIEW_ARTICLE && app->selection.in)
		return KEYS_SELECT;
	return 1u << app->at.from;
}

/* Whether row i is the first of its action: the others join it. */
static bool row_leads(const struct app *app, const struct key_row *keys,
		      size_t i)
{
	if (!key_applies(&keys[i], help_context(app)) ||
	    !help_has(app->at.from, keys[i].action))
		return false;
	for (size_t k = i; k > 0 && keys[k - 1].action == keys[i].action; k--)
		if (key_applies(&keys[k - 1], help_context(app)))
			return false;
	return true;
}

/* A row of the list: the first key of an action, or above it the heading of a
   section. */
struct help_line {
	size_t key; /* index in the keymap */
	bool heading;
};

struct help_lines {
	ARRAY(struct help_line) list;
};

static void lines_add(struct help_lines *lines, size_t key, bool heading)
{
	struct help_line line = {key, heading};
	array_push(&lines->list, line);
}

/* All rows; the caller releases their array. */
static struct help_lines help_lines(const struct app *app)
{
	struct help_lines lines = {0};
	enum message sections[ACTIONS];
	size_t count, last = SIZE_MAX;
	const struct key_row *keys = help_keys(app, &count);
	bool divided = help_context(app) != KEYS_SELECT;
	key_sections(sections);
	for (size_t i = 0; i < count; i++) {
		if (!row_leads(app, keys, i))
			continue;
		enum message section = sections[keys[i].action];
		if (divided && section != last)
			lines_add(&lines, i, true);
		last = section;
		lines_add(&lines, i, false);
	}
	return lines;
}

static size_t help_count(struct app *app)
{
	struct help_lines lines = help_lines(app);
	size_t count = lines.list.count;
	array_release(&lines.list);
	return count;
}

static struct help_line help_line(const struct app *app, size_t i)
{
	struct help_lines lines = help_lines(app);
	struct help_line line = lines.list.items[i];
	array_release(&lines.list);
	return line;
}

static bool help_heading(struct app *app, size_t i)
{
	return help_line(app, i).heading;
}

static void heading_row(const struct app *app, enum action action,
			struct list_row *row)
{
	enum message sections[ACTIONS];
	key_sections(sections);
	row->heading = true;
	str_adds(list_cell(row, 0, STYLE_HEADING),
		 app_text(app, sections[action]));
}

static void help_row(struct app *app, size_t i, size_t columns,
		     struct list_row *row)
{
	struct help_line line = help_line(app, i);
	size_t count, at = line.key;
	const struct key_row *keys = help_keys(app, &count);
	enum action action = keys[at].action;
	if (line.heading) {
		heading_row(app, action, row);
		return;
	}
	struct str *names = list_cell(
		row, columns < NARROW ? KEY_NARROW : KEY_COLUMNS, STYLE_KEY);
	for (; at < count && keys[at].action == action; at++) {
		if (!key_applies(&keys[at], help_context(app)))
			continue;
		if (names->len)
			str_addc(names, ' ');
		key_show(names, keys[at].key, app->options.charset);
	}
	enum language language = app->options.language;
	str_adds(list_cell(row, 0, STYLE_TEXT),
		 help_context(app) == KEYS_SELECT
			 ? action_words(action, language)
			 : help_words(app->at.from, action, language));
}

/* Does what the row says, where help was asked for. */
static void help_enter(struct app *app, size_t i)
{
	size_t count;
	const struct key_row *keys = help_keys(app, &count);
	struct help_line line = help_line(app, i);
	enum action action = keys[line.key].action;
	if (line.heading)
		return;
	jump_leave(app);
	if (action != ACTION_HELP)
		action_run(app, action);
}

/* At the first key, below its heading. */
static void help_open(struct app *app)
{
	struct help_lines lines = help_lines(app);
	app->at.cursor = lines.list.count && lines.list.items->heading;
	array_release(&lines.list);
}

static const struct list_ops help = {
	.count = help_count,
	.row = help_row,
	.enter = help_enter,
	.heading = help_heading,
	.empty = MSG_NO_LINK,
};

static void help_title(struct app *app, struct str *left, struct str *right)
{
	enum message title = MSG_TITLE_HELP_LIST;
	if (app->at.from == VIEW_ARTICLE)
		title = app->selection.in ? MSG_TITLE_HELP_SELECT
					  : MSG_TITLE_HELP_ARTICLE;
	const char *view = help_view(app->at.from, app->options.language);
	str_adds(left, app_text(app, title));
	if (title == MSG_TITLE_HELP_LIST && view)
		str_addf(left, " · %s", view);
	/* The title says more. */
	if (app->term.columns > NARROW)
		str_adds(right, app_text(app, MSG_HELP_MORE));
}

const struct view_ops view_help = {
	LIST_HOOKS,
	.list = &help,
	.title = help_title,
	.open = help_open,
};
