#include "tui/card.h"

#include <stdlib.h>
#include <string.h>

#include "core/layout.h"

void card_speakers(struct str *out, const struct speakers *speakers)
{
	const struct speaker *first = speakers->items[0];
	if (first->nobody)
		return;
	str_adds(out, first->short_name);
	if (speakers->count == 2)
		str_addf(out, ", %s", speakers->items[1]->short_name);
	else if (speakers->count > 2)
		str_addf(out, " +%zu", speakers->count - 1);
}

static bool status_judges(enum claim_status status)
{
	return status != STATUS_REPORTED && status != STATUS_UNVERIFIED;
}

static void mark_add(struct str *out, const char *mark)
{
	if (out->len)
		str_addc(out, ' ');
	str_adds(out, mark);
}

void card_marks(struct str *out, const struct card_maker *maker,
		const struct claim *claim)
{
	struct xref_counts counts = xref_counts(claim);
	if (claim->state == ANCHOR_APPROXIMATE)
		mark_add(out, "≈");
	if (status_judges(claim->status))
		mark_add(out, message_status(maker->language, claim->status));
	if (counts.contradicted) {
		mark_add(out, "≠");
		str_addf(out, "%zu", counts.contradicted);
	}
	if (counts.repeated) {
		mark_add(out, "=");
		str_addf(out, "%zu", counts.repeated);
	}
}

void card_name(struct str *out, const struct claim *claim,
	       const struct claim *from)
{
	if (!from || claim->entry != from->entry)
		str_addf(out, "%s ", claim->entry->short_title);
	if (claim->number)
		str_addf(out, "%u", claim->number);
	else
		str_adds(out, "?");
	if (!claim->speakers->items[0]->nobody) {
		str_addc(out, ' ');
		card_speakers(out, claim->speakers);
	}
}

void card_relations(struct str *out, const struct card_maker *maker,
		    const struct claim *claim, size_t end)
{
	size_t next = xref_next_group(claim, end);
	const char *last = NULL;
	for (size_t i = end; i < next; i++) {
		const char *word = message_relation(
			maker->language, claim_ends(claim)[i].relation->kind,
			claim_ends(claim)[i].reverse);
		if (last && strcmp(last, word) == 0)
			continue;
		str_addf(out, "%s%s", last ? ", " : "", word);
		last = word;
	}
}

/* A piece of a card that is wrapped as one. */
struct part {
	const char *text; /* lives in the card's arena */
	size_t strong;    /* bytes of a name at its start */
	size_t indent;    /* columns of its first row */
	size_t hang;      /* columns of the following rows */
	size_t rows;      /* at most, then … */
	enum style style;
	size_t link;
	bool chosen;
	const char *marks;
};

static void line_add(struct card *card, const struct part *part,
		     const char *text, size_t len, size_t at)
{
	bool first = at == 0;
	struct card_line line = {
		.text = text,
		.len = len,
		.strong = part->strong > at ? part->strong - at : 0,
		.indent = first ? part->indent : part->hang,
		.link = part->link,
		.style = part->style,
		.chosen = part->chosen,
		.marks = first ? part->marks : NULL,
	};
	if (line.strong > len)
		line.strong = len;
	array_push(&card->lines, line);
}

/* The last row allowed: what is left, cut with … where it is too long. */
static void line_add_cut(struct card *card, const struct card_maker *maker,
			 const struct part *part, size_t at, size_t columns)
{
	struct str cut = {0};
	size_t len = strlen(part->text) - at;
	utf8_fit(&cut, part->text + at, len, columns, maker->charset);
	line_add(card, part,
		 arena_strndup(&card->arena, str_get(&cut), cut.len), cut.len,
		 at);
	str_release(&cut);
}

static size_t room(size_t columns, size_t taken)
{
	return columns > taken ? columns - taken : 1;
}

/* Columns of the part's row that starts at byte `at`. */
static size_t part_columns(const struct card_maker *maker,
			   const struct part *part, size_t at)
{
	if (at)
		return room(maker->columns, part->hang);
	size_t columns = room(maker->columns, part->indent);
	if (!part->marks)
		return columns;
	return room(columns, 1 + utf8_columns(part->marks, strlen(part->marks),
					      maker->charset));
}

/* Wraps the part into lines; its first row may be narrower than the rest. */
static void part_add(struct card *card, const struct card_maker *maker,
		     const struct part *part)
{
	struct rows rows = {0};
	size_t len = strlen(part->text), at = 0, next = 0;
	bool more = true;
	for (size_t used = 1; more; used++) {
		size_t columns = part_columns(maker, part, at);
		/* The rows after the first have one width. */
		if (used <= 2) {
			layout_release(&rows);
			layout_text(&rows, part->text, (struct span){at, len},
				    columns, maker->charset);
			next = 0;
		}
		struct row row = next < rows.list.count
					 ? rows.list.items[next++]
					 : (struct row){.span = {at, len},
							.shown = len};
		bool last = used == part->rows;
		if (last && row.span.end < len)
			line_add_cut(card, maker, part, at, columns);
		else
			line_add(card, part, part->text + at, row.shown - at,
				 at);
		at = row.span.end;
		more = !last && at < len && row.span.end > row.span.start;
	}
	layout_release(&rows);
}

/* The same, with the text taken over from a str that is emptied. */
static void part_take(struct card *card, const struct card_maker *maker,
		      struct part part, struct str *text)
{
	part.text = arena_strndup(&card->arena, str_get(text), text->len);
	str_clear(text);
	if (!part.rows)
		part.rows = (size_t)-1;
	part_add(card, maker, &part);
}

static size_t lines_left(const struct card *card, size_t rows)
{
	return rows > card->lines.count ? rows - card->lines.count : 0;
}

static const char *marks_get(struct card *card, const struct card_maker *maker,
			     const struct claim *claim)
{
	struct str marks = {0};
	card_marks(&marks, maker, claim);
	const char *copy = marks.len
				   ? arena_strdup(&card->arena, str_get(&marks))
				   : NULL;
	str_release(&marks);
	return copy;
}

void card_closed(struct card *card, const struct card_maker *maker,
		 const struct claim *claim, size_t rows)
{
	struct str text = {0};
	struct part part = {.rows = rows,
			    .link = CARD_NO_LINK,
			    .marks = marks_get(card, maker, claim)};
	card_speakers(&text, claim->speakers);
	part.strong = text.len;
	if (text.len)
		str_adds(&text, " · ");
	str_adds(&text, claim_text(claim));
	part_take(card, maker, part, &text);

	const struct relation_end *opposite = xref_first_opposite(claim);
	if (lines_left(card, rows) && opposite) {
		str_adds(&text, "≠ ");
		card_name(&text, opposite->other, claim);
		str_addf(&text, "%s%s", message(maker->language, MSG_COLON),
			 claim_text(opposite->other));
		part_take(card, maker,
			  (struct part){.rows = 1,
					.link = CARD_NO_LINK,
					.style = STYLE_CONFLICT},
			  &text);
	}
	if (lines_left(card, rows) && claim->sources->count) {
		str_addf(&text, "◦ %s", claim->sources->items[0]->title);
		part_take(card, maker,
			  (struct part){.rows = 1,
					.link = CARD_NO_LINK,
					.style = STYLE_DIM},
			  &text);
	}
	str_release(&text);
}

void card_remark(struct card *card, const struct card_maker *maker,
		 const struct remark *remark, size_t rows)
{
	struct str text = {0};
	str_addf(&text, "✎ %s", remark->text);
	part_take(card, maker,
		  (struct part){.hang = 2,
				.rows = rows,
				.link = CARD_NO_LINK,
				.style = STYLE_DIM},
		  &text);
	str_release(&text);
}

/* An open card while it is filled. */
struct opening {
	struct card *card;
	const struct card_maker *maker;
	const struct claim *claim;
	struct str text;
};

static void plain_add(struct opening *o, enum style style, size_t hang)
{
	part_take(o->card, o->maker,
		  (struct part){
			  .hang = hang, .link = CARD_NO_LINK, .style = style},
		  &o->text);
}

static const char *words(const struct opening *o, enum message id)
{
	return message(o->maker->language, id);
}

/* "Hamilton · ruling" */
static void add_head(struct opening *o)
{
	card_speakers(&o->text, o->claim->speakers);
	if (!o->text.len)
		str_adds(&o->text,
			 words(o, strcmp(o->claim->speakers->items[0]->id,
					 "unknown") == 0
					  ? MSG_SPEAKER_UNKNOWN
					  : MSG_SPEAKER_ARTICLE));
	struct part part = {.strong = o->text.len,
			    .link = CARD_NO_LINK,
			    .marks = marks_get(o->card, o->maker, o->claim)};
	str_addf(&o->text, " · %s",
		 message_kind(o->maker->language, o->claim->kind));
	part_take(o->card, o->maker, part, &o->text);
}

void card_parent(struct str *out, const struct speaker *who)
{
	if (who->parent)
		str_addf(out, who->organisation ? " (%s)" : ", %s",
			 who->parent->short_name);
}

/* Each speaker's full name, role and organisation, unless the head has it. */
static void add_who(struct opening *o)
{
	for (size_t i = 0; i < o->claim->speakers->count; i++) {
		const struct speaker *who = o->claim->speakers->items[i];
		bool plain = strcmp(who->name, who->short_name) == 0 &&
			     !who->role && !who->parent &&
			     o->claim->speakers->count == 1;
		if (who->nobody || plain)
			continue;
		str_adds(&o->text, who->name);
		if (who->role)
			str_addf(&o->text, ", %s", who->role);
		card_parent(&o->text, who);
		plain_add(o, STYLE_DIM, 2);
	}
}

static void add_status(struct opening *o)
{
	const struct claim *claim = o->claim;
	const struct claim_more more = claim_more(claim);
	bool marked = claim->status == STATUS_REPORTED ||
		      status_judges(claim->status);
	/* The head shows a status that judges; here stands what it rests on. */
	if (marked && !more.evidence->count && !more.checked_by &&
	    !more.checked_date)
		return;
	str_adds(&o->text, message_status(o->maker->language, claim->status));
	for (size_t i = 0; i < more.evidence->count; i++)
		str_addf(&o->text, "%s%s", i ? ", " : words(o, MSG_COLON),
			 more.evidence->items[i]->title);
	if (more.checked_by || more.checked_date) {
		str_adds(&o->text, words(o, more.checked_by ? MSG_CHECKED_BY
							    : MSG_CHECKED));
		if (more.checked_by)
			str_addf(&o->text, " %s", more.checked_by);
		if (more.checked_date)
			str_addf(&o->text, "%s%s", more.checked_by ? ", " : " ",
				 more.checked_date);
		str_addc(&o->text, ')');
	}
	plain_add(o, STYLE_CONFLICT, 2);
}

/* The claim's words as the article has them. */
static void add_quotation(struct opening *o)
{
	const struct claim *claim = o->claim;
	for (size_t i = 0; i < claim_pieces(claim); i++) {
		struct span span = claim_piece(claim, i);
		if (i)
			str_adds(&o->text, " […] ");
		str_add(&o->text, claim->entry->article.text + span.start,
			span.end - span.start);
	}
	if (!o->text.len)
		return;
	struct str quoted = {0};
	message_add(&quoted, o->maker->language, MSG_QUOTED, str_get(&o->text));
	str_clear(&o->text);
	str_add(&o->text, str_get(&quoted), quoted.len);
	str_release(&quoted);
	plain_add(o, STYLE_CLAIM, 0);
}

/* "direct speech (“said”), by Reuters" */
static void add_manner(struct opening *o)
{
	const struct claim *claim = o->claim;
	const struct claim_more more = claim_more(claim);
	str_adds(&o->text, message_quote(o->maker->language, claim->quote));
	if (more.cue_words) {
		str_adds(&o->text, o->text.len ? " (" : "(");
		message_add(&o->text, o->maker->language, MSG_QUOTED,
			    more.cue_words);
		str_addc(&o->text, ')');
	}
	for (size_t i = 0; i < more.via->count; i++) {
		const char *before = i             ? ", "
				     : o->text.len ? words(o, MSG_COMMA_VIA)
						   : words(o, MSG_VIA);
		str_addf(&o->text, "%s%s", before, more.via->items[i]->name);
	}
	for (size_t i = 0; i < more.addressees->count; i++)
		str_addf(&o->text, "%s%s", i ? ", " : words(o, MSG_ADDRESSEE),
			 more.addressees->items[i]->name);
	if (o->text.len)
		plain_add(o, STYLE_TEXT, 2);
}

static void add_sources(struct opening *o)
{
	const struct claim *claim = o->claim;
	for (size_t i = 0; i < claim->sources->count; i++) {
		const struct source *source = claim->sources->items[i];
		str_addf(&o->text, "◦ %s", source->title);
		if (source->date)
			str_addf(&o->text, ", %s", source->date);
		plain_add(o, STYLE_DIM, 2);
	}
	if (xref_unsourced(claim)) {
		str_adds(&o->text, words(o, MSG_NO_SOURCE));
		plain_add(o, STYLE_DIM, 2);
	}
}

static void add_date_and_note(struct opening *o)
{
	const struct claim *claim = o->claim;
	const struct claim_more more = claim_more(claim);
	/* Its source's date stands with the source. */
	const char *known = claim->sources->count
				    ? claim->sources->items[0]->date
				    : NULL;
	if (more.date && (!known || strcmp(known, more.date) != 0)) {
		message_add(&o->text, o->maker->language, MSG_DATED, more.date);
		plain_add(o, STYLE_DIM, 2);
	}
	if (more.note) {
		str_addf(&o->text, "✎ %s", more.note);
		plain_add(o, STYLE_TEXT, 2);
	}
	for (size_t i = 0; i < more.tags.count; i++)
		str_addf(&o->text, "%s#%s", i ? " " : "", more.tags.items[i]);
	if (o->text.len)
		plain_add(o, STYLE_DIM, 2);
}

/* Whether a remark is about the claim, or about words that it shares. */
static bool remark_concerns(const struct remark *remark,
			    const struct claim *claim)
{
	for (size_t i = 0; i < remark->about.count; i++)
		if (strcmp(remark->about.items[i], claim_name(claim).full) == 0)
			return true;
	for (size_t i = 0; i < remark->match.span_count; i++)
		for (size_t k = 0; k < claim_pieces(claim); k++)
			if (span_overlaps(remark->match.spans[i],
					  claim_piece(claim, k)))
				return true;
	return false;
}

static void add_remarks(struct opening *o)
{
	const struct annotation *annotation = &o->claim->entry->annotation;
	for (size_t i = 0; i < annotation->remark_count; i++) {
		const struct remark *remark = &annotation->remarks[i];
		if (!remark_concerns(remark, o->claim))
			continue;
		str_addf(&o->text, "✎ %s", remark->text);
		plain_add(o, STYLE_TEXT, 2);
	}
}

static void add_link(struct opening *o, size_t end, bool chosen)
{
	const struct claim *claim = o->claim;
	const struct relation_end *first = &claim_ends(claim)[end];
	str_adds(&o->text, chosen ? "▸" : " ");
	card_relations(&o->text, o->maker, claim, end);
	str_addc(&o->text, ' ');
	if (first->other) {
		card_name(&o->text, first->other, claim);
		str_addf(&o->text, "%s%s", words(o, MSG_COLON),
			 claim_text(first->other));
	} else {
		message_add(&o->text, o->maker->language, MSG_SPOILED_END,
			    relation_to_name(first->relation));
	}
	part_take(o->card, o->maker,
		  (struct part){.rows = 1,
				.link = end,
				.chosen = chosen,
				.style = chosen ? STYLE_STRONG : STYLE_TEXT},
		  &o->text);
	size_t next = xref_next_group(claim, end);
	for (size_t i = end; i < next; i++) {
		if (!claim_ends(claim)[i].relation->note)
			continue;
		str_addf(&o->text, "✎ %s", claim_ends(claim)[i].relation->note);
		part_take(o->card, o->maker,
			  (struct part){.indent = 2,
					.hang = 4,
					.link = end,
					.style = STYLE_DIM},
			  &o->text);
	}
}

static void add_points(struct opening *o)
{
	const struct claim *claim = o->claim;
	for (size_t i = 0; i < claim->points->count; i++) {
		const struct point *point = claim->points->items[i];
		str_addf(&o->text, "x %s ", point->title);
		message_count(&o->text, o->maker->language, MSG_ARTICLE_COUNT,
			      xref_point_articles(o->maker->xref, point));
		plain_add(o, STYLE_DIM, 2);
	}
}

void card_open(struct card *card, const struct card_maker *maker,
	       const struct claim *claim, size_t link, bool quotation)
{
	struct opening o = {.card = card, .maker = maker, .claim = claim};
	add_head(&o);
	add_who(&o);
	add_status(&o);
	str_adds(&o.text, claim_text(claim));
	plain_add(&o, STYLE_TEXT, 0);
	if (quotation)
		add_quotation(&o);
	add_manner(&o);
	add_sources(&o);
	add_date_and_note(&o);
	add_remarks(&o);
	for (size_t i = 0; i < claim_end_count(claim);
	     i = xref_next_group(claim, i))
		add_link(&o, i, i == link);
	add_points(&o);
	str_release(&o.text);
}

void card_release(struct card *card)
{
	array_release(&card->lines);
	arena_release(&card->arena);
}
