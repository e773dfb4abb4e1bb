/* The matrix: which article answers which question; O turns it. */
#include <stdint.h>

#include "tui/grid.h"
#include "tui/grid_draw.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/rows.h"
#include "tui/views.h"

static void matrix_move(struct app *app, enum motion motion, long count,
			bool given)
{
	struct grid t = grid_make(app);
	list_step(app, grid_choices(&t), t.body.rows, motion, count, given);
}

static void matrix_group(struct app *app, long step)
{
	matrix_move(app, MOTION_ROW, step, false);
}

/* The next cell of the row, and round. */
static void matrix_tab(struct app *app, int step)
{
	struct grid t = grid_make(app);
	if (grid_inside(app, &t))
		app->at.column = step > 0 ? (app->at.column + 1) % t.columns
					  : (app->at.column + t.columns - 1) %
						    t.columns;
}

/* The cell of the next article that speaks to the point, and round. */
static void go_answer(struct app *app, int step)
{
	struct grid t = grid_make(app);
	size_t row = app->at.cursor, column = app->at.column;
	if (!grid_inside(app, &t))
		return;
	size_t *along = t.turned ? &row : &column;
	size_t count = t.turned ? t.rows : t.columns, from = *along;
	do {
		*along = step > 0 ? (*along + 1) % count
				  : (*along + count - 1) % count;
		if (*along != from && grid_cell(&t, row, column)) {
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
	size_t way = (back ? from + all - place : place + all - from) % all;
	return way ? way : all;
}

/* The next cell, row by row and round, that has a contradiction. */
static void go_conflict(struct app *app, int step)
{
	bool back = step < 0;
	struct grid t = grid_make(app);
	size_t all = t.rows * t.columns, best = SIZE_MAX, found = 0;
	size_t from = grid_inside(app, &t)
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
	struct grid t = grid_make(app);
	size_t row = app->at.cursor;
	app->at.turned = !app->at.turned;
	app->at.first = app->at.left = 0;
	if (grid_inside(app, &t)) {
		app->at.cursor = app->at.column;
		app->at.column = row;
	} else {
		/* A pair stays chosen. */
		app->at.cursor = row - t.rows + t.columns;
		app->at.column = 0;
	}
}

/* The first claim of what is chosen; NULL: silence. */
static struct claim *chosen_claim(struct app *app)
{
	struct grid t = grid_make(app);
	struct cell_subject subject = grid_subject(app, &t);
	return cell_count(&subject) ? cell_item_get(&subject, 0).claim : NULL;
}

static bool matrix_act(struct app *app, enum action action)
{
	if (action_by_steps(app, action, go_answer, go_conflict))
		return true;
	switch (action) {
	case ACTION_TURN:
		turn(app);
		return true;
	case ACTION_REVERSE:
		return false;
	default:
		/* Other views are asked about the cell's first claim. */
		app->at.about = chosen_claim(app);
		return false;
	}
}

static void matrix_enter(struct app *app)
{
	struct grid t = grid_make(app);
	struct cell_subject subject = grid_subject(app, &t);
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
			    grid_entry(&t, row, column)->short_title,
			    subject.point->title);
	} else if (cell_count(&subject) == 1) {
		jump_to_claim(app, subject.cell->claims[0], true);
	} else {
		cell_open(app, subject.cell->claims[0],
			  grid_point(&t, row, column));
	}
}

static size_t matrix_rows(struct app *app)
{
	struct grid t = grid_make(app);
	return grid_choices(&t);
}

/* The words of a row: an article's names, a point's, or those of a pair. */
static void row_words(struct app *app, size_t row, struct str *words)
{
	const struct dossier *dossier = app->dossier;
	bool turned = app->at.turned;
	size_t rows = turned ? dossier->entry_count : dossier->point_count;
	if (row >= rows) {
		const struct matrix_pair *pair =
			&cell_matrix(app)->outside[row - rows];
		str_addf(words, "%s %s", claim_text(pair->claims[0]),
			 claim_text(pair->claims[1]));
	} else if (turned) {
		str_addf(words, "%s %s", dossier->entries[row]->short_title,
			 dossier->entries[row]->title);
	} else {
		str_addf(words, "%s %s", dossier->points[row]->title,
			 dossier->points[row]->short_title);
	}
}

static bool matrix_matches(struct app *app, size_t row)
{
	struct span hit;
	struct str words = {0};
	row_words(app, row, &words);
	bool found = search_in(app->find.search, str_get(&words), words.len, 0,
			       &hit);
	str_release(&words);
	return found;
}

/* Opens at the card's point and article, else at the article. */
static void matrix_open(struct app *app)
{
	const struct claim *claim = app->at.about;
	app->at.turned = false;
	app->at.left = 0;
	app->at.column = app->at.entry->index;
	if (claim && claim->points->count)
		app->at.cursor = claim->points->items[0]->index;
}

static void matrix_ready(struct app *app)
{
	while (matrix_prepare(cell_matrix(app)))
		;
}

static void matrix_title(struct app *app, struct str *left, struct str *right)
{
	enum language language = app->options.language;
	struct str points = {0}, articles = {0};
	struct grid t = grid_make(app);
	if (t.lines > t.body.rows && grid_choices(&t))
		str_addf(right, "%zu/%zu", app->at.cursor + 1,
			 grid_choices(&t));
	message_count(&points, language, MSG_QUESTION_COUNT,
		      app->dossier->point_count);
	message_count(&articles, language, MSG_ARTICLE_COUNT,
		      app->dossier->entry_count);
	message_add(left, language, MSG_TITLE_MATRIX, str_get(&points),
		    str_get(&articles));
	str_release(&points);
	str_release(&articles);
}

const struct view_ops view_matrix = {
	.draw = grid_draw,
	.move = matrix_move,
	.enter = matrix_enter,
	.tab = matrix_tab,
	.group = matrix_group,
	.find = rows_find,
	.rows = matrix_rows,
	.matches = matrix_matches,
	.title = matrix_title,
	.open = matrix_open,
	.act = matrix_act,
	.ready = matrix_ready,
};
