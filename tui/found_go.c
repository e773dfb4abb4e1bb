#include "tui/found_go.h"

#include <string.h>

#include "tui/find.h"
#include "tui/found.h"
#include "tui/hunt.h"
#include "tui/jump.h"
#include "tui/list.h"

/* Goes to a hit in the text, which stays lit. */
static void go_text(struct app *app, const struct sweep_hit *hit)
{
	if (app->at.view == VIEW_ARTICLE && app->at.entry == hit->entry) {
		jump_remember(app);
		hunt_show(app, hit->hit);
		return;
	}
	jump_to_offset(app, hit->entry, hit->hit.start);
	app->at.hit = hit->hit;
}

static void go_remark(struct app *app, const struct sweep_hit *hit)
{
	const struct anchor_match *match = &hit->in.remark->match;
	if (match->span_count)
		jump_to_offset(app, hit->entry, match->spans[0].start);
	else
		app_message(app, MSG_CLAIM_WITHOUT_PLACE, hit->in.remark->text);
}

/* The claims of a person, a source or a point. */
static void go_claims(struct app *app, const char *key, const char *id)
{
	struct str filter = {0};
	size_t wrong;
	jump_to_view(app, VIEW_CLAIMS);
	str_addf(&filter, "%s:%s", key, id);
	list_filter(app, str_get(&filter), &wrong);
	app->at.cursor = app->at.first = 0;
	str_release(&filter);
}

static void go_hit(struct app *app, const struct sweep_hit *hit)
{
	switch (hit->kind) {
	case SWEEP_TEXT:
		go_text(app, hit);
		break;
	case SWEEP_ARTICLE:
		jump_to_entry(app, hit->entry);
		break;
	case SWEEP_CLAIM:
	case SWEEP_NOTE:
		jump_to_claim(app, hit->in.claim, true);
		break;
	case SWEEP_REMARK:
		go_remark(app, hit);
		break;
	case SWEEP_SPEAKER:
		go_claims(app, "speaker", hit->in.speaker->id);
		break;
	case SWEEP_SOURCE:
		go_claims(app, "source", hit->in.source->id);
		break;
	case SWEEP_POINT:
		go_claims(app, "point", hit->in.point->id);
		break;
	case SWEEP_DOSSIER:
		jump_to_view(app, VIEW_ARTICLES);
		break;
	}
}

/* Whether the line is a hit that has a passage in an article. */
static bool has_passage(const struct found *found, size_t i)
{
	const struct found_line *line = &found->lines.items[i];
	const struct sweep_hit *hit = &found->hits.list.items[line->hit];
	if (line->count)
		return false;
	switch (hit->kind) {
	case SWEEP_TEXT:
	case SWEEP_ARTICLE:
		return true;
	case SWEEP_CLAIM:
	case SWEEP_NOTE:
		return claim_placed(hit->in.claim);
	case SWEEP_REMARK:
		return hit->in.remark->match.span_count;
	default:
		return false;
	}
}

void found_go(struct app *app, struct found *found, size_t i)
{
	const struct found_line *line = &found->lines.items[i];
	const struct sweep_hit *hit = &found->hits.list.items[line->hit];
	if (line->count && hit->entry) {
		jump_to_entry(app, hit->entry);
		return;
	}
	bool passage = has_passage(found, i);
	if (passage &&
	    (!app->find.pattern || strcmp(app->find.pattern, found->pattern)))
		find_begin(app, found->pattern, false);
	app->find.shown = app->find.shown || passage;
	go_hit(app, hit);
	if (!passage)
		return;
	app->at.found = found;
	app->at.cursor = i;
	app->at.gone = false;
	if (hit->kind != SWEEP_TEXT)
		app->at.hit = (struct span){0, 0};
}

/* The only hit, where n stays on it: its words may have been left behind. */
static void show_again(struct app *app, const struct found *found, size_t i)
{
	const struct sweep_hit *hit =
		&found->hits.list.items[found->lines.items[i].hit];
	struct position from = app->at;
	if (hit->kind != SWEEP_TEXT || !has_passage(found, i))
		return;
	hunt_show(app, hit->hit);
	find_jumped(app, &from);
}

void found_again(struct app *app, bool back)
{
	struct found *found = app->at.found;
	size_t count = found->lines.count, at = app->at.cursor, i = at;
	if (back && app->at.gone && has_passage(found, at)) {
		found_go(app, found, at);
		return;
	}
	do {
		i = back ? (i + count - 1) % count : (i + 1) % count;
	} while (i != at && !has_passage(found, i));
	bool round = back ? i >= at : i <= at;
	if (round && found->running) {
		app_message(app, MSG_FOUND_GROWS, NULL);
		return;
	}
	if (round)
		app->find.round = back ? -1 : 1;
	if (i != at || (app->at.gone && has_passage(found, i)))
		found_go(app, found, i);
	else
		show_again(app, found, i);
}
