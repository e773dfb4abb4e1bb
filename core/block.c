#include "core/block.h"

#include <stdlib.h>
#include <string.h>

enum { HEADING_BYTES = 160 };

static int by_start(const void *pa, const void *pb)
{
	const struct span *a = pa, *b = pb;
	return (a->start > b->start) - (a->start < b->start);
}

void block_omitted(struct omitted *omitted, const struct entry *entry)
{
	const struct annotation *annotation = &entry->annotation;
	for (size_t i = 0; i < annotation->omission_count; i++) {
		const struct anchor_match *match =
			&annotation->omissions[i].match;
		for (size_t k = 0; k < match->span_count; k++)
			array_push(&omitted->list, match->spans[k]);
	}
	struct span *spans = omitted->list.items;
	if (omitted->list.count)
		qsort(spans, omitted->list.count, sizeof *spans, by_start);
	size_t kept = 0;
	for (size_t i = 0; i < omitted->list.count; i++) {
		if (!kept || spans[i].start > spans[kept - 1].end)
			spans[kept++] = spans[i];
		else if (spans[i].end > spans[kept - 1].end)
			spans[kept - 1].end = spans[i].end;
	}
	omitted->list.count = kept;
}

/* Without the blanks and line ends at its two ends. */
static struct span trimmed(const char *text, struct span span)
{
	while (span.start < span.end && strchr(" \t\r\n", text[span.start]))
		span.start++;
	while (span.start < span.end && strchr(" \t\r\n", text[span.end - 1]))
		span.end--;
	return span;
}

bool block_is_heading(const char *text, struct span span)
{
	static const char *const ends[] = {".", "!", "?", ":",  ";", ",",
					   "»", "…", "”", "\"", ")"};
	size_t len = span.end - span.start;
	if (len > HEADING_BYTES)
		return false;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (len >= n && !memcmp(text + span.end - n, ends[i], n))
			return false;
	}
	return true;
}

static void text_add(struct blocks *blocks, const char *text, size_t start,
		     size_t end)
{
	struct span span = trimmed(text, (struct span){start, end});
	if (span.start < span.end)
		array_push(&blocks->list,
			   ((struct block){
				   .span = span,
				   .heading = block_is_heading(text, span)}));
}

/* One block for an omitted passage, however many paragraphs it meets. */
static void omission_add(struct blocks *blocks, struct span span)
{
	struct block *last =
		blocks->list.count ? &blocks->list.items[blocks->list.count - 1]
				   : NULL;
	if (last && last->omitted && last->span.start == span.start)
		last->paragraphs++;
	else
		array_push(&blocks->list, ((struct block){.span = span,
							  .omitted = true,
							  .paragraphs = 1}));
}

void block_build(struct blocks *blocks, const struct entry *entry)
{
	const struct article *article = &entry->article;
	struct omitted omitted = {0};
	block_omitted(&omitted, entry);
	size_t next = 0; /* first omission that ends after `start` */
	for (size_t i = 0; i < article->paragraphs.count; i++) {
		struct span p = article->paragraphs.items[i];
		size_t start = p.start;
		while (start < p.end) {
			while (next < omitted.list.count &&
			       omitted.list.items[next].end <= start)
				next++;
			struct span cut = next < omitted.list.count
						  ? omitted.list.items[next]
						  : (struct span){p.end, p.end};
			if (cut.start > start) {
				size_t end = cut.start < p.end ? cut.start
							       : p.end;
				text_add(blocks, article->text, start, end);
				start = end;
			} else {
				omission_add(blocks, cut);
				start = cut.end;
			}
		}
	}
	array_release(&omitted.list);
}

size_t block_at(const struct blocks *blocks, size_t offset)
{
	size_t low = 0, high = blocks->list.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (blocks->list.items[middle].span.end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < blocks->list.count ? low : low ? low - 1 : 0;
}

void block_release(struct blocks *blocks)
{
	array_release(&blocks->list);
}
