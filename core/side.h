/*
 * side - the same work on many things, by as many threads as there are
 * processors to run on.
 */
#ifndef CORE_SIDE_H
#define CORE_SIDE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* The processors that this process may use, at least 1. */
size_t side_processors(void);

/*
 * Starts a thread that no signal interrupts: they belong to the one that
 * starts it.  False: there can be none.
 */
bool side_start(pthread_t *thread, void *(*run)(void *), void *context);

/*
 * Does work(context, i) for each i below `count`, in any order, side by side,
 * and returns when all are done.  The calling thread works too, and does all
 * of it where there can be no others; signals belong to it alone.
 */
void side_by_side(size_t count, void (*work)(void *context, size_t i),
		  void *context);

#endif
