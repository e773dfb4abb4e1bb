/*
 * cells - what several lists show of a claim in the cells of its row.
 */
#ifndef TUI_CELLS_H
#define TUI_CELLS_H

#include "tui/list.h"

/* A cell with the article's short title, cut where need be, and the number:
   "Investiss… 14". */
void cell_place(struct app *app, struct list_row *row, size_t columns,
		const struct claim *claim);

/* A cell with the claim's marks, if it has any. */
void cell_marks(struct app *app, struct list_row *row,
		const struct claim *claim);

/* A cell as wide as its words, flush right; takes them over, empty or not. */
void cell_right(struct app *app, struct list_row *row, struct str *words,
		enum style style);

/* Where its words begin: "▾ " of an open group, "▸ " of a closed one. */
void cell_fold(struct str *text, bool closed);

#endif
