/* Filters, on the dossier that comes with the program. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/filter.h"
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

static struct filter *filter_get(const struct dossier *dossier,
				 const char *text)
{
	struct filter_problem problem;
	struct filter *filter = filter_new(dossier, text, &problem);
	if (!filter)
		fail_msg("no filter: %s (%s)", text, str_get(&problem.word));
	return filter;
}

static size_t count(const struct dossier *dossier, const char *text)
{
	struct filter *filter = filter_get(dossier, text);
	size_t n = 0;
	for (size_t i = 0; i < dossier->claim_count; i++)
		n += filter_matches(filter, dossier->claims[i]);
	filter_free(filter);
	return n;
}

/* What each key must mean, told in the model's own words. */
static bool said_by_burt(const struct claim *claim)
{
	for (size_t i = 0; i < claim->speakers.count; i++)
		if (strcmp(claim->speakers.items[i]->id, "tom-burt") == 0)
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
	for (size_t i = 0; i < claim->points.count; i++)
		if (strcmp(claim->points.items[i]->id, "immunite") == 0)
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
			const struct claim *claim = dossier->claims[k];
			bool came = filter_matches(filter, claim);
			passed += came;
			if (came != rows[i].holds(claim))
				fail_msg("%s (%s): %s: expected %d, came %d",
					 rows[i].what, rows[i].text,
					 claim->name, !came, came);
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
} bads[] = {
	{"spaeker:burt", FILTER_NO_KEY, "spaeker", "speaker"},
	{"xyzzy:burt", FILTER_NO_KEY, "xyzzy", NULL},
	{"kind:opinon", FILTER_NO_VALUE, "opinon", "opinion"},
	{"burt speaker:tom-brut", FILTER_NO_VALUE, "tom-brut", "tom-burt"},
	{"is:", FILTER_NO_VALUE, "", NULL},
	{"is:un", FILTER_NO_VALUE, "un", NULL},
	{"tag:", FILTER_NO_VALUE, "", NULL},
};

static void test_bad(void **state)
{
	for (size_t i = 0; i < sizeof bads / sizeof *bads; i++) {
		struct filter_problem problem;
		assert_null(filter_new(*state, bads[i].text, &problem));
		assert_int_equal(problem.error, bads[i].error);
		assert_string_equal(str_get(&problem.word), bads[i].word);
		if (bads[i].near)
			assert_string_equal(problem.near, bads[i].near);
		else
			assert_null(problem.near);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_lines),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
