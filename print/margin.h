/*
 * margin - an article with cards beside its text.
 *
 * Numbers stand left of the row where a claim's words begin, its card right of
 * it or as soon below as the cards above it leave room.  The text waits for
 * the cards at a paragraph's end only.
 */
#ifndef PRINT_MARGIN_H
#define PRINT_MARGIN_H

#include "core/dossier.h"
#include "print/page.h"

/* The article's text and cards; its heading and notes are article.c's.
   titled: the first paragraph is the article's title. */
void margin_print(struct page *page, const struct entry *entry, bool titled);

#endif
