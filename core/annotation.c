#include "core/annotation.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "core/dossier.h"

const struct speakers speakers_none = {NULL, 0};
const struct sources sources_none = {NULL, 0};
const struct points points_none = {NULL, 0};
const struct claim_more claim_more_none = {
	.via = &speakers_none,
	.addressees = &speakers_none,
	.about = &speakers_none,
	.evidence = &sources_none,
};

#define ENUM_WORD(name, word) word,
#define RELATION_WORDS(name, word, back) {word, back},

const char *claim_kind_word(enum claim_kind kind)
{
	static const char *const words[] = {CLAIM_KIND_LIST(ENUM_WORD)};
	return words[kind];
}

const char *claim_status_word(enum claim_status status)
{
	static const char *const words[] = {CLAIM_STATUS_LIST(ENUM_WORD)};
	return words[status];
}

const char *quote_word(enum quote quote)
{
	static const char *const words[] = {QUOTE_LIST(ENUM_WORD)};
	return words[quote];
}

const char *source_kind_word(enum source_kind kind)
{
	static const char *const words[] = {SOURCE_KIND_LIST(ENUM_WORD)};
	return words[kind];
}

const char *relation_word(enum relation_kind kind, bool reverse)
{
	static const char *const words[][2] = {RELATION_LIST(RELATION_WORDS)};
	return words[kind][reverse];
}

struct claim_more claim_more(const struct claim *claim)
{
	struct claim_more more = claim_more_none;
	if (claim->more_words)
		memcpy(&more, claim->entry->annotation.more + claim->more,
		       claim->more_words * sizeof(uint64_t));
	return more;
}

void claim_keep_more(struct claim *claim, const struct claim_more *more,
		     struct claim_mores *mores)
{
	enum { WORDS = sizeof *more / sizeof(uint64_t) };
	static_assert(WORDS < 32, "more_words counts them");
	uint64_t words[WORDS], none[WORDS];
	memcpy(words, more, sizeof words);
	memcpy(none, &claim_more_none, sizeof none);
	uint32_t count = WORDS;
	while (count && words[count - 1] == none[count - 1])
		count--;
	claim->more = (uint32_t)mores->words.count;
	claim->more_words = count & 31;
	for (size_t i = 0; i < count; i++)
		array_push(&mores->words, words[i]);
}

const char *claim_note(const struct claim *claim)
{
	return claim->more_words ? claim_more(claim).note : NULL;
}

const char *claim_own_date(const struct claim *claim)
{
	return claim->more_words ? claim_more(claim).date : NULL;
}

struct claim_name claim_name(const struct claim *claim)
{
	struct claim_name name;
	snprintf(name.full, sizeof name.full, "%s/%s", claim->entry->id,
		 claim->id);
	return name;
}

struct claim_name relation_end_name(const struct relation_end *end)
{
	struct claim_name name;
	if (end->other)
		return claim_name(end->other);
	snprintf(name.full, sizeof name.full, "%s",
		 relation_to_name(end->relation));
	return name;
}

struct place claim_place(const struct claim *claim)
{
	return (struct place){claim->entry->annotation.file, claim->line,
			      claim->column};
}

const char *claim_date(const struct claim *claim)
{
	const char *own = claim_own_date(claim);
	if (own)
		return own;
	for (size_t i = 0; i < claim->sources->count; i++)
		if (claim->sources->items[i]->date)
			return claim->sources->items[i]->date;
	return NULL;
}

/* Where its words are, if that takes more than one span. */
static const struct anchor_match *claim_match(const struct claim *claim)
{
	return claim->more_words ? claim_more(claim).match : NULL;
}

size_t claim_pieces(const struct claim *claim)
{
	const struct anchor_match *match = claim_match(claim);
	return match ? match->span_count : claim_placed(claim);
}

struct span claim_piece(const struct claim *claim, size_t piece)
{
	const struct anchor_match *match = claim_match(claim);
	return match ? match->spans[piece] : claim_extent(claim);
}
