/*
 * Sizes that cannot be had: each ends the program by out_of_memory(), never in
 * a block that is too small.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/arena.h"
#include "core/array.h"
#include "core/str.h"

const char *__asan_default_options(void);

/* A sanitizer would rather end the program itself. */
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static jmp_buf *ended(void)
{
	static jmp_buf place;
	return &place;
}

_Noreturn void out_of_memory(void)
{
	longjmp(*ended(), 1);
}

static void ask_block(size_t bytes)
{
	free(memory_alloc(bytes));
}

static void ask_aligned(size_t bytes)
{
	free(memory_alloc_aligned(bytes));
}

static void ask_items(size_t bytes)
{
	size_t capacity = 0;
	free(array_reserve(NULL, &capacity, bytes, 1));
}

static void ask_wide_items(size_t bytes)
{
	size_t capacity = 0;
	free(array_reserve(NULL, &capacity, bytes / 16, 32));
}

static void ask_str(size_t bytes)
{
	struct str str = {.len = 1};
	str_fill(&str, 'x', bytes);
	str_release(&str);
}

static void ask_arena(size_t bytes)
{
	struct arena arena = {0};
	arena_alloc(&arena, bytes);
	arena_release(&arena);
}

static void ask_text(size_t bytes)
{
	struct arena arena = {0};
	arena_text(&arena, bytes);
	arena_release(&arena);
}

static const struct {
	const char *what;
	void (*ask)(size_t bytes);
	size_t bytes;
} rows[] = {
	{"a block", ask_block, SIZE_MAX / 2},
	{"an aligned block", ask_aligned, SIZE_MAX / 2},
	{"an aligned block, rounded up", ask_aligned, SIZE_MAX},
	{"items", ask_items, SIZE_MAX / 4},
	{"items without number", ask_items, SIZE_MAX},
	{"wide items without number", ask_wide_items, SIZE_MAX},
	{"a string", ask_str, SIZE_MAX / 4},
	{"a string without end", ask_str, SIZE_MAX},
	{"an arena's block", ask_arena, SIZE_MAX / 4},
	{"an arena's block, rounded up", ask_arena, SIZE_MAX},
	{"an arena's block and its head", ask_arena, SIZE_MAX - 16},
	{"a text and its head", ask_text, SIZE_MAX - 2},
};

static void test_too_much(void **state)
{
	(void)state;
	for (volatile size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (setjmp(*ended()))
			continue;
		rows[i].ask(rows[i].bytes);
		fail_msg("%s: was had", rows[i].what);
	}
}

/* Nothing is a block like another. */
static void test_nothing(void **state)
{
	size_t capacity = 0;
	(void)state;
	void *block = memory_alloc(0);
	assert_non_null(block);
	free(block);
	assert_null(array_reserve(NULL, &capacity, 0, 8));
	assert_int_equal(capacity, 0);
}

/* What grows past the large pages' size, beside others that do, stays. */
static void test_large(void **state)
{
	enum { COUNT = 1 << 20 };
	ARRAY(size_t) grown[3] = {0};
	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		for (size_t k = 0; k < 3; k++)
			array_push(&grown[k], i * 3 + k);
	for (size_t k = 0; k < 3; k++) {
		assert_int_equal(grown[k].count, COUNT);
		for (size_t i = 0; i < COUNT; i++)
			if (grown[k].items[i] != i * 3 + k)
				fail_msg("item %zu of %zu is lost", i, k);
		array_release(&grown[k]);
	}
}

static void test_aligned(void **state)
{
	static const size_t sizes[] = {0, 1, 63, 64, 65, 5000, 5 << 20};
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *block = memory_alloc_aligned(sizes[i]);
		assert_int_equal((uintptr_t)block % MEMORY_ALIGN, 0);
		memset(block, 1, sizes[i]);
		free(block);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_too_much),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_aligned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
