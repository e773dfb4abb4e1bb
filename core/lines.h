/*
 * lines - the bytes of a file that people write, and the places in them.
 *
 * Lines end at LF, columns are bytes from 1.  A mark every LINES_BLOCK bytes
 * finds a place at once and takes a small part of the file's size.
 */
#ifndef CORE_LINES_H
#define CORE_LINES_H

#include <stddef.h>

#include "core/array.h"
#include "core/diag.h"

enum { LINES_BLOCK = 512 };

struct lines_mark {
	size_t line;  /* from 1: where the block's first byte is */
	size_t start; /* first byte of that line */
};

struct lines {
	const char *file;  /* path, for the places */
	const char *bytes; /* borrowed */
	size_t len;
	ARRAY(struct lines_mark) marks; /* one a block */
};

/* Reads through the bytes once; lines_release() frees what it keeps. */
void lines_init(struct lines *lines, const char *file, const char *bytes,
		size_t len);

/* The place of a byte (<= len). */
struct place lines_place(const struct lines *lines, size_t offset);

void lines_release(struct lines *lines);

/* How many lines end in the bytes. */
size_t lines_count(const char *bytes, size_t len);

#endif
