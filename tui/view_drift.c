/* One statement as two articles word it, side by side or one below the other;
   Tab goes through the claims that are tied to it.  In its position, `cursor`
   is the other claim, `link` the chosen side and `first` the first line. */
#include <string.h>

#include "core/drift.h"
#include "core/layout.h"
#include "tui/actions.h"
#include "tui/card.h"
#include "tui/jump.h"
#include "tui/views.h"

enum { BESIDE_FROM = 80, BESIDE_LEAST = 40, COLUMN_MOST = 72 };

/* A text to be wrapped, with the bytes of it that differ. */
struct prose {
	const char *text; /* in the page's arena */
	size_t len;
	const struct span *differ;
	size_t differ_count;
	enum style style;
	bool chosen; /* the chosen side's name: ☞ before it */
};

/* A row of one or two proses. */
struct page_line {
	const struct prose *proses[2]; /* NULL: nothing there */
	struct span bytes[2];
	bool rule;
	char joint; /* of a rule with the bar between the columns: + or ^ */
};

/* All rows of the view, of which the screen shows some. */
struct page {
	struct app *app;
	struct arena arena;
	ARRAY(struct page_line) lines;
	bool beside;
	size_t divider;    /* column of the bar between the two */
	size_t columns[2]; /* of text */
};

static struct prose *prose_take(struct page *page, struct str *text,
				enum style style)
{
	struct prose *prose = arena_alloc(&page->arena, sizeof *prose);
	prose->text = arena_strndup(&page->arena, str_get(text), text->len);
	prose->len = text->len;
	prose->style = style;
	str_clear(text);
	return prose;
}

/* Adds the proses, either of which may be NULL, next to each other. */
static void page_pair(struct page *page, const struct prose *left,
		      const struct prose *right)
{
	const struct prose *proses[2] = {left, right};
	size_t first = page->lines.count;
	for (int side = 0; side < 2; side++) {
		struct rows rows = {0};
		if (!proses[side])
			continue;
		layout_text(&rows, proses[side]->text,
			    (struct span){0, proses[side]->len},
			    page->columns[side], page->app->options.charset);
		for (size_t i = 0; i < rows.list.count; i++) {
			const struct row *row = &rows.list.items[i];
			if (first + i == page->lines.count)
				array_push(&page->lines,
					   (struct page_line){.rule = false});
			struct page_line *line = &page->lines.items[first + i];
			line->proses[side] = proses[side];
			line->bytes[side] = (struct span){row->span.start,
							  row->shown};
		}
		layout_release(&rows);
	}
}

static void page_rule(struct page *page, char joint)
{
	array_push(&page->lines,
		   ((struct page_line){.rule = true, .joint = joint}));
}

static void claim_short(struct str *out, const struct claim *claim)
{
	str_adds(out, claim->entry->short_title);
	if (claim->number)
		str_addf(out, " %zu", claim->number);
}

static void add_speakers(struct str *out, const struct app *app,
			 const struct claim *claim)
{
	for (size_t i = 0; i < claim->speakers.count; i++) {
		const struct speaker *who = claim->speakers.items[i];
		str_addf(out, "%s%s", i ? ", " : "",
			 !who->nobody ? who->name
			 : strcmp(who->id, "unknown") == 0
				 ? app_text(app, MSG_SPEAKER_UNKNOWN)
				 : app_text(app, MSG_SPEAKER_ARTICLE));
	}
}

/* "Tom Burt, direct speech, by TechCrunch, 2020-12-21" */
static struct prose *who_make(struct page *page, const struct claim *claim)
{
	struct app *app = page->app;
	struct str text = {0};
	const char *date = claim_date(claim);
	add_speakers(&text, app, claim);
	if (claim->quote != QUOTE_NONE)
		str_addf(&text, ", %s",
			 message_quote(app->options.language, claim->quote));
	for (size_t i = 0; i < claim->via.count; i++)
		str_addf(&text, "%s%s", i ? ", " : app_text(app, MSG_COMMA_VIA),
			 claim->via.items[i]->short_name);
	if (date)
		str_addf(&text, ", %s", date);
	struct prose *prose = prose_take(page, &text, STYLE_TEXT);
	str_release(&text);
	return prose;
}

static struct prose *verb_make(struct page *page, const struct claim *claim)
{
	struct app *app = page->app;
	struct str text = {0};
	str_adds(&text, app_text(app, MSG_DRIFT_VERB));
	if (claim->cue_words)
		message_add(&text, app->options.language, MSG_QUOTED,
			    claim->cue_words);
	else
		str_adds(&text, "—");
	struct prose *prose = prose_take(page, &text, STYLE_DIM);
	str_release(&text);
	return prose;
}

static struct prose *name_make(struct page *page, const struct claim *claim,
			       bool chosen)
{
	struct str text = {0};
	claim_short(&text, claim);
	struct prose *prose = prose_take(page, &text, STYLE_HEADING);
	prose->chosen = chosen;
	str_release(&text);
	return prose;
}

static void add_word(struct str *out, const struct drift_side *side,
		     const struct drift_word *word)
{
	str_add(out, side->claim->entry->article.text + word->span.start,
		word->span.end - word->span.start);
}

/* The side's words; runs of those that differ stand in [ ]. */
static struct prose *words_make(struct page *page,
				const struct drift_side *side)
{
	struct str text = {0};
	ARRAY(struct span) differ = {0};
	size_t start = 0, count = side->words.count;
	const struct drift_word *words = side->words.items;
	for (size_t i = 0; i < count; i++) {
		const struct drift_word *word = &words[i];
		if (i)
			str_addc(&text, ' ');
		if (word->gap)
			str_adds(&text, "(…) ");
		if (!word->common && (!i || words[i - 1].common || word->gap)) {
			start = text.len;
			str_addc(&text, '[');
		}
		add_word(&text, side, word);
		if (!word->common && (i + 1 == count || words[i + 1].common ||
				      words[i + 1].gap)) {
			str_addc(&text, ']');
			array_push(&differ, ((struct span){start, text.len}));
		}
	}
	if (side->cut)
		str_adds(&text, " …");
	struct prose *prose = prose_take(page, &text, STYLE_TEXT);
	prose->differ_count = differ.count;
	prose->differ = arena_copy(&page->arena, differ.items, differ.count,
				   sizeof *differ.items);
	array_release(&differ);
	str_release(&text);
	return prose;
}

static void page_whole(struct page *page, struct str *text, enum style style)
{
	size_t column = page->columns[0];
	if (page->beside)
		page->columns[0] += page->columns[1] + 3;
	page_pair(page, prose_take(page, text, style), NULL);
	page->columns[0] = column;
}

static void add_count(struct page *page, const struct drift *drift)
{
	enum language language = page->app->options.language;
	struct str text = {0};
	char left[32], right[32];
	snprintf(left, sizeof left, "%zu", drift->sides[0].words.count);
	snprintf(right, sizeof right, "%zu", drift->sides[1].words.count);
	message_count(&text, language, MSG_DRIFT_COMMON, drift->common);
	message_add(&text, language, MSG_DRIFT_OF, left, right);
	page_whole(page, &text, STYLE_TEXT);
	str_release(&text);
}

/* How the two are tied where no relation says it, and what the annotator
   says of those that do. */
static void add_tie(struct page *page, const struct claim *claim,
		    const struct drift_tie *tie)
{
	enum language language = page->app->options.language;
	struct str text = {0};
	if (tie->by == DRIFT_POINT)
		message_add(&text, language, MSG_DRIFT_SAME_POINT,
			    tie->point->title);
	else if (tie->by == DRIFT_CHAIN)
		str_adds(&text, message(language, MSG_DRIFT_CHAIN));
	if (text.len)
		page_whole(page, &text, STYLE_DIM);
	for (size_t i = 0; i < claim->end_count; i++) {
		const struct relation_end *end = &claim->ends[i];
		if (end->other != tie->claim || !end->relation->note)
			continue;
		str_adds(&text, "✎ ");
		if (end->relation->kind != RELATION_REPEATS)
			str_addf(&text, "%s%s",
				 message_relation(language, end->relation->kind,
						  end->reverse),
				 message(language, MSG_COLON));
		str_adds(&text, end->relation->note);
		page_whole(page, &text, STYLE_TEXT);
	}
	str_release(&text);
}

static void sources_list(struct str *out, const struct claim *claim)
{
	for (size_t i = 0; i < claim->sources.count; i++) {
		const struct source *source = claim->sources.items[i];
		str_addf(out, "%s%s", i ? " · " : "", source->title);
		if (source->date)
			str_addf(out, ", %s", source->date);
		if (source->lang)
			str_addf(out, " (%s)", source->lang);
	}
}

static void add_sources(struct page *page, const struct drift *drift)
{
	const char *colon = app_text(page->app, MSG_COLON);
	struct str lists[2] = {{0}, {0}}, text = {0};
	for (int side = 0; side < 2; side++)
		sources_list(&lists[side], drift->sides[side].claim);
	bool same = lists[0].len &&
		    strcmp(str_get(&lists[0]), str_get(&lists[1])) == 0;
	for (int side = 0; side < 2 - same; side++) {
		str_adds(&text, "◦ ");
		if (same)
			str_adds(&text, app_text(page->app, MSG_DRIFT_BOTH));
		else
			claim_short(&text, drift->sides[side].claim);
		str_addf(&text, "%s%s", colon,
			 lists[side].len ? str_get(&lists[side])
					 : app_text(page->app, MSG_NO_SOURCE));
		page_whole(page, &text, STYLE_DIM);
	}
	for (int side = 0; side < 2; side++)
		str_release(&lists[side]);
	str_release(&text);
}

static void page_size(struct page *page)
{
	const struct app *app = page->app;
	size_t columns = app->term.columns;
	bool wide = columns >= BESIDE_FROM;
	page->beside = wide;
	if (app->at.turned)
		page->beside = !wide && columns >= BESIDE_LEAST;
	if (!page->beside) {
		page->columns[0] = columns > 3 ? columns - 2 : 1;
		if (page->columns[0] > COLUMN_MOST)
			page->columns[0] = COLUMN_MOST;
		page->columns[1] = page->columns[0];
		return;
	}
	size_t half = columns / 2;
	page->divider = half < COLUMN_MOST + 2 ? half : COLUMN_MOST + 2;
	page->columns[0] = page->divider - 2;
	page->columns[1] = columns - page->divider - 3;
	if (page->columns[1] > COLUMN_MOST)
		page->columns[1] = COLUMN_MOST;
}

static void page_make(struct page *page, const struct claim *claim,
		      const struct drift_tie *tie)
{
	struct drift drift = {0};
	struct prose *heads[2][3], *words[2];
	page_size(page);
	drift_compare(&drift, claim, tie->claim);
	for (size_t side = 0; side < 2; side++) {
		const struct claim *one = drift.sides[side].claim;
		heads[side][0] = name_make(page, one,
					   page->app->at.link == side);
		heads[side][1] = who_make(page, one);
		heads[side][2] = verb_make(page, one);
		words[side] = words_make(page, &drift.sides[side]);
	}
	if (page->beside) {
		for (int i = 0; i < 3; i++)
			page_pair(page, heads[0][i], heads[1][i]);
		page_rule(page, '+');
		page_pair(page, words[0], words[1]);
		page_rule(page, '^');
	} else {
		for (int side = 0; side < 2; side++) {
			for (int i = 0; i < 3; i++)
				page_pair(page, heads[side][i], NULL);
			array_push(&page->lines,
				   (struct page_line){.rule = false});
			page_pair(page, words[side], NULL);
			page_rule(page, ' ');
		}
	}
	add_count(page, &drift);
	add_tie(page, claim, tie);
	add_sources(page, &drift);
	drift_release(&drift);
}

static void draw_prose(struct app *app, const struct prose *prose,
		       struct span bytes, size_t row, size_t column)
{
	size_t used = 0, next = 0;
	if (prose->chosen && !bytes.start && column)
		term_fit(&app->term, row, column - 1, 1, "☞", STYLE_NUMBER);
	for (size_t at = bytes.start, until; at < bytes.end; at = until) {
		while (next < prose->differ_count &&
		       prose->differ[next].end <= at)
			next++;
		bool differs = next < prose->differ_count &&
			       prose->differ[next].start <= at;
		until = next == prose->differ_count ? bytes.end
			: differs                   ? prose->differ[next].end
						    : prose->differ[next].start;
		if (until > bytes.end)
			until = bytes.end;
		used += term_run(&app->term, row, column + used, column,
				 app->term.columns, prose->text + at,
				 until - at,
				 differs ? STYLE_DIFFERS : prose->style);
	}
}

static void draw_line(const struct page *page, const struct page_line *line,
		      size_t row, bool bar)
{
	struct app *app = page->app;
	struct term *term = &app->term;
	if (line->rule) {
		term_rule(term, row, 0, term->columns);
		if (page->beside)
			term_fit(term, row, page->divider, 1,
				 line->joint == '+' ? "┼" : "┴", STYLE_RULE);
		return;
	}
	if (bar)
		term_bar(term, row, page->divider, 1);
	for (int side = 0; side < 2; side++)
		if (line->proses[side])
			draw_prose(app, line->proses[side], line->bytes[side],
				   row, side ? page->divider + 2 : 1);
}

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

static void drift_draw(struct app *app)
{
	struct drift_ties ties = {0};
	struct page page = {.app = app};
	struct box box = drift_box(app);
	ties_find(app, &ties);
	if (app->at.cursor < ties.list.count) {
		page_make(&page, app->at.about,
			  &ties.list.items[app->at.cursor]);
		size_t count = page.lines.count;
		size_t last = count > box.rows ? count - box.rows : 0;
		size_t end = 0; /* of the bar between the columns */
		while (page.beside && end < count &&
		       page.lines.items[end].joint != '^')
			end++;
		if (app->at.first > last)
			app->at.first = last;
		for (size_t i = 0; i < box.rows && app->at.first + i < count;
		     i++) {
			size_t at = app->at.first + i;
			draw_line(&page, &page.lines.items[at], box.row + i,
				  at < end);
		}
	} else if (box.rows) {
		term_fit(&app->term, box.row, 1, app->term.columns,
			 app_text(app, MSG_NO_DRIFT), STYLE_DIM);
	}
	array_release(&page.lines);
	arena_release(&page.arena);
	array_release(&ties.list);
}

static void drift_move(struct app *app, enum motion motion, long count,
		       bool given)
{
	struct box box = drift_box(app);
	long page = box.rows ? (long)box.rows : 1;
	long at = (long)app->at.first;
	switch (motion) {
	case MOTION_ROW:
		at += count;
		break;
	case MOTION_PAGE:
		at += count * page;
		break;
	case MOTION_HALF:
		at += count * ((page + 1) / 2);
		break;
	case MOTION_START:
	case MOTION_PERCENT:
		at = given && motion == MOTION_START ? count - 1 : 0;
		break;
	case MOTION_END:
		at = 1L << 30; /* drawing stops at the last row */
		break;
	}
	app->at.first = at > 0 ? (size_t)at : 0;
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

static void drift_enter(struct app *app)
{
	struct drift_ties ties = {0};
	ties_find(app, &ties);
	if (app->at.cursor < ties.list.count)
		jump_to_claim(app,
			      app->at.link
				      ? ties.list.items[app->at.cursor].claim
				      : app->at.about,
			      true);
	array_release(&ties.list);
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
		const char *text = ties.list.items[at].claim->text;
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
		claim_short(left, app->at.about);
		str_adds(left, tie->by == DRIFT_POINT ? " · " : " = ");
		claim_short(left, tie->claim);
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
	if (app->term.columns >= BESIDE_LEAST)
		app->at.turned = !app->at.turned;
	else
		app_message(app, MSG_NO_ROOM_TO_TURN, NULL);
	return true;
}

const struct view_ops view_drift = {
	.draw = drift_draw,
	.move = drift_move,
	.enter = drift_enter,
	.tab = drift_tab,
	.group = drift_group,
	.find = drift_find_text,
	.title = drift_title,
	.open = drift_open,
	.act = drift_act,
};
