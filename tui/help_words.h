/*
 * help_words - what keys do in one view, in that view's words.
 *
 * The words of an action (actions.h) are for all views; a row of the table
 * here says it for some of them.
 */
#ifndef TUI_HELP_WORDS_H
#define TUI_HELP_WORDS_H

#include <stdbool.h>

#include "tui/app.h"

/* Whether the action does anything in the view. */
bool help_has(enum view view, enum action action);

/* What it does there. */
const char *help_words(enum view view, enum action action,
		       enum language language);

/* What the view is, as the key that opens it says; NULL: no key does. */
const char *help_view(enum view view, enum language language);

#endif
