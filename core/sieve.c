#include "core/sieve.h"

#include <string.h>

#include "core/utf8.h"

/* What letter_at() says besides an ASCII character. */
enum {
	LETTER_MARK = 0,      /* an accent, which does not count */
	LETTER_UNSURE = 0x80, /* only folding can tell */
	LETTER_OTHER,         /* nothing that is in ASCII */
};

/* How often each letter stands in French and English, per mille. */
static const unsigned char letter_share[26] = {
	80, 12, 32, 40, 150, 14, 12, 25, 73, 4, 4, 52, 28,
	72, 60, 28, 8,  66,  75, 75, 55, 14, 8, 4, 8,  3,
};

static bool is_letter(unsigned char byte)
{
	return (unsigned char)((byte | 0x20) - 'a') < 26;
}

static bool is_digit(unsigned char byte)
{
	return (unsigned char)(byte - '0') < 10;
}

static unsigned char lower(unsigned char byte)
{
	return is_letter(byte) ? byte | 0x20 : byte;
}

static bool is_word(unsigned char byte)
{
	return is_letter(byte) || is_digit(byte);
}

static unsigned byte_share(unsigned char byte)
{
	if (!is_letter(byte))
		return byte == ' ' ? 160 : 10;
	unsigned share = letter_share[lower(byte) - 'a'];
	return byte == lower(byte) ? share : share / 8 + 1; /* a capital */
}

/* Where in C3 80 to C3 BF letters stand that fold to this one, case aside. */
static const struct {
	unsigned char letter, low, high;
} latin_ranges[] = {
	{'a', 0xa0, 0xa6}, {'c', 0xa7, 0xa7}, {'e', 0xa6, 0xab},
	{'i', 0xac, 0xaf}, {'n', 0xb1, 0xb1}, {'o', 0xb2, 0xb6},
	{'u', 0xb9, 0xbc}, {'y', 0xbd, 0xbf}, {'s', 0xbf, 0xbf},
};

/*
 * What folds to a letter lies in Latin-1 (lead byte C3), Latin Extended-A and B
 * (C4 to C9) and Additional (E1), two signs aside: U+212A is a K, U+212B an Å.
 * What comes between it and `next` is accents and what else is past ASCII;
 * within a number blanks and points too, before some signs blanks.
 */
static void sieve_choose(struct sieve *sieve, size_t at, unsigned char byte,
			 unsigned char next)
{
	sieve->used = true;
	sieve->at = at;
	sieve->letter = byte | sieve->blind;
	sieve->next = next | sieve->blind;
	sieve->any = next ? 0 : 0xff;
	sieve->least = 0;
	if (next && strchr(" \";:!?", next))
		sieve->least = ' ';
	else if (is_digit(byte) && is_digit(next))
		sieve->least = '.';
	sieve->lead = is_letter(byte) ? 0xc4 : 0xc9;
	sieve->high = strchr("ak", lower(byte)) ? 0xe2 : 0xe1;
	sieve->low = 0;
	sieve->range = 0;
	for (size_t i = 0; i < sizeof latin_ranges / sizeof *latin_ranges; i++)
		if (latin_ranges[i].letter == lower(byte)) {
			sieve->low = latin_ranges[i].low;
			sieve->range = latin_ranges[i].high -
				       latin_ranges[i].low;
		}
}

/* Whether a blank of the pattern is one wherever both its neighbours match. */
static bool blank_sure(const char *blank)
{
	return !strchr(" ;:!?", blank[1]) &&
	       !(is_digit((unsigned char)blank[-1]) &&
		 is_digit((unsigned char)blank[1]));
}

/* Whether a match of all characters is one after folding as well. */
static bool pattern_sure(const struct folded *pattern)
{
	const char *bytes = pattern->bytes;
	for (size_t i = 0; i < pattern->len; i++)
		if ((unsigned char)bytes[i] >= 0x80 || bytes[i] == '.' ||
		    (bytes[i] == ' ' && (i == 0 || !blank_sure(bytes + i))))
			return false;
	return true; /* a last blank has a NUL after it */
}

void sieve_init(struct sieve *sieve, const struct folded *pattern,
		bool case_blind)
{
	unsigned best = 0;
	*sieve = (struct sieve){
		.pattern = pattern,
		.sure = pattern_sure(pattern),
		.blind = case_blind ? 0x20 : 0,
	};
	for (size_t i = 0; i < pattern->len; i++) {
		unsigned char byte = (unsigned char)pattern->bytes[i];
		unsigned char next = (unsigned char)pattern->bytes[i + 1];
		/* Something past ASCII may come in between. */
		unsigned share = byte_share(byte) *
				 (next ? byte_share(next) + 60 : 1000);
		if (!is_word(byte) || (sieve->used && share >= best))
			continue;
		best = share;
		sieve_choose(sieve, i, byte, next);
	}
}

/* As many bytes as are compared at once, where the processor can. */
typedef unsigned char lanes __attribute__((vector_size(16)));
typedef signed char signed_lanes __attribute__((vector_size(16)));

enum { LANES = SIEVE_BLOCK / sizeof(lanes) };

static inline lanes all(unsigned char byte)
{
	return byte - (lanes){0};
}

static inline lanes within(lanes bytes, unsigned char low, unsigned char range)
{
	return (lanes)(bytes - low <= all(range));
}

/* Where the letter may be: not 0. */
static inline lanes passes(const struct sieve *sieve, lanes bytes, lanes next)
{
	lanes first = (lanes)((bytes | sieve->blind) == all(sieve->letter)) |
		      ((lanes)(bytes == all(0xc3)) &
		       within(next | 0x20, sieve->low, sieve->range)) |
		      within(bytes, sieve->lead, 0xc9 - sieve->lead) |
		      within(bytes, 0xe1, sieve->high - 0xe1);
	lanes second = (lanes)((next | sieve->blind) == all(sieve->next)) |
		       within(next, 0x80, 0xff - 0x80) |
		       within(next, 0, sieve->least) | all(sieve->any);
	return first & second;
}

static inline lanes load(const char *text)
{
	lanes bytes;
	memcpy(&bytes, text, sizeof bytes);
	return bytes;
}

static inline bool is_any(lanes flags)
{
	uint64_t halves[2];
	memcpy(halves, &flags, sizeof halves);
	return halves[0] | halves[1];
}

/* Sets the block's flags, and says whether one is set. */
static inline bool block_sift(const struct sieve *sieve, const char *block,
			      unsigned char *flags)
{
	lanes found[LANES], any = {0};
	for (size_t i = 0; i < LANES; i++) {
		const char *at = block + i * sizeof any;
		found[i] = passes(sieve, load(at), load(at + 1));
		any |= found[i];
	}
	if (!is_any(any))
		return false;
	memcpy(flags, found, sizeof found);
	return true;
}

/*
 * Where the letter cannot be: by fewer comparisons than passes() makes, of
 * signed bytes, so that what is past ASCII comes first, and with all from
 * `lead` to `high` taken for accented letters.  Not for those that C3 leads.
 */
static inline lanes lacks_letter(const struct sieve *sieve, const char *text)
{
	const unsigned char shift = sieve->lead - 0x80; /* the least is lead */
	const signed_lanes high = (signed_lanes)all(sieve->high - shift);
	lanes bytes = load(text);
	return ~(lanes)((bytes | sieve->blind) == sieve->letter) &
	       (lanes)((signed_lanes)(bytes - shift) > high);
}

/* The same with what comes after it. */
static inline lanes lacks_pair(const struct sieve *sieve, const char *text)
{
	const signed_lanes least = (signed_lanes)all(sieve->any ? 0x7f
								: sieve->least);
	lanes next = load(text + 1);
	return lacks_letter(sieve, text) |
	       (~(lanes)((next | sieve->blind) == sieve->next) &
		(lanes)((signed_lanes)next > least));
}

/* Whether something of the block may pass.  Most have not even the letter. */
static inline bool block_glance(const struct sieve *s, const char *block)
{
	lanes lacks = lacks_letter(s, block) & lacks_letter(s, block + 16) &
		      lacks_letter(s, block + 32) & lacks_letter(s, block + 48);
	if (!is_any(~lacks))
		return false;
	lacks = lacks_pair(s, block) & lacks_pair(s, block + 16) &
		lacks_pair(s, block + 32) & lacks_pair(s, block + 48);
	return is_any(~lacks);
}

/*
 * Goes on by whole blocks from `at`, whose byte after the last is read too,
 * until one has something that passes, and returns where it begins, its flags
 * set; else `stop` or after it.
 */
static size_t blocks_sift(const struct sieve *sieve, const char *text,
			  size_t at, size_t stop, unsigned char *flags)
{
	const struct sieve s = *sieve;
	for (; at < stop; at += SIEVE_BLOCK)
		if ((s.low || block_glance(&s, text + at)) &&
		    block_sift(&s, text + at, flags))
			break;
	return at;
}

struct sift sift_make(const char *text, size_t end)
{
	return (struct sift){.text = text, .end = end, .block = end};
}

/* Sifts from the byte on until something passes; false: nothing does. */
static bool sift_from(struct sift *sift, const struct sieve *sieve, size_t at)
{
	char tail[SIEVE_BLOCK + 1] = {0};
	size_t whole = at < sift->end ? (sift->end - at - 1) / SIEVE_BLOCK : 0;
	size_t stop = at + whole * SIEVE_BLOCK;
	sift->block = blocks_sift(sieve, sift->text, at, stop, sift->flags);
	if (sift->block < stop)
		return true;
	if (stop >= sift->end)
		return false;
	memcpy(tail, sift->text + stop, sift->end - stop);
	return !blocks_sift(sieve, tail, 0, 1, sift->flags);
}

size_t sift_next(struct sift *sift, const struct sieve *sieve, size_t at)
{
	bool known = at >= sift->block && at - sift->block < SIEVE_BLOCK;
	size_t from = known ? sift->block : at;
	while (known || sift_from(sift, sieve, from)) {
		size_t i = at > sift->block ? at - sift->block : 0;
		const unsigned char *flag = memchr(sift->flags + i, 0xff,
						   SIEVE_BLOCK - i);
		if (flag)
			return sift->block + (size_t)(flag - sift->flags);
		known = false;
		from = sift->block + SIEVE_BLOCK;
	}
	sift->block = sift->end;
	return sift->end;
}

static unsigned char latin_letter(uint32_t code)
{
	char letter = fold_latin(code);
	if (letter == FOLD_OTHER)
		return LETTER_OTHER;
	return letter == FOLD_UNSURE ? LETTER_UNSURE : (unsigned char)letter;
}

/* Of U+2000 to U+203F: blanks, dashes and quotes. */
static unsigned char punctuation(unsigned char low)
{
	if (low <= 0x0a || low == 0x2f)
		return ' ';
	if (low >= 0x10 && low <= 0x15)
		return '-';
	if (low >= 0x18 && low <= 0x1b)
		return '\'';
	return low >= 0x1c && low <= 0x1f ? '"' : LETTER_UNSURE;
}

/*
 * What the character at the byte is folded to, case aside: an ASCII one or
 * LETTER_; *len: its bytes.
 */
static unsigned char letter_at(const char *text, size_t at, size_t end,
			       size_t *len)
{
	const unsigned char *s = (const unsigned char *)text + at;
	*len = 1;
	if (s[0] < 0x80)
		return s[0] ? s[0] : LETTER_UNSURE;
	if (end - at < 2 || (s[1] & 0xc0) != 0x80)
		return LETTER_UNSURE;
	*len = 2;
	if (s[0] >= 0xc3 && s[0] <= 0xc5)
		return latin_letter((s[0] & 0x1fu) << 6 | (s[1] & 0x3fu));
	if (s[0] == 0xcc || (s[0] == 0xcd && s[1] < 0xb0))
		return LETTER_MARK;
	if (s[0] == 0xc2 && s[1] == 0xa0)
		return ' ';
	if (end - at < 3 || (s[2] & 0xc0) != 0x80)
		return LETTER_UNSURE;
	*len = 3;
	if (s[0] == 0xe1 && s[1] >= 0xb8 && s[1] <= 0xbb)
		return latin_letter(0x1000u | (s[1] & 0x3fu) << 6 |
				    (s[2] & 0x3fu));
	return s[0] == 0xe2 && s[1] == 0x80 ? punctuation(s[2] & 0x3f)
					    : LETTER_UNSURE;
}

/* Where the character before the byte begins. */
static size_t letter_before(const char *text, size_t start, size_t at)
{
	size_t low = at - start > 3 ? at - 3 : start;
	do
		at--;
	while (at > low && ((unsigned char)text[at] & 0xc0) == 0x80);
	return at;
}

/*
 * Whether folding may drop a sign of the text between the two characters of
 * the pattern: a point within a number, a blank there, beside the sign that
 * quotes are folded to, before : and its like, and after another blank.
 */
static bool may_vanish(unsigned char sign, unsigned char one,
		       unsigned char other)
{
	bool digits = is_digit(one) && is_digit(other);
	if (sign == '.')
		return digits;
	return strchr(" \t\n\v\f\r", sign) &&
	       (digits || strchr(" \";:!?", one) || strchr(" \";:!?", other));
}

/* What a character of the text is to one of the pattern. */
enum likeness {
	LIKE_SAME,
	LIKE_OTHER,
	LIKE_NOTHING, /* it may be dropped, and else is another */
	LIKE_UNSURE,
};

/*
 * Compares a character of the text with the pattern's `at`th; `beside` is the
 * one of the pattern that stands next to it and matched.
 */
static enum likeness compare(const struct sieve *sieve, size_t at,
			     size_t beside, unsigned char letter)
{
	unsigned char here = (unsigned char)sieve->pattern->bytes[at];
	unsigned char next = (unsigned char)sieve->pattern->bytes[beside];
	if (letter == here || (sieve->blind && lower(letter) == here))
		return here < 0x80 ? LIKE_SAME : LIKE_UNSURE;
	if (letter < 0x80 && is_word(letter))
		return LIKE_OTHER;
	if (letter == LETTER_UNSURE || here >= 0x80)
		return LIKE_UNSURE;
	if (letter == LETTER_OTHER || !may_vanish(letter, here, next))
		return LIKE_OTHER;
	return here == ' ' ? LIKE_UNSURE : LIKE_NOTHING;
}

/*
 * Whether the text goes on from *last as the pattern does from its letter;
 * *last: where its last character begins.
 */
static enum sieve_verdict follows(const struct sieve *sieve, const char *text,
				  size_t end, size_t *last)
{
	enum sieve_verdict verdict = SIEVE_HIT;
	size_t at = sieve->at, byte = *last, len;
	for (; at < sieve->pattern->len; byte += len) {
		if (byte >= end)
			return SIEVE_NO;
		unsigned char letter = letter_at(text, byte, end, &len);
		enum likeness like = LIKE_NOTHING;
		if (letter != LETTER_MARK)
			like = compare(sieve, at, at ? at - 1 : 0, letter);
		else if (!at || sieve->pattern->bytes[at - 1] != ' ')
			continue;
		if (like == LIKE_OTHER)
			return SIEVE_NO;
		if (like == LIKE_UNSURE)
			return SIEVE_MAYBE;
		if (like == LIKE_NOTHING) {
			verdict = SIEVE_MAYBE;
			continue;
		}
		*last = byte;
		at++;
	}
	return verdict;
}

/* The same backwards from before *first, where its first character begins. */
static enum sieve_verdict precedes(const struct sieve *sieve, const char *text,
				   struct span span, size_t *first)
{
	enum sieve_verdict verdict = SIEVE_HIT;
	size_t at = sieve->at, byte = *first, len;
	bool marked = false;
	while (at > 0) {
		if (byte <= span.start)
			return SIEVE_NO;
		size_t behind = byte;
		byte = letter_before(text, span.start, byte);
		unsigned char letter = letter_at(text, byte, span.end, &len);
		if (byte + len != behind)
			return SIEVE_MAYBE; /* malformed bytes in between */
		if (letter == LETTER_MARK) {
			marked = true;
			continue;
		}
		enum likeness like = compare(sieve, at - 1, at, letter);
		if (like == LIKE_OTHER)
			return SIEVE_NO;
		if (like == LIKE_UNSURE)
			return SIEVE_MAYBE;
		if (like == LIKE_NOTHING || (letter == ' ' && marked))
			verdict = SIEVE_MAYBE;
		marked = false;
		if (like == LIKE_NOTHING)
			continue;
		*first = byte;
		at--;
	}
	return verdict;
}

/* Whether what stands at the byte, which passed, may have the letter. */
static bool may_have(const char *text, size_t at, size_t end)
{
	const unsigned char *s = (const unsigned char *)text + at;
	if (s[0] < 0xe1 || end - at < 2)
		return true;
	return s[0] == 0xe2 ? s[1] == 0x84 : (s[1] & 0xfc) == 0xb8;
}

/* Whether a Latin letter at the byte surely begins a cluster. */
static bool begins(const char *text, size_t start, size_t at)
{
	if (at == start || (unsigned char)text[at - 1] < 0x80)
		return true;
	const unsigned char *s = (const unsigned char *)text +
				 letter_before(text, start, at);
	return (s[0] >= 0xc2 && s[0] <= 0xcd) || (s[0] == 0xe2 && s[1] == 0x80);
}

enum sieve_verdict sieve_check(const struct sieve *sieve, const char *text,
			       struct span span, size_t at, struct span *hit)
{
	size_t first = at, last = at, len;
	if (!may_have(text, at, span.end))
		return SIEVE_NO;
	if (letter_at(text, at, span.end, &len) == LETTER_UNSURE)
		return SIEVE_MAYBE; /* it may be two letters */
	enum sieve_verdict verdict = follows(sieve, text, span.end, &last);
	if (verdict == SIEVE_NO)
		return SIEVE_NO;
	enum sieve_verdict before = precedes(sieve, text, span, &first);
	if (before == SIEVE_NO)
		return SIEVE_NO;
	if (verdict == SIEVE_MAYBE || before == SIEVE_MAYBE || !sieve->sure ||
	    !begins(text, span.start, first))
		return SIEVE_MAYBE;
	letter_at(text, last, span.end, &len);
	if (last + len < span.end && (unsigned char)text[last + len] >= 0xcc)
		len = utf8_cluster(text + last, span.end - last);
	*hit = (struct span){first, last + len};
	return SIEVE_HIT;
}
