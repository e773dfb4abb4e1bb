/* Places in a file, and the ends of lines, found many at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/lines.h"

enum { LONGEST = 40000 };

/* Bytes of which one in `rare` ends a line. */
static char *make_bytes(unsigned rare)
{
	char *bytes = memory_alloc(LONGEST);
	unsigned seed = rare;
	for (size_t i = 0; i < LONGEST; i++) {
		seed = seed * 1103515245u + 12345u;
		bool end = (seed >> 8) % rare == 0;
		bytes[i] = (char)(seed >> 16 & 0xff);
		if (end || bytes[i] == '\n')
			bytes[i] = end ? '\n' : '\v';
	}
	return bytes;
}

static const unsigned rares[] = {1, 2, 90, 100000};

static void test_count(void **state)
{
	static const size_t lengths[] = {0,    1,    2047, 2048, 2049,
					 4095, 4096, 9999, 32767};
	(void)state;
	for (size_t i = 0; i < sizeof rares / sizeof *rares; i++) {
		char *bytes = make_bytes(rares[i]);
		for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
			for (size_t from = 0; from < 70; from++) {
				size_t count = 0;
				for (size_t at = 0; at < lengths[k]; at++)
					count += bytes[from + at] == '\n';
				assert_int_equal(
					lines_count(bytes + from, lengths[k]),
					count);
			}
		free(bytes);
	}
}

static void test_places(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rares / sizeof *rares; i++) {
		char *bytes = make_bytes(rares[i]);
		struct lines lines;
		size_t line = 1, column = 1;
		lines_init(&lines, "f", bytes, LONGEST);
		for (size_t at = 0; at <= LONGEST; at++) {
			struct place place = lines_place(&lines, at);
			assert_int_equal(place.line, line);
			assert_int_equal(place.column, column);
			column++;
			if (at < LONGEST && bytes[at] == '\n') {
				line++;
				column = 1;
			}
		}
		lines_release(&lines);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
