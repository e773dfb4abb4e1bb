#include "tui/start.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/actions.h"
#include "tui/behind.h"
#include "tui/bookmarks.h"
#include "tui/find.h"
#include "tui/jump.h"
#include "tui/state.h"
#include "tui/views.h"

/* A card with its links, or a view, is worth that much: then it comes at once
   and does not replace another picture. */
enum { PATIENCE_MILLISECONDS = 100 };

/* The view of a name; VIEW_ARTICLE for one that is none. */
static enum view view_named(const char *name)
{
	static const char *const names[] = {
#define VIEW_ROW(id, word, ops) word,
		VIEW_LIST(VIEW_ROW)
#undef VIEW_ROW
	};
	for (size_t view = 0; view < VIEWS; view++)
		if (strcmp(names[view], name) == 0)
			return (enum view)view;
	return VIEW_ARTICLE;
}

/* Whether it begins elsewhere than where it was left. */
static bool is_sent(const struct tui_options *options)
{
	return options->claim || options->pattern || options->go;
}

/* Makes the part of the dossier that is shown first. */
static enum dossier_status glimpse(struct app *app, int *error)
{
	const struct tui_options *options = &app->options;
	struct dossier_place place = {.id = NULL};
	struct dossier *part = memory_alloc(sizeof *part);
	struct str id = {0};
	if (options->claim)
		str_add(&id, options->claim, strcspn(options->claim, "/"));
	else if (!is_sent(options))
		state_find(app->operand, &id, &place.offset);
	if (id.len)
		place.id = id.bytes;
	enum dossier_status status = dossier_glimpse(part, app->operand, &place,
						     error);
	str_release(&id);
	if (status == DOSSIER_OK) {
		app->dossier = part;
		app->xref = xref_new(part);
	} else {
		dossier_release(part);
		free(part);
	}
	return status;
}

void start_rest(struct app *app)
{
	if (!app->behind.loading && (!app->dossier || app->dossier->partial))
		behind_start(app, app->operand, BEHIND_START);
}

/* Whether to begin in what the first look did not see of its article, or in a
   list of all of them. */
static bool goes_past(const struct app *app)
{
	const struct dossier *dossier = app->dossier;
	return app->options.go &&
	       (app->options.view ||
		dossier->entries[dossier->start]->article.rest);
}

bool start_read(struct app *app, const char *operand,
		enum dossier_status *status, int *error)
{
	bool needed = app->options.claim || app->options.view;
	app->operand = operand;
	if (needed)
		behind_start(app, operand, BEHIND_START);
	if (needed && behind_done(app, PATIENCE_MILLISECONDS))
		return behind_finish(app, status, error);
	*status = glimpse(app, error);
	/* What cannot be read twice is waited for, and so is the end of a text
	   that was asked for. */
	if (*status == DOSSIER_CANCELLED ||
	    (*status == DOSSIER_OK && goes_past(app))) {
		start_rest(app);
		return behind_finish(app, status, error);
	}
	return *status == DOSSIER_OK;
}

bool start_claim(struct app *app)
{
	const char *name = app->options.claim;
	enum dossier_status status;
	int error;
	if (!name)
		return true;
	const struct claim *claim = dossier_claim(app->dossier, name);
	if (claim && claim_placed(claim))
		return true;
	/* Numbers are known where all of the article is. */
	start_rest(app);
	if (app->behind.loading)
		behind_finish(app, &status, &error);
	return dossier_claim_shown(app->dossier, name);
}

static void tell_errors(struct app *app)
{
	size_t errors = diag_count(&app->dossier->diags, DIAG_ERROR);
	char count[24];
	if (!errors || app->message.len || app->at.view == VIEW_PROBLEMS)
		return;
	snprintf(count, sizeof count, "%zu", errors);
	app_message(app, MSG_PROBLEM_COUNT + (errors > 1), count);
}

/* Searches for what was asked for, from the beginning. */
static void search(struct app *app)
{
	find_incremental(app, app->options.pattern, false,
			 &(struct position){.entry = app->at.entry});
}

/* Whether the pattern can be searched for: not in a part of a text. */
static bool searches(const struct app *app)
{
	return app->options.pattern && !app->at.entry->article.rest;
}

/* Opens the claim that was asked for. */
static void show_claim(struct app *app)
{
	struct claim *claim = dossier_claim_shown(app->dossier,
						  app->options.claim);
	if (claim)
		jump_to_claim(app, claim, false);
}

/* The view that was asked for, and no way back from it. */
static void show_view(struct app *app)
{
	enum view view = app->options.view ? view_named(app->options.view)
					   : VIEW_ARTICLE;
	/* What is about a claim takes the one that its key would. */
	if (view == VIEW_LINKS || view == VIEW_DRIFT)
		action_run(app,
			   view == VIEW_LINKS ? ACTION_LINKS : ACTION_DRIFT);
	else if (app->options.view)
		jump_to_view(app, view);
	app->history.list.count = app->history.current = 0;
}

void start_place(struct app *app)
{
	const struct dossier *dossier = app->dossier;
	app->at.entry = dossier->entries[dossier->start];
	bookmark_load(app);
	if (app->options.claim)
		show_claim(app);
	else if (!is_sent(&app->options))
		state_load(app, app->operand);
	if (searches(app))
		search(app);
	app->begun = app->at;
	if (app->options.sample && !app->message.len)
		app_message(app, MSG_SAMPLE, NULL);
	if (dossier->partial)
		return;
	show_view(app);
	tell_errors(app);
}

void start_go(struct app *app)
{
	const char *go = app->options.go;
	if (!go)
		return;
	app->count = strtol(go, NULL, 10);
	if (app->count > COUNT_MOST)
		app->count = COUNT_MOST;
	/* "G", and nothing as in vim(1), are the end. */
	action_run(app,
		   isdigit((unsigned char)*go) ? ACTION_START : ACTION_END);
	app->count = 0;
	app->history.list.count = app->history.current = 0;
}

/* Whether nothing has been done yet but to look. */
static bool is_begun(const struct app *app)
{
	const struct position *at = &app->at, *begun = &app->begun;
	return at->view == begun->view && at->offset == begun->offset &&
	       at->row == begun->row && at->open == begun->open;
}

void start_complete(struct app *app)
{
	bool begun = is_begun(app) && !app->find.search;
	bookmark_load(app);
	/* What is chosen may be known only now, or have more to its card. */
	if (begun && app->options.claim)
		show_claim(app);
	else if (begun && !is_sent(&app->options))
		state_load(app, app->operand);
	else if (begun && app->options.pattern)
		search(app);
	if (begun)
		show_view(app);
	tell_errors(app);
}
