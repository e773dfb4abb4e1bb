/* Help: the keys of the view that it was asked in, from the key table. */
#include <string.h>

#include "tui/jump.h"
#include "tui/keys.h"
#include "tui/list.h"
#include "tui/views.h"

enum { KEY_COLUMNS = 24 };

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
	if (!key_applies(&keys[i], help_context(app)))
		return false;
	for (size_t k = i; k > 0 && keys[k - 1].action == keys[i].action; k--)
		if (key_applies(&keys[k - 1], help_context(app)))
			return false;
	return true;
}

static size_t help_count(struct app *app)
{
	size_t count, rows = 0;
	const struct key_row *keys = help_keys(app, &count);
	for (size_t i = 0; i < count; i++)
		rows += row_leads(app, keys, i);
	return rows;
}

/* Index in the keymap of the first key of row i. */
static size_t help_key(const struct app *app, size_t i)
{
	size_t count, at = 0;
	const struct key_row *keys = help_keys(app, &count);
	while (at < count && (!row_leads(app, keys, at) || i--))
		at++;
	return at;
}

static void help_row(struct app *app, size_t i, size_t columns,
		     struct list_row *row)
{
	size_t count, at = help_key(app, i);
	const struct key_row *keys = help_keys(app, &count);
	enum action action = keys[at].action;
	struct str *names = list_cell(
		row, columns < 50 ? KEY_COLUMNS / 2 : KEY_COLUMNS, STYLE_KEY);
	for (; at < count && keys[at].action == action; at++) {
		if (!key_applies(&keys[at], help_context(app)))
			continue;
		if (names->len)
			str_addc(names, ' ');
		key_show(names, keys[at].key, app->options.charset);
	}
	str_adds(list_cell(row, 0, STYLE_TEXT),
		 action_words(action, app->options.language));
}

/* Does what the row says, where help was asked for. */
static void help_enter(struct app *app, size_t i)
{
	size_t count;
	const struct key_row *keys = help_keys(app, &count);
	enum action action = keys[help_key(app, i)].action;
	jump_leave(app);
	if (action != ACTION_HELP)
		action_run(app, action);
}

static const struct list_ops help = {
	.count = help_count,
	.row = help_row,
	.enter = help_enter,
	.empty = MSG_NO_LINK,
};

static void help_title(struct app *app, struct str *left, struct str *right)
{
	enum message title = MSG_TITLE_HELP_LIST;
	if (app->at.from == VIEW_ARTICLE)
		title = app->selection.in ? MSG_TITLE_HELP_SELECT
					  : MSG_TITLE_HELP_ARTICLE;
	str_adds(left, app_text(app, title));
	str_adds(right, app_text(app, MSG_HELP_MORE));
}

const struct view_ops view_help = {
	LIST_HOOKS,
	.list = &help,
	.title = help_title,
};
