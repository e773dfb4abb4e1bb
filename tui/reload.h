/*
 * reload - reads the dossier again, beside the one that is shown, and puts it
 * in its place with every place kept (carry.h).
 *
 * What was read last stays where less could be read now: where nothing can be
 * read, and, until it is asked for again, where a file cannot be read any
 * more or has errors that were not there before (words that an anchor no
 * longer finds are no such error).  The message says which.
 */
#ifndef TUI_RELOAD_H
#define TUI_RELOAD_H

#include "tui/app.h"

/* R: reads again; asked twice, takes what can be read, errors or not. */
void reload_asked(struct app *app);

/* After the editor, and for a reader who takes changes as they come; the
   article that is shown stays, even where it is gone. */
void reload_changed(struct app *app);

#endif
