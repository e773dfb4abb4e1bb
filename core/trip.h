/*
 * trip - a search for one hit of an article, in slices.
 *
 * It goes from a byte on to the end of the text, then from the beginning to
 * that byte; or the other way.  What it finds is what search_next() and
 * search_previous() find, however long its slices are.
 */
#ifndef CORE_TRIP_H
#define CORE_TRIP_H

#include "core/search.h"

struct trip {
	const struct search *search;   /* NULL: nothing is searched for */
	const struct article *article; /* borrowed, as is search */
	size_t start, next;
	bool back;
	bool round; /* it has gone round the end, or the beginning */
};

enum trip_result { TRIP_NONE, TRIP_MORE, TRIP_HIT };

/* For the first hit that begins at or after the byte; back: for the last one
   that begins before it. */
struct trip trip_make(const struct search *search,
		      const struct article *article, size_t start, bool back);

/* Looks through some `bytes` bytes more; *hit is set for TRIP_HIT alone. */
enum trip_result trip_step(struct trip *trip, size_t bytes, struct span *hit);

/* How much of the text is searched: 0 to 99. */
size_t trip_percent(const struct trip *trip);

#endif
