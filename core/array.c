#include "core/array.h"

#include <stdint.h>
#include <sys/mman.h>

enum { PAGE = 4096, LARGE_BYTES = 2 << 20 };

/*
 * Asks for large pages, where much will be used: the kernel then has less to
 * do, of reading a large file by a third.  All pages are asked for, so that
 * what malloc() has mapped for it stays one mapping, which can be moved.
 */
static void *large(void *p, size_t bytes)
{
	if (!p)
		out_of_memory();
	size_t before = (uintptr_t)p % PAGE;
	if (bytes >= LARGE_BYTES)
		madvise((char *)p - before, before + bytes, MADV_HUGEPAGE);
	return p;
}

void *memory_alloc(size_t bytes)
{
	return large(malloc(bytes ? bytes : 1), bytes);
}

void *memory_alloc_aligned(size_t bytes)
{
	if (bytes > SIZE_MAX - MEMORY_ALIGN)
		out_of_memory();
	size_t whole = (bytes / MEMORY_ALIGN + 1) * MEMORY_ALIGN;
	return large(aligned_alloc(MEMORY_ALIGN, whole), bytes);
}

static void *memory_resize(void *old, size_t bytes)
{
	return large(realloc(old, bytes), bytes);
}

void *array_reserve(void *items, size_t *capacity, size_t need, size_t size)
{
	if (need <= *capacity)
		return items;
	size_t room = *capacity ? *capacity : 8;
	while (room < need) {
		if (room > SIZE_MAX / 2 / size)
			out_of_memory();
		room *= 2;
	}
	*capacity = room;
	return memory_resize(items, room * size);
}
