#include "tui/term_mouse.h"

enum {
	BUTTON = 3, /* the bits that name one; 3 in bytes: it was let go */
	LET_GO = 3,
	MODIFIERS = 4 + 8 + 16, /* Shift, Meta, Control: as without */
	WHEEL = 64,
	WHEEL_UP = WHEEL,
	WHEEL_DOWN,
	BYTES_FROM = 32,   /* is added to each value that is a byte */
	VALUE_MOST = 9999, /* no window is so large */
};

/* False: another button, or a movement. */
static bool convert(const unsigned values[3], bool released,
		    struct term_mouse *mouse)
{
	unsigned button = values[0] & ~(unsigned)MODIFIERS;
	/* Some let the wheel go. */
	if (!values[1] || !values[2] || (released && button != 0))
		return false;
	mouse->column = values[1] - 1;
	mouse->row = values[2] - 1;
	if (button == WHEEL_UP)
		mouse->kind = TERM_MOUSE_WHEEL_UP;
	else if (button == WHEEL_DOWN)
		mouse->kind = TERM_MOUSE_WHEEL_DOWN;
	else if (button == 0)
		mouse->kind = released ? TERM_MOUSE_RELEASE : TERM_MOUSE_PRESS;
	else
		return false;
	return true;
}

static enum term_report_state take_sgr(struct term_report *report, int byte)
{
	unsigned *value = &report->values[report->count];
	if (byte >= '0' && byte <= '9') {
		*value = *value * 10 + (unsigned)(byte - '0');
		return *value <= VALUE_MOST ? TERM_REPORT_MORE
					    : TERM_REPORT_BROKEN;
	}
	if (byte == ';' && report->count < 2) {
		report->count++;
		return TERM_REPORT_MORE;
	}
	return (byte == 'M' || byte == 'm') && report->count == 2
		       ? TERM_REPORT_WHOLE
		       : TERM_REPORT_BROKEN;
}

static enum term_report_state take_byte(struct term_report *report, int byte)
{
	if (byte < BYTES_FROM || byte > 0xff)
		return TERM_REPORT_BROKEN;
	report->values[report->count++] = (unsigned)(byte - BYTES_FROM);
	return report->count < 3 ? TERM_REPORT_MORE : TERM_REPORT_WHOLE;
}

enum term_report_state term_report_take(struct term_report *report, int byte,
					struct term_mouse *mouse, bool *told)
{
	bool sgr = report->form == TERM_REPORT_SGR;
	bool released = byte == 'm';
	enum term_report_state state = sgr ? take_sgr(report, byte)
					   : take_byte(report, byte);
	if (state == TERM_REPORT_MORE)
		return state;
	if (!sgr) {
		released = (report->values[0] & BUTTON) == LET_GO &&
			   !(report->values[0] & WHEEL);
		if (released)
			report->values[0] &= ~(unsigned)BUTTON;
	}
	*told = state == TERM_REPORT_WHOLE &&
		convert(report->values, released, mouse);
	*report = (struct term_report){0};
	return state;
}
