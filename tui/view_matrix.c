/* The matrix: which article answers which question; O turns it. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tui/card.h"
#include "tui/cell.h"
#include "tui/jump.h"
#include "tui/views.h"

enum {
	PITCH = 11,        /* columns of a cell, with its space */
	PITCH_TURNED = 14, /* questions have longer names than articles */
	TOTAL = 5,         /* of the totals at the right */
	LABEL_MOST = 64,
	LABEL_SHORT = 24, /* narrower than this: questions by short names */
	NARROW = 60,
	LEGEND_ROWS = 14, /* a window lower than this has no legend */
	PANE_ROWS = 20,   /* nor than this what the cell says */
};

/* How the matrix stands on the screen. */
struct table {
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

/* Terminal columns for names and cells: cells first, names take the rest. */
static void table_columns(struct table *t, size_t columns)
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

static struct table table_make(struct app *app)
{
	const struct dossier *dossier = app->dossier;
	size_t rows = app->term.rows;
	struct table t = {.matrix = cell_matrix(app), .turned = app->at.turned};
	size_t points = dossier->point_count, articles = dossier->entry_count;
	t.rows = t.turned ? articles : points;
	t.columns = t.turned ? points : articles;
	table_columns(&t, app->term.columns);
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
static size_t table_choices(const struct table *t)
{
	return t->rows + t->matrix->outside_count;
}

/* The line that choice i stands on. */
static size_t line_of(const struct table *t, size_t i)
{
	return i < t->rows ? i : i + 2;
}

static bool in_table(const struct app *app, const struct table *t)
{
	return app->at.cursor < t->rows && t->columns > 0;
}

/* The point and the article that meet in a cell of the table. */
static size_t point_at(const struct table *t, size_t row, size_t column)
{
	return t->turned ? column : row;
}

static const struct entry *entry_at(const struct table *t, size_t row,
				    size_t column)
{
	return t->matrix->dossier->entries[t->turned ? row : column];
}

static const struct matrix_cell *cell_at(const struct table *t, size_t row,
					 size_t column)
{
	const struct matrix_row *points = matrix_row(t->matrix,
						     point_at(t, row, column));
	return matrix_cell(points, entry_at(t, row, column));
}

/* Keeps the chosen cell in view. */
static void table_follow(struct app *app, const struct table *t)
{
	struct position *at = &app->at;
	size_t choices = table_choices(t), rows = t->body.rows;
	if (at->cursor >= choices)
		at->cursor = choices ? choices - 1 : 0;
	if (at->column >= t->columns)
		at->column = t->columns ? t->columns - 1 : 0;
	size_t line = line_of(t, at->cursor);
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

/* Terminal column where the k-th column in view begins. */
static size_t cell_column(const struct table *t, size_t k)
{
	return 1 + t->label + 1 + k * t->pitch;
}

/* Draws what a cell says, its contradictions apart. */
static void draw_cell(struct app *app, const struct table *t, size_t at,
		      size_t k, const struct matrix_cell *cell, bool chosen)
{
	struct term *term = &app->term;
	size_t column = cell_column(t, k), wide = t->pitch - 1;
	struct str text = {0};
	enum style style = cell ? STYLE_TEXT : STYLE_DIM;
	matrix_cell_text(&text, cell);
	if (chosen)
		term_blank(term, at, column, wide, STYLE_CURSOR);
	size_t used = term_fit(term, at, column, wide, str_get(&text),
			       chosen ? STYLE_CURSOR : style);
	str_clear(&text);
	if (cell && cell->conflicts) {
		str_addf(&text, "≠%zu", cell->conflicts);
		used += used > 0;
		term_fit(term, at, column + used, wide - used, str_get(&text),
			 chosen ? STYLE_CURSOR : STYLE_CONFLICT);
	}
	str_release(&text);
}

/* A number at the right of a line; 0 is left out. */
static void draw_total(struct app *app, const struct table *t, size_t at,
		       size_t total, enum style style)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%zu", total);
	if (total)
		term_fit(&app->term, at, cell_column(t, t->shown), TOTAL,
			 digits, style);
}

static void draw_row(struct app *app, const struct table *t, size_t at,
		     size_t row)
{
	const struct dossier *dossier = app->dossier;
	bool here = row == app->at.cursor;
	const char *name = t->turned ? dossier->entries[row]->short_title
			   : t->label < LABEL_SHORT
				   ? dossier->points[row]->short_title
				   : dossier->points[row]->title;
	term_fit(&app->term, at, 1, t->label, name,
		 here ? STYLE_STRONG : STYLE_TEXT);
	if (here)
		term_fit(&app->term, at, 0, 1, "☞", STYLE_STRONG);
	for (size_t k = 0; k < t->shown; k++) {
		size_t column = app->at.left + k;
		draw_cell(app, t, at, k, cell_at(t, row, column),
			  here && column == app->at.column);
	}
	if (t->turned)
		draw_total(app, t, at, t->matrix->silences[row], STYLE_DIM);
	else
		draw_total(app, t, at, matrix_row(t->matrix, row)->conflicts,
			   STYLE_CONFLICT);
}

static void draw_head(struct app *app, const struct table *t, size_t at)
{
	const struct dossier *dossier = app->dossier;
	struct term *term = &app->term;
	term_fit(term, at, 1, t->label,
		 app_text(app,
			  t->turned ? MSG_MATRIX_ARTICLE : MSG_MATRIX_QUESTION),
		 STYLE_DIM);
	for (size_t k = 0; k < t->shown; k++) {
		size_t column = app->at.left + k;
		const char *name =
			t->turned ? dossier->points[column]->short_title
				  : dossier->entries[column]->short_title;
		term_fit(term, at, cell_column(t, k), t->pitch - 1, name,
			 column == app->at.column ? STYLE_STRONG : STYLE_DIM);
	}
	/* Where more columns are. */
	if (app->at.left)
		term_fit(term, at, t->label, 1, "◂", STYLE_KEY);
	size_t right = cell_column(t, t->shown);
	term_fit(term, at, right, TOTAL, t->turned ? "·" : "≠", STYLE_DIM);
	if (app->at.left + t->shown < t->columns)
		term_fit(term, at, right + TOTAL - 2, 1, "▸", STYLE_KEY);
}

static void draw_totals(struct app *app, const struct table *t, size_t at)
{
	term_fit(&app->term, at, 1, t->label,
		 app_text(app,
			  t->turned ? MSG_MATRIX_CONFLICTS : MSG_MATRIX_SILENT),
		 STYLE_DIM);
	for (size_t k = 0; k < t->shown; k++) {
		char digits[24];
		size_t column = app->at.left + k;
		size_t total =
			t->turned ? matrix_row(t->matrix, column)->conflicts
				  : t->matrix->silences[column];
		snprintf(digits, sizeof digits, "%zu", total);
		if (total)
			term_fit(&app->term, at, cell_column(t, k),
				 t->pitch - 1, digits,
				 t->turned ? STYLE_CONFLICT : STYLE_DIM);
	}
}

/* A contradiction outside any common point. */
static void draw_pair(struct app *app, size_t at, size_t i, bool here)
{
	const struct matrix_pair *pair = &cell_matrix(app)->outside[i];
	size_t columns = app->term.columns;
	enum style style = here ? STYLE_CURSOR : STYLE_TEXT;
	struct str line = {0};
	card_name(&line, pair->claims[0], NULL);
	str_adds(&line, " ≠ ");
	card_name(&line, pair->claims[1], NULL);
	str_addf(&line, "%s%s", app_text(app, MSG_COLON),
		 pair->claims[0]->text);
	if (here) {
		term_blank(&app->term, at, 0, columns, style);
		term_fit(&app->term, at, 0, 1, "☞", style);
	}
	term_fit(&app->term, at, 1, columns > 2 ? columns - 2 : 1,
		 str_get(&line), style);
	str_release(&line);
}

static void draw_line(struct app *app, const struct table *t, size_t at,
		      size_t line)
{
	struct str words = {0};
	if (line < t->rows) {
		draw_row(app, t, at, line);
	} else if (line == t->rows) {
		draw_totals(app, t, at);
	} else if (line == t->rows + 1) {
		str_addf(&words, "%s%s%zu", app_text(app, MSG_MATRIX_OUTSIDE),
			 app_text(app, MSG_COLON), t->matrix->outside_count);
		term_fit(&app->term, at, 1, app->term.columns - 1,
			 str_get(&words), STYLE_HEADING);
	} else {
		draw_pair(app, at, line - t->rows - 2,
			  line == line_of(t, app->at.cursor));
	}
	str_release(&words);
}

/* What the chosen row lists: a cell of the table, or a pair below it. */
static struct cell_subject subject_get(struct app *app, const struct table *t)
{
	struct cell_subject subject = {NULL, NULL, NULL};
	size_t row = app->at.cursor, column = app->at.column;
	if (in_table(app, t)) {
		subject.point = app->dossier->points[point_at(t, row, column)];
		subject.cell = cell_at(t, row, column);
	} else if (row >= t->rows && row < table_choices(t)) {
		subject.pair = &t->matrix->outside[row - t->rows];
	}
	return subject;
}

/* The chosen cell in words: the article, the point, and each claim. */
static void draw_pane(struct app *app, const struct table *t)
{
	const struct box *box = &t->pane;
	struct cell_subject subject = subject_get(app, t);
	struct str words = {0};
	if (!box->rows)
		return;
	term_rule(&app->term, box->row - 1, 0, box->columns);
	size_t row = 0, count = cell_count(&subject);
	if (subject.point) {
		const struct entry *entry = entry_at(t, app->at.cursor,
						     app->at.column);
		if (subject.cell)
			str_addf(&words, "%s · %s", entry->short_title,
				 subject.point->title);
		else
			message_add(&words, app->options.language,
				    MSG_MATRIX_SAYS_NOTHING, entry->short_title,
				    subject.point->title);
		term_fit(&app->term, box->row + row++, 1, box->columns - 2,
			 str_get(&words), STYLE_HEADING);
	}
	for (size_t i = 0; i < count && row < box->rows; i++, row++) {
		struct cell_item item = cell_item_get(&subject, i);
		bool more = row + 1 == box->rows && i + 1 < count;
		str_clear(&words);
		cell_words(&words, app, &item);
		term_fit(&app->term, box->row + row, item.against ? 3 : 1,
			 box->columns - (item.against ? 4 : 2) - 6 * more,
			 str_get(&words),
			 item.against ? STYLE_CONFLICT : STYLE_TEXT);
		str_clear(&words);
		str_addf(&words, "+%zu", count - i - 1);
		if (more)
			term_fit(&app->term, box->row + row, box->columns - 6,
				 6, str_get(&words), STYLE_DIM);
	}
	str_release(&words);
}

static void matrix_draw(struct app *app)
{
	struct table t = table_make(app);
	const struct box *body = &t.body;
	if (!t.rows || !t.columns) {
		if (body->rows)
			term_fit(&app->term, body->row, 1, body->columns - 1,
				 app_text(app, MSG_MATRIX_EMPTY), STYLE_DIM);
		return;
	}
	table_follow(app, &t);
	if (app->term.rows > 4)
		draw_head(app, &t, body->row - 1);
	for (size_t i = 0; i < body->rows && app->at.first + i < t.lines; i++)
		draw_line(app, &t, body->row + i, app->at.first + i);
	draw_pane(app, &t);
	if (t.legend)
		term_fit(&app->term, t.legend, 1, app->term.columns - 1,
			 app_text(app, MSG_MATRIX_LEGEND), STYLE_DIM);
}

/* ---- motions -------------------------------------------------------------- */

static void go_row(struct app *app, const struct table *t, long row)
{
	size_t choices = table_choices(t);
	if (row < 0)
		row = 0;
	if (choices && (size_t)row >= choices)
		row = (long)choices - 1;
	app->at.cursor = choices ? (size_t)row : 0;
}

static void matrix_move(struct app *app, enum motion motion, long count,
			bool given)
{
	struct table t = table_make(app);
	long page = t.body.rows ? (long)t.body.rows : 1;
	long row = (long)app->at.cursor, rows = (long)table_choices(&t);
	switch (motion) {
	case MOTION_ROW:
		row += count;
		break;
	case MOTION_PAGE:
		row += count * page;
		break;
	case MOTION_HALF:
		row += count * ((page + 1) / 2);
		break;
	case MOTION_START:
		row = given ? count - 1 : 0;
		break;
	case MOTION_END:
		row = given ? count - 1 : rows - 1;
		break;
	case MOTION_PERCENT:
		row = rows * (count > 100 ? 100 : count) / 100;
		break;
	}
	go_row(app, &t, row);
}

static void matrix_group(struct app *app, long step)
{
	matrix_move(app, MOTION_ROW, step, false);
}

/* The next cell of the row, and round. */
static void matrix_tab(struct app *app, int step)
{
	struct table t = table_make(app);
	if (in_table(app, &t))
		app->at.column = step > 0 ? (app->at.column + 1) % t.columns
					  : (app->at.column + t.columns - 1) %
						    t.columns;
}

/* The cell of the next article that speaks to the point, and round. */
static void go_answer(struct app *app, int step)
{
	struct table t = table_make(app);
	size_t row = app->at.cursor, column = app->at.column;
	if (!in_table(app, &t))
		return;
	size_t *along = t.turned ? &row : &column;
	size_t count = t.turned ? t.rows : t.columns, from = *along;
	do {
		*along = step > 0 ? (*along + 1) % count
				  : (*along + count - 1) % count;
		if (*along != from && cell_at(&t, row, column)) {
			app->at.cursor = row;
			app->at.column = column;
			return;
		}
	} while (*along != from);
	app_message(app, MSG_MATRIX_ALONE, NULL);
}

/* How far `place` is after `from` (back: before it), round `all` places. */
static size_t distance(size_t from, size_t place, size_t all, bool back)
{
	size_t way = back ? from + all - place : place + all - from;
	return way % all ? way % all : all;
}

/* The next cell, row by row and round, that has a contradiction. */
static void go_conflict(struct app *app, bool back)
{
	struct table t = table_make(app);
	size_t all = t.rows * t.columns, best = SIZE_MAX, found = 0;
	size_t from = in_table(app, &t)
			      ? app->at.cursor * t.columns + app->at.column
		      : back ? all
			     : all - 1;
	for (size_t p = 0; p < app->dossier->point_count; p++) {
		const struct matrix_row *row = matrix_row(t.matrix, p);
		for (size_t i = 0; row->conflicts && i < row->cell_count; i++) {
			size_t e = row->cells[i].entry->index;
			size_t place = t.turned ? e * t.columns + p
						: p * t.columns + e;
			size_t way = distance(from, place, all, back);
			if (!row->cells[i].conflicts || way >= best)
				continue;
			best = way;
			found = place;
		}
	}
	if (best == SIZE_MAX) {
		app_message(app, MSG_MATRIX_NO_CONFLICT, NULL);
		return;
	}
	app->at.cursor = found / t.columns;
	app->at.column = found % t.columns;
}

static void turn(struct app *app)
{
	struct table t = table_make(app);
	size_t row = app->at.cursor;
	app->at.turned = !app->at.turned;
	app->at.first = app->at.left = 0;
	if (in_table(app, &t)) {
		app->at.cursor = app->at.column;
		app->at.column = row;
	} else {
		/* A pair stays chosen. */
		app->at.cursor = row - t.rows + t.columns;
		app->at.column = 0;
	}
}

static bool matrix_act(struct app *app, enum action action)
{
	switch (action) {
	case ACTION_SAME_POINT:
		go_answer(app, 1);
		break;
	case ACTION_NEXT_CONFLICT:
		go_conflict(app, false);
		break;
	case ACTION_TURN:
		turn(app);
		return true;
	case ACTION_REVERSE:
		if (app->repeat == ACTION_SAME_POINT)
			go_answer(app, -1);
		else if (app->repeat == ACTION_NEXT_CONFLICT)
			go_conflict(app, true);
		else
			return false;
		return true;
	default:
		return false;
	}
	app->repeat = (int)action;
	app->repeat_back = ACTIONS;
	return true;
}

static void matrix_enter(struct app *app)
{
	struct table t = table_make(app);
	struct cell_subject subject = subject_get(app, &t);
	size_t row = app->at.cursor, column = app->at.column;
	if (subject.pair) {
		cell_open(app, subject.pair->claims[0],
			  app->dossier->point_count + row - t.rows);
	} else if (!subject.cell) {
		if (!subject.point)
			return;
		str_clear(&app->message);
		message_add(&app->message, app->options.language,
			    MSG_MATRIX_SAYS_NOTHING,
			    entry_at(&t, row, column)->short_title,
			    subject.point->title);
	} else if (cell_count(&subject) == 1) {
		jump_to_claim(app, subject.cell->claims[0], true);
	} else {
		cell_open(app, subject.cell->claims[0],
			  point_at(&t, row, column));
	}
}

static bool row_matches(struct app *app, const struct table *t, size_t row)
{
	const struct dossier *dossier = app->dossier;
	struct span hit;
	struct str words = {0};
	if (row >= t->rows) {
		const struct matrix_pair *pair =
			&t->matrix->outside[row - t->rows];
		str_addf(&words, "%s %s", pair->claims[0]->text,
			 pair->claims[1]->text);
	} else if (t->turned) {
		str_addf(&words, "%s %s", dossier->entries[row]->short_title,
			 dossier->entries[row]->title
				 ? dossier->entries[row]->title
				 : "");
	} else {
		str_adds(&words, dossier->points[row]->title);
	}
	bool found = search_in(app->find.search, str_get(&words), words.len, 0,
			       &hit);
	str_release(&words);
	return found;
}

static bool matrix_find(struct app *app, const struct position *from, bool back,
			bool again)
{
	struct table t = table_make(app);
	size_t rows = table_choices(&t), at = from->cursor;
	for (size_t i = again ? 1 : 0; i < rows + again; i++) {
		size_t row = back ? (at + rows - i % rows) % rows
				  : (at + i) % rows;
		if (row_matches(app, &t, row)) {
			app->at.cursor = row;
			return true;
		}
	}
	return false;
}

/* Opens at the card's point and article, else at the article. */
static void matrix_open(struct app *app)
{
	const struct claim *claim = app->at.about;
	app->at.turned = false;
	app->at.left = 0;
	app->at.column = app->at.entry->index;
	if (claim && claim->points.count)
		app->at.cursor = claim->points.items[0]->index;
}

static void matrix_title(struct app *app, struct str *left, struct str *right)
{
	char points[24], articles[24];
	(void)right;
	snprintf(points, sizeof points, "%zu", app->dossier->point_count);
	snprintf(articles, sizeof articles, "%zu", app->dossier->entry_count);
	message_add(left, app->options.language, MSG_TITLE_MATRIX, points,
		    articles);
}

const struct view_ops view_matrix = {
	.draw = matrix_draw,
	.move = matrix_move,
	.enter = matrix_enter,
	.tab = matrix_tab,
	.group = matrix_group,
	.find = matrix_find,
	.title = matrix_title,
	.open = matrix_open,
	.act = matrix_act,
};
