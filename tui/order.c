#include "tui/order.h"

#include <stdlib.h>
#include <string.h>

#include "core/filter.h"
#include "core/fold.h"
#include "tui/fold_list.h"

/* A width at which rows show all their cells. */
enum { FILTER_COLUMNS = 200 };

struct order {
	/* What it was made for. */
	enum view view, from;
	const struct claim *about;
	const struct found *found;
	const struct folds *folds;
	size_t sort;
	bool reversed;
	const struct filter *filter;
	size_t items; /* looked at so far: a list may grow */
	ARRAY(struct order_line) lines;
	size_t matches;
	/* A heading among the rows that waits for one that passes; its row
	   number plus one, or 0. */
	size_t pending;
	size_t heading; /* how many lines there are up to the last of those */
};

struct keyed {
	uint64_t key;
	uint32_t item, part;
};

static bool order_needed(const struct app *app, const struct list_ops *ops)
{
	return ops->orders || app->at.filter;
}

static bool order_same(const struct order *order, const struct position *at)
{
	return order->view == at->view && order->from == at->from &&
	       order->about == at->about && order->found == at->found &&
	       order->folds == at->folds && order->sort == at->sort &&
	       order->reversed == at->reversed && order->filter == at->filter;
}

/* Adds the words of a row to the line; returns whether it is a heading. */
static bool row_words(struct app *app, const struct list_ops *ops, size_t i,
		      struct str *line)
{
	struct list_row row = {.count = 0};
	ops->row(app, i, FILTER_COLUMNS, &row);
	for (size_t k = 0; k < row.count; k++) {
		str_addf(line, "%s ", str_get(&row.cells[k].text));
		str_release(&row.cells[k].text);
	}
	return row.heading;
}

enum verdict { FAILS, PASSES, HEADING };

static enum verdict row_verdict(struct app *app, const struct list_ops *ops,
				size_t i, const struct filter *filter)
{
	struct str line = {0};
	bool heading = ops->heading && ops->heading(app, i);
	if (!heading && !(ops->heading && ops->passes))
		heading = row_words(app, ops, i, &line);
	bool passes = false;
	if (!heading && ops->passes)
		passes = ops->passes(app, i, filter);
	else if (!heading)
		passes = filter_matches_line(filter, str_get(&line), line.len);
	str_release(&line);
	return heading ? HEADING : passes ? PASSES : FAILS;
}

/* Adds the rows from order->items on that pass, headings before them. */
static void lines_of_rows(struct app *app, const struct list_ops *ops,
			  struct order *order, size_t count)
{
	for (size_t i = order->items; i < count; i++) {
		enum verdict verdict = row_verdict(app, ops, i, order->filter);
		if (verdict == HEADING)
			order->pending = i + 1;
		if (verdict != PASSES)
			continue;
		struct order_line heading = {.item = (uint32_t)order->pending -
						     1};
		struct order_line row = {.item = (uint32_t)i};
		if (order->pending) {
			array_push(&order->lines, heading);
			order->heading = order->lines.count;
		}
		order->pending = 0;
		array_push(&order->lines, row);
		if (order->heading)
			order->lines.items[order->heading - 1].part++;
		order->matches++;
	}
	order->items = count;
}

static bool item_passes(struct app *app, const struct list_ops *ops, size_t i,
			const struct filter *filter)
{
	if (!filter)
		return true;
	if (ops->passes)
		return ops->passes(app, i, filter);
	struct str line = {0};
	row_words(app, ops, i, &line);
	bool passes = filter_matches_line(filter, str_get(&line), line.len);
	str_release(&line);
	return passes;
}

/* Sorts by one byte of the keys, equal ones as they are, into `to`; false:
   all have the same, and nothing was done. */
static bool sort_byte(const struct keyed *from, struct keyed *to, size_t count,
		      unsigned shift)
{
	size_t starts[257] = {0};
	for (size_t i = 0; i < count; i++)
		starts[(from[i].key >> shift & 0xff) + 1]++;
	if (!count || starts[(from[0].key >> shift & 0xff) + 1] == count)
		return false;
	for (size_t i = 1; i < 257; i++)
		starts[i] += starts[i - 1];
	for (size_t i = 0; i < count; i++)
		to[starts[from[i].key >> shift & 0xff]++] = from[i];
	return true;
}

static bool is_sorted(const struct keyed *items, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (items[i - 1].key > items[i].key)
			return false;
	return true;
}

/* Sorts by key, byte by byte from the lowest; returns the items, which are
   the caller's to free in place of those given. */
static struct keyed *items_sort(struct keyed *items, size_t count)
{
	/* A list's first order is most often the one that its items have. */
	if (is_sorted(items, count))
		return items;
	struct keyed *spare = memory_alloc(count * sizeof *spare);
	for (unsigned shift = 0; shift < 64; shift += 8) {
		if (!sort_byte(items, spare, count, shift))
			continue;
		struct keyed *sorted = spare;
		spare = items;
		items = sorted;
	}
	free(spare);
	return items;
}

static size_t item_parts(struct app *app, const struct list_order *by, size_t i)
{
	return by->parts ? by->parts(app, i) : 1;
}

/* The items that pass, once for each of their keys and with it, in order:
   *rows of them, the caller's to free. */
static struct keyed *items_sorted(struct app *app, const struct list_ops *ops,
				  struct order *order, size_t count,
				  size_t *rows)
{
	const struct list_order *by = &ops->orders[order->sort];
	size_t all = 0, n = 0;
	for (size_t i = 0; i < count; i++)
		all += item_parts(app, by, i);
	uint64_t *keys = memory_alloc((all + 1) * sizeof *keys), *key = keys;
	struct keyed *items = memory_alloc((all + 1) * sizeof *items);
	for (size_t i = 0; i < all; i++)
		keys[i] = i;
	if (by->keys)
		by->keys(app, keys, count);
	for (size_t i = 0; i < count; i++) {
		size_t parts = item_parts(app, by, i);
		bool passes = item_passes(app, ops, i, order->filter);
		order->matches += passes;
		for (size_t part = 0; part < parts; part++, key++) {
			/* What belongs nowhere comes last the other way round
			   too. */
			if (order->reversed && *key < LIST_LAST)
				*key = LIST_LAST - 1 - *key;
			if (passes)
				items[n++] = (struct keyed){*key, (uint32_t)i,
							    (uint32_t)part};
		}
	}
	free(keys);
	*rows = n;
	return items_sort(items, n);
}

/* Adds the items in order, with a heading before each group. */
static void lines_of_items(struct app *app, const struct list_ops *ops,
			   struct order *order, size_t count)
{
	bool headings = ops->orders[order->sort].heading != NULL;
	size_t n, next;
	struct keyed *items = items_sorted(app, ops, order, count, &n);
	array_grow(&order->lines, n + 1);
	for (size_t i = 0; i < n; i = next) {
		for (next = i + 1;
		     next < n && items[next].key >> 32 == items[i].key >> 32;
		     next++)
			;
		struct order_line heading = {
			items[i].item, (uint32_t)(next - i), items[i].part};
		if (headings)
			array_push(&order->lines, heading);
		for (size_t k = i; k < next; k++) {
			struct order_line line = {items[k].item, 0,
						  items[k].part};
			array_push(&order->lines, line);
		}
	}
	order->items = count;
	free(items);
}

/* The order of the present list, made now where it is another's. */
static struct order *order_get(struct app *app, const struct list_ops *ops)
{
	const struct position *at = &app->at;
	struct order *order = app->order;
	size_t count = ops->count(app);
	/* Hits come while they are looked at; other lists change as they
	   like. */
	bool grown = order && order->items < count && at->found;
	if (order && order_same(order, at) &&
	    (order->items == count || grown)) {
		if (order->items < count)
			lines_of_rows(app, ops, order, count);
		return order;
	}
	order_free(order);
	order = app->order = memory_alloc(sizeof *order);
	*order = (struct order){
		.view = at->view,
		.from = at->from,
		.about = at->about,
		.found = at->found,
		.folds = at->folds,
		.sort = at->sort,
		.reversed = at->reversed,
		.filter = at->filter,
	};
	if (ops->orders)
		lines_of_items(app, ops, order, count);
	else
		lines_of_rows(app, ops, order, count);
	return order;
}

/* The groups of the list, where it stands as its items do; NULL: it has an
   order to be made. */
static const struct fold_shape *order_groups(struct app *app,
					     const struct list_ops *ops)
{
	const struct position *at = &app->at;
	if (!ops->groups || at->sort || at->reversed || at->filter)
		return NULL;
	return ops->groups(app);
}

static struct order_line groups_line(const struct fold_shape *shape, size_t row)
{
	struct fold_place place = fold_find(shape, NULL, row);
	size_t start = shape->start[place.group];
	size_t count = shape->start[place.group + 1] - start - 1;
	/* So many headings stand before it, its own too. */
	size_t item = row - place.group - (place.line > 0);
	return (struct order_line){(uint32_t)item,
				   place.line ? 0 : (uint32_t)count, 0};
}

/* The row of an item: as many later as there are headings before it. */
static size_t groups_row(const struct fold_shape *shape, size_t item)
{
	size_t low = 0, high = shape->groups;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (shape->start[middle] - middle <= item)
			low = middle;
		else
			high = middle;
	}
	return item + low + 1;
}

size_t order_count(struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	const struct fold_shape *groups = order_groups(app, ops);
	if (groups)
		return fold_rows(groups, NULL);
	if (!order_needed(app, ops))
		return ops->count(app);
	return order_get(app, ops)->lines.count;
}

struct order_line order_line(struct app *app, size_t i)
{
	const struct list_ops *ops = app_view(app)->list;
	const struct fold_shape *groups = order_groups(app, ops);
	if (groups)
		return groups_line(groups, i);
	if (!order_needed(app, ops))
		return (struct order_line){.item = (uint32_t)i};
	return order_get(app, ops)->lines.items[i];
}

size_t order_row(struct app *app, size_t item)
{
	const struct list_ops *ops = app_view(app)->list;
	const struct fold_shape *groups = order_groups(app, ops);
	if (groups)
		return groups_row(groups, item);
	if (!order_needed(app, ops))
		return item;
	const struct order *order = order_get(app, ops);
	for (size_t i = 0; i < order->lines.count; i++)
		if (order->lines.items[i].item == item &&
		    !order->lines.items[i].count)
			return i;
	return 0;
}

size_t order_matches(struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	if (!order_needed(app, ops) || order_groups(app, ops))
		return ops->count(app);
	return order_get(app, ops)->matches;
}

struct ranked {
	struct folded folded;
	size_t index;
};

static int by_words(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;
	int c = strcmp(a->folded.bytes, b->folded.bytes);
	return c ? c : (a->index > b->index) - (a->index < b->index);
}

void order_ranks(const char *const *strings, size_t count, uint32_t *ranks)
{
	struct ranked *list = memory_alloc((count + 1) * sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		ranks[i] = UINT32_MAX;
		if (!strings[i] || !*strings[i])
			continue;
		list[n] = (struct ranked){.index = i};
		fold_text(&list[n++].folded, strings[i],
			  (struct span){0, strlen(strings[i])},
			  FOLD_SEARCH | FOLD_CASE);
	}
	qsort(list, n, sizeof *list, by_words);
	for (size_t i = 0; i < n; i++) {
		ranks[list[i].index] = (uint32_t)i;
		fold_release(&list[i].folded);
	}
	free(list);
}

uint32_t order_date(const char *date)
{
	uint32_t parts[3] = {0};
	if (!date || !*date)
		return UINT32_MAX;
	for (size_t i = 0; i < 3; i++) {
		for (; *date >= '0' && *date <= '9'; date++)
			parts[i] = parts[i] * 10 + (uint32_t)(*date - '0');
		if (*date == '-')
			date++;
	}
	return (parts[0] % 10000 * 16 + parts[1] % 16) * 32 + parts[2] % 32;
}

void order_free(struct order *order)
{
	if (!order)
		return;
	array_release(&order->lines);
	free(order);
}
