#include "tui/sight.h"

enum {
	BAR_LEAST = 8, /* columns; a narrower scale is left out */
	LABEL_LEAST = 16,
	PANE_ROWS = 18, /* a lower window tells no more of an event */
	STRIP_BODY = 6, /* rows that it takes to have a strip too */
	DAYS_LEAST = 7, /* in view at the closest */
};

struct timeline *sight_timeline(struct app *app)
{
	if (!app->timeline)
		app->timeline = timeline_new(app->dossier);
	return app->timeline;
}

long sight_range(const struct timeline *timeline)
{
	long days = timeline->range.end - timeline->range.start;
	return days > 0 ? days : 1;
}

/* Days in view at a zoom, each of which halves them. */
long sight_window(const struct timeline *timeline, size_t zoom)
{
	long days = sight_range(timeline);
	long window = zoom < 32 ? days >> zoom : 0;
	if (window < DAYS_LEAST)
		window = DAYS_LEAST;
	return window < days ? window : days;
}

static void sight_lanes(struct sight *s)
{
	const struct timeline *timeline = s->timeline;
	const size_t counts[LANES] = {timeline->event_count,
				      timeline->printed_count,
				      timeline->undated_count};
	for (size_t i = 0; i < LANES; i++) {
		s->lanes[i] = (struct lane){s->items, counts[i], s->lines};
		s->items += counts[i];
		/* An empty lane has a row that says so; nothing need be said
		   where everything has a date. */
		if (i != LANE_UNDATED || counts[i])
			s->lines += 1 + (counts[i] ? counts[i] : 1);
	}
}

static void sight_columns(struct sight *s, const struct app *app)
{
	size_t columns = app->term.columns;
	s->label = columns * 3 / 10;
	if (s->label < LABEL_LEAST)
		s->label = LABEL_LEAST;
	s->bar = 1 + s->label + 1 + DATE_COLUMNS + 1;
	if (columns >= s->bar + BAR_LEAST + 1) {
		s->scale.columns = columns - s->bar - 1;
	} else {
		s->scale.columns = 0;
		s->label = columns > DATE_COLUMNS + 4
				   ? columns - DATE_COLUMNS - 3
				   : 1;
	}
	long start = s->timeline->range.start + (long)app->at.left;
	s->scale.days.start = start;
	s->scale.days.end = start + sight_window(s->timeline, app->at.column);
	if (s->scale.columns)
		s->ticks = ticks_choose(&s->scale);
}

struct sight sight_make(struct app *app)
{
	struct sight s = {.timeline = sight_timeline(app)};
	size_t rows = app->term.rows;
	sight_lanes(&s);
	sight_columns(&s, app);
	s.body = (struct box){.row = (rows > 2) + (rows > 4),
			      .columns = app->term.columns};
	size_t end = rows > 1 ? rows - 1 : 0;
	s.body.rows = end > s.body.row ? end - s.body.row : 0;
	if (rows >= PANE_ROWS) {
		size_t pane = s.body.rows > s.lines ? s.body.rows - s.lines : 0;
		if (pane < rows / 4)
			pane = rows / 4;
		s.body.rows -= pane;
		s.pane = (struct box){.row = s.body.row + s.body.rows + 1,
				      .rows = pane - 1,
				      .columns = app->term.columns};
	}
	if (s.lines > s.body.rows && s.body.rows > STRIP_BODY)
		s.strip = s.body.row + --s.body.rows;
	return s;
}

enum lane_kind sight_lane(const struct sight *s, size_t item)
{
	enum lane_kind kind = LANE_UNDATED;
	while (kind > 0 && item < s->lanes[kind].first)
		kind--;
	return kind;
}

static size_t sight_line(const struct sight *s, size_t item)
{
	const struct lane *lane = &s->lanes[sight_lane(s, item)];
	if (item >= s->items)
		return 0;
	return lane->line + 1 + item - lane->first;
}

/* The claims of an item, and the days that it is drawn at; or NULL. */
struct claim *const *sight_claims(const struct sight *s, size_t item,
				  size_t *count)
{
	const struct timeline *timeline = s->timeline;
	*count = 0;
	if (item >= s->items)
		return NULL;
	switch (sight_lane(s, item)) {
	case LANE_HAPPENED:
		*count = timeline->events[item].count;
		return timeline->events[item].claims;
	case LANE_UNDATED:
		*count = 1;
		return &timeline->undated[item - s->lanes[LANE_UNDATED].first];
	default:
		return NULL;
	}
}

const struct days *sight_days(const struct sight *s, size_t item)
{
	const struct timeline *timeline = s->timeline;
	if (item < timeline->event_count)
		return &timeline->events[item].sharp;
	if (item < s->items && sight_lane(s, item) == LANE_PRINTED)
		return &timeline->printed[item - timeline->event_count].days;
	return NULL;
}

/* Sets the first day in view, within the range. */
static void window_start(struct app *app, const struct timeline *timeline,
			 long left)
{
	long most = sight_range(timeline) -
		    sight_window(timeline, app->at.column);
	app->at.left = (size_t)(left < 0 ? 0 : left > most ? most : left);
}

/* Sets the window around a day, counted from the first of all. */
static void window_centre(struct app *app, const struct timeline *timeline,
			  long day)
{
	window_start(app, timeline,
		     day - sight_window(timeline, app->at.column) / 2);
}

/* The middle of them, counted from the first day of all. */
static long days_middle(const struct timeline *timeline,
			const struct days *days)
{
	return days->start + (days->end - days->start) / 2 -
	       timeline->range.start;
}

void sight_zoom(struct app *app, const struct sight *s, size_t zoom)
{
	const struct days *days = sight_days(s, app->at.cursor);
	long middle = (long)app->at.left +
		      sight_window(s->timeline, app->at.column) / 2;
	app->at.column = zoom;
	window_centre(app, s->timeline,
		      days ? days_middle(s->timeline, days) : middle);
}

/* Keeps the chosen item in view: its row, and its days. */
void sight_follow(struct app *app, struct sight *s)
{
	struct position *at = &app->at;
	size_t rows = s->body.rows;
	if (at->cursor >= s->items)
		at->cursor = s->items ? s->items - 1 : 0;
	size_t line = sight_line(s, at->cursor);
	size_t top = at->cursor == s->lanes[sight_lane(s, at->cursor)].first &&
				     line && rows > 1
			     ? line - 1
			     : line; /* with its heading */
	if (rows && line >= at->first + rows)
		at->first = line - rows + 1;
	if (top < at->first)
		at->first = top;
	if (at->first + rows > s->lines)
		at->first = s->lines > rows ? s->lines - rows : 0;
	window_start(app, s->timeline, (long)at->left);
	const struct days *days = sight_days(s, at->cursor);
	long start = s->timeline->range.start + (long)at->left;
	if (days &&
	    (days->start >= start + sight_window(s->timeline, at->column) ||
	     days->end <= start))
		window_centre(app, s->timeline, days_middle(s->timeline, days));
	sight_columns(s, app);
}

/* The claim of the chosen event that Enter opens. */
size_t sight_claim(const struct app *app, size_t count)
{
	return app->at.skip < count ? app->at.skip : 0;
}
