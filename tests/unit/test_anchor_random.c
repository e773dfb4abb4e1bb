/* Anchors in random texts, against searches too slow to be wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/anchor.h"
#include "core/array.h"
#include "core/str.h"
#include "tests/unit/support.h"

/* A small generator of its own, so that a failure can be seen again. */
static unsigned random_next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

static void random_fill(uint64_t *seed, char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		bytes[i] = "ab c"[random_next(seed) % 3];
	bytes[len] = '\0';
}

/* One pass for all anchors finds what one look at a time does. */
static void exact_like_a_naive_search(void **state)
{
	enum { ROUNDS = 400, ANCHORS = 40, TEXT = 200, WORDS = 40 };
	static char words[ANCHORS][WORDS + 1];
	const char *pieces[ANCHORS];
	struct anchor anchors[ANCHORS];
	struct anchor_match matches[ANCHORS];
	uint64_t seed = 12;
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct arena arena = {0};
		char *text = memory_alloc(TEXT + 1);
		size_t len = random_next(&seed) % TEXT;
		random_fill(&seed, text, len);
		for (size_t i = 0; i < ANCHORS; i++) {
			size_t n = 1 + random_next(&seed) % WORDS;
			random_fill(&seed, words[i], n);
			if (n < len && random_next(&seed) % 2)
				memcpy(words[i], text + len - n, n);
			pieces[i] = words[i];
			anchors[i] = (struct anchor){.pieces = &pieces[i],
						     .piece_count = 1};
		}
		struct article article;
		article_take(&article, text, len);
		anchor_resolve(&article, anchors, ANCHORS, matches, &arena);
		for (size_t i = 0; i < ANCHORS; i++) {
			const char *hit = strstr(text, words[i]);
			const char *more = hit ? strstr(hit + 1, words[i])
					       : NULL;
			assert_int_equal(matches[i].state == ANCHOR_EXACT,
					 hit && !more);
			if (more)
				assert_int_equal(matches[i].state,
						 ANCHOR_AMBIGUOUS);
			if (hit && !more)
				assert_int_equal(matches[i].spans[0].start,
						 hit - text);
		}
		article_release(&article);
		arena_release(&arena);
	}
}

/* The best edit distance of the words to any stretch of the text, by Sellers'
   whole table. */
static size_t naive_distance(const char *text, const char *words)
{
	size_t m = strlen(words), n = strlen(text), best = m;
	size_t row[256];
	for (size_t i = 0; i <= m; i++)
		row[i] = i;
	for (size_t j = 0; j < n; j++) {
		size_t corner = row[0];
		for (size_t i = 1; i <= m; i++) {
			size_t same = corner + (words[i - 1] != text[j]);
			corner = row[i];
			size_t least = row[i] + 1 < row[i - 1] + 1
					       ? row[i] + 1
					       : row[i - 1] + 1;
			row[i] = same < least ? same : least;
		}
		best = row[m] < best ? row[m] : best;
	}
	return best;
}

static void approximate_like_a_naive_search(void **state)
{
	enum { ROUNDS = 3000, TEXT = 400, WORDS = 200 };
	size_t met[ANCHOR_LOST + 1] = {0};
	uint64_t seed = 5;
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct arena arena = {0};
		char *text = memory_alloc(TEXT + 1), words[WORDS + 1];
		for (size_t i = 0; i < TEXT; i++)
			text[i] = "abcdefghijklmnop"[random_next(&seed) % 16];
		text[TEXT] = '\0';
		size_t len = 12 + random_next(&seed) % (WORDS - 12);
		memcpy(words, text + random_next(&seed) % (TEXT - len), len);
		words[len] = '\0';
		for (size_t i = random_next(&seed) % (len / 3); i > 0; i--) {
			size_t at = random_next(&seed) % len;
			if (random_next(&seed) % 3)
				words[at] = 'a';
			else if (len > 12)
				memmove(words + at, words + at + 1, len-- - at);
		}
		const char *piece = words;
		struct anchor anchor = {.pieces = &piece, .piece_count = 1};
		struct anchor_match match;
		struct article article;
		article_take(&article, text, TEXT);
		anchor_resolve(&article, &anchor, 1, &match, &arena);
		size_t best = naive_distance(text, words);
		met[match.state]++;
		if (match.state < ANCHOR_AMBIGUOUS)
			assert_int_equal(match.distance, best);
		if (match.state == ANCHOR_LOST)
			assert_true(best > len / 5);
		arena_release(&arena);
		article_release(&article);
	}
	assert_true(met[ANCHOR_EXACT] && met[ANCHOR_APPROXIMATE] &&
		    met[ANCHOR_LOST]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_like_a_naive_search),
		cmocka_unit_test(approximate_like_a_naive_search),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
