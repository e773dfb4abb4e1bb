/* Questions across the articles of the dossier that comes with the program. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "core/xref.h"

struct fixture {
	struct dossier dossier;
	struct xref *xref;
};

static int setup(void **state)
{
	static struct fixture f;
	int error;
	memset(&f, 0, sizeof f);
	if (dossier_load(&f.dossier, ".", &error) != DOSSIER_OK)
		return -1;
	f.xref = xref_new(&f.dossier);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	dossier_release(&f->dossier);
	return 0;
}

static const struct claim *claim_get(const struct fixture *f, const char *name)
{
	const struct claim *claim = dossier_claim(&f->dossier, name);
	if (!claim)
		fail_msg("no claim %s", name);
	return claim;
}

/* Every relation is seen from both of its claims, once from each. */
static void test_both_ends(void **state)
{
	struct fixture *f = *state;
	size_t ends = 0, relations = 0, missing = 0;
	for (size_t i = 0; i < f->dossier.claim_count; i++) {
		const struct claim *claim = dossier_claim_at(&f->dossier, i);
		ends += claim_end_count(claim);
		for (size_t k = 0; k < claim_end_count(claim); k++) {
			const struct relation_end *end = &claim_ends(claim)[k];
			const struct relation *r = end->relation;
			assert_ptr_equal(
				end->reverse ? relation_to(r) : r->from, claim);
			assert_ptr_equal(end->reverse ? r->from
						      : relation_to(r),
					 end->other);
			missing += !end->other;
		}
	}
	for (size_t e = 0; e < f->dossier.entry_count; e++)
		relations += f->dossier.entries[e]->annotation.relation_count;
	assert_true(relations >= 75);
	assert_int_equal(ends + missing, 2 * relations);
}

/* An entry's numbers are those of its claims. */
static void test_entry_counts(void **state)
{
	struct fixture *f = *state;
	size_t all = 0;
	for (size_t e = 0; e < f->dossier.entry_count; e++) {
		const struct entry *entry = f->dossier.entries[e];
		const struct annotation *a = &entry->annotation;
		size_t contradicted = 0, unsourced = 0;
		for (size_t i = 0; i < a->claim_count; i++) {
			contradicted += xref_contradicted(&a->claims[i]);
			unsourced += xref_unsourced(&a->claims[i]);
		}
		assert_int_equal(entry->contradicted, contradicted);
		assert_int_equal(entry->unsourced, unsourced);
		all += contradicted + unsourced;
	}
	assert_true(all > 0);
}

/* What opposes comes first, other articles before the claim's own. */
static void test_order_of_ends(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < f->dossier.claim_count; i++) {
		const struct claim *claim = dossier_claim_at(&f->dossier, i);
		int last = 0;
		for (size_t k = 0; k < claim_end_count(claim);
		     k = xref_next_group(claim, k)) {
			const struct relation_end *end = &claim_ends(claim)[k];
			bool opposes = false;
			for (size_t g = k; g < xref_next_group(claim, k); g++) {
				assert_ptr_equal(claim_ends(claim)[g].other,
						 end->other);
				opposes |= relation_end_opposes(
					&claim_ends(claim)[g]);
			}
			int rank = !opposes ? 2
					    : end->other->entry == claim->entry;
			assert_true(rank >= last);
			last = rank;
		}
	}
}

static const struct {
	const char *what, *claim;
	bool contradicted, conflict, unsourced;
} verdicts[] = {
	{"corrected from another article", "coalition/procureurs", true, true,
	 true},
	{"refuted, and corrected elsewhere", "herzliya/signataires", true, true,
	 false},
	{"a plain statement with a speaker", "decision/frontiere", false, false,
	 false},
	{"no source and no speaker", "decision/proprietaire", false, false,
	 true},
};

static void test_verdicts(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		const struct claim *claim = claim_get(f, verdicts[i].claim);
		print_message("%s: %s\n", verdicts[i].what, verdicts[i].claim);
		assert_int_equal(xref_contradicted(claim),
				 verdicts[i].contradicted);
		assert_int_equal(xref_conflict(claim), verdicts[i].conflict);
		assert_int_equal(xref_unsourced(claim), verdicts[i].unsourced);
	}
}

/* From article to article by one question, round to the first, both ways. */
static void test_point_round(void **state)
{
	struct fixture *f = *state;
	const struct point *point = dossier_point(&f->dossier, "cibles");
	assert_non_null(point);
	assert_int_equal(xref_point_articles(f->xref, point), 5);
	for (int back = 0; back < 2; back++) {
		const struct entry *entry = f->dossier.entries[2];
		unsigned seen = 0;
		for (int i = 0; i < 5; i++) {
			struct claim *claim = xref_point_next(f->xref, point,
							      entry, back);
			assert_non_null(claim);
			size_t step = back ? 4 : 1;
			assert_int_equal(claim->entry->index,
					 (entry->index + step) % 5);
			entry = claim->entry;
			seen |= 1U << entry->index;
		}
		assert_int_equal(seen, 31);
	}
}

/* U stops at each conflict with a place once, in order, and at nothing else. */
static void test_conflict_round(void **state)
{
	struct fixture *f = *state;
	size_t expected = 0, met = 0;
	for (size_t i = 0; i < f->dossier.claim_count; i++)
		expected += xref_conflict(dossier_claim_at(&f->dossier, i)) &&
			    dossier_claim_at(&f->dossier, i)->number;
	assert_true(expected > 10);
	const struct entry *entry = f->dossier.entries[0];
	struct claim *first = xref_conflict_next(f->xref, entry, 0, false);
	struct claim *claim = first;
	do {
		assert_true(xref_conflict(claim));
		struct claim *next = xref_conflict_next(f->xref, claim->entry,
							claim->number, false);
		assert_ptr_equal(xref_conflict_next(f->xref, next->entry,
						    next->number, true),
				 claim);
		claim = next;
		met++;
	} while (claim != first && met <= expected);
	assert_int_equal(met, expected);
}

static void test_claim_at(void **state)
{
	struct fixture *f = *state;
	const struct entry *entry = f->dossier.entries[0];
	for (size_t offset = 0; offset <= entry->article.bytes; offset++) {
		size_t slow = 0;
		while (slow < entry->numbered_count &&
		       claim_extent(entry_claim(entry, slow)).start < offset)
			slow++;
		assert_int_equal(xref_claim_at(entry, offset), slow);
	}
}

/* The lists by speaker hold every claim of theirs, and no other. */
static void test_speakers(void **state)
{
	struct fixture *f = *state;
	static const char *const voices[] = {"tom-burt", "phyllis-hamilton",
					     "shalev-hulio", "will-cathcart"};
	for (size_t v = 0; v < 4; v++) {
		struct speaker *who = dossier_speaker(&f->dossier, voices[v]);
		struct claims said = xref_speaker(f->xref, who);
		size_t slow = 0;
		for (size_t i = 0; i < f->dossier.claim_count; i++)
			for (size_t k = 0;
			     k <
			     dossier_claim_at(&f->dossier, i)->speakers->count;
			     k++)
				slow += dossier_claim_at(&f->dossier, i)
						->speakers->items[k] == who;
		assert_true(said.count > 0);
		assert_int_equal(said.count, slow);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_ends),
		cmocka_unit_test(test_entry_counts),
		cmocka_unit_test(test_order_of_ends),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_point_round),
		cmocka_unit_test(test_conflict_round),
		cmocka_unit_test(test_claim_at),
		cmocka_unit_test(test_speakers),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
