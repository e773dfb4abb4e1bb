/* The sizes of the screen, as the design gives them. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tui/frame.h"

struct size_case {
	const char *what;
	size_t rows, columns;
	struct frame_needs needs;
	size_t text_rows, text_columns;   /* expected */
	size_t panel_rows, panel_columns; /* expected */
};

static const struct size_case cases[] = {
	{"100 columns: 52 and 40", 40, 100, {.panel = true}, 36, 52, 36, 40},
	{"120 columns: 7 of 10 more go to the text",
	 40,
	 120,
	 {.panel = true},
	 36,
	 66,
	 36,
	 46},
	{"129 columns: the text has its 72",
	 40,
	 129,
	 {.panel = true},
	 36,
	 72,
	 36,
	 49},
	{"140 columns: the panel has its 60",
	 40,
	 140,
	 {.panel = true},
	 36,
	 72,
	 36,
	 60},
	{"180 columns: no more", 40, 180, {.panel = true}, 36, 72, 36, 60},
	{"80x24: a third below", 24, 80, {.panel = true}, 13, 72, 8, 80},
	{"80x24, a card of 10: it grows",
	 24,
	 80,
	 {.panel = true, .card = 10},
	 11,
	 72,
	 10,
	 80},
	{"80x24, a card of 30: to half",
	 24,
	 80,
	 {.panel = true, .card = 30},
	 9,
	 72,
	 12,
	 80},
	{"40x12: still both", 12, 40, {.panel = true}, 5, 34, 4, 40},
	{"40x11: one pane", 11, 40, {.panel = true}, 9, 34, 0, 0},
	{"39x12: one pane", 12, 39, {.panel = true}, 10, 33, 0, 0},
	{"39x12: the claims",
	 12,
	 39,
	 {.panel = true, .claims_only = true},
	 0,
	 33,
	 10,
	 39},
	{"no claims: no panel", 40, 120, {.panel = false}, 38, 72, 0, 0},
	{"turned at 120",
	 40,
	 120,
	 {.panel = true, .choice = LAYOUT_BELOW},
	 24,
	 72,
	 13,
	 120},
	{"beside at 80, where it is asked for",
	 24,
	 80,
	 {.panel = true, .choice = LAYOUT_BESIDE},
	 20,
	 40,
	 20,
	 32},
	{"beside needs 60",
	 24,
	 59,
	 {.panel = true, .choice = LAYOUT_BESIDE},
	 13,
	 53,
	 8,
	 59},
	{"a measure of 40",
	 40,
	 120,
	 {.panel = true, .measure = 40},
	 36,
	 40,
	 36,
	 60},
	{"a measure of 120",
	 40,
	 180,
	 {.panel = true, .measure = 120},
	 36,
	 108,
	 36,
	 60},
	{"a measure of 120, no claims",
	 40,
	 180,
	 {.measure = 120},
	 38,
	 120,
	 0,
	 0},
	{"one column", 40, 120, {.panel = true, .linear = true}, 38, 72, 0, 0},
	{"one column at 40",
	 12,
	 40,
	 {.panel = true, .linear = true},
	 10,
	 39,
	 0,
	 0},
	{"1x1", 1, 1, {.panel = true}, 0, 1, 0, 0},
	{"2x2", 2, 2, {.panel = true}, 1, 1, 0, 0},
};

static void test_sizes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct size_case *c = &cases[i];
		struct frame f = frame_make(c->rows, c->columns, &c->needs);
		print_message("%s\n", c->what);
		assert_int_equal(f.text.rows, c->text_rows);
		assert_int_equal(f.text.columns, c->text_columns);
		assert_int_equal(f.panel.rows, c->panel_rows);
		assert_int_equal(f.panel.columns, c->panel_columns);
	}
}

static const struct {
	const char *what;
	size_t rows, columns;
	struct frame_needs needs;
	size_t column, other_rows, other_columns; /* expected */
} thirds[] = {
	{"189 columns: not yet", 40, 189, {.panel = true}, 0, 0, 0},
	{"190 columns: a third", 40, 190, {.panel = true}, 143, 36, 47},
	{"215 columns: as wide as the text",
	 40,
	 215,
	 {.panel = true},
	 143,
	 36,
	 72},
	{"300 columns: no more", 40, 300, {.panel = true}, 143, 36, 72},
	{"200, turned: none",
	 40,
	 200,
	 {.panel = true, .choice = LAYOUT_BELOW},
	 0,
	 0,
	 0},
	{"200x11: none", 11, 200, {.panel = true}, 0, 0, 0},
	{"200, no claims: none", 40, 200, {.panel = false}, 0, 0, 0},
};

static void test_third(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof thirds / sizeof *thirds; i++) {
		struct frame f = frame_make(thirds[i].rows, thirds[i].columns,
					    &thirds[i].needs);
		print_message("%s\n", thirds[i].what);
		assert_int_equal(f.other.column, thirds[i].column);
		assert_int_equal(f.other.rows, thirds[i].other_rows);
		assert_int_equal(f.other.columns, thirds[i].other_columns);
	}
}

/* Nothing ever stands outside the screen, and no box on another. */
static void test_all_sizes(void **state)
{
	(void)state;
	for (size_t rows = 1; rows < 70; rows++)
		for (size_t columns = 1; columns < 240; columns++)
			for (size_t card = 0; card < 40; card += 13) {
				struct frame_needs needs = {.panel = true,
							    .card = card};
				struct frame f = frame_make(rows, columns,
							    &needs);
				assert_true(f.text.row + f.text.rows <= rows);
				assert_true(f.panel.row + f.panel.rows <= rows);
				assert_true(f.panel.column + f.panel.columns <=
					    columns);
				assert_true(f.other.column + f.other.columns <=
					    columns);
				assert_true(!f.other.rows ||
					    f.panel.column + f.panel.columns <
						    f.second);
				assert_true(columns < 8 ||
					    f.text.column + f.text.columns <=
						    columns);
				assert_true(!f.panel.rows || f.beside ||
					    f.panel.row >
						    f.text.row + f.text.rows);
			}
}

/* The divider stands where it was put, wherever there is room for both. */
static void test_divide(void **state)
{
	(void)state;
	for (size_t columns = 60; columns < 190; columns++)
		for (size_t to = 0; to < columns; to++) {
			struct frame_needs needs = {.panel = true,
						    .choice = LAYOUT_BESIDE};
			struct frame f = frame_make(30, columns, &needs);
			frame_divide(&f, 9, to, &needs);
			f = frame_make(30, columns, &needs);
			bool room = to >= 26 && to + 23 <= columns;
			if (room)
				assert_int_equal(f.divider, to);
			assert_true(f.text.columns >= 20);
			assert_true(f.panel.columns >= 20);
			assert_int_equal(f.panel.column + f.panel.columns,
					 columns);
		}
	for (size_t rows = 12; rows < 100; rows++)
		for (size_t to = 0; to < rows; to++) {
			struct frame_needs needs = {.panel = true};
			struct frame f = frame_make(rows, 80, &needs);
			frame_divide(&f, to, 9, &needs);
			f = frame_make(rows, 80, &needs);
			if (to >= 3 && to + 4 <= rows)
				assert_int_equal(f.divider, to);
			assert_true(f.text.rows && f.panel.rows);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_third),
		cmocka_unit_test(test_all_sizes),
		cmocka_unit_test(test_divide),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
