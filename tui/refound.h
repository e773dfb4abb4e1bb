/*
 * refound - searches of the whole dossier that are made again when it is read
 * again, so that the lists of their hits stay, and the places in them.
 *
 * The thread that reads the dossier searches it, too: what was read before is
 * shown until both are done.
 */
#ifndef TUI_REFOUND_H
#define TUI_REFOUND_H

#include <stdbool.h>

#include "core/array.h"
#include "tui/app.h"
#include "tui/carry.h"

/* Starts zeroed. */
struct refound {
	ARRAY(struct found *) list;
};

/* Notes each search whose list, or one of whose hits, is a place of app. */
void refound_begin(struct refound *again, const struct app *app);

/* Searches the dossier for each, to the end; on any thread. */
void refound_run(struct refound *again, const struct dossier *dossier);

/*
 * carry_position(), and the place stands in the list of the same search, in
 * the row of the same hit; where that is gone, a list stays at about that
 * row, and n goes on from an article with the hit that comes next.
 */
bool refound_position(struct refound *again, struct carry *carry,
		      struct position *at);

/* The search that has become of one of app's; one that was not noted begins
   anew.  NULL: there was none. */
struct found *refound_get(struct refound *again, const struct dossier *dossier,
			  const struct found *old);

/* Makes them app's, in place of what it has; what was begun anew goes on
   behind the keys. */
void refound_take(struct refound *again, struct app *app);

void refound_release(struct refound *again);

#endif
