/* Who said what: every speaker's statements through all articles by date. */
#include <string.h>

#include "core/filter.h"
#include "core/voices.h"
#include "tui/card.h"
#include "tui/cells.h"
#include "tui/fold_list.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/views.h"

enum { MIDDLE = 60, WIDE = 100, DATE_COLUMNS = 12, MANNER_COLUMNS = 14 };

struct voice_list {
	struct voices *voices;
	struct fold_shape shape;
};

/* What a row is. */
struct line {
	const struct voice *voice;
	const struct voice *person; /* one who speaks for it */
	struct claim *claim;        /* a statement */
	const char *date;           /* of the statement */
	const char *last_date; /* of the one before it; the first has none */
	bool first;
	const struct tie *tie; /* of the statement */
};

static const struct voice_list *voices_get(struct app *app)
{
	if (app->voices)
		return app->voices;
	struct arena *arena = &app->dossier->arena;
	struct voices *voices = voices_new(app->dossier, app->xref);
	size_t *start = arena_alloc(arena, (voices->count + 1) * sizeof *start);
	for (size_t i = 0; i < voices->count; i++)
		start[i + 1] = start[i] + 1 + voices->list[i].people_count +
			       voices->list[i].lines;
	app->voices = arena_alloc(arena, sizeof *app->voices);
	app->voices->voices = voices;
	app->voices->shape = (struct fold_shape){voices->count, start};
	return app->voices;
}

static const struct fold_shape *voices_shape(struct app *app)
{
	return &voices_get(app)->shape;
}

/* Index of the last statement that begins at or before the line. */
static size_t saying_at(const struct voice *voice, size_t line)
{
	size_t low = 0, high = voice->count;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (voice->sayings[middle].line <= line)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static struct line line_get(struct app *app, struct fold_place place)
{
	const struct voices *voices = voices_get(app)->voices;
	struct line line = {.voice = &voices->list[place.group]};
	const struct voice *voice = line.voice;
	if (!place.line)
		return line;
	size_t at = place.line - 1;
	if (at < voice->people_count) {
		line.person = &voices->list[voice->people[at]];
		return line;
	}
	at -= voice->people_count;
	size_t i = saying_at(voice, at);
	const struct saying *saying = &voice->sayings[i];
	line.claim = saying->claim;
	line.date = claim_date(line.claim);
	line.first = !i;
	line.last_date = i ? claim_date(saying[-1].claim) : NULL;
	if (at > saying->line) {
		voice_ties(voice, i, &line.tie);
		line.tie += at - saying->line - 1;
	}
	return line;
}

static bool voices_stop(struct app *app, struct fold_place place)
{
	return !line_get(app, place).tie;
}

static void voices_row(struct app *app, struct fold_place place, bool closed,
		       size_t columns, struct list_row *row);

static const struct fold_ops folding = {voices_shape, voices_stop, voices_row};

static size_t voices_count(struct app *app)
{
	return fold_rows(voices_shape(app), app->at.folds);
}

static void name_add(struct app *app, struct str *out,
		     const struct speaker *who)
{
	if (who->nobody)
		str_adds(out, app_text(app, who->index ? MSG_VOICE_UNKNOWN
						       : MSG_VOICE_ARTICLES));
	else
		str_adds(out, who->name);
	if (who->role)
		str_addf(out, ", %s", who->role);
	/* "head of WhatsApp" says it already. */
	const char *parent = who->parent ? who->parent->short_name : NULL;
	if (parent && !strstr(who->name, parent) &&
	    !(who->role && strstr(who->role, parent)))
		card_parent(out, who);
}

/* "7 statements, 2 articles  ≠3  ! contradicts themself"; under a filter the
   statements that pass. */
static void weight_cell(struct app *app, struct list_row *row, size_t columns,
			const struct voice *voice)
{
	enum language language = app->options.language;
	struct str words = {0};
	if (app->at.filter) {
		message_count(&words, language, MSG_SAID_COUNT, row->part);
		cell_right(app, row, &words, STYLE_DIM);
		return;
	}
	message_count(&words, language, MSG_SAID_COUNT, voice->count);
	if (columns >= WIDE) {
		str_adds(&words, ", ");
		message_count(&words, language, MSG_ARTICLE_COUNT,
			      voice->articles);
	}
	if (voice->contradicted)
		str_addf(&words, "  ≠%zu", voice->contradicted);
	if (voice->versions && columns >= MIDDLE)
		str_addf(&words, "  %s", app_text(app, MSG_VERSIONS));
	enum message self = voice->speaker->nobody ? MSG_ARTICLES_AGAINST_SELF
						   : MSG_AGAINST_SELF;
	if (voice->against_self)
		str_addf(&words, "  %s",
			 columns >= MIDDLE ? app_text(app, self) : "!");
	cell_right(app, row, &words,
		   voice->contradicted ? STYLE_CONFLICT : STYLE_DIM);
}

static void voice_row(struct app *app, const struct voice *voice, bool closed,
		      size_t columns, struct list_row *row)
{
	row->heading = true;
	struct str *text = list_cell(row, 0, STYLE_HEADING);
	cell_fold(text, closed);
	name_add(app, text, voice->speaker);
	weight_cell(app, row, columns, voice);
}

static void person_row(struct app *app, const struct voice *person,
		       size_t columns, struct list_row *row)
{
	struct str *text = list_cell(row, 0, STYLE_STRONG);
	str_adds(text, "  ");
	cell_fold(text, true);
	str_adds(text, person->speaker->name);
	if (person->speaker->role)
		str_addf(text, ", %s", person->speaker->role);
	weight_cell(app, row, columns, person);
}

/* The date, where it is not that of the statement before. */
static void date_cell(struct app *app, const struct line *line,
		      struct list_row *row)
{
	struct str *text = list_cell(row, DATE_COLUMNS, STYLE_DIM);
	const char *date = line->date, *last = line->last_date;
	if (!date && (line->first || last))
		date = app_text(app, MSG_UNDATED);
	else if (date && last && !app->at.filter && strcmp(date, last) == 0)
		date = NULL;
	if (date)
		str_addf(text, "  %s", date);
}

static const char *manner_sign(enum attribution attribution)
{
	static const char *const signs[ATTRIBUTIONS] = {
		[ATTRIBUTION_OWN] = "¶",     [ATTRIBUTION_DIRECT] = "« »",
		[ATTRIBUTION_MIXED] = "«~»", [ATTRIBUTION_INDIRECT] = "ind",
		[ATTRIBUTION_PLAIN] = "",    [ATTRIBUTION_AGENCY] = "@",
		[ATTRIBUTION_UNNAMED] = "?",
	};
	return signs[attribution];
}

/* "by Reuters, TechCrunch"; nothing where nobody stands between. */
static void via_add(struct app *app, struct str *out, const struct claim *claim)
{
	for (size_t i = 0; i < claim_more(claim).via->count; i++)
		str_addf(out, "%s%s", i ? ", " : app_text(app, MSG_VIA),
			 claim_more(claim).via->items[i]->short_name);
}

static void saying_row(struct app *app, const struct line *line, size_t columns,
		       struct list_row *row)
{
	const struct claim *claim = line->claim;
	enum attribution attribution = voices_attribution(
		voices_get(app)->voices, claim, line->voice->speaker);
	struct str via = {0};
	if (columns >= MIDDLE)
		date_cell(app, line, row);
	cell_place(app, row,
		   columns >= WIDE     ? 16
		   : columns >= MIDDLE ? 14
				       : 10,
		   claim);
	str_adds(list_cell(row, 3, STYLE_DIM), manner_sign(attribution));
	via_add(app, &via, claim);
	if (columns >= WIDE) {
		const char *words = app_text(
			app, MSG_SAID_OWN + (enum message)attribution);
		str_adds(list_cell(row, MANNER_COLUMNS, STYLE_DIM),
			 via.len ? str_get(&via) : words);
		str_clear(&via);
	}
	struct str *text = list_cell(row, 0, STYLE_TEXT);
	if (via.len && columns >= MIDDLE)
		str_addf(text, "%s%s", str_get(&via), app_text(app, MSG_COLON));
	str_adds(text, claim_text(claim));
	cell_marks(app, row, claim);
	str_release(&via);
}

static void tie_words(struct app *app, const struct line *line, struct str *out)
{
	const struct relation_end *end = &claim_ends(
		line->claim)[line->tie->end];
	enum language language = app->options.language;
	struct str place = {0}, speakers = {0};
	str_addf(&place, "%s ", end->other->entry->short_title);
	if (end->other->number)
		str_addf(&place, "%u", end->other->number);
	else
		str_adds(&place, "?");
	card_speakers(&speakers, end->other->speakers);
	if (!speakers.len)
		str_adds(&speakers,
			 app_text(app, end->other->speakers->items[0]->index
					       ? MSG_SPEAKER_UNKNOWN
					       : MSG_SPEAKER_ARTICLE));
	if (line->tie->kind == TIE_REPEAT)
		message_add(out, language, MSG_TIE_REPEAT, str_get(&place),
			    str_get(&speakers));
	else
		message_add(out, language,
			    line->tie->kind == TIE_SELF ? MSG_TIE_SELF
							: MSG_TIE_VERSIONS,
			    str_get(&place));
	if (end->relation->note)
		str_addf(out, " · %s", end->relation->note);
	str_release(&place);
	str_release(&speakers);
}

static void tie_row(struct app *app, const struct line *line, size_t columns,
		    struct list_row *row)
{
	bool repeat = line->tie->kind == TIE_REPEAT;
	list_cell(row,
		  columns >= WIDE     ? DATE_COLUMNS + 17
		  : columns >= MIDDLE ? DATE_COLUMNS + 15
				      : 2,
		  STYLE_TEXT);
	tie_words(app, line,
		  list_cell(row, 0, repeat ? STYLE_DIM : STYLE_CONFLICT));
}

static void voices_row(struct app *app, struct fold_place place, bool closed,
		       size_t columns, struct list_row *row)
{
	struct line line = line_get(app, place);
	if (line.tie)
		tie_row(app, &line, columns, row);
	else if (line.claim)
		saying_row(app, &line, columns, row);
	else if (line.person)
		person_row(app, line.person, columns, row);
	else
		voice_row(app, line.voice, closed, columns, row);
}

/* The relations of the claim, at the one that ties it: both places. */
static void tie_enter(struct app *app, struct claim *claim, size_t end)
{
	size_t at = 0;
	for (size_t i = 0; i < end; i = xref_next_group(claim, i))
		at++;
	jump_to_view(app, VIEW_LINKS);
	app->at.about = claim;
	app->at.cursor = at;
}

/* The row of someone who speaks for an organisation is a way to theirs. */
static void person_enter(struct app *app, const struct voice *person)
{
	const struct voices *voices = voices_get(app)->voices;
	struct fold_place place = {(size_t)(person - voices->list), 0};
	jump_remember(app);
	if (fold_closed(app->at.folds, place.group))
		app->at.folds = fold_turn(&app->folded, app->at.folds,
					  place.group);
	fold_choose(app, &folding, place);
}

static void voices_enter(struct app *app, size_t i)
{
	struct line line = line_get(
		app, fold_find(voices_shape(app), app->at.folds, i));
	if (line.tie)
		tie_enter(app, line.claim, line.tie->end);
	else if (line.claim)
		jump_to_claim(app, line.claim, true);
	else if (line.person)
		person_enter(app, line.person);
	else
		fold_toggle(app, &folding);
}

/* A statement passes; what ties it to others is not asked. */
static bool voices_pass(struct app *app, size_t i, const struct filter *filter)
{
	struct line line = line_get(
		app, fold_find(voices_shape(app), app->at.folds, i));
	return line.claim && !line.tie && filter_matches(filter, line.claim);
}

static bool voices_heading(struct app *app, size_t i)
{
	return !fold_find(voices_shape(app), app->at.folds, i).line;
}

static struct claim *voices_claim(struct app *app, size_t i)
{
	return line_get(app, fold_find(voices_shape(app), app->at.folds, i))
		.claim;
}

static const char *voices_id(struct app *app, size_t i)
{
	struct fold_place place = fold_find(voices_shape(app), app->at.folds,
					    i);
	return place.line ? NULL : line_get(app, place).voice->speaker->id;
}

static const struct list_ops voice_rows = {
	.count = voices_count,
	.row = fold_list_row,
	.enter = voices_enter,
	.claim = voices_claim,
	.id = voices_id,
	.folding = &folding,
	.empty = MSG_NO_VOICES,
	.passes = voices_pass,
	.heading = voices_heading,
};

/* At the open card's claim, below its speaker. */
static void voices_open(struct app *app)
{
	const struct voice_list *list = voices_get(app);
	const struct claim *claim = app->at.about;
	app->at.folds = NULL;
	if (!claim)
		return;
	struct fold_place place = {
		voices_find(list->voices, claim->speakers->items[0]), 0};
	app->at.first = fold_row(&list->shape, NULL, place);
	const struct voice *voice = &list->voices->list[place.group];
	const struct saying *saying =
		&voice->sayings[voice_saying(voice, claim)];
	place.line = 1 + voice->people_count + saying->line;
	fold_choose(app, &folding, place);
}

static void voices_title(struct app *app, struct str *left, struct str *right)
{
	const struct dossier *dossier = app->dossier;
	enum language language = app->options.language;
	str_adds(left, app_text(app, MSG_TITLE_VOICES));
	if (dossier->title)
		str_addf(left, " · %s", dossier->title);
	message_count(right, language, MSG_VOICE_COUNT,
		      voices_get(app)->voices->count);
	str_adds(right, "   ");
	message_count(right, language, MSG_CLAIM_COUNT, dossier->claim_count);
	str_adds(right, "   ");
	message_count(right, language, MSG_ARTICLE_COUNT, dossier->entry_count);
}

/* Ready before the view is asked for. */
static void voices_ready(struct app *app)
{
	voices_get(app);
}

const struct view_ops view_voices = {
	.draw = list_draw,
	.move = list_move,
	.enter = list_enter,
	.tab = fold_tab,
	.group = fold_group,
	.find = rows_find,
	.rows = list_rows,
	.matches = list_matches,
	.click = list_click,
	.list = &voice_rows,
	.title = voices_title,
	.open = voices_open,
	.act = fold_act,
	.ready = voices_ready,
};
