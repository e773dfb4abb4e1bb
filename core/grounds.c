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
	for (size_t i = 0; i < claim->sources.count; i++) {
		const struct source *source = claim->sources.items[i];
		origin_meet(maker, speakers + source->index, round, slot);
		speakers_meet(maker, &source->authors, round, slot);
	}
	speakers_meet(maker, &claim->via, round, slot);
	if (!claim->sources.count)
		speakers_meet(maker, &claim->speakers, round, slot);
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
		return !claim->sources.count;
	for (size_t i = 0; i < claim->sources.count; i++)
		if (claim->sources.items[i] != source)
			return false;
	return claim->sources.count > 0;
}

/* Those that rest on it alone come first. */
static void claims_part(struct maker *maker, struct ground *ground,
			struct claims list)
{
	size_t n = 0;
	ground->claims = arena_alloc(&maker->dossier->arena,
				     list.count * sizeof *ground->claims);
	for (int alone = 1; alone >= 0; alone--) {
		for (size_t i = 0; i < list.count; i++) {
			struct claim *claim = list.items[i];
			/* A source that the claim names twice. */
			bool twice = i && list.items[i - 1] == claim;
			if (!twice &&
			    rests_alone(claim, ground->source) == alone)
				ground->claims[n++] = claim;
		}
		if (alone)
			ground->alone = n;
	}
	ground->count = n;
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

static void ground_speakers(struct maker *maker, struct ground *ground,
			    size_t round)
{
	size_t n = 0;
	for (size_t i = 0; i < ground->count; i++) {
		const struct speakers *said = &ground->claims[i]->speakers;
		for (size_t k = 0; k < said->count; k++) {
			struct seen *seen =
				&maker->speakers[said->items[k]->index];
			if (seen->round != round) {
				*seen = (struct seen){round, n};
				maker->who[n++] = (struct ground_speaker){
					said->items[k], 0};
			}
			maker->who[seen->at].claims++;
		}
	}
	qsort(maker->who, n, sizeof *maker->who, by_claims);
	ground->speakers = arena_copy(&maker->dossier->arena, maker->who, n,
				      sizeof *maker->who);
	ground->speaker_count = n;
}

/* From the list that goes by article, before it is parted. */
static void ground_entries(struct maker *maker, struct ground *ground,
			   struct claims list)
{
	size_t n = 0;
	for (size_t i = 0; i < list.count; i++) {
		const struct entry *entry = list.items[i]->entry;
		if (!n || maker->where[n - 1].entry != entry)
			maker->where[n++] = (struct ground_entry){entry, 0};
		maker->where[n - 1].claims++;
	}
	ground->entries = arena_copy(&maker->dossier->arena, maker->where, n,
				     sizeof *maker->where);
	ground->entry_count = n;
}

static int by_point(const void *pa, const void *pb)
{
	const struct ground_point *a = pa, *b = pb;
	return a->point->index < b->point->index
		       ? -1
		       : a->point->index > b->point->index;
}

/* `at` counts, for each point met, the claims that rest on this alone. */
static void ground_points(struct maker *maker, struct ground *ground,
			  size_t round)
{
	size_t n = 0;
	for (size_t i = 0; i < ground->count; i++) {
		const struct points *points = &ground->claims[i]->points;
		for (size_t k = 0; k < points->count; k++) {
			struct seen *seen =
				&maker->points[points->items[k]->index];
			if (seen->round != round) {
				*seen = (struct seen){round, 0};
				maker->what[n++].point = points->items[k];
			}
			seen->at += i < ground->alone;
		}
	}
	for (size_t i = 0; i < n; i++) {
		struct ground_point *p = &maker->what[i];
		p->only = maker->points[p->point->index].at ==
			  xref_point(maker->xref, p->point).count;
		ground->only += p->only;
	}
	qsort(maker->what, n, sizeof *maker->what, by_point);
	ground->points = arena_copy(&maker->dossier->arena, maker->what, n,
				    sizeof *maker->what);
	ground->point_count = n;
}

static void ground_fill(struct maker *maker, size_t i, struct claims list)
{
	struct ground *ground = &maker->grounds->list[i];
	claims_part(maker, ground, list);
	ground_speakers(maker, ground, i + 1);
	ground_entries(maker, ground, list);
	ground_points(maker, ground, i + 1);
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
			if (!entry->numbered[i]->sources.count)
				list[n++] = entry->numbered[i];
		for (size_t i = 0; i < a->claim_count; i++)
			if (!a->claims[i]->number &&
			    !a->claims[i]->sources.count)
				list[n++] = a->claims[i];
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
	if (claim->sources.count)
		return grounds->of_source[claim->sources.items[0]->index];
	return grounds->count - 1;
}
