/*
 * The dates, drawn to scale in two lanes: what happened or was said, and what
 * was printed; below them what has no date.
 */
#include <stdio.h>
#include <string.h>

#include "core/timeline.h"
#include "tui/card.h"
#include "tui/jump.h"
#include "tui/passage.h"
#include "tui/sheet.h"
#include "tui/views.h"

enum {
	DATE_COLUMNS = 10,
	BAR_LEAST = 8, /* columns; a narrower scale is left out */
	LABEL_LEAST = 16,
	LABEL_WIDE = 34, /* from here on, "4 articles =" in words */
	PANE_ROWS = 18,  /* a lower window tells no more of an event */
	STRIP_BODY = 6,  /* rows that it takes to have a strip too */
	LEGEND_COLUMNS = 60,
	DAYS_LEAST = 7, /* in view at the closest */
	LANES = 3,
};

enum lane_kind { LANE_HAPPENED, LANE_PRINTED, LANE_UNDATED };

/* Rows under one heading; items are numbered through all lanes. */
struct lane {
	size_t first, count; /* items */
	size_t line;         /* of the heading */
};

/* How the timeline stands on the screen. */
struct sight {
	struct timeline *timeline;
	struct lane lanes[LANES];
	size_t items, lines;
	size_t label;       /* columns of the names */
	size_t bar;         /* column of the screen where the scale begins */
	struct scale scale; /* columns 0: there is no room for one */
	struct ticks ticks;
	struct box body, pane;
	size_t strip; /* row of the screen; 0: all rows are in view */
};

static struct timeline *timeline_get(struct app *app)
{
	if (!app->timeline)
		app->timeline = timeline_new(app->dossier);
	return app->timeline;
}

/* ---- where things stand --------------------------------------------------- */

static long range_days(const struct timeline *timeline)
{
	long days = timeline->range.end - timeline->range.start;
	return days > 0 ? days : 1;
}

/* Days in view at a zoom, each of which halves them. */
static long window_days(const struct timeline *timeline, size_t zoom)
{
	long days = range_days(timeline);
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
	s->scale.days.end = start + window_days(s->timeline, app->at.column);
	if (s->scale.columns)
		s->ticks = ticks_choose(&s->scale);
}

static struct sight sight_make(struct app *app)
{
	struct sight s = {.timeline = timeline_get(app)};
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

static enum lane_kind lane_of(const struct sight *s, size_t item)
{
	enum lane_kind kind = LANE_UNDATED;
	while (kind > 0 && item < s->lanes[kind].first)
		kind--;
	return kind;
}

static size_t line_of(const struct sight *s, size_t item)
{
	const struct lane *lane = &s->lanes[lane_of(s, item)];
	return lane->line + 1 + item - lane->first;
}

/* The claims of an item, and the days that it is drawn at; or NULL. */
static struct claim *const *item_claims(const struct sight *s, size_t item,
					size_t *count)
{
	const struct timeline *timeline = s->timeline;
	*count = 0;
	switch (lane_of(s, item)) {
	case LANE_HAPPENED:
		if (item >= timeline->event_count)
			return NULL;
		*count = timeline->events[item].count;
		return timeline->events[item].claims;
	case LANE_UNDATED:
		*count = 1;
		return &timeline->undated[item - s->lanes[LANE_UNDATED].first];
	default:
		return NULL;
	}
}

static const struct days *item_days(const struct sight *s, size_t item)
{
	const struct timeline *timeline = s->timeline;
	if (item < timeline->event_count)
		return &timeline->events[item].sharp;
	if (lane_of(s, item) == LANE_PRINTED)
		return &timeline->printed[item - timeline->event_count].days;
	return NULL;
}

/* Sets the first day in view, within the range. */
static void window_start(struct app *app, const struct timeline *timeline,
			 long left)
{
	long most = range_days(timeline) -
		    window_days(timeline, app->at.column);
	app->at.left = (size_t)(left < 0 ? 0 : left > most ? most : left);
}

/* Sets the window around the chosen item. */
static void window_centre(struct app *app, const struct sight *s)
{
	const struct days *days = item_days(s, app->at.cursor);
	if (days)
		window_start(app, s->timeline,
			     days->start + (days->end - days->start) / 2 -
				     s->timeline->range.start -
				     window_days(s->timeline, app->at.column) /
					     2);
}

/* Keeps the chosen item in view: its row, and its days. */
static void sight_follow(struct app *app, struct sight *s)
{
	struct position *at = &app->at;
	size_t rows = s->body.rows;
	if (at->cursor >= s->items)
		at->cursor = s->items ? s->items - 1 : 0;
	size_t line = line_of(s, at->cursor);
	size_t top = at->cursor == s->lanes[lane_of(s, at->cursor)].first &&
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
	const struct days *days = item_days(s, at->cursor);
	long start = s->timeline->range.start + (long)at->left;
	if (days &&
	    (days->start >= start + window_days(s->timeline, at->column) ||
	     days->end <= start))
		window_centre(app, s);
	sight_columns(s, app);
}

/* ---- drawing -------------------------------------------------------------- */

static void draw_axis(struct app *app, const struct sight *s, size_t row)
{
	struct str label = {0};
	if (!s->scale.columns)
		return;
	size_t from, to;
	for (long day = ticks_next(&s->ticks, s->scale.days.start);
	     day < s->scale.days.end; day = ticks_next(&s->ticks, day + 1)) {
		struct days days = {day, day + 1};
		scale_columns(&s->scale, &days, &from, &to);
		str_clear(&label);
		str_adds(&label, "│");
		ticks_label(&label, &s->ticks, day);
		if (utf8_columns(str_get(&label), label.len,
				 app->term.charset) > s->scale.columns - from)
			label.len = strlen("│");
		term_text(&app->term, row, s->bar + from,
			  s->scale.columns - from, str_get(&label), label.len,
			  STYLE_DIM);
	}
	str_release(&label);
}

/* What one column of a bar shows; later ones are drawn over earlier ones. */
enum mark {
	MARK_NONE,
	MARK_TICK,
	MARK_THIN, /* a date for which another account has a narrower one */
	MARK_SPAN,
	MARK_DAY,
	MARK_LEFT,
	MARK_RIGHT,
};

static long days_count(const struct days *days)
{
	return days->end - days->start;
}

/* Draws the days; sharp: how many the narrowest date has. */
static void bar_add(unsigned char *bar, const struct scale *scale,
		    const struct days *days, long sharp)
{
	enum mark mark = days_count(days) > sharp ? MARK_THIN
			 : sharp > 1              ? MARK_SPAN
						  : MARK_DAY;
	size_t start, end;
	scale_columns(scale, days, &start, &end);
	if (days->end <= scale->days.start)
		bar[0] = MARK_LEFT;
	else if (days->start >= scale->days.end)
		bar[scale->columns - 1] = MARK_RIGHT;
	else
		memset(bar + start, mark, end - start);
}

static void bar_ticks(unsigned char *bar, const struct sight *s)
{
	for (long day = ticks_next(&s->ticks, s->scale.days.start);
	     day < s->scale.days.end; day = ticks_next(&s->ticks, day + 1)) {
		struct days days = {day, day + 1};
		size_t start, end;
		scale_columns(&s->scale, &days, &start, &end);
		bar[start] = MARK_TICK;
	}
}

/* The dates of the claims, the narrowest over those that hold them. */
static void bar_claims(unsigned char *bar, const struct scale *scale,
		       const struct event *event)
{
	long sharp = days_count(&event->sharp);
	bar_add(bar, scale, &event->days, sharp);
	for (size_t i = 0; i < event->count; i++) {
		struct days days;
		if (days_read(&days, claim_date(event->claims[i])) &&
		    days_count(&days) == sharp)
			bar_add(bar, scale, &days, sharp);
	}
}

/* When articles were printed, all in one bar. */
static void bar_printings(unsigned char *bar, const struct sight *s)
{
	const struct timeline *timeline = s->timeline;
	for (int exact = 0; exact < 2; exact++)
		for (size_t i = 0; i < timeline->printed_count; i++) {
			const struct days *days = &timeline->printed[i].days;
			if ((days_count(days) == 1) == exact)
				bar_add(bar, &s->scale, days, days_count(days));
		}
}

/* item: TIMELINE_NONE for all that was printed. */
static void draw_bar(struct app *app, const struct sight *s, size_t at,
		     size_t item, bool chosen)
{
	static const struct {
		const char *sign;
		enum style style;
	} looks[] = {
		[MARK_NONE] = {" ", STYLE_TEXT},
		[MARK_TICK] = {"┊", STYLE_DIM},
		[MARK_THIN] = {"─", STYLE_TEXT},
		[MARK_SPAN] = {"━", STYLE_TEXT},
		[MARK_DAY] = {"◆", STYLE_STRONG},
		[MARK_LEFT] = {"◂", STYLE_KEY},
		[MARK_RIGHT] = {"▸", STYLE_KEY},
	};
	size_t columns = s->scale.columns;
	unsigned char *bar = memory_alloc(columns);
	memset(bar, MARK_NONE, columns);
	bar_ticks(bar, s);
	if (item == TIMELINE_NONE)
		bar_printings(bar, s);
	else if (item < s->timeline->event_count)
		bar_claims(bar, &s->scale, &s->timeline->events[item]);
	else
		bar_add(bar, &s->scale, item_days(s, item),
			days_count(item_days(s, item)));
	for (size_t i = 0; i < columns; i++)
		if (bar[i] != MARK_NONE)
			term_fit(&app->term, at, s->bar + i, 1,
				 looks[bar[i]].sign,
				 chosen ? STYLE_CURSOR : looks[bar[i]].style);
	free(bar);
}

/* Adds "4 articles =" for an event that several articles date. */
static void add_articles(struct str *out, struct app *app,
			 const struct sight *s, const struct event *event)
{
	if (event->count < 2)
		return;
	if (event->articles > 1 && s->label >= LABEL_WIDE)
		message_count(out, app->options.language, MSG_ARTICLE_COUNT,
			      event->articles);
	else
		str_addf(out, "%zu", event->count);
	str_adds(out, " =");
}

/* The name of an item, what stands right of it, and its date. */
static void item_words(struct app *app, const struct sight *s, size_t item,
		       struct str *name, struct str *right, const char **date)
{
	const struct timeline *timeline = s->timeline;
	if (item < timeline->event_count) {
		const struct event *event = &timeline->events[item];
		struct days days;
		str_adds(name, event->claims[0]->text);
		add_articles(right, app, s, event);
		for (size_t i = 0; i < event->count; i++) {
			const char *each = claim_date(event->claims[i]);
			if (days_read(&days, each) &&
			    days.end - days.start ==
				    event->sharp.end - event->sharp.start)
				*date = each;
		}
	} else if (lane_of(s, item) == LANE_PRINTED) {
		const struct entry *entry =
			timeline->printed[item - timeline->event_count].entry;
		str_adds(name, entry->short_title);
		if (entry->annotation.publisher)
			str_addf(name, ", %s", entry->annotation.publisher);
		*date = entry->annotation.published;
	} else {
		size_t count;
		const struct claim *claim = *item_claims(s, item, &count);
		card_name(name, claim, NULL);
		str_addf(name, "%s%s", app_text(app, MSG_COLON), claim->text);
	}
}

static void draw_item(struct app *app, const struct sight *s, size_t at,
		      size_t item)
{
	struct term *term = &app->term;
	struct str name = {0}, right = {0};
	const char *date = NULL;
	bool chosen = item == app->at.cursor;
	enum style style = chosen ? STYLE_CURSOR : STYLE_TEXT;
	item_words(app, s, item, &name, &right, &date);
	if (chosen) {
		term_blank(term, at, 0, s->body.columns, style);
		term_fit(term, at, 0, 1, "☞", style);
	}
	size_t label = date ? s->label : s->body.columns - 2;
	size_t wide = utf8_columns(str_get(&right), right.len, term->charset);
	if (wide && wide + 8 < label) {
		term_fit(term, at, 1 + label - wide, wide, str_get(&right),
			 chosen ? style : STYLE_DIM);
		label -= wide + 1;
	}
	term_fit(term, at, 1, label, str_get(&name), style);
	if (date) {
		term_fit(term, at, 1 + s->label + 1, DATE_COLUMNS, date,
			 chosen ? style : STYLE_DIM);
		if (s->scale.columns)
			draw_bar(app, s, at, item, chosen);
	}
	str_release(&name);
	str_release(&right);
}

/* What an empty lane says of itself. */
static void draw_empty(struct app *app, const struct sight *s, size_t at,
		       enum lane_kind kind)
{
	term_fit(&app->term, at, 3,
		 s->body.columns > 3 ? s->body.columns - 3 : 0,
		 app_text(app, kind == LANE_PRINTED ? MSG_DATES_NOT_PRINTED
						    : MSG_DATES_NONE),
		 STYLE_DIM);
}

/* A lane's heading, with how much of what could be in it is. */
static void draw_heading(struct app *app, const struct sight *s, size_t at,
			 enum lane_kind kind)
{
	static const enum message names[LANES] = {
		MSG_DATES_HAPPENED, MSG_DATES_PRINTED, MSG_DATES_UNDATED};
	struct str words = {0};
	size_t count = s->lanes[kind].count;
	size_t used = term_fit(&app->term, at, 1, s->body.columns - 1,
			       app_text(app, names[kind]), STYLE_HEADING);
	if (kind != LANE_PRINTED)
		message_count(&words, app->options.language, MSG_CLAIM_COUNT,
			      kind == LANE_UNDATED
				      ? count
				      : app->dossier->claim_count -
						s->timeline->undated_count);
	else
		message_count(&words, app->options.language, MSG_ARTICLE_COUNT,
			      count);
	if (count && used + 3 < s->body.columns)
		term_fit(&app->term, at, used + 3, s->body.columns - used - 3,
			 str_get(&words), STYLE_DIM);
	str_release(&words);
}

static void draw_line(struct app *app, const struct sight *s, size_t at,
		      size_t line)
{
	enum lane_kind kind = LANE_UNDATED;
	if (!s->lanes[kind].count)
		kind--;
	while (kind > 0 && line < s->lanes[kind].line)
		kind--;
	const struct lane *lane = &s->lanes[kind];
	if (line == lane->line)
		draw_heading(app, s, at, kind);
	else if (lane->count)
		draw_item(app, s, at, lane->first + line - lane->line - 1);
	else
		draw_empty(app, s, at, kind);
}

/* Where not all rows are in view: what was printed, in a row that stays. */
static void draw_strip(struct app *app, const struct sight *s)
{
	draw_heading(app, s, s->strip, LANE_PRINTED);
	if (s->scale.columns && s->timeline->printed_count) {
		term_blank(&app->term, s->strip, s->bar, s->scale.columns,
			   STYLE_TEXT);
		draw_bar(app, s, s->strip, TIMELINE_NONE, false);
	}
}

/* The claim of the chosen event that Enter opens. */
static size_t claim_chosen(const struct app *app, size_t count)
{
	return app->at.link < count ? app->at.link : 0;
}

/* Each claim of the chosen item with its own date. */
static void draw_pane(struct app *app, const struct sight *s)
{
	const struct box *box = &s->pane;
	size_t count;
	struct claim *const *claims = item_claims(s, app->at.cursor, &count);
	struct str words = {0};
	if (!box->rows)
		return;
	term_rule(&app->term, box->row - 1, 0, box->columns);
	size_t chosen = claim_chosen(app, count);
	size_t first = chosen >= box->rows ? chosen - box->rows + 1 : 0;
	size_t i = 0;
	for (; i < box->rows && first + i < count; i++) {
		const struct claim *claim = claims[first + i];
		const char *date = claim_date(claim);
		size_t at = box->row + i;
		bool here = first + i == chosen;
		if (here && count > 1)
			term_fit(&app->term, at, 0, 1, "☞", STYLE_STRONG);
		term_fit(&app->term, at, 1, DATE_COLUMNS, date ? date : "",
			 STYLE_DIM);
		str_clear(&words);
		card_name(&words, claim, NULL);
		str_addf(&words, "%s%s", app_text(app, MSG_COLON), claim->text);
		term_fit(&app->term, at, DATE_COLUMNS + 2,
			 box->columns > DATE_COLUMNS + 3
				 ? box->columns - DATE_COLUMNS - 3
				 : 0,
			 str_get(&words), here ? STYLE_STRONG : STYLE_TEXT);
	}
	if (!claims && app->at.cursor < s->items) {
		struct box rest = *box;
		passage_head(app,
			     s->timeline
				     ->printed[app->at.cursor -
					       s->timeline->event_count]
				     .entry,
			     &rest);
	}
	/* Where there is room, its words in the article. */
	if (count && i + 2 < box->rows) {
		struct box rest = *box;
		rest.row += i + 1;
		rest.rows -= i + 1;
		passage_draw(app, claims[chosen], &rest);
	}
	str_release(&words);
}

static void dates_draw(struct app *app)
{
	struct sight s = sight_make(app);
	sight_follow(app, &s);
	if (app->term.rows > 4)
		draw_axis(app, &s, s.body.row - 1);
	for (size_t i = 0; i < s.body.rows && app->at.first + i < s.lines; i++)
		draw_line(app, &s, s.body.row + i, app->at.first + i);
	if (s.strip)
		draw_strip(app, &s);
	draw_pane(app, &s);
}

/* ---- motions -------------------------------------------------------------- */

static void go_item(struct app *app, const struct sight *s, long item)
{
	if (item >= (long)s->items)
		item = (long)s->items - 1;
	app->at.cursor = item < 0 ? 0 : (size_t)item;
	app->at.link = 0;
}

static void dates_move(struct app *app, enum motion motion, long count,
		       bool given)
{
	struct sight s = sight_make(app);
	long page = s.body.rows ? (long)s.body.rows : 1;
	long item = (long)app->at.cursor, items = (long)s.items;
	switch (motion) {
	case MOTION_ROW:
		item += count;
		break;
	case MOTION_PAGE:
		item += count * page;
		break;
	case MOTION_HALF:
		item += count * ((page + 1) / 2);
		break;
	case MOTION_START:
		item = given ? count - 1 : 0;
		break;
	case MOTION_END:
		item = given ? count - 1 : items - 1;
		break;
	case MOTION_PERCENT:
		item = items * (count > 100 ? 100 : count) / 100;
		break;
	}
	go_item(app, &s, item);
}

static void dates_group(struct app *app, long step)
{
	dates_move(app, MOTION_ROW, step, false);
}

/* The next lane that has something in it, and round. */
static void dates_tab(struct app *app, int step)
{
	struct sight s = sight_make(app);
	size_t lane = lane_of(&s, app->at.cursor);
	for (size_t i = 0; i < LANES; i++) {
		lane = (lane + (step > 0 ? 1 : LANES - 1)) % LANES;
		if (s.lanes[lane].count)
			break;
	}
	go_item(app, &s, (long)s.lanes[lane].first);
	app->at.first = s.lanes[lane].line;
}

/* The next claim of the event, and round. */
static void go_claim(struct app *app, int step)
{
	struct sight s = sight_make(app);
	size_t count;
	item_claims(&s, app->at.cursor, &count);
	if (count < 2) {
		app_message(app, MSG_MATRIX_ALONE, NULL);
		return;
	}
	size_t at = claim_chosen(app, count);
	app->at.link = (at + (step > 0 ? 1 : count - 1)) % count;
}

/* The next item with a conflict, and round. */
static void go_conflict(struct app *app, int step)
{
	struct sight s = sight_make(app);
	size_t item = app->at.cursor;
	for (size_t n = 0; n < s.items; n++) {
		size_t count;
		item = (item + (step > 0 ? 1 : s.items - 1)) % s.items;
		struct claim *const *claims = item_claims(&s, item, &count);
		for (size_t i = 0; i < count; i++)
			if (xref_conflict(claims[i])) {
				go_item(app, &s, (long)item);
				app->at.link = i;
				return;
			}
	}
	app_message(app, MSG_NO_CONFLICT, NULL);
}

static void zoom(struct app *app, bool in)
{
	struct sight s = sight_make(app);
	size_t *level = &app->at.column;
	if (in && window_days(s.timeline, *level + 1) <
			  window_days(s.timeline, *level))
		++*level;
	else if (!in && *level)
		--*level;
	else
		app_message(app, in ? MSG_DATES_CLOSEST : MSG_DATES_WIDEST,
			    NULL);
	window_centre(app, &s);
}

static bool dates_act(struct app *app, enum action action)
{
	switch (action) {
	case ACTION_SAME_POINT:
		go_claim(app, 1);
		break;
	case ACTION_NEXT_CONFLICT:
		go_conflict(app, 1);
		break;
	case ACTION_ZOOM_IN:
	case ACTION_ZOOM_OUT:
		zoom(app, action == ACTION_ZOOM_IN);
		return true;
	case ACTION_REVERSE:
		if (app->repeat == ACTION_SAME_POINT)
			go_claim(app, -1);
		else if (app->repeat == ACTION_NEXT_CONFLICT)
			go_conflict(app, -1);
		else
			return false;
		return true;
	default:
		return false;
	}
	app->repeat = (int)action;
	app->repeat_back = ACTIONS;
	return true;
}

static void dates_enter(struct app *app)
{
	struct sight s = sight_make(app);
	size_t item = app->at.cursor, count;
	if (item >= s.items)
		return;
	struct claim *const *claims = item_claims(&s, item, &count);
	if (claims)
		jump_to_claim(app, claims[claim_chosen(app, count)], true);
	else
		jump_to_entry(
			app, s.timeline->printed[item - s.timeline->event_count]
				     .entry);
}

static bool item_matches(struct app *app, const struct sight *s, size_t item)
{
	struct str words = {0};
	struct span hit;
	size_t count;
	struct claim *const *claims = item_claims(s, item, &count);
	for (size_t i = 0; i < count; i++) {
		const char *date = claim_date(claims[i]);
		card_name(&words, claims[i], NULL);
		str_addf(&words, " %s %s ", claims[i]->text, date ? date : "");
	}
	if (!claims) {
		const struct entry *entry =
			s->timeline->printed[item - s->timeline->event_count]
				.entry;
		str_addf(&words, "%s %s", entry->short_title,
			 entry->annotation.published);
	}
	bool found = search_in(app->find.search, str_get(&words), words.len, 0,
			       &hit);
	str_release(&words);
	return found;
}

static bool dates_find(struct app *app, const struct position *from, bool back,
		       bool again)
{
	struct sight s = sight_make(app);
	size_t items = s.items, at = from->cursor;
	for (size_t i = again ? 1 : 0; i < items + again; i++) {
		size_t item = back ? (at + items - i % items) % items
				   : (at + i) % items;
		if (item_matches(app, &s, item)) {
			go_item(app, &s, (long)item);
			return true;
		}
	}
	return false;
}

/* Opens at the card's claim. */
static void dates_open(struct app *app)
{
	struct position *at = &app->at;
	struct sight s = sight_make(app);
	const struct claim *claim = at->about;
	at->column = at->left = at->link = 0;
	if (!claim)
		return;
	size_t event = s.timeline->event_of[claim->serial];
	size_t count = 0;
	at->cursor = event;
	if (event == TIMELINE_NONE) {
		size_t i = 0;
		while (s.timeline->undated[i] != claim)
			i++;
		at->cursor = s.lanes[LANE_UNDATED].first + i;
	}
	struct claim *const *claims = item_claims(&s, at->cursor, &count);
	while (at->link < count && claims[at->link] != claim)
		at->link++;
}

static void dates_title(struct app *app, struct str *left, struct str *right)
{
	struct sight s = sight_make(app);
	/* Closer than all of it, the days in view. */
	const struct ticks unit = {app->at.column ? TICK_DAY : TICK_YEAR, 1};
	const struct days *range = app->at.column ? &s.scale.days
						  : &s.timeline->range;
	struct str first = {0}, last = {0};
	if (range->start == range->end) {
		str_adds(left, app_text(app, MSG_TITLE_DATES_NONE));
		return;
	}
	ticks_label(&first, &unit, range->start);
	ticks_label(&last, &unit, range->end - 1);
	message_add(left, app->options.language, MSG_TITLE_DATES,
		    str_get(&first), str_get(&last));
	if (app->term.columns >= LEGEND_COLUMNS)
		str_adds(right, app_text(app, MSG_DATES_LEGEND));
	if (app->at.column)
		str_addf(right, "%s×%ld", right->len ? "  " : "",
			 range_days(s.timeline) /
				 window_days(s.timeline, app->at.column));
	str_release(&first);
	str_release(&last);
}

const struct view_ops view_dates = {
	.draw = dates_draw,
	.move = dates_move,
	.enter = dates_enter,
	.tab = dates_tab,
	.group = dates_group,
	.find = dates_find,
	.title = dates_title,
	.open = dates_open,
	.act = dates_act,
};
