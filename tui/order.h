/*
 * order - which rows of a list are shown, and in what order.
 *
 * Made once for each order and filter, not for each row; a list that has
 * neither costs nothing.
 */
#ifndef TUI_ORDER_H
#define TUI_ORDER_H

#include <stddef.h>
#include <stdint.h>

#include "tui/list.h"

/* One row as it is shown. */
struct order_line {
	uint32_t item;  /* of the list; of a heading, its first item */
	uint32_t count; /* a heading made by the order: its items; else 0 */
	uint32_t part;  /* which of the item's keys it stands by; of a heading
			   among the rows, how many below it pass */
};

/* How many rows the present list shows. */
size_t order_count(struct app *app);

/* Row i of them. */
struct order_line order_line(struct app *app, size_t i);

/* The first row that shows the item (no heading); 0: none does. */
size_t order_row(struct app *app, size_t item);

/* How many items pass the filter, headings aside. */
size_t order_matches(struct app *app);

/*
 * Ranks strings by what they look like, without case and accents: rank[i] is
 * the place of strings[i] among all, of equal ones the first before the next;
 * of a NULL or empty one UINT32_MAX.
 */
void order_ranks(const char *const *strings, size_t count, uint32_t *ranks);

/* A date YYYY, YYYY-MM or YYYY-MM-DD as a number that sorts; UINT32_MAX where
   there is none. */
uint32_t order_date(const char *date);

void order_free(struct order *order);

#endif
