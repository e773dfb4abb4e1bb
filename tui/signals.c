#include "tui/signals.h"

#include <signal.h>
#include <stddef.h>

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

static void set(void (*end)(int), void (*stop)(int), void (*resize)(int))
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

void signals_catch(void)
{
	set(on_end, on_stop, on_resize);
}

void signals_catch_ends(void)
{
	set(on_end, SIG_DFL, SIG_DFL);
}

void signals_default(void)
{
	set(SIG_DFL, SIG_DFL, SIG_DFL);
	if (flag_end)
		raise(flag_end);
}

static void mask(int how)
{
	sigset_t all;
	sigemptyset(&all);
	for (size_t i = 0; i < ENDS; i++)
		sigaddset(&all, ends[i]);
	sigaddset(&all, SIGTSTP);
	sigaddset(&all, SIGWINCH);
	sigprocmask(how, &all, NULL);
}

void signals_block(void)
{
	mask(SIG_BLOCK);
}

void signals_unblock(void)
{
	mask(SIG_UNBLOCK);
}

int signals_end(void)
{
	return flag_end;
}

bool signals_stop(void)
{
	bool was = flag_stop;
	flag_stop = 0;
	return was;
}

bool signals_resize(void)
{
	bool was = flag_resize;
	flag_resize = 0;
	return was;
}
