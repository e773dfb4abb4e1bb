#include "core/xref.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * Claims by some key (speaker, source, point), all lists in one array: those
 * of key k are items[start[k]] up to items[start[k + 1]].
 */
struct index {
	size_t *start;
	struct claim **items;
};

struct xref {
	struct claims order; /* all, by article and place */
	struct index by_speaker, by_source, by_point;
	size_t *point_articles;
	struct claim **conflicts; /* placed ones, by article and number */
	size_t conflict_count;
};

/* All claims by article, then by place, those without one last. */
static struct claim *const *claims_in_order(struct dossier *dossier)
{
	struct claim **order = arena_alloc(
		&dossier->arena, dossier->claim_count * sizeof *order);
	size_t n = 0;
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct entry *entry = dossier->entries[e];
		const struct annotation *a = &entry->annotation;
		for (size_t i = 0; i < entry->numbered_count; i++)
			order[n++] = entry_claim(entry, i);
		for (size_t i = 0; entry->numbered_count < a->claim_count &&
				   i < a->claim_count;
		     i++)
			if (!a->claims[i].number)
				order[n++] = &a->claims[i];
	}
	return order;
}

typedef void key_visitor(struct index *index, size_t key, struct claim *claim);

/* Visits the keys that the claim has: positions in the dossier's lists. */
static void visit_keys(struct xref *xref, struct claim *claim,
		       key_visitor *visit)
{
	for (size_t i = 0; i < claim->speakers->count; i++)
		visit(&xref->by_speaker, claim->speakers->items[i]->index,
		      claim);
	for (size_t i = 0; i < claim->sources->count; i++)
		visit(&xref->by_source, claim->sources->items[i]->index, claim);
	for (size_t i = 0; i < claim->points->count; i++)
		visit(&xref->by_point, claim->points->items[i]->index, claim);
}

static void index_count(struct index *index, size_t key, struct claim *claim)
{
	(void)claim;
	index->start[key + 2]++;
}

/* Moves start[k + 1] from list k's start to its end. */
static void index_add(struct index *index, size_t key, struct claim *claim)
{
	index->items[index->start[key + 1]++] = claim;
}

static void index_begin(struct index *index, struct arena *arena, size_t keys)
{
	index->start = arena_alloc(arena, (keys + 2) * sizeof *index->start);
}

/* From how many a key has to where its list begins. */
static void index_sum(struct index *index, struct arena *arena, size_t keys)
{
	for (size_t k = 2; k < keys + 2; k++)
		index->start[k] += index->start[k - 1];
	index->items = arena_alloc(arena, index->start[keys + 1] *
						  sizeof(struct claim *));
}

/* All three together: in a large dossier to come by the claims costs most. */
static void indexes_build(struct xref *xref, struct dossier *dossier)
{
	struct arena *arena = &dossier->arena;
	const struct claims *order = &xref->order;
	index_begin(&xref->by_speaker, arena, dossier->speaker_count);
	index_begin(&xref->by_source, arena, dossier->source_count);
	index_begin(&xref->by_point, arena, dossier->point_count);
	for (size_t i = 0; i < order->count; i++)
		visit_keys(xref, order->items[i], index_count);
	index_sum(&xref->by_speaker, arena, dossier->speaker_count);
	index_sum(&xref->by_source, arena, dossier->source_count);
	index_sum(&xref->by_point, arena, dossier->point_count);
	for (size_t i = 0; i < order->count; i++)
		visit_keys(xref, order->items[i], index_add);
}

static struct claims index_get(const struct index *index, size_t key)
{
	size_t start = index->start[key];
	return (struct claims){index->items + start,
			       index->start[key + 1] - start};
}

static bool kind_opposes(enum relation_kind kind)
{
	return kind == RELATION_CONTRADICTS || kind == RELATION_CORRECTS;
}

bool relation_end_opposes(const struct relation_end *end)
{
	return kind_opposes(end->relation->kind);
}

const char *relation_end_word(const struct relation_end *end)
{
	return relation_word(end->relation->kind, end->reverse);
}

/* An end with what decides where it stands among its claim's ends. */
struct ranked_end {
	struct relation_end end;
	size_t order; /* as written */
	int rank;     /* of its group: 0 opposes from another article, 1 from
			 its own, 2 does not */
	size_t first; /* order of its group's first end */
};

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

/* What an end leads to, so that ends of one claim come together. */
static int compare_other(const struct relation_end *a,
			 const struct relation_end *b)
{
	if (a->other && b->other)
		return compare_sizes(claim_serial(a->other),
				     claim_serial(b->other));
	if (a->other || b->other)
		return a->other ? -1 : 1;
	/* Both are spoiled. */
	return strcmp(a->relation->other.name, b->relation->other.name);
}

static int by_other(const void *pa, const void *pb)
{
	const struct ranked_end *a = pa, *b = pb;
	int c = compare_other(&a->end, &b->end);
	return c ? c : compare_sizes(a->order, b->order);
}

static int by_rank(const void *pa, const void *pb)
{
	const struct ranked_end *a = pa, *b = pb;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->first != b->first)
		return compare_sizes(a->first, b->first);
	bool opposes_a = relation_end_opposes(&a->end);
	bool opposes_b = relation_end_opposes(&b->end);
	if (opposes_a != opposes_b)
		return opposes_a ? -1 : 1;
	return compare_sizes(a->order, b->order);
}

/* Gives every end of a group the group's rank and first order. */
static void rank_groups(const struct claim *claim, struct ranked_end *ends,
			size_t count)
{
	for (size_t i = 0, next; i < count; i = next) {
		bool opposes = false;
		for (next = i;
		     next < count &&
		     compare_other(&ends[i].end, &ends[next].end) == 0;
		     next++)
			opposes |= relation_end_opposes(&ends[next].end);
		const struct claim *other = ends[i].end.other;
		bool own = other && other->entry == claim->entry;
		for (size_t k = i; k < next; k++) {
			ends[k].rank = !opposes ? 2 : own ? 1 : 0;
			ends[k].first = ends[i].order;
		}
	}
}

static void ends_sort(struct claim *claim)
{
	size_t count = claim_end_count(claim);
	if (count < 2)
		return;
	struct relation_end *own = claim_ends(claim);
	struct ranked_end *ends = memory_alloc(count * sizeof *ends);
	for (size_t i = 0; i < count; i++)
		ends[i] = (struct ranked_end){own[i], i, 0, 0};
	qsort(ends, count, sizeof *ends, by_other);
	rank_groups(claim, ends, count);
	qsort(ends, count, sizeof *ends, by_rank);
	for (size_t i = 0; i < count; i++)
		own[i] = ends[i].end;
	free(ends);
}

/* Adds the end where its claim's are: *start moves to where they end. */
static void end_add(struct relation_end *ends, uint32_t *start,
		    const struct relation *relation, bool reverse)
{
	ends[(*start)++] = (struct relation_end){
		relation, reverse ? relation->from : relation_to(relation),
		reverse};
}

/*
 * All ends in one array, by their claims' serials: those of claim k are
 * ends[start[k]] up to ends[start[k + 1]].  Returns start.
 */
static uint32_t *ends_count(const struct dossier *dossier, struct arena *arena)
{
	size_t count = dossier->claim_count;
	uint32_t *start = arena_alloc(arena, (count + 2) * sizeof *start);
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct annotation *a = &dossier->entries[e]->annotation;
		for (size_t i = 0; i < a->relation_count; i++) {
			const struct relation *r = &a->relations[i];
			const struct claim *to = relation_to(r);
			start[claim_serial(r->from) + 2]++;
			if (to)
				start[claim_serial(to) + 2]++;
		}
	}
	for (size_t k = 2; k < count + 2; k++)
		start[k] += start[k - 1];
	return start;
}

/* Each claim's ends: its own relations before those that name it. */
static void ends_fill(const struct dossier *dossier, struct relation_end *ends,
		      uint32_t *start, bool reverse)
{
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct annotation *a = &dossier->entries[e]->annotation;
		for (size_t i = 0; i < a->relation_count; i++) {
			const struct relation *r = &a->relations[i];
			const struct claim *claim = reverse ? relation_to(r)
							    : r->from;
			if (claim)
				end_add(ends, &start[claim_serial(claim) + 1],
					r, reverse);
		}
	}
}

static void ends_build(struct dossier *dossier, const struct claims *all)
{
	uint32_t *start = ends_count(dossier, &dossier->arena);
	/* One more than there are: it is there where there are none. */
	struct relation_end *ends = arena_alloc(
		&dossier->arena,
		((size_t)start[dossier->claim_count + 1] + 1) * sizeof *ends);
	ends_fill(dossier, ends, start, false);
	ends_fill(dossier, ends, start, true);
	for (size_t e = 0; e < dossier->entry_count; e++) {
		struct entry *entry = dossier->entries[e];
		entry->ends = ends;
		entry->end_starts = start + entry->serial;
	}
	for (size_t i = 0; i < all->count; i++)
		ends_sort(all->items[i]);
}

static void entries_count(struct dossier *dossier)
{
	for (size_t e = 0; e < dossier->entry_count; e++) {
		struct entry *entry = dossier->entries[e];
		const struct annotation *a = &entry->annotation;
		entry->contradicted = entry->unsourced = 0;
		for (size_t i = 0; i < a->claim_count; i++) {
			entry->contradicted += xref_contradicted(&a->claims[i]);
			entry->unsourced += xref_unsourced(&a->claims[i]);
		}
	}
}

static void conflicts_build(struct xref *xref, struct dossier *dossier,
			    struct claim *const *order)
{
	ARRAY(struct claim *) conflicts = {0};
	for (size_t i = 0; i < dossier->claim_count; i++)
		if (order[i]->number && xref_conflict(order[i]))
			array_push(&conflicts, order[i]);
	xref->conflict_count = conflicts.count;
	xref->conflicts = arena_copy(&dossier->arena, conflicts.items,
				     conflicts.count, sizeof *conflicts.items);
	array_release(&conflicts);
}

struct xref *xref_new(struct dossier *dossier)
{
	struct arena *arena = &dossier->arena;
	struct xref *xref = arena_alloc(arena, sizeof *xref);
	xref->order = (struct claims){claims_in_order(dossier),
				      dossier->claim_count};
	ends_build(dossier, &xref->order);
	entries_count(dossier);
	indexes_build(xref, dossier);
	xref->point_articles = arena_alloc(
		arena, dossier->point_count * sizeof *xref->point_articles);
	for (size_t p = 0; p < dossier->point_count; p++) {
		struct claims list = index_get(&xref->by_point, p);
		const struct entry *last = NULL;
		for (size_t i = 0; i < list.count; i++) {
			xref->point_articles[p] += list.items[i]->entry != last;
			last = list.items[i]->entry;
		}
	}
	conflicts_build(xref, dossier, xref->order.items);
	return xref;
}

size_t xref_next_group(const struct claim *claim, size_t end)
{
	size_t next = end + 1;
	while (next < claim_end_count(claim) &&
	       compare_other(&claim_ends(claim)[end],
			     &claim_ends(claim)[next]) == 0)
		next++;
	return next;
}

struct xref_counts xref_counts(const struct claim *claim)
{
	struct xref_counts counts = {0, 0};
	for (size_t i = 0, next; i < claim_end_count(claim); i = next) {
		next = xref_next_group(claim, i);
		if (!claim_ends(claim)[i].other)
			continue;
		bool opposed = false, repeated = false;
		for (size_t k = i; k < next; k++) {
			const struct relation_end *end = &claim_ends(claim)[k];
			opposed |= relation_end_opposes(end);
			repeated |= end->relation->kind == RELATION_REPEATS;
		}
		counts.contradicted += opposed;
		counts.repeated += repeated;
	}
	return counts;
}

const struct relation_end *xref_first_opposite(const struct claim *claim)
{
	for (size_t i = 0; i < claim_end_count(claim); i++) {
		const struct relation_end *end = &claim_ends(claim)[i];
		if (end->other && end->other->entry != claim->entry &&
		    relation_end_opposes(end))
			return end;
	}
	return NULL;
}

bool xref_contradicted(const struct claim *claim)
{
	return xref_first_opposite(claim) != NULL;
}

bool xref_conflict(const struct claim *claim)
{
	return claim->status == STATUS_DISPUTED ||
	       claim->status == STATUS_REFUTED || xref_contradicted(claim);
}

bool xref_unsourced(const struct claim *claim)
{
	if (claim->sources->count)
		return false;
	for (size_t i = 0; i < claim->speakers->count; i++)
		if (!claim->speakers->items[i]->nobody)
			return false;
	return true;
}

struct claims xref_claims(const struct xref *xref)
{
	return xref->order;
}

struct claims xref_speaker(const struct xref *xref,
			   const struct speaker *speaker)
{
	return index_get(&xref->by_speaker, speaker->index);
}

struct claims xref_source(const struct xref *xref, const struct source *source)
{
	return index_get(&xref->by_source, source->index);
}

struct claims xref_point(const struct xref *xref, const struct point *point)
{
	return index_get(&xref->by_point, point->index);
}

size_t xref_point_articles(const struct xref *xref, const struct point *point)
{
	return xref->point_articles[point->index];
}

struct claim *xref_point_next(const struct xref *xref,
			      const struct point *point,
			      const struct entry *from, bool back)
{
	struct claims list = xref_point(xref, point);
	struct claim *beyond = NULL, *round = NULL;
	/* The lists go by article, so the first claim met of one is its first;
	   backwards, the last article met wins. */
	for (size_t i = 0; i < list.count; i++) {
		struct claim *claim = list.items[i];
		bool first = i == 0 || list.items[i - 1]->entry != claim->entry;
		if (!claim->number || claim->entry == from || !first)
			continue;
		bool after = claim->entry->index > from->index;
		struct claim **found = after != back ? &beyond : &round;
		if (!*found || back)
			*found = claim;
	}
	return beyond ? beyond : round;
}

/* Whether a claim stands at or before claim `number` of the entry. */
static bool at_or_before(const struct claim *claim, const struct entry *entry,
			 size_t number)
{
	if (claim->entry != entry)
		return claim->entry->index < entry->index;
	return claim->number <= number;
}

struct claim *xref_conflict_next(const struct xref *xref,
				 const struct entry *entry, size_t number,
				 bool back)
{
	size_t count = xref->conflict_count;
	if (!count)
		return NULL;
	if (back && number)
		number--;
	size_t low = 0, high = count; /* first conflict after number */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (at_or_before(xref->conflicts[middle], entry, number))
			low = middle + 1;
		else
			high = middle;
	}
	if (back)
		return xref->conflicts[low ? low - 1 : count - 1];
	return xref->conflicts[low < count ? low : 0];
}

size_t xref_claim_at(const struct entry *entry, size_t offset)
{
	size_t low = 0, high = entry->numbered_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (claim_extent(entry_claim(entry, middle)).start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
