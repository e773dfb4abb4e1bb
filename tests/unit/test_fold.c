#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/fold.h"
#include "core/utf8.h"
#include "tests/unit/support.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum {
	ANCHOR = FOLD_ANCHOR,
	SEARCH = FOLD_SEARCH,
	CASELESS = FOLD_SEARCH | FOLD_CASE,
};

static const struct {
	const char *what, *in, *out;
	unsigned fold;
} folds[] = {
	{"nothing", "", "", ANCHOR},
	{"plain text", "Plain text.", "Plain text.", ANCHOR},
	{"NFC", "e\u0301te\u0301", "été", ANCHOR},
	{"NFC of one code point", "\u2126", "Ω", ANCHOR},
	{"NFC of two marks", "e\u0301\u0323", "\u1eb9\u0301", ANCHOR},
	{"NFC of Hangul", "\u1112\u1161\u11ab", "한", ANCHOR},
	{"accents and case count", "Été", "Été", ANCHOR},
	{"white space is one space", "un \t\u00a0\r\n\u2009deux", "un deux",
	 ANCHOR},
	{"none inside « »", "« mot »", "\"mot\"", ANCHOR},
	{"nor of any kind", "«\u00a0mot\u202f\u00a0»", "\"mot\"", ANCHOR},
	{"none before ; : ! ?", "a ; b : c ! d ?", "a; b: c! d?", ANCHOR},
	{"but before %", "50 %", "50 %", ANCHOR},
	{"spaces at the ends", " mot ", " mot ", ANCHOR},
	{"after « at the end", "dit « ", "dit \"", ANCHOR},
	{"soft hyphens", "im\u00admu\u00adnité", "immunité", ANCHOR},
	{"zero-width characters", "\ufeffa\u200bb\u200dc\u2060d\ufe0f", "abcd",
	 ANCHOR},
	{"apostrophes", "l’un ‘deux’", "l'un 'deux'", ANCHOR},
	{"quotation marks", "“un” „deux\"", "\"un\" \"deux\"", ANCHOR},
	{"dashes", "un – deux — trois", "un - deux - trois", ANCHOR},
	{"points", "et…", "et...", ANCHOR},
	{"numbers keep their spaces", "1 400", "1 400", ANCHOR},
	{"malformed bytes",
	 "a\xff"
	 "b",
	 "a\ufffd"
	 "b",
	 ANCHOR},

	{"without accents", "Été à l’œil", "Ete a l'oeil", SEARCH},
	{"without marks", "E\u0301te\u0301", "Ete", SEARCH},
	{"without two marks", "ế", "e", SEARCH},
	{"ligatures", "Œuvre, et cætera", "OEuvre, et caetera", SEARCH},
	{"numbers with spaces", "1 400 ou 12\u202f345 678", "1400 ou 12345678",
	 SEARCH},
	{"numbers with points", "1.400 et 3.", "1400 et 3.", SEARCH},
	{"points in words", "a.1 et 1.b", "a.1 et 1.b", SEARCH},
	{"without case", "Été À L’ŒIL", "ete a l'oeil", CASELESS},
	{"case of other scripts", "ΣΊΣΥΦΟΣ σίσυφος Ж", "σισυφοσ σισυφοσ ж",
	 CASELESS},
	{"sharp s", "Straße STRASSE", "strasse strasse", CASELESS},
};

static void test_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(folds); i++) {
		struct folded folded = {0};
		size_t len = strlen(folds[i].in);
		fold_text(&folded, folds[i].in, (struct span){0, len},
			  folds[i].fold);
		if (strcmp(folded.bytes, folds[i].out) ||
		    folded.len != strlen(folds[i].out))
			fail_msg("%s: '%s', not '%s'", folds[i].what,
				 folded.bytes, folds[i].out);
		for (size_t j = 0; j < folded.len; j++)
			assert_true(folded.origin[j] <= folded.origin[j + 1]);
		assert_int_equal(folded.origin[folded.len], len);
		fold_release(&folded);
	}
}

/* The table says what folding does. */
static void test_latin(void **state)
{
	(void)state;
	for (uint32_t code = 0xc0; code < 0x1f00; code++) {
		struct folded with = {0}, without = {0};
		struct str text = {0};
		char letter = fold_latin(code);
		utf8_encode(&text, code);
		struct span all = {0, text.len};
		fold_text(&with, text.bytes, all, FOLD_SEARCH);
		fold_text(&without, text.bytes, all, FOLD_SEARCH | FOLD_CASE);
		if (code == 0x180)
			assert_int_equal(letter, FOLD_UNSURE);
		if (letter == FOLD_OTHER &&
		    ((unsigned char)with.bytes[0] < 0x80 ||
		     (unsigned char)without.bytes[0] < 0x80))
			fail_msg("U+%04X is %s", code, without.bytes);
		if (letter != FOLD_OTHER && letter != FOLD_UNSURE &&
		    (with.len != 1 || with.bytes[0] != letter ||
		     without.len != 1 || without.bytes[0] != (letter | 0x20)))
			fail_msg("U+%04X is %s, not %c", code, with.bytes,
				 letter);
		fold_release(&with);
		fold_release(&without);
		str_release(&text);
	}
}

static const struct {
	const char *what, *text, *words; /* words: looked for as folded */
	const char *found;               /* as they stand in the text */
	unsigned fold;
} places[] = {
	{"the same", "un mot ici", "mot", "mot", ANCHOR},
	{"marks belong to the words", "un e\u0301te\u0301 ici", "été",
	 "e\u0301te\u0301", ANCHOR},
	{"quotation marks too", "dit « mot » hier", "\"mot\"", "« mot »",
	 ANCHOR},
	{"spaces around do not", "dit  mot  hier", " mot ", "mot", ANCHOR},
	{"a part of an ellipsis", "bon…", "bon.", "bon…", ANCHOR},
	{"a soft hyphen inside", "im\u00admunité", "immunité", "im\u00admunité",
	 ANCHOR},
	{"a number", "quelque 1 400 cibles", "1400", "1 400", SEARCH},
	{"half a ligature", "un œuf", "o", "œ", SEARCH},
	{"without accents", "à l’été !", "ete", "été", SEARCH},
	{"across a line end", "un\r\nmot", "un mot", "un\r\nmot", ANCHOR},
	{"at the end", "le mot\u0301", "mot", "mot\u0301", SEARCH},
};

static void test_origin(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		struct folded folded = {0};
		const char *text = places[i].text;
		fold_text(&folded, text, (struct span){0, strlen(text)},
			  places[i].fold);
		const char *at = strstr(folded.bytes, places[i].words);
		if (!at)
			fail_msg("%s: not in '%s'", places[i].what,
				 folded.bytes);
		size_t start = (size_t)(at - folded.bytes);
		struct span span = fold_origin(&folded, text, start,
					       start + strlen(places[i].words));
		size_t len = span.end - span.start;
		if (len != strlen(places[i].found) ||
		    memcmp(text + span.start, places[i].found, len))
			fail_msg("%s: '%.*s'", places[i].what, (int)len,
				 text + span.start);
		span = fold_origin(&folded, text, start, start);
		assert_int_equal(span.start, span.end);
		fold_release(&folded);
	}
}

/* A span in the middle of a text, and a second use of the same struct. */
static void test_span(void **state)
{
	struct folded folded = {0};
	const char *text = "avant « mot » après";
	(void)state;
	fold_text(&folded, text, (struct span){0, strlen(text)}, ANCHOR);
	fold_text(&folded, text, (struct span){6, 15}, ANCHOR);
	assert_string_equal(folded.bytes, "\"mot\"");
	assert_int_equal(folded.origin[0], 6);
	assert_int_equal(folded.origin[folded.len], 15);
	struct span span = fold_origin(&folded, text, 0, folded.len);
	assert_int_equal(span.start, 6);
	assert_int_equal(span.end, 15);
	fold_release(&folded);
}

/* Whatever the bytes: well-formed, in order, and found between clusters. */
static void test_corpora(void **state)
{
	static const char *const files[] = {
		"corpora/text/UTF-8-test.txt",
		"corpora/text/blns.txt",
		"corpora/unicode/emoji-test.txt",
	};
	(void)state;
	for (size_t i = 0; i < 3 * COUNT(files); i++) {
		struct folded folded = {0};
		char *text;
		size_t len, j = 0, cluster = 0;
		if (!support_shared(files[i / 3], &text, &len))
			continue;
		fold_text(&folded, text, (struct span){0, len},
			  (unsigned[]){ANCHOR, SEARCH, CASELESS}[i % 3]);
		assert_int_equal(utf8_check(folded.bytes, folded.len),
				 folded.len);
		for (; j < folded.len; j++) {
			while (cluster < folded.origin[j])
				cluster += utf8_cluster(text + cluster,
							len - cluster);
			assert_int_equal(cluster, folded.origin[j]);
		}
		fold_release(&folded);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),   cmocka_unit_test(test_latin),
		cmocka_unit_test(test_origin),  cmocka_unit_test(test_span),
		cmocka_unit_test(test_corpora),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
