#include "tui/jump.h"

#include "tui/sheet.h"

enum { HISTORY_MOST = 1000 };

void jump_remember(struct app *app)
{
	struct history *history = &app->history;
	history->list.count = history->current;
	if (history->list.count >= HISTORY_MOST) {
		history->list.count--;
		for (size_t i = 0; i < history->list.count; i++)
			history->list.items[i] = history->list.items[i + 1];
	}
	array_push(&history->list, app->at);
	history->current = history->list.count;
	app->before_jump = app->at;
}

bool jump_back(struct app *app)
{
	struct history *history = &app->history;
	if (!history->current)
		return false;
	/* The place that is left stays behind the one gone back to. */
	if (history->current == history->list.count)
		array_push(&history->list, app->at);
	else
		history->list.items[history->current] = app->at;
	app->at = history->list.items[--history->current];
	return true;
}

bool jump_forward(struct app *app)
{
	struct history *history = &app->history;
	if (history->current + 1 >= history->list.count)
		return false;
	history->list.items[history->current] = app->at;
	app->at = history->list.items[++history->current];
	return true;
}

void jump_leave(struct app *app)
{
	enum view left = app->at.view;
	while (app->at.view == left && left != VIEW_ARTICLE) {
		if (jump_back(app))
			continue;
		app->at.view = VIEW_ARTICLE;
		app->at.found = NULL; /* a row of a list is no hit in it */
	}
}

/* Scrolls just enough that the open card is whole and its words in view. */
static void jump_show_card(struct app *app)
{
	struct sheet sheet;
	struct position *at = &app->at;
	if (!at->claim || !claim_placed(at->claim))
		return;
	sheet_build(&sheet, app, 0, app->term.rows);
	struct span extent = claim_extent(at->claim);
	size_t start = sheet_row_at(&sheet, extent.start);
	size_t end = sheet_row_at(&sheet, extent.end ? extent.end - 1 : 0) + 1;
	if (app->frame.beside && at->open &&
	    end < sheet.card_row + sheet.card.lines.count)
		end = sheet.card_row + sheet.card.lines.count;
	/* A card in the text matters more than the words above it. */
	sheet_card_rows(&sheet, at->claim, &start, &end);
	size_t top = sheet.top;
	if (end > top + sheet.height)
		top = end - sheet.height;
	if (start < top)
		top = start;
	sheet_set_top(&sheet, app, top);
	sheet_release(&sheet);
}

void jump_open(struct app *app, struct claim *claim)
{
	app->at.claim = claim;
	app->at.open = true;
	app->at.link = 0;
	app->at.skip = 0;
	app->clean = false; /* it is to be seen */
	sheet_size(app);
	if (app->frame.single && !app->frame.alone)
		app->pane = true;
	jump_show_card(app);
}

static void place_at(struct app *app, struct entry *entry, size_t offset,
		     size_t row)
{
	if (app->at.entry != entry)
		app->at.hit = (struct span){0, 0};
	app->at.view = VIEW_ARTICLE;
	app->at.found = NULL;
	app->at.entry = entry;
	app->at.offset = offset;
	app->at.row = row;
	app->at.line = 0;
	app->at.claim = NULL;
	app->at.open = false;
}

void jump_to_claim(struct app *app, struct claim *claim, bool remember)
{
	if (!claim_placed(claim)) {
		app_message(app, MSG_CLAIM_WITHOUT_PLACE, claim_text(claim));
		return;
	}
	if (remember)
		jump_remember(app);
	size_t start = claim_extent(claim).start;
	size_t row = (app->term.rows > 4 ? app->term.rows - 4 : 0) / 4;
	place_at(app, claim->entry, start, row);
	app->at.claim = claim;
	jump_open(app, claim);
}

void jump_to_offset(struct app *app, struct entry *entry, size_t offset)
{
	struct sheet sheet;
	jump_remember(app);
	place_at(app, entry, offset, app->term.rows / 3);
	sheet_show_text(app);
	sheet_build(&sheet, app, 0, 0);
	sheet_set_top(&sheet, app, sheet.top);
	sheet_release(&sheet);
}

void jump_to_entry(struct app *app, struct entry *entry)
{
	jump_remember(app);
	place_at(app, entry, 0, 0);
}

void jump_to_view(struct app *app, enum view view)
{
	enum view from = app->at.view;
	struct claim *about = app->at.claim;
	jump_remember(app);
	app->at.view = view;
	app->at.from = from;
	app->at.about = about;
	app->at.cursor = app->at.first = 0;
	app->at.sort = 0;
	app->at.reversed = false;
	app->at.filter = NULL;
	app->at.found = NULL;
	if (app_view(app)->open)
		app_view(app)->open(app);
}
