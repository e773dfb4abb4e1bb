#include "print/found.h"

#include <string.h>

#include "core/lines.h"
#include "core/sweep.h"
#include "print/crew.h"

enum {
	CONTEXT = 48,    /* bytes on each side of a hit, cut at a blank */
	SLICE = 1 << 19, /* bytes searched before what is found is printed */
};

struct finder {
	struct sweep sweep; /* where nobody has searched yet */
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

/* The byte of the text whose line is known. */
static size_t line_counted(struct finder *finder, const struct entry *entry)
{
	if (finder->entry != entry) {
		finder->entry = entry;
		finder->line = 1;
		finder->counted = 0;
	}
	return finder->counted;
}

/* The number of the line of the entry's text, or of a strip of it, that the
   byte is in, from 1; hits come in order. */
static size_t line_of(struct finder *finder, const struct entry *entry,
		      const char *text, size_t byte)
{
	size_t counted = line_counted(finder, entry);
	finder->line += lines_count(text + counted, byte - counted);
	finder->counted = byte;
	return finder->line;
}

/* Adds where the hit is: a line of an article, a claim, or an id. */
static void add_where(struct finder *finder, struct str *where,
		      const struct sweep_hit *hit)
{
	switch (hit->kind) {
	case SWEEP_TEXT:
		str_addf(
			where, "%s:%zu", hit->entry->id,
			line_of(finder, hit->entry, hit->text, hit->hit.start));
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

/* The line: where; what it is, but for the text itself; and the words around
   the hit. */
static void print_hit(struct page *page, struct finder *finder,
		      const struct sweep_hit *hit)
{
	const char *text = hit->text;
	size_t start = excerpt_start(text, hit->line.start, hit->hit.start);
	size_t end = excerpt_end(text, hit->hit.end, hit->line.end);
	struct str line = {0};
	add_where(finder, &line, hit);
	if (hit->kind != SWEEP_TEXT)
		str_addf(&line, " (%s)",
			 message(page->language,
				 MSG_FOUND_TEXT + (enum message)hit->kind));
	str_addf(&line, ": %s", start > hit->line.start ? "…" : "");
	str_add(&line, text + start, end - start);
	if (end < hit->line.end)
		str_adds(&line, "…");
	out_safe(page->out, line.bytes, line.len, page->charset);
	out_adds(page->out, "\n");
	str_release(&line);
	finder->count++;
}

/* Some of what is searched, and what is found in it. */
struct stretch {
	struct sweep from, end;
	struct sweep_hits hits;
	/* Where it is of one text alone, that, with the bytes of it or of its
	   strip, and the lines that end in them; else NULL. */
	const struct entry *entry;
	const char *text;
	struct span span;
	size_t lines;
};

static bool stretch_take(void *from, void *part)
{
	struct finder *finder = from;
	struct stretch *stretch = part;
	stretch->from = finder->sweep;
	bool more = sweep_skip(&finder->sweep, SLICE);
	stretch->end = finder->sweep;
	return more;
}

/* What all of the stretch is in, now that it is read. */
static void stretch_place(struct stretch *stretch)
{
	const struct sweep *from = &stretch->from, *end = &stretch->end;
	const struct article_strip *strip = &stretch->hits.strip;
	stretch->entry = sweep_strip(from);
	if (stretch->entry) {
		stretch->text = strip->text;
		stretch->span = (struct span){0, strip->bytes};
	} else if (from->part == SWEEP_PART_TEXT &&
		   end->part == SWEEP_PART_TEXT && from->entry == end->entry) {
		stretch->entry = from->dossier->entries[from->entry];
		stretch->text = stretch->entry->article.text;
		stretch->span = (struct span){from->next, end->next};
	}
}

static void stretch_search(struct page *page, const void *from, void *part)
{
	struct stretch *stretch = part;
	struct sweep sweep = stretch->from;
	(void)page;
	(void)from;
	stretch->hits.list.count = 0;
	sweep_until(&sweep, &stretch->end, &stretch->hits);
	stretch_place(stretch);
	if (stretch->entry)
		stretch->lines = lines_count(
			stretch->text + stretch->span.start,
			stretch->span.end - stretch->span.start);
}

static void stretch_print(struct page *page, void *from, void *part)
{
	struct finder *finder = from;
	const struct stretch *stretch = part;
	const struct entry *entry = stretch->entry;
	const struct span *span = &stretch->span;
	if (sweep_strip(&stretch->from)) {
		line_counted(finder, entry);
		finder->counted = 0; /* it goes on with a text of its own */
	}
	for (size_t i = 0; i < stretch->hits.list.count; i++)
		print_hit(page, finder, &stretch->hits.list.items[i]);
	if (!entry)
		return;
	/* Where its lines are counted all at once, hits further on need not. */
	if (stretch->hits.list.count) {
		line_of(finder, entry, stretch->text, span->end);
	} else if (span->start == line_counted(finder, entry)) {
		finder->line += stretch->lines;
		finder->counted = span->end;
	}
}

static void stretch_release(void *part)
{
	struct stretch *stretch = part;
	array_release(&stretch->hits.list);
	article_strip_release(&stretch->hits.strip);
}

size_t found_print(struct page *page, const struct search *search)
{
	const struct dossier *dossier = page->dossier;
	struct finder finder = {
		.sweep = sweep_make(dossier, search, SWEEP_ALL),
	};
	struct crew_work work = {
		.take = stretch_take,
		.print = stretch_search,
		.finish = stretch_print,
		.release = stretch_release,
		.from = &finder,
		.part_size = sizeof(struct stretch),
	};
	for (size_t i = 0; i < dossier->entry_count; i++)
		work.bytes += dossier->entries[i]->article.bytes;
	crew_print(page, &work);
	return finder.count;
}
