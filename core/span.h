/*
 * span - a stretch of an article's text.
 *
 * Bytes of UTF-8, half-open, counted in the article's own bytes.  This is how
 * every room of the program says where something is; rows and columns are
 * computed from it when they are needed and never stored.
 */
#ifndef CORE_SPAN_H
#define CORE_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
	size_t start; /* first byte */
	size_t end;   /* one past the last byte; >= start */
};

/* Whether the two have at least one byte in common. */
static inline bool span_overlaps(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

/* Whether the byte at offset lies in the span. */
static inline bool span_contains(struct span a, size_t offset)
{
	return a.start <= offset && offset < a.end;
}

#endif
