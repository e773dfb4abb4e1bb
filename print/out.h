/*
 * out - the one way from a printer to its file descriptor.
 *
 * Bytes are collected and written in large pieces.  The first failure is
 * remembered and what follows is dropped, so that printers need not look;
 * the command asks once, at the end.
 */
#ifndef PRINT_OUT_H
#define PRINT_OUT_H

#include <stdbool.h>

#include "core/str.h"
#include "core/utf8.h"

enum { OUT_KEPT = -1 }; /* instead of a descriptor: all stays pending */

/* Starts as {.fd = N}; out_finish() frees it. */
struct out {
	int fd;
	int error;          /* errno of the write that failed; 0: none did */
	struct str pending; /* not yet written */
};

/* Adds bytes that are known to be safe: our own, or the sanitiser's. */
void out_add(struct out *out, const char *bytes, size_t len);
void out_adds(struct out *out, const char *string);
void out_fill(struct out *out, char byte, size_t count);

/* Adds the safe form of any bytes; returns its columns. */
size_t out_safe(struct out *out, const char *bytes, size_t len,
		enum charset charset);

/* Adds what is kept in `from`, and empties it. */
void out_take(struct out *out, struct out *from);

/* Whether nobody takes the output any more: long work may stop. */
bool out_failed(const struct out *out);

/* Writes what is pending and frees it.  Returns 0, or the first errno. */
int out_finish(struct out *out);

#endif
