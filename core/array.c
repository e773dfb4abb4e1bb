#include "core/array.h"

#include <stdint.h>

void *memory_alloc(size_t bytes)
{
	void *p = malloc(bytes ? bytes : 1);
	if (!p)
		out_of_memory();
	return p;
}

static void *memory_resize(void *old, size_t bytes)
{
	void *p = realloc(old, bytes);
	if (!p)
		out_of_memory();
	return p;
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
