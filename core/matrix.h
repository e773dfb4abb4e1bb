/*
 * matrix - which article answers which question, and how: points down,
 * articles across.
 *
 * Claims of a point that `repeats` ties, directly or through others of the
 * point, give the same answer: they form a camp.  A contradiction
 * (contradicts, corrects) between two claims of a point counts in the point
 * and in the cell of each of the two, once where they share one.
 */
#ifndef CORE_MATRIX_H
#define CORE_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "core/str.h"
#include "core/xref.h"

#define MATRIX_NO_CAMP ((size_t)-1)

/* What one article says to one point. */
struct matrix_cell {
	const struct entry *entry;
	struct claim *const *claims; /* by place */
	const size_t *camps;         /* each claim's camp, or MATRIX_NO_CAMP */
	size_t count;                /* of claims, > 0 */
	size_t others;               /* of them without a camp */
	size_t conflicts;            /* contradictions within the point */
};

/* One point.  Articles that are silent have no cell. */
struct matrix_row {
	const struct point *point;
	struct matrix_cell *cells; /* in the order of the articles */
	size_t cell_count;
	size_t camp_count; /* camp 0 unites the most articles; those that
			      unite as many stand by their first claim */
	size_t conflicts;
};

/* A contradiction between claims that have no point in common. */
struct matrix_pair {
	struct claim *claims[2]; /* in the dossier's order */
};

struct matrix {
	struct dossier *dossier;
	const struct xref *xref;
	struct matrix_row **rows; /* by point; NULL: not asked for yet */
	struct matrix_pair *outside;
	size_t outside_count;
	size_t ready;  /* rows before this one have been asked for */
	size_t *slots; /* by claim: scratch of matrix_row() */
	bool *marks;   /* by point: scratch */
};

/*
 * The matrix of the dossier, in its arena.  Takes time in proportion to the
 * claims and their relations; the rows come when they are asked for.
 */
struct matrix *matrix_new(struct dossier *dossier, const struct xref *xref);

/*
 * The row of a point (its index in dossier->points), built when it is first
 * asked for, in proportion to the claims on it.
 */
const struct matrix_row *matrix_row(struct matrix *matrix, size_t point);

/* How many points the article leaves out. */
size_t matrix_silence(const struct matrix *matrix, const struct entry *entry);

/*
 * Builds the next row that nobody has asked for; false: there is none.  For
 * idle time, so that no question waits.
 */
bool matrix_prepare(struct matrix *matrix);

/* The cell of an article; NULL: it is silent.  By binary search. */
const struct matrix_cell *matrix_cell(const struct matrix_row *row,
				      const struct entry *entry);

/* Adds the camp's name: A … Z, then A2 … */
void matrix_camp_name(struct str *out, size_t camp);

/* Adds the cell's camps and others: "AB+1", "+3"; "·" for silence (NULL). */
void matrix_cell_text(struct str *out, const struct matrix_cell *cell);

#endif
