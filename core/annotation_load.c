#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "core/anchor_text.h"
#include "core/annotation_anchors.h"
#include "core/annotation_read.h"
#include "core/annotation_strips.h"
#include "core/lines.h"
#include "core/sha256.h"
#include "core/side.h"
#include "core/str.h"
#include "core/utf8.h"

/* So many bytes of annotations, and the text is read beside them. */
enum { ASIDE_BYTES = 1 << 20 };

/* ---- one file ---- */

static void reader_release(struct reader *reader)
{
	table_release(&reader->speakers);
	table_release(&reader->sources);
	table_release(&reader->points);
	table_release(&reader->claim_ids);
	table_release(&reader->remark_ids);
	array_release(&reader->spoiled);
	array_release(&reader->references);
	array_release(&reader->drafts);
	array_release(&reader->links);
	array_release(&reader->remarks);
	array_release(&reader->remark_offsets);
	array_release(&reader->omissions);
	array_release(&reader->omission_offsets);
	array_release(&reader->parents);
	array_release(&reader->texts);
	array_release(&reader->found);
	array_release(&reader->offsets);
	yaml_close(reader->yaml);
}

/*
 * Opens the file for the reader.  False where there is nothing to read.  At a
 * first look, which does not ask the folder what is in it, that the file is
 * missing is no error.
 */
static bool reader_open(struct reader *reader, const struct dossier *dossier,
			struct entry *entry, const char *path,
			struct batch *batch)
{
	int error;
	*reader = (struct reader){
		.dossier = dossier,
		.index = dossier->index,
		.batch = batch,
		.first_speaker = batch->speakers.count,
		.first_source = batch->sources.count,
		.first_point = batch->points.count,
		.arena = batch->arena,
		.entry = entry,
		.near_budget = NEAR_BUDGET,
		.draft = DRAFT_NONE,
	};
	diag_meet(&batch->diags, path);
	reader->yaml = dossier->partial
			       ? yaml_open_head(path, &batch->diags, &error)
			       : yaml_open(path, &batch->diags, &error);
	if (reader->yaml)
		yaml_loss(reader->yaml, DIAG_LOSS_VALUE);
	if (!reader->yaml && !(error == ENOENT && dossier->partial))
		diag_add_unread(&batch->diags, path, error);
	return reader->yaml;
}

bool annotation_load_shared(struct dossier *dossier, const char *path,
			    struct batch *batch)
{
	struct reader reader;
	bool read = reader_open(&reader, dossier, NULL, path, batch);
	if (read) {
		read_root(&reader, &dossier_shape, dossier);
		references_resolve(&reader);
		dossier->index->cut = yaml_cut(reader.yaml);
	}
	reader_release(&reader);
	return read;
}

/* ---- claims ---- */

/*
 * Sorts the good from the spoiled; of these only the names stay, for the
 * relations that lead to them.
 */
static void finish_claims(struct reader *reader)
{
	struct annotation *annotation = &reader->entry->annotation;
	size_t count = reader->drafts.count;
	size_t known = count + reader->spoiled.count;
	annotation->claims = arena_alloc(reader->arena,
					 known * sizeof(struct claim));
	for (size_t i = 0; i < count; i++) {
		struct draft *draft = &reader->drafts.items[i];
		struct claim *claim = draft->claim;
		reader_claim(reader, claim->id);
		yaml_loss(reader->yaml, DIAG_LOSS_CLAIM);
		defaults_apply(reader, draft);
		if (!shape_complete(reader, &claim_shape, draft->seen,
				    draft->offset))
			draft->spoiled = true;
		if (!claim->speakers->count)
			claim->speakers = &reader->index->unknown->alone;
		claim->kind = draft->sorts.kind;
		claim->status = draft->sorts.status;
		claim->quote = draft->sorts.quote;
		if (draft->spoiled) {
			array_push(&reader->spoiled, claim);
			continue;
		}
		draft->claim = &annotation->claims[annotation->claim_count++];
		*draft->claim = *claim;
	}
	reader_claim(reader, NULL);
	size_t good = annotation->claim_count;
	for (size_t i = 0; i < reader->spoiled.count; i++) {
		annotation->claims[good + i] = *reader->spoiled.items[i];
		annotation->claims[good + i].entry = NULL;
	}
	claim_ids_build(&reader->entry->ids, annotation->claims, known,
			reader->arena);
}

/* The links of the claims that are left, as relations without other end. */
static void finish_links(struct reader *reader)
{
	struct annotation *annotation = &reader->entry->annotation;
	annotation->relations = arena_alloc(
		reader->arena,
		reader->links.count * sizeof *annotation->relations);
	for (size_t i = 0; i < reader->drafts.count; i++) {
		const struct draft *draft = &reader->drafts.items[i];
		if (draft->spoiled)
			continue;
		for (size_t j = 0; j < draft->link_count; j++) {
			const struct link *link =
				&reader->links.items[draft->links + j];
			struct place place = yaml_place(reader->yaml,
							link->offset);
			annotation->relations[annotation->relation_count++] =
				(struct relation){
					.kind = link->kind,
					.from = draft->claim,
					.other.name = link->target,
					.spoiled = true,
					.note = link->note,
					.line = (uint32_t)place.line,
					.column = (uint32_t)place.column,
				};
		}
	}
}

static void finish_passages(struct reader *reader)
{
	struct annotation *annotation = &reader->entry->annotation;
	annotation->remark_count = reader->remarks.count;
	annotation->remarks = arena_copy(reader->arena, reader->remarks.items,
					 reader->remarks.count,
					 sizeof(struct remark));
	array_release(&reader->remarks);
	annotation->omission_count = reader->omissions.count;
	annotation->omissions = arena_copy(
		reader->arena, reader->omissions.items, reader->omissions.count,
		sizeof(struct omission));
	array_release(&reader->omissions);
}

/* ---- what follows from the anchors ---- */

/* By first byte, the longer first, then as written. */
static int compare_places(const struct claim *x, const struct claim *y)
{
	struct span p = claim_extent(x), q = claim_extent(y);
	if (p.start != q.start)
		return p.start < q.start ? -1 : 1;
	if (p.end != q.end)
		return p.end > q.end ? -1 : 1;
	return (x > y) - (x < y);
}

static int by_place(const void *a, const void *b)
{
	return compare_places(*(const struct claim *const *)a,
			      *(const struct claim *const *)b);
}

/* Whether the claims stand in the order of their places, each with one. */
static bool in_order(const struct annotation *annotation)
{
	const struct claim *claims = annotation->claims;
	for (size_t i = 0; i < annotation->claim_count; i++)
		if (!claim_placed(&claims[i]) ||
		    (i && compare_places(&claims[i - 1], &claims[i]) > 0))
			return false;
	return true;
}

/* The indexes of the claims that have a place, by it. */
static void order_claims(struct reader *reader)
{
	struct entry *entry = reader->entry;
	const struct annotation *annotation = &entry->annotation;
	ARRAY(const struct claim *) placed = {0};
	for (size_t i = 0; i < annotation->claim_count; i++)
		if (claim_placed(&annotation->claims[i]))
			array_push(&placed, &annotation->claims[i]);
	if (placed.count)
		qsort(placed.items, placed.count, sizeof *placed.items,
		      by_place);
	uint32_t *order = arena_alloc(reader->arena,
				      placed.count * sizeof *order);
	for (size_t i = 0; i < placed.count; i++)
		order[i] = (uint32_t)(placed.items[i] - annotation->claims);
	entry->order = order;
	entry->numbered_count = placed.count;
	array_release(&placed);
}

/* Mostly they are written in order. */
static void number_claims(struct reader *reader)
{
	struct entry *entry = reader->entry;
	if (in_order(&entry->annotation))
		entry->numbered_count = entry->annotation.claim_count;
	else
		order_claims(reader);
	for (size_t i = 0; i < entry->numbered_count; i++)
		entry_claim(entry, i)->number = (uint32_t)(i + 1);
}

/* A claim without words of its own has those of its anchor. */
static void word_claim(struct reader *reader, struct draft *draft)
{
	const char *text = reader->entry->article.text;
	struct str words = {0};
	if (draft->text)
		return;
	if (!claim_placed(draft->claim))
		annotation_add_anchor(&words, &draft->words);
	for (size_t i = 0; i < draft->match.span_count; i++) {
		struct span span = draft->match.spans[i];
		str_adds(&words, i ? " … " : "");
		for (size_t j = span.start; j < span.end; j++)
			str_addc(&words,
				 strchr("\r\n\t", text[j]) ? ' ' : text[j]);
	}
	draft->text = arena_strndup(reader->batch->scratch, str_get(&words),
				    words.len);
	str_release(&words);
}

static void find_span(struct reader *reader, const struct claim *claim,
		      const char *words, size_t offset, struct span *span,
		      size_t *work)
{
	if (!words || !claim_placed(claim) || reader->dossier->partial ||
	    yaml_garbled(reader->yaml, words) ||
	    anchor_nearest(&reader->entry->article, words, claim_extent(claim),
			   span, work))
		return;
	reader_claim(reader, claim->id);
	reader_report(reader, *work ? DIAG_SPANS_MISS : DIAG_SPANS_UNSEARCHED,
		      offset, words, NULL);
	reader_claim(reader, NULL);
}

static const char *keep_text(struct reader *reader, const char *text)
{
	return text ? arena_strdup(reader->arena, text) : NULL;
}

/* Takes the anchor out of the scratch arena, for who asks what was sought. */
static const struct anchor *keep_anchor(struct reader *reader,
					const struct anchor *words)
{
	struct anchor *anchor = arena_copy(reader->arena, words, 1,
					   sizeof *words);
	anchor->pieces = arena_copy(reader->arena, words->pieces,
				    words->piece_count, sizeof *words->pieces);
	for (size_t i = 0; i < words->piece_count; i++)
		anchor->pieces[i] = keep_text(reader, words->pieces[i]);
	anchor->from = keep_text(reader, words->from);
	anchor->to = keep_text(reader, words->to);
	anchor->prefix = keep_text(reader, words->prefix);
	anchor->suffix = keep_text(reader, words->suffix);
	return anchor;
}

static void place_claims(struct reader *reader)
{
	size_t work = anchor_work(&reader->entry->article);
	for (size_t i = 0; i < reader->drafts.count; i++) {
		struct draft *draft = &reader->drafts.items[i];
		const struct claim *claim = draft->claim;
		struct claim_more *more = draft->more;
		if (draft->spoiled)
			continue;
		if (more) {
			find_span(reader, claim, more->speaker_words,
				  draft->speaker, &more->speaker_span, &work);
			find_span(reader, claim, more->cue_words, draft->cue,
				  &more->cue_span, &work);
		}
		word_claim(reader, draft);
		if (claim->state >= ANCHOR_APPROXIMATE)
			draft_more(reader, draft)->anchor = keep_anchor(
				reader, &draft->words);
	}
}

/* A claim's id with its text behind it. */
static const char *keep_words(struct arena *arena, const char *id,
			      const char *text)
{
	size_t len = strlen(id), more = text ? strlen(text) : 0;
	char *words = arena_text(arena, len + 1 + more);
	memcpy(words, id, len + 1);
	if (text)
		memcpy(words + len + 1, text, more);
	return words;
}

/* Takes out of the scratch arena what claims are left with. */
static void keep_claims(struct reader *reader)
{
	struct annotation *annotation = &reader->entry->annotation;
	struct claim *spoiled = annotation->claims + annotation->claim_count;
	struct claim_mores mores = {0};
	for (size_t i = 0; i < reader->drafts.count; i++) {
		const struct draft *draft = &reader->drafts.items[i];
		if (draft->spoiled)
			continue;
		if (draft->more)
			claim_keep_more(draft->claim, draft->more, &mores);
		draft->claim->id = keep_words(reader->arena, draft->claim->id,
					      draft->text);
	}
	for (size_t i = 0; i < reader->spoiled.count; i++)
		spoiled[i].id = keep_words(reader->arena, spoiled[i].id, NULL);
	annotation->more = arena_copy(reader->arena, mores.words.items,
				      mores.words.count,
				      sizeof *mores.words.items);
	array_release(&mores.words);
}

/* ---- the text ---- */

/* Reports the first place of the text that is not UTF-8, as "(1/N)" where
   there are N of them. */
static void check_text(const struct entry *entry, struct batch *batch)
{
	const struct article *article = &entry->article;
	const char *text = article->text;
	size_t bytes = article->bytes, first = utf8_check(text, bytes);
	size_t count = 0;
	struct str detail = {0};
	struct lines lines;
	uint32_t code;
	if (first == bytes)
		return;
	for (size_t at = first; at < bytes; count++) {
		at += utf8_decode(text + at, bytes - at, &code);
		at += utf8_check(text + at, bytes - at);
	}
	str_addf(&detail, "0x%02X", (unsigned)(unsigned char)text[first]);
	if (count > 1)
		str_addf(&detail, " (1/%zu)", count);
	lines_init(&lines, entry->path, text, bytes);
	struct diag diag = {.kind = DIAG_MALFORMED_TEXT,
			    .place = lines_place(&lines, first),
			    .detail = detail.bytes};
	diag_add_at(&batch->diags, &diag, text, bytes, first);
	lines_release(&lines);
	str_release(&detail);
}

/* An entry's text on its way: beside large annotations, where nothing else is
   read, a thread of its own reads it. */
struct text_reading {
	const struct dossier *dossier;
	struct entry *entry;
	pthread_t thread;
	bool threaded, over;
	int error;
};

static int load_text(const struct dossier *dossier, struct entry *entry)
{
	struct article *article = &entry->article;
	bool strips = dossier->unplaced || dossier->strips;
	/* What is not there is for who opens it to tell. */
	struct stat st = {.st_mode = S_IFREG};
	stat(entry->path, &st);
	/* Who only looks into a pipe takes its writer away from who reads. */
	if (dossier->single &&
	    (!strips || !strcmp(entry->path, "-") || !S_ISREG(st.st_mode)))
		return article_load_named(article, entry->path);
	return strips ? article_open(article, entry->path)
		      : article_load(article, entry->path);
}

static void *text_read_beside(void *user)
{
	struct text_reading *text = user;
	struct entry *entry = text->entry;
	text->error = article_load_alone(&entry->article, entry->path);
	return NULL;
}

static void text_start(struct text_reading *text, const struct batch *batch)
{
	const char *file = text->entry->annotation.file;
	struct stat st;
	if (batch->alone && !text->dossier->single &&
	    !text->dossier->unplaced && file && !stat(file, &st) &&
	    st.st_size >= ASIDE_BYTES && side_processors() > 1)
		text->threaded = side_start(&text->thread, text_read_beside,
					    text);
	if (!text->threaded)
		text->error = load_text(text->dossier, text->entry);
}

/*
 * Waits for the text, once, and reports what is wrong with it.  `whole`: all of
 * it is wanted, for words of anchors to be looked for.
 */
static void text_finish(struct text_reading *text, bool whole,
			struct batch *batch)
{
	struct entry *entry = text->entry;
	if (text->over)
		return;
	text->over = true;
	if (text->threaded)
		pthread_join(text->thread, NULL);
	if (whole && !text->error)
		text->error = article_complete(&entry->article);
	entry->error = text->error;
	if (text->error)
		diag_add_unread(&batch->diags, entry->path, text->error);
	else if (text->dossier->checked && entry->article.text)
		check_text(entry, batch);
}

/* ---- one article ---- */

static void check_sha256(struct reader *reader)
{
	const struct entry *entry = reader->entry;
	const char *wanted = entry->annotation.sha256;
	char hex[SHA256_HEX];
	if (!wanted || !entry->article.text || reader->dossier->partial)
		return;
	sha256_hex(entry->article.text, entry->article.bytes, hex);
	if (strcasecmp(hex, wanted) != 0)
		reader_report(reader, DIAG_TEXT_CHANGED, reader->sha256, hex,
			      NULL);
}

/* Whether anchors are to be looked for: for words alone only where a claim's
   are those of its anchor. */
static bool places_wanted(const struct reader *reader)
{
	bool worded = reader->dossier->unplaced;
	for (size_t i = 0; i < reader->drafts.count && worded; i++)
		worded = reader->drafts.items[i].text;
	return !worded;
}

static void read_annotation(const struct dossier *dossier, struct entry *entry,
			    struct text_reading *text, struct batch *batch)
{
	struct annotation *annotation = &entry->annotation;
	struct reader reader;
	if (!reader_open(&reader, dossier, entry, annotation->file, batch)) {
		annotation->file = NULL;
		goto out;
	}
	read_root(&reader, &annotation_shape, annotation);
	references_resolve(&reader);
	annotation->cut = yaml_cut(reader.yaml);
	bool places = places_wanted(&reader);
	text_finish(text, places && !annotation_strips_do(&reader), batch);
	if (!dossier->unplaced)
		check_sha256(&reader);
	finish_claims(&reader);
	finish_links(&reader);
	finish_passages(&reader);
	if (places) {
		annotation_anchors_resolve(&reader);
		number_claims(&reader);
		place_claims(&reader);
	}
	keep_claims(&reader);
out:
	arena_clear(batch->scratch);
	reader_release(&reader);
}

/* The start of the first paragraph, for want of a title. */
static const char *first_words(const struct entry *entry, struct arena *arena)
{
	if (!entry->article.paragraphs.count)
		return entry->id;
	struct str words = {0};
	annotation_add_words(&words, entry->article.text,
			     entry->article.paragraphs.items[0]);
	const char *copy = arena_strndup(arena, words.bytes, words.len);
	str_release(&words);
	return copy;
}

/* What is annotated on the text, which is read, or cannot be, or is on its
   way. */
static void annotate(const struct dossier *dossier, struct entry *entry,
		     struct text_reading *text, struct batch *batch)
{
	if (entry->annotation.file)
		read_annotation(dossier, entry, text, batch);
	text_finish(text, false, batch);
	entry->title = entry->annotation.title;
	if (!entry->title)
		entry->title = first_words(entry, batch->arena);
	entry->short_title = entry->annotation.short_title;
	if (!entry->short_title)
		entry->short_title = entry->id;
}

int entry_load(const struct dossier *dossier, struct entry *entry,
	       struct batch *batch)
{
	struct text_reading text = {.dossier = dossier, .entry = entry};
	diag_meet(&batch->diags, entry->path);
	text_start(&text, batch);
	annotate(dossier, entry, &text, batch);
	return entry->error;
}

int entry_glimpse(const struct dossier *dossier, struct entry *entry,
		  size_t offset, struct batch *batch)
{
	struct text_reading text = {.over = true};
	int error = article_glimpse(&entry->article, entry->path, offset);
	if (error != ESPIPE)
		annotate(dossier, entry, &text, batch);
	return error;
}
