/*
 * views - the table of views: one file each.
 */
#ifndef TUI_VIEWS_H
#define TUI_VIEWS_H

#include "tui/app.h"

#define VIEW_DECLARE(name, word, ops) extern const struct view_ops ops;
VIEW_LIST(VIEW_DECLARE)
#undef VIEW_DECLARE

/*
 * The claim that a key is about in the article: the chosen one, else the
 * first in view; NULL: none is in view.
 */
struct claim *article_chosen(struct app *app);

#endif
