/* A text folded in pieces against the same folded at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/fold_index.h"
#include "core/str.h"
#include "tests/unit/support.h"

static unsigned random_next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

static void random_text(uint64_t *seed, struct str *out, size_t bytes)
{
	static const char *const parts[] = {
		"mot",    " ",         "\u00a0",   "  ",     "«",
		"»",      ":",         "e\u0301",  "é",      "…",
		"\u00ad", "\u200d",    "\xff",     "1",      ".",
		"4",      "日",        "\r\n",     "\u212a", "\u0958",
		"œ",      "’",         "!",        "a",      "un",
		"de",     "longtemps", "ailleurs",
	};
	str_clear(out);
	str_adds(out, "");
	while (out->len < bytes)
		str_adds(out, parts[random_next(seed) %
				    (sizeof parts / sizeof *parts)]);
}

static void like_at_once(void **state)
{
	static const unsigned folds[] = {FOLD_ANCHOR, FOLD_SEARCH,
					 FOLD_SEARCH | FOLD_CASE};
	enum { ROUNDS = 60, CHECKS = 200 };
	uint64_t seed = 21;
	struct str text = {0};
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct folded whole = {0};
		struct fold_index index;
		unsigned fold = folds[round % 3];
		random_text(&seed, &text, random_next(&seed) % 9000);
		fold_text(&whole, text.bytes, (struct span){0, text.len}, fold);
		fold_index_make(&index, text.bytes, text.len, fold);
		assert_int_equal(index.len, whole.len);
		assert_string_equal(index.bytes.items, whole.bytes);
		for (size_t i = 0; whole.len && i < CHECKS; i++) {
			size_t start = random_next(&seed) % whole.len;
			size_t end = start + 1 +
				     random_next(&seed) % (whole.len - start);
			struct span want = fold_origin(&whole, text.bytes,
						       start, end),
				    got = fold_index_span(&index, start, end);
			assert_int_equal(got.start, want.start);
			assert_int_equal(got.end, want.end);
			size_t offset = random_next(&seed) % (text.len + 2);
			size_t first = 0;
			while (first < whole.len &&
			       whole.origin[first] < offset)
				first++;
			assert_int_equal(fold_index_at(&index, offset), first);
		}
		fold_release(&whole);
		fold_index_release(&index);
	}
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
