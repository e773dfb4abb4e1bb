/*
 * edit - the reader's own editor, at the place that is read.
 */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include "tui/app.h"

/*
 * Opens VISUAL, else EDITOR, else vi, at the chosen claim's line of its
 * annotation file; where none is chosen, at the article's text.  What was
 * saved is read again.
 */
void edit_begin(struct app *app);

#endif
