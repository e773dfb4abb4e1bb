/* Work done side by side: each thing once, and none twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

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

struct roam {
	cpu_set_t all;
	atomic_uint come; /* threads, of two */
	atomic_uint free; /* those that may run where the process may */
};

/* Waits a while for the other thread, and to be let go: one that starts is kept
   elsewhere for a moment. */
static void ask_where(void *context, size_t i)
{
	struct roam *roam = context;
	cpu_set_t may;
	(void)i;
	roam->come++;
	for (int tries = 0; tries < 3000; tries++) {
		assert_int_equal(sched_getaffinity(0, sizeof may, &may), 0);
		if (roam->come == 2 && CPU_EQUAL(&may, &roam->all)) {
			roam->free++;
			return;
		}
		usleep(1000);
	}
}

static void any_processor(void **state)
{
	struct roam roam = {.free = 0};
	(void)state;
	if (side_processors() < 2)
		skip();
	assert_int_equal(sched_getaffinity(0, sizeof roam.all, &roam.all), 0);
	side_by_side(2, ask_where, &roam);
	assert_int_equal(roam.free, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_once),
		cmocka_unit_test(some_processor),
		cmocka_unit_test(any_processor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
