#include "print/article.h"

#include <stdlib.h>
#include <string.h>

#include "print/margin.h"
#include "print/names.h"
#include "print/note.h"

/* Whether the article's first paragraph is its title. */
static bool article_is_titled(const struct entry *entry)
{
	const struct article *article = &entry->article;
	const char *title = entry->annotation.title;
	if (!article->paragraphs.count || !title)
		return false;
	struct span first = article->paragraphs.items[0];
	size_t len = strlen(title);
	return first.end - first.start == len &&
	       memcmp(article->text + first.start, title, len) == 0;
}

static void print_text(struct page *page, const char *text)
{
	if (text)
		page_block(page, "", "", text, strlen(text));
}

/* "proces · Reuters · 2020-07", and where it was printed. */
static void print_origin(struct page *page, const struct entry *entry)
{
	const struct annotation *annotation = &entry->annotation;
	struct str line = {0};
	str_adds(&line, entry->short_title);
	if (annotation->publisher)
		str_addf(&line, " · %s", annotation->publisher);
	if (annotation->published)
		str_addf(&line, " · %s", annotation->published);
	if (annotation->authors.count) {
		str_adds(&line, " · ");
		name_add_strings(&line, &annotation->authors);
	}
	page_take(page, "", "", &line);
	print_text(page, annotation->url);
	print_text(page, annotation->note);
	str_release(&line);
}

/* Returns whether the first paragraph is the title, and still to come.  A
   file alone without annotations is only its text. */
static bool print_heading(struct page *page, const struct entry *entry)
{
	const char *title = entry->annotation.title;
	bool titled = article_is_titled(entry);
	if (page->dossier->single && !title)
		return false;
	page_gap(page);
	print_origin(page, entry);
	if (title && !titled) {
		page_gap(page);
		page_heading(page, title, strlen(title), '=');
	}
	return titled;
}

static int by_number(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;
	return (x->claim->number > y->claim->number) -
	       (x->claim->number < y->claim->number);
}

/* The notes of the claims that were marked in the last paragraph. */
static void print_notes_here(struct page *page, struct body *body)
{
	if (!body->here_count)
		return;
	qsort(body->here, body->here_count, sizeof *body->here, by_number);
	page_gap(page);
	for (size_t i = 0; i < body->here_count; i++) {
		note_print(page, body->here[i].claim, NOTE_FULL);
		if (body->here[i].hidden)
			note_print_hidden(page);
	}
}

static void article_print_text(struct page *page, const struct entry *entry,
			       bool titled)
{
	struct body body;
	bool inside = page->notes == NOTES_INLINE;
	const char *quote = inside ? "> " : "";
	body_init(&body, entry,
		  page->notes == NOTES_NONE ? BODY_NONE : BODY_ENDS);
	while (!out_failed(page->out) && body_next(&body)) {
		page_gap(page);
		if (titled)
			page_heading(page, body.text, body.len, '=');
		else
			page_block(page, quote, quote, body.text, body.len);
		titled = false;
		if (inside)
			print_notes_here(page, &body);
	}
	if (inside)
		print_notes_here(page, &body);
	body_release(&body);
}

static void print_foot(struct page *page, const struct entry *entry,
		       enum note_form form)
{
	struct body body;
	const struct annotation *annotation = &entry->annotation;
	if (!annotation->claim_count)
		return;
	page_section(page, form == NOTE_MARGIN ? MSG_PRINT_NOTES_MARGIN
					       : MSG_PRINT_NOTES);
	body_init(&body, entry, BODY_ENDS);
	if (body.marks.count)
		qsort(body.marks.items, body.marks.count,
		      sizeof *body.marks.items, by_number);
	for (size_t i = 0; i < body.marks.count; i++) {
		note_print(page, body.marks.items[i].claim, form);
		if (body.marks.items[i].hidden)
			note_print_hidden(page);
	}
	body_release(&body);
}

/* Claims without a place, which no form of notes can put beside the text. */
static void print_unplaced(struct page *page, const struct entry *entry)
{
	const struct annotation *annotation = &entry->annotation;
	bool begun = false;
	for (size_t i = 0; i < annotation->claim_count; i++) {
		if (claim_placed(annotation->claims[i]))
			continue;
		if (!begun && page->notes == NOTES_INLINE)
			page_gap(page);
		begun = true;
		note_print(page, annotation->claims[i], NOTE_FULL);
	}
}

static void print_remarks(struct page *page, const struct entry *entry)
{
	const struct annotation *annotation = &entry->annotation;
	if (!annotation->remark_count)
		return;
	page_section(page, MSG_PRINT_REMARKS);
	for (size_t i = 0; i < annotation->remark_count; i++)
		note_print_remark(page, &annotation->remarks[i],
				  &entry->article);
}

void article_print(struct page *page, const struct entry *entry)
{
	bool margin = page->notes == NOTES_MARGIN &&
		      page->width >= ARTICLE_MARGIN_WIDTH &&
		      entry->numbered_count;
	bool titled = print_heading(page, entry);
	if (margin)
		margin_print(page, entry, titled);
	else
		article_print_text(page, entry, titled);
	if (page->notes == NOTES_NONE)
		return;
	if (page->notes != NOTES_INLINE)
		print_foot(page, entry, margin ? NOTE_MARGIN : NOTE_FULL);
	print_unplaced(page, entry);
	print_remarks(page, entry);
}
