/*
 * keys - which key does what, the line of keys, and keys as words.
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/actions.h"
#include "tui/app.h"

/* Where a key means what its row says. */
enum key_context {
	KEYS_ARTICLE = 1,
	KEYS_LIST = 2,
	KEYS_TABLE = 4, /* the matrix, which is a list as well */
	KEYS_DATES = 8, /* the dates, likewise */
	KEYS_FOLD = 16, /* lists whose groups close, likewise */
	KEYS_ALL = KEYS_ARTICLE | KEYS_LIST,
};

struct key_row {
	enum key_context context;
	const char *key; /* as key_parse() reads it */
	enum action action;
};

/* Where a view's keys come from: several may be set. */
enum key_context key_context(enum view view);

/* All keys, in the order in which help shows them; *count says how many. */
const struct key_row *key_table(size_t *count);

/*
 * The key of a name: "j", "^L", "Enter", "Space", "Tab", "S-Tab", "Esc",
 * "Backspace", "Delete", "Up", …, or any one character; TERM_KEY_NONE: none.
 */
int key_parse(const char *name);

/* The action of a key in the present view; ACTIONS: none. */
enum action key_action(const struct app *app, int key);

/* Adds a key's name as it is shown: ↵ for Enter, ⌫ for Backspace. */
void key_show(struct str *out, const char *name, enum charset charset);

/* Draws the keys that fit the present state in the row. */
void key_bar_draw(struct app *app, size_t row);

#endif
