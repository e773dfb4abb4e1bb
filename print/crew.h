/*
 * crew - long work on a page done side by side by several threads.
 *
 * The work is cut into parts, in order; each is printed by whichever thread is
 * free, on a page of its own, and the threads write in the order of the parts:
 * the bytes are the same with one thread or many.
 */
#ifndef PRINT_CREW_H
#define PRINT_CREW_H

#include <stdbool.h>
#include <stddef.h>

#include "print/page.h"

enum {
	CREW_MOST = 8,         /* threads */
	CREW_BYTES = 1 << 18,  /* a part should print about as many */
	CREW_ENOUGH = 1 << 20, /* bytes of text below which one will do */
};

struct crew_work {
	/* Takes the next part; false where there is none.  One thread at a
	   time does it. */
	bool (*take)(void *from, void *part);
	/* Prints the part, on any thread. */
	void (*print)(struct page *page, const void *from, void *part);
	/* Prints what depends on the parts before it, in their order; or
	   NULL. */
	void (*finish)(struct page *page, void *from, void *part);
	void (*release)(void *part); /* or NULL */
	void *from;
	size_t part_size; /* of a part's struct, which starts zeroed and is
			     used again and again */
	size_t bytes;     /* roughly: what there is to print */
};

/* Prints all of it with page->threads threads, or as many as can be made. */
void crew_print(struct page *page, const struct crew_work *work);

#endif
