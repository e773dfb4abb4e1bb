/*
 * loading - a dossier loaded by a thread of its own, while the one that
 * started it does something else.
 *
 * Who started it is told through a file descriptor that can be read once it is
 * over, and then takes what was loaded.
 */
#ifndef CORE_LOADING_H
#define CORE_LOADING_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "core/xref.h"

struct loading; /* one that has been started */

/* What came of it; all of it the taker's. */
struct loaded {
	enum dossier_status status;
	int error;               /* its errno, 0: none */
	struct dossier *dossier; /* on the heap, for loading_retire(); NULL
				    unless status is DOSSIER_OK */
	struct xref *xref;       /* in it */
};

/*
 * Does what else can be done before anyone looks at it, in the thread, once
 * the dossier is loaded and has its xref.
 */
typedef void loading_finish(void *context, struct loaded *loaded);

/* What the thread does with the context in the end where it was left to
   itself: see loading_cancel(). */
typedef void loading_drop(void *context);

/*
 * Starts to load what the operand names, as dossier_load() does; finish and
 * drop may be NULL.  Whoever calls must end it, by loading_take() or
 * loading_cancel().
 */
struct loading *loading_start(const char *operand, loading_finish *finish,
			      loading_drop *drop, void *context);

/* Can be read as soon as all is done: for poll(). */
int loading_fd(const struct loading *loading);

/* Whether all is done, so that loading_take() will not wait. */
bool loading_done(const struct loading *loading);

/* Waits until all is done, so long at most; whether it is. */
bool loading_wait(const struct loading *loading, int milliseconds);

/* How many articles are read, of how many; 0 of 0: that is not known yet. */
void loading_progress(const struct loading *loading, size_t *done,
		      size_t *total);

/* What was loaded; waits until all is done.  Frees the loading. */
struct loaded loading_take(struct loading *loading);

/*
 * Gives it up, and frees all of it.  False: the thread does not end within a
 * moment (it waits for a pipe, say).  It is left to itself then: what finish
 * looks at is the thread's, and drop's to free when it ends, if ever it does.
 */
bool loading_cancel(struct loading *loading);

/* Frees a dossier that was loaded; a large one, which takes a while, in a
   thread of its own.  NULL is fine. */
void loading_retire(struct dossier *dossier);

#endif
