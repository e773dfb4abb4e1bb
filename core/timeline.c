#include "core/timeline.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/xref.h"

/* ---- days ----------------------------------------------------------------- */

/* After Hinnant, days_from_civil (see days_civil()). */
static long day_of(int year, int month, int date)
{
	long y = year - (month <= 2);
	long era = (y >= 0 ? y : y - 399) / 400;
	long of_era = y - era * 400;
	long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date -
		       1;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

void days_civil(long day, int *year, int *month, int *date)
{
	long z = day + 719468;
	long era = (z >= 0 ? z : z - 146096) / 146097;
	long of_era = z - era * 146097;
	long years = (of_era - of_era / 1460 + of_era / 36524 -
		      of_era / 146096) /
		     365;
	long of_year = of_era - (365 * years + years / 4 - years / 100);
	long m = (5 * of_year + 2) / 153;
	*date = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(years + era * 400 + (*month <= 2));
}

/* Reads n digits; -1: they are none. */
static int digits_read(const char *text, int n)
{
	int value = 0;
	for (int i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static long month_start(int year, int month)
{
	return month > 12 ? day_of(year + 1, 1, 1) : day_of(year, month, 1);
}

bool days_read(struct days *days, const char *date)
{
	size_t len = strlen(date);
	int year = len >= 4 ? digits_read(date, 4) : -1;
	if (year < 0 || (len != 4 && len != 7 && len != 10))
		return false;
	*days = (struct days){day_of(year, 1, 1), day_of(year + 1, 1, 1)};
	if (len == 4)
		return true;
	int month = digits_read(date + 5, 2);
	if (date[4] != '-' || month < 1 || month > 12)
		return false;
	*days = (struct days){month_start(year, month),
			      month_start(year, month + 1)};
	if (len == 7)
		return true;
	int day = digits_read(date + 8, 2);
	if (date[7] != '-' || day < 1 || day > days->end - days->start)
		return false;
	days->start += day - 1;
	days->end = days->start + 1;
	return true;
}

/* ---- events --------------------------------------------------------------- */

/* A dated claim that `repeats` ties, on its way into an event. */
struct tied {
	struct claim *claim;
	struct days days;
	size_t root, rank; /* of its tree; among all claims by place */
};

/* What a timeline is built with, besides what stays. */
struct build {
	struct timeline *timeline;
	struct dossier *dossier;
	struct claim **order; /* all claims by article and place */
	size_t *parent;       /* by serial: the forest of `repeats` */
	bool *joined;         /* by serial: it is in a tree of two or more */
	ARRAY(struct event) events;
	ARRAY(struct tied) tied;
	ARRAY(struct claim *) undated;
};

static size_t root_find(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static void forest_grow(struct build *build)
{
	const struct dossier *dossier = build->dossier;
	size_t *parent = build->parent;
	for (size_t i = 0; i < dossier->claim_count; i++) {
		parent[i] = i;
		build->joined[i] = false;
	}
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct annotation *a = &dossier->entries[e]->annotation;
		for (size_t i = 0; i < a->relation_count; i++) {
			const struct relation *r = &a->relations[i];
			const struct claim *other = relation_to(r);
			if (r->kind != RELATION_REPEATS || !other)
				continue;
			size_t from = root_find(parent, claim_serial(r->from));
			size_t to = root_find(parent, claim_serial(other));
			parent[from > to ? from : to] = from > to ? to : from;
			build->joined[claim_serial(r->from)] = true;
			build->joined[claim_serial(other)] = true;
		}
	}
}

static void order_fill(struct build *build)
{
	const struct dossier *dossier = build->dossier;
	size_t n = 0;
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct entry *entry = dossier->entries[e];
		const struct annotation *a = &entry->annotation;
		for (size_t i = 0; i < entry->numbered_count; i++)
			build->order[n++] = entry_claim(entry, i);
		for (size_t i = 0; i < a->claim_count; i++)
			if (!a->claims[i].number)
				build->order[n++] = &a->claims[i];
	}
}

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static long days_count(const struct days *days)
{
	return days->end - days->start;
}

static int compare_days(const struct days *a, const struct days *b)
{
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->end < b->end) - (a->end > b->end); /* the wider first */
}

static int by_tree(const void *pa, const void *pb)
{
	const struct tied *a = pa, *b = pb;
	if (a->root != b->root)
		return compare_sizes(a->root, b->root);
	int c = compare_days(&a->days, &b->days);
	return c ? c : compare_sizes(a->rank, b->rank);
}

static int by_rank(const void *pa, const void *pb)
{
	const struct tied *a = pa, *b = pb;
	return compare_sizes(a->rank, b->rank);
}

/* An event's place in the timeline: smaller to move about than the event. */
struct sorted {
	struct days days;
	size_t rank, index;
};

static int by_date(const void *pa, const void *pb)
{
	const struct sorted *a = pa, *b = pb;
	int c = compare_days(&a->days, &b->days);
	return c ? c : compare_sizes(a->rank, b->rank);
}

static int by_print(const void *pa, const void *pb)
{
	const struct printing *a = pa, *b = pb;
	int c = compare_days(&a->days, &b->days);
	return c ? c : compare_sizes(a->entry->index, b->entry->index);
}

static void range_add(struct timeline *timeline, const struct days *days)
{
	struct days *range = &timeline->range;
	if (range->start == range->end)
		*range = *days;
	if (days->start < range->start)
		range->start = days->start;
	if (days->end > range->end)
		range->end = days->end;
}

/* Makes one event of tied claims, tied[0] the widest. */
static void event_join(struct build *build, struct tied *tied, size_t count)
{
	struct claim **claims = arena_alloc(&build->dossier->arena,
					    count * sizeof(struct claim *));
	struct event event = {claims, count, 0, 0, tied->days, tied->days};
	for (size_t i = 0; i < count; i++)
		if (days_count(&tied[i].days) < days_count(&event.sharp))
			event.sharp = tied[i].days;
	qsort(tied, count, sizeof *tied, by_rank);
	event.rank = tied[0].rank;
	for (size_t i = 0; i < count; i++) {
		claims[i] = tied[i].claim;
		event.articles += !i ||
				  claims[i]->entry != claims[i - 1]->entry;
	}
	array_push(&build->events, event);
}

/* Dates are apart or within one another, so the widest stand first. */
static void events_join(struct build *build)
{
	struct tied *tied = build->tied.items;
	size_t count = build->tied.count;
	if (count)
		qsort(tied, count, sizeof *tied, by_tree);
	for (size_t i = 0, next; i < count; i = next) {
		for (next = i + 1; next < count &&
				   tied[next].root == tied[i].root &&
				   tied[next].days.start < tied[i].days.end;)
			next++;
		event_join(build, tied + i, next - i);
	}
}

/* Each claim becomes an event, waits for those it is tied to, or is undated. */
static void claims_sort_out(struct build *build)
{
	for (size_t i = 0; i < build->dossier->claim_count; i++) {
		struct claim *claim = build->order[i];
		const char *date = claim_date(claim);
		struct days days;
		if (!date || !days_read(&days, date)) {
			array_push(&build->undated, claim);
			continue;
		}
		range_add(build->timeline, &days);
		if (build->joined[claim_serial(claim)]) {
			size_t root = root_find(build->parent,
						claim_serial(claim));
			array_push(&build->tied,
				   ((struct tied){claim, days, root, i}));
		} else {
			array_push(&build->events,
				   ((struct event){&build->order[i], 1, 1, i,
						   days, days}));
		}
	}
}

static void events_sort(struct build *build)
{
	struct timeline *timeline = build->timeline;
	size_t count = build->events.count;
	struct sorted *sorted = memory_alloc((count + 1) * sizeof *sorted);
	for (size_t i = 0; i < count; i++) {
		const struct event *event = &build->events.items[i];
		sorted[i] = (struct sorted){event->sharp, event->rank, i};
	}
	qsort(sorted, count, sizeof *sorted, by_date);
	timeline->event_count = count;
	timeline->events = arena_alloc(&build->dossier->arena,
				       count * sizeof(struct event));
	for (size_t i = 0; i < count; i++)
		timeline->events[i] = build->events.items[sorted[i].index];
	free(sorted);
}

static void printed_fill(struct timeline *timeline, struct dossier *dossier)
{
	timeline->printed = arena_alloc(&dossier->arena,
					dossier->entry_count *
						sizeof *timeline->printed);
	for (size_t i = 0; i < dossier->entry_count; i++) {
		struct entry *entry = dossier->entries[i];
		const char *date = entry->annotation.published;
		struct printing *printing =
			&timeline->printed[timeline->printed_count];
		printing->entry = entry;
		if (!date || !days_read(&printing->days, date))
			continue;
		range_add(timeline, &printing->days);
		timeline->printed_count++;
	}
	qsort(timeline->printed, timeline->printed_count,
	      sizeof *timeline->printed, by_print);
}

struct timeline *timeline_new(struct dossier *dossier)
{
	struct arena *arena = &dossier->arena;
	struct timeline *timeline = arena_alloc(arena, sizeof *timeline);
	size_t claims = dossier->claim_count;
	struct build build = {.timeline = timeline, .dossier = dossier};
	build.order = arena_alloc(arena, claims * sizeof(struct claim *));
	build.parent = memory_alloc((claims + 1) * sizeof *build.parent);
	build.joined = memory_alloc((claims + 1) * sizeof *build.joined);
	forest_grow(&build);
	order_fill(&build);
	claims_sort_out(&build);
	events_join(&build);
	events_sort(&build);
	timeline->undated_count = build.undated.count;
	timeline->undated = arena_copy(arena, build.undated.items,
				       build.undated.count,
				       sizeof(struct claim *));
	printed_fill(timeline, dossier);
	array_release(&build.undated);
	array_release(&build.events);
	array_release(&build.tied);
	free(build.joined);
	free(build.parent);
	return timeline;
}

static bool event_has(const struct event *event, const struct claim *claim)
{
	for (size_t i = 0; i < event->count; i++)
		if (event->claims[i] == claim)
			return true;
	return false;
}

size_t timeline_event(const struct timeline *timeline,
		      const struct claim *claim)
{
	for (size_t i = 0; i < timeline->event_count; i++)
		if (event_has(&timeline->events[i], claim))
			return i;
	return TIMELINE_NONE;
}

/* ---- the scale ------------------------------------------------------------ */

/* The column that a day within the scale begins in. */
static size_t column_of(const struct scale *scale, long day)
{
	long all = scale->days.end - scale->days.start;
	if (day <= scale->days.start)
		return 0;
	if (day >= scale->days.end)
		return scale->columns;
	return (size_t)((day - scale->days.start) * (long)scale->columns / all);
}

void scale_columns(const struct scale *scale, const struct days *days,
		   size_t *start, size_t *end)
{
	*start = column_of(scale, days->start);
	*end = column_of(scale, days->end);
	/* Days within one column take it. */
	if (*end == *start && days->end > scale->days.start &&
	    days->start < scale->days.end)
		*end = *start + 1;
}

static long unit_days(enum tick_unit unit)
{
	return unit == TICK_YEAR ? 365 : unit == TICK_MONTH ? 28 : 1;
}

struct ticks ticks_choose(const struct scale *scale)
{
	static const struct ticks all[] = {
		{TICK_DAY, 1},     {TICK_DAY, 7},     {TICK_DAY, 14},
		{TICK_MONTH, 1},   {TICK_MONTH, 3},   {TICK_MONTH, 6},
		{TICK_YEAR, 1},    {TICK_YEAR, 2},    {TICK_YEAR, 5},
		{TICK_YEAR, 10},   {TICK_YEAR, 20},   {TICK_YEAR, 50},
		{TICK_YEAR, 100},  {TICK_YEAR, 200},  {TICK_YEAR, 500},
		{TICK_YEAR, 1000}, {TICK_YEAR, 2000}, {TICK_YEAR, 5000},
	};
	/* A label with the line before it and a space after it. */
	static const long room[] = {
		[TICK_DAY] = 12, [TICK_MONTH] = 9, [TICK_YEAR] = 6};
	enum { COUNT = sizeof all / sizeof *all };
	long days = scale->days.end - scale->days.start;
	for (size_t i = 0; i + 1 < COUNT; i++)
		if (all[i].step * unit_days(all[i].unit) *
			    (long)scale->columns >=
		    room[all[i].unit] * days)
			return all[i];
	return all[COUNT - 1];
}

/* The last multiple of the step at or before the number. */
static int floor_to(int number, int step)
{
	int over = number % step;
	return number - (over < 0 ? over + step : over);
}

long ticks_next(const struct ticks *ticks, long day)
{
	int year, month, date;
	int step = ticks->step;
	if (ticks->unit == TICK_DAY) {
		/* Weeks begin on Mondays; day 4 was one. */
		long over = (day - 4) % step;
		return over ? day + (over < 0 ? -over : step - over) : day;
	}
	days_civil(day, &year, &month, &date);
	if (ticks->unit == TICK_YEAR) {
		int at = floor_to(year, step);
		long start = day_of(at, 1, 1);
		return start < day ? day_of(at + step, 1, 1) : start;
	}
	int at = floor_to(month - 1, step) + 1;
	long start = month_start(year, at);
	return start < day ? month_start(year, at + step) : start;
}

void ticks_label(struct str *out, const struct ticks *ticks, long day)
{
	int year, month, date;
	days_civil(day, &year, &month, &date);
	str_addf(out, "%04d", year);
	/* A year begins with its own number. */
	if (ticks->unit == TICK_DAY || (ticks->unit == TICK_MONTH && month > 1))
		str_addf(out, "-%02d", month);
	if (ticks->unit == TICK_DAY)
		str_addf(out, "-%02d", date);
}
