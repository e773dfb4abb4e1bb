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
	uint64_t leads;  /* of letters of two bytes, U+00C0 to U+02BF */
	uint64_t tails;  /* second and later bytes of a character */
	uint64_t dashes; /* first bytes of U+2010 to U+2027 */
	uint64_t quotes; /* of U+2019 */
};

/* Looks at 16 of them, and at the two bytes after these. */
static inline void kinds_add(struct kinds *kinds, const char *bytes,
			     unsigned at)
{
	bytes16 block, next, third;
	memcpy(&block, bytes + at, BLOCK);
	memcpy(&next, bytes + at + 1, BLOCK);
	memcpy(&third, bytes + at + 2, BLOCK);
	bytes16 low = (block | 0x20) - 'a';
	flags16 dash = (flags16)(block == 0xe2) & (flags16)(next == 0x80);
	flags16 wide = (flags16)(third - 0x90 < 0xa8 - 0x90);
	kinds->ascii |= flags_bits(block - 0x20 < 0x7f - 0x20) << at;
	kinds->letters |= flags_bits(low < 26) << at;
	kinds->blanks |= flags_bits(block == ' ') << at;
	kinds->leads |= flags_bits(block - 0xc3 < 0xcb - 0xc3) << at;
	kinds->tails |= flags_bits((flags16)block < -64) << at;
	kinds->dashes |= flags_bits(dash & wide) << at;
	kinds->quotes |= flags_bits(dash & (flags16)(third == 0x99)) << at;
}

static struct kinds kinds_of(const char *bytes)
{
	struct kinds kinds = {0};
	kinds_add(&kinds, bytes, 0);
	kinds_add(&kinds, bytes, BLOCK);
	kinds_add(&kinds, bytes, 2 * BLOCK);
	kinds_add(&kinds, bytes, 3 * BLOCK);
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
	map->inner[k] |= rest;
	if (common)
		map->odd[k] &= ~all.low;
	if (!all.high)
		return;
	map->within[k + 1] |= all.high;
	map->inner[k + 1] |= all.high;
	if (common)
		map->odd[k + 1] &= ~all.high;
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
		if (holds_mark(map, i)) {
			map->within[i / 64] |= bits_of(i, 1).low;
			map->inner[i / 64] |= bits_of(i, 1).low;
		}
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

/* The first byte of a letter, whose second one is missing: not common, and not
   within a word. */
static void map_broken(struct plain_map *map, size_t i)
{
	uint64_t bit = bits_of(i, 1).low;
	map->odd[i / 64] |= bit;
	map->within[i / 64] &= ~bit;
}

/* The bits of the bytes that follow those of the bits by `count`; *carry: what
   the 64 bytes before leave for these, and these for the next. */
static uint64_t bits_after(uint64_t bits, unsigned count, uint64_t *carry)
{
	uint64_t after = bits << count | *carry;
	*carry = bits >> (64 - count);
	return after;
}

/* ASCII, letters of two bytes, dashes and quotation marks, 64 bytes at a
   time. */
static void map_words(struct plain_map *map, size_t bytes)
{
	const char *s = map->text + map->start;
	uint64_t lead = 0, letter = 0, dash[2] = {0}, quote = 0; /* before */
	for (size_t k = 0; k * 64 < bytes; k++) {
		char last[64 + 2] = {0};
		size_t rest = bytes - k * 64;
		bool near = rest < sizeof last;
		if (near)
			memcpy(last, s + k * 64, rest);
		struct kinds kinds = kinds_of(near ? last : s + k * 64);
		uint64_t second = bits_after(kinds.leads, 1, &lead);
		uint64_t tails = kinds.tails & second;
		uint64_t letters = kinds.letters | kinds.leads | tails;
		uint64_t after = bits_after(letters, 1, &letter);
		uint64_t others = bits_after(kinds.dashes, 1, &dash[0]) |
				  bits_after(kinds.dashes, 2, &dash[1]);
		uint64_t words = letters &
				 (after | bits_after(kinds.quotes, 3, &quote));
		map->odd[k] = ~(kinds.ascii | kinds.leads | tails |
				kinds.dashes | others);
		map->inner[k] = tails | others;
		map->within[k] = kinds.blanks | words | others |
				 (kinds.quotes & after);
		uint64_t missing = second & ~tails;
		for (; missing; missing &= missing - 1)
			map_broken(map,
				   k * 64 - 1 +
					   (size_t)__builtin_ctzll(missing));
	}
	if (lead)
		map_broken(map, bytes - 1);
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

static const uint64_t byte_ones = 0x0101010101010101u;

/*
 * How many bits are set up to the end of each byte, a number in each.  This
 * and what follows is Vigna's (Broadword Implementation of Rank/Select Queries,
 * 2008): rows end anywhere, and loops that do too would be mispredicted.
 */
static uint64_t bits_sums(uint64_t bits)
{
	const uint64_t twos = ~(uint64_t)0 / 3, fours = ~(uint64_t)0 / 5;
	bits -= bits >> 1 & twos;
	bits = (bits & fours) + (bits >> 2 & fours);
	return ((bits + (bits >> 4)) & byte_ones * 0xf) * byte_ones;
}

/* The first of eight numbers, none less than that before, that is n or more:
   one is, and all are less than 128. */
static unsigned sums_reach(uint64_t sums, uint64_t n)
{
	const uint64_t high = byte_ones << 7;
	uint64_t reached = ((sums | high) - byte_ones * n) & high;
	return (unsigned)__builtin_ctzll(reached) / 8;
}

/* The place of the n-th bit that is set, from 1; there are as many. */
static unsigned bits_select(uint64_t bits, uint64_t sums, uint64_t n)
{
	const uint64_t diagonal = 0x8040201008040201u;
	unsigned byte = sums_reach(sums, n);
	n -= sums << 8 >> 8 * byte & 0xff;
	uint64_t each = (bits >> 8 * byte & 0xff) * byte_ones & diagonal;
	each = (each + byte_ones * 0x7f) >> 7 & byte_ones;
	return 8 * byte + sums_reach(each * byte_ones, n);
}

/* Goes on from the byte *at of the map past common characters, at most so many
   columns, up to the next character or what is not common.  Returns their
   columns. */
static size_t fit_common(const struct plain_map *map, size_t *at,
			 size_t columns)
{
	size_t most = map->end - map->start, left = columns;
	uint64_t from = ~(uint64_t)0 << *at % 64;
	for (size_t k = *at / 64; k * 64 < most; k++, from = ~(uint64_t)0) {
		uint64_t odd = map->odd[k];
		if (most - k * 64 < 64)
			odd |= ~(uint64_t)0 << most % 64;
		odd &= from;
		uint64_t starts = ~map->inner[k] & from;
		if (odd)
			starts &= (odd & -odd) - 1;
		uint64_t sums = bits_sums(starts), all = sums >> 56;
		if (all > left) {
			*at = k * 64 + bits_select(starts, sums, left + 1);
			return columns;
		}
		left -= all;
		if (odd) {
			*at = k * 64 + (size_t)__builtin_ctzll(odd);
			return columns - left;
		}
	}
	*at = most;
	return columns - left;
}

size_t plain_fit(const struct plain_map *map, size_t at, size_t columns,
		 size_t *used)
{
	const char *s = map->text + map->start;
	size_t i = at - map->start, most = map->end - map->start, end = i;
	bool alone;
	*used = fit_common(map, &end, columns);
	/* What goes on with a cluster starts with 0xcc or above. */
	if (end > i && end < most && (unsigned char)s[end] >= 0xcc &&
	    bit_get(map->odd, end) &&
	    !plain_glue(s + end, most - end, &alone)) {
		do
			end--;
		while (bit_get(map->inner, end));
		--*used;
	}
	return map->start + end;
}

size_t plain_columns(const struct plain_map *map, size_t start, size_t end)
{
	size_t i = start - map->start, stop = end - map->start, columns = 0;
	uint64_t from = ~(uint64_t)0 << i % 64;
	for (size_t k = i / 64; k * 64 < stop; k++, from = ~(uint64_t)0) {
		uint64_t starts = ~map->inner[k] & from;
		if (stop - k * 64 < 64)
			starts &= ~(~(uint64_t)0 << stop % 64);
		columns += bits_sums(starts) >> 56;
	}
	return columns;
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
