#include "core/trip.h"

struct trip trip_make(const struct search *search,
		      const struct article *article, size_t start, bool back)
{
	return (struct trip){
		.search = search,
		.article = article,
		.start = start,
		.next = start,
		.back = back,
	};
}

static bool step_on(struct trip *trip, size_t bytes, struct span *hit)
{
	struct hits hits = {0};
	size_t end = trip->round ? trip->start : trip->article->bytes;
	size_t left = end > trip->next ? end - trip->next : 0;
	size_t limit = trip->next + (bytes < left ? bytes : left);
	search_range(trip->search, trip->article, trip->next, limit, &hits, 1);
	bool found = hits.list.count > 0;
	if (found)
		*hit = hits.list.items[0];
	array_release(&hits.list);
	trip->next = limit;
	return found;
}

/* Whether this way, out or round, is at its end. */
static bool is_through(const struct trip *trip)
{
	if (trip->back)
		return trip->next <= (trip->round ? trip->start : 0);
	return trip->next >= (trip->round ? trip->start : trip->article->bytes);
}

enum trip_result trip_step(struct trip *trip, size_t bytes, struct span *hit)
{
	if (trip->back ? search_back(trip->search, trip->article, &trip->next,
				     bytes, hit)
		       : step_on(trip, bytes, hit))
		return TRIP_HIT;
	if (!is_through(trip))
		return TRIP_MORE;
	if (trip->round)
		return TRIP_NONE;
	trip->round = true;
	trip->next = trip->back ? trip->article->bytes + 1 : 0;
	return is_through(trip) ? TRIP_NONE : TRIP_MORE;
}

size_t trip_percent(const struct trip *trip)
{
	size_t bytes = trip->article->bytes, start = trip->start, done;
	if (trip->back)
		done = trip->round ? start + (bytes + 1 - trip->next)
				   : start - trip->next;
	else
		done = trip->round ? bytes - start + trip->next
				   : trip->next - start;
	size_t percent = done / (bytes / 100 + 1);
	return percent < 100 ? percent : 99;
}
