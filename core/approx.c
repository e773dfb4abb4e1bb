#include "core/approx.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/utf8.h"

enum {
	GRAM = 3, /* code points of a q-gram */
	GRAM_MIN_BITS = 8,
	GRAM_MAX_BITS = 16,
	BLOCK = 64, /* rows in a word */
};

struct approx {
	uint32_t *codes; /* the text */
	uint32_t *at;    /* count + 1 items: the byte of each code point */
	size_t count;
	unsigned bits;    /* of the q-grams' hashes */
	uint32_t *first;  /* 1 + 2^bits items: by hash, the first in places */
	uint32_t *places; /* where q-grams begin, ascending for each hash */
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
	uint64_t *rows; /* by key: block_count words, rows that have it */
	uint64_t *no_rows;
	struct block *column;
	uint64_t last; /* the last row's bit in the last block */
	size_t active; /* blocks that may have a distance worth knowing */
	size_t errors; /* the largest that is */
};

/* A place where the distance is smallest of its neighbours. */
struct minimum {
	size_t end; /* one past its last code point */
	size_t distance;
};
struct minima {
	ARRAY(struct minimum) list;
};

static uint32_t gram_hash(const struct approx *approx, const uint32_t *codes)
{
	uint32_t hash = codes[0];
	hash = hash * 0x01000193u + codes[1];
	hash = hash * 0x01000193u + codes[2];
	return (hash * 0x9e3779b1u) >> (32 - approx->bits);
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

static void index_grams(struct approx *approx)
{
	size_t grams = approx->count < GRAM ? 0 : approx->count - GRAM + 1;
	approx->bits = GRAM_MIN_BITS;
	while (approx->bits < GRAM_MAX_BITS &&
	       (size_t)1 << approx->bits < 2 * grams)
		approx->bits++;
	size_t hashes = (size_t)1 << approx->bits;
	approx->first = zeroed(hashes + 1, sizeof *approx->first);
	approx->places = memory_alloc(grams * sizeof *approx->places);
	for (size_t i = 0; i < grams; i++)
		approx->first[gram_hash(approx, approx->codes + i)]++;
	for (size_t i = 0, sum = 0; i <= hashes; i++) {
		sum += approx->first[i];
		approx->first[i] = (uint32_t)sum;
	}
	for (size_t i = grams; i-- > 0;) {
		uint32_t hash = gram_hash(approx, approx->codes + i);
		approx->places[--approx->first[hash]] = (uint32_t)i;
	}
}

struct approx *approx_new(const char *text, size_t len)
{
	if (len >= UINT32_MAX)
		return NULL;
	struct approx *approx = memory_alloc(sizeof *approx);
	size_t count = approx_characters(text, len);
	approx->codes = memory_alloc(count * sizeof *approx->codes);
	approx->at = memory_alloc((count + 1) * sizeof *approx->at);
	approx->count = decode(text, len, approx->codes, approx->at);
	index_grams(approx);
	return approx;
}

void approx_free(struct approx *approx)
{
	if (!approx)
		return;
	free(approx->codes);
	free(approx->at);
	free(approx->first);
	free(approx->places);
	free(approx);
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
		.rows = zeroed(slots * blocks, sizeof *pattern->rows),
		.no_rows = zeroed(blocks, sizeof *pattern->no_rows),
		.column = zeroed(blocks, sizeof *pattern->column),
		.last = (uint64_t)1 << (count - 1) % BLOCK,
	};
	for (size_t i = 0; i < count; i++) {
		size_t slot = pattern_slot(pattern, codes[i]);
		pattern->keys[slot] = codes[i] + 1;
		pattern->rows[slot * blocks + i / BLOCK] |= (uint64_t)1
							    << i % BLOCK;
	}
}

static void pattern_release(struct pattern *pattern)
{
	free(pattern->keys);
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
				       ? pattern->rows + slot * count
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

/*
 * Adds the ends in codes [low, high) where the distance is `errors` at most
 * and no smaller next to it; of a row of equal ones the last, and one for each
 * length of the words, since those may be places of their own.
 */
static void find_minima(const struct approx *approx, struct pattern *pattern,
			size_t low, size_t high, size_t errors,
			struct minima *minima)
{
	size_t distance = errors + 1, flat = 0;
	bool falling = false;
	pattern_restart(pattern, errors);
	for (size_t i = low; i <= high; i++) {
		size_t next = i == high ? errors + 1
					: pattern_step(pattern,
						       approx->codes[i], 0);
		flat = next == distance ? flat + 1 : 0;
		if (falling &&
		    (next > distance || (flat && flat % pattern->count == 0)))
			array_push(&minima->list,
				   ((struct minimum){i, distance}));
		if (next != distance)
			falling = next < distance;
		distance = next;
	}
}

/*
 * Searches the stretches that share `need` q-grams with the words.  Buckets
 * are a quarter of the longest match, so that five in a row hold any.
 */
static void find_stretches(const struct approx *approx, struct pattern *pattern,
			   size_t from, size_t errors, size_t need,
			   struct minima *minima)
{
	enum { SPREAD = 5 };
	size_t width = (pattern->count + errors + 3) / (SPREAD - 1);
	size_t buckets = approx->count / width + 1;
	uint32_t *shared = zeroed(buckets + SPREAD, sizeof *shared);
	uint64_t *seen = zeroed(((size_t)1 << approx->bits) / 64, sizeof *seen);
	for (size_t i = 0; i + GRAM <= pattern->count; i++) {
		uint32_t hash = gram_hash(approx, pattern->codes + i);
		if (seen[hash / 64] >> hash % 64 & 1)
			continue;
		seen[hash / 64] |= (uint64_t)1 << hash % 64;
		for (size_t j = approx->first[hash];
		     j < approx->first[hash + 1]; j++)
			shared[approx->places[j] / width]++;
	}
	size_t sum = 0, low = 0, high = 0;
	for (size_t i = 0; i < buckets + SPREAD - 1; i++) {
		sum += shared[i];
		if (i >= SPREAD)
			sum -= shared[i - SPREAD];
		if (sum < need)
			continue;
		size_t begin = i + 1 > SPREAD ? (i + 1 - SPREAD) * width : 0;
		begin = begin < from ? from : begin;
		if (begin > high && high > low) {
			find_minima(approx, pattern, low, high, errors, minima);
			low = high;
		}
		if (begin > high || high == 0)
			low = begin;
		high = (i + 1) * width + GRAM;
		high = high > approx->count ? approx->count : high;
	}
	if (high > low)
		find_minima(approx, pattern, low, high, errors, minima);
	free(shared);
	free(seen);
}

/* The longest stretch that ends at `end` and has this distance. */
static size_t find_start(const struct approx *approx, struct pattern *back,
			 size_t low, const struct minimum *minimum)
{
	size_t start = minimum->end;
	size_t longest = back->count + minimum->distance;
	pattern_restart(back, minimum->distance);
	for (size_t i = minimum->end; i > low && minimum->end - i < longest;)
		if (pattern_step(back, approx->codes[--i], 1) ==
		    minimum->distance)
			start = i;
	return start;
}

static int minimum_compare(const void *left, const void *right)
{
	const struct minimum *a = left, *b = right;
	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

/* Of the minima, the best that do not overlap, as bytes. */
static size_t choose(const struct approx *approx, struct pattern *back,
		     size_t from, struct minima *minima,
		     struct approx_hit *hits, size_t room)
{
	size_t count = 0;
	if (minima->list.count > 1)
		qsort(minima->list.items, minima->list.count,
		      sizeof *minima->list.items, minimum_compare);
	for (size_t i = 0; i < minima->list.count && count < room; i++) {
		struct minimum *minimum = &minima->list.items[i];
		size_t end = approx->at[minimum->end], j = 0;
		while (j < count && (end <= hits[j].start || end > hits[j].end))
			j++;
		if (j < count)
			continue;
		size_t start =
			approx->at[find_start(approx, back, from, minimum)];
		for (j = 0; j < count; j++)
			if (start < hits[j].end && hits[j].start < end)
				break;
		if (j == count && start < end)
			hits[count++] = (struct approx_hit){start, end,
							    minimum->distance};
	}
	return count;
}

/* Index of the code point at the byte, or of the next. */
static size_t code_at(const struct approx *approx, size_t byte)
{
	size_t low = 0, high = approx->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (approx->at[middle] < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t approx_find(const struct approx *approx, const char *words, size_t len,
		   size_t from, size_t errors, struct approx_hit *hits,
		   size_t room)
{
	size_t count = approx_characters(words, len), found;
	if (count < APPROX_LEAST || count > APPROX_MOST)
		return 0;
	uint32_t *codes = memory_alloc(2 * count * sizeof *codes);
	decode(words, len, codes, NULL);
	for (size_t i = 0; i < count; i++)
		codes[count + i] = codes[count - 1 - i];
	/* Each error spoils GRAM q-grams of the words. */
	size_t need = count - GRAM + 1;
	need = need > GRAM * errors ? need - GRAM * errors : 0;
	need = need > count / 4 ? need : count / 4;
	struct pattern forth, back;
	struct minima minima = {0};
	pattern_init(&forth, codes, count);
	pattern_init(&back, codes + count, count);
	from = code_at(approx, from);
	find_stretches(approx, &forth, from, errors, need, &minima);
	found = choose(approx, &back, from, &minima, hits, room);
	array_release(&minima.list);
	pattern_release(&forth);
	pattern_release(&back);
	free(codes);
	return found;
}
