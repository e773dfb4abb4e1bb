/* What `check` reports, with the line of the file below. */
#include <stdlib.h>
#include <string.h>

#include "core/diag.h"
#include "tui/actions.h"
#include "tui/edit.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/passage.h"
#include "tui/views.h"

enum { LEVEL_COLUMNS = 9, PLACE_COLUMNS = 34, NARROW = 60, WIDE = 96 };

/* Those of the files as they were read last, taken or not. */
static const struct diags *problems_all(const struct app *app)
{
	return app->refused || app->untaken.list.count ? &app->untaken
						       : &app->dossier->diags;
}

static size_t problems_count(struct app *app)
{
	return problems_all(app)->list.count;
}

static const struct diag *problem_get(const struct app *app, size_t i)
{
	return &problems_all(app)->list.items[i];
}

static const char *level_words(const struct app *app, const struct diag *diag)
{
	return app_text(app, diag_level(diag->kind) == DIAG_ERROR
				     ? MSG_PROBLEM_ERROR
				     : MSG_PROBLEM_WARNING);
}

static enum style level_style(const struct diag *diag)
{
	return diag_level(diag->kind) == DIAG_ERROR ? STYLE_CONFLICT
						    : STYLE_DIM;
}

/* "annotations/pont.yaml:12:5", from the dossier's folder; name: without the
   folder. */
static void place_add(struct str *out, const struct app *app,
		      const struct diag *diag, bool name)
{
	const char *file = edit_path(app,
				     diag->place.file ? diag->place.file : "");
	if (name && strrchr(file, '/'))
		file = strrchr(file, '/') + 1;
	str_adds(out, file);
	if (diag->place.line)
		str_addf(out, ":%zu:%zu", diag->place.line, diag->place.column);
}

static void problems_row(struct app *app, size_t i, size_t columns,
			 struct list_row *row)
{
	const struct diag *diag = problem_get(app, i);
	bool wide = columns >= WIDE;
	/* Two files with problems: J and K go from one to the next. */
	row->leads = !i || !diag->place.file ||
		     !problem_get(app, i - 1)->place.file ||
		     strcmp(problem_get(app, i - 1)->place.file,
			    diag->place.file) != 0;
	/* Where columns are few, the level stands below only. */
	if (columns >= NARROW)
		str_adds(list_cell(row, LEVEL_COLUMNS, level_style(diag)),
			 level_words(app, diag));
	size_t place = wide                ? PLACE_COLUMNS
		       : columns >= NARROW ? columns / 4 + 1
					   : columns / 3 + 3;
	place_add(list_cell(row, place, STYLE_NUMBER), app, diag, !wide);
	message_problem(list_cell(row, 0, STYLE_TEXT), app->options.language,
			diag);
}

/* The byte of the article that line and column (from 1) name. */
static size_t article_byte(const struct entry *entry, size_t line,
			   size_t column)
{
	const struct article *article = &entry->article;
	size_t at = 0;
	while (line > 1 && at < article->bytes) {
		const char *end = memchr(article->text + at, '\n',
					 article->bytes - at);
		at = end ? (size_t)(end - article->text) + 1 : article->bytes;
		line--;
	}
	at += column ? column - 1 : 0;
	return at < article->bytes ? at : article->bytes;
}

static bool is_file(const char *path, const char *file)
{
	return path && file && strcmp(path, file) == 0;
}

/* Says why another place than the words' own is shown. */
static void tell_candidate(struct app *app, const struct diag *diag)
{
	enum diag_kind kind = diag->kind;
	bool many = kind == DIAG_AMBIGUOUS || kind == DIAG_AMBIGUOUS_OMISSION;
	app_message(app,
		    many               ? MSG_PROBLEM_FIRST
		    : kind == DIAG_FEW ? MSG_PROBLEM_FEW
				       : MSG_PROBLEM_NEAREST,
		    NULL);
}

/* Goes to the first place that the hint gives: "path:line:column: words". */
static bool go_candidate(struct app *app, const struct diag *diag,
			 struct entry *entry)
{
	char *end;
	size_t len = entry ? strlen(entry->path) : 0;
	if (!diag_hints_places(diag->kind) || !entry || !diag->hint ||
	    strncmp(diag->hint, entry->path, len) != 0 ||
	    diag->hint[len] != ':')
		return false;
	unsigned long line = strtoul(diag->hint + len + 1, &end, 10);
	if (!line || *end != ':')
		return false;
	unsigned long column = strtoul(end + 1, NULL, 10);
	jump_to_offset(app, entry, article_byte(entry, line, column));
	return true;
}

static void problems_enter(struct app *app, size_t i)
{
	const struct diag *diag = problem_get(app, i);
	const struct dossier *dossier = app->dossier;
	struct claim *claim = diag->claim ? dossier_claim(dossier, diag->claim)
					  : NULL;
	struct entry *entry = NULL;
	if (claim && claim_placed(claim)) {
		jump_to_claim(app, claim, true);
		return;
	}
	for (size_t e = 0; e < dossier->entry_count && !entry; e++) {
		struct entry *one = dossier->entries[e];
		if (is_file(one->annotation.file, diag->place.file))
			entry = one;
	}
	if (go_candidate(app, diag, entry)) {
		tell_candidate(app, diag);
		return;
	}
	struct str place = {0};
	place_add(&place, app, diag, false);
	app_message(app, MSG_PROBLEM_THERE, str_get(&place));
	str_release(&place);
}

/* The line of the file, cut so that the caret under it is in view. */
static size_t draw_source(struct app *app, const struct diag *diag,
			  const struct box *box)
{
	struct term *term = &app->term;
	const char *source = diag->source;
	size_t from = 0, caret = diag->caret;
	if (!source || !box->rows)
		return 0;
	size_t columns = utf8_columns(source, caret, term->charset);
	size_t room = box->columns > 12 ? box->columns - 8 : 4;
	while (from < caret && columns > room) {
		size_t n = utf8_cluster(source + from, caret - from);
		columns -= utf8_columns(source + from, n, term->charset);
		from += n;
	}
	size_t cut = from ? term_fit(term, box->row, box->column, 3, "…",
				     STYLE_DIM)
			  : 0;
	term_fit(term, box->row, box->column + cut, box->columns - cut,
		 source + from, STYLE_CLAIM);
	if (box->rows > 1)
		term_fit(term, box->row + 1, box->column + cut + columns, 1,
			 "^", STYLE_NUMBER);
	return 2;
}

static size_t draw_hints(struct app *app, const struct diag *diag,
			 const struct box *box)
{
	bool places = diag_hints_places(diag->kind);
	size_t used = 0;
	for (const char *hint = diag->hint; hint && *hint;) {
		size_t len = strcspn(hint, "\n");
		struct str words = {0}, line = {0};
		struct box rest = passage_below(box, used);
		str_add(&words, hint, len);
		const char *shown = edit_path(app, str_get(&words));
		message_add(&line, app->options.language,
			    places ? MSG_PROBLEM_CANDIDATE : MSG_PROBLEM_NEAR,
			    shown);
		used += passage_text(app, &line, &rest, 2, STYLE_TEXT);
		str_release(&words);
		str_release(&line);
		hint += len + (hint[len] == '\n');
	}
	return used;
}

static void problems_preview(struct app *app, size_t i, const struct box *box)
{
	const struct diag *diag = problem_get(app, i);
	struct str text = {0};
	struct box rest = *box;
	rest.column++;
	rest.columns = rest.columns > 2 ? rest.columns - 2 : 1;
	str_addf(&text, "%s%s", level_words(app, diag),
		 app_text(app, MSG_COLON));
	message_problem(&text, app->options.language, diag);
	rest = passage_below(&rest,
			     passage_text(app, &text, &rest, 2, STYLE_STRONG));
	str_clear(&text);
	place_add(&text, app, diag, false);
	if (diag->claim)
		str_addf(&text, " · %s", diag->claim);
	rest = passage_below(&rest,
			     passage_text(app, &text, &rest, 2, STYLE_DIM));
	rest = passage_below(&rest, draw_source(app, diag, &rest));
	draw_hints(app, diag, &rest);
	str_release(&text);
}

static struct claim *problems_claim(struct app *app, size_t i)
{
	const struct diag *diag = problem_get(app, i);
	return diag->claim ? dossier_claim(app->dossier, diag->claim) : NULL;
}

static const struct list_ops problems = {
	.count = problems_count,
	.row = problems_row,
	.enter = problems_enter,
	.claim = problems_claim,
	.preview = problems_preview,
	.empty = MSG_NO_PROBLEM,
};

/* Whether the problem belongs to the claim, or where there is none to the
   article. */
static bool problem_about(const struct diag *diag, const struct claim *claim,
			  const struct entry *entry)
{
	if (claim)
		return diag->claim &&
		       strcmp(diag->claim, claim_name(claim).full) == 0;
	return is_file(entry->path, diag->place.file) ||
	       is_file(entry->annotation.file, diag->place.file);
}

static void problems_open(struct app *app)
{
	size_t count = problems_count(app), i = 0;
	while (i < count && !problem_about(problem_get(app, i), app->at.about,
					   app->at.entry))
		i++;
	app->at.cursor = i < count ? i : 0;
}

static void problems_title(struct app *app, struct str *left, struct str *right)
{
	const struct diags *diags = problems_all(app);
	enum language language = app->options.language;
	app_add(app,
		!app->refused ? MSG_TITLE_PROBLEMS
		: app->newer  ? MSG_TITLE_PROBLEMS_OLDER
			      : MSG_TITLE_PROBLEMS_UNTAKEN,
		left);
	if (app->dossier->title)
		str_addf(left, " · %s", app->dossier->title);
	message_count(right, language, MSG_ERRORS_ONE,
		      diag_count(diags, DIAG_ERROR));
	str_adds(right, "   ");
	message_count(right, language, MSG_WARNINGS_ONE,
		      diag_count(diags, DIAG_WARNING));
}

/* The editor opens where the problem is. */
static bool problems_act(struct app *app, enum action action)
{
	size_t item;
	if (action != ACTION_EDIT || !list_chosen(app, &item))
		return false;
	const struct diag *diag = problem_get(app, item);
	if (diag->place.file)
		edit_at(app, &diag->place);
	return diag->place.file;
}

const struct view_ops view_problems = {
	LIST_HOOKS,
	.list = &problems,
	.title = problems_title,
	.open = problems_open,
	.act = problems_act,
};
