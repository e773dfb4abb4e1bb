/*
 * start - from the command line to the first screen, and to what was asked for
 * there once the whole dossier is read.
 */
#ifndef TUI_START_H
#define TUI_START_H

#include <stdbool.h>

#include "tui/app.h"

/*
 * Makes app->dossier what can be shown at once of what the operand names.
 * False: there is nothing to show, for the status and errno.
 */
bool start_read(struct app *app, const char *operand,
		enum dossier_status *status, int *error);

/* Whether the claim that was asked for is there; waits for the whole dossier
   where the part that is read has none of that name. */
bool start_claim(struct app *app);

/* The first place, now that the screen is there: the one that was asked for,
   the last one, or the beginning. */
void start_place(struct app *app);

/* Goes on to the paragraph, the row or the end that was asked for, which
   start_read() has read. */
void start_go(struct app *app);

/* Begins to read what has not been: when the first screen is there, so that
   nothing takes time from it. */
void start_rest(struct app *app);

/* What had to wait for the whole dossier, which has just come. */
void start_complete(struct app *app);

#endif
