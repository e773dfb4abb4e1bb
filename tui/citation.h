/*
 * citation - a claim, or words of an article, with all that one needs to cite
 * them.
 *
 *     It ran on WhatsApp's servers.
 *     “ses propres serveurs”
 *     — Will Cathcart, head of WhatsApp, by Reuters, 2020-07-16
 *     Source: Complaint, WhatsApp, 2019-10-29, https://…
 *     Article: Title, Publisher, 2020-12-22, https://…
 *     decision/serveurs
 */
#ifndef TUI_CITATION_H
#define TUI_CITATION_H

#include "core/dossier.h"
#include "core/str.h"
#include "core/utf8.h"
#include "po/messages.h"

/*
 * Adds the claim: its text, the article's words as they stand (pieces joined
 * by […], line ends as blanks) where they are not that text, who says it and
 * when, its sources, its article, its name; a line each, safe to paste.
 */
void citation_add_claim(struct str *out, enum language language,
			const struct claim *claim);

/*
 * Adds bytes [start, end) of the article as they stand, line ends included,
 * and below them its line; safe to paste.
 */
void citation_add_words(struct str *out, enum language language,
			const struct entry *entry, struct span words);

/*
 * The address where the claim was said, else that of its article, as the
 * annotator wrote it; claim may be NULL.  NULL: neither gives one.
 */
const char *citation_address(const struct entry *entry,
			     const struct claim *claim);

#endif
