/*
 * page - a sheet of plain text of a certain width, filled from the top.
 *
 * Everything on paper is blocks: text wrapped to the width, behind a first
 * prefix and the prefix of the rows after it.  No row is ever wider than the
 * page, whatever the text.
 */
#ifndef PRINT_PAGE_H
#define PRINT_PAGE_H

#include <stddef.h>

#include "core/dossier.h"
#include "core/layout.h"
#include "core/str.h"
#include "core/utf8.h"
#include "core/xref.h"
#include "po/messages.h"
#include "print/out.h"

enum {
	PAGE_WIDTH = 72,  /* columns, where nothing says otherwise */
	PAGE_NARROW = 10, /* the fewest and the most that can be asked for */
	PAGE_WIDE = 1000,
};

enum notes { NOTES_FOOT, NOTES_INLINE, NOTES_MARGIN, NOTES_NONE };

struct page {
	struct out *out;
	const struct dossier *dossier;
	const struct xref *xref;
	enum language language;
	enum charset charset;
	enum notes notes;
	size_t width;   /* columns, PAGE_NARROW at least */
	bool begun;     /* something stands on it */
	size_t threads; /* that may print side by side; 0 is as 1 */
};

/* Adds the text; rows begin with first, then with rest, which are plain ASCII
   and are cut where the page is too narrow for them. */
void page_block(struct page *page, const char *first, const char *rest,
		const char *text, size_t len);

/* As above from a string, which is emptied. */
void page_take(struct page *page, const char *first, const char *rest,
	       struct str *text);

/* Adds the safe form of one cluster that is wider than `columns`, broken by
   line ends into pieces that are not.  Returns the last one's columns. */
size_t page_pieces(const struct page *page, const char *text, size_t len,
		   size_t columns, struct str *safe);

/* An empty row between what stands there and what comes; none at the top. */
void page_gap(struct page *page);

/* The text, underlined with the character. */
void page_heading(struct page *page, const char *text, size_t len,
		  char underline);

/* The heading of a section, after an empty row. */
void page_section(struct page *page, enum message id);

/* The columns that a text takes on the page. */
size_t page_columns(const struct page *page, const char *text, size_t len);

#endif
