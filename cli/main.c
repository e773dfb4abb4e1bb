/*
 * manicule - a reader for annotated articles.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/config.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/say.h"
#include "core/array.h"
#include "tui/term.h"

static volatile sig_atomic_t abandoned;

/* No memory is asked for here: there is none.  Where curses asks all the same,
   this comes back to itself. */
_Noreturn void out_of_memory(void)
{
	static const char words[] = "manicule: out of memory\n";
	flockfile(
		stderr); /* another thread that comes here waits for the end */
	if (abandoned++ < 2)
		term_abandon();
	ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
	(void)written;
	_exit(STATUS_FAILED);
}

/*
 * No file that is opened later may take the place of a closed standard one,
 * and with it what was meant for that.  What stands there instead fails when
 * it is used, as nothing would.
 */
static void fill_standard(void)
{
	for (int fd = 0; fd <= STDERR_FILENO; fd++) {
		int mode = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", mode) < 0)
			return; /* there is no such device here */
	}
}

static int run_help(const struct options *options)
{
	struct out out = {.fd = STDOUT_FILENO};
	if (options->help)
		help_print(options, &out);
	else
		help_print_version(options, &out);
	return say_finish(options, &out, STATUS_DONE);
}

static int run(struct options *options)
{
	struct settings settings;
	int status = STATUS_FAILED;
	if (config_read(options, &settings)) {
		if (options->help || options->version) {
			status = run_help(options);
		} else {
			config_tell_count(options);
			status = options->command->run(options);
		}
	}
	settings_release(&settings);
	return status;
}

int main(int argc, char **argv)
{
	const struct locale_names names = {
		.all = getenv("LC_ALL"),
		.messages = getenv("LC_MESSAGES"),
		.ctype = getenv("LC_CTYPE"),
		.lang = getenv("LANG"),
	};
	struct options options;
	struct str error = {0};
	int status = STATUS_FAILED;
	fill_standard();
	/* A file that may not grow is an error to tell, as a full disk is. */
	signal(SIGXFSZ, SIG_IGN);
	if (options_parse(&options, argc, argv, &names, &error)) {
		status = run(&options);
	} else {
		say_text(&options, str_get(&error));
		say(&options, MSG_CLI_SEE_HELP, NULL);
	}
	options_release(&options);
	str_release(&error);
	return status;
}
