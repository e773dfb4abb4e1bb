#include "core/anchor.h"

#include <string.h>

#include "core/approx.h"
#include "core/fold.h"
#include "core/needles.h"

enum {
	CANDIDATES = 8,
	PLACES = CANDIDATES + 1,  /* more are not told apart */
	APPROX_ANCHOR_LEAST = 12, /* code points */
	NEAR = 256,               /* bytes around a span to look at first */
	START = 256,              /* bytes of lost words that find candidates */
	CONTEXT_ROOM = 64,        /* approximate places to try a context on */
};

/* What a piece may match by; each also takes what those before it take. */
enum step { STEP_EXACT, STEP_NORMALISED, STEP_APPROXIMATE };

/* The article, in the forms that the steps need, made when they do. */
struct text {
	const struct article *article;
	struct folded folded; /* bytes NULL: not yet */
	struct approx *approx;
	bool quick; /* no approximate matches */
};

/* A string of an anchor, with its normalised form. */
struct piece {
	const char *bytes;
	size_t len;
	struct folded folded;
};

/* An anchor on its way. */
struct job {
	const struct anchor *anchor;
	struct anchor_match *match;
	struct piece *pieces; /* the words or `from`, then what must follow */
	size_t piece_count;
	struct piece prefix, suffix; /* normalised, white space trimmed */
	const struct needle *exact;  /* the first piece's hits in the bytes */
	const struct needle *normalised; /* and in the normalised text */
};

/* Places that an anchor may mean: `width` spans each, PLACES at most. */
struct places {
	struct span *spans;
	size_t *distances;
	size_t width;
	size_t count;
};

static void fold_string(struct folded *folded, const char *bytes, size_t len)
{
	fold_text(folded, bytes, (struct span){0, len}, FOLD_ANCHOR);
}

static void piece_fold(struct piece *piece)
{
	fold_string(&piece->folded, piece->bytes, piece->len);
	if (piece->folded.len == 1 && piece->folded.bytes[0] == ' ')
		piece->folded.len = 0; /* white space alone names no words */
}

static const struct folded *text_folded(struct text *text)
{
	if (!text->folded.bytes)
		fold_string(&text->folded, text->article->text,
			    text->article->bytes);
	return &text->folded;
}

/* The first normalised byte that comes from the offset or from after it. */
static size_t folded_at(const struct folded *folded, size_t offset)
{
	size_t low = 0, high = folded->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (folded->origin[middle] < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct span text_origin(struct text *text, size_t start, size_t end)
{
	return fold_origin(text_folded(text), text->article->text, start, end);
}

/*
 * The first match of the piece at or after the byte, by its bytes or
 * normalised.
 */
static bool piece_after(struct text *text, const struct piece *piece,
			enum step step, size_t from, struct span *found)
{
	bool exact = step == STEP_EXACT;
	const struct folded *folded = exact ? NULL : text_folded(text);
	const char *hay = exact ? text->article->text : folded->bytes;
	size_t hay_len = exact ? text->article->bytes : folded->len;
	const char *words = exact ? piece->bytes : piece->folded.bytes;
	size_t len = exact ? piece->len : piece->folded.len;
	size_t at = exact ? from : folded_at(folded, from);
	while (len && at < hay_len) {
		const char *hit = memmem(hay + at, hay_len - at, words, len);
		if (!hit)
			return false;
		at = (size_t)(hit - hay);
		if (needles_boundary(hay, hay_len, at) &&
		    needles_boundary(hay, hay_len, at + len)) {
			*found = exact ? (struct span){at, at + len}
				       : text_origin(text, at, at + len);
			if (found->start >= from)
				return true;
		}
		at++;
	}
	return false;
}

static size_t piece_characters(const struct piece *piece)
{
	return approx_characters(piece->folded.bytes, piece->folded.len);
}

/* Its normalised form without what is too long to look for far and wide. */
static struct piece piece_start(const struct piece *piece)
{
	struct piece start = *piece;
	if (start.folded.len > START)
		start.folded.len = START;
	while (start.folded.len < piece->folded.len &&
	       (start.folded.bytes[start.folded.len] & 0xc0) == 0x80)
		start.folded.len--;
	return start;
}

/* The distance that still counts as an approximate match; 0: none does. */
static size_t piece_limit(const struct piece *piece)
{
	size_t count = piece_characters(piece);
	return count < APPROX_ANCHOR_LEAST ? 0 : count / 5;
}

/* Approximate places at or after the byte, as approx_find() gives them. */
static size_t piece_approx(struct text *text, const struct piece *piece,
			   size_t from, size_t errors, struct approx_hit *hits,
			   size_t room)
{
	if (text->quick)
		return 0;
	const struct folded *folded = text_folded(text);
	if (!text->approx)
		text->approx = approx_new(folded->bytes, folded->len);
	if (!text->approx || !errors)
		return 0;
	return approx_find(text->approx, piece->folded.bytes, piece->folded.len,
			   from ? folded_at(folded, from) : 0, errors, hits,
			   room);
}

/* The one best approximate match after the byte; false: none, or several. */
static bool piece_approx_after(struct text *text, const struct piece *piece,
			       size_t from, struct span *found,
			       size_t *distance)
{
	struct approx_hit hits[2];
	size_t count = piece_approx(text, piece, from, piece_limit(piece), hits,
				    2);
	if (!count || (count > 1 && hits[0].distance == hits[1].distance))
		return false;
	*found = text_origin(text, hits[0].start, hits[0].end);
	*distance += hits[0].distance;
	return found->start >= from;
}

/* Whether the prefix and the suffix stand beside the span. */
static bool context_fits(struct text *text, const struct job *job,
			 struct span span)
{
	const struct folded *prefix = &job->prefix.folded;
	const struct folded *suffix = &job->suffix.folded;
	if (!prefix->len && !suffix->len)
		return true;
	const struct folded *folded = text_folded(text);
	size_t before = folded_at(folded, span.start);
	size_t after = folded_at(folded, span.end);
	while (before && folded->bytes[before - 1] == ' ')
		before--;
	while (after < folded->len && folded->bytes[after] == ' ')
		after++;
	return before >= prefix->len && folded->len - after >= suffix->len &&
	       !memcmp(folded->bytes + before - prefix->len,
		       prefix->len ? prefix->bytes : "", prefix->len) &&
	       !memcmp(folded->bytes + after, suffix->len ? suffix->bytes : "",
		       suffix->len);
}

/* Adds the place whose first piece is head; false where the rest misses. */
static bool places_add(struct places *places, struct text *text,
		       const struct job *job, struct span head, enum step step,
		       size_t distance)
{
	struct span *spans = places->spans + places->count * places->width;
	spans[0] = head;
	for (size_t i = 1; i < job->piece_count; i++) {
		enum step exact = step < STEP_NORMALISED ? step
							 : STEP_NORMALISED;
		if (piece_after(text, &job->pieces[i], exact, spans[i - 1].end,
				&spans[i]))
			continue;
		if (step < STEP_APPROXIMATE ||
		    !piece_approx_after(text, &job->pieces[i], spans[i - 1].end,
					&spans[i], &distance))
			return false;
	}
	places->distances[places->count++] = distance;
	return true;
}

/* The span of a hit, in bytes of the article. */
static struct span hit_span(struct text *text, const struct job *job,
			    const struct needle *needle, size_t hit)
{
	size_t start = needle->hits.items[hit], end = start + needle->len;
	return needle == job->exact ? (struct span){start, end}
				    : text_origin(text, start, end);
}

/*
 * The spans of a first piece's hits that prefix and suffix leave, from the
 * `skip`th, `room` at most; two hits may come from one cluster of the text.
 */
static size_t heads_left(struct text *text, const struct job *job,
			 const struct needle *needle, size_t skip,
			 struct span *heads, size_t room)
{
	size_t count = 0;
	struct span last = {0, 0};
	for (size_t i = 0; i < needle->hits.count && count < room; i++) {
		struct span span = hit_span(text, job, needle, i);
		if ((span.start == last.start && span.end == last.end) ||
		    !context_fits(text, job, span))
			continue;
		last = span;
		if (skip)
			skip--;
		else
			heads[count++] = span;
	}
	return count;
}

/*
 * The places that begin at a hit of the needle and go on by the step.  What
 * follows is the first after it, so where it misses for one it misses for all
 * that come later.
 */
static void places_find(struct places *places, struct text *text,
			const struct job *job, const struct needle *needle,
			enum step step)
{
	struct span heads[PLACES];
	size_t occurrence = job->anchor->occurrence;
	size_t count = heads_left(text, job, needle,
				  occurrence ? occurrence - 1 : 0, heads,
				  occurrence ? 1 : PLACES);
	places->count = 0;
	for (size_t i = 0; i < count; i++)
		if (!places_add(places, text, job, heads[i], step, 0) &&
		    step < STEP_APPROXIMATE)
			break;
}

/* The places that begin at the best approximate match of the first piece. */
static void places_approximate(struct places *places, struct text *text,
			       const struct job *job)
{
	struct approx_hit hits[CONTEXT_ROOM];
	bool context = job->prefix.folded.len || job->suffix.folded.len;
	size_t count = piece_approx(text, &job->pieces[0], 0,
				    piece_limit(&job->pieces[0]), hits,
				    context ? CONTEXT_ROOM : PLACES);
	size_t best = 0;
	places->count = 0;
	for (size_t i = 0; i < count && places->count < PLACES; i++) {
		struct span head = text_origin(text, hits[i].start,
					       hits[i].end);
		if (places->count && hits[i].distance > best)
			break;
		if (!context_fits(text, job, head))
			continue;
		if (places_add(places, text, job, head, STEP_APPROXIMATE,
			       hits[i].distance))
			best = hits[i].distance;
	}
}

/* From the first span's start to the last one's end. */
static struct span place_extent(const struct places *places, size_t place)
{
	const struct span *spans = places->spans + place * places->width;
	return (struct span){spans[0].start, spans[places->width - 1].end};
}

static size_t blanks(const char *bytes, size_t len)
{
	size_t count = 0;
	while (count < len && memchr(" \t\r\n", bytes[count], 4))
		count++;
	return count;
}

/* Whether the piece's bytes stand at the span, which may lack their blanks. */
static bool piece_same(const struct text *text, const struct piece *piece,
		       struct span span)
{
	const char *bytes = text->article->text;
	size_t start = span.start +
		       blanks(bytes + span.start, span.end - span.start);
	size_t before = blanks(piece->bytes, piece->len);
	if (before > start ||
	    piece->len > text->article->bytes - (start - before))
		return false;
	return !memcmp(bytes + start - before, piece->bytes, piece->len);
}

/* Sets the match to the one place there is. */
static void job_settle(struct job *job, const struct text *text,
		       const struct places *places, struct arena *arena)
{
	struct anchor_match *match = job->match;
	match->state = ANCHOR_EXACT;
	for (size_t i = 0; i < job->piece_count; i++)
		if (!piece_same(text, &job->pieces[i], places->spans[i]))
			match->state = ANCHOR_NORMALISED;
	match->distance = places->distances[0];
	if (match->distance)
		match->state = ANCHOR_APPROXIMATE;
	struct span extent = place_extent(places, 0);
	bool passage = job->anchor->from != NULL;
	match->span_count = passage ? 1 : job->piece_count;
	match->spans = arena_copy(arena, passage ? &extent : places->spans,
				  match->span_count, sizeof extent);
}

static void set_candidates(struct job *job, const struct span *spans,
			   size_t count, enum anchor_state state,
			   struct arena *arena)
{
	job->match->state = state;
	job->match->candidate_count = count < CANDIDATES ? count : CANDIDATES;
	job->match->candidates = arena_copy(
		arena, spans, job->match->candidate_count, sizeof *spans);
}

/* Settles a job by its places; false where there is none. */
static bool job_decide(struct job *job, const struct text *text,
		       const struct places *places, struct arena *arena)
{
	struct span extents[PLACES];
	for (size_t i = 0; i < places->count; i++)
		extents[i] = place_extent(places, i);
	if (places->count == 1)
		job_settle(job, text, places, arena);
	else if (places->count)
		set_candidates(job, extents, places->count, ANCHOR_AMBIGUOUS,
			       arena);
	return places->count > 0;
}

/*
 * A lost anchor's candidates: where its first words stand (without what should
 * be beside or after them), else where words like them do.
 */
static void job_lose(struct job *job, struct text *text, struct arena *arena)
{
	struct span spans[CANDIDATES];
	struct job bare = *job;
	bare.prefix.folded = bare.suffix.folded = (struct folded){0};
	size_t count = heads_left(text, &bare, job->normalised, 0, spans,
				  CANDIDATES);
	if (!count) {
		struct approx_hit hits[CANDIDATES];
		struct piece start = piece_start(&job->pieces[0]);
		size_t errors = 2 * piece_characters(&start) / 5;
		count = piece_approx(text, &start, 0, errors, hits, CANDIDATES);
		for (size_t i = 0; i < count; i++)
			spans[i] = text_origin(text, hits[i].start,
					       hits[i].end);
	}
	set_candidates(job, spans, count, ANCHOR_LOST, arena);
}

static void places_init(struct places *places, const struct job *job)
{
	*places = (struct places){.width = job->piece_count};
	places->spans = memory_alloc(PLACES * places->width *
				     sizeof *places->spans);
	places->distances = memory_alloc(PLACES * sizeof *places->distances);
}

static void places_release(struct places *places)
{
	free(places->spans);
	free(places->distances);
}

/* The first step: its bytes alone.  False: a later one must decide. */
static bool job_exact(struct job *job, struct text *text, struct arena *arena)
{
	struct places places;
	if (job->anchor->occurrence)
		return false;
	places_init(&places, job);
	places_find(&places, text, job, job->exact, STEP_EXACT);
	bool done = job_decide(job, text, &places, arena);
	places_release(&places);
	return done;
}

/* The second and third step. */
static void job_later(struct job *job, struct text *text, struct arena *arena)
{
	struct places places;
	const struct needle *exact = job->anchor->occurrence ? job->normalised
							     : job->exact;
	const struct {
		const struct needle *heads;
		enum step step;
	} tries[] = {
		{exact, STEP_NORMALISED},
		{job->normalised, STEP_NORMALISED},
		{exact, STEP_APPROXIMATE},
		{job->normalised, STEP_APPROXIMATE},
	};
	bool done = false;
	places_init(&places, job);
	for (size_t i = 0; i < sizeof tries / sizeof *tries && !done; i++) {
		if (job->piece_count == 1 && i != 1)
			continue; /* nothing follows that would match later */
		places_find(&places, text, job, tries[i].heads, tries[i].step);
		done = job_decide(job, text, &places, arena);
	}
	if (!done && !job->anchor->occurrence) {
		places_approximate(&places, text, job);
		done = job_decide(job, text, &places, arena);
	}
	if (!done)
		job_lose(job, text, arena);
	places_release(&places);
}

/* A prefix or a suffix: normalised, and trimmed. */
static void context_init(struct piece *piece, const char *words)
{
	struct folded *folded = &piece->folded;
	if (!words)
		return;
	fold_string(folded, words, strlen(words));
	size_t start = 0;
	while (folded->len && folded->bytes[folded->len - 1] == ' ')
		folded->len--;
	while (start < folded->len && folded->bytes[start] == ' ')
		start++;
	folded->len -= start;
	memmove(folded->bytes, folded->bytes + start, folded->len);
}

/* At least one: words that are not given are empty, and found nowhere. */
static size_t pieces_of(const struct anchor *anchor)
{
	if (anchor->from)
		return 2;
	return anchor->piece_count ? anchor->piece_count : 1;
}

static const char *piece_words(const struct anchor *anchor, size_t i)
{
	const char *words = anchor->from && i ? anchor->to : anchor->from;
	if (!anchor->from && i < anchor->piece_count)
		words = anchor->pieces[i];
	return words ? words : "";
}

static void job_init(struct job *job, const struct anchor *anchor,
		     struct anchor_match *match, struct piece *pieces)
{
	*match = (struct anchor_match){.state = ANCHOR_LOST};
	*job = (struct job){
		.anchor = anchor,
		.match = match,
		.pieces = pieces,
		.piece_count = pieces_of(anchor),
	};
	for (size_t i = 0; i < job->piece_count; i++) {
		const char *words = piece_words(anchor, i);
		pieces[i] = (struct piece){.bytes = words,
					   .len = strlen(words)};
	}
	context_init(&job->prefix, anchor->prefix);
	context_init(&job->suffix, anchor->suffix);
}

static void job_release(struct job *job)
{
	for (size_t i = 0; i < job->piece_count; i++)
		fold_release(&job->pieces[i].folded);
	fold_release(&job->prefix.folded);
	fold_release(&job->suffix.folded);
}

/* How many hits of its first piece decide about an anchor. */
static size_t hits_wanted(const struct job *job)
{
	bool context = job->prefix.folded.len || job->suffix.folded.len;
	return context || job->anchor->occurrence ? SIZE_MAX : PLACES;
}

/* The least bytes between the two. */
static size_t span_gap(struct span a, struct span b)
{
	if (a.end <= b.start)
		return b.start - a.end;
	return b.end <= a.start ? a.start - b.end : 0;
}

/* Of the piece's matches in the window, the nearest to the span. */
static bool window_nearest(const struct article *window,
			   const struct piece *piece, enum step step,
			   struct span near, struct span *found)
{
	struct text text = {.article = window};
	struct span span;
	bool any = false;
	for (size_t at = 0; piece_after(&text, piece, step, at, &span);
	     at = span.start + 1) {
		if (any && span_gap(span, near) >= span_gap(*found, near))
			break; /* they only get farther from here */
		*found = span;
		any = true;
	}
	fold_release(&text.folded);
	return any;
}

/* Normalises what the exact step left, and finds it in one pass again. */
static void resolve_later(struct text *text, struct job **jobs, size_t count,
			  struct arena *arena)
{
	struct needle *needles = memory_alloc(count * sizeof *needles);
	const struct folded *folded = text_folded(text);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < jobs[i]->piece_count; j++)
			piece_fold(&jobs[i]->pieces[j]);
		needles[i] = (struct needle){
			.bytes = jobs[i]->pieces[0].folded.bytes,
			.len = jobs[i]->pieces[0].folded.len,
			.limit = hits_wanted(jobs[i]),
		};
	}
	needles_find(needles, count, folded->bytes, folded->len);
	for (size_t i = 0; i < count; i++) {
		jobs[i]->normalised = &needles[i];
		job_later(jobs[i], text, arena);
	}
	for (size_t i = 0; i < count; i++)
		array_release(&needles[i].hits);
	free(needles);
}

static void resolve(const struct article *article, const struct anchor *anchors,
		    size_t count, struct anchor_match *matches,
		    struct arena *arena, bool quick)
{
	struct text text = {.article = article, .quick = quick};
	struct job *jobs = memory_alloc(count * sizeof *jobs);
	struct job **left = memory_alloc(count * sizeof *left);
	struct needle *needles = memory_alloc(count * sizeof *needles);
	size_t left_count = 0, piece_count = 0;
	for (size_t i = 0; i < count; i++)
		piece_count += pieces_of(&anchors[i]);
	struct piece *pieces = memory_alloc(piece_count * sizeof *pieces);
	struct piece *next = pieces;
	for (size_t i = 0; i < count; i++) {
		job_init(&jobs[i], &anchors[i], &matches[i], next);
		next += jobs[i].piece_count;
		needles[i] = (struct needle){
			.bytes = jobs[i].pieces[0].bytes,
			.len = jobs[i].pieces[0].len,
			.limit = hits_wanted(&jobs[i]),
		};
		jobs[i].exact = &needles[i];
	}
	needles_find(needles, count, article->text, article->bytes);
	for (size_t i = 0; i < count; i++)
		if (!job_exact(&jobs[i], &text, arena))
			left[left_count++] = &jobs[i];
	if (left_count)
		resolve_later(&text, left, left_count, arena);
	for (size_t i = 0; i < count; i++) {
		array_release(&needles[i].hits);
		job_release(&jobs[i]);
	}
	fold_release(&text.folded);
	approx_free(text.approx);
	free(jobs);
	free(left);
	free(needles);
	free(pieces);
}

void anchor_resolve(const struct article *article, const struct anchor *anchors,
		    size_t count, struct anchor_match *matches,
		    struct arena *arena)
{
	resolve(article, anchors, count, matches, arena, false);
}

static void spans_shift(struct span *spans, size_t count, size_t by)
{
	for (size_t i = 0; i < count; i++) {
		spans[i].start += by;
		spans[i].end += by;
	}
}

void anchor_glimpse(const struct article *article, const struct anchor *anchors,
		    size_t count, struct anchor_match *matches,
		    struct arena *arena)
{
	struct span here = article_read(article);
	struct article part = {.text = article->text + here.start,
			       .bytes = here.end - here.start};
	resolve(&part, anchors, count, matches, arena, true);
	for (size_t i = 0; i < count; i++) {
		struct anchor_match *match = &matches[i];
		spans_shift(match->spans, match->span_count, here.start);
		spans_shift(match->candidates, match->candidate_count,
			    here.start);
	}
}

/* The window of the article's bytes around the span, between clusters. */
static struct span window_around(const struct article *article,
				 struct span near, size_t reach)
{
	struct span window = {0, article->bytes};
	if (near.start > reach)
		window.start = near.start - reach;
	if (article->bytes > near.end && article->bytes - near.end > reach)
		window.end = near.end + reach;
	while (!needles_boundary(article->text, article->bytes, window.start))
		window.start--;
	while (!needles_boundary(article->text, article->bytes, window.end))
		window.end++;
	return window;
}

bool anchor_nearest(const struct article *article, const char *words,
		    struct span near, struct span *found)
{
	struct piece piece = {.bytes = words, .len = strlen(words)};
	struct span window;
	bool any = false;
	piece_fold(&piece);
	for (size_t reach = NEAR; !any; reach *= 4) {
		window = window_around(article, near, reach + 2 * piece.len);
		bool whole = window.start == 0 && window.end == article->bytes;
		struct article part = {.text = article->text + window.start,
				       .bytes = window.end - window.start};
		struct span beside = {near.start - window.start,
				      near.end - window.start},
			    span = {0, 0};
		for (enum step step = STEP_EXACT;
		     step <= STEP_NORMALISED && !any; step++)
			any = window_nearest(&part, &piece, step, beside,
					     &span) &&
			      (whole || span_gap(span, beside) <= reach);
		if (any)
			*found = (struct span){span.start + window.start,
					       span.end + window.start};
		if (whole)
			break;
	}
	fold_release(&piece.folded);
	return any;
}
