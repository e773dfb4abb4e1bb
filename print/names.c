#include "print/names.h"

#include <string.h>

const char *name_speaker(const struct page *page, const struct speaker *speaker,
			 bool full)
{
	if (!speaker->nobody)
		return full ? speaker->name : speaker->short_name;
	bool unknown = strcmp(speaker->id, "unknown") == 0;
	enum message id = full ? MSG_PRINT_ARTICLE : MSG_PRINT_ARTICLE_WITHIN;
	if (unknown)
		id = full ? MSG_PRINT_UNKNOWN : MSG_PRINT_UNKNOWN_WITHIN;
	return message(page->language, id);
}

void name_add_between(struct str *out, const char *separator)
{
	if (out->len)
		str_adds(out, separator);
}

void name_add_speakers(struct str *out, const struct page *page,
		       const struct speakers *speakers, bool full)
{
	for (size_t i = 0; i < speakers->count; i++) {
		if (i)
			str_adds(out, ", ");
		str_adds(out, name_speaker(page, speakers->items[i], full));
	}
}

void name_add_sources(struct str *out, const struct page *page,
		      const struct sources *sources)
{
	for (size_t i = 0; i < sources->count; i++) {
		if (i)
			str_adds(out, message(page->language, MSG_PRINT_BREAK));
		str_adds(out, sources->items[i]->title);
	}
}

void name_add_strings(struct str *out, const struct strings *strings)
{
	for (size_t i = 0; i < strings->count; i++) {
		if (i)
			str_adds(out, ", ");
		str_adds(out, strings->items[i]);
	}
}

void name_add_claim(struct str *out, const struct claim *claim,
		    const struct entry *home)
{
	if (claim->entry != home) {
		str_adds(out, claim->entry->short_title);
		str_adds(out, " ");
	}
	str_addc(out, '[');
	if (claim->number)
		str_add_number(out, claim->number);
	else
		str_addc(out, '?');
	str_addc(out, ']');
}

void name_add_claim_by(struct str *out, const struct page *page,
		       const struct claim *claim, const struct entry *home)
{
	name_add_claim(out, claim, home);
	str_adds(out, " ");
	name_add_speakers(out, page, claim->speakers, false);
}

void name_add_flat(struct str *out, const char *bytes, size_t len)
{
	size_t from = out->len;
	str_add(out, bytes, len);
	for (size_t i = from; i < out->len; i++)
		if (out->bytes[i] == '\n' || out->bytes[i] == '\r')
			out->bytes[i] = ' ';
}

void name_add_quoted(struct str *out, const struct page *page,
		     const char *words)
{
	message_add(out, page->language, MSG_PRINT_QUOTED, words);
}

void name_add_words(struct str *out, const struct claim *claim)
{
	const char *text = claim->entry->article.text;
	for (size_t i = 0; i < claim_pieces(claim); i++) {
		struct span span = claim_piece(claim, i);
		if (i)
			str_adds(out, " […] ");
		name_add_flat(out, text + span.start, span.end - span.start);
	}
}

void name_add_anchor(struct str *out, const struct anchor *anchor)
{
	for (size_t i = 0; i < anchor->piece_count; i++) {
		if (i)
			str_adds(out, " […] ");
		name_add_flat(out, anchor->pieces[i],
			      strlen(anchor->pieces[i]));
	}
	if (anchor->from)
		name_add_flat(out, anchor->from, strlen(anchor->from));
	if (anchor->to) {
		str_adds(out, " […] ");
		name_add_flat(out, anchor->to, strlen(anchor->to));
	}
}

void name_add_verdict(struct str *out, const struct page *page,
		      const struct claim *claim)
{
	struct xref_counts counts = xref_counts(claim);
	const char *blank = "";
	if (counts.contradicted) {
		str_addf(out, "≠%zu", counts.contradicted);
		blank = " ";
	}
	if (counts.repeated) {
		str_addf(out, "%s=%zu", blank, counts.repeated);
		blank = " ";
	}
	if (claim->status != STATUS_REPORTED)
		str_addf(out, "%s%s", blank,
			 message_status(page->language, claim->status));
}

size_t name_count_articles(struct claims claims)
{
	size_t count = 0;
	for (size_t i = 0; i < claims.count; i++)
		count += !i ||
			 claims.items[i]->entry != claims.items[i - 1]->entry;
	return count;
}

static bool ends_with(const struct str *s, const char *end)
{
	size_t len = strlen(end);
	return s->len >= len && memcmp(s->bytes + s->len - len, end, len) == 0;
}

void name_add_stop(struct str *out)
{
	static const char *const stops[] = {".", "!", "?", "…", ".»", ".”"};
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (ends_with(out, stops[i]))
			return;
	if (out->len)
		str_addc(out, '.');
}
