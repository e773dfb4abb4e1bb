/*
 * print - a dossier on paper: plain text, wrapped, the same bytes each time.
 */
#ifndef PRINT_PRINT_H
#define PRINT_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "print/page.h"

/* Something of a dossier that can be asked for by its id. */
struct what {
	enum what_kind {
		WHAT_ENTRY,
		WHAT_CLAIM,
		WHAT_SPEAKER,
		WHAT_SOURCE,
		WHAT_POINT,
	} kind;
	union {
		const struct entry *entry;
		const struct claim *claim;
		const struct speaker *speaker;
		const struct source *source;
		const struct point *point;
	};
};

/*
 * Finds what the name means: "article/claim", else the id of an article, a
 * speaker, a source or a point, the first of these that has it.
 */
bool what_find(const struct dossier *dossier, const char *name,
	       struct what *what);

/*
 * Prints what is asked for, in that order; with none, the whole dossier.
 * After articles come the people, sources and points that they name.
 */
void print_dossier(struct page *page, const struct what *whats, size_t count);

#endif
