/*
 * names - how printers name people, claims, sources and words quoted.
 *
 * All add unsafe text to a str, which reaches paper through page.h.
 */
#ifndef PRINT_NAMES_H
#define PRINT_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "core/span.h"
#include "core/str.h"
#include "po/messages.h"
#include "print/page.h"

/* The name; full: "The article" where it speaks itself, else "the article". */
const char *name_speaker(const struct page *page, const struct speaker *speaker,
			 bool full);

/* Names with commas between them. */
void name_add_speakers(struct str *out, const struct page *page,
		       const struct speakers *speakers, bool full);
void name_add_sources(struct str *out, const struct page *page,
		      const struct sources *sources);
void name_add_strings(struct str *out, const struct strings *strings);

/* "[9]", and before it the article's short name where it is not `home`
   (NULL: always); "[?]" for a claim without a place. */
void name_add_claim(struct str *out, const struct claim *claim,
		    const struct entry *home);

/* The same, and who says it: "[9] Ferrand". */
void name_add_claim_by(struct str *out, const struct page *page,
		       const struct claim *claim, const struct entry *home);

/* Adds the words in the language's quotation marks. */
void name_add_quoted(struct str *out, const struct page *page,
		     const char *words);

/* The claim's words as they stand in its article, pieces joined by […]. */
void name_add_words(struct str *out, const struct claim *claim);

/* The anchor as it was written, pieces joined by […]. */
void name_add_anchor(struct str *out, const struct anchor *anchor);

/* Adds bytes with line ends as spaces. */
void name_add_flat(struct str *out, const char *bytes, size_t len);

/* What judges a claim: "≠2 =1 disputed". */
void name_add_verdict(struct str *out, const struct page *page,
		      const struct claim *claim);

/* How many articles the claims, which are in the dossier's order, come from. */
size_t name_count_articles(struct claims claims);

/* Ends a sentence: adds a full stop where nothing ends it yet. */
void name_add_stop(struct str *out);

/* Adds the separator where out is not empty. */
void name_add_between(struct str *out, const char *separator);

#endif
