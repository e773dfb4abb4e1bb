/*
 * allowed - what may come out of the program, written down once more, apart
 * from the tables of core/utf8.c.
 */
#ifndef TESTS_FUZZ_ALLOWED_H
#define TESTS_FUZZ_ALLOWED_H

#include <stdbool.h>
#include <stdint.h>

static inline bool allowed_in(uint32_t code, uint32_t low, uint32_t high)
{
	return low <= code && code <= high;
}

/* No control, bidirectional, invisible, private or unassignable character. */
static inline bool allowed(uint32_t code)
{
	return !(code < 0x20 || allowed_in(code, 0x7f, 0xa0) || code == 0xad ||
		 code == 0x34f || code == 0x61c ||
		 allowed_in(code, 0x115f, 0x1160) ||
		 allowed_in(code, 0x17b4, 0x17b5) ||
		 allowed_in(code, 0x180b, 0x180f) ||
		 allowed_in(code, 0x2000, 0x200f) ||
		 allowed_in(code, 0x2028, 0x202f) ||
		 allowed_in(code, 0x205f, 0x206f) || code == 0x2800 ||
		 code == 0x3164 || allowed_in(code, 0xd800, 0xf8ff) ||
		 allowed_in(code, 0xfe00, 0xfe0f) ||
		 allowed_in(code, 0xfdd0, 0xfdef) || code == 0xfeff ||
		 code == 0xffa0 || allowed_in(code, 0xfff0, 0xfffb) ||
		 allowed_in(code, 0x1f3fb, 0x1f3ff) ||
		 allowed_in(code, 0xe0000, 0x10ffff) ||
		 (code & 0xfffe) == 0xfffe);
}

#endif
