#include "tui/citation.h"

#include <string.h>

/* Adds the text as it may be pasted: a line ends where it does, and nothing
   else in it acts on a terminal. */
static void add_safe(struct str *out, const char *bytes, size_t len)
{
	while (len) {
		const char *end = memchr(bytes, '\n', len);
		size_t line = end ? (size_t)(end - bytes) : len;
		size_t shown = line;
		if (end && shown && bytes[shown - 1] == '\r')
			shown--;
		utf8_safe(out, bytes, shown, CHARSET_UTF8);
		if (end)
			str_addc(out, '\n');
		bytes += line + (end != NULL);
		len -= line + (end != NULL);
	}
}

/* Ends a line of parts, in its safe form; an empty one is none. */
static void take_line(struct str *out, struct str *line)
{
	for (size_t i = 0; i < line->len; i++)
		if (line->bytes[i] == '\n' || line->bytes[i] == '\r')
			line->bytes[i] = ' ';
	utf8_safe(out, str_get(line), line->len, CHARSET_UTF8);
	if (line->len)
		str_addc(out, '\n');
	str_clear(line);
}

/* Adds ", words"; nothing for NULL or none. */
static void add_part(struct str *line, const char *words)
{
	if (words && *words)
		str_addf(line, "%s%s", line->len ? ", " : "", words);
}

static const char *speaker_name(enum language language,
				const struct speaker *speaker)
{
	if (!speaker->nobody)
		return speaker->name;
	return message(language, strcmp(speaker->id, "article") == 0
					 ? MSG_SPEAKER_ARTICLE
					 : MSG_SPEAKER_UNKNOWN);
}

static void add_speakers(struct str *line, enum language language,
			 const struct speakers *speakers)
{
	for (size_t i = 0; i < speakers->count; i++) {
		const struct speaker *speaker = speakers->items[i];
		add_part(line, speaker_name(language, speaker));
		add_part(line, speaker->role);
	}
}

/* The words as they stand in the article. */
static void add_quotation(struct str *line, const struct claim *claim)
{
	const char *text = claim->entry->article.text;
	for (size_t i = 0; i < claim_pieces(claim); i++) {
		struct span span = claim_piece(claim, i);
		if (i)
			str_adds(line, " […] ");
		str_add(line, text + span.start, span.end - span.start);
	}
}

static void add_source(struct str *line, enum language language,
		       const struct source *source)
{
	struct str parts = {0};
	add_part(&parts, source->title);
	add_speakers(&parts, language, source->authors);
	add_part(&parts, source->publisher);
	add_part(&parts, source->date);
	add_part(&parts, source->ref);
	add_part(&parts, source->pages);
	add_part(&parts, source->url);
	message_add(line, language, MSG_CITE_SOURCE, str_get(&parts));
	str_release(&parts);
}

static void add_article(struct str *line, enum language language,
			const struct entry *entry)
{
	const struct annotation *annotation = &entry->annotation;
	struct str parts = {0};
	add_part(&parts, entry->title);
	for (size_t i = 0; i < annotation->authors.count; i++)
		add_part(&parts, annotation->authors.items[i]);
	add_part(&parts, annotation->publisher);
	add_part(&parts, annotation->published);
	add_part(&parts, annotation->url);
	message_add(line, language, MSG_CITE_ARTICLE, str_get(&parts));
	str_release(&parts);
}

static void add_who(struct str *out, enum language language,
		    const struct claim *claim)
{
	struct str line = {0}, via = {0};
	add_speakers(&line, language, claim->speakers);
	for (size_t i = 0; i < claim_more(claim).via->count; i++)
		add_part(&via, speaker_name(language,
					    claim_more(claim).via->items[i]));
	if (via.len)
		str_addf(&line, "%s%s", message(language, MSG_COMMA_VIA),
			 str_get(&via));
	add_part(&line, claim_date(claim));
	str_adds(out, "— ");
	take_line(out, &line);
	str_release(&line);
	str_release(&via);
}

void citation_add_claim(struct str *out, enum language language,
			const struct claim *claim)
{
	struct str line = {0}, words = {0};
	str_adds(&line, claim_text(claim));
	take_line(out, &line);
	add_quotation(&words, claim);
	if (words.len && strcmp(str_get(&words), claim_text(claim)) != 0)
		message_add(&line, language, MSG_QUOTED, str_get(&words));
	take_line(out, &line);
	add_who(out, language, claim);
	for (size_t i = 0; i < claim->sources->count; i++) {
		add_source(&line, language, claim->sources->items[i]);
		take_line(out, &line);
	}
	add_article(&line, language, claim->entry);
	take_line(out, &line);
	str_adds(&line, claim_name(claim).full);
	take_line(out, &line);
	str_release(&line);
	str_release(&words);
}

void citation_add_words(struct str *out, enum language language,
			const struct entry *entry, struct span words)
{
	struct str line = {0};
	add_safe(out, entry->article.text + words.start,
		 words.end - words.start);
	str_addc(out, '\n');
	add_article(&line, language, entry);
	take_line(out, &line);
	str_release(&line);
}

const char *citation_address(const struct entry *entry,
			     const struct claim *claim)
{
	for (size_t i = 0; claim && i < claim->sources->count; i++)
		if (claim->sources->items[i]->url)
			return claim->sources->items[i]->url;
	return (claim ? claim->entry : entry)->annotation.url;
}
