#include "core/voices.h"

#include <stdlib.h>
#include <string.h>

enum {
	DIGIT = 11, /* bits of a date's key that one pass sorts by */
	DIGITS = 1 << DIGIT,
	UNDATED = DIGITS * DIGITS - 1,
};

/* What building needs beside what it builds. */
struct maker {
	struct dossier *dossier;
	const struct xref *xref;
	struct voices *voices;
	bool *agency;         /* by speaker->index */
	struct claim **order; /* all claims by date */
	struct tie *ties;     /* room for all of one voice */
	size_t tie_room;
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

struct dated {
	struct claim *claim;
	unsigned key;
};

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

/* All claims by date; of one date in the dossier's order and by place. */
static struct claim **claims_by_date(const struct dossier *dossier)
{
	size_t claims = dossier->claim_count, n = 0;
	struct dated *list = memory_alloc(claims * sizeof *list);
	struct dated *other = memory_alloc(claims * sizeof *other);
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct entry *entry = dossier->entries[e];
		const struct annotation *a = &entry->annotation;
		for (size_t i = 0; i < entry->numbered_count; i++)
			list[n++].claim = entry->numbered[i];
		for (size_t i = 0; i < a->claim_count; i++)
			if (!a->claims[i]->number)
				list[n++].claim = a->claims[i];
	}
	for (size_t i = 0; i < n; i++)
		list[i].key = date_key(claim_date(list[i].claim));
	sort_pass(list, other, n, 0);
	sort_pass(other, list, n, DIGIT);
	struct claim **order = memory_alloc(claims * sizeof *order);
	for (size_t i = 0; i < n; i++)
		order[i] = list[i].claim;
	free(list);
	free(other);
	return order;
}

/* Who is an agency: the authors of sources of that kind. */
static bool *agencies_find(const struct dossier *dossier)
{
	bool *agency = memory_alloc(dossier->speaker_count * sizeof *agency);
	memset(agency, 0, dossier->speaker_count * sizeof *agency);
	for (size_t s = 0; s < dossier->source_count; s++) {
		const struct source *source = dossier->sources[s];
		if (source->kind != SOURCE_PRESS_AGENCY)
			continue;
		for (size_t i = 0; i < source->authors.count; i++)
			agency[source->authors.items[i]->index] = true;
	}
	return agency;
}

static bool from_agency(const struct maker *maker, const struct claim *claim)
{
	for (size_t i = 0; i < claim->sources.count; i++)
		if (claim->sources.items[i]->kind == SOURCE_PRESS_AGENCY)
			return true;
	for (size_t i = 0; i < claim->via.count; i++)
		if (maker->agency[claim->via.items[i]->index])
			return true;
	return false;
}

static bool is_unknown(const struct maker *maker, const struct speaker *speaker)
{
	return speaker == maker->dossier->speakers[1];
}

static enum attribution attribute(const struct maker *maker,
				  const struct claim *claim,
				  const struct speaker *speaker)
{
	static const enum attribution manners[QUOTES] = {
		[QUOTE_NONE] = ATTRIBUTION_PLAIN,
		[QUOTE_DIRECT] = ATTRIBUTION_DIRECT,
		[QUOTE_INDIRECT] = ATTRIBUTION_INDIRECT,
		[QUOTE_MIXED] = ATTRIBUTION_MIXED,
	};
	if (is_unknown(maker, speaker))
		return ATTRIBUTION_UNNAMED;
	if (!speaker->nobody && claim->quote != QUOTE_NONE)
		return manners[claim->quote];
	if (from_agency(maker, claim))
		return ATTRIBUTION_AGENCY;
	return speaker->nobody ? ATTRIBUTION_OWN : ATTRIBUTION_PLAIN;
}

static bool speaks(const struct claim *claim, const struct speaker *speaker)
{
	for (size_t i = 0; i < claim->speakers.count; i++)
		if (claim->speakers.items[i] == speaker)
			return true;
	return false;
}

/* Where the other statement comes later it is the one that names this. */
static bool comes_later(const struct claim *claim, const struct claim *other)
{
	unsigned a = date_key(claim_date(claim));
	unsigned b = date_key(claim_date(other));
	if (a != b)
		return b > a;
	if (claim->entry != other->entry)
		return other->entry->index > claim->entry->index;
	if (!claim->number || !other->number)
		return claim->number   ? true
		       : other->number ? false
				       : other->index > claim->index;
	return other->number > claim->number;
}

/* How the statement and another one of the speaker's oppose each other. */
static bool oppose_kind(const struct maker *maker, const struct claim *claim,
			const struct claim *other,
			const struct speaker *speaker, enum tie_kind *kind)
{
	bool same = claim->entry == other->entry;
	bool direct = claim->quote == QUOTE_DIRECT &&
		      other->quote == QUOTE_DIRECT;
	/* Strangers need not be one person, and each article speaks for
	   itself. */
	if (is_unknown(maker, speaker) || (speaker->nobody && !same))
		return false;
	*kind = same || direct ? TIE_SELF : TIE_VERSIONS;
	return true;
}

/* What ties the group of ends at `end` to the statement; false: nothing. */
static bool tie_find(const struct maker *maker, const struct claim *claim,
		     const struct speaker *speaker, size_t end, size_t next,
		     enum tie_kind *kind)
{
	const struct claim *other = claim->ends[end].other;
	bool opposed = false, repeated = false;
	if (!other)
		return false;
	for (size_t i = end; i < next; i++) {
		opposed |= relation_end_opposes(&claim->ends[i]);
		repeated |= claim->ends[i].relation->kind == RELATION_REPEATS;
	}
	bool same = speaks(other, speaker);
	if (opposed && same)
		return oppose_kind(maker, claim, other, speaker, kind);
	*kind = TIE_REPEAT;
	return repeated && !same && !speaker->nobody;
}

static void saying_fill(struct maker *maker, struct voice *voice,
			struct claim *claim)
{
	struct saying *saying = &voice->sayings[voice->count++];
	size_t count = 0;
	if (claim->end_count > maker->tie_room) {
		maker->tie_room = claim->end_count * 2;
		maker->ties = memory_resize(
			maker->ties, maker->tie_room * sizeof *maker->ties);
	}
	for (size_t i = 0, next; i < claim->end_count; i = next) {
		enum tie_kind kind;
		next = xref_next_group(claim, i);
		if (!tie_find(maker, claim, voice->speaker, i, next, &kind) ||
		    (kind != TIE_REPEAT &&
		     comes_later(claim, claim->ends[i].other)))
			continue;
		voice->against_self += kind == TIE_SELF;
		voice->versions += kind == TIE_VERSIONS;
		maker->ties[count++] = (struct tie){kind, i};
	}
	*saying = (struct saying){
		.claim = claim,
		.date = claim_date(claim),
		.attribution = attribute(maker, claim, voice->speaker),
		.ties = arena_copy(&maker->dossier->arena, maker->ties, count,
				   sizeof *maker->ties),
		.tie_count = count,
		.line = voice->lines,
	};
	voice->lines += 1 + count;
	voice->contradicted += xref_counts(claim).contradicted;
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
		struct voice *voice = &voices->list[i];
		voice->speaker = list[i].speaker;
		voice->sayings = arena_alloc(
			arena, list[i].claims * sizeof *voice->sayings);
		voices->of_speaker[voice->speaker->index] = i + 1;
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

/* Gives each statement to its speakers, in the order of dates. */
static void sayings_deal(struct maker *maker)
{
	struct voices *voices = maker->voices;
	for (size_t c = 0; c < maker->dossier->claim_count; c++) {
		struct claim *claim = maker->order[c];
		for (size_t i = 0; i < claim->speakers.count; i++) {
			struct voice *voice = &voices->list[voices_find(
				voices, claim->speakers.items[i])];
			/* A speaker whom the claim names twice. */
			if (voice->count &&
			    voice->sayings[voice->count - 1].claim == claim)
				continue;
			saying_fill(maker, voice, claim);
		}
	}
	for (size_t i = 0; i < voices->count; i++) {
		struct voice *voice = &voices->list[i];
		struct claims said = xref_speaker(maker->xref, voice->speaker);
		for (size_t k = 0; k < said.count; k++)
			voice->articles += !k ||
					   said.items[k]->entry !=
						   said.items[k - 1]->entry;
	}
}

struct voices *voices_new(struct dossier *dossier, const struct xref *xref)
{
	struct voices *voices = arena_alloc(&dossier->arena, sizeof *voices);
	struct maker maker = {
		.dossier = dossier,
		.xref = xref,
		.voices = voices,
		.agency = agencies_find(dossier),
		.order = claims_by_date(dossier),
	};
	voices_list(&maker);
	people_list(&maker);
	sayings_deal(&maker);
	free(maker.agency);
	free(maker.order);
	free(maker.ties);
	return voices;
}

size_t voices_find(const struct voices *voices, const struct speaker *speaker)
{
	size_t found = voices->of_speaker[speaker->index];
	return found ? found - 1 : voices->count;
}

size_t voice_saying(const struct voice *voice, const struct claim *claim)
{
	size_t i = 0;
	while (i < voice->count && voice->sayings[i].claim != claim)
		i++;
	return i;
}
