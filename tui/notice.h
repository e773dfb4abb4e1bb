/*
 * notice - messages at the bottom of the screen, in as many rows as they take.
 */
#ifndef TUI_NOTICE_H
#define TUI_NOTICE_H

#include <stddef.h>

#include "tui/app.h"

/*
 * Draws the text in the rows that end at `row`, over whatever is there: half of
 * those above it at most; what does not fit there ends in ….
 */
void notice_draw(struct app *app, size_t row, const struct str *text);

#endif
