/* Rows in groups that open and close. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/fold_list.h"

/* Groups of 2, 0, 3 and 1 lines under their headings. */
static const size_t start[] = {0, 3, 4, 8, 10};
static const struct fold_shape shape = {4, start};

/* The rows as group and line: "0.0 0.1 …". */
static void assert_rows(const struct folds *folds, const char *expected)
{
	struct str came = {0};
	size_t rows = fold_rows(&shape, folds);
	for (size_t row = 0; row < rows; row++) {
		struct fold_place place = fold_find(&shape, folds, row);
		str_addf(&came, "%s%zu.%zu", row ? " " : "", place.group,
			 place.line);
		assert_int_equal(fold_row(&shape, folds, place), row);
	}
	assert_string_equal(str_get(&came), expected);
	str_release(&came);
}

static const struct {
	const char *what;
	const char *turns; /* groups turned one after the other; * is all */
	const char *rows;
} cases[] = {
	{"all are open", "", "0.0 0.1 0.2 1.0 2.0 2.1 2.2 2.3 3.0 3.1"},
	{"one closed", "2", "0.0 0.1 0.2 1.0 2.0 3.0 3.1"},
	{"two closed, the later first", "20", "0.0 1.0 2.0 3.0 3.1"},
	{"closed and opened", "22", "0.0 0.1 0.2 1.0 2.0 2.1 2.2 2.3 3.0 3.1"},
	{"one without lines", "1", "0.0 0.1 0.2 1.0 2.0 2.1 2.2 2.3 3.0 3.1"},
	{"all closed", "*", "0.0 1.0 2.0 3.0"},
	{"all closed but one", "*3", "0.0 1.0 2.0 3.0 3.1"},
	{"all open again", "**", "0.0 0.1 0.2 1.0 2.0 2.1 2.2 2.3 3.0 3.1"},
	{"one closed, then all", "0*", "0.0 1.0 2.0 3.0"},
	{"each closed by hand, then all", "0123*",
	 "0.0 0.1 0.2 1.0 2.0 2.1 2.2 2.3 3.0 3.1"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = {0};
		const struct folds *folds = NULL;
		print_message("%s\n", cases[i].what);
		for (const char *turn = cases[i].turns; *turn; turn++)
			folds = *turn == '*'
					? fold_turn_all(&arena, folds, &shape)
					: fold_turn(&arena, folds,
						    (size_t)(*turn - '0'));
		assert_rows(folds, cases[i].rows);
		arena_release(&arena);
	}
}

/* What was folded stays as it was, for the history. */
static void test_kept(void **state)
{
	struct arena arena = {0};
	(void)state;
	const struct folds *first = fold_turn(&arena, NULL, 0);
	const struct folds *second = fold_turn(&arena, first, 2);
	assert_rows(first, "0.0 1.0 2.0 2.1 2.2 2.3 3.0 3.1");
	assert_true(fold_closed(second, 0) && fold_closed(second, 2));
	assert_true(fold_closed(first, 0) && !fold_closed(first, 2));
	/* A line of a closed group is on its heading's row. */
	assert_int_equal(fold_row(&shape, second, (struct fold_place){2, 3}),
			 2);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
