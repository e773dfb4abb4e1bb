/*
 * complete - Tab in a line that is typed: its last word is completed as far as
 * it can only go one way; where it can go several, they are listed.
 */
#ifndef TUI_COMPLETE_H
#define TUI_COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

struct complete {
	const char *written; /* what there is of the word; borrowed, in line */
	struct str *line;    /* that ends in it */
	struct str *ways;    /* a list of them, for a message */
	const char *best;    /* the first word that it may become, borrowed */
	size_t common;       /* bytes that all of them share */
	size_t found;        /* how many they are */
};

/* Begins to complete what is written at the end of the line; empties ways. */
struct complete complete_begin(struct str *line, const char *written,
			       struct str *ways);

/* Takes a word that it may become, where it begins with what is written; the
   word must last until the end. */
void complete_offer(struct complete *complete, const char *word);

/* Adds to the line what can only be so, and `end` (0: nothing) where the word
   is whole.
   Ways are listed where there are several and nothing could be added. */
void complete_end(struct complete *complete, char end);

#endif
