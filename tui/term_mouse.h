/*
 * term_mouse - what terminals tell of the mouse.
 *
 * A report is a string among the keys, in one of the forms of xterm's control
 * sequences ("Mouse Tracking"): `CSI < B ; X ; Y M` (SGR, mode 1006; a small
 * m at its end where a button is let go), or `CSI M` and three bytes, from
 * terminals that do not know the first.  It is read byte by byte and never
 * waited for: its end may come late, or not at all.
 */
#ifndef TUI_TERM_MOUSE_H
#define TUI_TERM_MOUSE_H

#include <stdbool.h>
#include <stddef.h>

/* What the mouse did, and where: from 0 at the top left. */
struct term_mouse {
	enum {
		TERM_MOUSE_PRESS, /* of the first button */
		TERM_MOUSE_RELEASE,
		TERM_MOUSE_WHEEL_UP,
		TERM_MOUSE_WHEEL_DOWN,
	} kind;
	size_t row, column;
};

enum term_report_form { TERM_REPORT_NONE, TERM_REPORT_SGR, TERM_REPORT_BYTES };

/* A report that has begun. */
struct term_report {
	enum term_report_form form; /* TERM_REPORT_NONE: none has */
	size_t count;               /* of values that have ended */
	unsigned values[3];         /* button, column, row */
};

enum term_report_state {
	TERM_REPORT_MORE,   /* its end is still to come */
	TERM_REPORT_WHOLE,  /* this was it */
	TERM_REPORT_BROKEN, /* what came is no part of a report */
};

/*
 * Takes what follows in a report that has begun: a byte, or what is none.
 * Once it is whole or broken, none is begun any more.  Where it is whole,
 * *told says whether *mouse was set: other buttons mean nothing here.
 */
enum term_report_state term_report_take(struct term_report *report, int byte,
					struct term_mouse *mouse, bool *told);

#endif
