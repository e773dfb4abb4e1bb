/*
 * yaml_text - a file's bytes made fit for libyaml, with the way back.
 *
 * Internal to core/yaml*.c.  libyaml's reader gives up on a whole file for
 * one malformed byte or control character, and its directives take the square
 * of their number: all three are reported here, and replaced or blanked
 * before libyaml sees them.
 */
#ifndef CORE_YAML_TEXT_H
#define CORE_YAML_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/article.h"
#include "core/diag.h"
#include "core/lines.h"
#include "core/str.h"

/* What libyaml may see of directives: it compares each with all before. */
enum { YAML_DIRECTIVES_MAX = 16 };

/* The bytes that a problem repeats of a word at most. */
enum { YAML_WORD_MAX = 64 };

/*
 * Where the text that libyaml reads and the file part: from there on `count`
 * U+FFFD stand for `bytes` of the file each, then both go on alike.
 */
struct shift {
	uint32_t text, file;
	uint32_t count, bytes;
};

struct yaml_text {
	struct diags *diags;
	/* Ids of the claim that problems belong to, or NULL. */
	const char *article, *claim;
	enum diag_loss loss; /* what they leave out */
	struct article file; /* its bytes */
	struct lines lines;
	struct str clean; /* the text, where it is not the file's own */
	const char *text; /* what libyaml reads: no BOM, all valid, no NUL
				but the one after it */
	size_t len;       /* bytes of text */
	ARRAY(struct shift) shifts; /* first {0, length of the BOM} */
	bool ascii;                 /* a character is a byte throughout */
};

/* Takes the file's bytes and reports what is wrong with them. */
void yaml_text_init(struct yaml_text *in, const char *path,
		    const struct article *file, struct diags *diags);

/* The byte of the file that a byte of the text came from: in general, and at
   once where nothing but a BOM was left out. */
size_t yaml_text_shifted(const struct yaml_text *in, size_t at);
static inline size_t yaml_text_offset(const struct yaml_text *in, size_t at)
{
	return in->shifts.count > 1 ? yaml_text_shifted(in, at)
				    : at + in->shifts.items[0].file;
}

/* Whether no further problem is kept, so that none need be put in words. */
bool yaml_text_full(const struct yaml_text *in);

/* Reports a problem at a byte of the file. */
void yaml_text_report(struct yaml_text *in, enum diag_kind kind, size_t offset,
		      const char *detail, const char *hint);

/* The same at a byte of the text; its detail is as many bytes from there. */
void yaml_text_report_at(struct yaml_text *in, enum diag_kind kind, size_t at,
			 size_t bytes);

/* Bytes up to the next white space, comma or closing bracket; YAML_WORD_MAX
   at most. */
size_t yaml_text_word(const struct yaml_text *in, size_t at);

/* The byte of the line end after `at`, or len. */
size_t yaml_text_line_end(const struct yaml_text *in, size_t at);

/*
 * The first line at or after `at`, a line's start, that has more than blanks
 * and a comment.
 */
size_t yaml_text_skip_blank(const struct yaml_text *in, size_t at);

void yaml_text_release(struct yaml_text *in);

#endif
