/*
 * timeline - what the dossier dates: when things happened or were said, when
 * articles were printed, and what has no date.
 *
 * A date is the days that it may mean: a year 365 or 366 of them.  Two dates
 * are apart, or one lies within the other.
 */
#ifndef CORE_TIMELINE_H
#define CORE_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "core/str.h"

#define TIMELINE_NONE ((size_t)-1)

/* Days, half-open; day 0 is 1970-01-01, in the Gregorian calendar. */
struct days {
	long start, end;
};

/*
 * Claims that `repeats` ties, directly or through others, and whose dates
 * agree: one of them holds all the others.
 */
struct event {
	struct claim **claims; /* by article and place */
	size_t count;
	size_t articles;   /* that date it */
	size_t rank;       /* of its first claim, among all by place */
	struct days days;  /* its widest date */
	struct days sharp; /* its narrowest, the first of them */
};

struct printing {
	struct entry *entry;
	struct days days;
};

struct timeline {
	struct event *events; /* by their narrowest date */
	size_t event_count;
	struct printing *printed; /* by date */
	size_t printed_count;
	struct claim **undated; /* by article and place */
	size_t undated_count;
	struct days range; /* from the first day of all to the last */
};

/*
 * All of the dossier's dates, in its arena; its relations must be known
 * (xref_new()).  Sorts the claims once.
 */
struct timeline *timeline_new(struct dossier *dossier);

/*
 * The event of a claim; TIMELINE_NONE: it is undated.  Looks through them
 * all.
 */
size_t timeline_event(const struct timeline *timeline,
		      const struct claim *claim);

/* What a date YYYY, YYYY-MM or YYYY-MM-DD means; false: it is none. */
bool days_read(struct days *days, const char *date);

/*
 * The year, month (1-12) and day (1-31) of a day.  After Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
 */
void days_civil(long day, int *year, int *month, int *date);

/* Days drawn over columns of a screen. */
struct scale {
	struct days days; /* at least one */
	size_t columns;   /* at least one */
};

/*
 * The columns that the days take, half-open, at least one; those before the
 * scale end at 0, those after it start at scale->columns.
 */
void scale_columns(const struct scale *scale, const struct days *days,
		   size_t *start, size_t *end);

enum tick_unit { TICK_DAY, TICK_MONTH, TICK_YEAR };

/* What the axis is marked with: every so many days, months or years. */
struct ticks {
	enum tick_unit unit;
	int step;
};

/* The closest ticks whose labels have room on the scale. */
struct ticks ticks_choose(const struct scale *scale);

/* The first tick at or after the day. */
long ticks_next(const struct ticks *ticks, long day);

/*
 * Adds the day as the ticks show it: "2020" (a January too),
 * "2020-07", "2020-07-16".
 */
void ticks_label(struct str *out, const struct ticks *ticks, long day);

#endif
