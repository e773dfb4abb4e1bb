/*
 * measure - one figure of one command, once.
 *
 * Commands are words between blanks (a blank after \ is part of one) and are
 * started without a shell, in the folder of the data.  A terminal has 40 rows
 * of 120 columns.
 */
#ifndef TESTS_BENCH_MEASURE_H
#define TESTS_BENCH_MEASURE_H

#include <stdbool.h>

enum how {
	PAINT,       /* ms from the start until the text of the screen stands */
	PAINT_ALL,   /* the same, until nothing more comes and it is at rest */
	PAINT_BYTES, /* sent to the terminal until then */
	KEY,         /* ms from a key until it is answered and all is at rest */
	KEY_BYTES,
	FIRST,   /* ms from a key until what comes first stands */
	FOUND,   /* ms from the first of the keys until the mark is there */
	USUAL,   /* ms that a line up or down waits while what keys began, or
		   the start, goes on behind; the middle of many */
	LONGEST, /* the same, the longest of them */
	RESIZE,  /* ms from a new width until all is at rest */
	MEMORY,  /* most bytes in memory, once it is at rest */
	CPU,  /* ms of user and system time until it has ended, on one core */
	WALL, /* ms until it has ended */
	SAID, /* the number that it prints */
	SIZE, /* bytes of the file that is named */
};

struct side {
	enum how how;
	const char *command;
	const char *keys; /* KEY: each one alone; FOUND, LONGEST: all at once */
	const char *mark; /* FOUND: text that comes with what is looked for */
};

/*
 * The figure, once.  False, with a message on standard error, where it cannot
 * be had: no figure is better than a wrong one.
 */
bool measure(const struct side *side, double *value);

/* The middle of the values, which are sorted for it. */
double median(double *values, int count);

#endif
