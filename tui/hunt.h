/*
 * hunt - looks for the next hit in an article: a while at once, and in a large
 * one then on behind the keys.
 *
 * The screen stays where it is until the hit is found.  Whatever moves it, or
 * another search, takes the place of one that goes on.
 */
#ifndef TUI_HUNT_H
#define TUI_HUNT_H

#include "tui/app.h"

/* Looks for app->find's pattern from the byte on and shows the hit.  False:
   there is none; hunt_active() tells whether it goes on. */
bool hunt_begin(struct app *app, size_t start, bool back);

/* Whether one goes on. */
bool hunt_active(const struct app *app);

/* Gives it up. */
void hunt_stop(struct app *app);

/* Makes the hit the current one; the screen moves only where it is not in view
   already. */
void hunt_show(struct app *app, struct span hit);

#endif
