#include "tui/list.h"

#include <string.h>

struct str *list_cell(struct list_row *row, size_t columns, enum style style)
{
	struct list_cell *cell = &row->cells[row->count++];
	cell->columns = columns;
	cell->style = style;
	return &cell->text;
}

static void row_release(struct list_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		str_release(&row->cells[i].text);
	*row = (struct list_row){.count = 0};
}

/* The rows of the screen that show the list, and those that show more. */
static struct box list_box(const struct app *app, const struct list_ops *ops,
			   struct box *preview)
{
	size_t rows = app->term.rows, head = ops->head && rows > 4;
	struct box box = {.row = (rows > 2) + head,
			  .columns = app->term.columns};
	size_t end = rows ? rows - 1 : 0;
	box.rows = end > box.row ? end - box.row : 0;
	*preview = (struct box){0};
	if (ops->preview && box.rows >= 6) {
		size_t below = box.rows / 2;
		box.rows -= below;
		*preview = (struct box){.row = box.row + box.rows + 1,
					.columns = box.columns,
					.rows = below - 1};
	}
	return box;
}

/* Columns for the cells that take what is left. */
static size_t rest_columns(const struct list_row *row, size_t columns)
{
	size_t fixed = 0;
	for (size_t i = 0; i < row->count; i++)
		fixed += row->cells[i].columns +
			 (i + 1 < row->count && row->cells[i].columns);
	return columns > fixed + 1 ? columns - fixed - 1 : 1;
}

static void draw_row(struct app *app, const struct list_row *row, size_t at,
		     size_t columns, bool chosen)
{
	struct term *term = &app->term;
	size_t column = 1;
	size_t rest = rest_columns(row, columns > 1 ? columns - 1 : 1);
	if (chosen)
		term_blank(term, at, 0, columns, STYLE_CURSOR);
	for (size_t i = 0; i < row->count; i++) {
		const struct list_cell *cell = &row->cells[i];
		const char *text = str_get(&cell->text);
		size_t wide = cell->columns ? cell->columns : rest;
		size_t used = utf8_columns(text, cell->text.len,
					   term->charset);
		size_t from = cell->right && used < wide ? wide - used : 0;
		term_fit(term, at, column + from, wide - from, text,
			 chosen ? STYLE_CURSOR : cell->style);
		column += wide + 1;
	}
	if (chosen)
		term_fit(term, at, 0, 1, "☞", STYLE_CURSOR);
}

/* Keeps the chosen row in view. */
static void list_follow(struct app *app, size_t count, size_t rows)
{
	struct position *at = &app->at;
	if (at->cursor >= count)
		at->cursor = count ? count - 1 : 0;
	if (at->cursor < at->first)
		at->first = at->cursor;
	if (rows && at->cursor >= at->first + rows)
		at->first = at->cursor - rows + 1;
	if (rows && at->first + rows > count)
		at->first = count > rows ? count - rows : 0;
}

void list_draw(struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	struct box preview;
	struct box box = list_box(app, ops, &preview);
	struct list_row row = {.count = 0};
	size_t count = ops->count(app);
	list_follow(app, count, box.rows);
	if (ops->head && app->term.rows > 4) {
		ops->head(app, box.columns - 1, &row);
		draw_row(app, &row, box.row - 1, box.columns, false);
		row_release(&row);
	}
	for (size_t i = 0; i < box.rows && app->at.first + i < count; i++) {
		size_t index = app->at.first + i;
		ops->row(app, index, box.columns - 1, &row);
		draw_row(app, &row, box.row + i, box.columns,
			 index == app->at.cursor);
		row_release(&row);
	}
	if (!count && box.rows)
		term_fit(&app->term, box.row, 1, box.columns - 1,
			 app_text(app, ops->empty), STYLE_DIM);
	if (app->needs.linear && box.rows)
		term_cursor(&app->term,
			    box.row + app->at.cursor - app->at.first, 0);
	if (preview.rows) {
		term_rule(&app->term, preview.row - 1, 0, box.columns);
		if (count)
			ops->preview(app, app->at.cursor, &preview);
	}
}

static bool is_heading(struct app *app, const struct list_ops *ops, size_t i)
{
	struct list_row row = {.count = 0};
	ops->row(app, i, app->term.columns, &row);
	bool heading = row.heading;
	row_release(&row);
	return heading;
}

static void list_go(struct app *app, size_t count, long row)
{
	if (row < 0)
		row = 0;
	if (count && (size_t)row >= count)
		row = (long)count - 1;
	app->at.cursor = count ? (size_t)row : 0;
}

void list_move(struct app *app, enum motion motion, long count, bool given)
{
	const struct list_ops *ops = app_view(app)->list;
	struct box preview;
	struct box box = list_box(app, ops, &preview);
	size_t rows = ops->count(app);
	long page = box.rows ? (long)box.rows : 1;
	long row = (long)app->at.cursor;
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
		row = given ? count - 1 : (long)rows - 1;
		break;
	case MOTION_PERCENT:
		row = (long)rows * (count > 100 ? 100 : count) / 100;
		break;
	}
	list_go(app, rows, row);
}

void list_tab(struct app *app, int step)
{
	list_move(app, MOTION_ROW, step, false);
}

void list_group(struct app *app, long step)
{
	const struct list_ops *ops = app_view(app)->list;
	size_t rows = ops->count(app);
	long direction = step < 0 ? -1 : 1;
	long at = (long)app->at.cursor;
	for (; step; step -= direction) {
		long next = at + direction;
		while (next >= 0 && next < (long)rows &&
		       !is_heading(app, ops, (size_t)next))
			next += direction;
		if (next < 0 || next >= (long)rows)
			break;
		at = next;
	}
	list_go(app, rows, at);
}

/* Whether the row's words have the pattern. */
static bool row_matches(struct app *app, const struct list_ops *ops, size_t i)
{
	struct list_row row = {.count = 0};
	struct str line = {0};
	struct span hit;
	ops->row(app, i, app->term.columns, &row);
	for (size_t k = 0; k < row.count; k++)
		str_addf(&line, "%s ", str_get(&row.cells[k].text));
	bool found = search_in(app->find.search, str_get(&line), line.len, 0,
			       &hit);
	str_release(&line);
	row_release(&row);
	return found;
}

bool list_find(struct app *app, const struct position *from, bool back,
	       bool again)
{
	const struct list_ops *ops = app_view(app)->list;
	size_t rows = ops->count(app);
	size_t at = from->cursor;
	if (!again && rows && row_matches(app, ops, at)) {
		app->at.cursor = at;
		return true;
	}
	for (size_t i = 1; i <= rows; i++) {
		size_t next = back ? (at + rows - i % rows) % rows
				   : (at + i) % rows;
		if (row_matches(app, ops, next)) {
			app->at.cursor = next;
			return true;
		}
	}
	return false;
}

void list_enter(struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	if (app->at.cursor < ops->count(app))
		ops->enter(app, app->at.cursor);
}

void list_click(struct app *app, size_t row, size_t column)
{
	const struct list_ops *ops = app_view(app)->list;
	struct box preview;
	struct box box = list_box(app, ops, &preview);
	(void)column;
	if (row < box.row || row >= box.row + box.rows)
		return;
	size_t index = app->at.first + row - box.row;
	if (index >= ops->count(app))
		return;
	if (index == app->at.cursor)
		ops->enter(app, index);
	else
		app->at.cursor = index;
}
