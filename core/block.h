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

/* Passages of an article in order, apart from each other; starts zeroed. */
struct omitted {
	ARRAY(struct span) list;
};

/*
 * Adds what the entry's annotator omits, joined where passages touch or
 * overlap; the caller releases the list with array_release().
 */
void block_omitted(struct omitted *omitted, const struct entry *entry);

/*
 * Where an article's blocks are found, one by one, in time that hardly grows
 * with it.  Borrows the entry; the caller releases it.
 */
struct block_source {
	const struct article *article;
	struct omitted omitted;
};

void block_source_init(struct block_source *source, const struct entry *entry);
void block_source_release(struct block_source *source);

/*
 * The block that holds the byte, else the first one after it, else the last.
 * Returns false, and leaves *block, where the article has none.
 */
bool block_find(const struct block_source *source, size_t offset,
		struct block *block);

/* The block after *block, or before it, in its place; false: it has none. */
bool block_next(const struct block_source *source, struct block *block);
bool block_previous(const struct block_source *source, struct block *block);

/* Whether a paragraph is a heading: short, and it ends like no sentence. */
bool block_is_heading(const char *text, struct span span);

#endif
