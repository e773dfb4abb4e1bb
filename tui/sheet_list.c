/* The claims of an article as a list, where the window has room for them or
   the text, and none is open. */
#include "tui/sheet.h"

bool sheet_list_shown(const struct app *app)
{
	return app->frame.single && app->frame.panel.rows && !app->clean &&
	       !(app->at.open && app->at.claim) &&
	       app->at.entry->numbered_count;
}

/* Where claim `index` begins, or the article ends. */
static size_t claim_start(const struct entry *entry, size_t index)
{
	return index < entry->numbered_count
		       ? claim_extent(entry_claim(entry, index)).start
		       : entry->article.bytes;
}

/* Where the next claim after the byte begins, or the article ends. */
static size_t next_start(const struct entry *entry, size_t at)
{
	return claim_start(entry, xref_claim_at(entry, at + 1));
}

/* Where the one before it begins, or the article. */
static size_t previous_start(const struct entry *entry, size_t at)
{
	size_t index = xref_claim_at(entry, at);
	return index ? claim_start(entry, index - 1) : 0;
}

/* Rows of the cards of what begins in the bytes, as far as they are no more
   than `most`: thousands may begin at one. */
static size_t rows_of(struct app *app, const struct entry *entry,
		      struct span bytes, size_t most)
{
	struct item_list items = {0};
	size_t rows = 0, count = sheet_items(app, entry, bytes, &items);
	for (size_t i = 0; i < count && rows <= most; i++)
		rows += sheet_rows_wanted(app, &items.list.items[i], false);
	array_release(&items.list);
	return rows;
}

/* The first byte from which what begins before `end` has room: from the claim
   before it at least. */
static size_t page_before(struct app *app, const struct entry *entry,
			  size_t end)
{
	size_t rows = app->frame.panel.rows, taken = 0, at = end;
	while (at) {
		size_t before = previous_start(entry, at);
		taken += rows_of(app, entry, (struct span){before, at}, rows);
		if (taken > rows && at != end)
			break;
		at = before;
	}
	return at;
}

/* The byte itself where something begins before the next claim, else that: a
   step leads from one claim to the next. */
static size_t first_shown(struct app *app, const struct entry *entry, size_t at)
{
	const struct remark *const *remarks;
	size_t claim = claim_start(entry, xref_claim_at(entry, at));
	struct span gap = {at, claim};
	return reach_remarks(sheet_reach(app, entry), gap, &remarks) ? at
								     : claim;
}

/* The byte that the list begins at. */
static size_t list_start(const struct sheet *sheet, struct app *app)
{
	const struct entry *entry = sheet->entry;
	const struct position *at = &app->at;
	size_t start = at->offset;
	if ((at->row || at->line) && sheet->rows.count)
		start = sheet->rows.items[sheet->top].span.start;
	size_t last = page_before(app, entry, entry->article.bytes);
	return first_shown(app, entry, start < last ? start : last);
}

/* Adds what has rows of the list that begins at the byte.  Returns where the
   first of what is not whole begins; *after: what was not looked at. */
static size_t list_fill(struct app *app, const struct entry *entry, size_t at,
			struct item_list *items, size_t *after)
{
	size_t bytes = entry->article.bytes, rows = app->frame.panel.rows;
	size_t taken = 0, whole = at, count = 0, shown = 0;
	while (at < bytes && taken < rows) {
		size_t next = next_start(entry, at);
		count += sheet_items(app, entry, (struct span){at, next},
				     items);
		for (; shown < count && taken < rows; shown++)
			taken += sheet_rows_wanted(
				app, &items->list.items[shown], false);
		if (shown == count && taken <= rows)
			whole = next;
		at = next;
	}
	*after = at;
	return whole;
}

void sheet_list_items(const struct sheet *sheet, struct app *app,
		      struct item_list *items, size_t *more)
{
	const struct entry *entry = sheet->entry;
	const struct remark *const *remarks;
	size_t after;
	list_fill(app, entry, list_start(sheet, app), items, &after);
	struct span rest = {after, entry->article.bytes};
	*more = entry->numbered_count - xref_claim_at(entry, after) +
		reach_remarks(sheet_reach(app, entry), rest, &remarks);
}

/* So many claims on or back, as far as there are. */
static size_t step(const struct entry *entry, size_t at, long count,
		   size_t last)
{
	for (; count > 0 && at < last; count--)
		at = next_start(entry, at);
	for (; count < 0 && at; count++)
		at = previous_start(entry, at);
	return at < last ? at : last;
}

/* Pages on or back. */
static size_t page(struct app *app, const struct entry *entry, size_t at,
		   long count, size_t last)
{
	for (; count < 0 && at; count++)
		at = page_before(app, entry, at);
	for (; count > 0 && at < last; count--) {
		struct item_list items = {0};
		size_t after;
		size_t next = list_fill(app, entry, at, &items, &after);
		at = next > at ? next : next_start(entry, at);
		array_release(&items.list);
	}
	return at < last ? at : last;
}

static size_t target(const struct sheet *sheet, struct app *app,
		     enum motion motion, long count, size_t from)
{
	const struct entry *entry = sheet->entry;
	size_t last = page_before(app, entry, entry->article.bytes);
	long half = (long)(app->frame.panel.rows + 3) / 4;
	size_t index;
	switch (motion) {
	case MOTION_ROW:
		return step(entry, from, count, last);
	case MOTION_PAGE:
		return page(app, entry, from, count, last);
	case MOTION_HALF:
		return step(entry, from, count * half, last);
	case MOTION_START:
		return 0;
	case MOTION_PERCENT:
		index = entry->numbered_count * (size_t)count / 100;
		index = claim_start(entry, index);
		return index < last ? index : last;
	case MOTION_END:
	default:
		return last;
	}
}

bool sheet_list_move(struct app *app, enum motion motion, long count,
		     bool given)
{
	struct sheet sheet;
	bool far = motion == MOTION_START || motion == MOTION_END;
	if (!sheet_list_shown(app) || (far && given))
		return false;
	sheet_build(&sheet, app, 0, 0);
	size_t from = list_start(&sheet, app);
	size_t to = target(&sheet, app, motion, count, from);
	sheet_release(&sheet);
	if (!far && motion != MOTION_PERCENT &&
	    first_shown(app, app->at.entry, to) == from) {
		app_message(app, count < 0 ? MSG_START : MSG_END, NULL);
		return true;
	}
	app->at.offset = to;
	app->at.row = app->at.line = 0;
	app->at.claim = NULL;
	return true;
}
