/*
 * Relations and what remarks are about: what is told where they lead nowhere,
 * and that files which others change in between harm nothing.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "core/near.h"
#include "core/str.h"
#include "tests/unit/support.h"

#define HEAD "manicule: 1\narticle: {title: T}\n"
#define CLAIM(id) "  - {id: " id ", kind: fact, speaker: article, anchor: clou"
#define LINK(id, to) CLAIM(id) ", links: [{repeats: " to "}]}\n"

static const struct support_file files[] = {
	{"articles", NULL},
	{"annotations", NULL},
	{"articles/a.txt", "Un clou.\n"},
	{"articles/b.txt", "Un clou.\n"},
	{"articles/bare.txt", "Un clou.\n"},
	{"annotations/a.yaml", ""},
	{"annotations/b.yaml",
	 HEAD "claims:\n" CLAIM("clou") "}\n" CLAIM("longues-pointes") "}\n"},
};
enum { FILES = sizeof files / sizeof *files };

static char folder[] = "/tmp/test_dossier_link.XXXXXX";

static void list_problems(const struct dossier *dossier, struct str *out)
{
	for (size_t i = 0; i < dossier->diags.list.count; i++) {
		const struct diag *diag = &dossier->diags.list.items[i];
		str_addf(out, "%s%zu:%zu %s (%s)", i ? ", " : "",
			 diag->place.line, diag->place.column,
			 diag_name(diag->kind), diag->hint ? diag->hint : "");
	}
}

static const struct {
	const char *what, *notes, *problems;
} rows[] = {
	{"to the article itself",
	 HEAD "claims:\n" LINK("x", "a/y") CLAIM("y") "}\n", ""},
	{"near a claim of another article",
	 HEAD "claims:\n" LINK("x", "b/longue-pointe"),
	 "4:75 unknown-claim (b/longues-pointes)"},
	{"near its article too", HEAD "claims:\n" LINK("x", "baré/clou"),
	 "4:75 bad-id ()"},
	{"to an article without claims",
	 HEAD "claims:\n" LINK("x", "bare/clou"), "4:75 unknown-claim ()"},
	{"to the start of a claim's name", HEAD "claims:\n" LINK("x", "b/clo"),
	 "4:75 unknown-claim (b/clou)"},
	{"one below the other",
	 HEAD "notes:\n  - {id: r, text: x, anchor: clou, about: [yy, x, zz]}\n"
	      "claims:\n" LINK("x", "b/cloux"),
	 "4:44 unknown-claim (), 4:51 unknown-claim (), "
	 "6:75 unknown-claim (b/clou)"},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dossier dossier;
		struct str problems = {0};
		int error;
		assert_true(support_write("annotations/a.yaml", rows[i].notes));
		assert_int_equal(dossier_load(&dossier, ".", &error),
				 DOSSIER_OK);
		list_problems(&dossier, &problems);
		print_message("%s\n", rows[i].what);
		assert_string_equal(str_get(&problems), rows[i].problems);
		assert_null(dossier_claim(&dossier, "bare/clou"));
		str_release(&problems);
		dossier_release(&dossier);
	}
}

/* Spellings are looked for until that takes too long. */
static void test_near_budget(void **state)
{
	enum { CLAIMS = 2000, LINKS = 400 };
	struct dossier dossier;
	struct str notes = {0};
	int error;
	(void)state;
	str_adds(&notes, HEAD "claims:\n");
	for (int i = 0; i < LINKS; i++)
		str_addf(&notes, LINK("c%04d", "d%04d"), i, i);
	for (int i = LINKS; i < CLAIMS; i++)
		str_addf(&notes, CLAIM("c%04d") "}\n", i);
	str_adds(&notes, LINK("last", "bb/clou"));
	assert_true(support_write("annotations/a.yaml", notes.bytes));
	assert_int_equal(dossier_load(&dossier, ".", &error), DOSSIER_OK);
	assert_int_equal(dossier.diags.list.count, LINKS + 1);
	assert_string_equal(dossier.diags.list.items[0].hint, "c0000");
	assert_null(dossier.diags.list.items[LINKS - 1].hint);
	assert_null(dossier.diags.list.items[LINKS].hint);
	assert_int_equal(dossier.claim_count, CLAIMS + 1 + 2);
	dossier_release(&dossier);
	str_release(&notes);
}

/* What changes the notes while those of the next article are read. */
struct change {
	const char *path, *after; /* NULL: they are removed */
	int held;
};

static void *change_behind(void *context)
{
	const struct change *change = context;
	support_hold_wait();
	if (change->after)
		assert_true(support_write(change->path, change->after));
	else
		unlink(change->path);
	close(change->held);
	return NULL;
}

/* The place is told all the same, though its line is no more there. */
static void test_changed(void **state)
{
	static const char *const after[] = {NULL, "", HEAD, "manicule: 1"};
	static const char path[] = "annotations/a.yaml";
	pthread_t thread;
	(void)state;
	for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
		struct dossier dossier;
		struct str problems = {0};
		int error;
		assert_true(support_write(path, HEAD
					  "claims:\n" LINK("x", "b/cloux")));
		struct change change = {path, after[i],
					support_hold("articles/b.txt")};
		assert_true(change.held >= 0);
		assert_int_equal(
			pthread_create(&thread, NULL, change_behind, &change),
			0);
		assert_int_equal(dossier_load(&dossier, ".", &error),
				 DOSSIER_OK);
		assert_int_equal(pthread_join(thread, NULL), 0);
		list_problems(&dossier, &problems);
		assert_string_equal(str_get(&problems),
				    "4:75 unknown-claim (b/clou)");
		str_release(&problems);
		dossier_release(&dossier);
		assert_true(support_write(path, ""));
	}
}

static int begin(void **state)
{
	(void)state;
	return !support_enter(folder, files, FILES);
}

static int end(void **state)
{
	(void)state;
	return !support_leave(folder, files, FILES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_near_budget),
		cmocka_unit_test(test_changed),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
