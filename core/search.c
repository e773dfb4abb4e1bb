#include "core/search.h"

#include <string.h>

#include "core/fold.h"
#include "core/needles.h"
#include "core/utf8.h"

enum {
	BLOCK = 64,       /* bytes that are sifted at a time */
	STEP = 16 * 1024, /* bytes folded at a time where nothing is sifted */
	REACH = 128,      /* bytes of a hit beyond four times the pattern's */
};

/*
 * What a hit must have in its bytes: the letter that stands at `at` in the
 * folded pattern, in either case or as what may fold to it, and after it
 * `next`, or what may come between the two.
 */
struct sieve {
	bool used;
	size_t at;
	unsigned char letter, next; /* lower case; next 0: anything */
	unsigned char lead; /* from here to C9 a byte may lead one that does, */
	unsigned char sign; /* or this one may: U+212A is a K, U+212B an Å */
};

struct search {
	struct folded pattern;
	unsigned fold;
	size_t reach; /* bytes of a hit, at most */
	struct sieve sieve;
};

/* The letters of U+00C0 to U+00FF without accents; ? where it has none. */
static const char latin_letters[] =
	"aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaa?ceeeeiiii?nooooo??uuuuy?y";

/* How often each letter stands in French and English, per mille. */
static const unsigned char letter_share[26] = {
	80, 12, 32, 40, 150, 14, 12, 25, 73, 4, 4, 52, 28,
	72, 60, 28, 8,  66,  75, 75, 55, 14, 8, 4, 8,  3,
};

static bool is_letter(unsigned char byte)
{
	return byte >= 'a' && byte <= 'z';
}

static bool is_digit(unsigned char byte)
{
	return byte >= '0' && byte <= '9';
}

static unsigned char lower(unsigned char byte)
{
	return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

static unsigned byte_share(unsigned char byte)
{
	if (is_letter(byte))
		return letter_share[byte - 'a'];
	return is_digit(byte) ? 10 : 0;
}

/*
 * Chooses the rarest letter or digit, with the one that follows it.  What folds
 * to one lies in Latin-1 (lead byte C3), Latin Extended-A and B (C4 to C9) and
 * Additional (E1), two signs aside.
 */
static void sieve_init(struct sieve *sieve, const struct folded *pattern)
{
	unsigned best = 0;
	*sieve = (struct sieve){0};
	for (size_t i = 0; i < pattern->len; i++) {
		unsigned char byte = lower((unsigned char)pattern->bytes[i]);
		unsigned char next = lower(
			(unsigned char)pattern->bytes[i + 1]);
		/* What is not after a letter may be a blank or an accent. */
		unsigned share = byte_share(byte) *
				 (byte_share(next) ? byte_share(next) + 60
						   : 1000);
		if (!share || (sieve->used && share >= best))
			continue;
		best = share;
		*sieve = (struct sieve){
			.used = true,
			.at = i,
			.letter = byte,
			.next = byte_share(next) ? next : 0,
			.lead = strchr("aceinouys", byte) ? 0xc3 : 0xc4,
			.sign = strchr("ak", byte) ? 0xe2 : 0xe1,
		};
	}
}

static inline bool sieve_passes(const struct sieve *sieve, unsigned char byte,
				unsigned char next)
{
	unsigned first = ((byte | 0x20) == sieve->letter) |
			 ((unsigned char)(byte - sieve->lead) <=
			  (unsigned char)(0xc9 - sieve->lead)) |
			 (byte == 0xe1) | (byte == sieve->sign);
	unsigned second = ((next | 0x20) == sieve->next) |
			  ((unsigned char)(next - '0') > 'z' - '0') |
			  (sieve->next == 0);
	return first & second;
}

/* Whether any of the block's bytes passes; the one after it is read too. */
static bool block_passes(const struct sieve *sieve, const char *text)
{
	const struct sieve s = *sieve;
	unsigned char any = 0;
	for (size_t i = 0; i < BLOCK; i++)
		any |= sieve_passes(&s, (unsigned char)text[i],
				    (unsigned char)text[i + 1]);
	return any;
}

/* The first byte from `at` on that passes; span.end where none does. */
static size_t sieve_next(const struct sieve *sieve, const char *text,
			 struct span span, size_t at)
{
	while (at < span.end) {
		size_t stop = at + BLOCK;
		if (stop >= span.end)
			stop = span.end;
		else if (!block_passes(sieve, text + at)) {
			at = stop;
			continue;
		}
		for (; at < stop; at++) {
			unsigned char next = 0;
			if (at + 1 < span.end)
				next = (unsigned char)text[at + 1];
			if (sieve_passes(sieve, (unsigned char)text[at], next))
				return at;
		}
	}
	return span.end;
}

enum verdict { SAME, OTHER, UNSURE };

/*
 * Whether a byte of the text may be the pattern's `at`th; `beside` is the one
 * of the pattern that stands next to it and matched.  UNSURE: only folding can
 * tell.
 */
static enum verdict compare(const struct search *search, size_t at,
			    size_t beside, unsigned char byte)
{
	unsigned char here = lower((unsigned char)search->pattern.bytes[at]);
	unsigned char next = (unsigned char)search->pattern.bytes[beside];
	if (byte >= 0x80 || here >= 0x80)
		return UNSURE;
	if (lower(byte) == here)
		return SAME;
	if (is_letter(lower(byte)) || is_digit(byte))
		return OTHER;
	/* Blanks and points are dropped beside digits and signs alone. */
	return is_letter(here) && is_letter(lower(next)) ? OTHER : UNSURE;
}

/*
 * A character of the text, at the byte `at`, without its accent: an ASCII
 * byte, or 0x80 for what only folding can tell.  Combining marks (U+0300 to
 * U+033F) are 0.
 */
static unsigned char bare_letter(const char *text, size_t at)
{
	unsigned char c = (unsigned char)text[at];
	if (c < 0x80)
		return c ? c : 0x80;
	if (c == 0xcc)
		return 0;
	if (c != 0xc3)
		return 0x80;
	c = (unsigned char)latin_letters[text[at + 1] & 0x3f];
	return c == '?' ? 0x80 : c;
}

/* Whether the text from `byte` on may go on as the pattern does from `at`. */
static bool may_follow(const struct search *search, const char *text,
		       struct span span, size_t byte, size_t at)
{
	while (at < search->pattern.len && byte + 1 < span.end) {
		unsigned char c = bare_letter(text, byte);
		byte += (unsigned char)text[byte] < 0x80 ? 1 : 2;
		if (!c)
			continue;
		enum verdict verdict = compare(search, at, at ? at - 1 : 0, c);
		if (verdict != SAME)
			return verdict == UNSURE;
		at++;
	}
	return true;
}

/* The same backwards: the text before `byte`, the pattern before `at`. */
static bool may_precede(const struct search *search, const char *text,
			struct span span, size_t byte, size_t at)
{
	while (at > 0 && byte > span.start + 1) {
		byte -= (unsigned char)text[byte - 1] < 0x80 ? 1 : 2;
		unsigned char c = bare_letter(text, byte);
		if (!c)
			continue;
		enum verdict verdict = compare(search, at - 1, at, c);
		if (verdict != SAME)
			return verdict == UNSURE;
		at--;
	}
	return true;
}

/*
 * The next byte from `at` on around which a hit may be; the paragraph's end
 * where none is.
 */
static size_t next_suspect(const struct search *search, const char *text,
			   struct span span, size_t at)
{
	const struct sieve *sieve = &search->sieve;
	if (!sieve->used)
		return at;
	for (;; at++) {
		at = sieve_next(sieve, text, span, at);
		if (at + 1 >= span.end)
			return at;
		if ((unsigned char)text[at] == 0xe1 &&
		    ((unsigned char)text[at + 1] & 0xfc) != 0xb8)
			continue; /* not Latin Extended Additional */
		if (bare_letter(text, at) == 0x80)
			return at; /* it may be two letters */
		if (may_follow(search, text, span, at, sieve->at) &&
		    may_precede(search, text, span, at, sieve->at))
			return at;
	}
}

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

/*
 * Adds the hits of the paragraph that begin in [from, limit), until there are
 * `most`.  Where suspects follow each other, the windows grow.
 */
static void paragraph_find(const struct search *search, const char *text,
			   struct span span, size_t from, size_t limit,
			   struct hits *hits, size_t most)
{
	size_t start = from > span.start ? from : span.start, at = start;
	size_t step = search->sieve.used ? 1 : STEP;
	limit = limit < span.end ? limit : span.end;
	while (hits->list.count < most && at < span.end &&
	       (at < limit || at - limit < search->reach)) {
		size_t suspect = next_suspect(search, text, span, at);
		if (suspect == span.end)
			break;
		bool close = at > start && suspect - at < search->reach;
		if (search->sieve.used)
			step = !close ? 1 : step < STEP ? 2 * step : STEP;
		at = span.end - suspect > step ? suspect + step : span.end;
		size_t before = hits->list.count;
		window_find(search, text,
			    window_around(search, text, span, suspect, at),
			    from, at < limit ? at : limit, hits, most);
		if (hits->list.count > before)
			from = hits->list.items[hits->list.count - 1].end;
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
	sieve_init(&search->sieve, &search->pattern);
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
	if (!search_possible(search))
		return;
	most += hits->list.count;
	for (size_t i = article_paragraph_at(article, from);
	     i < article->paragraphs.count && paragraphs[i].start < limit &&
	     hits->list.count < most;
	     i++)
		paragraph_find(search, article->text, paragraphs[i], from,
			       limit, hits, most);
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

/* The last hit in the paragraph that begins before the byte. */
static bool paragraph_find_last(const struct search *search, const char *text,
				struct span span, size_t before,
				struct span *hit)
{
	struct hits hits = {0};
	size_t limit = before < span.end ? before : span.end;
	while (limit > span.start && !hits.list.count) {
		size_t from = limit - span.start > STEP ? limit - STEP
							: span.start;
		paragraph_find(search, text, span, from, limit, &hits,
			       SIZE_MAX);
		limit = from;
	}
	return take_last(&hits, hit);
}

bool search_previous(const struct search *search, const struct article *article,
		     size_t before, struct span *hit)
{
	if (!search_possible(search) || !article->paragraphs.count)
		return false;
	for (size_t i = article_paragraph_at(article, before) + 1; i-- > 0;)
		if (paragraph_find_last(search, article->text,
					article->paragraphs.items[i], before,
					hit))
			return true;
	return false;
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
		     range.end, hits, SIZE_MAX - before);
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
	if (search_possible(search))
		paragraph_find(search, bytes, (struct span){0, len}, from,
			       SIZE_MAX, &hits, 1);
	return take_last(&hits, hit);
}
