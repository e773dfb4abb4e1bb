/*
 * nomem - memory that runs out: preloaded (LD_PRELOAD) into the program, it
 * lets one allocation fail, whoever asks, libraries too.
 *
 * FAULT_AT=N: the N-th; FAULT_FROM=1: that one and all after it.
 * FAULT_REPORT=FILE: as trace.h has it, how many there were.
 */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/fault/trace.h"

extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t bytes);
extern void *__libc_memalign(size_t align, size_t bytes);

static struct {
	atomic_long at; /* -1: not asked for yet; 0: none fails */
	bool from;
	atomic_long count;
	struct trace_report *report;
} state = {.at = -1};

static void prepare(void)
{
	const char *at = getenv("FAULT_AT"), *from = getenv("FAULT_FROM");
	const char *path = getenv("FAULT_REPORT");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	state.from = from && *from == '1';
	if (fd >= 0) {
		void *bytes = mmap(NULL, sizeof *state.report,
				   PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		if (bytes != MAP_FAILED)
			state.report = bytes;
		close(fd);
	}
	state.at = at ? strtol(at, NULL, 10) : 0;
}

static bool fails(void)
{
	if (state.at < 0)
		prepare();
	long n = atomic_fetch_add(&state.count, 1) + 1;
	if (state.report)
		state.report->count = n;
	if (!state.at || (n != state.at && !(state.from && n > state.at)))
		return false;
	errno = ENOMEM;
	return true;
}

/* Parameters are named as the C library's headers name them. */
void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t nmemb, size_t size)
{
	return fails() ? NULL : __libc_calloc(nmemb, size);
}

void *realloc(void *ptr, size_t size)
{
	return fails() ? NULL : __libc_realloc(ptr, size);
}

void *memalign(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **memptr, size_t alignment, size_t size)
{
	void *memory = fails() ? NULL : __libc_memalign(alignment, size);
	if (!memory)
		return ENOMEM;
	*memptr = memory;
	return 0;
}
