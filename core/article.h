/*
 * article - one article: immutable bytes and an index of its paragraphs.
 */
#ifndef CORE_ARTICLE_H
#define CORE_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/span.h"

struct article {
	char *text;   /* the file's bytes, NUL-ended, BOM included */
	size_t bytes; /* of text */
	/* The non-empty paragraphs in order, without their line ends (LF,
	   CRLF), leading BOM and surrounding white space. */
	ARRAY(struct span) paragraphs;
};

/*
 * Reads the file, or standard input where path is "-".  Returns 0, or an
 * errno (EFBIG past 256 MiB, EISDIR, …) with an empty article.
 */
int article_load(struct article *article, const char *path);

/* Takes heap bytes (malloc) as the text; they must have a NUL after them. */
void article_take(struct article *article, char *text, size_t bytes);

/*
 * Index of the paragraph that holds the byte, else of the first one after it;
 * past the last, the last.  0 when there is none.
 */
size_t article_paragraph_at(const struct article *article, size_t offset);

void article_release(struct article *article);

#endif
