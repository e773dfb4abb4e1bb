/* One statement as two articles word it, side by side or one below the other;
   Tab goes through the claims that are tied to it.  In its position, `cursor`
   is the other claim, `link` the chosen side and `first` the first line. */
#include <string.h>

#include "core/drift.h"
#include "tui/actions.h"
#include "tui/drift_page.h"
#include "tui/jump.h"
#include "tui/views.h"

/* The rows of the screen between the title and the keys. */
static struct box drift_box(const struct app *app)
{
	size_t rows = app->term.rows, first = rows > 2;
	return (struct box){.row = first,
			    .rows = rows > first + 1 ? rows - first - 1 : 0};
}

/* The claims tied to the one that the view is about; the caller releases. */
static void ties_find(const struct app *app, struct drift_ties *ties)
{
	if (app->at.about)
		drift_find(ties, app->xref, app->at.about);
}

/* The first line of the last screen: as far as it can be scrolled. */
static size_t last_first(const struct drift_page *page, const struct box *box)
{
	size_t count = page->lines.count;
	return count > box->rows ? count - box->rows : 0;
}

static void drift_draw(struct app *app)
{
	struct drift_ties ties = {0};
	struct drift_page page = {.app = app};
	struct box box = drift_box(app);
	ties_find(app, &ties);
	if (app->at.cursor < ties.list.count) {
		drift_page_make(&page, app, app->at.about,
				&ties.list.items[app->at.cursor]);
		size_t last = last_first(&page, &box);
		if (app->at.first > last)
			app->at.first = last;
		drift_page_draw(&page, app->at.first, box.row, box.rows);
	} else if (box.rows) {
		term_fit(&app->term, box.row, 1, app->term.columns,
			 app_text(app, MSG_NO_DRIFT), STYLE_DIM);
	}
	drift_page_release(&page);
	array_release(&ties.list);
}

/* How far the page that is shown can be scrolled. */
static size_t drift_last(struct app *app)
{
	struct drift_ties ties = {0};
	struct drift_page page = {.app = app};
	struct box box = drift_box(app);
	ties_find(app, &ties);
	if (app->at.cursor < ties.list.count)
		drift_page_make(&page, app, app->at.about,
				&ties.list.items[app->at.cursor]);
	size_t last = last_first(&page, &box);
	drift_page_release(&page);
	array_release(&ties.list);
	return last;
}

static void drift_move(struct app *app, enum motion motion, long count,
		       bool given)
{
	struct box box = drift_box(app);
	long page = box.rows ? (long)box.rows : 1;
	long at = (long)app->at.first, last = (long)drift_last(app);
	bool steps = false;
	switch (motion) {
	case MOTION_ROW:
	case MOTION_PAGE:
	case MOTION_HALF:
		steps = true;
		at += count * (motion == MOTION_ROW    ? 1
			       : motion == MOTION_PAGE ? page
						       : (page + 1) / 2);
		break;
	case MOTION_START:
		at = given ? count - 1 : 0;
		break;
	case MOTION_PERCENT:
		at = last * (count > 100 ? 100 : count) / 100;
		break;
	case MOTION_END:
		at = last;
		break;
	}
	at = at > last ? last : at;
	at = at > 0 ? at : 0;
	if (steps && at == (long)app->at.first)
		app_message(app, count < 0 ? MSG_START : MSG_END, NULL);
	app->at.first = (size_t)at;
}

static void drift_tab(struct app *app, int step)
{
	struct drift_ties ties = {0};
	ties_find(app, &ties);
	size_t count = ties.list.count;
	if (count == 1)
		app_message(app, MSG_DRIFT_ONE, NULL);
	if (count)
		app->at.cursor = step > 0
					 ? (app->at.cursor + 1) % count
					 : (app->at.cursor + count - 1) % count;
	app->at.first = 0;
	array_release(&ties.list);
}

/* From one side to the other. */
static void drift_group(struct app *app, long step)
{
	if (step % 2)
		app->at.link = !app->at.link;
}

/* That of the chosen side. */
static struct claim *drift_claim(struct app *app)
{
	struct drift_ties ties = {0};
	struct claim *claim = app->at.about;
	ties_find(app, &ties);
	if (app->at.link && app->at.cursor < ties.list.count)
		claim = ties.list.items[app->at.cursor].claim;
	array_release(&ties.list);
	return claim;
}

static void drift_enter(struct app *app)
{
	struct drift_ties ties = {0};
	ties_find(app, &ties);
	bool any = app->at.cursor < ties.list.count;
	array_release(&ties.list);
	if (any)
		jump_to_claim(app, drift_claim(app), true);
}

/* Among the other claims, by the annotator's words. */
static bool drift_find_text(struct app *app, const struct position *from,
			    bool back, bool again)
{
	struct drift_ties ties = {0};
	struct span hit;
	bool found = false;
	ties_find(app, &ties);
	size_t count = ties.list.count;
	for (size_t i = again; i <= count && count && !found; i++) {
		size_t at = (from->cursor + (back ? count - i % count : i)) %
			    count;
		const char *text = claim_text(ties.list.items[at].claim);
		found = search_in(app->find.search, text, strlen(text), 0,
				  &hit);
		if (found)
			app->at.cursor = at;
	}
	array_release(&ties.list);
	return found;
}

static void drift_title(struct app *app, struct str *left, struct str *right)
{
	struct drift_ties ties = {0};
	ties_find(app, &ties);
	str_addf(left, "%s%s", app_text(app, MSG_TITLE_DRIFT),
		 app_text(app, MSG_COLON));
	if (app->at.cursor < ties.list.count) {
		const struct drift_tie *tie = &ties.list.items[app->at.cursor];
		drift_name(left, app->at.about);
		str_adds(left, tie->by == DRIFT_POINT ? " · " : " = ");
		drift_name(left, tie->claim);
		str_addf(right, "%zu/%zu", app->at.cursor + 1, ties.list.count);
	}
	array_release(&ties.list);
}

static void drift_open(struct app *app)
{
	app->at.link = 1;
	app->at.turned = false;
}

static bool drift_act(struct app *app, enum action action)
{
	if (action != ACTION_TURN)
		return false;
	if (app->term.columns >= DRIFT_LEAST)
		app->at.turned = !app->at.turned;
	else
		app_message(app, MSG_NO_ROOM_TO_TURN, NULL);
	return true;
}

const struct view_ops view_drift = {
	.of_article = true,
	.draw = drift_draw,
	.move = drift_move,
	.enter = drift_enter,
	.claim = drift_claim,
	.tab = drift_tab,
	.group = drift_group,
	.find = drift_find_text,
	.title = drift_title,
	.open = drift_open,
	.act = drift_act,
};
