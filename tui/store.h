/*
 * store - files of lines kept between runs, in XDG_STATE_HOME/manicule.
 *
 * Each line begins with the path of the dossier that it is about, and a tab.
 * A file is replaced whole, under a lock, so that two readers lose nothing.  A
 * file that cannot be read or written is left alone: what is in it is a
 * comfort.
 */
#ifndef TUI_STORE_H
#define TUI_STORE_H

#include <stdbool.h>

#include "core/dossier.h"
#include "core/str.h"

/*
 * Adds the dossier's lines in the file of that name, without the path, each
 * ended by LF.  False: there are none.
 */
bool store_read(const struct dossier *dossier, const char *name,
		struct str *lines);

/* Adds to `lines` what is to stand in place of the dossier's old lines. */
typedef void (*store_merge)(const void *context, const struct str *old,
			    struct str *lines);

/* Replaces the dossier's lines by what merge() makes of those in the file. */
void store_write(const struct dossier *dossier, const char *name,
		 store_merge merge, const void *context);

/*
 * Replaces the state folder's file of that name by the text, whole or not at
 * all, readable by its owner alone.  Adds its path to *path.  False: it could
 * not be written, for errno.
 */
bool store_keep(const char *name, const struct str *text, struct str *path);

/* Adds the path of the folder, made where it is missing; false: there is
   none. */
bool store_folder(struct str *path);

/* Adds the path as people write it: ~ for the home folder. */
void store_add_path(struct str *out, const char *path);

/* Splits a line (without its LF) at its tabs, in place; false: it has not
   `count` fields. */
bool store_split(char *line, char **fields, size_t count);

#endif
