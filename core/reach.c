#include "core/reach.h"

#include <stdlib.h>

#include "core/xref.h"

enum { FAN = 16, LEVELS = 16 };

struct reach {
	const struct entry *entry;
	const struct claim *claims; /* as the entry had them */
	const struct remark *all_remarks;
	/* [0]: the end of each claim; [n + 1]: the largest of FAN in [n]. */
	size_t *ends[LEVELS];
	size_t counts[LEVELS], levels;
	const struct remark **remarks; /* that have a place, by it */
	size_t remark_count;
};

static int by_place(const void *pa, const void *pb)
{
	const struct remark *a = *(const struct remark *const *)pa;
	const struct remark *b = *(const struct remark *const *)pb;
	size_t at = a->match.spans[0].start, bt = b->match.spans[0].start;
	return at != bt ? (at > bt) - (at < bt) : (a > b) - (a < b);
}

static void remarks_sort(struct reach *reach)
{
	const struct annotation *annotation = &reach->entry->annotation;
	reach->remarks = memory_alloc(annotation->remark_count *
				      sizeof *reach->remarks);
	for (size_t i = 0; i < annotation->remark_count; i++)
		if (annotation->remarks[i].match.span_count)
			reach->remarks[reach->remark_count++] =
				&annotation->remarks[i];
	if (reach->remark_count)
		qsort(reach->remarks, reach->remark_count,
		      sizeof *reach->remarks, by_place);
}

static size_t claim_end(const struct claim *claim)
{
	return claim_extent(claim).end;
}

static void level_add(struct reach *reach, size_t count)
{
	reach->ends[reach->levels] = memory_alloc(count * sizeof(size_t));
	reach->counts[reach->levels++] = count;
}

struct reach *reach_new(const struct entry *entry)
{
	struct reach *reach = memory_alloc(sizeof *reach);
	*reach = (struct reach){
		.entry = entry,
		.claims = entry->annotation.claims,
		.all_remarks = entry->annotation.remarks,
	};
	remarks_sort(reach);
	level_add(reach, entry->numbered_count);
	for (size_t i = 0; i < entry->numbered_count; i++)
		reach->ends[0][i] = claim_end(entry_claim(entry, i));
	for (size_t n = 0; reach->counts[n] > FAN; n++) {
		const size_t *below = reach->ends[n];
		level_add(reach, (reach->counts[n] + FAN - 1) / FAN);
		size_t *ends = reach->ends[n + 1];
		for (size_t i = 0; i < reach->counts[n]; i++)
			if (i % FAN == 0 || below[i] > ends[i / FAN])
				ends[i / FAN] = below[i];
	}
	return reach;
}

void reach_free(struct reach *reach)
{
	if (!reach)
		return;
	for (size_t i = 0; i < reach->levels; i++)
		free(reach->ends[i]);
	free(reach->remarks);
	free(reach);
}

bool reach_holds(const struct reach *reach, const struct entry *entry)
{
	return reach->entry == entry &&
	       reach->claims == entry->annotation.claims &&
	       reach->counts[0] == entry->numbered_count &&
	       reach->all_remarks == entry->annotation.remarks;
}

/* Adds those of claims [0, most) below the node whose end is past the byte. */
static void node_find(const struct reach *reach, size_t level, size_t node,
		      size_t byte, size_t most, struct reach_list *claims)
{
	if (reach->ends[level][node] <= byte)
		return;
	if (!level) {
		if (node < most)
			array_push(&claims->list, node);
		return;
	}
	size_t count = reach->counts[level - 1], width = 1;
	for (size_t i = 1; i < level; i++)
		width *= FAN;
	for (size_t i = node * FAN; i < (node + 1) * FAN && i < count; i++) {
		if (i * width >= most)
			break;
		node_find(reach, level - 1, i, byte, most, claims);
	}
}

void reach_claims(const struct reach *reach, struct span span,
		  struct reach_list *claims)
{
	size_t most = xref_claim_at(reach->entry, span.end);
	size_t top = reach->levels - 1;
	for (size_t i = 0; i < reach->counts[top]; i++)
		node_find(reach, top, i, span.start, most, claims);
}

/* Index of the first remark that begins at or after the byte. */
static size_t remark_at(const struct reach *reach, size_t byte)
{
	size_t low = 0, high = reach->remark_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (reach->remarks[middle]->match.spans[0].start < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t reach_remarks(const struct reach *reach, struct span span,
		     const struct remark *const **first)
{
	*first = reach->remarks;
	if (!reach->remark_count)
		return 0;
	size_t start = remark_at(reach, span.start);
	*first = reach->remarks + start;
	return remark_at(reach, span.end) - start;
}
