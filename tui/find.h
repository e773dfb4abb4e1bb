/*
 * find - searching with / ? n N in whatever view is shown.
 */
#ifndef TUI_FIND_H
#define TUI_FIND_H

#include <stdbool.h>

#include "tui/app.h"

/*
 * Searches from `from` for the pattern typed so far and shows the first hit;
 * the position moves there, without a word in the history.
 */
void find_incremental(struct app *app, const char *pattern, bool back,
		      const struct position *from);

/* Makes the pattern the one that n and N go on with, and lights its hits. */
void find_begin(struct app *app, const char *pattern, bool back);

/* Goes on to the next hit (against: the other way round), as a jump. */
void find_again(struct app *app, bool against);

/* Says that there is no hit: of an article, how to look in the others. */
void find_nothing(struct app *app);

/* Adds "3/14" for the hit that is shown, or nothing; "3/…" while hits are
   counted, which goes on behind the keys. */
void find_count(struct app *app, struct str *out);

/* The place was left for what was found, as by a jump. */
void find_jumped(struct app *app, const struct position *from);

/* Goes on with a search behind the keys, in the place of what does so. */
void find_behind(struct app *app, bool (*work)(struct app *app));

/* Adds that the hit lay past the end, or is the only one, where it is. */
void find_round(struct app *app, struct str *out);

/* Adds how far a search is, once it has taken long enough for anyone to
   wonder; brief: without what is searched for. */
void find_progress(const struct app *app, bool brief, struct str *out);

/* Searches and counts no further. */
void find_stop(struct app *app);

/* Searches no further. */
void find_halt(struct app *app);

/* Forgets the search. */
void find_release(struct find *find);

#endif
