/*
 * body - an article's own words made ready for paper.
 *
 * Paragraph after paragraph, without what its YAML omits, and with a marker
 * such as [9] after the words of each claim.  A marker never stands inside a
 * word, nor before the quotation mark that closes the claim's words.
 */
#ifndef PRINT_BODY_H
#define PRINT_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/block.h"
#include "core/dossier.h"
#include "core/span.h"
#include "core/str.h"

/* A claim that has a place, and where its number goes; or such a remark, which
   has none. */
struct mark {
	size_t offset; /* byte of the article, later of the paragraph's text */
	const struct claim *claim;   /* NULL: it is a remark */
	const struct remark *remark; /* NULL: it is a claim */
	bool hidden; /* its last words are omitted (BODY_STARTS: and its first
			ones too): its number is not shown */
};

enum body_marks {
	BODY_NONE,
	BODY_ENDS,   /* [9] after the words */
	BODY_NOTES,  /* the same, and nothing after those of remarks */
	BODY_STARTS, /* nothing in the text: where the words begin */
};

/* body_init() to body_release(); body_next() in between. */
struct body {
	const struct entry *entry;
	enum body_marks kind;
	ARRAY(struct mark) marks; /* by offset */
	struct omitted cuts;
	size_t paragraph, mark, cut; /* the next of each */
	bool begun, over;            /* body_take() gave the first, the last */
	/* The paragraph that body_next() found: */
	const char *text; /* borrowed until the next one */
	size_t len;
	struct mark *here; /* marks in it or before it, not given earlier */
	size_t here_count;
	struct str built; /* what text points to, where it is not the file */
};

void body_init(struct body *body, const struct entry *entry,
	       enum body_marks kind);

/*
 * Goes to the next paragraph that has anything left to print.  At the end it
 * returns false, and `here` are the marks that stand in no paragraph.
 */
bool body_next(struct body *body);

/* Whether the claim's last words are omitted, and so its number. */
bool body_hides(const struct body *body, const struct claim *claim);

void body_release(struct body *body);

/* A paragraph as body_next() gives it, which others do not take away. */
struct body_piece {
	const char *text; /* NULL: none, but marks that stand nowhere else */
	size_t len;
	size_t at;         /* of its text in part->words, where it is there */
	struct mark *here; /* the body's */
	size_t here_count;
	bool first; /* of the article */
};

/* Some paragraphs together; starts zeroed. */
struct body_part {
	ARRAY(struct body_piece) pieces;
	struct str words;
};

/* Replaces the part's paragraphs by the next ones, of about as many bytes.
   Returns false at the end. */
bool body_take(struct body *body, struct body_part *part, size_t bytes);

void body_part_release(struct body_part *part);

/* Compares marks, for qsort(): claims by number, then remarks by
   place. */
int mark_by_number(const void *a, const void *b);

/* Where a marker goes for words that end at `end` (> 0), at most `limit`. */
size_t body_after_words(const char *text, size_t end, size_t limit);

#endif
