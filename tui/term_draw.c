/* What is drawn into the picture of a terminal. */
#include <string.h>

#include "core/plain.h"
#include "tui/canvas.h"
#include "tui/term.h"
#include "tui/theme.h"

/* How the style looks; pair 0: in the terminal's own colours. */
static struct pen_look style_look(const struct term *term, enum style style)
{
	struct look look = theme_look(term->theme, style);
	bool own = !term->color || (look.hue == HUE_TEXT &&
				    term->theme->hues[HUE_TEXT][DEPTH_8] < 0);
	unsigned attributes = look.attributes;
	if (!own)
		attributes &= ~term->uncolored;
	return (struct pen_look){
		.attributes = (unsigned char)attributes,
		.pair = (unsigned char)(own ? 0 : look.hue + 1),
	};
}

void term_clear(struct term *term)
{
	canvas_clear(term->canvas, style_look(term, STYLE_TEXT));
	term->cursor = false;
}

bool term_keep(struct term *term, size_t row, size_t column, size_t columns,
	       size_t from)
{
	return canvas_keep(term->canvas, row, column, columns, from);
}

/* Draws the glyph at the start of bytes, if it fits; its length, or 0. */
static size_t run_glyph(struct term *term, size_t row, size_t column,
			size_t origin, size_t columns, const char *bytes,
			size_t len, struct pen_look look, size_t *used)
{
	struct glyph glyph;
	size_t n = utf8_glyph(bytes, len, column - origin, term->charset,
			      &glyph);
	*used = glyph.columns;
	if (glyph.columns > columns)
		return 0;
	canvas_glyph(term->canvas, row, column, &glyph, look);
	return n;
}

/* What was drawn last ended there. */
static void drawn(struct term *term, size_t row, size_t column)
{
	term->end_row = row;
	term->end_column = column < term->columns ? column : column - 1;
}

size_t term_run(struct term *term, size_t row, size_t column, size_t origin,
		size_t columns, const char *bytes, size_t len, enum style style)
{
	if (row >= term->rows || column >= term->columns)
		return 0;
	if (columns > term->columns - column)
		columns = term->columns - column;
	struct pen_look look = style_look(term, style);
	size_t used = 0, wide;
	while (len) {
		size_t n = 0;
		if (term->charset == CHARSET_UTF8)
			n = plain_run(bytes, len, columns - used, &wide);
		if (n)
			canvas_plain(term->canvas, row, column + used, wide,
				     bytes, n, look);
		else
			n = run_glyph(term, row, column + used, origin,
				      columns - used, bytes, len, look, &wide);
		if (!n)
			break;
		used += wide;
		bytes += n;
		len -= n;
	}
	if (used)
		drawn(term, row, column + used);
	return used;
}

size_t term_text(struct term *term, size_t row, size_t column, size_t columns,
		 const char *bytes, size_t len, enum style style)
{
	return term_run(term, row, column, column, columns, bytes, len, style);
}

size_t term_fit(struct term *term, size_t row, size_t column, size_t columns,
		const char *string, enum style style)
{
	struct str fitted = {0};
	if (column < term->columns && columns > term->columns - column)
		columns = term->columns - column;
	utf8_fit(&fitted, string, strlen(string), columns, term->charset);
	size_t used = term_text(term, row, column, columns, str_get(&fitted),
				fitted.len, style);
	str_release(&fitted);
	return used;
}

/* Fills columns with a character. */
static void fill(struct term *term, size_t row, size_t column, size_t columns,
		 const char *utf8, enum style style)
{
	struct glyph glyph;
	if (row >= term->rows || column >= term->columns)
		return;
	if (columns > term->columns - column)
		columns = term->columns - column;
	utf8_glyph(utf8, strlen(utf8), 0, term->charset, &glyph);
	canvas_fill(term->canvas, row, column, columns, &glyph,
		    style_look(term, style));
	drawn(term, row, column + columns);
}

void term_blank(struct term *term, size_t row, size_t column, size_t columns,
		enum style style)
{
	fill(term, row, column, columns, " ", style);
}

void term_rule(struct term *term, size_t row, size_t column, size_t columns)
{
	if (!term->plain)
		fill(term, row, column, columns, "─", STYLE_RULE);
}

void term_bar(struct term *term, size_t row, size_t column, size_t rows)
{
	struct glyph glyph;
	if (term->plain || row >= term->rows || column >= term->columns)
		return;
	utf8_glyph("│", strlen("│"), 0, term->charset, &glyph);
	if (rows > term->rows - row)
		rows = term->rows - row;
	canvas_bar(term->canvas, row, column, rows, &glyph,
		   style_look(term, STYLE_RULE));
	drawn(term, row + rows - 1, column + 1);
}

void term_joint(struct term *term, size_t row, size_t column, bool below)
{
	if (!term->plain)
		fill(term, row, column, 1, below ? "┬" : "┴", STYLE_RULE);
}

void term_cursor(struct term *term, size_t row, size_t column)
{
	if (row >= term->rows || column >= term->columns)
		return;
	term->cursor = true;
	term->cursor_row = row;
	term->cursor_column = column;
}
