/*
 * sight - how the timeline stands on the screen: lanes of rows, the scale,
 * and the days in view.
 *
 * Made afresh for every picture and every key from the position alone: cursor
 * is the item, first the first line, column the zoom, left the first day in
 * view from the first of all, skip the claim among those of an event.
 */
#ifndef TUI_SIGHT_H
#define TUI_SIGHT_H

#include <stddef.h>

#include "core/timeline.h"
#include "tui/app.h"

enum { DATE_COLUMNS = 10, LANES = 3 };

enum lane_kind { LANE_HAPPENED, LANE_PRINTED, LANE_UNDATED };

/* Rows under one heading; items are numbered through all lanes. */
struct lane {
	size_t first, count; /* items */
	size_t line;         /* of the heading */
};

struct sight {
	struct timeline *timeline;
	struct lane lanes[LANES];
	size_t items, lines;
	size_t label;       /* columns of the names */
	size_t bar;         /* column of the screen where the scale begins */
	struct scale scale; /* columns 0: there is no room for one */
	struct ticks ticks;
	struct box body, pane;
	size_t strip; /* row of the screen; 0: all rows are in view */
};

/* The dossier's timeline, made when it is first asked for. */
struct timeline *sight_timeline(struct app *app);

struct sight sight_make(struct app *app);

/* Brings the chosen item into view, its row and its days. */
void sight_follow(struct app *app, struct sight *s);

/* Sets the zoom, around the chosen item; one without days: around the middle
   of those in view. */
void sight_zoom(struct app *app, const struct sight *s, size_t zoom);

/* Days in all; days in view at a zoom, each of which halves them. */
long sight_range(const struct timeline *timeline);
long sight_window(const struct timeline *timeline, size_t zoom);

/* The lane of an item. */
enum lane_kind sight_lane(const struct sight *s, size_t item);

/* The claims of an item; NULL and none: an article, or there is no item. */
struct claim *const *sight_claims(const struct sight *s, size_t item,
				  size_t *count);

/* The days that an item is about; NULL: it has no date. */
const struct days *sight_days(const struct sight *s, size_t item);

/* Which of the `count` claims of the chosen event Enter opens. */
size_t sight_claim(const struct app *app, size_t count);

#endif
