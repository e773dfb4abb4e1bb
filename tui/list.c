#include "tui/list.h"

#include <assert.h>
#include <string.h>

#include "tui/fold_list.h"
#include "tui/order.h"

struct str *list_cell(struct list_row *row, size_t columns, enum style style)
{
	struct list_cell *cell = &row->cells[row->count++];
	cell->columns = columns;
	cell->style = style;
	return &cell->text;
}

void list_head(struct app *app, struct list_row *row, size_t columns,
	       enum message words, bool right)
{
	str_adds(list_cell(row, columns, STYLE_DIM), app_text(app, words));
	row->cells[row->count - 1].right = right;
}

void list_number(struct list_row *row, size_t columns, size_t number,
		 enum style style)
{
	struct str *text = list_cell(row, columns, style);
	row->cells[row->count - 1].right = true;
	if (number)
		str_addf(text, "%zu", number);
	else
		str_adds(text, "·");
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

/* Draws the safe text of a cell, hits lit; returns the columns used. */
static size_t draw_lit(struct term *term, size_t row, size_t column,
		       const struct str *safe, const struct search *lit,
		       enum style style, enum style hit_style)
{
	const char *text = str_get(safe);
	size_t at = 0, used = 0;
	struct span hit = {0, 0};
	while (lit && search_in(lit, text, safe->len, at, &hit)) {
		used += term_text(term, row, column + used, term->columns,
				  text + at, hit.start - at, style);
		used += term_text(term, row, column + used, term->columns,
				  text + hit.start, hit.end - hit.start,
				  hit_style);
		at = hit.end;
	}
	return used + term_text(term, row, column + used, term->columns,
				text + at, safe->len - at, style);
}

static void draw_cell(struct app *app, const struct list_cell *cell, size_t at,
		      size_t column, size_t columns, bool chosen,
		      const struct search *lit)
{
	struct term *term = &app->term;
	struct str safe = {0};
	if (column >= term->columns)
		return;
	if (columns > term->columns - column)
		columns = term->columns - column;
	size_t used = utf8_fit(&safe, str_get(&cell->text), cell->text.len,
			       columns, term->charset);
	size_t from = cell->right && used < columns ? columns - used : 0;
	draw_lit(term, at, column + from, &safe, lit,
		 chosen ? STYLE_CURSOR : cell->style,
		 chosen ? STYLE_CURRENT : STYLE_HIT);
	str_release(&safe);
}

static void draw_row(struct app *app, const struct list_row *row, size_t at,
		     size_t columns, bool chosen)
{
	const struct search *lit = row->lit;
	size_t column = 1;
	size_t rest = rest_columns(row, columns > 1 ? columns - 1 : 1);
	if (!lit && app->find.shown)
		lit = app->find.search;
	if (chosen)
		term_blank(&app->term, at, 0, columns, STYLE_CURSOR);
	for (size_t i = 0; i < row->count; i++) {
		const struct list_cell *cell = &row->cells[i];
		size_t wide = cell->columns ? cell->columns : rest;
		draw_cell(app, cell, at, column, wide, chosen,
			  cell->unlit ? NULL : lit);
		column += wide + 1;
	}
	if (chosen)
		term_fit(&app->term, at, 0, 1, "☞", STYLE_CURSOR);
}

/* Fills row i as it is shown. */
static void row_make(struct app *app, const struct list_ops *ops, size_t i,
		     size_t columns, struct list_row *row)
{
	struct order_line line = order_line(app, i);
	row->part = line.part;
	if (!line.count) {
		ops->row(app, line.item, columns, row);
		return;
	}
	assert(ops->orders); /* they alone make headings */
	ops->orders[app->at.sort].heading(app, line.item, line.count, row);
	row->heading = true;
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
	size_t count = order_count(app);
	list_follow(app, count, box.rows);
	if (ops->head && app->term.rows > 4) {
		const bool shown = app->find.shown;
		app->find.shown = false; /* names of columns are no hits */
		ops->head(app, box.columns - 1, &row);
		draw_row(app, &row, box.row - 1, box.columns, false);
		app->find.shown = shown;
		row_release(&row);
	}
	for (size_t i = 0; i < box.rows && app->at.first + i < count; i++) {
		size_t index = app->at.first + i;
		row_make(app, ops, index, box.columns - 1, &row);
		draw_row(app, &row, box.row + i, box.columns,
			 index == app->at.cursor);
		row_release(&row);
	}
	if (!count && box.rows)
		term_fit(&app->term, box.row, 1, box.columns - 1,
			 app_text(app, app->at.filter ? MSG_FILTER_NONE
						      : ops->empty),
			 STYLE_DIM);
	if (app->needs.linear && box.rows)
		term_cursor(&app->term,
			    box.row + app->at.cursor - app->at.first, 0);
	if (preview.rows) {
		term_rule(&app->term, preview.row - 1, 0, box.columns);
		if (count)
			ops->preview(app, order_line(app, app->at.cursor).item,
				     &preview);
	}
}

void list_place(struct app *app, struct str *out)
{
	const struct list_ops *ops = app_view(app)->list;
	struct box preview;
	size_t rows = ops ? order_count(app) : 0;
	if (!ops || list_box(app, ops, &preview).rows >= rows)
		return;
	str_addf(out, "%zu/%zu", app->at.cursor + 1, rows);
}

static bool is_heading(struct app *app, const struct list_ops *ops, size_t i)
{
	struct list_row row = {.count = 0};
	if (ops->orders)
		return order_line(app, i).count > 0;
	if (ops->heading)
		return ops->heading(app, order_line(app, i).item);
	row_make(app, ops, i, app->term.columns, &row);
	bool heading = row.heading || row.leads;
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

/* The row that a motion goes to from `row`; 0 where there are none. */
static size_t list_motion(size_t row, size_t rows, size_t page,
			  enum motion motion, long count, bool given)
{
	long to = (long)row, last = (long)rows - 1;
	long step = page ? (long)page : 1;
	switch (motion) {
	case MOTION_ROW:
		to += count;
		break;
	case MOTION_PAGE:
		to += count * step;
		break;
	case MOTION_HALF:
		to += count * ((step + 1) / 2);
		break;
	case MOTION_START:
		to = given ? count - 1 : 0;
		break;
	case MOTION_END:
		to = given ? count - 1 : last;
		break;
	case MOTION_PERCENT:
		to = (long)rows * (count > 100 ? 100 : count) / 100;
		break;
	}
	to = to > last ? last : to;
	return to > 0 ? (size_t)to : 0;
}

void list_step(struct app *app, size_t rows, size_t page, enum motion motion,
	       long count, bool given)
{
	size_t to = list_motion(app->at.cursor, rows, page, motion, count,
				given);
	bool far = motion == MOTION_START || motion == MOTION_END ||
		   motion == MOTION_PERCENT;
	if (rows && to == app->at.cursor && !far)
		app_message(app, count < 0 ? MSG_START : MSG_END, NULL);
	app->at.cursor = to;
}

void list_move(struct app *app, enum motion motion, long count, bool given)
{
	const struct list_ops *ops = app_view(app)->list;
	struct box preview;
	struct box box = list_box(app, ops, &preview);
	list_step(app, order_count(app), box.rows, motion, count, given);
}

void list_tab(struct app *app, int step)
{
	list_move(app, MOTION_ROW, step, false);
}

void list_show_group(struct app *app)
{
	struct box preview;
	struct box box = list_box(app, app_view(app)->list, &preview);
	struct position *at = &app->at;
	if (box.rows > 2 && at->cursor + 2 >= at->first + box.rows)
		at->first = at->cursor - box.rows / 3;
}

void list_no_group(struct app *app, long step)
{
	app_message(app, step < 0 ? MSG_FIRST_GROUP : MSG_LAST_GROUP, NULL);
}

/* The next heading from there; -1: there is none. */
static long next_heading(struct app *app, long row, long direction)
{
	const struct list_ops *ops = app_view(app)->list;
	long rows = (long)order_count(app);
	do {
		row += direction;
	} while (row >= 0 && row < rows && !is_heading(app, ops, (size_t)row));
	return row < rows ? row : -1;
}

void list_group(struct app *app, long step)
{
	long direction = step < 0 ? -1 : 1, next = 0;
	long at = (long)app->at.cursor;
	for (; step; step -= direction) {
		next = next_heading(app, at, direction);
		if (next < 0)
			break;
		at = next;
	}
	if (next < 0 && next_heading(app, -1, 1) >= 0)
		list_no_group(app, direction);
	else if (next < 0)
		app_message(app, MSG_NO_GROUP, NULL);
	list_go(app, order_count(app), at);
	list_show_group(app);
}

static void add_words(struct str *line, const struct str *words)
{
	str_add(line, str_get(words), words->len);
	str_addc(line, ' ');
}

size_t list_rows(struct app *app)
{
	return order_count(app);
}

bool list_matches(struct app *app, size_t i)
{
	const struct list_ops *ops = app_view(app)->list;
	struct list_row row = {.count = 0};
	struct str line = {0};
	struct span hit;
	if (ops->folding && app->at.folds)
		ops->folding->row(app,
				  fold_find(ops->folding->shape(app), NULL, i),
				  false, app->term.columns, &row);
	else
		row_make(app, ops, i, app->term.columns, &row);
	for (size_t k = 0; k < row.count; k++)
		add_words(&line, &row.cells[k].text);
	bool found = search_in(app->find.search, str_get(&line), line.len, 0,
			       &hit);
	str_release(&line);
	row_release(&row);
	return found;
}

void list_enter(struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	if (app->at.cursor >= order_count(app))
		return;
	struct order_line line = order_line(app, app->at.cursor);
	if (line.count && ops->orders[app->at.sort].enter)
		ops->orders[app->at.sort].enter(app, line.item);
	else
		ops->enter(app, line.item);
}

bool list_chosen(struct app *app, size_t *item)
{
	if (app->at.cursor >= order_count(app))
		return false;
	*item = order_line(app, app->at.cursor).item;
	return true;
}

struct claim *list_claim(struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	size_t item;
	if (!ops || !ops->claim || !list_chosen(app, &item))
		return NULL;
	return ops->claim(app, item);
}

bool list_on_heading(struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	return ops && ops->orders && app->at.cursor < list_rows(app) &&
	       order_line(app, app->at.cursor).count;
}

void list_choose(struct app *app, size_t item, bool heading)
{
	size_t row = order_row(app, item);
	if (heading && row && order_line(app, row - 1).count)
		row--;
	app->at.cursor = row;
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
	if (index >= order_count(app))
		return;
	if (index == app->at.cursor)
		list_enter(app);
	else
		app->at.cursor = index;
}
