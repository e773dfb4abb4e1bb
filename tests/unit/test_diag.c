/* Problems: their order, their line, and how many a file may have. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/diag.h"
#include "core/str.h"

static void test_rows(void **state)
{
	(void)state;
	for (int kind = 0; kind < DIAG_KINDS; kind++) {
		enum diag_kind k = (enum diag_kind)kind;
		assert_true(strlen(diag_name(k)) > 0);
		assert_true(strlen(diag_words(k, false)) > 0);
		assert_true(strlen(diag_words(k, true)) > 0);
		assert_string_not_equal(diag_words(k, false),
					diag_words(k, true));
	}
	assert_int_equal(diag_level(DIAG_LOST), DIAG_ERROR);
	assert_int_equal(diag_level(DIAG_APPROXIMATE), DIAG_WARNING);
}

static void add(struct diags *diags, const char *file, size_t line,
		size_t column, const char *detail)
{
	struct diag diag = {.kind = DIAG_SYNTAX,
			    .place = {file, line, column},
			    .detail = detail};
	diag_add(diags, &diag);
}

/* Files as they were met, then line and column; else as they came. */
static void test_order(void **state)
{
	struct diags diags = {0};
	struct str order = {0};
	(void)state;
	diag_meet(&diags, "z");
	diag_meet(&diags, "b");
	add(&diags, "b", 2, 1, "5");
	add(&diags, "a", 1, 1, "7");
	add(&diags, "z", 9, 2, "2");
	add(&diags, "z", 9, 1, "1");
	add(&diags, "b", 1, 7, "3");
	add(&diags, "b", 1, 7, "4");
	add(&diags, "b", 3, 1, "6");
	diag_sort(&diags);
	for (size_t i = 0; i < diags.list.count; i++)
		str_adds(&order, diags.list.items[i].detail);
	assert_string_equal(order.bytes, "1234567");
	assert_int_equal(diag_count(&diags, DIAG_ERROR), 7);
	assert_int_equal(diag_count(&diags, DIAG_WARNING), 0);
	str_release(&order);
	diag_release(&diags);
}

static void test_most(void **state)
{
	struct diags diags = {0};
	(void)state;
	for (size_t i = 0; i < DIAG_FILE_MAX + 10; i++)
		add(&diags, "a", i + 1, 1, NULL);
	add(&diags, "b", 1, 1, NULL);
	assert_true(diag_full(&diags, "a"));
	assert_false(diag_full(&diags, "b"));
	assert_int_equal(diags.list.count, DIAG_FILE_MAX + 2);
	assert_int_equal(diags.list.items[DIAG_FILE_MAX].kind, DIAG_TOO_MANY);
	diag_release(&diags);
}

static const struct {
	const char *what, *text;
	size_t offset;
	const char *source;
	size_t caret;
} rows[] = {
	{"the first line", "abc\ndef\n", 1, "abc", 1},
	{"the second", "abc\ndef\n", 4, "def", 0},
	{"at a line's end", "abc\ndef\n", 3, "abc", 3},
	{"at CRLF", "abc\r\ndef\n", 1, "abc", 1},
	{"at the file's end", "abc\n", 4, "", 0},
	{"an empty file", "", 0, "", 0},
	{"no last line end", "abc", 3, "abc", 3},
};

static void test_source(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct diags diags = {0};
		struct diag diag = {.kind = DIAG_SYNTAX, .place = {"f", 1, 1}};
		diag_add_at(&diags, &diag, rows[i].text, strlen(rows[i].text),
			    rows[i].offset);
		const struct diag *came = &diags.list.items[0];
		if (strcmp(came->source, rows[i].source) != 0 ||
		    came->caret != rows[i].caret)
			fail_msg("%s: expected %s %zu, came %s %zu",
				 rows[i].what, rows[i].source, rows[i].caret,
				 came->source, came->caret);
		diag_release(&diags);
	}
}

/* Long lines are cut around the place, between characters. */
static void test_long_line(void **state)
{
	struct str text = {0};
	(void)state;
	for (size_t i = 0; i < 1000; i++)
		str_adds(&text, "é");
	for (size_t offset = 0; offset <= text.len; offset += 2) {
		struct diags diags = {0};
		struct diag diag = {.kind = DIAG_SYNTAX, .place = {"f", 1, 1}};
		diag_add_at(&diags, &diag, text.bytes, text.len, offset);
		const struct diag *came = &diags.list.items[0];
		size_t len = strlen(came->source);
		assert_true(len <= DIAG_SOURCE_MAX && came->caret <= len);
		assert_int_equal(len % 2, 0);
		assert_int_equal(came->caret % 2, 0);
		assert_true(len == 0 || (unsigned char)came->source[0] == 0xc3);
		diag_release(&diags);
	}
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),      cmocka_unit_test(test_order),
		cmocka_unit_test(test_most),      cmocka_unit_test(test_source),
		cmocka_unit_test(test_long_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
