/*
 * fold - text made comparable, with the way back to its bytes.
 *
 * FOLD_ANCHOR is the normalised form of anchors: NFC; every run of white
 * space (no-break spaces and line ends too) one space, none just inside « »
 * nor before ; : ! ?; soft hyphens and zero-width characters dropped;
 * typographic variants as one (’ ‘ and ', “ ” « » and ", – — and -, … and
 * ...).  Case and accents count.
 *
 * FOLD_SEARCH is for the eye: as above, and blind to accents, and to spaces
 * and points between digits; with FOLD_CASE blind to case too.
 */
#ifndef CORE_FOLD_H
#define CORE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/span.h"

enum fold {
	FOLD_ANCHOR = 0,
	FOLD_SEARCH = 1,
	FOLD_CASE = 2, /* goes with FOLD_SEARCH */
};

/* Folded text; starts zeroed ({0}), fold_release() frees it. */
struct folded {
	char *bytes;    /* well-formed UTF-8, NUL-ended */
	size_t len;     /* bytes of it */
	size_t *origin; /* len + 1 items: the byte of the text that each
			    folded byte came from; the last is the text's end */
};

/* How far a text is folded; starts as {.at = first byte}. */
struct fold_state {
	size_t at;       /* the byte that comes next */
	size_t space_at; /* where the white space began that waits */
	bool space;      /* white space waits for what comes after it */
	bool opened;     /* the last thing was « */
	bool digit;      /* ... an ASCII digit */
};

/*
 * Folds text[0, len) from where the state is to `stop` or, as clusters are
 * folded whole, a little further, into *folded (whose old content is freed),
 * and moves the state there.  What folding in pieces gives, put together, is
 * what folding at once does.
 */
void fold_piece(struct folded *folded, const char *text, size_t len,
		size_t stop, struct fold_state *state, unsigned fold);

/* Folds text[span] into *folded (whose old content is freed). */
void fold_text(struct folded *folded, const char *text, struct span span,
	       unsigned fold);

/*
 * The bytes of the text that folded bytes [start, end) came from, grown to
 * whole grapheme clusters of the text, without the white space around them.
 */
struct span fold_origin(const struct folded *folded, const char *text,
			size_t start, size_t end);

/*
 * The same for text[0, len), where `first` and `last` are the bytes that the
 * first and the last of the folded bytes came from.
 */
struct span fold_span(const char *text, size_t len, size_t first, size_t last);

/*
 * The ASCII letter, case kept, that a Latin letter of U+00C0 to U+017F or
 * U+1E00 to U+1EFF is without its accents; FOLD_OTHER: it is searched as
 * itself, or as another letter past ASCII; FOLD_UNSURE: as several letters, or
 * as one that depends on its case, or the code point lies elsewhere.
 */
enum { FOLD_OTHER = '!', FOLD_UNSURE = '?' };
char fold_latin(uint32_t code);

void fold_release(struct folded *folded);

#endif
