#include "print/print.h"

#include <string.h>

#include "print/article.h"
#include "print/back.h"
#include "print/names.h"
#include "print/note.h"

bool what_find(const struct dossier *dossier, const char *name,
	       struct what *what)
{
	if ((what->entry = dossier_entry(dossier, name)))
		what->kind = WHAT_ENTRY;
	else if ((what->claim = dossier_claim(dossier, name)))
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

static void print_all(struct page *page, struct named *named)
{
	const struct dossier *dossier = page->dossier;
	if (dossier->title)
		print_title(page, dossier->title);
	print_text(page, dossier->note);
	for (size_t i = 0; i < dossier->entry_count; i++) {
		page_gap(page);
		article_print(page, dossier->entries[i]);
	}
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
