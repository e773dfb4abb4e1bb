/*
 * support - what several test programs need.
 */
#ifndef TESTS_UNIT_SUPPORT_H
#define TESTS_UNIT_SUPPORT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads ../shared/RELATIVE, from the project's root, into heap bytes with a
 * NUL after them, which are the caller's to free.  Returns false, having
 * printed that the test is skipped, where it cannot be read.
 */
bool support_shared(const char *relative, char **bytes, size_t *len);

#endif
