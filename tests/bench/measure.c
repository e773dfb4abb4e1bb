#include "tests/bench/measure.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/screen/child.h"

enum {
	ROWS = 40,
	COLUMNS = 120,
	LIMIT = 60,    /* seconds that anything may take */
	QUIET_MS = 8,  /* without output: what came first stands */
	TYPED_MS = 20, /* from one key to the next of somebody in a hurry */
	MOST_WORDS = 32,
	LOG_BYTES = 1 << 20,
	MOST_KEYS = 64,
};

/* What came from the program, and when the last of it did. */
struct seen {
	size_t bytes;
	double last;
	const char *mark;    /* looked for, or NULL */
	double marked;       /* when it had come; 0: not yet */
	char log[LOG_BYTES]; /* the newest, at most so much */
	size_t logged;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What is measured now, so that a figure can be given up anywhere. */
static struct child child = {.master = -1, .slave = -1};
static jmp_buf given_up;

static _Noreturn void give_up(const char *command, const char *why)
{
	fprintf(stderr, "bench: %s: %s\n", why, command);
	longjmp(given_up, 1);
}

static void see_again(struct seen *seen, double start, const char *mark)
{
	seen->bytes = seen->logged = 0;
	seen->last = start;
	seen->mark = mark;
	seen->marked = 0;
}

static void see(void *user, const char *bytes, size_t len)
{
	struct seen *seen = user;
	if (len == 0)
		return;
	seen->last = now();
	seen->bytes += len;
	if (seen->logged + len > sizeof seen->log)
		seen->logged = 0;
	memcpy(seen->log + seen->logged, bytes, len);
	size_t mark = seen->mark ? strlen(seen->mark) : 0;
	size_t from = seen->logged > mark ? seen->logged - mark : 0;
	seen->logged += len;
	if (mark && seen->marked == 0 &&
	    memmem(seen->log + from, seen->logged - from, seen->mark, mark))
		seen->marked = seen->last;
}

/* ---- commands ---- */

struct words {
	char *copy, *list[MOST_WORDS + 1];
};

static void words_split(struct words *words, const char *command)
{
	size_t count = 0;
	char *to = words->copy = strdup(command);
	bool between = true;
	for (const char *at = command; *at; at++) {
		if (*at == ' ') {
			*to++ = '\0';
			between = true;
			continue;
		}
		if (between && count < MOST_WORDS)
			words->list[count++] = to;
		between = false;
		at += *at == '\\' && at[1];
		*to++ = *at;
	}
	*to = '\0';
	words->list[count] = NULL;
}

static void start(const char *command)
{
	struct words words;
	words_split(&words, command);
	if (!child_start_program(&child, words.list, environ, ROWS, COLUMNS))
		give_up(command, strerror(errno));
	free(words.copy);
}

static void settle(const char *command, struct seen *seen)
{
	if (!child_settle(&child, LIMIT, see, seen))
		give_up(command, "does not come to rest");
}

/* ---- in a terminal ---- */

static bool has_ended(void)
{
	siginfo_t info = {0};
	waitid(P_PID, (id_t)child.pid, &info, WEXITED | WNOHANG | WNOWAIT);
	return info.si_pid == child.pid;
}

/*
 * Reads, and does nothing else, until something has come, the mark with it
 * where one is waited for, and then nothing for a while.
 */
static void wait_first(struct seen *seen, const char *command)
{
	struct pollfd ready = {.fd = child.master, .events = POLLIN};
	char bytes[65536];
	double begun = seen->last;
	while (now() < begun + LIMIT) {
		bool some = seen->bytes > 0 &&
			    (!seen->mark || seen->marked > 0);
		if (poll(&ready, 1, some ? QUIET_MS : 100) > 0) {
			ssize_t got = read(child.master, bytes, sizeof bytes);
			if (got <= 0)
				break;
			see(seen, bytes, (size_t)got);
		} else if (some) {
			return;
		} else if (seen->bytes > 0 && now() > seen->last + 0.3) {
			/* What was drawn over the like of it is not whole. */
			settle(command, seen);
			return;
		} else if (has_ended()) {
			give_up(command, "ended");
		}
	}
	give_up(command, "shows nothing");
}

/* The last mark like 3x12z that has come; false: none. */
static bool last_mark(const struct seen *seen, char *mark, size_t room)
{
	const char *log = seen->log;
	for (size_t end = seen->logged; end > 1; end--) {
		size_t at = end - 1;
		if (log[at] != 'z' || log[at - 1] < '0' || log[at - 1] > '9')
			continue;
		bool x = false;
		while (at > 0 && ((log[at - 1] >= '0' && log[at - 1] <= '9') ||
				  (log[at - 1] == 'x' && !x)))
			x |= log[--at] == 'x';
		if (!x || log[at] == 'x' || end - at >= room)
			continue;
		memcpy(mark, log + at, end - at);
		mark[end - at] = '\0';
		return true;
	}
	return false;
}

/*
 * The mark lowest on the command's first screen, once and for all: what comes
 * at the same time in the title or from behind is not the text.
 */
static const char *mark_of(const char *command, struct seen *seen)
{
	enum { MOST = 256 };
	static struct known {
		char command[256], mark[32];
	} known[MOST];
	struct known *at = known;
	while (at < known + MOST && *at->command &&
	       strcmp(at->command, command) != 0)
		at++;
	if (at == known + MOST || strlen(command) >= sizeof at->command)
		give_up(command, "too many commands, or too long a one");
	if (*at->command)
		return at->mark;
	see_again(seen, now(), NULL);
	start(command);
	settle(command, seen);
	child_release(&child);
	if (!last_mark(seen, at->mark, sizeof at->mark))
		give_up(command, "shows none of the text");
	strcpy(at->command, command);
	return at->mark;
}

static double paint(const struct side *side, struct seen *seen)
{
	const char *mark = mark_of(side->command, seen);
	double begun = now();
	see_again(seen, begun, mark);
	start(side->command);
	wait_first(seen, side->command);
	if (side->how == PAINT_ALL)
		settle(side->command, seen);
	child_release(&child);
	return side->how == PAINT_BYTES ? (double)seen->bytes
					: (seen->last - begun) * 1000;
}

static double press(const struct side *side, char key, struct seen *seen)
{
	double begun = now();
	see_again(seen, begun, NULL);
	child_send(&child, &key, 1);
	wait_first(seen, side->command);
	if (side->how == FIRST)
		return (seen->last - begun) * 1000;
	settle(side->command, seen);
	return side->how == KEY ? (seen->last - begun) * 1000
				: (double)seen->bytes;
}

static double press_all(const struct side *side, struct seen *seen)
{
	double values[MOST_KEYS] = {0};
	int count = 0;
	for (const char *key = side->keys; *key && count < MOST_KEYS; key++) {
		values[count++] = press(side, *key, seen);
		if (side->how == FIRST)
			settle(side->command, seen);
	}
	return median(values, count);
}

/* Reads what is there within so many milliseconds; whether anything was. */
static bool read_some(int ms, struct seen *seen)
{
	struct pollfd ready = {.fd = child.master, .events = POLLIN};
	char bytes[65536];
	if (poll(&ready, 1, ms) <= 0)
		return false;
	ssize_t got = read(child.master, bytes, sizeof bytes);
	see(seen, bytes, got > 0 ? (size_t)got : 0);
	return got > 0;
}

/* Milliseconds until the key was read, and then something came; where that
   does not change the picture, until it was read. */
static double wait_of(const struct side *side, char key, struct seen *seen)
{
	double begun = now(), taken = 0;
	int unread = 0;
	child_send(&child, &key, 1);
	while (now() < begun + LIMIT) {
		bool some = read_some(1, seen);
		if (taken == 0 && ioctl(child.slave, FIONREAD, &unread) == 0 &&
		    unread == 0)
			taken = now();
		if (taken > 0 && some)
			return (seen->last - begun) * 1000;
		if (taken > 0 && now() > taken + QUIET_MS * 1e-3)
			return (taken - begun) * 1000;
	}
	give_up(side->command, "does not read its keys");
}

/* Types lines up and down while something goes on. */
static double wait_behind(const struct side *side, struct seen *seen)
{
	static const char keys[] = "jjjjjkkkkk";
	double values[MOST_KEYS];
	if (side->keys) {
		see_again(seen, now(), NULL);
		start(side->command);
		settle(side->command, seen);
		child_send(&child, side->keys, strlen(side->keys));
	} else {
		const char *mark = mark_of(side->command, seen);
		see_again(seen, now(), mark);
		start(side->command);
		wait_first(seen, side->command);
	}
	for (int i = 0; i < MOST_KEYS; i++) {
		double next = now() + TYPED_MS * 1e-3;
		values[i] = wait_of(side, keys[i % (sizeof keys - 1)], seen);
		while (now() < next)
			read_some(1 + (int)((next - now()) * 1000), seen);
	}
	child_release(&child);
	double middle = median(values, MOST_KEYS);
	return side->how == USUAL ? middle : values[MOST_KEYS - 1];
}

static double find(const struct side *side, struct seen *seen)
{
	double begun = now();
	see_again(seen, begun, side->mark);
	child_send(&child, side->keys, strlen(side->keys));
	wait_first(seen, side->command);
	return ((seen->marked > 0 ? seen->marked : seen->last) - begun) * 1000;
}

static double resize(const struct side *side, struct seen *seen)
{
	static const int widths[] = {100, COLUMNS, 100, COLUMNS, 100, COLUMNS};
	enum { TIMES = sizeof widths / sizeof *widths };
	double values[TIMES];
	for (int i = 0; i < TIMES; i++) {
		double begun = now();
		see_again(seen, begun, NULL);
		child_resize(&child, ROWS, widths[i]);
		wait_first(seen, side->command);
		settle(side->command, seen);
		values[i] = (seen->last - begun) * 1000;
	}
	return median(values, TIMES);
}

static double most_memory(void)
{
	static const char key[] = "VmHWM:";
	char path[64], line[256];
	double kilobytes = 0;
	snprintf(path, sizeof path, "/proc/%d/status", (int)child.pid);
	FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file))
		if (strncmp(line, key, sizeof key - 1) == 0)
			kilobytes = strtod(line + sizeof key - 1, NULL);
	if (file)
		fclose(file);
	return kilobytes * 1024;
}

static double in_terminal(const struct side *side, struct seen *seen)
{
	double value;
	see_again(seen, now(), NULL);
	start(side->command);
	settle(side->command, seen);
	if (child.ended)
		give_up(side->command, "ended");
	if (side->how == MEMORY)
		value = most_memory();
	else if (side->how == RESIZE)
		value = resize(side, seen);
	else if (side->how == FOUND)
		value = find(side, seen);
	else
		value = press_all(side, seen);
	child_release(&child);
	return value;
}

/* ---- without one ---- */

static void keep_to_one_core(void)
{
	cpu_set_t may, one;
	CPU_ZERO(&one);
	sched_getaffinity(0, sizeof may, &may);
	for (int i = CPU_SETSIZE - 1; i >= 0; i--)
		if (CPU_ISSET(i, &may)) {
			CPU_SET(i, &one);
			break;
		}
	sched_setaffinity(0, sizeof one, &one);
}

static double milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* Its output goes to the file descriptor. */
static double run(const struct side *side, int out)
{
	struct words words;
	struct rusage used;
	int status = 0;
	words_split(&words, side->command);
	double begun = now();
	pid_t pid = fork();
	if (pid == 0) {
		dup2(out, 1);
		dup2(open("/dev/null", O_WRONLY), 2);
		if (side->how == CPU)
			keep_to_one_core();
		execvp(words.list[0], words.list);
		_exit(127);
	}
	free(words.copy);
	if (wait4(pid, &status, 0, &used) != pid || !WIFEXITED(status) ||
	    WEXITSTATUS(status) > 1)
		give_up(side->command, "did not end well");
	return side->how == WALL ? (now() - begun) * 1000
				 : milliseconds(used.ru_utime) +
					   milliseconds(used.ru_stime);
}

static double run_unheard(const struct side *side)
{
	int out = open("/dev/null", O_WRONLY | O_CLOEXEC);
	double value = run(side, out);
	close(out);
	return value;
}

static double said(const struct side *side)
{
	double value = 0;
	int out = open("out", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	run(side, out);
	FILE *file = fdopen(out, "r");
	if (!file || fseek(file, 0, SEEK_SET) != 0 ||
	    fscanf(file, "%lf", &value) != 1)
		give_up(side->command, "says no number");
	fclose(file);
	return value;
}

static double size_of(const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0)
		give_up(path, strerror(errno));
	return (double)st.st_size;
}

static double measure_one(const struct side *side)
{
	static struct seen seen;
	switch (side->how) {
	case PAINT:
	case PAINT_ALL:
	case PAINT_BYTES:
		return paint(side, &seen);
	case CPU:
	case WALL:
		return run_unheard(side);
	case SAID:
		return said(side);
	case SIZE:
		return size_of(side->command);
	case USUAL:
	case LONGEST:
		return wait_behind(side, &seen);
	default:
		return in_terminal(side, &seen);
	}
}

bool measure(const struct side *side, double *value)
{
	if (setjmp(given_up) == 0) {
		*value = measure_one(side);
		return true;
	}
	child_release(&child);
	child = (struct child){.master = -1, .slave = -1};
	return false;
}
static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof *values, compare);
	return (values[count / 2] + values[(count - 1) / 2]) / 2;
}
