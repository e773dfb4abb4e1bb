/*
 * layout - paragraphs broken into rows of a width.
 *
 * Pure: the same text, span and width give the same rows.  Lines break where
 * UAX 14 lets them, clusters (UAX 29) are never split, and French spacing is
 * kept even where the file has plain spaces: no break after « or before
 * » ; : ! ? %, nor between the digits of `1 400`.  Spaces at the end of a row
 * hang: they take no column.  A word wider than the row is broken between
 * clusters.  Screen and paper are drawn from the same rows.
 *
 * A very long paragraph is laid out in parts of some 64 KiB, whose bounds
 * depend on its text alone: none of its rows depends on all that stands
 * before, and a view lays out only the part that it shows.
 */
#ifndef CORE_LAYOUT_H
#define CORE_LAYOUT_H

#include <stddef.h>

#include "core/array.h"
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
 * Adds the rows of text[paragraph] (which holds no line end) to rows.  columns
 * is the width, at least 1.  An empty paragraph gives one empty row.
 */
void layout_paragraph(struct rows *rows, const char *text,
		      struct span paragraph, size_t columns,
		      enum charset charset);

/*
 * The part of the paragraph, not empty, that holds the byte (at or after its
 * end: the last part), and adding the rows of one part.
 */
struct span layout_part(const char *text, struct span paragraph, size_t offset);
void layout_part_rows(struct rows *rows, const char *text, struct span part,
		      size_t columns, enum charset charset);

/*
 * As above for any text: each line is a paragraph of its own, and its end (LF,
 * CRLF) belongs to its last row.  An empty span has no row.
 */
void layout_text(struct rows *rows, const char *text, struct span span,
		 size_t columns, enum charset charset);

void layout_release(struct rows *rows);

#endif
