#include "tui/grid.h"

enum {
	PITCH = 11,        /* columns of a cell, with its space */
	PITCH_TURNED = 14, /* questions have longer names than articles */
	LABEL_MOST = 64,
	NARROW = 60,
	LEGEND_ROWS = 14, /* a window lower than this has no legend */
	PANE_ROWS = 20,   /* nor than this what the cell says */
};

/* Terminal columns for names and cells: cells first, names take the rest. */
static void grid_columns(struct grid *t, size_t columns)
{
	bool narrow = columns < NARROW;
	t->pitch = narrow ? PITCH - 1 : t->turned ? PITCH_TURNED : PITCH;
	/* Articles have short names. */
	size_t least = columns / (t->turned || narrow ? 6 : 3);
	least = least > 10 ? least : 10;
	size_t taken = 1 + least + 1 + TOTAL;
	t->shown = columns > taken ? (columns - taken) / t->pitch : 0;
	if (!t->shown)
		t->shown = 1;
	if (t->shown > t->columns)
		t->shown = t->columns;
	taken = 1 + 1 + TOTAL + t->shown * t->pitch;
	t->label = columns > taken + 4 ? columns - taken : 4;
	if (t->label > LABEL_MOST)
		t->label = LABEL_MOST;
}

struct grid grid_make(struct app *app)
{
	const struct dossier *dossier = app->dossier;
	size_t rows = app->term.rows;
	struct grid t = {.matrix = cell_matrix(app), .turned = app->at.turned};
	size_t points = dossier->point_count, articles = dossier->entry_count;
	t.rows = t.turned ? articles : points;
	t.columns = t.turned ? points : articles;
	grid_columns(&t, app->term.columns);
	size_t outside = t.matrix->outside_count;
	t.lines = t.rows + 1 + (outside ? outside + 1 : 0);
	size_t end = rows > 1 ? rows - 1 : 0; /* the keys' row */
	if (rows >= LEGEND_ROWS)
		t.legend = --end;
	t.body = (struct box){.row = (rows > 2) + (rows > 4),
			      .columns = app->term.columns};
	t.body.rows = end > t.body.row ? end - t.body.row : 0;
	if (rows < PANE_ROWS)
		return t;
	size_t pane = t.body.rows > t.lines ? t.body.rows - t.lines : 0;
	if (pane < rows / 4)
		pane = rows / 4;
	t.body.rows -= pane;
	t.pane = (struct box){.row = t.body.row + t.body.rows + 1,
			      .rows = pane - 1,
			      .columns = app->term.columns};
	return t;
}

/* How many rows can be chosen: the table's, and the pairs below it. */
size_t grid_choices(const struct grid *t)
{
	return t->rows + t->matrix->outside_count;
}

/* The line that choice i stands on. */
size_t grid_line(const struct grid *t, size_t i)
{
	return i < t->rows ? i : i + 2;
}

bool grid_inside(const struct app *app, const struct grid *t)
{
	return app->at.cursor < t->rows && t->columns > 0;
}

/* The point and the article that meet in a cell of the table. */
size_t grid_point(const struct grid *t, size_t row, size_t column)
{
	return t->turned ? column : row;
}

const struct entry *grid_entry(const struct grid *t, size_t row, size_t column)
{
	return t->matrix->dossier->entries[t->turned ? row : column];
}

const struct matrix_cell *grid_cell(const struct grid *t, size_t row,
				    size_t column)
{
	const struct matrix_row *points = matrix_row(
		t->matrix, grid_point(t, row, column));
	return matrix_cell(points, grid_entry(t, row, column));
}

/* Keeps the chosen cell in view. */
void grid_follow(struct app *app, const struct grid *t)
{
	struct position *at = &app->at;
	size_t choices = grid_choices(t), rows = t->body.rows;
	if (at->cursor >= choices)
		at->cursor = choices ? choices - 1 : 0;
	if (at->column >= t->columns)
		at->column = t->columns ? t->columns - 1 : 0;
	size_t line = grid_line(t, at->cursor);
	/* The totals come into view with the last row. */
	size_t last = line + (line + 1 == t->rows);
	if (rows && last >= at->first + rows)
		at->first = last - rows + 1;
	if (line < at->first)
		at->first = line;
	if (at->first + rows > t->lines)
		at->first = t->lines > rows ? t->lines - rows : 0;
	if (at->column < at->left)
		at->left = at->column;
	if (at->column >= at->left + t->shown)
		at->left = at->column - t->shown + 1;
	if (at->left + t->shown > t->columns)
		at->left = t->columns - t->shown;
}

/* What the chosen row lists: a cell of the table, or a pair below it. */
struct cell_subject grid_subject(struct app *app, const struct grid *t)
{
	struct cell_subject subject = {NULL, NULL, NULL};
	size_t row = app->at.cursor, column = app->at.column;
	if (grid_inside(app, t)) {
		subject.point =
			app->dossier->points[grid_point(t, row, column)];
		subject.cell = grid_cell(t, row, column);
	} else if (row >= t->rows && row < grid_choices(t)) {
		subject.pair = &t->matrix->outside[row - t->rows];
	}
	return subject;
}
