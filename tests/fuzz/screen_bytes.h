/*
 * screen_bytes - judges what a program sends to a terminal: text of allowed
 * characters, and the sequences that curses makes for an xterm.
 */
#ifndef TESTS_FUZZ_SCREEN_BYTES_H
#define TESTS_FUZZ_SCREEN_BYTES_H

#include <stdbool.h>
#include <stddef.h>

struct screen_bytes {
	enum { IN_TEXT, IN_ESCAPE, IN_CSI, IN_OSC, IN_CHARSET } in;
	char held[256]; /* of the sequence or character that is not whole */
	size_t count;
	bool full_screen; /* between smcup and rmcup: only this is judged */
	bool cursor_hidden;
	bool mouse;      /* is listened to */
	char wrong[320]; /* the first that may not be, for people; "" */
};

/* Takes the next bytes; starts zeroed. */
void screen_bytes_take(struct screen_bytes *screen, const char *bytes,
		       size_t len);

#endif
