/*
 * back - what follows the articles on paper: the people and organisations,
 * the sources and the points that they name.
 */
#ifndef PRINT_BACK_H
#define PRINT_BACK_H

#include <stdbool.h>

#include "core/dossier.h"
#include "print/page.h"

/* Which of the dossier's lists to print, by index. */
struct named {
	bool *speakers, *sources, *points;
};

void named_init(struct named *named, const struct dossier *dossier);
void named_add_all(struct named *named, const struct dossier *dossier);
/* What the article's claims name, and who stands behind that. */
void named_add_entry(struct named *named, const struct entry *entry);
void named_release(struct named *named);

void back_print(struct page *page, const struct named *named);

/* One of them, without its heading. */
void back_print_speaker(struct page *page, const struct speaker *speaker);
void back_print_source(struct page *page, const struct source *source);

#endif
