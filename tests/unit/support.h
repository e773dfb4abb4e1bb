/*
 * support - what several test programs need.
 */
#ifndef TESTS_UNIT_SUPPORT_H
#define TESTS_UNIT_SUPPORT_H

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"

/*
 * Reads ../shared/RELATIVE, from the project's root, into heap bytes with a
 * NUL after them, which are the caller's to free.  Returns false, having
 * printed that the test is skipped, where it cannot be read.
 */
bool support_shared(const char *relative, char **bytes, size_t *len);

/* A file of a small dossier; content NULL: a folder. */
struct support_file {
	const char *path, *content;
};

/*
 * Makes the files in a new folder, whose name replaces the X's of `folder`
 * (mkdtemp()); takes them and the folder away again.  False: it cannot.
 */
bool support_make(char *folder, const struct support_file *files, size_t count);
bool support_remove(const char *folder, const struct support_file *files,
		    size_t count);

/* The same, and goes there; goes to / first.  A test that does both has
   relative paths. */
bool support_enter(char *folder, const struct support_file *files,
		   size_t count);
bool support_leave(const char *folder, const struct support_file *files,
		   size_t count);

/* Gives the file these bytes and no others; false: it cannot. */
bool support_write(const char *path, const char *bytes);

/*
 * Makes an article of a text in which {braces} mark spans and are no part of
 * it; returns how many, in their order.
 */
size_t support_unmark(struct article *article, const char *marked,
		      struct span *spans);

/*
 * Has those who open the file wait, in this process too, until the descriptor
 * that it returns is closed: the kernel's lease on it (fcntl(F_SETLEASE)) is
 * ours.  -1: that cannot be had, by errno.  SIGIO is blocked from here on.
 */
int support_hold(const char *path);

/* Waits until somebody waits for the file that is held. */
void support_hold_wait(void);

/* Leaves this process one of its processors; *all: those that it had, for
   sched_setaffinity(). */
void support_one_processor(cpu_set_t *all);

/* Gives a claim made by hand, one of an entry's, its pieces, which are
   borrowed; `made` is what it needs for that, and lives as long, in one array
   for all of an entry's. */
struct support_pieces {
	struct claim_more more;
	struct anchor_match match;
};
void support_place(struct entry *entry, struct claim *claim,
		   struct support_pieces *made, struct span *spans,
		   size_t count);

#endif
