#include "tui/app.h"

#include <limits.h>
#include <string.h>

#include "tui/actions.h"
#include "tui/find.h"
#include "tui/keys.h"
#include "tui/mouse.h"
#include "tui/prompt.h"
#include "tui/views.h"

enum { COUNT_MOST = 9999999 };

static const struct view_ops *const views[VIEWS] = {
#define VIEW_ROW(name, word, ops) [VIEW_##name] = &ops,
	VIEW_LIST(VIEW_ROW)
#undef VIEW_ROW
};

const struct view_ops *app_view(const struct app *app)
{
	return views[app->at.view];
}

const char *app_text(const struct app *app, enum message id)
{
	return message(app->options.language, id);
}

void app_message(struct app *app, enum message id, const char *string)
{
	str_clear(&app->message);
	message_add(&app->message, app->options.language, id,
		    string ? string : "");
}

static void draw_title(struct app *app)
{
	struct term *term = &app->term;
	struct str left = {0}, right = {0};
	if (term->rows < 3)
		return;
	app_view(app)->title(app, &left, &right);
	size_t wide = utf8_columns(str_get(&right), right.len, term->charset);
	size_t columns = term->columns > 2 ? term->columns - 2 : 0;
	if (wide + 12 < columns) {
		term_fit(term, 0, term->columns - wide - 1, wide,
			 str_get(&right), STYLE_TEXT);
		columns -= wide + 2;
	}
	term_fit(term, 0, 1, columns, str_get(&left), STYLE_TITLE);
	str_release(&left);
	str_release(&right);
}

/* The bottom row: the prompt, a message, a count being typed, or the keys. */
static void draw_bottom(struct app *app)
{
	struct term *term = &app->term;
	size_t row = term->rows - 1;
	struct str count = {0}; /* and its words */
	if (app->prompt.active) {
		prompt_draw(app, row);
	} else if (app->message.len) {
		str_addf(&count, " %s ", str_get(&app->message));
		term_fit(term, row, 0, term->columns, str_get(&count),
			 STYLE_MESSAGE);
	} else if (app->count > 0) {
		str_addf(&count, " %ld ", app->count);
		term_fit(term, row, 0, term->columns, str_get(&count),
			 STYLE_MESSAGE);
	} else {
		find_count(app, &count);
		if (count.len && term->columns > 30) {
			struct str words = {0};
			str_addf(&words, " /%s  %s  ", app->find.pattern,
				 str_get(&count));
			term_fit(term, row, 0, term->columns, str_get(&words),
				 STYLE_MESSAGE);
			str_release(&words);
		} else {
			key_bar_draw(app, row);
		}
	}
	str_release(&count);
}

void app_draw(struct app *app)
{
	term_clear(&app->term);
	app->spots.count = 0;
	app_view(app)->draw(app);
	/* Who cannot see the screen finds the cursor where reading begins. */
	if (app->needs.linear && !app->term.cursor)
		term_cursor(&app->term, app->term.rows > 2, 0);
	draw_title(app);
	if (app->term.rows > 1)
		draw_bottom(app);
	term_flush(&app->term);
}

static bool count_digit(struct app *app, int key)
{
	if (key < '0' || key > '9' || (key == '0' && !app->count))
		return false;
	app->count = app->count * 10 + (key - '0');
	if (app->count > COUNT_MOST)
		app->count = COUNT_MOST;
	return true;
}

/* Where no key is left for help, :h shows it. */
static void tell_no_key(struct app *app)
{
	struct str help = {0};
	key_of(app, ACTION_HELP, &help);
	app_message(app, MSG_NO_KEY, help.len ? str_get(&help) : ":h");
	str_release(&help);
}

static void app_key(struct app *app, int key)
{
	if (app->prompt.active) {
		if (key != TERM_KEY_MOUSE)
			prompt_key(app, key);
		return;
	}
	str_clear(&app->message);
	if (key == TERM_KEY_MOUSE) {
		app->count = 0;
		mouse_run(app);
		return;
	}
	if (count_digit(app, key))
		return;
	enum action action = key_action(app, key);
	if (action != ACTIONS)
		action_run(app, action);
	else if (key < TERM_KEY_NONE)
		tell_no_key(app);
	app->count = 0;
}

/* Keys that wait are all taken before the one picture that shows them. */
static void app_keys(struct app *app)
{
	int key;
	while (!app->quit &&
	       (key = term_key(&app->term)) != TERM_KEY_NONE)
		app_key(app, key);
}

void app_run(struct app *app)
{
	app_draw(app);
	while (!app->quit) {
		unsigned events = term_wait(&app->term, -1);
		if (events & TERM_EVENT_END)
			break;
		if (events & TERM_EVENT_STOP)
			term_suspend(&app->term);
		if (events & TERM_EVENT_RESIZE)
			term_resize(&app->term);
		if (events & TERM_EVENT_KEYS)
			app_keys(app);
		if (!app->quit)
			app_draw(app);
	}
}
