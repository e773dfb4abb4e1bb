/*
 * found_go - going to what a search of the whole dossier found, and from there
 * to the next of its hits.
 */
#ifndef TUI_FOUND_GO_H
#define TUI_FOUND_GO_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/app.h"

/*
 * Goes to what line i of found->lines stands for, as a jump: a passage, from
 * which n and N go on through the hits, or a list.
 */
void found_go(struct app *app, struct found *found, size_t i);

/* From the passage of a hit (found_current()) to that of the next, or back; past
   the end from the start again (find.round). */
void found_again(struct app *app, bool back);

#endif
