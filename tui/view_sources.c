/* On what ground: every source, who cites it, and what rests on it alone. */
#include <string.h>

#include "core/filter.h"
#include "core/grounds.h"
#include "tui/card.h"
#include "tui/cells.h"
#include "tui/fold_list.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/views.h"

enum { MIDDLE = 60, WIDE = 100, WHO_COLUMNS = 14 };

struct source_list {
	struct grounds *grounds;
	struct fold_shape shape;
};

/* The lines that come first under a heading. */
enum head { HEAD_NONE, HEAD_WHAT, HEAD_WHO, HEAD_WHERE };

/* What a row is: a ground's heading, what the source is, who cites it, where,
   a question that it speaks to, or a claim that rests on it. */
struct line {
	const struct ground *ground;
	enum head head;
	const struct ground_point *point;
	struct claim *claim;
	bool alone;
};

/* How many lines of enum head there are: the want of a source has no first,
   and a source that none cites no others. */
static size_t head_lines(const struct ground *ground)
{
	return (ground->source != NULL) + (ground->count ? 2 : 0);
}

static const struct source_list *sources_get(struct app *app)
{
	if (app->sources)
		return app->sources;
	struct arena *arena = &app->dossier->arena;
	struct grounds *grounds = grounds_new(app->dossier, app->xref);
	size_t *start = arena_alloc(arena,
				    (grounds->count + 1) * sizeof *start);
	for (size_t i = 0; i < grounds->count; i++) {
		const struct ground *ground = &grounds->list[i];
		start[i + 1] = start[i] + 1 + head_lines(ground) +
			       ground->point_count + ground->count;
	}
	app->sources = arena_alloc(arena, sizeof *app->sources);
	app->sources->grounds = grounds;
	app->sources->shape = (struct fold_shape){grounds->count, start};
	return app->sources;
}

static const struct fold_shape *sources_shape(struct app *app)
{
	return &sources_get(app)->shape;
}

static struct line line_get(struct app *app, struct fold_place place)
{
	const struct ground *ground =
		&sources_get(app)->grounds->list[place.group];
	struct line line = {.ground = ground};
	if (!place.line)
		return line;
	if (place.line <= head_lines(ground)) {
		size_t first = ground->source ? HEAD_WHAT : HEAD_WHO;
		line.head = (enum head)(first + place.line - 1);
		return line;
	}
	size_t at = place.line - 1 - head_lines(ground);
	if (at < ground->point_count) {
		line.point = &ground->points[at];
		return line;
	}
	at -= ground->point_count;
	line.claim = ground->claims[at];
	line.alone = ground->source && at < ground->alone;
	return line;
}

/* Tab goes from claim to claim. */
static bool sources_stop(struct app *app, struct fold_place place)
{
	return line_get(app, place).claim;
}

static void sources_row(struct app *app, struct fold_place place, bool closed,
			size_t columns, struct list_row *row);

static const struct fold_ops folding = {sources_shape, sources_stop,
					sources_row};

static size_t sources_count(struct app *app)
{
	return fold_rows(sources_shape(app), app->at.folds);
}

/* "court filing, 2019-10, by WhatsApp, Facebook" */
static void what_add(struct app *app, struct str *out,
		     const struct source *source)
{
	str_adds(out, message_source_kind(app->options.language, source->kind));
	if (source->date)
		str_addf(out, ", %s", source->date);
	for (size_t i = 0; i < source->authors->count; i++)
		str_addf(out, "%s%s", i ? ", " : app_text(app, MSG_COMMA_BY),
			 source->authors->items[i]->short_name);
}

/* "22 claims, 5 articles, 20 on it alone"; under a filter the claims that
   pass. */
static void weight_cell(struct app *app, struct list_row *row, size_t columns,
			const struct ground *ground)
{
	enum language language = app->options.language;
	struct str words = {0};
	if (!ground->count) {
		str_adds(&words, app_text(app, MSG_GROUND_UNUSED));
		cell_right(app, row, &words, STYLE_DIM);
		return;
	}
	message_count(&words, language, MSG_CLAIM_COUNT_SHORT,
		      app->at.filter ? row->part : ground->count);
	if (app->at.filter) {
		cell_right(app, row, &words, STYLE_DIM);
		return;
	}
	if (columns >= WIDE) {
		str_adds(&words, ", ");
		message_count(&words, language, MSG_ARTICLE_COUNT,
			      ground->entry_count);
	}
	if (ground->source && columns >= MIDDLE) {
		str_adds(&words, ", ");
		message_count(&words, language, MSG_GROUND_ALONE,
			      ground->alone);
	}
	cell_right(app, row, &words, STYLE_DIM);
}

static void ground_row(struct app *app, const struct ground *ground,
		       bool closed, size_t columns, struct list_row *row)
{
	row->heading = true;
	struct str *text = list_cell(row, 0, STYLE_HEADING);
	cell_fold(text, closed);
	if (ground->source)
		str_adds(text, ground->source->title);
	else
		str_adds(text, app_text(app, MSG_GROUND_NONE));
	weight_cell(app, row, columns, ground);
}

/* "cited by WhatsApp 9, Facebook 6": as many as may have room in a row. */
static void who_add(struct app *app, struct str *out, size_t columns,
		    const struct ground *ground)
{
	str_adds(out, app_text(app, ground->source ? MSG_GROUND_CITED
						   : MSG_GROUND_SAID));
	for (size_t i = 0; i < ground->speaker_count && i < columns; i++) {
		const struct speaker *who = ground->speakers[i].speaker;
		const char *name = who->short_name;
		if (who->nobody)
			name = app_text(app, who->index ? MSG_SPEAKER_UNKNOWN
							: MSG_SPEAKER_ARTICLE);
		str_addf(out, "%s%s %zu", i ? ", " : "", name,
			 ground->speakers[i].claims);
	}
}

/* "in Décision 8, Renfort 5": as many as may have room in a row. */
static void where_add(struct app *app, struct str *out, size_t columns,
		      const struct ground *ground)
{
	str_adds(out, app_text(app, MSG_GROUND_IN));
	for (size_t i = 0; i < ground->entry_count && i < columns; i++)
		str_addf(out, "%s%s %zu", i ? ", " : "",
			 ground->entries[i].entry->short_title,
			 ground->entries[i].claims);
}

static void head_row(struct app *app, const struct line *line, size_t columns,
		     struct list_row *row)
{
	struct str *text = list_cell(row, 0, STYLE_DIM);
	str_adds(text, "  ");
	if (line->head == HEAD_WHAT)
		what_add(app, text, line->ground->source);
	else if (line->head == HEAD_WHO)
		who_add(app, text, columns, line->ground);
	else
		where_add(app, text, columns, line->ground);
}

/* "  x How many?     4 articles, 2 independent sources" */
static void point_row(struct app *app, const struct line *line, size_t columns,
		      struct list_row *row)
{
	enum language language = app->options.language;
	const struct point *point = line->point->point;
	const struct support *support =
		&sources_get(app)->grounds->support[point->index];
	struct str words = {0};
	str_addf(list_cell(row, 0, STYLE_TEXT), "  x %s",
		 columns >= WIDE ? point->title : point->short_title);
	message_count(&words, language, MSG_ARTICLE_COUNT, support->articles);
	if (support->independent && columns >= MIDDLE) {
		str_adds(&words, ", ");
		message_count(&words, language, MSG_INDEPENDENT,
			      support->independent);
	}
	if (support->independent && support->unsourced && columns >= MIDDLE)
		message_count(&words, language, MSG_WITHOUT_SOURCE,
			      support->unsourced);
	if (line->point->only)
		str_addf(&words, " · %s",
			 app_text(app, line->ground->source
					       ? MSG_GROUND_ONLY
					       : MSG_GROUND_NEVER));
	cell_right(app, row, &words,
		   line->point->only ? STYLE_CONFLICT : STYLE_DIM);
}

static void claim_row(struct app *app, const struct line *line, size_t columns,
		      struct list_row *row)
{
	const struct claim *claim = line->claim;
	struct str speakers = {0};
	if (line->ground->source) {
		struct str *text = list_cell(row, 7, STYLE_STRONG);
		if (line->alone)
			str_addf(text, "  %s", app_text(app, MSG_ALONE));
		else
			str_addf(text, "  +%zu", claim->sources->count - 1);
	} else {
		list_cell(row, 1, STYLE_TEXT);
	}
	cell_place(app, row,
		   columns >= WIDE     ? 16
		   : columns >= MIDDLE ? 14
				       : 10,
		   claim);
	card_speakers(&speakers, claim->speakers);
	if (columns >= WIDE)
		str_adds(list_cell(row, WHO_COLUMNS, STYLE_STRONG),
			 str_get(&speakers));
	struct str *text = list_cell(row, 0, STYLE_TEXT);
	if (columns < WIDE && columns >= MIDDLE && speakers.len)
		str_addf(text, "%s · ", str_get(&speakers));
	str_adds(text, claim_text(claim));
	cell_marks(app, row, claim);
	str_release(&speakers);
}

static void sources_row(struct app *app, struct fold_place place, bool closed,
			size_t columns, struct list_row *row)
{
	struct line line = line_get(app, place);
	if (line.claim)
		claim_row(app, &line, columns, row);
	else if (line.point)
		point_row(app, &line, columns, row);
	else if (line.head)
		head_row(app, &line, columns, row);
	else
		ground_row(app, line.ground, closed, columns, row);
}

static void sources_enter(struct app *app, size_t i)
{
	struct line line = line_get(
		app, fold_find(sources_shape(app), app->at.folds, i));
	if (line.claim)
		jump_to_claim(app, line.claim, true);
	else
		fold_toggle(app, &folding);
}

static bool sources_pass(struct app *app, size_t i, const struct filter *filter)
{
	struct line line = line_get(
		app, fold_find(sources_shape(app), app->at.folds, i));
	return line.claim && filter_matches(filter, line.claim);
}

static bool sources_heading(struct app *app, size_t i)
{
	return !fold_find(sources_shape(app), app->at.folds, i).line;
}

static struct claim *sources_claim(struct app *app, size_t i)
{
	return line_get(app, fold_find(sources_shape(app), app->at.folds, i))
		.claim;
}

static const char *sources_id(struct app *app, size_t i)
{
	struct fold_place place = fold_find(sources_shape(app), app->at.folds,
					    i);
	const struct source *source = line_get(app, place).ground->source;
	return place.line || !source ? NULL : source->id;
}

static const struct list_ops sources = {
	.count = sources_count,
	.row = fold_list_row,
	.enter = sources_enter,
	.claim = sources_claim,
	.id = sources_id,
	.folding = &folding,
	.empty = MSG_NO_SOURCES,
	.passes = sources_pass,
	.heading = sources_heading,
};

/* At the open card's source, the card's claim chosen. */
static void sources_open(struct app *app)
{
	const struct source_list *list = sources_get(app);
	const struct claim *claim = app->at.about;
	app->at.folds = NULL;
	if (!claim)
		return;
	struct fold_place place = {grounds_find(list->grounds, claim), 0};
	const struct ground *ground = &list->grounds->list[place.group];
	app->at.first = fold_row(&list->shape, NULL, place);
	while (place.line < ground->count &&
	       ground->claims[place.line] != claim)
		place.line++;
	place.line += 1 + head_lines(ground) + ground->point_count;
	fold_choose(app, &folding, place);
}

static void sources_title(struct app *app, struct str *left, struct str *right)
{
	const struct dossier *dossier = app->dossier;
	enum language language = app->options.language;
	str_adds(left, app_text(app, MSG_TITLE_SOURCES));
	if (dossier->title)
		str_addf(left, " · %s", dossier->title);
	message_count(right, language, MSG_SOURCE_COUNT, dossier->source_count);
	str_adds(right, "   ");
	message_count(right, language, MSG_CLAIM_COUNT, dossier->claim_count);
}

/* Ready before the view is asked for. */
static void sources_ready(struct app *app)
{
	sources_get(app);
}

const struct view_ops view_sources = {
	.draw = list_draw,
	.move = list_move,
	.enter = list_enter,
	.tab = fold_tab,
	.group = fold_group,
	.find = rows_find,
	.rows = list_rows,
	.matches = list_matches,
	.click = list_click,
	.list = &sources,
	.title = sources_title,
	.open = sources_open,
	.act = fold_act,
	.ready = sources_ready,
};
