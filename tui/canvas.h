/*
 * canvas - the cells of the screen, and what changed in them.
 *
 * No curses: pen.h says what the terminal can do, and what it is to be sent
 * goes into a string.  Rows that only moved are scrolled by the terminal; of
 * the others the cells that differ are sent, and no more.
 */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"
#include "core/utf8.h"
#include "tui/pen.h"

struct canvas;

/* The terminal's table is copied; its strings are borrowed. */
struct canvas *canvas_new(const struct pen_terminal *terminal);
void canvas_free(struct canvas *canvas);

/* Takes on a terminal's new abilities, or a size: all is sent again. */
void canvas_terminal(struct canvas *canvas,
		     const struct pen_terminal *terminal);
void canvas_resize(struct canvas *canvas, size_t rows, size_t columns);

/* All is sent again: what the terminal shows is not known. */
void canvas_repaint(struct canvas *canvas);

/* Empties the picture; the look, of blanks, has no attributes. */
void canvas_clear(struct canvas *canvas, struct pen_look blank);

/* One safe glyph (of one column or more), and `count` columns of one of one
   column.  Both must be within the canvas. */
void canvas_glyph(struct canvas *canvas, size_t row, size_t column,
		  const struct glyph *glyph, struct pen_look look);
void canvas_fill(struct canvas *canvas, size_t row, size_t column, size_t count,
		 const struct glyph *glyph, struct pen_look look);

/* The same downwards: the glyph in so many rows. */
void canvas_bar(struct canvas *canvas, size_t row, size_t column, size_t rows,
		const struct glyph *glyph, struct pen_look look);

/* plain_run() text of so many columns, within the canvas. */
void canvas_plain(struct canvas *canvas, size_t row, size_t column,
		  size_t columns, const char *bytes, size_t len,
		  struct pen_look look);

/* Gives columns of a row what row `from` of the picture before had there;
   false: that is not known any more. */
bool canvas_keep(struct canvas *canvas, size_t row, size_t column,
		 size_t columns, size_t from);

/* Adds the bytes that make the terminal show the picture. */
void canvas_flush(struct canvas *canvas, struct str *out);

/* Adds those that put the cursor there, after canvas_flush(). */
void canvas_cursor(struct canvas *canvas, struct str *out, size_t row,
		   size_t column);

#endif
