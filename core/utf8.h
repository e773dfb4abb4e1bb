/*
 * utf8 - UTF-8 in, safe visible text and its width out.
 *
 * utf8_glyph() is the sanitiser: the one function through which bytes of a
 * file, a file name, a YAML value or the environment become terminal cells or
 * output.  What it returns holds no control, bidirectional-control, invisible
 * or malformed character, and nothing whose width curses and a terminal may
 * measure differently.
 */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/str.h"

enum charset {
	CHARSET_UTF8,
	CHARSET_ASCII, /* é as e, « as ", … as ..., the rest as <U+65E5> */
};

enum { GLYPH_BYTES = 128 }; /* room for one safe cluster, NUL included */

/* One grapheme cluster (UAX 29) as it may be shown. */
struct glyph {
	size_t bytes;   /* of the input that it stands for, > 0 */
	size_t columns; /* terminal columns of text; 0: nothing is shown */
	size_t len;     /* bytes of text */
	bool standin;   /* text is a visible stand-in such as ^X, <U+202E> */
	char text[GLYPH_BYTES]; /* safe UTF-8 (or ASCII), NUL-ended */
};

/*
 * Reads the cluster at the start of bytes (len > 0, a cluster boundary) into
 * *glyph and returns how many bytes it took.  column is the column where it
 * will stand (0 = first), which only a tab needs: it becomes spaces to the
 * next multiple of 8.  No-break spaces become plain spaces.  Joiners,
 * variation selectors, emoji modifiers inside a cluster and soft hyphens are
 * not sent; a cluster's width is the sum of the code points that are sent
 * (uc_width, UAX 11).  A mark without a base stands on U+25CC.
 */
size_t utf8_glyph(const char *bytes, size_t len, size_t column,
		  enum charset charset, struct glyph *glyph);

/*
 * Decodes the code point at the start of bytes (len > 0) into *code and
 * returns its length; malformed: U+FFFD, and the length of the maximal
 * subpart (Unicode 15, 3.9, U+FFFD substitution).
 */
size_t utf8_decode(const char *bytes, size_t len, uint32_t *code);

/* Adds a code point (malformed ones as U+FFFD) at the end of out. */
void utf8_encode(struct str *out, uint32_t code);

/* Offset of the first malformed byte, or len when all is well-formed. */
size_t utf8_check(const char *bytes, size_t len);

/* Length in bytes of the cluster at the start of bytes (len > 0). */
size_t utf8_cluster(const char *bytes, size_t len);

/* Adds the safe form of all the bytes to out; returns its columns. */
size_t utf8_safe(struct str *out, const char *bytes, size_t len,
		 enum charset charset);

/* The columns that the safe form of all the bytes takes. */
size_t utf8_columns(const char *bytes, size_t len, enum charset charset);

/*
 * Adds the safe form to out, cut between clusters to at most `columns`
 * columns; a cut one ends in … (ASCII: ...) within them.  Returns the columns
 * used.
 */
size_t utf8_fit(struct str *out, const char *bytes, size_t len, size_t columns,
		enum charset charset);

#endif
