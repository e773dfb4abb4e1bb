/* Filters, on the dossier that comes with the program. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/filter.h"
#include "core/xref.h"
#include "tests/unit/support.h"

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

/* Some values have names besides, one of them two. */
static const char *name_get(enum filter_key key, size_t i, size_t n)
{
	static const struct {
		enum filter_key key;
		size_t value;
		const char *words[3];
	} names[] = {
		{FILTER_SPEAKER, 1, {"voix inconnue"}},
		{FILTER_KIND, CLAIM_FACT, {"énoncé", "fait avéré"}},
		{FILTER_KIND, CLAIM_OPINION, {"opinion"}},
		{FILTER_STATUS, STATUS_UNVERIFIED, {"non vérifié"}},
		{FILTER_IS, FILTER_STATE_CHECKED, {"vérifié"}},
		{FILTER_IS, FILTER_STATE_LOST, {"perdu"}},
		{FILTER_IS, FILTER_STATE_REPEATED, {"répété"}},
		{FILTER_IS, FILTER_STATES + STATUS_REPORTED, {"rapporté"}},
	};
	for (size_t k = 0; k < sizeof names / sizeof *names; k++)
		if (names[k].key == key && names[k].value == i && n < 3)
			return names[k].words[n];
	return NULL;
}

static struct filter *filter_get(const struct dossier *dossier,
				 const char *text)
{
	struct filter_problem problem;
	struct filter *filter = filter_new(dossier, name_get, text, &problem);
	if (!filter)
		fail_msg("no filter: %s (%s)", text, str_get(&problem.word));
	return filter;
}

static size_t count(const struct dossier *dossier, const char *text)
{
	struct filter *filter = filter_get(dossier, text);
	size_t n = 0;
	for (size_t i = 0; i < dossier->claim_count; i++)
		n += filter_matches(filter, dossier_claim_at(dossier, i));
	filter_free(filter);
	return n;
}

/* What each key must mean, told in the model's own words. */
static bool said_by_burt(const struct claim *claim)
{
	for (size_t i = 0; i < claim->speakers->count; i++)
		if (strcmp(claim->speakers->items[i]->id, "tom-burt") == 0)
			return true;
	return false;
}

static bool in_decision(const struct claim *claim)
{
	return strcmp(claim->entry->id, "decision") == 0;
}

static bool is_opinion(const struct claim *claim)
{
	return claim->kind == CLAIM_OPINION;
}

static bool is_refuted(const struct claim *claim)
{
	return claim->status == STATUS_REFUTED;
}

static bool opinion_of_burt(const struct claim *claim)
{
	return said_by_burt(claim) && is_opinion(claim);
}

static bool no_opinion(const struct claim *claim)
{
	return !is_opinion(claim);
}

static bool everything(const struct claim *claim)
{
	(void)claim;
	return true;
}

static bool has_point(const struct claim *claim)
{
	for (size_t i = 0; i < claim->points->count; i++)
		if (strcmp(claim->points->items[i]->id, "immunite") == 0)
			return true;
	return false;
}

static const struct row {
	const char *what, *text;
	bool (*holds)(const struct claim *claim);
} rows[] = {
	{"nothing", "", everything},
	{"blanks", "  ", everything},
	{"a speaker by id", "speaker:tom-burt", said_by_burt},
	{"by a part of the name", "speaker:burt", said_by_burt},
	{"by the whole name", "speaker:\"Tom Burt\"", said_by_burt},
	{"an article", "article:decision", in_decision},
	{"a kind", "kind:opinion", is_opinion},
	{"the start of a kind", "kind:opi", is_opinion},
	{"a status", "status:refuted", is_refuted},
	{"a status as a state", "is:refuted", is_refuted},
	{"a point", "point:immunite", has_point},
	{"two terms", "speaker:burt kind:opinion", opinion_of_burt},
	{"not", "-kind:opinion", no_opinion},
	{"contradicted", "is:contradicted", xref_contradicted},
	{"unsourced", "is:unsourced", xref_unsourced},
};

static void test_rows(void **state)
{
	const struct dossier *dossier = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct filter *filter = filter_get(dossier, rows[i].text);
		size_t passed = 0;
		for (size_t k = 0; k < dossier->claim_count; k++) {
			const struct claim *claim = dossier_claim_at(dossier,
								     k);
			bool came = filter_matches(filter, claim);
			passed += came;
			if (came != rows[i].holds(claim))
				fail_msg("%s (%s): %s: expected %d, came %d",
					 rows[i].what, rows[i].text,
					 claim_name(claim).full, !came, came);
		}
		if (!passed)
			fail_msg("%s: nothing passes", rows[i].what);
		filter_free(filter);
	}
}

/* Words are found without accents and case, in texts, notes and names. */
static void test_words(void **state)
{
	const struct dossier *dossier = *state;
	size_t all = count(dossier, "immunite");
	assert_true(all > 0);
	assert_int_equal(count(dossier, "Immunité") <= all, true);
	assert_int_equal(count(dossier, "immunité"), all);
	assert_int_equal(count(dossier, "-immunite"),
			 dossier->claim_count - all);
	assert_true(count(dossier, "immunite burt") < all);
	assert_true(count(dossier, "burt") >= count(dossier, "speaker:burt"));
	assert_int_equal(count(dossier, "zzzz"), 0);
	assert_int_equal(count(dossier, "is:lost"), 0);
}

static const struct bad {
	const char *text;
	enum filter_error error;
	const char *word, *near;
	size_t after; /* bytes of the text behind the word with it */
} bads[] = {
	{"spaeker:burt", FILTER_NO_KEY, "spaeker", "speaker", 0},
	{"xyzzy:burt", FILTER_NO_KEY, "xyzzy", NULL, 0},
	{"-kynd:\"a fact\" burt ", FILTER_NO_KEY, "kynd", "kind", 6},
	{"kind:opinon", FILTER_NO_VALUE, "opinon", "opinion", 0},
	{"burt speaker:tom-brut", FILTER_NO_VALUE, "tom-brut", "tom-burt", 0},
	{"is:vérifér", FILTER_NO_VALUE, "vérifér", "vérifié", 0},
	{"is:r", FILTER_NO_VALUE, "r", NULL, 0},
	{"is:", FILTER_NO_VALUE, "", NULL, 0},
	{"is:un", FILTER_NO_VALUE, "un", NULL, 0},
	{"tag:", FILTER_NO_VALUE, "", NULL, 0},
};

static void test_bad(void **state)
{
	for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
		struct filter_problem problem;
		assert_null(
			filter_new(*state, name_get, bads[i].text, &problem));
		assert_int_equal(problem.error, bads[i].error);
		assert_string_equal(str_get(&problem.word), bads[i].word);
		if (bads[i].near)
			assert_string_equal(problem.near, bads[i].near);
		else
			assert_null(problem.near);
		assert_int_equal(problem.end,
				 strlen(bads[i].text) - bads[i].after);
		str_release(&problem.word);
	}
}

static void test_lines(void **state)
{
	static const struct {
		const char *text, *line;
		bool matches;
	} lines[] = {
		{"cle", "une clé", true},
		{"cle une", "une clé", true},
		{"cle deux", "une clé", false},
		{"-cle", "une clé", false},
		{"-deux", "une clé", true},
		{"\"une cle\"", "une clé", true},
		{"\"cle une\"", "une clé", false},
		{"http://x", "voir http://x", true},
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct filter *filter = filter_get(*state, lines[i].text);
		assert_true(filter_is_words(filter));
		if (filter_matches_line(filter, lines[i].line,
					strlen(lines[i].line)) !=
		    lines[i].matches)
			fail_msg("%s in %s", lines[i].text, lines[i].line);
		filter_free(filter);
	}
	struct filter *filter = filter_get(*state, "kind:fact cle");
	assert_false(filter_is_words(filter));
	filter_free(filter);
}

/* Claims that have what those of the dossier that comes with it lack. */
static const struct support_file files[] = {
	{"articles", NULL},
	{"annotations", NULL},
	{"articles/a.txt", "Un texte court. Deux fois deux. Deux fois deux.\n"
			   "Trois petits mots de la fin.\n"},
	{"articles/b.txt", "Autre texte.\n"},
	{"annotations/dossier.yaml",
	 "manicule: 1\n"
	 "people:\n"
	 "  - {id: ana, name: Ana Reis, aliases: [La Présidente]}\n"
	 "  - {id: bo, name: Bo}\n"
	 "sources:\n"
	 "  - {id: acte, kind: report, title: Acte premier}\n"
	 "  - {id: lettre, kind: report, title: Lettre, short: L., "
	 "author: ana}\n"
	 "points: [{id: q, title: Quoi}]\n"},
	{"annotations/a.yaml",
	 "manicule: 1\n"
	 "article: {title: Premier}\n"
	 "claims:\n"
	 "  - {id: c1, kind: fact, speaker: ana, source: acte, checked: "
	 "{by: Noor}, tags: [vert, "
	 "'été'], anchor: Un texte, links: [{repeats: b/c1}]}\n"
	 "  - {id: c2, kind: fact, speaker: bo, via: ana, source: [acte, "
	 "lettre], anchor: fois deux}\n"
	 "  - {id: c3, kind: opinion, speaker: bo, about: ana, note: "
	 "Secret, anchor: Trois petits mats de la fin}\n"
	 "  - {id: c4, kind: fact, speaker: unknown, tags: vert, checked: "
	 "{date: 2021}, status: unverified, anchor: introuvable}\n"},
	{"annotations/b.yaml",
	 "manicule: 1\n"
	 "article: {title: Second}\n"
	 "claims:\n"
	 "  - {id: c1, kind: fact, speaker: article, anchor: Autre}\n"},
};

/* What passes, of those. */
static const struct {
	const char *text, *claims;
} passes[] = {
	{"tag:vert", "a/c1 a/c4"},
	{"tag:ete", "a/c1"},
	{"-tag:vert", "a/c2 a/c3 b/c1"},
	{"tag:nulle", ""},
	{"source:acte", "a/c1 a/c2"},
	{"source:\"acte pre\"", "a/c1 a/c2"},
	{"source:l.", "a/c2"},
	{"source:lettre", "a/c2"},
	{"speaker:presidente", "a/c1"},
	{"speaker:article", "b/c1"},
	{"is:lost", "a/c4"},
	{"is:ambiguous", "a/c2"},
	{"is:approximate", "a/c3"},
	{"is:repeated", "a/c1 b/c1"},
	{"is:checked", "a/c1 a/c4"},
	{"-is:checked", "a/c2 a/c3 b/c1"},
	{"noor", "a/c1"},
	{"is:vérifié", "a/c1 a/c4"},
	{"is:verifi", "a/c1 a/c4"},
	{"is:CHECK", "a/c1 a/c4"},
	{"is:rapporte", "a/c1 a/c2 a/c3 b/c1"},
	{"status:\"non verifie\"", "a/c4"},
	{"status:non-vérifié", "a/c4"},
	{"kind:enonce kind:fait-av", "a/c1 a/c2 a/c4 b/c1"},
	{"kind:opi", "a/c3"},
	{"speaker:inconnue", "a/c4"},
	{"speaker:\"voix inconnue\"", "a/c4"},
	{"inconnue", ""},
	{"presidente", "a/c1 a/c2"},
	{"secret", "a/c3"},
	{"lettre", "a/c2"},
	{"vert", "a/c1 a/c4"},
	{"second", "b/c1"},
	{"speaker:bo source:acte -tag:vert", "a/c2"},
	{"article:second", "b/c1"},
	{"\t  kind:opinion\t", "a/c3"},
	{"- \"\" kind:opinion", ""},
};

static void test_keys(void **state)
{
	char folder[] = "/tmp/manicule-test-XXXXXX";
	size_t count_files = sizeof files / sizeof *files;
	struct dossier dossier;
	int error;
	(void)state;
	assert_true(support_make(folder, files, count_files));
	assert_int_equal(dossier_load(&dossier, folder, &error), DOSSIER_OK);
	xref_new(&dossier);
	for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
		struct filter *filter = filter_get(&dossier, passes[i].text);
		struct str came = {0};
		for (size_t k = 0; k < dossier.claim_count; k++)
			if (filter_matches(filter,
					   dossier_claim_at(&dossier, k)))
				str_addf(&came, "%s%s", came.len ? " " : "",
					 claim_name(
						 dossier_claim_at(&dossier, k))
						 .full);
		print_message("%s\n", passes[i].text);
		assert_string_equal(str_get(&came), passes[i].claims);
		str_release(&came);
		filter_free(filter);
	}
	filter_free(NULL);
	dossier_release(&dossier);
	assert_true(support_remove(folder, files, count_files));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows), cmocka_unit_test(test_words),
		cmocka_unit_test(test_bad),  cmocka_unit_test(test_lines),
		cmocka_unit_test(test_keys),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
