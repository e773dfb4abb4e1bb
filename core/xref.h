/*
 * xref - every question across articles, answered from indexes built once.
 */
#ifndef CORE_XREF_H
#define CORE_XREF_H

#include <stdbool.h>
#include <stddef.h>

#include "core/annotation.h"
#include "core/dossier.h"

/* A borrowed list of claims, in the dossier's order and by place. */
struct claims {
	struct claim *const *items;
	size_t count;
};

/*
 * Builds the indexes: each claim's relation ends, the claims of each speaker,
 * source and point, and what an entry counts.  They live in the dossier's
 * arena.  Takes time and memory in proportion to claims plus relations.
 */
struct xref;
struct xref *xref_new(struct dossier *dossier);

/* How many other claims are joined to a claim, each counted once. */
struct xref_counts {
	size_t contradicted; /* by contradicts or corrects, either way */
	size_t repeated;     /* by repeats, either way */
};
struct xref_counts xref_counts(const struct claim *claim);

/* Whether another article's claim contradicts or corrects it (≠). */
bool xref_contradicted(const struct claim *claim);

/* Contradicted so, or disputed or refuted: where `U` stops. */
bool xref_conflict(const struct claim *claim);

/* No source, and the speaker is the article itself or unknown. */
bool xref_unsourced(const struct claim *claim);

/* Whether the end is a contradiction (contradicts, corrects). */
bool relation_end_opposes(const struct relation_end *end);

/* "supports", "supported-by", …: the relation as this end sees it. */
const char *relation_end_word(const struct relation_end *end);

/*
 * A claim's ends stand grouped by the other claim, the groups that oppose it
 * first (other articles before its own), then as written.  Returns the index
 * of the first end of the group after the one that `end` is in; end_count
 * after the last.
 */
size_t xref_next_group(const struct claim *claim, size_t end);

/* The first end that opposes, in another article; NULL: none. */
const struct relation_end *xref_first_opposite(const struct claim *claim);

/* All claims, by article and place; those without a place last in theirs. */
struct claims xref_claims(const struct xref *xref);

/*
 * All claims of a speaker, source or point, by article and place; those
 * without a place come last in their article.
 */
struct claims xref_speaker(const struct xref *xref,
			   const struct speaker *speaker);
struct claims xref_source(const struct xref *xref, const struct source *source);
struct claims xref_point(const struct xref *xref, const struct point *point);

/* How many articles have a claim on the point. */
size_t xref_point_articles(const struct xref *xref, const struct point *point);

/*
 * The first claim (by place) on the point in the next article after `from`
 * that has one (back: the one before it), wrapping round; NULL where no other
 * article has.
 */
struct claim *xref_point_next(const struct xref *xref,
			      const struct point *point,
			      const struct entry *from, bool back);

/*
 * The next (or previous) claim with a conflict after (before) claim `number`
 * of the entry, through all articles and round; NULL: there is none.  The
 * number need not be a claim's: 0 stands before the first.
 */
struct claim *xref_conflict_next(const struct xref *xref,
				 const struct entry *entry, size_t number,
				 bool back);

/*
 * Index, for entry_claim(), of the first claim that starts at or after the
 * byte; numbered_count when none does.
 */
size_t xref_claim_at(const struct entry *entry, size_t offset);

#endif
