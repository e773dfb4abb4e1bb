/* Rows that were kept, compared with rows laid out for the question alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "tui/window.h"

enum { ROUNDS = 400, OMISSIONS = 5 };

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245 + 12345;
	return *state >> 16;
}

/* Paragraphs of all lengths, headings and blanks between them, and one that
   is laid out in parts. */
static void make_text(struct str *text, unsigned *random)
{
	static const char *const words[] = {
		"un ",
		"mot ",
		"« Le procès » ",
		"1 400 ",
		"日本語、",
		"e\u0301 ",
		"anticonstitutionnellement ",
	};
	for (size_t i = 0; i < 60; i++) {
		size_t count = next_random(random) % (i % 7 ? 200 : 3);
		if (i == 30)
			count = 40000;
		for (size_t k = 0; k < count; k++)
			str_adds(text, words[next_random(random) % 7]);
		str_adds(text, i % 3 ? "\n\n" : "\n");
	}
}

static void make_omissions(struct entry *entry, struct omission *omissions,
			   struct span *spans, unsigned *random)
{
	for (size_t i = 0; i < OMISSIONS; i++) {
		size_t a = next_random(random) % entry->article.bytes;
		spans[i] = (struct span){a, a + 1 + next_random(random) % 900};
		if (spans[i].end > entry->article.bytes)
			spans[i].end = entry->article.bytes;
		omissions[i].match.spans = &spans[i];
		omissions[i].match.span_count = 1;
	}
	entry->annotation.omissions = omissions;
	entry->annotation.omission_count = OMISSIONS;
}

static void compare(struct window *window, const struct window_key *key,
		    const struct window_place *place)
{
	struct window *fresh = window_new();
	struct window_rows a = window_get(window, key, place);
	struct window_rows b = window_get(fresh, key, place);
	assert_int_equal(a.count, b.count);
	assert_int_equal(a.ends, b.ends);
	for (size_t i = 0; i < a.count; i++) {
		const struct sheet_row *x = &a.items[i], *y = &b.items[i];
		assert_int_equal(x->kind, y->kind);
		assert_int_equal(x->span.start, y->span.start);
		assert_int_equal(x->span.end, y->span.end);
		assert_int_equal(x->shown, y->shown);
		assert_int_equal(x->block, y->block);
		assert_int_equal(x->heading, y->heading);
		assert_int_equal(x->paragraphs, y->paragraphs);
	}
	size_t row = window_row_at(&a, place->offset);
	struct block_source source;
	struct block first;
	block_source_init(&source, key->entry);
	assert_true(block_find(&source, 0, &first));
	if (a.items[0].span.start != first.span.start)
		assert_true(row >= place->above);
	block_source_release(&source);
	if (!a.ends)
		assert_true(a.count >= row + place->below);
	window_free(fresh);
}

static void make_entries(struct entry entries[2], struct omission *omissions,
			 struct span *spans, unsigned *random)
{
	for (size_t i = 0; i < 2; i++) {
		struct str text = {0};
		make_text(&text, random);
		size_t len = text.len;
		article_take(&entries[i].article, str_take(&text), len);
	}
	make_omissions(&entries[1], omissions, spans, random);
}

/* Moves on a little, jumps, changes the width, the charset, the article. */
static void test_random(void **state)
{
	static const size_t widths[] = {1, 20, 52, 72};
	struct entry entries[2] = {{.id = "a"}, {.id = "b"}};
	struct omission omissions[OMISSIONS] = {0};
	struct span spans[OMISSIONS];
	struct window *window = window_new();
	unsigned random = 11;
	(void)state;
	make_entries(entries, omissions, spans, &random);
	struct window_key key = {.entry = &entries[0], .columns = 52};
	struct window_place place = {.above = 36, .below = 72};
	for (size_t i = 0; i < ROUNDS; i++) {
		size_t bytes = key.entry->article.bytes;
		unsigned what = next_random(&random) % 40;
		if (what == 0)
			key.entry = &entries[next_random(&random) % 2];
		else if (what == 1)
			key.columns = widths[next_random(&random) % 4];
		else if (what == 2)
			key.charset = next_random(&random) % 2 ? CHARSET_ASCII
							       : CHARSET_UTF8;
		else if (what < 5)
			place.offset = (next_random(&random) << 8) %
				       (bytes + 10);
		else if (what == 5)
			place.below = next_random(&random) % 200;
		else if (what == 6)
			place.above = next_random(&random) % 200;
		else if (what < 25)
			place.offset += next_random(&random) % 300;
		else
			place.offset -= next_random(&random) % 300;
		if (place.offset > bytes + 10)
			place.offset = what < 25 ? bytes : 0;
		compare(window, &key, &place);
	}
	window_free(window);
	for (size_t i = 0; i < 2; i++)
		article_release(&entries[i].article);
}

/* Through a whole article and back: what was kept is forgotten behind. */
static void test_through(void **state)
{
	enum { STEP = 4001 };
	struct entry entries[2] = {{.id = "a"}, {.id = "b"}};
	struct omission omissions[OMISSIONS] = {0};
	struct span spans[OMISSIONS];
	struct window *window = window_new();
	unsigned random = 23;
	(void)state;
	make_entries(entries, omissions, spans, &random);
	struct window_key key = {.entry = &entries[1], .columns = 40};
	struct window_place place = {.above = 36, .below = 72};
	size_t bytes = key.entry->article.bytes;
	for (; place.offset < bytes; place.offset += STEP)
		compare(window, &key, &place);
	for (; place.offset > STEP; place.offset -= STEP)
		compare(window, &key, &place);
	window_free(window);
	for (size_t i = 0; i < 2; i++)
		article_release(&entries[i].article);
}

static void test_empty(void **state)
{
	struct entry entry = {.id = "a"};
	struct window *window = window_new();
	struct window_key key = {.entry = &entry, .columns = 40};
	struct window_place place = {.offset = 3, .above = 5, .below = 5};
	(void)state;
	struct window_rows rows = window_get(window, &key, &place);
	assert_int_equal(rows.count, 0);
	assert_true(rows.ends);
	window_free(window);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_through),
		cmocka_unit_test(test_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
