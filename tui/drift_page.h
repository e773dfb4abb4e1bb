/*
 * drift_page - the rows of the view that compares two wordings: heads, the
 * words with those that differ in [ ], and what ties the two, next to each
 * other or one below the other.
 */
#ifndef TUI_DRIFT_PAGE_H
#define TUI_DRIFT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/array.h"
#include "core/drift.h"
#include "core/span.h"
#include "core/str.h"
#include "tui/app.h"

enum { DRIFT_LEAST = 40 }; /* columns that two columns of text take */

struct prose;

/* A row of one or two proses. */
struct drift_line {
	const struct prose *proses[2]; /* NULL: nothing there */
	struct span bytes[2];
	bool rule;
	char joint; /* of a rule with the bar between the columns: + or ^ */
};

/* All rows of the view, of which the screen shows some. */
struct drift_page {
	struct app *app;
	struct arena arena;
	ARRAY(struct drift_line) lines;
	bool beside;
	size_t divider;    /* column of the bar between the two */
	size_t columns[2]; /* of text */
};

/*
 * Makes all rows, for the terminal's width and the chosen side (at.link).  The
 * page starts zeroed ({0}), and the caller releases it.
 */
void drift_page_make(struct drift_page *page, struct app *app,
		     const struct claim *claim, const struct drift_tie *tie);

/* Draws `rows` of its rows, from `first` on, at the screen's row `row`. */
void drift_page_draw(const struct drift_page *page, size_t first, size_t row,
		     size_t rows);

void drift_page_release(struct drift_page *page);

/* Adds "soutien 11": the claim's article and number. */
void drift_name(struct str *out, const struct claim *claim);

#endif
