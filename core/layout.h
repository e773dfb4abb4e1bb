/*
 * layout - paragraphs broken into rows of a width.
 *
 * Pure: the same text, span and width give the same rows.  Lines break where
 * UAX 14 lets them, clusters (UAX 29) are never split, and French spacing is
 * kept even where the file has plain spaces: no break after « or before
 * » ; : ! ? %, nor between the digits of `1 400`.  Spaces at the end of a row
 * hang: they take no column.  A word wider than the row is broken between
 * clusters.  Screen and paper are drawn from the same rows.
 */
#ifndef CORE_LAYOUT_H
#define CORE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/plain.h"
#include "core/span.h"
#include "core/utf8.h"

struct row {
	struct span span; /* all its bytes: rows follow each other exactly */
	size_t shown;     /* end of the bytes that are drawn: hanging spaces
			     and line ends come after it */
	size_t columns;   /* of what is drawn; <= the width, except for a
			     single cluster that is wider than it */
};

struct rows {
	ARRAY(struct row) list;
};

/*
 * Rows one after the other: layout_start(), then layout_next() until it
 * returns false, then layout_end().
 */
struct layout {
	const char *text;
	size_t columns;
	enum charset charset;
	bool plain; /* the bytes that the last row draws are their own safe
		       form in UTF-8 */
	/* The rest is layout.c's. */
	struct span paragraph; /* that rows come from, no line end */
	struct span line;      /* the part of it that they come from */
	bool over;             /* the paragraph's last row was given */
	size_t at;             /* where its next row starts */
	size_t next, end; /* where the next paragraph starts, and all ends */
	struct layout_window {
		size_t start, end;  /* bytes of text that it covers */
		size_t size;        /* how many the next one covers */
		ARRAY(char) breaks; /* BREAK_* before each byte */
		ARRAY(char) clean;  /* the bytes, where some are malformed */
	} window;
	struct plain_map map; /* of a part of the paragraph; large, so only its
				 ends are set at first */
};

/*
 * For any text: each line is a paragraph of its own, and its end (LF, CRLF)
 * belongs to its last row.  An empty span has no row.  columns is the width,
 * at least 1.
 */
void layout_start(struct layout *layout, const char *text, struct span span,
		  size_t columns, enum charset charset);

/* Returns false where there is no further row. */
bool layout_next(struct layout *layout, struct row *row);

void layout_end(struct layout *layout);

/*
 * A long paragraph is laid out in parts of some 64 KiB, each by itself, so
 * that any row is found without those before its part.  The part of the
 * paragraph, not empty, that holds the byte (at or after its end: the last
 * part); it is a paragraph of one part.
 */
struct span layout_part(const char *text, struct span paragraph, size_t offset);

/* The same, all rows at once, added to what stands in `rows`. */
void layout_paragraph(struct rows *rows, const char *text,
		      struct span paragraph, size_t columns,
		      enum charset charset);
void layout_text(struct rows *rows, const char *text, struct span span,
		 size_t columns, enum charset charset);

void layout_release(struct rows *rows);

#endif
