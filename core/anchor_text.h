/*
 * anchor_text - an article as the steps of anchor.h look at it, and what
 * looking at it costs.
 */
#ifndef CORE_ANCHOR_TEXT_H
#define CORE_ANCHOR_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/anchor.h"
#include "core/approx.h"
#include "core/article.h"
#include "core/fold_index.h"
#include "core/span.h"

/* What a piece may match by; each also takes what those before it take. */
enum anchor_step {
	ANCHOR_STEP_EXACT,
	ANCHOR_STEP_NORMALISED,
	ANCHOR_STEP_APPROXIMATE,
};

/* What things cost, in steps of some nanoseconds. */
enum {
	ANCHOR_WORK_PLACE = 512, /* finding the bytes of a normalised match */
	ANCHOR_WORK_FOLD = 2,    /* folding a byte */
};

/* Starts with article and work set, and quick; anchor_text_release() ends it. */
struct anchor_text {
	const struct article *article;
	struct fold_index folded; /* text NULL: not yet */
	struct approx *approx;    /* of the normalised text; NULL: not yet */
	size_t work;              /* what may still be spent */
	bool spent;               /* the anchor at hand wanted more */
	bool quick;               /* nothing is found approximately */
};

/* A string of an anchor, with its normalised form. */
struct anchor_piece {
	const char *bytes; /* borrowed */
	size_t len;
	struct folded folded;
};

/* Takes steps from what may be spent; false: it is more than is left. */
bool anchor_text_spend(struct anchor_text *text, size_t steps);

/* The text normalised, which is done once. */
struct fold_index *anchor_text_folded(struct anchor_text *text);

/* The search by edit distance in it. */
struct approx *anchor_text_approx(struct anchor_text *text);

/* The bytes of the article that normalised bytes [start, end) came from. */
struct span anchor_text_span(struct anchor_text *text, size_t start,
			     size_t end);

/*
 * The first match of the piece at or after the byte, by its bytes or
 * normalised; false: none, or the work ran out.
 */
bool anchor_text_after(struct anchor_text *text,
		       const struct anchor_piece *piece, enum anchor_step step,
		       size_t from, struct span *found);

/* Whether the piece's bytes stand at the span, which may lack their blanks. */
bool anchor_text_same(const struct anchor_text *text,
		      const struct anchor_piece *piece, struct span span);

void anchor_text_release(struct anchor_text *text);

/* Normalises the piece's words; white space alone is none. */
void anchor_piece_fold(struct anchor_piece *piece);

/* As many candidates as a match has, at most. */
enum { ANCHOR_CANDIDATES = 8 };

/*
 * Whether an anchor is lost as its first words stand in the article fewer times
 * than its occurrence says.  The match's candidates are all of them, where
 * nothing is asked of what stands beside.
 */
bool anchor_few(const struct article *article, const struct anchor *anchor,
		const struct anchor_match *match);

#endif
