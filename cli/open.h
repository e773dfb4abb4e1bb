/*
 * open - the dossier that a command is about.
 */
#ifndef CLI_OPEN_H
#define CLI_OPEN_H

#include <stdbool.h>

#include "cli/options.h"
#include "core/dossier.h"
#include "core/xref.h"

/* Whether an operand is a dossier: a folder, FILE.txt, or -. */
bool operand_is_dossier(const char *operand);

/*
 * Loads the operand, a dossier's articles/ as the dossier; for NULL what
 * MANICULE names, else the nearest folder upwards that is a dossier, else, but
 * for `check`, a pipe or a file on standard input, else the one that came with
 * the program, which it says.  The reader on a terminal takes standard input
 * before all of these.  Where there is nothing to read it says why and
 * returns false.  The dossier is the caller's to release in either case; *xref
 * lives in it.
 */
bool open_dossier(const struct options *options, const char *operand,
		  struct dossier *dossier, struct xref **xref);

/* Says why what the path names cannot be read. */
void open_tell_status(const struct options *options, const char *path,
		      enum dossier_status status, int error);

/* Whether there is a dossier to take where none is named, besides the one that
   came with the program. */
bool open_has_default(void);

/* The one operand, or what stands for it, as for open_dossier(): a path, the
   caller's to free.  NULL: it says what is wrong.  *sample: it is the dossier
   that came with the program, since there is no other. */
char *open_path(const struct options *options, size_t first, bool *sample);

/* For a command that takes a DOSSIER and nothing else: the operands from
   `first` on are one at most.  Says what is wrong with them. */
bool open_operand(const struct options *options, size_t first,
		  struct dossier *dossier, struct xref **xref);

/* Says that the operand is one too many, and the command's form. */
void open_tell_too_many(const struct options *options, const char *operand);

/* Says that an operand is no dossier, and what it may be meant for. */
void open_tell_operand(const struct options *options, const char *operand);

/* Says which articles could not be read to their end, of those that are read
   in strips (core/article.h); false: there are none. */
bool open_tell_torn(const struct options *options,
		    const struct dossier *dossier);

/* Says in one line how many problems there are, if any, and what tells them;
   the operand is the dossier's, or NULL. */
void open_tell_problems(const struct options *options, const char *operand,
			const struct dossier *dossier);

#endif
