/* Paper printed by several threads, and what it is written to. */
#include <setjmp.h>
#include <stdarg.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "core/xref.h"
#include "print/crew.h"
#include "print/found.h"
#include "print/print.h"
#include "tests/unit/support.h"

enum { CLAIMS = 4000 };

/* Enough for several parts: a claim a paragraph, and some without. */
static void make_dossier(struct str *text, struct str *yaml)
{
	str_adds(text, "Titre\n\n");
	str_adds(yaml, "manicule: 1\narticle: {title: Titre}\nclaims:\n");
	for (size_t i = 0; i < CLAIMS; i++) {
		str_addf(text, "Repère numéro %zu du texte « long »", i);
		for (size_t k = 0; k < 10 + i % 7; k++)
			str_adds(text, ", puis l’été\u00a0: e\u0301 日本 mot");
		str_adds(text, i % 3 ? ".\n\n" : ".\n\nEntre deux.\n\n");
		str_addf(yaml,
			 "  - {id: c%zu, kind: fact, speaker: unknown, "
			 "text: 'Ce que dit la phrase %zu.', "
			 "anchor: 'Repère numéro %zu du'}\n",
			 i, i, i);
	}
}

struct loaded {
	struct str text, yaml;
	char folder[64];
	struct support_file files[4];
	struct dossier dossier;
	struct xref *xref;
};

static int load(void **state)
{
	static struct loaded loaded;
	int error;
	make_dossier(&loaded.text, &loaded.yaml);
	strcpy(loaded.folder, "/tmp/test_crew.XXXXXX");
	loaded.files[0] = (struct support_file){"articles", NULL};
	loaded.files[1] = (struct support_file){"annotations", NULL};
	loaded.files[2] = (struct support_file){"articles/a.txt",
						loaded.text.bytes};
	loaded.files[3] = (struct support_file){"annotations/a.yaml",
						loaded.yaml.bytes};
	*state = &loaded;
	if (!support_make(loaded.folder, loaded.files, 4) ||
	    dossier_load(&loaded.dossier, loaded.folder, &error) != DOSSIER_OK)
		return -1;
	loaded.xref = xref_new(&loaded.dossier);
	return 0;
}

static int unload(void **state)
{
	struct loaded *loaded = *state;
	dossier_release(&loaded->dossier);
	str_release(&loaded->text);
	str_release(&loaded->yaml);
	return support_remove(loaded->folder, loaded->files, 4) ? 0 : -1;
}

static struct page make_page(const struct loaded *loaded, struct out *out,
			     enum notes notes, size_t threads)
{
	return (struct page){
		.out = out,
		.dossier = &loaded->dossier,
		.xref = loaded->xref,
		.notes = notes,
		.width = 80,
		.threads = threads,
	};
}

static void print_kept(const struct loaded *loaded, enum notes notes,
		       size_t threads, struct out *out)
{
	struct page page = make_page(loaded, out, notes, threads);
	print_dossier(&page, NULL, 0);
}

static void test_same_bytes(void **state)
{
	static const enum notes forms[] = {NOTES_NONE, NOTES_FOOT, NOTES_INLINE,
					   NOTES_MARGIN};
	assert_int_equal(((struct loaded *)*state)->dossier.diags.list.count,
			 0);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct out one = {.fd = OUT_KEPT}, four = {.fd = OUT_KEPT};
		print_kept(*state, forms[i], 1, &one);
		print_kept(*state, forms[i], 4, &four);
		assert_true(one.pending.len > CREW_ENOUGH);
		assert_int_equal(one.pending.len, four.pending.len);
		assert_memory_equal(one.pending.bytes, four.pending.bytes,
				    one.pending.len);
		out_finish(&one);
		out_finish(&four);
	}
}

/* Parts that are numbers, printed in any order and written in theirs. */
struct numbers {
	size_t next, end;
	size_t finished;
};

static bool numbers_take(void *from, void *part)
{
	struct numbers *numbers = from;
	if (numbers->next == numbers->end)
		return false;
	*(size_t *)part = numbers->next++;
	return true;
}

static void numbers_print(struct page *page, const void *from, void *part)
{
	const size_t *number = part;
	struct str row = {0};
	(void)from;
	assert_true(page->begun || *number == 0);
	/* The first of each four takes longest. */
	usleep(*number % 4 ? 10 : 500);
	str_addf(&row, "%zu\n", *number);
	out_add(page->out, row.bytes, row.len);
	str_release(&row);
}

/* Each has its turn, with what those before it left. */
static void numbers_finish(struct page *page, void *from, void *part)
{
	struct numbers *numbers = from;
	struct str row = {0};
	assert_int_equal(*(size_t *)part, numbers->finished);
	str_addf(&row, "%zu\n", numbers->finished++);
	out_add(page->out, row.bytes, row.len);
	str_release(&row);
}

static struct crew_work numbers_work(struct numbers *numbers)
{
	return (struct crew_work){
		.take = numbers_take,
		.print = numbers_print,
		.from = numbers,
		.part_size = sizeof(size_t),
		.bytes = CREW_ENOUGH,
	};
}

static void test_order(void **state)
{
	struct numbers numbers = {.end = 500};
	struct crew_work work = numbers_work(&numbers);
	struct out out = {.fd = OUT_KEPT};
	struct page page = {.out = &out, .threads = 4};
	(void)state;
	crew_print(&page, &work);
	char *at = out.pending.bytes;
	for (size_t i = 0; i < numbers.end; i++)
		assert_int_equal(strtoul(at, &at, 10), i);
	assert_true(page.begun);
	out_finish(&out);
}

static void test_finish(void **state)
{
	(void)state;
	for (size_t threads = 1; threads <= 4; threads += 3) {
		struct numbers numbers = {.end = 300};
		struct crew_work work = numbers_work(&numbers);
		struct out out = {.fd = OUT_KEPT};
		struct page page = {.out = &out, .threads = threads};
		work.finish = numbers_finish;
		crew_print(&page, &work);
		assert_int_equal(numbers.finished, numbers.end);
		char *at = out.pending.bytes;
		for (size_t i = 0; i < 2 * numbers.end; i++)
			assert_int_equal(strtoul(at, &at, 10), i / 2);
		out_finish(&out);
	}
}

/* The line that "Repère numéro 3999" stands in, counted plainly. */
static size_t line_of_last(const struct str *text)
{
	const char *last = strstr(text->bytes, "numéro 3999");
	size_t line = 1;
	for (const char *at = text->bytes; at < last; at++)
		line += *at == '\n';
	return line;
}

/* Lines are numbered through all parts, whichever thread searches them. */
static void test_found(void **state)
{
	static const char *const patterns[] = {"deux", "Repère numéro 3999",
					       "a", "phrase 17"};
	const struct loaded *loaded = *state;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct search *search = search_new(patterns[i],
						   strlen(patterns[i]));
		struct out one = {.fd = OUT_KEPT}, four = {.fd = OUT_KEPT};
		struct page alone = make_page(loaded, &one, NOTES_NONE, 1);
		struct page page = make_page(loaded, &four, NOTES_NONE, 4);
		size_t count = found_print(&alone, search);
		assert_true(count > 0);
		assert_int_equal(found_print(&page, search), count);
		assert_string_equal(one.pending.bytes, four.pending.bytes);
		/* Of "Repère numéro 3999", which all lines stand before. */
		if (i == 1)
			assert_int_equal(
				strtoul(four.pending.bytes + 2, NULL, 10),
				line_of_last(&loaded->text));
		out_finish(&one);
		out_finish(&four);
		search_free(search);
	}
}

/* The folder for a search, with its texts whole or in strips. */
static void load_searched(struct loaded *loaded, const char *folder,
			  bool strips)
{
	struct load_progress progress = {.unplaced = strips};
	struct dossier *dossier = &loaded->dossier;
	int error;
	assert_int_equal(
		dossier_load_watched(dossier, folder, &progress, &error),
		DOSSIER_OK);
	loaded->xref = xref_new(dossier);
	assert_int_equal(article_in_strips(&dossier->entries[1]->article),
			 strips);
	/* A claim of this one has its words of the text. */
	assert_false(article_in_strips(&dossier->entries[2]->article));
}

static void found_kept(const struct loaded *loaded, size_t threads,
		       const char *pattern, struct out *out)
{
	struct search *search = search_new(pattern, strlen(pattern));
	struct page page = make_page(loaded, out, NOTES_NONE, threads);
	assert_true(found_print(&page, search) > 0);
	search_free(search);
}

/* Large texts that are read in strips have the hits and line numbers that they
   have when they are read whole. */
static void test_found_in_strips(void **state)
{
	static const char *const patterns[] = {
		"deux",       "numéro 3999", "trois", "fin",
		"9 du texte", "ete 1 fin",   "mot 77"};
	static const char *const ends[] = {" fin ", "\r\n", "\n\n", "\n \r\n"};
	const struct loaded *loaded = *state;
	struct loaded whole = {.folder = ""}, strips = {.folder = ""};
	char folder[] = "/tmp/test_crew.XXXXXX";
	struct str text = {0};
	for (size_t i = 0; i < 3; i++) {
		str_add(&text, loaded->text.bytes, loaded->text.len);
		/* Lines longer than a strip. */
		for (size_t k = 0; k < i * 10000; k++)
			str_adds(&text,
				 "Rien que des mots, et puis encore un ");
		str_adds(&text, "trois ");
		/* Lines of all kinds of ends. */
		for (unsigned k = 0; k < 40000; k++)
			str_addf(&text, "%s %u%s", k % 7 ? "mot" : "été",
				 k * 2654435761u >> 22, ends[k % 4]);
	}
	str_adds(&text, "fin");
	const struct support_file files[] = {
		{"articles", NULL},
		{"annotations", NULL},
		{"articles/a.txt", loaded->text.bytes},
		{"articles/b.txt", text.bytes},
		{"articles/c.txt", text.bytes},
		{"annotations/c.yaml",
		 "manicule: 1\nclaims:\n  - {id: c, kind: fact, "
		 "speaker: unknown, anchor: 'numéro 17 du texte'}\n"},
	};
	enum { FILES = sizeof files / sizeof *files };
	assert_true(support_make(folder, files, FILES));
	load_searched(&whole, folder, false);
	load_searched(&strips, folder, true);
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct out should = {.fd = OUT_KEPT};
		found_kept(&whole, 1, patterns[i], &should);
		for (size_t threads = 1; threads <= 4; threads += 3) {
			struct out is = {.fd = OUT_KEPT};
			found_kept(&strips, threads, patterns[i], &is);
			assert_string_equal(is.pending.bytes,
					    should.pending.bytes);
			out_finish(&is);
		}
		out_finish(&should);
	}
	dossier_release(&whole.dossier);
	dossier_release(&strips.dossier);
	assert_true(support_remove(folder, files, FILES));
	str_release(&text);
}

/* A file alone with its notes (NULL: none), read whole or in strips. */
static void load_alone(struct loaded *loaded, const char *path, bool strips)
{
	struct load_progress progress = {.strips = strips};
	int error;
	assert_int_equal(
		dossier_load_watched(&loaded->dossier, path, &progress, &error),
		DOSSIER_OK);
	loaded->xref = xref_new(&loaded->dossier);
}

static void check_claims(const struct dossier *is, const struct dossier *should)
{
	assert_int_equal(is->claim_count, should->claim_count);
	for (size_t i = 0; i < is->claim_count; i++) {
		const struct claim *a = dossier_claim_at(is, i);
		const struct claim *b = dossier_claim_at(should, i);
		assert_int_equal(a->state, b->state);
		assert_int_equal(a->number, b->number);
		assert_int_equal(a->start, b->start);
		assert_int_equal(a->end, b->end);
		assert_string_equal(claim_text(a), claim_text(b));
	}
	assert_int_equal(is->diags.list.count, should->diags.list.count);
	for (size_t i = 0; i < is->diags.list.count; i++)
		assert_int_equal(is->diags.list.items[i].kind,
				 should->diags.list.items[i].kind);
}

static void check_printed(const struct loaded *strips,
			  const struct loaded *whole)
{
	struct out should = {.fd = OUT_KEPT};
	print_kept(whole, NOTES_NONE, 1, &should);
	for (size_t threads = 1; threads <= 4; threads += 3) {
		struct out is = {.fd = OUT_KEPT};
		print_kept(strips, NOTES_NONE, threads, &is);
		assert_int_equal(is.pending.len, should.pending.len);
		assert_memory_equal(str_get(&is.pending),
				    str_get(&should.pending), is.pending.len);
		out_finish(&is);
	}
	out_finish(&should);
}

/* Reads both ways, and compares what is known and printed; whether the one was
   left to be read in strips. */
static bool check_strips(const char *path)
{
	struct loaded whole = {.folder = ""}, strips = {.folder = ""};
	load_alone(&whole, path, false);
	load_alone(&strips, path, true);
	check_claims(&strips.dossier, &whole.dossier);
	bool so = article_in_strips(&strips.dossier.entries[0]->article);
	if (so)
		check_printed(&strips, &whole);
	dossier_release(&whole.dossier);
	dossier_release(&strips.dossier);
	return so;
}

#define CLAIM(more)                                                            \
	"claims:\n  - {id: a, kind: fact, speaker: unknown, " more "}\n"
static const struct {
	const char *what, *notes;
	bool strips; /* the text stays to be read so */
} texts_alone[] = {
	{"notes of nothing", "article: {title: Autre}\n", true},
	{"the title in the text", "article: {title: Titre}\n", true},
	{"places that are told",
	 CLAIM("text: x, anchor: 'seul au milieu'") "  - {id: b, kind: fact, speaker: unknown, text: y, anchor: la fin.}\n"
						    "  - {id: c, kind: fact, speaker: unknown, text: z, anchor: Début}\n"
						    "  - {id: d, kind: fact, speaker: unknown, text: z, anchor: Début}\n"
						    "notes:\n  - {id: r, text: t, anchor: 'au mi'}\n",
	 true},
	{"what is told of a claim",
	 CLAIM("text: x, anchor: seul, note: n, date: 2020, tags: [t]"), true},
	{"an error elsewhere", CLAIM("text: x, anchor: seul, key: x"), true},
	{"words in two places", CLAIM("text: x, anchor: 'numéro 17 du'"),
	 false},
	{"words that are lost", CLAIM("text: x, anchor: perdu de vue"), false},
	{"nearly the words", CLAIM("text: x, anchor: 'seul  au milieu'"),
	 false},
	{"words in two lines", CLAIM("text: x, anchor: \"seul\\nDeux\""),
	 false},
	{"half a character", CLAIM("text: x, anchor: 'sole'"), false},
	{"two pieces", CLAIM("text: x, anchor: [seul, milieu]"), false},
	{"a passage", CLAIM("text: x, anchor: {from: seul, to: milieu}"),
	 false},
	{"what is before", CLAIM("text: x, anchor: {exact: seul, prefix: re}"),
	 false},
	{"what is after", CLAIM("text: x, anchor: {exact: seul, suffix: ' a'}"),
	 false},
	{"an occurrence",
	 CLAIM("text: x, anchor: {exact: seul, occurrence: 1}"), false},
	{"one of each",
	 CLAIM("text: x, anchor: [seul, milieu]") "  - {id: b, kind: fact, speaker: unknown, text: y, anchor: seul}\n",
	 false},
	{"words of the text", CLAIM("anchor: 'seul au milieu'"), false},
	{"whose span", CLAIM("text: x, anchor: seul, spans: {speaker: milieu}"),
	 false},
	{"a span", CLAIM("text: x, anchor: seul, spans: {cue: milieu}"), false},
	{"left out", "omit: ['seul au milieu']\n", false},
	{"a sum", "article: {title: Titre, sha256: 0}\n", false},
};
#undef CLAIM

/* Text alone is printed as it is read: the same bytes, and the same told of its
   notes, as where it is read whole before. */
static void test_text_in_strips(void **state)
{
	const struct loaded *loaded = *state;
	struct str text = {0}, yaml = {0};
	char folder[] = "/tmp/test_crew.XXXXXX";
	struct support_file files[] = {{"a.txt", ""}, {"a.yaml", ""}};
	str_adds(&text, "\xef\xbb\xbf");
	str_fill(&text, '\n', 600000);
	str_adds(&text, "Titre\r\n  Début \n");
	str_add(&text, loaded->text.bytes, loaded->text.len);
	for (size_t k = 0; k < 20000; k++)
		str_adds(&text, "Rien que des mots, et puis encore un ");
	str_adds(&text, "seul au milieu, sole\u0301.\r\n");
	str_add(&text, loaded->text.bytes, loaded->text.len);
	str_adds(&text, "À la fin.");
	assert_true(text.len > 4 << 20);
	files[0].content = text.bytes;
	assert_true(support_enter(folder, files, 2));
	for (size_t i = 0; i < sizeof texts_alone / sizeof *texts_alone; i++) {
		str_clear(&yaml);
		str_addf(&yaml, "manicule: 1\n%s", texts_alone[i].notes);
		assert_true(support_write("a.yaml", yaml.bytes));
		if (check_strips("a.txt") != texts_alone[i].strips)
			fail_msg("%s: not so", texts_alone[i].what);
	}
	assert_int_equal(remove("a.yaml"), 0);
	assert_true(check_strips("a.txt"));
	/* Nothing but line ends. */
	memset(text.bytes, '\n', text.len);
	assert_true(support_write("a.txt", text.bytes));
	assert_true(check_strips("a.txt"));
	assert_true(support_write("a.yaml", "manicule: 1\n"));
	assert_true(support_leave(folder, files, 2));
	str_release(&text);
	str_release(&yaml);
}

/* Reading in strips fails from this byte on; negative: nowhere. */
static atomic_long fails_from = -1;

/* Called instead of the C library's. */
ssize_t pread(int fd, void *buf, size_t bytes, off_t offset)
{
	const struct iovec all = {buf, bytes};
	if (fails_from < 0 || offset + (off_t)bytes <= fails_from)
		return preadv(fd, &all, 1, offset);
	errno = EIO;
	return -1;
}

/* A text alone that cannot be read is no dossier, whoever finds that out: who
   looks for words in vain, or who has found them all by then. */
static void test_unread_strips(void **state)
{
	const struct support_file files[] = {
		{"a.txt", ""},
		{"a.yaml", "manicule: 1\nclaims:\n  - {id: c, kind: fact, "
			   "speaker: unknown, text: x, anchor: mot}\n"}};
	static const long from[] = {0, 4 << 20};
	struct dossier dossier;
	struct str text = {0};
	char folder[] = "/tmp/test_crew.XXXXXX";
	(void)state;
	assert_true(support_enter(folder, files, 2));
	str_adds(&text, "mot");
	str_fill(&text, '\n', 5 << 20);
	assert_true(support_write("a.txt", text.bytes));
	for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
		struct load_progress progress = {.strips = true};
		int error = 0;
		fails_from = from[i];
		enum dossier_status status = dossier_load_watched(
			&dossier, "a.txt", &progress, &error);
		fails_from = -1;
		assert_int_equal(status, DOSSIER_MISSING);
		assert_int_equal(error, EIO);
		dossier_release(&dossier);
	}
	assert_true(support_leave(folder, files, 2));
	str_release(&text);
}

/* More anchors than are looked for in strips; and what is no file. */
static void test_no_strips(void **state)
{
	const struct support_file files[] = {{"a.txt", ""}, {"a.yaml", ""}};
	char folder[] = "/tmp/test_crew.XXXXXX";
	struct str text = {0}, yaml = {0};
	struct loaded none;
	(void)state;
	assert_true(support_enter(folder, files, 2));
	str_adds(&yaml, "manicule: 1\nclaims:\n");
	for (size_t i = 0; i < 300; i++) {
		str_addf(&text, "mot%zu.\n", i);
		str_addf(&yaml,
			 "  - {id: c%zu, kind: fact, speaker: unknown, "
			 "text: x, anchor: mot%zu.}\n",
			 i, i);
	}
	str_fill(&text, '\n', 5 << 20);
	assert_true(support_write("a.txt", text.bytes));
	assert_true(support_write("a.yaml", yaml.bytes));
	assert_false(check_strips("a.txt"));
	assert_int_equal(remove("a.txt"), 0);
	assert_int_equal(symlink("/dev/null", "a.txt"), 0);
	load_alone(&none, "a.txt", true);
	assert_false(article_in_strips(&none.dossier.entries[0]->article));
	dossier_release(&none.dossier);
	assert_true(support_leave(folder, files, 2));
	str_release(&text);
	str_release(&yaml);
}

static void test_nothing(void **state)
{
	struct numbers numbers = {0};
	struct crew_work work = numbers_work(&numbers);
	struct out out = {.fd = OUT_KEPT};
	struct page page = {.out = &out, .threads = 4};
	(void)state;
	crew_print(&page, &work);
	assert_int_equal(out.pending.len, 0);
	assert_false(page.begun);
	out_finish(&out);
}

/* Where writing fails the work stops soon, with the first errno. */
static void check_failure(const struct loaded *loaded, int fd, int error)
{
	for (size_t threads = 1; threads <= 4; threads += 3) {
		struct numbers numbers = {.end = 1000000};
		struct crew_work work = numbers_work(&numbers);
		struct out out = {.fd = fd};
		struct page page = make_page(loaded, &out, NOTES_FOOT, threads);
		print_dossier(&page, NULL, 0);
		crew_print(&page, &work);
		assert_true(numbers.next < 10);
		assert_int_equal(out_finish(&out), error);
	}
}

static void test_full(void **state)
{
	int fd = open("/dev/full", O_WRONLY);
	if (fd < 0)
		skip();
	check_failure(*state, fd, ENOSPC);
	close(fd);
}

static void test_gone(void **state)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	signal(SIGPIPE, SIG_IGN);
	check_failure(*state, ends[1], EPIPE);
	signal(SIGPIPE, SIG_DFL);
	close(ends[1]);
	check_failure(*state, ends[1], EBADF);
}

/* Reads slowly what comes through a pipe; returns it. */
static void *read_slowly(void *user)
{
	const int *fd = user;
	struct str *all = calloc(1, sizeof *all);
	char block[5000];
	ssize_t got;
	while ((got = read(*fd, block, sizeof block)) > 0) {
		str_add(all, block, (size_t)got);
		usleep(20);
	}
	return all;
}

/* A descriptor that does not block takes all of it, a little at a time. */
static void test_slow(void **state)
{
	int ends[2];
	pthread_t reader;
	struct str *came = NULL;
	struct out kept = {.fd = OUT_KEPT};
	assert_int_equal(pipe2(ends, 0), 0);
	struct out out = {.fd = ends[1]};
	assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	assert_int_equal(pthread_create(&reader, NULL, read_slowly, &ends[0]),
			 0);
	print_kept(*state, NOTES_NONE, 4, &out);
	assert_int_equal(out_finish(&out), 0);
	close(ends[1]);
	assert_int_equal(pthread_join(reader, (void **)&came), 0);
	print_kept(*state, NOTES_NONE, 1, &kept);
	assert_int_equal(came->len, kept.pending.len);
	assert_memory_equal(came->bytes, kept.pending.bytes, came->len);
	out_finish(&kept);
	str_release(came);
	free(came);
	close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_finish),
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_found_in_strips),
		cmocka_unit_test(test_text_in_strips),
		cmocka_unit_test(test_unread_strips),
		cmocka_unit_test(test_no_strips),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_slow),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
