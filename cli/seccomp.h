/*
 * seccomp - the system calls that the process may still make, by Linux's
 * seccomp filter.
 *
 * What is left is what a reader of files on a terminal needs: no other program
 * or process, no socket, no signal but to itself and a stop to its job, no
 * change of a file's mode or owner, no memory that can be run.  For what is
 * not in the tables of seccomp.c the kernel says ENOSYS, as one that does not
 * have it, so that libraries take their other way.
 */
#ifndef CLI_SECCOMP_H
#define CLI_SECCOMP_H

#include <stdbool.h>

/* Whether the kernel has such filters, on a machine that we know. */
bool seccomp_available(void);

/* Takes them away, from all threads.  False: nothing has changed. */
bool seccomp_apply(void);

#endif
