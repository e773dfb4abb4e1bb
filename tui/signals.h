/*
 * signals - those that end, stop or resize the reader, noted until it looks.
 *
 * They are blocked but for moments of the reader's own choosing, so that none
 * is missed between looking and waiting.
 */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

#include <stdbool.h>

/* Has them noted, those that were ignored aside. */
void signals_catch(void);

/* Has those noted that end the program: a closed terminal sends more than one
   while what is kept is still being saved. */
void signals_catch_ends(void);

/* Lets all do again what they do to any program; one that asked it to end
   does so now. */
void signals_default(void);

/* Blocks and unblocks them for the calling thread, and those it starts. */
void signals_block(void);
void signals_unblock(void);

/* The last one that asked the program to end, 0: none has. */
int signals_end(void);

/* Whether there was a SIGTSTP, or a SIGWINCH, since this was last asked. */
bool signals_stop(void);
bool signals_resize(void);

#endif
