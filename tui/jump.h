/*
 * jump - going to a place, and back: the one history over articles and views.
 */
#ifndef TUI_JUMP_H
#define TUI_JUMP_H

#include <stdbool.h>

#include "tui/app.h"

/* Remembers the present position in the history, before a jump. */
void jump_remember(struct app *app);

/* Back to the position before the last jump, forward again.  False: none. */
bool jump_back(struct app *app);
bool jump_forward(struct app *app);

/* Leaves a view: back to where it was opened from, another view or the
   article. */
void jump_leave(struct app *app);

/*
 * Goes to the claim in its article and opens its card; a claim without a
 * place is only named in a message.  remember: as a jump of the history.
 */
void jump_to_claim(struct app *app, struct claim *claim, bool remember);

/* Goes to a byte of an article, about a third down the screen. */
void jump_to_offset(struct app *app, struct entry *entry, size_t offset);

/* Goes to the first row of an article. */
void jump_to_entry(struct app *app, struct entry *entry);

/* Opens a view of the chosen thing. */
void jump_to_view(struct app *app, enum view view);

/* Chooses a claim and opens its card; the sheet moves just enough. */
void jump_open(struct app *app, struct claim *claim);

#endif
