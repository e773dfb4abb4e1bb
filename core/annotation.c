#include "core/annotation.h"

#include <stdio.h>

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

const struct claim_more *claim_more(const struct claim *claim)
{
	return claim->more ? claim->more : &claim_more_none;
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
	snprintf(name.full, sizeof name.full, "%s", end->relation->to_name);
	return name;
}

struct place claim_place(const struct claim *claim)
{
	return (struct place){claim->entry->annotation.file, claim->line,
			      claim->column};
}

const char *claim_date(const struct claim *claim)
{
	if (claim->date)
		return claim->date;
	for (size_t i = 0; i < claim->sources->count; i++)
		if (claim->sources->items[i]->date)
			return claim->sources->items[i]->date;
	return NULL;
}

struct span claim_extent(const struct claim *claim)
{
	const struct anchor_match *match = &claim->match;
	if (!match->span_count)
		return (struct span){0, 0};
	return (struct span){match->spans[0].start,
			     match->spans[match->span_count - 1].end};
}
