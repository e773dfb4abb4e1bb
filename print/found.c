#include "print/found.h"

#include <string.h>

#include "core/sweep.h"

enum {
	CONTEXT = 48,    /* bytes on each side of a hit, cut at a blank */
	SLICE = 1 << 20, /* bytes searched before what is found is printed */
};

struct finder {
	struct page *page;
	size_t count;
	/* The line of the text that is known so far. */
	const struct entry *entry;
	size_t line, counted;
};

/* A blank at most CONTEXT bytes before the hit, else the start of a code
   point; first: where the text begins. */
static size_t excerpt_start(const char *text, size_t first, size_t hit)
{
	if (hit - first <= CONTEXT)
		return first;
	size_t at = hit - CONTEXT;
	for (size_t i = at; i < hit; i++)
		if (text[i] == ' ')
			return i + 1;
	while (at > first && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static size_t excerpt_end(const char *text, size_t hit, size_t end)
{
	if (end - hit <= CONTEXT)
		return end;
	size_t at = hit + CONTEXT;
	for (size_t i = at; i > hit; i--)
		if (text[i] == ' ')
			return i;
	while (at < end && ((unsigned char)text[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static size_t count_lines(const char *text, size_t start, size_t end)
{
	size_t lines = 0;
	const char *at = text + start, *stop = text + end;
	while (at < stop && (at = memchr(at, '\n', (size_t)(stop - at)))) {
		lines++;
		at++;
	}
	return lines;
}

/* The number of the line of the text that the byte is in, from 1; hits come
   in order. */
static size_t line_of(struct finder *finder, const struct entry *entry,
		      size_t byte)
{
	if (finder->entry != entry) {
		finder->entry = entry;
		finder->line = 1;
		finder->counted = 0;
	}
	finder->line += count_lines(entry->article.text, finder->counted, byte);
	finder->counted = byte;
	return finder->line;
}

/* Adds where the hit is: a line of an article, a claim, or an id. */
static void add_where(struct finder *finder, struct str *where,
		      const struct sweep_hit *hit)
{
	switch (hit->kind) {
	case SWEEP_TEXT:
		str_addf(where, "%s:%zu", hit->entry->id,
			 line_of(finder, hit->entry, hit->hit.start));
		break;
	case SWEEP_ARTICLE:
		str_adds(where, hit->entry->id);
		break;
	case SWEEP_CLAIM:
	case SWEEP_NOTE:
		str_adds(where, claim_name(hit->in.claim).full);
		break;
	case SWEEP_REMARK:
		str_addf(where, "%s/%s", hit->entry->id, hit->in.remark->id);
		break;
	case SWEEP_SPEAKER:
		str_adds(where, hit->in.speaker->id);
		break;
	case SWEEP_SOURCE:
		str_adds(where, hit->in.source->id);
		break;
	case SWEEP_POINT:
		str_adds(where, hit->in.point->id);
		break;
	case SWEEP_DOSSIER:
		str_adds(where, "dossier");
		break;
	}
}

/* The line: where, then the words around the hit. */
static void print_hit(struct finder *finder, const struct sweep_hit *hit)
{
	struct page *page = finder->page;
	const char *text = hit->text;
	size_t start = excerpt_start(text, hit->line.start, hit->hit.start);
	size_t end = excerpt_end(text, hit->hit.end, hit->line.end);
	struct str line = {0};
	add_where(finder, &line, hit);
	str_addf(&line, ": %s", start > hit->line.start ? "…" : "");
	str_add(&line, text + start, end - start);
	if (end < hit->line.end)
		str_adds(&line, "…");
	out_safe(page->out, line.bytes, line.len, page->charset);
	out_adds(page->out, "\n");
	str_release(&line);
	finder->count++;
}

size_t found_print(struct page *page, const struct search *search)
{
	struct finder finder = {.page = page};
	struct sweep sweep = sweep_make(page->dossier, search, SWEEP_ALL);
	struct sweep_hits hits = {0};
	bool more = true;
	while (more && !out_failed(page->out)) {
		more = sweep_step(&sweep, SLICE, &hits);
		for (size_t i = 0; i < hits.list.count; i++)
			print_hit(&finder, &hits.list.items[i]);
		hits.list.count = 0;
	}
	array_release(&hits.list);
	return finder.count;
}
