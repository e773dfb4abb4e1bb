#include "tui/app.h"

#include <limits.h>
#include <string.h>
#include <time.h>

#include "tui/actions.h"
#include "tui/bookmarks.h"
#include "tui/clock.h"
#include "tui/find.h"
#include "tui/found.h"
#include "tui/keys.h"
#include "tui/list.h"
#include "tui/live.h"
#include "tui/mouse.h"
#include "tui/notice.h"
#include "tui/prompt.h"
#include "tui/select.h"
#include "tui/start.h"
#include "tui/views.h"

enum { PICTURE_MILLISECONDS = 60 };

static const struct view_ops *const views[VIEWS] = {
#define VIEW_ROW(name, word, ops) [VIEW_##name] = &ops,
	VIEW_LIST(VIEW_ROW)
#undef VIEW_ROW
};

const struct view_ops *app_view_of(enum view view)
{
	return views[view];
}

const struct view_ops *app_view(const struct app *app)
{
	return views[app->at.view];
}

const char *app_text(const struct app *app, enum message id)
{
	return message(app->options.language, id);
}

/* The action of a name in settings; ACTIONS: none. */
static enum action action_named(const char *name, size_t len)
{
	for (size_t i = 0; i < ACTIONS; i++) {
		const char *other = action_name((enum action)i);
		if (strlen(other) == len && strncmp(other, name, len) == 0)
			return (enum action)i;
	}
	return ACTIONS;
}

/* An action without a key here and now stays as its name. */
void app_add(const struct app *app, enum message id, struct str *out)
{
	const char *from = app_text(app, id), *open, *close;
	while ((open = strchr(from, '{')) && (close = strchr(open, '}'))) {
		struct str key = {0};
		size_t len = (size_t)(close - open) - 1;
		enum action action = action_named(open + 1, len);
		str_add(out, from, (size_t)(open - from));
		if (action == ACTIONS) /* only braces */
			str_add(out, open, len + 2);
		else
			key_of(app, action, &key);
		if (action != ACTIONS)
			str_adds(out,
				 key.len ? str_get(&key) : action_name(action));
		str_release(&key);
		from = close + 1;
	}
	str_adds(out, from);
}

void app_message(struct app *app, enum message id, const char *string)
{
	struct str words = {0};
	app_add(app, id, &words);
	str_clear(&app->message);
	const char *hole = strstr(str_get(&words), "%s");
	if (hole) {
		str_add(&app->message, str_get(&words),
			(size_t)(hole - str_get(&words)));
		str_adds(&app->message, string ? string : "");
		str_adds(&app->message, hole + 2);
	} else {
		str_adds(&app->message, str_get(&words));
	}
	str_release(&words);
}

void app_error(struct app *app, enum message id, const char *string, int error)
{
	str_clear(&app->message);
	message_add(&app->message, app->options.language, id, string,
		    message_errno(app->options.language, error));
}

/* Right in the title line, where it leaves so many columns; returns those that
   it takes. */
static size_t draw_right(struct term *term, const struct str *words,
			 size_t left)
{
	size_t wide = utf8_columns(str_get(words), words->len, term->charset);
	if (!wide || wide + left + 2 >= term->columns)
		return 0;
	term_fit(term, 0, term->columns - wide - 1, wide, str_get(words),
		 STYLE_TEXT);
	return wide + 2;
}

static void draw_title(struct app *app)
{
	struct term *term = &app->term;
	struct str left = {0}, right = {0}, state = {0}, place = {0};
	if (term->rows < 3)
		return;
	list_place(app, &place);
	str_add(&right, str_get(&place), place.len);
	if (place.len)
		str_adds(&right, "   ");
	app_view(app)->title(app, &left, &right);
	list_state(app, &state);
	size_t columns = term->columns > 2 ? term->columns - 2 : 0;
	/* Order and filter are seen even where the title is cut, and sooner
	   than what stands right, of which the place stays longest. */
	size_t kept = utf8_columns(str_get(&state), state.len, term->charset);
	size_t most = kept ? kept + 16 : 12;
	size_t taken = draw_right(term, &right, most);
	if (!taken)
		taken = draw_right(term, &place, most);
	columns -= taken;
	size_t used = term_fit(term, 0, 1,
			       columns > kept + 8 ? columns - kept : 8,
			       str_get(&left), STYLE_TITLE);
	if (state.len && columns > used)
		term_fit(term, 0, 1 + used, columns - used, str_get(&state),
			 STYLE_TITLE);
	str_release(&left);
	str_release(&state);
	str_release(&right);
	str_release(&place);
}

/* Left in the row: the pattern, in a third of it at most, which of how many
   hits is shown, and whether that lay past the end.  Returns the columns
   taken. */
static size_t draw_count(struct app *app, size_t row)
{
	struct term *term = &app->term;
	struct str count = {0}, words = {0}, round = {0};
	size_t used = 0;
	/* Keys that select go to no hit, and need the room themselves. */
	if (term->columns > 30 && !select_active(app))
		find_count(app, &count);
	find_round(app, &round);
	if (count.len) {
		str_adds(&words, app->find.back ? " ?" : " /");
		utf8_fit(&words, app->find.pattern, strlen(app->find.pattern),
			 term->columns / 3, term->charset);
		str_addf(&words, "  %s ", str_get(&count));
	}
	if (round.len)
		str_addf(&words, " %s ", str_get(&round));
	if (words.len)
		used = term_fit(term, row, 0, term->columns, str_get(&words),
				STYLE_MESSAGE);
	str_release(&count);
	str_release(&round);
	str_release(&words);
	return used;
}

/* The bottom row where nothing is asked or said: what goes on behind the
   keys, the hit's number, or the keys. */
static void draw_quiet_bottom(struct app *app, size_t row)
{
	struct str words = {0};
	find_progress(app, false, &words);
	if (!words.len)
		found_progress(app, &words);
	if (!words.len)
		behind_progress(app, &words);
	if (words.len)
		term_fit(&app->term, row, 0, app->term.columns, str_get(&words),
			 STYLE_MESSAGE);
	else
		key_bar_draw(app, row, draw_count(app, row));
	str_release(&words);
}

/* The bottom row: the prompt, a message, a count being typed, or the keys. */
static void draw_bottom(struct app *app)
{
	struct term *term = &app->term;
	size_t row = term->rows - 1;
	struct str count = {0};
	if (app->prompt.active) {
		prompt_draw(app, row);
	} else if (app->message.len) {
		notice_draw(app, row, &app->message);
	} else if (app->count > 0) {
		str_addf(&count, " %ld ", app->count);
		term_fit(term, row, 0, term->columns, str_get(&count),
			 STYLE_MESSAGE);
	} else {
		draw_quiet_bottom(app, row);
	}
	str_release(&count);
}

/* Draws everything once. */
static void app_draw(struct app *app)
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

void app_key(struct app *app, int key)
{
	if (behind_hold(app, key))
		return;
	if (key == 'C' - '@' && app->idle) {
		found_stop(app);
		find_stop(app);
		app->idle = NULL;
		app_message(app, MSG_FOUND_STOPPED, NULL);
		return;
	}
	if (app->prompt.active) {
		if (key != TERM_KEY_MOUSE)
			prompt_key(app, key);
		return;
	}
	str_clear(&app->message);
	app->find.round = 0;
	if (app->selection.in && app->at.view == VIEW_ARTICLE &&
	    !select_active(app))
		select_leave(app); /* another article is read */
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
	else if (key < TERM_KEY_MOUSE && key != TERM_KEY_NONE)
		app_message(app, key_unknown(app, key), NULL);
	app->count = 0;
}

/* Keys that wait are all taken before the one picture that shows them, but
   where that takes long: signals come in between, and something is seen. */
static void app_keys(struct app *app)
{
	const struct timespec begun = clock_now();
	int key = TERM_KEY_NONE;
	while (!app->quit &&
	       clock_milliseconds(&begun) < PICTURE_MILLISECONDS &&
	       (key = term_key(&app->term)) != TERM_KEY_NONE)
		app_key(app, key);
	app->keys_left = key != TERM_KEY_NONE;
}

/* Milliseconds until what goes on behind the keys deserves another picture;
   0: it does now. */
static int picture_left(const struct timespec *last)
{
	long left = PICTURE_MILLISECONDS - clock_milliseconds(last);
	return left > 0 ? (int)left : 0;
}

/* The shorter of two times to wait, -1 being for ever. */
static int shorter(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* How long nothing need be done unless something happens. */
static int app_wait(const struct app *app, bool owed,
		    const struct timespec *last)
{
	int wait = shorter(live_wait(app), behind_wait(app));
	wait = shorter(wait, bookmark_wait(app));
	if (app->idle || app->keys_left)
		return 0;
	return owed ? shorter(wait, picture_left(last)) : wait;
}

/* Does what the events ask for, and what goes on behind them; whether there
   is something to see at once, and in *owed, soon. */
static bool app_step(struct app *app, unsigned events, bool *owed)
{
	if (app->keys_left)
		events |= TERM_EVENT_KEYS;
	bool asked = events & ~(unsigned)TERM_EVENT_LOADED, waited = false;
	bool ended = false; /* what goes on behind the keys */
	if (events & TERM_EVENT_STOP)
		term_suspend(&app->term);
	if (events & TERM_EVENT_RESIZE)
		term_resize(&app->term);
	if (events & TERM_EVENT_KEYS)
		app_keys(app);
	if (live_take(app, events & TERM_EVENT_WATCH))
		asked = true;
	if (behind_take(app, &waited))
		*owed = true;
	if (!events && !app->idle && !*owed && bookmark_wait(app) >= 0) {
		bookmark_save(app);
		*owed = true; /* where it could not */
	}
	if (!asked && !waited && app->idle) {
		ended = !app->idle(app);
		if (ended)
			found_go_on(app);
		*owed = true;
	}
	return asked || waited || ended;
}

void app_confine(struct app *app)
{
	if (app->options.confine)
		app->options.confine(app->options.confinement);
	app->options.confine = NULL;
}

void app_run(struct app *app)
{
	struct timespec last;
	bool owed = false; /* a picture, of what went on behind the keys */
	app_draw(app);
	last = clock_now();
	app_confine(app);
	start_rest(app);
	live_begin(app);
	while (!app->quit) {
		unsigned events = term_wait(&app->term,
					    app_wait(app, owed, &last));
		if (events & TERM_EVENT_END)
			break;
		bool now = app_step(app, events, &owed);
		if (app->quit || (!now && !(owed && !picture_left(&last))))
			continue;
		app_draw(app);
		last = clock_now();
		owed = false;
	}
}
