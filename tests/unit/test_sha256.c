/* FIPS 180-4's examples, and lengths around the padding's edges. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/sha256.h"
#include "core/str.h"

static const struct {
	const char *what;
	char byte;
	size_t count;
	const char *text, *hex; /* text: instead of count bytes */
} rows[] = {
	{"nothing", 0, 0, "",
	 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"one block", 0, 0, "abc",
	 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"two blocks", 0, 0,
	 "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	{"a million a", 'a', 1000000, NULL,
	 "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
	{"55 bytes", 'x', 55, NULL,
	 "d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072"},
	{"56 bytes", 'x', 56, NULL,
	 "04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e"},
	{"63 bytes", 'x', 63, NULL,
	 "75220b47218278e656f2013bb8f0c455a25eaf01e86c64924e9d48d89776d6f2"},
	{"64 bytes", 'x', 64, NULL,
	 "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c"},
	{"119 bytes", 'x', 119, NULL,
	 "000b48d4edf0fa7bee3c6236ecd2785baa5db4eeb8bb54341b029e0d9fa5fb0c"},
	{"120 bytes", 'x', 120, NULL,
	 "13f05a0b594787f5ecd315edc96141bd3243203d1b7d4f0836f37308b276ba98"},
};

static void test_examples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str text = {0};
		char hex[SHA256_HEX];
		str_adds(&text, rows[i].text ? rows[i].text : "");
		str_fill(&text, rows[i].byte, rows[i].count);
		sha256_hex(text.bytes, text.len, hex);
		if (strcmp(hex, rows[i].hex) != 0)
			fail_msg("%s: expected %s, came %s", rows[i].what,
				 rows[i].hex, hex);
		str_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
