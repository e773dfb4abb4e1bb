#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/annotation.h"
#include "core/claim_ids.h"

/* Slots of two bytes, the most of them, and of four. */
static const size_t sizes[] = {0, 1, 2, 3, 100, 65534, 65535, 70000};

static void make(struct claim *claims, size_t count, struct arena *arena)
{
	char id[32];
	for (size_t i = 0; i < count; i++) {
		snprintf(id, sizeof id, "c%zu", i);
		claims[i] = (struct claim){.id = arena_strdup(arena, id)};
	}
}

/* Each is found by its id, whatever stands behind it, and nothing else is. */
static void test_all(void **state)
{
	(void)state;
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		struct arena arena = {0};
		struct claim_ids ids = {0};
		size_t count = sizes[s];
		struct claim *claims = arena_alloc(&arena,
						   count * sizeof *claims);
		print_message("%zu claims\n", count);
		assert_null(claim_ids_get(&ids, "c0", 2));
		make(claims, count, &arena);
		claim_ids_build(&ids, claims, count, &arena);
		for (size_t i = 0; i < count; i++) {
			char id[32];
			int len = snprintf(id, sizeof id, "c%zux", i);
			assert_ptr_equal(
				claim_ids_get(&ids, id, (size_t)len - 1),
				&claims[i]);
			assert_null(claim_ids_get(&ids, id, (size_t)len));
		}
		assert_null(claim_ids_get(&ids, "c", 1));
		assert_null(claim_ids_get(&ids, "", 0));
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
