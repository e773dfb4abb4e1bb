/* Who said what, in the dossier that comes with the program and a tiny one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/voices.h"
#include "tests/unit/support.h"

static const struct support_file tiny[] = {
	{"articles", NULL},
	{"articles/a.txt", "un deux trois quatre cinq six sept huit\n"},
	{"articles/b.txt", "neuf dix onze douze treize quatorze\n"},
	{"annotations", NULL},
	{"annotations/dossier.yaml",
	 "manicule: 1\n"
	 "people:\n"
	 "  - {id: p, name: P, affiliation: o}\n"
	 "  - {id: q, name: Q}\n"
	 "  - {id: mute, name: M, affiliation: o}\n"
	 "organisations:\n"
	 "  - {id: o, name: O}\n"
	 "  - {id: r, name: R}\n"
	 "sources:\n"
	 "  - {id: d, kind: press-agency, title: D, author: r}\n"
	 "  - {id: s, kind: book, title: S, author: p, date: 2019-05}\n"},
	{"annotations/a.yaml",
	 "manicule: 1\n"
	 "article: {title: A}\n"
	 "claims:\n"
	 "  - {id: a1, kind: fact, speaker: p, quote: direct, date: 2020,"
	 " anchor: un}\n"
	 "  - {id: a2, kind: fact, speaker: p, quote: mixed,"
	 " date: 2020-01-02, anchor: deux}\n"
	 "  - {id: a3, kind: fact, speaker: p, quote: indirect,"
	 " anchor: trois}\n"
	 "  - {id: a4, kind: fact, speaker: o, date: 2018, anchor: quatre}\n"
	 "  - {id: a5, kind: fact, speaker: article, via: r,"
	 " anchor: cinq}\n"
	 "  - {id: a6, kind: fact, speaker: article, anchor: six}\n"
	 "  - {id: a7, kind: fact, speaker: unknown, anchor: sept,"
	 " links: [{contradicts: a8}]}\n"
	 "  - {id: a8, kind: fact, speaker: unknown, anchor: huit}\n"},
	{"annotations/b.yaml",
	 "manicule: 1\n"
	 "article: {title: B}\n"
	 "claims:\n"
	 "  - {id: b1, kind: fact, speaker: p, quote: direct, source: s,"
	 " anchor: neuf, links: [{contradicts: a/a1}]}\n"
	 "  - {id: b2, kind: fact, speaker: p, quote: indirect,"
	 " anchor: dix, links: [{contradicts: a/a3}]}\n"
	 "  - {id: b3, kind: fact, speaker: q, anchor: onze,"
	 " links: [{repeats: a/a1}, {repeats: b6}]}\n"
	 "  - {id: b4, kind: fact, speaker: article, anchor: douze,"
	 " links: [{contradicts: a/a6}, {contradicts: b5}]}\n"
	 "  - {id: b5, kind: fact, speaker: article, source: d,"
	 " anchor: treize}\n"
	 "  - {id: b6, kind: fact, speaker: [q, o], source: d,"
	 " anchor: quatorze}\n"},
};
enum { TINY = sizeof tiny / sizeof *tiny };

struct fixture {
	struct dossier dossier;
	struct voices *voices;
};

static void fixture_load(struct fixture *f, const char *path)
{
	int error;
	memset(f, 0, sizeof *f);
	assert_int_equal(dossier_load(&f->dossier, path, &error), DOSSIER_OK);
	assert_int_equal(f->dossier.diags.list.count, 0);
	f->voices = voices_new(&f->dossier, xref_new(&f->dossier));
}

/* Every list of ids as one string. */
static void assert_sayings(const struct fixture *f, const char *id,
			   const char *expected)
{
	static const char signs[] = "!v=";
	const struct speaker *who = dossier_speaker(&f->dossier, id);
	const struct voice *voice =
		&f->voices->list[voices_find(f->voices, who)];
	char came[512] = "";
	for (size_t i = 0; i < voice->count; i++) {
		const struct claim *claim = voice->sayings[i].claim;
		const struct tie *ties;
		size_t count = voice_ties(voice, i, &ties);
		snprintf(came + strlen(came), sizeof came - strlen(came),
			 "%s%s", i ? " " : "", claim->id);
		for (size_t t = 0; t < count; t++)
			snprintf(came + strlen(came),
				 sizeof came - strlen(came), "%c%s",
				 signs[ties[t].kind],
				 claim_ends(claim)[ties[t].end].other->id);
		assert_int_equal(voice_saying(voice, claim), i);
	}
	assert_string_equal(came, expected);
}

static void test_tiny(void **state)
{
	char folder[] = "/tmp/manicule-test-XXXXXX";
	struct fixture f;
	(void)state;
	assert_true(support_make(folder, tiny, TINY));
	fixture_load(&f, folder);
	/* A day comes after its year, what has no date last; the later of two
	   that oppose names the other. */
	assert_sayings(&f, "p", "b1 a1!b1=b3 a2 a3 b2va3");
	/* What they repeat themself is no one else's. */
	assert_sayings(&f, "q", "b3=a1 b6");
	assert_sayings(&f, "o", "a4 b6=b3");
	/* An article answers for itself, not for another. */
	assert_sayings(&f, "article", "a5 a6 b4 b5!b4");
	assert_sayings(&f, "unknown", "a7 a8");
	static const char *const order[] = {"p", "q", "o", "unknown",
					    "article"};
	assert_int_equal(f.voices->count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(f.voices->list[i].speaker->id, order[i]);
	/* Who is silent speaks for nobody. */
	assert_int_equal(f.voices->list[2].people_count, 1);
	assert_int_equal(f.voices->list[2].people[0], 0);
	assert_int_equal(f.voices->list[0].people_count, 0);
	const struct speaker *mute = dossier_speaker(&f.dossier, "mute");
	assert_int_equal(voices_find(f.voices, mute), f.voices->count);
	dossier_release(&f.dossier);
	assert_true(support_remove(folder, tiny, TINY));
}

static const struct {
	const char *claim, *speaker;
	enum attribution attribution;
} attributions[] = {
	{"a/a1", "p", ATTRIBUTION_DIRECT},
	{"a/a2", "p", ATTRIBUTION_MIXED},
	{"a/a3", "p", ATTRIBUTION_INDIRECT},
	{"a/a4", "o", ATTRIBUTION_PLAIN},
	{"a/a5", "article", ATTRIBUTION_AGENCY}, /* via its author */
	{"a/a6", "article", ATTRIBUTION_OWN},
	{"a/a7", "unknown", ATTRIBUTION_UNNAMED},
	{"b/b1", "p", ATTRIBUTION_DIRECT},
	{"b/b5", "article", ATTRIBUTION_AGENCY}, /* the copy itself */
	{"b/b6", "q", ATTRIBUTION_AGENCY},
};

static void test_attribution(void **state)
{
	char folder[] = "/tmp/manicule-test-XXXXXX";
	struct fixture f;
	(void)state;
	assert_true(support_make(folder, tiny, TINY));
	fixture_load(&f, folder);
	for (size_t i = 0; i < sizeof attributions / sizeof *attributions;
	     i++) {
		print_message("%s\n", attributions[i].claim);
		assert_int_equal(
			voices_attribution(
				f.voices,
				dossier_claim(&f.dossier,
					      attributions[i].claim),
				dossier_speaker(&f.dossier,
						attributions[i].speaker)),
			attributions[i].attribution);
	}
	dossier_release(&f.dossier);
	assert_true(support_remove(folder, tiny, TINY));
}

/* Counted by hand in the annotations, in the order of the list. */
static const struct {
	const char *speaker;
	size_t count, articles, contradicted, self, versions, ties;
} weights[] = {
	{"tom-burt", 11, 2, 8, 2, 0, 4},
	{"phyllis-hamilton", 4, 1, 3, 0, 0, 2},
	{"will-cathcart", 3, 1, 0, 0, 0, 0},
	{"porte-parole", 3, 1, 0, 0, 0, 2},
	{"shalev-hulio", 2, 1, 1, 0, 0, 1},
	{"presentatrice", 1, 1, 0, 0, 0, 0},
	{"nso-group", 18, 5, 19, 0, 5, 6},
	{"whatsapp", 9, 4, 7, 0, 3, 8},
	{"facebook", 9, 2, 6, 0, 1, 7},
	{"microsoft", 8, 1, 2, 0, 0, 3},
	{"citizen-lab", 7, 2, 0, 0, 0, 0},
};

static void test_weights(void **state)
{
	struct fixture f;
	(void)state;
	fixture_load(&f, ".");
	assert_int_equal(f.voices->count, 16);
	for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
		const struct voice *voice = &f.voices->list[i];
		print_message("%s\n", weights[i].speaker);
		assert_string_equal(voice->speaker->id, weights[i].speaker);
		assert_int_equal(voice->count, weights[i].count);
		assert_int_equal(voice->articles, weights[i].articles);
		assert_int_equal(voice->contradicted, weights[i].contradicted);
		assert_int_equal(voice->against_self, weights[i].self);
		assert_int_equal(voice->versions, weights[i].versions);
		assert_int_equal(voice->lines - voice->count, weights[i].ties);
	}
	/* Each statement is there once for each of its speakers. */
	size_t said = 0, spoken = 0;
	for (size_t i = 0; i < f.voices->count; i++)
		said += f.voices->list[i].count;
	for (size_t i = 0; i < f.dossier.claim_count; i++)
		spoken += dossier_claim_at(&f.dossier, i)->speakers->count;
	assert_int_equal(said, spoken);
	dossier_release(&f.dossier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tiny),
		cmocka_unit_test(test_attribution),
		cmocka_unit_test(test_weights),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
