/*
 * grid - how the matrix stands on the screen: points down and articles
 * across, or turned; below them the contradictions outside any common point.
 *
 * Made afresh for every picture and every key from the position alone: cursor
 * is the chosen row, first the first line, column and left likewise across.
 */
#ifndef TUI_GRID_H
#define TUI_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "core/matrix.h"
#include "tui/app.h"
#include "tui/cell.h"

enum { TOTAL = 5 }; /* columns of the totals at the right */

/* How the matrix stands on the screen. */
struct grid {
	struct matrix *matrix;
	bool turned;
	size_t rows, columns; /* of the matrix */
	size_t label, pitch;  /* terminal columns */
	size_t shown;         /* columns of the matrix in view, from left */
	size_t lines;         /* rows, totals, heading and pairs */
	struct box body;      /* where the lines are shown */
	struct box pane;      /* where the chosen cell is told */
	size_t legend;        /* row of the screen; 0: none */
};

struct grid grid_make(struct app *app);

/* Brings the chosen row and column into view. */
void grid_follow(struct app *app, const struct grid *t);

/* How many rows can be chosen: the table's, and the pairs below it. */
size_t grid_choices(const struct grid *t);

/* The line that choice i stands on. */
size_t grid_line(const struct grid *t, size_t i);

/* Whether a cell of the table is chosen, rather than a pair. */
bool grid_inside(const struct app *app, const struct grid *t);

/* The point and the article that meet in a cell, and what is said there. */
size_t grid_point(const struct grid *t, size_t row, size_t column);
const struct entry *grid_entry(const struct grid *t, size_t row, size_t column);
const struct matrix_cell *grid_cell(const struct grid *t, size_t row,
				    size_t column);

/* What is chosen: a cell of the table, or a pair below it. */
struct cell_subject grid_subject(struct app *app, const struct grid *t);

#endif
