/* The passages of a cell of the matrix: both sides of what it contradicts. */
#include "tui/cell.h"

#include "tui/card.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/passage.h"
#include "tui/sheet.h"
#include "tui/views.h"

enum { CAMP_COLUMNS = 3, NUMBER_COLUMNS = 4, SPEAKER_COLUMNS = 18, WIDE = 90 };

struct matrix *cell_matrix(struct app *app)
{
	if (!app->matrix)
		app->matrix = matrix_new(app->dossier, app->xref);
	return app->matrix;
}

static bool has_point(const struct claim *claim, const struct point *point)
{
	for (size_t i = 0; i < claim->points->count; i++)
		if (claim->points->items[i] == point)
			return true;
	return false;
}

/*
 * The first end at or after `end` whose group contradicts the claim from
 * within the point; end_count: there is none.
 */
static size_t next_against(const struct claim *claim, size_t end,
			   const struct point *point)
{
	for (size_t next; end < claim_end_count(claim); end = next) {
		const struct claim *other = claim_ends(claim)[end].other;
		bool opposes = false;
		next = xref_next_group(claim, end);
		for (size_t i = end; i < next; i++)
			opposes |= relation_end_opposes(&claim_ends(claim)[i]);
		if (opposes && other && has_point(other, point))
			return end;
	}
	return end;
}

/* Item `wanted` of a cell; returns how many items there are before it. */
static size_t cell_walk(const struct cell_subject *subject, size_t wanted,
			struct cell_item *item)
{
	const struct matrix_cell *cell = subject->cell;
	size_t at = 0;
	for (size_t i = 0; i < cell->count; i++) {
		struct claim *claim = cell->claims[i];
		*item = (struct cell_item){claim, NULL, 0, cell->camps[i]};
		if (at++ == wanted)
			return wanted;
		for (size_t end = next_against(claim, 0, subject->point);
		     end < claim_end_count(claim);
		     end = next_against(claim, xref_next_group(claim, end),
					subject->point)) {
			*item = (struct cell_item){claim_ends(claim)[end].other,
						   claim, end, MATRIX_NO_CAMP};
			if (at++ == wanted)
				return wanted;
		}
	}
	return at;
}

size_t cell_count(const struct cell_subject *subject)
{
	struct cell_item item;
	if (subject->pair)
		return 2;
	return subject->cell ? cell_walk(subject, (size_t)-1, &item) : 0;
}

struct cell_item cell_item_get(const struct cell_subject *subject, size_t i)
{
	struct cell_item item = {NULL, NULL, 0, MATRIX_NO_CAMP};
	if (!subject->pair) {
		cell_walk(subject, i, &item);
		return item;
	}
	item.claim = subject->pair->claims[i];
	if (!i)
		return item;
	item.against = subject->pair->claims[0];
	while (claim_ends(item.against)[item.index].other != item.claim)
		item.index = xref_next_group(item.against, item.index);
	return item;
}

void cell_words(struct str *out, struct app *app, const struct cell_item *item)
{
	struct str name = {0};
	if (item->against)
		str_adds(out, "≠ ");
	else if (item->camp != MATRIX_NO_CAMP)
		matrix_camp_name(out, item->camp);
	else
		str_adds(out, "+");
	card_name(&name, item->claim,
		  item->against ? item->against : item->claim);
	str_addf(out, " %s%s%s", str_get(&name), app_text(app, MSG_COLON),
		 claim_text(item->claim));
	str_release(&name);
}

void cell_open(struct app *app, struct claim *first, size_t index)
{
	jump_to_view(app, VIEW_CELL);
	app->at.about = first;
	app->at.column = index;
	app_view(app)->open(app);
}

/* ---- the view ------------------------------------------------------------- */

/* What the present position lists. */
static struct cell_subject subject_get(struct app *app)
{
	struct matrix *matrix = cell_matrix(app);
	const struct dossier *dossier = app->dossier;
	struct cell_subject subject = {NULL, NULL, NULL};
	size_t index = app->at.column;
	if (!app->at.about)
		return subject;
	if (index < dossier->point_count) {
		subject.point = dossier->points[index];
		subject.cell = matrix_cell(matrix_row(matrix, index),
					   app->at.about->entry);
	} else if (index - dossier->point_count < matrix->outside_count) {
		subject.pair = &matrix->outside[index - dossier->point_count];
	}
	return subject;
}

static size_t list_count(struct app *app)
{
	struct cell_subject subject = subject_get(app);
	return cell_count(&subject);
}

static void cell_row(struct app *app, size_t i, size_t columns,
		     struct list_row *row)
{
	struct cell_subject subject = subject_get(app);
	struct cell_item item = cell_item_get(&subject, i);
	struct card_maker maker = sheet_maker(app);
	struct str marks = {0}, name = {0};
	bool against = item.against != NULL;
	struct str *camp = list_cell(row, CAMP_COLUMNS,
				     against ? STYLE_CONFLICT : STYLE_STRONG);
	if (against)
		str_adds(camp, " ≠");
	else if (item.camp != MATRIX_NO_CAMP)
		matrix_camp_name(camp, item.camp);
	else if (subject.cell)
		str_adds(camp, "+");
	card_name(&name, item.claim,
		  against || subject.pair ? NULL : item.claim);
	struct str *text;
	if (columns >= WIDE) {
		str_adds(list_cell(row, SPEAKER_COLUMNS + NUMBER_COLUMNS,
				   STYLE_STRONG),
			 str_get(&name));
		text = list_cell(row, 0, STYLE_TEXT);
	} else {
		text = list_cell(row, 0, STYLE_TEXT);
		str_addf(text, "%s%s", str_get(&name),
			 app_text(app, MSG_COLON));
	}
	str_adds(text, claim_text(item.claim));
	card_marks(&marks, &maker, item.claim);
	size_t taken = utf8_columns(str_get(&marks), marks.len,
				    app->options.charset);
	str_add(list_cell(row, taken > 5 ? taken : 5, STYLE_CONFLICT),
		str_get(&marks), marks.len);
	row->cells[row->count - 1].right = true;
	str_release(&marks);
	str_release(&name);
}

static void cell_enter(struct app *app, size_t i)
{
	struct cell_subject subject = subject_get(app);
	jump_to_claim(app, cell_item_get(&subject, i).claim, true);
}

/* A claim's head and, below it, what the annotator says and its words. */
static void draw_claim(struct app *app, const struct cell_item *item,
		       struct claim *claim, bool notes, const struct box *box)
{
	struct box head = *box;
	head.column++;
	head.columns--;
	struct box rest = passage_below(box, passage_head(app, claim, &head));
	struct box words = passage_column(&rest);
	if (notes)
		words = passage_below(
			&words,
			passage_notes(app, item->against, item->index, &words));
	passage_words(app, claim, &words);
}

/* A passage; on a contradiction both, one above the other. */
static void cell_preview(struct app *app, size_t i, const struct box *box)
{
	struct cell_subject subject = subject_get(app);
	struct cell_item item = cell_item_get(&subject, i);
	struct box rest = *box;
	if (item.against) {
		struct box above = *box;
		above.rows = box->rows / 2;
		rest = passage_below(box, above.rows);
		draw_claim(app, &item, item.against, false, &above);
	}
	draw_claim(app, &item, item.claim, item.against != NULL, &rest);
}

static struct claim *cell_claim(struct app *app, size_t i)
{
	struct cell_subject subject = subject_get(app);
	return cell_item_get(&subject, i).claim;
}

static const struct list_ops cells = {
	.count = list_count,
	.row = cell_row,
	.enter = cell_enter,
	.claim = cell_claim,
	.preview = cell_preview,
	.empty = MSG_NO_CLAIMS,
};

/* Opens at the first contradiction, so that both sides are seen at once. */
static void cell_begin(struct app *app)
{
	struct cell_subject subject = subject_get(app);
	size_t count = cell_count(&subject);
	app->at.cursor = 0;
	for (size_t i = 1; i < count && !app->at.cursor; i++)
		if (cell_item_get(&subject, i).against)
			app->at.cursor = i;
}

static void cell_title(struct app *app, struct str *left, struct str *right)
{
	struct cell_subject subject = subject_get(app);
	if (subject.pair)
		str_adds(left, app_text(app, MSG_MATRIX_OUTSIDE));
	else if (subject.cell)
		str_addf(left, "%s · %s", subject.cell->entry->short_title,
			 subject.point->title);
	if (subject.cell)
		message_count(right, app->options.language, MSG_CLAIM_COUNT,
			      subject.cell->count);
}

/* The matrix' key goes back to the matrix that it was opened from. */
static bool cell_act(struct app *app, enum action action)
{
	if (action == ACTION_MATRIX)
		jump_leave(app);
	return action == ACTION_MATRIX;
}

const struct view_ops view_cell = {
	LIST_HOOKS,          .of_article = true, .list = &cells,
	.title = cell_title, .open = cell_begin, .act = cell_act,
};
