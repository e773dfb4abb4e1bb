/*
 * mouse - what clicks, the wheel and the divider do.
 */
#ifndef TUI_MOUSE_H
#define TUI_MOUSE_H

#include "tui/app.h"

/*
 * Takes what the mouse did (app->term.mouse_event).  The wheel scrolls; a
 * click chooses, a second one on what is chosen opens or follows it; the
 * divider goes where it is dragged to.
 */
void mouse_run(struct app *app);

#endif
