/*
 * expect - what a fuzz target holds true, in builds without assertions too.
 */
#ifndef TESTS_FUZZ_EXPECT_H
#define TESTS_FUZZ_EXPECT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define expect(condition)                                                      \
	do {                                                                   \
		if (!(condition)) {                                            \
			fprintf(stderr, "not so: %s\n", #condition);           \
			abort();                                               \
		}                                                              \
	} while (0)

/* The one that libFuzzer calls; 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
