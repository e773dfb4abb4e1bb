#include "print/print.h"

#include <string.h>

#include "print/article.h"
#include "print/back.h"
#include "print/crew.h"
#include "print/names.h"
#include "print/note.h"

bool what_find(const struct dossier *dossier, const char *name,
	       struct what *what)
{
	if ((what->entry = dossier_entry(dossier, name)))
		what->kind = WHAT_ENTRY;
	else if ((what->claim = dossier_claim_shown(dossier, name)))
		what->kind = WHAT_CLAIM;
	else if ((what->speaker = dossier_speaker(dossier, name)))
		what->kind = WHAT_SPEAKER;
	else if ((what->source = dossier_source(dossier, name)))
		what->kind = WHAT_SOURCE;
	else if ((what->point = dossier_point(dossier, name)))
		what->kind = WHAT_POINT;
	else
		return false;
	return true;
}

/* The article that the claims below it stand in. */
static void print_entry_line(struct page *page, const struct entry *entry)
{
	struct str row = {0};
	str_adds(&row, entry->short_title);
	if (entry->annotation.published)
		str_addf(&row, " · %s", entry->annotation.published);
	str_addf(&row, " · %s", entry->title);
	page_gap(page);
	page_heading(page, str_get(&row), row.len, '-');
	str_release(&row);
}

static void print_claims(struct page *page, struct claims claims,
			 enum note_form form)
{
	const struct entry *entry = NULL;
	for (size_t i = 0; i < claims.count; i++) {
		if (claims.items[i]->entry != entry)
			print_entry_line(page, claims.items[i]->entry);
		entry = claims.items[i]->entry;
		note_print(page, claims.items[i], form);
	}
}

static void print_title(struct page *page, const char *title)
{
	page_gap(page);
	page_heading(page, title, strlen(title), '=');
}

static void print_text(struct page *page, const char *text)
{
	if (text)
		page_block(page, "", "", text, strlen(text));
}

/* "7 claims, 2 articles" */
static void print_counts(struct page *page, struct claims claims)
{
	struct str row = {0};
	message_count(&row, page->language, MSG_PRINT_CLAIMS_ONE, claims.count);
	str_adds(&row, ", ");
	message_count(&row, page->language, MSG_PRINT_ARTICLES_ONE,
		      name_count_articles(claims));
	page_take(page, "", "", &row);
	str_release(&row);
}

static void print_what(struct page *page, const struct what *what)
{
	struct claims claims = {0};
	switch (what->kind) {
	case WHAT_ENTRY:
		article_print(page, what->entry);
		return;
	case WHAT_CLAIM:
		print_entry_line(page, what->claim->entry);
		note_print(page, what->claim, NOTE_QUOTED);
		return;
	case WHAT_SPEAKER:
		claims = xref_speaker(page->xref, what->speaker);
		print_title(page,
			    what->speaker->nobody
				    ? name_speaker(page, what->speaker, true)
				    : what->speaker->short_name);
		if (!what->speaker->nobody)
			back_print_speaker(page, what->speaker);
		break;
	case WHAT_SOURCE:
		claims = xref_source(page->xref, what->source);
		print_title(page, what->source->short_title);
		back_print_source(page, what->source);
		break;
	case WHAT_POINT:
		claims = xref_point(page->xref, what->point);
		print_title(page, what->point->title);
		print_text(page, what->point->note);
		break;
	}
	print_counts(page, claims);
	print_claims(page, claims,
		     what->kind == WHAT_POINT ? NOTE_ANSWER : NOTE_QUOTED);
}

/* Articles one after the other, some at a time. */
struct entries_work {
	const struct dossier *dossier;
	size_t next; /* of its entries */
};

struct entries_part {
	size_t first, end;
};

/* A large article is printed by a crew of its own. */
static bool is_large(const struct entries_work *entries)
{
	return entries->dossier->entries[entries->next]->article.bytes >=
	       CREW_ENOUGH;
}

static bool entries_take(void *from, void *taken)
{
	struct entries_work *entries = from;
	struct entries_part *part = taken;
	size_t bytes = 0;
	part->first = entries->next;
	while (entries->next < entries->dossier->entry_count &&
	       bytes < CREW_BYTES && !is_large(entries))
		bytes += entries->dossier->entries[entries->next++]
				 ->article.bytes;
	part->end = entries->next;
	return part->first < part->end;
}

static void entries_print(struct page *page, const void *from, void *part)
{
	const struct entries_work *entries = from;
	const struct entries_part *some = part;
	for (size_t i = some->first; i < some->end; i++) {
		page_gap(page);
		article_print(page, entries->dossier->entries[i]);
	}
}

static void print_entries(struct page *page, const struct dossier *dossier)
{
	struct entries_work entries = {.dossier = dossier};
	struct crew_work work = {
		.take = entries_take,
		.print = entries_print,
		.from = &entries,
		.part_size = sizeof(struct entries_part),
	};
	for (size_t i = 0; i < dossier->entry_count; i++)
		work.bytes += dossier->entries[i]->article.bytes;
	while (entries.next < dossier->entry_count && !out_failed(page->out)) {
		if (is_large(&entries) || dossier->entry_count == 1) {
			page_gap(page);
			article_print(page, dossier->entries[entries.next++]);
		} else {
			crew_print(page, &work);
		}
	}
}

static void print_all(struct page *page, struct named *named)
{
	const struct dossier *dossier = page->dossier;
	if (dossier->title)
		print_title(page, dossier->title);
	print_text(page, dossier->note);
	print_entries(page, dossier);
	named_add_all(named, dossier);
}

void print_dossier(struct page *page, const struct what *whats, size_t count)
{
	struct named named;
	named_init(&named, page->dossier);
	for (size_t i = 0; i < count; i++) {
		print_what(page, &whats[i]);
		if (whats[i].kind == WHAT_ENTRY)
			named_add_entry(&named, whats[i].entry);
	}
	if (!count)
		print_all(page, &named);
	if (page->notes != NOTES_NONE)
		back_print(page, &named);
	named_release(&named);
}
