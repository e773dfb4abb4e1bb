/* A dossier loaded by a thread of its own, and the part of it that is looked at
   before that. */
#include <setjmp.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>

#include <cmocka.h>

#include "core/loading.h"
#include "tests/unit/support.h"

#define CLAIM(id, speaker, anchor)                                             \
	"  - {id: " id ", kind: fact, speaker: " speaker ", anchor: \"" anchor \
	"\"}\n"

static const struct support_file files[] = {
	{"articles", NULL},
	{"annotations", NULL},
	{"articles/c.txt", "Un clou.\n\nDeux clous, trois clous.\n"},
	{"articles/a.txt", "Un abri et un arbre.\n"},
	{"articles/Not an id.txt", "Rien.\n"},
	{"annotations/c.yaml",
	 "manicule: 1\narticle: {title: C, sha256: \"00\"}\nclaims:\n"
	 "  - {id: un, kind: fact, speaker: zoe, anchor: \"Un clou\",\n"
	 "     spans: {cue: \"dit-il\"},\n"
	 "     links: [{contradicts: a/abri}, {repeats: deux}]}\n" CLAIM(
		 "deux", "article", "Deux  clous")
		 CLAIM("perdu", "article", "n'est pas là")},
	{"annotations/a.yaml",
	 "manicule: 1\narticle: {title: A}\nclaims:\n" CLAIM("abri", "unknown",
							     "abri")},
	{"annotations/dossier.yaml",
	 "manicule: 1\narticles: [gone, c]\npeople:\n"
	 "  - {id: zoe, name: Zoé}\n"},
	{"alone.txt", "Seul.\n"},
	{"alone.yaml", "manicule: 1\narticle: {title: S}\n"},
	{"other.md", "?\n"},
	{"pipes", NULL},
	{"pipes/articles", NULL},
};
enum { FILES = sizeof files / sizeof *files };

static char folder[] = "/tmp/test_loading.XXXXXX";

struct look_case {
	const char *what, *operand;
	struct dossier_place place;
	enum dossier_status status;
	const char *id;
};

static const struct look_case looks[] = {
	{"the first of the order", ".", {NULL, 0}, DOSSIER_OK, "c"},
	{"the last place", ".", {"a", 3}, DOSSIER_OK, "a"},
	{"a place that is gone", ".", {"b", 3}, DOSSIER_OK, "c"},
	{"a place that is no id", ".", {"../a", 3}, DOSSIER_OK, "c"},
	{"a file of a dossier", "articles/a.txt", {"c", 3}, DOSSIER_OK, "a"},
	{"a file alone", "alone.txt", {NULL, 0}, DOSSIER_OK, "alone"},
	{"nothing", "none.txt", {NULL, 0}, DOSSIER_MISSING, NULL},
	{"a place that is no name", ".", {"", 3}, DOSSIER_OK, "c"},
	{"nothing there", "articles/d.txt", {NULL, 0}, DOSSIER_MISSING, NULL},
	{"no text", "other.md", {NULL, 0}, DOSSIER_NOT_TEXT, NULL},
	{"no articles", "annotations", {NULL, 0}, DOSSIER_NO_ARTICLES, NULL},
	{"standard input", "-", {NULL, 0}, DOSSIER_CANCELLED, NULL},
	{"a pipe", "pipe.txt", {NULL, 0}, DOSSIER_CANCELLED, NULL},
	{"a pipe of a dossier", "pipes", {NULL, 0}, DOSSIER_CANCELLED, NULL},
};

/* What it shows is what the whole dossier has. */
static void expect_same(const struct dossier *part, const struct dossier *all)
{
	const struct entry *is = part->entries[0];
	const struct entry *should = dossier_entry(all, is->id);
	assert_string_equal(is->path, should->path);
	assert_string_equal(is->title, should->title);
	assert_string_equal(is->article.text, should->article.text);
	assert_int_equal(is->numbered_count, should->numbered_count);
	for (size_t i = 0; i < is->numbered_count; i++) {
		const struct claim *a = entry_claim(is, i);
		const struct claim *b = entry_claim(should, i);
		assert_string_equal(a->id, b->id);
		assert_string_equal(a->speakers->items[0]->short_name,
				    b->speakers->items[0]->short_name);
		assert_int_equal(a->start, b->start);
		assert_int_equal(a->end, b->end);
	}
}

static void test_looks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		const struct look_case *c = &looks[i];
		struct dossier part, all;
		int error;
		print_message("%s\n", c->what);
		assert_int_equal(
			dossier_glimpse(&part, c->operand, &c->place, &error),
			c->status);
		assert_int_equal(error != 0, c->status == DOSSIER_MISSING);
		if (c->id) {
			assert_int_equal(dossier_load(&all, c->operand, &error),
					 DOSSIER_OK);
			assert_true(part.partial);
			assert_int_equal(part.entry_count, 1);
			assert_string_equal(part.entries[0]->id, c->id);
			expect_same(&part, &all);
			assert_int_equal(part.diags.list.count, 0);
			dossier_release(&all);
		}
		dossier_release(&part);
	}
}

/* Relations to what is there are kept, others wait. */
static void test_links(void **state)
{
	struct dossier part;
	const struct dossier_place place = {.id = "c"};
	int error;
	(void)state;
	assert_int_equal(dossier_glimpse(&part, ".", &place, &error),
			 DOSSIER_OK);
	xref_new(&part);
	const struct claim *claim = dossier_claim(&part, "c/un");
	assert_non_null(claim);
	assert_int_equal(claim_end_count(claim), 1);
	assert_string_equal(claim_name(claim_ends(claim)[0].other).full,
			    "c/deux");
	dossier_release(&part);
}

/* Of long notes the first, of a long text the part around the place. */
static void test_long(void **state)
{
	enum { CLAIMS = 4000 };
	struct dossier part, all;
	struct dossier_place place = {.id = "long"};
	FILE *text = fopen("articles/long.txt", "w");
	FILE *notes = fopen("annotations/long.yaml", "w");
	int error;
	(void)state;
	fputs("manicule: 1\narticle: {title: L}\nclaims:\n", notes);
	for (int i = 0; i < CLAIMS; i++) {
		fprintf(text, "Phrase %d, %*d.\n\n", i, 300, i);
		fprintf(notes, CLAIM("c%d", "zoe", "Phrase %d,"), i, i);
	}
	fclose(text);
	fclose(notes);
	assert_int_equal(dossier_load(&all, ".", &error), DOSSIER_OK);
	const struct entry *should = dossier_entry(&all, "long");
	for (int k = 0; k < 2; k++) {
		place.offset = k ? entry_claim(should, 300)->start : 0;
		assert_int_equal(dossier_glimpse(&part, ".", &place, &error),
				 DOSSIER_OK);
		const struct entry *is = part.entries[0];
		assert_non_null(is->article.rest);
		assert_true(is->annotation.cut);
		assert_in_range(is->numbered_count, 100, CLAIMS / 2);
		for (size_t i = 0; i < is->numbered_count; i++) {
			const struct claim *claim = entry_claim(is, i);
			const struct claim *same = dossier_claim(
				&all, claim_name(claim).full);
			assert_int_equal(claim->start, same->start);
		}
		dossier_release(&part);
	}
	dossier_release(&all);
	unlink("articles/long.txt");
	unlink("annotations/long.yaml");
}

/* ---- the thread ---- */

static void count_call(void *context, struct loaded *loaded)
{
	assert_non_null(loaded->xref);
	++*(int *)context;
}

static void test_taken(void **state)
{
	int calls = 0;
	size_t done, total;
	(void)state;
	struct loading *loading = loading_start(".", count_call, NULL, &calls);
	assert_true(loading_wait(loading, -1));
	loading_progress(loading, &done, &total);
	assert_int_equal(done, 2);
	assert_int_equal(total, 2);
	struct loaded loaded = loading_take(loading);
	assert_int_equal(calls, 1);
	assert_int_equal(loaded.status, DOSSIER_OK);
	assert_int_equal(loaded.dossier->claim_count, 4);
	assert_true(xref_contradicted(dossier_claim(loaded.dossier, "c/un")));
	assert_false(loaded.dossier->partial);
	loading_retire(loaded.dossier);
	/* Taken before it is done: that waits. */
	loaded = loading_take(loading_start(".", NULL, NULL, NULL));
	assert_int_equal(loaded.dossier->claim_count, 4);
	dossier_release(loaded.dossier);
	free(loaded.dossier);
}

static void test_missing(void **state)
{
	(void)state;
	int calls = 0;
	struct loaded loaded = loading_take(
		loading_start("none", count_call, NULL, &calls));
	assert_int_equal(loaded.status, DOSSIER_MISSING);
	assert_int_equal(loaded.error, ENOENT);
	assert_null(loaded.dossier);
	assert_int_equal(calls, 0);
	loading_retire(NULL);
}

/* One that is large is freed by a thread of its own. */
static void test_retired(void **state)
{
	enum { CLAIMS = 6000 };
	FILE *notes = fopen("annotations/alone.yaml", "w");
	FILE *text = fopen("articles/alone.txt", "w");
	(void)state;
	fputs("manicule: 1\narticle: {title: L}\nclaims:\n", notes);
	for (int i = 0; i < CLAIMS; i++)
		fprintf(notes, CLAIM("c%d", "zoe", "Seul"), i);
	fputs("Seul.\n", text);
	fclose(text);
	fclose(notes);
	struct loaded loaded = loading_take(
		loading_start(".", NULL, NULL, NULL));
	assert_true(loaded.dossier->claim_count > CLAIMS);
	loading_retire(loaded.dossier);
	unlink("articles/alone.txt");
	unlink("annotations/alone.yaml");
}

/* Where neither a thread nor a file descriptor is to be had, it is loaded
   before loading_start() returns. */
static void test_alone(void **state)
{
	struct rlimit old, none;
	int calls = 0;
	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	none = (struct rlimit){0, old.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	struct loading *loading = loading_start(".", count_call, NULL, &calls);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_int_equal(loading_fd(loading), -1);
	assert_true(loading_done(loading));
	assert_true(loading_wait(loading, -1));
	struct loaded loaded = loading_take(loading);
	assert_int_not_equal(loaded.status, DOSSIER_OK);
	assert_null(loaded.dossier);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	loading = loading_start(".", count_call, NULL, &calls);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_true(loading_cancel(loading));
	assert_int_equal(calls, 0);
}

static void drop_mark(void *context)
{
	atomic_bool *dropped = context;
	*dropped = true;
}

/* It ends at once, or by itself where the machine has no time for it. */
static void test_cancelled(void **state)
{
	static atomic_bool dropped;
	(void)state;
	for (int i = 0; i < 50; i++) {
		dropped = false;
		bool ended = loading_cancel(
			loading_start(".", NULL, drop_mark, &dropped));
		assert_false(ended && dropped);
		while (!ended && !dropped)
			poll(NULL, 0, 1);
	}
}

/* One that waits for a file is left alone, ends by itself, and says so. */
static void test_blocked(void **state)
{
	size_t done, total;
	(void)state;
	static atomic_bool dropped;
	int held = support_hold("articles/a.txt");
	assert_true(held >= 0);
	struct loading *loading = loading_start(".", NULL, drop_mark, &dropped);
	do
		loading_progress(loading, &done, &total);
	while (done < 1);
	support_hold_wait();
	assert_int_equal(total, 2);
	assert_false(loading_wait(loading, 10));
	assert_false(loading_cancel(loading));
	assert_false(dropped);
	close(held);
	while (!dropped)
		poll(NULL, 0, 1);
}

static void note_niceness(void *context, struct loaded *loaded)
{
	(void)loaded;
	*(int *)context = getpriority(PRIO_PROCESS, 0);
}

static int niceness_of_thread(void)
{
	int niceness = -100;
	struct loading *loading = loading_start(".", note_niceness, NULL,
						&niceness);
	assert_true(loading_wait(loading, -1));
	struct loaded loaded = loading_take(loading);
	dossier_release(loaded.dossier);
	free(loaded.dossier);
	return niceness;
}

/* Keys come first, and nobody who stepped back is put before others.  Comes
   last, since only root could go back. */
static void test_niceness(void **state)
{
	(void)state;
	int own = getpriority(PRIO_PROCESS, 0);
	assert_int_equal(niceness_of_thread(), own + 10 < 19 ? own + 10 : 19);
	assert_int_equal(getpriority(PRIO_PROCESS, 0), own);
	assert_int_equal(setpriority(PRIO_PROCESS, 0, 19), 0);
	assert_int_equal(niceness_of_thread(), 19);
}

/* Writes a word into the pipe, for which it waits for a reader. */
static pid_t write_beside(void)
{
	pid_t child = fork();
	char path[64], state = 0;
	if (!child) {
		int fd = open("pipe.txt", O_WRONLY);
		_exit(write(fd, "mot\n", 4) != 4);
	}
	snprintf(path, sizeof path, "/proc/%d/stat", (int)child);
	while (state != 'S') {
		FILE *stat = fopen(path, "r");
		assert_non_null(stat);
		assert_int_equal(fscanf(stat, "%*d %*s %c", &state), 1);
		fclose(stat);
	}
	return child;
}

/* Who waits to write into a pipe is read, and not left alone between two looks
   at it, whatever of a text is asked for. */
static void test_pipe(void **state)
{
	(void)state;
	alarm(20); /* else it would wait for ever */
	for (size_t i = 0; i < 30; i++) {
		struct load_progress progress = {.unplaced = i % 3 == 1,
						 .strips = i % 3 == 2};
		struct dossier dossier;
		int error, status;
		pid_t child = write_beside();
		assert_int_equal(dossier_load_watched(&dossier, "pipe.txt",
						      &progress, &error),
				 DOSSIER_OK);
		assert_string_equal(dossier.entries[0]->article.text, "mot\n");
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
		dossier_release(&dossier);
	}
	alarm(0);
}

static int begin(void **state)
{
	(void)state;
	return !support_enter(folder, files, FILES) ||
	       mkfifo("pipe.txt", 0600) != 0 ||
	       mkfifo("pipes/articles/a.txt", 0600) != 0;
}

static int end(void **state)
{
	(void)state;
	return unlink("pipe.txt") != 0 || unlink("pipes/articles/a.txt") != 0 ||
	       !support_leave(folder, files, FILES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_taken),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_retired),
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_cancelled),
		cmocka_unit_test(test_blocked),
		cmocka_unit_test(test_niceness),
		cmocka_unit_test(test_pipe),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
