/*
 * copy - taking words away: to the terminal's clipboard, and always to a file
 * too.
 */
#ifndef TUI_COPY_H
#define TUI_COPY_H

#include "tui/app.h"

/*
 * The claim that a key is about: in the article the open one, else the first
 * in view; in a list that of the chosen row, or, where its rows are about no
 * claims, the one that the list is about; in the wordings that of the chosen
 * side.  NULL: there is none.
 */
struct claim *copy_claim(struct app *app);

/* Says that there is none, and where there may be one. */
void copy_no_claim(struct app *app);

/* Copies that claim with its citation, and says in the message which one it
   was, and where to. */
void copy_citation(struct app *app);

/* Copies safe text, and says where to; false: nowhere. */
bool copy_text(struct app *app, const struct str *text);

#endif
