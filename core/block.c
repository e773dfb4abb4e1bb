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

void block_source_init(struct block_source *source, const struct entry *entry)
{
	*source = (struct block_source){.article = &entry->article};
	block_omitted(&source->omitted, entry);
}

void block_source_release(struct block_source *source)
{
	array_release(&source->omitted.list);
	*source = (struct block_source){0};
}

/* Index of the first of `count` spans in order that ends after the byte. */
static size_t span_after(const struct span *spans, size_t count, size_t byte)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (spans[middle].end > byte)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static size_t paragraph_after(const struct block_source *source, size_t byte)
{
	return span_after(source->article->paragraphs.items,
			  source->article->paragraphs.count, byte);
}

/* How many paragraphs a passage meets. */
static size_t paragraphs_met(const struct block_source *source,
			     struct span span)
{
	const struct article *article = source->article;
	size_t first = paragraph_after(source, span.start);
	size_t end = paragraph_after(source, span.end - 1);
	if (end < article->paragraphs.count &&
	    article->paragraphs.items[end].start < span.end)
		end++;
	return end - first;
}

/* The omitted passage that holds the byte; false: none does, or it meets no
   paragraph. */
static bool omitted_at(const struct block_source *source, size_t byte,
		       struct block *block)
{
	const struct span *omitted = source->omitted.list.items;
	size_t count = source->omitted.list.count;
	size_t next = span_after(omitted, count, byte);
	if (next == count || omitted[next].start > byte)
		return false;
	*block = (struct block){
		.span = omitted[next],
		.omitted = true,
		.paragraphs = paragraphs_met(source, omitted[next]),
	};
	return block->paragraphs > 0;
}

/*
 * What the byte of the paragraph belongs to: an omitted passage, or all that
 * stands between two of them.  Returns where that lies, blanks included; the
 * block is empty where there is nothing else.
 */
static struct span region_at(const struct block_source *source,
			     struct span paragraph, size_t byte,
			     struct block *block)
{
	const struct span *omitted = source->omitted.list.items;
	size_t count = source->omitted.list.count;
	if (omitted_at(source, byte, block))
		return block->span;
	size_t next = span_after(omitted, count, byte);
	struct span region = paragraph;
	if (next && omitted[next - 1].end > region.start)
		region.start = omitted[next - 1].end;
	if (next < count && omitted[next].start < region.end)
		region.end = omitted[next].start;
	const char *text = source->article->text;
	struct span span = trimmed(text, region);
	*block = (struct block){.span = span,
				.heading = block_is_heading(text, span)};
	return region;
}

static bool block_empty(const struct block *block)
{
	return block->span.start == block->span.end;
}

/* The first block that ends after the byte. */
static bool block_after(const struct block_source *source, size_t byte,
			struct block *block)
{
	const struct article *article = source->article;
	struct block found;
	size_t i, at = byte;
	if (omitted_at(source, byte, &found)) {
		*block = found;
		return true;
	}
	while ((i = paragraph_after(source, at)) < article->paragraphs.count) {
		struct span paragraph = article->paragraphs.items[i];
		if (at < paragraph.start)
			at = paragraph.start;
		struct span region = region_at(source, paragraph, at, &found);
		if (!block_empty(&found) && found.span.end > byte) {
			*block = found;
			return true;
		}
		at = region.end;
	}
	return false;
}

/* The last block that starts before the byte. */
static bool block_before(const struct block_source *source, size_t byte,
			 struct block *block)
{
	const struct span *paragraphs = source->article->paragraphs.items;
	size_t count = source->article->paragraphs.count, at = byte;
	while (at && count) {
		struct block found;
		size_t i = paragraph_after(source, at - 1);
		if (i == count || paragraphs[i].start >= at) {
			if (!i--)
				return false;
			at = paragraphs[i].end;
		}
		struct span region = region_at(source, paragraphs[i], at - 1,
					       &found);
		if (!block_empty(&found) && found.span.start < byte) {
			*block = found;
			return true;
		}
		at = region.start;
	}
	return false;
}

bool block_find(const struct block_source *source, size_t offset,
		struct block *block)
{
	return block_after(source, offset, block) ||
	       block_before(source, source->article->bytes, block);
}

bool block_next(const struct block_source *source, struct block *block)
{
	return block_after(source, block->span.end, block);
}

bool block_previous(const struct block_source *source, struct block *block)
{
	return block_before(source, block->span.start, block);
}
