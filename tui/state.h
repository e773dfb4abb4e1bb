/*
 * state - what is kept between runs, in XDG_STATE_HOME/manicule: the places.
 *
 * One line a dossier, the last read last: its path, article, byte offset,
 * row, chosen claim, and whether its card is open, separated by tabs.  The
 * file is replaced whole, under a lock, so that two readers lose nothing.  A
 * file that cannot be read or written is left alone: places are a comfort.
 */
#ifndef TUI_STATE_H
#define TUI_STATE_H

#include <stdbool.h>

#include "tui/app.h"

/* Sets app->at to the dossier's last place; false: none is known. */
bool state_load(struct app *app);

/* Keeps app->at as the dossier's last place. */
void state_save(const struct app *app);

/*
 * Replaces the state folder's file of that name by the text, whole or not at
 * all, readable by its owner alone.  Adds its path to *path.  False: it could
 * not be written, for errno.
 */
bool state_keep(const char *name, const struct str *text, struct str *path);

/* Adds the path as people write it: ~ for the home folder. */
void state_add_path(struct str *out, const char *path);

#endif
