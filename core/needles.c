#include "core/needles.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "core/side.h"
#include "core/utf8.h"

enum {
	WINDOW_MAX = 32, /* bytes of a needle that decide the shifts */
	LOOK_BACK = 256, /* bytes to look back for a sure boundary */
	MANY = 256,      /* needles among which longer blocks tell more */
	TABLE_MIN_BITS = 8,
	TABLE_MAX_BITS = 24,
	SPARE_FEW = 16,    /* the same where needles are few */
	SPARE = 4,         /* slots of the tables for each block */
	RANGE = 1 << 20,   /* bytes of text that a thread goes through */
	KEPT = RANGE / 64, /* matches that it keeps, at most */
	SAMPLES = 64,      /* blocks whose shifts are fetched together */
	NEAR_BITS = 14,    /* of a table that is at hand all the time */
};

static const uint32_t NONE = UINT32_MAX;

/* A needle in the order of its group. */
struct entry {
	struct needle *needle;
	uint64_t key;  /* its bytes after those that all of its bucket share */
	uint32_t hash; /* of its window */
	uint32_t link; /* the nearest before that is its prefix, or NONE */
	/* On a bucket's first entry: how many it has, and, of several, how many
	   bytes all of them begin with. */
	uint32_t run, shared;
};

/* Needles of similar length, searched together. */
struct group {
	struct entry *entries; /* bucket by bucket */
	size_t count;
	size_t window; /* bytes: the shortest needle's, WINDOW_MAX at most */
	size_t block;  /* bytes at its end that say how far it may move */
	unsigned bits, first_bits; /* of the tables' sizes */
	uint8_t *shift;  /* by a block's hash: how far the window may move */
	uint32_t *first; /* by a window's hash: 1 + its bucket's first entry */
};

/*
 * A short needle would shorten the steps of all: lengths go by group.  Where
 * needles are few the last two are one, for a pass over the text costs more.
 */
static const size_t least_lengths[] = {1, 2, 4, 16, SIZE_MAX};
enum { GROUPS = 4, GROUPS_OF_FEW = 3 };

bool needles_boundary(const char *text, size_t len, size_t offset)
{
	if (offset == 0 || offset >= len)
		return true;
	unsigned char byte = (unsigned char)text[offset];
	if (byte < 0x80)
		return byte != '\n' || text[offset - 1] != '\r';
	size_t low = offset > LOOK_BACK ? offset - LOOK_BACK : 0, at = offset;
	while (at > low && (unsigned char)text[at - 1] >= 0x80)
		at--;
	if (at > low)
		at--; /* an ASCII byte begins a cluster */
	while (at > low && ((unsigned char)text[at] & 0xc0) == 0x80)
		at++;
	while (at < offset)
		at += utf8_cluster(text + at, len - at);
	return at == offset;
}

static inline uint32_t block_hash(const char *at, size_t block, unsigned bits)
{
	uint64_t value = 0;
	if (block >= 8) {
		uint64_t last;
		memcpy(&value, at, 8);
		memcpy(&last, at + block - 8, 8);
		value = (value * 0xc2b2ae3d27d4eb4fu) ^ (value >> 31) ^ last;
	} else if (block == 4) {
		uint32_t four;
		memcpy(&four, at, 4);
		value = four;
	} else if (block == 3) {
		uint16_t two;
		memcpy(&two, at, 2);
		value = (uint64_t)two << 8 | (unsigned char)at[2];
	} else {
		for (size_t i = 0; i < block; i++)
			value = value << 8 | (unsigned char)at[i];
	}
	return (uint32_t)((value * 0x9e3779b97f4a7c15u) >> (64 - bits));
}

static inline uint32_t window_hash(const struct group *group, const char *at)
{
	uint64_t hash = 0, value;
	size_t i = 0;
	for (; i + 8 <= group->window; i += 8) {
		memcpy(&value, at + i, 8);
		hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
	}
	for (; i < group->window; i++)
		hash = (hash ^ (unsigned char)at[i]) * 0x100000001b3u;
	return (uint32_t)((hash * 0x9e3779b97f4a7c15u) >>
			  (64 - group->first_bits));
}

/* Bytewise, a prefix before what it begins. */
static int entry_compare(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	size_t alen = a->needle->len, blen = b->needle->len;
	int order = memcmp(a->needle->bytes, b->needle->bytes,
			   alen < blen ? alen : blen);
	return order ? order : (alen > blen) - (alen < blen);
}

static bool entry_begins(const struct entry *entry, const char *bytes,
			 size_t len)
{
	return entry->needle->len <= len &&
	       !memcmp(entry->needle->bytes, bytes, entry->needle->len);
}

/* The bytes as a number that is in their order, NULs after their end. */
static uint64_t bytes_key(const char *bytes, size_t len)
{
	uint64_t key = 0;
	memcpy(&key, bytes, len < sizeof key ? len : sizeof key);
	return be64toh(key);
}

/*
 * Gives the bucket's entries, which are in bytewise order, their keys: needles
 * in one bucket often begin with the same words, and it is searched without
 * going to them.
 */
static void bucket_keys(struct entry *first)
{
	const struct needle *low = first->needle;
	const struct needle *high = first[first->run - 1].needle;
	size_t most = low->len < high->len ? low->len : high->len, shared = 0;
	while (shared < most && low->bytes[shared] == high->bytes[shared])
		shared++;
	first->shared = (uint32_t)shared;
	for (uint32_t i = 0; i < first->run; i++) {
		const struct needle *needle = first[i].needle;
		first[i].key = bytes_key(needle->bytes + shared,
					 needle->len - shared);
	}
}

/* Orders a bucket of several, and links what begins alike. */
static void bucket_link(struct group *group, uint32_t first, uint32_t run)
{
	struct entry *entries = group->entries;
	qsort(&entries[first], run, sizeof *entries, entry_compare);
	entries[first].run = run;
	for (uint32_t i = first + 1; i < first + run; i++) {
		uint32_t link = i - 1;
		while (link != NONE &&
		       !entry_begins(&entries[link], entries[i].needle->bytes,
				     entries[i].needle->len))
			link = entries[link].link;
		entries[i].link = link;
	}
	bucket_keys(&entries[first]);
}

/* Sorts the entries into their buckets, by counting. */
static void group_buckets(struct group *group)
{
	size_t buckets = (size_t)1 << group->first_bits;
	uint32_t *first = group->first, end = 0;
	struct entry *old = group->entries;
	memset(first, 0, buckets * sizeof *first);
	for (size_t i = 0; i < group->count; i++)
		first[old[i].hash]++;
	for (size_t hash = 0; hash < buckets; hash++)
		if (first[hash])
			first[hash] = end += first[hash];
	group->entries = memory_alloc(group->count * sizeof *old);
	for (size_t i = group->count; i-- > 0;)
		group->entries[--first[old[i].hash]] = old[i];
	free(old);
	for (uint32_t i = 0, run; i < group->count; i += run) {
		uint32_t hash = group->entries[i].hash;
		for (run = 1; i + run < group->count; run++)
			if (group->entries[i + run].hash != hash)
				break;
		first[hash] = i + 1;
		if (run > 1)
			bucket_link(group, i, run);
	}
}

static void group_shifts(struct group *group)
{
	size_t farthest = group->window - group->block;
	memset(group->shift, (int)farthest + 1, (size_t)1 << group->bits);
	for (size_t i = 0; i < group->count; i++) {
		const char *bytes = group->entries[i].needle->bytes;
		for (size_t at = 0; at <= farthest; at++) {
			uint32_t hash = block_hash(bytes + at, group->block,
						   group->bits);
			if (group->shift[hash] > farthest - at)
				group->shift[hash] = (uint8_t)(farthest - at);
		}
	}
}

static unsigned table_bits(size_t items, size_t spare)
{
	unsigned bits = TABLE_MIN_BITS;
	while (bits < TABLE_MAX_BITS && (size_t)1 << bits < spare * items)
		bits++;
	return bits;
}

/* Tables that stay mostly empty, or else a window that leaves them so. */
static void group_size(struct group *group)
{
	while (group->block < GROUPS &&
	       group->window >= least_lengths[group->block])
		group->block++;
	if (group->block == 3 && group->window >= 8)
		group->block = 4;
	if (group->count >= MANY && group->block == 4)
		group->block = group->window >= 24 ? 16 : 8;
	size_t blocks = group->count * (group->window - group->block + 1);
	size_t spare = group->count < MANY ? SPARE_FEW : SPARE;
	group->bits = table_bits(blocks, spare);
	group->first_bits = table_bits(group->count, SPARE);
	while (group->window > group->block &&
	       (size_t)1 << group->bits < SPARE * blocks) {
		group->window--;
		blocks -= group->count;
	}
}

/* Takes the needles of so many bytes; false where there are none. */
static bool group_take(struct group *group, size_t least, size_t beyond,
		       struct needle *needles, size_t count)
{
	*group = (struct group){.window = WINDOW_MAX};
	for (size_t i = 0; i < count; i++) {
		size_t len = needles[i].len;
		if (len < least || len >= beyond)
			continue;
		if (!group->entries)
			group->entries = memory_alloc((count - i) *
						      sizeof *group->entries);
		group->entries[group->count++] = (struct entry){
			.needle = &needles[i], .link = NONE, .run = 1};
		if (len < group->window)
			group->window = len;
	}
	return group->count > 0;
}

static void group_init(struct group *group)
{
	group_size(group);
	group->shift = memory_alloc((size_t)1 << group->bits);
	group->first = memory_alloc(((size_t)1 << group->first_bits) *
				    sizeof *group->first);
	for (size_t i = 0; i < group->count; i++)
		group->entries[i].hash = window_hash(
			group, group->entries[i].needle->bytes);
	/* In the needles' own order, in which they are at hand. */
	group_shifts(group);
	group_buckets(group);
}

static void group_release(struct group *group)
{
	free(group->entries);
	free(group->shift);
	free(group->first);
}

/* Whether the entry stands after text[0, len), whose key it is. */
static bool entry_after(const struct entry *entry, uint64_t key,
			const char *text, size_t len)
{
	if (entry->key != key)
		return entry->key > key;
	const struct needle *needle = entry->needle;
	size_t both = needle->len < len ? needle->len : len;
	int order = memcmp(needle->bytes, text, both);
	return order > 0 || (order == 0 && needle->len > len);
}

/* The last entry of the bucket that is not after text[0, len), or its only
   one; or NONE, as where none of it begins there. */
static uint32_t bucket_search(const struct group *group, uint32_t first,
			      const char *text, size_t len)
{
	const struct entry *entries = group->entries;
	uint32_t low = first, high = first + entries[first].run;
	size_t shared = entries[first].shared;
	if (entries[first].run == 1)
		return first;
	if (len < shared ||
	    memcmp(entries[first].needle->bytes, text, shared) != 0)
		return NONE; /* none of it begins there */
	uint64_t key = bytes_key(text + shared, len - shared);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (entry_after(&entries[middle], key, text, len))
			high = middle;
		else
			low = middle + 1;
	}
	return low == first ? NONE : low - 1;
}

/* The longest needle of the bucket that begins at the byte; or NONE. */
static uint32_t bucket_match(const struct group *group, uint32_t first,
			     const char *text, size_t len, size_t at)
{
	const struct entry *entries = group->entries;
	uint32_t i = bucket_search(group, first, text + at, len - at);
	while (i != NONE && !entry_begins(&entries[i], text + at, len - at))
		i = entries[i].link;
	return i == NONE || needles_boundary(text, len, at) ? i : NONE;
}

/* Where a needle begins, and which; `ends`: it ends at a boundary. */
struct match {
	size_t at;
	uint32_t entry;
	bool ends;
};

static struct match match_make(const struct group *group, uint32_t i,
			       const char *text, size_t len, size_t at)
{
	size_t end = at + group->entries[i].needle->len;
	return (struct match){at, i, needles_boundary(text, len, end)};
}

/* Most are found once, and many are looked for. */
static void hit_add(struct needle *needle, size_t at)
{
	enum { FIRST = 2 };
	if (!needle->hits.items) {
		needle->hits.items = memory_alloc(FIRST * sizeof at);
		needle->hits.capacity = FIRST;
	}
	array_push(&needle->hits, at);
}

/* Notes its needle and all that are prefixes of that. */
static void match_note(struct group *group, const struct match *match,
		       const char *text, size_t len)
{
	struct entry *entries = group->entries;
	uint32_t *from = NULL;
	for (uint32_t i = match->entry; i != NONE; i = entries[i].link) {
		struct needle *needle = entries[i].needle;
		if (needle->hits.count >= needle->limit) {
			if (from)
				*from = entries[i].link; /* it has all */
			continue;
		}
		if (i == match->entry
			    ? match->ends
			    : needles_boundary(text, len,
					       match->at + needle->len))
			hit_add(needle, match->at);
		from = &entries[i].link;
	}
}

/*
 * A part of the text: windows that end from `end` up to before `stop`.  What
 * is found in it is noted at once, or kept, where other threads are at it.
 */
struct range {
	struct group *group;
	const char *text;
	size_t len; /* of all the text */
	size_t end, stop;
	bool keep; /* as long as it is not too much: else it ends there */
	ARRAY(struct match) matches;
};

/* Notes or keeps what is found at the byte; false: too much is kept. */
static bool range_match(struct range *range, uint32_t i, size_t at)
{
	if (range->keep && range->matches.count == KEPT)
		return false;
	struct match match = match_make(range->group, i, range->text,
					range->len, at);
	if (range->keep)
		array_push(&range->matches, match);
	else
		match_note(range->group, &match, range->text, range->len);
	return true;
}

/* Looks where the window ends up to before `stop`; false: it ended there. */
static inline bool range_look(struct range *range, size_t block, size_t stop)
{
	const struct group *group = range->group;
	const uint8_t *shift = group->shift;
	unsigned bits = group->bits;
	while (range->end < stop) {
		uint32_t hash = block_hash(range->text + range->end - block,
					   block, bits);
		if (shift[hash]) {
			range->end += shift[hash];
			continue;
		}
		size_t at = range->end - group->window;
		uint32_t i = group->first[window_hash(group, range->text + at)];
		if (i)
			i = bucket_match(group, i - 1, range->text, range->len,
					 at);
		else
			i = NONE;
		if (i != NONE && !range_match(range, i, at))
			return false;
		range->end++;
	}
	return true;
}

/* Looks closely at the windows from one end up to before the next sample's;
   false: it ended there. */
static inline bool range_near(struct range *range, size_t block, size_t end,
			      size_t step)
{
	range->end = end;
	return range_look(range, block,
			  end + step < range->stop ? end + step : range->stop);
}

/* The shifts of samples are fetched some at a time, where tables are larger
   than the processor's nearest memory. */
static inline void range_fetch(struct range *range, size_t block, size_t step)
{
	const struct group *group = range->group;
	size_t end = range->end;
	uint32_t hashes[SAMPLES];
	while (end < range->stop) {
		size_t count = (range->stop - end - 1) / step + 1;
		if (count > SAMPLES)
			count = SAMPLES;
		for (size_t i = 0; i < count; i++) {
			const char *at = range->text + end + i * step - block;
			hashes[i] = block_hash(at, block, group->bits);
			__builtin_prefetch(&group->shift[hashes[i]]);
		}
		for (size_t i = 0; i < count; i++, end += step)
			if (group->shift[hashes[i]] < step &&
			    !range_near(range, block, end, step))
				return;
	}
	range->end = range->stop;
}

/*
 * Goes through the range.  A window that waits for each shift before it moves
 * spends its time there.  So blocks are taken as far apart as a window may move
 * at most, none of which waits for another: any needle has one of them, and
 * only what follows one that is a needle's is looked at closely.
 */
static inline void range_scan(struct range *range, size_t block)
{
	const struct group *group = range->group;
	const uint8_t *shift = group->shift;
	unsigned bits = group->bits;
	size_t step = group->window - block + 1, stop = range->stop;
	if (bits > NEAR_BITS) {
		range_fetch(range, block, step);
		return;
	}
	for (size_t end = range->end; end < stop; end += step) {
		const char *at = range->text + end - block;
		if (shift[block_hash(at, block, bits)] < step &&
		    !range_near(range, block, end, step))
			return;
	}
	range->end = stop;
}

/* The usual blocks are inlined. */
static void range_run(struct range *range)
{
	size_t block = range->group->block;
	if (block == 4)
		range_scan(range, 4);
	else if (block == 3)
		range_scan(range, 3);
	else if (block == 8)
		range_scan(range, 8);
	else if (block == 16)
		range_scan(range, 16);
	else
		range_scan(range, block);
}

static void range_keep(void *context, size_t i)
{
	struct range *ranges = context;
	range_run(&ranges[i]);
}

/* Notes what was kept, and goes on where that was too much. */
static void range_note(struct range *range)
{
	for (size_t i = 0; i < range->matches.count; i++)
		match_note(range->group, &range->matches.items[i], range->text,
			   range->len);
	array_release(&range->matches);
	range->keep = false;
	if (range->end < range->stop)
		range_run(range);
}

/* Ranges of a long text are gone through side by side. */
static void group_run(struct group *group, const char *text, size_t len)
{
	size_t count = len / RANGE, end = group->window;
	if (end > len)
		return;
	struct range whole = {group, text, len, end, len + 1, false, {0}};
	if (count < 2) {
		range_run(&whole);
		return;
	}
	struct range *ranges = memory_alloc(count * sizeof *ranges);
	for (size_t i = 0; i < count; i++) {
		ranges[i] = whole;
		ranges[i].keep = true;
		ranges[i].end = i ? i * RANGE : end;
		ranges[i].stop = i + 1 < count ? (i + 1) * RANGE : len + 1;
	}
	side_by_side(count, range_keep, ranges);
	for (size_t i = 0; i < count; i++)
		range_note(&ranges[i]);
	free(ranges);
}

void needles_find(struct needle *needles, size_t count, const char *text,
		  size_t len)
{
	size_t groups = count < MANY ? GROUPS_OF_FEW : GROUPS;
	for (size_t i = 0; i < groups; i++) {
		struct group group;
		if (!group_take(&group, least_lengths[i],
				least_lengths[i + 1 < groups ? i + 1 : GROUPS],
				needles, count))
			continue;
		group_init(&group);
		group_run(&group, text, len);
		group_release(&group);
	}
}
