/*
 * json - writes JSON (RFC 8259), one value after the other, safe to look at.
 *
 * Control, bidirectional-control and invisible characters are written as
 * \uXXXX, malformed bytes as U+FFFD.  Commas are put by the writer.  A value
 * in an object is written with its key, one in an array with a NULL key.
 */
#ifndef PRINT_JSON_H
#define PRINT_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "print/out.h"

/* Starts as {.out = …}. */
struct json {
	struct out *out;
	size_t depth; /* of arrays and objects that are open */
	bool more;    /* a value stands before this one on the same level */
};

/* An object or array within what is open; json_close() takes '}' or ']'.
   The items of the outermost array stand on lines of their own. */
void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);

/* null for NULL and for "". */
void json_string(struct json *json, const char *key, const char *string);
void json_bytes(struct json *json, const char *key, const char *bytes,
		size_t len);
void json_number(struct json *json, const char *key, size_t number);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);

#endif
