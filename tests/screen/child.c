#include "tests/screen/child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LONG_SLEEP_MS = 500 }; /* an escape key is waited for less long */

static void set_size(int fd, int rows, int columns)
{
	struct winsize size = {.ws_row = (unsigned short)rows,
			       .ws_col = (unsigned short)columns};
	ioctl(fd, TIOCSWINSZ, &size);
}

static _Noreturn void become(char *const *arguments, char *const *env,
			     const char *terminal, int master)
{
	setpgid(0, 0);
	if (master >= 0)
		dup2(master, CHILD_MASTER);
	int fd = open(terminal, O_RDWR);
	tcsetpgrp(fd, getpgrp());
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
	signal(SIGTTOU, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	/* Which a shell without job control ignores behind an &. */
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	execvpe(arguments[0], arguments, env);
	_exit(127);
}

static bool start(struct child *child, char *const *arguments, char *const *env,
		  int rows, int columns, bool types)
{
	signal(SIGTTOU, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	*child = (struct child){.pid = -1, .slave = -1};
	child->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (child->master < 0 || grantpt(child->master) != 0 ||
	    unlockpt(child->master) != 0)
		return false;
	const char *name = ptsname(child->master);
	child->slave = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (child->slave < 0 || ioctl(child->slave, TIOCSCTTY, 0) != 0)
		return false;
	set_size(child->master, rows, columns);
	tcgetattr(child->slave, &child->modes);
	child->pid = fork();
	if (child->pid == 0)
		become(arguments, env, name, types ? child->master : -1);
	return child->pid > 0;
}

bool child_start_program(struct child *child, char *const *arguments,
			 char *const *env, int rows, int columns)
{
	return start(child, arguments, env, rows, columns, false);
}

static bool start_shell(struct child *child, const char *command,
			char *const *env, int rows, int columns, bool types)
{
	char shell[] = "/bin/sh", flag[] = "-c", *copy = strdup(command);
	char *arguments[] = {shell, flag, copy, NULL};
	bool started = copy &&
		       start(child, arguments, env, rows, columns, types);
	free(copy);
	return started;
}

bool child_start(struct child *child, const char *command, char *const *env,
		 int rows, int columns)
{
	return start_shell(child, command, env, rows, columns, false);
}

bool child_start_typist(struct child *child, const char *command,
			char *const *env, int rows, int columns)
{
	return start_shell(child, command, env, rows, columns, true);
}

/* The number after `key` in /proc/PID/status; 0 where there is none. */
static unsigned long status_of(pid_t pid, const char *key, int base)
{
	char path[64], line[256];
	unsigned long number = 0;
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file))
		if (strncmp(line, key, strlen(key)) == 0)
			number = strtoul(line + strlen(key), NULL, base);
	if (file)
		fclose(file);
	return number;
}

static unsigned long times_slept(pid_t pid)
{
	return status_of(pid, "voluntary_ctxt_switches:", 10);
}

/* The state of a process or thread as in ps(1), '?' where it is gone: asleep
   (S), or at work, also where a tracer holds it (t) at the door of a call. */
static char state_of(const char *path)
{
	char state = '?';
	FILE *file = fopen(path, "re");
	if (!file)
		return state;
	if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
		state = '?';
	fclose(file);
	return state;
}

static bool is_in_state(pid_t pid, char state)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	return state_of(path) == state;
}

/* Whether a thread other than the first is at work. */
static bool has_busy_thread(pid_t pid)
{
	char path[64], one[sizeof path + sizeof(struct dirent)];
	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	DIR *threads = opendir(path);
	bool busy = false;
	for (struct dirent *at; threads && !busy && (at = readdir(threads));) {
		if (at->d_name[0] == '.' || atoi(at->d_name) == (int)pid)
			continue;
		snprintf(one, sizeof one, "%s/%s/stat", path, at->d_name);
		char state = state_of(one);
		busy = state == 'R' || state == 'D' || state == 't';
	}
	if (threads)
		closedir(threads);
	return busy;
}

static bool reads_terminal(pid_t pid, unsigned long fd)
{
	char path[64], target[64] = "";
	snprintf(path, sizeof path, "/proc/%d/fd/%lu", (int)pid, fd);
	return readlink(path, target, sizeof target - 1) > 0 &&
	       strncmp(target, "/dev/", 5) == 0;
}

/* Whether the timeout at that address of the program is long, or none. */
static bool is_long_timeout(pid_t pid, unsigned long address)
{
	if (address == 0)
		return true;
	char path[64];
	struct timespec timeout = {0};
	snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = pread(fd, &timeout, sizeof timeout, (off_t)address);
	if (fd >= 0)
		close(fd);
	return got == sizeof timeout && timeout.tv_sec > 0;
}

static bool is_long_ms(unsigned long ms)
{
	return (int)ms < 0 || (int)ms >= LONG_SLEEP_MS;
}

static bool is_waiting(pid_t pid, long call, const unsigned long *arguments)
{
	switch (call) {
	case SYS_read:
		return reads_terminal(pid, arguments[0]);
#ifdef SYS_poll
	case SYS_poll:
		return is_long_ms(arguments[2]);
#endif
#ifdef SYS_select
	case SYS_select:
#endif
	case SYS_pselect6:
		return is_long_timeout(pid, arguments[4]);
	case SYS_ppoll:
		return is_long_timeout(pid, arguments[2]);
#ifdef SYS_epoll_wait
	case SYS_epoll_wait:
#endif
	case SYS_epoll_pwait:
		return is_long_ms(arguments[3]);
	default:
		return false;
	}
}

/* Whether it sleeps until something reaches it. */
static bool is_asleep(pid_t pid)
{
	char path[64], line[256] = "";
	long call;
	unsigned long a[5];
	snprintf(path, sizeof path, "/proc/%d/syscall", (int)pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	char *got = fgets(line, sizeof line, file);
	fclose(file);
	return got &&
	       sscanf(line, "%ld %lx %lx %lx %lx %lx", &call, &a[0], &a[1],
		      &a[2], &a[3], &a[4]) == 6 &&
	       is_waiting(pid, call, a) && is_in_state(pid, 'S') &&
	       !has_busy_thread(pid);
}

static bool has_read_all(const struct child *child)
{
	int unread = 0;
	return ioctl(child->slave, FIONREAD, &unread) == 0 && unread == 0;
}

/* What has become of it.  Its state in /proc does not tell whether a tracer
   holds it or a signal has stopped it. */
static void look(struct child *child)
{
	int status;
	while (!child->ended &&
	       waitpid(child->pid, &status, WNOHANG | WUNTRACED | WCONTINUED) ==
		       child->pid) {
		child->stopped = WIFSTOPPED(status);
		child->ended = !WIFSTOPPED(status) && !WIFCONTINUED(status);
		child->status = status;
	}
}

static bool is_at_rest(struct child *child)
{
	look(child);
	if (child->ended)
		return true;
	if (child->must_wake && times_slept(child->pid) == child->wakes)
		return false;
	return child->stopped || (is_asleep(child->pid) && has_read_all(child));
}

void child_send(struct child *child, const char *bytes, size_t len)
{
	struct termios modes;
	tcgetattr(child->slave, &modes);
	/* A line that is still being typed wakes nobody. */
	child->must_wake = !(modes.c_lflag & ICANON);
	child->wakes = times_slept(child->pid);
	while (len > 0) {
		ssize_t sent = write(child->master, bytes, len);
		if (sent < 0 && errno != EINTR)
			return;
		bytes += sent > 0 ? sent : 0;
		len -= sent > 0 ? (size_t)sent : 0;
	}
}

/* Whether the signal will wake it: it may ignore it, or have it wait. */
static bool will_wake(const struct child *child, int signal)
{
	const unsigned long bit = 1UL << (signal - 1);
	return !child->stopped && status_of(child->pid, "SigCgt:", 16) & bit &&
	       !(status_of(child->pid, "SigBlk:", 16) & bit);
}

void child_signal(struct child *child, int signal)
{
	child->must_wake = will_wake(child, signal);
	child->wakes = times_slept(child->pid);
	kill(-child->pid, signal);
}

void child_resize(struct child *child, int rows, int columns)
{
	struct winsize old = {0};
	ioctl(child->master, TIOCGWINSZ, &old);
	child->must_wake = (old.ws_row != rows || old.ws_col != columns) &&
			   will_wake(child, SIGWINCH);
	child->wakes = times_slept(child->pid);
	set_size(child->master, rows, columns);
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Reads what has come within ms; the bytes read, 0: nothing. */
static size_t read_some(const struct child *child, int ms, char *bytes,
			size_t room)
{
	struct pollfd ready = {.fd = child->master, .events = POLLIN};
	if (poll(&ready, 1, ms) <= 0)
		return 0;
	ssize_t got = read(child->master, bytes, room);
	return got > 0 ? (size_t)got : 0;
}

/*
 * The terminal hands output on some time after it was written, but in order:
 * a mark written behind it has come when all of it has.  The mark itself is
 * not passed on.
 */
static bool drain(struct child *child, double until, child_output *output,
		  void *user)
{
	char mark[64];
	int length = snprintf(mark, sizeof mark, "\033]settled;%lu\007",
			      ++child->marks);
	size_t len = (size_t)length;
	while (write(child->slave, mark, len) != length) {
		if (errno != EAGAIN || now() > until)
			return false;
		/* Behind who has ended or stopped, a ^S that was typed holds
		   the output until a ^Q. */
		if ((child->ended || child->stopped) &&
		    write(child->master, "\021", 1) < 0)
			return false;
		poll(NULL, 0, 1);
	}
	size_t held = 0; /* bytes at the start that may begin the mark */
	char bytes[65536];
	while (now() < until) {
		held += read_some(child, 10, bytes + held, sizeof bytes - held);
		char *at = memmem(bytes, held, mark, len);
		size_t safe = at           ? (size_t)(at - bytes)
			      : held < len ? 0
					   : held - len + 1;
		output(user, bytes, safe);
		if (at)
			output(user, at + len, held - safe - len);
		if (at)
			return true;
		memmove(bytes, bytes + safe, held - safe);
		held -= safe;
	}
	output(user, bytes, held);
	return false;
}

bool child_settle(struct child *child, int seconds, child_output *output,
		  void *user)
{
	double until = now() + seconds;
	char bytes[65536];
	while (now() < until) {
		if (is_at_rest(child)) {
			unsigned long slept = times_slept(child->pid);
			if (!drain(child, until, output, user))
				return false;
			if (is_at_rest(child) &&
			    times_slept(child->pid) == slept)
				return true;
		}
		size_t got = read_some(child, 1, bytes, sizeof bytes);
		output(user, bytes, got);
	}
	return false;
}

bool child_hang_up(struct child *child, int seconds)
{
	double until = now() + seconds;
	close(child->slave);
	close(child->master);
	child->slave = child->master = -1;
	while (!child->ended && now() < until) {
		poll(NULL, 0, 1);
		child->ended = waitpid(child->pid, &child->status, WNOHANG) ==
			       child->pid;
	}
	return child->ended;
}

bool child_modes_restored(const struct child *child)
{
	struct termios modes;
	return tcgetattr(child->slave, &modes) == 0 &&
	       modes.c_iflag == child->modes.c_iflag &&
	       modes.c_oflag == child->modes.c_oflag &&
	       modes.c_lflag == child->modes.c_lflag;
}

void child_release(struct child *child)
{
	if (child->pid > 0 && !child->ended) {
		kill(-child->pid, SIGKILL);
		waitpid(child->pid, &child->status, 0);
	}
	if (child->slave >= 0)
		close(child->slave);
	if (child->master >= 0)
		close(child->master);
}
