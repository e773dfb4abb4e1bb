/*
 * memory - what libraries ask for: an allocation that fails ends the program
 * in out_of_memory(), whoever asked.
 *
 * ncurses goes on after some failures as if nothing were missing, and falls
 * over others; no caller of it could tell.  So these stand before the C
 * library's own and pass on to them.  A sanitizer has its own instead.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OWN_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OWN_MEMORY 0
#endif
#endif
#ifndef OWN_MEMORY
#define OWN_MEMORY 1
#endif

#if OWN_MEMORY
/* The next one of that name; ISO C has no way to make it a function. */
static void next_find(void *function, const char *name)
{
	void *next = dlsym(RTLD_NEXT, name);
	if (!next)
		abort();
	memcpy(function, &next, sizeof next);
}

static void *checked(void *memory, size_t bytes)
{
	if (!memory && bytes)
		out_of_memory();
	return memory;
}

/* Parameters are named as the C library's headers name them. */
void *malloc(size_t size)
{
	static void *(*next)(size_t);
	if (!next)
		next_find(&next, "malloc");
	return checked(next(size), size);
}

void *calloc(size_t nmemb, size_t size)
{
	static void *(*next)(size_t, size_t);
	if (!next)
		next_find(&next, "calloc");
	return checked(next(nmemb, size), nmemb && size);
}

void *realloc(void *ptr, size_t size)
{
	static void *(*next)(void *, size_t);
	if (!next)
		next_find(&next, "realloc");
	return checked(next(ptr, size), size);
}
#endif
