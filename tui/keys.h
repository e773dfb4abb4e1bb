/*
 * keys - which key does what, the line of keys, and keys as words.
 *
 * The table of keys that the program comes with and what the user's settings
 * say are merged once into a keymap.  Looking a key up, help and the line of
 * keys all read that.
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/settings.h"
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

/* The keys that the program comes with, in the order in which help shows
   them; *count says how many. */
const struct key_row *key_table(size_t *count);

/* Fills the words for the section of help that each action's keys stand in;
   `words` has ACTIONS elements. */
void key_sections(enum message *words);

/*
 * Merges the table with the settings' keys (NULL: none).  In the result no
 * view has two rows for one key: a view's own setting goes before one for all
 * lists, that before one for everywhere, and all of them before the table, in
 * which a row for fewer views goes before one for more.
 * A key that is set stands first among those of its action.  The keys' names
 * are borrowed from the settings.
 */
void keymap_init(struct keymap *keymap, const struct settings *settings);
void keymap_release(struct keymap *keymap);

/*
 * The key of a name: "j", "^L", "Enter", "Space", "Tab", "S-Tab", "Esc",
 * "Backspace", "Delete", "Up", "F1", …, or any one character; TERM_KEY_NONE:
 * none.
 */
int key_parse(const char *name);

/* The action of a key in the present view; ACTIONS: none. */
enum action key_action(const struct app *app, int key);

/* Whether the row's key means that in any place of the context (KEYS_…). */
bool key_applies(const struct key_row *row, unsigned context);

/* The words for a key that has no action in the present view: where it has. */
enum message key_unknown(const struct app *app, int key);

/* Adds a key's name as it is shown: ↵ for Enter, ⌫ for Backspace. */
void key_show(struct str *out, const char *name, enum charset charset);

/* Adds the first key of the action in the present view, if it has one, with
   a space before it unless it is the first thing there. */
void key_of(const struct app *app, enum action action, struct str *out);

/* Draws the keys that fit the present state in the row, from the column on. */
void key_bar_draw(struct app *app, size_t row, size_t from);

#endif
