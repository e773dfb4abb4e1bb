#include "tui/actions.h"

#include "core/drift.h"
#include "core/filter.h"
#include "tui/browse.h"
#include "tui/command.h"
#include "tui/copy.h"
#include "tui/edit.h"
#include "tui/find.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/live.h"
#include "tui/prompt.h"
#include "tui/reload.h"
#include "tui/rows.h"
#include "tui/select.h"
#include "tui/sheet.h"
#include "tui/views.h"

static long count_or_one(const struct app *app)
{
	return app->count > 0 ? app->count : 1;
}

static void move(struct app *app, enum motion motion, long step)
{
	app_view(app)->move(app, motion, step * count_or_one(app),
			    app->count > 0);
}

static void do_row_down(struct app *app)
{
	move(app, MOTION_ROW, 1);
}

static void do_row_up(struct app *app)
{
	move(app, MOTION_ROW, -1);
}

static void do_page_down(struct app *app)
{
	move(app, MOTION_PAGE, 1);
}

static void do_page_up(struct app *app)
{
	move(app, MOTION_PAGE, -1);
}

static void do_half_down(struct app *app)
{
	move(app, MOTION_HALF, 1);
}

static void do_half_up(struct app *app)
{
	move(app, MOTION_HALF, -1);
}

/* A long way: the history brings back from it. */
static void move_far(struct app *app, enum motion motion)
{
	if (app->at.view == VIEW_ARTICLE)
		jump_remember(app);
	app_view(app)->move(app, motion, app->count, app->count > 0);
}

static void do_start(struct app *app)
{
	move_far(app, MOTION_START);
}

static void do_end(struct app *app)
{
	move_far(app, MOTION_END);
}

static void do_percent(struct app *app)
{
	move_far(app, MOTION_PERCENT);
}

/* What ; and , repeat: an action, and the one that undoes it. */
static void repeatable(struct app *app, enum action action, enum action back)
{
	app->repeat = (int)action;
	app->repeat_back = (int)back;
}

bool action_by_steps(struct app *app, enum action action, action_step *same,
		     action_step *conflict)
{
	bool back = action == ACTION_REVERSE;
	int asked = back ? app->repeat : (int)action;
	if (asked == ACTION_SAME_POINT)
		same(app, back ? -1 : 1);
	else if (asked == ACTION_NEXT_CONFLICT)
		conflict(app, back ? -1 : 1);
	else
		return false;
	if (!back)
		repeatable(app, action, ACTIONS);
	return true;
}

static void do_next_group(struct app *app)
{
	repeatable(app, ACTION_NEXT_GROUP, ACTION_PREVIOUS_GROUP);
	app_view(app)->group(app, count_or_one(app));
}

static void do_previous_group(struct app *app)
{
	repeatable(app, ACTION_PREVIOUS_GROUP, ACTION_NEXT_GROUP);
	app_view(app)->group(app, -count_or_one(app));
}

static void do_enter(struct app *app)
{
	const struct entry *entry = app->at.entry;
	if (app->at.view != VIEW_ARTICLE || app->count <= 0) {
		app_view(app)->enter(app);
		return;
	}
	if ((size_t)app->count <= entry->numbered_count)
		jump_to_claim(app, entry_claim(entry, app->count - 1), true);
	else
		app_message(app, MSG_NO_SUCH_NUMBER, NULL);
}

static void do_tab(struct app *app)
{
	app_view(app)->tab(app, 1);
}

static void do_backtab(struct app *app)
{
	app_view(app)->tab(app, -1);
}

static void do_close(struct app *app)
{
	bool reads = app->at.view == VIEW_ARTICLE;
	if (!reads && !rows_lit(app)) {
		jump_leave(app);
	} else if (reads && app->at.claim) {
		app->at.claim = NULL;
		app->at.open = false;
		app->pane = app->alone = false;
	} else {
		app->find.shown = false;
	}
}

/* In the article and in a list the chosen one, else what the view is about. */
static struct claim *claim_meant(struct app *app)
{
	struct claim *claim = copy_claim(app);
	return claim ? claim : app->at.about;
}

static void go_same_point(struct app *app, bool back)
{
	struct claim *claim = claim_meant(app);
	if (!claim) {
		copy_no_claim(app);
		return;
	}
	if (!claim->points->count) {
		app_message(app, MSG_NO_POINT, claim_text(claim));
		return;
	}
	const struct point *point = claim->points->items[0];
	struct claim *next = xref_point_next(app->xref, point, claim->entry,
					     back);
	if (next)
		jump_to_claim(app, next, true);
	else
		app_message(app, MSG_POINT_ALONE, point->title);
}

static void do_same_point(struct app *app)
{
	repeatable(app, ACTION_SAME_POINT, ACTIONS);
	go_same_point(app, false);
}

static void go_conflict(struct app *app, bool back)
{
	bool article = app->at.view == VIEW_ARTICLE;
	struct claim *claim = article ? app->at.claim : claim_meant(app);
	const struct entry *entry = app->at.entry;
	size_t number = xref_claim_at(entry, app->at.offset) + back;
	if (claim && claim->number) {
		entry = claim->entry;
		number = claim->number;
	}
	struct claim *next = xref_conflict_next(app->xref, entry, number, back);
	if (next)
		jump_to_claim(app, next, true);
	else
		app_message(app, MSG_NO_CONFLICT, NULL);
}

static void do_next_conflict(struct app *app)
{
	repeatable(app, ACTION_NEXT_CONFLICT, ACTIONS);
	go_conflict(app, false);
}

static void do_repeat(struct app *app)
{
	if (app->repeat < 0)
		app_message(app, MSG_NOTHING_TO_REPEAT, NULL);
	else
		action_run(app, (enum action)app->repeat);
}

static void do_reverse(struct app *app)
{
	int repeat = app->repeat, back = app->repeat_back;
	if (repeat < 0)
		app_message(app, MSG_NOTHING_TO_REPEAT, NULL);
	else if (repeat == ACTION_SAME_POINT)
		go_same_point(app, true);
	else if (repeat == ACTION_NEXT_CONFLICT)
		go_conflict(app, true);
	else
		action_run(app, (enum action)back);
	/* ; goes on the way it went. */
	app->repeat = repeat;
	app->repeat_back = back;
}

/* What the view was filtered by when it was left; NULL: by nothing. */
static const struct filter *filter_left(const struct app *app, enum view view)
{
	const struct history *history = &app->history;
	for (size_t i = history->list.count; i-- > 0;)
		if (history->list.items[i].view == view)
			return history->list.items[i].filter;
	return NULL;
}

/* Opens the view, or closes it where it is open. */
static void toggle_view(struct app *app, enum view view)
{
	const struct filter *left = filter_left(app, view);
	if (app->at.view == view) {
		jump_leave(app);
		return;
	}
	jump_to_view(app, view);
	if (!left)
		return;
	prompt_offer(&app->prompt, '&', filter_text(left));
	app_message(app, MSG_FILTER_LEFT, filter_text(left));
}

static void do_links(struct app *app)
{
	struct claim *claim = claim_meant(app);
	if (app->at.view == VIEW_LINKS) {
		jump_leave(app);
	} else if (!claim) {
		copy_no_claim(app);
	} else if (!claim_end_count(claim)) {
		app_message(app, MSG_NO_LINK, NULL);
	} else {
		jump_to_view(app, VIEW_LINKS);
		app->at.about = claim;
	}
}

static void do_drift(struct app *app)
{
	struct drift_ties ties = {0};
	struct claim *claim = claim_meant(app);
	if (app->at.view == VIEW_DRIFT) {
		jump_leave(app);
		return;
	}
	if (claim)
		drift_find(&ties, app->xref, claim);
	if (ties.list.count) {
		jump_to_view(app, VIEW_DRIFT);
		app->at.about = claim;
	} else if (claim) {
		app_message(app, MSG_NO_DRIFT, NULL);
	} else {
		copy_no_claim(app);
	}
	array_release(&ties.list);
}

static void do_back(struct app *app)
{
	if (!jump_back(app))
		app_message(app, MSG_NO_BACK, NULL);
}

static void do_forward(struct app *app)
{
	if (!jump_forward(app))
		app_message(app, MSG_NO_FORWARD, NULL);
}

static void do_search(struct app *app)
{
	prompt_begin(app, '/');
}

static void do_search_back(struct app *app)
{
	prompt_begin(app, '?');
}

static void do_again(struct app *app)
{
	find_again(app, false);
}

static void do_against(struct app *app)
{
	find_again(app, true);
}

static void do_sort(struct app *app)
{
	list_sort(app);
}

static void do_turn_order(struct app *app)
{
	list_reverse(app);
}

static void do_filter(struct app *app)
{
	if (app_view(app)->list)
		prompt_begin(app, '&');
	else
		app_message(app, MSG_FILTER_NOWHERE, NULL);
}

static void do_mark(struct app *app)
{
	if (app->at.view == VIEW_ARTICLE || command_marked(app))
		prompt_begin(app, 'm');
	else
		app_message(app, MSG_MARK_NOTHING, NULL);
}

static void do_go_mark(struct app *app)
{
	prompt_begin(app, '\'');
}

static void do_command(struct app *app)
{
	prompt_begin(app, ':');
}

static void do_articles(struct app *app)
{
	toggle_view(app, VIEW_ARTICLES);
}

static void do_claims(struct app *app)
{
	toggle_view(app, VIEW_CLAIMS);
}

static void do_voices(struct app *app)
{
	toggle_view(app, VIEW_VOICES);
}

static void do_sources(struct app *app)
{
	toggle_view(app, VIEW_SOURCES);
}

static void do_matrix(struct app *app)
{
	toggle_view(app, VIEW_MATRIX);
}

static void do_dates(struct app *app)
{
	toggle_view(app, VIEW_DATES);
}

static void do_problems(struct app *app)
{
	toggle_view(app, VIEW_PROBLEMS);
}

static void do_marks(struct app *app)
{
	toggle_view(app, VIEW_MARKS);
}

/* Means something where a view says so (view_ops.act). */
static void do_in_view(struct app *app)
{
	app_message(app, MSG_NO_KEY, NULL);
}

static void do_outline(struct app *app)
{
	toggle_view(app, VIEW_OUTLINE);
}

/* Why there is no other pane to show. */
static enum message pane_words(const struct app *app)
{
	if (app->clean)
		return MSG_CLEAN;
	if (!app->at.entry->annotation.claim_count)
		return MSG_NO_CLAIMS;
	if (app->needs.linear)
		return MSG_CARDS_IN_TEXT;
	return app->at.open ? MSG_CARD_WHOLE : MSG_BOTH_PANES;
}

static void do_pane(struct app *app)
{
	const struct frame *frame = &app->frame;
	if (frame->alone) {
		app->alone = false;
		app->at.skip = 0; /* beside the text no key scrolls it back */
	} else if (frame->single) {
		app->pane = !app->pane;
	} else if (frame->hidden && app->at.view == VIEW_ARTICLE) {
		app->alone = true;
	} else {
		app_message(app, pane_words(app), NULL);
	}
}

static void do_turn(struct app *app)
{
	const struct frame *frame = &app->frame;
	if (app->at.view != VIEW_ARTICLE) {
		app_message(app, MSG_NO_KEY, NULL);
		return;
	}
	if (frame->alone)
		app_message(app, MSG_CARD_ALONE, NULL);
	else if (frame->single || app->needs.linear || app->term.columns < 60)
		app_message(app, MSG_NO_ROOM_TO_TURN, NULL);
	else
		app->needs.choice = frame->beside ? LAYOUT_BELOW
						  : LAYOUT_BESIDE;
}

static void do_clean(struct app *app)
{
	app->clean = !app->clean;
	if (app->clean)
		app_message(app, MSG_CLEAN, NULL);
}

static void do_info(struct app *app)
{
	struct str words = {0};
	const struct entry *entry = app->at.entry;
	char bytes[32];
	snprintf(bytes, sizeof bytes, "%zu", entry->article.bytes);
	message_add(&words, app->options.language, MSG_INFO, entry->path, bytes,
		    entry->annotation.file ? entry->annotation.file : "—");
	str_clear(&app->message);
	str_add(&app->message, str_get(&words), words.len);
	str_release(&words);
}

static void do_help(struct app *app)
{
	toggle_view(app, VIEW_HELP);
}

static void do_redraw(struct app *app)
{
	term_resize(&app->term);
	term_repaint(&app->term);
}

static void do_suspend(struct app *app)
{
	term_suspend(&app->term);
}

static void do_toggle(struct app *app)
{
	prompt_begin(app, '-');
}

static void do_leave(struct app *app)
{
	if (app->at.view == VIEW_ARTICLE)
		app->quit = true;
	else
		jump_leave(app);
}

static void do_quit_twice(struct app *app)
{
	prompt_begin(app, 'Z');
}

static void do_quit(struct app *app)
{
	app->quit = true;
}

static const struct {
	const char *name, *words[2];
	void (*run)(struct app *app);
} actions[ACTIONS] = {
#define ACTION_ROW(id, word, function, en, fr)                                 \
	[ACTION_##id] = {word, {en, fr}, function},
	ACTION_LIST(ACTION_ROW)
#undef ACTION_ROW
};

const char *action_name(enum action action)
{
	return actions[action].name;
}

const char *action_words(enum action action, enum language language)
{
	return actions[action].words[language];
}

void action_run(struct app *app, enum action action)
{
	const struct view_ops *view = app_view(app);
	if (view->act && view->act(app, action))
		return;
	actions[action].run(app);
}
