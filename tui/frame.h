/*
 * frame - where everything stands on the screen: the one function that sizes
 * it.
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include <stdbool.h>
#include <stddef.h>

enum layout_choice {
	LAYOUT_AUTO, /* beside from 100 columns on, else below */
	/* Always so, where there is room. */
	LAYOUT_BESIDE,
	LAYOUT_BELOW,
	LAYOUTS
};

/* Parts of a whole, for a divider that was moved. */
enum { FRAME_PARTS = 1 << 16 };

struct box {
	size_t row, column, rows, columns;
};

struct frame {
	size_t rows, columns; /* of the terminal */
	bool beside;          /* the panel stands beside the text */
	bool single;          /* one pane at a time */
	bool alone;           /* there: the open card, as it was asked for */
	size_t hidden;        /* rows of the open card without room */
	bool rules;           /* a rule under the title, one over the keys */
	struct box text;      /* the words, without the margin */
	struct box panel;     /* no rows: none is shown */
	size_t margin;        /* columns left of the text, for numbers */
	size_t divider;       /* column (beside) or row (below) of the rule
				 between the two; 0: there is none */
	struct box other;     /* the other end of the chosen link; no rows:
				 too narrow */
	size_t second;        /* column of the rule left of it */
	size_t keys;          /* row of the line of keys */
};

/* What the sizes depend on. */
struct frame_needs {
	enum layout_choice choice;
	bool panel;       /* there are claims to show */
	bool claims_only; /* in a single pane: the claims, not the text */
	bool alone;       /* the open card has the window to itself */
	size_t card;      /* rows that the open card takes; 0: none is open */
	size_t measure;   /* columns of text at most; 0: 72 */
	bool linear;      /* one column, without margin and rules */
	/* Where the divider was moved to, in FRAME_PARTS of what text and panel
	   have together: the text's columns, the panel's rows; 0: nowhere. */
	size_t text_part, panel_part;
};

struct frame frame_make(size_t rows, size_t columns,
			const struct frame_needs *needs);

/*
 * Moves the divider of the frame to a row (below) or column (beside) of the
 * screen, as near as there is room: sets the part in needs.
 */
void frame_divide(const struct frame *frame, size_t row, size_t column,
		  struct frame_needs *needs);

#endif
