/*
 * str - a growable string of bytes, always ended by a NUL that its length
 * does not count.
 *
 * Starts zeroed ({0}); str_release() frees it.  Bytes in may be anything.
 */
#ifndef CORE_STR_H
#define CORE_STR_H

#include <stddef.h>

struct str {
	char *bytes;     /* NULL as long as nothing was added */
	size_t len;      /* bytes, without the closing NUL */
	size_t capacity; /* bytes allocated */
};

/* Adds bytes, a C string, one byte, or formatted text at the end. */
void str_add(struct str *s, const char *bytes, size_t len);
void str_adds(struct str *s, const char *string);
void str_addc(struct str *s, char byte);
void str_addf(struct str *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Adds a number in decimal, sooner than str_addf() would. */
void str_add_number(struct str *s, size_t number);

/* Adds `count` times the same byte. */
void str_fill(struct str *s, char byte, size_t count);

/* Empties it but keeps its memory. */
void str_clear(struct str *s);

/* The text as a C string, "" for an empty one; valid until the next change. */
const char *str_get(const struct str *s);

/* The text as a C string that is the caller's to free; s is empty after. */
char *str_take(struct str *s);

/* Frees it and leaves an empty one. */
void str_release(struct str *s);

#endif
