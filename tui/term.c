#include "tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

#include "core/base64.h"
#include "tui/theme.h"

/* A larger window is used in part: nobody reads one.  COPY_LIMIT: xterm takes
   100,000 bytes of base64, others more. */
enum {
	ROWS_MOST = 500,
	COLUMNS_MOST = 1000,
	COPY_LIMIT = 74994,
	/* The terminal of a process without a group can be polled, not read. */
	DEAF_MOST = 100,
};

/* The signals that end the program, once the terminal is given back. */
static const int ends[] = {SIGTERM, SIGHUP,  SIGINT,  SIGQUIT, SIGPIPE,
			   SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ};
enum { ENDS = sizeof ends / sizeof *ends };

static volatile sig_atomic_t flag_end, flag_stop, flag_resize;

static void on_end(int signal)
{
	flag_end = signal;
}

static void on_stop(int signal)
{
	(void)signal;
	flag_stop = 1;
}

static void on_resize(int signal)
{
	(void)signal;
	flag_resize = 1;
}

static attr_t look_attributes(struct look look)
{
	attr_t attributes = A_NORMAL;
	if (look.attributes & LOOK_BOLD)
		attributes |= A_BOLD;
	if (look.attributes & LOOK_UNDERLINE)
		attributes |= A_UNDERLINE;
	if (look.attributes & LOOK_REVERSE)
		attributes |= A_REVERSE;
	if (look.attributes & LOOK_DIM)
		attributes |= A_DIM;
	return attributes;
}

/* The curses pair of the style; 0: the terminal's own colours. */
static short style_pair(const struct term *term, enum style style)
{
	enum hue hue = theme_look(term->theme, style).hue;
	if (!term->color ||
	    (hue == HUE_TEXT && term->theme->hues[HUE_TEXT][DEPTH_8] < 0))
		return 0;
	return (short)(hue + 1);
}

static void signals_set(void (*end)(int), void (*stop)(int),
			void (*resize)(int))
{
	struct sigaction action = {.sa_handler = end};
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ENDS; i++) {
		struct sigaction old;
		sigaction(ends[i], NULL, &old);
		if (old.sa_handler != SIG_IGN)
			sigaction(ends[i], &action, NULL);
	}
	action.sa_handler = stop;
	sigaction(SIGTSTP, &action, NULL);
	action.sa_handler = resize;
	sigaction(SIGWINCH, &action, NULL);
}

/* They may arrive only while term_wait() waits, so that none is missed. */
static void signals_mask(int how)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < ENDS; i++)
		sigaddset(&set, ends[i]);
	sigaddset(&set, SIGTSTP);
	sigaddset(&set, SIGWINCH);
	sigprocmask(how, &set, NULL);
}

/* Text is sent as UTF-8 whatever the system's locales; cells need LC_CTYPE. */
static void locale_set(enum charset charset)
{
	if (charset == CHARSET_ASCII) {
		setlocale(LC_CTYPE, "C");
		return;
	}
	if (!setlocale(LC_CTYPE, "") ||
	    strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

static enum depth color_depth(void)
{
	return COLORS >= 256 ? DEPTH_256 : COLORS >= 16 ? DEPTH_16 : DEPTH_8;
}

/* A theme that the terminal can show. */
static const struct theme *theme_shown(const struct theme *theme)
{
	enum { NCV_UNDERLINE = 2 };
	if (theme->mono || !has_colors() || start_color() == ERR)
		return theme_get(THEME_MONO);
	/* Some cannot underline what is coloured, and all is coloured where
	   the background is. */
	int without = tigetnum("ncv");
	if (without > 0 && without & NCV_UNDERLINE)
		return theme_get(THEME_DEFAULT);
	return theme;
}

static void colors_set(struct term *term)
{
	term->theme = theme_shown(term->theme);
	term->color = !term->theme->mono;
	const struct theme *theme = term->theme;
	if (term->color) {
		enum depth depth = color_depth();
		use_default_colors();
		for (int hue = 0; hue < HUES; hue++)
			init_pair((short)(hue + 1), theme->hues[hue][depth],
				  theme->background[depth]);
	}
	bkgdset((chtype)' ' | COLOR_PAIR(style_pair(term, STYLE_TEXT)));
}

static bool size_get(const struct term *term, size_t *rows, size_t *columns)
{
	struct winsize size;
	if (ioctl(fileno(term->output), TIOCGWINSZ, &size) < 0 ||
	    !size.ws_row || !size.ws_col)
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

static void modes_set(void)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	idlok(stdscr, TRUE);
	scrollok(stdscr, FALSE);
	curs_set(0);
	set_escdelay(25);
	/* Keys that wait do not break a picture off: app_run() takes them all
	   before it draws. */
	typeahead(-1);
}

/* How far curses has come with the terminal, for term_abandon(). */
struct opening {
	bool begun, done;
	int fd;
	struct termios modes; /* before */
};

static struct opening *opening_get(void)
{
	static struct opening opening;
	return &opening;
}

/* What term_open() did, curses aside, undone. */
static void term_release(struct term *term)
{
	files_close(term);
	signals_set(SIG_DFL, SIG_DFL, SIG_DFL);
	signals_mask(SIG_UNBLOCK);
}

enum term_error term_open(struct term *term, enum charset charset,
			  const struct theme *theme)
{
	*term = (struct term){.charset = charset, .theme = theme, .watch = -1};
	if (!files_open(term))
		return TERM_NO_TTY;
	locale_set(charset);
	/* The window's true size; what the environment says may be anything. */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	signals_set(on_end, on_stop, on_resize);
	signals_mask(SIG_BLOCK);
	struct opening *opening = opening_get();
	opening->fd = fileno(term->output);
	opening->begun = tcgetattr(opening->fd, &opening->modes) == 0;
	term->screen = newterm(NULL, term->output, term->input);
	opening->done = true;
	if (!term->screen) {
		term_release(term);
		return TERM_UNKNOWN;
	}
	if (!tigetstr("cup") || tigetflag("gn") > 0) {
		term_close(term);
		return TERM_TOO_SIMPLE;
	}
	modes_set();
	colors_set(term);
	term_resize(term);
	return TERM_OK;
}

void term_close(struct term *term)
{
	if (!term->screen)
		return;
	term_abandon();
	delscreen(term->screen);
	term->screen = NULL;
	term_release(term);
}

static void curses_end(void)
{
	/* Without a screen of our own the shell's prompt comes where the line
	   of keys is. */
	if (!tigetstr("rmcup")) {
		move(LINES - 1, 0);
		clrtoeol();
		refresh();
	}
	curs_set(1);
	endwin();
}

void term_abandon(void)
{
	struct opening *opening = opening_get();
	if (opening->begun && !opening->done)
		/* Curses is half made, or lacks memory to end. */
		tcsetattr(opening->fd, TCSANOW, &opening->modes);
	if (!stdscr || !opening->done)
		return;
	opening->done = false;
	if (isendwin())
		/* Taken over again, but nothing is drawn yet: the modes. */
		reset_shell_mode();
	else
		curses_end();
	opening->done = true;
}

int term_signal(void)
{
	return flag_end;
}

unsigned term_wait(struct term *term, int milliseconds)
{
	/* poll() passes over a file of -1. */
	struct pollfd fds[] = {
		{.fd = fileno(term->input), .events = POLLIN},
		{.fd = term->watch, .events = POLLIN},
	};
	const struct pollfd *fd = &fds[0];
	struct timespec limit = {milliseconds / 1000,
				 milliseconds % 1000 * 1000000L};
	sigset_t none;
	sigemptyset(&none);
	int n = ppoll(fds, 2, milliseconds < 0 ? NULL : &limit, &none);
	unsigned events = 0;
	/* ppoll() lets none through while there are keys at once. */
	signals_mask(SIG_UNBLOCK);
	signals_mask(SIG_BLOCK);
	if (flag_end)
		return TERM_EVENT_END;
	if (flag_stop)
		events |= TERM_EVENT_STOP;
	if (flag_resize)
		events |= TERM_EVENT_RESIZE;
	flag_stop = flag_resize = 0;
	if (n > 0 && fd->revents) {
		int waiting = 0;
		bool gone = ioctl(fd->fd, FIONREAD, &waiting) < 0 ||
			    (waiting == 0 && fd->revents & (POLLHUP | POLLERR));
		gone = gone || term->deaf++ > DEAF_MOST;
		events |= gone ? TERM_EVENT_END : TERM_EVENT_KEYS;
	}
	if (n > 0 && fds[1].revents)
		events |= TERM_EVENT_WATCH;
	return events;
}

/* curses' keys, and ours. */
static const struct {
	wint_t curses;
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

/* What an event of curses' is to us; false: nothing. */
static bool mouse_convert(const MEVENT *event, struct term_mouse *mouse)
{
	if (event->x < 0 || event->y < 0)
		return false;
	mouse->row = (size_t)event->y;
	mouse->column = (size_t)event->x;
	if (event->bstate & BUTTON1_PRESSED)
		mouse->kind = TERM_MOUSE_PRESS;
	else if (event->bstate & BUTTON1_RELEASED)
		mouse->kind = TERM_MOUSE_RELEASE;
	else if (event->bstate & BUTTON4_PRESSED)
		mouse->kind = TERM_MOUSE_WHEEL_UP;
	else if (event->bstate & BUTTON5_PRESSED)
		mouse->kind = TERM_MOUSE_WHEEL_DOWN;
	else
		return false;
	return true;
}

/* All that curses has read of the mouse.  It hands out the newest first, and
   so do we: term_key() takes from the end. */
static void mouse_read(struct term *term)
{
	MEVENT event;
	while (term->mouse_count < TERM_MOUSE_EVENTS && getmouse(&event) == OK)
		if (mouse_convert(&event,
				  &term->mouse_events[term->mouse_count]))
			term->mouse_count++;
}

/* The oldest of them that is left; false: none is. */
static bool mouse_next(struct term *term)
{
	if (!term->mouse_count)
		return false;
	term->mouse_event = term->mouse_events[--term->mouse_count];
	return true;
}

void term_mouse(struct term *term, bool listen)
{
	term->mouse = listen;
	/* No waiting for what might become a double click. */
	mouseinterval(0);
	mousemask(listen ? BUTTON1_PRESSED | BUTTON1_RELEASED |
				   BUTTON4_PRESSED | BUTTON5_PRESSED
			 : 0,
		  NULL);
}

int term_key(struct term *term)
{
	wint_t code = 0;
	if (mouse_next(term))
		return TERM_KEY_MOUSE;
	int kind = get_wch(&code);
	if (kind == ERR)
		return TERM_KEY_NONE;
	term->deaf = 0;
	if (kind == KEY_CODE_YES) {
		if (code == KEY_MOUSE) {
			mouse_read(term);
			return mouse_next(term) ? TERM_KEY_MOUSE
						: TERM_KEY_UNKNOWN;
		}
		if (code > KEY_F(0) && code <= KEY_F(12))
			return TERM_KEY_F + (int)(code - KEY_F(0));
		for (size_t i = 0; i < sizeof key_codes / sizeof *key_codes;
		     i++)
			if (key_codes[i].curses == code)
				return key_codes[i].key;
		return TERM_KEY_UNKNOWN;
	}
	if (code == 0x7f || code == '\b')
		return TERM_KEY_BACKSPACE;
	if (code == '\r' || code == '\n')
		return TERM_KEY_ENTER;
	return code < TERM_KEY_NONE ? (int)code : TERM_KEY_UNKNOWN;
}

void term_theme(struct term *term, const struct theme *theme)
{
	term->theme = theme;
	colors_set(term);
	term_repaint(term);
}

void term_charset(struct term *term, enum charset charset)
{
	term->charset = charset;
	locale_set(charset);
}

void term_resize(struct term *term)
{
	size_t rows, columns;
	if (size_get(term, &rows, &columns) &&
	    ((size_t)LINES != rows || (size_t)COLS != columns)) {
		resizeterm((int)rows, (int)columns);
		clearok(curscr, TRUE);
	}
	term->rows = (size_t)getmaxy(stdscr);
	term->columns = (size_t)getmaxx(stdscr);
}

void term_suspend(struct term *term)
{
	sigset_t stop;
	term_abandon();
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	signal(SIGTSTP, SIG_DFL);
	kill(0, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, NULL);
	/* Stopped here, until SIGCONT. */
	sigprocmask(SIG_BLOCK, &stop, NULL);
	signals_set(on_end, on_stop, on_resize);
	reset_prog_mode();
	term_resize(term);
	term_repaint(term);
}

void term_lend(struct term *term)
{
	sigset_t stop;
	(void)term;
	term_abandon();
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
		continue;
	signals_mask(SIG_BLOCK);
	signals_set(on_end, on_stop, on_resize);
	reset_prog_mode();
	term_resize(term);
	term_repaint(term);
}

int term_input(const struct term *term)
{
	return fileno(term->input);
}

/* Whether TERM is one that is known to have no clipboard. */
static bool copies(void)
{
	static const char *const without[] = {
		"linux", "vt",      "dumb",   "ansi",   "cons", "screen",
		"sun",   "unknown", "pcansi", "cygwin", "wy",   "hurd",
	};
	const char *name = getenv("TERM");
	for (size_t i = 0; i < sizeof without / sizeof *without; i++)
		if (name && !strncmp(name, without[i], strlen(without[i])))
			/* tmux may call itself so too. */
			return !strcmp(without[i], "screen") && getenv("TMUX");
	return name != NULL;
}

static void send_all(const struct term *term, const struct str *bytes)
{
	const char *at = str_get(bytes);
	for (size_t left = bytes->len; left;) {
		ssize_t n = write(fileno(term->output), at, left);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		at += n;
		left -= (size_t)n;
	}
}

enum term_copied term_copy(struct term *term, const char *text, size_t len)
{
	struct str bytes = {0};
	if (!copies())
		return TERM_COPY_NONE;
	if (len > COPY_LIMIT)
		return TERM_COPY_LONG;
	/* In tmux's wrapping each ESC of what is wrapped stands twice. */
	bool tmux = getenv("TMUX") != NULL;
	str_adds(&bytes, tmux ? "\033Ptmux;\033\033]52;c;" : "\033]52;c;");
	base64_add(&bytes, text, len);
	str_adds(&bytes, tmux ? "\a\033\\" : "\a");
	fflush(term->output);
	send_all(term, &bytes);
	str_release(&bytes);
	return TERM_COPIED;
}

void term_repaint(struct term *term)
{
	(void)term;
	clearok(curscr, TRUE);
}

void term_clear(struct term *term)
{
	erase();
	term->cursor = false;
}

void term_flush(struct term *term)
{
	/* A terminal taken over again first has its other screen back: some
	   keep with that whether the cursor was hidden. */
	bool late = isendwin();
	if (!late)
		curs_set(term->cursor);
	if (term->cursor)
		move((int)term->cursor_row, (int)term->cursor_column);
	wnoutrefresh(stdscr);
	doupdate();
	if (late)
		curs_set(term->cursor);
}

/* A glyph's safe bytes as wide characters; returns how many. */
static int glyph_wide(const struct glyph *glyph, wchar_t *wide)
{
	int n = 0;
	for (size_t i = 0; i < glyph->len;) {
		uint32_t code;
		i += utf8_decode(glyph->text + i, glyph->len - i, &code);
		wide[n++] = (wchar_t)code;
	}
	return n;
}

static void style_use(const struct term *term, enum style style)
{
	attr_set(look_attributes(theme_look(term->theme, style)),
		 style_pair(term, style), NULL);
}

size_t term_run(struct term *term, size_t row, size_t column, size_t origin,
		size_t columns, const char *bytes, size_t len, enum style style)
{
	if (row >= term->rows || column >= term->columns)
		return 0;
	if (columns > term->columns - column)
		columns = term->columns - column;
	style_use(term, style);
	size_t used = 0;
	while (len) {
		struct glyph glyph;
		wchar_t wide[GLYPH_BYTES];
		size_t n = utf8_glyph(bytes, len, column - origin + used,
				      term->charset, &glyph);
		if (used + glyph.columns > columns)
			break;
		int count = glyph_wide(&glyph, wide);
		mvaddnwstr((int)row, (int)(column + used), wide, count);
		used += glyph.columns;
		bytes += n;
		len -= n;
	}
	return used;
}

size_t term_text(struct term *term, size_t row, size_t column, size_t columns,
		 const char *bytes, size_t len, enum style style)
{
	return term_run(term, row, column, column, columns, bytes, len, style);
}

size_t term_fit(struct term *term, size_t row, size_t column, size_t columns,
		const char *string, enum style style)
{
	struct str fitted = {0};
	if (column < term->columns && columns > term->columns - column)
		columns = term->columns - column;
	utf8_fit(&fitted, string, strlen(string), columns, term->charset);
	size_t used = term_text(term, row, column, columns, str_get(&fitted),
				fitted.len, style);
	str_release(&fitted);
	return used;
}

void term_blank(struct term *term, size_t row, size_t column, size_t columns,
		enum style style)
{
	if (row >= term->rows || column >= term->columns)
		return;
	if (columns > term->columns - column)
		columns = term->columns - column;
	style_use(term, style);
	mvhline((int)row, (int)column,
		' ' | (chtype)look_attributes(theme_look(term->theme, style)),
		(int)columns);
}

static void symbol(struct term *term, size_t row, size_t column,
		   const char *utf8, enum style style)
{
	term_text(term, row, column, 1, utf8, strlen(utf8), style);
}

void term_rule(struct term *term, size_t row, size_t column, size_t columns)
{
	for (size_t i = 0; i < columns && !term->plain; i++)
		symbol(term, row, column + i, "─", STYLE_RULE);
}

void term_bar(struct term *term, size_t row, size_t column, size_t rows)
{
	for (size_t i = 0; i < rows && !term->plain; i++)
		symbol(term, row + i, column, "│", STYLE_RULE);
}

void term_joint(struct term *term, size_t row, size_t column, bool below)
{
	if (!term->plain)
		symbol(term, row, column, below ? "┬" : "┴", STYLE_RULE);
}

void term_cursor(struct term *term, size_t row, size_t column)
{
	if (row >= term->rows || column >= term->columns)
		return;
	term->cursor = true;
	term->cursor_row = row;
	term->cursor_column = column;
}
