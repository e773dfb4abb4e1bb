/* A search through the dossier that comes with the program, in slices. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/sweep.h"
#include "core/xref.h"

static int setup(void **state)
{
	static struct dossier dossier;
	int error;
	memset(&dossier, 0, sizeof dossier);
	if (dossier_load(&dossier, ".", &error) != DOSSIER_OK)
		return -1;
	xref_new(&dossier);
	*state = &dossier;
	return 0;
}

static int teardown(void **state)
{
	dossier_release(*state);
	return 0;
}

static size_t sweep(const struct dossier *dossier, const char *pattern,
		    enum sweep_scope scope, size_t bytes,
		    struct sweep_hits *hits)
{
	struct search *search = search_new(pattern, strlen(pattern));
	struct sweep s = sweep_make(dossier, search, scope);
	size_t steps = 1, percent = 0;
	while (sweep_step(&s, bytes, hits)) {
		assert_true(sweep_percent(&s) >= percent);
		percent = sweep_percent(&s);
		steps++;
	}
	assert_int_equal(sweep_percent(&s), 100);
	search_free(search);
	return steps;
}

static size_t kind_count(const struct sweep_hits *hits, enum sweep_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < hits->list.count; i++)
		n += hits->list.items[i].kind == kind;
	return n;
}

/* Every text has what a search of that text alone finds. */
static void test_texts(void **state)
{
	const struct dossier *dossier = *state;
	struct sweep_hits hits = {0};
	struct search *search = search_new("immunite", 8);
	size_t at = 0;
	sweep(dossier, "immunite", SWEEP_TEXTS, 1 << 20, &hits);
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct article *article = &dossier->entries[e]->article;
		struct hits alone = {0};
		search_all(search, article, (struct span){0, article->bytes},
			   &alone);
		for (size_t i = 0; i < alone.list.count; i++, at++) {
			assert_true(at < hits.list.count);
			const struct sweep_hit *hit = &hits.list.items[at];
			assert_ptr_equal(hit->entry, dossier->entries[e]);
			assert_int_equal(hit->hit.start,
					 alone.list.items[i].start);
			assert_true(hit->line.start <= hit->hit.start &&
				    hit->hit.end <= hit->line.end);
		}
		array_release(&alone.list);
	}
	assert_true(at > 5);
	assert_int_equal(at, hits.list.count);
	array_release(&hits.list);
	search_free(search);
}

/* Slices of any size find the same. */
static void test_slices(void **state)
{
	static const char *const patterns[] = {
		"immunite", "e", "ss", "«", "NSO", "1400", "burt", "zzzz"};
	static const size_t sizes[] = {1, 7, 100, 4096};
	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
		struct sweep_hits whole = {0};
		sweep(*state, patterns[p], SWEEP_ALL, SIZE_MAX, &whole);
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			struct sweep_hits hits = {0};
			size_t steps = sweep(*state, patterns[p], SWEEP_ALL,
					     sizes[k], &hits);
			assert_true(steps > 1);
			if (hits.list.count != whole.list.count)
				fail_msg("%s by %zu: expected %zu, came %zu",
					 patterns[p], sizes[k],
					 whole.list.count, hits.list.count);
			for (size_t i = 0; i < hits.list.count; i++) {
				const struct sweep_hit *a, *b;
				a = &hits.list.items[i];
				b = &whole.list.items[i];
				assert_int_equal(a->kind, b->kind);
				assert_ptr_equal(a->text, b->text);
				assert_int_equal(a->hit.start, b->hit.start);
			}
			array_release(&hits.list);
		}
		array_release(&whole.list);
	}
}

static const struct row {
	const char *what, *pattern;
	enum sweep_scope scope;
	enum sweep_kind kind;
	bool any;
} rows[] = {
	{"texts", "immunite", SWEEP_TEXTS, SWEEP_TEXT, true},
	{"no claims among texts", "immunite", SWEEP_TEXTS, SWEEP_CLAIM, false},
	{"texts among all", "immunite", SWEEP_ALL, SWEEP_TEXT, true},
	{"claims", "immunite", SWEEP_ALL, SWEEP_CLAIM, true},
	{"points", "immunite", SWEEP_ALL, SWEEP_POINT, true},
	{"names", "hamilton", SWEEP_ALL, SWEEP_SPEAKER, true},
	{"aliases", "la magistrate", SWEEP_ALL, SWEEP_SPEAKER, true},
	{"roles", "juge federale", SWEEP_ALL, SWEEP_SPEAKER, true},
	{"the dossier's note", "cinq angles", SWEEP_ALL, SWEEP_DOSSIER, true},
	{"nothing", "zzzz", SWEEP_ALL, SWEEP_TEXT, false},
	{"an empty pattern", "", SWEEP_ALL, SWEEP_TEXT, false},
};

static void test_rows(void **state)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sweep_hits hits = {0};
		sweep(*state, rows[i].pattern, rows[i].scope, 4096, &hits);
		if ((kind_count(&hits, rows[i].kind) > 0) != rows[i].any)
			fail_msg("%s: %zu of %zu", rows[i].what,
				 kind_count(&hits, rows[i].kind),
				 hits.list.count);
		array_release(&hits.list);
	}
}

/* Each note is found where it stands, and is that claim's or relation's. */
static void test_notes(void **state)
{
	const struct dossier *dossier = *state;
	for (size_t i = 0; i < dossier->claim_count; i++) {
		const struct claim *claim = dossier_claim_at(dossier, i);
		struct sweep_hits hits = {0};
		bool found = false;
		if (!claim_note(claim))
			continue;
		sweep(dossier, claim_note(claim), SWEEP_ALL, SIZE_MAX, &hits);
		for (size_t k = 0; k < hits.list.count; k++)
			found |= hits.list.items[k].kind == SWEEP_NOTE &&
				 hits.list.items[k].in.claim == claim;
		if (!found)
			fail_msg("%s: its note is not found",
				 claim_name(claim).full);
		array_release(&hits.list);
	}
}

static void expect_same(const struct sweep_hits *is,
			const struct sweep_hits *should)
{
	assert_int_equal(is->list.count, should->list.count);
	for (size_t i = 0; i < is->list.count; i++) {
		const struct sweep_hit *a = &is->list.items[i];
		const struct sweep_hit *b = &should->list.items[i];
		assert_int_equal(a->kind, b->kind);
		assert_ptr_equal(a->entry, b->entry);
		assert_ptr_equal(a->text, b->text);
		assert_memory_equal(&a->line, &b->line, sizeof a->line);
		assert_memory_equal(&a->hit, &b->hit, sizeof a->hit);
	}
}

/* Stretches, whoever searches them, have what one search finds. */
static void test_stretches(void **state)
{
	static const char *const patterns[] = {"nso", "e", "immunite", "a b"};
	static const size_t sizes[] = {1, 7, 300, 5000, 100000, SIZE_MAX / 2};
	for (size_t i = 0; i < 4 * 6 * 2; i++) {
		const char *pattern = patterns[i % 4];
		size_t bytes = sizes[i / 4 % 6];
		enum sweep_scope scope = i < 24 ? SWEEP_ALL : SWEEP_TEXTS;
		struct search *search = search_new(pattern, strlen(pattern));
		struct sweep_hits whole = {0}, parts = {0};
		struct sweep at = sweep_make(*state, search, scope), from = at;
		while (sweep_skip(&at, bytes)) {
			sweep_until(&from, &at, &parts);
			from = at;
		}
		assert_int_equal(at.part, SWEEP_PART_END);
		sweep(*state, pattern, scope, SIZE_MAX / 2, &whole);
		expect_same(&parts, &whole);
		array_release(&parts.list);
		array_release(&whole.list);
		search_free(search);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),  cmocka_unit_test(test_stretches),
		cmocka_unit_test(test_slices), cmocka_unit_test(test_rows),
		cmocka_unit_test(test_notes),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
