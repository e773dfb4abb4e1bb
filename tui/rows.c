#include "tui/rows.h"

#include <string.h>

#include "tui/find.h"
#include "tui/fold_list.h"
#include "tui/found.h"
#include "tui/list.h"

enum { SLICE_ROWS = 500 }; /* looked at before a key may come */

/* ---- rows, those of closed groups too ---- */

/* The shape of a list that has groups closed; NULL: each row is shown. */
static const struct fold_shape *rows_folded(struct app *app)
{
	const struct list_ops *list = app_view(app)->list;
	if (!list || !list->folding || !app->at.folds)
		return NULL;
	return list->folding->shape(app);
}

static size_t rows_all(struct app *app)
{
	const struct fold_shape *shape = rows_folded(app);
	return shape ? fold_rows(shape, NULL) : app_view(app)->rows(app);
}

/* The row of the cursor, a closed group's heading where it is on that. */
static size_t rows_at(struct app *app, size_t cursor)
{
	const struct fold_shape *shape = rows_folded(app);
	if (!shape || cursor >= fold_rows(shape, app->at.folds))
		return cursor;
	return fold_row(shape, NULL, fold_find(shape, app->at.folds, cursor));
}

/* Puts the cursor on the row, and opens its group for that. */
static void rows_go(struct app *app, size_t row)
{
	const struct fold_shape *shape = rows_folded(app);
	if (shape)
		fold_choose(app, app_view(app)->list->folding,
			    fold_find(shape, NULL, row));
	else
		app->at.cursor = row;
}

/* ---- the next one ---- */

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
			app->find.round = hunt->back ? -1 : 1;
		if (rows_at(app, app->at.cursor) != row)
			app->at.skip = 0;
		rows_go(app, row);
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
	    app->at.view != hunt->view ||
	    rows_at(app, app->at.cursor) != hunt->from ||
	    rows_all(app) != hunt->rows)
		return false;
	enum hunt result = hunt_step(app);
	if (result == HUNT_NONE)
		app_message(app, MSG_NOT_FOUND, app->find.pattern);
	return hunt->active = result == HUNT_MORE;
}

bool rows_find(struct app *app, const struct position *from, bool back,
	       bool again)
{
	size_t rows = rows_all(app);
	size_t row = rows_at(app, from->cursor);
	enum hunt result;
	app->find.hunt = (struct row_hunt){
		.view = app->at.view,
		.rows = rows,
		.from = row < rows ? row : 0,
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
	       of->found == at->found && of->filter == at->filter &&
	       of->sort == at->sort && of->reversed == at->reversed &&
	       of->turned == at->turned;
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
	       view->rows && is_shown(app, &find->rows, rows_all(app)) &&
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
	size_t rows = rows_all(app);
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
	size_t row = rows_at(app, app->at.cursor);
	size_t before = hits_before(count, row);
	if (before < count->hits.count && count->hits.items[before] == row)
		str_addf(out, "%zu/", before + 1);
	if (all)
		str_addf(out, "%zu", count->hits.count);
	else
		str_adds(out, "…");
}

bool rows_only(struct app *app)
{
	const struct row_count *count = &app->find.rows;
	return count_begin(app) && count->next == count->rows &&
	       count->hits.count == 1;
}

bool rows_lit(struct app *app)
{
	return count_begin(app) && app->find.rows.hits.count;
}
