/*
 * frame - where everything stands on the screen: the one function that sizes
 * it.
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include <stdbool.h>
#include <stddef.h>

enum layout_choice {
	LAYOUT_AUTO,  /* beside from 100 columns on, else below */
	LAYOUT_OTHER, /* the other way round, where there is room */
};

struct box {
	size_t row, column, rows, columns;
};

struct frame {
	size_t rows, columns; /* of the terminal */
	bool beside;          /* the panel stands beside the text */
	bool single;          /* one pane at a time */
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
	size_t card;      /* rows that the open card takes; 0: none is open */
};

struct frame frame_make(size_t rows, size_t columns,
			const struct frame_needs *needs);

#endif
