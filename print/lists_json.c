#include "print/json.h"
#include "print/lists.h"

static void add_strings(struct json *json, const char *key,
			const struct strings *strings)
{
	json_open(json, key, '[');
	for (size_t i = 0; i < strings->count; i++)
		json_string(json, NULL, strings->items[i]);
	json_close(json, ']');
}

static void add_speakers(struct json *json, const char *key,
			 const struct speakers *speakers)
{
	json_open(json, key, '[');
	for (size_t i = 0; i < speakers->count; i++)
		json_string(json, NULL, speakers->items[i]->id);
	json_close(json, ']');
}

static void add_sources(struct json *json, const char *key,
			const struct sources *sources)
{
	json_open(json, key, '[');
	for (size_t i = 0; i < sources->count; i++)
		json_string(json, NULL, sources->items[i]->id);
	json_close(json, ']');
}

static void add_points(struct json *json, const struct points *points)
{
	json_open(json, "point", '[');
	for (size_t i = 0; i < points->count; i++)
		json_string(json, NULL, points->items[i]->id);
	json_close(json, ']');
}

static void add_claims(struct json *json, struct claims claims)
{
	json_open(json, "claims", '[');
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim_name name = claim_name(claims.items[i]);
		json_string(json, NULL, name.full);
	}
	json_close(json, ']');
}

static void add_spans(struct json *json, const char *key, const char *text,
		      const struct span *spans, size_t count)
{
	json_open(json, key, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(json, NULL, '{');
		json_number(json, "start", spans[i].start);
		json_number(json, "end", spans[i].end);
		json_bytes(json, "text", text + spans[i].start,
			   spans[i].end - spans[i].start);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_anchor(struct json *json, const struct claim *claim)
{
	static const char *const states[] = {
		[ANCHOR_EXACT] = "exact",
		[ANCHOR_NORMALISED] = "normalised",
		[ANCHOR_APPROXIMATE] = "approximate",
		[ANCHOR_AMBIGUOUS] = "ambiguous",
		[ANCHOR_LOST] = "lost",
	};
	struct span extent = claim_extent(claim);
	const struct anchor_match plain = {.spans = &extent,
					   .span_count = claim_placed(claim)};
	const struct anchor_match *match = claim_more(claim).match;
	const char *text = claim->entry->article.text;
	if (!match)
		match = &plain;
	json_open(json, "anchor", '{');
	json_string(json, "state", states[claim->state]);
	add_spans(json, "spans", text, match->spans, match->span_count);
	add_spans(json, "candidates", text, match->candidates,
		  match->candidate_count);
	json_close(json, '}');
}

static void add_relations(struct json *json, const struct claim *claim)
{
	json_open(json, "relations", '[');
	for (size_t i = 0; i < claim_end_count(claim); i++) {
		const struct relation_end *end = &claim_ends(claim)[i];
		json_open(json, NULL, '{');
		json_string(json, "relation", relation_end_word(end));
		json_string(json, "to", relation_end_name(end).full);
		json_string(json, "note", end->relation->note);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_place(struct json *json, const struct place *place)
{
	json_open(json, "place", '{');
	json_string(json, "file", place->file);
	json_number(json, "line", place->line);
	json_number(json, "column", place->column);
	json_close(json, '}');
}

/* Who checked it, and when; null: nobody. */
static void add_checked(struct json *json, const struct claim_more *more)
{
	if (!more->checked_by && !more->checked_date) {
		json_null(json, "checked");
		return;
	}
	json_open(json, "checked", '{');
	json_string(json, "by", more->checked_by);
	json_string(json, "date", more->checked_date);
	json_close(json, '}');
}

static void add_claim(struct json *json, const struct claim *claim)
{
	const struct claim_more more = claim_more(claim);
	json_open(json, NULL, '{');
	json_string(json, "id", claim_name(claim).full);
	json_string(json, "article", claim->entry->id);
	if (claim->number)
		json_number(json, "number", claim->number);
	else
		json_null(json, "number");
	json_string(json, "text", claim_text(claim));
	json_string(json, "kind", claim_kind_word(claim->kind));
	add_speakers(json, "speaker", claim->speakers);
	add_speakers(json, "via", more.via);
	add_speakers(json, "addressee", more.addressees);
	add_sources(json, "source", claim->sources);
	add_points(json, claim->points);
	add_speakers(json, "about", more.about);
	add_sources(json, "evidence", more.evidence);
	add_strings(json, "tags", &more.tags);
	json_string(json, "quote", quote_word(claim->quote));
	json_string(json, "date", claim_date(claim));
	json_string(json, "status", claim_status_word(claim->status));
	add_checked(json, &more);
	json_string(json, "note", more.note);
	json_bool(json, "contradicted", xref_contradicted(claim));
	json_bool(json, "unsourced", xref_unsourced(claim));
	struct place place = claim_place(claim);
	add_place(json, &place);
	add_anchor(json, claim);
	add_relations(json, claim);
	json_close(json, '}');
}

void lists_json_claims(struct page *page)
{
	struct json json = {.out = page->out};
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < page->dossier->claim_count; i++)
		add_claim(&json, dossier_claim_at(page->dossier, i));
	json_close(&json, ']');
}

void lists_json_speakers(struct page *page)
{
	struct json json = {.out = page->out};
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < page->dossier->speaker_count; i++) {
		const struct speaker *s = page->dossier->speakers[i];
		json_open(&json, NULL, '{');
		json_string(&json, "id", s->id);
		json_string(&json, "name", s->name);
		json_string(&json, "short", s->short_name);
		json_bool(&json, "organisation", s->organisation);
		json_string(&json, "role", s->role);
		json_string(&json, "affiliation",
			    s->parent ? s->parent->id : NULL);
		add_strings(&json, "aliases", &s->aliases);
		json_string(&json, "url", s->url);
		json_string(&json, "note", s->note);
		add_claims(&json, xref_speaker(page->xref, s));
		json_close(&json, '}');
	}
	json_close(&json, ']');
}

void lists_json_sources(struct page *page)
{
	struct json json = {.out = page->out};
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < page->dossier->source_count; i++) {
		const struct source *s = page->dossier->sources[i];
		json_open(&json, NULL, '{');
		json_string(&json, "id", s->id);
		json_string(&json, "kind", source_kind_word(s->kind));
		json_string(&json, "title", s->title);
		json_string(&json, "short", s->short_title);
		add_speakers(&json, "author", s->authors);
		json_string(&json, "publisher", s->publisher);
		json_string(&json, "date", s->date);
		json_string(&json, "lang", s->lang);
		json_string(&json, "url", s->url);
		json_string(&json, "archived", s->archived);
		json_string(&json, "retrieved", s->retrieved);
		json_string(&json, "ref", s->ref);
		json_string(&json, "pages", s->pages);
		json_string(&json, "note", s->note);
		add_claims(&json, xref_source(page->xref, s));
		json_close(&json, '}');
	}
	json_close(&json, ']');
}

void lists_json_articles(struct page *page)
{
	struct json json = {.out = page->out};
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < page->dossier->entry_count; i++) {
		const struct entry *entry = page->dossier->entries[i];
		const struct annotation *a = &entry->annotation;
		json_open(&json, NULL, '{');
		json_string(&json, "id", entry->id);
		json_string(&json, "file", entry->path);
		json_string(&json, "title", entry->title);
		json_string(&json, "short", entry->short_title);
		json_string(&json, "publisher", a->publisher);
		add_strings(&json, "author", &a->authors);
		json_string(&json, "published", a->published);
		json_string(&json, "url", a->url);
		json_string(&json, "archived", a->archived);
		json_string(&json, "retrieved", a->retrieved);
		json_string(&json, "lang", a->lang);
		json_string(&json, "licence", a->licence);
		add_strings(&json, "tags", &a->tags);
		json_string(&json, "note", a->note);
		json_number(&json, "claims", a->claim_count);
		json_number(&json, "contradicted", entry->contradicted);
		json_number(&json, "unsourced", entry->unsourced);
		json_close(&json, '}');
	}
	json_close(&json, ']');
}

void lists_json_points(struct page *page)
{
	struct json json = {.out = page->out};
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < page->dossier->point_count; i++) {
		const struct point *p = page->dossier->points[i];
		json_open(&json, NULL, '{');
		json_string(&json, "id", p->id);
		json_string(&json, "title", p->title);
		json_string(&json, "short", p->short_title);
		json_string(&json, "note", p->note);
		add_claims(&json, xref_point(page->xref, p));
		json_close(&json, '}');
	}
	json_close(&json, ']');
}

/* end: the relation that opposes; NULL: the claim's status does. */
static void add_conflict(struct json *json, const struct claim *claim,
			 const struct relation_end *end)
{
	json_open(json, NULL, '{');
	json_string(json, "claim", claim_name(claim).full);
	json_string(json, "text", claim_text(claim));
	json_string(json, "status", claim_status_word(claim->status));
	json_string(json, "relation", end ? relation_end_word(end) : NULL);
	json_string(json, "to", end ? relation_end_name(end).full : NULL);
	json_string(json, "to_text",
		    end && end->other ? claim_text(end->other) : NULL);
	json_string(json, "note",
		    end ? end->relation->note : claim_note(claim));
	json_close(json, '}');
}

void lists_json_conflicts(struct page *page)
{
	struct json json = {.out = page->out};
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < page->dossier->claim_count; i++) {
		const struct claim *claim = dossier_claim_at(page->dossier, i);
		if (claim_status_opposes(claim))
			add_conflict(&json, claim, NULL);
		for (size_t k = 0; k < claim_end_count(claim); k++)
			if (!claim_ends(claim)[k].reverse &&
			    relation_end_opposes(&claim_ends(claim)[k]))
				add_conflict(&json, claim,
					     &claim_ends(claim)[k]);
	}
	json_close(&json, ']');
}
