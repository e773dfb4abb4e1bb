/* What a search of the whole dossier found, each hit in its line. */
#include <string.h>

#include "tui/card.h"
#include "tui/found.h"
#include "tui/found_go.h"
#include "tui/list.h"
#include "tui/views.h"

enum { LABEL_COLUMNS = 15, NARROW_COLUMNS = 5, WIDE = 60, COUNT_COLUMNS = 6 };

static size_t found_rows(struct app *app)
{
	return app->at.found ? app->at.found->lines.count : 0;
}

static void heading_row(struct app *app, const struct sweep_hit *hit,
			size_t count, struct list_row *row)
{
	const struct entry *entry = hit->entry;
	row->heading = true;
	struct str *text = list_cell(row, 0, STYLE_HEADING);
	if (!entry)
		str_adds(text, app_text(app, MSG_FOUND_SHARED));
	else if (app->dossier->single)
		str_adds(text, entry->title);
	else
		str_addf(text, "%s · %s", entry->short_title, entry->title);
	str_addf(list_cell(row, COUNT_COLUMNS, STYLE_DIM), "%zu", count);
	row->cells[1].right = row->cells[1].unlit = true;
}

/* What each kind of hit is called, and its sign where there is little room. */
static const struct {
	enum message word;
	const char *sign;
} labels[] = {
	[SWEEP_TEXT] = {MSG_FOUND_TEXT, "§"},
	[SWEEP_ARTICLE] = {MSG_FOUND_ARTICLE, "§"},
	[SWEEP_CLAIM] = {MSG_FOUND_CLAIM, ""},
	[SWEEP_NOTE] = {MSG_FOUND_NOTE, "✎"},
	[SWEEP_REMARK] = {MSG_FOUND_REMARK, "✎"},
	[SWEEP_SPEAKER] = {MSG_FOUND_SPEAKER, "@"},
	[SWEEP_SOURCE] = {MSG_FOUND_SOURCE, "◦"},
	[SWEEP_POINT] = {MSG_FOUND_POINT, "?"},
	[SWEEP_DOSSIER] = {MSG_FOUND_DOSSIER, "§"},
};

static void label_cell(struct app *app, const struct sweep_hit *hit, bool wide,
		       struct list_row *row)
{
	bool claim = hit->kind == SWEEP_CLAIM || hit->kind == SWEEP_NOTE;
	struct str *text = list_cell(row, wide ? LABEL_COLUMNS : NARROW_COLUMNS,
				     claim ? STYLE_NUMBER : STYLE_DIM);
	row->cells[0].unlit = true;
	if (wide)
		str_addf(text, "%s ", app_text(app, labels[hit->kind].word));
	else
		str_adds(text, labels[hit->kind].sign);
	if (hit->kind == SWEEP_TEXT)
		str_addf(text, "%zu",
			 article_paragraph_at(&hit->entry->article,
					      hit->hit.start) +
				 1);
	else if (claim && hit->in.claim->number)
		str_addf(text, "%u", hit->in.claim->number);
}

/* The byte from which the line is shown, so that the hit is a third across
   at most: a word's start. */
static size_t excerpt_start(const struct sweep_hit *hit, size_t columns,
			    enum charset charset)
{
	const char *text = hit->text;
	size_t at = hit->line.start, end = hit->hit.start;
	size_t most = columns / 3;
	/* No character takes more than that many bytes, as a rule. */
	if (end - at > 4 * most)
		at = end - 4 * most;
	while (at < end && ((unsigned char)text[at] & 0xc0) == 0x80)
		at++;
	while (at < end && utf8_columns(text + at, end - at, charset) > most) {
		const char *blank = memchr(text + at, ' ', end - at);
		at = blank ? (size_t)(blank - text) + 1 : end;
	}
	return at;
}

/* The name of what a hit is in, where the hit's line is not that name. */
static const char *owner_name(const struct sweep_hit *hit)
{
	const char *name = NULL, *shown = NULL;
	if (hit->kind == SWEEP_SPEAKER) {
		name = hit->in.speaker->name;
		shown = hit->in.speaker->short_name;
	} else if (hit->kind == SWEEP_SOURCE) {
		name = hit->in.source->title;
		shown = hit->in.source->short_title;
	} else if (hit->kind == SWEEP_POINT) {
		name = hit->in.point->title;
		shown = hit->in.point->short_title;
	}
	return name == hit->text ? NULL : shown;
}

static void words_cell(struct app *app, const struct sweep_hit *hit,
		       size_t columns, struct list_row *row)
{
	const struct span line = hit->line;
	enum charset charset = app->options.charset;
	struct str *text = list_cell(row, 0, STYLE_TEXT);
	size_t start = line.start, end = line.end;
	const char *owner = owner_name(hit);
	if (owner) {
		str_addf(text, "%s%s", owner, app_text(app, MSG_COLON));
		size_t used = utf8_columns(str_get(text), text->len, charset);
		columns = columns > used ? columns - used : 1;
	}
	if (hit->hit.end - line.start > columns * 2 ||
	    utf8_columns(hit->text + line.start, hit->hit.end - line.start,
			 charset) +
			    1 >
		    columns)
		start = excerpt_start(hit, columns, charset);
	if (start > line.start)
		str_adds(text, "…");
	/* More than fits: what is too much ends in … when it is drawn. */
	if (end - hit->hit.end > 4 * columns)
		end = hit->hit.end + 4 * columns;
	while (end < line.end && ((unsigned char)hit->text[end] & 0xc0) == 0x80)
		end++;
	size_t from = text->len;
	str_add(text, hit->text + start, end - start);
	for (size_t i = from; i < text->len; i++)
		if (text->bytes[i] == '\n')
			text->bytes[i] = ' ';
}

static void found_row(struct app *app, size_t i, size_t columns,
		      struct list_row *row)
{
	const struct found *found = app->at.found;
	const struct found_line *line = &found->lines.items[i];
	const struct sweep_hit *hit = &found->hits.list.items[line->hit];
	bool wide = columns >= WIDE;
	size_t label = wide ? LABEL_COLUMNS : NARROW_COLUMNS;
	row->lit = found->search;
	if (line->count) {
		heading_row(app, hit, app->at.filter ? row->part : line->count,
			    row);
		return;
	}
	label_cell(app, hit, wide, row);
	words_cell(app, hit, columns > label + 3 ? columns - label - 3 : 1,
		   row);
}

static void found_enter(struct app *app, size_t i)
{
	found_go(app, app->at.found, i);
}

static struct claim *found_claim(struct app *app, size_t i)
{
	const struct found *found = app->at.found;
	const struct sweep_hit *hit =
		&found->hits.list.items[found->lines.items[i].hit];
	bool claim = !found->lines.items[i].count &&
		     (hit->kind == SWEEP_CLAIM || hit->kind == SWEEP_NOTE);
	return claim ? hit->in.claim : NULL;
}

static const struct list_ops found_list = {
	.count = found_rows,
	.row = found_row,
	.enter = found_enter,
	.claim = found_claim,
	.empty = MSG_FOUND_NOTHING,
};

static void found_title(struct app *app, struct str *left, struct str *right)
{
	const struct found *found = app->at.found;
	if (!found)
		return;
	message_add(left, app->options.language,
		    found->sweep.scope == SWEEP_ALL ? MSG_TITLE_FOUND_ALL
						    : MSG_TITLE_FOUND_TEXTS,
		    found->pattern);
	found_count(app, right);
}

const struct view_ops view_found = {
	LIST_HOOKS,
	.list = &found_list,
	.title = found_title,
};
