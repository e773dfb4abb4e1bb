/*
 * prompt - the bottom line when it asks for something.
 */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include "tui/app.h"

/* Begins to ask; kind is '/', '?', ':', '&', 'm', '\'', '-', 'Z' or
   'o'. */
void prompt_begin(struct app *app, int kind);

/* Has the line be what Up brings back first when that kind is asked for. */
void prompt_offer(struct prompt *prompt, int kind, const char *line);

/* Takes one key. */
void prompt_key(struct app *app, int key);

/* Draws it in the row, with the cursor. */
void prompt_draw(struct app *app, size_t row);

void prompt_release(struct prompt *prompt);

#endif
