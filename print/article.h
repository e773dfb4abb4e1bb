/*
 * article - one article with its notes on paper.
 */
#ifndef PRINT_ARTICLE_H
#define PRINT_ARTICLE_H

#include "core/dossier.h"
#include "print/body.h"
#include "print/page.h"

/* Below this many columns a margin has no room: the notes go to the foot. */
enum { ARTICLE_MARGIN_WIDTH = 60 };

/* The article in the page's form of notes. */
void article_print(struct page *page, const struct entry *entry);

#endif
