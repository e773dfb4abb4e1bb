/* Dates as days, events tied by repeats, the scale and its ticks. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/timeline.h"
#include "core/xref.h"
#include "tests/unit/support.h"

/* ---- dates as days -------------------------------------------------------- */

static const struct {
	const char *what, *date;
	bool valid;
	long start, length;
} dates[] = {
	{"the day that days count from", "1970-01-01", true, 0, 1},
	{"the day before", "1969-12-31", true, -1, 1},
	{"a common year", "2019", true, 17897, 365},
	{"a leap year", "2020", true, 18262, 366},
	{"a year that four divides and is none", "1900", true, -25567, 365},
	{"a year that four hundred divides", "2000", true, 10957, 366},
	{"the first year there is", "0000", true, -719528, 366},
	{"a month", "2019-10", true, 18170, 31},
	{"February of a leap year", "2020-02", true, 18293, 29},
	{"the last month", "2019-12", true, 18231, 31},
	{"a day", "2020-07-16", true, 18459, 1},
	{"the leap day", "2020-02-29", true, 18321, 1},
	{"no such day", "2019-02-29", false, 0, 0},
	{"no such month", "2019-13", false, 0, 0},
	{"no month 0", "2019-00", false, 0, 0},
	{"no day 0", "2019-01-00", false, 0, 0},
	{"another sign between", "2019/01", false, 0, 0},
	{"half a month", "2019-1", false, 0, 0},
	{"words", "hier", false, 0, 0},
	{"nothing", "", false, 0, 0},
};

static void test_days_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
		struct days days = {0, 0};
		print_message("%s: %s\n", dates[i].what, dates[i].date);
		assert_int_equal(days_read(&days, dates[i].date),
				 dates[i].valid);
		if (!dates[i].valid)
			continue;
		assert_int_equal(days.start, dates[i].start);
		assert_int_equal(days.end - days.start, dates[i].length);
	}
}

/* Every day from 1599 on to 2101 follows the one before. */
static void test_days_civil(void **state)
{
	(void)state;
	int year = 1599, month = 1, date = 1;
	static const int lengths[] = {31, 28, 31, 30, 31, 30,
				      31, 31, 30, 31, 30, 31};
	for (long day = -135505; year < 2101; day++) {
		int y, m, d;
		days_civil(day, &y, &m, &d);
		assert_int_equal(y, year);
		assert_int_equal(m, month);
		assert_int_equal(d, date);
		bool leap = year % 4 == 0 && (year % 100 || year % 400 == 0);
		if (date++ < lengths[month - 1] + (month == 2 && leap))
			continue;
		date = 1;
		if (month++ == 12) {
			month = 1;
			year++;
		}
	}
}

/* ---- the scale ------------------------------------------------------------ */

static const struct {
	const char *what;
	struct days scale;
	size_t columns;
	struct days days;
	size_t start, end;
} scales[] = {
	{"all of it", {0, 100}, 50, {0, 100}, 0, 50},
	{"the second half", {0, 100}, 50, {50, 100}, 25, 50},
	{"a day takes a column", {0, 100}, 50, {51, 52}, 25, 26},
	{"the last day takes the last", {0, 100}, 50, {99, 100}, 49, 50},
	{"cut at both ends", {0, 100}, 50, {-10, 200}, 0, 50},
	{"before it", {0, 100}, 50, {-10, -5}, 0, 0},
	{"up to its first day", {0, 100}, 50, {-10, 0}, 0, 0},
	{"after it", {0, 100}, 50, {100, 101}, 50, 50},
	{"one day over many columns", {7, 8}, 50, {7, 8}, 0, 50},
};

static void test_scale(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
		struct scale scale = {scales[i].scale, scales[i].columns};
		size_t start, end;
		print_message("%s\n", scales[i].what);
		scale_columns(&scale, &scales[i].days, &start, &end);
		assert_int_equal(start, scales[i].start);
		assert_int_equal(end, scales[i].end);
	}
}

static const struct {
	const char *from, *to;
	size_t columns;
	const char *labels; /* of all ticks from the first day to the last */
} ticks[] = {
	{"2018", "2020", 60, "2018 2018-07 2019 2019-07 2020 2020-07 "},
	{"2018", "2020", 50, "2018 2019 2020 "},
	{"2018", "2020", 15, "2018 2020 "},
	{"2019-12", "2020", 60, "2020 2020-04 2020-07 2020-10 "},
	{"2019-12", "2020", 30, "2020 2020-07 "},
	{"2020-07", "2020-09", 40, "2020-07 2020-08 2020-09 "},
	{"2020-12-20", "2020-12-23", 48,
	 "2020-12-20 2020-12-21 2020-12-22 2020-12-23 "},
	/* Mondays */
	{"2020-12", "2020-12", 60,
	 "2020-12-07 2020-12-14 2020-12-21 2020-12-28 "},
	{"0000", "9999", 40, "0000 2000 4000 6000 8000 "},
};

static void test_ticks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++) {
		struct days from, to;
		struct str labels = {0};
		assert_true(days_read(&from, ticks[i].from));
		assert_true(days_read(&to, ticks[i].to));
		struct scale scale = {{from.start, to.end}, ticks[i].columns};
		struct ticks chosen = ticks_choose(&scale);
		for (long day = ticks_next(&chosen, from.start); day < to.end;
		     day = ticks_next(&chosen, day + 1)) {
			ticks_label(&labels, &chosen, day);
			str_addc(&labels, ' ');
		}
		assert_string_equal(str_get(&labels), ticks[i].labels);
		str_release(&labels);
	}
}

/* ---- a dossier of three articles ----------------------------------------- */

#define CLAIM(id, rest)                                                        \
	"  - {id: " id ", kind: fact, speaker: article, anchor: " id ", " rest \
	"}\n"

static const struct support_file tree[] = {
	{"articles", NULL},
	{"annotations", NULL},
	{"articles/a.txt", "un deux trois quatre cinq\n"},
	{"articles/b.txt", "un deux trois quatre cinq\n"},
	{"articles/c.txt", "un deux\n"},
	{"annotations/dossier.yaml",
	 "manicule: 1\nsources:\n"
	 "  - {id: s, kind: report, title: S, date: '2020-12-20'}\n"},
	/* un: one event of 2019 and of its October, through a claim that has
	   no date.  deux: repeated, but a year apart: two events. */
	{"annotations/a.yaml",
	 "manicule: 1\narticle: {title: A, published: '2020-12-22'}\nclaims:\n" CLAIM(
		 "deux", "date: '2017', links: [{repeats: b/deux}]")
		 CLAIM("un", "date: '2019', links: [{repeats: b/un}]")
			 CLAIM("trois", "source: s")},
	{"annotations/b.yaml",
	 "manicule: 1\narticle: {title: B, published: '2020-12'}\nclaims:\n" CLAIM(
		 "un", "links: [{repeats: c/un}]") CLAIM("deux",
							 "date: '2018-03-02'")
		 CLAIM("trois", "date: '2019-10-29', links: [{repeats: un}]")},
	{"annotations/c.yaml",
	 "manicule: 1\narticle: {title: C}\nclaims:\n" CLAIM(
		 "un", "date: '2019-10'") CLAIM("deux", "text: jamais")},
};
enum { TREE = sizeof tree / sizeof *tree };

static char folder[] = "/tmp/manicule-test-XXXXXX";

struct fixture {
	struct dossier dossier;
	struct timeline *timeline;
};

static int setup(void **state)
{
	static struct fixture f;
	int error;
	if (!support_make(folder, tree, TREE))
		return -1;
	if (dossier_load(&f.dossier, folder, &error) != DOSSIER_OK)
		return -1;
	xref_new(&f.dossier);
	f.timeline = timeline_new(&f.dossier);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	dossier_release(&f->dossier);
	return !support_remove(folder, tree, TREE);
}

static const struct {
	const char *claims, *days, *sharp;
	size_t articles;
} events[] = {
	{"a/deux ", "2017", "2017", 1},
	{"b/deux ", "2018-03-02", "2018-03-02", 1},
	{"a/un b/trois c/un ", "2019", "2019-10-29", 3},
	{"a/trois ", "2020-12-20", "2020-12-20", 1},
};

static void assert_days(const struct days *days, const char *date)
{
	struct days expected;
	assert_true(days_read(&expected, date));
	assert_int_equal(days->start, expected.start);
	assert_int_equal(days->end, expected.end);
}

static void test_events(void **state)
{
	struct fixture *f = *state;
	const struct timeline *timeline = f->timeline;
	assert_int_equal(timeline->event_count, sizeof events / sizeof *events);
	for (size_t i = 0; i < timeline->event_count; i++) {
		const struct event *event = &timeline->events[i];
		struct str names = {0};
		for (size_t k = 0; k < event->count; k++) {
			str_addf(&names, "%s ",
				 claim_name(event->claims[k]).full);
			assert_int_equal(
				timeline_event(timeline, event->claims[k]), i);
		}
		assert_string_equal(str_get(&names), events[i].claims);
		assert_days(&event->days, events[i].days);
		assert_days(&event->sharp, events[i].sharp);
		assert_int_equal(event->articles, events[i].articles);
		str_release(&names);
	}
}

static void test_undated(void **state)
{
	struct fixture *f = *state;
	const struct timeline *timeline = f->timeline;
	static const char *const names[] = {"b/un", "c/deux"};
	assert_int_equal(timeline->undated_count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct claim *claim = timeline->undated[i];
		assert_string_equal(claim_name(claim).full, names[i]);
		assert_true(timeline_event(timeline, claim) == TIMELINE_NONE);
	}
}

/* The vaguer date of the same start comes first; C gives none. */
static void test_printed(void **state)
{
	struct fixture *f = *state;
	const struct timeline *timeline = f->timeline;
	struct days first, last;
	assert_int_equal(timeline->printed_count, 2);
	assert_string_equal(timeline->printed[0].entry->id, "b");
	assert_string_equal(timeline->printed[1].entry->id, "a");
	assert_days(&timeline->printed[1].days, "2020-12-22");
	assert_true(days_read(&first, "2017") && days_read(&last, "2020-12"));
	assert_int_equal(timeline->range.start, first.start);
	assert_int_equal(timeline->range.end, last.end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_read),
		cmocka_unit_test(test_days_civil),
		cmocka_unit_test(test_scale),
		cmocka_unit_test(test_ticks),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_undated),
		cmocka_unit_test(test_printed),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
