/* Many needles at once, against a search too slow to be wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/array.h"
#include "core/needles.h"

enum { TEXT_MOST = 600, WORDS_MOST = 50, NEEDLES_MOST = 300 };

/* A small generator of its own, so that a failure can be seen again. */
static unsigned random_next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

/* Letters of one byte and of two, and a mark that joins what is before it. */
static size_t random_fill(uint64_t *seed, char *bytes, size_t len)
{
	static const char *const letters[] = {"a", "b", " ", "é", "\xcc\x81"};
	size_t at = 0;
	unsigned kinds = 2 + random_next(seed) % 4;
	while (at + 2 <= len) {
		const char *letter = letters[random_next(seed) % kinds];
		size_t bytes_there = strlen(letter);
		memcpy(bytes + at, letter, bytes_there);
		at += bytes_there;
	}
	return at;
}

static void compare(const struct needle *needle, const char *text, size_t len)
{
	size_t found = 0;
	for (size_t at = 0; needle->len && at + needle->len <= len; at++) {
		if (memcmp(text + at, needle->bytes, needle->len) != 0 ||
		    !needles_boundary(text, len, at) ||
		    !needles_boundary(text, len, at + needle->len) ||
		    found >= needle->limit)
			continue;
		if (found >= needle->hits.count ||
		    needle->hits.items[found] != at)
			fail_msg("\"%.*s\" is not found at %zu of \"%.*s\"",
				 (int)needle->len, needle->bytes, at, (int)len,
				 text);
		found++;
	}
	if (found != needle->hits.count)
		fail_msg("\"%.*s\": expected %zu hits, came %zu",
			 (int)needle->len, needle->bytes, found,
			 needle->hits.count);
}

/* Needles of `least` to `most` bytes, `count` of them. */
static void round_of(uint64_t *seed, size_t count, size_t least, size_t most)
{
	static char words[NEEDLES_MOST][WORDS_MOST];
	struct needle needles[NEEDLES_MOST];
	char text[TEXT_MOST];
	size_t len = random_fill(seed, text, random_next(seed) % TEXT_MOST);
	for (size_t i = 0; i < count; i++) {
		size_t n = least + random_next(seed) % (most - least + 1);
		const char *bytes = words[i];
		if (n < len && random_next(seed) % 2)
			bytes = text + random_next(seed) % (len - n);
		else
			n = random_fill(seed, words[i], n);
		needles[i] = (struct needle){
			.bytes = bytes,
			.len = n,
			.limit = random_next(seed) % 3 ? SIZE_MAX : 2};
	}
	needles_find(needles, count, text, len);
	for (size_t i = 0; i < count; i++) {
		compare(&needles[i], text, len);
		array_release(&needles[i].hits);
	}
}

static void like_a_naive_search(void **state)
{
	static const struct {
		size_t rounds, count, least, most;
	} rows[] = {
		{300, 1, 1, 49},   {300, 10, 1, 49},  {300, 10, 4, 49},
		{300, 10, 16, 49}, {300, 40, 4, 15},  {40, 300, 1, 49},
		{40, 300, 4, 49},  {40, 300, 16, 49}, {40, 300, 24, 49},
	};
	uint64_t seed = 5;
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t round = 0; round < rows[i].rounds; round++)
			round_of(&seed, rows[i].count, rows[i].least,
				 rows[i].most);
}

/*
 * Needles that begin with the same words and go on with a few bytes that are
 * alike, NULs among them, or not at all.
 */
static void families_like_a_naive_search(void **state)
{
	static const char beginning[] = "la juge a dit que";
	static const char ends[] = {'\0', '\1', 'a', 'a', '~'};
	enum { SHARED = sizeof beginning - 1, END = 12, COUNT = 290 };
	static char words[COUNT][SHARED + END];
	char text[4000];
	uint64_t seed = 3;
	(void)state;
	for (size_t round = 0; round < 60; round++) {
		struct needle needles[COUNT];
		size_t len = 0;
		for (size_t i = 0; i < COUNT; i++) {
			size_t more = random_next(&seed) % (END + 1);
			memcpy(words[i], beginning, SHARED);
			for (size_t j = 0; j < more; j++)
				words[i][SHARED + j] =
					ends[random_next(&seed) % sizeof ends];
			needles[i] = (struct needle){.bytes = words[i],
						     .len = SHARED + more,
						     .limit = SIZE_MAX};
		}
		while (len + SHARED + END < sizeof text) {
			const struct needle *one =
				&needles[random_next(&seed) % COUNT];
			size_t cut = random_next(&seed) % 3;
			memcpy(text + len, one->bytes, one->len - cut);
			len += one->len - cut;
			text[len++] = ends[random_next(&seed) % sizeof ends];
		}
		needles_find(needles, COUNT, text, len);
		for (size_t i = 0; i < COUNT; i++) {
			compare(&needles[i], text, len);
			array_release(&needles[i].hits);
		}
	}
}

enum { LETTERS = 7, TRIPLES = LETTERS * LETTERS * LETTERS };

/* Where in a text of the letters from a each three of them stand. */
struct triples {
	ARRAY(size_t) at[TRIPLES];
};

static size_t triple(const char *at)
{
	return (size_t)(((at[0] - 'a') * LETTERS + at[1] - 'a') * LETTERS +
			at[2] - 'a');
}

static void check_hits(const struct needle *needle, const char *text,
		       size_t len, const struct triples *triples)
{
	size_t of = triple(needle->bytes), found = 0;
	for (size_t i = 0; i < triples->at[of].count && found < needle->limit;
	     i++) {
		size_t at = triples->at[of].items[i];
		if (at + needle->len > len ||
		    memcmp(text + at, needle->bytes, needle->len) != 0)
			continue;
		assert_true(found < needle->hits.count);
		assert_true(needle->hits.items[found] == at);
		found++;
	}
	assert_int_equal(found, needle->hits.count);
}

/*
 * A text long enough for several threads, dense with some needles and sparse
 * with others: the same as each by itself.
 */
static void long_like_each(void **state)
{
	enum { LONG = 3 << 20, COUNT = 270 };
	static char words[COUNT][WORDS_MOST];
	static struct needle needles[COUNT];
	static struct triples triples;
	char *text = malloc(LONG);
	uint64_t seed = 9;
	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < LONG; i++) /* the half of it is one letter */
		text[i] = i / 1500000 % 2
				  ? 'a'
				  : (char)('a' + random_next(&seed) % LETTERS);
	for (size_t i = 0; i + 3 <= LONG; i++)
		array_push(&triples.at[triple(text + i)], i);
	for (size_t few = 0; few < 2; few++) {
		size_t count = few ? 9 : COUNT;
		for (size_t i = 0; i < count; i++) {
			size_t len = 3 + random_next(&seed) % 30;
			memcpy(words[i], text + random_next(&seed) % 900000,
			       len);
			if (i % 100 == 0)
				memset(words[i], 'a', len);
			needles[i] = (struct needle){.bytes = words[i],
						     .len = len,
						     .limit = i % 3 ? SIZE_MAX
								    : 5000};
		}
		needles_find(needles, count, text, LONG);
		for (size_t i = 0; i < count; i++) {
			check_hits(&needles[i], text, LONG, &triples);
			array_release(&needles[i].hits);
		}
	}
	for (size_t i = 0; i < TRIPLES; i++)
		array_release(&triples.at[i]);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_a_naive_search),
		cmocka_unit_test(families_like_a_naive_search),
		cmocka_unit_test(long_like_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
