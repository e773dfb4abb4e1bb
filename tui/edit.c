#include "tui/edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tui/copy.h"
#include "tui/reload.h"
#include "tui/spawn.h"

/* Whether the editor takes +LINE before a file; others would open a file of
   that name. */
static bool takes_line(const char *program)
{
	static const char *const editors[] = {
		"vi",          "vim",  "nvim",  "view",   "nvi",   "elvis",
		"vile",        "ex",   "nano",  "rnano",  "pico",  "emacs",
		"emacsclient", "mg",   "zile",  "joe",    "jmacs", "jstar",
		"jed",         "ne",   "kak",   "micro",  "vis",   "ee",
		"mcedit",      "gvim", "gedit", "editor",
	};
	const char *slash = strrchr(program, '/');
	const char *name = slash ? slash + 1 : program;
	/* vim.tiny, emacs-nox */
	size_t len = strcspn(name, ".-");
	for (size_t i = 0; i < sizeof editors / sizeof *editors; i++)
		if (strlen(editors[i]) == len &&
		    strncmp(editors[i], name, len) == 0)
			return true;
	return false;
}

static void add_editor(struct spawn *spawn)
{
	static const char *const names[] = {"VISUAL", "EDITOR"};
	for (size_t i = 0; i < 2 && !spawn->words.count; i++) {
		const char *value = getenv(names[i]);
		spawn_add_words(spawn, value ? value : "");
	}
	if (!spawn->words.count)
		spawn_add(spawn, "vi");
}

static void add_place(struct spawn *spawn, const struct place *place)
{
	struct str path = {0};
	if (place->line && takes_line(spawn->words.items[0])) {
		char line[32];
		snprintf(line, sizeof line, "+%zu", place->line);
		spawn_add(spawn, line);
	}
	/* A name that looks like an option is none behind a folder. */
	if (strchr("-+", place->file[0]))
		str_adds(&path, "./");
	str_adds(&path, place->file);
	spawn_add(spawn, str_get(&path));
	str_release(&path);
}

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

static void run(struct app *app, const struct place *place)
{
	struct spawn spawn = {0};
	struct stat before = {0}, after = {0};
	add_editor(&spawn);
	add_place(&spawn, place);
	stat(place->file, &before);
	term_lend(&app->term);
	int error = spawn_wait(&spawn, term_input(&app->term));
	term_return(&app->term);
	stat(place->file, &after);
	if (error)
		app_error(app, MSG_CANNOT_START, spawn.words.items[0], error);
	else if (has_changed(&before, &after))
		reload_changed(app);
	spawn_release(&spawn);
}

void edit_begin(struct app *app)
{
	struct place place = place_of(app);
	if (app->options.secure)
		app_message(app, MSG_SECURE, NULL);
	else if (strcmp(place.file, "-") == 0)
		app_message(app, MSG_NO_FILE, NULL);
	else
		run(app, &place);
}
