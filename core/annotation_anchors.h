/*
 * annotation_anchors - where the anchors of one file of annotations stand.
 *
 * Internal to core/annotation*.c.  All anchors of a file, of claims, omissions
 * and remarks, are looked for at once.
 */
#ifndef CORE_ANNOTATION_ANCHORS_H
#define CORE_ANNOTATION_ANCHORS_H

#include "core/anchor.h"
#include "core/annotation_read.h"
#include "core/span.h"
#include "core/str.h"

/*
 * Looks for them in the entry's text, which is there or is to be read in
 * strips, gives claims, omissions and remarks their places, and reports those
 * that stand nowhere, elsewhere too, or only nearly so.  Of a dossier read in
 * part, and where the text cannot be read, nothing is reported.
 */
void annotation_anchors_resolve(struct reader *reader);

/* Adds text[span] on one line, cut between characters where it is long. */
void annotation_add_words(struct str *out, const char *text, struct span span);

/* Adds an anchor's words in the same way, as they are told to a user. */
void annotation_add_anchor(struct str *out, const struct anchor *anchor);

#endif
