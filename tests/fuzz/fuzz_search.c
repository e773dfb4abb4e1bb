/*
 * Searches in any text: the input is a pattern that ends in NUL, then the
 * text.  Hits lie in it between clusters, follow each other, and are the same
 * from wherever they are looked for.
 */
#include <string.h>

#include "core/needles.h"
#include "core/search.h"
#include "tests/fuzz/expect.h"

static void check_hits(const struct search *search,
		       const struct article *article, const struct hits *hits)
{
	struct span hit;
	size_t from = 0, count = hits->list.count;
	for (size_t i = 0; i < count; i++) {
		struct span want = hits->list.items[i];
		expect(want.start >= from && want.start < want.end);
		expect(want.end <= article->bytes);
		expect(needles_boundary(article->text, article->bytes,
					want.start));
		expect(needles_boundary(article->text, article->bytes,
					want.end));
		expect(search_next(search, article, from, &hit));
		expect(hit.start == want.start && hit.end == want.end);
		from = want.end;
	}
	expect(!search_next(search, article, from, &hit));
	expect(search_previous(search, article, SIZE_MAX, &hit) == (count > 0));
	expect(count == 0 || hit.start >= hits->list.items[count - 1].start);
}

/* Where nobody has looked for lines there are the same. */
static void check_lines(const struct search *search,
			const struct article *article, const struct hits *hits)
{
	struct hits lines = {0};
	search_text(search, article->text, article->bytes, &lines);
	expect(lines.list.count == hits->list.count);
	for (size_t i = 0; i < lines.list.count; i++) {
		expect(lines.list.items[i].start == hits->list.items[i].start);
		expect(lines.list.items[i].end == hits->list.items[i].end);
	}
	array_release(&lines.list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, 0, size) : NULL;
	size_t pattern = end ? (size_t)(end - data) : 0;
	size_t bytes = end ? size - pattern - 1 : 0;
	char *text = memory_alloc(bytes + 1), *words = memory_alloc(pattern);
	if (end) {
		memcpy(text, end + 1, bytes);
		memcpy(words, data, pattern);
	}
	text[bytes] = '\0';
	struct article article;
	struct hits hits = {0};
	article_take(&article, text, bytes);
	struct search *search = search_new(words, pattern);
	search_all(search, &article, (struct span){0, bytes}, &hits);
	check_hits(search, &article, &hits);
	check_lines(search, &article, &hits);
	array_release(&hits.list);
	search_free(search);
	article_release(&article);
	free(words);
	return 0;
}
