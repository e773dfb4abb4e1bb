#include "tui/still.h"

#include <stdlib.h>
#include <string.h>

#include "tui/select.h"

/* A row of the screen: what of the text and of the panel it shows. */
struct still_row {
	struct span text; /* empty: nothing that could be taken over */
	size_t shown;
	bool heading;
	const void *item; /* of the card that it shows; NULL: none */
};

/* What a picture shows that could be taken over. */
struct still_picture {
	struct still_row *rows; /* of the screen */
	ARRAY(struct still_card) cards;
};

/* What all rows of a picture depend on, beside the look of styles: where that
   changes, the terminal knows nothing of the picture before. */
struct still_key {
	const struct entry *entry;
	const struct claim *claims; /* as the entry had them */
	size_t numbered_count;
	const struct remark *remarks;
	const struct claim *claim; /* chosen */
	size_t margin;
	struct box text, panel;
	bool clean;
	enum charset charset;
	enum language language;
};

struct still {
	unsigned long picture; /* the picture that is drawn */
	bool usable;           /* of the picture before, rows can be taken */
	bool keeps;            /* of this one, rows are remembered */
	struct still_key key;
	struct still_picture now, before;
	size_t count; /* rows of the screen */
	/* Where in the picture before the next ones are looked for. */
	size_t next_row, next_card;
};

static bool box_same(const struct box *a, const struct box *b)
{
	return a->row == b->row && a->column == b->column &&
	       a->rows == b->rows && a->columns == b->columns;
}

static bool key_same(const struct still_key *a, const struct still_key *b)
{
	return a->entry == b->entry && a->claims == b->claims &&
	       a->numbered_count == b->numbered_count &&
	       a->remarks == b->remarks && a->claim == b->claim &&
	       a->margin == b->margin && box_same(&a->text, &b->text) &&
	       box_same(&a->panel, &b->panel) && a->clean == b->clean &&
	       a->charset == b->charset && a->language == b->language;
}

static struct still_key key_now(const struct app *app)
{
	const struct entry *entry = app->at.entry;
	return (struct still_key){
		.entry = entry,
		.claims = entry->annotation.claims,
		.numbered_count = entry->numbered_count,
		.remarks = entry->annotation.remarks,
		.claim = app->at.claim,
		.margin = app->frame.margin,
		.text = app->frame.text,
		.panel = app->frame.panel,
		.clean = app->clean,
		.charset = app->options.charset,
		.language = app->options.language,
	};
}

/* Hits and what is selected change their looks without moving. */
static bool is_lit(const struct app *app)
{
	return (app->find.search && app->find.shown) || app->selection.in;
}

static void picture_release(struct still_picture *picture)
{
	free(picture->rows);
	array_release(&picture->cards);
}

static void make_rows(struct still *still, size_t count)
{
	if (still->count == count)
		return;
	picture_release(&still->now);
	picture_release(&still->before);
	still->now.rows = memory_alloc(count * sizeof *still->now.rows);
	still->before.rows = memory_alloc(count * sizeof *still->now.rows);
	still->count = count;
	still->keeps = false;
}

void still_begin(struct app *app)
{
	struct still *still = app->still;
	struct still_key key = key_now(app);
	if (!still) {
		still = app->still = memory_alloc(sizeof *still);
		*still = (struct still){.keeps = false};
	}
	make_rows(still, app->frame.rows);
	bool kept = still->keeps && still->picture + 1 == app->term.pictures;
	still->keeps = !is_lit(app);
	still->usable = kept && still->keeps && key_same(&key, &still->key);
	still->key = key;
	still->picture = app->term.pictures;
	still->next_row = still->next_card = 0;
	struct still_picture now = still->before;
	still->before = still->now;
	still->now = now;
	still->now.cards.count = 0;
	if (now.rows)
		memset(now.rows, 0, still->count * sizeof *now.rows);
}

void still_spoil(struct app *app)
{
	if (app->still)
		app->still->keeps = false;
}

void still_forget(struct app *app)
{
	struct still *still = app->still;
	if (!still)
		return;
	picture_release(&still->now);
	picture_release(&still->before);
	free(still);
	app->still = NULL;
}

/* ---- text ---- */

bool still_text(struct app *app, const struct sheet_row *row, size_t screen_row)
{
	struct still *still = app->still;
	const struct box *text = &still->key.text;
	size_t i = still->next_row;
	if (!still->usable)
		return false;
	/* They stand in the order of the text, in both pictures. */
	while (i < still->count &&
	       still->before.rows[i].text.end <= row->span.start)
		i++;
	still->next_row = i;
	if (i == still->count)
		return false;
	const struct still_row *old = &still->before.rows[i];
	if (old->text.start != row->span.start ||
	    old->text.end != row->span.end || old->shown != row->shown ||
	    old->heading != row->heading ||
	    !term_keep(&app->term, screen_row, 0, text->column + text->columns,
		       i))
		return false;
	still_text_drawn(app, row, screen_row, 0);
	return true;
}

void still_text_drawn(struct app *app, const struct sheet_row *row,
		      size_t screen_row, size_t columns)
{
	struct still *still = app->still;
	/* What does not fit may go on where something else is drawn. */
	if (!still->keeps || columns > still->key.text.columns)
		return;
	struct still_row *kept = &still->now.rows[screen_row];
	kept->text = row->span;
	kept->shown = row->shown;
	kept->heading = row->heading;
}

/* ---- cards ---- */

/* Whether a card that was drawn is drawn the same where it may take as many
   rows: one that had rows to spare does not change with more. */
static bool card_same(const struct still_card *old,
		      const struct still_card *card)
{
	return old->item == card->item && old->more == card->more &&
	       (old->rows == card->rows ||
		(old->lines < old->rows && old->lines <= card->rows));
}

/* The card in the picture before; NULL: it was not drawn there like this. */
static const struct still_card *card_find(struct still *still,
					  const struct still_card *card)
{
	/* They stand in the order of the text, in both pictures. */
	for (size_t i = still->next_card; i < still->before.cards.count; i++) {
		const struct still_card *old = &still->before.cards.items[i];
		if (old->item != card->item)
			continue;
		still->next_card = i;
		return card_same(old, card) ? old : NULL;
	}
	return NULL;
}

static bool line_stood(const struct still *still, const struct still_card *old,
		       size_t line)
{
	long row = old->top + (long)line;
	return row >= 0 && (size_t)row < still->count &&
	       still->before.rows[row].item == old->item;
}

bool still_card(struct app *app, struct still_card *card, size_t first,
		size_t end)
{
	struct still *still = app->still;
	const struct box *panel = &still->key.panel;
	const struct still_card *old = NULL;
	if (still->usable)
		old = card_find(still, card);
	if (!old)
		return false;
	card->lines = old->lines;
	if (end > card->lines)
		end = card->lines;
	for (size_t i = first; i < end; i++)
		if (!line_stood(still, old, i))
			return false;
	for (size_t i = first; i < end; i++)
		if (!term_keep(&app->term, (size_t)(card->top + (long)i),
			       panel->column, panel->columns,
			       (size_t)(old->top + (long)i)))
			return false;
	still_card_drawn(app, card, first, end);
	return true;
}

void still_card_drawn(struct app *app, const struct still_card *card,
		      size_t first, size_t end)
{
	struct still *still = app->still;
	if (!still->keeps)
		return;
	array_push(&still->now.cards, *card);
	for (size_t i = first; i < end && i < card->lines; i++)
		still->now.rows[card->top + (long)i].item = card->item;
}
