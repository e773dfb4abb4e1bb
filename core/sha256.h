/*
 * sha256 - the digest that says whether a text is the one that was annotated.
 *
 * FIPS 180-4.  A few lines of our own: a library for them would be one more
 * to load at each start.
 */
#ifndef CORE_SHA256_H
#define CORE_SHA256_H

#include <stddef.h>

enum { SHA256_HEX = 65 }; /* bytes: 64 digits and a NUL */

/* The digest of bytes[0, len) in lower-case hexadecimal. */
void sha256_hex(const void *bytes, size_t len, char hex[SHA256_HEX]);

#endif
