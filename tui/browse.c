#include "tui/browse.h"

#include <string.h>

#include "tui/citation.h"
#include "tui/copy.h"
#include "tui/programs.h"
#include "tui/prompt.h"
#include "tui/spawner.h"

enum { COLUMNS_LEAST = 20 }; /* that show whose address it is */

void browse_begin(struct app *app)
{
	const struct claim *claim = copy_claim(app);
	const char *address = citation_address(app->at.entry, claim);
	if (app->options.secure) {
		app_message(app, MSG_SECURE, NULL);
	} else if (!address) {
		app_message(app, MSG_NO_ADDRESS, NULL);
	} else if (!programs_address_fits(address)) {
		app_message(app, MSG_BAD_ADDRESS, address);
	} else if (app->term.rows < 3 || app->term.columns < COLUMNS_LEAST) {
		app_message(app, MSG_NO_ROOM_ADDRESS, NULL);
	} else {
		prompt_begin(app, 'o');
		str_adds(&app->prompt.text, address);
	}
}

static void tell(struct app *app, const char *address, int error)
{
	struct spawn spawn = {0};
	programs_add_browser(&spawn, address);
	if (error)
		app_error(app, MSG_CANNOT_START, spawn.words.items[0], error);
	else
		app_message(app, MSG_OPENED, address);
	spawn_release(&spawn);
}

void browse_answer(struct app *app, int key)
{
	const char *address = str_get(&app->prompt.text);
	app->prompt.active = false;
	if (key == TERM_KEY_ENTER)
		tell(app, address,
		     spawner_browse(app->options.spawner, address));
}

/* Draws rows of the address above the question; half the screen at most. */
static void draw_address(struct app *app, size_t row)
{
	struct term *term = &app->term;
	const char *text = str_get(&app->prompt.text);
	size_t width = term->columns > 2 ? term->columns - 2 : 1;
	size_t all = utf8_columns(text, strlen(text), term->charset);
	size_t rows = (all + width - 1) / width, most = (row + 1) / 2;
	if (rows > most)
		rows = most;
	for (size_t i = 0; i < rows; i++) {
		struct str part = {0};
		size_t len = 0;
		for (size_t used = 0; text[len];) {
			struct glyph glyph;
			size_t n = utf8_glyph(text + len, strlen(text + len),
					      used, term->charset, &glyph);
			used += glyph.columns;
			if (used > width)
				break;
			len += n;
		}
		bool last = i + 1 == rows;
		str_add(&part, text, last ? strlen(text) : len);
		term_blank(term, row - rows + i, 0, term->columns,
			   STYLE_MESSAGE);
		term_fit(term, row - rows + i, 1, width, str_get(&part),
			 STYLE_MESSAGE);
		str_release(&part);
		text += len;
	}
}

void browse_draw(struct app *app, size_t row)
{
	struct term *term = &app->term;
	draw_address(app, row);
	size_t used = term_fit(term, row, 1,
			       term->columns > 2 ? term->columns - 2 : 1,
			       app_text(app, MSG_ASK_OPEN), STYLE_TEXT);
	term_cursor(term, row, used + 2);
}
