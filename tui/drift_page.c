#include "tui/drift_page.h"

#include <string.h>

#include "core/layout.h"
#include "tui/card.h"

enum { BESIDE_FROM = 80, COLUMN_MOST = 72 };

/* A text to be wrapped, with the bytes of it that differ. */
struct prose {
	const char *text; /* in the page's arena */
	size_t len;
	const struct span *differ;
	size_t differ_count;
	enum style style;
	bool chosen; /* the chosen side's name: ☞ before it */
};

static struct prose *prose_take(struct drift_page *page, struct str *text,
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
static void page_pair(struct drift_page *page, const struct prose *left,
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
					   (struct drift_line){.rule = false});
			struct drift_line *line = &page->lines.items[first + i];
			line->proses[side] = proses[side];
			line->bytes[side] = (struct span){row->span.start,
							  row->shown};
		}
		layout_release(&rows);
	}
}

static void page_rule(struct drift_page *page, char joint)
{
	array_push(&page->lines,
		   ((struct drift_line){.rule = true, .joint = joint}));
}

void drift_name(struct str *out, const struct claim *claim)
{
	str_adds(out, claim->entry->short_title);
	if (claim->number)
		str_addf(out, " %u", claim->number);
}

static void add_speakers(struct str *out, const struct app *app,
			 const struct claim *claim)
{
	for (size_t i = 0; i < claim->speakers->count; i++) {
		const struct speaker *who = claim->speakers->items[i];
		str_addf(out, "%s%s", i ? ", " : "",
			 !who->nobody ? who->name
			 : strcmp(who->id, "unknown") == 0
				 ? app_text(app, MSG_SPEAKER_UNKNOWN)
				 : app_text(app, MSG_SPEAKER_ARTICLE));
	}
}

/* "Tom Burt, direct speech, by TechCrunch, 2020-12-21" */
static struct prose *who_make(struct drift_page *page,
			      const struct claim *claim)
{
	struct app *app = page->app;
	struct str text = {0};
	const char *date = claim_date(claim);
	add_speakers(&text, app, claim);
	if (claim->quote != QUOTE_NONE)
		str_addf(&text, ", %s",
			 message_quote(app->options.language, claim->quote));
	for (size_t i = 0; i < claim_more(claim).via->count; i++)
		str_addf(&text, "%s%s", i ? ", " : app_text(app, MSG_COMMA_VIA),
			 claim_more(claim).via->items[i]->short_name);
	if (date)
		str_addf(&text, ", %s", date);
	struct prose *prose = prose_take(page, &text, STYLE_TEXT);
	str_release(&text);
	return prose;
}

static struct prose *verb_make(struct drift_page *page,
			       const struct claim *claim)
{
	struct app *app = page->app;
	struct str text = {0};
	str_adds(&text, app_text(app, MSG_DRIFT_VERB));
	if (claim_more(claim).cue_words)
		message_add(&text, app->options.language, MSG_QUOTED,
			    claim_more(claim).cue_words);
	else
		str_adds(&text, "—");
	struct prose *prose = prose_take(page, &text, STYLE_DIM);
	str_release(&text);
	return prose;
}

static struct prose *name_make(struct drift_page *page,
			       const struct claim *claim, bool chosen)
{
	struct str text = {0};
	drift_name(&text, claim);
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
static struct prose *words_make(struct drift_page *page,
				const struct drift_side *side)
{
	struct str text = {0};
	ARRAY(struct span) differ = {0};
	size_t start = 0, count = side->words.count;
	const struct drift_word *words = side->words.items;
	for (size_t i = 0; i < count; i++) {
		const struct drift_word *word = &words[i];
		if (i && !word->joined)
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

static void page_whole(struct drift_page *page, struct str *text,
		       enum style style)
{
	size_t column = page->columns[0];
	if (page->beside)
		page->columns[0] += page->columns[1] + 3;
	page_pair(page, prose_take(page, text, style), NULL);
	page->columns[0] = column;
}

static void add_count(struct drift_page *page, const struct drift *drift)
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
static void add_tie(struct drift_page *page, const struct claim *claim,
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
	for (size_t i = 0; i < claim_end_count(claim); i++) {
		const struct relation_end *end = &claim_ends(claim)[i];
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
	for (size_t i = 0; i < claim->sources->count; i++) {
		const struct source *source = claim->sources->items[i];
		str_addf(out, "%s%s", i ? " · " : "", source->title);
		if (source->date)
			str_addf(out, ", %s", source->date);
		if (source->lang)
			str_addf(out, " (%s)", source->lang);
	}
}

/* A claim whose speaker answers for it needs no source. */
static void add_sources(struct drift_page *page, const struct drift *drift)
{
	const char *colon = app_text(page->app, MSG_COLON);
	struct str lists[2] = {{0}, {0}}, text = {0};
	for (int side = 0; side < 2; side++) {
		const struct claim *claim = drift->sides[side].claim;
		sources_list(&lists[side], claim);
		if (xref_unsourced(claim))
			str_adds(&lists[side],
				 app_text(page->app, MSG_NO_SOURCE));
	}
	bool same = strcmp(str_get(&lists[0]), str_get(&lists[1])) == 0;
	for (int side = 0; side < 2 - same; side++) {
		if (!lists[side].len)
			continue;
		str_adds(&text, "◦ ");
		if (same)
			str_adds(&text, app_text(page->app, MSG_DRIFT_BOTH));
		else
			drift_name(&text, drift->sides[side].claim);
		str_addf(&text, "%s%s", colon, str_get(&lists[side]));
		page_whole(page, &text, STYLE_DIM);
	}
	for (int side = 0; side < 2; side++)
		str_release(&lists[side]);
	str_release(&text);
}

static void page_size(struct drift_page *page)
{
	const struct app *app = page->app;
	size_t columns = app->term.columns;
	bool wide = columns >= BESIDE_FROM;
	page->beside = wide;
	if (app->at.turned)
		page->beside = !wide && columns >= DRIFT_LEAST;
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

void drift_page_make(struct drift_page *page, struct app *app,
		     const struct claim *claim, const struct drift_tie *tie)
{
	struct drift drift = {0};
	struct prose *heads[2][3], *words[2];
	page->app = app;
	page_size(page);
	drift_compare(&drift, claim, tie->claim);
	for (size_t side = 0; side < 2; side++) {
		const struct claim *one = drift.sides[side].claim;
		heads[side][0] = name_make(page, one, app->at.link == side);
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
				   (struct drift_line){.rule = false});
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

static void draw_line(const struct drift_page *page,
		      const struct drift_line *line, size_t row, bool bar)
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

void drift_page_draw(const struct drift_page *page, size_t first, size_t row,
		     size_t rows)
{
	size_t count = page->lines.count, end = 0; /* of the bar */
	while (page->beside && end < count &&
	       page->lines.items[end].joint != '^')
		end++;
	for (size_t i = 0; i < rows && first + i < count; i++)
		draw_line(page, &page->lines.items[first + i], row + i,
			  first + i < end);
}

void drift_page_release(struct drift_page *page)
{
	array_release(&page->lines);
	arena_release(&page->arena);
}
