#include "core/near.h"

#include <stdbool.h>
#include <string.h>

enum {
	NEAR_BYTES_MAX = 160,
	NEAR_DISTANCE_MAX = 3,
	NEAR_OFFER_COST = 8, /* cells that as much time goes on */
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

struct near near_start(const char *word, size_t len, size_t *budget)
{
	size_t limit = least(len < 3 ? 1 : (len + 2) / 3, NEAR_DISTANCE_MAX);
	return (struct near){word, len, NULL, limit + 1, budget};
}

static size_t distance(const char *a, size_t alen, const char *b, size_t blen)
{
	size_t rows[3][NEAR_BYTES_MAX + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= blen; j++)
		last[j] = j;
	for (size_t i = 1; i <= alen; i++) {
		row[0] = i;
		for (size_t j = 1; j <= blen; j++) {
			size_t change = last[j - 1] + (a[i - 1] != b[j - 1]);
			row[j] = least(change, least(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		size_t *free_row = before;
		before = last;
		last = row;
		row = free_row;
	}
	return last[blen];
}

/* Takes the cells from the budget, or the rest of it and returns false. */
static bool spend(struct near *near, size_t cells)
{
	bool enough = cells <= *near->budget;
	*near->budget -= enough ? cells : *near->budget;
	return enough;
}

void near_offer(struct near *near, const char *candidate)
{
	if (!spend(near, NEAR_OFFER_COST))
		return;
	size_t len = strlen(candidate);
	size_t apart = len < near->len ? near->len - len : len - near->len;
	if (apart >= near->distance || len > NEAR_BYTES_MAX ||
	    near->len > NEAR_BYTES_MAX || !len)
		return;
	if (!spend(near, len * near->len))
		return;
	size_t d = distance(near->word, near->len, candidate, len);
	/* A word all of whose letters differ is not near, however short. */
	if (d < near->distance && d < len) {
		near->distance = d;
		near->best = candidate;
	}
}
