/*
 * picture - a terminal that can be looked at: bytes in, text out.
 *
 * A picture is text: a line that says what is shown (size, cursor, modes),
 * the rows, and then, for the rows that have any, which columns carry which
 * attributes.  Two screens are the same when their pictures are.
 */
#ifndef TESTS_SCREEN_PICTURE_H
#define TESTS_SCREEN_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <vterm.h>

struct terminal {
	VTerm *vterm;
	VTermScreen *screen;
	int rows, columns;
	bool cursor_hidden, alternate, mouse;
};

void terminal_init(struct terminal *terminal, int rows, int columns);
void terminal_resize(struct terminal *terminal, int rows, int columns);

/* Takes what a program writes. */
void terminal_take(struct terminal *terminal, const char *bytes, size_t len);

/*
 * What a key sends in the terminal's present mode: by name (Enter Esc Tab
 * S-Tab Space Backspace Delete Up Down Left Right PgUp PgDn Home End F1 … ^A
 * …), or else the word's own bytes.  Returns the bytes put into `bytes`.
 */
size_t terminal_key(struct terminal *terminal, const char *name, char *bytes,
		    size_t room);

/* Whether the arrows send what they do where no program has asked for more. */
bool terminal_keys_plain(struct terminal *terminal);

/* What a click (button 1) or the wheel (4: up, 5: down) sends; from 1. */
size_t terminal_mouse(struct terminal *terminal, int button, int row,
		      int column, char *bytes, size_t room);

/* What pressing button 1 at the first row and column and letting it go at the
   second sends; from 1. */
size_t terminal_drag(struct terminal *terminal, const int place[4], char *bytes,
		     size_t room);

/* Writes the picture, without its label. */
void terminal_draw(const struct terminal *terminal, FILE *out);

void terminal_release(struct terminal *terminal);

#endif
