/*
 * array - growable arrays of any type, and the two allocators that never
 * return NULL.
 *
 * An array is declared with ARRAY(type) and starts zeroed ({0}).  Its items
 * belong to the array; array_release() frees them.
 */
#ifndef CORE_ARRAY_H
#define CORE_ARRAY_H

#include <stddef.h>
#include <stdlib.h>

#define ARRAY(type)                                                            \
	struct {                                                               \
		type *items;                                                   \
		size_t count;    /* items in use */                            \
		size_t capacity; /* items allocated */                         \
	}

/* Adds one item at the end; may move the items. */
#define array_push(array, item)                                                \
	do {                                                                   \
		(array)->items = array_reserve(                                \
			(array)->items, &(array)->capacity,                    \
			(array)->count + 1, sizeof *(array)->items);           \
		(array)->items[(array)->count++] = (item);                     \
	} while (0)

/* Makes room for `more` further items, without changing the count. */
#define array_grow(array, more)                                                \
	((array)->items = array_reserve((array)->items, &(array)->capacity,    \
					(array)->count + (more),               \
					sizeof *(array)->items))

/* Frees the items and leaves an empty array. */
#define array_release(array)                                                   \
	do {                                                                   \
		free((array)->items);                                          \
		(array)->items = NULL;                                         \
		(array)->count = (array)->capacity = 0;                        \
	} while (0)

/*
 * What array_push() and array_grow() stand on: returns items with room for at
 * least `need` of `size` bytes each, and says in *capacity how many there are.
 */
void *array_reserve(void *items, size_t *capacity, size_t need, size_t size);

/* malloc() that calls out_of_memory() rather than return NULL. */
void *memory_alloc(size_t bytes);

enum { MEMORY_ALIGN = 64 }; /* bytes: a line of most processors' caches */

/*
 * The same at a multiple of MEMORY_ALIGN, for the bytes of a file: where they
 * lie as they do there, the kernel copies them in a half to a third of the
 * time.
 */
void *memory_alloc_aligned(size_t bytes);

/*
 * What to do when memory runs out: give back the terminal, say so, exit.
 * The core only calls it; each program that links the core defines it.
 */
_Noreturn void out_of_memory(void);

#endif
