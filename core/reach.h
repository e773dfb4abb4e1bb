/*
 * reach - which claims and remarks of an article have words in a stretch of
 * it, in time that hardly grows with their number.
 *
 * A tree of maxima over the ends of the claims, which stand in the order of
 * their starts (an interval tree laid out as levels of arrays).
 */
#ifndef CORE_REACH_H
#define CORE_REACH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/dossier.h"
#include "core/span.h"

struct reach;

/* Built in time and memory in proportion to claims and remarks; borrows the
   entry. */
struct reach *reach_new(const struct entry *entry);
void reach_free(struct reach *reach);

/* Whether it is of that entry, as it is now. */
bool reach_holds(const struct reach *reach, const struct entry *entry);

/* Indexes for entry_claim(); starts zeroed, array_release() frees it. */
struct reach_list {
	ARRAY(size_t) list;
};

/*
 * Adds the claims of whose words, from the first to the last, some part lies
 * in the span, in their order.
 */
void reach_claims(const struct reach *reach, struct span span,
		  struct reach_list *claims);

/*
 * The remarks whose words begin in the span: their number, and in *first the
 * first of them, by place.
 */
size_t reach_remarks(const struct reach *reach, struct span span,
		     const struct remark *const **first);

#endif
