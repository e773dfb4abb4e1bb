/*
 * columns - rows of cells in columns as wide as their widest cell.
 *
 * For lists: a line a row, never wrapped, so that grep and cut can work on
 * it.  The last column is not padded; columns that are empty in every row are
 * left out.
 */
#ifndef PRINT_COLUMNS_H
#define PRINT_COLUMNS_H

#include <stddef.h>

#include "core/array.h"
#include "core/str.h"
#include "core/utf8.h"
#include "print/out.h"

enum { COLUMNS_MAX = 8 };

struct cell {
	size_t start, len; /* bytes of the text */
	size_t columns;    /* that they take */
	size_t column;     /* where it stands; 0: it begins a row */
};

/* Starts as {.charset = …}; columns_print() frees it. */
struct columns {
	enum charset charset;
	struct str text; /* of all cells, safe */
	ARRAY(struct cell) cells;
	size_t column; /* of the next cell */
	size_t widths[COLUMNS_MAX];
};

/* The next cell of the row; NULL: an empty one. */
void columns_add(struct columns *table, const char *text);

/* The same from a string, which is emptied. */
void columns_take(struct columns *table, struct str *text);

void columns_end_row(struct columns *table);

/* Prints the rows and frees them. */
void columns_print(struct columns *table, struct out *out);

#endif
