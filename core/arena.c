#include "core/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"

/* Many hold a few words: each block is twice as large as that before. */
enum {
	FIRST_BYTES = 4 * 1024,
	BLOCK_BYTES = 64 * 1024,
	LARGE_BYTES = BLOCK_BYTES / 16,
};

/* Texts, which need no alignment, come from the end. */
struct arena_block {
	struct arena_block *next;
	size_t used, end; /* bytes of data: free ones stand between */
	size_t size;
	alignas(uint64_t) unsigned char data[];
};

/* Of the block that comes next, with room for so many. */
static size_t block_bytes(const struct arena *arena, size_t bytes)
{
	size_t size = arena->blocks ? 2 * arena->blocks->size : FIRST_BYTES;
	if (size > BLOCK_BYTES)
		size = BLOCK_BYTES;
	return size > bytes ? size : bytes;
}

static struct arena_block *block_new(struct arena_block **at, size_t size)
{
	if (size > SIZE_MAX - sizeof(struct arena_block))
		out_of_memory();
	struct arena_block *block = memory_alloc(sizeof *block + size);
	*block = (struct arena_block){*at, 0, size, size};
	*at = block;
	return block;
}

/* A block with so many bytes free.  What is large has one of its own behind
   the newest, so that what is left of that is not lost. */
static struct arena_block *block_get(struct arena *arena, size_t bytes)
{
	struct arena_block *newest = arena->blocks;
	arena->bytes += bytes;
	if (newest && newest->end - newest->used >= bytes)
		return newest;
	if (newest && bytes > LARGE_BYTES)
		return block_new(&newest->next, bytes);
	return block_new(&arena->blocks, block_bytes(arena, bytes));
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	const size_t align = alignof(uint64_t);
	if (bytes > SIZE_MAX - align)
		out_of_memory();
	bytes = (bytes + align - 1) / align * align;
	struct arena_block *block = block_get(arena, bytes);
	void *p = block->data + block->used;
	block->used += bytes;
	return memset(p, 0, bytes);
}

char *arena_text(struct arena *arena, size_t len)
{
	struct arena_block *block = block_get(arena, len + 1);
	block->end -= len + 1;
	char *text = (char *)block->data + block->end;
	text[len] = '\0';
	return text;
}

char *arena_strndup(struct arena *arena, const char *bytes, size_t len)
{
	char *copy = arena_text(arena, len);
	if (len)
		memcpy(copy, bytes, len);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *string)
{
	return arena_strndup(arena, string, strlen(string));
}

void *arena_copy(struct arena *arena, const void *items, size_t count,
		 size_t size)
{
	if (!count)
		return NULL;
	return memcpy(arena_alloc(arena, count * size), items, count * size);
}

void arena_clear(struct arena *arena)
{
	struct arena_block *kept = arena->blocks;
	if (!kept)
		return;
	arena->blocks = kept->next;
	arena_release(arena);
	kept->next = NULL;
	kept->used = 0;
	kept->end = kept->size;
	arena->blocks = kept;
}

void arena_absorb(struct arena *arena, struct arena *other)
{
	struct arena_block **last = &other->blocks;
	while (*last)
		last = &(*last)->next;
	*last = arena->blocks;
	arena->blocks = other->blocks;
	arena->bytes += other->bytes;
	*other = (struct arena){0};
}

void arena_release(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *next = arena->blocks->next;
		free(arena->blocks);
		arena->blocks = next;
	}
	arena->bytes = 0;
}
