/*
 * search - finds what a reader typed, in articles and in any other string.
 *
 * Blind to accents, to variants of apostrophes, quotes, dashes and spaces, to
 * spaces and points inside numbers (fold.h), and to case unless the pattern
 * has an upper-case letter.  Hits are spans of the original bytes, on cluster
 * boundaries, without white space at their ends.  They do not cross
 * paragraphs and, taken from the left, do not overlap.  Text is folded by
 * small windows, and only where the rarest letter of the pattern lets a hit
 * be: neither a large article nor a long line needs a folded copy.
 */
#ifndef CORE_SEARCH_H
#define CORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/article.h"
#include "core/span.h"

/* A pattern made ready; it never changes after. */
struct search;

struct hits {
	ARRAY(struct span) list; /* starts zeroed; array_release() frees it */
};

/*
 * Prepares a pattern of `len` bytes.  One without a visible character is fine
 * and matches nothing.  White space at its ends counts.
 */
struct search *search_new(const char *pattern, size_t len);
void search_free(struct search *search);

/* Whether the pattern can match anything. */
bool search_possible(const struct search *search);

/*
 * The first hit that begins at or after byte `from`, or the last that begins
 * before byte `before`.  Returns false, and leaves *hit, where there is none:
 * neither goes round.
 */
bool search_next(const struct search *search, const struct article *article,
		 size_t from, struct span *hit);
bool search_previous(const struct search *search, const struct article *article,
		     size_t before, struct span *hit);

/*
 * The same as search_previous() in slices: looks through some `bytes` bytes,
 * and moves *before down to where the next slice goes on; 0: nothing is left.
 */
bool search_back(const struct search *search, const struct article *article,
		 size_t *before, size_t bytes, struct span *hit);

/*
 * Adds the hits that have a byte in the range, in order, and returns how many
 * they are.
 */
size_t search_all(const struct search *search, const struct article *article,
		  struct span range, struct hits *hits);

/*
 * Adds the hits that begin in [from, limit), `most` at most: for a search in
 * slices, each of which begins where the last one had its limit, or where its
 * last hit ended if that is further.
 */
void search_range(const struct search *search, const struct article *article,
		  size_t from, size_t limit, struct hits *hits, size_t most);

/*
 * Adds all hits in text[0, bytes), as in an article of that text; only lines
 * where one may be are looked for.
 */
void search_text(const struct search *search, const char *text, size_t bytes,
		 struct hits *hits);

/*
 * Counts an article's hits in slices, and says which of them one is.  Starts
 * with search_count_start(); search_count_release() frees it.
 */
struct search_count {
	const struct search *search; /* borrowed, as is the article */
	const struct article *article;
	size_t len;   /* bytes of it */
	size_t next;  /* byte that the next slice begins at */
	size_t count; /* hits before it */
	bool done;    /* count is all of them */
	ARRAY(struct search_mark {
		size_t from;   /* byte where a slice begins */
		size_t before; /* hits before it */
	})
	marks;
};

void search_count_start(struct search_count *count, const struct search *search,
			const struct article *article);

/* Counts in some `bytes` bytes more; returns whether any are left. */
bool search_count_step(struct search_count *count, size_t bytes);

/* The number, from 1, of the hit that begins at the byte; 0: none does, or it
   is not counted yet. */
size_t search_count_number(const struct search_count *count, size_t start);

void search_count_release(struct search_count *count);

/*
 * In a string of its own (a claim's text, a list's line), which is taken as
 * one paragraph: the first hit at or after byte `from`.
 */
bool search_in(const struct search *search, const char *bytes, size_t len,
	       size_t from, struct span *hit);

#endif
