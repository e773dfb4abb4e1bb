/*
 * sheet - the rows of an article around a position, and the cards beside
 * them: text and panel move as one.
 *
 * Built for every picture from what is in view alone; window.h keeps the rows
 * that were laid out.
 */
#ifndef TUI_SHEET_H
#define TUI_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "core/reach.h"
#include "tui/app.h"
#include "tui/card.h"
#include "tui/window.h"

/* A card that stands in the text. */
struct sheet_card {
	struct claim *claim; /* NULL: a remark's */
	struct card card;
};

/* What has a card: a claim or a remark; one of the two is NULL. */
struct item {
	struct claim *claim;
	const struct remark *remark;
};

struct item_list {
	ARRAY(struct item) list;
};

struct sheet {
	const struct entry *entry;
	struct window_rows rows; /* until another sheet is built */
	size_t height;           /* rows of the screen that show text */
	size_t top;              /* index of the row at the top of the screen */
	struct card card;        /* the open card; no lines: none is open */
	size_t card_row;         /* index of the row where it begins */
	ARRAY(struct sheet_card) cards; /* those in the text, if any */
};

/*
 * Builds the window for the present position: at least `above` rows before
 * the top of the screen and `below` after its bottom, where the article has
 * them.  Sizes app->frame too.  The caller releases it.
 */
void sheet_build(struct sheet *sheet, struct app *app, size_t above,
		 size_t below);
void sheet_release(struct sheet *sheet);

/* Sizes app->frame for the present position and window, as it is before the
   open card takes room. */
void sheet_size(struct app *app);

/* Brings the text back where the claims, or the whole card, have the window:
   what is gone to is in the text. */
void sheet_show_text(struct app *app);

/* Forgets what was kept of articles: they may have changed. */
void sheet_forget(struct app *app);

/* Which claims of the entry have words where. */
const struct reach *sheet_reach(struct app *app, const struct entry *entry);

/* Adds what begins in the bytes, claims before remarks; returns how many
   items that is. */
size_t sheet_items(struct app *app, const struct entry *entry,
		   struct span bytes, struct item_list *items);

/* Index of the row that the byte stands on, within the window. */
size_t sheet_row_at(const struct sheet *sheet, size_t offset);

/*
 * The claims that begin in the rows on the screen, or whose cards stand
 * there: indexes [*first, *end) for entry_claim().
 */
void sheet_claims_in_view(const struct sheet *sheet, size_t *first,
			  size_t *end);

/* The rows that the article has at least: those that may be the top. */
size_t sheet_last_top(const struct sheet *sheet);

/*
 * Makes the row at index `top` the top of the screen: sets offset and row of
 * the position, and closes the open card where none of its words is left in
 * view.
 */
void sheet_set_top(struct sheet *sheet, struct app *app, size_t top);

/*
 * Whether the claims are all that is shown, and none is open: a list of those
 * from the position on, which need not be in the text's rows.
 */
bool sheet_list_shown(const struct app *app);

/* Adds what that list shows, and at the end maybe more; *more: how many come
   after what was added. */
void sheet_list_items(const struct sheet *sheet, struct app *app,
		      struct item_list *items, size_t *more);

/* Moves it claim by claim (MOTION_ROW) or by pages, as view_ops.move says;
   false: it is not shown, or a paragraph is meant. */
bool sheet_list_move(struct app *app, enum motion motion, long count,
		     bool given);

/* How many rows the item's closed card takes when it may have two; text_only:
   1 where the second would not go on with its words. */
size_t sheet_rows_wanted(const struct app *app, const struct item *item,
			 bool text_only);

/* What cards are made with, for the present frame. */
struct card_maker sheet_maker(const struct app *app);

/* Columns that a claim's number takes in the panel, with its space. */
size_t sheet_number_columns(const struct entry *entry);

/* Draws the text and the numbers beside it; the cards. */
void sheet_draw_text(const struct sheet *sheet, struct app *app);
void sheet_draw_panel(const struct sheet *sheet, struct app *app);

/*
 * Cards in the text, where there is one column: adds the rows of the cards of
 * what begins in the block; the rows that a closed claim has; the
 * rows [*first, *end) of a claim's card in the window (false: it has none).
 */
void sheet_linear_cards(struct sheet *sheet, struct app *app,
			const struct block *block, struct sheet_rows *rows);
size_t sheet_linear_closed(const struct app *app, const struct claim *claim);
bool sheet_card_rows(const struct sheet *sheet, const struct claim *claim,
		     size_t *first, size_t *end);
void sheet_linear_draw(const struct sheet *sheet, struct app *app,
		       const struct sheet_row *row, size_t screen_row);

/* The row that the cursor belongs to: the chosen link or card, else the top. */
size_t sheet_cursor_row(const struct sheet *sheet, const struct app *app);

/* Draws one line of a card from the column up to `right`; rest: how much is
   not shown after it, or NULL. */
void sheet_draw_line(struct app *app, size_t row, size_t column, size_t right,
		     const struct card_line *line, const char *rest);

/* Says what a click on these columns of the screen means. */
void sheet_spot(struct app *app, size_t row, size_t column, size_t columns,
		struct claim *claim, size_t link);

/* The byte of the article that is drawn at a row and column of the screen;
   false: none is. */
bool sheet_byte_at(const struct sheet *sheet, const struct app *app, size_t row,
		   size_t column, size_t *byte);

/*
 * Draws bytes [start, end) of the entry's text at (row, column), each with
 * the style of the claims and hits that it belongs to.
 */
void sheet_draw_bytes(struct app *app, const struct entry *entry, size_t row,
		      size_t column, size_t columns, struct span bytes,
		      enum style plain);

#endif
