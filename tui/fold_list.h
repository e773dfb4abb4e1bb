/*
 * fold_list - lists whose rows stand in groups that open and close.
 *
 * A view of this kind gives a struct fold_ops; the rows that are shown, their
 * folding and the motions between groups are the same for all of them.  What
 * is folded belongs to the position and never changes once made, so that the
 * history restores it.
 */
#ifndef TUI_FOLD_LIST_H
#define TUI_FOLD_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "tui/app.h"

/* The groups: start[g] is the row of group g's heading when all are open, and
   start[groups] the number of all rows. */
struct fold_shape {
	size_t groups;
	const size_t *start;
};

/* All groups are open (or closed) but those named; NULL: all are open. */
struct folds {
	bool closed;
	size_t count;
	size_t others[]; /* in order */
};

/* A row: a group and its line; line 0 is its heading. */
struct fold_place {
	size_t group, line;
};

struct list_row; /* list.h */

struct fold_ops {
	const struct fold_shape *(*shape)(struct app *app);
	/* Whether the line is a thing of its own, where Tab stops. */
	bool (*stop)(struct app *app, struct fold_place place);
	/* Fills the row of the place, of a group that is closed or open. */
	void (*row)(struct app *app, struct fold_place place, bool closed,
		    size_t columns, struct list_row *row);
};

/* The row hook of a list with fold_ops. */
void fold_list_row(struct app *app, size_t i, size_t columns,
		   struct list_row *row);

bool fold_closed(const struct folds *folds, size_t group);

/* The rows that are shown. */
size_t fold_rows(const struct fold_shape *shape, const struct folds *folds);

/* What the row (< fold_rows()) is; the row of a place, or, where its group is
   closed, of its heading. */
struct fold_place fold_find(const struct fold_shape *shape,
			    const struct folds *folds, size_t row);
size_t fold_row(const struct fold_shape *shape, const struct folds *folds,
		struct fold_place place);

/* The same with one group turned; with all closed, or open where none is.
   They live in the arena. */
const struct folds *fold_turn(struct arena *arena, const struct folds *folds,
			      size_t group);
const struct folds *fold_turn_all(struct arena *arena,
				  const struct folds *folds,
				  const struct fold_shape *shape);

/* Chooses the place, and opens its group where that hides it. */
void fold_choose(struct app *app, const struct fold_ops *ops,
		 struct fold_place place);

/* Opens or closes the group of the chosen row, its heading chosen. */
void fold_toggle(struct app *app, const struct fold_ops *ops);

/*
 * Hooks of a view whose list has list_ops.folding: the next thing inside the
 * chosen group; the next group; and what actions mean there: FOLD turns all
 * groups, keys about a claim mean the chosen row's.
 */
void fold_tab(struct app *app, int step);
void fold_group(struct app *app, long step);
bool fold_act(struct app *app, enum action action);

#endif
