/* Marks, and how they are kept between runs. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "tui/bookmarks.h"

struct fixture {
	struct dossier dossier;
	char folder[64];
};

static int setup(void **state)
{
	static struct fixture f;
	int error;
	memset(&f, 0, sizeof f);
	strcpy(f.folder, "/tmp/manicule-test-XXXXXX");
	if (!mkdtemp(f.folder) || setenv("XDG_STATE_HOME", f.folder, 1) < 0 ||
	    dossier_load(&f.dossier, ".", &error) != DOSSIER_OK)
		return -1;
	*state = &f;
	return 0;
}

static void file_path(const struct fixture *f, const char *name, char path[128])
{
	snprintf(path, 128, "%s/manicule%s%s", f->folder, *name ? "/" : "",
		 name);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = {"marks", "lock", ""};
	char path[128];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		file_path(f, names[i], path);
		remove(path);
	}
	rmdir(f->folder);
	dossier_release(&f->dossier);
	return 0;
}

/* A reader of the dossier, with the marks of the runs before it. */
static struct app reader(struct fixture *f)
{
	struct app app = {.dossier = &f->dossier};
	app.at.entry = f->dossier.entries[0];
	bookmark_load(&app);
	return app;
}

static void go(struct app *app, size_t entry, size_t offset)
{
	app->at.entry = app->dossier->entries[entry];
	app->at.offset = offset;
}

/* All marks as "a0:10 B1:20": letter, index of the article, byte. */
static void assert_marks(const struct app *app, const char *expected)
{
	struct str list = {0};
	for (size_t i = 0; i < bookmark_count(app); i++) {
		const struct bookmark *mark = bookmark_get(app, i);
		str_addf(&list, "%s%c%zu:%zu", i ? " " : "", mark->letter,
			 mark->at.entry->index, mark->at.offset);
	}
	assert_string_equal(str_get(&list), expected);
	str_release(&list);
}

static void test_letters(void **state)
{
	struct app app = reader(*state);
	go(&app, 0, 30);
	assert_true(bookmark_set(&app, 'a'));
	assert_true(bookmark_set(&app, 'A'));
	assert_true(bookmark_set(&app, '1'));
	assert_false(bookmark_set(&app, '!'));
	assert_false(bookmark_set(&app, 0xe9));
	go(&app, 1, 20);
	/* A small letter is each article's own. */
	assert_null(bookmark_find(&app, 'a'));
	assert_int_equal(bookmark_find(&app, 'A')->offset, 30);
	assert_true(bookmark_set(&app, 'a'));
	assert_true(bookmark_set(&app, 'A'));
	assert_marks(&app, "10:30 a0:30 A1:20 a1:20");
	assert_int_equal(bookmark_find(&app, 'a')->offset, 20);
	bookmark_remove(&app, 2);
	assert_null(bookmark_find(&app, 'A'));
	assert_marks(&app, "10:30 a0:30 a1:20");
	assert_true(bookmark_set(&app, 'A'));
	assert_marks(&app, "10:30 a0:30 A1:20 a1:20");
	bookmark_release(&app.bookmarks);
}

/* What one reader sets or removes is not lost by what another does. */
static void test_two_readers(void **state)
{
	struct app first = reader(*state), second = reader(*state);
	go(&first, 0, 10);
	bookmark_set(&first, 'a');
	bookmark_set(&first, 'B');
	go(&second, 2, 5);
	bookmark_set(&second, 'c');
	bookmark_save(&first);
	bookmark_save(&second);
	bookmark_release(&first.bookmarks);
	bookmark_release(&second.bookmarks);

	first = reader(*state);
	second = reader(*state);
	assert_marks(&first, "B0:10 a0:10 c2:5");
	bookmark_remove(&first, 0);
	go(&second, 0, 40);
	bookmark_set(&second, 'a');
	bookmark_save(&second);
	bookmark_save(&first);
	bookmark_release(&first.bookmarks);
	bookmark_release(&second.bookmarks);

	first = reader(*state);
	assert_marks(&first, "a0:40 c2:5");
	bookmark_release(&first.bookmarks);
}

static void write_file(const struct fixture *f, const char *name,
		       const char *text)
{
	char path[128];
	file_path(f, "", path);
	mkdir(path, 0700);
	file_path(f, name, path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "manicule 1\n%s", text);
	assert_int_equal(fclose(file), 0);
}

/* Lines that say nothing are passed over. */
static void test_damaged(void **state)
{
	struct fixture *f = *state;
	struct str text = {0};
	char *here = realpath(".", NULL);
	static const char *const lines[] = {
		"a\tdecision\t999999999\t1\t-\t0", /* past the end */
		"b\tno-such-article\t1\t1\t-\t0", "dd\tdecision\t1\t1\t-\t0",
		"!\tdecision\t1\t1\t-\t0",
		"e\tdecision\t7\t1\tdecision/no-such-claim\t1"};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		str_addf(&text, "%s\t%s\n", here, lines[i]);
	str_adds(&text, "/other\tf\tdecision\t3\t1\t-\t0\n");
	write_file(f, "marks", str_get(&text));
	struct app app = reader(f);
	size_t end = app.dossier->entries[0]->article.bytes;
	char expected[64];
	snprintf(expected, sizeof expected, "e0:7 a0:%zu", end);
	assert_marks(&app, expected);
	assert_null(bookmark_get(&app, 0)->at.claim);
	bookmark_release(&app.bookmarks);
	str_release(&text);
	free(here);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_letters, setup, teardown),
		cmocka_unit_test_setup_teardown(test_two_readers, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
