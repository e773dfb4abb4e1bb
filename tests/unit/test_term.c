/* What the terminal is sent for its clipboard: letters, and where; and that it
   is given back between two pictures, by whichever thread. */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tui/term.h"
#include "tui/theme.h"

struct copy_case {
	const char *what, *term, *tmux;
	const char *text;
	size_t times; /* the text is repeated */
	enum term_copied expected;
	const char *sent; /* NULL: not compared */
};

static const struct copy_case cases[] = {
	{"xterm", "xterm-256color", NULL, "foo", 1, TERM_COPIED,
	 "\033]52;c;Zm9v\a"},
	{"tmux", "tmux-256color", "/tmp/tmux,1,0", "foo", 1, TERM_COPY_TMUX,
	 "\033Ptmux;\033\033]52;c;Zm9v\a\033\\"},
	{"tmux that calls itself screen", "screen-256color", "/tmp/tmux,1,0",
	 "foo", 1, TERM_COPY_TMUX, "\033Ptmux;\033\033]52;c;Zm9v\a\033\\"},
	{"nothing that the text holds is sent", "foot", NULL,
	 "\033]52;c;\a\033c", 1, TERM_COPIED, "\033]52;c;G101MjtjOwcbYw==\a"},
	{"screen", "screen", NULL, "foo", 1, TERM_COPY_NONE, ""},
	{"the console", "linux", NULL, "foo", 1, TERM_COPY_NONE, ""},
	{"vt100", "vt100", NULL, "foo", 1, TERM_COPY_NONE, ""},
	{"vt100, for all that tmux says", "vt100", "/tmp/tmux,1,0", "foo", 1,
	 TERM_COPY_NONE, ""},
	{"dumb", "dumb", NULL, "foo", 1, TERM_COPY_NONE, ""},
	{"as long as terminals take", "xterm", NULL, "a", 74994, TERM_COPIED,
	 NULL},
	{"longer", "xterm", NULL, "a", 74995, TERM_COPY_LONG, ""},
};

static void check(const struct copy_case *c)
{
	struct term term = {.output = tmpfile()};
	struct str text = {0};
	char *sent = calloc(1, 200000);
	assert_non_null(term.output);
	assert_non_null(sent);
	setenv("TERM", c->term, 1);
	unsetenv("TMUX");
	if (c->tmux)
		setenv("TMUX", c->tmux, 1);
	for (size_t i = 0; i < c->times; i++)
		str_adds(&text, c->text);
	assert_int_equal(term_copy(&term, str_get(&text), text.len),
			 c->expected);
	rewind(term.output);
	size_t len = fread(sent, 1, 199999, term.output);
	if (c->sent)
		assert_string_equal(sent, c->sent);
	assert_true(len < 100010);
	fclose(term.output);
	str_release(&text);
	free(sent);
}

static void test_copy(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		print_message("%s\n", cases[i].what);
		check(&cases[i]);
	}
}

enum { ROWS = 100, COLUMNS = 300, SECONDS = 20 };

static const char word[] = "no memory";

/* Whether the thread waits for a lock. */
static bool is_waiting(pid_t thread)
{
	char path[64];
	long call = -1;
	snprintf(path, sizeof path, "/proc/self/task/%d/syscall", (int)thread);
	FILE *file = fopen(path, "re");
	if (file && fscanf(file, "%ld", &call) != 1)
		call = -1;
	if (file)
		fclose(file);
	return call == SYS_futex;
}

/* Told to, finds no memory, and ends once nothing else can be drawn. */
static void *give_up(void *told)
{
	char byte;
	if (read(*(int *)told, &byte, 1) != 1)
		_exit(1);
	term_abandon();
	if (write(STDERR_FILENO, word, sizeof word - 1) < 0)
		_exit(1);
	while (!is_waiting(getpid()))
		poll(NULL, 0, 1);
	_exit(0);
}

/* Pictures of which nothing stays, for ever. */
static _Noreturn void draw(const char *terminal, int told)
{
	struct term term = {.loaded = -1};
	pthread_t thread;
	setsid();
	setenv("TERM", "xterm-256color", 1);
	int fd = open(terminal, O_RDWR);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (term_open(&term, CHARSET_UTF8, theme_get(THEME_MONO)) != TERM_OK ||
	    pthread_create(&thread, NULL, give_up, &told) != 0)
		_exit(1);
	for (int picture = 0;; picture = !picture) {
		term_clear(&term);
		for (size_t row = 0; row < term.rows; row++)
			for (size_t i = 0; i < term.columns; i += 2)
				term_text(&term, row, i, 2,
					  picture ? "ab" : "ba", 2, STYLE_TEXT);
		term_text(&term, 0, 0, 5, picture ? "BEGIN" : "begin", 5,
			  STYLE_TEXT);
		term_text(&term, term.rows - 1, 0, 3, picture ? "END" : "end",
			  3, STYLE_TEXT);
		term_flush(&term);
	}
}

/* Adds what comes from the terminal, until `len` bytes are there or it is
   closed, or the word is and more behind it. */
static void receive(int master, struct str *came, size_t len)
{
	char bytes[4096];
	struct pollfd ready = {.fd = master, .events = POLLIN};
	while (came->len < len && poll(&ready, 1, SECONDS * 1000) > 0) {
		ssize_t n = read(master, bytes, sizeof bytes);
		if (n <= 0)
			return;
		str_add(came, bytes, (size_t)n);
		const char *at = strstr(str_get(came), word);
		if (at && at[sizeof word - 1])
			return;
	}
}

/* The last place of any of the two, or NULL. */
static const char *last_of(const char *text, const char *a, const char *b)
{
	const char *last = NULL, *at = text;
	for (; (at = strstr(at, a)); at++)
		last = at;
	for (at = last ? last : text; (at = strstr(at, b)); at++)
		last = at;
	return last;
}

/* A thread finds no memory while another draws, and its picture is on its
   way: nobody reads. */
static void test_abandon(void **state)
{
	struct winsize size = {.ws_row = ROWS, .ws_col = COLUMNS};
	struct str came = {0};
	int told[2], status = 1;
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	(void)state;
	assert_true(master >= 0 && grantpt(master) == 0 &&
		    unlockpt(master) == 0 && pipe(told) == 0);
	ioctl(master, TIOCSWINSZ, &size);
	pid_t pid = fork();
	if (pid == 0)
		draw(ptsname(master), told[0]);
	receive(master, &came, (size_t)5 * ROWS * COLUMNS);
	assert_int_equal(write(told[1], "", 1), 1);
	receive(master, &came, SIZE_MAX);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	/* A whole picture, what gives the terminal back, and the word. */
	const char *begin = last_of(str_get(&came), "begin", "BEGIN");
	const char *end = last_of(str_get(&came), "end", "END");
	const char *back = strstr(str_get(&came), "\033[?1049l");
	assert_non_null(back);
	assert_true(begin && end && begin < end && end < back);
	const char *said = strstr(back, word);
	assert_non_null(said);
	assert_string_equal(said, word);
	close(master);
	close(told[0]);
	close(told[1]);
	str_release(&came);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_abandon),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
