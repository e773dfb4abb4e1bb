/*
 * pen - writes on the terminal in as few bytes as it can: motions, looks,
 * text, erasing and scrolling.
 *
 * No curses: what the terminal can do comes in a table, and what it is to be
 * sent goes into a string.
 */
#ifndef TUI_PEN_H
#define TUI_PEN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

/*
 * What terminfo says of the terminal: X(name, "its name there").  Strings
 * without padding; NULL: it cannot.  Only CAP_MOVE has to be there.
 */
#define PEN_CAPS(X)                                                            \
	X(MOVE, "cup")                                                         \
	X(COLUMN, "hpa")                                                       \
	X(ROW, "vpa")                                                          \
	X(RIGHT, "cuf")                                                        \
	X(RIGHT_ONE, "cuf1")                                                   \
	X(LEFT_ONE, "cub1")                                                    \
	X(DOWN_ONE, "cud1")                                                    \
	X(RETURN, "cr")                                                        \
	X(HOME, "home")                                                        \
	X(CLEAR, "clear")                                                      \
	X(ERASE_LINE, "el")                                                    \
	X(ERASE_SOME, "ech")                                                   \
	X(REGION, "csr")                                                       \
	X(SCROLL_UP, "ind")                                                    \
	X(SCROLL_UP_SOME, "indn")                                              \
	X(SCROLL_DOWN, "ri")                                                   \
	X(SCROLL_DOWN_SOME, "rin")                                             \
	X(PLAIN, "sgr0")                                                       \
	X(BOLD, "bold")                                                        \
	X(UNDERLINE, "smul")                                                   \
	X(REVERSE, "rev")                                                      \
	X(DIM, "dim")

enum pen_cap {
#define PEN_ENUM(name, word) CAP_##name,
	PEN_CAPS(PEN_ENUM)
#undef PEN_ENUM
		CAPS
};

enum { PEN_PAIRS = 4 };

struct pen_terminal {
	const char *caps[CAPS];
	/* What sets the colours of each pair; [0], the terminal's own, is
	   set by CAP_PLAIN alone. */
	const char *pairs[PEN_PAIRS];
	bool fills; /* what is erased has the background that is set (bce) */
	bool wraps; /* a character in the last column moves on at once */
	/* A string of terminfo with its numbers filled in; it lives until the
	   next call. */
	const char *(*fill_in)(const char *cap, int a, int b);
};

/* How a cell looks: LOOK_… of theme.h, and a pair of colours. */
struct pen_look {
	unsigned char attributes, pair;
};

static inline bool pen_same(struct pen_look a, struct pen_look b)
{
	return a.attributes == b.attributes && a.pair == b.pair;
}

/* What is known of the terminal while it is written on. */
struct pen {
	struct pen_terminal terminal;
	const char *plain;  /* CAP_PLAIN without what changes the charset */
	char plain_own[64]; /* the same, where that takes a copy */
	size_t rows, columns;
	struct str *out; /* where the bytes go */
	bool placed;     /* the cursor is known to be at: */
	size_t row, column;
	struct pen_look look;
};

/* Takes the terminal's table, whose strings are borrowed. */
void pen_init(struct pen *pen, const struct pen_terminal *terminal);

/* Whether that much of a row can be erased, with the background of `blank`. */
bool pen_fills(const struct pen *pen, struct pen_look blank);

/* The look that erased cells have in fact. */
struct pen_look pen_erased(const struct pen *pen, struct pen_look blank);

/* Forgets what was known, empties the screen and sets all right. */
void pen_clear(struct pen *pen, struct pen_look blank);

/* Moves the cursor, or changes the look, in the fewest bytes. */
void pen_go(struct pen *pen, size_t row, size_t column);
void pen_change(struct pen *pen, struct pen_look look);

/* The same where that is needed: not for most cells. */
static inline void pen_move(struct pen *pen, size_t row, size_t column)
{
	if (!pen->placed || pen->row != row || pen->column != column)
		pen_go(pen, row, column);
}

static inline void pen_look(struct pen *pen, struct pen_look look)
{
	if (!pen_same(pen->look, look))
		pen_change(pen, look);
}

/* Safe text that takes `columns` columns, at the cursor. */
void pen_text(struct pen *pen, const char *bytes, size_t len, size_t columns);

/* Erases from the cursor to the row's end, or `count` columns (false: the
   terminal cannot); the cursor stays. */
bool pen_erase_line(struct pen *pen, struct pen_look blank);
bool pen_erase(struct pen *pen, size_t count, struct pen_look blank);

/* Whether rows can be moved; moves rows [first, end) up by `count` (negative:
   down).  What comes in is erased. */
bool pen_scrolls(const struct pen *pen);
void pen_scroll(struct pen *pen, size_t first, size_t end, long count,
		struct pen_look blank);

#endif
