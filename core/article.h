/*
 * article - one article: immutable bytes and an index of its paragraphs.
 */
#ifndef CORE_ARTICLE_H
#define CORE_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/span.h"

struct article_rest; /* the file that is read in part */

struct article {
	char *text;   /* the file's bytes, NUL-ended, BOM included */
	size_t bytes; /* of text */
	/* Of a text that is read in part: where the rest is; its bytes are
	   zeros, and have no paragraphs, or there is no text at all where it
	   is read in strips.  NULL: all of it is here. */
	struct article_rest *rest;
	/* The non-empty paragraphs in order, without their line ends (LF,
	   CRLF), leading BOM and surrounding white space. */
	ARRAY(struct span) paragraphs;
};

/*
 * Reads a regular file.  Returns 0, or an errno (EFBIG past 256 MiB, EISDIR,
 * ESPIPE for what else is no regular file, …) with an empty article.
 */
int article_load(struct article *article, const char *path);

/* The same by this thread alone, however large it is: others have work. */
int article_load_alone(struct article *article, const char *path);

/* The same of a file that is no article: no paragraphs are looked for. */
int article_load_bytes(struct article *article, const char *path);

/*
 * As article_load() for what users name themselves, which may be a pipe or a
 * device: it is waited for.  "-" is standard input.
 */
int article_load_named(struct article *article, const char *path);

/*
 * Reads a large file around the byte alone, as much as a screen needs; a small
 * one whole.  Returns 0, or an errno, as article_load().
 */
int article_glimpse(struct article *article, const char *path, size_t offset);

/*
 * Opens a regular file for its words alone.  A large one is not read:
 * article_strip() reads it, or article_complete() all of it; a small one is
 * read whole, and so is a large one where several files are open already, of
 * which a process may have few.  Returns 0, or an errno, as article_load().
 */
int article_open(struct article *article, const char *path);

/* Whether article_open() left it to be read in strips. */
bool article_in_strips(const struct article *article);

/* Reads all of a text that is to be read in strips, others as they are.
   Returns 0, or an errno with an empty article. */
int article_complete(struct article *article);

/* Some lines of a large text; starts zeroed and is used again and again. */
struct article_strip {
	const char *text; /* NUL-ended; borrowed from `read` */
	size_t bytes;     /* of text */
	size_t start;     /* byte of the article where it begins */
	ARRAY(char) read;
};

/*
 * Reads the lines that begin in a stretch of the text's bytes: strip->text
 * is these from the end of the line before to the end of the last, not
 * included, so that what stretches without a gap give has each line, and each
 * line end before it, once.  Any threads may do that at once.  What can no
 * longer be read is missing: article_strip_error() says why; of a file that was
 * cut short it has nothing to say.
 */
void article_strip(const struct article *article, struct span stretch,
		   struct article_strip *strip);
void article_strip_release(struct article_strip *strip);

/* The errno that kept a strip of the text from being read; 0: none. */
int article_strip_error(const struct article *article);

/*
 * Reads the first lines of a regular file, `most` bytes of them at most; *cut:
 * there is more.  Its paragraphs are not looked for.  Returns 0, or an errno,
 * as article_load().
 */
int article_head(struct article *article, const char *path, size_t most,
		 bool *cut);

/*
 * Makes sure that the text around the byte is read, in the place of what was
 * before: paragraphs are those of that part.  Costs nothing where it is.
 */
void article_cover(struct article *article, size_t offset);

/* The bytes of the text that are here. */
struct span article_read(const struct article *article);

/* Takes heap bytes (malloc) as the text; they must have a NUL after them. */
void article_take(struct article *article, char *text, size_t bytes);

/*
 * Index of the paragraph that holds the byte, else of the first one after it;
 * past the last, the last.  0 when there is none.
 */
size_t article_paragraph_at(const struct article *article, size_t offset);

/*
 * The paragraph in the line of text[0, bytes) that has the byte, as an article
 * of that text would list it; empty: none is.  *next: where the next line
 * begins, or past the end.
 */
struct span article_paragraph_in(const char *text, size_t bytes, size_t at,
				 size_t *next);

void article_release(struct article *article);

#endif
