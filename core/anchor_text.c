#include "core/anchor_text.h"

#include <string.h>

#include "core/needles.h"

enum { WORK_BYTES = 4 }; /* bytes that are searched in a step */

void anchor_piece_fold(struct anchor_piece *piece)
{
	fold_text(&piece->folded, piece->bytes, (struct span){0, piece->len},
		  FOLD_ANCHOR);
	if (piece->folded.len == 1 && piece->folded.bytes[0] == ' ')
		piece->folded.len = 0; /* white space alone names no words */
}

bool anchor_text_spend(struct anchor_text *text, size_t steps)
{
	bool enough = steps < text->work;
	text->work = enough ? text->work - steps : 0;
	text->spent |= !enough;
	return enough;
}

struct fold_index *anchor_text_folded(struct anchor_text *text)
{
	if (!text->folded.text)
		fold_index_make(&text->folded, text->article->text,
				text->article->bytes, FOLD_ANCHOR);
	return &text->folded;
}

struct approx *anchor_text_approx(struct anchor_text *text)
{
	struct fold_index *folded = anchor_text_folded(text);
	if (!text->approx)
		text->approx = approx_new(folded->bytes.items, folded->len,
					  &text->work);
	return text->approx;
}

struct span anchor_text_span(struct anchor_text *text, size_t start, size_t end)
{
	anchor_text_spend(text, ANCHOR_WORK_PLACE);
	return fold_index_span(anchor_text_folded(text), start, end);
}

bool anchor_text_after(struct anchor_text *text,
		       const struct anchor_piece *piece, enum anchor_step step,
		       size_t from, struct span *found)
{
	bool exact = step == ANCHOR_STEP_EXACT;
	struct fold_index *folded = exact ? NULL : anchor_text_folded(text);
	const char *hay = exact ? text->article->text : folded->bytes.items;
	size_t hay_len = exact ? text->article->bytes : folded->len;
	const char *words = exact ? piece->bytes : piece->folded.bytes;
	size_t len = exact ? piece->len : piece->folded.len;
	size_t at = exact ? from : fold_index_at(folded, from);
	while (len && at < hay_len && anchor_text_spend(text, 1)) {
		const char *hit = memmem(hay + at, hay_len - at, words, len);
		size_t next = hit ? (size_t)(hit - hay) : hay_len;
		if (!anchor_text_spend(text, (next - at) / WORK_BYTES + 1) ||
		    !hit)
			return false;
		at = next;
		if (needles_boundary(hay, hay_len, at) &&
		    needles_boundary(hay, hay_len, at + len)) {
			*found = exact ? (struct span){at, at + len}
				       : anchor_text_span(text, at, at + len);
			if (found->start >= from)
				return true;
		}
		at++;
	}
	return false;
}

static size_t blanks(const char *bytes, size_t len)
{
	size_t count = 0;
	while (count < len && memchr(" \t\r\n", bytes[count], 4))
		count++;
	return count;
}

bool anchor_text_same(const struct anchor_text *text,
		      const struct anchor_piece *piece, struct span span)
{
	const char *bytes = text->article->text;
	size_t start = span.start +
		       blanks(bytes + span.start, span.end - span.start);
	size_t before = blanks(piece->bytes, piece->len);
	if (before > start ||
	    piece->len > text->article->bytes - (start - before))
		return false;
	return !memcmp(bytes + start - before, piece->bytes, piece->len);
}

void anchor_text_release(struct anchor_text *text)
{
	fold_index_release(&text->folded);
	approx_free(text->approx);
}

/* Whether both are the same words, as anchors are compared. */
static bool same_words(const char *words, const char *text, struct span span)
{
	struct folded a = {0}, b = {0};
	fold_text(&a, words, (struct span){0, strlen(words)}, FOLD_ANCHOR);
	fold_text(&b, text, span, FOLD_ANCHOR);
	bool same = a.len == b.len && !memcmp(a.bytes, b.bytes, a.len);
	fold_release(&a);
	fold_release(&b);
	return same;
}

bool anchor_few(const struct article *article, const struct anchor *anchor,
		const struct anchor_match *match)
{
	const char *words = anchor->from ? anchor->from : anchor->pieces[0];
	bool all = match->candidate_count < ANCHOR_CANDIDATES ||
		   anchor->piece_count == 1;
	return match->state == ANCHOR_LOST && match->candidate_count && all &&
	       !anchor->prefix && !anchor->suffix &&
	       match->candidate_count < anchor->occurrence &&
	       same_words(words, article->text, match->candidates[0]);
}
