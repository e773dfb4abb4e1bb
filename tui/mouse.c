#include "tui/mouse.h"

enum { WHEEL_ROWS = 3 };

static bool on_divider(const struct app *app, size_t row, size_t column)
{
	const struct frame *frame = &app->frame;
	if (app->at.view != VIEW_ARTICLE || !frame->divider ||
	    !frame->panel.rows)
		return false;
	if (!frame->beside)
		return row == frame->divider;
	/* A column either side: one is hard to hit. */
	return column + 1 >= frame->divider && column <= frame->divider + 1 &&
	       row >= frame->text.row &&
	       row < frame->text.row + frame->text.rows;
}

static void press(struct app *app, size_t row, size_t column)
{
	const struct view_ops *view = app_view(app);
	app->dragging = on_divider(app, row, column);
	if (!app->dragging && view->click)
		view->click(app, row, column);
}

static void release(struct app *app, size_t row, size_t column)
{
	if (app->dragging)
		frame_divide(&app->frame, row, column, &app->needs);
	app->dragging = false;
}

void mouse_run(struct app *app)
{
	struct term_mouse mouse = app->term.mouse_event;
	switch (mouse.kind) {
	case TERM_MOUSE_PRESS:
		press(app, mouse.row, mouse.column);
		break;
	case TERM_MOUSE_RELEASE:
		release(app, mouse.row, mouse.column);
		break;
	case TERM_MOUSE_WHEEL_UP:
		app_view(app)->move(app, MOTION_ROW, -WHEEL_ROWS, false);
		break;
	case TERM_MOUSE_WHEEL_DOWN:
		app_view(app)->move(app, MOTION_ROW, WHEEL_ROWS, false);
		break;
	}
}
