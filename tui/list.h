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
#include <stdint.h>

#include "core/filter.h"
#include "core/search.h"
#include "tui/app.h"
#include "tui/rows.h"

enum { LIST_CELLS = 8 };

struct list_cell {
	struct str text;
	size_t columns; /* 0: all that is left */
	bool right;     /* flush right */
	bool unlit;     /* no hit is lit in it */
	enum style style;
};

struct list_row {
	struct list_cell cells[LIST_CELLS];
	size_t count;
	bool heading; /* opens a group; J and K go from one to the next */
	bool leads;   /* is the first of a group that has no heading; so too */
	/* The caller's: which of the item's keys it stands by; of a heading
	   among the rows of a filtered list, how many below it pass. */
	size_t part;
	/* What is lit in the cells; NULL: what / searched for. */
	const struct search *lit;
};

/* The group of what belongs to none: it comes last, reversed or not. */
#define LIST_LAST ((uint64_t)UINT32_MAX << 32)

/* One of the orders that a list can be shown in. */
struct list_order {
	enum message name; /* "by speaker" */
	/*
	 * Fills the keys of all items: those of smaller keys come first, of
	 * equal keys as they are.  The upper 32 bits are the group that the
	 * item belongs to.  NULL: the items' own order.
	 */
	void (*keys)(struct app *app, uint64_t *keys, size_t count);
	/* How many keys an item has, one after the other, where it may belong
	   to several groups: it stands in each.  NULL: one. */
	size_t (*parts)(struct app *app, size_t item);
	/* Fills the heading of the group of an item that has `count` items;
	   NULL: no headings. */
	void (*heading)(struct app *app, size_t item, size_t count,
			struct list_row *row);
	/* Opens that heading; NULL: as its first item. */
	void (*enter)(struct app *app, size_t item);
};

/*
 * Where a list has orders, its rows are items, each of which may pass a filter
 * and stand anywhere; headings come from the order.  A list without orders
 * has its headings among its rows, as row() says.
 */
struct fold_ops;
struct fold_shape;

struct list_ops {
	/* How many rows (items) there are. */
	size_t (*count)(struct app *app);
	/* Fills row i for a width. */
	void (*row)(struct app *app, size_t i, size_t columns,
		    struct list_row *row);
	/* The columns' names; NULL: the list has none. */
	void (*head)(struct app *app, size_t columns, struct list_row *row);
	/* Opens row i. */
	void (*enter)(struct app *app, size_t i);
	/* Draws something about row i in the box; NULL: the list has the
	   whole screen. */
	void (*preview)(struct app *app, size_t i, const struct box *box);
	/* The claim that row i is about, or NULL; NULL: no row is about one. */
	struct claim *(*claim)(struct app *app, size_t i);
	/* What row i is about where it is about no claim, by an id that stays
	   when the files are read again; NULL: it has none.  NULL: no row
	   has. */
	const char *(*id)(struct app *app, size_t i);
	/* What stands there where there is no row. */
	enum message empty;
	/* The orders that . goes through, the first one to begin with; NULL:
	   the list has one order. */
	const struct list_order *orders;
	size_t order_count;
	/* The groups of the first order, as headings and the items under them:
	   the items stand in that order already, so that it need not be made.
	   NULL: it is. */
	const struct fold_shape *(*groups)(struct app *app);
	/* Whether item i passes the filter; NULL: the words of its row decide,
	   and a filter can have words alone. */
	bool (*passes)(struct app *app, size_t i, const struct filter *filter);
	/* Whether row i is a heading; NULL: its row says so, which takes
	   longer. */
	bool (*heading)(struct app *app, size_t i);
	/* How its groups open and close (fold_list.h); NULL: they do not. */
	const struct fold_ops *folding;
};

/* Adds a cell; its text is the caller's to fill. */
struct str *list_cell(struct list_row *row, size_t columns, enum style style);

/* Adds a column's name to the row of names. */
void list_head(struct app *app, struct list_row *row, size_t columns,
	       enum message words, bool right);

/* Adds a number, flush right; nothing is a point. */
void list_number(struct list_row *row, size_t columns, size_t number,
		 enum style style);

/*
 * The item under the cursor (of a heading, its first item), whatever order and
 * filter the list has; false: there is none.
 */
bool list_chosen(struct app *app, size_t *item);

/* Whether the cursor is on a heading that an order made, and that is about its
   first item. */
bool list_on_heading(struct app *app);

/* Scrolls so that what is below the chosen heading is in view too. */
void list_show_group(struct app *app);

/* The claim that the chosen row is about; NULL: it is about none. */
struct claim *list_claim(struct app *app);

/* Puts the cursor on the item; heading: on the heading right above it. */
void list_choose(struct app *app, size_t item, bool heading);

/* Goes on to the next order; turns the order round. */
void list_sort(struct app *app);
void list_reverse(struct app *app);

/* Shows what passes the filter alone; "" takes it away.  False: a message says
   what is wrong with it, and *wrong is the byte after the word meant. */
bool list_filter(struct app *app, const char *text, size_t *wrong);

/* What a reader may call a value of a filter, in each language: a
   filter_namer. */
const char *list_value_name(enum filter_key key, size_t i, size_t language);

/* The text of the filter in force; "": none is. */
const char *list_filter_text(const struct app *app);

/* Adds what a filter of this list may be made of. */
void list_filter_hint(const struct app *app, struct str *out);

/* Completes the last word of a filter as far as it can only go one way; where
   it cannot, a message has the ways. */
void list_complete_filter(struct app *app, struct str *line);

/* Whether the list shown has several orders. */
bool list_sortable(const struct app *app);

/* Adds order and filter, where they are not as at first, for the title. */
void list_state(struct app *app, struct str *out);

/* Adds "12/108", the chosen row, for the title, where not all are in view. */
void list_place(struct app *app, struct str *out);

/*
 * Puts the cursor on the row (of `rows`, from 0) that a motion goes to, `page`
 * rows being in view; a message says so where it stands at the end, or the
 * start, already.
 */
void list_step(struct app *app, size_t rows, size_t page, enum motion motion,
	       long count, bool given);

/* Says that no group comes after the chosen one (step < 0: before it). */
void list_no_group(struct app *app, long step);

/*
 * The hooks of a view whose `list` says what its rows are; the view adds
 * title and, where it does not begin at its first row, open.
 */
void list_draw(struct app *app);
void list_move(struct app *app, enum motion motion, long count, bool given);
void list_enter(struct app *app);
void list_tab(struct app *app, int step);
void list_group(struct app *app, long step);
size_t list_rows(struct app *app);
bool list_matches(struct app *app, size_t i);
void list_click(struct app *app, size_t row, size_t column);

#define LIST_HOOKS                                                             \
	.draw = list_draw, .move = list_move, .enter = list_enter,             \
	.tab = list_tab, .group = list_group, .find = rows_find,               \
	.rows = list_rows, .matches = list_matches, .click = list_click

#endif
