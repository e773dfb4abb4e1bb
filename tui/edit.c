#include "tui/edit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tui/copy.h"
#include "tui/programs.h"
#include "tui/reload.h"
#include "tui/spawner.h"

/* The chosen claim's place, else the position's in the article's text. */
static struct place place_of(struct app *app)
{
	const struct entry *entry = app->at.entry;
	const struct claim *claim = app->at.claim;
	if (app->at.view != VIEW_ARTICLE)
		claim = copy_claim(app);
	if (claim)
		return claim_place(claim);
	struct place place = {.file = entry->path, .line = 1};
	for (size_t i = 0; i < app->at.offset; i++)
		place.line += entry->article.text[i] == '\n';
	return place;
}

/* Whether the file is another, or has other bytes, than it was. */
static bool has_changed(const struct stat *a, const struct stat *b)
{
	return a->st_dev != b->st_dev || a->st_ino != b->st_ino ||
	       a->st_size != b->st_size ||
	       a->st_mtim.tv_sec != b->st_mtim.tv_sec ||
	       a->st_mtim.tv_nsec != b->st_mtim.tv_nsec;
}

const char *edit_path(const struct app *app, const char *path)
{
	const char *folder = app->dossier->path;
	size_t len = strlen(folder);
	bool inside = strncmp(path, folder, len) == 0 && path[len] == '/';
	return inside ? path + len + 1 : path;
}

/* Says that the editor was not started, or how it ended. */
static void tell(struct app *app, const struct place *place, int error)
{
	struct spawn spawn = {0};
	char status[24];
	programs_add_editor(&spawn, place);
	const char *name = spawn.words.items[0];
	if (error > 0) {
		app_error(app, MSG_CANNOT_START, name, error);
	} else {
		snprintf(status, sizeof status, "%d", -error);
		str_clear(&app->message);
		message_add(&app->message, app->options.language,
			    MSG_EDITOR_FAILED, name, status);
	}
	spawn_release(&spawn);
}

static void run(struct app *app, const struct place *place)
{
	struct stat before = {0}, after = {0};
	/* An editor would begin another file in its place. */
	if (stat(place->file, &before) < 0) {
		app_error(app, MSG_CANNOT_EDIT, edit_path(app, place->file),
			  errno);
		return;
	}
	/* It would wait for who writes into a pipe. */
	if (!S_ISREG(before.st_mode)) {
		app_message(app, MSG_EDIT_NO_FILE, edit_path(app, place->file));
		return;
	}
	term_lend(&app->term);
	int error = spawner_edit(app->options.spawner, place);
	term_return(&app->term);
	stat(place->file, &after);
	if (error <= 0 && has_changed(&before, &after))
		reload_changed(app);
	else if (error)
		tell(app, place, error);
}

void edit_at(struct app *app, const struct place *place)
{
	if (app->options.secure)
		app_message(app, MSG_SECURE, NULL);
	else if (strcmp(place->file, "-") == 0)
		app_message(app, MSG_NO_FILE, NULL);
	else
		run(app, place);
}

void edit_begin(struct app *app)
{
	struct place place = place_of(app);
	edit_at(app, &place);
}
