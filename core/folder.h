/*
 * folder - the names in a folder, and the first of them without keeping the
 * others.
 */
#ifndef CORE_FOLDER_H
#define CORE_FOLDER_H

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* opendir(), for which no memory is out_of_memory(). */
DIR *folder_open(const char *path);

/* readdir(), which says in *error why it ended: an errno, 0 at the end. */
struct dirent *folder_next(DIR *dir, int *error);

/*
 * Finds what comes first bytewise of the names in the folder that end in the
 * suffix and, without it, fit; `name` gets it, without the suffix.  False:
 * there is none.  A large folder is read from two places side by side, where
 * the file system has a second one; all threads have ended on return.
 */
bool folder_first(const char *folder, const char *suffix,
		  bool (*fits)(const char *name, size_t len),
		  char name[NAME_MAX + 1]);

#endif
