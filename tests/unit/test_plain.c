/* Runs of common text, found many bytes at a time and cluster by cluster. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/plain.h"
#include "core/utf8.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char *const pieces[] = {
	"mot ",
	"l’été ",
	"« à »",
	"—",
	"…",
	"\u00a0",
	"\u202f",
	"e\u0301",
	"E\u0302t",
	"\u0301",
	"!\u0301",
	"a\u0301\u0302\u0303\u0304",
	"z\u0301\u0302\u0303\u0304\u0305",
	"é\u0340",
	"a\u200d",
	"a\u20dd",
	"日本",
	"👩‍🔬",
	"\u05d0",
	"\t",
	"\x7f",
	"\x1b[",
	"\xc3",
	"\xe2\x80",
	"\x80",
	"\xff",
	"\u00ad",
	"ˈ",
	"\xc2\x85",
	"©",
	"ſ",
	"ʭ",
	"\u0600a",
	"'",
	"immunité souveraine ",
	"            ",
	"\xcc",
	"\xe2\x80\xaf",
};

static unsigned next_random(unsigned *random)
{
	*random = *random * 1103515245 + 12345;
	return *random / 65536;
}

static void make_text(struct str *text, unsigned *random, size_t count)
{
	str_clear(text);
	for (size_t i = 0; i < count; i++) {
		/* Mostly what is common, so that runs are long. */
		size_t most = next_random(random) % 3 ? 8 : COUNT(pieces);
		str_adds(text, pieces[next_random(random) % most]);
	}
}

/* The run is whole clusters that are their own safe form, and `used` wide. */
static void check_run(const struct str *text, size_t at, size_t columns)
{
	size_t used, width = 0, i = at;
	size_t run = plain_run(text->bytes + at, text->len - at, columns,
			       &used);
	while (i < at + run) {
		struct glyph g;
		utf8_glyph(text->bytes + i, text->len - i, width, CHARSET_UTF8,
			   &g);
		if (g.len != g.bytes ||
		    memcmp(g.text, text->bytes + i, g.len) != 0)
			fail_msg("'%s' at %zu is shown as '%s'", text->bytes, i,
				 g.text);
		i += g.bytes;
		width += g.columns;
	}
	assert_int_equal(i, at + run);
	assert_int_equal(used, width);
	assert_true(used <= columns);
}

/* Whether a mark comes between two bytes, or right after them: there the map
   stops. */
static bool has_mark(const struct str *text, size_t from, size_t to)
{
	for (size_t i = from; i < to + 2 && i < text->len; i++)
		if (text->bytes[i] == '\xcc')
			return true;
	return false;
}

static void check_fit(const struct plain_map *map, const struct str *text,
		      size_t at, size_t columns)
{
	size_t used, fit_used;
	size_t run = plain_run(text->bytes + at, text->len - at, columns,
			       &used);
	size_t fit = plain_fit(map, at, columns, &fit_used) - at;
	if (has_mark(text, at, at + run)) {
		assert_true(fit <= run);
		run = plain_run(text->bytes + at, text->len - at, fit_used,
				&used);
	}
	if (fit != run || fit_used != used)
		fail_msg("'%s' at %zu, %zu columns: %zu bytes, not %zu",
			 text->bytes, at, columns, fit, run);
}

static void test_random(void **state)
{
	struct str text = {0};
	unsigned random = 7;
	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		struct plain_map map;
		make_text(&text, &random, 1 + i % 40);
		plain_map(&map, text.bytes, 0, text.len);
		size_t at = 0, columns = next_random(&random) % 90;
		while (at < text.len) {
			check_run(&text, at, columns);
			check_fit(&map, &text, at, columns);
			at += utf8_cluster(text.bytes + at, text.len - at);
		}
	}
	str_release(&text);
}

/* The columns between any two clusters that are common, or no-break spaces,
   with their marks, or bytes of another charset within words. */
static void test_columns(void **state)
{
	static const char *const few[] = {
		"mot ",   "l’été ",  "« à »",   "—",       "12", "\u00a0",
		"\u202f", "e\u0301", "n\u0303", "D\311BUT"}; /* Latin-1 */
	struct str text = {0};
	unsigned random = 3;
	(void)state;
	for (size_t i = 0; i < 3000; i++) {
		struct plain_map map;
		struct glyph g;
		str_clear(&text);
		for (size_t k = 0; k < 1 + i % 50; k++)
			str_adds(&text, few[next_random(&random) % COUNT(few)]);
		plain_map(&map, text.bytes, 0, text.len);
		size_t columns = 0, from = next_random(&random) % 20, at = 0;
		while (at < text.len && at < from)
			at += utf8_cluster(text.bytes + at, text.len - at);
		for (from = at; at < text.len; at += g.bytes) {
			assert_int_equal(plain_columns(&map, from, at),
					 columns);
			utf8_glyph(text.bytes + at, text.len - at, columns,
				   CHARSET_UTF8, &g);
			columns += g.columns;
		}
		assert_int_equal(plain_columns(&map, from, at), columns);
	}
	str_release(&text);
}

/* Whole words fit, whatever stands at the edges of 16 and of 64 bytes. */
static void test_edges(void **state)
{
	static const char *const words[] = {"é", "’", "©", "x"};
	struct str text = {0};
	struct plain_map map;
	size_t used;
	(void)state;
	for (size_t before = 0; before < 70; before++) {
		for (size_t k = 0; k < COUNT(words); k++) {
			str_clear(&text);
			str_fill(&text, 'a', before);
			str_adds(&text, words[k]);
			str_fill(&text, 'b', 70);
			assert_int_equal(
				plain_run(text.bytes, text.len, 1000, &used),
				text.len);
			assert_int_equal(used, before + 71);
			plain_map(&map, text.bytes, 0, text.len);
			for (size_t c = 1; c < before + 71; c++)
				check_fit(&map, &text, 0, c);
			for (size_t at = text.len;
			     (at = plain_back(&map, 0, at)) > 0;)
				assert_true((text.bytes[at] & 0xc0) != 0x80);
		}
	}
	str_release(&text);
}

/* Nor does a row end beside an apostrophe between letters, wherever it is. */
static void test_apostrophes(void **state)
{
	struct str text = {0};
	struct plain_map map;
	(void)state;
	for (size_t before = 0; before < 140; before++) {
		str_clear(&text);
		str_fill(&text, 'a', before);
		str_adds(&text, " l’été qu’il ’ y");
		plain_map(&map, text.bytes, 0, text.len);
		const size_t stops[] = {before + 23, before + 19, before + 11,
					before + 1, 0};
		size_t at = text.len;
		for (size_t i = 0; i < COUNT(stops); i++) {
			at = plain_back(&map, 0, at);
			assert_int_equal(at, stops[i]);
		}
	}
	str_release(&text);
}

/* A map of a part says nothing of what stands near its end. */
static void test_parts(void **state)
{
	struct str text = {0};
	struct plain_map map;
	size_t used;
	(void)state;
	while (text.len < 3 * 64 * PLAIN_WORDS)
		str_adds(&text, "l’été ");
	for (size_t start = 0; start < 30; start++) {
		if (((unsigned char)text.bytes[start] & 0xc0) == 0x80)
			continue;
		plain_map(&map, text.bytes, start, text.len);
		assert_true(map.end < text.len);
		assert_true(map.end > start + 64 * PLAIN_WORDS - 8);
		assert_int_equal(plain_fit(&map, start, 10000, &used), map.end);
		check_fit(&map, &text, start, 1000);
	}
	str_release(&text);
}

/* A row may end before a letter that lacks its second byte: it is no part of
   the word around it. */
static void test_broken(void **state)
{
	static const char *const after[] = {"kind", " kind", "\xc3\xa9", ""};
	struct str text = {0};
	(void)state;
	for (size_t before = 1; before < 140; before++)
		for (size_t k = 0; k < COUNT(after); k++) {
			struct plain_map map;
			str_clear(&text);
			str_fill(&text, 'a', before);
			str_addc(&text, '\xc3');
			str_adds(&text, after[k]);
			plain_map(&map, text.bytes, 0, text.len);
			assert_int_equal(plain_back(&map, 0, before + 1),
					 before);
		}
	str_release(&text);
}

static void test_back(void **state)
{
	static const char text[] = "un mot, l’été 12 e\u0301t «\u00a0a»";
	struct plain_map map;
	struct str came = {0};
	size_t len = strlen(text), before = len;
	(void)state;
	plain_map(&map, text, 0, len);
	for (size_t at = len; (at = plain_back(&map, 0, at)) > 0; before = at) {
		assert_true(at < before);
		str_addc(&came, text[at]);
	}
	/* Starts of words, what is no letter nor an apostrophe between two,
	   and digits. */
	assert_string_equal(str_get(&came), "\xc2"
					    "a\xc2\xc2te21l,m");
	str_release(&came);
	assert_int_equal(plain_back(&map, 0, 0), 0);
	assert_int_equal(plain_back(&map, 3, 3), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_apostrophes),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
