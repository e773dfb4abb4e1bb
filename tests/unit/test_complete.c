/* Tab: what is added to a line, and the ways that are listed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tui/complete.h"

static const char *const words[] = {"coalition", "cour", "courrier", "decision",
				    "decisions"};

static const struct {
	const char *what, *before, *written, *line, *ways;
	char end;
} cases[] = {
	{"nothing written, nothing common: all are listed", "e ", "", "e ",
	 "coalition cour courrier decision decisions", '\0'},
	{"as far as it is common", "e ", "d", "e decision", "", '\0'},
	{"one of the ways is written: both are listed", "", "cour", "cour",
	 "cour courrier", ' '},
	{"no further in common: nothing ends it", "", "co", "co",
	 "coalition cour courrier", ' '},
	{"only one, and what ends it", "", "coa", "coalition ", "", ' '},
	{"only one, which nothing ends", "e ", "coa", "e coalition", "", '\0'},
	{"whole already", "", "coalition", "coalition ", "", ' '},
	{"nothing begins so", "e ", "x", "e x", "", ' '},
};

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str line = {0}, ways = {0};
		str_addf(&line, "%s%s", cases[i].before, cases[i].written);
		str_adds(&ways, "old");
		struct complete complete = complete_begin(
			&line, cases[i].written, &ways);
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			complete_offer(&complete, words[k]);
		complete_end(&complete, cases[i].end);
		if (strcmp(str_get(&line), cases[i].line) != 0 ||
		    strcmp(str_get(&ways), cases[i].ways) != 0)
			fail_msg("%s: expected \"%s\" (%s), came \"%s\" (%s)",
				 cases[i].what, cases[i].line, cases[i].ways,
				 str_get(&line), str_get(&ways));
		str_release(&line);
		str_release(&ways);
	}
}

/* More than anyone reads end in …; what they share is added all the same. */
static void test_many(void **state)
{
	struct str line = {0}, ways = {0};
	char names[60][8];
	(void)state;
	struct complete complete = complete_begin(&line, "", &ways);
	for (int i = 0; i < 60; i++) {
		snprintf(names[i], sizeof names[i], "%c%d", 'a' + i % 2, i);
		complete_offer(&complete, names[i]);
	}
	complete_end(&complete, ' ');
	assert_int_equal(line.len, 0);
	assert_non_null(strstr(str_get(&ways), " b49 …"));
	assert_null(strstr(str_get(&ways), "a50"));
	str_release(&line);
	str_release(&ways);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
