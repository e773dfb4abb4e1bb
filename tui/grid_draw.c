#include "tui/grid_draw.h"

#include <stdio.h>

#include "tui/card.h"
#include "tui/grid.h"

enum {
	LABEL_SHORT = 24, /* narrower than this: questions by short names */
};

/* Terminal column where the k-th column in view begins. */
static size_t cell_column(const struct grid *t, size_t k)
{
	return 1 + t->label + 1 + k * t->pitch;
}

/* Draws what a cell says, its contradictions apart. */
static void draw_cell(struct app *app, const struct grid *t, size_t at,
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
static void draw_total(struct app *app, const struct grid *t, size_t at,
		       size_t total, enum style style)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%zu", total);
	if (total)
		term_fit(&app->term, at, cell_column(t, t->shown), TOTAL,
			 digits, style);
}

static void draw_row(struct app *app, const struct grid *t, size_t at,
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
		draw_cell(app, t, at, k, grid_cell(t, row, column),
			  here && column == app->at.column);
	}
	if (t->turned)
		draw_total(app, t, at,
			   matrix_silence(t->matrix, dossier->entries[row]),
			   STYLE_DIM);
	else
		draw_total(app, t, at, matrix_row(t->matrix, row)->conflicts,
			   STYLE_CONFLICT);
}

static void draw_head(struct app *app, const struct grid *t, size_t at)
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

static void draw_totals(struct app *app, const struct grid *t, size_t at)
{
	term_fit(&app->term, at, 1, t->label,
		 app_text(app,
			  t->turned ? MSG_MATRIX_CONFLICTS : MSG_MATRIX_SILENT),
		 STYLE_DIM);
	for (size_t k = 0; k < t->shown; k++) {
		char digits[24];
		size_t column = app->at.left + k;
		size_t total =
			t->turned
				? matrix_row(t->matrix, column)->conflicts
				: matrix_silence(
					  t->matrix,
					  t->matrix->dossier->entries[column]);
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
		 claim_text(pair->claims[0]));
	if (here) {
		term_blank(&app->term, at, 0, columns, style);
		term_fit(&app->term, at, 0, 1, "☞", style);
	}
	term_fit(&app->term, at, 1, columns > 2 ? columns - 2 : 1,
		 str_get(&line), style);
	str_release(&line);
}

static void draw_line(struct app *app, const struct grid *t, size_t at,
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
			  line == grid_line(t, app->at.cursor));
	}
	str_release(&words);
}

/* The chosen cell in words: the article, the point, and each claim. */
static void draw_pane(struct app *app, const struct grid *t)
{
	const struct box *box = &t->pane;
	struct cell_subject subject = grid_subject(app, t);
	struct str words = {0};
	if (!box->rows)
		return;
	term_rule(&app->term, box->row - 1, 0, box->columns);
	size_t row = 0, count = cell_count(&subject);
	if (subject.point) {
		const struct entry *entry = grid_entry(t, app->at.cursor,
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

void grid_draw(struct app *app)
{
	struct grid t = grid_make(app);
	const struct box *body = &t.body;
	if (!t.rows || !t.columns) {
		if (body->rows)
			term_fit(&app->term, body->row, 1, body->columns - 1,
				 app_text(app, MSG_MATRIX_EMPTY), STYLE_DIM);
		return;
	}
	grid_follow(app, &t);
	if (app->term.rows > 4)
		draw_head(app, &t, body->row - 1);
	for (size_t i = 0; i < body->rows && app->at.first + i < t.lines; i++)
		draw_line(app, &t, body->row + i, app->at.first + i);
	draw_pane(app, &t);
	if (t.legend)
		term_fit(&app->term, t.legend, 1, app->term.columns - 1,
			 app_text(app, MSG_MATRIX_LEGEND), STYLE_DIM);
}
