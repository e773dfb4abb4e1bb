/*
 * grounds - on what ground: every source with the claims that rest on it, and
 * how many independent sources stand behind what several articles say.
 *
 * On one question (a point), two articles are independent as long as nothing
 * ties their claims on it to a common origin.  The origins of a claim are
 *
 *   - its sources;
 *   - the authors of those sources, so that two papers of one author, or an
 *     agency's copy and the agency, are one origin;
 *   - those in its `via`, who passed the words on;
 *   - where it has no source, its speaker, if named: the words are theirs.
 *
 * Articles that share an origin on the question count as one, and so do those
 * that a chain of others joins (A and B print one agency, B and C cite one
 * paper).  An article of which no claim on the question has an origin is
 * unsourced there, and counts for none.
 *
 * Built once, in time and memory in proportion to claims times the origins
 * that each has; all of it lives in the dossier's arena.
 */
#ifndef CORE_GROUNDS_H
#define CORE_GROUNDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/xref.h"

/* How much stands behind what the dossier says on a question. */
struct support {
	size_t articles;    /* with a claim on it */
	size_t independent; /* groups of articles that share no origin */
	size_t unsourced;   /* articles that give none */
};

struct ground_speaker {
	const struct speaker *speaker;
	size_t claims;
};
struct ground_entry {
	const struct entry *entry;
	size_t claims;
};
struct ground_point {
	const struct point *point;
	bool only; /* every claim on it rests on this ground alone */
};

/* A source, or the want of one, with what rests on it. */
struct ground {
	const struct source *source; /* NULL: the claims without a source */
	struct claim **claims; /* those that rest on it alone first; each part
				  by article and place */
	size_t count;
	size_t alone; /* how many rest on it alone; without a source: none */
	const struct ground_speaker *speakers; /* who cites it, most first */
	size_t speaker_count;
	const struct ground_entry *entries; /* in the dossier's order */
	size_t entry_count;
	const struct ground_point *points; /* what it speaks to, by index */
	size_t point_count;
	size_t only; /* how many points are known through it alone */
};

/*
 * The sources by the number of claims that cite them, most first, else in the
 * dossier's order; the claims without a source come last, if there are any.
 */
struct grounds {
	struct ground *list;
	size_t count;
	size_t sources;          /* those that a claim cites; they come first */
	size_t *of_source;       /* by source->index: its index in the list */
	struct support *support; /* by point->index */
};

struct grounds *grounds_new(struct dossier *dossier, const struct xref *xref);

/* Index of the claim's first source, else of the want of one. */
size_t grounds_find(const struct grounds *grounds, const struct claim *claim);

#endif
