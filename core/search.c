#include "core/search.h"

#include <string.h>

#include "core/fold.h"
#include "core/needles.h"
#include "core/sieve.h"
#include "core/utf8.h"

enum {
	STEP = 16 * 1024, /* bytes folded at a time where nothing is sifted */
	REACH = 128,      /* bytes of a hit beyond four times the pattern's */
};

struct search {
	struct folded pattern;
	unsigned fold;
	size_t reach; /* bytes of a hit, at most */
	struct sieve sieve;
};

/* The window around text[start, end), between clusters. */
static struct span window_around(const struct search *search, const char *text,
				 struct span span, size_t start, size_t end)
{
	struct span window = span;
	size_t len = span.end - span.start;
	if (start - span.start > search->reach)
		window.start = start - search->reach;
	if (span.end - end > search->reach)
		window.end = end + search->reach;
	while (!needles_boundary(text + span.start, len,
				 window.start - span.start))
		window.start--;
	while (!needles_boundary(text + span.start, len,
				 window.end - span.start))
		window.end++;
	return window;
}

/*
 * Adds the hits of the window that begin in [from, until), those that overlap
 * one before aside, until there are `most`.
 */
static void window_find(const struct search *search, const char *text,
			struct span window, size_t from, size_t until,
			struct hits *hits, size_t most)
{
	const struct folded *pattern = &search->pattern;
	struct folded folded = {0};
	fold_text(&folded, text, window, search->fold);
	for (size_t at = 0; hits->list.count < most && at < folded.len; at++) {
		const char *match = memmem(folded.bytes + at, folded.len - at,
					   pattern->bytes, pattern->len);
		if (!match)
			break;
		at = (size_t)(match - folded.bytes);
		struct span span = fold_origin(&folded, text, at,
					       at + pattern->len);
		if (span.start < from || span.start >= span.end)
			continue;
		if (span.start >= until)
			break;
		array_push(&hits->list, span);
		from = span.end;
	}
	fold_release(&folded);
}

/* A search on its way through a text. */
struct quest {
	const struct search *search;
	struct sift sift;
	size_t from, limit; /* hits begin in this range */
	struct hits *hits;
	size_t most;
	size_t at;           /* byte from which on nothing is searched yet */
	size_t folded, step; /* where the last window ended; its bytes */
};

static struct quest quest_make(const struct search *search, const char *text,
			       size_t end, size_t from, size_t limit,
			       struct hits *hits, size_t most)
{
	/* Past this byte no hit begins in the range. */
	if (limit < end && end - limit > search->reach)
		end = limit + search->reach;
	return (struct quest){
		.search = search,
		.sift = sift_make(text, end),
		.from = from,
		.limit = limit,
		.hits = hits,
		.most = most,
		.at = from,
	};
}

static void quest_add(struct quest *quest, struct span hit)
{
	if (hit.start < quest->from || hit.start >= quest->limit)
		return;
	array_push(&quest->hits->list, hit);
	quest->from = hit.end;
}

/*
 * Folds the text around a byte where a hit may be.  Where such bytes follow
 * each other, the windows grow.
 */
static void quest_fold(struct quest *quest, struct span span)
{
	const struct search *search = quest->search;
	size_t at = quest->at, before = quest->hits->list.count;
	bool close = quest->folded && at - quest->folded < search->reach;
	size_t step = !search->sieve.used  ? STEP
		      : !close             ? 1
		      : quest->step < STEP ? 2 * quest->step
					   : STEP;
	size_t end = span.end - at > step ? at + step : span.end;
	window_find(search, quest->sift.text,
		    window_around(search, quest->sift.text, span, at, end),
		    quest->from, end < quest->limit ? end : quest->limit,
		    quest->hits, quest->most);
	if (quest->hits->list.count > before)
		quest->from = quest->hits->list
				      .items[quest->hits->list.count - 1]
				      .end;
	quest->at = quest->folded = end;
	quest->step = step;
}

/* Searches a paragraph from quest->at on. */
static void quest_paragraph(struct quest *quest, struct span span)
{
	const struct search *search = quest->search;
	struct span hit;
	size_t end = quest->sift.end < span.end ? quest->sift.end : span.end;
	if (quest->at < span.start)
		quest->at = span.start;
	while (quest->hits->list.count < quest->most) {
		if (search->sieve.used)
			quest->at = sift_next(&quest->sift, &search->sieve,
					      quest->at);
		if (quest->at >= end)
			return;
		enum sieve_verdict verdict = SIEVE_MAYBE;
		if (search->sieve.used)
			verdict = sieve_check(&search->sieve, quest->sift.text,
					      span, quest->at, &hit);
		if (verdict == SIEVE_MAYBE) {
			quest_fold(quest, span);
			continue;
		}
		if (verdict == SIEVE_HIT)
			quest_add(quest, hit);
		quest->at++;
	}
}

/* Lower-case letters that folding changes all the same. */
static bool is_lower_variant(uint32_t code)
{
	static const uint32_t variants[] = {
		0xb5,  0x131, 0x17f, 0x3c2, 0x3d0, 0x3d1,
		0x3d5, 0x3d6, 0x3f0, 0x3f1, 0x3f5,
	};
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
		if (variants[i] == code)
			return true;
	return false;
}

/* Whether folded text has an upper-case letter. */
static bool has_upper(const struct folded *pattern)
{
	struct folded folded = {0};
	uint32_t code;
	bool upper = false;
	for (size_t at = 0, n; at < pattern->len && !upper; at += n) {
		n = utf8_decode(pattern->bytes + at, pattern->len - at, &code);
		fold_text(&folded, pattern->bytes, (struct span){at, at + n},
			  FOLD_SEARCH | FOLD_CASE);
		upper = !is_lower_variant(code) &&
			(folded.len != n ||
			 memcmp(folded.bytes, pattern->bytes + at, n));
	}
	fold_release(&folded);
	return upper;
}

struct search *search_new(const char *pattern, size_t len)
{
	struct search *search = memory_alloc(sizeof *search);
	struct span all = {0, len};
	*search = (struct search){.fold = FOLD_SEARCH};
	fold_text(&search->pattern, pattern, all, search->fold);
	if (!has_upper(&search->pattern)) {
		search->fold |= FOLD_CASE;
		fold_text(&search->pattern, pattern, all, search->fold);
	}
	if (search->pattern.len == 1 && search->pattern.bytes[0] == ' ')
		search->pattern.len = 0;
	search->reach = 4 * search->pattern.len + REACH;
	sieve_init(&search->sieve, &search->pattern, search->fold & FOLD_CASE);
	return search;
}

void search_free(struct search *search)
{
	if (search)
		fold_release(&search->pattern);
	free(search);
}

bool search_possible(const struct search *search)
{
	return search->pattern.len > 0;
}

void search_range(const struct search *search, const struct article *article,
		  size_t from, size_t limit, struct hits *hits, size_t most)
{
	const struct span *paragraphs = article->paragraphs.items;
	size_t count = article->paragraphs.count;
	size_t room = SIZE_MAX - hits->list.count;
	if (!search_possible(search))
		return;
	most = hits->list.count + (most < room ? most : room);
	struct quest quest = quest_make(search, article->text, article->bytes,
					from, limit, hits, most);
	for (size_t i = article_paragraph_at(article, from);
	     i < count && paragraphs[i].start < limit &&
	     hits->list.count < most;
	     i++)
		quest_paragraph(&quest, paragraphs[i]);
}

void search_text(const struct search *search, const char *text, size_t bytes,
		 struct hits *hits)
{
	struct quest quest = quest_make(search, text, bytes, 0, bytes, hits,
					SIZE_MAX);
	size_t next;
	if (!search_possible(search))
		return;
	while (quest.at < bytes) {
		if (search->sieve.used)
			quest.at = sift_next(&quest.sift, &search->sieve,
					     quest.at);
		if (quest.at == bytes)
			return;
		struct span span = article_paragraph_in(text, bytes, quest.at,
							&next);
		if (span.start < span.end)
			quest_paragraph(&quest, span);
		if (quest.at < next)
			quest.at = next;
	}
}

/* Gives the last of the hits, if any, and frees them. */
static bool take_last(struct hits *hits, struct span *hit)
{
	bool any = hits->list.count > 0;
	if (any)
		*hit = hits->list.items[hits->list.count - 1];
	array_release(&hits->list);
	return any;
}

bool search_next(const struct search *search, const struct article *article,
		 size_t from, struct span *hit)
{
	struct hits hits = {0};
	search_range(search, article, from, SIZE_MAX, &hits, 1);
	return take_last(&hits, hit);
}

/* The last hit in the paragraph that begins before the byte, which is moved
   down over what is searched, no further than it takes to reach the floor. */
static bool paragraph_find_last(const struct search *search, const char *text,
				struct span span, size_t *before, size_t floor,
				struct span *hit)
{
	struct hits hits = {0};
	size_t limit = *before < span.end ? *before : span.end;
	while (limit > span.start && *before > floor && !hits.list.count) {
		size_t from = limit - span.start > STEP ? limit - STEP
							: span.start;
		struct quest quest = quest_make(search, text, span.end, from,
						limit, &hits, SIZE_MAX);
		quest_paragraph(&quest, span);
		*before = limit = from;
	}
	return take_last(&hits, hit);
}

bool search_back(const struct search *search, const struct article *article,
		 size_t *before, size_t bytes, struct span *hit)
{
	size_t floor = *before > bytes ? *before - bytes : 0, i = 0;
	if (search_possible(search) && article->paragraphs.count)
		i = article_paragraph_at(article, *before) + 1;
	for (; i > 0 && *before > floor; i--)
		if (paragraph_find_last(search, article->text,
					article->paragraphs.items[i - 1],
					before, floor, hit))
			return true;
	if (*before > floor)
		*before = 0;
	return false;
}

bool search_previous(const struct search *search, const struct article *article,
		     size_t before, struct span *hit)
{
	return search_back(search, article, &before, SIZE_MAX, hit);
}

size_t search_all(const struct search *search, const struct article *article,
		  struct span range, struct hits *hits)
{
	size_t before = hits->list.count, kept = before;
	if (range.start >= range.end)
		return 0;
	search_range(search, article,
		     range.start > search->reach ? range.start - search->reach
						 : 0,
		     range.end, hits, SIZE_MAX);
	for (size_t i = before; i < hits->list.count; i++)
		if (span_overlaps(hits->list.items[i], range))
			hits->list.items[kept++] = hits->list.items[i];
	hits->list.count = kept;
	return kept - before;
}

bool search_in(const struct search *search, const char *bytes, size_t len,
	       size_t from, struct span *hit)
{
	struct hits hits = {0};
	struct quest quest = quest_make(search, bytes, len, from, SIZE_MAX,
					&hits, 1);
	if (search_possible(search))
		quest_paragraph(&quest, (struct span){0, len});
	return take_last(&hits, hit);
}

void search_count_start(struct search_count *count, const struct search *search,
			const struct article *article)
{
	search_count_release(count);
	count->search = search;
	count->article = article;
	count->len = article->bytes;
}

bool search_count_step(struct search_count *count, size_t bytes)
{
	size_t len = count->len, left = len - count->next;
	struct search_mark mark = {count->next, count->count};
	struct hits hits = {0};
	if (count->done)
		return false;
	size_t limit = bytes < left ? count->next + bytes : len;
	array_push(&count->marks, mark);
	search_range(count->search, count->article, count->next, limit, &hits,
		     SIZE_MAX);
	count->count += hits.list.count;
	count->next = limit;
	if (hits.list.count && hits.list.items[hits.list.count - 1].end > limit)
		count->next = hits.list.items[hits.list.count - 1].end;
	array_release(&hits.list);
	count->done = count->next >= len;
	return !count->done;
}

size_t search_count_number(const struct search_count *count, size_t start)
{
	size_t low = 0, high = count->marks.count, number = 0;
	struct hits hits = {0};
	if (start >= count->next)
		return 0;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (count->marks.items[middle].from <= start)
			low = middle;
		else
			high = middle;
	}
	search_range(count->search, count->article,
		     count->marks.items[low].from, start + 1, &hits, SIZE_MAX);
	if (hits.list.count &&
	    hits.list.items[hits.list.count - 1].start == start)
		number = count->marks.items[low].before + hits.list.count;
	array_release(&hits.list);
	return number;
}

void search_count_release(struct search_count *count)
{
	array_release(&count->marks);
	*count = (struct search_count){0};
}
