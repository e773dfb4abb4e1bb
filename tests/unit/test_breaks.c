/* The quick answers of core/breaks.c, and libunistring's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

#include <cmocka.h>

#include "core/breaks.h"
#include "core/utf8.h"

enum { COMMON_MOST = 1000 };

/* Every character whose class is known, no-break spaces included. */
static size_t common_codes(uint32_t *codes)
{
	size_t count = 0;
	for (uint32_t code = 0x21; code < 0x7f; code++)
		codes[count++] = code;
	for (uint32_t code = 0xa0; code < 0x300; code++)
		codes[count++] = code;
	for (uint32_t code = 0x2010; code < 0x2028; code++)
		codes[count++] = code;
	codes[count++] = 0x202f;
	return count;
}

/* The last place up to `at` where libunistring and the tailoring let a row
   end; 0: none. */
static size_t break_expected(const struct str *text, size_t at)
{
	const struct span all = {0, text->len};
	char breaks[64];
	u8_possible_linebreaks((const uint8_t *)text->bytes, text->len, "UTF-8",
			       breaks);
	for (size_t i = 0; i < text->len; i++)
		breaks[i] = breaks[i] == UC_BREAK_POSSIBLE ? BREAK_GOOD
							   : BREAK_NONE;
	breaks_tailor(text->bytes, all, all, breaks);
	size_t last = 0;
	for (size_t i = 1; i <= at; i++)
		if (breaks[i] == BREAK_GOOD)
			last = i;
	return last;
}

/* Compares the two in "a", the character, `spaces` spaces, the other, "a". */
static bool check_pair(struct str *text, uint32_t left, size_t spaces,
		       uint32_t right)
{
	struct plain_map map;
	str_clear(text);
	str_addc(text, 'a');
	utf8_encode(text, left);
	str_fill(text, ' ', spaces);
	size_t at = text->len;
	utf8_encode(text, right);
	str_addc(text, 'a');
	plain_map(&map, text->bytes, 0, text->len);
	size_t came = breaks_before(&map, (struct span){0, text->len}, 0, at);
	size_t expected = break_expected(text, at);
	if (came && came != expected)
		fail_msg("'%s': %zu, not %zu", text->bytes, came, expected);
	return came == expected;
}

/* All pairs, together and with a space between.  What is not certain (0) is
   left to libunistring; it may not become more. */
static void test_pairs(void **state)
{
	enum { UNCERTAIN = 6070 };
	uint32_t codes[COMMON_MOST];
	size_t count = common_codes(codes), uncertain = 0;
	struct str text = {0};
	(void)state;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			for (size_t spaces = 0; spaces < 2; spaces++)
				uncertain += !check_pair(&text, codes[i],
							 spaces, codes[j]);
		}
	}
	str_release(&text);
	if (uncertain > UNCERTAIN)
		fail_msg("%zu pairs are not certain", uncertain);
}

static const struct {
	const char *what, *text; /* | stands before and at the place */
	bool certain;
} odd_rows[] = {
	{"a hyphen after a letter", "mot-|a", true},
	{"a hyphen after a Hebrew letter", "\u05d0-|a", false},
	{"after Chinese", "\u65e5|a", false},
	{"before Chinese", "a |\u65e5", false},
	{"Chinese further back", "\u65e5 mot |a", true},
	{"after malformed bytes", "!\x80|a", false},
	{"after a bracket that half a letter stands before", "a\xc3( |a",
	 false},
	{"after a control of two bytes", "!\xc2\x80|a", false},
	{"before a line end of two bytes", "a |\xc2\x85", false},
	{"after a mark on a letter", "e\u0301 |a", true},
	{"a mark after a blank", "a \u0301|a", false},
};

static void test_odd(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof odd_rows / sizeof *odd_rows; i++) {
		struct str text = {0};
		struct plain_map map;
		const char *bar = strchr(odd_rows[i].text, '|');
		size_t at = (size_t)(bar - odd_rows[i].text);
		str_add(&text, odd_rows[i].text, at);
		str_adds(&text, bar + 1);
		plain_map(&map, text.bytes, 0, text.len);
		size_t came = breaks_before(&map, (struct span){0, text.len}, 0,
					    at);
		if ((came == at) != odd_rows[i].certain)
			fail_msg("%s: %zu", odd_rows[i].what, came);
		str_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_odd),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
