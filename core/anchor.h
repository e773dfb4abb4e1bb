/*
 * anchor - finds the words that an annotation names in the article's text.
 *
 * Three steps, and the first that gives exactly one place wins: the same
 * bytes; the same after normalisation (fold.h); the nearest by edit distance.
 * More than one place left is ambiguous, none is lost; neither is guessed.
 *
 * A place is a match of the first piece (or of `from`) after which the others
 * (or `to`) follow, each at its first match after the one before.  So only the
 * first piece has to be alone, and one after which the rest is missing does
 * not count.  Matches that overlap are places of their own, approximate ones
 * aside.  A match begins and ends between grapheme clusters.  A first piece
 * that stands there byte by byte wins even where the rest does not, as long as
 * it leaves one place.  `prefix` and `suffix` bind the first piece (or
 * `from`); an `occurrence` counts its normalised matches, is never
 * approximate, and is exact where the bytes are the same.
 *
 * Where all anchors are exact, one pass over the text (needles.h) settles
 * them, and nothing is normalised.  What is looked for one anchor at a time
 * (what follows a first piece, contexts, errors) may cost so much in all, the
 * same on every machine; thousands of lost anchors in one article are needed to
 * spend it, and what is left then is lost, and said to be unsearched.
 */
#ifndef CORE_ANCHOR_H
#define CORE_ANCHOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/article.h"
#include "core/span.h"

/* From best to worst: a claim's state is that of its worst piece. */
enum anchor_state {
	ANCHOR_EXACT,
	ANCHOR_NORMALISED,
	ANCHOR_APPROXIMATE,
	ANCHOR_AMBIGUOUS,
	ANCHOR_LOST,
};

/* An anchor as the annotator wrote it; strings are borrowed. */
struct anchor {
	const char **pieces; /* exact words, one or more in order; or NULL */
	size_t piece_count;
	const char *from, *to; /* a long passage instead of pieces, both or
				  NULL */
	const char *prefix;    /* what stands right before, or NULL */
	const char *suffix;    /* what stands right after, or NULL */
	size_t occurrence;     /* 1, 2, …; 0: not given */
};

/* Where it is.  Arrays live in the arena given to anchor_resolve(). */
struct anchor_match {
	struct span *spans;      /* one per piece, in order; one in all for from
			       and to; none when ambiguous or lost */
	struct span *candidates; /* when ambiguous or lost: the places it may
				    mean, nearest first, 8 at most */
	uint32_t span_count, candidate_count;
	uint32_t distance; /* when approximate: edit distance, code points, of
			      all pieces together; else 0 */
	enum anchor_state state;
	bool few;        /* lost, as its words are there, but fewer times than
			    its occurrence: annotation_anchors.c sets it */
	bool unsearched; /* lost, as what the article's anchors may cost was
			    spent before all was looked for */
};

/*
 * Resolves `count` anchors in one article; matches[i] answers anchors[i], which
 * may be freed after.  Approximate matches (approx.h) are Levenshtein's over
 * code points of the normalised text.  The candidates of an ambiguous anchor
 * are its places; of a lost one, its first words' matches without what should
 * stand beside or after them, else the best approximate ones, two fifths of
 * their characters off at most.
 */
void anchor_resolve(const struct article *article, const struct anchor *anchors,
		    size_t count, struct anchor_match *matches,
		    struct arena *arena);

/* What looking for all the anchors of an article may cost, in steps. */
size_t anchor_work(const struct article *article);

/*
 * The same without approximate matches: they are lost.  Of an article that is
 * read in part (article_glimpse()) the exact ones in that part alone: most lie
 * elsewhere, and looking closely for them would take long.
 */
void anchor_glimpse(const struct article *article, const struct anchor *anchors,
		    size_t count, struct anchor_match *matches,
		    struct arena *arena);

/*
 * The occurrence of the words nearest to `near`, by bytes between the two: of
 * those as far away as 256 bytes, then 1,024, and so on, the nearest exact one,
 * else the nearest normalised one.  Returns false, and leaves *found, where
 * there is none, or where *work, which goes down by what looking costs, comes
 * to 0 before it is found.
 */
bool anchor_nearest(const struct article *article, const char *words,
		    struct span near, struct span *found, size_t *work);

#endif
