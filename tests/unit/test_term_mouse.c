/* Reports of the mouse, whole, cut and spoilt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/term_mouse.h"

enum { SGR = TERM_REPORT_SGR, BYTES = TERM_REPORT_BYTES };
enum { MORE = TERM_REPORT_MORE };
enum { WHOLE = TERM_REPORT_WHOLE, BROKEN = TERM_REPORT_BROKEN };
enum { NOTHING = -1 };

/* What follows `CSI <` or `CSI M`, and what its last byte makes of it. */
static const struct {
	const char *bytes;
	int form, state;
	int kind; /* NOTHING: nothing is told */
	size_t row, column;
} cases[] = {
	{"0;9;5M", SGR, WHOLE, TERM_MOUSE_PRESS, 4, 8},
	{"0;9;5m", SGR, WHOLE, TERM_MOUSE_RELEASE, 4, 8},
	{"0;1;1M", SGR, WHOLE, TERM_MOUSE_PRESS, 0, 0},
	{"64;300;200M", SGR, WHOLE, TERM_MOUSE_WHEEL_UP, 199, 299},
	{"65;1;2M", SGR, WHOLE, TERM_MOUSE_WHEEL_DOWN, 1, 0},
	{"4;1;2M", SGR, WHOLE, TERM_MOUSE_PRESS, 1, 0},
	{"28;1;2m", SGR, WHOLE, TERM_MOUSE_RELEASE, 1, 0},
	{"81;1;2M", SGR, WHOLE, TERM_MOUSE_WHEEL_DOWN, 1, 0},
	/* Other buttons, other wheels, movements, no place. */
	{"1;9;5M", SGR, WHOLE, NOTHING, 0, 0},
	{"2;9;5m", SGR, WHOLE, NOTHING, 0, 0},
	{"3;9;5M", SGR, WHOLE, NOTHING, 0, 0},
	{"64;9;5m", SGR, WHOLE, NOTHING, 0, 0},
	{"66;9;5M", SGR, WHOLE, NOTHING, 0, 0},
	{"32;9;5M", SGR, WHOLE, NOTHING, 0, 0},
	{"128;9;5M", SGR, WHOLE, NOTHING, 0, 0},
	{"0;0;5M", SGR, WHOLE, NOTHING, 0, 0},
	{"0;5;0M", SGR, WHOLE, NOTHING, 0, 0},
	{";;M", SGR, WHOLE, NOTHING, 0, 0},
	/* Cut short. */
	{"0", SGR, MORE, NOTHING, 0, 0},
	{"0;9", SGR, MORE, NOTHING, 0, 0},
	{"0;9;5", SGR, MORE, NOTHING, 0, 0},
	{"!", BYTES, MORE, NOTHING, 0, 0},
	{"!!", BYTES, MORE, NOTHING, 0, 0},
	/* No report. */
	{"q", SGR, BROKEN, NOTHING, 0, 0},
	{"M", SGR, BROKEN, NOTHING, 0, 0},
	{"0M", SGR, BROKEN, NOTHING, 0, 0},
	{"0;9M", SGR, BROKEN, NOTHING, 0, 0},
	{"0;9;5;", SGR, BROKEN, NOTHING, 0, 0},
	{"0;9;5\033", SGR, BROKEN, NOTHING, 0, 0},
	{"0;9;\377", SGR, BROKEN, NOTHING, 0, 0},
	{"0;-", SGR, BROKEN, NOTHING, 0, 0},
	{"9999", SGR, MORE, NOTHING, 0, 0},
	{"10000", SGR, BROKEN, NOTHING, 0, 0},
	{"\033", BYTES, BROKEN, NOTHING, 0, 0},
	{" !\n", BYTES, BROKEN, NOTHING, 0, 0},
	/* Bytes: each is 32 more than what it says. */
	{" )%", BYTES, WHOLE, TERM_MOUSE_PRESS, 4, 8},
	{"#)%", BYTES, WHOLE, TERM_MOUSE_RELEASE, 4, 8},
	{"`!\"", BYTES, WHOLE, TERM_MOUSE_WHEEL_UP, 1, 0},
	{"a!\"", BYTES, WHOLE, TERM_MOUSE_WHEEL_DOWN, 1, 0},
	{"!!\"", BYTES, WHOLE, NOTHING, 0, 0},
	{"c!\"", BYTES, WHOLE, NOTHING, 0, 0},
	{" \377\377", BYTES, WHOLE, TERM_MOUSE_PRESS, 222, 222},
	{"  !", BYTES, WHOLE, NOTHING, 0, 0},
};

static void test_reports(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct term_report report = {
			.form = (enum term_report_form)cases[i].form};
		struct term_mouse mouse = {0};
		bool told = false;
		size_t len = strlen(cases[i].bytes);
		int came = MORE;
		for (size_t at = 0; at < len; at++) {
			assert_int_equal(came, MORE);
			came = (int)term_report_take(
				&report, (unsigned char)cases[i].bytes[at],
				&mouse, &told);
		}
		if (came != cases[i].state)
			fail_msg("%s: %d", cases[i].bytes, came);
		assert_int_equal(report.form != TERM_REPORT_NONE, came == MORE);
		if (told != (cases[i].kind != NOTHING))
			fail_msg("%s: told %d", cases[i].bytes, told);
		if (!told)
			continue;
		assert_int_equal(mouse.kind, cases[i].kind);
		assert_int_equal(mouse.row, cases[i].row);
		assert_int_equal(mouse.column, cases[i].column);
	}
}

/* A key that has a name is none of its bytes. */
static void test_keys(void **state)
{
	(void)state;
	struct term_mouse mouse;
	bool told = true;
	struct term_report sgr = {.form = TERM_REPORT_SGR};
	struct term_report bytes = {.form = TERM_REPORT_BYTES};
	assert_int_equal(term_report_take(&sgr, 0x102, &mouse, &told), BROKEN);
	assert_false(told);
	assert_int_equal(term_report_take(&bytes, 0x102, &mouse, &told),
			 BROKEN);
	assert_false(told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
