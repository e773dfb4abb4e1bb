/*
 * arena - memory that is freed all at once.
 *
 * Starts zeroed ({0}).  What it gives out stays where it is until
 * arena_release(); nothing is freed singly.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t bytes;               /* given out so far */
};

/* Zeroed memory for `bytes` bytes, aligned for pointers and uint64_t. */
void *arena_alloc(struct arena *arena, size_t bytes);

/* Room for a text of so many bytes and the NUL after it, which is set. */
char *arena_text(struct arena *arena, size_t len);

/* A copy of the bytes with a NUL after them. */
char *arena_strndup(struct arena *arena, const char *bytes, size_t len);
char *arena_strdup(struct arena *arena, const char *string);

/* A copy of an array of `count` items of `size` bytes; NULL when empty. */
void *arena_copy(struct arena *arena, const void *items, size_t count,
		 size_t size);

/* Takes back all that it gave out, and keeps a block for what comes. */
void arena_clear(struct arena *arena);

/* Takes over all that the other gave out, and leaves that one empty. */
void arena_absorb(struct arena *arena, struct arena *other);

/* Frees all of it and leaves an empty arena. */
void arena_release(struct arena *arena);

#endif
