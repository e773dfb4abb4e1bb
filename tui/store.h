/*
 * store - files of lines kept between runs, in XDG_STATE_HOME/manicule.
 *
 * The first line of a file is "manicule 1": its format's version.  Each other
 * begins with the path of the dossier that it is about, and a tab.  A file is
 * replaced whole: written beside, synced, renamed, under a lock that is waited
 * for two seconds at most.  What other readers have saved meanwhile is read
 * again there, so that two lose nothing.  What a killed one left half-written
 * is overwritten by the next.
 *
 * A file of a later version is left alone.  A damaged one is put aside, as
 * NAME.damaged (or .damaged2 to .damaged9), never over another.  In place of a
 * symbolic link comes a file.
 */
#ifndef TUI_STORE_H
#define TUI_STORE_H

#include <stdbool.h>

#include "core/dossier.h"
#include "core/str.h"

/* A file, and how many fields its lines have after the path. */
struct store_file {
	const char *name;
	size_t fields;
};

/* What is to be told of a file; the first thing that happened stands. */
struct store_report {
	enum {
		STORE_FINE,
		STORE_LATER,   /* a later program's: left alone */
		STORE_DAMAGED, /* put aside, to `path` */
		STORE_STUCK,   /* damaged, and not put aside, for `error` */
		STORE_BUSY,    /* others held the lock all the time */
		STORE_UNREAD,  /* for `error` */
		STORE_UNSAVED, /* for `error`; the old file is as it was */
	} what;
	int error;       /* an errno */
	struct str path; /* of the file; the caller's to release */
};

/*
 * Adds the dossier's lines in the file, without the path, each ended by LF.
 * False: there are none.  Unless `secure`, when nothing is ever written, a
 * damaged file is put aside.
 */
bool store_read(const struct dossier *dossier, const struct store_file *file,
		bool secure, struct str *lines, struct store_report *report);

/* Adds to `lines` what is to stand in place of the dossier's old lines. */
typedef void (*store_merge)(const void *context, const struct str *old,
			    struct str *lines);

/* Replaces the dossier's lines by what merge() makes of those in the file.
   Signals wait until that is done. */
void store_write(const struct dossier *dossier, const struct store_file *file,
		 store_merge merge, const void *context,
		 struct store_report *report);

/*
 * Replaces the state folder's file of that name by the text, whole or not at
 * all, readable by its owner alone.  Adds its path to *path.  False: it could
 * not be written, for errno.
 */
bool store_keep(const char *name, const struct str *text, struct str *path);

/* Adds the path of the folder, which is made where it is missing if `make`;
   false: there is none. */
bool store_folder(struct str *path, bool make);

/* Adds the path as people write it: ~ for the home folder. */
void store_add_path(struct str *out, const char *path);

/* Splits a line (without its LF) at its tabs, in place; false: it has not
   `count` fields. */
bool store_split(char *line, char **fields, size_t count);

#endif
