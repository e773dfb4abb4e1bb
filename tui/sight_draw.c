#include "tui/sight_draw.h"

#include <stdlib.h>
#include <string.h>

#include "tui/card.h"
#include "tui/passage.h"
#include "tui/sight.h"

enum {
	LABEL_WIDE = 34, /* from here on, "4 articles =" in words */
};

/* Draws a tick's label from its column on; or, where the scale has no other,
   before it.  What has no room is its line alone. */
static void draw_tick(struct app *app, const struct sight *s, size_t row,
		      size_t from, const struct str *label, bool *labelled)
{
	struct term *term = &app->term;
	size_t wide = utf8_columns(str_get(label), label->len, term->charset);
	size_t room = s->scale.columns - from, line = strlen("│");
	size_t column = s->bar + from, skip = 0, len = label->len;
	if (wide > room + 1) {
		term_text(term, row, column, room, "│", line, STYLE_DIM);
		if (*labelled || from + 1 < wide)
			return;
		column -= wide - 1;
		room = wide - 1;
	}
	*labelled = true;
	if (wide == room + 1) /* the rows below show the line */
		skip = line;
	term_text(term, row, column, room, str_get(label) + skip, len - skip,
		  STYLE_DIM);
}

static void draw_axis(struct app *app, const struct sight *s, size_t row)
{
	struct str label = {0};
	const struct days *range = &s->timeline->range;
	if (!s->scale.columns || range->start == range->end)
		return;
	size_t from, to;
	bool labelled = false;
	for (long day = ticks_next(&s->ticks, s->scale.days.start);
	     day < s->scale.days.end; day = ticks_next(&s->ticks, day + 1)) {
		struct days days = {day, day + 1};
		scale_columns(&s->scale, &days, &from, &to);
		str_clear(&label);
		str_adds(&label, "│");
		ticks_label(&label, &s->ticks, day);
		draw_tick(app, s, row, from, &label, &labelled);
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
		bar_add(bar, &s->scale, sight_days(s, item),
			days_count(sight_days(s, item)));
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
		str_adds(name, claim_text(event->claims[0]));
		add_articles(right, app, s, event);
		for (size_t i = 0; i < event->count; i++) {
			const char *each = claim_date(event->claims[i]);
			if (days_read(&days, each) &&
			    days.end - days.start ==
				    event->sharp.end - event->sharp.start)
				*date = each;
		}
	} else if (sight_lane(s, item) == LANE_PRINTED) {
		const struct entry *entry =
			timeline->printed[item - timeline->event_count].entry;
		str_adds(name, entry->short_title);
		if (entry->annotation.publisher)
			str_addf(name, ", %s", entry->annotation.publisher);
		*date = entry->annotation.published;
	} else {
		size_t count;
		const struct claim *claim = *sight_claims(s, item, &count);
		card_name(name, claim, NULL);
		str_addf(name, "%s%s", app_text(app, MSG_COLON),
			 claim_text(claim));
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

/* A lane's heading, with how much of what could be in it is.  Returns the
   column after it. */
static size_t draw_heading(struct app *app, const struct sight *s, size_t at,
			   size_t column, enum lane_kind kind)
{
	static const enum message names[LANES] = {
		MSG_DATES_HAPPENED, MSG_DATES_PRINTED, MSG_DATES_UNDATED};
	struct str words = {0};
	size_t count = s->lanes[kind].count;
	size_t end = column;
	if (column < s->body.columns)
		end += term_fit(&app->term, at, column,
				s->body.columns - column,
				app_text(app, names[kind]), STYLE_HEADING);
	if (!count && s->strip && at == s->strip)
		str_adds(&words, app_text(app, MSG_DATES_NOT_PRINTED));
	else if (count && kind != LANE_PRINTED)
		message_count(&words, app->options.language, MSG_CLAIM_COUNT,
			      kind == LANE_UNDATED
				      ? count
				      : app->dossier->claim_count -
						s->timeline->undated_count);
	else if (count)
		message_count(&words, app->options.language, MSG_ARTICLE_COUNT,
			      count);
	if (words.len && end + 2 < s->body.columns) {
		end += 2;
		end += term_fit(&app->term, at, end, s->body.columns - end,
				str_get(&words), STYLE_DIM);
	}
	str_release(&words);
	return end;
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
		draw_heading(app, s, at, 1, kind);
	else if (lane->count)
		draw_item(app, s, at, lane->first + line - lane->line - 1);
	else
		draw_empty(app, s, at, kind);
}

/* Where not all rows are in view: what was printed, in a row that stays below
   the others, and is a rule as far as it says nothing. */
static void draw_strip(struct app *app, const struct sight *s)
{
	enum { BEFORE = 2 }; /* columns of rule, where rules are drawn */
	size_t from = app->term.plain ? 1 : BEFORE + 1;
	size_t end = draw_heading(app, s, s->strip, from, LANE_PRINTED) + 1;
	bool bar = s->scale.columns && s->timeline->printed_count;
	size_t limit = bar ? s->bar - 1 : s->body.columns;
	if (from > BEFORE)
		term_rule(&app->term, s->strip, 0, BEFORE);
	if (end < limit)
		term_rule(&app->term, s->strip, end, limit - end);
	if (bar) {
		term_blank(&app->term, s->strip, s->bar, s->scale.columns,
			   STYLE_TEXT);
		draw_bar(app, s, s->strip, TIMELINE_NONE, false);
	}
}

/* Whether the lane of what was printed is in view itself, all of it. */
static bool all_printed(const struct app *app, const struct sight *s)
{
	const struct lane *lane = &s->lanes[LANE_PRINTED];
	size_t below = lane->line + 1 + (lane->count ? lane->count : 1);
	return lane->line >= app->at.first &&
	       below <= app->at.first + s->body.rows;
}

/* Right in a row of the panel: how many rows it has no room for. */
static void draw_rest(struct app *app, const struct box *box, size_t at,
		      size_t hidden)
{
	struct str words = {0};
	if (!hidden)
		return;
	str_addf(&words, " … +%zu", hidden);
	size_t wide = utf8_columns(str_get(&words), words.len,
				   app->term.charset);
	if (wide < box->columns)
		term_fit(&app->term, at, box->columns - wide, wide,
			 str_get(&words), STYLE_NUMBER);
	str_release(&words);
}

/* Each claim of the chosen item with its own date. */
static void draw_pane(struct app *app, const struct sight *s)
{
	const struct box *box = &s->pane;
	size_t count;
	struct claim *const *claims = sight_claims(s, app->at.cursor, &count);
	struct str words = {0};
	if (!box->rows)
		return;
	term_rule(&app->term, box->row - 1, 0, box->columns);
	size_t chosen = sight_claim(app, count);
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
		str_addf(&words, "%s%s", app_text(app, MSG_COLON),
			 claim_text(claim));
		term_fit(&app->term, at, DATE_COLUMNS + 2,
			 box->columns > DATE_COLUMNS + 3
				 ? box->columns - DATE_COLUMNS - 3
				 : 0,
			 str_get(&words), here ? STYLE_STRONG : STYLE_TEXT);
		draw_rest(app, box, at,
			  (i ? 0 : first) +
				  (i + 1 < box->rows
					   ? 0
					   : count - first - box->rows));
	}
	if (!claims && app->at.cursor < s->items) {
		const struct entry *entry =
			s->timeline
				->printed[app->at.cursor -
					  s->timeline->event_count]
				.entry;
		str_clear(&words);
		str_addf(&words, "%s · %s", entry->short_title, entry->title);
		term_fit(&app->term, box->row, box->column + 1,
			 box->columns - 1, str_get(&words), STYLE_HEADING);
	}
	/* Where there is room, its words in the article. */
	if (claims && i + 2 < box->rows) {
		struct box rest = passage_below(box, i + 1);
		struct box column = passage_column(&rest);
		passage_words(app, claims[chosen], &column);
	}
	str_release(&words);
}

void sight_draw(struct app *app)
{
	struct sight s = sight_make(app);
	sight_follow(app, &s);
	if (s.strip && all_printed(app, &s)) {
		s.strip = 0;
		s.body.rows++;
	}
	if (app->term.rows > 4)
		draw_axis(app, &s, s.body.row - 1);
	for (size_t i = 0; i < s.body.rows && app->at.first + i < s.lines; i++)
		draw_line(app, &s, s.body.row + i, app->at.first + i);
	if (s.strip)
		draw_strip(app, &s);
	draw_pane(app, &s);
}
