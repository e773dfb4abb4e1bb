/*
 * keys - which key does what, the line of keys, and keys as words.
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/actions.h"
#include "tui/app.h"

/* Where a key means what its row says: a bit for each view. */
#define KEYS_VIEW(name) (1u << VIEW_##name)
enum {
	KEYS_ALL = (1u << VIEWS) - 1,
	KEYS_ARTICLE = KEYS_VIEW(ARTICLE),
	KEYS_LIST = KEYS_ALL & ~KEYS_ARTICLE,
	KEYS_FOLD = KEYS_VIEW(VOICES) | KEYS_VIEW(SOURCES),
	KEYS_SELECT = 1u << VIEWS, /* in the article, selecting words */
};

struct key_row {
	unsigned context; /* KEYS_… */
	const char *key;  /* as key_parse() reads it */
	enum action action;
};

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
