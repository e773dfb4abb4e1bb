/* The article beside its claims. */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tui/hunt.h"
#include "tui/jump.h"
#include "tui/passage.h"
#include "tui/sheet.h"
#include "tui/still.h"
#include "tui/views.h"

enum { ROWS_MOST = 100000 };

/* In a third column, where there is room: the chosen link's other end. */
static void draw_third(struct app *app)
{
	const struct frame *frame = &app->frame;
	const struct position *at = &app->at;
	if (!frame->other.rows || !at->open || !at->claim ||
	    at->link >= claim_end_count(at->claim))
		return;
	term_bar(&app->term, frame->other.row, frame->second,
		 frame->other.rows);
	if (frame->rules) {
		term_joint(&app->term, 1, frame->second, true);
		term_joint(&app->term, frame->keys - 1, frame->second, false);
	}
	passage_link(app, at->claim, at->link, &frame->other);
}

static void article_draw(struct app *app)
{
	struct sheet sheet;
	sheet_build(&sheet, app, app->term.rows, app->term.rows);
	still_begin(app);
	const struct frame *frame = &app->frame;
	struct term *term = &app->term;
	if (frame->rules) {
		term_rule(term, 1, 0, frame->columns);
		term_rule(term, frame->keys - 1, 0, frame->columns);
	}
	if (frame->beside) {
		size_t column = frame->divider;
		term_bar(term, frame->text.row, column, frame->text.rows);
		if (frame->rules) {
			term_joint(term, 1, column, true);
			term_joint(term, frame->keys - 1, column, false);
		}
	} else if (frame->divider && frame->panel.rows) {
		term_rule(term, frame->divider, 0, frame->columns);
	}
	sheet_draw_text(&sheet, app);
	sheet_draw_panel(&sheet, app);
	if (app->needs.linear) {
		size_t row = sheet_cursor_row(&sheet, app);
		if (row < sheet.top || row >= sheet.top + sheet.height)
			row = sheet.top;
		term_cursor(term, frame->text.row + row - sheet.top,
			    frame->text.column);
	}
	draw_third(app);
	sheet_release(&sheet);
}

static void move_rows(struct app *app, long count)
{
	struct sheet sheet;
	size_t far = (size_t)(count < 0 ? -count : count);
	if (far > ROWS_MOST)
		far = ROWS_MOST;
	sheet_build(&sheet, app, count < 0 ? far : 0, count > 0 ? far : 0);
	size_t top = sheet.top;
	if (count < 0) {
		if (!top)
			app_message(app, MSG_START, NULL);
		top = top > far ? top - far : 0;
	} else {
		size_t last = sheet_last_top(&sheet);
		size_t to = top + far < last ? top + far : last;
		if (to > top)
			top = to;
		else
			app_message(app, MSG_END, NULL);
	}
	sheet_set_top(&sheet, app, top);
	sheet_release(&sheet);
}

/* To a byte, which then stands at the top of the screen. */
static void move_to(struct app *app, size_t offset)
{
	struct sheet sheet;
	app->at.offset = offset;
	app->at.row = app->at.line = 0;
	sheet_build(&sheet, app, 0, 0);
	sheet_set_top(&sheet, app, sheet.top);
	sheet_release(&sheet);
}

/* To the row that holds so much of the text, which then stands at the bottom of
   the screen: the title line says that figure, or what the whole row has. */
static void move_to_percent(struct app *app, size_t percent)
{
	struct sheet sheet;
	size_t bytes = app->at.entry->article.bytes;
	app->at.offset = bytes / 100 * percent + bytes % 100 * percent / 100;
	app->at.row = app->at.line = 0;
	sheet_build(&sheet, app, app->term.rows, 0);
	size_t top = sheet_row_at(&sheet, app->at.offset);
	top = top + 1 > sheet.height ? top + 1 - sheet.height : 0;
	sheet_set_top(&sheet, app, top);
	sheet_release(&sheet);
}

static void move_to_paragraph(struct app *app, long number)
{
	const struct article *article = &app->at.entry->article;
	size_t count = article->paragraphs.count;
	size_t index = number > 0 ? (size_t)number - 1 : 0;
	if (!count)
		return;
	if (index >= count)
		index = count - 1;
	move_to(app, article->paragraphs.items[index].start);
}

/* Scrolls a card that is too tall; false where its end is in view. */
static bool scroll_card(struct app *app, long by)
{
	struct sheet sheet;
	sheet_build(&sheet, app, 0, 0);
	size_t rows = app->frame.panel.rows, count = sheet.card.lines.count;
	size_t last = count > rows ? count - rows : 0;
	size_t skip = app->at.skip < last ? app->at.skip : last;
	if (by > 0)
		skip = (size_t)by < last - skip ? skip + (size_t)by : last;
	else
		skip = (size_t)-by < skip ? skip - (size_t)-by : 0;
	bool moved = skip != app->at.skip;
	app->at.skip = skip;
	sheet_release(&sheet);
	return moved;
}

/* Rows that a tall card is scrolled by: all but the head and one. */
static long card_page(const struct app *app)
{
	size_t rows = app->frame.panel.rows;
	return rows > 1 ? (long)rows - 1 : 1;
}

/* Scrolls it row by row or by pages; says so where it cannot. */
static void step_card(struct app *app, long by)
{
	if (!scroll_card(app, by))
		app_message(app, by < 0 ? MSG_CARD_START : MSG_CARD_END, NULL);
}

/* Whether the window shows an open card and nothing else. */
static bool card_only(const struct app *app)
{
	return app->frame.single && app->frame.panel.rows && app->at.open &&
	       app->at.claim;
}

/* What is asked for by its number is in the text. */
static void show_text(struct app *app)
{
	app->pane = app->alone = false;
	app->at.skip = 0;
}

/* Where a card is all that is seen, what moves the text moves it. */
static bool card_move(struct app *app, enum motion motion, long count)
{
	long page = card_page(app);
	if (!card_only(app))
		return false;
	switch (motion) {
	case MOTION_ROW:
		step_card(app, count);
		break;
	case MOTION_PAGE:
		step_card(app, count * page);
		break;
	case MOTION_HALF:
		step_card(app, count * ((page + 1) / 2));
		break;
	case MOTION_START:
		scroll_card(app, -INT_MAX);
		break;
	case MOTION_END:
		scroll_card(app, INT_MAX);
		break;
	case MOTION_PERCENT:
		scroll_card(app, -INT_MAX);
		scroll_card(app, (long)app->frame.hidden *
					 (count < 100 ? count : 100) / 100);
		break;
	}
	return true;
}

static void article_move(struct app *app, enum motion motion, long count,
			 bool given)
{
	size_t bytes = app->at.entry->article.bytes;
	size_t rows = app->frame.text.rows ? app->frame.text.rows
					   : app->frame.panel.rows;
	long page = rows ? (long)rows : 1;
	bool paragraph = given &&
			 (motion == MOTION_START || motion == MOTION_END);
	if (paragraph && card_only(app))
		show_text(app);
	else if (card_move(app, motion, count) ||
		 sheet_list_move(app, motion, count, given))
		return;
	switch (motion) {
	case MOTION_ROW:
		move_rows(app, count);
		break;
	case MOTION_PAGE:
		move_rows(app, count * page);
		break;
	case MOTION_HALF:
		move_rows(app, count * ((page + 1) / 2));
		break;
	case MOTION_START:
		if (given)
			move_to_paragraph(app, count);
		else
			move_to(app, 0);
		break;
	case MOTION_END:
		if (given)
			move_to_paragraph(app, count);
		else
			move_to(app, bytes);
		break;
	case MOTION_PERCENT:
		move_to_percent(app, count < 100 ? (size_t)count : 100);
		break;
	}
}

/* The same where the claims alone are shown. */
static struct claim *claim_listed(struct app *app, bool last)
{
	struct sheet sheet;
	struct item_list items = {0};
	struct claim *found = NULL;
	size_t more;
	sheet_build(&sheet, app, 0, 0);
	sheet_list_items(&sheet, app, &items, &more);
	for (size_t i = 0; i < items.list.count && (last || !found); i++)
		if (items.list.items[i].claim)
			found = items.list.items[i].claim;
	array_release(&items.list);
	sheet_release(&sheet);
	return found;
}

/* The first or last claim that is in view; NULL: none is. */
static struct claim *claim_in_view(struct app *app, bool last)
{
	struct sheet sheet;
	size_t first, end;
	if (sheet_list_shown(app))
		return claim_listed(app, last);
	sheet_build(&sheet, app, 0, 0);
	sheet_claims_in_view(&sheet, &first, &end);
	sheet_release(&sheet);
	if (first >= end)
		return NULL;
	return entry_claim(app->at.entry, last ? end - 1 : first);
}

struct claim *article_chosen(struct app *app)
{
	return app->at.claim ? app->at.claim : claim_in_view(app, false);
}

static void follow_link(struct app *app)
{
	const struct claim *claim = app->at.claim;
	if (app->at.link >= claim_end_count(claim)) {
		app_message(app, MSG_NO_LINK, NULL);
		return;
	}
	const struct relation_end *end = &claim_ends(claim)[app->at.link];
	if (end->other)
		jump_to_claim(app, end->other, true);
	else
		app_message(app, MSG_LINK_SPOILED,
			    relation_to_name(end->relation));
}

/* A key about the open card that clean text hides, or the text in a window with
   room for one of the two, brings that back first. */
static bool bring_back(struct app *app)
{
	const struct frame *frame = &app->frame;
	if (!app->at.open || !app->at.claim)
		return false;
	if (!app->clean && (!frame->single || frame->panel.rows))
		return false;
	app->clean = false;
	app->pane = true;
	return true;
}

static void article_enter(struct app *app)
{
	if (bring_back(app))
		return;
	if (app->at.open && app->at.claim) {
		follow_link(app);
		return;
	}
	struct claim *claim = article_chosen(app);
	if (claim)
		jump_open(app, claim);
	else
		app_message(app, MSG_NO_CLAIM_HERE, NULL);
}

/* Whether the line of the chosen link shows in a card that is too tall. */
static void show_link(struct app *app)
{
	struct sheet sheet;
	sheet_build(&sheet, app, 0, 0);
	size_t rows = app->frame.panel.rows;
	size_t count = sheet.card.lines.count;
	app->at.skip = 0;
	if (app->needs.linear) {
		app->at.skip = 1; /* the cursor stands on the link now */
		size_t row = sheet_cursor_row(&sheet, app), top = sheet.top;
		if (row >= top + sheet.height)
			top = row + 1 - sheet.height;
		sheet_set_top(&sheet, app, row < top ? row : top);
	}
	for (size_t i = 0; rows > 1 && count > rows && i < count; i++)
		if (sheet.card.lines.items[i].chosen && i + 2 > rows)
			app->at.skip = i + 2 - rows;
	if (count > rows && app->at.skip > count - rows)
		app->at.skip = count - rows;
	sheet_release(&sheet);
}

static void article_tab(struct app *app, int step)
{
	struct position *at = &app->at;
	if (bring_back(app))
		return;
	if (!at->open || !at->claim) {
		app_message(app, MSG_OPEN_FIRST, NULL);
		return;
	}
	size_t count = claim_end_count(at->claim);
	if (!count) {
		long page = card_page(app);
		if (!scroll_card(app, step * page) &&
		    !scroll_card(app, -step * 1000 * page))
			app_message(app, MSG_NO_LINK, NULL);
		return;
	}
	size_t next = xref_next_group(at->claim, at->link);
	if (step > 0) {
		at->link = next < count ? next : 0;
	} else {
		size_t target = at->link ? at->link : count;
		size_t i = 0;
		while ((next = xref_next_group(at->claim, i)) < target)
			i = next;
		at->link = i;
	}
	show_link(app);
}

static void article_group(struct app *app, long step)
{
	const struct entry *entry = app->at.entry;
	struct claim *claim = app->at.claim;
	if (!entry->numbered_count) {
		app_message(app, MSG_NO_CLAIMS, NULL);
		return;
	}
	if (!claim) {
		claim = claim_in_view(app, step < 0);
		if (claim)
			step += step < 0 ? 1 : -1;
	}
	long number;
	if (claim) {
		number = (long)claim->number + step;
	} else {
		/* None in view: the nearest before or after it. */
		size_t next = xref_claim_at(entry, app->at.offset);
		number = (long)next + (step > 0 ? step : step + 1);
	}
	long count = (long)entry->numbered_count;
	if (number < 1 || number > count) {
		app_message(app, number < 1 ? MSG_FIRST_CLAIM : MSG_LAST_CLAIM,
			    NULL);
		number = number < 1 ? 1 : count;
	}
	jump_open(app, entry_claim(entry, number - 1));
}

/* The claim whose words stand there: of several, the shortest. */
static struct claim *claim_of_words(struct app *app, const struct entry *entry,
				    size_t byte)
{
	struct claim *found = NULL;
	struct reach_list claims = {0};
	reach_claims(sheet_reach(app, entry), (struct span){byte, byte + 1},
		     &claims);
	for (size_t i = 0; i < claims.list.count; i++) {
		struct claim *claim = entry_claim(entry, claims.list.items[i]);
		bool inside = false;
		for (size_t k = 0; k < claim_pieces(claim); k++)
			inside |= span_contains(claim_piece(claim, k), byte);
		struct span own = claim_extent(claim);
		struct span best = found ? claim_extent(found) : own;
		if (inside &&
		    (!found || own.end - own.start <= best.end - best.start))
			found = claim;
	}
	array_release(&claims.list);
	return found;
}

/* The claim that a click on the text, or on a number beside it, means. */
static struct claim *claim_clicked(struct app *app, size_t row, size_t column)
{
	struct sheet sheet;
	struct claim *claim = NULL;
	const struct entry *entry = app->at.entry;
	const struct box *text = &app->frame.text;
	size_t byte;
	sheet_build(&sheet, app, 0, 0);
	size_t index = sheet.top + row - text->row;
	if (sheet_byte_at(&sheet, app, row, column, &byte)) {
		claim = claim_of_words(app, entry, byte);
	} else if (column < text->column && row >= text->row &&
		   row < text->row + text->rows && index < sheet.rows.count) {
		struct span span = sheet.rows.items[index].span;
		size_t first = xref_claim_at(entry, span.start);
		if (first < xref_claim_at(entry, span.end))
			claim = entry_claim(entry, first);
	}
	sheet_release(&sheet);
	return claim;
}

/* On the open card: a link is chosen, the chosen one followed. */
static void click_card(struct app *app, size_t link)
{
	if (link == CARD_NO_LINK || link == app->at.link)
		follow_link(app);
	else
		app->at.link = link;
}

static void article_click(struct app *app, size_t row, size_t column)
{
	size_t link = CARD_NO_LINK;
	struct claim *claim = NULL;
	for (size_t i = 0; i < app->spots.count; i++) {
		const struct spot *spot = &app->spots.items[i];
		if (spot->row != row || column < spot->column ||
		    column >= spot->column + spot->columns)
			continue;
		claim = spot->claim;
		link = spot->link;
	}
	if (!claim && !app->clean)
		claim = claim_clicked(app, row, column);
	if (!claim)
		return;
	if (app->at.open && claim == app->at.claim)
		click_card(app, link);
	else
		jump_open(app, claim);
}

static bool article_find(struct app *app, const struct position *from,
			 bool back, bool again)
{
	size_t start = from->offset;
	if (again && from->hit.end)
		start = back ? from->hit.start : from->hit.end;
	return hunt_begin(app, start, back);
}

/* How much of the article's text the screen ends after, per cent. */
static size_t percent_now(struct app *app)
{
	struct sheet sheet;
	sheet_build(&sheet, app, 0, 0);
	size_t bytes = app->at.entry->article.bytes;
	size_t end = sheet.top + sheet.height, percent = 100;
	bool all = sheet.rows.ends && end >= sheet.rows.count;
	if (!all && sheet.rows.count && bytes) {
		uint64_t seen = sheet.rows.items[end - 1].span.end;
		percent = (size_t)(seen * 100 / bytes);
	}
	sheet_release(&sheet);
	return percent;
}

/* The same with the text that a card which has the window stands before. */
static size_t percent_seen(struct app *app)
{
	const bool alone = app->alone;
	const struct frame frame = app->frame;
	if (!alone)
		return percent_now(app);
	app->alone = false;
	size_t percent = percent_now(app);
	app->alone = alone;
	app->frame = frame;
	return percent;
}

/* Each picture has these: numbers are added without a format. */
static void article_title(struct app *app, struct str *left, struct str *right)
{
	const struct entry *entry = app->at.entry;
	const struct position *at = &app->at;
	bool narrow = app->term.columns < 100;
	if (!app->dossier->single) {
		str_adds(left, entry->short_title);
		str_adds(left, " · ");
	}
	str_adds(left, entry->title);
	/* A part of the dossier cannot say how many there are. */
	bool partial = app->dossier->partial;
	if (!app->dossier->single && !partial) {
		str_add_number(right, entry->index + 1);
		str_addc(right, '/');
		str_add_number(right, app->dossier->entry_count);
		str_adds(right, "   ");
	}
	size_t percent = percent_seen(app);
	str_fill(right, ' ', percent < 10 ? 2 : percent < 100);
	str_add_number(right, percent);
	str_adds(right, " %");
	if (app->clean) {
		str_adds(right, "   ");
		str_adds(right, app_text(app, MSG_TOGGLE_CLEAN));
	} else if (at->claim) {
		str_adds(right, "   ☞ ");
		str_add_number(right, at->claim->number);
		str_addc(right, '/');
		str_add_number(right, entry->numbered_count);
		if (!narrow) {
			str_addc(right, ' ');
			str_adds(right, at->claim->id);
		}
	} else if (entry->annotation.claim_count &&
		   !(partial && entry->annotation.cut)) {
		str_adds(right, "   ");
		message_count(right, app->options.language,
			      narrow ? MSG_CLAIM_COUNT_SHORT : MSG_CLAIM_COUNT,
			      entry->annotation.claim_count);
	}
}

const struct view_ops view_article = {
	.of_article = true,
	.draw = article_draw,
	.move = article_move,
	.enter = article_enter,
	.tab = article_tab,
	.group = article_group,
	.find = article_find,
	.click = article_click,
	.title = article_title,
};
