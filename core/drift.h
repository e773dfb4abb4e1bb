/*
 * drift - one statement as several articles word it.
 *
 * What is compared are the whole sentences around each claim's words, word by
 * word, in their order: the heaviest common subsequence (G. Jacobson and K.-P.
 * Vo, "Heaviest increasing/common subsequence problems", 1992), in n * m steps,
 * since a sentence has few words.  A word weighs the square of its letters: the
 * most frequent words are the shortest (G. K. Zipf, 1935), and which of them
 * both have says little.  A word ends at white space, and at the apostrophe of
 * l’, d’ or qu’; case, accents, typographic variants, quotation marks and the
 * punctuation around it make no difference.
 */
#ifndef CORE_DRIFT_H
#define CORE_DRIFT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/annotation.h"
#include "core/array.h"
#include "core/span.h"
#include "core/xref.h"

/* Past so many, further ties and words are left out. */
enum { DRIFT_TIES_MOST = 500, DRIFT_WORDS_MOST = 1000 };

/* Why two claims are the same statement. */
enum drift_by {
	DRIFT_REPEATS, /* a relation joins the two */
	DRIFT_CHAIN,   /* relations join them over other claims */
	DRIFT_POINT,   /* the same speaker on the same point */
};

struct drift_tie {
	struct claim *claim; /* has a place */
	enum drift_by by;
	const struct point *point; /* DRIFT_POINT: that point */
};

/* Starts zeroed ({0}); array_release(&ties->list) frees it. */
struct drift_ties {
	ARRAY(struct drift_tie) list;
};

/*
 * Adds the claims tied to the claim: by `repeats`, over any number of steps,
 * and those of other articles by a common point and speaker (`article` and
 * `unknown` are not the same voice twice).  The nearest come first, then other
 * articles before its own, then by article and number.  Takes time in
 * proportion to what is tied, and to the shorter of the lists of the claim's
 * points and speakers.
 */
void drift_find(struct drift_ties *ties, const struct xref *xref,
		struct claim *claim);

struct drift_word {
	struct span span; /* of the article, punctuation included */
	bool common;      /* the other side has it too, in the same order */
	bool gap;         /* sentences are left out before it */
	bool joined;      /* no space is before it: l’immunité */
};

struct drift_side {
	const struct claim *claim;
	ARRAY(struct drift_word) words;
	bool cut; /* longer than DRIFT_WORDS_MOST */
};

/* Starts zeroed ({0}); drift_release() frees it. */
struct drift {
	struct drift_side sides[2];
	size_t common; /* words that both have, in the same order */
};

/* Compares the two claims; a claim without a place has no words. */
void drift_compare(struct drift *drift, const struct claim *left,
		   const struct claim *right);

void drift_release(struct drift *drift);

#endif
