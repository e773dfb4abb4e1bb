/*
 * first_name - the name in a folder that comes first, without keeping the
 * others.
 */
#ifndef CORE_FIRST_NAME_H
#define CORE_FIRST_NAME_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Finds what comes first bytewise of the names in the folder that end in the
 * suffix and, without it, fit; `name` gets it, without the suffix.  False:
 * there is none.  A large folder is read from two places side by side, where
 * the file system has a second one; all threads have ended on return.
 */
bool first_name(const char *folder, const char *suffix,
		bool (*fits)(const char *name, size_t len),
		char name[NAME_MAX + 1]);

#endif
