#include "print/links.h"

#include <string.h>

#include "print/names.h"

#define LINKS_FIRST "     - "
#define LINKS_REST "       "

/* The ends of claim_ends() from first up to end lead to one claim. */
struct group {
	const struct claim *claim;
	size_t first, end;
};

static const char *end_words(const struct page *page,
			     const struct relation_end *end)
{
	return message_relation(page->language, end->relation->kind,
				end->reverse);
}

static bool group_next(struct group *group)
{
	group->first = group->end;
	if (group->first >= claim_end_count(group->claim))
		return false;
	group->end = xref_next_group(group->claim, group->first);
	return true;
}

/* "contradicts, responds to": each word once. */
static void group_add_words(struct str *out, const struct page *page,
			    const struct group *group)
{
	const struct relation_end *ends = claim_ends(group->claim);
	for (size_t i = group->first; i < group->end; i++) {
		const char *words = end_words(page, &ends[i]);
		size_t k = group->first;
		while (k < i && strcmp(end_words(page, &ends[k]), words) != 0)
			k++;
		if (k < i)
			continue;
		name_add_between(out, ", ");
		str_adds(out, words);
	}
}

/* One of several says what it is about: "Note (repeats): …". */
static void group_print_notes(struct page *page, const struct group *group)
{
	const struct relation_end *ends = claim_ends(group->claim);
	struct str row = {0};
	size_t count = 0;
	for (size_t i = group->first; i < group->end; i++)
		count += ends[i].relation->note != NULL;
	for (size_t i = group->first; i < group->end; i++) {
		const char *note = ends[i].relation->note;
		if (!note)
			continue;
		if (count > 1)
			message_add(&row, page->language, MSG_PRINT_NOTE_ON,
				    end_words(page, &ends[i]), note);
		else
			message_add(&row, page->language, MSG_PRINT_NOTE, note);
		page_take(page, LINKS_REST, LINKS_REST, &row);
	}
	str_release(&row);
}

static void group_print(struct page *page, const struct group *group)
{
	const struct relation_end *first = &claim_ends(
		group->claim)[group->first];
	struct str words = {0}, other = {0}, row = {0};
	group_add_words(&words, page, group);
	if (first->other) {
		name_add_claim_by(&other, page, first->other,
				  group->claim->entry);
		message_add(&row, page->language, MSG_PRINT_LINK,
			    str_get(&words), str_get(&other),
			    claim_text(first->other));
	} else {
		message_add(&row, page->language, MSG_PRINT_LINK_MISSING,
			    str_get(&words), relation_to_name(first->relation));
	}
	page_take(page, LINKS_FIRST, LINKS_REST, &row);
	group_print_notes(page, group);
	str_release(&words);
	str_release(&other);
	str_release(&row);
}

void links_print(struct page *page, const struct claim *claim)
{
	struct group group = {.claim = claim};
	while (group_next(&group))
		group_print(page, &group);
}

/* Whether the margin says all there is to say of the other end. */
static bool group_is_short(const struct group *group)
{
	const struct relation_end *ends = claim_ends(group->claim);
	if (!ends[group->first].other ||
	    ends[group->first].other->entry != group->claim->entry)
		return false;
	for (size_t i = group->first; i < group->end; i++)
		if (ends[i].relation->note)
			return false;
	return true;
}

/* Adds "contradicts [16] A, [18] B" for the relations of that name. */
static void add_short(struct str *out, const struct page *page,
		      const struct claim *claim, const char *words)
{
	struct group group = {.claim = claim};
	bool begun = false;
	while (group_next(&group)) {
		if (!group_is_short(&group))
			continue;
		for (size_t i = group.first; i < group.end; i++) {
			const struct relation_end *end = &claim_ends(claim)[i];
			if (strcmp(end_words(page, end), words) != 0)
				continue;
			if (!begun)
				name_add_between(out, message(page->language,
							      MSG_PRINT_BREAK));
			str_adds(out, begun ? ", " : words);
			if (!begun)
				str_adds(out, " ");
			begun = true;
			name_add_claim_by(out, page, end->other, claim->entry);
			break;
		}
	}
}

void links_print_short(struct page *page, const struct claim *claim)
{
	struct group group = {.claim = claim};
	struct str row = {0};
	while (group_next(&group))
		if (!group_is_short(&group))
			group_print(page, &group);
	static const enum relation_kind kinds[RELATION_KINDS] = {
		RELATION_CONTRADICTS, RELATION_CORRECTS, RELATION_RESPONDS_TO,
		RELATION_SUPPORTS,    RELATION_REPEATS,  RELATION_ELABORATES,
	};
	for (size_t i = 0; i < RELATION_KINDS; i++) {
		const char *to = message_relation(page->language, kinds[i],
						  false);
		const char *from = message_relation(page->language, kinds[i],
						    true);
		add_short(&row, page, claim, to);
		if (strcmp(to, from) != 0)
			add_short(&row, page, claim, from);
	}
	if (row.len)
		page_take(page, "     ", "     ", &row);
	str_release(&row);
}
