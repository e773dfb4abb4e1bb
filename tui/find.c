#include "tui/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/clock.h"
#include "tui/found.h"
#include "tui/found_go.h"
#include "tui/hunt.h"
#include "tui/jump.h"
#include "tui/rows.h"

/* Bytes in which hits are counted at once, and then while no key waits. */
enum { COUNT_FIRST = 1 << 20, COUNT_MORE = 256 * 1024 };

enum { WONDER_MICROSECONDS = 150000 }; /* nobody wonders before */

void find_release(struct find *find)
{
	search_free(find->search);
	search_count_release(&find->count);
	rows_release(&find->rows);
	free(find->pattern);
	*find = (struct find){0};
}

void find_begin(struct app *app, const char *pattern, bool back)
{
	find_release(&app->find);
	app->find.search = search_new(pattern, strlen(pattern));
	app->find.pattern = memory_alloc(strlen(pattern) + 1);
	strcpy(app->find.pattern, pattern);
	app->find.back = back;
	app->find.shown = true;
	app->at.hit = (struct span){0, 0};
}

void find_nothing(struct app *app)
{
	/* The prompt itself says what Tab does. */
	bool others = app->at.view == VIEW_ARTICLE && !app->dossier->single &&
		      !app->prompt.active;
	app_message(app, others ? MSG_NOT_FOUND_HERE : MSG_NOT_FOUND,
		    app->find.pattern);
}

void find_incremental(struct app *app, const char *pattern, bool back,
		      const struct position *from)
{
	find_begin(app, pattern, back);
	app->at = *from;
	app->at.hit = (struct span){0, 0};
	if (app->at.view == VIEW_ARTICLE)
		app->at.found = NULL; /* the search is of the article alone */
	if (!*pattern || !search_possible(app->find.search))
		return;
	if (!app_view(app)->find(app, from, back, false))
		find_nothing(app);
}

static bool is_same_place(const struct position *a, const struct position *b)
{
	return a->view == b->view && a->entry == b->entry &&
	       a->offset == b->offset && a->row == b->row &&
	       a->line == b->line && a->cursor == b->cursor &&
	       a->folds == b->folds && a->hit.start == b->hit.start;
}

/* The history remembers where the search left from. */
void find_jumped(struct app *app, const struct position *from)
{
	struct position found = app->at;
	if (is_same_place(&found, from))
		return;
	app->at = *from;
	jump_remember(app);
	app->at = found;
}

void find_again(struct app *app, bool against)
{
	struct find *find = &app->find;
	if (!find->search) {
		app_message(app, MSG_NO_SEARCH, NULL);
		return;
	}
	find->shown = true;
	find->round = 0;
	if (hunt_active(app) &&
	    find->text.trip.back == (find->back != against)) {
		find->text.more++;
		return;
	}
	if (found_current(app)) {
		found_again(app, find->back != against);
		return;
	}
	struct position from = app->at;
	if (!app_view(app)->find(app, &from, find->back != against, true)) {
		find_nothing(app);
		return;
	}
	if (hunt_active(app))
		find->text.jump = true;
	else
		find_jumped(app, &from);
}

static bool count_work(struct app *app)
{
	struct search_count *count = &app->find.count;
	return count->search && search_count_step(count, COUNT_MORE);
}

/* Begins to count again where what was counted is no longer shown. */
static void count_begin(struct find *find, const struct article *article)
{
	struct search_count *count = &find->count;
	if (count->search && count->article == article &&
	    count->len == article->bytes)
		return;
	search_count_start(count, find->search, article);
	search_count_step(count, COUNT_FIRST);
	find->uncounted = false;
}

void find_behind(struct app *app, bool (*work)(struct app *app))
{
	app->idle = work;
	app->find.since = clock_now();
}

void find_progress(const struct app *app, bool brief, struct str *out)
{
	const struct find *find = &app->find;
	const struct row_hunt *hunt = &find->hunt;
	char percent[24];
	size_t done;
	if (hunt_active(app))
		done = trip_percent(&find->text.trip);
	else if (hunt->active)
		done = hunt->next * 100 / (hunt->rows + 1);
	else
		return;
	if (clock_microseconds(&find->since) < WONDER_MICROSECONDS)
		return;
	snprintf(percent, sizeof percent, "%zu", done);
	if (brief)
		message_add(out, app->options.language, MSG_FIND_PROGRESS,
			    percent);
	else
		message_add(out, app->options.language, MSG_FOUND_PROGRESS,
			    find->pattern, percent);
}

void find_halt(struct app *app)
{
	hunt_stop(app);
	app->find.hunt.active = false;
}

void find_stop(struct app *app)
{
	find_halt(app);
	app->find.uncounted = !app->find.count.done;
	app->find.rows.stopped = true;
}

/* Whether the current hit is known to be the only one. */
static bool is_only(struct app *app)
{
	const struct search_count *count = &app->find.count;
	if (app->at.view != VIEW_ARTICLE)
		return rows_only(app);
	if (found_current(app))
		return found_only(app->at.found);
	return count->search && count->article == &app->at.entry->article &&
	       count->done && count->count == 1;
}

void find_round(struct app *app, struct str *out)
{
	enum message words = app->find.round < 0 ? MSG_SEARCH_FROM_END
						 : MSG_SEARCH_FROM_START;
	if (app->find.round)
		str_adds(out,
			 app_text(app, is_only(app) ? MSG_SEARCH_ONLY : words));
}

void find_count(struct app *app, struct str *out)
{
	struct find *find = &app->find;
	const struct entry *entry = app->at.entry;
	if (app->at.view != VIEW_ARTICLE) {
		rows_count(app, out);
		return;
	}
	if (find->shown && found_current(app)) {
		found_number(app, out);
		return;
	}
	if (!find->search || !find->shown || !app->at.hit.end)
		return;
	count_begin(find, &entry->article);
	const struct search_count *count = &find->count;
	if (find->uncounted)
		return;
	if (!count->done && !app->idle)
		app->idle = count_work;
	size_t number = search_count_number(count, app->at.hit.start);
	if (number)
		str_addf(out, "%zu/", number);
	else if (app->at.hit.start < count->next)
		return; /* it lies across others */
	if (!count->done)
		str_adds(out, "…");
	else if (number)
		str_addf(out, "%zu", count->count);
}
