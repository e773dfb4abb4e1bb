#include "tui/carry.h"

#include <string.h>

#include "core/xref.h"

enum {
	WORDS_MOST = 96,  /* bytes of the words that are looked for */
	WORDS_LEAST = 12, /* fewer may stand anywhere */
	AROUND = 8,       /* paragraphs that are tried, by turns after and
			     before */
};
static const size_t budget = (size_t)64 << 20; /* bytes */

void carry_begin(struct carry *carry, const struct dossier *old,
		 const struct dossier *fresh)
{
	size_t bytes = (old->entry_count + 1) * sizeof *carry->texts;
	*carry = (struct carry){
		.old = old,
		.fresh = fresh,
		.texts = memory_alloc(bytes),
		.budget = budget,
	};
	memset(carry->texts, 0, bytes);
}

void carry_end(struct carry *carry)
{
	free(carry->texts);
	*carry = (struct carry){.texts = NULL};
}

/* Of what is read in part, that part: where it is the same, so is the rest,
   as far as anyone has seen it. */
static void part_compare(struct carry_text *text, const struct article *old,
			 const struct article *fresh)
{
	struct span part = article_read(old);
	bool same = old->bytes == fresh->bytes &&
		    !memcmp(old->text + part.start, fresh->text + part.start,
			    part.end - part.start);
	text->prefix = same ? old->bytes : 0;
	text->known = true;
}

static const struct carry_text *text_compare(struct carry *carry,
					     const struct entry *old,
					     const struct entry *fresh)
{
	struct carry_text *text = &carry->texts[old->index];
	const struct article *a = &old->article, *b = &fresh->article;
	size_t most = a->bytes < b->bytes ? a->bytes : b->bytes;
	if (text->known)
		return text;
	if (a->rest) {
		part_compare(text, a, b);
		return text;
	}
	size_t n = 0;
	while (n < most && a->text[n] == b->text[n])
		n++;
	text->prefix = n;
	n = 0;
	/* cppcheck-suppress knownConditionTrueFalse ; most may be the prefix */
	while (n < most - text->prefix &&
	       a->text[a->bytes - n - 1] == b->text[b->bytes - n - 1])
		n++;
	text->suffix = n;
	text->known = true;
	return text;
}

static bool boundary(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Looks for bytes of the old text in the new one, nearest to `near`. */
static bool words_find(struct carry *carry, const struct entry *old,
		       const struct entry *fresh, struct span words,
		       size_t near, struct span *found)
{
	char copy[WORDS_MOST + 1];
	size_t len = words.end - words.start;
	if (len < WORDS_LEAST || carry->budget < fresh->article.bytes)
		return false;
	carry->budget -= fresh->article.bytes;
	size_t work = anchor_work(&fresh->article);
	memcpy(copy, old->article.text + words.start, len);
	copy[len] = '\0';
	/* What a NUL cuts off would not be looked for. */
	return strlen(copy) == len &&
	       anchor_nearest(&fresh->article, copy, (struct span){near, near},
			      found, &work);
}

/* The end of what begins at `from`, WORDS_MOST bytes at most, at a blank
   where there is one. */
static size_t words_end(const char *text, size_t from, size_t limit)
{
	if (limit - from <= WORDS_MOST)
		return limit;
	size_t end = from + WORDS_MOST, cut = end;
	while (cut > from + WORDS_LEAST && text[cut] != ' ')
		cut--;
	if (text[cut] == ' ')
		return cut;
	while (end > from && !boundary(text[end]))
		end--;
	return end;
}

/* The words that begin at the byte, then fewer of them, then those before. */
static bool words_here(struct carry *carry, const struct entry *old,
		       const struct entry *fresh, size_t offset, size_t near,
		       size_t *to)
{
	const struct article *article = &old->article;
	if (!article->paragraphs.count)
		return false;
	struct span paragraph = article->paragraphs.items[article_paragraph_at(
		article, offset)];
	struct span found;
	if (offset < paragraph.start || offset > paragraph.end)
		offset = paragraph.start;
	size_t end = words_end(article->text, offset, paragraph.end);
	while (end > offset && end - offset >= WORDS_LEAST) {
		if (words_find(carry, old, fresh, (struct span){offset, end},
			       near, &found)) {
			*to = found.start;
			return true;
		}
		end = offset + (end - offset) / 2;
		while (end > offset && !boundary(article->text[end]))
			end--;
	}
	size_t start = offset - paragraph.start > WORDS_MOST
			       ? offset - WORDS_MOST
			       : paragraph.start;
	while (start < offset && !boundary(article->text[start]))
		start++;
	if (!words_find(carry, old, fresh, (struct span){start, offset}, near,
			&found))
		return false;
	*to = found.end;
	return true;
}

/* The nearest paragraph after, then before, that begins as one of the old. */
static bool words_around(struct carry *carry, const struct entry *old,
			 const struct entry *fresh, size_t offset, size_t near,
			 size_t *to)
{
	const struct article *article = &old->article;
	size_t count = article->paragraphs.count;
	size_t here = article_paragraph_at(article, offset);
	struct span found;
	for (size_t i = 1; i <= AROUND; i++) {
		size_t step = (i + 1) / 2;
		bool after = i % 2;
		if (after ? here + step >= count : here < step)
			continue;
		size_t index = after ? here + step : here - step;
		struct span words = article->paragraphs.items[index];
		words.end = words_end(article->text, words.start, words.end);
		if (words_find(carry, old, fresh, words, near, &found)) {
			*to = found.start;
			return true;
		}
	}
	return false;
}

size_t carry_offset(struct carry *carry, const struct entry *old,
		    const struct entry *fresh, size_t offset)
{
	const struct carry_text *text = text_compare(carry, old, fresh);
	size_t old_bytes = old->article.bytes, bytes = fresh->article.bytes;
	size_t to;
	if (offset < text->prefix || old_bytes == text->prefix)
		return offset < bytes ? offset : bytes;
	if (offset >= old_bytes)
		return bytes;
	if (offset >= old_bytes - text->suffix)
		return bytes - (old_bytes - offset);
	size_t last = bytes - text->suffix;
	size_t near = offset < last ? offset : last;
	if (words_here(carry, old, fresh, offset, near, &to) ||
	    words_around(carry, old, fresh, offset, near, &to))
		return to;
	while (near > 0 && near < bytes && !boundary(fresh->article.text[near]))
		near--;
	return near;
}

struct claim *carry_claim(const struct carry *carry, const struct claim *claim)
{
	return claim ? dossier_claim(carry->fresh, claim_name(claim).full)
		     : NULL;
}

/* The group of the new claim's ends that leads where the chosen one led. */
static size_t carry_link(const struct claim *old, const struct claim *fresh,
			 size_t link)
{
	if (link >= claim_end_count(old))
		return 0;
	const struct relation_end *end = &claim_ends(old)[link];
	const struct claim_name name = relation_end_name(end);
	for (size_t i = 0; i < claim_end_count(fresh);
	     i = xref_next_group(fresh, i)) {
		const struct relation_end *at = &claim_ends(fresh)[i];
		if (!strcmp(name.full, relation_end_name(at).full))
			return i;
	}
	return 0;
}

/* A hit whose words are no longer there is none. */
static struct span carry_hit(struct carry *carry, const struct entry *old,
			     const struct entry *fresh, struct span hit)
{
	size_t len = hit.end - hit.start;
	const struct article *was = &old->article, *is = &fresh->article;
	if (!len)
		return hit;
	size_t start = carry_offset(carry, old, fresh, hit.start);
	if (start + len > is->bytes || hit.end > was->bytes ||
	    memcmp(is->text + start, was->text + hit.start, len) != 0)
		return (struct span){0, 0};
	return (struct span){start, start + len};
}

struct entry *carry_neighbour(const struct carry *carry,
			      const struct entry *old)
{
	const struct dossier *fresh = carry->fresh;
	size_t last = fresh->entry_count - 1;
	return fresh->entries[old->index < last ? old->index : last];
}

/* The article behind a list is gone: another is there. */
static void carry_list(struct carry *carry, struct position *at)
{
	struct position list = *at;
	*at = (struct position){
		.view = list.view,
		.entry = carry_neighbour(carry, list.entry),
		.cursor = list.cursor,
		.first = list.first,
		.turned = list.turned,
		.about = carry_claim(carry, list.about),
		.from = list.from,
		.sort = list.sort,
		.reversed = list.reversed,
		.filter = list.filter,
		.found = list.found,
	};
}

bool carry_position(struct carry *carry, struct position *at)
{
	const struct entry *old = at->entry;
	struct entry *fresh = old ? dossier_entry(carry->fresh, old->id) : NULL;
	if (old && !fresh && !app_view_of(at->view)->of_article) {
		carry_list(carry, at);
		return true;
	}
	if (!fresh)
		return false;
	struct claim *was = at->claim, *claim = carry_claim(carry, was);
	bool keeps = claim && claim_placed(claim) && claim->entry == fresh;
	/* A place that is kept by a claim's words goes where they go. */
	if (keeps && claim_placed(was) && at->offset == claim_extent(was).start)
		at->offset = claim_extent(claim).start;
	else
		at->offset = carry_offset(carry, old, fresh, at->offset);
	at->hit = carry_hit(carry, old, fresh, at->hit);
	at->link = keeps ? carry_link(was, claim, at->link) : 0;
	at->claim = keeps ? claim : NULL;
	at->open = keeps && at->open;
	at->skip = keeps ? at->skip : 0;
	at->about = carry_claim(carry, at->about);
	at->entry = fresh;
	/* Groups, columns and rows are counted in what the views made. */
	at->folds = NULL;
	if (carry->old->entry_count != carry->fresh->entry_count ||
	    carry->old->point_count != carry->fresh->point_count)
		at->column = at->left = 0;
	/* A list of the relations of nothing. */
	if (at->view == VIEW_LINKS && !at->about)
		at->view = VIEW_ARTICLE;
	return true;
}

void carry_names_add(struct carry_names *names, const char *name)
{
	if (names->count++ < CARRY_NAMES_MOST)
		str_addf(&names->list, "%s%s", names->count > 1 ? ", " : "",
			 name);
}

void carry_add_lost(const struct carry *carry, struct carry_names *lost,
		    struct carry_names *nearly)
{
	for (size_t i = 0; i < carry->old->claim_count; i++) {
		const struct claim *was = dossier_claim_at(carry->old, i);
		if (!claim_placed(was))
			continue;
		const struct claim *claim = carry_claim(carry, was);
		if (!claim)
			continue;
		if (!claim_placed(claim))
			carry_names_add(lost, claim_name(claim).full);
		else if (claim->state == ANCHOR_APPROXIMATE &&
			 was->state != ANCHOR_APPROXIMATE)
			carry_names_add(nearly, claim_name(claim).full);
	}
}
