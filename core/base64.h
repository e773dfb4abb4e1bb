/*
 * base64 - bytes as letters (RFC 4648, section 4).
 */
#ifndef CORE_BASE64_H
#define CORE_BASE64_H

#include <stddef.h>

#include "core/str.h"

/* Adds the bytes, which may be anything, in base64 with its padding. */
void base64_add(struct str *out, const char *bytes, size_t len);

#endif
