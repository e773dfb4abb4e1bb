/* What operands open, in which order, and what is said of what is not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "core/str.h"
#include "tests/unit/support.h"

/* ---- a tree of files in a folder of its own, which is left with it ---- */

static const struct support_file tree[] = {
	{"d", NULL},
	{"d/articles", NULL},
	{"d/articles/b.txt", "Le bac.\n"},
	{"d/articles/a.txt", "\xef\xbb\xbf\n\tL’arche.  \r\n\r\nLa nef.\n"},
	{"d/articles/vide.txt", ""},
	{"d/articles/C.txt", "Le cap.\n"},
	{"d/articles/x.md", "rien\n"},
	{"d/annotations", NULL},
	{"d/annotations/dossier.yaml", "manicule: 1\narticles: b\n"},
	{"d/annotations/b.yaml",
	 "manicule: 1\narticle: {title: Bac, short: B}\nclaims:\n"
	 "  - {id: x, kind: fact, speaker: unknown, anchor: bac}\n"},
	{"d/annotations/vide.yaml",
	 "manicule: 1\narticle: {title: Vide}\nclaims:\n"
	 "  - {id: x, kind: fact, speaker: unknown, anchor: rien}\n"},
	{"d/annotations/z.yaml", "manicule: 1\n"},
	{"d/sub", NULL},
	{"e", NULL},
	{"e/articles", NULL},
	{"e/articles/x.md", "rien\n"},
	{"seul.txt", "Seul.\n"},
	{"Deux mots.txt", "Deux mots.\n"},
	{"Deux mots.yaml",
	 "manicule: 1\narticle: {title: Deux}\nclaims:\n"
	 "  - {id: x, kind: fact, speaker: article, anchor: Deux mots}\n"},
	{"texte", "Sans suffixe.\n"},
};
enum { TREE = sizeof tree / sizeof *tree };

static char folder[] = "/tmp/manicule-test-XXXXXX";
static char start[PATH_MAX];

static int setup(void **state)
{
	(void)state;
	return !getcwd(start, sizeof start) ||
	       !support_enter(folder, tree, TREE);
}

static int teardown(void **state)
{
	(void)state;
	return !support_leave(folder, tree, TREE) || chdir(start) != 0;
}

/* ---- operands ---- */

struct opening {
	const char *what, *from, *operand; /* from: working directory */
	enum dossier_status status;
	int error;
	const char *entries;  /* ids, the one it starts at with * */
	const char *problems; /* file and kind */
};

#define FOLDER_PROBLEMS                                                        \
	"C.txt bad-name, z.yaml no-article, vide.yaml lost-anchor"

static const struct opening openings[] = {
	{"a folder", ".", "d", DOSSIER_OK, 0, "*b a vide", FOLDER_PROBLEMS},
	{"a folder with a slash", ".", "d/", DOSSIER_OK, 0, "*b a vide",
	 FOLDER_PROBLEMS},
	{"this folder", "d", ".", DOSSIER_OK, 0, "*b a vide", FOLDER_PROBLEMS},
	{"a file of a dossier", ".", "d/articles/a.txt", DOSSIER_OK, 0,
	 "b *a vide", FOLDER_PROBLEMS},
	{"from the dossier", "d", "articles/a.txt", DOSSIER_OK, 0, "b *a vide",
	 FOLDER_PROBLEMS},
	{"from articles/", "d/articles", "vide.txt", DOSSIER_OK, 0, "b a *vide",
	 FOLDER_PROBLEMS},
	{"with slashes too many", ".", "d//articles//b.txt", DOSSIER_OK, 0,
	 "*b a vide", FOLDER_PROBLEMS},
	{"round about", "d/sub", "../articles/a.txt", DOSSIER_OK, 0,
	 "b *a vide", FOLDER_PROBLEMS},
	{"a file there whose name is no id", ".", "d/articles/C.txt",
	 DOSSIER_OK, 0, "*C", ""},
	{"a file alone", ".", "seul.txt", DOSSIER_OK, 0, "*seul", ""},
	{"a file with notes beside it", ".", "Deux mots.txt", DOSSIER_OK, 0,
	 "*Deux mots", ""},
	{"another suffix", ".", "texte", DOSSIER_NOT_TEXT, 0, "", ""},
	{"nothing of that name", ".", "rien.txt", DOSSIER_MISSING, ENOENT, "",
	 ""},
	{"a folder without articles", ".", "d/sub", DOSSIER_NO_ARTICLES, 0, "",
	 ""},
	{"articles/ without a text", ".", "e", DOSSIER_NO_ARTICLES, 0, "", ""},
};

static const char *base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static void describe(const struct dossier *dossier, struct str *entries,
		     struct str *problems)
{
	for (size_t i = 0; i < dossier->entry_count; i++) {
		assert_int_equal(dossier->entries[i]->index, i);
		str_addf(entries, "%s%s%s", i ? " " : "",
			 i == dossier->start ? "*" : "",
			 dossier->entries[i]->id);
	}
	for (size_t i = 0; i < dossier->diags.list.count; i++) {
		const struct diag *diag = &dossier->diags.list.items[i];
		str_addf(problems, "%s%s %s", i ? ", " : "",
			 base(diag->place.file), diag_name(diag->kind));
	}
}

static void test_operands(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		const struct opening *o = &openings[i];
		struct dossier dossier;
		struct str entries = {0}, problems = {0};
		int error;
		assert_int_equal(chdir(folder) || chdir(o->from), 0);
		enum dossier_status status = dossier_load(&dossier, o->operand,
							  &error);
		if (status == DOSSIER_OK)
			describe(&dossier, &entries, &problems);
		if (status != o->status || error != o->error ||
		    strcmp(str_get(&entries), o->entries) != 0 ||
		    strcmp(str_get(&problems), o->problems) != 0)
			fail_msg("%s: expected %d %d\n%s\n%s\n"
				 "came %d %d\n%s\n%s",
				 o->what, o->status, o->error, o->entries,
				 o->problems, status, error, str_get(&entries),
				 str_get(&problems));
		str_release(&entries);
		str_release(&problems);
		dossier_release(&dossier);
	}
}

static void test_entries(void **state)
{
	struct dossier dossier;
	int error;
	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(dossier_load(&dossier, "d", &error), DOSSIER_OK);
	const struct entry *a = dossier_entry(&dossier, "a");
	assert_string_equal(a->title, "L’arche.");
	assert_string_equal(a->short_title, "a");
	assert_null(a->annotation.file);
	assert_int_equal(a->article.paragraphs.count, 2);
	assert_int_equal(a->article.paragraphs.items[0].start, 5);
	assert_int_equal(article_paragraph_at(&a->article, 0), 0);
	assert_int_equal(article_paragraph_at(&a->article, 17), 1);
	assert_int_equal(article_paragraph_at(&a->article, 999), 1);
	const struct entry *b = dossier_entry(&dossier, "b");
	assert_string_equal(b->title, "Bac");
	assert_string_equal(b->short_title, "B");
	assert_true(dossier_claim(&dossier, "b/x")->speakers->items[0]->nobody);
	const struct entry *empty = dossier_entry(&dossier, "vide");
	assert_int_equal(empty->article.paragraphs.count, 0);
	assert_int_equal(article_paragraph_at(&empty->article, 0), 0);
	assert_null(dossier_entry(&dossier, "C"));
	assert_int_equal(dossier.claim_count, 2);
	dossier_release(&dossier);
}

static void test_standard_input(void **state)
{
	struct dossier dossier;
	int error, saved = dup(STDIN_FILENO);
	(void)state;
	assert_int_equal(chdir(folder), 0);
	int fd = open("seul.txt", O_RDONLY);
	assert_true(fd >= 0 && dup2(fd, STDIN_FILENO) >= 0);
	close(fd);
	assert_int_equal(dossier_load(&dossier, "-", &error), DOSSIER_OK);
	dup2(saved, STDIN_FILENO);
	close(saved);
	assert_true(dossier.single);
	assert_string_equal(dossier.entries[0]->path, "-");
	assert_string_equal(dossier.entries[0]->article.text, "Seul.\n");
	dossier_release(&dossier);
}

static void test_find(void **state)
{
	(void)state;
	assert_int_equal(chdir(folder) || chdir("d/sub"), 0);
	char *path = dossier_find();
	assert_string_equal(path, "..");
	free(path);
	assert_int_equal(chdir(folder) || chdir("d"), 0);
	path = dossier_find();
	assert_string_equal(path, ".");
	free(path);
	assert_int_equal(chdir(folder) || chdir("e"), 0);
	path = dossier_find();
	assert_null(path);
	assert_int_equal(chdir(folder), 0);
	assert_true(dossier_is_folder("d"));
	assert_false(dossier_is_folder("e"));
}

/* The folder above articles/, whatever the path calls that. */
static void test_above(void **state)
{
	static const struct {
		const char *in, *path, *above;
	} rows[] = {
		{".", "d/articles", "d"},
		{".", "d/articles//", "d"},
		{".", "d/articles/.", "d/articles/./.."},
		{"d", "articles", "."},
		{"d", "./articles/", "."},
		{"d/articles", ".", "./.."},
		{".", "d", NULL},
		{".", ".", NULL},
		{".", "nowhere/articles", NULL},
	};
	int error;
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(chdir(folder) || chdir(rows[i].in), 0);
		char *above = dossier_above(rows[i].path, &error);
		if (rows[i].above)
			assert_string_equal(above, rows[i].above);
		else
			assert_null(above);
		free(above);
	}
	assert_int_equal(error, ENOENT);
	assert_int_equal(chdir(folder), 0);
}

/* The same at the root of a system, which is only seen from within. */
static void test_above_root(void **state)
{
	enum { ABOVE = 1, CANNOT };
	int status, error;
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		if (chdir(folder) || unshare(CLONE_NEWUSER) || chroot("d"))
			_exit(CANNOT);
		char *above = dossier_above("/articles/", &error);
		status = above && !strcmp(above, "/") ? 0 : ABOVE;
		free(above);
		_exit(status);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == CANNOT)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* An article that cannot be read is told once, not each of its anchors. */
static void test_unreadable(void **state)
{
	struct dossier dossier;
	int error;
	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("d/articles/dir.txt", 0700), 0);
	assert_int_equal(dossier_load(&dossier, "d", &error), DOSSIER_OK);
	assert_int_equal(dossier.entry_count, 4);
	size_t found = 0;
	for (size_t i = 0; i < dossier.diags.list.count; i++)
		found += dossier.diags.list.items[i].kind == DIAG_CANNOT_READ;
	assert_int_equal(found, 1);
	dossier_release(&dossier);
	rmdir("d/articles/dir.txt");
}

/* Whoever waits sees how far it is, and can have it end early. */
static void test_watched(void **state)
{
	struct dossier dossier;
	struct load_progress progress = {0};
	int error;
	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(dossier_load_watched(&dossier, "d", &progress, &error),
			 DOSSIER_OK);
	assert_int_equal(progress.total, 3);
	assert_int_equal(progress.done, 3);
	assert_int_equal(dossier.claim_count, 2);
	dossier_release(&dossier);
	progress = (struct load_progress){.cancel = true};
	assert_int_equal(dossier_load_watched(&dossier, "d", &progress, &error),
			 DOSSIER_CANCELLED);
	assert_int_equal(progress.total, 3);
	assert_int_equal(progress.done, 0);
	dossier_release(&dossier);
}

/* Of a text that is left to be read in strips no byte is checked. */
static void test_unplaced(void **state)
{
	struct dossier dossier;
	struct load_progress progress = {.unplaced = true, .checked = true};
	int error;
	(void)state;
	assert_int_equal(chdir(folder), 0);
	FILE *file = fopen("d/articles/grand.txt", "w");
	assert_non_null(file);
	fclose(file);
	assert_int_equal(truncate("d/articles/grand.txt", 8 << 20), 0);
	assert_int_equal(dossier_load_watched(&dossier, "d", &progress, &error),
			 DOSSIER_OK);
	assert_null(dossier_entry(&dossier, "grand")->article.text);
	dossier_release(&dossier);
	unlink("d/articles/grand.txt");
}

/* A first look too knows whether there was a dossier.yaml to read. */
static void test_glimpse_shared(void **state)
{
	static const char from[] = "d/annotations/dossier.yaml", to[] = "moved";
	const struct dossier_place place = {0};
	struct dossier dossier;
	int error;
	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(dossier_glimpse(&dossier, "d", &place, &error),
			 DOSSIER_OK);
	assert_string_equal(dossier.shared, from);
	dossier_release(&dossier);
	assert_int_equal(rename(from, to), 0);
	assert_int_equal(dossier_glimpse(&dossier, "d", &place, &error),
			 DOSSIER_OK);
	assert_null(dossier.shared);
	dossier_release(&dossier);
	assert_int_equal(rename(to, from), 0);
}

/* All that is known of claims and problems. */
static void describe_all(const char *operand, struct str *out)
{
	struct dossier dossier;
	struct load_progress progress = {.checked = true};
	int error;
	assert_int_equal(
		dossier_load_watched(&dossier, operand, &progress, &error),
		DOSSIER_OK);
	for (size_t i = 0; i < dossier.claim_count; i++) {
		const struct claim *claim = dossier_claim_at(&dossier, i);
		str_addf(out, "%s %u %u %u %s\n", claim->id, claim->start,
			 claim->end, claim->number, claim_text(claim));
	}
	for (size_t i = 0; i < dossier.diags.list.count; i++) {
		const struct diag *diag = &dossier.diags.list.items[i];
		str_addf(out, "%s:%zu:%zu: %d %s %s\n", diag->place.file,
			 diag->place.line, diag->place.column, (int)diag->kind,
			 diag->detail ? diag->detail : "",
			 diag->claim ? diag->claim : "");
	}
	dossier_release(&dossier);
}

/* A text that is read beside large annotations, and one before them: what is
   known is the same. */
static void test_beside(void **state)
{
	static const char ends[] =
		"claims:\n"
		"  - {id: x, kind: fact, speaker: unknown, anchor: bac}\n"
		"  - {id: y, kind: fact, speaker: unknown, anchor: bec}\n"
		"  - {id: z, kind: fact, speaker: unkown, anchor: Le}\n";
	struct str notes = {0}, beside = {0}, before = {0};
	cpu_set_t all;
	(void)state;
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("d/articles/dir.txt", 0700), 0);
	str_addf(&notes, "manicule: 1\narticle: {title: Bac, sha256: %064d}\n",
		 0);
	while (notes.len < 5 << 18)
		str_adds(&notes, "# rien que des mots, ligne après ligne\n");
	str_adds(&notes, ends);
	assert_true(support_write("d/annotations/b.yaml", notes.bytes));
	assert_true(support_write("d/annotations/dir.yaml", notes.bytes));
	assert_true(support_write("d/articles/b.txt", "Le \xff bac.\n"));
	describe_all("d", &beside);
	support_one_processor(&all);
	describe_all("d", &before);
	sched_setaffinity(0, sizeof all, &all);
	assert_string_equal(str_get(&beside), str_get(&before));
	assert_non_null(strstr(before.bytes, "x 5 8 1 bac\n"));
	rmdir("d/articles/dir.txt");
	unlink("d/annotations/dir.yaml");
	for (size_t i = 0; i < TREE; i++)
		if (tree[i].content && strstr(tree[i].path, "/b."))
			support_write(tree[i].path, tree[i].content);
	str_release(&notes);
	str_release(&beside);
	str_release(&before);
}

/* The real one. */
static void test_shared(void **state)
{
	struct dossier dossier;
	size_t relations = 0;
	int error;
	(void)state;
	assert_int_equal(chdir(start), 0);
	if (dossier_load(&dossier, "../shared/dossiers/nso", &error) !=
	    DOSSIER_OK) {
		dossier_release(&dossier);
		printf("skipped: no ../shared/dossiers/nso\n");
		skip();
	}
	for (size_t i = 0; i < dossier.entry_count; i++)
		relations += dossier.entries[i]->annotation.relation_count;
	assert_int_equal(dossier.diags.list.count, 0);
	assert_int_equal(dossier.entry_count, 5);
	assert_string_equal(dossier.entries[0]->id, "proces");
	assert_int_equal(dossier.claim_count, 103);
	assert_int_equal(relations, 106);
	for (size_t i = 0; i < dossier.claim_count; i++)
		assert_true(dossier_claim_at(&dossier, i)->state <=
			    ANCHOR_NORMALISED);
	dossier_release(&dossier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_operands),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_standard_input),
		cmocka_unit_test(test_watched),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_above),
		cmocka_unit_test(test_above_root),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_unplaced),
		cmocka_unit_test(test_glimpse_shared),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_shared),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
