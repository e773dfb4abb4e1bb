/* Which word is near, and which is too far. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/near.h"

static const struct {
	const char *what, *written, *words[4], *near;
} rows[] = {
	{"a letter more", "speakerr", {"source", "speaker"}, "speaker"},
	{"a letter less", "speker", {"source", "speaker"}, "speaker"},
	{"another letter", "speeker", {"speaker"}, "speaker"},
	{"two swapped", "sepaker", {"speaker"}, "speaker"},
	{"the nearest", "claim", {"claims", "clam", "claim-s"}, "claims"},
	{"of equals the first", "cat", {"bat", "rat"}, "bat"},
	{"too far", "quux", {"speaker", "source"}, NULL},
	{"a third may differ", "abcdef", {"abcdxy"}, "abcdxy"},
	{"more may not", "abcdef", {"abcxyz"}, NULL},
	{"nothing in common", "a", {"b"}, NULL},
	{"empty", "", {"a"}, NULL},
	{"an empty word", "a", {""}, NULL},
};

static void test_near(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t budget = NEAR_BUDGET;
		struct near near = near_start(rows[i].written,
					      strlen(rows[i].written), &budget);
		for (size_t j = 0; j < 4 && rows[i].words[j]; j++)
			near_offer(&near, rows[i].words[j]);
		const char *want = rows[i].near ? rows[i].near : "none";
		const char *came = near.best ? near.best : "none";
		if (strcmp(want, came) != 0)
			fail_msg("%s: expected %s, came %s", rows[i].what, want,
				 came);
	}
}

/* A spent budget ends the search, whatever is offered. */
static void test_budget(void **state)
{
	size_t budget = 20;
	(void)state;
	struct near near = near_start("speeker", 7, &budget);
	near_offer(&near, "speaker");
	assert_null(near.best);
	assert_int_equal(budget, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_near),
		cmocka_unit_test(test_budget),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
