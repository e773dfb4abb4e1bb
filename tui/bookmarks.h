/*
 * bookmarks - places in articles that m and a letter mark, and ' and the
 * letter go to.
 *
 * A small letter is each article's own; a capital or a digit is known in all
 * of them.  They are kept between runs in XDG_STATE_HOME/manicule/marks: a
 * line each (store.h), the letter before the fields of state.h.  They are saved
 * as soon as the keys rest, and two readers of one dossier keep those of both.
 */
#ifndef TUI_BOOKMARKS_H
#define TUI_BOOKMARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/app.h"

/* Marks the present place in the article; false: that is no letter. */
bool bookmark_set(struct app *app, int letter);

/* The place of the letter, seen from the present article; NULL: none. */
const struct position *bookmark_find(const struct app *app, int letter);

/* Another article that has the letter as its own; NULL: none has. */
const struct entry *bookmark_elsewhere(const struct app *app, int letter);

/* How many there are, and the i-th, by article and place; removing it. */
size_t bookmark_count(const struct app *app);
const struct bookmark *bookmark_get(const struct app *app, size_t i);
void bookmark_remove(struct app *app, size_t i);

/* Those of the last runs; keeping what has changed since.  Where the file
   cannot be read or written, app->message says so. */
void bookmark_load(struct app *app);
void bookmark_save(struct app *app);

/* Milliseconds until they are to be saved, if no key comes before; -1: they
   need not be. */
int bookmark_wait(const struct app *app);

void bookmark_release(struct bookmarks *bookmarks);

#endif
