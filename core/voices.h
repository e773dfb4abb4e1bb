/*
 * voices - who said what: every speaker with their statements through all
 * articles by date, and where these do not agree with each other.
 *
 * Built once from the dossier and its xref, in time and memory in proportion
 * to claims plus relations (claims are put in order by their dates with a
 * radix sort); all of it lives in the dossier's arena.
 */
#ifndef CORE_VOICES_H
#define CORE_VOICES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/xref.h"

/* How far the words stand from the one who said them. */
enum attribution {
	ATTRIBUTION_OWN,      /* the article's own voice */
	ATTRIBUTION_DIRECT,   /* quoted */
	ATTRIBUTION_MIXED,    /* quoted in part */
	ATTRIBUTION_INDIRECT, /* in the article's words */
	ATTRIBUTION_PLAIN,    /* a named speaker; how is not said */
	ATTRIBUTION_AGENCY,   /* no named speaker, or none quoted, and it comes
				 from an agency: a source of that kind, or via
				 someone who is author of such a source */
	ATTRIBUTION_UNNAMED,  /* the speaker is `unknown` */
	ATTRIBUTIONS
};

/* Why a statement is shown with another one. */
enum tie_kind {
	TIE_SELF,     /* the speaker contradicts themself: both statements are
			 in one article, or both are direct speech */
	TIE_VERSIONS, /* the articles differ on what the speaker said: the
			 statements contradict each other in two articles, and
			 one of them at least is not direct speech */
	TIE_REPEAT,   /* said elsewhere too, there by someone else */
};

struct tie {
	enum tie_kind kind;
	size_t end; /* index in claim_ends() of its group's first end */
};

struct saying {
	struct claim *claim;
	size_t line; /* the lines of the voice before it: one for each
			statement and one for each tie */
};

struct voice {
	const struct speaker *speaker;
	const struct claim
		*last; /* of the statements, in the dossier's order */
	/* By date, undated last; else in the dossier's order and by place. */
	struct saying *sayings;
	size_t count;
	struct tie *ties;    /* of all its statements, in their order */
	size_t lines;        /* of all its statements with their ties */
	size_t articles;     /* where it speaks */
	size_t contradicted; /* the sum of its statements' xref_counts() */
	size_t against_self; /* ties of that kind */
	size_t versions;
	/* Of an organisation: indexes of those who speak for it, that is,
	   whose `parent` it is, in the list's order. */
	size_t *people;
	size_t people_count;
};

/*
 * Who says anything at all.  By kind, people before organisations before the
 * unknown and the articles' own voice; in a kind by the number of statements,
 * most first, else in the dossier's order.
 */
struct voices {
	struct voice *list;
	size_t count;
	size_t *of_speaker; /* by speaker->index: its index in the list plus
			       one; 0: says nothing */
	bool *agency;       /* by speaker->index: author of an agency's copy */
};

struct voices *voices_new(struct dossier *dossier, const struct xref *xref);

/* Index of the speaker's voice; voices->count where it has none. */
size_t voices_find(const struct voices *voices, const struct speaker *speaker);

/* How far the claim's words stand from one of its speakers. */
enum attribution voices_attribution(const struct voices *voices,
				    const struct claim *claim,
				    const struct speaker *speaker);

/* The ties of statement i: how many, and the first of them in *ties. */
size_t voice_ties(const struct voice *voice, size_t i, const struct tie **ties);

/* Index of the claim among the voice's statements; count: it is not there. */
size_t voice_saying(const struct voice *voice, const struct claim *claim);

#endif
