/*
 * block - what stands one empty row apart: an article's paragraphs, with the
 * passages that its annotator omits as blocks of their own.
 *
 * Screen and paper show an article block by block.
 */
#ifndef CORE_BLOCK_H
#define CORE_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/array.h"
#include "core/dossier.h"
#include "core/span.h"

struct block {
	struct span span; /* no line end inside, unless omitted */
	bool omitted;     /* page furniture: one row on screen, none on paper */
	bool heading;     /* a short paragraph that ends like no sentence */
	size_t paragraphs; /* when omitted: how many it stands for, in part or
			      whole */
};

struct blocks {
	ARRAY(struct block) list;
};

/* Passages of an article in order, apart from each other; starts zeroed. */
struct omitted {
	ARRAY(struct span) list;
};

/*
 * Adds what the entry's annotator omits, joined where passages touch or
 * overlap; the caller releases the list with array_release().
 */
void block_omitted(struct omitted *omitted, const struct entry *entry);

/* Adds the blocks of the entry's text in order; the caller releases them. */
void block_build(struct blocks *blocks, const struct entry *entry);

/*
 * Index of the block that holds the byte, else of the first one after it;
 * past the last, the last.  0 when there is none.
 */
size_t block_at(const struct blocks *blocks, size_t offset);

/* Whether a paragraph is a heading: short, and it ends like no sentence. */
bool block_is_heading(const char *text, struct span span);

void block_release(struct blocks *blocks);

#endif
