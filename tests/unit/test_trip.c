/* A search in slices finds what one in one go does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/str.h"
#include "core/trip.h"

static unsigned random_next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

/* Words of few letters; most lines are short, some long. */
static void random_text(uint64_t *seed, struct article *article, size_t count)
{
	static const char *const parts[] = {"a",  "a", "b",  "é",  "e",
					    "\n", " ", "\n", "  ", "1"};
	struct str text = {0};
	size_t few = random_next(seed) % 3 ? 10 : 5;
	str_adds(&text, "");
	for (size_t i = 0; i < count; i++)
		str_adds(&text, parts[random_next(seed) % few]);
	size_t len = text.len;
	article_take(article, str_take(&text), len);
}

/* What a search of the whole text in one go comes to. */
static enum trip_result plain(const struct search *search,
			      const struct article *article, size_t start,
			      bool back, bool *round, struct span *hit)
{
	*round = false;
	if (back ? search_previous(search, article, start, hit)
		 : search_next(search, article, start, hit))
		return TRIP_HIT;
	*round = true;
	if (back)
		return search_previous(search, article, article->bytes + 1, hit)
			       ? TRIP_HIT
			       : TRIP_NONE;
	if (search_next(search, article, 0, hit) && hit->start < start)
		return TRIP_HIT;
	return TRIP_NONE;
}

static void compare(const struct search *search, const struct article *article,
		    size_t start, bool back, size_t bytes)
{
	struct trip trip = trip_make(search, article, start, back);
	struct span hit = {0, 0}, expected = {0, 0};
	bool round;
	size_t percent = 0, steps = 0;
	enum trip_result result, all;
	while ((result = trip_step(&trip, bytes, &hit)) == TRIP_MORE) {
		assert_true(trip_percent(&trip) >= percent);
		percent = trip_percent(&trip);
		assert_true(percent < 100);
		assert_true(++steps < 2 * article->bytes + 8);
	}
	all = plain(search, article, start, back, &round, &expected);
	assert_int_equal(result, all);
	if (result == TRIP_NONE)
		return;
	assert_int_equal(hit.start, expected.start);
	assert_int_equal(hit.end, expected.end);
	assert_int_equal(trip.round, round);
}

static void like_one_go(void **state)
{
	enum { ROUNDS = 3000 };
	static const char *const patterns[] = {"a",   "ab", "aab",  "e", "b1",
					       "é b", "zz", "babe", " ", ""};
	uint64_t seed = 11;
	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		struct article article;
		const char *pattern = patterns[random_next(&seed) % 10];
		random_text(&seed, &article, random_next(&seed) % 200);
		struct search *search = search_new(pattern, strlen(pattern));
		size_t start = random_next(&seed) % (article.bytes + 1);
		size_t bytes = 1 + random_next(&seed) % 60;
		compare(search, &article, start, false, bytes);
		compare(search, &article, start, true, bytes);
		search_free(search);
		article_release(&article);
	}
}

/* A paragraph longer than what is folded at a time. */
static void long_paragraph(void **state)
{
	enum { BYTES = 100000, HIT = 31000 };
	static const size_t starts[] = {0, HIT, HIT + 1, HIT + 3, 60000, BYTES};
	struct article article;
	char *text = memory_alloc(BYTES + 1);
	(void)state;
	memset(text, 'a', BYTES);
	memcpy(text + HIT, "xyz", 3);
	text[BYTES] = '\0';
	article_take(&article, text, BYTES);
	struct search *search = search_new("xyz", 3);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		for (size_t bytes = 1000; bytes < BYTES; bytes *= 3) {
			compare(search, &article, starts[i], false, bytes);
			compare(search, &article, starts[i], true, bytes);
		}
	search_free(search);
	article_release(&article);
}

/* However much a text has, a slice is no longer than was asked for. */
static void short_slices(void **state)
{
	enum { BYTES = 1000000, SLICE = 20000 };
	struct article article;
	struct span hit;
	char *text = memory_alloc(BYTES + 1);
	(void)state;
	for (size_t i = 0; i < BYTES; i++)
		text[i] = i % 100 == 99 ? '\n' : 'a';
	text[BYTES] = '\0';
	article_take(&article, text, BYTES);
	struct search *search = search_new("xyz", 3);
	for (int back = 0; back < 2; back++) {
		struct trip trip = trip_make(search, &article, BYTES / 2, back);
		size_t steps = 1;
		while (trip_step(&trip, SLICE, &hit) == TRIP_MORE)
			steps++;
		assert_true(steps >= BYTES / SLICE / 2);
	}
	search_free(search);
	article_release(&article);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_one_go),
		cmocka_unit_test(long_paragraph),
		cmocka_unit_test(short_slices),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
