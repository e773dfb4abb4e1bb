#include "core/str.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "core/array.h"

enum { LEAST_BYTES = 128 }; /* most are a row or a name */

static void str_reserve(struct str *s, size_t more)
{
	if (more < s->capacity && s->len < s->capacity - more)
		return;
	if (more >= SIZE_MAX - s->len)
		out_of_memory();
	size_t need = s->len + more + 1;
	s->bytes = array_reserve(s->bytes, &s->capacity,
				 need > LEAST_BYTES ? need : LEAST_BYTES, 1);
}

void str_add(struct str *s, const char *bytes, size_t len)
{
	str_reserve(s, len);
	if (len)
		memcpy(s->bytes + s->len, bytes, len);
	s->len += len;
	s->bytes[s->len] = '\0';
}

void str_adds(struct str *s, const char *string)
{
	str_add(s, string, strlen(string));
}

void str_addc(struct str *s, char byte)
{
	str_add(s, &byte, 1);
}

void str_add_number(struct str *s, size_t number)
{
	char digits[24];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	str_add(s, digits + at, sizeof digits - at);
}

void str_fill(struct str *s, char byte, size_t count)
{
	str_reserve(s, count);
	memset(s->bytes + s->len, byte, count);
	s->len += count;
	s->bytes[s->len] = '\0';
}

void str_addf(struct str *s, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		return;
	str_reserve(s, (size_t)len);
	va_start(args, format);
	vsnprintf(s->bytes + s->len, (size_t)len + 1, format, args);
	va_end(args);
	s->len += (size_t)len;
}

void str_clear(struct str *s)
{
	s->len = 0;
	if (s->bytes)
		s->bytes[0] = '\0';
}

const char *str_get(const struct str *s)
{
	return s->bytes ? s->bytes : "";
}

char *str_take(struct str *s)
{
	str_reserve(s, 0);
	s->bytes[s->len] = '\0';
	char *bytes = s->bytes;
	*s = (struct str){0};
	return bytes;
}

void str_release(struct str *s)
{
	free(s->bytes);
	*s = (struct str){0};
}
