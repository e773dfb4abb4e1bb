/*
 * select - words of the text alone, selected by keyboard and taken away.
 *
 * A cursor stands on a character; what lies between the one where the
 * selection began and this one, both in it, is selected.
 */
#ifndef TUI_SELECT_H
#define TUI_SELECT_H

#include <stdbool.h>

#include "tui/app.h"

/* Whether the keys select at present: the article is shown, and no view. */
bool select_active(const struct app *app);

/* The bytes selected; false: nothing is, in this article. */
bool select_span(const struct app *app, const struct entry *entry,
		 struct span *span);

/* Begins at the words of the open claim, else at the first row in view. */
void select_begin(struct app *app);

/* Moves the cursor, as far as the count says. */
void select_left(struct app *app);
void select_right(struct app *app);
void select_down(struct app *app);
void select_up(struct app *app);
void select_page_down(struct app *app);
void select_page_up(struct app *app);
void select_word(struct app *app);
void select_word_back(struct app *app);
void select_word_end(struct app *app);
void select_row_start(struct app *app);
void select_row_end(struct app *app);
void select_first(struct app *app);
void select_last(struct app *app);

/* Begins anew at the cursor; goes to the selection's other end. */
void select_anew(struct app *app);
void select_turn(struct app *app);

/* Copies the words with the line of their article, and leaves. */
void select_copy(struct app *app);
void select_leave(struct app *app);

#endif
