/*
 * passage - a claim's words where its article has them, shown beside or below
 * something else.
 */
#ifndef TUI_PASSAGE_H
#define TUI_PASSAGE_H

#include <stddef.h>

#include "tui/app.h"

/* The box without its first rows. */
struct box passage_below(const struct box *box, size_t rows);

/* The columns of the box where words stand: indented, 72 at most. */
struct box passage_column(const struct box *box);

/* Each draws in the box, from its top, and returns the rows taken. */

/* A text, wrapped; rows after the first are indented by `hang`. */
size_t passage_text(struct app *app, const struct str *text,
		    const struct box *box, size_t hang, enum style style);

/* One row: article, number and speaker of the claim, and the title. */
size_t passage_head(struct app *app, const struct claim *claim,
		    const struct box *box);

/* What the annotator says of the claim's group of ends `end`. */
size_t passage_notes(struct app *app, const struct claim *claim, size_t end,
		     const struct box *box);

/*
 * The paragraph that the claim's words begin in, with the words lit: whole
 * where it fits, else from the row before them.
 */
size_t passage_words(struct app *app, struct claim *claim,
		     const struct box *box);

/* The other end of the claim's group of ends `end`: relation, claim, article,
   notes and words. */
void passage_link(struct app *app, const struct claim *claim, size_t end,
		  const struct box *box);

#endif
