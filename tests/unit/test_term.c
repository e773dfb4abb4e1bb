/* What the terminal is sent for its clipboard: letters, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/term.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copy),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
