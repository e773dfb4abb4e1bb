#include "core/voices.h"

#include <stdlib.h>
#include <string.h>

enum {
	DIGIT = 11, /* bits of a date's key that one pass sorts by */
	DIGITS = 1 << DIGIT,
	UNDATED = DIGITS * DIGITS - 1,
};

/* One statement of one speaker while the voices are built. */
struct record {
	struct claim *claim;
	size_t voice; /* index in the list */
	size_t tie;   /* its first in the maker's ties */
	size_t ties;
};

/* What a record is sorted by: its date, as a number. */
struct dated {
	unsigned key;
	unsigned record;
};

/* What building needs beside what it builds. */
struct maker {
	struct dossier *dossier;
	const struct xref *xref;
	struct voices *voices;
	unsigned *source_keys; /* the dates of sources, by source->index */
	ARRAY(struct record) records; /* in the dossier's order and by place */
	ARRAY(struct dated) dated;    /* the same, to be sorted */
	ARRAY(struct tie) ties;
};

static unsigned digits_at(const char *text, size_t count)
{
	unsigned value = 0;
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (unsigned)(text[i] - '0');
	return value;
}

/* A date that orders as a number; a vague one stands before its own days. */
static unsigned date_key(const char *date)
{
	size_t len = date ? strlen(date) : 0;
	if (len < 4)
		return UNDATED;
	unsigned key = digits_at(date, 4) * 13;
	if (len >= 7)
		key += digits_at(date + 5, 2);
	key *= 32;
	if (len >= 10)
		key += digits_at(date + 8, 2);
	return key;
}

/* As claim_date() has it. */
static unsigned claim_key(const struct maker *maker, const struct claim *claim)
{
	const char *own = claim_own_date(claim);
	if (own)
		return date_key(own);
	for (size_t i = 0; i < claim->sources->count; i++) {
		size_t source = claim->sources->items[i]->index;
		if (maker->source_keys[source] != UNDATED)
			return maker->source_keys[source];
	}
	return UNDATED;
}

/* One pass: stable, by DIGIT bits of the key from `shift` on. */
static void sort_pass(const struct dated *from, struct dated *to, size_t count,
		      unsigned shift)
{
	size_t start[DIGITS + 1] = {0};
	for (size_t i = 0; i < count; i++)
		start[(from[i].key >> shift) % DIGITS + 1]++;
	for (size_t d = 1; d < DIGITS; d++)
		start[d] += start[d - 1];
	for (size_t i = 0; i < count; i++)
		to[start[(from[i].key >> shift) % DIGITS]++] = from[i];
}

static void records_sort(struct maker *maker)
{
	size_t count = maker->dated.count;
	struct dated *other = memory_alloc((count + 1) * sizeof *other);
	if (count) {
		sort_pass(maker->dated.items, other, count, 0);
		sort_pass(other, maker->dated.items, count, DIGIT);
	}
	free(other);
}

/* Who is an agency: the authors of sources of that kind. */
static void agencies_find(struct maker *maker)
{
	struct dossier *dossier = maker->dossier;
	bool *agency = arena_alloc(&dossier->arena,
				   dossier->speaker_count * sizeof *agency);
	for (size_t s = 0; s < dossier->source_count; s++) {
		const struct source *source = dossier->sources[s];
		if (source->kind != SOURCE_PRESS_AGENCY)
			continue;
		for (size_t i = 0; i < source->authors->count; i++)
			agency[source->authors->items[i]->index] = true;
	}
	maker->voices->agency = agency;
}

static bool from_agency(const struct voices *voices, const struct claim *claim)
{
	for (size_t i = 0; i < claim->sources->count; i++)
		if (claim->sources->items[i]->kind == SOURCE_PRESS_AGENCY)
			return true;
	const struct speakers *via = claim_more(claim).via;
	for (size_t i = 0; i < via->count; i++)
		if (voices->agency[via->items[i]->index])
			return true;
	return false;
}

/* `unknown` is the dossier's second speaker. */
static bool is_unknown(const struct speaker *speaker)
{
	return speaker->nobody && speaker->index == 1;
}

enum attribution voices_attribution(const struct voices *voices,
				    const struct claim *claim,
				    const struct speaker *speaker)
{
	static const enum attribution manners[QUOTES] = {
		[QUOTE_NONE] = ATTRIBUTION_PLAIN,
		[QUOTE_DIRECT] = ATTRIBUTION_DIRECT,
		[QUOTE_INDIRECT] = ATTRIBUTION_INDIRECT,
		[QUOTE_MIXED] = ATTRIBUTION_MIXED,
	};
	if (is_unknown(speaker))
		return ATTRIBUTION_UNNAMED;
	if (!speaker->nobody && claim->quote != QUOTE_NONE)
		return manners[claim->quote];
	if (from_agency(voices, claim))
		return ATTRIBUTION_AGENCY;
	return speaker->nobody ? ATTRIBUTION_OWN : ATTRIBUTION_PLAIN;
}

static bool speaks(const struct claim *claim, const struct speaker *speaker)
{
	for (size_t i = 0; i < claim->speakers->count; i++)
		if (claim->speakers->items[i] == speaker)
			return true;
	return false;
}

/* Whether the other statement comes later: then it is the one that names
   this. */
static bool comes_later(const struct maker *maker, const struct claim *claim,
			const struct claim *other)
{
	unsigned a = claim_key(maker, claim), b = claim_key(maker, other);
	if (a != b)
		return b > a;
	if (claim->entry != other->entry)
		return other->entry->index > claim->entry->index;
	if (claim->number && other->number)
		return other->number > claim->number;
	if (claim->number || other->number)
		return claim->number;
	return other > claim;
}

/* How the statement and another one of the speaker's oppose each other;
   false: not so that the speaker has to answer for it. */
static bool oppose_kind(const struct claim *claim, const struct claim *other,
			const struct speaker *speaker, enum tie_kind *kind)
{
	bool same = claim->entry == other->entry;
	bool direct = claim->quote == QUOTE_DIRECT &&
		      other->quote == QUOTE_DIRECT;
	/* Strangers need not be one person, and each article speaks for
	   itself. */
	if (is_unknown(speaker) || (speaker->nobody && !same))
		return false;
	*kind = same || direct ? TIE_SELF : TIE_VERSIONS;
	return true;
}

/* What ties the group of ends from `end` to `next` to a statement of the
   speaker's; false: nothing. */
static bool tie_find(const struct claim *claim, const struct speaker *speaker,
		     size_t end, size_t next, enum tie_kind *kind)
{
	bool opposed = false, repeated = false;
	for (size_t i = end; i < next; i++) {
		opposed |= relation_end_opposes(&claim_ends(claim)[i]);
		repeated |= claim_ends(claim)[i].relation->kind ==
			    RELATION_REPEATS;
	}
	const struct claim *other = claim_ends(claim)[end].other;
	if ((!opposed && !repeated) || !other)
		return false;
	bool same = speaks(other, speaker);
	if (opposed && same)
		return oppose_kind(claim, other, speaker, kind);
	*kind = TIE_REPEAT;
	return repeated && !same && !speaker->nobody;
}

static void ties_add(struct maker *maker, struct voice *voice,
		     const struct claim *claim)
{
	for (size_t i = 0, next; i < claim_end_count(claim); i = next) {
		enum tie_kind kind;
		next = xref_next_group(claim, i);
		if (!tie_find(claim, voice->speaker, i, next, &kind) ||
		    (kind != TIE_REPEAT &&
		     comes_later(maker, claim, claim_ends(claim)[i].other)))
			continue;
		voice->against_self += kind == TIE_SELF;
		voice->versions += kind == TIE_VERSIONS;
		array_push(&maker->ties, ((struct tie){kind, i}));
	}
}

/* What the claim adds to each of its speakers, but for its place in time. */
static void claim_record(struct maker *maker, struct claim *claim)
{
	struct voices *voices = maker->voices;
	unsigned key = claim_key(maker, claim);
	size_t contradicted = xref_counts(claim).contradicted;
	for (size_t i = 0; i < claim->speakers->count; i++) {
		size_t v = voices_find(voices, claim->speakers->items[i]);
		struct voice *voice = &voices->list[v];
		/* A speaker whom the claim names twice speaks once. */
		if (voice->last == claim)
			continue;
		voice->articles += !voice->last ||
				   voice->last->entry != claim->entry;
		voice->last = claim;
		voice->contradicted += contradicted;
		size_t tie = maker->ties.count;
		ties_add(maker, voice, claim);
		unsigned n = (unsigned)maker->records.count;
		array_push(&maker->dated, ((struct dated){key, n}));
		array_push(&maker->records,
			   ((struct record){claim, v, tie,
					    maker->ties.count - tie}));
		voice->lines += 1 + maker->ties.count - tie;
		voice->count++;
	}
}

/*
 * Asks for what claims further on will need: without, most of the time goes
 * into waiting for memory.
 */
static void claims_fetch(struct claim *const *order, size_t left)
{
	if (left > 24) {
		__builtin_prefetch(&order[24]->speakers);
		__builtin_prefetch(&order[24]->sources);
	}
	if (left > 16) {
		__builtin_prefetch(claim_ends(order[16]));
		__builtin_prefetch(order[16]->speakers);
		__builtin_prefetch(order[16]->sources);
	}
	if (left > 8)
		for (size_t k = 0; k < claim_end_count(order[8]); k++) {
			const struct relation_end *end = &claim_ends(
				order[8])[k];
			__builtin_prefetch(end->relation);
			if (!end->other)
				continue;
			__builtin_prefetch(&end->other->entry);
			__builtin_prefetch(&end->other->speakers);
		}
}

/* In the dossier's order and by place, which is how it lies in memory. */
static void claims_record(struct maker *maker)
{
	struct claims all = xref_claims(maker->xref);
	for (size_t i = 0; i < all.count; i++) {
		claims_fetch(all.items + i, all.count - i);
		claim_record(maker, all.items[i]);
	}
}

/* Gives each statement to its speaker, in the order of dates. */
static void records_deal(struct maker *maker)
{
	struct arena *arena = &maker->dossier->arena;
	struct voices *voices = maker->voices;
	for (size_t i = 0; i < voices->count; i++) {
		struct voice *voice = &voices->list[i];
		voice->sayings = arena_alloc(
			arena, voice->count * sizeof *voice->sayings);
		voice->ties = arena_alloc(arena, (voice->lines - voice->count) *
							 sizeof *voice->ties);
		voice->count = voice->lines = 0;
	}
	for (size_t i = 0; i < maker->dated.count; i++) {
		const struct record *record =
			&maker->records.items[maker->dated.items[i].record];
		struct voice *voice = &voices->list[record->voice];
		size_t ties = voice->lines - voice->count;
		for (size_t t = 0; t < record->ties; t++)
			voice->ties[ties + t] =
				maker->ties.items[record->tie + t];
		voice->sayings[voice->count++] = (struct saying){record->claim,
								 voice->lines};
		voice->lines += 1 + record->ties;
	}
}

/* People, organisations, unknown, article. */
static int kind_rank(const struct speaker *speaker)
{
	if (speaker->nobody)
		return speaker->index ? 2 : 3;
	return speaker->organisation;
}

struct weighed {
	const struct speaker *speaker;
	size_t claims;
};

static int by_weight(const void *pa, const void *pb)
{
	const struct weighed *a = pa, *b = pb;
	int ranks = kind_rank(a->speaker) - kind_rank(b->speaker);
	if (ranks)
		return ranks;
	if (a->claims != b->claims)
		return a->claims > b->claims ? -1 : 1;
	return a->speaker->index < b->speaker->index ? -1 : 1;
}

/* The voices in order, each with room for its statements. */
static void voices_list(struct maker *maker)
{
	const struct dossier *dossier = maker->dossier;
	struct arena *arena = &maker->dossier->arena;
	struct voices *voices = maker->voices;
	size_t speakers = dossier->speaker_count, n = 0;
	struct weighed *list = memory_alloc((speakers + 1) * sizeof *list);
	for (size_t s = 0; s < speakers; s++) {
		const struct speaker *speaker = dossier->speakers[s];
		size_t claims = xref_speaker(maker->xref, speaker).count;
		if (claims)
			list[n++] = (struct weighed){speaker, claims};
	}
	qsort(list, n, sizeof *list, by_weight);
	voices->list = arena_alloc(arena, n * sizeof *voices->list);
	voices->of_speaker = arena_alloc(arena,
					 speakers * sizeof *voices->of_speaker);
	for (size_t i = 0; i < n; i++) {
		voices->list[i].speaker = list[i].speaker;
		voices->of_speaker[list[i].speaker->index] = i + 1;
	}
	voices->count = n;
	free(list);
}

/* The voice of the organisation that the voice speaks for; NULL: none. */
static struct voice *parent_get(struct voices *voices,
				const struct voice *voice)
{
	const struct speaker *speaker = voice->speaker;
	if (!speaker->parent || speaker->organisation)
		return NULL;
	size_t i = voices_find(voices, speaker->parent);
	return i < voices->count ? &voices->list[i] : NULL;
}

static void people_list(struct maker *maker)
{
	struct voices *voices = maker->voices;
	size_t *room = arena_alloc(&maker->dossier->arena,
				   voices->count * sizeof *room);
	for (size_t i = 0; i < voices->count; i++) {
		struct voice *parent = parent_get(voices, &voices->list[i]);
		if (parent)
			parent->people_count++;
	}
	for (size_t i = 0; i < voices->count; i++) {
		voices->list[i].people = room;
		room += voices->list[i].people_count;
		voices->list[i].people_count = 0;
	}
	for (size_t i = 0; i < voices->count; i++) {
		struct voice *parent = parent_get(voices, &voices->list[i]);
		if (parent)
			parent->people[parent->people_count++] = i;
	}
}

struct voices *voices_new(struct dossier *dossier, const struct xref *xref)
{
	struct voices *voices = arena_alloc(&dossier->arena, sizeof *voices);
	struct maker maker = {
		.dossier = dossier, .xref = xref, .voices = voices};
	maker.source_keys = memory_alloc((dossier->source_count + 1) *
					 sizeof *maker.source_keys);
	for (size_t i = 0; i < dossier->source_count; i++)
		maker.source_keys[i] = date_key(dossier->sources[i]->date);
	array_grow(&maker.records, dossier->claim_count);
	array_grow(&maker.dated, dossier->claim_count);
	agencies_find(&maker);
	voices_list(&maker);
	people_list(&maker);
	claims_record(&maker);
	records_sort(&maker);
	records_deal(&maker);
	free(maker.source_keys);
	array_release(&maker.records);
	array_release(&maker.dated);
	array_release(&maker.ties);
	return voices;
}

size_t voices_find(const struct voices *voices, const struct speaker *speaker)
{
	size_t found = voices->of_speaker[speaker->index];
	return found ? found - 1 : voices->count;
}

size_t voice_ties(const struct voice *voice, size_t i, const struct tie **ties)
{
	size_t line = voice->sayings[i].line;
	size_t next = i + 1 < voice->count ? voice->sayings[i + 1].line
					   : voice->lines;
	*ties = voice->ties + (line - i);
	return next - line - 1;
}

size_t voice_saying(const struct voice *voice, const struct claim *claim)
{
	size_t i = 0;
	while (i < voice->count && voice->sayings[i].claim != claim)
		i++;
	return i;
}
