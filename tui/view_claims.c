/* Every claim of the dossier, article by article. */
#include <string.h>

#include "tui/card.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/sheet.h"
#include "tui/views.h"

enum { SPEAKER_COLUMNS = 16, KIND_COLUMNS = 12, DATE_COLUMNS = 10, WIDE = 96 };

/* An article takes a row for itself and one for each claim; without claims
   none. */
static size_t entry_rows(const struct entry *entry)
{
	size_t claims = entry->annotation.claim_count;
	return claims ? claims + 1 : 0;
}

static size_t claims_count(struct app *app)
{
	size_t rows = 0;
	for (size_t i = 0; i < app->dossier->entry_count; i++)
		rows += entry_rows(app->dossier->entries[i]);
	return rows;
}

/* The k-th claim of the article: by number, those without a place last. */
static struct claim *entry_claim(const struct entry *entry, size_t k)
{
	if (k < entry->numbered_count)
		return entry->numbered[k];
	k -= entry->numbered_count;
	for (size_t i = 0; i < entry->annotation.claim_count; i++)
		if (!entry->annotation.claims[i]->number && !k--)
			return entry->annotation.claims[i];
	return NULL;
}

/* What row i is: an article's own row (claim NULL) or one of its claims. */
static struct entry *row_find(const struct app *app, size_t i,
			      struct claim **claim)
{
	for (size_t e = 0; e < app->dossier->entry_count; e++) {
		struct entry *entry = app->dossier->entries[e];
		size_t rows = entry_rows(entry);
		if (i < rows) {
			*claim = i ? entry_claim(entry, i - 1) : NULL;
			return entry;
		}
		i -= rows;
	}
	return NULL;
}

/* The row of a claim; NULL: of the article itself. */
static size_t row_of(const struct app *app, const struct entry *entry,
		     const struct claim *claim)
{
	size_t row = 0;
	for (size_t e = 0; e < entry->index; e++)
		row += entry_rows(app->dossier->entries[e]);
	if (!claim)
		return row;
	for (size_t k = 0; k < entry->annotation.claim_count; k++)
		if (entry_claim(entry, k) == claim)
			return row + 1 + k;
	return row;
}

static void heading_row(const struct entry *entry, struct list_row *row)
{
	row->heading = true;
	struct str *text = list_cell(row, 0, STYLE_HEADING);
	str_addf(text, "%s · %s", entry->short_title,
		 entry->title ? entry->title : entry->id);
	str_addf(list_cell(row, 6, STYLE_DIM), "%zu",
		 entry->annotation.claim_count);
	row->cells[1].right = true;
}

static void claims_row(struct app *app, size_t i, size_t columns,
		       struct list_row *row)
{
	struct claim *claim;
	const struct entry *entry = row_find(app, i, &claim);
	if (!claim) {
		heading_row(entry, row);
		return;
	}
	struct card_maker maker = sheet_maker(app);
	bool wide = columns >= WIDE;
	struct str *number = list_cell(row, 4, STYLE_NUMBER);
	row->cells[0].right = true;
	if (claim->number)
		str_addf(number, "%zu", claim->number);
	else
		str_adds(number, "?");
	struct str speaker = {0};
	card_speakers(&speaker, &claim->speakers);
	if (wide)
		str_adds(list_cell(row, SPEAKER_COLUMNS, STYLE_STRONG),
			 str_get(&speaker));
	struct str *text = list_cell(row, 0, STYLE_TEXT);
	if (!wide && speaker.len)
		str_addf(text, "%s · ", str_get(&speaker));
	str_adds(text, claim->text);
	str_release(&speaker);
	if (wide) {
		const char *date = claim_date(claim);
		str_adds(list_cell(row, KIND_COLUMNS, STYLE_DIM),
			 message_kind(maker.language, claim->kind));
		str_adds(list_cell(row, DATE_COLUMNS, STYLE_DIM),
			 date ? date : "");
	}
	struct str marks = {0};
	card_marks(&marks, &maker, claim);
	size_t taken = utf8_columns(str_get(&marks), marks.len,
				    app->options.charset);
	size_t least = wide ? 12 : 5;
	str_add(list_cell(row, taken > least ? taken : least, STYLE_CONFLICT),
		str_get(&marks), marks.len);
	row->cells[row->count - 1].right = true;
	str_release(&marks);
}

static void claims_enter(struct app *app, size_t i)
{
	struct claim *claim;
	struct entry *entry = row_find(app, i, &claim);
	if (claim)
		jump_to_claim(app, claim, true);
	else
		jump_to_entry(app, entry);
}

static struct claim *claims_claim(struct app *app, size_t i)
{
	struct claim *claim = NULL;
	row_find(app, i, &claim);
	return claim;
}

static const struct list_ops claims = {
	.count = claims_count,
	.row = claims_row,
	.enter = claims_enter,
	.claim = claims_claim,
	.empty = MSG_NO_CLAIMS,
};

static void claims_open(struct app *app)
{
	app->at.cursor = row_of(app, app->at.entry, app->at.about);
}

static void claims_title(struct app *app, struct str *left, struct str *right)
{
	const struct dossier *dossier = app->dossier;
	str_adds(left, app_text(app, MSG_TITLE_CLAIMS));
	if (dossier->title)
		str_addf(left, " · %s", dossier->title);
	message_count(right, app->options.language, MSG_CLAIM_COUNT,
		      dossier->claim_count);
}

const struct view_ops view_claims = {
	LIST_HOOKS,
	.list = &claims,
	.title = claims_title,
	.open = claims_open,
};
