#include "core/anchor.h"

#include <stdint.h>
#include <string.h>

#include "core/anchor_text.h"
#include "core/approx.h"
#include "core/fold.h"
#include "core/needles.h"

enum {
	CANDIDATES = ANCHOR_CANDIDATES,
	PLACES = CANDIDATES + 1,  /* more are not told apart */
	APPROX_ANCHOR_LEAST = 12, /* code points */
	NEAR = 256,               /* bytes around a span to look at first */
	START = 256,              /* bytes of lost words that find candidates */
	CONTEXT_ROOM = 64,        /* approximate places to try a context on */
	HITS_MOST = 1 << 22, /* of first pieces with a context, all in all */
};

/*
 * What one article's anchors may cost in all: so many steps, and some for each
 * byte of the text.  Only what is looked for again and again counts, which
 * takes thousands of anchors that do not match.
 */
static const size_t work_base = 32 * 1024 * 1024, work_per_byte = 16;

/* What stands beside an anchor, normalised, white space trimmed. */
struct context {
	struct folded prefix, suffix;
};

/* An anchor on its way. */
struct job {
	const struct anchor *anchor;
	struct anchor_match *match;
	struct anchor_piece
		*pieces; /* the words or `from`, then what must follow */
	size_t piece_count;
	struct context *context;    /* NULL: none is given */
	const struct needle *exact; /* the first piece's hits in the bytes */
	const struct needle *normalised; /* and in the normalised text */
	struct approx_query *query;      /* NULL: not yet that far */
};

/* Places that an anchor may mean: `width` spans each, PLACES at most. */
struct places {
	struct span *spans; /* `few`, or the room's own */
	size_t width;
	size_t count;
	bool same; /* the bytes there are the anchor's */
	size_t distances[PLACES];
	struct span few[2 * PLACES];
};

static size_t piece_characters(const struct anchor_piece *piece)
{
	return approx_characters(piece->folded.bytes, piece->folded.len);
}

/* Its normalised form without what is too long to look for far and wide. */
static struct anchor_piece piece_start(const struct anchor_piece *piece)
{
	struct anchor_piece start = *piece;
	if (start.folded.len > START)
		start.folded.len = START;
	while (start.folded.len < piece->folded.len &&
	       (start.folded.bytes[start.folded.len] & 0xc0) == 0x80)
		start.folded.len--;
	return start;
}

/* The distance that still counts as an approximate match; 0: none does. */
static size_t piece_limit(const struct anchor_piece *piece)
{
	size_t count = piece_characters(piece);
	return count < APPROX_ANCHOR_LEAST ? 0 : count / 5;
}

/* The approximate places of a query that was searched. */
static size_t query_best(struct anchor_text *text, struct approx_query *query,
			 struct approx_hit *hits, size_t room)
{
	if (!query->errors)
		return 0;
	size_t count = approx_best(anchor_text_approx(text), query, hits, room);
	text->spent |= query->cut;
	return query->cut ? 0 : count;
}

/* The one best approximate match after the byte; false: none, or several. */
static bool piece_approx_after(struct anchor_text *text,
			       const struct anchor_piece *piece, size_t from,
			       struct span *found, size_t *distance)
{
	struct approx_hit hits[2];
	struct approx_query query = {
		.words = piece->folded.bytes,
		.len = piece->folded.len,
		.from = fold_index_at(anchor_text_folded(text), from),
		.errors = text->quick ? 0 : piece_limit(piece),
	};
	if (query.errors)
		approx_search(anchor_text_approx(text), &query, 1);
	size_t count = query_best(text, &query, hits, 2);
	approx_query_release(&query);
	if (!count || (count > 1 && hits[0].distance == hits[1].distance))
		return false;
	*found = anchor_text_span(text, hits[0].start, hits[0].end);
	*distance += hits[0].distance;
	return found->start >= from;
}

static bool job_has_context(const struct job *job)
{
	const struct context *context = job->context;
	return context && (context->prefix.len || context->suffix.len);
}

/* Whether the prefix and the suffix stand beside the span. */
static bool context_fits(struct anchor_text *text, const struct job *job,
			 struct span span)
{
	if (!job_has_context(job))
		return true;
	const struct folded *prefix = &job->context->prefix;
	const struct folded *suffix = &job->context->suffix;
	if (!anchor_text_spend(text, 2 * ANCHOR_WORK_PLACE))
		return false;
	struct fold_index *folded = anchor_text_folded(text);
	const char *bytes = folded->bytes.items;
	size_t before = fold_index_at(folded, span.start);
	size_t after = fold_index_at(folded, span.end);
	while (before && bytes[before - 1] == ' ')
		before--;
	while (after < folded->len && bytes[after] == ' ')
		after++;
	return before >= prefix->len && folded->len - after >= suffix->len &&
	       !memcmp(bytes + before - prefix->len,
		       prefix->len ? prefix->bytes : "", prefix->len) &&
	       !memcmp(bytes + after, suffix->len ? suffix->bytes : "",
		       suffix->len);
}

/* Adds the place whose first piece is head; false where the rest misses. */
static bool places_add(struct places *places, struct anchor_text *text,
		       const struct job *job, struct span head,
		       enum anchor_step step, size_t distance)
{
	struct span *spans = places->spans + places->count * places->width;
	spans[0] = head;
	for (size_t i = 1; i < job->piece_count; i++) {
		enum anchor_step exact = step < ANCHOR_STEP_NORMALISED
						 ? step
						 : ANCHOR_STEP_NORMALISED;
		if (anchor_text_after(text, &job->pieces[i], exact,
				      spans[i - 1].end, &spans[i]))
			continue;
		if (step < ANCHOR_STEP_APPROXIMATE ||
		    !piece_approx_after(text, &job->pieces[i], spans[i - 1].end,
					&spans[i], &distance))
			return false;
	}
	places->distances[places->count++] = distance;
	return true;
}

/* The span of a hit, in bytes of the article. */
static struct span hit_span(struct anchor_text *text, const struct job *job,
			    const struct needle *needle, size_t hit)
{
	size_t start = needle->hits.items[hit], end = start + needle->len;
	return needle == job->exact ? (struct span){start, end}
				    : anchor_text_span(text, start, end);
}

/*
 * The spans of a first piece's hits that prefix and suffix leave, from the
 * `skip`th, `room` at most; two hits may come from one cluster of the text.
 */
static size_t heads_left(struct anchor_text *text, const struct job *job,
			 const struct needle *needle, size_t skip,
			 struct span *heads, size_t room)
{
	size_t count = 0;
	struct span last = {0, 0};
	for (size_t i = 0;
	     i < needle->hits.count && count < room && !text->spent; i++) {
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
	/* There may be more hits than were wanted. */
	if (count < room && needle->hits.count >= needle->limit &&
	    needle->limit > PLACES)
		text->spent = true;
	return count;
}

/*
 * The places that begin at a hit of the needle and go on by the step.  What
 * follows is the first after it, so where it misses for one it misses for all
 * that come later.
 */
static void places_find(struct places *places, struct anchor_text *text,
			const struct job *job, const struct needle *needle,
			enum anchor_step step)
{
	struct span heads[PLACES];
	size_t occurrence = job->anchor->occurrence;
	size_t count = heads_left(text, job, needle,
				  occurrence ? occurrence - 1 : 0, heads,
				  occurrence ? 1 : PLACES);
	places->count = 0;
	places->same = needle == job->exact && step == ANCHOR_STEP_EXACT;
	for (size_t i = 0; i < count; i++)
		if (!places_add(places, text, job, heads[i], step, 0) &&
		    step < ANCHOR_STEP_APPROXIMATE)
			break;
}

/* The places that begin at the best approximate match of the first piece. */
static void places_approximate(struct places *places, struct anchor_text *text,
			       struct job *job)
{
	struct approx_hit hits[CONTEXT_ROOM];
	bool context = job_has_context(job);
	size_t count = query_best(text, job->query, hits,
				  context ? CONTEXT_ROOM : PLACES);
	size_t best = 0;
	places->count = 0;
	places->same = false;
	for (size_t i = 0; i < count && places->count < PLACES; i++) {
		struct span head = anchor_text_span(text, hits[i].start,
						    hits[i].end);
		if (places->count && hits[i].distance > best)
			break;
		if (!context_fits(text, job, head))
			continue;
		if (places_add(places, text, job, head, ANCHOR_STEP_APPROXIMATE,
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

/* Sets the match to the one place there is. */
static void job_settle(struct job *job, const struct anchor_text *text,
		       const struct places *places, struct arena *arena)
{
	struct anchor_match *match = job->match;
	match->state = ANCHOR_EXACT;
	for (size_t i = 0; i < job->piece_count && !places->same; i++)
		if (!anchor_text_same(text, &job->pieces[i], places->spans[i]))
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
static bool job_decide(struct job *job, const struct anchor_text *text,
		       const struct places *places, struct arena *arena)
{
	struct span extents[PLACES];
	if (text->spent)
		return false; /* there may be more of them */
	for (size_t i = 0; i < places->count; i++)
		extents[i] = place_extent(places, i);
	if (places->count == 1)
		job_settle(job, text, places, arena);
	else if (places->count)
		set_candidates(job, extents, places->count, ANCHOR_AMBIGUOUS,
			       arena);
	return places->count > 0;
}

/* Where the first words of a lost anchor stand, without what should be beside
   or after them. */
static size_t heads_bare(const struct job *job, struct anchor_text *text,
			 struct span *spans)
{
	struct job bare = *job;
	bare.context = NULL;
	return heads_left(text, &bare, job->normalised, 0, spans, CANDIDATES);
}

/* Gives up a lost anchor, with the places of words like its first ones. */
static void job_lose(struct job *job, struct anchor_text *text,
		     struct arena *arena)
{
	struct approx_hit hits[CANDIDATES];
	struct span spans[CANDIDATES];
	text->spent = false;
	size_t count = query_best(text, job->query, hits, CANDIDATES);
	for (size_t i = 0; i < count; i++)
		spans[i] = anchor_text_span(text, hits[i].start, hits[i].end);
	set_candidates(job, spans, count, ANCHOR_LOST, arena);
}

static void places_init(struct places *places, const struct job *job)
{
	places->count = 0;
	places->width = job->piece_count;
	places->spans = places->few;
	if (places->width > 2)
		places->spans = memory_alloc(PLACES * places->width *
					     sizeof *places->spans);
}

static void places_release(struct places *places)
{
	if (places->spans != places->few)
		free(places->spans);
}

/* Gives up an anchor for which the work ran out. */
static bool job_give_up(struct job *job, const struct anchor_text *text)
{
	if (text->spent)
		*job->match = (struct anchor_match){.state = ANCHOR_LOST,
						    .unsearched = true};
	return text->spent;
}

/* The first step: its bytes alone.  False: a later one must decide. */
static bool job_exact(struct job *job, struct anchor_text *text,
		      struct arena *arena)
{
	struct places places;
	if (job->anchor->occurrence)
		return false;
	text->spent = false;
	places_init(&places, job);
	places_find(&places, text, job, job->exact, ANCHOR_STEP_EXACT);
	bool done = job_decide(job, text, &places, arena) ||
		    job_give_up(job, text);
	places_release(&places);
	return done;
}

/* The second step, and of what follows the first piece the third.  False: the
   first piece is to be found approximately. */
static bool job_later(struct job *job, struct anchor_text *text,
		      struct arena *arena)
{
	struct places places;
	const struct needle *exact = job->anchor->occurrence ? job->normalised
							     : job->exact;
	const struct {
		const struct needle *heads;
		enum anchor_step step;
	} tries[] = {
		{exact, ANCHOR_STEP_NORMALISED},
		{job->normalised, ANCHOR_STEP_NORMALISED},
		{exact, ANCHOR_STEP_APPROXIMATE},
		{job->normalised, ANCHOR_STEP_APPROXIMATE},
	};
	bool done = false;
	text->spent = false;
	places_init(&places, job);
	for (size_t i = 0; i < sizeof tries / sizeof *tries && !done; i++) {
		if (job->piece_count == 1 && i != 1)
			continue; /* nothing follows that would match later */
		places_find(&places, text, job, tries[i].heads, tries[i].step);
		done = job_decide(job, text, &places, arena) ||
		       job_give_up(job, text);
	}
	places_release(&places);
	return done;
}

/* The third step. */
static bool job_approximate(struct job *job, struct anchor_text *text,
			    struct arena *arena)
{
	struct places places;
	text->spent = false;
	places_init(&places, job);
	places_approximate(&places, text, job);
	bool done = job_decide(job, text, &places, arena) ||
		    job_give_up(job, text);
	places_release(&places);
	return done;
}

/* A prefix or a suffix: normalised, and trimmed. */
static void context_fold(struct folded *folded, const char *words)
{
	if (!words)
		return;
	fold_text(folded, words, (struct span){0, strlen(words)}, FOLD_ANCHOR);
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
		     struct anchor_match *match, struct anchor_piece *pieces)
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
		pieces[i] = (struct anchor_piece){.bytes = words,
						  .len = strlen(words)};
	}
	if (anchor->prefix || anchor->suffix) {
		job->context = memory_alloc(sizeof *job->context);
		*job->context = (struct context){0};
		context_fold(&job->context->prefix, anchor->prefix);
		context_fold(&job->context->suffix, anchor->suffix);
	}
}

static void job_release(struct job *job)
{
	for (size_t i = 0; i < job->piece_count; i++)
		fold_release(&job->pieces[i].folded);
	if (job->context) {
		fold_release(&job->context->prefix);
		fold_release(&job->context->suffix);
		free(job->context);
	}
	if (job->query) {
		approx_query_release(job->query);
		free(job->query);
	}
}

/* Whether any number of hits of its first piece may decide about an anchor. */
static bool wants_all(const struct job *job)
{
	return job_has_context(job) || job->anchor->occurrence;
}

/* The first piece of a job, as one of the steps looks for it. */
struct head {
	struct job *job;
	const char *bytes;
	size_t len;
};

static int head_compare(const void *left, const void *right)
{
	const struct head *a = left, *b = right;
	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	return memcmp(a->bytes, b->bytes, a->len);
}

/* Makes the heads of one needle; returns whether any of them wants all hits. */
static bool needle_share(struct needle *needle, const struct head *heads,
			 size_t count, bool exact)
{
	bool all = false;
	*needle = (struct needle){.bytes = heads->bytes, .len = heads->len};
	for (size_t i = 0; i < count; i++) {
		if (exact)
			heads[i].job->exact = needle;
		else
			heads[i].job->normalised = needle;
		all |= wants_all(heads[i].job);
	}
	return all;
}

/*
 * Makes the needles of the jobs' first pieces, one for those that are the same,
 * and returns how many they are.
 */
static size_t needles_make(struct needle *needles, struct job **jobs,
			   size_t count, bool exact)
{
	struct head *heads = memory_alloc(count * sizeof *heads);
	size_t made = 0, all = 0, same;
	for (size_t i = 0; i < count; i++) {
		const struct anchor_piece *piece = &jobs[i]->pieces[0];
		heads[i] = (struct head){
			.job = jobs[i],
			.bytes = exact ? piece->bytes : piece->folded.bytes,
			.len = exact ? piece->len : piece->folded.len,
		};
	}
	if (count > 1)
		qsort(heads, count, sizeof *heads, head_compare);
	for (size_t i = 0; i < count; i += same) {
		for (same = 1; i + same < count; same++)
			if (head_compare(&heads[i], &heads[i + same]))
				break;
		bool every = needle_share(&needles[made], &heads[i], same,
					  exact);
		needles[made++].limit = every ? SIZE_MAX : PLACES;
		all += every;
	}
	for (size_t i = 0; i < made; i++)
		if (needles[i].limit == SIZE_MAX)
			needles[i].limit = PLACES + HITS_MOST / all;
	free(heads);
	return made;
}

static void needles_release(struct needle *needles, size_t count)
{
	for (size_t i = 0; i < count; i++)
		array_release(&needles[i].hits);
	free(needles);
}

/* Looks for the first pieces of all the jobs approximately; those without
   errors are not looked for. */
static void search_queries(struct anchor_text *text, struct job **jobs,
			   size_t count)
{
	struct approx_query *queries = memory_alloc(count * sizeof *queries);
	size_t wanted = 0;
	for (size_t i = 0; i < count; i++)
		if (jobs[i]->query->errors)
			queries[wanted++] = *jobs[i]->query;
	if (wanted)
		approx_search(anchor_text_approx(text), queries, wanted);
	for (size_t i = count; i-- > 0;)
		if (jobs[i]->query->errors)
			*jobs[i]->query = queries[--wanted];
	free(queries);
}

static void query_set(struct job *job, const struct anchor_piece *piece,
		      size_t errors)
{
	if (job->query)
		approx_query_release(job->query);
	else
		job->query = memory_alloc(sizeof *job->query);
	*job->query = (struct approx_query){
		.words = piece->folded.bytes,
		.len = piece->folded.len,
		.errors = errors,
	};
}

/* The third step for all that are left, and then what may be meant by those
   that are lost. */
static void resolve_approximately(struct anchor_text *text, struct job **jobs,
				  size_t count, struct arena *arena)
{
	size_t lost = 0;
	for (size_t i = 0; i < count; i++)
		query_set(jobs[i], &jobs[i]->pieces[0],
			  jobs[i]->anchor->occurrence
				  ? 0
				  : piece_limit(&jobs[i]->pieces[0]));
	search_queries(text, jobs, count);
	for (size_t i = 0; i < count; i++)
		if (!job_approximate(jobs[i], text, arena))
			jobs[lost++] = jobs[i];
	count = lost;
	for (size_t i = lost = 0; i < count; i++) {
		struct span spans[CANDIDATES];
		struct anchor_piece start = piece_start(&jobs[i]->pieces[0]);
		text->spent = false;
		size_t heads = heads_bare(jobs[i], text, spans);
		set_candidates(jobs[i], spans, heads, ANCHOR_LOST, arena);
		query_set(jobs[i], &start, 2 * piece_characters(&start) / 5);
		if (!heads)
			jobs[lost++] = jobs[i];
	}
	search_queries(text, jobs, lost);
	for (size_t i = 0; i < lost; i++)
		job_lose(jobs[i], text, arena);
}

/* Normalises what the exact step left, and finds it in one pass again. */
static void resolve_later(struct anchor_text *text, struct job **jobs,
			  size_t count, struct arena *arena)
{
	struct needle *needles = memory_alloc(count * sizeof *needles);
	const struct fold_index *folded = anchor_text_folded(text);
	size_t left = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < jobs[i]->piece_count; j++)
			anchor_piece_fold(&jobs[i]->pieces[j]);
	size_t made = needles_make(needles, jobs, count, false);
	needles_find(needles, made, folded->bytes.items, folded->len);
	for (size_t i = 0; i < count; i++)
		if (!job_later(jobs[i], text, arena))
			jobs[left++] = jobs[i];
	if (!text->quick)
		resolve_approximately(text, jobs, left, arena);
	needles_release(needles, made);
}

size_t anchor_work(const struct article *article)
{
	return work_base + work_per_byte * article->bytes;
}

static void resolve(const struct article *article, const struct anchor *anchors,
		    size_t count, struct anchor_match *matches,
		    struct arena *arena, enum anchor_step last)
{
	struct anchor_text text = {
		.article = article,
		.work = anchor_work(article),
		.quick = last < ANCHOR_STEP_APPROXIMATE,
	};
	struct job *jobs = memory_alloc(count * sizeof *jobs);
	struct job **left = memory_alloc(count * sizeof *left);
	struct needle *needles = memory_alloc(count * sizeof *needles);
	size_t left_count = 0, piece_count = 0;
	for (size_t i = 0; i < count; i++)
		piece_count += pieces_of(&anchors[i]);
	struct anchor_piece *pieces = memory_alloc(piece_count *
						   sizeof *pieces);
	struct anchor_piece *next = pieces;
	for (size_t i = 0; i < count; i++) {
		job_init(&jobs[i], &anchors[i], &matches[i], next);
		next += jobs[i].piece_count;
		left[i] = &jobs[i];
	}
	size_t made = needles_make(needles, left, count, true);
	needles_find(needles, made, article->text, article->bytes);
	for (size_t i = 0; i < count; i++)
		if (!job_exact(&jobs[i], &text, arena))
			left[left_count++] = &jobs[i];
	if (left_count && last > ANCHOR_STEP_EXACT)
		resolve_later(&text, left, left_count, arena);
	needles_release(needles, made);
	for (size_t i = 0; i < count; i++)
		job_release(&jobs[i]);
	anchor_text_release(&text);
	free(jobs);
	free(left);
	free(pieces);
}

void anchor_resolve(const struct article *article, const struct anchor *anchors,
		    size_t count, struct anchor_match *matches,
		    struct arena *arena)
{
	resolve(article, anchors, count, matches, arena,
		ANCHOR_STEP_APPROXIMATE);
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
	resolve(&part, anchors, count, matches, arena,
		article->rest ? ANCHOR_STEP_EXACT : ANCHOR_STEP_NORMALISED);
	for (size_t i = 0; i < count; i++) {
		struct anchor_match *match = &matches[i];
		spans_shift(match->spans, match->span_count, here.start);
		spans_shift(match->candidates, match->candidate_count,
			    here.start);
	}
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
			   const struct anchor_piece *piece,
			   enum anchor_step step, struct span near,
			   struct span *found, size_t *work)
{
	struct anchor_text text = {.article = window, .work = *work};
	struct span span;
	bool any = false;
	if (step == ANCHOR_STEP_NORMALISED)
		anchor_text_spend(&text, ANCHOR_WORK_FOLD * window->bytes);
	for (size_t at = 0; anchor_text_after(&text, piece, step, at, &span);
	     at = span.start + 1) {
		if (any && span_gap(span, near) >= span_gap(*found, near))
			break; /* they only get farther from here */
		*found = span;
		any = true;
	}
	anchor_text_release(&text);
	*work = text.work;
	return any && !text.spent;
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
		    struct span near, struct span *found, size_t *work)
{
	struct anchor_piece piece = {.bytes = words, .len = strlen(words)};
	bool any = false;
	anchor_piece_fold(&piece);
	for (size_t reach = NEAR; !any && *work; reach *= 4) {
		struct span window = window_around(article, near,
						   reach + 2 * piece.len);
		bool whole = window.start == 0 && window.end == article->bytes;
		struct article part = {.text = article->text + window.start,
				       .bytes = window.end - window.start};
		struct span beside = {near.start - window.start,
				      near.end - window.start},
			    span = {0, 0};
		for (enum anchor_step step = ANCHOR_STEP_EXACT;
		     step <= ANCHOR_STEP_NORMALISED && !any; step++)
			any = window_nearest(&part, &piece, step, beside, &span,
					     work) &&
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
