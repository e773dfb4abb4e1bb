/*
 * list - views that are lists: rows in columns, one of them chosen.
 *
 * A view of this kind gives a struct list_ops; drawing, motions and search
 * are the same for all of them.
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/app.h"

enum { LIST_CELLS = 8 };

struct list_cell {
	struct str text;
	size_t columns; /* 0: all that is left */
	bool right;     /* flush right */
	enum style style;
};

struct list_row {
	struct list_cell cells[LIST_CELLS];
	size_t count;
	bool heading; /* opens a group; J and K go from one to the next */
};

struct list_ops {
	/* How many rows there are. */
	size_t (*count)(struct app *app);
	/* Fills row i for a width; head: the columns' names instead. */
	void (*row)(struct app *app, size_t i, size_t columns,
		    struct list_row *row);
	/* The columns' names; NULL: the list has none. */
	void (*head)(struct app *app, size_t columns, struct list_row *row);
	/* Opens row i. */
	void (*enter)(struct app *app, size_t i);
	/* Draws something about row i in the box; NULL: the list has the
	   whole screen. */
	void (*preview)(struct app *app, size_t i, const struct box *box);
	/* What stands there where there is no row. */
	enum message empty;
};

/* Adds a cell; its text is the caller's to fill. */
struct str *list_cell(struct list_row *row, size_t columns, enum style style);

/*
 * The hooks of a view whose `list` says what its rows are; the view adds
 * title and, where it does not begin at its first row, open.
 */
void list_draw(struct app *app);
void list_move(struct app *app, enum motion motion, long count, bool given);
void list_enter(struct app *app);
void list_tab(struct app *app, int step);
void list_group(struct app *app, long step);
bool list_find(struct app *app, const struct position *from, bool back,
	       bool again);
void list_click(struct app *app, size_t row, size_t column);

#define LIST_HOOKS                                                             \
	.draw = list_draw, .move = list_move, .enter = list_enter,             \
	.tab = list_tab, .group = list_group, .find = list_find,               \
	.click = list_click

#endif
