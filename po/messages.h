/*
 * messages - every word that the program says, in English and in French.
 *
 * One row a message in the .def file of the room that says it (words.def:
 * words that more than one room uses): X(NAME, "English", "français").  They
 * are compiled in, so that they need no installed catalogue and no locale.
 * Each %s in them stands for a string that message_add() puts there; both
 * languages have as many.
 */
#ifndef PO_MESSAGES_H
#define PO_MESSAGES_H

#include "core/annotation.h"
#include "core/str.h"

enum language { LANGUAGE_EN, LANGUAGE_FR };

enum message {
#define X(name, en, fr) MSG_##name,
#include "po/words.def"
#include "po/print.def"
#include "po/tui.def"
#include "po/cli.def"
#include "po/errors.def"
#include "po/yaml.def"
#undef X
	MESSAGES
};

/* The message in the language; borrowed, never NULL. */
const char *message(enum language language, enum message id);

/* Adds the message to out, its %s filled in turn with the strings given. */
#define message_add(out, language, id, ...)                                    \
	message_fill(out, language, id,                                        \
		     (const char *const[]){__VA_ARGS__, NULL})
void message_fill(struct str *out, enum language language, enum message id,
		  const char *const *strings);

/* Why the system refused something, from errno; 0 is taken for ENOENT.  What
   we have no words for is as strerror() has it.  Borrowed. */
const char *message_errno(enum language language, int error);

/* What libyaml found, for its own English words; those themselves where we
   have none.  Borrowed. */
const char *message_yaml(enum language language, const char *problem);

/*
 * Adds a message that counts: id is the singular ("1 claim"), the row after
 * it the plural ("%s claims"), whose %s is the count.
 */
void message_count(struct str *out, enum language language, enum message id,
		   size_t count);

/* Adds a number as the language writes it: "10,000", « 10 000 ». */
void message_number(struct str *out, enum language language, size_t number);

/* Words for the model's enumerations: "fact" is « énoncé ». */
const char *message_kind(enum language language, enum claim_kind kind);
const char *message_status(enum language language, enum claim_status status);
/* "direct quotation", "indirect speech", …; "" for QUOTE_NONE. */
const char *message_quote(enum language language, enum quote quote);
const char *message_source_kind(enum language language, enum source_kind kind);
/* "contradicts", "answered by": as one end sees it. */
const char *message_relation(enum language language, enum relation_kind kind,
			     bool reverse);

/* Adds a problem's words and detail, or, after a colon, its detail alone; not
   made safe. */
void message_problem(struct str *out, enum language language,
		     const struct diag *diag);
void message_detail(struct str *out, enum language language,
		    const struct diag *diag);

#endif
