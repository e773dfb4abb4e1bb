/*
 * live - changes of the files while they are read: offered in the message
 * line, or taken as they come.
 */
#ifndef TUI_LIVE_H
#define TUI_LIVE_H

#include "tui/app.h"

/* Begins to watch, once the first screen is there; ends it. */
void live_begin(struct app *app);
void live_end(struct app *app);

/* How long the loop may wait for something to happen: milliseconds, -1: for
   ever. */
int live_wait(const struct app *app);

/* Takes in what has happened, where there is news of that, and offers or reads
   a change that is whole; true: it did, and there is something new to see. */
bool live_take(struct app *app, bool news);

/* F: from now on changes are taken as they come, or no longer. */
void live_follow(struct app *app);

#endif
