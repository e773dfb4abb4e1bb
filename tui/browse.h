/*
 * browse - opens the address of a source, once the reader has seen it.
 */
#ifndef TUI_BROWSE_H
#define TUI_BROWSE_H

#include "tui/app.h"

/*
 * Asks whether to open the address where the claim was said (the chosen one,
 * else the first in view), else that of its article.
 */
void browse_begin(struct app *app);

/* The key that answers: Enter opens it in BROWSER, else by xdg-open. */
void browse_answer(struct app *app, int key);

/* Draws the question above the row, the whole address where it fits. */
void browse_draw(struct app *app, size_t row);

#endif
