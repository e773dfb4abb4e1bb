/*
 * filter - which claims a reader wants to see, in words.
 *
 * A filter is words that a claim must have, all of them, in its text, note,
 * tags, or in the names of its article, speakers, sources and points, or of who
 * checked it, as search.h compares; or KEY:VALUE; - before either means "not",
 * and quotes keep blanks together: burt kind:opinion -is:unsourced
 * speaker:"Tom Burt".
 * A value names a thing by its id or, where it is none, by a part of its
 * names; what it names is found once, so that a claim costs little.  A kind, a
 * status or a state is named by its word, by what it is called elsewhere
 * (filter_namer), or by the beginning of either.
 */
#ifndef CORE_FILTER_H
#define CORE_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/annotation.h"
#include "core/dossier.h"
#include "core/str.h"

/* X(NAME, "key") */
#define FILTER_KEY_LIST(X)                                                     \
	X(SPEAKER, "speaker")                                                  \
	X(KIND, "kind")                                                        \
	X(STATUS, "status")                                                    \
	X(SOURCE, "source")                                                    \
	X(POINT, "point")                                                      \
	X(ARTICLE, "article")                                                  \
	X(TAG, "tag")                                                          \
	X(IS, "is")

/* What is: may be, besides a status: X(NAME, "word") */
#define FILTER_STATE_LIST(X)                                                   \
	X(CONTRADICTED, "contradicted")                                        \
	X(UNSOURCED, "unsourced")                                              \
	X(CHECKED, "checked")                                                  \
	X(REPEATED, "repeated")                                                \
	X(LOST, "lost")                                                        \
	X(AMBIGUOUS, "ambiguous")                                              \
	X(APPROXIMATE, "approximate")

enum filter_state {
#define FILTER_STATE_ENUM(name, word) FILTER_STATE_##name,
	FILTER_STATE_LIST(FILTER_STATE_ENUM)
#undef FILTER_STATE_ENUM
		FILTER_STATES
};

enum filter_key {
#define FILTER_KEY_ENUM(name, word) FILTER_##name,
	FILTER_KEY_LIST(FILTER_KEY_ENUM)
#undef FILTER_KEY_ENUM
		FILTER_KEYS,
	FILTER_WORD = FILTER_KEYS /* a word without a key */
};

/* Why a text is no filter. */
enum filter_error {
	FILTER_OK,
	FILTER_NO_KEY,   /* the key is unknown */
	FILTER_NO_VALUE, /* the key has no such value */
};

struct filter_problem {
	enum filter_error error;
	enum filter_key key; /* whose value it is, where it is a value */
	struct str word;     /* what was written; the caller's to release */
	size_t end;          /* byte of the text after the word with it */
	const char *near;    /* what may be meant, borrowed; or NULL */
};

struct filter;

/*
 * What the i-th value of a key is called elsewhere than in the files: the n-th
 * of its names, from 0; NULL: it has no further one.  Values are numbered as
 * for filter_value().
 */
typedef const char *filter_namer(enum filter_key key, size_t i, size_t n);

/*
 * Reads a filter; NULL, with *problem filled, where it is none.  One without a
 * word in it passes everything.  It borrows from the dossier, and is the
 * caller's to free.  Names (namer may be NULL: there are none) are compared
 * without accents and case, and with - for each blank.
 */
struct filter *filter_new(const struct dossier *dossier, filter_namer *namer,
			  const char *text, struct filter_problem *problem);
void filter_free(struct filter *filter);

/* The text that it was read from. */
const char *filter_text(const struct filter *filter);

/* Whether it has words alone, and so can be asked of any line. */
bool filter_is_words(const struct filter *filter);

/* Whether the claim passes. */
bool filter_matches(const struct filter *filter, const struct claim *claim);

/* Whether the line has all its words (and none that it excludes). */
bool filter_matches_line(const struct filter *filter, const char *line,
			 size_t len);

/* The word of a key. */
const char *filter_key_word(enum filter_key key);

/*
 * The i-th value that a key may have, in no special order: an id, a kind, …;
 * NULL past the last, and for tags, which nothing lists.
 */
const char *filter_value(const struct dossier *dossier, enum filter_key key,
			 size_t i);

#endif
