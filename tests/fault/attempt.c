#include "tests/fault/attempt.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fault/trace.h"
#include "tests/screen/child.h"
#include "tests/screen/picture.h"

enum { SECONDS = 10, ROWS = 24, COLUMNS = 110 };

const char *const kept_names[KEPT_FILES] = {"places", "marks", "copied.txt"};

static void *checked(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static struct text file_text(int fd)
{
	struct text text = {checked(malloc(1)), 0};
	char bytes[4096];
	ssize_t n;
	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, bytes, sizeof bytes)) > 0) {
		text.bytes = checked(
			realloc(text.bytes, text.len + (size_t)n + 1));
		memcpy(text.bytes + text.len, bytes, (size_t)n);
		text.len += (size_t)n;
	}
	text.bytes[text.len] = '\0';
	return text;
}

/* A path in the worker's folder. */
static void path_of(const struct attempts *attempts, const char *name,
		    char path[160])
{
	snprintf(path, 160, "%s/%s", attempts->folder, name);
}

static void state_path(const struct attempts *attempts, const char *name,
		       char path[160])
{
	snprintf(path, 160, "%s/state/manicule/%.64s", attempts->folder, name);
}

static void state_empty(const struct attempts *attempts)
{
	char path[160];
	state_path(attempts, "", path);
	DIR *folder = opendir(path);
	struct dirent *entry;
	while (folder && (entry = readdir(folder)))
		unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		closedir(folder);
}

static void state_prepare(const struct attempts *attempts)
{
	char path[160];
	state_empty(attempts);
	for (size_t i = 0; attempts->kept && i < KEPT_FILES; i++) {
		const struct text *text = &attempts->kept[i];
		state_path(attempts, kept_names[i], path);
		int fd = text->bytes
				 ? open(path, O_WRONLY | O_CREAT | O_EXCL, 0600)
				 : -1;
		if (fd >= 0 && write(fd, text->bytes, text->len) < 0)
			abort();
		if (fd >= 0)
			close(fd);
	}
}

/* A file that a killed program may leave, and the next one takes over. */
static bool is_known(const char *name)
{
	if (name[0] == '.' || strcmp(name, "lock") == 0)
		return true;
	for (size_t i = 0; i < KEPT_FILES; i++)
		if (strcmp(name, kept_names[i]) == 0)
			return true;
	return false;
}

static void state_take(const struct attempts *attempts, struct attempt *attempt)
{
	char path[160];
	for (size_t i = 0; i < KEPT_FILES; i++) {
		state_path(attempts, kept_names[i], path);
		int fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			continue;
		attempt->kept[i] = file_text(fd);
		close(fd);
	}
	state_path(attempts, "", path);
	DIR *folder = opendir(path);
	struct dirent *entry;
	while (folder && (entry = readdir(folder)))
		if (!is_known(entry->d_name))
			snprintf(attempt->strange, sizeof attempt->strange,
				 "%.60s", entry->d_name);
	if (folder)
		closedir(folder);
}

/* The words before the program's own, as a shell reads them. */
static void command_make(const struct attempts *attempts,
			 const struct subject *subject,
			 const struct fault *fault, char *out, size_t room)
{
	char report[160];
	path_of(attempts, "report", report);
	const char *from = fault->from ? " from" : "";
	if (strcmp(fault->what, "memory") == 0)
		snprintf(out, room,
			 "LD_PRELOAD=%s FAULT_REPORT=%s FAULT_AT=%ld "
			 "FAULT_FROM=%d exec %s %s",
			 attempts->shim, report, fault->at, fault->from,
			 attempts->program, subject->arguments);
	else
		snprintf(out, room, "exec %s %s %ld %s%s %s %s",
			 attempts->trace, report, fault->at, fault->what, from,
			 attempts->program, subject->arguments);
}

/* Both ways of running it have this environment. */
struct environment {
	char *list[12];
	char bytes[8][200];
};

static void environment_make(const struct attempts *attempts,
			     struct environment *environment)
{
	static const char *const fixed[] = {
		"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TERM=xterm-256color",
		"ASAN_OPTIONS=detect_leaks=0", "EDITOR=true"};
	static const char *const named[] = {"HOME", "XDG_STATE_HOME",
					    "XDG_CONFIG_HOME"};
	static const char *const folders[] = {"", "/state", "/config"};
	size_t n = 0;
	for (; n < sizeof fixed / sizeof *fixed; n++)
		/* cppcheck-suppress uninitvar ; it takes the array for a text */
		strcpy(environment->bytes[n], fixed[n]);
	for (size_t i = 0; i < 3; i++)
		snprintf(environment->bytes[n++], 200, "%s=%s%s", named[i],
			 attempts->folder, folders[i]);
	for (size_t i = 0; i < n; i++)
		environment->list[i] = environment->bytes[i];
	environment->list[n] = NULL;
}

static bool report_begin(const struct attempts *attempts)
{
	struct trace_report empty = {.count = 0};
	char path[160];
	path_of(attempts, "report", path);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool fine = fd >= 0 &&
		    write(fd, &empty, sizeof empty) == (ssize_t)sizeof empty;
	close(fd);
	return fine;
}

static void report_take(const struct attempts *attempts,
			struct attempt *attempt)
{
	struct trace_report report = {.count = 0};
	char path[160];
	path_of(attempts, "report", path);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 && read(fd, &report, sizeof report) > 0) {
		attempt->count = report.count;
		memcpy(attempt->call, report.call, sizeof report.call);
		attempt->call[sizeof report.call - 1] = '\0';
	}
	close(fd);
}

/* Waits for its end, for so long; SIGCHLD is blocked. */
static void wait_end(pid_t pid, struct attempt *attempt)
{
	const struct timespec limit = {SECONDS, 0};
	sigset_t child;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	while (waitpid(pid, &attempt->status, WNOHANG) == 0)
		if (sigtimedwait(&child, NULL, &limit) < 0 && errno == EAGAIN) {
			attempt->hung = true;
			kill(pid, SIGKILL);
			waitpid(pid, &attempt->status, 0);
			return;
		}
}

static bool run_paper(const char *command, char *const *environment,
		      struct attempt *attempt)
{
	sigset_t set, old;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &old);
	int out = memfd_create("out", MFD_CLOEXEC);
	int err = memfd_create("err", MFD_CLOEXEC);
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_RDONLY);
		dup2(null, STDIN_FILENO);
		dup2(out, STDOUT_FILENO);
		dup2(err, STDERR_FILENO);
		close(null);
		sigprocmask(SIG_SETMASK, &old, NULL);
		execle("/bin/sh", "sh", "-c", command, (char *)NULL,
		       environment);
		_exit(126);
	}
	if (pid > 0)
		wait_end(pid, attempt);
	attempt->out = file_text(out);
	attempt->err = file_text(err);
	close(out);
	close(err);
	sigprocmask(SIG_SETMASK, &old, NULL);
	return pid > 0;
}

static void take(void *user, const char *bytes, size_t len)
{
	terminal_take(user, bytes, len);
}

/* What the terminal should not show any more, or NULL. */
static const char *left_over(struct terminal *terminal)
{
	if (terminal->alternate)
		return "the other screen";
	if (terminal->cursor_hidden)
		return "a hidden cursor";
	if (!terminal_keys_plain(terminal))
		return "the keys of its own";
	return terminal->mouse ? "the mouse" : NULL;
}

/* Notes what of the terminal is not as a shell must find it. */
static void look(const struct child *child, struct terminal *terminal,
		 struct attempt *attempt)
{
	if (!child_modes_restored(child))
		attempt->modes_restored = false;
	if (!attempt->shown)
		attempt->shown = left_over(terminal);
}

/* Presses the keys one by one, and takes a picture after each.  Who has
   stopped goes on once the shell has seen its terminal. */
static void press(struct child *child, struct terminal *terminal,
		  const char *keys, FILE *pictures, struct attempt *attempt)
{
	char words[512], bytes[64], *rest = NULL;
	snprintf(words, sizeof words, "%s", keys);
	char *word = strtok_r(words, " ", &rest);
	while (child_settle(child, SECONDS, take, terminal) && !child->ended) {
		terminal_draw(terminal, pictures);
		if (child->stopped) {
			look(child, terminal, attempt);
			child_signal(child, SIGCONT);
			continue;
		}
		if (!word)
			return;
		size_t len = terminal_key(terminal, word, bytes, sizeof bytes);
		child_send(child, bytes, len);
		word = strtok_r(NULL, " ", &rest);
	}
}

static bool run_reader(const char *command, char *const *environment,
		       const char *keys, bool types, struct attempt *attempt)
{
	struct child child;
	struct terminal terminal;
	if (!(types ? child_start_typist(&child, command, environment, ROWS,
					 COLUMNS)
		    : child_start(&child, command, environment, ROWS, COLUMNS)))
		return false;
	terminal_init(&terminal, ROWS, COLUMNS);
	FILE *pictures = checked(
		open_memstream(&attempt->out.bytes, &attempt->out.len));
	attempt->modes_restored = true;
	press(&child, &terminal, keys, pictures, attempt);
	fclose(pictures);
	attempt->hung = !child.ended;
	attempt->status = child.status;
	look(&child, &terminal, attempt);
	FILE *last = checked(
		open_memstream(&attempt->err.bytes, &attempt->err.len));
	terminal_draw(&terminal, last);
	fclose(last);
	child_release(&child);
	terminal_release(&terminal);
	return true;
}

bool attempt_run(const struct attempts *attempts, const struct subject *subject,
		 const struct fault *fault, struct attempt *attempt)
{
	struct environment environment;
	char command[1024];
	*attempt = (struct attempt){.status = 0};
	environment_make(attempts, &environment);
	command_make(attempts, subject, fault, command, sizeof command);
	if (subject->keys)
		state_prepare(attempts);
	bool fine = report_begin(attempts);
	if (fine && subject->keys)
		fine = run_reader(command, environment.list, subject->keys,
				  !strcmp(fault->what, "^S"), attempt);
	else if (fine)
		fine = run_paper(command, environment.list, attempt);
	report_take(attempts, attempt);
	if (subject->keys)
		state_take(attempts, attempt);
	return fine;
}

void attempt_release(struct attempt *attempt)
{
	free(attempt->out.bytes);
	free(attempt->err.bytes);
	for (size_t i = 0; i < KEPT_FILES; i++)
		free(attempt->kept[i].bytes);
}

bool attempts_begin(struct attempts *attempts)
{
	char path[160];
	strcpy(attempts->folder, "/tmp/manicule-fault-XXXXXX");
	if (!mkdtemp(attempts->folder))
		return false;
	path_of(attempts, "state", path);
	mkdir(path, 0700);
	path_of(attempts, "state/manicule", path);
	return mkdir(path, 0700) == 0;
}

void attempts_end(struct attempts *attempts)
{
	static const char *const names[] = {"state/manicule", "state", "report",
					    ""};
	char path[160];
	state_empty(attempts);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		path_of(attempts, names[i], path);
		remove(path);
	}
}
