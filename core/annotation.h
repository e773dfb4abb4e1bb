/*
 * annotation - the model of what annotators write, and its loader.
 *
 * FORMAT.md's entries as structs: everything a claim names (people, sources,
 * points) is a pointer, resolved by the loader.  All of it lives in the
 * dossier's arena and is freed with it.  An entry with an error in it is left
 * out whole and reported; what can be read is read.
 */
#ifndef CORE_ANNOTATION_H
#define CORE_ANNOTATION_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/anchor.h"
#include "core/arena.h"
#include "core/array.h"
#include "core/diag.h"
#include "core/span.h"

/* X(NAME, "word in YAML") */
#define CLAIM_KIND_LIST(X)                                                     \
	X(STATEMENT, "statement")                                              \
	X(FACT, "fact")                                                        \
	X(OPINION, "opinion")                                                  \
	X(ARGUMENT, "argument")                                                \
	X(ALLEGATION, "allegation")                                            \
	X(RULING, "ruling")                                                    \
	X(DENIAL, "denial")
#define CLAIM_STATUS_LIST(X)                                                   \
	X(REPORTED, "reported")                                                \
	X(UNVERIFIED, "unverified")                                            \
	X(DISPUTED, "disputed")                                                \
	X(CONFIRMED, "confirmed")                                              \
	X(REFUTED, "refuted")                                                  \
	X(RETRACTED, "retracted")
#define QUOTE_LIST(X)                                                          \
	X(NONE, "")                                                            \
	X(DIRECT, "direct")                                                    \
	X(INDIRECT, "indirect")                                                \
	X(MIXED, "mixed")
#define SOURCE_KIND_LIST(X)                                                    \
	X(COURT_FILING, "court-filing")                                        \
	X(RULING, "ruling")                                                    \
	X(BLOG_POST, "blog-post")                                              \
	X(PRESS_RELEASE, "press-release")                                      \
	X(PRESS_AGENCY, "press-agency")                                        \
	X(PRESS, "press")                                                      \
	X(REPORT, "report")                                                    \
	X(STATEMENT, "statement")                                              \
	X(INTERVIEW, "interview")                                              \
	X(BOOK, "book")                                                        \
	X(DATASET, "dataset")                                                  \
	X(OTHER, "other")
/* X(NAME, "word in YAML", "word seen from the other end") */
#define RELATION_LIST(X)                                                       \
	X(SUPPORTS, "supports", "supported-by")                                \
	X(CONTRADICTS, "contradicts", "contradicts")                           \
	X(REPEATS, "repeats", "repeats")                                       \
	X(RESPONDS_TO, "responds-to", "answered-by")                           \
	X(CORRECTS, "corrects", "corrected-by")                                \
	X(ELABORATES, "elaborates", "elaborated-by")

#define ANNOTATION_ENUM2(prefix, name) prefix##name,
#define CLAIM_KIND_ENUM(name, word) ANNOTATION_ENUM2(CLAIM_, name)
#define CLAIM_STATUS_ENUM(name, word) ANNOTATION_ENUM2(STATUS_, name)
#define QUOTE_ENUM(name, word) ANNOTATION_ENUM2(QUOTE_, name)
#define SOURCE_KIND_ENUM(name, word) ANNOTATION_ENUM2(SOURCE_, name)
#define RELATION_ENUM(name, word, back) ANNOTATION_ENUM2(RELATION_, name)
enum claim_kind { CLAIM_KIND_LIST(CLAIM_KIND_ENUM) CLAIM_KINDS };
enum claim_status { CLAIM_STATUS_LIST(CLAIM_STATUS_ENUM) CLAIM_STATUSES };
enum quote { QUOTE_LIST(QUOTE_ENUM) QUOTES };
enum source_kind { SOURCE_KIND_LIST(SOURCE_KIND_ENUM) SOURCE_KINDS };
enum relation_kind { RELATION_LIST(RELATION_ENUM) RELATION_KINDS };

/* The words in YAML, and a relation's word seen from its other end. */
const char *claim_kind_word(enum claim_kind kind);
const char *claim_status_word(enum claim_status status);
const char *quote_word(enum quote quote); /* "" for QUOTE_NONE */
const char *source_kind_word(enum source_kind kind);
const char *relation_word(enum relation_kind kind, bool reverse);

struct entry; /* one article and its annotations: dossier.h */

struct strings {
	const char **items;
	size_t count;
};

/* Lists that several may share, so they do not change once they are read. */
struct speakers {
	struct speaker **items;
	size_t count;
};
struct sources {
	struct source **items;
	size_t count;
};
struct points {
	struct point **items;
	size_t count;
};
extern const struct speakers speakers_none;
extern const struct sources sources_none;
extern const struct points points_none;

/*
 * A person or an organisation.  Two always exist: `article`, the article's
 * own voice, and `unknown`; both have an empty name.
 */
struct speaker {
	const char *id, *name;
	const char *short_name; /* for margins and columns; the name, if none */
	const char *role, *url, *note; /* NULL where not given */
	struct strings aliases;
	/* Affiliation or parent organisation, or NULL. */
	struct speaker *parent;
	bool organisation;
	bool nobody; /* `article` or `unknown` */
	struct speaker *self;
	struct speakers alone; /* itself: a list of one */
	/* The article that alone knows it, or NULL. */
	const struct entry *owner;
	struct place place;
	size_t index; /* in the dossier's list */
};
struct source {
	const char *id, *title;
	const char *short_title; /* the title, if none */
	enum source_kind kind;
	const struct speakers *authors;
	const char *publisher, *date, *lang, *url, *archived, *retrieved, *ref,
		*pages, *note; /* NULL where not given */
	struct source *self;
	struct sources alone;
	const struct entry *owner;
	struct place place;
	size_t index;
};
struct point {
	const char *id, *title;
	const char *short_title; /* the title, if none */
	const char *note;
	struct point *self;
	struct points alone;
	const struct entry *owner;
	struct place place;
	size_t index;
};
/*
 * What few claims have.  A claim keeps it up to the last that it has, so the
 * commonest come first; claim_more() gives all of it.
 */
struct claim_more {
	const char *note; /* or NULL */
	const char *date; /* its own, as written; NULL: see claim_date() */
	const struct speakers *via;
	struct strings tags;
	const struct speakers *about;
	const char *lang;                      /* or NULL */
	const char *speaker_words, *cue_words; /* spans, as written; or NULL */
	struct span speaker_span, cue_span;    /* empty: not given, not found */
	const struct sources *evidence;
	const struct speakers *addressees;
	const char *checked_by, *checked_date; /* or NULL */
	/* All that is known of where its words are, unless they are in one
	   piece and as they should be; else NULL. */
	const struct anchor_match *match;
	/* Where they are not as they should be: what was looked for. */
	const struct anchor *anchor;
};
extern const struct claim_more claim_more_none;

enum { CLAIM_ID_MAX = 64 }; /* bytes */

struct claim {
	/* Within its article; claim_name(): in the dossier.  Behind its NUL
	   stands claim_text(). */
	const char *id;
	struct entry *entry;
	const struct speakers *speakers; /* at least one */
	const struct sources *sources;
	const struct points *points;
	/*
	 * Of its `id` line's dash, claim_place(), and of its words,
	 * claim_extent(), both 0 without a place.  Files have 2^28 bytes at
	 * most.
	 */
	uint32_t line : 29;
	uint32_t kind : 3; /* enum claim_kind */
	uint32_t column : 29;
	uint32_t status : 3; /* enum claim_status */
	uint32_t start : 29;
	uint32_t state : 3; /* enum anchor_state */
	uint32_t end : 29;
	uint32_t quote : 2; /* enum quote */
	/* Where in its entry's `more` a struct claim_more begins, and how many
	   words of it are there. */
	uint32_t more;
	uint32_t more_words : 5;
	uint32_t number : 27; /* 1, 2, … by place; 0: without a place */
};

/* One relation, written once, on `from`. */
struct relation {
	struct claim *from;
	union {
		struct claim *claim;
		const char *name;
	} other;          /* relation_to(), relation_to_name() */
	const char *note; /* or NULL */
	/* Of the target in the file of `from`, which has 2^28 bytes at most. */
	uint32_t line : 29;
	uint32_t kind : 3; /* enum relation_kind */
	uint32_t column : 29;
	bool spoiled : 1; /* the other end is: there is but its name */
};

/* The other end; NULL: it is spoiled, and this is its "article/id". */
static inline struct claim *relation_to(const struct relation *relation)
{
	return relation->spoiled ? NULL : relation->other.claim;
}
static inline const char *relation_to_name(const struct relation *relation)
{
	return relation->spoiled ? relation->other.name : NULL;
}

/* A relation as one of its two claims sees it. */
struct relation_end {
	const struct relation *relation;
	struct claim *other; /* NULL: spoiled; see relation_end_name() */
	bool reverse;        /* seen from relation_to() */
};

/* A remark on a passage that claims nothing. */
struct remark {
	const char *id, *text;
	struct anchor anchor;
	struct anchor_match match;
	struct strings about; /* claim names */
	struct strings tags;
	struct place place;
};

/* Page furniture: left out on paper, one row on the screen. */
struct omission {
	struct anchor anchor;
	struct anchor_match match;
	struct place place;
};

/* What annotations/NAME.yaml says. */
struct annotation {
	const char *file;  /* its path; NULL: there is none */
	bool cut;          /* a part of it was not YAML and is missing */
	const char *title; /* NULL where not given */
	const char *short_title, *publisher, *published, *url, *archived,
		*retrieved, *lang, *sha256, *licence, *note;
	struct strings authors, tags;
	struct claim *claims; /* in the YAML's order */
	const uint64_t *more; /* theirs, one behind the other: claim_more() */
	size_t claim_count;
	struct remark *remarks;
	size_t remark_count;
	struct omission *omissions;
	size_t omission_count;
	struct relation *relations;
	size_t relation_count;
};

/* What it has of it; the rest is that of claim_more_none. */
struct claim_more claim_more(const struct claim *claim);

/* Adds what is there of it to what will be its entry's. */
struct claim_mores {
	ARRAY(uint64_t) words;
};
void claim_keep_more(struct claim *claim, const struct claim_more *more,
		     struct claim_mores *mores);

/* Its note, and the date that it gives itself; NULL where it has none. */
const char *claim_note(const struct claim *claim);
const char *claim_own_date(const struct claim *claim);

/* "article/id", unique in the dossier. */
struct claim_name {
	char full[NAME_MAX + 1 + CLAIM_ID_MAX + 1];
};
struct claim_name claim_name(const struct claim *claim);

/* The other claim's, spoiled or not. */
struct claim_name relation_end_name(const struct relation_end *end);

/* Of the entry in its file: its `id` line's dash. */
struct place claim_place(const struct claim *claim);

/* The claim's date, else its first dated source's; NULL where none has one. */
const char *claim_date(const struct claim *claim);

/* The annotator's words; without them, the anchor's as they stand in the
   article. */
static inline const char *claim_text(const struct claim *claim)
{
	return claim->id + strlen(claim->id) + 1;
}

/* Whether its words have a place. */
static inline bool claim_placed(const struct claim *claim)
{
	return claim->end > claim->start;
}

/* From its first piece's start to its last piece's end. */
static inline struct span claim_extent(const struct claim *claim)
{
	return (struct span){claim->start, claim->end};
}

/* How many pieces its words are in, and where each of them is. */
size_t claim_pieces(const struct claim *claim);
struct span claim_piece(const struct claim *claim, size_t piece);

#endif
