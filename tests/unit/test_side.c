/* Work done side by side: each thing once, and none twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <stdatomic.h>

#include <cmocka.h>

#include "core/side.h"

enum { MOST = 5000 };

struct things {
	atomic_uint done[MOST];
};

static void do_one(void *context, size_t i)
{
	struct things *things = context;
	things->done[i]++;
}

static void each_once(void **state)
{
	static const size_t counts[] = {0, 1, 2, 3, 100, MOST};
	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		struct things *things = calloc(1, sizeof *things);
		assert_non_null(things);
		side_by_side(counts[i], do_one, things);
		for (size_t k = 0; k < MOST; k++)
			assert_int_equal(things->done[k], k < counts[i]);
		free(things);
	}
}

static void some_processor(void **state)
{
	(void)state;
	assert_true(side_processors() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_once),
		cmocka_unit_test(some_processor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
