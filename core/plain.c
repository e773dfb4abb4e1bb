#include "core/plain.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
	BLOCK = 16, /* bytes looked at together */
	MARKS = 4,  /* on a letter, as many as the sanitiser sends */
};

#ifdef __SSE2__

/* A bit for each byte of the block that is not printable ASCII. */
static unsigned block_odd(const char *bytes)
{
	__m128i block = _mm_loadu_si128((const __m128i *)(const void *)bytes);
	/* As signed numbers, those from 0x80 on are less than 0x20 too. */
	__m128i odd = _mm_or_si128(_mm_cmplt_epi8(block, _mm_set1_epi8(0x20)),
				   _mm_cmpeq_epi8(block, _mm_set1_epi8(0x7f)));
	return (unsigned)_mm_movemask_epi8(odd);
}

#else

/* A bit for each of 8 bytes that is not printable ASCII; where one is, the
   bits of those after it mean nothing. */
static unsigned half_odd(const char *bytes)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	uint64_t eight;
	memcpy(&eight, bytes, sizeof eight);
	eight = le64toh(eight);
	/* The lowest byte below 0x20, of 0x7f or above is marked; a borrow or
	   a carry only reaches the bytes after it. */
	uint64_t odd = ((eight - ones * 0x20) | (eight + ones) | eight) & high;
	return odd ? 1u << __builtin_ctzll(odd) / 8 : 0;
}

static unsigned block_odd(const char *bytes)
{
	return half_odd(bytes) | half_odd(bytes + 8) << 8;
}

#endif

/* How many bytes at the start are printable ASCII, at most `most`. */
static size_t ascii_run(const char *bytes, size_t len, size_t most)
{
	size_t run = 0;
	while (len - run >= BLOCK && run < most) {
		unsigned odd = block_odd(bytes + run);
		if (odd) {
			run += (size_t)__builtin_ctz(odd);
			return run < most ? run : most;
		}
		run += BLOCK;
	}
	if (run >= most)
		return most;
	while (run < len && run < most && bytes[run] >= 0x20 &&
	       bytes[run] < 0x7f)
		run++;
	return run;
}

/* Length of the plain character beyond ASCII at the start of bytes, or 0. */
static size_t character(const unsigned char *s, size_t len)
{
	if (len < 2 || (s[1] & 0xc0) != 0x80)
		return 0;
	if (s[0] >= 0xc3 && s[0] <= 0xcb)
		return 2;
	if (s[0] == 0xc2)
		return s[1] > 0xa0 && s[1] != 0xad ? 2 : 0;
	if (s[0] == 0xe2 && s[1] == 0x80 && len > 2)
		return s[2] >= 0x90 && s[2] <= 0xa7 ? 3 : 0;
	return 0;
}

/* Whether a plain mark starts there. */
static bool is_mark(const unsigned char *s, size_t len)
{
	return len >= 2 && s[0] == 0xcc && (s[1] & 0xc0) == 0x80;
}

/* Whether the byte starts a letter that a plain mark may follow. */
static bool is_letter(unsigned char first)
{
	return ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') ||
	       (first >= 0xc3 && first <= 0xcb);
}

/*
 * Length of the marks at the start of bytes, which follow a letter; 0 where
 * they are too many, or where something else goes on with the cluster.
 */
static size_t marks_run(const unsigned char *s, size_t len)
{
	size_t n = 0;
	while (is_mark(s + n, len - n))
		n += 2;
	if (n > 2 * MARKS)
		return 0;
	return n < len && s[n] >= 0xcc && !character(s + n, len - n) ? 0 : n;
}

size_t plain_glue(const char *bytes, size_t len, bool *alone)
{
	size_t n = 0;
	if (len >= 2 && !memcmp(bytes, "\u00a0", 2))
		n = 2;
	else if (len >= 3 && !memcmp(bytes, "\u202f", 3))
		n = 3;
	*alone = n == len || (unsigned char)bytes[n] < 0xcc;
	return n;
}

size_t plain_run(const char *bytes, size_t len, size_t columns, size_t *used)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t i = 0, column = 0;
	size_t last = 0; /* where the last character starts */
	bool alone;
	for (;;) {
		size_t n = ascii_run(bytes + i, len - i, columns - column);
		if (n > 0) {
			i += n;
			column += n;
			last = i - 1;
		}
		if (i == len)
			break;
		n = character(s + i, len - i);
		if (n > 0 && column < columns) {
			last = i;
			i += n;
			column++;
			continue;
		}
		/* What goes on with a cluster starts with 0xcc or above. */
		if (n > 0 || s[i] < 0xcc || i == 0 ||
		    plain_glue(bytes + i, len - i, &alone))
			break;
		n = is_letter(s[last]) ? marks_run(s + i, len - i) : 0;
		if (n == 0) {
			i = last;
			column--;
			break;
		}
		i += n;
	}
	*used = column;
	return i;
}

typedef unsigned char bytes16 __attribute__((vector_size(BLOCK)));
typedef signed char flags16 __attribute__((vector_size(BLOCK)));

/* A bit for each flag (0 or -1). */
static uint64_t flags_bits(flags16 flags)
{
#ifdef __SSE2__
	return (uint64_t)_mm_movemask_epi8((__m128i)flags);
#else
	uint64_t bits = 0;
	for (int i = 0; i < BLOCK; i++)
		bits |= (uint64_t)(flags[i] & 1) << i;
	return bits;
#endif
}

/* What each of 64 bytes is. */
struct kinds {
	uint64_t ascii; /* printable */
	uint64_t letters, blanks;
	uint64_t leads; /* of letters of two bytes, U+00C0 to U+02BF */
	uint64_t tails; /* second and later bytes of a character */
};

static struct kinds kinds_of(const char *bytes)
{
	struct kinds kinds = {0};
	for (unsigned at = 0; at < 64; at += BLOCK) {
		bytes16 block;
		memcpy(&block, bytes + at, BLOCK);
		bytes16 low = (block | 0x20) - 'a';
		kinds.ascii |= flags_bits(block - 0x20 < 0x7f - 0x20) << at;
		kinds.letters |= flags_bits(low < 26) << at;
		kinds.blanks |= flags_bits(block == ' ') << at;
		kinds.leads |= flags_bits(block - 0xc3 < 0xcb - 0xc3) << at;
		kinds.tails |= flags_bits((flags16)block < -64) << at;
	}
	return kinds;
}

static bool bit_get(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

/* The bits of a few bytes, in the word of the first one and in the next. */
struct bits {
	uint64_t low, high;
};

static struct bits bits_of(size_t i, size_t count)
{
	const uint64_t ones = ((uint64_t)1 << count) - 1;
	unsigned shift = i % 64;
	return (struct bits){ones << shift,
			     shift + count > 64 ? ones >> (64 - shift) : 0};
}

/* Sets the bits of a character that starts at the i-th byte. */
static void map_put(struct plain_map *map, size_t i, struct bits all,
		    bool common)
{
	uint64_t rest = all.low & (all.low - 1); /* but for its first byte */
	size_t k = i / 64;
	map->within[k] |= rest;
	if (common) {
		map->odd[k] &= ~all.low;
		map->inner[k] |= rest;
	}
	if (!all.high)
		return;
	map->within[k + 1] |= all.high;
	if (common) {
		map->odd[k + 1] &= ~all.high;
		map->inner[k + 1] |= all.high;
	}
}

/* Whether what stands before the mark at the i-th byte holds it: a blank, or
   what is not common, may not. */
static bool holds_mark(const struct plain_map *map, size_t i)
{
	return i > 0 && map->text[map->start + i - 1] != ' ' &&
	       (!bit_get(map->odd, i - 1) || bit_get(map->within, i - 1));
}

/*
 * Looks closer at a byte that is neither ASCII nor of a letter of two bytes.
 * Returns the bits of those that are settled.
 */
static struct bits map_character(struct plain_map *map, size_t i, size_t end)
{
	const char *s = map->text + map->start + i;
	const unsigned char *u = (const unsigned char *)s;
	size_t n = character(u, end - i);
	bool alone, common = n > 0;
	if (!common && is_mark(u, end - i)) {
		n = 2;
		if (holds_mark(map, i))
			map->within[i / 64] |= bits_of(i, 1).low;
	} else if (!common) {
		n = plain_glue(s, end - i, &alone);
	}
	struct bits all = bits_of(i, n > 0 ? n : 1);
	if (n > 0)
		map_put(map, i, all, common);
	return all;
}

/* Goes through what map_words() left as odd. */
static void map_odd(struct plain_map *map, size_t end)
{
	uint64_t settled = 0;
	for (size_t k = 0; k * 64 < end; k++) {
		uint64_t odd = map->odd[k] & ~settled;
		settled = 0;
		while (odd) {
			size_t i = k * 64 + (size_t)__builtin_ctzll(odd);
			if (i >= end)
				break;
			struct bits all = map_character(map, i, end);
			odd &= ~all.low;
			settled = all.high;
		}
	}
}

/* A letter of two bytes that lacks its second one is not common. */
static void map_broken(struct plain_map *map, size_t k, uint64_t missing)
{
	for (; missing; missing &= missing - 1) {
		size_t i = k * 64 + (size_t)__builtin_ctzll(missing);
		map->odd[(i - 1) / 64] |= bits_of(i - 1, 1).low;
	}
}

/* ASCII and letters of two bytes, 64 bytes at a time. */
static void map_words(struct plain_map *map, size_t bytes)
{
	const char *s = map->text + map->start;
	uint64_t lead = 0, letter = 0; /* of the byte before */
	for (size_t k = 0; k * 64 < bytes; k++) {
		char last[64] = {0};
		size_t rest = bytes - k * 64;
		if (rest < 64)
			memcpy(last, s + k * 64, rest);
		struct kinds kinds = kinds_of(rest < 64 ? last : s + k * 64);
		uint64_t second = kinds.leads << 1 | lead;
		uint64_t tails = kinds.tails & second;
		uint64_t letters = kinds.letters | kinds.leads | tails;
		map->odd[k] = ~(kinds.ascii | kinds.leads | tails);
		map->inner[k] = tails;
		map->within[k] = kinds.blanks |
				 (letters & (letters << 1 | letter));
		map_broken(map, k, second & ~tails);
		lead = kinds.leads >> 63;
		letter = letters >> 63;
	}
	if (lead)
		map->odd[(bytes - 1) / 64] |= bits_of(bytes - 1, 1).low;
}

void plain_map(struct plain_map *map, const char *text, size_t start,
	       size_t end)
{
	size_t bytes = end - start;
	map->text = text;
	map->start = start;
	map->end = end;
	if (bytes > 64 * PLAIN_WORDS) {
		bytes = 64 * PLAIN_WORDS;
		/* What stands there may go on beyond. */
		map->end = start + bytes - 4;
	}
	map_words(map, bytes);
	map_odd(map, bytes);
}

size_t plain_fit(const struct plain_map *map, size_t at, size_t columns,
		 size_t *used)
{
	const char *s = map->text + map->start;
	size_t i = at - map->start, most = map->end - map->start;
	size_t end = i + columns; /* and one more for each inner byte before */
	uint64_t from = ~(uint64_t)0 << i % 64, odd = 0;
	size_t k = i / 64;
	for (; k * 64 < most && k * 64 <= end && !odd;
	     k++, from = ~(uint64_t)0) {
		odd = map->odd[k] & from;
		uint64_t inner = map->inner[k] & from;
		if (odd)
			inner &= (odd & -odd) - 1;
		for (; inner; inner &= inner - 1) {
			if (k * 64 + (size_t)__builtin_ctzll(inner) > end)
				break;
			end++;
		}
	}
	size_t extra = end - i - columns;
	size_t stop = odd ? (k - 1) * 64 + (size_t)__builtin_ctzll(odd) : most;
	if (stop > most)
		stop = most;
	if (end > stop)
		end = stop;
	*used = end > i ? end - i - extra : 0;
	/* What goes on with a cluster starts with 0xcc or above. */
	bool alone;
	if (end > i && end == stop && end < most &&
	    (unsigned char)s[end] >= 0xcc &&
	    !plain_glue(s + end, most - end, &alone)) {
		do
			end--;
		while (bit_get(map->inner, end));
		--*used;
	}
	return map->start + (end > i ? end : i);
}

size_t plain_back(const struct plain_map *map, size_t floor, size_t at)
{
	size_t most = map->end - map->start, low = floor - map->start;
	size_t i = at - map->start < most ? at - map->start : most;
	if (i <= low)
		return floor;
	size_t k = (i - 1) / 64;
	uint64_t may = ~map->within[k] & ~(uint64_t)0 >> (64 * (k + 1) - i);
	while (!may && k > low / 64)
		may = ~map->within[--k];
	i = may ? k * 64 + 63 - (size_t)__builtin_clzll(may) : low;
	return i > low ? map->start + i : floor;
}
