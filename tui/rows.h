/*
 * rows - searching through the rows of a list or table: the next one that has
 * the pattern, and which of how many that is.
 *
 * A view says how many rows it has and whether one has the pattern (rows and
 * matches of struct view_ops).  Closed groups are looked through too, and open
 * for a hit.  A long list is looked through by slices, the first at once, the
 * others while no key waits.
 */
#ifndef TUI_ROWS_H
#define TUI_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"
#include "tui/app.h"

/* The find hook of views that have rows. */
bool rows_find(struct app *app, const struct position *from, bool back,
	       bool again);

/*
 * Adds "3/14" for the chosen row, "14" where it has not the pattern, with …
 * for what is not counted yet; nothing where no row has it.
 */
void rows_count(struct app *app, struct str *out);

/* Whether one row has it and no other, all of them being counted. */
bool rows_only(struct app *app);

/* Whether a row with the pattern is known. */
bool rows_lit(struct app *app);

/* Forgets what was counted. */
void rows_release(struct row_count *count);

#endif
