#include "tests/fuzz/screen_bytes.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/fuzz/allowed.h"

static void complain(struct screen_bytes *screen, const char *what)
{
	if (screen->wrong[0] || !screen->full_screen)
		return;
	int at = snprintf(screen->wrong, sizeof screen->wrong, "%s:", what);
	size_t used = (size_t)at;
	for (size_t i = 0; i < screen->count && used + 4 < sizeof screen->wrong;
	     i++)
		used += (size_t)snprintf(screen->wrong + used,
					 sizeof screen->wrong - used, " %02x",
					 (unsigned char)screen->held[i]);
}

/* The bytes that a character has by its first; 0: that is none. */
static size_t length_of(unsigned char first)
{
	return first < 0x80   ? 1
	       : first < 0xc2 ? 0
	       : first < 0xe0 ? 2
	       : first < 0xf0 ? 3
	       : first < 0xf5 ? 4
			      : 0;
}

/* A whole character is held. */
static void judge_character(struct screen_bytes *screen)
{
	unsigned char first = (unsigned char)screen->held[0];
	static const unsigned char masks[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	uint32_t code = first & masks[screen->count];
	for (size_t i = 1; i < screen->count; i++)
		code = code << 6 | ((unsigned char)screen->held[i] & 0x3f);
	/* The bell is the program's own; so are the ways to the next row. */
	if (!strchr("\a\b\n\r", first) && !allowed(code))
		complain(screen, "character");
}

static void take_text(struct screen_bytes *screen, char byte)
{
	if (screen->count == 0 && byte == '\033') {
		screen->held[screen->count++] = byte;
		screen->in = IN_ESCAPE;
		return;
	}
	bool goes_on = ((unsigned char)byte & 0xc0) == 0x80;
	if (goes_on != (screen->count > 0)) {
		complain(screen, "cut character");
		screen->count = 0;
	}
	screen->held[screen->count++] = byte;
	size_t want = length_of((unsigned char)screen->held[0]);
	if (want == 0)
		complain(screen, "malformed");
	if (screen->count < want)
		return;
	if (want > 0)
		judge_character(screen);
	screen->count = 0;
}

static void end_sequence(struct screen_bytes *screen)
{
	screen->in = IN_TEXT;
	screen->count = 0;
}

static void take_escape(struct screen_bytes *screen, char byte)
{
	if (byte == '[')
		screen->in = IN_CSI;
	else if (byte == ']')
		screen->in = IN_OSC;
	else if (byte == '(' || byte == ')')
		screen->in = IN_CHARSET;
	else if (strchr("78=>M", byte) && byte)
		end_sequence(screen);
	else {
		complain(screen, "escape");
		end_sequence(screen);
	}
}

/* A whole CSI sequence is held. */
static void judge_csi(struct screen_bytes *screen)
{
	char *held = screen->held;
	held[screen->count] = '\0';
	if (!strchr("@ABCDGHIJKLMPSTXZbdhlmrt", held[screen->count - 1]))
		complain(screen, "control sequence");
	if (!strcmp(held, "\033[?1049h"))
		screen->full_screen = true;
	else if (!strcmp(held, "\033[?1049l"))
		screen->full_screen = false;
	else if (!strcmp(held, "\033[?25l"))
		screen->cursor_hidden = true;
	else if (strstr(held, "25h"))
		screen->cursor_hidden = false;
	else if (!strncmp(held, "\033[?1000", 7))
		screen->mouse = held[7] == 'h';
	end_sequence(screen);
}

static void take_csi(struct screen_bytes *screen, char byte)
{
	if (byte >= '@' && byte <= '~') {
		judge_csi(screen);
	} else if (byte < ' ' || screen->count + 2 > sizeof screen->held) {
		complain(screen, "control sequence");
		end_sequence(screen);
	}
}

/* Titles and the clipboard: nothing in them may end them early. */
static void take_osc(struct screen_bytes *screen, char byte)
{
	size_t count = screen->count;
	if (byte == '\a' ||
	    (byte == '\\' && count > 1 && screen->held[count - 2] == '\033'))
		end_sequence(screen);
	else if ((unsigned char)byte < ' ' && byte != '\033')
		complain(screen, "operating system command");
	/* It may be long: its middle is not held. */
	else if (count + 2 > sizeof screen->held) {
		screen->held[8] = byte;
		screen->count = 9;
	}
}

void screen_bytes_take(struct screen_bytes *screen, const char *bytes,
		       size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (screen->in == IN_TEXT) {
			take_text(screen, bytes[i]);
			continue;
		}
		screen->held[screen->count++] = bytes[i];
		if (screen->in == IN_ESCAPE)
			take_escape(screen, bytes[i]);
		else if (screen->in == IN_CSI)
			take_csi(screen, bytes[i]);
		else if (screen->in == IN_OSC)
			take_osc(screen, bytes[i]);
		else
			end_sequence(screen);
	}
}
