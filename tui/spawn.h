/*
 * spawn - other programs: started with exact arguments, never through a shell.
 */
#ifndef TUI_SPAWN_H
#define TUI_SPAWN_H

#include "core/array.h"

/* The words of a command line; starts zeroed ({0}). */
struct spawn {
	ARRAY(char *) words; /* owned */
};

/* Adds what a setting such as EDITOR holds, split at its blanks alone. */
void spawn_add_words(struct spawn *spawn, const char *setting);

/* Adds one argument as it is. */
void spawn_add(struct spawn *spawn, const char *argument);

/*
 * Runs it with the terminal at `input` as its standard input, and waits for
 * its end.  Returns 0, the errno for which it could not be started, or -N
 * where it ended with the status N; 128 + N where signal N ended it.
 */
int spawn_wait(struct spawn *spawn, int input);

/*
 * Starts it in a session of its own, with /dev/null for its input, output and
 * errors, and does not wait.  Returns 0, or the errno as above.
 */
int spawn_away(struct spawn *spawn);

void spawn_release(struct spawn *spawn);

#endif
