/*
 * card - a claim as the panel shows it, wrapped to the panel's width.
 *
 * Closed, a card is one running text of a few rows; open, it is complete.
 */
#ifndef TUI_CARD_H
#define TUI_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/array.h"
#include "core/xref.h"
#include "po/messages.h"
#include "tui/term.h"

#define CARD_NO_LINK ((size_t)-1)

struct card_line {
	const char *text; /* in the card's arena; raw: shown through term */
	size_t len;       /* bytes */
	size_t strong;    /* bytes at the start that are a name */
	size_t indent;    /* columns */
	size_t link;      /* index in claim_ends() of the group that the line
			      is about, or CARD_NO_LINK */
	enum style style;
	bool chosen;       /* the chosen link */
	const char *marks; /* right-aligned on this row, or NULL */
};

/* Starts zeroed ({0}). */
struct card {
	ARRAY(struct card_line) lines;
	struct arena arena;
};

/* What cards are made with. */
struct card_maker {
	const struct xref *xref;
	enum language language;
	enum charset charset;
	size_t columns; /* of a card's text */
};

/*
 * The claim in at most `rows` rows (at least one): its speaker and text, cut
 * with … at the last; where rows remain its first contradiction in another
 * article, then its source.  Its marks stand right on the first row.
 */
void card_closed(struct card *card, const struct card_maker *maker,
		 const struct claim *claim, size_t rows);

/* A remark in at most `rows` rows. */
void card_remark(struct card *card, const struct card_maker *maker,
		 const struct remark *remark, size_t rows);

/*
 * The whole claim, with the group of ends `link` chosen; quotation: its words
 * too, because they are not on the screen.
 */
void card_open(struct card *card, const struct card_maker *maker,
	       const struct claim *claim, size_t link, bool quotation);

/*
 * Adds the short names of the speakers ("Google +3" for four); nothing for
 * the article's own voice.
 */
void card_speakers(struct str *out, const struct speakers *speakers);

/* Adds a claim's marks: "≈", a status that judges, "≠2", "=1". */
void card_marks(struct str *out, const struct card_maker *maker,
		const struct claim *claim);

/* Adds ", Facebook", whom a person works for, or of an organisation what it
   belongs to, " (Facebook)"; nothing where neither is known. */
void card_parent(struct str *out, const struct speaker *who);

/* Adds "soutien 11 Burt": article if not `from`'s, number and speaker. */
void card_name(struct str *out, const struct claim *claim,
	       const struct claim *from);

/* Adds the words of a group of ends: "contradicts, responds to". */
void card_relations(struct str *out, const struct card_maker *maker,
		    const struct claim *claim, size_t end);

void card_release(struct card *card);

#endif
