#include "print/article.h"

#include <stdlib.h>
#include <string.h>

#include "print/crew.h"
#include "print/margin.h"
#include "print/names.h"
#include "print/note.h"

static bool is_words(const char *text, struct span span, const char *words)
{
	size_t len = strlen(words);
	return span.end - span.start == len &&
	       memcmp(text + span.start, words, len) == 0;
}

/* Takes the next part of a text that is read in strips; false at its end. */
static bool stretch_next(const struct article *article, struct span *stretch)
{
	size_t rest = article->bytes - stretch->end;
	stretch->start = stretch->end;
	stretch->end += rest < CREW_BYTES ? rest : CREW_BYTES;
	return rest > 0;
}

/* The strip's next paragraph from the byte *at on; false: it has no more. */
static bool strip_next(const struct article_strip *strip, size_t *at,
		       struct span *paragraph)
{
	while (*at < strip->bytes) {
		*paragraph = article_paragraph_in(strip->text, strip->bytes,
						  *at, at);
		if (paragraph->start < paragraph->end)
			return true;
	}
	return false;
}

/* The first stretch of the text that a paragraph begins in, else what is past
   its end; *titled: that is the title. */
static struct span stretch_first(const struct article *article,
				 const char *title, bool *titled)
{
	struct span stretch = {0, 0}, first;
	struct article_strip strip = {0};
	bool found = false;
	*titled = false;
	while (!found && stretch_next(article, &stretch)) {
		size_t at = 0;
		article_strip(article, stretch, &strip);
		found = strip_next(&strip, &at, &first);
	}
	if (found && title)
		*titled = is_words(strip.text, first, title);
	article_strip_release(&strip);
	return stretch;
}

/* Whether the article's first paragraph is its title. */
static bool article_is_titled(const struct entry *entry)
{
	const struct article *article = &entry->article;
	const char *title = entry->annotation.title;
	bool titled = false;
	if (title && article_in_strips(article))
		stretch_first(article, title, &titled);
	else if (title && article->paragraphs.count)
		titled = is_words(article->text, article->paragraphs.items[0],
				  title);
	return titled;
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
	for (size_t i = 0; i < annotation->authors.count; i++)
		str_addf(&line, "%s%s", i ? ", " : " · ",
			 dossier_author(page->dossier, entry,
					annotation->authors.items[i]));
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

/* The notes of the claims that are marked in a paragraph, then its remarks. */
static void print_notes_here(struct page *page, const struct entry *entry,
			     struct mark *here, size_t count)
{
	if (!count)
		return;
	qsort(here, count, sizeof *here, mark_by_number);
	page_gap(page);
	for (size_t i = 0; i < count; i++) {
		if (here[i].claim)
			note_print(page, here[i].claim, NOTE_FULL);
		else
			note_print_remark(page, here[i].remark, entry);
		if (here[i].claim && here[i].hidden)
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
			print_notes_here(page, text->body.entry, piece->here,
					 piece->here_count);
	}
}

static void text_release(void *part)
{
	body_part_release(part);
}

/* An article's text alone, read as it is printed. */
struct strips_work {
	const struct article *article;
	struct span first, last; /* stretches: where it begins, the last one */
	bool titled;
};

struct strips_part {
	struct span stretch;
	struct article_strip strip;
};

static bool strips_take(void *from, void *taken)
{
	struct strips_work *work = from;
	struct strips_part *part = taken;
	bool more = stretch_next(work->article, &work->last);
	part->stretch = work->last;
	return more;
}

static void strips_print(struct page *page, const void *from, void *taken)
{
	const struct strips_work *work = from;
	struct strips_part *part = taken;
	const struct article_strip *strip = &part->strip;
	bool heads = work->titled && part->stretch.start == work->first.start;
	struct span paragraph;
	article_strip(work->article, part->stretch, &part->strip);
	for (size_t at = 0; strip_next(strip, &at, &paragraph); heads = false) {
		const char *text = strip->text + paragraph.start;
		size_t len = paragraph.end - paragraph.start;
		page_gap(page);
		if (heads)
			page_heading(page, text, len, '=');
		else
			page_block(page, "", "", text, len);
	}
}

static void strips_release(void *part)
{
	article_strip_release(&((struct strips_part *)part)->strip);
}

static void article_print_strips(struct page *page, const struct entry *entry,
				 bool titled)
{
	bool unused;
	struct span first = stretch_first(&entry->article, NULL, &unused);
	struct strips_work strips = {
		.article = &entry->article,
		.first = first,
		.last = {first.start, first.start},
		.titled = titled,
	};
	struct crew_work work = {
		.take = strips_take,
		.print = strips_print,
		.release = strips_release,
		.from = &strips,
		.part_size = sizeof(struct strips_part),
		.bytes = entry->article.bytes,
	};
	crew_print(page, &work);
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
		  page->notes == NOTES_NONE     ? BODY_NONE
		  : page->notes == NOTES_INLINE ? BODY_NOTES
						: BODY_ENDS);
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

/* The remarks that do not stand under their paragraphs. */
static void print_remarks(struct page *page, const struct entry *entry)
{
	const struct annotation *annotation = &entry->annotation;
	bool begun = false;
	for (size_t i = 0; i < annotation->remark_count; i++) {
		const struct remark *remark = &annotation->remarks[i];
		if (page->notes == NOTES_INLINE && remark->match.span_count)
			continue;
		if (!begun)
			page_section(page, MSG_PRINT_REMARKS);
		begun = true;
		note_print_remark(page, remark, entry);
	}
}

void article_print(struct page *page, const struct entry *entry)
{
	bool margin = page->notes == NOTES_MARGIN &&
		      page->width >= ARTICLE_MARGIN_WIDTH &&
		      entry->numbered_count;
	bool titled = print_heading(page, entry);
	if (article_in_strips(&entry->article))
		article_print_strips(page, entry, titled);
	else if (margin)
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
