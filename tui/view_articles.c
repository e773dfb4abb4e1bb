/* What is in the dossier: every article with what is said of it. */
#include <stdlib.h>

#include "core/filter.h"
#include "tui/card.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/order.h"
#include "tui/views.h"

enum {
	NAME_COLUMNS = 14,
	PUBLISHER_COLUMNS = 18,
	DATE_COLUMNS = 10,
	COUNT_COLUMNS = 5,
	CONTRADICTED_COLUMNS = 6,
	WIDE = 70,
	WIDER = 96,
};

/* How many claims an article has, of those that pass the filter. */
struct counts {
	size_t claims, contradicted, unsourced;
};

static size_t articles_count(struct app *app)
{
	return app->dossier->entry_count;
}

static struct counts entry_counts(const struct entry *entry,
				  const struct filter *filter)
{
	const struct annotation *annotation = &entry->annotation;
	if (!filter)
		return (struct counts){annotation->claim_count,
				       entry->contradicted, entry->unsourced};
	struct counts counts = {0, 0, 0};
	for (size_t i = 0; i < annotation->claim_count; i++) {
		const struct claim *claim = &annotation->claims[i];
		if (!filter_matches(filter, claim))
			continue;
		counts.claims++;
		counts.contradicted += xref_contradicted(claim);
		counts.unsourced += xref_unsourced(claim);
	}
	return counts;
}

static void articles_row(struct app *app, size_t i, size_t columns,
			 struct list_row *row)
{
	const struct entry *entry = app->dossier->entries[i];
	const struct annotation *annotation = &entry->annotation;
	struct counts counts = entry_counts(entry, app->at.filter);
	str_adds(list_cell(row, NAME_COLUMNS, STYLE_STRONG),
		 entry->short_title);
	struct str *title = list_cell(row, 0, STYLE_TEXT);
	str_adds(title, entry->title);
	if (entry->error)
		str_addf(title, " %s", app_text(app, MSG_UNREAD_ARTICLE));
	if (columns >= WIDER)
		str_adds(list_cell(row, PUBLISHER_COLUMNS, STYLE_DIM),
			 annotation->publisher ? annotation->publisher : "");
	if (columns >= WIDE)
		str_adds(list_cell(row, DATE_COLUMNS, STYLE_DIM),
			 annotation->published ? annotation->published : "");
	list_number(row, COUNT_COLUMNS, counts.claims, STYLE_TEXT);
	list_number(row, CONTRADICTED_COLUMNS, counts.contradicted,
		    STYLE_CONFLICT);
	if (columns >= WIDE)
		list_number(row, COUNT_COLUMNS, counts.unsourced, STYLE_TEXT);
}

static void articles_head(struct app *app, size_t columns, struct list_row *row)
{
	list_head(app, row, NAME_COLUMNS, MSG_HEAD_ARTICLE, false);
	list_head(app, row, 0, MSG_HEAD_TITLE, false);
	if (columns >= WIDER)
		list_head(app, row, PUBLISHER_COLUMNS, MSG_ARTICLES_PUBLISHER,
			  false);
	if (columns >= WIDE)
		list_head(app, row, DATE_COLUMNS, MSG_HEAD_DATE, false);
	list_head(app, row, COUNT_COLUMNS, MSG_HEAD_CLAIMS, true);
	list_head(app, row, CONTRADICTED_COLUMNS, MSG_HEAD_CONTRADICTED_CLAIMS,
		  true);
	if (columns >= WIDE)
		list_head(app, row, COUNT_COLUMNS, MSG_HEAD_UNSOURCED, true);
}

static void articles_enter(struct app *app, size_t i)
{
	jump_to_entry(app, app->dossier->entries[i]);
}

static const char *articles_id(struct app *app, size_t i)
{
	return app->dossier->entries[i]->id;
}

/* An article passes when a claim does; without claims, by its own words. */
static bool articles_pass(struct app *app, size_t i,
			  const struct filter *filter)
{
	const struct entry *entry = app->dossier->entries[i];
	const struct annotation *annotation = &entry->annotation;
	for (size_t k = 0; k < annotation->claim_count; k++)
		if (filter_matches(filter, &annotation->claims[k]))
			return true;
	struct str words = {0};
	str_addf(&words, "%s %s %s", entry->short_title, entry->title,
		 annotation->publisher ? annotation->publisher : "");
	bool passes = filter_is_words(filter) &&
		      filter_matches_line(filter, str_get(&words), words.len);
	str_release(&words);
	return passes;
}

enum text_key { KEY_TITLE, KEY_PUBLISHER };

static void keys_by_text(struct app *app, uint64_t *keys, size_t count,
			 enum text_key which)
{
	const char **words = memory_alloc((count + 1) * sizeof *words);
	uint32_t *ranks = memory_alloc((count + 1) * sizeof *ranks);
	for (size_t i = 0; i < count; i++) {
		const struct entry *entry = app->dossier->entries[i];
		words[i] = which == KEY_TITLE ? entry->title
					      : entry->annotation.publisher;
	}
	order_ranks(words, count, ranks);
	for (size_t i = 0; i < count; i++)
		keys[i] = (uint64_t)ranks[i] << 32;
	free(words);
	free(ranks);
}

static void keys_by_title(struct app *app, uint64_t *keys, size_t count)
{
	keys_by_text(app, keys, count, KEY_TITLE);
}

static void keys_by_publisher(struct app *app, uint64_t *keys, size_t count)
{
	keys_by_text(app, keys, count, KEY_PUBLISHER);
}

static void keys_by_date(struct app *app, uint64_t *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		keys[i] =
			(uint64_t)order_date(
				app->dossier->entries[i]->annotation.published)
			<< 32;
}

/* The most first. */
static uint64_t key_of_count(size_t number)
{
	return UINT32_MAX - 1 - number;
}

static void keys_by_claims(struct app *app, uint64_t *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		keys[i] = key_of_count(
			entry_counts(app->dossier->entries[i], app->at.filter)
				.claims);
}

static void keys_by_contradicted(struct app *app, uint64_t *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		keys[i] = key_of_count(
			entry_counts(app->dossier->entries[i], app->at.filter)
				.contradicted);
}

static void keys_by_unsourced(struct app *app, uint64_t *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		keys[i] = key_of_count(
			entry_counts(app->dossier->entries[i], app->at.filter)
				.unsourced);
}

static const struct list_order orders[] = {
	{.name = MSG_ORDER_READING},
	{.name = MSG_ORDER_TITLE, .keys = keys_by_title},
	{.name = MSG_ORDER_DATE, .keys = keys_by_date},
	{.name = MSG_ORDER_PUBLISHER, .keys = keys_by_publisher},
	{.name = MSG_ORDER_CLAIMS, .keys = keys_by_claims},
	{.name = MSG_ORDER_CONTRADICTED, .keys = keys_by_contradicted},
	{.name = MSG_ORDER_UNSOURCED, .keys = keys_by_unsourced},
};

static const struct list_ops articles = {
	.count = articles_count,
	.row = articles_row,
	.head = articles_head,
	.enter = articles_enter,
	.id = articles_id,
	.empty = MSG_NO_ARTICLES,
	.orders = orders,
	.order_count = sizeof orders / sizeof *orders,
	.passes = articles_pass,
};

static void articles_open(struct app *app)
{
	list_choose(app, app->at.entry->index, false);
}

static void articles_title(struct app *app, struct str *left, struct str *right)
{
	const struct dossier *dossier = app->dossier;
	str_adds(left, app_text(app, MSG_TITLE_ARTICLES));
	if (dossier->title)
		str_addf(left, " · %s", dossier->title);
	message_count(right, app->options.language, MSG_ARTICLE_COUNT,
		      dossier->entry_count);
	str_adds(right, "   ");
	message_count(right, app->options.language, MSG_CLAIM_COUNT,
		      dossier->claim_count);
}

const struct view_ops view_articles = {
	LIST_HOOKS,
	.list = &articles,
	.title = articles_title,
	.open = articles_open,
};
