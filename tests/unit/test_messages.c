/* What the messages make of numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "po/messages.h"

static const struct number_case {
	size_t number;
	const char *english, *french;
} numbers[] = {
	{0, "0", "0"},
	{7, "7", "7"},
	{999, "999", "999"},
	{1000, "1,000", "1\u202f000"},
	{3120, "3,120", "3\u202f120"},
	{10000, "10,000", "10\u202f000"},
	{123456, "123,456", "123\u202f456"},
	{1000000, "1,000,000", "1\u202f000\u202f000"},
	{UINT32_MAX, "4,294,967,295", "4\u202f294\u202f967\u202f295"},
};

static void number_is(enum language language, size_t number,
		      const char *expected)
{
	struct str words = {0};
	message_number(&words, language, number);
	assert_string_equal(str_get(&words), expected);
	str_release(&words);
}

static void test_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		number_is(LANGUAGE_EN, numbers[i].number, numbers[i].english);
		number_is(LANGUAGE_FR, numbers[i].number, numbers[i].french);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
