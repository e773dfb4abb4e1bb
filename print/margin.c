#include "print/margin.h"

#include <stdio.h>
#include <string.h>

#include "core/array.h"
#include "core/layout.h"
#include "print/body.h"
#include "print/crew.h"
#include "print/names.h"

/* A row of one of the two columns, its safe text in struct column. */
struct line {
	size_t start, len; /* bytes of text */
	size_t columns;
	const struct claim *claim; /* whose number stands before it, or NULL */
	bool more;                 /* others begin there too */
};

struct column {
	struct str text;
	ARRAY(struct line) lines;
	size_t columns; /* its width */
};

struct margin {
	struct page *page;
	int digits;          /* of the greatest number */
	struct column words; /* left */
	struct column cards; /* right, their numbers not counted */
	ARRAY(size_t) line_of_row;
};

static void column_add(struct column *column, const struct page *page,
		       const char *text, const struct row *row)
{
	size_t len = row->shown - row->span.start;
	struct line line = {.start = column->text.len, .columns = row->columns};
	text += row->span.start;
	if (row->columns <= column->columns) {
		utf8_safe(&column->text, text, len, page->charset);
		line.len = column->text.len - line.start;
		array_push(&column->lines, line);
		return;
	}
	size_t last = page_pieces(page, text, len, column->columns,
				  &column->text);
	const char *bytes = column->text.bytes;
	for (const char *end; (end = strchr(bytes + line.start, '\n'));) {
		line.len = (size_t)(end - bytes) - line.start;
		line.columns = page_columns(page, bytes + line.start, line.len);
		array_push(&column->lines, line);
		line.start += line.len + 1;
	}
	line.len = column->text.len - line.start;
	line.columns = last;
	array_push(&column->lines, line);
}

static void column_clear(struct column *column)
{
	str_clear(&column->text);
	column->lines.count = 0;
}

static void margin_size(struct margin *margin, const struct entry *entry)
{
	char number[24];
	int digits = snprintf(number, sizeof number, "%zu",
			      entry->numbered_count);
	margin->digits = digits > 2 ? digits : 2;
	size_t gutters = 2 * (size_t)margin->digits + 2 + 1 + 2;
	size_t room = margin->page->width - gutters;
	margin->words.columns = room * 58 / 100;
	margin->cards.columns = room - margin->words.columns;
}

static void margin_add_card(struct margin *margin, const struct claim *claim)
{
	struct str card = {0};
	struct rows rows = {0};
	const struct speaker *speaker = claim->speakers->items[0];
	if (claim->speakers->count > 1 || strcmp(speaker->id, "article") != 0) {
		name_add_speakers(&card, margin->page, claim->speakers, false);
		str_adds(&card, " · ");
	}
	name_add_flat(&card, claim_text(claim), strlen(claim_text(claim)));
	name_add_between(&card, " ");
	name_add_verdict(&card, margin->page, claim);
	layout_text(&rows, str_get(&card), (struct span){0, card.len},
		    margin->cards.columns, margin->page->charset);
	size_t first = margin->cards.lines.count;
	for (size_t i = 0; i < rows.list.count; i++)
		column_add(&margin->cards, margin->page, str_get(&card),
			   &rows.list.items[i]);
	if (first == margin->cards.lines.count)
		array_push(&margin->cards.lines, ((struct line){0}));
	margin->cards.lines.items[first].claim = claim;
	layout_release(&rows);
	str_release(&card);
}

/* Puts the paragraph's rows in the left column, and remembers where. */
static void margin_add_words(struct margin *margin,
			     const struct body_piece *body, struct rows *rows)
{
	margin->line_of_row.count = 0;
	layout_paragraph(rows, body->text, (struct span){0, body->len},
			 margin->words.columns, margin->page->charset);
	for (size_t i = 0; i < rows->list.count; i++) {
		array_push(&margin->line_of_row, margin->words.lines.count);
		column_add(&margin->words, margin->page, body->text,
			   &rows->list.items[i]);
	}
}

/* The row of the left column where the byte stands. */
static struct line *margin_line_at(struct margin *margin,
				   const struct rows *rows, size_t offset)
{
	size_t i = 0, end = rows->list.count;
	while (end - i > 1) {
		size_t middle = i + (end - i) / 2;
		if (rows->list.items[middle].span.start <= offset)
			i = middle;
		else
			end = middle;
	}
	return &margin->words.lines.items[margin->line_of_row.items[i]];
}

/* Numbers the row where the claim begins, and leaves the cards' column empty
   down to there. */
static void margin_add_number(struct margin *margin, const struct rows *rows,
			      const struct mark *mark)
{
	struct line *line = margin_line_at(margin, rows, mark->offset);
	size_t at = (size_t)(line - margin->words.lines.items);
	if (line->claim)
		line->more = true;
	else
		line->claim = mark->claim;
	while (margin->cards.lines.count < at)
		array_push(&margin->cards.lines, ((struct line){0}));
}

/* The cards of the claims that begin in the paragraph, each as near to its
   row as those before it leave room. */
static void margin_add_claims(struct margin *margin,
			      const struct body_piece *body,
			      const struct rows *rows)
{
	for (size_t i = 0; i < body->here_count; i++) {
		const struct mark *mark = &body->here[i];
		if (rows->list.count && !mark->hidden)
			margin_add_number(margin, rows, mark);
		margin_add_card(margin, mark->claim);
	}
}

static void margin_add_underline(struct margin *margin)
{
	size_t widest = 0;
	struct line line = {.start = margin->words.text.len};
	for (size_t i = 0; i < margin->words.lines.count; i++)
		if (margin->words.lines.items[i].columns > widest)
			widest = margin->words.lines.items[i].columns;
	str_fill(&margin->words.text, '=', widest);
	line.len = line.columns = widest;
	array_push(&margin->words.lines, line);
}

static void margin_print_number(struct margin *margin, const struct line *line,
				const char *blank)
{
	struct out *out = margin->page->out;
	if (line && line->claim) {
		char number[40];
		snprintf(number, sizeof number, "%*u", margin->digits,
			 line->claim->number);
		out_adds(out, number);
	} else {
		out_fill(out, ' ', (size_t)margin->digits);
	}
	out_adds(out, line && line->more ? "+ " : blank);
}

static const struct line *column_line(const struct column *column, size_t i)
{
	return i < column->lines.count ? &column->lines.items[i] : NULL;
}

static void margin_print_row(struct margin *margin, size_t i)
{
	struct out *out = margin->page->out;
	const struct line *words = column_line(&margin->words, i);
	const struct line *card = column_line(&margin->cards, i);
	margin_print_number(margin, words, "  ");
	if (words)
		out_add(out, margin->words.text.bytes + words->start,
			words->len);
	out_fill(out, ' ',
		 1 + margin->words.columns - (words ? words->columns : 0));
	out_adds(out, margin->page->charset == CHARSET_ASCII ? "|" : "│");
	if (card && card->len) {
		margin_print_number(margin, card, " ");
		out_add(out, margin->cards.text.bytes + card->start, card->len);
	}
	out_adds(out, "\n");
}

static void margin_print_columns(struct margin *margin)
{
	size_t count = margin->words.lines.count;
	if (count < margin->cards.lines.count)
		count = margin->cards.lines.count;
	for (size_t i = 0; i < count; i++)
		margin_print_row(margin, i);
	column_clear(&margin->words);
	column_clear(&margin->cards);
	margin->page->begun = true;
}

static void margin_release(struct margin *margin)
{
	str_release(&margin->words.text);
	str_release(&margin->cards.text);
	array_release(&margin->words.lines);
	array_release(&margin->cards.lines);
	array_release(&margin->line_of_row);
}

/* An article's text, a part at a time. */
struct margin_work {
	struct body body;
	bool titled; /* the first paragraph is the title */
};

static bool margin_take(void *from, void *part)
{
	struct margin_work *text = from;
	return body_take(&text->body, part, CREW_BYTES);
}

static void margin_print_part(struct page *page, const void *from, void *part)
{
	const struct margin_work *text = from;
	const struct body_part *pieces = part;
	struct margin margin = {.page = page};
	margin_size(&margin, text->body.entry);
	for (size_t i = 0; i < pieces->pieces.count; i++) {
		const struct body_piece *piece = &pieces->pieces.items[i];
		struct rows rows = {0};
		if (piece->text)
			margin_add_words(&margin, piece, &rows);
		margin_add_claims(&margin, piece, &rows);
		if (piece->first && text->titled)
			margin_add_underline(&margin);
		page_gap(page);
		margin_print_columns(&margin);
		layout_release(&rows);
	}
	margin_release(&margin);
}

static void margin_release_part(void *part)
{
	body_part_release(part);
}

void margin_print(struct page *page, const struct entry *entry, bool titled)
{
	struct margin_work text = {.titled = titled};
	struct crew_work work = {
		.take = margin_take,
		.print = margin_print_part,
		.release = margin_release_part,
		.from = &text,
		.part_size = sizeof(struct body_part),
		.bytes = entry->article.bytes,
	};
	body_init(&text.body, entry, BODY_STARTS);
	crew_print(page, &work);
	body_release(&text.body);
}
