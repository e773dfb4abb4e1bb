#include "core/annotation_strips.h"

#include <stdlib.h>
#include <string.h>

#include "core/needles.h"
#include "core/side.h"

enum {
	STRIP = 1 << 19, /* bytes that are searched by one thread */
	MOST = 256,      /* anchors: tables of more cost more than a strip */
};

bool annotation_strips_do(const struct reader *reader)
{
	if (!reader->dossier->strips || reader->entry->annotation.sha256 ||
	    reader->omission_offsets.count)
		return false;
	for (size_t i = 0; i < reader->drafts.count; i++) {
		const struct draft *draft = &reader->drafts.items[i];
		const struct claim_more *more = draft->more;
		if (!draft->text ||
		    (more && (more->speaker_words || more->cue_words)))
			return false;
	}
	return true;
}

/* Whether it may be found in one line alone, by its bytes. */
static bool is_plain(const struct anchor *anchor)
{
	/* A passage, from one to another, has no piece. */
	return anchor->piece_count == 1 && !anchor->prefix && !anchor->suffix &&
	       !anchor->occurrence && !strpbrk(anchor->pieces[0], "\r\n");
}

/* Where an anchor stands. */
struct hit {
	size_t which; /* anchor */
	size_t where; /* byte of the article */
};

/* The hits in one strip. */
struct found {
	ARRAY(struct hit) list;
};

struct finding {
	const struct article *article;
	const struct anchor *anchors;
	size_t count;
	struct found *strips;
};

static void strip_find(void *context, size_t i)
{
	const struct finding *finding = context;
	struct found *found = &finding->strips[i];
	struct article_strip strip = {0};
	struct needle needles[MOST];
	struct span stretch = {i * STRIP, (i + 1) * STRIP};
	if (stretch.end > finding->article->bytes)
		stretch.end = finding->article->bytes;
	for (size_t k = 0; k < finding->count; k++) {
		const char *words = finding->anchors[k].pieces[0];
		needles[k] = (struct needle){
			.bytes = words, .len = strlen(words), .limit = 2};
	}
	article_strip(finding->article, stretch, &strip);
	needles_find(needles, finding->count, strip.text, strip.bytes);
	for (size_t k = 0; k < finding->count; k++) {
		for (size_t j = 0; j < needles[k].hits.count; j++) {
			struct hit hit = {k, strip.start +
						     needles[k].hits.items[j]};
			array_push(&found->list, hit);
		}
		array_release(&needles[k].hits);
	}
	article_strip_release(&strip);
}

/* The only place of each anchor; false: one has none, or several. */
static bool found_once(const struct finding *finding, size_t strips,
		       struct span *spans)
{
	size_t hits = 0;
	for (size_t k = 0; k < finding->count; k++)
		spans[k] = (struct span){0, 0};
	for (size_t i = 0; i < strips; i++) {
		const struct found *found = &finding->strips[i];
		for (size_t j = 0; j < found->list.count; j++) {
			const struct hit *hit = &found->list.items[j];
			size_t k = hit->which;
			if (spans[k].end)
				return false;
			spans[k].start = hit->where;
			spans[k].end = hit->where +
				       strlen(finding->anchors[k].pieces[0]);
			hits++;
		}
	}
	return hits == finding->count;
}

/* False: it takes more to answer. */
static bool find_all(const struct article *article,
		     const struct anchor *anchors, size_t count,
		     struct anchor_match *matches, struct arena *arena)
{
	struct finding finding = {article, anchors, count, NULL};
	size_t strips = count ? (article->bytes + STRIP - 1) / STRIP : 0;
	struct span *spans = arena_alloc(arena, count * sizeof *spans);
	finding.strips = memory_alloc(strips * sizeof *finding.strips);
	for (size_t i = 0; i < strips; i++)
		finding.strips[i] = (struct found){0};
	side_by_side(strips, strip_find, &finding);
	bool all = found_once(&finding, strips, spans);
	for (size_t k = 0; k < count && all; k++)
		matches[k] = (struct anchor_match){
			.state = ANCHOR_EXACT,
			.spans = &spans[k],
			.span_count = 1,
		};
	for (size_t i = 0; i < strips; i++)
		array_release(&finding.strips[i].list);
	free(finding.strips);
	return all && !article_strip_error(article);
}

void annotation_strips_find(const struct reader *reader,
			    const struct anchor *anchors, size_t count,
			    struct anchor_match *matches)
{
	struct article *article = &reader->entry->article;
	struct batch *batch = reader->batch;
	bool plain = count <= MOST;
	if (!article_in_strips(article))
		return;
	for (size_t k = 0; k < count && plain; k++)
		plain = is_plain(&anchors[k]);
	if (plain && find_all(article, anchors, count, matches, batch->scratch))
		return;
	struct entry *entry = reader->entry;
	entry->error = article_complete(article);
	if (entry->error)
		diag_add_unread(&batch->diags, entry->path, entry->error);
}
