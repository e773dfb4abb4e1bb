/* A hash table, against a list that is gone through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/table.h"

enum { KEYS = 700, ROUNDS = 20 };

/* Keys that are prefixes of others, one of no bytes and some with a NUL. */
static void make_keys(char keys[KEYS][8], size_t *lens)
{
	for (size_t i = 0; i < KEYS; i++) {
		lens[i] = i ? (size_t)snprintf(keys[i], 8, "a%zu", i / 2) : 0;
		if (i % 2)
			keys[i][lens[i]++] = '\0';
	}
}

/* The value that the list has for a key; NULL: none. */
static void *listed(char keys[KEYS][8], const size_t *lens, void *const *values,
		    size_t key)
{
	for (size_t i = 0; i < KEYS; i++)
		if (values[i] && lens[i] == lens[key] &&
		    !memcmp(keys[i], keys[key], lens[key]))
			return values[i];
	return NULL;
}

static void like_a_list(void **state)
{
	static char keys[KEYS][8];
	size_t lens[KEYS];
	unsigned random = 7;
	(void)state;
	make_keys(keys, lens);
	for (size_t round = 0; round < ROUNDS; round++) {
		struct table table = {0};
		void *values[KEYS] = {0};
		for (size_t i = 0; i < 2 * KEYS; i++) {
			random = random * 1103515245 + 12345;
			size_t key = random / 65536 % KEYS;
			void *value = &keys[random / 1024 % KEYS];
			void *known = listed(keys, lens, values, key);
			assert_ptr_equal(
				table_get(&table, keys[key], lens[key]), known);
			assert_ptr_equal(
				table_put(&table, keys[key], lens[key], value),
				known);
			if (!known)
				values[key] = value;
		}
		for (size_t i = 0; i < KEYS; i++)
			assert_ptr_equal(table_get(&table, keys[i], lens[i]),
					 listed(keys, lens, values, i));
		table_release(&table);
		assert_null(table_get(&table, keys[1], lens[1]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(like_a_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
