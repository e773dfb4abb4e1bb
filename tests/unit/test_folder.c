/* The first name of a folder is the one that sorting all of them gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/annotation_read.h"
#include "core/folder.h"
#include "core/str.h"
#include "tests/unit/support.h"

enum { NAMES = 6000, TIMES = 60 };

static void make(const char *folder, const char *name)
{
	char path[512];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	close(fd);
}

static void take_away(const char *folder, const char *name)
{
	char path[512];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(unlink(path), 0);
}

static void few_names(void **state)
{
	/* Each with what is the first once it is there too. */
	static const char *const names[][2] = {
		{".txt", ""},       {"zulu.yaml", ""},  {"a txt", ""},
		{"A.txt", ""},      {"a b.txt", ""},    {"b-1.txt", "b-1"},
		{"c.txt", "b-1"},   {"b.txt", "b"},     {"b0.txt", "b"},
		{"a-0.txt", "a-0"}, {"a.b.txt", "a-0"}, {"a-.txt", "a-"},
		{"a.txt", "a"},     {"0.txt", "0"},
	};
	enum { COUNT = sizeof names / sizeof *names };
	char folder[] = "/tmp/manicule-XXXXXX", name[NAME_MAX + 1];
	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_false(folder_first(folder, ".txt", id_valid, name));
	for (size_t i = 0; i < COUNT; i++) {
		make(folder, names[i][0]);
		assert_int_equal(folder_first(folder, ".txt", id_valid, name),
				 *names[i][1] != '\0');
		assert_string_equal(name, names[i][1]);
	}
	for (size_t i = 0; i < COUNT; i++)
		take_away(folder, names[i][0]);
	assert_int_equal(rmdir(folder), 0);
	assert_false(folder_first(folder, ".txt", id_valid, name));
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Wherever in a large folder the first name lies: each in its turn. */
static void many_names(void **state)
{
	static char names[NAMES][24]; /* without .txt */
	char folder[] = "/tmp/manicule-XXXXXX", name[NAME_MAX + 1], file[64];
	uint32_t random = 1;
	cpu_set_t all;
	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < NAMES; i++) {
		random = random * 1664525 + 1013904223;
		snprintf(names[i], sizeof names[i], "%x-%zu", random >> 8, i);
		snprintf(file, sizeof file, "%s.txt", names[i]);
		make(folder, file);
	}
	qsort(names, NAMES, sizeof *names, by_bytes);
	for (size_t i = 0; i < NAMES; i++) {
		/* With another thread, and where there can be none. */
		if (i == TIMES / 2)
			support_one_processor(&all);
		if (i < TIMES) {
			assert_true(
				folder_first(folder, ".txt", id_valid, name));
			assert_string_equal(name, names[i]);
		}
		snprintf(file, sizeof file, "%.23s.txt", names[i]);
		take_away(folder, file);
	}
	sched_setaffinity(0, sizeof all, &all);
	assert_int_equal(rmdir(folder), 0);
}

/* A name as some file systems have it, given once before all others. */
static struct dirent *_Atomic strange;

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
struct dirent *readdir(DIR *dir)
{
	struct dirent *given = atomic_exchange(&strange, NULL);
	return given ? given : (struct dirent *)(void *)readdir64(dir);
}

static bool any(const char *name, size_t len)
{
	return strlen(name) == len;
}

/* None that is longer than NAME_MAX is kept. */
static void long_names(void **state)
{
	char folder[] = "/tmp/manicule-XXXXXX", name[NAME_MAX + 1];
	struct str bytes = {0};
	(void)state;
	assert_non_null(mkdtemp(folder));
	make(folder, "b.txt");
	for (size_t len = NAME_MAX - 1; len < NAME_MAX + 3; len++) {
		str_clear(&bytes);
		str_fill(&bytes, 0, offsetof(struct dirent, d_name));
		str_fill(&bytes, 'a', len - 4);
		str_adds(&bytes, ".txt");
		strange = (struct dirent *)(void *)bytes.bytes;
		assert_true(folder_first(folder, ".txt", any, name));
		assert_int_equal(strlen(name), len > NAME_MAX ? 1 : len - 4);
	}
	str_release(&bytes);
	take_away(folder, "b.txt");
	assert_int_equal(rmdir(folder), 0);
}

static void no_folder(void **state)
{
	char name[NAME_MAX + 1];
	(void)state;
	assert_false(folder_first("/dev/null/none", ".txt", id_valid, name));
	assert_string_equal(name, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_names),
		cmocka_unit_test(many_names),
		cmocka_unit_test(long_names),
		cmocka_unit_test(no_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
