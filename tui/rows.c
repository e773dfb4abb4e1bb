#include "tui/rows.h"

#include <string.h>

#include "tui/find.h"
#include "tui/found.h"

enum { SLICE_ROWS = 500 }; /* looked at before a key may come */

enum hunt { HUNT_NONE, HUNT_FOUND, HUNT_MORE };

/* Whether that row, counted from the first one on, lies past the list's end
   (back: before its start). */
static bool is_round(const struct row_hunt *hunt)
{
	return hunt->back ? hunt->next > hunt->from
			  : hunt->from + hunt->next >= hunt->rows;
}

/* Looks at some rows more; where one has the pattern, the cursor goes there. */
static enum hunt hunt_step(struct app *app)
{
	struct row_hunt *hunt = &app->find.hunt;
	for (size_t i = 0; i < SLICE_ROWS; i++, hunt->next++) {
		size_t n = hunt->next, rows = hunt->rows;
		if (n > rows || !rows)
			return HUNT_NONE;
		size_t row = hunt->back ? (hunt->from + rows - n % rows) % rows
					: (hunt->from + n) % rows;
		if (!app_view(app)->matches(app, row))
			continue;
		if (is_round(hunt))
			app_message(app,
				    hunt->back ? MSG_SEARCH_FROM_END
					       : MSG_SEARCH_FROM_START,
				    NULL);
		if (app->at.cursor != row)
			app->at.skip = 0;
		app->at.cursor = row;
		return HUNT_FOUND;
	}
	return HUNT_MORE;
}

/* Goes on, unless the list or the place in it is another by now. */
static bool hunt_work(struct app *app)
{
	struct row_hunt *hunt = &app->find.hunt;
	bool active = hunt->active;
	hunt->active = false;
	if (!active || !app->find.search || !app->find.shown ||
	    app->at.view != hunt->view || app->at.cursor != hunt->from ||
	    app_view(app)->rows(app) != hunt->rows)
		return false;
	enum hunt result = hunt_step(app);
	if (result == HUNT_NONE)
		app_message(app, MSG_NOT_FOUND, app->find.pattern);
	return hunt->active = result == HUNT_MORE;
}

bool rows_find(struct app *app, const struct position *from, bool back,
	       bool again)
{
	size_t rows = app_view(app)->rows(app);
	enum hunt result;
	app->find.hunt = (struct row_hunt){
		.view = app->at.view,
		.rows = rows,
		.from = from->cursor < rows ? from->cursor : 0,
		.next = again,
		.back = back,
	};
	result = hunt_step(app);
	app->find.hunt.active = result == HUNT_MORE;
	if (result == HUNT_MORE)
		find_behind(app, hunt_work);
	return result != HUNT_NONE;
}

/* ---- how many ---- */

void rows_release(struct row_count *count)
{
	array_release(&count->hits);
	*count = (struct row_count){.next = 0};
}

/* Whether what was counted are the rows that are shown. */
static bool is_shown(const struct app *app, const struct row_count *count,
		     size_t rows)
{
	const struct position *at = &app->at, *of = &count->list;
	return count->dossier == app->dossier && count->rows == rows &&
	       count->columns == app->term.columns &&
	       count->language == app->options.language &&
	       of->view == at->view && of->from == at->from &&
	       of->entry == at->entry && of->about == at->about &&
	       of->found == at->found && of->folds == at->folds &&
	       of->filter == at->filter && of->sort == at->sort &&
	       of->reversed == at->reversed && of->turned == at->turned;
}

/* Looks at some rows more; false: that was all of them. */
static bool count_step(struct app *app)
{
	struct row_count *count = &app->find.rows;
	size_t end = count->rows - count->next > SLICE_ROWS
			     ? count->next + SLICE_ROWS
			     : count->rows;
	for (; count->next < end; count->next++)
		if (app_view(app)->matches(app, count->next))
			array_push(&count->hits, count->next);
	return count->next < count->rows;
}

static bool count_work(struct app *app)
{
	const struct find *find = &app->find;
	const struct view_ops *view = app_view(app);
	return find->search && find->shown && !find->rows.stopped &&
	       view->rows && is_shown(app, &find->rows, view->rows(app)) &&
	       count_step(app);
}

/* Begins to count where the rows shown are others than those counted; false:
   there is nothing to count. */
static bool count_begin(struct app *app)
{
	const struct view_ops *view = app_view(app);
	struct find *find = &app->find;
	/* What was found everywhere has the pattern in each of its rows. */
	if (!view->rows || !find->search || !find->shown ||
	    !search_possible(find->search) ||
	    (app->at.view == VIEW_FOUND && app->at.found &&
	     strcmp(app->at.found->pattern, find->pattern) == 0))
		return false;
	size_t rows = view->rows(app);
	if (is_shown(app, &find->rows, rows))
		return !find->rows.stopped;
	rows_release(&find->rows);
	find->rows.list = app->at;
	find->rows.dossier = app->dossier;
	find->rows.rows = rows;
	find->rows.columns = app->term.columns;
	find->rows.language = app->options.language;
	count_step(app);
	return true;
}

/* How many of the counted hits stand before the row. */
static size_t hits_before(const struct row_count *count, size_t row)
{
	size_t low = 0, high = count->hits.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (count->hits.items[middle] < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void rows_count(struct app *app, struct str *out)
{
	const struct row_count *count = &app->find.rows;
	if (!count_begin(app) || !count->hits.count)
		return;
	bool all = count->next == count->rows;
	if (!all && !app->idle)
		app->idle = count_work;
	size_t before = hits_before(count, app->at.cursor);
	if (before < count->hits.count &&
	    count->hits.items[before] == app->at.cursor)
		str_addf(out, "%zu/", before + 1);
	if (all)
		str_addf(out, "%zu", count->hits.count);
	else
		str_adds(out, "…");
}

bool rows_lit(struct app *app)
{
	return count_begin(app) && app->find.rows.hits.count;
}
