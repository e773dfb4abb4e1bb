/*
 * state - what is kept between runs, in XDG_STATE_HOME/manicule: the places.
 *
 * One line a dossier (store.h): its path, article, byte offset, row, chosen
 * claim, and whether its card is open, separated by tabs.  Where the file
 * cannot be read or written, app->message says so.
 */
#ifndef TUI_STATE_H
#define TUI_STATE_H

#include <stdbool.h>

#include "tui/app.h"
#include "tui/store.h"

/* The last place of what a path names: its article, which is added to *id,
   and the byte; false: none is known. */
bool state_find(const char *path, struct str *id, size_t *offset);

/* Sets app->at to it; false: none is known, or there is no such article. */
bool state_load(struct app *app, const char *path);

/* Keeps app->at as the dossier's last place. */
void state_save(struct app *app);

/* Puts what is to be told of a file into app->message, and releases it. */
void state_tell(struct app *app, struct store_report *report);

/* A place in an article as fields of a line, and its LF; the fields read
   back, false where the article is no longer there. */
enum { STATE_FIELDS = 5 };
void state_add_position(struct str *line, const struct position *at);
bool state_read_position(const struct app *app, char *const *fields,
			 struct position *at);

#endif
