/*
 * found - where a pattern stands in the articles and in the notes, a line a
 * place: "article:line: …words around it…", "article/claim (claim): …",
 * "article/claim (note): …", and the id of a person, a source or a point before
 * its names and notes.
 */
#ifndef PRINT_FOUND_H
#define PRINT_FOUND_H

#include <stddef.h>

#include "core/search.h"
#include "print/page.h"

/* Searches with page->threads threads; returns how many places there are. */
size_t found_print(struct page *page, const struct search *search);

#endif
