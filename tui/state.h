/*
 * state - places kept between runs, in XDG_STATE_HOME/manicule/places.
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

#endif
