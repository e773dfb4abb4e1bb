#include "core/grounds.h"

#include <stdlib.h>
#include <string.h>

/* What building needs beside what it builds. */
struct maker {
	struct dossier *dossier;
	const struct xref *xref;
	struct grounds *grounds;
	/* Where something was met last, by index: the ground plus one (the
	   point plus one, for origins), and at which place in its list. */
	struct seen {
		size_t round, at;
	} * speakers, *points, *origins;
	size_t *parents; /* a union-find over the articles of a point */
	bool *rooted;    /* by the same index: has an origin */
	struct ground_speaker *who; /* room for all of one ground */
	struct ground_entry *where;
	struct ground_point *what;
	struct claim **shared; /* claims that do not rest on it alone */
};

static void *zeroed(size_t count, size_t size)
{
	void *bytes = memory_alloc((count + 1) * size);
	memset(bytes, 0, (count + 1) * size);
	return bytes;
}

static void maker_init(struct maker *maker)
{
	const struct dossier *d = maker->dossier;
	size_t origins = d->speaker_count + d->source_count;
	maker->speakers = zeroed(d->speaker_count, sizeof *maker->speakers);
	maker->points = zeroed(d->point_count, sizeof *maker->points);
	maker->origins = zeroed(origins, sizeof *maker->origins);
	maker->parents = zeroed(d->entry_count, sizeof *maker->parents);
	maker->rooted = zeroed(d->entry_count, sizeof *maker->rooted);
	maker->who = zeroed(d->speaker_count, sizeof *maker->who);
	maker->where = zeroed(d->entry_count, sizeof *maker->where);
	maker->what = zeroed(d->point_count, sizeof *maker->what);
	maker->shared = zeroed(d->claim_count, sizeof(struct claim *));
}

static void maker_release(struct maker *maker)
{
	free(maker->speakers);
	free(maker->points);
	free(maker->origins);
	free(maker->parents);
	free(maker->rooted);
	free(maker->who);
	free(maker->where);
	free(maker->what);
	free(maker->shared);
}

/* The one that stands for all articles joined with article i. */
static size_t root_get(size_t *parents, size_t i)
{
	while (parents[i] != i)
		i = parents[i] = parents[parents[i]];
	return i;
}

/* Article `slot` of the point has the origin: joins it with those before. */
static void origin_meet(struct maker *maker, size_t origin, size_t round,
			size_t slot)
{
	struct seen *seen = &maker->origins[origin];
	maker->rooted[slot] = true;
	if (seen->round == round) {
		size_t a = root_get(maker->parents, seen->at);
		size_t b = root_get(maker->parents, slot);
		maker->parents[b] = a;
	}
	*seen = (struct seen){round, slot};
}

static void speakers_meet(struct maker *maker, const struct speakers *list,
			  size_t round, size_t slot)
{
	for (size_t i = 0; i < list->count; i++)
		if (!list->items[i]->nobody)
			origin_meet(maker, list->items[i]->index, round, slot);
}

static void claim_meet(struct maker *maker, const struct claim *claim,
		       size_t round, size_t slot)
{
	size_t speakers = maker->dossier->speaker_count;
	for (size_t i = 0; i < claim->sources->count; i++) {
		const struct source *source = claim->sources->items[i];
		origin_meet(maker, speakers + source->index, round, slot);
		speakers_meet(maker, source->authors, round, slot);
	}
	speakers_meet(maker, claim_more(claim).via, round, slot);
	if (!claim->sources->count)
		speakers_meet(maker, claim->speakers, round, slot);
}

static void support_count(struct maker *maker, size_t p)
{
	struct support *support = &maker->grounds->support[p];
	struct claims list = xref_point(maker->xref, maker->dossier->points[p]);
	for (size_t i = 0; i < list.count; i++) {
		if (!i || list.items[i]->entry != list.items[i - 1]->entry) {
			maker->parents[support->articles] = support->articles;
			maker->rooted[support->articles++] = false;
		}
		claim_meet(maker, list.items[i], p + 1, support->articles - 1);
	}
	for (size_t a = 0; a < support->articles; a++) {
		support->independent += maker->rooted[a] &&
					maker->parents[a] == a;
		support->unsourced += !maker->rooted[a];
	}
}

/* Whether it rests on the ground alone; NULL: on none. */
static bool rests_alone(const struct claim *claim, const struct source *source)
{
	if (!source)
		return !claim->sources->count;
	for (size_t i = 0; i < claim->sources->count; i++)
		if (claim->sources->items[i] != source)
			return false;
	return claim->sources->count > 0;
}

static int by_claims(const void *pa, const void *pb)
{
	const struct ground_speaker *a = pa, *b = pb;
	if (a->claims != b->claims)
		return a->claims > b->claims ? -1 : 1;
	return a->speaker->index < b->speaker->index
		       ? -1
		       : a->speaker->index > b->speaker->index;
}

static int by_point(const void *pa, const void *pb)
{
	const struct ground_point *a = pa, *b = pb;
	return a->point->index < b->point->index
		       ? -1
		       : a->point->index > b->point->index;
}

/* What is counted of one ground, claim by claim. */
struct tally {
	size_t round; /* the ground plus one */
	size_t alone, shared, speakers, entries, points;
};

static void speakers_tally(struct maker *maker, const struct claim *claim,
			   struct tally *tally)
{
	for (size_t k = 0; k < claim->speakers->count; k++) {
		const struct speaker *speaker = claim->speakers->items[k];
		struct seen *seen = &maker->speakers[speaker->index];
		if (seen->round != tally->round) {
			*seen = (struct seen){tally->round, tally->speakers};
			maker->who[tally->speakers++] = (struct ground_speaker){
				speaker, 0};
		}
		maker->who[seen->at].claims++;
	}
}

/* `at` counts, for each point met, the claims that rest on this alone. */
static void points_tally(struct maker *maker, const struct claim *claim,
			 bool alone, struct tally *tally)
{
	for (size_t k = 0; k < claim->points->count; k++) {
		const struct point *point = claim->points->items[k];
		struct seen *seen = &maker->points[point->index];
		if (seen->round != tally->round) {
			*seen = (struct seen){tally->round, 0};
			maker->what[tally->points++].point = point;
		}
		seen->at += alone;
	}
}

/* The claims come by article, so that an article's follow each other. */
static void claims_tally(struct maker *maker, struct ground *ground,
			 struct claims list, struct tally *tally)
{
	const struct claim *last = NULL;
	for (size_t i = 0; i < list.count; i++) {
		struct claim *claim = list.items[i];
		/* A source that the claim names twice. */
		if (claim == last)
			continue;
		if (!last || last->entry != claim->entry)
			maker->where[tally->entries++] = (struct ground_entry){
				claim->entry, 0};
		last = claim;
		maker->where[tally->entries - 1].claims++;
		bool alone = rests_alone(claim, ground->source);
		if (alone)
			ground->claims[tally->alone++] = claim;
		else
			maker->shared[tally->shared++] = claim;
		speakers_tally(maker, claim, tally);
		points_tally(maker, claim, alone, tally);
	}
}

static void points_finish(struct maker *maker, struct ground *ground,
			  const struct tally *tally)
{
	for (size_t i = 0; i < tally->points; i++) {
		struct ground_point *p = &maker->what[i];
		p->only = maker->points[p->point->index].at ==
			  xref_point(maker->xref, p->point).count;
		ground->only += p->only;
	}
	qsort(maker->what, tally->points, sizeof *maker->what, by_point);
}

static void ground_fill(struct maker *maker, size_t g, struct claims list)
{
	struct arena *arena = &maker->dossier->arena;
	struct ground *ground = &maker->grounds->list[g];
	struct tally tally = {.round = g + 1};
	ground->claims = arena_alloc(arena,
				     list.count * sizeof *ground->claims);
	claims_tally(maker, ground, list, &tally);
	ground->alone = tally.alone;
	ground->count = tally.alone + tally.shared;
	for (size_t i = 0; i < tally.shared; i++)
		ground->claims[tally.alone + i] = maker->shared[i];
	qsort(maker->who, tally.speakers, sizeof *maker->who, by_claims);
	points_finish(maker, ground, &tally);
	ground->speaker_count = tally.speakers;
	ground->speakers = arena_copy(arena, maker->who, tally.speakers,
				      sizeof *maker->who);
	ground->entry_count = tally.entries;
	ground->entries = arena_copy(arena, maker->where, tally.entries,
				     sizeof *maker->where);
	ground->point_count = tally.points;
	ground->points = arena_copy(arena, maker->what, tally.points,
				    sizeof *maker->what);
}

struct weighed {
	const struct source *source;
	size_t claims;
};

static int by_weight(const void *pa, const void *pb)
{
	const struct weighed *a = pa, *b = pb;
	if (a->claims != b->claims)
		return a->claims > b->claims ? -1 : 1;
	return a->source->index < b->source->index ? -1 : 1;
}

static void sources_fill(struct maker *maker)
{
	const struct dossier *dossier = maker->dossier;
	struct grounds *grounds = maker->grounds;
	size_t sources = dossier->source_count;
	struct weighed *order = memory_alloc((sources + 1) * sizeof *order);
	for (size_t s = 0; s < sources; s++)
		order[s] = (struct weighed){
			dossier->sources[s],
			xref_source(maker->xref, dossier->sources[s]).count};
	qsort(order, sources, sizeof *order, by_weight);
	for (size_t i = 0; i < sources; i++) {
		grounds->list[i].source = order[i].source;
		grounds->of_source[order[i].source->index] = i;
		grounds->sources += order[i].claims > 0;
		ground_fill(maker, i,
			    xref_source(maker->xref, order[i].source));
	}
	grounds->count = sources;
	free(order);
}

static void unsourced_fill(struct maker *maker)
{
	const struct dossier *dossier = maker->dossier;
	struct claim **list = memory_alloc((dossier->claim_count + 1) *
					   sizeof *list);
	size_t n = 0;
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct entry *entry = dossier->entries[e];
		const struct annotation *a = &entry->annotation;
		for (size_t i = 0; i < entry->numbered_count; i++)
			if (!entry_claim(entry, i)->sources->count)
				list[n++] = entry_claim(entry, i);
		for (size_t i = 0; i < a->claim_count; i++)
			if (!a->claims[i].number &&
			    !a->claims[i].sources->count)
				list[n++] = &a->claims[i];
	}
	if (n)
		ground_fill(maker, maker->grounds->count++,
			    (struct claims){list, n});
	free(list);
}

struct grounds *grounds_new(struct dossier *dossier, const struct xref *xref)
{
	struct arena *arena = &dossier->arena;
	struct grounds *grounds = arena_alloc(arena, sizeof *grounds);
	struct maker maker = {
		.dossier = dossier, .xref = xref, .grounds = grounds};
	maker_init(&maker);
	grounds->list = arena_alloc(arena, (dossier->source_count + 1) *
						   sizeof *grounds->list);
	grounds->of_source = arena_alloc(
		arena, dossier->source_count * sizeof *grounds->of_source);
	grounds->support = arena_alloc(arena, dossier->point_count *
						      sizeof *grounds->support);
	for (size_t p = 0; p < dossier->point_count; p++)
		support_count(&maker, p);
	sources_fill(&maker);
	unsourced_fill(&maker);
	maker_release(&maker);
	return grounds;
}

size_t grounds_find(const struct grounds *grounds, const struct claim *claim)
{
	if (claim->sources->count)
		return grounds->of_source[claim->sources->items[0]->index];
	return grounds->count - 1;
}
