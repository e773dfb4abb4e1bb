/*
 * behind - reads the dossier, at the start and again, while keys are live.
 *
 * At the start the screen shows what dossier_glimpse() saw.  What a key asks
 * of that alone is done at once; a key that needs the whole dossier (another
 * article, a list, a table, a link) waits for it, and so do all after it, in
 * their order: none is lost.  ^C, q and Esc give up what waits, Q ends the
 * program.  When the files are read again, the dossier that is there stays
 * until the new one takes its place, and no key waits.
 */
#ifndef TUI_BEHIND_H
#define TUI_BEHIND_H

#include <stdbool.h>
#include <time.h>

#include "core/array.h"
#include "core/loading.h"
#include "core/str.h"

struct app;
struct behind_work; /* what the thread has made ready */

/* Why it is read. */
enum behind_cause {
	BEHIND_START,
	BEHIND_ASKED,   /* reload_asked() */
	BEHIND_FORCED,  /* the same, with mistakes and all */
	BEHIND_CHANGED, /* reload_changed() */
};

struct behind {
	struct loading *loading; /* NULL: nothing is read */
	struct behind_work *work;
	enum behind_cause cause;
	bool again;   /* once more, when it is done */
	bool changed; /* files have, since it was begun */
	struct timespec since;
	size_t shown;    /* articles that the last picture said were read */
	ARRAY(int) held; /* keys that wait */
};

/* Begins to read what the operand names; one that is read already is read
   again after that. */
void behind_start(struct app *app, const char *operand,
		  enum behind_cause cause);

/* Waits for what is read at the start, and makes it app->dossier in place of
   the partial one, which may be NULL; false: it could not be read, for the
   status and errno. */
bool behind_finish(struct app *app, enum dossier_status *status, int *error);

/* Whether all of it is read, so that behind_finish() need not wait, now or
   after as many milliseconds. */
bool behind_done(const struct app *app, int milliseconds);

/* Puts what was read in its place, where all of it is, and does what keys
   waited for; *asked: there were some.  Returns whether there is anything new
   to see, which includes how far it is. */
bool behind_take(struct app *app, bool *asked);

/* Keeps the key, where it must wait; false: it need not. */
bool behind_hold(struct app *app, int key);

/* How long the loop may wait: milliseconds, -1: for ever. */
int behind_wait(const struct app *app);

/* Adds how far it is, once it has taken long enough for anyone to wonder. */
void behind_progress(const struct app *app, struct str *out);

/* Gives up whatever is read.  False: something goes on with it, and has taken
   the dossier over: nobody may look at it any more. */
bool behind_end(struct app *app);

#endif
