#include "print/found.h"

#include <stdint.h>
#include <string.h>

#include "core/array.h"

enum { CONTEXT = 48 }; /* bytes on each side of a hit, cut at a blank */

struct finder {
	struct page *page;
	const struct search *search;
	size_t count;
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

/* The line: where, then the words around the hit. */
static void print_hit(struct finder *finder, const char *where,
		      const char *text, struct span whole, struct span hit)
{
	struct page *page = finder->page;
	size_t start = excerpt_start(text, whole.start, hit.start);
	size_t end = excerpt_end(text, hit.end, whole.end);
	struct str line = {0};
	str_addf(&line, "%s: %s", where, start > whole.start ? "…" : "");
	str_add(&line, text + start, end - start);
	if (end < whole.end)
		str_adds(&line, "…");
	out_safe(page->out, line.bytes, line.len, page->charset);
	out_adds(page->out, "\n");
	str_release(&line);
	finder->count++;
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

static void find_in_article(struct finder *finder, const struct entry *entry)
{
	const struct article *article = &entry->article;
	struct hits hits = {0};
	size_t line = 1, counted = 0;
	search_all(finder->search, article, (struct span){0, article->bytes},
		   &hits);
	for (size_t i = 0; i < hits.list.count; i++) {
		struct span hit = hits.list.items[i];
		struct str where = {0};
		size_t p = article_paragraph_at(article, hit.start);
		line += count_lines(article->text, counted, hit.start);
		counted = hit.start;
		str_addf(&where, "%s:%zu", entry->id, line);
		print_hit(finder, str_get(&where), article->text,
			  article->paragraphs.items[p], hit);
		str_release(&where);
	}
	array_release(&hits.list);
}

static void find_in_string(struct finder *finder, const char *where,
			   const char *string)
{
	struct span hit;
	size_t len = string ? strlen(string) : 0;
	if (len && search_in(finder->search, string, len, 0, &hit))
		print_hit(finder, where, string, (struct span){0, len}, hit);
}

static void find_in_notes(struct finder *finder, const struct entry *entry)
{
	const struct annotation *annotation = &entry->annotation;
	for (size_t i = 0; i < annotation->claim_count; i++) {
		const struct claim *claim = annotation->claims[i];
		find_in_string(finder, claim->name, claim->text);
		find_in_string(finder, claim->name, claim->note);
		for (size_t k = 0; k < claim->end_count; k++)
			if (!claim->ends[k].reverse)
				find_in_string(finder, claim->name,
					       claim->ends[k].relation->note);
	}
	for (size_t i = 0; i < annotation->remark_count; i++) {
		struct str where = {0};
		str_addf(&where, "%s/%s", entry->id, annotation->remarks[i].id);
		find_in_string(finder, str_get(&where),
			       annotation->remarks[i].text);
		str_release(&where);
	}
}

size_t found_print(struct page *page, const struct search *search)
{
	struct finder finder = {.page = page, .search = search};
	for (size_t i = 0; i < page->dossier->entry_count; i++) {
		if (out_failed(page->out))
			break;
		find_in_article(&finder, page->dossier->entries[i]);
		find_in_notes(&finder, page->dossier->entries[i]);
	}
	return finder.count;
}
