/*
 * note - what is known of one claim, or one remark, on paper.
 */
#ifndef PRINT_NOTE_H
#define PRINT_NOTE_H

#include "core/annotation.h"
#include "print/page.h"

enum note_form {
	NOTE_FULL,   /* the article's words stand nearby */
	NOTE_MARGIN, /* what the card in the margin leaves out */
	NOTE_QUOTED, /* alone: with the article's words, and its points */
	NOTE_ANSWER, /* the same under a point: without its points */
};

void note_print(struct page *page, const struct claim *claim,
		enum note_form form);

/* A remark on a passage of the entry's article: the words, quoted, and which
   claims it is about. */
void note_print_remark(struct page *page, const struct remark *remark,
		       const struct entry *entry);

/* The claim is among the notes, but its words were left out on paper. */
void note_print_hidden(struct page *page);

#endif
