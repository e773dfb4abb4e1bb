/*
 * sieve - where in a text a folded pattern stands, or may.
 *
 * Bytes are sifted for the pattern's rarest letter or digit with what comes
 * after it, 64 at a time; what is left is compared letter by letter with the
 * text, accents and combining marks aside.  Most often that decides.  Where
 * blanks, points, signs, ligatures or letters past the Latin ones have a say,
 * only folding the text around it can tell.
 */
#ifndef CORE_SIEVE_H
#define CORE_SIEVE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/fold.h"
#include "core/span.h"

enum { SIEVE_BLOCK = 64 }; /* bytes that are sifted at a time */

struct sieve {
	const struct folded *pattern;
	bool used;                  /* it has a letter or digit of ASCII */
	bool sure;                  /* a match of all its letters is a hit */
	unsigned char blind;        /* 0x20: case does not count; else 0 */
	size_t at;                  /* the letter's byte in the pattern */
	unsigned char letter, next; /* blind */
	unsigned char any;          /* 0xff: anything may follow; else 0 */
	unsigned char least; /* as next: NUL up to this, or past ASCII, too */
	/* Bytes that may lead the letter with an accent: C3 before low, with
	   the `range` values after it, case aside; lead to C9; E1 to high. */
	unsigned char low, range, lead, high;
};

/* Text that is sifted; starts with `block` past its end. */
struct sift {
	const char *text; /* borrowed */
	size_t end;       /* bytes of it */
	size_t block;     /* where the flags begin */
	unsigned char flags[SIEVE_BLOCK];
};

enum sieve_verdict { SIEVE_NO, SIEVE_MAYBE, SIEVE_HIT };

/* Makes it for a pattern, which is borrowed. */
void sieve_init(struct sieve *sieve, const struct folded *pattern,
		bool case_blind);

struct sift sift_make(const char *text, size_t end);

/* The first byte from `at` on where the letter may be; the end: none is. */
size_t sift_next(struct sift *sift, const struct sieve *sieve, size_t at);

/*
 * Whether the pattern stands in text[span] with its letter at the byte, which
 * sift_next() gave; for SIEVE_HIT, *hit is where.
 */
enum sieve_verdict sieve_check(const struct sieve *sieve, const char *text,
			       struct span span, size_t at, struct span *hit);

#endif
