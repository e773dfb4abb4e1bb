#include "core/approx.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/span.h"
#include "core/utf8.h"

enum {
	GRAM = 3, /* code points of a q-gram */
	GRAM_MIN_BITS = 8,
	GRAM_MAX_BITS = 16,
	BLOCK = 64,       /* rows in a word */
	WINDOW = 1 << 20, /* bytes of the text that are indexed at a time */
	BATCH = 64,       /* queries for which a window is indexed once */
	END_COST = 32,    /* steps, for an end that is kept, and sorted */
};

struct approx {
	const char *text;
	size_t len;
	size_t *work; /* what may still be spent */
	struct window {
		size_t low, high; /* bytes of the text */
		uint32_t *codes;
		uint32_t *at; /* count + 1 items: byte of each, from low on */
		size_t count;
		unsigned bits;    /* of the q-grams' hashes */
		uint32_t *first;  /* 1 + 2^bits items: the first in places */
		uint32_t *places; /* where q-grams begin, by hash, ascending */
	} window;
};

/* One word of the table's column. */
struct block {
	uint64_t up, down; /* rows that are one more, one less than above */
	size_t distance;   /* in its last row */
};

/* The words, made ready for one direction. */
struct pattern {
	const uint32_t *codes;
	size_t count;
	size_t block_count;
	uint32_t *keys; /* open addressing: code point + 1, or 0 */
	size_t key_mask;
	uint32_t *numbers; /* by slot: of the code point, from 0 */
	uint64_t *rows;    /* by number: block_count words, rows that have it */
	uint64_t *no_rows;
	struct block *column;
	uint64_t last; /* the last row's bit in the last block */
	size_t active; /* blocks that may have a distance worth knowing */
	size_t errors; /* the largest that is */
};

/* A query in work. */
struct hunt {
	struct approx *approx;
	struct approx_query *query;
	struct pattern pattern;
	size_t low,
		high; /* bytes of the text that its ends lie in, low aside */
};

/* False: it is more than is left. */
static bool spend(struct approx *approx, size_t steps)
{
	bool enough = steps < *approx->work;
	*approx->work = enough ? *approx->work - steps : 0;
	return enough;
}

static uint32_t gram_hash(const struct window *window, const uint32_t *codes)
{
	uint32_t hash = codes[0];
	hash = hash * 0x01000193u + codes[1];
	hash = hash * 0x01000193u + codes[2];
	return (hash * 0x9e3779b1u) >> (32 - window->bits);
}

static void *zeroed(size_t count, size_t size)
{
	void *p = memory_alloc(count * size);
	return memset(p, 0, count * size);
}

size_t approx_characters(const char *bytes, size_t len)
{
	size_t count = 0;
	for (size_t i = 0; i < len; i++)
		count += ((unsigned char)bytes[i] & 0xc0) != 0x80;
	return count;
}

static size_t decode(const char *text, size_t len, uint32_t *codes,
		     uint32_t *at)
{
	size_t count = 0;
	for (size_t i = 0; i < len;) {
		if (at)
			at[count] = (uint32_t)i;
		i += utf8_decode(text + i, len - i, &codes[count++]);
	}
	if (at)
		at[count] = (uint32_t)len;
	return count;
}

static void index_grams(struct window *window)
{
	size_t grams = window->count < GRAM ? 0 : window->count - GRAM + 1;
	window->bits = GRAM_MIN_BITS;
	while (window->bits < GRAM_MAX_BITS &&
	       (size_t)1 << window->bits < 2 * grams)
		window->bits++;
	size_t hashes = (size_t)1 << window->bits;
	window->first = zeroed(hashes + 1, sizeof *window->first);
	window->places = memory_alloc(grams * sizeof *window->places);
	for (size_t i = 0; i < grams; i++)
		window->first[gram_hash(window, window->codes + i)]++;
	for (size_t i = 0, sum = 0; i <= hashes; i++) {
		sum += window->first[i];
		window->first[i] = (uint32_t)sum;
	}
	for (size_t i = grams; i-- > 0;) {
		uint32_t hash = gram_hash(window, window->codes + i);
		window->places[--window->first[hash]] = (uint32_t)i;
	}
}

static void window_release(struct window *window)
{
	free(window->codes);
	free(window->at);
	free(window->first);
	free(window->places);
	*window = (struct window){0};
}

/* Makes text[low, high) the window, unless it is. */
static void window_set(struct approx *approx, size_t low, size_t high)
{
	struct window *window = &approx->window;
	const char *text = approx->text + low;
	if (window->codes && window->low == low && window->high == high)
		return;
	window_release(window);
	size_t count = approx_characters(text, high - low);
	window->low = low;
	window->high = high;
	window->codes = memory_alloc(count * sizeof *window->codes);
	window->at = memory_alloc((count + 1) * sizeof *window->at);
	window->count = decode(text, high - low, window->codes, window->at);
	index_grams(window);
	spend(approx, 4 * count);
}

struct approx *approx_new(const char *text, size_t len, size_t *work)
{
	struct approx *approx = memory_alloc(sizeof *approx);
	*approx = (struct approx){.text = text, .len = len, .work = work};
	return approx;
}

void approx_free(struct approx *approx)
{
	if (approx)
		window_release(&approx->window);
	free(approx);
}

void approx_query_release(struct approx_query *query)
{
	array_release(&query->ends);
}

/* The slot of a code point, or the empty one where it would be. */
static inline size_t pattern_slot(const struct pattern *pattern, uint32_t code)
{
	size_t slot = (code * 0x9e3779b1u) >> 8 & pattern->key_mask;
	while (pattern->keys[slot] && pattern->keys[slot] != code + 1)
		slot = (slot + 1) & pattern->key_mask;
	return slot;
}

static void pattern_init(struct pattern *pattern, const uint32_t *codes,
			 size_t count)
{
	size_t slots = 16;
	while (slots < 2 * count)
		slots *= 2;
	size_t blocks = (count + BLOCK - 1) / BLOCK;
	*pattern = (struct pattern){
		.codes = codes,
		.count = count,
		.block_count = blocks,
		.keys = zeroed(slots, sizeof *pattern->keys),
		.key_mask = slots - 1,
		.numbers = zeroed(slots, sizeof *pattern->numbers),
		.no_rows = zeroed(blocks, sizeof *pattern->no_rows),
		.column = zeroed(blocks, sizeof *pattern->column),
		.last = (uint64_t)1 << (count - 1) % BLOCK,
	};
	uint32_t known = 0;
	for (size_t i = 0; i < count; i++) {
		size_t slot = pattern_slot(pattern, codes[i]);
		if (!pattern->keys[slot])
			pattern->numbers[slot] = known++;
		pattern->keys[slot] = codes[i] + 1;
	}
	pattern->rows = zeroed(known * blocks, sizeof *pattern->rows);
	for (size_t i = 0; i < count; i++) {
		size_t slot = pattern_slot(pattern, codes[i]);
		pattern->rows[pattern->numbers[slot] * blocks + i / BLOCK] |=
			(uint64_t)1 << i % BLOCK;
	}
}

static void pattern_release(struct pattern *pattern)
{
	free(pattern->keys);
	free(pattern->numbers);
	free(pattern->rows);
	free(pattern->no_rows);
	free(pattern->column);
}

static size_t block_rows(const struct pattern *pattern, size_t block)
{
	return block + 1 < pattern->block_count
		       ? BLOCK
		       : pattern->count - block * BLOCK;
}

/* Makes the block after the active ones active: each row one more. */
static void pattern_widen(struct pattern *pattern, size_t above)
{
	struct block *block = &pattern->column[pattern->active];
	size_t rows = block_rows(pattern, pattern->active++);
	*block = (struct block){UINT64_MAX, 0, above + rows};
}

static void pattern_restart(struct pattern *pattern, size_t errors)
{
	pattern->errors = errors;
	pattern->active = 0;
	for (size_t above = 0;
	     pattern->active < pattern->block_count && above <= errors;)
		pattern_widen(pattern, above),
			above = pattern->column[pattern->active - 1].distance;
}

/*
 * Moves one block of the column on by one code point; `over` is how the row
 * above it changes (-1, 0, 1), and the result how the row at bit `last` does.
 */
static inline int block_step(struct block *block, uint64_t equal, int over,
			     uint64_t last)
{
	uint64_t up = block->up, down = block->down;
	uint64_t vertical = equal | down;
	equal |= over < 0;
	uint64_t diagonal = (((equal & up) + up) ^ up) | equal;
	uint64_t more = down | ~(diagonal | up);
	uint64_t less = up & diagonal;
	int under = !!(more & last) - !!(less & last);
	more = more << 1 | (over > 0);
	less = less << 1 | (over < 0);
	block->up = less | ~(vertical | more);
	block->down = more & vertical;
	return under;
}

/*
 * Moves the column on by one code point, `over` being how the row above it
 * changes, and returns the distance of the whole pattern; errors + 1 stands
 * for any larger.  Blocks whose rows all have a larger one are left out
 * (Ukkonen's cut-off).
 */
static inline size_t pattern_step(struct pattern *pattern, uint32_t code,
				  int over)
{
	size_t slot = pattern_slot(pattern, code), i = 0;
	size_t count = pattern->block_count, errors = pattern->errors;
	struct block *column = pattern->column;
	const uint64_t *rows = pattern->keys[slot]
				       ? pattern->rows +
						 pattern->numbers[slot] * count
				       : pattern->no_rows;
	for (; i < pattern->active; i++) {
		uint64_t last = i + 1 < count ? (uint64_t)1 << (BLOCK - 1)
					      : pattern->last;
		over = block_step(&column[i], rows[i], over, last);
		column[i].distance += (size_t)over;
	}
	size_t before = column[i - 1].distance - (size_t)over;
	if (i < count && before <= errors && (over < 0 || rows[i] & 1)) {
		pattern_widen(pattern, before);
		column[i].distance += (size_t)block_step(
			&column[i], rows[i], over,
			i + 1 < count ? (uint64_t)1 << (BLOCK - 1)
				      : pattern->last);
	}
	while (pattern->active > 1 &&
	       column[pattern->active - 1].distance >=
		       errors + block_rows(pattern, pattern->active - 1))
		pattern->active--;
	size_t distance = column[pattern->active - 1].distance;
	return pattern->active == count && distance <= errors ? distance
							      : errors + 1;
}

static void hunt_add(struct hunt *hunt, size_t at, size_t distance)
{
	const struct window *window = &hunt->approx->window;
	struct approx_end end = {window->low + window->at[at], distance};
	if (end.end > hunt->low && end.end <= hunt->high &&
	    spend(hunt->approx, END_COST))
		array_push(&hunt->query->ends, end);
}

/*
 * Adds the ends in codes [low, high) where the distance is `errors` at most
 * and no smaller next to it; of a row of equal ones the last, and one for each
 * length of the words, since those may be places of their own.
 */
static void find_minima(struct hunt *hunt, size_t low, size_t high)
{
	struct pattern *pattern = &hunt->pattern;
	const uint32_t *codes = hunt->approx->window.codes;
	size_t errors = hunt->query->errors;
	size_t distance = errors + 1, flat = 0;
	bool falling = false;
	pattern_restart(pattern, errors);
	for (size_t i = low; i <= high; i++) {
		size_t next = errors + 1;
		if (!spend(hunt->approx, 2 * pattern->active))
			return;
		if (i < high)
			next = pattern_step(pattern, codes[i], 0);
		flat = next == distance ? flat + 1 : 0;
		if (falling &&
		    (next > distance || (flat && flat % pattern->count == 0)))
			hunt_add(hunt, i, distance);
		if (next != distance)
			falling = next < distance;
		distance = next;
	}
}

/* Stretches of the window, as they are found. */
struct stretches {
	size_t low, high; /* of the one at hand; empty: none */
	ARRAY(struct span) list;
};

static void stretches_add(struct stretches *stretches, size_t begin, size_t end)
{
	if (begin > stretches->high && stretches->high > stretches->low) {
		array_push(&stretches->list,
			   ((struct span){stretches->low, stretches->high}));
		stretches->low = stretches->high;
	}
	if (begin > stretches->high || stretches->high == 0)
		stretches->low = begin;
	stretches->high = end;
}

static void stretches_end(struct stretches *stretches)
{
	if (stretches->high > stretches->low)
		array_push(&stretches->list,
			   ((struct span){stretches->low, stretches->high}));
}

/* Counts the window's q-grams that are among the words' ones, by buckets. */
static void count_shared(struct approx *approx, const struct pattern *pattern,
			 size_t width, uint32_t *shared)
{
	const struct window *window = &approx->window;
	uint64_t *seen = zeroed(((size_t)1 << window->bits) / 64, sizeof *seen);
	for (size_t i = 0; i + GRAM <= pattern->count; i++) {
		uint32_t hash = gram_hash(window, pattern->codes + i);
		if (seen[hash / 64] >> hash % 64 & 1)
			continue;
		seen[hash / 64] |= (uint64_t)1 << hash % 64;
		size_t first = window->first[hash];
		size_t last = window->first[hash + 1];
		if (!spend(approx, last - first))
			break;
		for (size_t j = first; j < last; j++)
			shared[window->places[j] / width]++;
	}
	free(seen);
}

/*
 * Adds the stretches of the window from `from` on that may hold a match of the
 * words: they share enough q-grams with them.  Buckets are a quarter of the
 * longest match, so that five in a row hold any.
 */
static void find_stretches(struct approx *approx, const struct pattern *pattern,
			   size_t from, size_t errors,
			   struct stretches *stretches)
{
	enum { SPREAD = 5 };
	size_t count = pattern->count;
	size_t width = (count + errors + 3) / (SPREAD - 1);
	size_t whole = approx->window.count, buckets = whole / width + 1;
	uint32_t *shared = zeroed(buckets + SPREAD, sizeof *shared);
	/* Each error spoils GRAM q-grams of the words. */
	size_t need = count - GRAM + 1;
	need = need > GRAM * errors ? need - GRAM * errors : 0;
	need = need > count / 4 ? need : count / 4;
	spend(approx, 2 * buckets);
	count_shared(approx, pattern, width, shared);
	for (size_t i = 0, sum = 0; i < buckets + SPREAD - 1; i++) {
		sum += shared[i];
		if (i >= SPREAD)
			sum -= shared[i - SPREAD];
		if (sum < need)
			continue;
		size_t begin = i + 1 > SPREAD ? (i + 1 - SPREAD) * width : 0;
		size_t end = (i + 1) * width + GRAM;
		stretches_add(stretches, begin < from ? from : begin,
			      end > whole ? whole : end);
	}
	stretches_end(stretches);
	free(shared);
}

/* Index of the window's code point at the byte of it, or of the next. */
static size_t code_at(const struct window *window, size_t byte)
{
	size_t low = 0, high = window->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (window->at[middle] < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Searches the window. */
static void hunt_window(struct hunt *hunt)
{
	struct approx *approx = hunt->approx;
	const struct approx_query *query = hunt->query;
	const struct window *window = &approx->window;
	struct stretches stretches = {0};
	size_t from = 0;
	if (query->from > window->low)
		from = code_at(window, query->from - window->low);
	find_stretches(approx, &hunt->pattern, from, query->errors, &stretches);
	for (size_t i = 0; i < stretches.list.count; i++)
		find_minima(hunt, stretches.list.items[i].start,
			    stretches.list.items[i].end);
	array_release(&stretches.list);
}

/* The words' code points, twice: forwards and backwards; NULL: too few or too
   many.  The caller's to free. */
static uint32_t *words_decode(const struct approx_query *query, size_t *count)
{
	*count = approx_characters(query->words, query->len);
	if (*count < APPROX_LEAST || *count > APPROX_MOST)
		return NULL;
	uint32_t *codes = memory_alloc(2 * *count * sizeof *codes);
	decode(query->words, query->len, codes, NULL);
	for (size_t i = 0; i < *count; i++)
		codes[*count + i] = codes[*count - 1 - i];
	return codes;
}

static void query_search(struct approx *approx, struct approx_query *query,
			 size_t low, size_t high)
{
	size_t count;
	uint32_t *codes = words_decode(query, &count);
	struct hunt hunt = {
		.approx = approx,
		.query = query,
		.low = low,
		.high = high,
	};
	if (codes && query->from < approx->window.high) {
		pattern_init(&hunt.pattern, codes, count);
		if (spend(approx, 16 * count))
			hunt_window(&hunt);
		pattern_release(&hunt.pattern);
	}
	free(codes);
	if (!*approx->work)
		query->cut = true;
}

/* Between characters, `back` bytes before the byte or a little further. */
static size_t text_before(const struct approx *approx, size_t at, size_t back)
{
	size_t low = at > back ? at - back : 0;
	while (low > 0 && (approx->text[low] & 0xc0) == 0x80)
		low--;
	return low;
}

static size_t text_after(const struct approx *approx, size_t at, size_t more)
{
	size_t high = approx->len - at > more ? at + more : approx->len;
	while (high < approx->len && (approx->text[high] & 0xc0) == 0x80)
		high++;
	return high;
}

/*
 * One window after the other, each with as much of the text around it as a
 * match may reach.
 */
static void batch_search(struct approx *approx, struct approx_query *queries,
			 size_t count)
{
	size_t reach = 0, low = 0;
	for (size_t i = 0; i < count; i++)
		if (queries[i].len + 4 * queries[i].errors > reach)
			reach = queries[i].len + 4 * queries[i].errors;
	while (low < approx->len && *approx->work) {
		size_t high = text_after(approx, low, WINDOW);
		size_t start = low ? text_before(approx, low, reach) : 0;
		window_set(approx, start, text_after(approx, high, reach));
		for (size_t i = 0; i < count; i++)
			if (!queries[i].cut)
				query_search(approx, &queries[i], low, high);
		low = high;
	}
	for (size_t i = 0; i < count; i++) {
		queries[i].cut |= low < approx->len;
		if (queries[i].cut)
			queries[i].ends.count = 0;
	}
}

void approx_search(struct approx *approx, struct approx_query *queries,
		   size_t count)
{
	for (size_t i = 0; i < count; i += BATCH)
		batch_search(approx, queries + i,
			     count - i < BATCH ? count - i : BATCH);
}

/* The longest stretch that ends at the byte and has this distance. */
static size_t find_start(struct approx *approx, struct pattern *back,
			 struct approx_query *query,
			 const struct approx_end *end)
{
	size_t start = end->end, at = start;
	size_t low = query->from, left = back->count + end->distance;
	pattern_restart(back, end->distance);
	for (; at > low && left > 0 && !query->cut; left--) {
		uint32_t code;
		do
			at--;
		while (at > low && (approx->text[at] & 0xc0) == 0x80);
		utf8_decode(approx->text + at, approx->len - at, &code);
		query->cut = !spend(approx, 2 * back->active);
		if (pattern_step(back, code, 1) == end->distance)
			start = at;
	}
	return start;
}

static int end_compare(const void *left, const void *right)
{
	const struct approx_end *a = left, *b = right;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

/* Whether the stretch overlaps one of the hits. */
static bool overlaps(const struct approx_hit *hits, size_t count, size_t start,
		     size_t end)
{
	for (size_t i = 0; i < count; i++)
		if (start < hits[i].end && hits[i].start < end)
			return true;
	return false;
}

size_t approx_best(struct approx *approx, struct approx_query *query,
		   struct approx_hit *hits, size_t room)
{
	size_t count = 0, characters;
	uint32_t *codes = words_decode(query, &characters);
	struct pattern back;
	if (!codes)
		return 0;
	pattern_init(&back, codes + characters, characters);
	if (query->ends.count > 1)
		qsort(query->ends.items, query->ends.count,
		      sizeof *query->ends.items, end_compare);
	for (size_t i = 0; i < query->ends.count && count < room; i++) {
		struct approx_end *end = &query->ends.items[i];
		if (overlaps(hits, count, end->end - 1, end->end))
			continue;
		size_t start = find_start(approx, &back, query, end);
		if (start < end->end && !overlaps(hits, count, start, end->end))
			hits[count++] = (struct approx_hit){start, end->end,
							    end->distance};
	}
	pattern_release(&back);
	free(codes);
	return query->cut ? 0 : count;
}
