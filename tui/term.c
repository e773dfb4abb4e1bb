#include "tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>

#include "core/array.h"
#include "tui/canvas.h"
#include "tui/clock.h"
#include "tui/signals.h"
#include "tui/theme.h"

/* A larger window is used in part: nobody reads one. */
enum {
	ROWS_MOST = 500,
	COLUMNS_MOST = 1000,
	/* The terminal of a process without a group can be polled, not read. */
	DEAF_MOST = 100,
	/* Waits that may end at once before signals are let in besides. */
	WAITS_MOST = 8,
	/* A terminal that refuses something so often refuses it for good. */
	TRIES = 3,
	MALFORMED = 0xfffd, /* what utf8_decode() makes of it */
	/* Within so long a report of the mouse goes on. */
	REPORT_MS = 200,
	/* Keys that we give curses: what reports begin with.  From KEY_MAX on
	   it numbers what terminfo names besides. */
	REPORT_SGR = 0x4000,
	REPORT_BYTES,
};

/* A string of terminfo, or NULL. */
static char *capability(const char *name)
{
	char *string = tigetstr(name);
	return string && string != (char *)-1 && *string ? string : NULL;
}

static enum depth color_depth(void)
{
	int colors = tigetnum("colors");
	return colors >= 256 ? DEPTH_256 : colors >= 16 ? DEPTH_16 : DEPTH_8;
}

/* Attributes that the terminal cannot show on what is coloured (ncv). */
static unsigned uncolored(void)
{
	enum {
		NCV_UNDERLINE = 2,
		NCV_REVERSE = 4,
		NCV_DIM = 16,
		NCV_BOLD = 32
	};
	int without = tigetnum("ncv");
	if (without <= 0)
		return 0;
	return (without & NCV_UNDERLINE ? LOOK_UNDERLINE : 0u) |
	       (without & NCV_REVERSE ? LOOK_REVERSE : 0u) |
	       (without & NCV_DIM ? LOOK_DIM : 0u) |
	       (without & NCV_BOLD ? LOOK_BOLD : 0u);
}

/* A theme that the terminal can show. */
static const struct theme *theme_shown(const struct theme *theme)
{
	if (theme->mono || !has_colors() || !capability("setaf") ||
	    !capability("setab"))
		return theme_get(THEME_MONO);
	/* All is coloured where the background is. */
	if (uncolored() & LOOK_UNDERLINE)
		return theme_get(THEME_DEFAULT);
	return theme;
}

static const char *fill_in(const char *string, int a, int b)
{
	return tparm(string, (long)a, (long)b);
}

/* A copy without padding, which no terminal that still works needs. */
static const char *padless(struct term *term, const char *string)
{
	struct str copy = {0};
	const char *open;
	if (!string)
		return NULL;
	while ((open = strstr(string, "$<")) && strchr(open, '>')) {
		str_add(&copy, string, (size_t)(open - string));
		string = strchr(open, '>') + 1;
	}
	str_adds(&copy, string);
	const char *kept = arena_strdup(&term->strings, str_get(&copy));
	str_release(&copy);
	return kept;
}

/* What sets the colours of a hue. */
static const char *pair_string(struct term *term, enum hue hue)
{
	struct str both = {0};
	enum depth depth = color_depth();
	int fore = term->theme->hues[hue][depth];
	int back = term->theme->background[depth];
	if (fore >= 0)
		str_adds(&both, fill_in(capability("setaf"), fore, 0));
	if (back >= 0)
		str_adds(&both, fill_in(capability("setab"), back, 0));
	const char *kept = padless(term, str_get(&both));
	str_release(&both);
	return kept;
}

/* What the canvas has to know of the terminal, in the present theme. */
static struct pen_terminal terminal_get(struct term *term)
{
	static const char *const names[CAPS] = {
#define CAP_NAME(name, word) word,
		PEN_CAPS(CAP_NAME)
#undef CAP_NAME
	};
	struct pen_terminal terminal = {
		.fills = tigetflag("bce") > 0,
		.wraps = tigetflag("am") > 0 && tigetflag("xenl") <= 0,
		.fill_in = fill_in,
	};
	arena_release(&term->strings);
	for (size_t i = 0; i < CAPS; i++)
		terminal.caps[i] = padless(term, capability(names[i]));
	if (!terminal.caps[CAP_REVERSE])
		terminal.caps[CAP_REVERSE] = padless(term, capability("smso"));
	/* Where the plain look might leave colours as they are. */
	const char *plain = terminal.caps[CAP_PLAIN];
	if (term->color && (!plain || !strchr(plain, '[')) && capability("op"))
		terminal.caps[CAP_PLAIN] = padless(term, capability("op"));
	for (int hue = 0; term->color && hue < HUES; hue++)
		terminal.pairs[hue + 1] = pair_string(term, (enum hue)hue);
	return terminal;
}

static void colors_set(struct term *term)
{
	term->theme = theme_shown(term->theme);
	term->color = !term->theme->mono;
	term->uncolored = uncolored();
	struct pen_terminal terminal = terminal_get(term);
	if (!term->canvas)
		term->canvas = canvas_new(&terminal);
	else
		canvas_terminal(term->canvas, &terminal);
}

static bool size_get(const struct term *term, size_t *rows, size_t *columns)
{
	struct winsize size = {0};
	for (int i = 0; i < TRIES; i++)
		if (ioctl(fileno(term->output), TIOCGWINSZ, &size) == 0)
			break;
	if (!size.ws_row || !size.ws_col)
		return false;
	*rows = size.ws_row < ROWS_MOST ? size.ws_row : ROWS_MOST;
	*columns = size.ws_col < COLUMNS_MOST ? size.ws_col : COLUMNS_MOST;
	return true;
}

/* Keys come from standard input, else from the controlling terminal. */
static bool files_open(struct term *term)
{
	term->output = stdout;
	if (!isatty(STDOUT_FILENO))
		return false;
	if (isatty(STDIN_FILENO)) {
		term->input = stdin;
		return true;
	}
	int fd = open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return false;
	term->input = fdopen(fd, "r");
	if (!term->input)
		close(fd);
	return term->input != NULL;
}

static void files_close(struct term *term)
{
	if (term->input && term->input != stdin)
		fclose(term->input);
	term->input = NULL;
}

/*
 * Whoever uses curses or draws holds the lock of standard error meanwhile, as
 * out_of_memory() does until the end: a thread that finds no memory gives the
 * terminal back between two pictures, and nothing is drawn after it.  Nobody
 * waits for another thread while holding it.
 */
static void hold(void)
{
	flockfile(stderr);
}

static void let_go(void)
{
	funlockfile(stderr);
}

/* How far curses has come with the terminal, for term_abandon(). */
struct opening {
	bool begun, done;
	bool mouse; /* is listened to */
	int fd;
	struct termios modes; /* before */
};

static struct opening *opening_get(void)
{
	static struct opening opening;
	return &opening;
}

/* Curses passes over what fails here; then keys would come with Enter, or end
   the program past us.  It is to leave them as they are when it ends: the
   former modes are set last of all (modes_restore()), since with them a ^S
   that is typed meanwhile holds up what is still to be written. */
static bool modes_set(const struct opening *opening)
{
	struct termios modes = opening->modes;
	modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR);
	modes.c_oflag &= ~(tcflag_t)ONLCR;
	modes.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG);
	for (int i = 0; i < TRIES; i++)
		if (tcsetattr(opening->fd, TCSADRAIN, &modes) == 0 &&
		    def_prog_mode() == OK && raw() == OK &&
		    def_shell_mode() == OK)
			return true;
	return false;
}

/* After they were given back for a while. */
static bool modes_set_again(void)
{
	for (int i = 0; i < TRIES; i++)
		if (reset_prog_mode() == OK)
			return true;
	return false;
}

/* Curses may be half made, or have passed over a failure. */
static bool modes_restore(const struct opening *opening)
{
	for (int i = 0; i < TRIES; i++)
		if (tcsetattr(opening->fd, TCSANOW, &opening->modes) == 0)
			return true;
	return false;
}

/* Whether a write failed since errno was 0: curses passes over that.  What is
   said to be tried again was, and came through. */
static bool write_failed(void)
{
	return errno && errno != EAGAIN && errno != EINTR;
}

/* Brings our own screen where it was given back. */
static void screen_take(void)
{
	for (int i = 0; i < TRIES; i++) {
		errno = 0;
		doupdate();
		curs_set(0);
		if (!write_failed())
			return;
		endwin();
	}
}

static void curses_set(struct term *term)
{
	noecho();
	nonl();
	/* Reading keys of a pad never draws. */
	term->keys = newpad(1, 1);
	if (!term->keys)
		out_of_memory();
	nodelay(term->keys, TRUE);
	set_escdelay(25);
	/* Keys that wait do not break a picture off: app_run() takes them all
	   before it draws. */
	typeahead(-1);
	errno = 0;
	keypad(term->keys, TRUE);
	/* Curses would wait for the rest of a report, for ever. */
	if (capability("kmous")) {
		define_key("\033[<", REPORT_SGR);
		define_key("\033[M", REPORT_BYTES);
	}
	term->hides = capability("civis");
	curs_set(0);
	if (write_failed()) {
		endwin();
		screen_take();
	}
}

/* Undoes what term_open() did, but for curses, and for the signals that end
   the program: see signals_catch_ends(). */
static void term_release(struct term *term)
{
	files_close(term);
	signals_catch_ends();
	signals_unblock();
}

/* Curses draws nothing (canvas.h does), but would fill three pictures as wide
   as the window before ours is seen.  It has to know the last row alone. */
static SCREEN *screen_new(const struct term *term)
{
	size_t rows, columns;
	if (size_get(term, &rows, &columns))
		setenv("COLUMNS", "1", 1);
	SCREEN *screen = newterm(NULL, term->output, term->input);
	unsetenv("COLUMNS");
	return screen;
}

static enum term_error take_over(struct term *term, enum charset charset,
				 const struct theme *theme)
{
	int loaded = term->loaded;
	*term = (struct term){.charset = charset,
			      .theme = theme,
			      .watch = -1,
			      .loaded = loaded};
	if (!files_open(term))
		return TERM_NO_TTY;
	/* The window's true size; what the environment says may be anything. */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	signals_catch();
	signals_block();
	struct opening *opening = opening_get();
	opening->fd = fileno(term->output);
	for (int i = 0; i < TRIES && !opening->begun; i++)
		opening->begun = tcgetattr(opening->fd, &opening->modes) == 0;
	if (!opening->begun) {
		term_release(term);
		return TERM_NO_MODES;
	}
	term->screen = screen_new(term);
	opening->done = true;
	if (!term->screen) {
		term_release(term);
		return TERM_UNKNOWN;
	}
	if (!capability("cup") || tigetflag("gn") > 0) {
		term_close(term);
		return TERM_TOO_SIMPLE;
	}
	if (!modes_set(opening)) {
		term_close(term);
		return TERM_NO_MODES;
	}
	curses_set(term);
	colors_set(term);
	term_resize(term);
	return TERM_OK;
}

enum term_error term_open(struct term *term, enum charset charset,
			  const struct theme *theme)
{
	hold();
	enum term_error error = take_over(term, charset, theme);
	let_go();
	return error;
}

/* Sends bytes by themselves, past what curses holds back; false: the terminal
   does not take them. */
static bool send(int fd, const char *bytes, size_t len)
{
	int failures = 0;
	while (len) {
		ssize_t n = write(fd, bytes, len);
		if (n < 0 && errno == EAGAIN) {
			struct pollfd ready = {.fd = fd, .events = POLLOUT};
			poll(&ready, 1, -1);
		} else if (n < 0 && errno != EINTR) {
			if (++failures == TRIES)
				return false;
		} else if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
	return true;
}

/* Without its padding: see padless(). */
static bool send_string(const char *string)
{
	bool sent = true;
	while (string && sent) {
		const char *open = strstr(string, "$<");
		const char *end = open ? strchr(open, '>') : NULL;
		sent = send(STDOUT_FILENO, string,
			    end ? (size_t)(open - string) : strlen(string));
		string = end ? end + 1 : NULL;
	}
	return sent;
}

static bool curses_end(void)
{
	bool sent = false;
	for (int i = 0; i < TRIES; i++) {
		errno = 0;
		sent = send_string(capability("sgr0"));
		endwin();
		/* Some keep with a screen whether the cursor was hidden. */
		sent = send_string(capability("cnorm")) && sent;
		if (!write_failed())
			break;
	}
	/* Without a screen of our own the shell's prompt comes where the line
	   of keys is. */
	if (!capability("rmcup")) {
		send_string(fill_in(capability("cup"), LINES - 1, 0));
		send_string(capability("el"));
	}
	return sent;
}

/* Taken over again, but nothing is drawn yet: the keys alone have modes. */
static bool keys_end(void)
{
	for (int i = 0; i < TRIES; i++) {
		errno = 0;
		if (reset_shell_mode() == OK && !write_failed())
			return true;
	}
	return false;
}

/* That of the first button and the wheel, in the wider form of reports. */
static bool mouse_send(bool listen)
{
	static const char begin[] = "\033[?1000h\033[?1006h";
	static const char end[] = "\033[?1006l\033[?1000l";
	return listen ? send(STDOUT_FILENO, begin, sizeof begin - 1)
		      : send(STDOUT_FILENO, end, sizeof end - 1);
}

/* False: the terminal does not take what gives it back. */
static bool give_back(void)
{
	struct opening *opening = opening_get();
	bool given = true;
	if (stdscr && opening->done) {
		/* Curses may lack the memory to end, and come back here. */
		opening->done = false;
		if (opening->mouse)
			given = mouse_send(false);
		given = (isendwin() ? keys_end() : curses_end()) && given;
		opening->done = true;
	}
	if (opening->begun)
		given = modes_restore(opening) && given;
	return given;
}

void term_abandon(void)
{
	hold(); /* for good */
	give_back();
}

void term_close(struct term *term)
{
	if (!term->screen)
		return;
	hold();
	if (!give_back())
		term->lost = true;
	opening_get()->begun = opening_get()->mouse = false;
	canvas_free(term->canvas);
	term->canvas = NULL;
	arena_release(&term->strings);
	str_release(&term->bytes);
	delwin(term->keys);
	delscreen(term->screen);
	term->screen = NULL;
	term_release(term);
	let_go();
}

unsigned term_wait(struct term *term, int milliseconds)
{
	/* poll() passes over a file of -1. */
	struct pollfd fds[] = {
		{.fd = fileno(term->input), .events = POLLIN},
		{.fd = term->watch, .events = POLLIN},
		{.fd = term->loaded, .events = POLLIN},
	};
	const struct pollfd *fd = &fds[0];
	struct timespec limit = {milliseconds / 1000,
				 milliseconds % 1000 * 1000000L};
	sigset_t none;
	if (term->lost)
		return TERM_EVENT_END;
	sigemptyset(&none);
	int n = ppoll(fds, sizeof fds / sizeof *fds,
		      milliseconds < 0 ? NULL : &limit, &none);
	unsigned events = 0;
	/* ppoll() lets none through while there are keys at once. */
	if (milliseconds == 0 || ++term->waits % WAITS_MOST == 0) {
		signals_unblock();
		signals_block();
	}
	if (signals_end())
		return TERM_EVENT_END;
	if (signals_stop())
		events |= TERM_EVENT_STOP;
	if (signals_resize())
		events |= TERM_EVENT_RESIZE;
	if (n > 0 && fd->revents) {
		int waiting = 0;
		bool gone = fd->revents & ~POLLIN &&
			    (ioctl(fd->fd, FIONREAD, &waiting) < 0 ||
			     (waiting == 0 &&
			      fd->revents & (POLLHUP | POLLERR)));
		gone = gone || term->deaf++ > DEAF_MOST;
		events |= gone ? TERM_EVENT_END : TERM_EVENT_KEYS;
	}
	if (n > 0 && fds[1].revents)
		events |= TERM_EVENT_WATCH;
	if (n > 0 && fds[2].revents)
		events |= TERM_EVENT_LOADED;
	return events;
}

/* curses' keys, and ours. */
static const struct {
	int curses;
	int key;
} key_codes[] = {
	{KEY_UP, TERM_KEY_UP},
	{KEY_DOWN, TERM_KEY_DOWN},
	{KEY_LEFT, TERM_KEY_LEFT},
	{KEY_RIGHT, TERM_KEY_RIGHT},
	{KEY_PPAGE, TERM_KEY_PAGE_UP},
	{KEY_NPAGE, TERM_KEY_PAGE_DOWN},
	{KEY_HOME, TERM_KEY_HOME},
	{KEY_A1, TERM_KEY_HOME},
	{KEY_END, TERM_KEY_END},
	{KEY_C1, TERM_KEY_END},
	{KEY_BACKSPACE, TERM_KEY_BACKSPACE},
	{KEY_DC, TERM_KEY_DELETE},
	{KEY_BTAB, TERM_KEY_BACKTAB},
	{KEY_ENTER, TERM_KEY_ENTER},
};

void term_mouse(struct term *term, bool listen)
{
	struct opening *opening = opening_get();
	hold();
	bool change = opening->mouse;
	opening->mouse = term->mouse = listen && capability("kmous");
	change = change || term->mouse;
	fflush(term->output);
	if (change && !mouse_send(term->mouse))
		term->lost = true;
	let_go();
}

/* Whether one has begun.  What was begun long ago is no report: the rest of
   it would be a key. */
static bool report_begun(struct term *term)
{
	if (term->report.form == TERM_REPORT_NONE)
		return false;
	bool goes_on = clock_milliseconds(&term->reported) <= REPORT_MS;
	if (!goes_on)
		term->report = (struct term_report){0};
	term->reported = clock_now();
	return goes_on;
}

static int report_begin(struct term *term, enum term_report_form form)
{
	term->report = (struct term_report){.form = form};
	term->reported = clock_now();
	return TERM_KEY_NONE;
}

/* What a key of curses' is to us. */
static int key_convert(struct term *term, int code)
{
	term->begun_len = 0;
	if (code == REPORT_SGR)
		return report_begin(term, TERM_REPORT_SGR);
	if (code == REPORT_BYTES)
		return report_begin(term, TERM_REPORT_BYTES);
	if (code > KEY_F(0) && code <= KEY_F(12))
		return TERM_KEY_F + (code - KEY_F(0));
	for (size_t i = 0; i < sizeof key_codes / sizeof *key_codes; i++)
		if (key_codes[i].curses == code)
			return key_codes[i].key;
	return TERM_KEY_UNKNOWN;
}

/* The character that the byte ends; TERM_KEY_NONE: more of it is to come. */
static int character(struct term *term, int byte)
{
	uint32_t code;
	/* What was begun and is not gone on with is lost. */
	if ((byte & 0xc0) != 0x80)
		term->begun_len = 0;
	term->begun[term->begun_len++] = (char)byte;
	size_t len = term->begun_len;
	unsigned char lead = (unsigned char)term->begun[0];
	size_t whole = lead >= 0xf0   ? 4
		       : lead >= 0xe0 ? 3
		       : lead >= 0xc0 ? 2
				      : 1;
	if (utf8_decode(term->begun, len, &code) == len && len < whole)
		return TERM_KEY_NONE;
	term->begun_len = 0;
	return code == MALFORMED ? TERM_KEY_UNKNOWN : (int)code;
}

/* What is no part of a report that has begun is a key. */
static int key_read(struct term *term, int code)
{
	bool told = false;
	if (report_begun(term) &&
	    term_report_take(&term->report, code, &term->mouse_event, &told) !=
		    TERM_REPORT_BROKEN)
		return told && term->mouse ? TERM_KEY_MOUSE : TERM_KEY_NONE;
	return code < KEY_MIN ? character(term, code) : key_convert(term, code);
}

int term_key(struct term *term)
{
	int key = TERM_KEY_NONE;
	while (key == TERM_KEY_NONE) {
		/* Bytes, not characters, which would want a locale: reading
		   its tables takes a twentieth of the time to the first
		   picture. */
		hold();
		int code = wgetch(term->keys);
		let_go();
		if (code == ERR)
			return TERM_KEY_NONE;
		term->deaf = 0;
		key = key_read(term, code);
	}
	if (key == 0x7f || key == '\b')
		return TERM_KEY_BACKSPACE;
	if (key == '\r' || key == '\n')
		return TERM_KEY_ENTER;
	return key;
}

void term_theme(struct term *term, const struct theme *theme)
{
	hold();
	term->theme = theme;
	colors_set(term);
	let_go();
	term_repaint(term);
}

void term_charset(struct term *term, enum charset charset)
{
	term->charset = charset;
}

void term_resize(struct term *term)
{
	size_t rows, columns;
	hold();
	if (!size_get(term, &rows, &columns)) {
		rows = (size_t)LINES;
		columns = term->columns ? term->columns : (size_t)COLS;
	}
	if ((size_t)LINES != rows)
		resizeterm((int)rows, COLS);
	if (term->rows != rows || term->columns != columns)
		canvas_resize(term->canvas, rows, columns);
	term->rows = rows;
	term->columns = columns;
	let_go();
}

/* After give_back(). */
static void take_again(struct term *term)
{
	signals_catch();
	term->lost = !modes_set_again();
	if (term->mouse)
		term_mouse(term, true);
	term_resize(term);
	term_repaint(term);
}

void term_suspend(struct term *term)
{
	sigset_t stop;
	hold();
	give_back();
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	signal(SIGTSTP, SIG_DFL);
	kill(0, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, NULL);
	/* Stopped here, until SIGCONT. */
	sigprocmask(SIG_BLOCK, &stop, NULL);
	take_again(term);
	let_go();
}

void term_lend(struct term *term)
{
	sigset_t stop;
	(void)term;
	hold(); /* until term_return(): meanwhile it is another's */
	give_back();
	/* ^Z has to stop us too, or the shell would never know. */
	signal(SIGTSTP, SIG_DFL);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, NULL);
}

void term_return(struct term *term)
{
	sigset_t keys;
	const struct timespec now = {0};
	/* ^C and ^\ were meant for the program that had the terminal. */
	sigemptyset(&keys);
	sigaddset(&keys, SIGINT);
	sigaddset(&keys, SIGQUIT);
	while (sigtimedwait(&keys, NULL, &now) > 0)
		;
	signals_block();
	take_again(term);
	let_go();
}

void term_send(const struct term *term, const char *bytes, size_t len)
{
	hold();
	fflush(term->output);
	send(fileno(term->output), bytes, len); /* goes on without */
	let_go();
}

void term_repaint(struct term *term)
{
	canvas_repaint(term->canvas);
}

void term_flush(struct term *term)
{
	struct str *bytes = &term->bytes;
	hold();
	/* A terminal taken over again first has its other screen back: some
	   keep with that whether the cursor was hidden. */
	if (isendwin()) {
		screen_take();
		canvas_repaint(term->canvas);
	}
	curs_set(term->cursor);
	str_clear(bytes);
	canvas_flush(term->canvas, bytes);
	if (term->cursor)
		canvas_cursor(term->canvas, bytes, term->cursor_row,
			      term->cursor_column);
	/* A cursor that cannot be hidden stands where the drawing ended. */
	if (!term->cursor && !term->hides)
		canvas_cursor(term->canvas, bytes, term->end_row,
			      term->end_column);
	if (!send(fileno(term->output), str_get(bytes), bytes->len))
		term->lost = true;
	term->pictures++;
	let_go();
}
