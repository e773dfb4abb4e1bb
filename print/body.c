#include "print/body.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/side.h"
#include "core/utf8.h"

/* Letters, digits and marks of scripts that put blanks between words. */
static bool code_is_word(uint32_t code)
{
	if (code < 0x80)
		return (code >= '0' && code <= '9') ||
		       ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') ||
		       code == '_';
	return code >= 0xc0 && code < 0x2e80 && code != 0xd7 && code != 0xf7 &&
	       !(code >= 0x2000 && code < 0x2070);
}

/* What stands inside a word between two letters or digits: l’usage, 1.400. */
static bool code_joins_words(uint32_t code)
{
	return code == '\'' || code == 0x2019 || code == '-' ||
	       code == 0x2010 || code == 0x2011 || code == '.' || code == ',' ||
	       code == '/' || code == '@' || code == 0xad;
}

static bool code_closes(uint32_t code)
{
	return code == 0xbb || code == 0x201d || code == '"' || code == ')' ||
	       code == ']' || code == 0x203a;
}

/* The code point at `at`; 0 at the limit.  *next is what comes after it. */
static uint32_t code_at(const char *text, size_t at, size_t limit, size_t *next)
{
	uint32_t code = 0;
	*next = at;
	if (at < limit)
		*next = at + utf8_decode(text + at, limit - at, &code);
	return code;
}

/* The end of the word and cluster that the bytes before `end` begin. */
static size_t body_word_end(const char *text, size_t end, size_t limit)
{
	size_t next, after;
	size_t before = end - 1;
	while (before && ((unsigned char)text[before] & 0xc0) == 0x80)
		before--;
	next = before + utf8_cluster(text + before, limit - before);
	if (next > end)
		end = next;
	if (!code_is_word(code_at(text, before, end, &next)))
		return end;
	for (;;) {
		uint32_t code = code_at(text, end, limit, &next);
		if (code_joins_words(code) &&
		    code_is_word(code_at(text, next, limit, &after)))
			end = after;
		else if (code_is_word(code))
			end = next;
		else
			return end;
	}
}

size_t body_after_words(const char *text, size_t end, size_t limit)
{
	size_t next, after;
	end = body_word_end(text, end, limit);
	for (;;) {
		uint32_t code = code_at(text, end, limit, &next);
		bool blank = code == 0xa0 || code == 0x202f || code == ' ';
		if (blank && code_at(text, next, limit, &after) == 0xbb)
			end = after;
		else if (code_closes(code))
			end = next;
		else
			break;
	}
	return end;
}

int mark_by_number(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;
	if (x->claim && y->claim)
		return (x->claim->number > y->claim->number) -
		       (x->claim->number < y->claim->number);
	if (x->claim || y->claim)
		return x->claim ? -1 : 1;
	size_t i = x->remark->match.spans[0].start;
	size_t k = y->remark->match.spans[0].start;
	if (i != k)
		return i < k ? -1 : 1;
	return (x->remark > y->remark) - (x->remark < y->remark);
}

static int by_offset(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return mark_by_number(a, b);
}

/* Index of the first cut that ends after the byte. */
static size_t body_cut_at(const struct body *body, size_t offset)
{
	size_t low = 0, high = body->cuts.list.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (body->cuts.list.items[middle].end > offset)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static bool body_is_cut(const struct body *body, size_t offset)
{
	size_t i = body_cut_at(body, offset);
	return i < body->cuts.list.count &&
	       body->cuts.list.items[i].start <= offset;
}

/* How far a marker may move from `end`: to what is omitted, or the end of the
   paragraph. */
static size_t body_limit(const struct body *body, size_t end)
{
	const struct article *article = &body->entry->article;
	size_t limit = end;
	size_t i = article_paragraph_at(article, end - 1);
	if (i < article->paragraphs.count &&
	    article->paragraphs.items[i].end > end)
		limit = article->paragraphs.items[i].end;
	i = body_cut_at(body, end);
	if (i < body->cuts.list.count && body->cuts.list.items[i].start < limit)
		limit = body->cuts.list.items[i].start;
	return limit;
}

static bool body_hides_end(const struct body *body, size_t end)
{
	return end == 0 || body_is_cut(body, end - 1);
}

bool body_hides(const struct body *body, const struct claim *claim)
{
	return body_hides_end(body, claim_extent(claim).end);
}

/* Puts it after the words that end there, unless they are omitted. */
static void body_mark_end(const struct body *body, struct mark *mark,
			  size_t end)
{
	mark->hidden = body_hides_end(body, end);
	mark->offset = mark->hidden
			       ? end
			       : body_after_words(body->entry->article.text,
						  end, body_limit(body, end));
}

static struct mark body_mark(const struct body *body, const struct claim *claim)
{
	struct span extent = claim_extent(claim);
	struct mark mark = {.offset = extent.start, .claim = claim};
	if (body->kind == BODY_STARTS)
		mark.hidden = body_hides(body, claim) &&
			      body_is_cut(body, extent.start);
	else
		body_mark_end(body, &mark, extent.end);
	return mark;
}

static void body_mark_remarks(struct body *body)
{
	const struct annotation *annotation = &body->entry->annotation;
	for (size_t i = 0; i < annotation->remark_count; i++) {
		const struct remark *remark = &annotation->remarks[i];
		struct mark mark = {.remark = remark};
		size_t count = remark->match.span_count;
		if (!count)
			continue;
		body_mark_end(body, &mark, remark->match.spans[count - 1].end);
		array_push(&body->marks, mark);
	}
}

enum { MARKS = 4096 }; /* that a thread makes at a time */

static void body_mark_some(void *context, size_t part)
{
	struct body *body = context;
	size_t end = (part + 1) * MARKS;
	for (size_t i = part * MARKS; i < end && i < body->marks.count; i++)
		body->marks.items[i] = body_mark(body,
						 entry_claim(body->entry, i));
}

/* Mostly claims end in the order in which they begin. */
static bool body_in_order(const struct body *body)
{
	for (size_t i = 1; i < body->marks.count; i++)
		if (by_offset(&body->marks.items[i - 1],
			      &body->marks.items[i]) > 0)
			return false;
	return true;
}

void body_init(struct body *body, const struct entry *entry,
	       enum body_marks kind)
{
	size_t count = kind == BODY_NONE ? 0 : entry->numbered_count;
	*body = (struct body){.entry = entry, .kind = kind};
	block_omitted(&body->cuts, body->entry);
	if (count) {
		array_grow(&body->marks, count);
		body->marks.count = count;
		side_by_side((count + MARKS - 1) / MARKS, body_mark_some, body);
	}
	if (kind == BODY_NOTES)
		body_mark_remarks(body);
	if (!body_in_order(body))
		qsort(body->marks.items, body->marks.count,
		      sizeof *body->marks.items, by_offset);
}

/* Adds the article's bytes, leaving out a blank where one stands already. */
static void body_add(struct body *body, size_t start, size_t end)
{
	const char *text = body->entry->article.text;
	struct str *out = &body->built;
	bool blank = !out->len || out->bytes[out->len - 1] == ' ';
	while (blank && start < end && text[start] == ' ')
		start++;
	str_add(out, text + start, end - start);
}

/* Adds what is not omitted of the bytes, and moves past the cuts in them. */
static void body_add_kept(struct body *body, struct span part)
{
	while (body->cut < body->cuts.list.count &&
	       body->cuts.list.items[body->cut].start < part.end) {
		struct span cut = body->cuts.list.items[body->cut];
		if (cut.start > part.start)
			body_add(body, part.start, cut.start);
		if (cut.end > part.start)
			part.start = cut.end < part.end ? cut.end : part.end;
		if (cut.end > part.end)
			break;
		body->cut++;
	}
	if (part.start < part.end)
		body_add(body, part.start, part.end);
}

/* In the text, after the words. */
static bool body_has_markers(const struct body *body)
{
	return body->kind == BODY_ENDS || body->kind == BODY_NOTES;
}

/* A no-break space keeps the marker with its words. */
static void body_add_marker(struct body *body, const struct mark *mark)
{
	if (body_has_markers(body) && mark->claim && !mark->hidden) {
		str_adds(&body->built, "\xc2\xa0[");
		str_add_number(&body->built, mark->claim->number);
		str_addc(&body->built, ']');
	}
}

/* Puts the paragraph together from its words and its markers. */
static void body_build(struct body *body, struct span paragraph)
{
	struct span part = paragraph;
	str_clear(&body->built);
	for (size_t i = 0; i < body->here_count; i++) {
		struct mark *mark = &body->here[i];
		if (mark->offset > part.start) {
			part.end = mark->offset;
			body_add_kept(body, part);
			part.start = part.end;
		}
		mark->offset = body->built.len;
		body_add_marker(body, mark);
	}
	part.end = paragraph.end;
	body_add_kept(body, part);
	body->text = str_get(&body->built);
	body->len = body->built.len;
	while (body->len && body->text[body->len - 1] == ' ')
		body->len--;
}

static bool body_is_whole(const struct body *body, struct span paragraph)
{
	return body->cut == body->cuts.list.count ||
	       body->cuts.list.items[body->cut].start >= paragraph.end;
}

static void body_borrow(struct body *body, struct span paragraph)
{
	body->text = body->entry->article.text + paragraph.start;
	body->len = paragraph.end - paragraph.start;
	for (size_t i = 0; i < body->here_count; i++) {
		struct mark *mark = &body->here[i];
		mark->offset = mark->offset > paragraph.start
				       ? mark->offset - paragraph.start
				       : 0;
	}
}

/* Takes the marks up to the paragraph's end, its last included for ends. */
static void body_take_marks(struct body *body, size_t end)
{
	while (body->marks.items && body->mark < body->marks.count) {
		size_t offset = body->marks.items[body->mark].offset;
		if (body_has_markers(body) ? offset > end : offset >= end)
			break;
		body->mark++;
		body->here_count++;
	}
}

bool body_next(struct body *body)
{
	const struct article *article = &body->entry->article;
	body->here = body->marks.items ? body->marks.items + body->mark : NULL;
	body->here_count = 0;
	while (body->paragraph < article->paragraphs.count) {
		struct span paragraph =
			article->paragraphs.items[body->paragraph++];
		while (body->cut < body->cuts.list.count &&
		       body->cuts.list.items[body->cut].end <= paragraph.start)
			body->cut++;
		/* Wholly omitted: its marks go to the next one. */
		if (!body_is_whole(body, paragraph) &&
		    body->cuts.list.items[body->cut].start <= paragraph.start &&
		    body->cuts.list.items[body->cut].end >= paragraph.end)
			continue;
		body_take_marks(body, paragraph.end);
		if (body_is_whole(body, paragraph) &&
		    (!body_has_markers(body) || !body->here_count))
			body_borrow(body, paragraph);
		else
			body_build(body, paragraph);
		if (body->len)
			return true;
	}
	body_take_marks(body, SIZE_MAX);
	return false;
}

void body_release(struct body *body)
{
	array_release(&body->marks);
	array_release(&body->cuts.list);
	str_release(&body->built);
}

/* Adds the paragraph that body_next() found; its text moves where it is built
   anew each time. */
static void body_part_add(struct body_part *part, struct body *body)
{
	struct body_piece piece = {
		.text = body->text,
		.len = body->len,
		.here = body->here,
		.here_count = body->here_count,
		.first = !body->begun,
	};
	body->begun = true;
	if (body->text == body->built.bytes) {
		piece.text = NULL;
		piece.at = part->words.len;
		str_add(&part->words, body->text, body->len);
	}
	array_push(&part->pieces, piece);
}

bool body_take(struct body *body, struct body_part *part, size_t bytes)
{
	size_t count = 0;
	part->pieces.count = 0;
	str_clear(&part->words);
	while (!body->over && count < bytes) {
		body->over = !body_next(body);
		if (!body->over) {
			body_part_add(part, body);
			count += body->len;
		}
	}
	for (size_t i = 0; i < part->pieces.count; i++)
		if (!part->pieces.items[i].text)
			part->pieces.items[i].text = part->words.bytes +
						     part->pieces.items[i].at;
	if (body->over && body->here_count) {
		array_push(&part->pieces,
			   ((struct body_piece){
				   .here = body->here,
				   .here_count = body->here_count,
			   }));
		body->here_count = 0;
	}
	return part->pieces.count > 0;
}

void body_part_release(struct body_part *part)
{
	array_release(&part->pieces);
	str_release(&part->words);
}
