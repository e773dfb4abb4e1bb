#include "core/drift.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/dossier.h"
#include "core/fold.h"
#include "core/sentences.h"
#include "core/str.h"
#include "core/utf8.h"

static bool tie_known(const struct drift_ties *ties, const struct claim *claim)
{
	for (size_t i = 0; i < ties->list.count; i++)
		if (ties->list.items[i].claim == claim)
			return true;
	return false;
}

enum { AHEAD = 8 }; /* claims that are fetched before they are looked at */

static bool is_full(const struct drift_ties *ties)
{
	return ties->list.count == DRIFT_TIES_MOST;
}

static void tie_add(struct drift_ties *ties, struct claim *claim,
		    enum drift_by by, const struct point *point)
{
	if (!is_full(ties) && !tie_known(ties, claim))
		array_push(&ties->list, ((struct drift_tie){claim, by, point}));
}

static void add_repeated(struct drift_ties *ties, const struct claim *claim,
			 enum drift_by by)
{
	for (size_t i = 0; i < claim_end_count(claim); i++) {
		const struct relation_end *end = &claim_ends(claim)[i];
		if (end->other && end->relation->kind == RELATION_REPEATS)
			tie_add(ties, end->other, by, NULL);
	}
}

static bool speaks(const struct claim *claim, const struct speaker *speaker)
{
	for (size_t i = 0; i < claim->speakers->count; i++)
		if (claim->speakers->items[i] == speaker)
			return true;
	return false;
}

static bool answers(const struct claim *claim, const struct point *point)
{
	for (size_t i = 0; i < claim->points->count; i++)
		if (claim->points->items[i] == point)
			return true;
	return false;
}

static void add_of_point(struct drift_ties *ties, const struct xref *xref,
			 const struct claim *claim, const struct point *point,
			 const struct speaker *speaker)
{
	struct claims list = xref_point(xref, point);
	struct claims by_speaker = xref_speaker(xref, speaker);
	if (by_speaker.count < list.count)
		list = by_speaker;
	for (size_t i = 0; i < list.count && !is_full(ties); i++) {
		struct claim *other = list.items[i];
		/* They are anywhere in memory. */
		if (i + AHEAD < list.count)
			__builtin_prefetch(list.items[i + AHEAD]);
		if (other->entry != claim->entry && speaks(other, speaker) &&
		    answers(other, point))
			tie_add(ties, other, DRIFT_POINT, point);
	}
}

static int by_nearness(const void *pa, const void *pb)
{
	const struct drift_tie *a = pa, *b = pb;
	if (a->by != b->by)
		return a->by < b->by ? -1 : 1;
	const struct entry *x = a->claim->entry, *y = b->claim->entry;
	if (x != y)
		return x->index < y->index ? -1 : 1;
	return (a->claim->number > b->claim->number) -
	       (a->claim->number < b->claim->number);
}

/* Takes out the claim itself and those without a place; its own article's
   come after the others. */
static void ties_settle(struct drift_ties *ties, const struct claim *claim)
{
	size_t kept = 0, count = ties->list.count;
	struct drift_tie *items = ties->list.items;
	for (size_t i = 0; i < count; i++)
		if (items[i].claim != claim && items[i].claim->number)
			items[kept++] = items[i];
	ties->list.count = kept;
	if (kept < 2)
		return;
	qsort(items, kept, sizeof *items, by_nearness);
	struct drift_tie *own = memory_alloc(kept * sizeof *own);
	size_t own_count = 0, at = 0;
	for (size_t i = 0; i < kept; i++)
		if (items[i].claim->entry == claim->entry)
			own[own_count++] = items[i];
		else
			items[at++] = items[i];
	memcpy(items + at, own, own_count * sizeof *own);
	free(own);
}

void drift_find(struct drift_ties *ties, const struct xref *xref,
		struct claim *claim)
{
	tie_add(ties, claim, DRIFT_REPEATS, NULL);
	add_repeated(ties, claim, DRIFT_REPEATS);
	for (size_t i = 1; i < ties->list.count; i++)
		add_repeated(ties, ties->list.items[i].claim, DRIFT_CHAIN);
	for (size_t p = 0; p < claim->points->count; p++)
		for (size_t s = 0; s < claim->speakers->count; s++)
			if (!claim->speakers->items[s]->nobody)
				add_of_point(ties, xref, claim,
					     claim->points->items[p],
					     claim->speakers->items[s]);
	ties_settle(ties, claim);
}

/* Length of the white space at the start of bytes, or 0. */
static size_t space_len(const char *bytes, size_t len)
{
	uint32_t code;
	size_t n = utf8_decode(bytes, len, &code);
	bool space = code == ' ' || code == '\t' || code == '\n' ||
		     code == '\r' || code == 0xa0 || code == 0x202f ||
		     (code >= 0x2000 && code <= 0x200a);
	return space ? n : 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(const char *text, size_t at, size_t end)
{
	size_t n = 1;
	for (; at < end && n; at += n)
		n = space_len(text + at, end - at);
	return n > 0;
}

/* Whether the bytes have a letter or a digit (what is no punctuation). */
static bool has_letters(const char *text, size_t at, size_t end)
{
	while (at < end) {
		uint32_t code;
		at += utf8_decode(text + at, end - at, &code);
		if (code < 0x80
			    ? is_digit((char)code) ||
				      ((code | 32) >= 'a' && (code | 32) <= 'z')
			    : code >= 0xc0 && code != 0xd7 && code != 0xf7 &&
				      (code < 0x2000 || code > 0x206f) &&
				      (code < 0x3000 || code > 0x303f))
			return true;
	}
	return false;
}

/* Whether an apostrophe there would stand for the end of the French word that
   begins at `start`: l’, d’, qu’, jusqu’. */
static bool is_elided(const char *text, size_t start, size_t at)
{
	static const char single[] = "cdjlmnst";
	if (at == start)
		return false;
	if ((text[at - 1] | 32) == 'u')
		return at > start + 1 && (text[at - 2] | 32) == 'q';
	return memchr(single, text[at - 1] | 32, sizeof single - 1) &&
	       !has_letters(text, start, at - 1);
}

/* The end of the word at `at`; a space between digits is part of it. */
static size_t word_end(const char *text, size_t at, size_t end)
{
	size_t start = at;
	while (at < end) {
		size_t n = space_len(text + at, end - at);
		if (n && !(at > start && is_digit(text[at - 1]) &&
			   at + n < end && is_digit(text[at + n])))
			break;
		uint32_t code = ' ';
		size_t mark = at;
		at += n ? n : utf8_decode(text + at, end - at, &code);
		if ((code == '\'' || code == 0x2019) && at < end &&
		    is_elided(text, start, mark))
			break;
	}
	return at;
}

static bool opens(const char *text, size_t at, size_t end)
{
	uint32_t code = 0;
	if (at < end)
		utf8_decode(text + at, end - at, &code);
	return code == 0xab || code == 0x201c || code == '(' || code == '[';
}

/* Punctuation that stands alone goes with the word before it, what opens with
   the word after it. */
static void words_add(struct drift_side *side, const char *text,
		      struct span span)
{
	size_t first = side->words.count;
	size_t from = 0; /* of what opens the next word, when `held` */
	bool held = false;
	for (size_t at = span.start; at < span.end;) {
		size_t n = space_len(text + at, span.end - at);
		if (n) {
			at += n;
			continue;
		}
		size_t end = word_end(text, at, span.end);
		bool word = has_letters(text, at, end);
		size_t last = side->words.count;
		if (!word && last > first && !held && !opens(text, at, end)) {
			side->words.items[last - 1].span.end = end;
		} else if (!word) {
			from = held ? from : at;
			held = true;
		} else if (last == DRIFT_WORDS_MOST) {
			side->cut = true;
			return;
		} else {
			from = held ? from : at;
			held = false;
			array_push(
				&side->words,
				((struct drift_word){
					.span = {from, end},
					.joined = last > first &&
						  side->words.items[last - 1]
								  .span.end ==
							  from}));
		}
		at = end;
	}
}

/* Length of a quotation mark at the start of bytes, or 0; *side: -1 opens,
   1 closes, 0 may do either. */
static size_t quote_len(const char *bytes, size_t len, int *side)
{
	uint32_t code = 0;
	size_t n = len ? utf8_decode(bytes, len, &code) : 0;
	*side = code == 0xab || code == 0x201c   ? -1
		: code == 0xbb || code == 0x201d ? 1
						 : 0;
	return *side || code == '"' ? n : 0;
}

/* Without the marks of a quotation that the sentence is all of, or that began
   or goes on outside of it. */
static struct span unquoted(const char *text, struct span span)
{
	size_t opening = 0, closing = 0, n;
	int side;
	size_t lead = quote_len(text + span.start, span.end - span.start,
				&side);
	lead = side <= 0 ? lead : 0;
	size_t tail = span.end, marks = 0;
	for (size_t at = span.start; at < span.end; at += n ? n : 1) {
		n = quote_len(text + at, span.end - at, &side);
		marks += n > 0;
		opening += n && side <= 0;
		closing += n && side >= 0;
		if (n && at + n == span.end && side >= 0)
			tail = at;
	}
	bool whole = lead && tail < span.end && marks == 2;
	if (lead && (whole || !closing || marks == 1))
		span.start += lead;
	if (tail < span.end && (whole || !opening || marks == 1))
		span.end = tail;
	return span;
}

/* Adds the sentences around a piece of the claim's words, as far as they come
   after byte *end, where the sentences before it end. */
static void sentences_add(struct drift_side *side, struct span piece,
			  size_t *end)
{
	const struct article *article = &side->claim->entry->article;
	size_t p = article_paragraph_at(article, piece.start);
	for (; p < article->paragraphs.count; p++) {
		struct span paragraph = article->paragraphs.items[p];
		struct span part = {
			piece.start > paragraph.start ? piece.start
						      : paragraph.start,
			piece.end < paragraph.end ? piece.end : paragraph.end};
		if (part.start >= part.end || side->cut)
			break;
		if (part.end <= *end)
			continue;
		struct span all = sentences_around(article->text, paragraph,
						   part);
		if (all.start < *end)
			all.start = *end;
		size_t before = side->words.count;
		words_add(side, article->text, unquoted(article->text, all));
		/* What follows the sentence before leaves nothing out. */
		if (side->words.count > before)
			side->words.items[before].gap =
				before &&
				!is_blank(article->text, *end, all.start);
		*end = all.end;
	}
}

static void side_fill(struct drift_side *side, const struct claim *claim)
{
	size_t end = 0;
	side->claim = claim;
	for (size_t i = 0; i < claim_pieces(claim); i++)
		sentences_add(side, claim_piece(claim, i), &end);
}

enum { LETTERS_MOST = 64 }; /* of a word, that weigh */

/* A word as it is compared. */
struct key {
	size_t start, len; /* in the keys' bytes */
	uint64_t hash;     /* FNV-1a */
	uint32_t weight;   /* from 1 */
};

struct keys {
	struct str bytes;
	ARRAY(struct key) list;
};

/* Whether the byte is punctuation around a word: of dashes and points, those
   that are no part of a number, as in -4 and .5 (but not in ...5). */
static bool is_mark(const struct folded *folded, size_t at)
{
	const char *c = folded->bytes + at;
	bool number = at + 1 < folded->len && is_digit(c[1]);
	if (*c == '-' || (*c == '.' && (at == 0 || c[-1] != '.')))
		return !number;
	return strchr(" .,;:!?'\"()[]", *c);
}

static struct span without_marks(const struct folded *folded)
{
	struct span word = {0, folded->len};
	while (word.start < word.end && is_mark(folded, word.start))
		word.start++;
	while (word.start < word.end && is_mark(folded, word.end - 1))
		word.end--;
	return word;
}

static void keys_fill(struct keys *keys, const struct drift_side *side)
{
	struct folded folded = {0};
	for (size_t i = 0; i < side->words.count; i++) {
		struct key key = {.start = keys->bytes.len,
				  .hash = 14695981039346656037u};
		uint32_t letters = 0;
		fold_text(&folded, side->claim->entry->article.text,
			  side->words.items[i].span, FOLD_SEARCH | FOLD_CASE);
		struct span word = without_marks(&folded);
		for (size_t k = word.start; k < word.end; k++) {
			char c = folded.bytes[k];
			if (c == '"' || c == ' ')
				continue;
			str_addc(&keys->bytes, c);
			key.hash = (key.hash ^ (unsigned char)c) *
				   1099511628211u;
			letters += (c & 0xc0) != 0x80 && letters < LETTERS_MOST;
		}
		key.len = keys->bytes.len - key.start;
		key.weight = letters ? letters * letters : 1;
		array_push(&keys->list, key);
	}
	fold_release(&folded);
}

static void keys_release(struct keys *keys)
{
	str_release(&keys->bytes);
	array_release(&keys->list);
}

static bool key_same(const struct keys *a, size_t i, const struct keys *b,
		     size_t k)
{
	const struct key *x = &a->list.items[i], *y = &b->list.items[k];
	return x->hash == y->hash && x->len == y->len &&
	       memcmp(str_get(&a->bytes) + x->start,
		      str_get(&b->bytes) + y->start, x->len) == 0;
}

/* What is elided is common with the word after it, or not at all. */
static void word_pair(struct drift *drift, const struct keys *a,
		      const struct keys *b, size_t i, size_t k)
{
	struct drift_word *left = &drift->sides[0].words.items[i];
	struct drift_word *right = &drift->sides[1].words.items[k];
	size_t n = a->list.count, m = b->list.count;
	if (i + 1 < n && left[1].joined &&
	    (k + 1 == m || !key_same(a, i + 1, b, k + 1)))
		return;
	left->common = right->common = true;
	drift->common++;
}

/* The heaviest of what can be paired of words [i, n) and [k, m) stands in
   heaviest[i * width + k], all counted from `from`. */
static uint32_t *weigh(const struct keys *a, const struct keys *b, size_t from,
		       size_t rows, size_t columns)
{
	size_t width = columns + 1, bytes = (rows + 1) * width;
	uint32_t *heaviest = memory_alloc(bytes * sizeof *heaviest);
	memset(heaviest, 0, bytes * sizeof *heaviest);
	for (size_t i = rows; i--;)
		for (size_t k = columns; k--;) {
			uint32_t *at = &heaviest[i * width + k];
			uint32_t down = at[width], right = at[1];
			*at = key_same(a, from + i, b, from + k)
				      ? at[width + 1] +
						a->list.items[from + i].weight
			      : down > right ? down
					     : right;
		}
	return heaviest;
}

/* Pairs words [from, n) with [from, m), by the heaviest common subsequence. */
static void words_pair(struct drift *drift, const struct keys *a,
		       const struct keys *b, size_t from, size_t n, size_t m)
{
	size_t rows = n - from, columns = m - from, width = columns + 1;
	uint32_t *heaviest = weigh(a, b, from, rows, columns);
	for (size_t i = 0, k = 0; i < rows && k < columns;) {
		if (key_same(a, from + i, b, from + k))
			word_pair(drift, a, b, from + i++, from + k++);
		else if (heaviest[(i + 1) * width + k] >=
			 heaviest[i * width + k + 1])
			i++;
		else
			k++;
	}
	free(heaviest);
}

void drift_compare(struct drift *drift, const struct claim *left,
		   const struct claim *right)
{
	struct keys a = {0}, b = {0};
	side_fill(&drift->sides[0], left);
	side_fill(&drift->sides[1], right);
	keys_fill(&a, &drift->sides[0]);
	keys_fill(&b, &drift->sides[1]);
	size_t n = a.list.count, m = b.list.count, from = 0;
	while (from < n && from < m && key_same(&a, from, &b, from)) {
		word_pair(drift, &a, &b, from, from);
		from++;
	}
	while (n > from && m > from && key_same(&a, n - 1, &b, m - 1))
		word_pair(drift, &a, &b, --n, --m);
	words_pair(drift, &a, &b, from, n, m);
	keys_release(&a);
	keys_release(&b);
}

void drift_release(struct drift *drift)
{
	array_release(&drift->sides[0].words);
	array_release(&drift->sides[1].words);
	*drift = (struct drift){.common = 0};
}
