/*
 * still - what the screen shows already of the article and its cards: rows
 * that only moved since the picture before are taken over from it.
 *
 * Whether a row is taken over or drawn, the picture is the same: a row is
 * known by all that it depends on, and the picture before by all that its
 * rows depend on together.
 */
#ifndef TUI_STILL_H
#define TUI_STILL_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/app.h"
#include "tui/card.h"
#include "tui/window.h"

/* A closed card in the panel. */
struct still_card {
	const void *item; /* its claim or remark */
	size_t rows;      /* that it may take */
	size_t more;      /* cards that had no row and are counted in it */
	size_t lines;     /* that it has */
	long top;         /* row of the screen where its row 0 is, or would be:
			     it may lie above it */
};

/* Begins a picture of app->at.entry, once app->frame is made. */
void still_begin(struct app *app);

/* What was drawn of it is not what the screen shows: something else stands
   over it. */
void still_spoil(struct app *app);

/* Forgets the picture before. */
void still_forget(struct app *app);

/* Takes over a row of text for a row of the screen; false: draw it. */
bool still_text(struct app *app, const struct sheet_row *row,
		size_t screen_row);

/* The same row was drawn, into so many columns of the text's. */
void still_text_drawn(struct app *app, const struct sheet_row *row,
		      size_t screen_row, size_t columns);

/*
 * Takes over lines [first, end) of a closed card, those that are in view, and
 * sets card->lines.  False: draw it.
 */
bool still_card(struct app *app, struct still_card *card, size_t first,
		size_t end);

/* The same lines, as far as it has so many, were drawn. */
void still_card_drawn(struct app *app, const struct still_card *card,
		      size_t first, size_t end);

#endif
