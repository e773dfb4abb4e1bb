/*
 * found - searches of the whole dossier, which go on behind the keys.
 *
 * Each is kept as long as the program runs, so that the history comes back to
 * it; it stops at FOUND_MOST hits.
 */
#ifndef TUI_FOUND_H
#define TUI_FOUND_H

#include <stdbool.h>
#include <stddef.h>

#include "core/sweep.h"
#include "tui/app.h"

enum { FOUND_MOST = 100000 };

/* A row of the list of hits. */
struct found_line {
	size_t hit;   /* index in hits; of a heading, of its first one */
	size_t count; /* a heading: hits under it; else 0 */
};

struct found {
	char *pattern;
	struct search *search;
	struct sweep sweep;
	struct sweep_hits hits;
	ARRAY(struct found_line) lines;
	size_t heading; /* index in lines of the last heading */
	bool running;
	bool cut;  /* there are more hits than are kept */
	bool kept; /* it is in the history */
};

/*
 * The search of that pattern: one that is there already, or a new one, whose
 * work begins when no key waits.  NULL: the pattern can match nothing.
 */
struct found *found_get(struct app *app, const char *pattern,
			enum sweep_scope scope);

/* A search whose work has not begun: for a dossier, which is borrowed from
   then on, by found_start().  The caller's, for found_free(). */
struct found *found_new(const char *pattern, enum sweep_scope scope);
void found_start(struct found *found, const struct dossier *dossier);
void found_free(struct found *found);

/* Goes on by a slice, on any thread; false: that was the last. */
bool found_step(struct found *found);

/* Forgets a search, unless it is kept. */
void found_drop(struct app *app, struct found *found);

/* Stops what is searched; what it found stays. */
void found_stop(struct app *app);

/* Adds how many hits the list has: "12 hits", "12 hits +" where it may be
   more; nothing in another view. */
void found_count(const struct app *app, struct str *out);

/* Whether it found one hit, and there is no other. */
bool found_only(const struct found *found);

/* The list whose hit the place in the article is, where n and N still search
   for its pattern; NULL: they search the article. */
struct found *found_current(const struct app *app);

/* Says that nothing was found, where that is known of the list shown. */
void found_tell(struct app *app);

/* Adds "3/14" for the hit of found_current() that was gone to. */
void found_number(const struct app *app, struct str *out);

/* Goes on with what is left of any, behind the keys, when something else
   ended that went on there. */
void found_go_on(struct app *app);

/* Adds "searching: 43 %" while something is searched. */
void found_progress(const struct app *app, struct str *out);

/* Frees all of them. */
void found_release(struct app *app);

#endif
