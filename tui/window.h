/*
 * window - the rows of an article around a place, kept from one picture to
 * the next.
 *
 * What a window gives out depends on what is asked for alone, never on what
 * was kept: only time does.
 */
#ifndef TUI_WINDOW_H
#define TUI_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/block.h"
#include "core/layout.h"

enum sheet_kind { SHEET_TEXT, SHEET_EMPTY, SHEET_OMITTED, SHEET_CARD };

struct sheet_row {
	enum sheet_kind kind;
	bool heading;      /* of a heading */
	struct span span;  /* of the article; empty rows: their next row's
			     start, twice */
	size_t shown;      /* end of the bytes that are drawn */
	size_t block;      /* the first byte of its block */
	size_t paragraphs; /* SHEET_OMITTED: how many it stands for */
	size_t card, line; /* SHEET_CARD: index of the card, and of its line;
			      the span is the end of its block, twice */
};

struct sheet_rows {
	ARRAY(struct sheet_row) list;
};

/* What the rows depend on. */
struct window_key {
	const struct entry *entry;
	size_t columns;
	enum charset charset;
	/* Adds rows for what stands after the block in the text; then nothing
	   is kept.  Or NULL. */
	void (*after)(void *user, const struct block *block,
		      struct sheet_rows *rows);
	void *user;
};

/* A place, and how many rows there shall be at least. */
struct window_place {
	size_t offset; /* of the row that the place stands on */
	size_t line;   /* rows of cards from there on */
	size_t above;  /* before the place, where the article has them */
	size_t below;  /* from it on */
};

/* Rows of a window; they live until the next call. */
struct window_rows {
	struct sheet_row *items;
	size_t count;
	bool ends; /* the last of them is the article's last */
};

struct window;
struct window *window_new(void);
void window_free(struct window *window);

/* The rows around a place: whole parts of paragraphs (layout.h). */
struct window_rows window_get(struct window *window,
			      const struct window_key *key,
			      const struct window_place *place);

/* Index of the row that the byte stands on. */
size_t window_row_at(const struct window_rows *rows, size_t offset);

/* Index of the row that the place stands for. */
size_t window_place_row(const struct window_rows *rows, size_t offset,
			size_t line);

#endif
