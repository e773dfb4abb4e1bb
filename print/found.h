/*
 * found - where a pattern stands in the articles and in the notes, a line a
 * place: "article:line: …words around it…" for a text; for anything else where
 * it is and, in brackets, what: "article/claim (claim): …", "article/claim
 * (note): …", and likewise of articles, people, sources and points by their id,
 * of remarks, and of the dossier.
 */
#ifndef PRINT_FOUND_H
#define PRINT_FOUND_H

#include <stddef.h>

#include "core/search.h"
#include "print/page.h"

/* Searches with page->threads threads; returns how many places there are. */
size_t found_print(struct page *page, const struct search *search);

#endif
