#include "core/sentences.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/utf8.h"

static bool is_space(uint32_t code)
{
	return code == ' ' || code == '\t' || code == '\n' || code == '\r' ||
	       code == 0xa0 || code == 0x202f ||
	       (code >= 0x2000 && code <= 0x200a) || code == 0x3000;
}

/* Those of CJK want no space after them. */
static bool is_wide_stop(uint32_t code)
{
	return code == 0x3002 || code == 0xff01 || code == 0xff1f;
}

static bool is_stop(uint32_t code)
{
	return code == '.' || code == '!' || code == '?' || code == 0x2026 ||
	       is_wide_stop(code);
}

static bool is_closing(uint32_t code)
{
	return code == '"' || code == '\'' || code == ')' || code == ']' ||
	       code == 0xbb || code == 0x2019 || code == 0x201d ||
	       code == 0x203a;
}

static bool is_opening(uint32_t code)
{
	return code == '"' || code == '(' || code == '[' || code == 0xab ||
	       code == 0x2018 || code == 0x201c || code == 0x201e ||
	       code == 0x2039;
}

/* SContinue of UAX 29, as far as it follows a stop. */
static bool is_continuing(uint32_t code)
{
	return code == ',' || code == ';' || code == ':' || code == '-' ||
	       code == 0x2013 || code == 0x2014;
}

/* Small letters of Latin, Greek and Cyrillic; in Latin Extended-A they are the
   odd ones up to U+0137 and from U+014B to U+0177, else the even. */
static bool is_small(uint32_t code)
{
	if (code < 0x80)
		return code >= 'a' && code <= 'z';
	if (code < 0x100)
		return code >= 0xdf && code != 0xf7;
	if (code < 0x180) {
		bool odd = code <= 0x137 || (code >= 0x14a && code <= 0x177);
		return odd == (code % 2 == 1) && code != 0x178;
	}
	return (code >= 0x3ac && code <= 0x3ce) ||
	       (code >= 0x430 && code <= 0x45f);
}

static bool is_capital(uint32_t code)
{
	return (code >= 'A' && code <= 'Z') ||
	       (code >= 0xc0 && code <= 0xde && code != 0xd7);
}

/* The code point at `at`, 0 at the end; *after: the byte behind it. */
static uint32_t code_at(const char *text, size_t at, size_t end, size_t *after)
{
	uint32_t code = 0;
	*after = at;
	if (at < end)
		*after += utf8_decode(text + at, end - at, &code);
	return code;
}

static size_t skip_space(const char *text, size_t at, size_t end)
{
	size_t after;
	while (is_space(code_at(text, at, end, &after)))
		at = after;
	return at;
}

/* Behind the quotes and brackets that close after a stop. */
static size_t skip_closing(const char *text, size_t at, size_t end)
{
	for (;;) {
		size_t after;
		uint32_t code = code_at(text, at, end, &after);
		if (!is_closing(code)) {
			size_t space = skip_space(text, at, end);
			code = code_at(text, space, end, &after);
			if (code != 0xbb && code != 0x203a)
				return at;
		}
		at = after;
	}
}

static bool in_list(const char *const *list, const char *word, size_t len)
{
	for (; *list; list++)
		if (strlen(*list) == len && memcmp(*list, word, len) == 0)
			return true;
	return false;
}

/* Letters and digits, as far as words before a full stop need them. */
static bool is_letter(uint32_t code)
{
	return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
	       (code >= 'a' && code <= 'z') || (code >= 0xc0 && code < 0x2000);
}

/* Where the word that ends at `at` begins. */
static size_t word_start(const char *text, size_t start, size_t at)
{
	while (at > start) {
		size_t before = at - 1, after;
		while (before > start && (text[before] & 0xc0) == 0x80)
			before--;
		if (!is_letter(code_at(text, before, at, &after)))
			break;
		at = before;
	}
	return at;
}

/* Whether the full stop at `at` shortens the word before it. */
static bool is_abbreviation(const char *text, size_t start, size_t at,
			    uint32_t next)
{
	static const char *const titles[] = {
		"MM",   "Mr",   "Mrs", "Ms",   "Mme", "Mlle", "Mgr",
		"Dr",   "Pr",   "Me",  "St",   "Ste", "Sen",  "Rep",
		"Gov",  "Gen",  "Col", "Capt", "Lt",  "Sgt",  "Rev",
		"Prof", "Hon",  "vs",  "cf",   "Cf",  "ex",   "env",
		"Inc",  "Corp", "Ltd", "Co",   "Cie", NULL};
	static const char *const references[] = {
		"art", "Art", "p",    "pp",  "no", "No", "nos", "Nos",  "n",
		"vol", "ch",  "chap", "fig", "éd", "al", "par", "sect", NULL};
	size_t word = word_start(text, start, at), after;
	if (word == at)
		return false;
	uint32_t first = code_at(text, word, at, &after);
	bool joined = word > start &&
		      (text[word - 1] == '.' || text[word - 1] == '-');
	if (after == at && (is_capital(first) || joined))
		return true;
	return in_list(titles, text + word, at - word) ||
	       (next >= '0' && next <= '9' &&
		in_list(references, text + word, at - word));
}

/* Whether the stops [at, run), closed until `stop`, end the sentence. */
static bool ends_sentence(const char *text, size_t start, size_t at, size_t run,
			  size_t stop, size_t end)
{
	size_t after, next = skip_space(text, stop, end);
	uint32_t code = code_at(text, at, end, &after);
	if (next >= end || is_wide_stop(code))
		return true;
	if (next == stop)
		return false;
	bool full_stop = code == '.' && after == run;
	code = code_at(text, next, end, &after);
	if (is_continuing(code))
		return false;
	while (is_opening(code) || is_space(code)) {
		next = after;
		code = code_at(text, next, end, &after);
	}
	if (is_small(code))
		return false;
	return !full_stop || stop > run ||
	       !is_abbreviation(text, start, at, code);
}

size_t sentences_next(const char *text, size_t start, size_t end)
{
	size_t at = start;
	while (at < end) {
		size_t run;
		uint32_t code = code_at(text, at, end, &run);
		if (!is_stop(code)) {
			at = run;
			continue;
		}
		for (size_t after; is_stop(code_at(text, run, end, &after));)
			run = after;
		size_t stop = skip_closing(text, run, end);
		if (ends_sentence(text, start, at, run, stop, end))
			return skip_space(text, stop, end);
		at = run;
	}
	return end;
}

/* The byte after the first white space from `at` on. */
static size_t word_from(const char *text, size_t at, size_t end)
{
	while (at < end && text[at] != ' ')
		at++;
	return skip_space(text, at, end);
}

struct span sentences_around(const char *text, struct span paragraph,
			     struct span words)
{
	size_t start = paragraph.start, end = paragraph.end;
	if (words.start - start > SENTENCES_REACH) {
		start = word_from(text, words.start - SENTENCES_REACH,
				  words.start);
		if (start >= words.start)
			start = words.start;
	}
	if (end - words.end > SENTENCES_REACH) {
		end = words.end + SENTENCES_REACH;
		while (end > words.end && text[end] != ' ')
			end--;
	}
	size_t next = sentences_next(text, start, end);
	while (next <= words.start && next < end) {
		start = next;
		next = sentences_next(text, start, end);
	}
	while (next < words.end)
		next = sentences_next(text, next, end);
	/* Back over the white space, which is in next's sentence. */
	size_t last = start, after;
	for (size_t at = start; at < next; at = after)
		if (!is_space(code_at(text, at, next, &after)))
			last = after;
	return (struct span){start, last > start ? last : next};
}
