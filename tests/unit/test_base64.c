/* RFC 4648's own test vectors, and bytes that are no text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/base64.h"

struct base64_case {
	const char *bytes;
	size_t len;
	const char *expected;
};

static const struct base64_case cases[] = {
	{"", 0, ""},
	{"f", 1, "Zg=="},
	{"fo", 2, "Zm8="},
	{"foo", 3, "Zm9v"},
	{"foob", 4, "Zm9vYg=="},
	{"fooba", 5, "Zm9vYmE="},
	{"foobar", 6, "Zm9vYmFy"},
	{"\0\0\0", 3, "AAAA"},
	{"\xff\xff\xff\xff", 4, "/////w=="},
	{"\xfb\xef\xbe", 3, "++++"},
	{"\x1b[31m\n", 6, "G1szMW0K"},
};

static void test_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str out = {0};
		print_message("%s\n", cases[i].expected);
		base64_add(&out, cases[i].bytes, cases[i].len);
		assert_string_equal(str_get(&out), cases[i].expected);
		str_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
