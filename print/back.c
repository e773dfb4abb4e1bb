#include "print/back.h"

#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "print/crew.h"
#include "print/names.h"

/* What a point takes on paper, roughly, and each claim of it. */
enum { POINT_BYTES = 64, CLAIM_BYTES = 8 };

static bool *flags_new(size_t count)
{
	bool *flags = memory_alloc(count * sizeof *flags);
	memset(flags, 0, count * sizeof *flags);
	return flags;
}

void named_init(struct named *named, const struct dossier *dossier)
{
	named->speakers = flags_new(dossier->speaker_count);
	named->sources = flags_new(dossier->source_count);
	named->points = flags_new(dossier->point_count);
}

void named_release(struct named *named)
{
	free(named->speakers);
	free(named->sources);
	free(named->points);
}

void named_add_all(struct named *named, const struct dossier *dossier)
{
	memset(named->speakers, true, dossier->speaker_count);
	memset(named->sources, true, dossier->source_count);
	memset(named->points, true, dossier->point_count);
}

static void add_speaker(struct named *named, const struct speaker *speaker)
{
	while (speaker && !named->speakers[speaker->index]) {
		named->speakers[speaker->index] = true;
		speaker = speaker->parent;
	}
}

static void add_speakers(struct named *named, const struct speakers *speakers)
{
	for (size_t i = 0; i < speakers->count; i++)
		add_speaker(named, speakers->items[i]);
}

static void add_sources(struct named *named, const struct sources *sources)
{
	for (size_t i = 0; i < sources->count; i++) {
		named->sources[sources->items[i]->index] = true;
		add_speakers(named, sources->items[i]->authors);
	}
}

void named_add_entry(struct named *named, const struct entry *entry)
{
	for (size_t i = 0; i < entry->annotation.claim_count; i++) {
		const struct claim *claim = &entry->annotation.claims[i];
		const struct claim_more more = claim_more(claim);
		add_speakers(named, claim->speakers);
		add_speakers(named, more.via);
		add_speakers(named, more.addressees);
		add_speakers(named, more.about);
		add_sources(named, claim->sources);
		add_sources(named, more.evidence);
		for (size_t k = 0; k < claim->points->count; k++)
			named->points[claim->points->items[k]->index] = true;
	}
}

/* Adds ", words"; nothing for NULL. */
static void add_part(struct str *row, const char *words)
{
	if (words) {
		name_add_between(row, ", ");
		str_adds(row, words);
	}
}

/* Adds a sentence made of a message and its words; nothing for NULL. */
static void add_sentence(struct str *row, const struct page *page,
			 enum message id, const char *words)
{
	if (words) {
		name_add_between(row, " ");
		message_add(row, page->language, id, words);
		name_add_stop(row);
	}
}

/* An address stands alone, so that no full stop is taken for a part of it. */
static void print_address(struct page *page, const char *address)
{
	if (address)
		page_block(page, "  ", "  ", address, strlen(address));
}

void back_print_speaker(struct page *page, const struct speaker *speaker)
{
	struct str row = {0};
	str_adds(&row, name_speaker(page, speaker, true));
	add_part(&row, speaker->role);
	if (speaker->parent && speaker->organisation)
		str_addf(&row, " (%s)", speaker->parent->name);
	else if (speaker->parent)
		add_part(&row, speaker->parent->name);
	name_add_stop(&row);
	add_sentence(&row, page, MSG_PRINT_NOTE, speaker->note);
	page_take(page, "- ", "  ", &row);
	print_address(page, speaker->url);
	str_release(&row);
}

void back_print_source(struct page *page, const struct source *source)
{
	struct str row = {0}, origin = {0};
	str_addf(&row, "%s (%s", source->title,
		 message_source_kind(page->language, source->kind));
	add_part(&row, source->lang);
	str_adds(&row, ").");
	name_add_speakers(&origin, page, source->authors, true);
	add_part(&origin, source->publisher);
	add_part(&origin, source->date);
	add_part(&origin, source->ref);
	if (origin.len) {
		str_addf(&row, " %s", str_get(&origin));
		name_add_stop(&row);
	}
	add_sentence(&row, page, MSG_PRINT_PAGES, source->pages);
	add_sentence(&row, page, MSG_PRINT_RETRIEVED, source->retrieved);
	add_sentence(&row, page, MSG_PRINT_NOTE, source->note);
	page_take(page, "- ", "  ", &row);
	print_address(page, source->url);
	print_address(page, source->archived);
	str_release(&row);
	str_release(&origin);
}

/* The question, and the claims that answer it: "proces [4] [6], bourse [9]" */
static void back_print_point(struct page *page, const struct point *point)
{
	struct claims claims = xref_point(page->xref, point);
	struct str row = {0};
	const struct entry *entry = NULL;
	str_adds(&row, point->title);
	add_sentence(&row, page, MSG_PRINT_NOTE, point->note);
	page_take(page, "- ", "  ", &row);
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim *claim = claims.items[i];
		if (i)
			str_adds(&row, claim->entry != entry ? ", " : " ");
		name_add_claim(&row, claim, entry);
		entry = claim->entry;
	}
	if (row.len)
		page_take(page, "  ", "  ", &row);
	str_release(&row);
}

/* The points, one at a time: many claims may answer one. */
struct points_work {
	const struct dossier *dossier;
	const struct named *named;
	size_t next; /* of the dossier's points */
};

static bool points_take(void *from, void *part)
{
	struct points_work *points = from;
	const struct dossier *dossier = points->dossier;
	while (points->next < dossier->point_count &&
	       !points->named->points[points->next])
		points->next++;
	if (points->next == dossier->point_count)
		return false;
	*(const struct point **)part = dossier->points[points->next++];
	return true;
}

static void points_print(struct page *page, const void *from, void *part)
{
	(void)from;
	back_print_point(page, *(const struct point **)part);
}

static void back_print_points(struct page *page, const struct named *named)
{
	const struct dossier *dossier = page->dossier;
	struct points_work points = {.dossier = dossier, .named = named};
	struct crew_work work = {
		.take = points_take,
		.print = points_print,
		.from = &points,
		.part_size = sizeof(const struct point *),
	};
	for (size_t i = 0; i < dossier->point_count; i++)
		if (named->points[i])
			work.bytes += POINT_BYTES +
				      CLAIM_BYTES *
					      xref_point(page->xref,
							 dossier->points[i])
						      .count;
	if (!work.bytes)
		return;
	page_section(page, MSG_PRINT_POINTS);
	crew_print(page, &work);
}

/* The section's heading, once something stands in it. */
static void begin_section(struct page *page, enum message id, bool *begun)
{
	if (!*begun)
		page_section(page, id);
	*begun = true;
}

void back_print(struct page *page, const struct named *named)
{
	const struct dossier *dossier = page->dossier;
	bool people = false, sources = false;
	for (size_t i = 0; i < dossier->speaker_count; i++) {
		if (!named->speakers[i] || dossier->speakers[i]->nobody)
			continue;
		begin_section(page, MSG_PRINT_PEOPLE, &people);
		back_print_speaker(page, dossier->speakers[i]);
	}
	for (size_t i = 0; i < dossier->source_count; i++) {
		if (!named->sources[i])
			continue;
		begin_section(page, MSG_PRINT_SOURCES, &sources);
		back_print_source(page, dossier->sources[i]);
	}
	back_print_points(page, named);
}
