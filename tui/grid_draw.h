/*
 * grid_draw - the matrix as a table, with the chosen cell in words below it.
 */
#ifndef TUI_GRID_DRAW_H
#define TUI_GRID_DRAW_H

#include "tui/app.h"

/*
 * Draws all but the title's and the keys' lines; what is chosen comes into
 * view.
 */
void grid_draw(struct app *app);

#endif
