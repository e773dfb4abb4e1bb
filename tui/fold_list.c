#include "tui/fold_list.h"

#include "tui/actions.h"
#include "tui/list.h"

/* Index of the first of `others` that is `group` or comes after it. */
static size_t others_from(const struct folds *folds, size_t group)
{
	size_t low = 0, high = folds->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (folds->others[middle] < group)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool fold_closed(const struct folds *folds, size_t group)
{
	if (!folds)
		return false;
	size_t i = others_from(folds, group);
	bool other = i < folds->count && folds->others[i] == group;
	return folds->closed != other;
}

/* The lines under the heading of an open group. */
static size_t group_lines(const struct fold_shape *shape, size_t group)
{
	return shape->start[group + 1] - shape->start[group] - 1;
}

/* The row of group g's heading; g may be shape->groups. */
static size_t heading_row(const struct fold_shape *shape,
			  const struct folds *folds, size_t group)
{
	if (!folds)
		return shape->start[group];
	size_t lines = 0;
	for (size_t i = 0; i < folds->count && folds->others[i] < group; i++)
		lines += group_lines(shape, folds->others[i]);
	return folds->closed ? group + lines : shape->start[group] - lines;
}

size_t fold_rows(const struct fold_shape *shape, const struct folds *folds)
{
	return heading_row(shape, folds, shape->groups);
}

struct fold_place fold_find(const struct fold_shape *shape,
			    const struct folds *folds, size_t row)
{
	size_t low = 0, high = shape->groups; /* the last that starts by row */
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (heading_row(shape, folds, middle) <= row)
			low = middle;
		else
			high = middle;
	}
	return (struct fold_place){low, row - heading_row(shape, folds, low)};
}

size_t fold_row(const struct fold_shape *shape, const struct folds *folds,
		struct fold_place place)
{
	size_t row = heading_row(shape, folds, place.group);
	return fold_closed(folds, place.group) ? row : row + place.line;
}

static struct folds *folds_alloc(struct arena *arena, size_t count)
{
	return arena_alloc(arena,
			   sizeof(struct folds) + count * sizeof(size_t));
}

const struct folds *fold_turn(struct arena *arena, const struct folds *folds,
			      size_t group)
{
	size_t count = folds ? folds->count : 0;
	size_t at = folds ? others_from(folds, group) : 0;
	bool other = at < count && folds->others[at] == group;
	struct folds *turned = folds_alloc(arena, count + 1);
	turned->closed = folds && folds->closed;
	for (size_t i = 0; i < at; i++)
		turned->others[turned->count++] = folds->others[i];
	if (!other)
		turned->others[turned->count++] = group;
	for (size_t i = at + other; i < count; i++)
		turned->others[turned->count++] = folds->others[i];
	return turned;
}

const struct folds *fold_turn_all(struct arena *arena,
				  const struct folds *folds,
				  const struct fold_shape *shape)
{
	if (folds && fold_rows(shape, folds) == shape->groups)
		return NULL;
	struct folds *turned = folds_alloc(arena, 0);
	turned->closed = true;
	return turned;
}

void fold_list_row(struct app *app, size_t i, size_t columns,
		   struct list_row *row)
{
	const struct fold_ops *ops = app_view(app)->list->folding;
	const struct folds *folds = app->at.folds;
	struct fold_place place = fold_find(ops->shape(app), folds, i);
	ops->row(app, place, fold_closed(folds, place.group), columns, row);
}

/* The place of the chosen row; false: the list has none. */
static bool fold_chosen(struct app *app, const struct fold_ops *ops,
			struct fold_place *place)
{
	size_t row;
	if (!list_chosen(app, &row))
		return false;
	*place = fold_find(ops->shape(app), app->at.folds, row);
	return true;
}

void fold_choose(struct app *app, const struct fold_ops *ops,
		 struct fold_place place)
{
	const struct fold_shape *shape = ops->shape(app);
	if (place.line && fold_closed(app->at.folds, place.group))
		app->at.folds = fold_turn(&app->folded, app->at.folds,
					  place.group);
	list_choose(app, fold_row(shape, app->at.folds, place), false);
}

/* A filter looks into all groups, and so shows them open. */
static bool filter_forbids(struct app *app)
{
	if (app->at.filter)
		app_message(app, MSG_FILTER_OPEN, NULL);
	return app->at.filter != NULL;
}

void fold_toggle(struct app *app, const struct fold_ops *ops)
{
	struct fold_place place;
	if (filter_forbids(app) || !fold_chosen(app, ops, &place))
		return;
	app->at.folds = fold_turn(&app->folded, app->at.folds, place.group);
	fold_choose(app, ops, (struct fold_place){place.group, 0});
}

static void fold_toggle_all(struct app *app, const struct fold_ops *ops)
{
	struct fold_place place;
	if (filter_forbids(app) || !fold_chosen(app, ops, &place))
		return;
	app->at.folds = fold_turn_all(&app->folded, app->at.folds,
				      ops->shape(app));
	fold_choose(app, ops, (struct fold_place){place.group, 0});
}

void fold_tab(struct app *app, int step)
{
	const struct fold_ops *ops = app_view(app)->list->folding;
	struct fold_place place;
	if (app->at.filter) {
		list_tab(app, step);
		return;
	}
	if (!fold_chosen(app, ops, &place))
		return;
	size_t lines = group_lines(ops->shape(app), place.group);
	/* Round the group, past its heading. */
	for (size_t i = 0; i < lines; i++) {
		if (step > 0)
			place.line = place.line < lines ? place.line + 1 : 1;
		else
			place.line = place.line > 1 ? place.line - 1 : lines;
		if (!ops->stop(app, place))
			continue;
		fold_choose(app, ops, place);
		return;
	}
}

void fold_group(struct app *app, long step)
{
	const struct fold_ops *ops = app_view(app)->list->folding;
	struct fold_place place;
	if (app->at.filter) {
		list_group(app, step);
		return;
	}
	if (!fold_chosen(app, ops, &place))
		return;
	size_t last = ops->shape(app)->groups - 1, by = (size_t)labs(step);
	/* From inside a group, its own heading is the one before. */
	by -= step < 0 && place.line;
	if (by > (step > 0 ? last - place.group : place.group))
		list_no_group(app, step);
	if (step > 0)
		place.group = by < last - place.group ? place.group + by : last;
	else
		place.group = by < place.group ? place.group - by : 0;
	place.line = 0;
	fold_choose(app, ops, place);
	list_show_group(app);
}

bool fold_act(struct app *app, enum action action)
{
	const struct list_ops *list = app_view(app)->list;
	size_t item;
	if (action == ACTION_FOLD) {
		fold_toggle_all(app, list->folding);
		return true;
	}
	if (list_chosen(app, &item)) {
		struct claim *claim = list->claim(app, item);
		if (claim)
			app->at.about = claim;
	}
	return false;
}
