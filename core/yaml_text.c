#include "core/yaml_text.h"

#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

enum { REPLACEMENT = 3 }; /* bytes of U+FFFD */

size_t yaml_text_shifted(const struct yaml_text *in, size_t at)
{
	size_t low = 0, high = in->shifts.count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (in->shifts.items[middle].text <= at)
			low = middle;
		else
			high = middle;
	}
	const struct shift *shift = &in->shifts.items[low];
	size_t beyond = at - shift->text;
	size_t replaced = beyond / REPLACEMENT < shift->count
				  ? beyond / REPLACEMENT
				  : shift->count;
	size_t offset = shift->file + replaced * shift->bytes +
			(beyond - replaced * REPLACEMENT);
	return offset < in->file.bytes ? offset : in->file.bytes;
}

bool yaml_text_full(const struct yaml_text *in)
{
	return diag_full(in->diags, in->lines.file);
}

/* Whether the last problem is this one: reading goes on before some errors,
   and what a map begins with may be its own or its first key's. */
static bool told(const struct diags *diags, const struct diag *diag)
{
	if (!diags->list.count)
		return false;
	const struct diag *last = &diags->list.items[diags->list.count - 1];
	return last->kind == diag->kind &&
	       last->place.line == diag->place.line &&
	       last->place.column == diag->place.column &&
	       !strcmp(last->place.file, diag->place.file);
}

void yaml_text_report(struct yaml_text *in, enum diag_kind kind, size_t offset,
		      const char *detail, const char *hint)
{
	struct str claim = {0};
	if (yaml_text_full(in))
		return;
	if (in->claim)
		str_addf(&claim, "%s/%s", in->article, in->claim);
	struct diag diag = {
		.kind = kind,
		.loss = in->loss,
		.place = lines_place(&in->lines, offset),
		.detail = detail,
		.hint = hint,
		.claim = claim.bytes,
	};
	if (!told(in->diags, &diag))
		diag_add_at(in->diags, &diag, in->file.text, in->file.bytes,
			    offset);
	str_release(&claim);
}

void yaml_text_report_at(struct yaml_text *in, enum diag_kind kind, size_t at,
			 size_t bytes)
{
	struct str detail = {0};
	str_add(&detail, in->text + at, bytes);
	yaml_text_report(in, kind, yaml_text_offset(in, at), str_get(&detail),
			 NULL);
	str_release(&detail);
}

size_t yaml_text_word(const struct yaml_text *in, size_t at)
{
	size_t end = at;
	while (end < in->len && end - at < YAML_WORD_MAX &&
	       !strchr(" \t\r\n,]}", in->text[end]))
		end++;
	return end - at;
}

/* ---- making the bytes fit for libyaml ---- */

/*
 * Length of the character at the start of bytes where YAML does not allow
 * it, though it is UTF-8; else 0.
 */
static size_t forbidden(const char *bytes)
{
	const unsigned char *s = (const unsigned char *)bytes;
	if (s[0] < 0x20)
		return s[0] != '\t' && s[0] != '\n' && s[0] != '\r';
	if (s[0] == 0x7f)
		return 1;
	if (s[0] == 0xc2 && s[1] < 0xa0 && s[1] != 0x85)
		return 2;
	if (s[0] == 0xef && s[1] == 0xbf && s[2] >= 0xbe)
		return 3;
	return 0;
}

/* Bytes that are of a kind the file may not have: the first, and how many. */
struct unfit {
	size_t first, count;
};

static void unfit_add(struct unfit *unfit, size_t at)
{
	if (!unfit->count++)
		unfit->first = at;
}

/* Reports the first of them, as "(1/N)" where there are N: a file in another
   encoding has one in each line. */
static void unfit_report(struct yaml_text *in, const struct unfit *unfit,
			 enum diag_kind kind)
{
	struct str detail = {0};
	uint32_t code;
	const char *at = in->file.text + unfit->first;
	if (!unfit->count)
		return;
	utf8_decode(at, in->file.bytes - unfit->first, &code);
	if (kind == DIAG_MALFORMED)
		str_addf(&detail, "0x%02X", (unsigned)(unsigned char)*at);
	else
		str_addf(&detail, "U+%04X", (unsigned)code);
	if (unfit->count > 1)
		str_addf(&detail, " (1/%zu)", unfit->count);
	yaml_text_report(in, kind, unfit->first, str_get(&detail), NULL);
	str_release(&detail);
}

/* Puts U+FFFD for file[at, at + bytes); file[from, at) goes before it. */
static void replace(struct yaml_text *in, size_t from, size_t at, size_t bytes)
{
	struct shift *last = &in->shifts.items[in->shifts.count - 1];
	str_add(&in->clean, in->file.text + from, at - from);
	if (from == at && last->bytes == bytes) {
		last->count++; /* right after the ones before */
	} else {
		struct shift shift = {(uint32_t)in->clean.len, (uint32_t)at, 1,
				      (uint32_t)bytes};
		array_push(&in->shifts, shift);
	}
	str_add(&in->clean, "\xef\xbf\xbd", REPLACEMENT);
}

enum { BLOCK = 64 };

/*
 * Whether none of BLOCK bytes, and the one after them, can be part of what is
 * forbidden: without a branch, for the compiler to do many at once.
 */
static bool harmless(const char *text, unsigned char *high)
{
	const unsigned char *bytes = (const unsigned char *)text;
	unsigned char bad = 0, all = 0;
	for (size_t i = 0; i < BLOCK; i++) {
		unsigned char a = bytes[i], b = bytes[i + 1];
		all |= a;
		bad |= (a < 0x20) & (a != '\n') & (a != '\r') & (a != '\t');
		bad |= (a == 0x7f) | (a == 0xef);
		bad |= (a == 0xc2) & (b < 0xa0);
	}
	*high |= all;
	return !bad;
}

/* The first forbidden character in [from, end), or end. */
static size_t find_forbidden(struct yaml_text *in, size_t from, size_t end)
{
	const char *text = in->file.text;
	unsigned char high = 0;
	if (from < end && forbidden(text + from))
		return from; /* they often stand side by side */
	while (from < end) {
		if (end - from > BLOCK && harmless(text + from, &high)) {
			from += BLOCK;
			continue;
		}
		size_t stop = end - from > BLOCK ? from + BLOCK : end;
		for (; from < stop; from++) {
			high |= (unsigned char)text[from];
			if (forbidden(text + from))
				goto out;
		}
	}
out:
	in->ascii &= high < 0x80;
	return from;
}

static void clean_text(struct yaml_text *in)
{
	const char *bytes = in->file.text;
	size_t len = in->file.bytes;
	size_t bom = len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;
	size_t kept = bom, at = bom, valid = bom; /* valid: UTF-8 up to there */
	struct shift shift = {.file = (uint32_t)bom};
	struct unfit controls = {0}, malformed = {0};
	array_push(&in->shifts, shift);
	in->ascii = true;
	while (at < len) {
		if (at == valid)
			valid += utf8_check(bytes + at, len - at);
		at = find_forbidden(in, at, valid);
		if (at == len)
			break;
		size_t bytes_there;
		if (at < valid) {
			unfit_add(&controls, at);
			bytes_there = forbidden(bytes + at);
		} else {
			uint32_t code;
			unfit_add(&malformed, at);
			bytes_there = utf8_decode(bytes + at, len - at, &code);
			valid = at + bytes_there;
		}
		replace(in, kept, at, bytes_there);
		kept = at += bytes_there;
	}
	unfit_report(in, &malformed, DIAG_MALFORMED);
	unfit_report(in, &controls, DIAG_CONTROL);
	if (kept > bom) {
		in->ascii = false;
		str_add(&in->clean, bytes + kept, len - kept);
	}
	in->text = kept > bom ? in->clean.bytes : bytes + bom;
	in->len = kept > bom ? in->clean.len : len - bom;
}

/* Makes text a copy of our own, to blank things in. */
static char *own_text(struct yaml_text *in)
{
	if (!in->clean.bytes) {
		str_add(&in->clean, in->text, in->len);
		in->text = in->clean.bytes;
	}
	return in->clean.bytes;
}

size_t yaml_text_line_end(const struct yaml_text *in, size_t at)
{
	const char *lf = at < in->len
				 ? memchr(in->text + at, '\n', in->len - at)
				 : NULL;
	return lf ? (size_t)(lf - in->text) : in->len;
}

size_t yaml_text_skip_blank(const struct yaml_text *in, size_t at)
{
	while (at < in->len) {
		size_t here = at + strspn(in->text + at, " \t\r");
		if (here < in->len && in->text[here] != '\n' &&
		    in->text[here] != '#')
			break;
		at = yaml_text_line_end(in, here);
		at += at < in->len;
	}
	return at;
}

/*
 * Reports the directives at the top.  libyaml is shown but the first few, as
 * many as a sane file can have.
 */
static void scan_directives(struct yaml_text *in)
{
	size_t count = 0;
	size_t at = yaml_text_skip_blank(in, 0);
	while (at < in->len && in->text[at] == '%') {
		size_t end = yaml_text_line_end(in, at);
		yaml_text_report_at(in, DIAG_DIRECTIVE, at,
				    yaml_text_word(in, at));
		if (++count > YAML_DIRECTIVES_MAX)
			memset(own_text(in) + at, ' ', end - at);
		at = yaml_text_skip_blank(in, end + (end < in->len));
	}
}

void yaml_text_init(struct yaml_text *in, const char *path,
		    const struct article *file, struct diags *diags)
{
	*in = (struct yaml_text){.diags = diags, .file = *file};
	lines_init(&in->lines, path, file->text, file->bytes);
	clean_text(in);
	scan_directives(in);
}

void yaml_text_release(struct yaml_text *in)
{
	article_release(&in->file);
	lines_release(&in->lines);
	str_release(&in->clean);
	array_release(&in->shifts);
}
