#include "tui/frame.h"

enum {
	MARGIN = 5,
	DIVIDER = 3,
	TEXT_MOST = 72,
	PANEL_MOST = 60,
	SIDE_LEAST = 20, /* of text and panel, where the divider is moved */
	PANE_LEAST = 2,
	BESIDE_FROM = 100, /* columns */
	BESIDE_LEAST = 60, /* when asked for */
	THREE_FROM = 190,  /* a third column */
	SINGLE_ROWS = 12,  /* fewer: one pane */
	SINGLE_COLUMNS = 40,
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* a - b, but never below 0. */
static size_t less(size_t a, size_t b)
{
	return a > b ? a - b : 0;
}

/* As many of `whole` as the part says, `left` at least on either side. */
static size_t part_of(size_t whole, size_t part, size_t left)
{
	size_t own = whole * part / FRAME_PARTS;
	return most(left, least(own, less(whole, left)));
}

static size_t measure(const struct frame_needs *needs)
{
	return needs->measure ? needs->measure : TEXT_MOST;
}

/*
 * At 100 columns 52 for the text and 40 for the panel; of every 10 more, 7 go
 * to the text until it has 72, then all to the panel until it has 60.
 */
static void split_columns(struct frame *frame, const struct frame_needs *needs)
{
	size_t room = frame->columns - MARGIN - DIVIDER;
	size_t text = frame->columns >= BESIDE_FROM
			      ? 52 + (frame->columns - BESIDE_FROM) * 7 / 10
			      : room * 56 / 100;
	text = least(text, measure(needs));
	if (needs->text_part)
		text = part_of(room, needs->text_part, SIDE_LEAST);
	frame->text.columns = text;
	frame->panel.columns = room - text;
	if (!needs->text_part || frame->columns >= THREE_FROM)
		frame->panel.columns = least(room - text, PANEL_MOST);
	frame->panel.column = MARGIN + frame->text.columns + DIVIDER;
	frame->divider = MARGIN + frame->text.columns + 1;
}

/* Right of the panel: what is left, as wide as the text at most. */
static void make_third(struct frame *frame)
{
	frame->second = frame->panel.column + frame->panel.columns + 1;
	frame->other = frame->text;
	frame->other.column = frame->second + 2;
	frame->other.columns = least(TEXT_MOST,
				     frame->columns - frame->other.column);
}

static void make_beside(struct frame *frame, const struct frame_needs *needs)
{
	frame->beside = true;
	split_columns(frame, needs);
	frame->rules = frame->rows >= 24;
	frame->text.row = frame->rules ? 2 : 1;
	frame->text.rows = less(frame->keys, frame->text.row + frame->rules);
	frame->panel.row = frame->text.row;
	frame->panel.rows = frame->text.rows;
	size_t end = frame->panel.column + frame->panel.columns;
	if (frame->columns >= THREE_FROM &&
	    end + DIVIDER + SIDE_LEAST <= frame->columns)
		make_third(frame);
}

/* The panel below: a third of the height, up to half of it for a card. */
static void make_below(struct frame *frame, const struct frame_needs *needs)
{
	size_t body = less(frame->keys, 1);
	size_t pane = frame->rows / 3;
	pane = most(pane, least(needs->card, frame->rows / 2));
	if (needs->panel_part)
		pane = part_of(less(body, 1), needs->panel_part, PANE_LEAST);
	pane = least(pane, less(body, 2));
	frame->panel.rows = pane;
	frame->panel.columns = frame->columns;
	frame->text.rows = less(body, pane + 1);
	frame->divider = frame->text.row + frame->text.rows;
	frame->panel.row = frame->divider + 1;
}

/* The least part that gives `own` of `whole` again. */
static size_t part_for(size_t own, size_t whole)
{
	if (!whole)
		return 0;
	return (own * FRAME_PARTS + whole - 1) / whole;
}

void frame_divide(const struct frame *frame, size_t row, size_t column,
		  struct frame_needs *needs)
{
	if (frame->beside) {
		size_t room = frame->columns - MARGIN - DIVIDER;
		size_t text = least(less(column, MARGIN + 1), room);
		needs->text_part = most(part_for(text, room), 1);
	} else if (frame->divider) {
		size_t room = frame->text.rows + frame->panel.rows;
		size_t top = less(row, frame->text.row);
		needs->panel_part = most(part_for(less(room, top), room), 1);
	}
}

static void make_single(struct frame *frame, bool claims_only)
{
	frame->single = true;
	if (!claims_only)
		return;
	frame->panel = (struct box){frame->text.row, 0, frame->text.rows,
				    frame->columns};
	frame->text.rows = 0;
}

struct frame frame_make(size_t rows, size_t columns,
			const struct frame_needs *needs)
{
	struct frame frame = {.rows = rows, .columns = columns};
	frame.margin = columns > 20 && !needs->linear ? MARGIN : 0;
	frame.keys = less(rows, 1);
	frame.text = (struct box){
		.row = rows > 2,
		.column = frame.margin,
		.rows = less(frame.keys, rows > 2),
		.columns = most(1, least(measure(needs),
					 less(columns, frame.margin + 1))),
	};
	if (!needs->panel || needs->linear)
		return frame;
	bool wide = columns >= BESIDE_FROM;
	if (needs->choice != LAYOUT_AUTO)
		wide = needs->choice == LAYOUT_BESIDE &&
		       columns >= BESIDE_LEAST;
	if (rows < SINGLE_ROWS || columns < SINGLE_COLUMNS) {
		make_single(&frame, needs->claims_only);
	} else if (needs->alone) {
		make_single(&frame, true);
		frame.alone = true;
	} else if (wide) {
		make_beside(&frame, needs);
	} else {
		make_below(&frame, needs);
	}
	frame.hidden = less(needs->card, frame.panel.rows);
	return frame;
}
