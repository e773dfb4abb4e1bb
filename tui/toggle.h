/*
 * toggle - what `-` and a letter change while the reader runs, as in less.
 */
#ifndef TUI_TOGGLE_H
#define TUI_TOGGLE_H

#include "tui/app.h"

/* X(letter, MESSAGE, function): the message names what the letter changes. */
#define TOGGLE_LIST(X)                                                         \
	X('c', TOGGLE_CLEAN, toggle_clean)                                     \
	X('m', TOGGLE_MOUSE, toggle_mouse)                                     \
	X('a', TOGGLE_ASCII, toggle_ascii)                                     \
	X('t', TOGGLE_THEME, toggle_theme)                                     \
	X('l', TOGGLE_LAYOUT, toggle_layout)                                   \
	X('L', TOGGLE_LANGUAGE, toggle_language)

/* Changes what the letter is for and says what it is now; of an unknown
   letter it says which there are. */
void toggle_run(struct app *app, int letter);

/* Adds all letters with their words: "c clean text, m mouse, …". */
void toggle_names(const struct app *app, struct str *out);

#endif
