/* What the orders of lists are made from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdlib.h>

#include <cmocka.h>

#include "core/filter.h"
#include "core/xref.h"
#include "tests/unit/support.h"
#include "tui/app.h"
#include "tui/order.h"

static void test_ranks(void **state)
{
	static const char *const words[] = {"Zoé", "émile", NULL,    "Emile",
					    "",    "abel",  "Élodie"};
	static const uint32_t expected[] = {4,          2, UINT32_MAX, 3,
					    UINT32_MAX, 0, 1};
	enum { WORDS = sizeof words / sizeof *words };
	uint32_t ranks[WORDS];
	(void)state;
	order_ranks(words, WORDS, ranks);
	for (size_t i = 0; i < WORDS; i++)
		if (ranks[i] != expected[i])
			fail_msg("%s: expected %u, came %u",
				 words[i] ? words[i] : "NULL", expected[i],
				 ranks[i]);
}

/* Vague dates come before the exact ones in them. */
static void test_dates(void **state)
{
	static const char *const dates[] = {
		"1999-12-31", "2019",       "2019-01",    "2019-01-01",
		"2019-01-02", "2019-02",    "2019-12-31", "2020",
		"2020-07",    "2020-07-16", "9999-12-31", NULL,
	};
	(void)state;
	for (size_t i = 0; i + 1 < sizeof dates / sizeof *dates; i++)
		if (order_date(dates[i]) >= order_date(dates[i + 1]))
			fail_msg("%s is not before %s", dates[i],
				 dates[i + 1] ? dates[i + 1] : "none");
	assert_int_equal(order_date(""), UINT32_MAX);
	assert_int_equal(order_date("2020-07-16") / 512, 2020);
}

#define HEAD "manicule: 1\narticle: {title: A}\nclaims:\n"
#define CLAIM(id, words)                                                       \
	"  - {id: " id ", text: Un mot, kind: statement, speaker: article, "   \
	"anchor: " words "}\n"

/* Articles without claims first, last and between; claims without a place. */
static const struct support_file files[] = {
	{"articles", NULL},
	{"annotations", NULL},
	{"articles/a.txt", "Rien ici.\n"},
	{"articles/b.txt", "Ceci est dit, cela aussi.\n"},
	{"articles/c.txt", "Rien non plus.\n"},
	{"articles/d.txt", "Ceci est dit.\n"},
	{"articles/e.txt", "Cela est dit, ceci aussi.\n"},
	{"articles/f.txt", "Plus rien.\n"},
	{"annotations/b.yaml",
	 HEAD CLAIM("one", "Nulle part ailleurs") CLAIM("two", "cela aussi")
		 CLAIM("three", "Ceci est")},
	{"annotations/d.yaml", HEAD CLAIM("four", "Nulle part ailleurs")},
	{"annotations/e.yaml",
	 HEAD CLAIM("five", "ceci aussi") CLAIM("six", "Nulle part ailleurs")
		 CLAIM("seven", "Cela est")},
};

/* What stands as its items do is the same as what is put in that order. */
static void test_groups(void **state)
{
	enum { FILES = sizeof files / sizeof *files };
	char folder[] = "/tmp/test_order.XXXXXX";
	struct dossier dossier;
	struct filter_problem problem;
	struct app app = {.at.view = VIEW_CLAIMS, .dossier = &dossier};
	int error;
	(void)state;
	assert_true(support_make(folder, files, FILES));
	assert_int_equal(dossier_load(&dossier, folder, &error), DOSSIER_OK);
	app.xref = xref_new(&dossier);
	struct filter *all = filter_new(&dossier, NULL, "-nowhere", &problem);
	assert_non_null(all);
	size_t count = order_count(&app);
	assert_int_equal(count, 7 + 3);
	assert_null(app.order);
	for (size_t i = 0; i < count; i++) {
		app.at.filter = NULL;
		struct order_line line = order_line(&app, i);
		app.at.filter = all;
		struct order_line made = order_line(&app, i);
		assert_int_equal(order_count(&app), count);
		assert_int_equal(line.item, made.item);
		assert_int_equal(line.count, made.count);
	}
	assert_int_equal(order_matches(&app), 7);
	for (size_t i = 0; i < 7; i++) {
		app.at.filter = all;
		size_t row = order_row(&app, i);
		app.at.filter = NULL;
		assert_int_equal(order_row(&app, i), row);
	}
	assert_int_equal(order_matches(&app), 7);
	order_free(app.order);
	filter_free(all);
	dossier_release(&dossier);
	assert_true(support_remove(folder, files, FILES));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ranks),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_groups),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
