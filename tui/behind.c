#include "tui/behind.h"

#include <string.h>

#include "tui/actions.h"
#include "tui/app.h"
#include "tui/clock.h"
#include "tui/keys.h"
#include "tui/reload.h"
#include "tui/start.h"
#include "tui/views.h"

enum {
	WONDER_MILLISECONDS = 150, /* nobody wonders before */
	TICK_MILLISECONDS = 100,
	CONTROL_C = 'C' - '@',
	ESCAPE = 27,
};

/* ---- the thread ---- */

struct behind_work {
	struct dossier *old; /* NULL: at the start */
	struct reload_news news;
	struct refound again; /* the searches of the old one */
	struct app views; /* dossier and xref, and what views made of them */
};

/* What a list or table stands on takes a while to make: not while a key
   waits for it. */
static void views_ready(struct app *views, const struct loaded *loaded)
{
	static const struct view_ops *const all[VIEWS] = {
#define VIEW_ROW(name, word, ops) &ops,
		VIEW_LIST(VIEW_ROW)
#undef VIEW_ROW
	};
	views->dossier = loaded->dossier;
	views->xref = loaded->xref;
	for (size_t i = 0; i < VIEWS; i++)
		if (all[i]->ready)
			all[i]->ready(views);
}

static void finish(void *context, struct loaded *loaded)
{
	struct behind_work *work = context;
	views_ready(&work->views, loaded);
	refound_run(&work->again, loaded->dossier);
	if (work->old)
		reload_compare(&work->news, work->old, loaded->dossier);
}

static void work_free(struct behind_work *work)
{
	if (!work)
		return;
	reload_news_release(&work->news);
	refound_release(&work->again);
	free(work);
}

/* Nobody else is left who knows the old one. */
static void drop(void *context)
{
	struct behind_work *work = context;
	if (work->old)
		dossier_release(work->old);
	free(work->old);
	work_free(work);
}

/* ---- the start ---- */

void behind_start(struct app *app, const char *operand, enum behind_cause cause)
{
	struct behind *behind = &app->behind;
	if (behind->loading) {
		behind->again = true;
		return;
	}
	behind->work = memory_alloc(sizeof *behind->work);
	*behind->work = (struct behind_work){
		.old = cause == BEHIND_START ? NULL : app->dossier};
	refound_begin(&behind->work->again, app);
	behind->cause = cause;
	behind->changed = false;
	behind->shown = 0;
	behind->since = clock_now();
	app_confine(app);
	behind->loading = loading_start(operand, finish, drop, behind->work);
	app->term.loaded = loading_fd(behind->loading);
}

/* What was read, and what views made of it. */
static struct loaded take(struct app *app, struct behind_work **work)
{
	struct behind *behind = &app->behind;
	struct loaded loaded = loading_take(behind->loading);
	*work = behind->work;
	behind->loading = NULL;
	behind->work = NULL;
	app->term.loaded = -1;
	return loaded;
}

static void take_views(struct app *app, const struct app *views)
{
	app->matrix = views->matrix;
	app->timeline = views->timeline;
	app->voices = views->voices;
	app->sources = views->sources;
	app->claims = views->claims;
}

bool behind_finish(struct app *app, enum dossier_status *status, int *error)
{
	struct behind_work *work;
	struct loaded loaded = take(app, &work);
	*status = loaded.status;
	*error = loaded.error;
	if (loaded.dossier) {
		loading_retire(app->dossier);
		app->dossier = loaded.dossier;
		app->xref = loaded.xref;
		take_views(app, &work->views);
	}
	work_free(work);
	return loaded.dossier;
}

bool behind_done(const struct app *app, int milliseconds)
{
	const struct loading *loading = app->behind.loading;
	return loading && loading_wait(loading, milliseconds);
}

/* ---- keys that wait ---- */

/* What can be done with one article, and no more of that than is shown. */
static const bool early[ACTIONS] = {
	[ACTION_ROW_DOWN] = true,    [ACTION_ROW_UP] = true,
	[ACTION_PAGE_DOWN] = true,   [ACTION_PAGE_UP] = true,
	[ACTION_HALF_DOWN] = true,   [ACTION_HALF_UP] = true,
	[ACTION_START] = true,       [ACTION_END] = true,
	[ACTION_PERCENT] = true,     [ACTION_NEXT_GROUP] = true,
	[ACTION_ENTER] = true,       [ACTION_PREVIOUS_GROUP] = true,
	[ACTION_CLOSE] = true,       [ACTION_BACK] = true,
	[ACTION_FORWARD] = true,     [ACTION_SEARCH] = true,
	[ACTION_SEARCH_BACK] = true, [ACTION_AGAIN] = true,
	[ACTION_AGAINST] = true,     [ACTION_COMMAND] = true,
	[ACTION_MARK] = true,        [ACTION_GO_MARK] = true,
	[ACTION_PANE] = true,        [ACTION_TURN] = true,
	[ACTION_CLEAN] = true,       [ACTION_INFO] = true,
	[ACTION_HELP] = true,        [ACTION_REDRAW] = true,
	[ACTION_SUSPEND] = true,     [ACTION_LEAVE] = true,
	[ACTION_QUIT] = true,        [ACTION_QUIT_TWICE] = true,
};

/* Of what is asked for in the bottom line: marks and commands lead anywhere,
   and Tab widens a search. */
static bool prompt_needs_all(const struct prompt *prompt, int key)
{
	switch (prompt->kind) {
	case 'm':
	case '\'':
		return key != ESCAPE && key != CONTROL_C;
	case ':':
		return key == TERM_KEY_ENTER || key == '\t';
	default:
		return key == '\t';
	}
}

/* Whether the action needs more than there is of the dossier. */
static bool action_needs_all(const struct app *app, enum action action)
{
	const struct entry *entry = app->at.entry;
	bool text = entry->article.rest, notes = text || entry->annotation.cut;
	switch (action) {
	case ACTION_SEARCH:
	case ACTION_SEARCH_BACK:
	case ACTION_AGAIN:
	case ACTION_AGAINST:
		return text;
	case ACTION_NEXT_GROUP:
	case ACTION_PREVIOUS_GROUP:
		return notes;
	case ACTION_ENTER: /* follows a link where a card is open */
		return app->at.open || (notes && app->count > 0);
	default:
		/* So many rows or paragraphs may lie anywhere. */
		return text && app->count > 0 && action != ACTION_PERCENT;
	}
}

static bool needs_all(const struct app *app, int key)
{
	if (app->prompt.active)
		return prompt_needs_all(&app->prompt, key);
	if (key == TERM_KEY_MOUSE || (key >= '0' && key <= '9'))
		return false;
	enum action action = key_action(app, key);
	if (action == ACTIONS)
		return false;
	if (!early[action])
		return true;
	return app->at.view == VIEW_ARTICLE && action_needs_all(app, action);
}

/* One of the keys that do not wait behind those that do. */
static bool gives_up(struct app *app, int key)
{
	enum action action = key_action(app, key);
	if (action == ACTION_QUIT)
		app->quit = true;
	return key == CONTROL_C || action == ACTION_QUIT ||
	       action == ACTION_LEAVE || action == ACTION_CLOSE;
}

bool behind_hold(struct app *app, int key)
{
	struct behind *behind = &app->behind;
	if (!app->dossier->partial || !behind->loading)
		return false;
	if (behind->held.count) {
		if (gives_up(app, key))
			behind->held.count = 0;
		else if (key != TERM_KEY_MOUSE)
			array_push(&behind->held, key);
		return true;
	}
	if (!needs_all(app, key))
		return false;
	str_clear(&app->message);
	array_push(&behind->held, key);
	return true;
}

/* ---- the end ---- */

/* The first time all of it is there. */
static void take_start(struct app *app, struct loaded *loaded,
		       struct behind_work *work)
{
	reload_complete(app, loaded, &work->again);
	take_views(app, &work->views);
	start_complete(app);
}

static void take_again(struct app *app, struct loaded *loaded,
		       struct behind_work *work, enum behind_cause cause)
{
	if (reload_take(app, loaded, &work->again, &work->news,
			cause == BEHIND_FORCED))
		take_views(app, &work->views);
}

/* What keys have waited for. */
static bool keys_run(struct app *app)
{
	struct behind *behind = &app->behind;
	bool asked = behind->held.count;
	for (size_t i = 0; i < behind->held.count && !app->quit; i++)
		app_key(app, behind->held.items[i]);
	array_release(&behind->held);
	return asked;
}

/* Whether the picture's progress is out of date. */
static bool is_further(struct app *app)
{
	struct behind *behind = &app->behind;
	struct str words = {0};
	size_t done, total;
	behind_progress(app, &words);
	bool seen = words.len;
	str_release(&words);
	loading_progress(behind->loading, &done, &total);
	if (!seen || behind->shown == done + 1)
		return false;
	behind->shown = done + 1; /* 0 is none yet */
	return true;
}

bool behind_take(struct app *app, bool *asked)
{
	struct behind *behind = &app->behind;
	struct behind_work *work;
	if (!behind->loading)
		return false;
	if (!loading_done(behind->loading))
		return is_further(app);
	enum behind_cause cause = behind->cause;
	struct loaded loaded = take(app, &work);
	if (!loaded.dossier)
		reload_refuse(app, loaded.error);
	else if (cause == BEHIND_START)
		take_start(app, &loaded, work);
	else
		take_again(app, &loaded, work, cause);
	work_free(work);
	/* It may have been read before that. */
	if (behind->changed)
		app->stale = app->newer = true;
	if (behind->again) {
		behind->again = false;
		behind_start(app, app->dossier->path, BEHIND_CHANGED);
	}
	*asked = keys_run(app);
	return true;
}

int behind_wait(const struct app *app)
{
	if (!app->behind.loading)
		return -1;
	long left = WONDER_MILLISECONDS -
		    clock_milliseconds(&app->behind.since);
	return left > 0 ? (int)left + 1 : TICK_MILLISECONDS;
}

void behind_progress(const struct app *app, struct str *out)
{
	const struct behind *behind = &app->behind;
	enum language language = app->options.language;
	struct str count = {0};
	size_t done, total;
	if (!behind->loading ||
	    clock_milliseconds(&behind->since) < WONDER_MILLISECONDS)
		return;
	loading_progress(behind->loading, &done, &total);
	if (total > 1) {
		str_addc(&count, ' ');
		message_number(&count, language, done);
		str_addc(&count, '/');
		message_number(&count, language, total);
	}
	message_add(out, language,
		    behind->held.count ? MSG_LOADING_HELD : MSG_LOADING,
		    str_get(&count));
	str_release(&count);
}

bool behind_end(struct app *app)
{
	struct behind *behind = &app->behind;
	array_release(&behind->held);
	if (!behind->loading)
		return true;
	bool ended = loading_cancel(behind->loading);
	if (ended)
		work_free(behind->work);
	behind->loading = NULL;
	app->term.loaded = -1;
	/* Only what is read again is compared with what is there (drop). */
	return ended || behind->cause == BEHIND_START;
}
