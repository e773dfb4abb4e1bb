/* On what ground, in the dossier that comes with the program and a tiny one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/grounds.h"
#include "tests/unit/support.h"

#define HEAD "manicule: 1\narticle: {title: T}\nclaims:\n"
#define CLAIM "  - {kind: fact, anchor: mot, "

static const struct support_file tiny[] = {
	{"articles", NULL},
	{"articles/a.txt", "mot\n"},
	{"articles/b.txt", "mot\n"},
	{"articles/c.txt", "mot\n"},
	{"articles/d.txt", "mot\n"},
	{"annotations", NULL},
	{"annotations/dossier.yaml",
	 "manicule: 1\n"
	 "people: [{id: p, name: P}]\n"
	 "organisations: [{id: agency, name: R}]\n"
	 "sources:\n"
	 "  - {id: copy, kind: press-agency, title: C, author: agency}\n"
	 "  - {id: s1, kind: book, title: S1}\n"
	 "  - {id: s2, kind: book, title: S2}\n"
	 "  - {id: s3, kind: book, title: S3, author: p}\n"
	 "  - {id: unused, kind: book, title: U}\n"
	 "points:\n"
	 "  - {id: agency-only, title: 1}\n"
	 "  - {id: chain, title: 2}\n"
	 "  - {id: author, title: 3}\n"
	 "  - {id: apart, title: 4}\n"
	 "  - {id: bare, title: 5}\n"
	 "  - {id: never, title: 6}\n"},
	{"annotations/a.yaml", HEAD CLAIM
	 "id: x1, speaker: article, source: copy,"
	 " point: agency-only}\n" CLAIM
	 "id: x2, speaker: article, source: s1, point: chain}\n" CLAIM
	 "id: x3, speaker: article, source: s3, point: author}\n" CLAIM
	 "id: x4, speaker: p, source: s1, point: apart}\n" CLAIM
	 "id: x5, speaker: article, point: bare}\n"},
	{"annotations/b.yaml", HEAD CLAIM
	 "id: x1, speaker: unknown, via: agency,"
	 " point: agency-only}\n" CLAIM
	 "id: x2, speaker: article, source: [s1, s2],"
	 " point: chain}\n" CLAIM "id: x3, speaker: p, point: author}\n" CLAIM
	 "id: x4, speaker: p, source: s2, point: apart}\n" CLAIM
	 "id: x5, speaker: article, source: s1, point: bare}\n"},
	{"annotations/c.yaml",
	 HEAD CLAIM "id: x1, speaker: article, via: agency,"
		    " point: agency-only}\n" CLAIM
		    "id: x2, speaker: article, source: s2, point: chain}\n"},
	{"annotations/d.yaml",
	 HEAD CLAIM "id: x1, speaker: unknown, point: agency-only}\n"},
};
enum { TINY = sizeof tiny / sizeof *tiny };

struct fixture {
	struct dossier dossier;
	struct grounds *grounds;
};

static void fixture_load(struct fixture *f, const char *path)
{
	int error;
	memset(f, 0, sizeof *f);
	assert_int_equal(dossier_load(&f->dossier, path, &error), DOSSIER_OK);
	assert_int_equal(f->dossier.diags.list.count, 0);
	f->grounds = grounds_new(&f->dossier, xref_new(&f->dossier));
}

struct expected_support {
	const char *what, *point;
	size_t articles, independent, unsourced;
};

static void assert_support(const struct fixture *f,
			   const struct expected_support *expected,
			   size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct expected_support *e = &expected[i];
		const struct point *point = dossier_point(&f->dossier,
							  e->point);
		const struct support *support =
			&f->grounds->support[point->index];
		print_message("%s: %s\n", e->point, e->what);
		assert_int_equal(support->articles, e->articles);
		assert_int_equal(support->independent, e->independent);
		assert_int_equal(support->unsourced, e->unsourced);
	}
}

static const struct expected_support tiny_support[] = {
	{"the copy, and twice through the agency", "agency-only", 4, 1, 1},
	{"the second shares a source with each other", "chain", 3, 1, 0},
	{"a book by someone, and their own word", "author", 2, 1, 0},
	{"two books, though one person says it", "apart", 2, 2, 0},
	{"a book, and nothing", "bare", 2, 1, 1},
	{"nobody speaks to it", "never", 0, 0, 0},
};

/* "S1: b/x5! …": the claims, those that rest on it alone with !. */
static void ground_words(const struct ground *ground, char *out, size_t size)
{
	snprintf(out, size, "%s:", ground->source ? ground->source->id : "");
	for (size_t i = 0; i < ground->count; i++)
		snprintf(out + strlen(out), size - strlen(out), " %s%s",
			 claim_name(ground->claims[i]).full,
			 i < ground->alone ? "!" : "");
	for (size_t i = 0; i < ground->point_count; i++)
		snprintf(out + strlen(out), size - strlen(out), " %s%s",
			 ground->points[i].point->id,
			 ground->points[i].only ? "!" : "");
}

static void test_tiny(void **state)
{
	static const char *const expected[] = {
		"s1: a/x2! a/x4! b/x5! b/x2 chain apart bare",
		"s2: b/x4! c/x2! b/x2 chain apart",
		"copy: a/x1! agency-only",
		"s3: a/x3! author",
		"unused:",
		": a/x5! b/x1! b/x3! c/x1! d/x1! agency-only author bare",
	};
	char folder[] = "/tmp/manicule-test-XXXXXX";
	struct fixture f;
	(void)state;
	assert_true(support_make(folder, tiny, TINY));
	fixture_load(&f, folder);
	assert_support(&f, tiny_support,
		       sizeof tiny_support / sizeof *tiny_support);
	assert_int_equal(f.grounds->count, 6);
	assert_int_equal(f.grounds->sources, 4);
	for (size_t i = 0; i < 6; i++) {
		char came[512];
		ground_words(&f.grounds->list[i], came, sizeof came);
		assert_string_equal(came, expected[i]);
	}
	const struct claim *bare = dossier_claim(&f.dossier, "a/x5");
	const struct claim *both = dossier_claim(&f.dossier, "b/x2");
	assert_int_equal(grounds_find(f.grounds, bare), 5);
	assert_int_equal(grounds_find(f.grounds, both), 0);
	dossier_release(&f.dossier);
	assert_true(support_remove(folder, tiny, TINY));
}

/* Counted by hand in the annotations, in the order of the list. */
static const struct {
	const char *source;
	size_t count, alone, articles, speakers, points, only;
} weights[] = {
	{"plainte-2019", 21, 21, 5, 3, 4, 1},
	{"billet-microsoft", 21, 21, 3, 3, 4, 1},
	{"memoire", 12, 10, 4, 2, 4, 0},
	{"decision-hamilton", 11, 11, 3, 3, 4, 0},
	{"propos-nso", 10, 10, 3, 1, 3, 1},
	{"rapport-citizen-lab", 7, 7, 2, 1, 3, 0},
	{"reaction-facebook", 3, 3, 1, 1, 2, 0},
	{"depeche-reuters", 3, 2, 1, 2, 3, 0},
};

static const struct expected_support own_support[] = {
	{"the complaint in all of them", "cibles", 5, 1, 0},
	{"the ruling; and NSO's own word in four", "immunite", 5, 2, 0},
	{"one of them says it of itself", "procede", 5, 1, 1},
	{"three stories", "victimes", 5, 3, 0},
};

static void test_weights(void **state)
{
	struct fixture f;
	(void)state;
	fixture_load(&f, ".");
	for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
		const struct ground *ground = &f.grounds->list[i];
		print_message("%s\n", weights[i].source);
		assert_string_equal(ground->source->id, weights[i].source);
		assert_int_equal(ground->count, weights[i].count);
		assert_int_equal(ground->alone, weights[i].alone);
		assert_int_equal(ground->entry_count, weights[i].articles);
		assert_int_equal(ground->speaker_count, weights[i].speakers);
		assert_int_equal(ground->point_count, weights[i].points);
		assert_int_equal(ground->only, weights[i].only);
	}
	const struct ground *none = &f.grounds->list[f.grounds->count - 1];
	assert_null(none->source);
	assert_int_equal(none->count, 39);
	assert_support(&f, own_support,
		       sizeof own_support / sizeof *own_support);
	/* Who cites the complaint, most first. */
	const struct ground *complaint = &f.grounds->list[0];
	size_t claims = 0;
	for (size_t i = 0; i < complaint->speaker_count; i++) {
		assert_true(!i || complaint->speakers[i - 1].claims >=
					  complaint->speakers[i].claims);
		claims += complaint->speakers[i].claims;
	}
	assert_int_equal(claims, 23); /* two have two speakers */
	dossier_release(&f.dossier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tiny),
		cmocka_unit_test(test_weights),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
