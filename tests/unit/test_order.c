/* What the orders of lists are made from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ranks),
		cmocka_unit_test(test_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
