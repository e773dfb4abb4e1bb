/*
 * Annotations as a whole: files that are no notes, too long, too many or not
 * there, and what an article is told of then.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "core/str.h"
#include "core/yaml.h"
#include "tests/unit/support.h"

static const struct support_file made[] = {
	{"articles", NULL},
	{"annotations", NULL},
	{"articles/pont.txt", ""},
	{"annotations/pont.yaml", ""},
	{"annotations/dossier.yaml", ""},
};
enum { MADE = sizeof made / sizeof *made };

static const char article[] = "Le vieux pont fut bâti en 1850.\n";
static const char shared[] = "manicule: 1\n"
			     "people:\n"
			     "  - {id: anne, name: A}\n";
#define HEAD "manicule: 1\narticle: {title: P}\n"
#define CLAIM(id, speaker, anchor)                                             \
	"  - {id: " id ", kind: fact, speaker: " speaker ", anchor: " anchor

static char folder[] = "/tmp/test_annotation_load.XXXXXX";

static void load(struct dossier *dossier, const char *text,
		 const char *dossier_yaml, const char *pont_yaml)
{
	int error;
	assert_true(support_write("articles/pont.txt", text));
	assert_true(support_write("annotations/dossier.yaml", dossier_yaml));
	assert_true(support_write("annotations/pont.yaml", pont_yaml));
	assert_int_equal(dossier_load(dossier, ".", &error), DOSSIER_OK);
}

static void list_problems(const struct dossier *dossier, struct str *out)
{
	for (size_t i = 0; i < dossier->diags.list.count; i++) {
		const struct diag *diag = &dossier->diags.list.items[i];
		str_addf(out, "%s%zu:%zu %s", i ? ", " : "", diag->place.line,
			 diag->place.column, diag_name(diag->kind));
	}
}

static const char *kind_at(const struct dossier *dossier, size_t i)
{
	assert_true(i < dossier->diags.list.count);
	return diag_name(dossier->diags.list.items[i].kind);
}

/* The file with `again` so many times between head and tail. */
static char *repeated(const char *head, const char *again, size_t count,
		      const char *tail)
{
	struct str out = {0};
	str_adds(&out, head);
	while (count--)
		str_adds(&out, again);
	str_adds(&out, tail);
	return str_take(&out);
}

static const struct file_case {
	const char *what, *head, *again, *tail;
	size_t count;
	const char *problems;
} files[] = {
	{"all in braces, the version last",
	 "{article: {title: P}, manicule: 1}", "", "", 0, ""},
	{"nothing", "", "", "", 0, "1:1 no-version"},
	{"a text", "rien\n", "", "", 0, "1:1 not-mapping"},
	{"an error and no more", "\"rien\n", "", "", 0, "1:1 yaml-syntax"},
	{"as many omissions as may be",
	 "manicule: 1\narticle: {title: P}\nomit: [", "vieux,", "]",
	 YAML_LIST_MAX, ""},
	{"too many omissions", "manicule: 1\narticle: {title: P}\nomit: [",
	 "vieux,", "]", YAML_LIST_MAX + 2, "3:60008 long-list"},
	{"as many tags as may be",
	 "manicule: 1\narticle:\n  title: P\n  tags: [", "a,", "]",
	 YAML_LIST_MAX, ""},
	{"too many tags", "manicule: 1\narticle:\n  title: P\n  tags: [", "a,",
	 "]", YAML_LIST_MAX + 2, "4:20010 long-list"},
};

static void test_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		const struct file_case *f = &files[i];
		struct str problems = {0};
		struct dossier dossier;
		char *yaml = repeated(f->head, f->again, f->count, f->tail);
		load(&dossier, article, shared, yaml);
		list_problems(&dossier, &problems);
		print_message("%s\n", f->what);
		assert_string_equal(str_get(&problems), f->problems);
		dossier_release(&dossier);
		str_release(&problems);
		free(yaml);
	}
}

/* The lost are told up to a number, and all are claims. */
static void test_many_lost(void **state)
{
	struct str yaml = {0};
	struct dossier dossier;
	(void)state;
	str_adds(&yaml, HEAD "claims:\n");
	for (int i = 0; i < DIAG_FILE_MAX + 10; i++)
		str_addf(&yaml, CLAIM("c%d", "anne", "zz") "}\n", i);
	load(&dossier, article, shared, yaml.bytes);
	assert_int_equal(dossier.diags.list.count, DIAG_FILE_MAX + 1);
	assert_int_equal(dossier.claim_count, DIAG_FILE_MAX + 10);
	dossier_release(&dossier);
	str_release(&yaml);
}

/* What cannot be read is told, and what can be is. */
static void test_unreadable(void **state)
{
	static const char path[] = "annotations/pont.yaml";
	struct dossier dossier;
	int error;
	(void)state;
	load(&dossier, article, shared, HEAD);
	dossier_release(&dossier);
	assert_int_equal(remove(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(dossier_load(&dossier, ".", &error), DOSSIER_OK);
	assert_int_equal(dossier.diags.list.count, 1);
	assert_string_equal(kind_at(&dossier, 0), "cannot-read");
	assert_non_null(strstr(dossier.diags.list.items[0].place.file, path));
	assert_string_equal(dossier.entries[0]->title,
			    "Le vieux pont fut bâti en 1850.");
	assert_null(dossier_claim(&dossier, "pont/ancien"));
	dossier_release(&dossier);
	assert_int_equal(rmdir(path), 0);
}

/* Of a text that is too large nothing is anchored; the claims are there. */
static void test_large_text(void **state)
{
	struct dossier dossier;
	int error;
	(void)state;
	load(&dossier, article, shared,
	     "manicule: 1\narticle: {title: P, sha256: \"00\"}\n"
	     "claims:\n" CLAIM("ancien", "anne", "bâti en 1850") "}\n");
	assert_string_equal(kind_at(&dossier, 0), "text-changed");
	dossier_release(&dossier);
	assert_int_equal(truncate("articles/pont.txt", ((off_t)256 << 20) + 1),
			 0);
	assert_int_equal(dossier_load(&dossier, ".", &error), DOSSIER_OK);
	assert_int_equal(dossier.diags.list.count, 1);
	assert_string_equal(kind_at(&dossier, 0), "too-large");
	assert_null(dossier.diags.list.items[0].detail);
	assert_int_equal(dossier.claim_count, 1);
	assert_int_equal(dossier.entries[0]->numbered_count, 0);
	assert_string_equal(claim_text(dossier_claim_at(&dossier, 0)),
			    "bâti en 1850");
	dossier_release(&dossier);
}

/* A title is some words, between characters, of what has none of its own. */
static void test_title(void **state)
{
	static const struct {
		const char *again;
		size_t count;
		const char *title;
	} rows[] = {
		{"", 0, "pont"},
		{"a b ", 3, "a b a b a b"},
		{"\x80", 200, "…"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dossier dossier;
		char *text = repeated("", rows[i].again, rows[i].count, "");
		load(&dossier, text, shared, "manicule: 1\n");
		assert_string_equal(dossier.entries[0]->title, rows[i].title);
		assert_string_equal(kind_at(&dossier, 0), "missing-key");
		dossier_release(&dossier);
		free(text);
	}
}

/* Spellings are looked for until that takes too long. */
static void test_near_budget(void **state)
{
	enum { KNOWN = 3000, UNKNOWN = 100 };
	static const struct {
		const char *list, *rest, *named;
	} rows[] = {
		{"people", "name: P", "speaker"},
		{"sources", "kind: report, title: S", "speaker: anne, source"},
		{"points", "title: P", "speaker: anne, point"},
	};
	static const char known[] =
		"manicule: 1\npeople: [{id: anne, name: A}]\n"
		"sources: [{id: s, kind: report, title: S}]\n"
		"points: [{id: t, title: T}]\n";
	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct dossier dossier;
		struct str notes = {0};
		str_adds(&notes, HEAD);
		str_addf(&notes, "%s:\n", rows[k].list);
		for (int i = 0; i < KNOWN; i++)
			str_addf(&notes, "  - {id: p%04d, %s}\n", i,
				 rows[k].rest);
		str_adds(&notes, "claims:\n");
		for (int i = 0; i < UNKNOWN; i++)
			str_addf(&notes,
				 "  - {id: c%d, kind: fact, anchor: vieux, "
				 "%s: q%04d}\n",
				 i, rows[k].named, i);
		load(&dossier, article, known, notes.bytes);
		assert_int_equal(dossier.diags.list.count, UNKNOWN);
		assert_string_equal(dossier.diags.list.items[0].hint, "p0000");
		assert_null(dossier.diags.list.items[UNKNOWN - 1].hint);
		dossier_release(&dossier);
		str_release(&notes);
	}
}

/* What costs too much to look for is said to be left, from some claim on. */
static void test_search_budget(void **state)
{
	enum { CLAIMS = 1500, WORDS = 30000 };
	struct dossier dossier;
	struct str text = {0}, notes = {0};
	unsigned seed = 4;
	(void)state;
	str_adds(&text, "Le vieux pont. ");
	while (text.len < 5 * WORDS) {
		seed = seed * 1664525 + 1013904223;
		str_addf(&text, "%c%s", "etaoinshrdlu"[(seed >> 16) % 12],
			 (seed >> 24) % 5 ? "" : " ");
	}
	str_adds(&notes, HEAD "claims:\n");
	for (int i = 0; i < CLAIMS; i++) {
		str_addf(&notes,
			 CLAIM("c%d", "anne",
			       "vieux") ", spans: {cue: absent}}\n",
			 i);
		str_addf(&notes,
			 CLAIM("d%d", "anne", "\"%.12sw%.12sw%.12s\"") "}\n", i,
			 text.bytes + 40 * i, text.bytes + 40 * i + 13,
			 text.bytes + 40 * i + 26);
	}
	load(&dossier, text.bytes, shared, notes.bytes);
	static const char *const names[] = {"unsearched-anchor", "spans-miss",
					    "unsearched-spans"};
	size_t kinds[3] = {0};
	for (size_t i = 0; i < dossier.diags.list.count; i++)
		for (size_t k = 0; k < 3; k++)
			kinds[k] += !strcmp(kind_at(&dossier, i), names[k]);
	for (size_t k = 0; k < 3; k++)
		assert_true(kinds[k] > 0);
	assert_int_equal(dossier.claim_count, 2 * CLAIMS);
	dossier_release(&dossier);
	str_release(&text);
	str_release(&notes);
}

static int begin(void **state)
{
	(void)state;
	return !support_enter(folder, made, MADE);
}

static int end(void **state)
{
	(void)state;
	return !support_leave(folder, made, MADE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_many_lost),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_large_text),
		cmocka_unit_test(test_title),
		cmocka_unit_test(test_near_budget),
		cmocka_unit_test(test_search_budget),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
