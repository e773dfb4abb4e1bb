/*
 * watch - notices that a dossier's files change on the disk (inotify).
 *
 * The folders articles/ and annotations/ are watched, or the folder of a file
 * that is read alone; of what happens there only the dossier's own files
 * count.  Editors save by writing, renaming and removing in a row: a change
 * counts once, when nothing more has happened for a moment.  A file that was
 * opened for writing and not written to, as touch(1) does, has not changed.
 */
#ifndef TUI_WATCH_H
#define TUI_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "core/array.h"
#include "core/dossier.h"

struct watch {
	int fd;                      /* inotify's; -1: nothing is watched */
	int above, articles, notes;  /* its watches; -1: none */
	dev_t device;                /* of the folder, with its inode; */
	ino_t inode;                 /* 0: not known, or a file is read alone */
	const char *file;            /* read alone: its name, borrowed from: */
	char *path;                  /* the dossier's */
	ARRAY(char *) changed;       /* names of the files, each once */
	struct timespec first, last; /* when something happened */
};

/*
 * Begins to watch what the dossier was read from.  Where that cannot be done,
 * or it was standard input, fd is -1 and nothing is ever noticed.
 */
void watch_open(struct watch *watch, const struct dossier *dossier);

/* Takes in what has happened; for when fd can be read. */
void watch_read(struct watch *watch);

/* Milliseconds until a change counts: 0: it does now; -1: there is none. */
int watch_wait(const struct watch *watch);

/* Drops what has happened so far: the files are about to be read. */
void watch_forget(struct watch *watch);

/* Whether another folder is now where the dossier was read from, which a
   confined program has no right to look into. */
bool watch_replaced(const struct watch *watch);

void watch_close(struct watch *watch);

#endif
