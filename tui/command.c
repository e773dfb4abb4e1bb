#include "tui/command.h"

#include <stdlib.h>
#include <string.h>

#include "tui/bookmarks.h"
#include "tui/card.h"
#include "tui/complete.h"
#include "tui/jump.h"
#include "tui/list.h"

static void command_article(struct app *app, long step)
{
	long count = (long)app->dossier->entry_count;
	long index = (long)app->at.entry->index;
	if (step < 0 && index == 0) {
		app_message(app, MSG_FIRST_ARTICLE, NULL);
		return;
	}
	if (step > 0 && index == count - 1) {
		app_message(app, MSG_LAST_ARTICLE, NULL);
		return;
	}
	index += step < -index ? -index : step;
	if (index >= count)
		index = count - 1;
	jump_to_entry(app, app->dossier->entries[index]);
}

/* The only article whose id or short name begins so; NULL: none or several. */
static struct entry *entry_named(const struct app *app, const char *name)
{
	const struct dossier *dossier = app->dossier;
	struct entry *found = dossier_entry(dossier, name);
	size_t len = strlen(name);
	size_t matches = 0;
	if (found)
		return found;
	for (size_t i = 0; i < dossier->entry_count; i++) {
		struct entry *entry = dossier->entries[i];
		if (strcasecmp(entry->short_title, name) == 0)
			return entry;
		if (strncasecmp(entry->id, name, len) == 0 ||
		    strncasecmp(entry->short_title, name, len) == 0) {
			found = entry;
			matches++;
		}
	}
	return matches == 1 ? found : NULL;
}

static void run_next(struct app *app, const char *rest)
{
	command_article(app, *rest ? atol(rest) : 1);
}

static void run_previous(struct app *app, const char *rest)
{
	command_article(app, *rest ? -atol(rest) : -1);
}

static void run_edit(struct app *app, const char *rest)
{
	struct claim *claim = dossier_claim(app->dossier, rest);
	struct entry *entry = entry_named(app, rest);
	if (claim)
		jump_to_claim(app, claim, true);
	else if (entry)
		jump_to_entry(app, entry);
	else
		app_message(app, MSG_NO_ARTICLE, rest);
}

static void run_quit(struct app *app, const char *rest)
{
	(void)rest;
	app->quit = true;
}

static void run_help(struct app *app, const char *rest)
{
	(void)rest;
	jump_to_view(app, VIEW_HELP);
}

static const struct {
	const char *name;
	void (*run)(struct app *app, const char *rest);
} commands[] = {
	{"e", run_edit},     {"edit", run_edit},
	{"h", run_help},     {"help", run_help},
	{"n", run_next},     {"next", run_next},
	{"p", run_previous}, {"previous", run_previous},
	{"q", run_quit},     {"quit", run_quit},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

void command_run(struct app *app, const char *line)
{
	while (*line == ' ')
		line++;
	size_t len = strcspn(line, " ");
	const char *rest = line + len + strspn(line + len, " ");
	if (!len)
		return;
	if (strspn(line, "0123456789") == strlen(line)) {
		app_view(app)->move(app, MOTION_START, atol(line), true);
		return;
	}
	for (size_t i = 0; i < COMMANDS; i++)
		if (strlen(commands[i].name) == len &&
		    strncmp(commands[i].name, line, len) == 0) {
			commands[i].run(app, rest);
			return;
		}
	app_message(app, MSG_NO_COMMAND, line);
}

void command_complete(struct app *app, struct str *line)
{
	const char *text = str_get(line);
	size_t len = strcspn(text, " ");
	const struct dossier *dossier = app->dossier;
	struct complete complete = complete_begin(
		line, text + len + strspn(text + len, " "), &app->message);
	if (!text[len]) {
		complete.written = text;
		for (size_t i = 0; i < COMMANDS; i++)
			if (commands[i].name[1])
				complete_offer(&complete, commands[i].name);
	}
	for (size_t i = 0; text[len] && i < dossier->entry_count; i++)
		complete_offer(&complete, dossier->entries[i]->id);
	complete_end(&complete, text[len] ? '\0' : ' ');
}

struct claim *command_marked(struct app *app)
{
	/* The rows of a list without claims are something else. */
	struct claim *claim = app_view(app)->list ? list_claim(app)
						  : app->at.about;
	return claim && claim_placed(claim) ? claim : NULL;
}

/* Sets the mark at the claim's card, which the screen does not show. */
static void mark_claim(struct app *app, struct claim *claim, int letter)
{
	struct position shown = app->at;
	bool pane = app->pane;
	struct str name = {0};
	jump_to_claim(app, claim, false);
	card_name(&name, claim, NULL);
	if (bookmark_set(app, letter))
		app_message(app, MSG_MARKED, str_get(&name));
	else
		app_message(app, MSG_MARK_LETTER, NULL);
	app->at = shown;
	app->pane = pane;
	str_release(&name);
}

void command_mark(struct app *app, int letter)
{
	bool article = app->at.view == VIEW_ARTICLE;
	struct claim *claim = article ? NULL : command_marked(app);
	if (claim)
		mark_claim(app, claim, letter);
	else if (!article)
		app_message(app, MSG_MARK_NOTHING, NULL);
	else if (!bookmark_set(app, letter))
		app_message(app, MSG_MARK_LETTER, NULL);
}

void command_go_mark(struct app *app, int letter)
{
	struct position to = {0};
	if (letter == '^' || letter == '$') {
		jump_remember(app);
		app_view(app)->move(app,
				    letter == '^' ? MOTION_START : MOTION_END,
				    0, false);
		return;
	}
	const struct position *mark = bookmark_find(app, letter);
	if (letter == '\'')
		to = app->before_jump;
	else if (mark)
		to = *mark;
	if (!to.entry) {
		app_message(app, MSG_NO_MARK, NULL);
		return;
	}
	jump_remember(app);
	app->at = to;
}
