/*
 * Sentences and the diff in any text: a claim on its first half and one on
 * its second.  Sentences cover their paragraph; the words of a side lie in the
 * article and follow each other, both sides have as many common ones, and a
 * claim has all its words in common with itself.
 */
#include <string.h>

#include "core/dossier.h"
#include "core/drift.h"
#include "core/sentences.h"
#include "tests/fuzz/expect.h"

static size_t check_side(const struct drift_side *side, size_t bytes)
{
	size_t end = 0, common = 0;
	for (size_t i = 0; i < side->words.count; i++) {
		const struct drift_word *word = &side->words.items[i];
		expect(word->span.start >= end);
		expect(word->span.start < word->span.end);
		end = word->span.end;
		common += word->common;
	}
	expect(end <= bytes);
	expect(side->words.count <= DRIFT_WORDS_MOST);
	return common;
}

static void check_sentences(const struct article *article)
{
	for (size_t i = 0; i < article->paragraphs.count; i++) {
		struct span p = article->paragraphs.items[i];
		for (size_t at = p.start, next; at < p.end; at = next) {
			next = sentences_next(article->text, at, p.end);
			expect(next > at && next <= p.end);
			struct span words = {at, at + 1};
			struct span all = sentences_around(article->text, p,
							   words);
			expect(all.start >= p.start && all.start <= at);
			expect(all.end <= p.end && all.end > all.start);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct entry entry = {.id = ""};
	struct span spans[2] = {{0, size / 2}, {size / 2, size}};
	struct claim claims[2] = {{.entry = &entry}, {.entry = &entry}};
	struct drift drift = {0};
	char *text = memory_alloc(size + 1);
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	article_take(&entry.article, text, size);
	for (int i = 0; i < 2; i++) {
		claims[i].start = (uint32_t)spans[i].start;
		claims[i].end = (uint32_t)spans[i].end;
	}
	check_sentences(&entry.article);
	drift_compare(&drift, &claims[0], &claims[1]);
	expect(check_side(&drift.sides[0], size) == drift.common);
	expect(check_side(&drift.sides[1], size) == drift.common);
	drift_release(&drift);
	drift_compare(&drift, &claims[0], &claims[0]);
	expect(drift.common == drift.sides[0].words.count);
	drift_release(&drift);
	article_release(&entry.article);
	return 0;
}
