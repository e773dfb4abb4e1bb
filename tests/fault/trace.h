/*
 * trace - runs a program and lets a chosen one of its system calls fail:
 *
 *	trace REPORT N WHAT [from] COMMAND…
 *
 * N counts from 1, over all threads and children; 0: none fails, they are
 * only counted.  WHAT is an errno by name (EIO …); `short`: the call is given
 * half of its bytes; `kill`: the program is killed before it; `torn`: it is
 * given half of its bytes and killed then; a signal by name (SIGTERM …): the
 * program gets it then, whichever of its processes calls; `^S`: that is typed
 * then, into the file CHILD_MASTER (child.h), which the program does not get.
 * An errno and `short` count only the calls that such a thing may happen to,
 * the others all; `EIO@ioctl` and the like only those of that name.  With
 * `from` those after it that do the same fail too, writing to standard error
 * aside.  What the dynamic loader does is not counted.
 *
 * The command runs in the process that trace was started in, as strace -D
 * does it, so that whoever started it has the program itself as a child.
 */
#ifndef TESTS_FAULT_TRACE_H
#define TESTS_FAULT_TRACE_H

/* What the file REPORT, of this size, holds afterwards; kept up to date while
   the program runs, so that it is true whenever that ends. */
struct trace_report {
	long count;     /* calls counted, or allocations (nomem.c) */
	char call[240]; /* the first that failed: "write 2", "openat PATH" */
};

#endif
