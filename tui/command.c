#include "tui/command.h"

#include <stdlib.h>
#include <string.h>

#include "core/near.h"
#include "tui/bookmarks.h"
#include "tui/card.h"
#include "tui/complete.h"
#include "tui/jump.h"
#include "tui/list.h"

/* Goes so many articles on; says where they end before that. */
static void command_article(struct app *app, long step)
{
	long last = (long)app->dossier->entry_count - 1;
	long index = (long)app->at.entry->index;
	long to = step < -index ? 0 : step > last - index ? last : index + step;
	if (to != index || !step)
		jump_to_entry(app, app->dossier->entries[to]);
	if (to - index != step)
		app_message(app,
			    step < 0 ? MSG_FIRST_ARTICLE : MSG_LAST_ARTICLE,
			    NULL);
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

static bool is_number(const char *word)
{
	return *word && !word[strspn(word, "0123456789")];
}

static void run_step(struct app *app, const char *rest, int direction)
{
	if (*rest && !is_number(rest))
		app_message(app, MSG_NOT_A_NUMBER, rest);
	else
		command_article(app,
				*rest ? direction * atol(rest) : direction);
}

static void run_next(struct app *app, const char *rest)
{
	run_step(app, rest, 1);
}

static void run_previous(struct app *app, const char *rest)
{
	run_step(app, rest, -1);
}

/* Says that the article has no such claim, and which one may be meant. */
static void no_claim(struct app *app, const struct entry *entry, const char *id)
{
	enum language language = app->options.language;
	size_t budget = NEAR_BUDGET;
	struct near near = near_start(id, strlen(id), &budget);
	for (size_t i = 0; i < entry->annotation.claim_count; i++)
		if (entry->annotation.claims[i].entry)
			near_offer(&near, entry->annotation.claims[i].id);
	str_clear(&app->message);
	message_add(&app->message, language, MSG_NO_CLAIM_CALLED, entry->id,
		    id);
	if (near.best)
		message_add(&app->message, language, MSG_FILTER_NEAR,
			    near.best);
}

/* "article/claim", the article named as for e alone. */
static void edit_claim(struct app *app, const struct entry *entry,
		       const char *id)
{
	struct str name = {0};
	str_addf(&name, "%s/%s", entry->id, id);
	struct claim *claim = dossier_claim_shown(app->dossier, str_get(&name));
	if (claim)
		jump_to_claim(app, claim, true);
	else
		no_claim(app, entry, id);
	str_release(&name);
}

static void run_edit(struct app *app, const char *rest)
{
	const char *slash = strchr(rest, '/');
	bool bare = slash && !slash[1]; /* "article/" */
	struct entry *entry = *rest ? entry_named(app, rest) : NULL;
	struct str name = {0};
	if (!*rest) {
		app_message(app, MSG_EDIT_WHAT, NULL);
	} else if (entry) {
		jump_to_entry(app, entry);
	} else {
		str_add(&name, rest, slash ? (size_t)(slash - rest) : 0);
		entry = name.len ? entry_named(app, str_get(&name)) : NULL;
		if (bare && entry)
			jump_to_entry(app, entry);
		else if (slash && entry)
			edit_claim(app, entry, slash + 1);
		else
			app_message(app, MSG_NO_ARTICLE,
				    name.len ? str_get(&name) : rest);
	}
	str_release(&name);
}

static void run_quit(struct app *app, const char *rest)
{
	(void)rest;
	app->quit = true;
}

/* There is nothing that writing would save. */
static void run_write(struct app *app, const char *rest)
{
	(void)rest;
	app_message(app, MSG_NOTHING_TO_WRITE, NULL);
}

static void run_set(struct app *app, const char *rest)
{
	(void)rest;
	app_message(app, MSG_NOTHING_TO_SET, NULL);
}

static void run_help(struct app *app, const char *rest)
{
	(void)rest;
	jump_to_view(app, VIEW_HELP);
}

/* Goes to that paragraph or row; says where there are not so many. */
static void run_number(struct app *app, const char *number)
{
	const struct view_ops *view = app_view(app);
	size_t count = app->at.view == VIEW_ARTICLE
			       ? app->at.entry->article.paragraphs.count
			       : SIZE_MAX;
	if (view->rows)
		count = view->rows(app);
	view->move(app, MOTION_START, atol(number), true);
	if (strtoul(number, NULL, 10) > count)
		app_message(app, MSG_ONLY_LAST, number);
}

/* A ! after the name says no more. */
static const struct {
	const char *name;
	void (*run)(struct app *app, const char *rest);
} commands[] = {
	{"e", run_edit},
	{"edit", run_edit},
	{"h", run_help},
	{"help", run_help},
	{"n", run_next},
	{"next", run_next},
	{"p", run_previous},
	{"previous", run_previous},
	{"q", run_quit},
	{"quit", run_quit},
	/* What vim has. */
	{"qa", run_quit},
	{"x", run_quit},
	{"xa", run_quit},
	{"wq", run_quit},
	{"wqa", run_quit},
	{"w", run_write},
	{"wa", run_write},
	{"se", run_set},
	{"set", run_set},
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
	len -= len > 1 && line[len - 1] == '!';
	if (is_number(line)) {
		run_number(app, line);
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

/* Offers the claims of the article before the slash. */
static void offer_claims(const struct app *app, struct str *line,
			 struct complete *complete)
{
	const char *slash = strchr(complete->written, '/');
	struct str name = {0};
	str_add(&name, complete->written, (size_t)(slash - complete->written));
	const struct entry *entry = entry_named(app, str_get(&name));
	*complete = complete_begin(line, slash + 1, complete->ways);
	for (size_t i = 0; entry && i < entry->annotation.claim_count; i++)
		if (entry->annotation.claims[i].entry)
			complete_offer(complete,
				       entry->annotation.claims[i].id);
	str_release(&name);
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
			if (strlen(commands[i].name) > 3)
				complete_offer(&complete, commands[i].name);
	} else if (strchr(complete.written, '/')) {
		offer_claims(app, line, &complete);
	} else {
		for (size_t i = 0; i < dossier->entry_count; i++)
			complete_offer(&complete, dossier->entries[i]->id);
	}
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
	bool pane = app->pane, clean = app->clean;
	struct str name = {0};
	jump_to_claim(app, claim, false);
	card_name(&name, claim, NULL);
	if (bookmark_set(app, letter))
		app_message(app, MSG_MARKED, str_get(&name));
	else
		app_message(app, MSG_MARK_LETTER, NULL);
	app->at = shown;
	app->pane = pane;
	app->clean = clean;
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
	else if (bookmark_set(app, letter))
		app_message(app, MSG_MARKED, (const char[]){(char)letter, 0});
	else
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
		const struct entry *of = bookmark_elsewhere(app, letter);
		app_message(app, of ? MSG_MARK_ELSEWHERE : MSG_NO_MARK,
			    of ? of->short_title : NULL);
		return;
	}
	jump_remember(app);
	app->at = to;
}
