/* Every claim of the dossier, by article, speaker, kind, status or date. */
#include <stdlib.h>
#include <string.h>

#include "core/filter.h"
#include "tui/card.h"
#include "tui/fold_list.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/order.h"
#include "tui/sheet.h"
#include "tui/views.h"

enum {
	SPEAKER_COLUMNS = 16,
	KIND_COLUMNS = 12,
	DATE_COLUMNS = 10,
	ARTICLE_COLUMNS = 14,
	SHORT_COLUMNS = 7,
	NUMBER_COLUMNS = 4,
	COUNT_COLUMNS = 6,
	MARKS_COLUMNS = 14,
	FEW_MARKS_COLUMNS = 5,
	NARROW = 60,
	WIDE = 96,
};

/* The orders, as . goes through them. */
enum { BY_ARTICLE, BY_SPEAKER, BY_KIND, BY_STATUS, BY_DATE };

/* Item i: claims by article and place. */
static struct claim *item_get(const struct app *app, size_t i)
{
	return xref_claims(app->xref).items[i];
}

static size_t claims_count(struct app *app)
{
	return app->dossier->claim_count;
}

/* The articles that have claims. */
static const struct fold_shape *claims_groups(struct app *app)
{
	const struct dossier *dossier = app->dossier;
	struct arena *arena = &app->dossier->arena;
	if (app->claims)
		return app->claims;
	struct fold_shape *shape = arena_alloc(arena, sizeof *shape);
	size_t *start = arena_alloc(arena,
				    (dossier->entry_count + 1) * sizeof *start);
	size_t groups = 0;
	for (size_t e = 0; e < dossier->entry_count; e++) {
		size_t count = dossier->entries[e]->annotation.claim_count;
		if (!count)
			continue;
		start[groups + 1] = start[groups] + 1 + count;
		groups++;
	}
	*shape = (struct fold_shape){groups, start};
	return app->claims = shape;
}

/* What the heading does not say already: article and number. */
static void place_cells(const struct app *app, const struct claim *claim,
			size_t columns, struct list_row *row)
{
	bool room = columns >= NARROW;
	if (app->at.sort != BY_ARTICLE && !app->dossier->single)
		str_adds(list_cell(row, room ? ARTICLE_COLUMNS : SHORT_COLUMNS,
				   STYLE_DIM),
			 claim->entry->short_title);
	if (claim->number)
		list_number(row, NUMBER_COLUMNS, claim->number, STYLE_NUMBER);
	else
		str_adds(list_cell(row, NUMBER_COLUMNS, STYLE_NUMBER), "?");
	row->cells[row->count - 1].right = true;
}

static void marks_cell(struct app *app, const struct claim *claim, bool wide,
		       struct list_row *row)
{
	struct card_maker maker = sheet_maker(app);
	size_t least = wide ? MARKS_COLUMNS : FEW_MARKS_COLUMNS;
	struct str marks = {0};
	card_marks(&marks, &maker, claim);
	size_t taken = utf8_columns(str_get(&marks), marks.len,
				    app->options.charset);
	str_add(list_cell(row, taken > least ? taken : least, STYLE_CONFLICT),
		str_get(&marks), marks.len);
	row->cells[row->count - 1].right = true;
	str_release(&marks);
}

static void claims_row(struct app *app, size_t i, size_t columns,
		       struct list_row *row)
{
	const struct claim *claim = item_get(app, i);
	bool wide = columns >= WIDE;
	bool named = app->at.sort != BY_SPEAKER;
	struct str speaker = {0};
	place_cells(app, claim, columns, row);
	card_speakers(&speaker, claim->speakers);
	if (wide && named)
		str_adds(list_cell(row, SPEAKER_COLUMNS, STYLE_STRONG),
			 str_get(&speaker));
	struct str *text = list_cell(row, 0, STYLE_TEXT);
	/* A heading names but one of several. */
	if (named ? !wide && speaker.len : claim->speakers->count > 1)
		str_addf(text, "%s · ", str_get(&speaker));
	str_adds(text, claim_text(claim));
	str_release(&speaker);
	if (wide && app->at.sort != BY_KIND)
		str_adds(list_cell(row, KIND_COLUMNS, STYLE_DIM),
			 message_kind(app->options.language, claim->kind));
	if (wide || app->at.sort == BY_DATE) {
		const char *date = claim_date(claim);
		str_adds(list_cell(row, DATE_COLUMNS, STYLE_DIM),
			 date ? date : "");
	}
	marks_cell(app, claim, wide, row);
}

static void claims_head(struct app *app, size_t columns, struct list_row *row)
{
	bool wide = columns >= WIDE;
	if (app->at.sort != BY_ARTICLE && !app->dossier->single)
		list_head(app, row,
			  columns >= NARROW ? ARTICLE_COLUMNS : SHORT_COLUMNS,
			  MSG_HEAD_ARTICLE, false);
	list_head(app, row, NUMBER_COLUMNS, MSG_CLAIMS_NUMBER, true);
	if (wide && app->at.sort != BY_SPEAKER)
		list_head(app, row, SPEAKER_COLUMNS, MSG_CLAIMS_SPEAKER, false);
	list_head(app, row, 0, MSG_CLAIMS_CLAIM, false);
	if (wide && app->at.sort != BY_KIND)
		list_head(app, row, KIND_COLUMNS, MSG_CLAIMS_KIND, false);
	if (wide || app->at.sort == BY_DATE)
		list_head(app, row, DATE_COLUMNS, MSG_HEAD_DATE, false);
	list_head(app, row, wide ? MARKS_COLUMNS : FEW_MARKS_COLUMNS,
		  MSG_CLAIMS_MARKS, true);
}

static void claims_enter(struct app *app, size_t i)
{
	jump_to_claim(app, item_get(app, i), true);
}

static struct claim *claims_claim(struct app *app, size_t i)
{
	return item_get(app, i);
}

static bool claims_pass(struct app *app, size_t i, const struct filter *filter)
{
	return filter_matches(filter, item_get(app, i));
}

/* A heading's words, then how many claims there are under it. */
static struct str *heading_cells(struct list_row *row, size_t count)
{
	struct str *words = list_cell(row, 0, STYLE_HEADING);
	str_addf(list_cell(row, COUNT_COLUMNS, STYLE_DIM), "%zu", count);
	row->cells[1].right = true;
	return words;
}

/* The items are in that order: no claim need be looked at. */
static void keys_by_article(struct app *app, uint64_t *keys, size_t count)
{
	const struct dossier *dossier = app->dossier;
	size_t i = 0;
	for (size_t e = 0; e < dossier->entry_count; e++) {
		size_t end = i + dossier->entries[e]->annotation.claim_count;
		for (; i < end && i < count; i++)
			keys[i] = (uint64_t)e << 32;
	}
}

static void heading_by_article(struct app *app, size_t item, size_t count,
			       struct list_row *row)
{
	const struct entry *entry = item_get(app, item)->entry;
	str_addf(heading_cells(row, count), "%s · %s", entry->short_title,
		 entry->title);
}

static void enter_article(struct app *app, size_t item)
{
	jump_to_entry(app, item_get(app, item)->entry);
}

static size_t parts_by_speaker(struct app *app, size_t item)
{
	return item_get(app, item)->speakers->count;
}

/* By name; the articles' own voice and unknown ones after all names. */
static void keys_by_speaker(struct app *app, uint64_t *keys, size_t count)
{
	const struct dossier *dossier = app->dossier;
	size_t n = dossier->speaker_count;
	const char **names = memory_alloc((n + 1) * sizeof *names);
	uint32_t *ranks = memory_alloc((n + 1) * sizeof *ranks);
	for (size_t i = 0; i < n; i++)
		names[i] = dossier->speakers[i]->nobody
				   ? NULL
				   : dossier->speakers[i]->name;
	order_ranks(names, n, ranks);
	for (size_t i = 0; i < count; i++) {
		const struct claim *claim = item_get(app, i);
		uint32_t date = order_date(claim_date(claim));
		for (size_t s = 0; s < claim->speakers->count; s++) {
			size_t index = claim->speakers->items[s]->index;
			uint64_t rank = ranks[index];
			if (rank == UINT32_MAX)
				rank = n + index;
			*keys++ = rank << 32 | date;
		}
	}
	free(names);
	free(ranks);
}

static void heading_by_speaker(struct app *app, size_t item, size_t count,
			       struct list_row *row)
{
	const struct speaker *speaker =
		item_get(app, item)->speakers->items[row->part];
	struct str *words = heading_cells(row, count);
	if (speaker->nobody)
		str_adds(words,
			 app_text(app, speaker->index ? MSG_SPEAKER_UNKNOWN
						      : MSG_SPEAKER_ARTICLE));
	else
		str_adds(words, speaker->name);
	if (speaker->role)
		str_addf(words, ", %s", speaker->role);
}

static void keys_by_kind(struct app *app, uint64_t *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		keys[i] = (uint64_t)item_get(app, i)->kind << 32;
}

static void heading_by_kind(struct app *app, size_t item, size_t count,
			    struct list_row *row)
{
	str_adds(
		heading_cells(row, count),
		message_kind(app->options.language, item_get(app, item)->kind));
}

static void keys_by_status(struct app *app, uint64_t *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		keys[i] = (uint64_t)item_get(app, i)->status << 32;
}

static void heading_by_status(struct app *app, size_t item, size_t count,
			      struct list_row *row)
{
	str_adds(heading_cells(row, count),
		 message_status(app->options.language,
				item_get(app, item)->status));
}

/* A group for each year. */
static void keys_by_date(struct app *app, uint64_t *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t date = order_date(claim_date(item_get(app, i)));
		uint64_t year = date == UINT32_MAX ? UINT32_MAX : date / 512;
		keys[i] = year << 32 | date;
	}
}

static void heading_by_date(struct app *app, size_t item, size_t count,
			    struct list_row *row)
{
	const char *date = claim_date(item_get(app, item));
	struct str *words = heading_cells(row, count);
	if (date)
		str_add(words, date, strcspn(date, "-"));
	else
		str_adds(words, app_text(app, MSG_ORDER_UNDATED));
}

static const struct list_order orders[] = {
	[BY_ARTICLE] = {.name = MSG_ORDER_ARTICLE,
			.keys = keys_by_article,
			.heading = heading_by_article,
			.enter = enter_article},
	[BY_SPEAKER] = {.name = MSG_ORDER_SPEAKER,
			.keys = keys_by_speaker,
			.parts = parts_by_speaker,
			.heading = heading_by_speaker},
	[BY_KIND] = {.name = MSG_ORDER_KIND,
		     .keys = keys_by_kind,
		     .heading = heading_by_kind},
	[BY_STATUS] = {.name = MSG_ORDER_STATUS,
		       .keys = keys_by_status,
		       .heading = heading_by_status},
	[BY_DATE] = {.name = MSG_ORDER_DATE,
		     .keys = keys_by_date,
		     .heading = heading_by_date},
};

static const struct list_ops claims = {
	.count = claims_count,
	.row = claims_row,
	.head = claims_head,
	.enter = claims_enter,
	.claim = claims_claim,
	.empty = MSG_NO_CLAIMS,
	.orders = orders,
	.order_count = sizeof orders / sizeof *orders,
	.groups = claims_groups,
	.passes = claims_pass,
};

/* Index of the first claim of the entry or of those after it. */
static size_t claims_from(const struct claims *all, const struct entry *entry)
{
	size_t low = 0, high = all->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (all->items[middle]->entry->index < entry->index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* At the open card's claim, else at the article's heading. */
static void claims_open(struct app *app)
{
	const struct claim *about = app->at.about;
	struct claims all = xref_claims(app->xref);
	size_t item = claims_from(&all, app->at.entry);
	/* Those that have a number come first, by their numbers. */
	size_t i = item;
	if (about && about->number)
		i = claims_from(&all, about->entry) + about->number - 1;
	for (; about && i < all.count; i++)
		if (all.items[i] == about) {
			list_choose(app, i, false);
			return;
		}
	if (item < all.count)
		list_choose(app, item, true);
}

/* Ready before the view is asked for. */
static void claims_ready(struct app *app)
{
	claims_groups(app);
}

static void claims_title(struct app *app, struct str *left, struct str *right)
{
	const struct dossier *dossier = app->dossier;
	str_adds(left, app_text(app, MSG_TITLE_CLAIMS));
	if (dossier->title)
		str_addf(left, " · %s", dossier->title);
	message_count(right, app->options.language, MSG_CLAIM_COUNT,
		      dossier->claim_count);
}

const struct view_ops view_claims = {
	LIST_HOOKS,          .list = &claims,       .title = claims_title,
	.open = claims_open, .ready = claims_ready,
};
