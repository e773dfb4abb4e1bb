/*
 * theme - how each style looks: attributes, and a colour of the theme's.
 *
 * Colour only repeats what a sign, a number or an attribute says.  The two
 * hues lie apart for every kind of colour vision: blue and orange, never red
 * against green.
 */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include "tui/term.h"

/*
 * X(NAME, "name in settings"): on the terminal's own background, on a dark
 * or a light one, and without colours.
 */
#define THEME_LIST(X)                                                          \
	X(DEFAULT, "default")                                                  \
	X(DARK, "dark")                                                        \
	X(LIGHT, "light")                                                      \
	X(MONO, "mono")

enum theme_name {
#define THEME_ENUM(name, word) THEME_##name,
	THEME_LIST(THEME_ENUM)
#undef THEME_ENUM
		THEMES
};

/* Bits of attributes. */
enum {
	LOOK_BOLD = 1,
	LOOK_UNDERLINE = 2,
	LOOK_REVERSE = 4,
	LOOK_DIM = 8,
};

enum hue { HUE_TEXT, HUE_ACCENT, HUE_ALERT, HUES };

struct look {
	unsigned attributes; /* LOOK_… */
	enum hue hue;
};

/* How many colours the terminal has. */
enum depth { DEPTH_8, DEPTH_16, DEPTH_256, DEPTHS };

struct theme {
	const char *name;
	bool mono;
	/* Colours by number; -1: the terminal's own. */
	short background[DEPTHS];
	short hues[HUES][DEPTHS];
};

/* The theme of a name; it lives as long as the program. */
const struct theme *theme_get(enum theme_name name);

/* How the style looks in the theme. */
struct look theme_look(const struct theme *theme, enum style style);

#endif
