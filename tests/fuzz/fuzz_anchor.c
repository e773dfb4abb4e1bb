/*
 * Anchors in any text.  The input is a byte of options and strings that end in
 * NUL: the words, a second piece, prefix, suffix; then the text.  Places lie
 * in it between clusters, ascending; exact ones are what a naive search finds,
 * normalised ones are the words once both are folded; and an anchor is resolved
 * alike alone, where one pass may settle it, and beside one that is lost, where
 * none can.
 */
#include <string.h>

#include "core/anchor.h"
#include "core/fold.h"
#include "core/needles.h"
#include "tests/fuzz/expect.h"

static void check_span(const struct article *article, struct span span)
{
	expect(span.start <= span.end && span.end <= article->bytes);
	expect(needles_boundary(article->text, article->bytes, span.start));
	expect(needles_boundary(article->text, article->bytes, span.end));
}

/* How many times the words stand in the text, 2 at most; *at: the last. */
static size_t naive_count(const struct article *article, const char *words,
			  size_t *at)
{
	size_t len = strlen(words), count = 0;
	for (size_t i = 0; len && i + len <= article->bytes && count < 2; i++)
		if (!memcmp(article->text + i, words, len) &&
		    needles_boundary(article->text, article->bytes, i) &&
		    needles_boundary(article->text, article->bytes, i + len)) {
			*at = i;
			count++;
		}
	return count;
}

/* Without the blanks around: the place of exact words may have them too. */
static void trim(struct folded *folded, const char **bytes, size_t *len)
{
	*bytes = folded->bytes;
	*len = folded->len;
	while (*len && **bytes == ' ')
		(*bytes)++, (*len)--;
	while (*len && (*bytes)[*len - 1] == ' ')
		(*len)--;
}

/* Whether the place has the words, once both are folded. */
static bool same_words(const struct article *article, struct span span,
		       const char *words)
{
	struct folded there = {0}, wanted = {0};
	const char *a, *b;
	size_t a_len, b_len;
	fold_text(&there, article->text, span, FOLD_ANCHOR);
	fold_text(&wanted, words, (struct span){0, strlen(words)}, FOLD_ANCHOR);
	trim(&there, &a, &a_len);
	trim(&wanted, &b, &b_len);
	bool same = a_len == b_len && !memcmp(a, b, a_len);
	fold_release(&there);
	fold_release(&wanted);
	return same;
}

static void check_words(const struct article *article,
			const struct anchor *anchor,
			const struct anchor_match *match)
{
	if (match->state > ANCHOR_NORMALISED || anchor->from)
		return;
	expect(match->span_count == anchor->piece_count);
	for (size_t i = 0; i < match->span_count; i++) {
		expect(same_words(article, match->spans[i], anchor->pieces[i]));
		expect(i == 0 ||
		       match->spans[i].start >= match->spans[i - 1].end);
	}
}

/* The same, whatever else is resolved with it. */
static void check_alone(const struct article *article,
			const struct anchor *anchor,
			const struct anchor_match *match)
{
	const char *lost = "\001\002\003";
	struct anchor both[2] = {{.pieces = &lost, .piece_count = 1}, *anchor};
	struct anchor_match alone, beside[2];
	struct arena arena = {0};
	anchor_resolve(article, anchor, 1, &alone, &arena);
	anchor_resolve(article, both, 2, beside, &arena);
	expect(alone.state == match->state && beside[1].state == match->state);
	expect(alone.span_count == match->span_count &&
	       beside[1].span_count == match->span_count);
	for (size_t i = 0; i < match->span_count; i++) {
		expect(alone.spans[i].start == match->spans[i].start);
		expect(alone.spans[i].end == match->spans[i].end);
		expect(beside[1].spans[i].start == match->spans[i].start);
		expect(beside[1].spans[i].end == match->spans[i].end);
	}
	arena_release(&arena);
}

static void check_match(const struct article *article,
			const struct anchor *anchor,
			const struct anchor_match *match)
{
	for (size_t i = 0; i < match->span_count; i++)
		check_span(article, match->spans[i]);
	for (size_t i = 0; i < match->candidate_count; i++)
		check_span(article, match->candidates[i]);
	expect((match->span_count > 0) == (match->state < ANCHOR_AMBIGUOUS));
	expect(match->state != ANCHOR_AMBIGUOUS || match->candidate_count > 1);
	if (anchor->from || anchor->piece_count > 1 || anchor->prefix ||
	    anchor->suffix || anchor->occurrence)
		return;
	const char *words = anchor->pieces[0];
	size_t at = 0, count = naive_count(article, words, &at);
	expect(count != 1 ||
	       (match->state == ANCHOR_EXACT && match->spans[0].start == at));
	expect(count < 2 || match->state == ANCHOR_AMBIGUOUS);
	expect(match->distance <= strlen(words));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *strings[4] = {"", "", "", ""};
	unsigned options = size ? data[0] : 0;
	char *copy = memory_alloc(size + 1), *next = copy + (size > 0);
	if (size)
		memcpy(copy, data, size);
	copy[size] = '\0';
	for (size_t i = 0; i < 4 && next < copy + size; i++) {
		strings[i] = next;
		next += strlen(next) + 1;
	}
	size_t bytes = next < copy + size ? (size_t)(copy + size - next) : 0;
	struct article article = {.text = bytes ? next : copy, .bytes = bytes};
	struct anchor anchors[2] = {
		{.pieces = strings, .piece_count = 1 + (options & 1)},
		{.from = options & 2 ? strings[1] : NULL,
		 .to = strings[0],
		 .pieces = strings,
		 .piece_count = 1,
		 .prefix = options & 4 ? strings[2] : NULL,
		 .suffix = options & 8 ? strings[3] : NULL,
		 .occurrence = options >> 6},
	};
	struct anchor_match matches[2];
	struct arena arena = {0};
	struct span near = {bytes / 2, bytes / 2 + (bytes > 2)}, found;
	anchor_resolve(&article, anchors, 2, matches, &arena);
	for (size_t i = 0; i < 2; i++) {
		check_match(&article, &anchors[i], &matches[i]);
		check_words(&article, &anchors[i], &matches[i]);
		check_alone(&article, &anchors[i], &matches[i]);
	}
	size_t work = anchor_work(&article);
	if (anchor_nearest(&article, strings[0], near, &found, &work))
		check_span(&article, found);
	arena_release(&arena);
	free(copy);
	return 0;
}
