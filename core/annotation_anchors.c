#include "core/annotation_anchors.h"

#include <inttypes.h>
#include <string.h>

#include "core/anchor.h"
#include "core/anchor_text.h"
#include "core/annotation_strips.h"
#include "core/lines.h"
#include "core/str.h"
#include "core/utf8.h"

enum {
	CONTEXT_BYTES = 16, /* shown on either side of a candidate */
	WORDS_BYTES = 100,  /* shown of an anchor at most */
	CANDIDATES_SHOWN = 3,
};

/* An anchor of any of the three, and what to say of it. */
struct wanted {
	struct anchor_match *match; /* where the answer belongs */
	size_t offset;
	const char *claim; /* its id, or NULL */
	bool omits;        /* the words are those of an omission */
};

struct anchors {
	struct anchor *list;
	struct wanted *wanted;
	size_t count;
	struct lines lines; /* of the article; made when first needed */
};

static void want(struct anchors *anchors, const struct anchor *anchor,
		 struct wanted wanted)
{
	anchors->list[anchors->count] = *anchor;
	anchors->wanted[anchors->count++] = wanted;
}

static void collect_anchors(const struct reader *reader,
			    struct anchors *anchors)
{
	struct annotation *annotation = &reader->entry->annotation;
	size_t most = annotation->claim_count + annotation->omission_count +
		      annotation->remark_count;
	anchors->list = memory_alloc(most * sizeof *anchors->list);
	anchors->wanted = memory_alloc(most * sizeof *anchors->wanted);
	for (size_t i = 0; i < reader->drafts.count; i++) {
		struct draft *draft = &reader->drafts.items[i];
		if (!draft->spoiled)
			want(anchors, &draft->words,
			     (struct wanted){.match = &draft->match,
					     .offset = draft->anchor,
					     .claim = draft->claim->id});
	}
	for (size_t i = 0; i < annotation->omission_count; i++)
		want(anchors, &annotation->omissions[i].anchor,
		     (struct wanted){
			     .match = &annotation->omissions[i].match,
			     .offset = reader->omission_offsets.items[i],
			     .omits = true});
	for (size_t i = 0; i < annotation->remark_count; i++)
		want(anchors, &annotation->remarks[i].anchor,
		     (struct wanted){
			     .match = &annotation->remarks[i].match,
			     .offset = reader->remark_offsets.items[i]});
}

static bool continues(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

void annotation_add_words(struct str *out, const char *text, struct span span)
{
	bool cut = span.end - span.start > WORDS_BYTES;
	if (cut)
		span.end = span.start + WORDS_BYTES;
	while (cut && span.end > span.start && continues(text[span.end]))
		span.end--;
	for (size_t i = span.start; i < span.end; i++)
		str_addc(out, strchr("\r\n\t", text[i]) ? ' ' : text[i]);
	if (cut)
		str_adds(out, "…");
}

void annotation_add_anchor(struct str *out, const struct anchor *anchor)
{
	const char *from = anchor->from;
	if (from) {
		annotation_add_words(out, from, (struct span){0, strlen(from)});
		str_adds(out, " … ");
		annotation_add_words(out, anchor->to,
				     (struct span){0, strlen(anchor->to)});
	}
	for (size_t i = 0; i < anchor->piece_count; i++) {
		const char *piece = anchor->pieces[i];
		str_adds(out, i ? " … " : "");
		annotation_add_words(out, piece,
				     (struct span){0, strlen(piece)});
	}
}

/* A line for each of the first candidates: "path:line:column: words". */
static void add_candidates(struct reader *reader, struct anchors *anchors,
			   const struct anchor_match *match, struct str *out)
{
	const struct article *article = &reader->entry->article;
	if (!anchors->lines.bytes)
		lines_init(&anchors->lines, reader->entry->path, article->text,
			   article->bytes);
	for (size_t i = 0; i < match->candidate_count && i < CANDIDATES_SHOWN;
	     i++) {
		struct span span = match->candidates[i];
		struct place place = lines_place(&anchors->lines, span.start);
		size_t before = place.column - 1;
		span.start -= before < CONTEXT_BYTES ? before : CONTEXT_BYTES;
		for (size_t j = 0;
		     j < CONTEXT_BYTES && span.end < article->bytes &&
		     article->text[span.end] != '\n';
		     j++)
			span.end++;
		while (continues(article->text[span.start]) ||
		       article->text[span.start] == ' ')
			span.start++;
		while (span.end < article->bytes &&
		       continues(article->text[span.end]))
			span.end++;
		str_addf(out, "%s%s:%zu:%zu: ", i ? "\n" : "", place.file,
			 place.line, place.column);
		annotation_add_words(out, article->text, span);
	}
}

/* Whether words of the anchor are not what was written, which was told. */
static bool garbled(const struct yaml *yaml, const struct anchor *anchor)
{
	const char *const words[] = {anchor->from, anchor->to, anchor->prefix,
				     anchor->suffix};
	bool found = false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		found |= yaml_garbled(yaml, words[i]);
	for (size_t i = 0; i < anchor->piece_count; i++)
		found |= yaml_garbled(yaml, anchor->pieces[i]);
	return found;
}

static enum diag_kind anchor_problem(const struct wanted *wanted)
{
	const struct anchor_match *match = wanted->match;
	if (match->state == ANCHOR_APPROXIMATE)
		return wanted->omits ? DIAG_APPROXIMATE_OMISSION
				     : DIAG_APPROXIMATE;
	if (match->state == ANCHOR_AMBIGUOUS)
		return wanted->omits ? DIAG_AMBIGUOUS_OMISSION : DIAG_AMBIGUOUS;
	return wanted->omits       ? DIAG_LOST_OMISSION
	       : match->unsearched ? DIAG_UNSEARCHED
	       : match->few        ? DIAG_FEW
				   : DIAG_LOST;
}

static void report_anchor(struct reader *reader, struct anchors *anchors,
			  size_t i)
{
	const struct wanted *wanted = &anchors->wanted[i];
	const struct anchor_match *match = wanted->match;
	if (match->state < ANCHOR_APPROXIMATE || yaml_full(reader->yaml) ||
	    garbled(reader->yaml, &anchors->list[i]))
		return;
	struct anchor_match shown = *match;
	if (match->state == ANCHOR_APPROXIMATE) {
		shown.candidates = match->spans;
		shown.candidate_count = match->span_count;
	}
	struct str detail = {0}, hint = {0};
	annotation_add_anchor(&detail, &anchors->list[i]);
	if (match->few)
		str_addf(&detail, " (%" PRIu32 "%s < %zu)",
			 match->candidate_count,
			 match->candidate_count == ANCHOR_CANDIDATES ? "+" : "",
			 anchors->list[i].occurrence);
	add_candidates(reader, anchors, &shown, &hint);
	reader_claim(reader, wanted->claim);
	reader_report(reader, anchor_problem(wanted), wanted->offset,
		      str_get(&detail), hint.len ? hint.bytes : NULL);
	reader_claim(reader, NULL);
	str_release(&detail);
	str_release(&hint);
}

/* Spans that outlive the scratch arena. */
static struct anchor_match match_keep(const struct anchor_match *match,
				      struct arena *arena)
{
	struct anchor_match kept = *match;
	kept.spans = arena_copy(arena, match->spans, match->span_count,
				sizeof *match->spans);
	kept.candidates = arena_copy(arena, match->candidates,
				     match->candidate_count,
				     sizeof *match->candidates);
	return kept;
}

static void resolve(struct reader *reader)
{
	struct anchors anchors = {0};
	struct arena *scratch = reader->batch->scratch;
	collect_anchors(reader, &anchors);
	size_t count = anchors.count;
	struct anchor_match *matches = memory_alloc(count * sizeof *matches);
	for (size_t i = 0; i < count; i++)
		matches[i] = (struct anchor_match){.state = ANCHOR_LOST};
	annotation_strips_find(reader, anchors.list, count, matches);
	bool readable = reader->entry->article.text;
	bool partial = reader->dossier->partial;
	if (readable && count && partial)
		anchor_glimpse(&reader->entry->article, anchors.list, count,
			       matches, scratch);
	else if (readable && count)
		anchor_resolve(&reader->entry->article, anchors.list, count,
			       matches, scratch);
	for (size_t i = 0; i < count; i++) {
		matches[i].few = anchor_few(&reader->entry->article,
					    &anchors.list[i], &matches[i]);
		*anchors.wanted[i].match = anchors.wanted[i].claim
						   ? matches[i]
						   : match_keep(&matches[i],
								reader->arena);
		if (readable && !partial)
			report_anchor(reader, &anchors, i);
	}
	free(matches);
	lines_release(&anchors.lines);
	free(anchors.list);
	free(anchors.wanted);
}

/* What was found is the claim's: its extent alone, where that says it all. */
static void keep_places(struct reader *reader)
{
	for (size_t i = 0; i < reader->drafts.count; i++) {
		struct draft *draft = &reader->drafts.items[i];
		const struct anchor_match *match = &draft->match;
		struct claim *claim = draft->claim;
		if (draft->spoiled)
			continue;
		claim->state = match->state;
		if (match->span_count) {
			const struct span *last =
				&match->spans[match->span_count - 1];
			claim->start = (uint32_t)match->spans[0].start;
			claim->end = (uint32_t)last->end;
		}
		if (match->span_count > 1 || match->candidate_count) {
			struct anchor_match kept = match_keep(match,
							      reader->arena);
			draft_more(reader, draft)->match = arena_copy(
				reader->arena, &kept, 1, sizeof kept);
		}
	}
}

void annotation_anchors_resolve(struct reader *reader)
{
	resolve(reader);
	keep_places(reader);
}
