/*
 * reload - reads the dossier again, beside the one that is shown, and puts it
 * in its place with every place kept (carry.h).
 *
 * What was read last stays where less could be read now: where nothing can be
 * read, and, until it is asked for again, where a file is gone, cannot be read
 * or is no YAML any more, or where there are new errors, and more than before
 * (words that an anchor no longer finds are no such error).  The message says
 * which.
 */
#ifndef TUI_RELOAD_H
#define TUI_RELOAD_H

#include "core/loading.h"
#include "tui/app.h"
#include "tui/carry.h"
#include "tui/refound.h"

/* R: reads again; asked twice, takes what can be read, errors or not. */
void reload_asked(struct app *app);

/* After the editor, and for a reader who takes changes as they come. */
void reload_changed(struct app *app);

/* What is to be told of a dossier that was read again. */
struct reload_news {
	struct carry_names gone;    /* files that are there no more */
	const struct diag *mistake; /* the first new one, in the new dossier */
	size_t mistakes;            /* how many are new */
	bool worse;                 /* for which nothing is taken */
	struct carry_names lost;    /* claims whose words are not found now */
	struct carry_names nearly;  /* those only nearly found from now on */
};

/* Finds them.  Takes a while; changes neither, and starts with a zeroed
   one, which is the caller's to release. */
void reload_compare(struct reload_news *news, const struct dossier *old,
		    const struct dossier *fresh);

void reload_news_release(struct reload_news *news);

/*
 * Puts what was read, which is consumed, in the place of app->dossier; force:
 * whatever has gone or is wrong.  False: the old one stays, and the message
 * says why.
 */
bool reload_take(struct app *app, const struct loaded *loaded,
		 struct refound *again, const struct reload_news *news,
		 bool force);

/* The same for a dossier of which one entry was shown so far: says nothing. */
void reload_complete(struct app *app, const struct loaded *loaded,
		     struct refound *again);

/* Says that nothing could be read, for an errno. */
void reload_refuse(struct app *app, int error);

#endif
