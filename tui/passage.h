/*
 * passage - a claim's words where they stand, shown outside of the article.
 */
#ifndef TUI_PASSAGE_H
#define TUI_PASSAGE_H

#include <stddef.h>

#include "tui/app.h"

/*
 * Draws the block that the claim's words begin in, from the row where they
 * do, with the words lit as they would be in the article.  A claim without a
 * place leaves the box empty.
 */
void passage_draw(struct app *app, struct claim *claim, const struct box *box);

/*
 * Draws "article · title" in the box's first row and
 * takes that row off the box.
 */
void passage_head(struct app *app, const struct entry *entry, struct box *box);

/*
 * Draws what the annotator says of the relations of a group of the claim's
 * ends (index: of its first), and takes the rows used off the box.
 */
void passage_notes(struct app *app, const struct claim *claim, size_t index,
		   struct box *box);

#endif
