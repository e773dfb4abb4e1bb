/*
 * landlock - the files that the process may still open, by Linux's Landlock.
 *
 * Rights are to be named one by one; once landlock_apply() is done, nothing
 * else can be read, written, made, removed or run, no TCP port bound or
 * connected to and no abstract socket reached, by this process and those that
 * it starts.  What the kernel knows of that, it does; an older one less.
 */
#ifndef CLI_LANDLOCK_H
#define CLI_LANDLOCK_H

#include <stdbool.h>

/* What may be done with a file, or with all below a folder. */
enum landlock_right {
	LANDLOCK_READ,     /* files and folders are read */
	LANDLOCK_TERMINAL, /* a terminal is read, written and set */
	LANDLOCK_KEEP,     /* files are read, made, written, renamed, removed */
};

/* The version of its interface that the kernel has; 0: none. */
int landlock_version(void);

/* The rights to be granted, as a file; -1: there is no Landlock. */
int landlock_begin(void);

/* Grants the right, following links; nothing where there is no such path. */
void landlock_allow(int rights, const char *path, enum landlock_right right);

/* Takes all rights but those granted away, and closes the file.  False: they
   are as they were. */
bool landlock_apply(int rights);

#endif
