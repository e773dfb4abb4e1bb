/*
 * term - the terminal: the only file that includes ncurses.
 *
 * Everything drawn goes through utf8_glyph(), so nothing from a file acts on
 * the terminal.  Rows and columns count from 0 at the top left.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "core/arena.h"
#include "core/str.h"
#include "core/utf8.h"
#include "tui/term_mouse.h"

/* What a piece of text is; theme.h says how that looks. */
enum style {
	STYLE_TEXT,
	STYLE_HEADING,
	STYLE_CLAIM,    /* words of a claim */
	STYLE_NESTED,   /* words of two claims or more */
	STYLE_CHOSEN,   /* words of the open claim */
	STYLE_SPAN,     /* words that attribute the open claim */
	STYLE_HIT,      /* found by search */
	STYLE_CURRENT,  /* the hit that the search stands on */
	STYLE_NUMBER,   /* a claim's number */
	STYLE_STRONG,   /* a speaker's name */
	STYLE_DIM,      /* sources, notes, furniture */
	STYLE_CONFLICT, /* ≠ and what judges */
	STYLE_LINK,     /* the chosen link of a card */
	STYLE_RULE,
	STYLE_TITLE,
	STYLE_KEY, /* a key in the line of keys */
	STYLE_MESSAGE,
	STYLE_CURSOR,  /* the chosen row of a list */
	STYLE_DIFFERS, /* words that another wording has not */
	STYLES
};

/* Keys: a code point, or one of these. */
enum {
	TERM_KEY_NONE = 0x110000,
	TERM_KEY_UP,
	TERM_KEY_DOWN,
	TERM_KEY_LEFT,
	TERM_KEY_RIGHT,
	TERM_KEY_PAGE_UP,
	TERM_KEY_PAGE_DOWN,
	TERM_KEY_HOME,
	TERM_KEY_END,
	TERM_KEY_BACKSPACE, /* 0x7f, ^H and the terminal's own */
	TERM_KEY_DELETE,
	TERM_KEY_BACKTAB,
	TERM_KEY_ENTER,
	TERM_KEY_F,                       /* + 1 to + 12: F1 to F12 */
	TERM_KEY_MOUSE = TERM_KEY_F + 13, /* term->mouse_event says more */
	TERM_KEY_UNKNOWN,                 /* a key that we have no name for */
};

/* What term_wait() came back for; several may be set. */
enum {
	TERM_EVENT_KEYS = 1,    /* term_key() has something */
	TERM_EVENT_RESIZE = 2,  /* the size has changed */
	TERM_EVENT_STOP = 4,    /* SIGTSTP: term_suspend() is due */
	TERM_EVENT_END = 8,     /* a signal or hang-up ends the program */
	TERM_EVENT_WATCH = 16,  /* term->watch can be read */
	TERM_EVENT_LOADED = 32, /* term->loaded can be */
};

struct canvas;
struct theme;

struct term {
	enum charset charset;
	const struct theme *theme;
	bool color;                    /* the theme's colours can be shown */
	bool plain;                    /* no rules are drawn */
	bool mouse;                    /* it is listened to */
	struct term_mouse mouse_event; /* with the last TERM_KEY_MOUSE */
	struct term_report report;     /* of it, that has begun */
	struct timespec reported;      /* when it began, and went on */
	size_t rows, columns;
	bool hides;  /* the cursor can be hidden */
	bool cursor; /* shown by the next flush, at: */
	size_t cursor_row, cursor_column;
	size_t end_row, end_column; /* where what was drawn last ended */
	FILE *input, *output;
	/* Files that term_wait() waits for too; -1: none. */
	int watch, loaded;
	char begun[4]; /* a character whose end is still to be read */
	size_t begun_len;
	bool lost;           /* it cannot be used, or given back */
	int deaf;            /* times that keys waited and none could be read */
	unsigned waits;      /* for keys, how many there were */
	void *screen, *keys; /* curses' own, and its window that reads keys */
	struct canvas *canvas;
	struct arena strings;   /* of terminfo, for the canvas */
	struct str bytes;       /* of a picture, on their way */
	unsigned long pictures; /* that were shown */
	unsigned uncolored;     /* LOOK_…: not shown on what is coloured */
};

/* Why the terminal cannot be used. */
enum term_error {
	TERM_OK,
	TERM_NO_TTY,     /* no terminal to read keys from or draw on */
	TERM_UNKNOWN,    /* TERM names none that terminfo knows */
	TERM_TOO_SIMPLE, /* it cannot place the cursor */
	TERM_NO_MODES,   /* its modes cannot be set */
};

/*
 * Takes the terminal over and catches the signals.  On an error nothing is
 * changed.  term->loaded is set before.
 */
enum term_error term_open(struct term *term, enum charset charset,
			  const struct theme *theme);

/* Gives the terminal back.  Safe to call twice. */
void term_close(struct term *term);

/* Gives the terminal back when all else has failed: for out_of_memory(), in
   any thread.  What another draws then is whole before; who draws later waits
   for the end of the program. */
void term_abandon(void);

/* Waits until something happens, `milliseconds` at most (-1: no limit).
   term->lost ends it, and is for the caller to tell. */
unsigned term_wait(struct term *term, int milliseconds);

/* The next key, TERM_KEY_NONE where there is none; never waits. */
int term_key(struct term *term);

/* Takes another theme, or another charset. */
void term_theme(struct term *term, const struct theme *theme);
void term_charset(struct term *term, enum charset charset);

/* Begins or ceases to listen to the mouse, if the terminal has one: see
   term->mouse. */
void term_mouse(struct term *term, bool listen);

/* Takes on the terminal's present size. */
void term_resize(struct term *term);

/* Gives the terminal back, stops the process, and takes it over again. */
void term_suspend(struct term *term);

/*
 * Gives the terminal back for as long as another program has it, and takes it
 * over again.  In between the keys ^C and ^\ end that program alone, and ^Z
 * stops both.
 */
void term_lend(struct term *term);
void term_return(struct term *term);

/* How a text gets to the clipboard that the terminal keeps. */
enum term_copied {
	TERM_COPIED,    /* sent; a terminal never answers */
	TERM_COPY_TMUX, /* sent through tmux, which may hold it back */
	TERM_COPY_NONE, /* TERM names one that has no clipboard */
	TERM_COPY_LONG, /* longer than what terminals take: not sent */
};

/*
 * Asks the terminal to keep the text in its clipboard (OSC 52), inside tmux
 * in the wrapping that tmux passes through.  What is sent is letters: the
 * text in base64.  It will be pasted anywhere, and so should be safe text.
 */
enum term_copied term_copy(struct term *term, const char *text, size_t len);

/* Sends bytes of our own past the picture (term_copy.c). */
void term_send(const struct term *term, const char *bytes, size_t len);

/* Forgets what is on the terminal, so that the next flush draws all of it. */
void term_repaint(struct term *term);

/* Empties the picture; term_flush() sends what differs from the last one. */
void term_clear(struct term *term);
void term_flush(struct term *term);

/*
 * Gives columns of a row what row `from` of the last picture had there, as if
 * it were drawn again; false: that is not known any more.
 */
bool term_keep(struct term *term, size_t row, size_t column, size_t columns,
	       size_t from);

/*
 * Draws the safe form of bytes from (row, column), at most `columns` columns,
 * never past the right edge; what does not fit is left out.  Returns the
 * columns used.
 */
size_t term_text(struct term *term, size_t row, size_t column, size_t columns,
		 const char *bytes, size_t len, enum style style);

/* The same, for part of a line that began at column `origin` (for tabs). */
size_t term_run(struct term *term, size_t row, size_t column, size_t origin,
		size_t columns, const char *bytes, size_t len,
		enum style style);

/* As term_text(), for a C string that is cut with … when it does not fit. */
size_t term_fit(struct term *term, size_t row, size_t column, size_t columns,
		const char *string, enum style style);

/* Fills columns with blanks of the style. */
void term_blank(struct term *term, size_t row, size_t column, size_t columns,
		enum style style);

/* A horizontal rule, and a vertical one. */
void term_rule(struct term *term, size_t row, size_t column, size_t columns);
void term_bar(struct term *term, size_t row, size_t column, size_t rows);
/* Where a horizontal rule meets a vertical one below (or above) it. */
void term_joint(struct term *term, size_t row, size_t column, bool below);

/* Shows the cursor there; without a call since term_clear() it is hidden. */
void term_cursor(struct term *term, size_t row, size_t column);

#endif
