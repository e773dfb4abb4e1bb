/*
 * links - a claim's relations on paper, as seen from it.
 */
#ifndef PRINT_LINKS_H
#define PRINT_LINKS_H

#include "core/annotation.h"
#include "print/page.h"

/* A row for each claim at the other end, contradictions first. */
void links_print(struct page *page, const struct claim *claim);

/*
 * The same where the margin shows the article's own claims: those are named
 * together, after the rows of the others and of relations with a note.
 */
void links_print_short(struct page *page, const struct claim *claim);

#endif
