#include "tui/live.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "tui/reload.h"

void live_begin(struct app *app)
{
	watch_open(&app->watch, app->dossier);
	app->term.watch = app->watch.fd;
}

void live_end(struct app *app)
{
	app->term.watch = -1;
	watch_close(&app->watch);
}

/* Nothing moves under the hands of who types or selects. */
static bool is_busy(const struct app *app)
{
	return app->prompt.active || app->selection.in;
}

int live_wait(const struct app *app)
{
	return watch_wait(&app->watch);
}

/* Whether the text of the article that is shown cannot be found any more. */
static bool is_gone(const struct app *app)
{
	struct stat info;
	return stat(app->at.entry->path, &info) < 0;
}

/* Whether it is a text that the dossier did not have. */
static bool is_new(const struct app *app, const char *file)
{
	struct str id = {0};
	const char *suffix = strrchr(file, '.');
	if (app->dossier->single || !suffix || strcmp(suffix, ".txt") != 0)
		return false;
	str_add(&id, file, (size_t)(suffix - file));
	bool known = dossier_entry(app->dossier, str_get(&id));
	str_release(&id);
	return !known;
}

/* Whether notes that were read are there no more; a text's go with it. */
static bool notes_gone(const struct app *app, const char *file)
{
	const struct dossier *dossier = app->dossier;
	struct stat info;
	const char *path = dossier->shared, *slash = NULL;
	for (size_t i = 0;; i++) {
		slash = path ? strrchr(path, '/') : NULL;
		if (path && strcmp(slash ? slash + 1 : path, file) == 0)
			return stat(path, &info) < 0 &&
			       (errno == ENOENT || errno == ENOTDIR);
		if (i == dossier->entry_count)
			return false;
		path = dossier->entries[i]->annotation.file;
	}
}

/* What to say of one file that has changed. */
static enum message change_of(const struct app *app, const char *file)
{
	if (is_new(app, file))
		return MSG_CHANGED_NEW;
	return notes_gone(app, file) ? MSG_NOTES_ARE_GONE : MSG_CHANGED;
}

static void offer(struct app *app)
{
	struct str words = {0};
	const char *file = app->watch.changed.items[0];
	size_t more = app->watch.changed.count - 1;
	enum message change = more ? MSG_CHANGED_MANY : change_of(app, file);
	str_adds(&words, file);
	if (more)
		message_count(&words, app->options.language, MSG_MORE_FILE,
			      more);
	if (is_gone(app))
		app_message(app, MSG_GONE, app->at.entry->short_title);
	else
		app_message(app, change, str_get(&words));
	app->stale = app->newer = true;
	app->behind.changed = true;
	str_release(&words);
}

bool live_take(struct app *app, bool news)
{
	if (news && app->watch.fd >= 0)
		watch_read(&app->watch);
	bool whole = watch_wait(&app->watch) == 0;
	if (whole) {
		if (!app->follow)
			offer(app);
		app->due = app->follow;
		watch_forget(&app->watch);
	}
	/* It may have been given up here, or where files were read again. */
	app->term.watch = app->watch.fd;
	if (!app->due || is_busy(app))
		return whole;
	reload_changed(app);
	return true;
}

void live_follow(struct app *app)
{
	if (strcmp(app->dossier->path, "-") == 0) {
		app_message(app, MSG_NO_FILE, NULL);
		return;
	}
	app->follow = !app->follow;
	app_message(app, app->follow ? MSG_FOLLOW : MSG_FOLLOW_NOT, NULL);
	if (app->follow && app->stale)
		reload_changed(app);
}
