#include "print/article.h"

#include <stdlib.h>
#include <string.h>

#include "print/crew.h"
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

/* The notes of the claims that are marked in a paragraph. */
static void print_notes_here(struct page *page, struct mark *here, size_t count)
{
	if (!count)
		return;
	qsort(here, count, sizeof *here, by_number);
	page_gap(page);
	for (size_t i = 0; i < count; i++) {
		note_print(page, here[i].claim, NOTE_FULL);
		if (here[i].hidden)
			note_print_hidden(page);
	}
}

/* An article's text and the notes in it, a part at a time. */
struct text_work {
	struct body body;
	bool titled; /* the first paragraph is the title */
};

static bool text_take(void *from, void *part)
{
	struct text_work *text = from;
	return body_take(&text->body, part, CREW_BYTES);
}

static void text_print(struct page *page, const void *from, void *part)
{
	const struct text_work *text = from;
	const struct body_part *pieces = part;
	bool inside = page->notes == NOTES_INLINE;
	const char *quote = inside ? "> " : "";
	for (size_t i = 0; i < pieces->pieces.count; i++) {
		const struct body_piece *piece = &pieces->pieces.items[i];
		if (piece->text) {
			page_gap(page);
			if (piece->first && text->titled)
				page_heading(page, piece->text, piece->len,
					     '=');
			else
				page_block(page, quote, quote, piece->text,
					   piece->len);
		}
		if (inside)
			print_notes_here(page, piece->here, piece->here_count);
	}
}

static void text_release(void *part)
{
	body_part_release(part);
}

static void article_print_text(struct page *page, const struct entry *entry,
			       bool titled)
{
	struct text_work text = {.titled = titled};
	struct crew_work work = {
		.take = text_take,
		.print = text_print,
		.release = text_release,
		.from = &text,
		.part_size = sizeof(struct body_part),
		.bytes = entry->article.bytes,
	};
	body_init(&text.body, entry,
		  page->notes == NOTES_NONE ? BODY_NONE : BODY_ENDS);
	crew_print(page, &work);
	body_release(&text.body);
}

/* The notes after an article, some at a time. */
struct foot_work {
	struct body body; /* without marks */
	size_t next;      /* of the entry's numbered claims */
	enum note_form form;
};

struct foot_part {
	size_t first, end;
};

static bool foot_take(void *from, void *taken)
{
	enum { NOTES = CREW_BYTES / 512 };
	struct foot_work *foot = from;
	struct foot_part *part = taken;
	size_t rest = foot->body.entry->numbered_count - foot->next;
	part->first = foot->next;
	part->end = foot->next += rest < NOTES ? rest : NOTES;
	return rest > 0;
}

static void foot_print(struct page *page, const void *from, void *part)
{
	const struct foot_work *foot = from;
	const struct foot_part *notes = part;
	for (size_t i = notes->first; i < notes->end; i++) {
		const struct claim *claim = entry_claim(foot->body.entry, i);
		note_print(page, claim, foot->form);
		if (body_hides(&foot->body, claim))
			note_print_hidden(page);
	}
}

static void print_foot(struct page *page, const struct entry *entry,
		       enum note_form form)
{
	struct foot_work foot = {.form = form};
	struct crew_work work = {
		.take = foot_take,
		.print = foot_print,
		.from = &foot,
		.part_size = sizeof(struct foot_part),
		.bytes = entry->numbered_count * 512,
	};
	if (!entry->annotation.claim_count)
		return;
	page_section(page, form == NOTE_MARGIN ? MSG_PRINT_NOTES_MARGIN
					       : MSG_PRINT_NOTES);
	body_init(&foot.body, entry, BODY_NONE);
	crew_print(page, &work);
	body_release(&foot.body);
}

/* Claims without a place, which no form of notes can put beside the text. */
static void print_unplaced(struct page *page, const struct entry *entry)
{
	const struct annotation *annotation = &entry->annotation;
	bool begun = false;
	for (size_t i = 0; i < annotation->claim_count; i++) {
		if (claim_placed(&annotation->claims[i]))
			continue;
		if (!begun && page->notes == NOTES_INLINE)
			page_gap(page);
		begun = true;
		note_print(page, &annotation->claims[i], NOTE_FULL);
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
