#include "print/lists.h"

#include "print/names.h"
#include "print/problems.h"
#include "print/columns.h"

bool claim_status_opposes(const struct claim *claim)
{
	return claim->status == STATUS_DISPUTED ||
	       claim->status == STATUS_REFUTED ||
	       claim->status == STATUS_RETRACTED;
}

static void add_count(struct columns *table, const struct page *page,
		      enum message id, size_t count)
{
	struct str cell = {0};
	message_count(&cell, page->language, id, count);
	columns_take(table, &cell);
	str_release(&cell);
}

static void add_checked(struct str *out, const struct page *page,
			const struct claim *claim)
{
	const struct claim_more more = claim_more(claim);
	if (more.checked_by || more.checked_date)
		str_addf(out, "%s%s", out->len ? ", " : "",
			 message(page->language, MSG_STATE_CHECKED));
}

static void list_claims(struct page *page)
{
	struct columns table = {.charset = page->charset};
	struct str cell = {0};
	for (size_t i = 0; i < page->dossier->claim_count; i++) {
		const struct claim *claim = dossier_claim_at(page->dossier, i);
		columns_add(&table, claim_name(claim).full);
		name_add_claim(&cell, claim, claim->entry);
		columns_take(&table, &cell);
		name_add_speakers(&cell, page, claim->speakers, false);
		columns_take(&table, &cell);
		columns_add(&table, message_kind(page->language, claim->kind));
		columns_add(&table, claim_date(claim));
		name_add_verdict(&cell, page, claim);
		add_checked(&cell, page, claim);
		columns_take(&table, &cell);
		columns_add(&table, claim_text(claim));
		columns_end_row(&table);
	}
	columns_print(&table, page->out);
	str_release(&cell);
}

static void list_speakers(struct page *page)
{
	struct columns table = {.charset = page->charset};
	struct str cell = {0};
	for (size_t i = 0; i < page->dossier->speaker_count; i++) {
		const struct speaker *s = page->dossier->speakers[i];
		struct claims claims = xref_speaker(page->xref, s);
		if (s->nobody && !claims.count)
			continue;
		columns_add(&table, s->id);
		add_count(&table, page, MSG_PRINT_CLAIMS_ONE, claims.count);
		add_count(&table, page, MSG_PRINT_ARTICLES_ONE,
			  name_count_articles(claims));
		str_adds(&cell, name_speaker(page, s, true));
		if (s->role)
			str_addf(&cell, ", %s", s->role);
		if (s->parent)
			str_addf(&cell, s->organisation ? " (%s)" : ", %s",
				 s->parent->name);
		columns_take(&table, &cell);
		columns_end_row(&table);
	}
	columns_print(&table, page->out);
	str_release(&cell);
}

static void list_sources(struct page *page)
{
	struct columns table = {.charset = page->charset};
	for (size_t i = 0; i < page->dossier->source_count; i++) {
		const struct source *s = page->dossier->sources[i];
		struct claims claims = xref_source(page->xref, s);
		columns_add(&table, s->id);
		columns_add(&table,
			    message_source_kind(page->language, s->kind));
		columns_add(&table, s->date);
		add_count(&table, page, MSG_PRINT_CLAIMS_ONE, claims.count);
		add_count(&table, page, MSG_PRINT_ARTICLES_ONE,
			  name_count_articles(claims));
		columns_add(&table, s->title);
		columns_end_row(&table);
	}
	columns_print(&table, page->out);
}

static void list_articles_text(struct page *page)
{
	struct columns table = {.charset = page->charset};
	struct str title = {0};
	for (size_t i = 0; i < page->dossier->entry_count; i++) {
		const struct entry *entry = page->dossier->entries[i];
		columns_add(&table, entry->id);
		columns_add(&table, entry->annotation.publisher);
		columns_add(&table, entry->annotation.published);
		add_count(&table, page, MSG_PRINT_CLAIMS_ONE,
			  entry->annotation.claim_count);
		add_count(&table, page, MSG_PRINT_CONTRADICTED_ONE,
			  entry->contradicted);
		add_count(&table, page, MSG_PRINT_UNSOURCED_ONE,
			  entry->unsourced);
		str_adds(&title, entry->title);
		if (entry->error)
			str_addf(&title, " (%s)",
				 message(page->language, MSG_PRINT_UNREAD));
		columns_take(&table, &title);
		columns_end_row(&table);
	}
	columns_print(&table, page->out);
	str_release(&title);
}

static void list_points(struct page *page)
{
	struct columns table = {.charset = page->charset};
	for (size_t i = 0; i < page->dossier->point_count; i++) {
		const struct point *p = page->dossier->points[i];
		struct claims claims = xref_point(page->xref, p);
		columns_add(&table, p->id);
		add_count(&table, page, MSG_PRINT_CLAIMS_ONE, claims.count);
		add_count(&table, page, MSG_PRINT_ARTICLES_ONE,
			  name_count_articles(claims));
		columns_add(&table, p->title);
		columns_end_row(&table);
	}
	columns_print(&table, page->out);
}

static void add_conflict(struct columns *table, struct str *cell,
			 const struct claim *claim, const char *words,
			 const char *other)
{
	columns_add(table, claim_name(claim).full);
	columns_add(table, words);
	columns_add(table, other);
	columns_add(table, str_get(cell));
	columns_end_row(table);
	str_clear(cell);
}

static void list_conflicts(struct page *page)
{
	struct columns table = {.charset = page->charset};
	struct str cell = {0};
	for (size_t i = 0; i < page->dossier->claim_count; i++) {
		const struct claim *claim = dossier_claim_at(page->dossier, i);
		if (claim_status_opposes(claim)) {
			str_adds(&cell, claim_text(claim));
			add_conflict(
				&table, &cell, claim,
				message_status(page->language, claim->status),
				NULL);
		}
		for (size_t k = 0; k < claim_end_count(claim); k++) {
			const struct relation_end *end = &claim_ends(claim)[k];
			if (end->reverse || !relation_end_opposes(end))
				continue;
			str_addf(&cell, "%s ≠ %s", claim_text(claim),
				 end->other ? claim_text(end->other) : "?");
			add_conflict(&table, &cell, claim,
				     message_relation(page->language,
						      end->relation->kind,
						      false),
				     relation_end_name(end).full);
		}
	}
	columns_print(&table, page->out);
	str_release(&cell);
}

static void list_problems(struct page *page)
{
	problems_print(page->out, &page->dossier->diags, page->language,
		       page->charset);
}

static void lists_json_problems(struct page *page)
{
	problems_json(page->out, &page->dossier->diags, page->language);
}

const struct list lists_table[] = {
	{"claims", list_claims, lists_json_claims},
	{"speakers", list_speakers, lists_json_speakers},
	{"sources", list_sources, lists_json_sources},
	{"articles", list_articles_text, lists_json_articles},
	{"points", list_points, lists_json_points},
	{"conflicts", list_conflicts, lists_json_conflicts},
	{"problems", list_problems, lists_json_problems},
	{0},
};
