/*
 * sight_draw - the timeline drawn to scale.
 */
#ifndef TUI_SIGHT_DRAW_H
#define TUI_SIGHT_DRAW_H

#include "tui/app.h"

/*
 * Draws axis, lanes and the chosen event, all but the title's and the keys'
 * lines; what is chosen comes into view.
 */
void sight_draw(struct app *app);

#endif
