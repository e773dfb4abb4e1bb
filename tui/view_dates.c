/*
 * The dates, drawn to scale in two lanes: what happened or was said, and what
 * was printed; below them what has no date.
 */
#include "tui/card.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/rows.h"
#include "tui/sight.h"
#include "tui/sight_draw.h"
#include "tui/views.h"

/* With a legend; also while the days in view are named, which is longer. */
enum { LEGEND_COLUMNS = 60, LEGEND_DAYS = 76, WIDE = 100 };

static void go_item(struct app *app, size_t item)
{
	app->at.cursor = item;
	app->at.skip = 0;
}

static void dates_move(struct app *app, enum motion motion, long count,
		       bool given)
{
	struct sight s = sight_make(app);
	list_step(app, s.items, s.body.rows, motion, count, given);
	app->at.skip = 0;
}

static void dates_group(struct app *app, long step)
{
	dates_move(app, MOTION_ROW, step, false);
}

/* The next lane that has something in it, and round. */
static void dates_tab(struct app *app, int step)
{
	struct sight s = sight_make(app);
	size_t lane = sight_lane(&s, app->at.cursor);
	for (size_t i = 0; i < LANES; i++) {
		lane = (lane + (step > 0 ? 1 : LANES - 1)) % LANES;
		if (s.lanes[lane].count)
			break;
	}
	go_item(app, s.lanes[lane].first);
	app->at.first = s.lanes[lane].line;
}

/* The next claim of the event, and round. */
static void go_claim(struct app *app, int step)
{
	struct sight s = sight_make(app);
	size_t count;
	sight_claims(&s, app->at.cursor, &count);
	if (count < 2) {
		app_message(app, MSG_MATRIX_ALONE, NULL);
		return;
	}
	size_t at = sight_claim(app, count);
	app->at.skip = (at + (step > 0 ? 1 : count - 1)) % count;
}

/* The next item with a conflict, and round. */
static void go_conflict(struct app *app, int step)
{
	struct sight s = sight_make(app);
	size_t item = app->at.cursor;
	for (size_t n = 0; n < s.items; n++) {
		size_t count;
		item = (item + (step > 0 ? 1 : s.items - 1)) % s.items;
		struct claim *const *claims = sight_claims(&s, item, &count);
		for (size_t i = 0; i < count; i++)
			if (xref_conflict(claims[i])) {
				go_item(app, item);
				app->at.skip = i;
				return;
			}
	}
	app_message(app, MSG_NO_CONFLICT, NULL);
}

static void zoom(struct app *app, bool in)
{
	struct sight s = sight_make(app);
	size_t level = app->at.column;
	if (in && sight_window(s.timeline, level + 1) <
			  sight_window(s.timeline, level))
		level++;
	else if (!in && level)
		level--;
	else
		app_message(app, in ? MSG_DATES_CLOSEST : MSG_DATES_WIDEST,
			    NULL);
	sight_zoom(app, &s, level);
}

/* The claim that Enter opens; NULL: it opens none. */
static struct claim *chosen_claim(struct app *app)
{
	struct sight s = sight_make(app);
	size_t count;
	struct claim *const *claims = sight_claims(&s, app->at.cursor, &count);
	return claims ? claims[sight_claim(app, count)] : NULL;
}

static bool dates_act(struct app *app, enum action action)
{
	if (action_by_steps(app, action, go_claim, go_conflict))
		return true;
	switch (action) {
	case ACTION_ZOOM_IN:
	case ACTION_ZOOM_OUT:
		zoom(app, action == ACTION_ZOOM_IN);
		return true;
	case ACTION_REVERSE:
		return false;
	default:
		/* Other views are asked about the chosen claim. */
		app->at.about = chosen_claim(app);
		return false;
	}
}

static void dates_enter(struct app *app)
{
	struct sight s = sight_make(app);
	size_t item = app->at.cursor, count;
	if (item >= s.items)
		return;
	struct claim *const *claims = sight_claims(&s, item, &count);
	if (claims)
		jump_to_claim(app, claims[sight_claim(app, count)], true);
	else
		jump_to_entry(
			app, s.timeline->printed[item - s.timeline->event_count]
				     .entry);
}

static size_t dates_rows(struct app *app)
{
	return sight_make(app).items;
}

static bool dates_matches(struct app *app, size_t item)
{
	const struct sight s = sight_make(app);
	struct str words = {0};
	struct span hit;
	size_t count;
	struct claim *const *claims = sight_claims(&s, item, &count);
	for (size_t i = 0; i < count; i++) {
		const char *date = claim_date(claims[i]);
		card_name(&words, claims[i], NULL);
		str_addf(&words, " %s %s ", claim_text(claims[i]),
			 date ? date : "");
	}
	if (!claims) {
		const struct entry *entry =
			s.timeline->printed[item - s.timeline->event_count]
				.entry;
		str_addf(&words, "%s %s", entry->short_title,
			 entry->annotation.published);
	}
	bool found = search_in(app->find.search, str_get(&words), words.len, 0,
			       &hit);
	str_release(&words);
	return found;
}

/* Opens at the card's claim. */
static void dates_open(struct app *app)
{
	struct position *at = &app->at;
	struct sight s = sight_make(app);
	const struct claim *claim = at->about;
	at->column = at->left = at->skip = 0;
	if (!claim)
		return;
	size_t event = timeline_event(s.timeline, claim);
	size_t count = 0;
	at->cursor = event;
	if (event == TIMELINE_NONE) {
		size_t i = 0;
		while (s.timeline->undated[i] != claim)
			i++;
		at->cursor = s.lanes[LANE_UNDATED].first + i;
	}
	struct claim *const *claims = sight_claims(&s, at->cursor, &count);
	while (at->skip < count && claims[at->skip] != claim)
		at->skip++;
}

static void dates_ready(struct app *app)
{
	sight_timeline(app);
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
	if (s.strip) /* not all rows are in view */
		str_addf(right, "%zu/%zu", app->at.cursor + 1, s.items);
	size_t undated = s.timeline->undated_count;
	if (undated && app->term.columns >= WIDE) {
		str_adds(right, right->len ? "   " : "");
		message_count(right, app->options.language, MSG_DATES_WITHOUT,
			      undated);
	}
	if (app->term.columns >=
	    (app->at.column ? LEGEND_DAYS : LEGEND_COLUMNS)) {
		str_adds(right, right->len ? "   " : "");
		str_adds(right, app_text(app, MSG_DATES_LEGEND));
	}
	if (app->at.column)
		str_addf(right, "%s×%ld", right->len ? "  " : "",
			 sight_range(s.timeline) /
				 sight_window(s.timeline, app->at.column));
	str_release(&first);
	str_release(&last);
}

const struct view_ops view_dates = {
	.draw = sight_draw,
	.move = dates_move,
	.enter = dates_enter,
	.tab = dates_tab,
	.group = dates_group,
	.find = rows_find,
	.rows = dates_rows,
	.matches = dates_matches,
	.title = dates_title,
	.open = dates_open,
	.act = dates_act,
	.ready = dates_ready,
};
