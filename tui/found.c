#include "tui/found.h"

#include <stdlib.h>
#include <string.h>

#include "tui/clock.h"
#include "tui/find.h"

enum {
	SLICE_BYTES = 32 * 1024,
	SLICE_MICROSECONDS = 4000, /* a key waits that long at most */
};

void found_free(struct found *found)
{
	search_free(found->search);
	free(found->pattern);
	array_release(&found->hits.list);
	array_release(&found->lines);
	free(found);
}

/* Hits of one article stand under one heading, those of none under another. */
static void lines_add(struct found *found, size_t from)
{
	for (size_t i = from; i < found->hits.list.count; i++) {
		const struct sweep_hit *hits = found->hits.list.items;
		struct found_line heading = {i, 0}, line = {i, 0};
		if (!i || hits[i].entry != hits[i - 1].entry) {
			found->heading = found->lines.count;
			array_push(&found->lines, heading);
		}
		found->lines.items[found->heading].count++;
		array_push(&found->lines, line);
	}
}

bool found_step(struct found *found)
{
	size_t before = found->hits.list.count;
	bool more = sweep_step(&found->sweep, SLICE_BYTES, &found->hits);
	if (found->hits.list.count > FOUND_MOST) {
		found->hits.list.count = FOUND_MOST;
		found->cut = true;
		more = false;
	}
	lines_add(found, before);
	found->running = more;
	return more;
}

static struct found *found_running(const struct app *app)
{
	for (size_t i = 0; i < app->founds.count; i++)
		if (app->founds.items[i]->running)
			return app->founds.items[i];
	return NULL;
}

void found_tell(struct app *app)
{
	const struct found *found = app->at.found;
	if (app->at.view == VIEW_FOUND && !app->prompt.active && found &&
	    !found->running && !found->cut && !found->hits.list.count)
		app_message(app, MSG_NOT_FOUND, found->pattern);
}

/* Goes on by a slice.  A list that had no rows when it was asked for begins at
   its first hit, not the heading above it. */
static bool step(struct app *app, struct found *found)
{
	bool empty = !found->lines.count;
	bool more = found_step(found);
	if (empty && found->lines.count && found == app->at.found &&
	    app->at.view == VIEW_FOUND && !app->prompt.active)
		app->at.cursor = 1;
	return more;
}

static bool found_work(struct app *app)
{
	struct timespec start = clock_now();
	struct found *found = found_running(app);
	while (found && clock_microseconds(&start) < SLICE_MICROSECONDS) {
		if (step(app, found))
			continue;
		if (found == app->at.found)
			found_tell(app);
		found = found_running(app);
	}
	return found != NULL;
}

void found_go_on(struct app *app)
{
	app->idle = found_running(app) ? found_work : NULL;
}

/* Goes on with one that was stopped. */
static void found_resume(struct app *app, struct found *found)
{
	if (found->sweep.part == SWEEP_PART_END ||
	    found->hits.list.count == FOUND_MOST)
		return;
	found->running = true;
	found->cut = false;
	app->idle = found_work;
}

struct found *found_new(const char *pattern, enum sweep_scope scope)
{
	struct found *found = memory_alloc(sizeof *found);
	*found = (struct found){
		.pattern = memory_alloc(strlen(pattern) + 1),
		.search = search_new(pattern, strlen(pattern)),
		.sweep = {.scope = scope},
	};
	strcpy(found->pattern, pattern);
	return found;
}

void found_start(struct found *found, const struct dossier *dossier)
{
	found->sweep = sweep_make(dossier, found->search, found->sweep.scope);
	found->running = true;
}

struct found *found_get(struct app *app, const char *pattern,
			enum sweep_scope scope)
{
	for (size_t i = 0; i < app->founds.count; i++) {
		struct found *found = app->founds.items[i];
		if (found->sweep.scope == scope &&
		    strcmp(found->pattern, pattern) == 0) {
			found_resume(app, found);
			return found;
		}
	}
	struct found *found = found_new(pattern, scope);
	if (!search_possible(found->search)) {
		found_free(found);
		return NULL;
	}
	found_start(found, app->dossier);
	array_push(&app->founds, found);
	app->idle = found_work;
	return found;
}

void found_drop(struct app *app, struct found *found)
{
	size_t kept = 0;
	if (!found || found->kept)
		return;
	for (size_t i = 0; i < app->founds.count; i++)
		if (app->founds.items[i] != found)
			app->founds.items[kept++] = app->founds.items[i];
	app->founds.count = kept;
	found_free(found);
}

void found_stop(struct app *app)
{
	struct found *found;
	while ((found = found_running(app))) {
		found->running = false;
		found->cut = true;
	}
}

void found_count(const struct app *app, struct str *out)
{
	const struct found *found = app->at.found;
	if (!found || app->at.view != VIEW_FOUND)
		return;
	message_count(out, app->options.language, MSG_FOUND_COUNT,
		      found->hits.list.count);
	if (found->running || found->cut)
		str_adds(out, " +");
}

bool found_only(const struct found *found)
{
	return !found->running && !found->cut && found->hits.list.count == 1;
}

struct found *found_current(const struct app *app)
{
	struct found *found = app->at.found;
	const char *pattern = app->find.pattern;
	bool same = app->at.view == VIEW_ARTICLE && found && pattern &&
		    strcmp(found->pattern, pattern) == 0;
	return same ? found : NULL;
}

void found_number(const struct app *app, struct str *out)
{
	const struct found *found = app->at.found;
	if (!app->at.gone)
		str_addf(out, "%zu/",
			 found->lines.items[app->at.cursor].hit + 1);
	if (found->running || found->cut)
		str_adds(out, "…");
	else
		str_addf(out, "%zu", found->hits.list.count);
}

void found_progress(const struct app *app, struct str *out)
{
	const struct found *found = found_running(app);
	char percent[24];
	if (!found)
		return;
	snprintf(percent, sizeof percent, "%zu", sweep_percent(&found->sweep));
	message_add(out, app->options.language, MSG_FOUND_PROGRESS,
		    found->pattern, percent);
}

void found_release(struct app *app)
{
	for (size_t i = 0; i < app->founds.count; i++)
		found_free(app->founds.items[i]);
	array_release(&app->founds);
}
