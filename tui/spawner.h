/*
 * spawner - a small process beside the reader that starts other programs for
 * it, so that the reader itself may give up the right to.
 *
 * It is forked before anything untrusted is read.  The reader can ask it for
 * two things: the editor for a file of the dossier, the browser for an address
 * of the web.  Which programs these are is the environment's of the beginning
 * to say, and what is asked is checked on its side.  It ends with the reader.
 */
#ifndef TUI_SPAWNER_H
#define TUI_SPAWNER_H

#include <stddef.h>
#include <sys/types.h>

#include "core/diag.h"

struct spawner {
	pid_t pid;
	int socket; /* to it; -1: there is none */
};

/*
 * Starts it, for files that lie right in one of the folders.  Where that
 * fails, there is none, and whatever it is asked for fails too.
 */
void spawner_start(struct spawner *spawner, const char *const *folders,
		   size_t count);

/*
 * Runs the editor at the place, with the terminal for its keys, and waits for
 * its end.  Returns 0, or the errno for which it could not be started: EACCES
 * for a file that is none of the dossier's, ENOENT where its folder is gone; or
 * -N where it ended with the status N, as spawn_wait() has it.
 */
int spawner_edit(const struct spawner *spawner, const struct place *place);

/* Starts the browser, and does not wait.  Returns 0, or the errno as above. */
int spawner_browse(const struct spawner *spawner, const char *address);

/* Ends it. */
void spawner_end(struct spawner *spawner);

#endif
