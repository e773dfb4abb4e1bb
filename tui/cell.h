/*
 * cell - the claims of one cell of the matrix, or of a contradiction that
 * stands in no cell, one by one, each with those that contradict it there.
 */
#ifndef TUI_CELL_H
#define TUI_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/matrix.h"
#include "tui/app.h"

/* One row: a claim, or one that contradicts the claim in the row before. */
struct cell_item {
	struct claim *claim;
	struct claim *against; /* the claim that it contradicts; or NULL */
	size_t index; /* among against's ends: the first of their relations */
	size_t camp;  /* of a claim; MATRIX_NO_CAMP: none */
};

/* What is listed. */
struct cell_subject {
	const struct point *point;      /* of the cell */
	const struct matrix_cell *cell; /* NULL: silence, or a pair */
	const struct matrix_pair *pair; /* or NULL */
};

/* The matrix of the dossier, made when it is first asked for. */
struct matrix *cell_matrix(struct app *app);

size_t cell_count(const struct cell_subject *subject);

/* Item i < cell_count(). */
struct cell_item cell_item_get(const struct cell_subject *subject, size_t i);

/*
 * Adds a claim's words in one line: camp or ≠, number (≠: the article too),
 * speaker and claim.
 */
void cell_words(struct str *out, struct app *app, const struct cell_item *item);

/*
 * Shows the passages of a cell (its first claim, and the point's index), or
 * of a pair (its first claim; point_count + its index), as a jump.
 */
void cell_open(struct app *app, struct claim *first, size_t index);

#endif
