#include "print/note.h"

#include <string.h>

#include "print/links.h"
#include "print/names.h"

#define NOTE_INDENT "     "

static void note_row(struct page *page, struct str *row)
{
	if (row->len)
		page_take(page, NOTE_INDENT, NOTE_INDENT, row);
}

/* Adds a sentence; %s of the message is what is in `words`, then emptied. */
static void add_sentence(struct str *row, const struct page *page,
			 enum message id, struct str *words)
{
	name_add_between(row, " ");
	message_add(row, page->language, id, str_get(words));
	name_add_stop(row);
	str_clear(words);
}

static void add_string(struct str *row, const struct page *page,
		       enum message id, const char *words)
{
	struct str copy = {0};
	if (!words)
		return;
	str_adds(&copy, words);
	add_sentence(row, page, id, &copy);
	str_release(&copy);
}

/* "decision, direct speech, “said”" */
static void add_manner(struct str *out, const struct page *page,
		       const struct claim *claim, enum note_form form)
{
	str_adds(out, message_kind(page->language, claim->kind));
	if (claim->quote != QUOTE_NONE) {
		str_adds(out, ", ");
		str_adds(out, message_quote(page->language, claim->quote));
	}
	if (claim_more(claim).cue_words && form != NOTE_FULL) {
		str_adds(out, ", ");
		name_add_quoted(out, page, claim_more(claim).cue_words);
	}
}

static void print_head(struct page *page, const struct claim *claim,
		       enum note_form form)
{
	struct str row = {0}, number = {0}, manner = {0};
	name_add_claim(&number, claim, claim->entry);
	do
		str_addc(&number, ' ');
	while (number.len < strlen(NOTE_INDENT));
	add_manner(&manner, page, claim, form);
	name_add_speakers(&row, page, claim->speakers, true);
	str_adds(&row, form == NOTE_MARGIN ? ", " : " (");
	str_add(&row, str_get(&manner), manner.len);
	str_adds(&row, form == NOTE_MARGIN ? "." : "). ");
	if (form != NOTE_MARGIN)
		str_adds(&row, claim_text(claim));
	page_take(page, str_get(&number), NOTE_INDENT, &row);
	str_release(&number);
	str_release(&manner);
	str_release(&row);
}

/* The article's words, where the claim puts it in others. */
static void print_quotation(struct page *page, const struct claim *claim)
{
	struct str words = {0}, row = {0};
	name_add_words(&words, claim);
	if (words.len && strcmp(str_get(&words), claim_text(claim)) != 0) {
		name_add_quoted(&row, page, str_get(&words));
		note_row(page, &row);
	}
	str_release(&words);
	str_release(&row);
}

/* A claim whose place is missing or doubtful says what it looked for. */
static void print_state(struct page *page, const struct claim *claim)
{
	static const enum message words[] = {
		[ANCHOR_APPROXIMATE] = MSG_PRINT_APPROXIMATE,
		[ANCHOR_AMBIGUOUS] = MSG_PRINT_AMBIGUOUS,
		[ANCHOR_LOST] = MSG_PRINT_LOST,
	};
	if (claim->state < ANCHOR_APPROXIMATE)
		return;
	struct str anchor = {0}, row = {0};
	const struct claim_more more = claim_more(claim);
	bool few = more.match && more.match->few;
	name_add_anchor(&anchor, more.anchor);
	message_add(&row, page->language,
		    few ? MSG_PRINT_FEW : words[claim->state],
		    str_get(&anchor));
	note_row(page, &row);
	str_release(&anchor);
	str_release(&row);
}

static void print_ground(struct page *page, const struct claim *claim)
{
	enum language language = page->language;
	struct str via = {0}, source = {0}, row = {0};
	name_add_speakers(&via, page, claim_more(claim).via, true);
	name_add_sources(&source, page, claim->sources);
	if (via.len && source.len)
		message_add(&row, language, MSG_PRINT_VIA_SOURCE, str_get(&via),
			    str_get(&source));
	else if (via.len)
		message_add(&row, language, MSG_PRINT_VIA, str_get(&via));
	else if (source.len)
		message_add(&row, language, MSG_PRINT_SOURCE, str_get(&source));
	name_add_stop(&row);
	add_string(&row, page, MSG_PRINT_DATE, claim_date(claim));
	note_row(page, &row);
	str_release(&via);
	str_release(&source);
	str_release(&row);
}

static void print_status(struct page *page, const struct claim *claim)
{
	struct str words = {0}, row = {0};
	const struct claim_more more = claim_more(claim);
	const char *by = more.checked_by, *date = more.checked_date;
	if (claim->status != STATUS_REPORTED)
		add_string(&row, page, MSG_PRINT_STATUS,
			   message_status(page->language, claim->status));
	name_add_sources(&words, page, more.evidence);
	if (words.len)
		add_sentence(&row, page, MSG_PRINT_EVIDENCE, &words);
	if (by)
		str_adds(&words, by);
	if (date) {
		name_add_between(&words, ", ");
		str_adds(&words, date);
	}
	if (words.len)
		add_sentence(&row, page, MSG_PRINT_CHECKED, &words);
	note_row(page, &row);
	str_release(&words);
	str_release(&row);
}

static void print_subjects(struct page *page, const struct claim *claim)
{
	const struct claim_more more = claim_more(claim);
	struct str words = {0}, row = {0};
	name_add_speakers(&words, page, more.addressees, true);
	if (words.len)
		add_sentence(&row, page, MSG_PRINT_ADDRESSEES, &words);
	name_add_speakers(&words, page, more.about, true);
	if (words.len)
		add_sentence(&row, page, MSG_PRINT_ABOUT, &words);
	name_add_strings(&words, &more.tags);
	if (words.len)
		add_sentence(&row, page, MSG_PRINT_TAGS, &words);
	note_row(page, &row);
	str_release(&words);
	str_release(&row);
}

static void print_points(struct page *page, const struct claim *claim)
{
	struct str row = {0};
	for (size_t i = 0; i < claim->points->count; i++) {
		add_string(&row, page, MSG_PRINT_POINT,
			   claim->points->items[i]->title);
		note_row(page, &row);
	}
	str_release(&row);
}

void note_print(struct page *page, const struct claim *claim,
		enum note_form form)
{
	struct str row = {0};
	print_head(page, claim, form);
	if (form == NOTE_QUOTED || form == NOTE_ANSWER)
		print_quotation(page, claim);
	print_state(page, claim);
	print_ground(page, claim);
	print_status(page, claim);
	print_subjects(page, claim);
	const char *note = claim_note(claim);
	if (note)
		message_add(&row, page->language, MSG_PRINT_NOTE, note);
	note_row(page, &row);
	if (form == NOTE_QUOTED)
		print_points(page, claim);
	if (form == NOTE_MARGIN)
		links_print_short(page, claim);
	else
		links_print(page, claim);
	str_release(&row);
}

/* "About: [2] Ferrand, Courrier [1] Ferrand." */
static void print_remark_about(struct page *page, const struct remark *remark,
			       const struct entry *entry)
{
	struct str words = {0}, row = {0};
	for (size_t i = 0; i < remark->about.count; i++) {
		const char *name = remark->about.items[i];
		const struct claim *claim = dossier_claim(page->dossier, name);
		name_add_between(&words, ", ");
		if (claim)
			name_add_claim_by(&words, page, claim, entry);
		else
			str_adds(&words, name);
	}
	if (words.len)
		add_sentence(&row, page, MSG_PRINT_ABOUT, &words);
	name_add_strings(&words, &remark->tags);
	if (words.len)
		add_sentence(&row, page, MSG_PRINT_TAGS, &words);
	if (row.len)
		page_take(page, "  ", "  ", &row);
	str_release(&words);
	str_release(&row);
}

void note_print_remark(struct page *page, const struct remark *remark,
		       const struct entry *entry)
{
	struct str words = {0}, row = {0};
	for (size_t i = 0; i < remark->match.span_count; i++) {
		struct span span = remark->match.spans[i];
		if (i)
			str_adds(&words, " […] ");
		name_add_flat(&words, entry->article.text + span.start,
			      span.end - span.start);
	}
	if (!words.len)
		name_add_anchor(&words, &remark->anchor);
	name_add_quoted(&row, page, str_get(&words));
	str_adds(&row, message(page->language, MSG_PRINT_COLON));
	str_adds(&row, remark->text);
	page_take(page, "- ", "  ", &row);
	print_remark_about(page, remark, entry);
	str_release(&words);
	str_release(&row);
}

void note_print_hidden(struct page *page)
{
	struct str row = {0};
	str_adds(&row, message(page->language, MSG_PRINT_HIDDEN));
	note_row(page, &row);
	str_release(&row);
}
