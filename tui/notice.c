#include "tui/notice.h"

#include "core/layout.h"
#include "tui/still.h"

/* Draws part of the text; all that is left of it where it is the last part. */
static void draw_part(struct app *app, size_t row, const struct str *text,
		      struct span part)
{
	struct str words = {0};
	struct term *term = &app->term;
	str_add(&words, str_get(text) + part.start, part.end - part.start);
	term_blank(term, row, 0, term->columns, STYLE_MESSAGE);
	term_fit(term, row, 1, term->columns - 2, str_get(&words),
		 STYLE_MESSAGE);
	str_release(&words);
}

/* What fits in the bottom row hides no more of it than it must. */
static bool draw_short(struct app *app, size_t row, const struct str *text)
{
	struct term *term = &app->term;
	struct str words = {0};
	size_t wide = utf8_columns(str_get(text), text->len, term->charset);
	bool fits = wide + 2 <= term->columns && row + 1 == term->rows;
	fits |= term->columns < 3;
	str_addf(&words, " %s ", str_get(text));
	if (fits)
		term_fit(term, row, 0, term->columns, str_get(&words),
			 STYLE_MESSAGE);
	str_release(&words);
	return fits;
}

void notice_draw(struct app *app, size_t row, const struct str *text)
{
	struct rows rows = {0};
	if (draw_short(app, row, text))
		return;
	layout_text(&rows, str_get(text), (struct span){0, text->len},
		    app->term.columns - 2, app->options.charset);
	size_t most = row / 2 ? row / 2 : 1, count = rows.list.count;
	if (count > most)
		count = most;
	for (size_t i = 0; i < count; i++) {
		const struct row *line = &rows.list.items[i];
		struct span part = {line->span.start, line->shown};
		if (i + 1 == count)
			part.end = text->len;
		draw_part(app, row + 1 - count + i, text, part);
	}
	still_spoil(app);
	layout_release(&rows);
}
