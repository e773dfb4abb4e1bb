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

/* A file's path without the dossier's folder before it, as it is shown. */
const char *edit_path(const struct app *app, const char *path);

/* Opens it at a place in one of the dossier's files. */
void edit_at(struct app *app, const struct place *place);

#endif
