#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <wchar.h>

#include <cmocka.h>

#include "core/utf8.h"
#include "tests/unit/support.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Says which row of a table failed, and what came. */
#define check(ok, what, ...)                                                   \
	do {                                                                   \
		if (!(ok)) {                                                   \
			print_error("%s: ", what);                             \
			fail_msg(__VA_ARGS__);                                 \
		}                                                              \
	} while (0)

/* Of a cluster that goes on as long as they do. */
#define LEADS                                                                  \
	"\u1100\u1100\u1100\u1100\u1100\u1100\u1100\u1100\u1100\u1100"         \
	"\u1100\u1100\u1100\u1100\u1100\u1100\u1100\u1100\u1100\u1100"

static const struct {
	const char *what, *in, *text;
	size_t bytes; /* of the cluster; 0: all of in */
	size_t column, columns;
	bool standin;
	enum charset charset;
} glyphs[] = {
	{"a letter", "ab", "a", 1, 0, 1, false, CHARSET_UTF8},
	{"a Latin letter", "éa", "é", 2, 0, 1, false, CHARSET_UTF8},
	{"a letter with a mark", "e\u0301a", "e\u0301", 3, 0, 1, false, 0},
	{"four marks at most", "a\u0301\u0302\u0303\u0304\u0305\u0306b",
	 "a\u0301\u0302\u0303\u0304", 13, 0, 1, false, 0},
	{"a mark alone", "\u0301", "\u25cc\u0301", 0, 0, 1, false, 0},
	{"a wide letter", "日本", "日", 3, 0, 2, false, 0},
	{"Hangul from its letters", "\u1112\u1161\u11ab", "\u1112\u1161\u11ab",
	 0, 0, 2, false, 0},
	{"a Hangul vowel alone", "\u1161", "\u25cc\u1161", 0, 0, 1, false, 0},
	{"a Devanagari syllable", "\u0915\u093f", "\u0915\u093f", 0, 0, 2,
	 false, 0},
	{"a Kannada vowel sign", "\u0c95\u0cbf", "\u0c95\u0cbf", 0, 0, 1, false,
	 0},
	{"a family without its joiners",
	 "\U0001f468\u200d\U0001f469\u200d\U0001f467",
	 "\U0001f468\U0001f469\U0001f467", 0, 0, 6, false, 0},
	{"a thumb without its skin", "\U0001f44d\U0001f3fd", "\U0001f44d", 0, 0,
	 2, false, 0},
	{"a skin alone", "\U0001f3fd", "<U+1F3FD>", 0, 0, 9, true, 0},
	{"a heart without its selector", "\u2764\ufe0f", "\u2764", 0, 0, 1,
	 false, 0},
	{"a flag", "\U0001f1eb\U0001f1f7\U0001f1e9", "\U0001f1eb\U0001f1f7", 8,
	 0, 2, false, 0},
	{"a soft hyphen", "\u00ada", "", 2, 0, 0, false, 0},
	{"a no-break space", "\u00a0", " ", 0, 0, 1, false, 0},
	{"a narrow one", "\u202f", " ", 0, 0, 1, false, 0},
	{"an ideographic space", "\u3000", "  ", 0, 0, 2, false, 0},
	{"a blank of Braille", "\u2800", " ", 0, 0, 1, false, 0},
	{"a tab at the start", "\ta", "        ", 1, 0, 8, false, 0},
	{"a tab further on", "\t", "   ", 0, 13, 3, false, 0},
	{"escape", "\x1b[0m", "^[", 1, 0, 2, true, 0},
	{"delete", "\x7f", "^?", 0, 0, 2, true, 0},
	{"a line feed", "\n", "^J", 0, 0, 2, true, 0},
	{"CR LF is one cluster", "\r\n", "^M^J", 0, 0, 4, true, 0},
	{"C1",
	 "\xc2\x9b"
	 "31m",
	 "<U+009B>", 2, 0, 8, true, 0},
	{"a bidi override", "\u202ea", "<U+202E>", 3, 0, 8, true, 0},
	{"a zero-width space", "\u200b", "<U+200B>", 0, 0, 8, true, 0},
	{"a joiner alone", "\u200d", "<U+200D>", 0, 0, 8, true, 0},
	{"a joiner after a letter", "a\u200d", "a", 0, 0, 1, false, 0},
	{"a tag after a letter", "a\U000e0041", "a<U+E0041>", 0, 0, 10, true,
	 0},
	{"a filler and a mark", "\u3164\u0301", "<U+3164>\u25cc\u0301", 0, 0, 9,
	 true, 0},
	{"a grapheme joiner", "a\u034f", "a<U+034F>", 0, 0, 9, true, 0},
	{"a line separator", "\u2028", "<U+2028>", 0, 0, 8, true, 0},
	{"private use", "\ue000", "<U+E000>", 0, 0, 8, true, 0},
	{"a noncharacter", "\U0010ffff", "<U+10FFFF>", 0, 0, 10, true, 0},
	{"unassigned", "\u0378", "<U+0378>", 0, 0, 8, true, 0},
	{"of doubtful width", "\u4dc0", "<U+4DC0>", 0, 0, 8, true, 0},
	{"no family without a second person", "\U0001f468\u200da", "\U0001f468",
	 7, 0, 2, false, 0},
	{"a mark without room for its circle", LEADS LEADS LEADS "\u0301",
	 LEADS LEADS "\u1100\u1100", 0, 0, 84, false, 0},
	{"malformed",
	 "\xff"
	 "a",
	 "\ufffd", 1, 0, 1, true, 0},
	{"cut short", "\xe2\x82", "\ufffd", 2, 0, 1, true, 0},

	{"ASCII: a letter", "é", "e", 0, 0, 1, false, CHARSET_ASCII},
	{"ASCII: with a mark", "e\u0301", "e", 0, 0, 1, false, CHARSET_ASCII},
	{"ASCII: two marks", "\u1ebf", "e", 0, 0, 1, false, CHARSET_ASCII},
	{"ASCII: oe", "œ", "oe", 0, 0, 2, false, CHARSET_ASCII},
	{"ASCII: «", "«", "\"", 0, 0, 1, false, CHARSET_ASCII},
	{"ASCII: ’", "’", "'", 0, 0, 1, false, CHARSET_ASCII},
	{"ASCII: …", "…", "...", 0, 0, 3, false, CHARSET_ASCII},
	{"ASCII: —", "—", "-", 0, 0, 1, false, CHARSET_ASCII},
	{"ASCII: €", "€", "EUR", 0, 0, 3, false, CHARSET_ASCII},
	{"ASCII: a ligature", "\ufb01", "fi", 0, 0, 2, false, CHARSET_ASCII},
	{"ASCII: no-break space", "\u00a0", " ", 0, 0, 1, false, CHARSET_ASCII},
	{"ASCII: 日", "日", "<U+65E5>", 0, 0, 8, true, CHARSET_ASCII},
	{"ASCII: a mark alone", "\u0301", "<U+0301>", 0, 0, 8, true,
	 CHARSET_ASCII},
	{"ASCII: malformed", "\xff", "?", 0, 0, 1, true, CHARSET_ASCII},
	{"ASCII: a bidi override", "\u202e", "<U+202E>", 0, 0, 8, true,
	 CHARSET_ASCII},
	{"ASCII: a soft hyphen", "\u00ad", "", 0, 0, 0, false, CHARSET_ASCII},
};

static void test_glyph(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(glyphs); i++) {
		struct glyph g;
		size_t len = strlen(glyphs[i].in);
		size_t bytes = glyphs[i].bytes ? glyphs[i].bytes : len;
		size_t n = utf8_glyph(glyphs[i].in, len, glyphs[i].column,
				      glyphs[i].charset, &g);
		check(n == bytes && g.bytes == bytes, glyphs[i].what,
		      "%zu bytes, not %zu", n, bytes);
		check(!strcmp(g.text, glyphs[i].text) &&
			      g.len == strlen(g.text),
		      glyphs[i].what, "'%s', not '%s'", g.text, glyphs[i].text);
		check(g.columns == glyphs[i].columns, glyphs[i].what,
		      "%zu columns, not %zu", g.columns, glyphs[i].columns);
		check(g.standin == glyphs[i].standin, glyphs[i].what,
		      "standin is %d", g.standin);
	}
}

/*
 * What a code point's glyph sends, alone and after a letter: nothing that
 * wcwidth(), by which curses goes, measures otherwise, or takes for a control;
 * a stand-in is ASCII.
 */
static void check_sent(uint32_t code, const char *before)
{
	struct glyph g;
	struct str in = {0};
	size_t columns = 0;
	char what[16];
	snprintf(what, sizeof what, "U+%04X", (unsigned)code);
	str_adds(&in, before);
	utf8_encode(&in, code);
	for (size_t i = 0; i < in.len; i += g.bytes) {
		utf8_glyph(in.bytes + i, in.len - i, 0, CHARSET_UTF8, &g);
		size_t at = 0, sum = 0;
		while (at < g.len) {
			uint32_t sent;
			at += utf8_decode(g.text + at, g.len - at, &sent);
			int width = wcwidth((wchar_t)sent);
			check(width >= 0, what, "sends U+%04X", (unsigned)sent);
			sum += (size_t)width;
		}
		check(sum == g.columns, what, "%zu columns, wcwidth says %zu",
		      g.columns, sum);
		columns += g.columns;
		utf8_glyph(in.bytes + i, in.len - i, 0, CHARSET_ASCII, &g);
		for (at = 0; at < g.len; at++)
			check(g.text[at] >= ' ' && g.text[at] < 0x7f, what,
			      "not ASCII: %s", g.text);
		check(g.columns == g.len, what, "%zu columns of ASCII for %s",
		      g.columns, g.text);
	}
	check(columns == utf8_columns(in.bytes, in.len, CHARSET_UTF8) ||
		      code == '\n' || code == '\t',
	      what, "utf8_columns() differs from %zu", columns);
	str_release(&in);
}

static void test_every_code_point(void **state)
{
	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8")) {
		printf("skipped: no C.UTF-8 locale\n");
		return;
	}
	for (uint32_t code = 0; code < 0x110000; code++) {
		check_sent(code, "");
		check_sent(code, "a");
	}
}

static size_t cluster_of(uint32_t a, uint32_t b, uint32_t c)
{
	struct str in = {0};
	utf8_encode(&in, a);
	utf8_encode(&in, b);
	utf8_encode(&in, c);
	size_t len = utf8_cluster(in.bytes, in.len);
	str_release(&in);
	return len;
}

/* What is known without libunistring is what libunistring knows. */
static void test_every_property(void **state)
{
	enum { JOINER = 0x200d, SMILE = 0x1f600, ACCENT = 0x301 };
	(void)state;
	for (uint32_t code = 0; code < 0x110000; code++) {
		if (code >= 0xd800 && code < 0xe000)
			continue;
		int property = uc_graphemeclusterbreak_property(code);
		bool ends = property == GBP_CR || property == GBP_LF ||
			    property == GBP_CONTROL;
		bool follows = property == GBP_EXTEND || property == GBP_ZWJ ||
			       property == GBP_SPACINGMARK;
		bool pict = uc_is_property_extended_pictographic(code);
		size_t own = code < 0x80      ? 1
			     : code < 0x800   ? 2
			     : code < 0x10000 ? 3
					      : 4;
		char what[16];
		snprintf(what, sizeof what, "U+%04X", (unsigned)code);
		size_t n = cluster_of('a', code, 'b');
		check(n == (follows ? 1 + own : 1), what, "after a: %zu", n);
		n = cluster_of(code, ACCENT, '\n');
		check(n == own + (ends ? 0 : 2), what, "marked: %zu", n);
		n = cluster_of(code, JOINER, SMILE);
		check(n == (ends ? own : own + (pict ? 7 : 3)), what,
		      "joined: %zu", n);
	}
}

static void test_hidden(void **state)
{
	static const uint32_t hidden[] = {
		0x202a,  0x202b,  0x202c,   0x202d, 0x202e, 0x2066, 0x2067,
		0x2068,  0x2069,  0x200e,   0x200f, 0x061c, 0x200b, 0x2060,
		0x2061,  0x2064,  0xfeff,   0x034f, 0x180e, 0x115f, 0x1160,
		0x3164,  0xffa0,  0xfff9,   0xfffb, 0x2028, 0x2029, 0xe0001,
		0xe0041, 0xe007f, 0x1d173,  0x206a, 0x17b4, 0xfffe, 0xffff,
		0xfdd0,  0x1ffff, 0x10ffff, 0xe000, 0xf8ff,
	};
	(void)state;
	for (size_t i = 0; i < COUNT(hidden); i++) {
		struct str in = {0}, out = {0}, want = {0};
		str_adds(&in, "q");
		utf8_encode(&in, hidden[i]);
		str_adds(&in, "z");
		str_addf(&want, "q<U+%04X>z", (unsigned)hidden[i]);
		utf8_safe(&out, in.bytes, in.len, CHARSET_UTF8);
		assert_string_equal(str_get(&out), str_get(&want));
		str_release(&in);
		str_release(&out);
		str_release(&want);
	}
}

static void test_decode(void **state)
{
	static const struct {
		const char *what, *in;
		size_t len; /* that one code point takes */
		uint32_t code;
	} rows[] = {
		{"one byte", "a", 1, 'a'},
		{"two", "\xc2\x80", 2, 0x80},
		{"three", "\xe0\xa0\x80", 3, 0x800},
		{"the last before surrogates", "\xed\x9f\xbf", 3, 0xd7ff},
		{"four", "\xf0\x90\x80\x80", 4, 0x10000},
		{"the last", "\xf4\x8f\xbf\xbf", 4, 0x10ffff},
		{"overlong in two", "\xc0\x9b", 1, 0xfffd},
		{"overlong in three", "\xe0\x80\x9b", 1, 0xfffd},
		{"overlong in four", "\xf0\x80\x80\x9b", 1, 0xfffd},
		{"a surrogate", "\xed\xa0\x80", 1, 0xfffd},
		{"beyond the last", "\xf4\x90\x80\x80", 1, 0xfffd},
		{"five bytes", "\xf8\x88\x80\x80\x80", 1, 0xfffd},
		{"a lone continuation", "\x80", 1, 0xfffd},
		{"two of three",
		 "\xe2\x82"
		 "a",
		 2, 0xfffd},
		{"three of four",
		 "\xf0\x9f\x98"
		 "a",
		 3, 0xfffd},
		{"a lead and ESC", "\xe2\x1b[0m", 1, 0xfffd},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint32_t code;
		size_t len = strlen(rows[i].in);
		size_t n = utf8_decode(rows[i].in, len, &code);
		check(n == rows[i].len && code == rows[i].code, rows[i].what,
		      "%zu bytes, U+%04X", n, (unsigned)code);
		size_t good = utf8_check(rows[i].in, len);
		check(good == (code == 0xfffd ? 0 : len), rows[i].what,
		      "malformed at %zu", good);
	}
	assert_int_equal(utf8_check("plain text, then \xff", 18), 17);
	assert_int_equal(utf8_check("", 0), 0);
}

static void test_encode(void **state)
{
	static const struct {
		uint32_t code;
		const char *bytes;
	} rows[] = {
		{'a', "a"},
		{0x7ff, "\xdf\xbf"},
		{0xd7ff, "\xed\x9f\xbf"},
		{0xd800, "\ufffd"},
		{0xdfff, "\ufffd"},
		{0x10ffff, "\xf4\x8f\xbf\xbf"},
		{0x110000, "\ufffd"},
		{0xffffffff, "\ufffd"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str out = {0};
		utf8_encode(&out, rows[i].code);
		assert_string_equal(str_get(&out), rows[i].bytes);
		str_release(&out);
	}
}

/* ÷ 0061 × 0308 ÷: checks one line of GraphemeBreakTest.txt. */
static bool break_line_holds(const char *line, const char *end)
{
	struct str text = {0};
	size_t breaks[64], count = 0, at = 0;
	bool ok = true;
	while (line < end && *line != '#') {
		char *after;
		unsigned long code = strtoul(line, &after, 16);
		if (after > line) {
			utf8_encode(&text, (uint32_t)code);
			line = after;
		} else {
			if (!strncmp(line, "÷", 2) && text.len && count < 64)
				breaks[count++] = text.len;
			line++;
		}
	}
	for (size_t i = 0; i < count && ok; i++) {
		at += utf8_cluster(text.bytes + at, text.len - at);
		ok = at == breaks[i];
	}
	str_release(&text);
	return ok;
}

static void test_cluster_unicode(void **state)
{
	char *file;
	size_t len, passed = 0, all = 0;
	(void)state;
	if (!support_shared("corpora/unicode/GraphemeBreakTest.txt", &file,
			    &len))
		return;
	for (char *line = file, *end; line < file + len; line = end + 1) {
		end = memchr(line, '\n', (size_t)(file + len - line));
		if (!end)
			break;
		if (strncmp(line, "÷", 2))
			continue;
		all++;
		if (break_line_holds(line, end))
			passed++;
		else
			print_error("%.*s\n", (int)(end - line), line);
	}
	free(file);
	assert_int_equal(passed, all);
	assert_int_equal(all, 602);
}

/* Every emoji sequence is one cluster, and what is sent holds no joiner. */
static void test_emoji(void **state)
{
	char *file, *line, *rest;
	size_t len, count = 0;
	(void)state;
	if (!support_shared("corpora/unicode/emoji-test.txt", &file, &len))
		return;
	for (line = strtok_r(file, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		struct str in = {0};
		struct glyph g;
		char *after;
		if (*line == '#')
			continue;
		for (;; line = after) {
			unsigned long code = strtoul(line, &after, 16);
			if (after == line)
				break;
			utf8_encode(&in, (uint32_t)code);
		}
		utf8_glyph(in.bytes, in.len, 0, CHARSET_UTF8, &g);
		assert_int_equal(g.bytes, in.len);
		assert_null(strstr(g.text, "\u200d"));
		assert_null(strstr(g.text, "\ufe0f"));
		assert_true(g.columns > 0);
		str_release(&in);
		count++;
	}
	free(file);
	assert_true(count > 4000);
}

static void test_safe(void **state)
{
	static const struct {
		const char *what, *in, *text;
		size_t columns;
		enum charset charset;
	} rows[] = {
		{"nothing", "", "", 0, 0},
		{"plain text", "plain text", "plain text", 10, 0},
		{"French", "« à l’œil »", "« à l’œil »", 11, 0},
		{"the same in ASCII", "« à l’œil »", "\" a l'oeil \"", 12,
		 CHARSET_ASCII},
		{"marks after plain letters", "abe\u0301c", "abe\u0301c", 4, 0},
		{"line ends in a value", "a\nb\r\nc", "a b c", 5, 0},
		{"a carriage return alone", "rm\rOK", "rm^MOK", 6, 0},
		{"a title sequence", "\x1b]0;T\x07", "^[]0;T^G", 8, 0},
		{"a tab", "ab\tc", "ab      c", 9, 0},
		{"a mark on a no-break space", "a\u00a0\u0301b", "a \u0301b", 3,
		 0},
		{"Latin-1", "caf\xe9", "caf\ufffd", 4, 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str out = {0};
		size_t len = strlen(rows[i].in);
		size_t n = utf8_safe(&out, rows[i].in, len, rows[i].charset);
		check(!strcmp(str_get(&out), rows[i].text), rows[i].what,
		      "'%s', not '%s'", str_get(&out), rows[i].text);
		check(n == rows[i].columns, rows[i].what, "%zu columns", n);
		n = utf8_columns(rows[i].in, len, rows[i].charset);
		check(n == rows[i].columns, rows[i].what, "counts %zu", n);
		str_release(&out);
	}
}

static void test_fit(void **state)
{
	static const struct {
		const char *what, *in;
		size_t columns;
		const char *text;
		size_t used;
		enum charset charset;
	} rows[] = {
		{"nothing", "", 5, "", 0, 0},
		{"room to spare", "mot", 5, "mot", 3, 0},
		{"just room", "mot", 3, "mot", 3, 0},
		{"cut", "phrase", 4, "phr…", 4, 0},
		{"no blank before the mark", "un mot", 4, "un…", 3, 0},
		{"one column", "phrase", 1, "…", 1, 0},
		{"none", "phrase", 0, "", 0, 0},
		{"a wide letter that just fits", "日本", 4, "日本", 4, 0},
		{"wide letters cut", "日本語", 4, "日…", 3, 0},
		{"marks stay with their letter", "e\u0301te\u0301s", 3,
		 "e\u0301t…", 3, 0},
		{"ASCII", "phrase", 5, "ph...", 5, CHARSET_ASCII},
		{"ASCII, narrow", "phrase", 2, "..", 2, CHARSET_ASCII},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str out = {0};
		str_adds(&out, "> ");
		size_t n = utf8_fit(&out, rows[i].in, strlen(rows[i].in),
				    rows[i].columns, rows[i].charset);
		check(!strcmp(str_get(&out) + 2, rows[i].text), rows[i].what,
		      "'%s', not '%s'", str_get(&out) + 2, rows[i].text);
		check(n == rows[i].used, rows[i].what, "%zu columns", n);
		str_release(&out);
	}
	struct str empty = {0};
	assert_int_equal(utf8_fit(&empty, "phrase", 6, 0, 0), 0);
	assert_string_equal(str_get(&empty), "");
	str_release(&empty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_glyph),
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_every_property),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_encode),
		cmocka_unit_test(test_cluster_unicode),
		cmocka_unit_test(test_emoji),
		cmocka_unit_test(test_safe),
		cmocka_unit_test(test_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
