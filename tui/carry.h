/*
 * carry - takes places over from a dossier as it was read to the same dossier
 * as it is read now: by article, by claim, and by the words that stand there,
 * never by offset alone.
 */
#ifndef TUI_CARRY_H
#define TUI_CARRY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "tui/app.h"

/* How the texts of an article, as it was and as it is, are alike. */
struct carry_text {
	bool known;
	size_t prefix, suffix; /* bytes that are the same at start and end */
};

struct carry {
	const struct dossier *old, *fresh;
	struct carry_text *texts; /* by index of the old entry */
	size_t budget; /* bytes that may still be searched for words */
};

/* Begins between two dossiers, which are borrowed until carry_end(). */
void carry_begin(struct carry *carry, const struct dossier *old,
		 const struct dossier *fresh);

/*
 * The byte of the new text that the byte of the old one has become: the same
 * where all before it or all after it is; else where the words that begin
 * there stand now, nearest to it, or those before them, or the paragraphs
 * around them; else about as far in.
 */
size_t carry_offset(struct carry *carry, const struct entry *old,
		    const struct entry *fresh, size_t offset);

/*
 * Makes a position of the old dossier one of the new: the claim stays chosen
 * where it still has a place, with its chosen link; hits found everywhere are
 * left (refound.h).  Where its article is gone (or it has none), a list of the
 * whole dossier stays, before another article; of any other position returns
 * false, and leaves it.
 */
bool carry_position(struct carry *carry, struct position *at);

/* What stands now where an article stood that is gone. */
struct entry *carry_neighbour(const struct carry *carry,
			      const struct entry *old);

/* The claim of that name as it is now; NULL: it is gone (or was NULL). */
struct claim *carry_claim(const struct carry *carry, const struct claim *claim);

/* Names to be told of, and how many there are; starts zeroed, and
   str_release(&names->list) frees it. */
struct carry_names {
	struct str list; /* "a, b, c": the first CARRY_NAMES_MOST */
	size_t count;
};
enum { CARRY_NAMES_MOST = 3 };

void carry_names_add(struct carry_names *names, const char *name);

/*
 * Adds the names of the claims that had a place and, though they are still
 * there, have none now, or one whose words are only nearly theirs, as they were
 * not before.
 */
void carry_add_lost(const struct carry *carry, struct carry_names *lost,
		    struct carry_names *nearly);

void carry_end(struct carry *carry);

#endif
