/*
 * sweep - a search through the whole dossier, in slices.
 *
 * Article by article: its texts, then its claims with their notes and
 * relations' notes, and its remarks; at the end the names, roles and notes of
 * people, organisations, sources and points.  A slice takes as long as the
 * bytes that it may read, and the next goes on where it ended, so that a
 * reader's keys need not wait for a large dossier.
 */
#ifndef CORE_SWEEP_H
#define CORE_SWEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/dossier.h"
#include "core/search.h"

enum sweep_scope {
	SWEEP_TEXTS, /* the articles' texts */
	SWEEP_ALL,   /* and what is annotated on them */
};

enum sweep_kind {
	SWEEP_TEXT,    /* in an article's text */
	SWEEP_ARTICLE, /* in what is annotated on an article as a whole */
	SWEEP_CLAIM,   /* in a claim's own words */
	SWEEP_NOTE,    /* in the note of a claim or of its relation */
	SWEEP_REMARK,
	SWEEP_SPEAKER,
	SWEEP_SOURCE,
	SWEEP_POINT,
	SWEEP_DOSSIER, /* in the dossier's title or note */
};

struct sweep_hit {
	enum sweep_kind kind;
	struct entry *entry;         /* NULL: it belongs to the whole dossier */
	union {                      /* what it is in, by kind; borrowed */
		struct claim *claim; /* of SWEEP_CLAIM and SWEEP_NOTE */
		const struct remark *remark;
		const struct speaker *speaker;
		const struct source *source;
		const struct point *point;
	} in;
	const char *text; /* the article's text, its strip's, or a string;
			     borrowed */
	struct span line; /* of text: the paragraph or the whole string */
	struct span hit;  /* of text, in that line */
};

struct sweep_hits {
	ARRAY(struct sweep_hit) list; /* starts zeroed; array_release() */
	/* What is searched of a text that is read in strips, and its hits are
	   in; article_strip_release(). */
	struct article_strip strip;
};

enum sweep_part {
	SWEEP_PART_TEXT,
	SWEEP_PART_ARTICLE,
	SWEEP_PART_CLAIMS,
	SWEEP_PART_REMARKS,
	SWEEP_PART_SPEAKERS, /* past the articles */
	SWEEP_PART_SOURCES,
	SWEEP_PART_POINTS,
	SWEEP_PART_DOSSIER,
	SWEEP_PART_END,
};

/* How far a search has come; a value, nothing to release. */
struct sweep {
	const struct dossier *dossier; /* borrowed, as is search */
	const struct search *search;
	enum sweep_scope scope;
	enum sweep_part part;
	size_t entry; /* index of the article, while the part is one of it */
	size_t next;  /* in the part: byte of the text, or index of the thing */
};

/* A search that is about to begin. */
struct sweep sweep_make(const struct dossier *dossier,
			const struct search *search, enum sweep_scope scope);

/*
 * Searches some `bytes` bytes further and adds what it finds: of a text every
 * hit, of any other string the first.  False: nothing is left to search.
 */
bool sweep_step(struct sweep *sweep, size_t bytes, struct sweep_hits *hits);

/*
 * The same side by side: sweep_skip() moves past some `bytes` bytes, between
 * paragraphs or things, without searching them, and returns whether anything
 * was left.  sweep_until() searches from where one stands, on any thread, up
 * to where another does, and adds what it finds.  A text that is read in
 * strips is skipped by one of `bytes` bytes alone, wherever that ends, and
 * sweep_until() reads it: then hits belong to one such step.
 */
bool sweep_skip(struct sweep *sweep, size_t bytes);

/* The article of which the next step is a strip; NULL: it is none. */
const struct entry *sweep_strip(const struct sweep *sweep);

void sweep_until(struct sweep *sweep, const struct sweep *end,
		 struct sweep_hits *hits);

/* How much of the dossier is searched, in per cent of its articles. */
size_t sweep_percent(const struct sweep *sweep);

#endif
