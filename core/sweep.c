#include "core/sweep.h"

#include <stdint.h>
#include <string.h>

enum {
	THING_COST = 64,   /* bytes that as much time goes on for each thing */
	THING_BYTES = 256, /* of a thing's strings, roughly */
};

struct sweep sweep_make(const struct dossier *dossier,
			const struct search *search, enum sweep_scope scope)
{
	struct sweep sweep = {
		.dossier = dossier,
		.search = search,
		.scope = scope,
		.part = dossier->entry_count ? SWEEP_PART_TEXT
					     : SWEEP_PART_SPEAKERS,
	};
	if (!search_possible(search) ||
	    (!dossier->entry_count && scope == SWEEP_TEXTS))
		sweep.part = SWEEP_PART_END;
	return sweep;
}

/* Looks into a string of what `like` says; returns what that costs. */
static size_t string_find(const struct sweep *sweep, struct sweep_hit like,
			  const char *string, struct sweep_hits *hits)
{
	size_t len = string ? strlen(string) : 0;
	like.text = string;
	like.line = (struct span){0, len};
	if (len && search_in(sweep->search, string, len, 0, &like.hit))
		array_push(&hits->list, like);
	return len + 1;
}

/* Finds what begins in [from, limit) of the entry's text; returns the limit, or
   where the last hit ends. */
static size_t range_find(const struct sweep *sweep, struct entry *entry,
			 size_t from, size_t limit, struct sweep_hits *hits)
{
	const struct article *article = &entry->article;
	struct hits found = {0};
	search_range(sweep->search, article, from, limit, &found, SIZE_MAX);
	for (size_t i = 0; i < found.list.count; i++) {
		struct span hit = found.list.items[i];
		size_t p = article_paragraph_at(article, hit.start);
		struct sweep_hit one = {
			.kind = SWEEP_TEXT,
			.entry = entry,
			.text = article->text,
			.line = article->paragraphs.items[p],
			.hit = hit,
		};
		array_push(&hits->list, one);
		limit = hit.end > limit ? hit.end : limit;
	}
	array_release(&found.list);
	return limit;
}

/* Goes on in the text by `bytes`; false: its end is reached. */
static bool text_find(struct sweep *sweep, struct entry *entry, size_t bytes,
		      struct sweep_hits *hits)
{
	const struct article *article = &entry->article;
	size_t from = sweep->next, left = article->bytes - from;
	size_t limit = from + (bytes < left ? bytes : left);
	sweep->next = range_find(sweep, entry, from, limit, hits);
	return sweep->next < article->bytes;
}

/* The same where the text is read in strips. */
static bool strip_find(struct sweep *sweep, struct entry *entry, size_t bytes,
		       struct sweep_hits *hits)
{
	const struct article *article = &entry->article;
	const struct article_strip *strip = &hits->strip;
	const struct span stretch = {sweep->next, sweep->next + bytes};
	struct sweep_hit one = {.kind = SWEEP_TEXT, .entry = entry};
	struct hits found = {0};
	size_t next = 0; /* where the line after the last hit's begins */
	article_strip(article, stretch, &hits->strip);
	search_text(sweep->search, strip->text, strip->bytes, &found);
	one.text = strip->text;
	for (size_t i = 0; i < found.list.count; i++) {
		one.hit = found.list.items[i];
		if (one.hit.start >= next)
			one.line = article_paragraph_in(strip->text,
							strip->bytes,
							one.hit.start, &next);
		array_push(&hits->list, one);
	}
	array_release(&found.list);
	sweep->next = stretch.end;
	return sweep->next < article->bytes;
}

static size_t article_find(const struct sweep *sweep, struct entry *entry,
			   struct sweep_hits *hits)
{
	const struct annotation *a = &entry->annotation;
	const struct sweep_hit like = {.kind = SWEEP_ARTICLE, .entry = entry};
	return string_find(sweep, like, a->title, hits) +
	       string_find(sweep, like, a->publisher, hits) +
	       string_find(sweep, like, a->note, hits);
}

static size_t claim_find(const struct sweep *sweep, struct claim *claim,
			 struct sweep_hits *hits)
{
	struct sweep_hit like = {
		.kind = SWEEP_CLAIM,
		.entry = claim->entry,
		.in.claim = claim,
	};
	size_t cost = string_find(sweep, like, claim_text(claim), hits);
	like.kind = SWEEP_NOTE;
	cost += string_find(sweep, like, claim_note(claim), hits);
	for (size_t i = 0; i < claim_end_count(claim); i++)
		if (!claim_ends(claim)[i].reverse)
			cost += string_find(sweep, like,
					    claim_ends(claim)[i].relation->note,
					    hits);
	return cost;
}

static size_t remark_find(const struct sweep *sweep, struct entry *entry,
			  const struct remark *remark, struct sweep_hits *hits)
{
	const struct sweep_hit like = {
		.kind = SWEEP_REMARK,
		.entry = entry,
		.in.remark = remark,
	};
	return string_find(sweep, like, remark->text, hits);
}

static size_t speaker_find(const struct sweep *sweep,
			   const struct speaker *speaker,
			   struct sweep_hits *hits)
{
	const struct sweep_hit like = {
		.kind = SWEEP_SPEAKER,
		.in.speaker = speaker,
	};
	size_t before = hits->list.count;
	size_t cost = string_find(sweep, like, speaker->name, hits);
	/* Aliases most often have parts of the name. */
	for (size_t i = 0; i < speaker->aliases.count; i++)
		if (hits->list.count == before)
			cost += string_find(sweep, like,
					    speaker->aliases.items[i], hits);
	return cost + string_find(sweep, like, speaker->role, hits) +
	       string_find(sweep, like, speaker->note, hits);
}

static size_t source_find(const struct sweep *sweep,
			  const struct source *source, struct sweep_hits *hits)
{
	const struct sweep_hit like = {
		.kind = SWEEP_SOURCE,
		.in.source = source,
	};
	return string_find(sweep, like, source->title, hits) +
	       string_find(sweep, like, source->publisher, hits) +
	       string_find(sweep, like, source->ref, hits) +
	       string_find(sweep, like, source->note, hits);
}

static size_t point_find(const struct sweep *sweep, const struct point *point,
			 struct sweep_hits *hits)
{
	const struct sweep_hit like = {
		.kind = SWEEP_POINT,
		.in.point = point,
	};
	return string_find(sweep, like, point->title, hits) +
	       string_find(sweep, like, point->note, hits);
}

static size_t shared_find(const struct sweep *sweep, struct sweep_hits *hits)
{
	const struct sweep_hit like = {.kind = SWEEP_DOSSIER};
	return string_find(sweep, like, sweep->dossier->title, hits) +
	       string_find(sweep, like, sweep->dossier->note, hits);
}

/* How many things the part has, one of which is searched at a time. */
static size_t part_count(const struct sweep *sweep)
{
	const struct dossier *dossier = sweep->dossier;
	switch (sweep->part) {
	case SWEEP_PART_CLAIMS:
		return dossier->entries[sweep->entry]->annotation.claim_count;
	case SWEEP_PART_REMARKS:
		return dossier->entries[sweep->entry]->annotation.remark_count;
	case SWEEP_PART_SPEAKERS:
		return dossier->speaker_count;
	case SWEEP_PART_SOURCES:
		return dossier->source_count;
	case SWEEP_PART_POINTS:
		return dossier->point_count;
	default:
		return 1;
	}
}

static size_t thing_find(const struct sweep *sweep, struct sweep_hits *hits)
{
	const struct dossier *dossier = sweep->dossier;
	struct entry *entry = sweep->part < SWEEP_PART_SPEAKERS
				      ? dossier->entries[sweep->entry]
				      : NULL;
	size_t i = sweep->next;
	switch (sweep->part) {
	case SWEEP_PART_ARTICLE:
		return article_find(sweep, entry, hits);
	case SWEEP_PART_CLAIMS:
		return claim_find(sweep, &entry->annotation.claims[i], hits);
	case SWEEP_PART_REMARKS:
		return remark_find(sweep, entry, &entry->annotation.remarks[i],
				   hits);
	case SWEEP_PART_SPEAKERS:
		return speaker_find(sweep, dossier->speakers[i], hits);
	case SWEEP_PART_SOURCES:
		return source_find(sweep, dossier->sources[i], hits);
	case SWEEP_PART_POINTS:
		return point_find(sweep, dossier->points[i], hits);
	default:
		return shared_find(sweep, hits);
	}
}

/* To the next part: of the article, of the next article, or after all. */
static void part_next(struct sweep *sweep)
{
	bool last = sweep->part == SWEEP_PART_REMARKS ||
		    (sweep->part == SWEEP_PART_TEXT &&
		     sweep->scope == SWEEP_TEXTS);
	sweep->next = 0;
	if (!last)
		sweep->part++;
	else if (++sweep->entry < sweep->dossier->entry_count)
		sweep->part = SWEEP_PART_TEXT;
	else
		sweep->part = sweep->scope == SWEEP_TEXTS ? SWEEP_PART_END
							  : SWEEP_PART_SPEAKERS;
}

bool sweep_step(struct sweep *sweep, size_t bytes, struct sweep_hits *hits)
{
	size_t spent = 0;
	while (sweep->part != SWEEP_PART_END && spent < bytes) {
		size_t from = sweep->next;
		spent += THING_COST;
		if (sweep->part == SWEEP_PART_TEXT) {
			struct entry *entry =
				sweep->dossier->entries[sweep->entry];
			size_t left = spent < bytes ? bytes - spent : 1;
			bool more = text_find(sweep, entry, left, hits);
			spent += sweep->next - from;
			if (!more)
				part_next(sweep);
		} else if (from < part_count(sweep)) {
			spent += thing_find(sweep, hits);
			sweep->next++;
		} else {
			part_next(sweep);
		}
	}
	return sweep->part != SWEEP_PART_END;
}

const struct entry *sweep_strip(const struct sweep *sweep)
{
	const struct entry *entry = NULL;
	if (sweep->part == SWEEP_PART_TEXT)
		entry = sweep->dossier->entries[sweep->entry];
	return entry && article_in_strips(&entry->article) ? entry : NULL;
}

/* Where a paragraph begins, some bytes after `from`; else the text's end. */
static size_t text_skip(const struct article *article, size_t from,
			size_t bytes)
{
	if (article->bytes - from <= bytes)
		return article->bytes;
	if (article_in_strips(article))
		return from + bytes;
	size_t i = article_paragraph_at(article, from + bytes);
	size_t count = article->paragraphs.count;
	if (i < count && article->paragraphs.items[i].start < from + bytes)
		i++;
	return i < count ? article->paragraphs.items[i].start : article->bytes;
}

bool sweep_skip(struct sweep *sweep, size_t bytes)
{
	size_t spent = 0;
	if (sweep->part == SWEEP_PART_END)
		return false;
	while (sweep->part != SWEEP_PART_END && spent < bytes) {
		size_t from = sweep->next, end;
		if (sweep->part == SWEEP_PART_TEXT) {
			const struct article *article =
				&sweep->dossier->entries[sweep->entry]->article;
			bool strip = article_in_strips(article);
			if (spent && (strip || article->bytes - from > bytes))
				break; /* a long text begins by itself */
			sweep->next = text_skip(article, from, bytes - spent);
			spent += strip ? bytes : sweep->next - from;
			end = article->bytes;
		} else {
			size_t things = (bytes - spent) / THING_BYTES + 1;
			end = part_count(sweep);
			sweep->next += things < end - from ? things
							   : end - from;
			spent += (sweep->next - from) * THING_BYTES;
		}
		spent += THING_COST;
		if (sweep->next == end)
			part_next(sweep);
	}
	return true;
}

void sweep_until(struct sweep *sweep, const struct sweep *end,
		 struct sweep_hits *hits)
{
	while (sweep->part != end->part || sweep->entry != end->entry ||
	       sweep->next != end->next) {
		bool last = sweep->part == end->part &&
			    sweep->entry == end->entry;
		if (sweep->part == SWEEP_PART_TEXT) {
			struct entry *entry =
				sweep->dossier->entries[sweep->entry];
			size_t limit = last ? end->next : entry->article.bytes;
			size_t bytes = limit - sweep->next;
			bool more =
				article_in_strips(&entry->article)
					? strip_find(sweep, entry, bytes, hits)
					: text_find(sweep, entry, bytes, hits);
			if (!more)
				part_next(sweep);
		} else if (sweep->next < part_count(sweep)) {
			thing_find(sweep, hits);
			sweep->next++;
		} else {
			part_next(sweep);
		}
	}
}

size_t sweep_percent(const struct sweep *sweep)
{
	const struct dossier *dossier = sweep->dossier;
	if (sweep->part == SWEEP_PART_END)
		return 100;
	if (sweep->entry >= dossier->entry_count)
		return 99;
	size_t bytes = dossier->entries[sweep->entry]->article.bytes;
	size_t share = 100; /* of this article */
	if (sweep->part == SWEEP_PART_TEXT)
		share = bytes < 100 ? 0 : sweep->next / (bytes / 100);
	size_t percent = (sweep->entry * 100 + share) / dossier->entry_count;
	return percent < 100 ? percent : 99;
}
