/* However many threads load a dossier, it is the same dossier. */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
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
#include "core/xref.h"

enum { ARTICLES = 320, THREADS = 12 };

static char folder[] = "/tmp/manicule-test-XXXXXX";

/* Each article has definitions of its own and something wrong with it. */
static void article_text(struct str *yaml, int i)
{
	static const char *const mistakes[] = {
		"  - {id: u, kind: rumour, speaker: p0, anchor: mot}\n",
		"  - {id: d, kind: fact, speaker: own, anchor: [mot, perdu]}\n",
		"  - {id: a, kind: fact, speaker: own, anchor: mot}\n",
		"  - {id: n, kind: fact, speaker: owm, anchor: deux}\n",
		"  - {id: y, kind: fact: x\n",
		("  - {id: l, kind: fact, speaker: own, anchor: deux,\n"
		 "     links: [{repeats: a149/zz}, {corrects: a3/a},"
		 " {supports: a0/u}]}\n"),
	};
	str_addf(yaml,
		 "manicule: 1\narticle: {title: T%d}\npeople:\n"
		 "  - {id: own, name: \"P %d\", affiliation: org}\n"
		 "organisations:\n  - {id: org, name: O, parent: org}\n"
		 "sources:\n  - {id: s%d, kind: report, title: S}\n"
		 "points:\n  - {id: q%d, title: Q}\nclaims:\n"
		 "  - id: a\n    kind: fact\n    speaker: [own, p0, k%d]\n"
		 "    source: s%d\n    point: q%d\n    anchor: \"un mot\"\n"
		 "    links:\n      - {contradicts: a%d/a}\n%s"
		 "notes:\n  - {id: r, text: R, anchor: mot, about: [a, b%d,"
		 " a%d/u]}\n",
		 i, i, i, i, i % 3, i, i, (i + 7) % ARTICLES, mistakes[i % 6],
		 i, (i + 6) % ARTICLES);
}

static void write_file(const char *kind, const char *name, const char *bytes)
{
	struct str path = {0};
	str_addf(&path, "%s/%s", folder, kind);
	mkdir(path.bytes, 0700);
	str_addf(&path, "/%s", name);
	FILE *file = fopen(path.bytes, "wb");
	assert_true(file && fputs(bytes, file) >= 0 && !fclose(file));
	str_release(&path);
}

static void each_file(void (*visit)(const char *kind, const char *name,
				    const char *bytes))
{
	struct str name = {0}, bytes = {0};
	visit("annotations", "dossier.yaml",
	      "manicule: 1\narticles: [a9, a3]\n"
	      "people:\n  - {id: p0, name: P}\n  - {id: k1, name: K}\n");
	for (int i = 0; i < ARTICLES; i++) {
		str_clear(&name);
		str_clear(&bytes);
		str_addf(&name, "a%d.txt", i);
		str_addf(&bytes, "Voici un mot, puis deux mots : %d.\n", i);
		visit("articles", name.bytes, bytes.bytes);
		str_clear(&name);
		str_clear(&bytes);
		str_addf(&name, "a%d.yaml", i);
		article_text(&bytes, i);
		visit("annotations", name.bytes, bytes.bytes);
	}
	str_release(&name);
	str_release(&bytes);
}

static void remove_file(const char *kind, const char *name, const char *bytes)
{
	struct str path = {0};
	(void)bytes;
	str_addf(&path, "%s/%s/%s", folder, kind, name);
	unlink(path.bytes);
	str_release(&path);
}

static int setup(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	each_file(write_file);
	return 0;
}

static int teardown(void **state)
{
	static const char *const kinds[] = {"articles", "annotations"};
	(void)state;
	each_file(remove_file);
	for (size_t i = 0; i < 2; i++) {
		struct str path = {0};
		str_addf(&path, "%s/%s", folder, kinds[i]);
		rmdir(path.bytes);
		str_release(&path);
	}
	return rmdir(folder);
}

/* ---- all that a dossier is, as text ---- */

static void tell_place(struct str *out, const struct place *place)
{
	str_addf(out, " %s:%zu:%zu", place->file, place->line, place->column);
}

static void tell_claim(struct str *out, const struct claim *claim)
{
	str_addf(out, "%s %u %zu %d '%s'", claim_name(claim).full,
		 claim->number, claim_serial(claim), (int)claim->state,
		 claim_text(claim));
	struct place place = claim_place(claim);
	tell_place(out, &place);
	for (size_t i = 0; i < claim->speakers->count; i++)
		str_addf(out, " %s", claim->speakers->items[i]->name);
	for (size_t i = 0; i < claim_end_count(claim); i++)
		str_addf(out, " %s %s",
			 relation_end_word(&claim_ends(claim)[i]),
			 claim_ends(claim)[i].reverse
				 ? claim_name(claim_ends(claim)[i].other).full
				 : relation_to_name(
					   claim_ends(claim)[i].relation));
	str_addc(out, '\n');
}

static void tell_entry(struct str *out, const struct entry *entry)
{
	const struct annotation *a = &entry->annotation;
	str_addf(out, "%zu %s %s %zu\n", entry->index, entry->id, entry->title,
		 entry->numbered_count);
	for (size_t i = 0; i < a->remark_count; i++)
		for (size_t k = 0; k < a->remarks[i].about.count; k++)
			str_addf(out, " %s", a->remarks[i].about.items[k]);
}

static void tell_dossier(struct str *out, struct dossier *dossier)
{
	const struct xref *xref = xref_new(dossier);
	for (size_t i = 0; i < dossier->entry_count; i++)
		tell_entry(out, dossier->entries[i]);
	for (size_t i = 0; i < dossier->claim_count; i++)
		tell_claim(out, dossier_claim_at(dossier, i));
	for (size_t i = 0; i < dossier->speaker_count; i++)
		str_addf(out, "%zu %s %zu\n", dossier->speakers[i]->index,
			 dossier->speakers[i]->name,
			 xref_speaker(xref, dossier->speakers[i]).count);
	for (size_t i = 0; i < dossier->source_count; i++)
		str_addf(out, "%s ", dossier->sources[i]->id);
	for (size_t i = 0; i < dossier->point_count; i++)
		str_addf(out, "%s ", dossier->points[i]->id);
	str_addf(out, "%s\n", dossier_speaker(dossier, "own")->name);
	for (size_t i = 0; i < dossier->diags.list.count; i++) {
		const struct diag *diag = &dossier->diags.list.items[i];
		str_addf(out, "%s %s %s %s %s %zu", diag_name(diag->kind),
			 diag->detail ? diag->detail : "",
			 diag->hint ? diag->hint : "",
			 diag->claim ? diag->claim : "",
			 diag->source ? diag->source : "", diag->caret);
		tell_place(out, &diag->place);
		str_addc(out, '\n');
	}
}

static void load(struct str *out, unsigned threads)
{
	struct load_progress progress = {.threads = threads};
	struct dossier dossier;
	int error;
	assert_int_equal(
		dossier_load_watched(&dossier, folder, &progress, &error),
		DOSSIER_OK);
	assert_int_equal(progress.done, ARTICLES);
	tell_dossier(out, &dossier);
	assert_true(dossier.diags.list.count > ARTICLES);
	dossier_release(&dossier);
}

/* How many threads can still be had. */
static atomic_int threads_left = INT_MAX;

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
		   void *(*run)(void *), void *context)
{
	int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
		    void *);
	void *found = dlsym(RTLD_NEXT, "pthread_create");
	if (!found || atomic_fetch_sub(&threads_left, 1) <= 0)
		return EAGAIN;
	memcpy(&next, &found, sizeof next);
	return next(thread, attributes, run, context);
}

/* Also where there are not as many as are wanted, or none. */
static void test_few_threads(void **state)
{
	struct str alone = {0};
	(void)state;
	load(&alone, 1);
	for (int left = 0; left < 3; left++) {
		struct str together = {0};
		threads_left = left;
		load(&together, 8);
		if (strcmp(alone.bytes, together.bytes) != 0)
			fail_msg("not the same with %d threads left", left);
		str_release(&together);
	}
	threads_left = INT_MAX;
	str_release(&alone);
}

static void test_threads(void **state)
{
	struct str alone = {0};
	(void)state;
	load(&alone, 1);
	for (unsigned threads = 0; threads < THREADS; threads++) {
		struct str together = {0};
		load(&together, threads);
		if (strcmp(alone.bytes, together.bytes) != 0)
			fail_msg("not the same with %u threads", threads);
		str_release(&together);
	}
	str_release(&alone);
}

static void test_cancelled(void **state)
{
	struct load_progress progress = {.threads = 4, .cancel = true};
	struct dossier dossier;
	int error;
	(void)state;
	assert_int_equal(
		dossier_load_watched(&dossier, folder, &progress, &error),
		DOSSIER_CANCELLED);
	assert_int_equal(progress.total, ARTICLES);
	dossier_release(&dossier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_few_threads),
		cmocka_unit_test(test_cancelled),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
