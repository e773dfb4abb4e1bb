#include "tests/fault/trace.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/screen/child.h"

enum { THREADS_MOST = 64 };

/* What of a call can be told: a path, a file, or neither. */
enum shape { PATH_0 = 0, PATH_1 = 1, FILE_0, PLAIN };

/* The calls that an errno may happen to; `short` only to those with bytes. */
static const struct call {
	long number;
	const char *name;
	enum shape shape;
	bool bytes;  /* its third argument says how many */
	bool memory; /* asks for memory: ENOMEM alone happens to it */
} calls[] = {
#ifdef SYS_open
	{SYS_open, "open", PATH_0, false, false},
	{SYS_stat, "stat", PATH_0, false, false},
	{SYS_lstat, "lstat", PATH_0, false, false},
	{SYS_access, "access", PATH_0, false, false},
	{SYS_mkdir, "mkdir", PATH_0, false, false},
	{SYS_rename, "rename", PATH_0, false, false},
	{SYS_unlink, "unlink", PATH_0, false, false},
	{SYS_readlink, "readlink", PATH_0, false, false},
#endif
	{SYS_openat, "openat", PATH_1, false, false},
	{SYS_newfstatat, "newfstatat", PATH_1, false, false},
	{SYS_statx, "statx", PATH_1, false, false},
	{SYS_faccessat, "faccessat", PATH_1, false, false},
	{SYS_mkdirat, "mkdirat", PATH_1, false, false},
	{SYS_renameat, "renameat", PATH_1, false, false},
	{SYS_renameat2, "renameat2", PATH_1, false, false},
	{SYS_linkat, "linkat", PATH_1, false, false},
	{SYS_unlinkat, "unlinkat", PATH_1, false, false},
	{SYS_readlinkat, "readlinkat", PATH_1, false, false},
	{SYS_inotify_add_watch, "inotify_add_watch", PATH_1, false, false},
	{SYS_inotify_init1, "inotify_init1", PLAIN, false, false},
	{SYS_getcwd, "getcwd", PLAIN, false, false},
	{SYS_read, "read", FILE_0, true, false},
	{SYS_pread64, "pread64", FILE_0, true, false},
	{SYS_write, "write", FILE_0, true, false},
	{SYS_pwrite64, "pwrite64", FILE_0, true, false},
	{SYS_fstat, "fstat", FILE_0, false, false},
	{SYS_lseek, "lseek", FILE_0, false, false},
	{SYS_getdents64, "getdents64", FILE_0, false, false},
	{SYS_ftruncate, "ftruncate", FILE_0, false, false},
	{SYS_fsync, "fsync", FILE_0, false, false},
	{SYS_fdatasync, "fdatasync", FILE_0, false, false},
	{SYS_flock, "flock", FILE_0, false, false},
	{SYS_fcntl, "fcntl", FILE_0, false, false},
	{SYS_ioctl, "ioctl", FILE_0, false, false},
	{SYS_close, "close", FILE_0, false, false},
	{SYS_mmap, "mmap", PLAIN, false, true},
	{SYS_mremap, "mremap", PLAIN, false, true},
	{SYS_brk, "brk", PLAIN, false, true},
};
enum { CALLS = sizeof calls / sizeof *calls };

static const struct {
	const char *name;
	int number;
} errors[] = {
	{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EINTR", EINTR},
	{"EACCES", EACCES}, {"ENOMEM", ENOMEM}, {"EMFILE", EMFILE},
	{"EROFS", EROFS},   {"EDQUOT", EDQUOT}, {"ENOLCK", ENOLCK},
};

static const struct {
	const char *name;
	int number;
} signals[] = {
	{"SIGTERM", SIGTERM},
	{"SIGHUP", SIGHUP},
	{"SIGINT", SIGINT},
	{"SIGQUIT", SIGQUIT},
};

struct tracer {
	struct trace_report *report;
	pid_t program;
	long at;
	int error;  /* 0: none */
	int signal; /* 0: none */
	bool cut, killed, typed, from;
	const char *only;   /* the call's name; NULL: any */
	uint64_t failed;    /* the number of the call that failed first */
	bool running;       /* the program itself has begun */
	uint64_t loader[2]; /* addresses of the dynamic loader, which knows no
			       mercy: what it calls is not counted */
	struct {
		pid_t pid;
		bool fails;  /* the call that it is in */
		bool killed; /* … and it dies after it */
		int changed; /* … and its argument 1 or 3 is not its own */
		uint64_t argument; /* … which was this */
	} threads[THREADS_MOST];
};

/* Gives the call another number, another result, or other arguments. */
#if defined(__x86_64__)
static void call_skip(pid_t pid)
{
	ptrace(PTRACE_POKEUSER, pid, offsetof(struct user, regs.orig_rax), -1L);
}

static void call_result(pid_t pid, long result)
{
	ptrace(PTRACE_POKEUSER, pid, offsetof(struct user, regs.rax), result);
}

static void call_argument(pid_t pid, int which, uint64_t value)
{
	ptrace(PTRACE_POKEUSER, pid,
	       which == 1 ? offsetof(struct user, regs.rdi)
			  : offsetof(struct user, regs.rdx),
	       value);
}

enum { CAN_TRACE = 1, RESULT_ARGUMENT = 0 };
#elif defined(__aarch64__)
static void call_skip(pid_t pid)
{
	int number = -1;
	struct iovec io = {&number, sizeof number};
	ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &io);
}

static void set_register(pid_t pid, int index, uint64_t value)
{
	struct user_regs_struct regs;
	struct iovec io = {&regs, sizeof regs};
	ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io);
	regs.regs[index] = value;
	ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &io);
}

static void call_result(pid_t pid, long result)
{
	set_register(pid, 0, (uint64_t)result);
}

/* Its first argument is where its result will be. */
static void call_argument(pid_t pid, int which, uint64_t value)
{
	set_register(pid, which - 1, value);
}

enum { CAN_TRACE = 1, RESULT_ARGUMENT = 1 };
#else
static void call_skip(pid_t pid)
{
	(void)pid;
}

static void call_result(pid_t pid, long result)
{
	(void)pid, (void)result;
}

static void call_argument(pid_t pid, int which, uint64_t value)
{
	(void)pid, (void)which, (void)value;
}

enum { CAN_TRACE = 0, RESULT_ARGUMENT = 0 };
#endif

static const struct call *call_find(uint64_t number)
{
	for (size_t i = 0; i < CALLS; i++)
		if ((uint64_t)calls[i].number == number)
			return &calls[i];
	return NULL;
}

static void describe(struct tracer *tracer, pid_t pid, const struct call *call,
		     const uint64_t *arguments)
{
	char *out = tracer->report->call;
	size_t room = sizeof tracer->report->call;
	char path[200] = "";
	if (*out)
		return;
	if (call && call->shape <= PATH_1) {
		struct iovec here = {path, sizeof path - 1};
		struct iovec there = {(void *)arguments[call->shape],
				      sizeof path - 1};
		/* At the end of a page there may be less to read. */
		for (; there.iov_len > 4; there.iov_len /= 2)
			if (process_vm_readv(pid, &here, 1, &there, 1, 0) > 0)
				break;
	} else if (call && call->shape == FILE_0) {
		snprintf(path, sizeof path, "%d", (int)arguments[0]);
	}
	snprintf(out, room, "%s %s", call ? call->name : "call", path);
}

/* Whether the call is one of those that are counted. */
static bool counts(const struct tracer *tracer, const struct call *call)
{
	if (tracer->only)
		return call && strcmp(call->name, tracer->only) == 0;
	if (tracer->killed || tracer->signal || tracer->typed)
		return true;
	if (tracer->cut)
		return call && call->bytes;
	return call && call->memory == (tracer->error == ENOMEM);
}

/* With `from`, all that do the same as the first; but what is said of it on
   standard error shall arrive. */
static bool fails_too(const struct tracer *tracer,
		      const struct __ptrace_syscall_info *info, long n)
{
	return tracer->from && n > tracer->at &&
	       info->entry.nr == tracer->failed &&
	       !(info->entry.nr == SYS_write && info->entry.args[0] == 2);
}

/* Until the call is over; programs rely on arguments to stay. */
static void change(struct tracer *tracer, pid_t pid, size_t thread, int which,
		   uint64_t from, uint64_t to)
{
	call_argument(pid, which, to);
	tracer->threads[thread].changed = which;
	tracer->threads[thread].argument = from;
}

static void on_entry(struct tracer *tracer, pid_t pid, size_t thread,
		     const struct __ptrace_syscall_info *info)
{
	const struct call *call = call_find(info->entry.nr);
	if (!tracer->running || !counts(tracer, call) ||
	    (info->instruction_pointer >= tracer->loader[0] &&
	     info->instruction_pointer < tracer->loader[1]))
		return;
	long n = ++tracer->report->count;
	if (!tracer->at || (n != tracer->at && !fails_too(tracer, info, n)))
		return;
	tracer->failed = info->entry.nr;
	describe(tracer, pid, call, (const uint64_t *)info->entry.args);
	uint64_t bytes = info->entry.args[2];
	if (tracer->cut && call && call->bytes && bytes > 1)
		change(tracer, pid, thread, 3, bytes, bytes / 2);
	if (tracer->killed && !tracer->cut)
		kill(pid, SIGKILL);
	if (tracer->signal)
		kill(tracer->program, tracer->signal);
	if (tracer->typed && write(CHILD_MASTER, "\023", 1) != 1)
		abort();
	tracer->threads[thread].killed = tracer->killed;
	if (tracer->error && call && call->number == SYS_brk) {
		/* Which answers that nothing has changed. */
		change(tracer, pid, thread, 1, info->entry.args[0], 0);
		return;
	}
	tracer->threads[thread].fails = tracer->error != 0;
	/* A file is closed even where that fails. */
	if (tracer->error && info->entry.nr != SYS_close)
		call_skip(pid);
}

static void on_exit_of(struct tracer *tracer, pid_t pid, size_t thread)
{
	int changed = tracer->threads[thread].changed;
	if (changed > RESULT_ARGUMENT)
		call_argument(pid, changed, tracer->threads[thread].argument);
	tracer->threads[thread].changed = 0;
	if (tracer->threads[thread].fails)
		call_result(pid, -tracer->error);
	if (tracer->threads[thread].killed)
		kill(pid, SIGKILL);
	tracer->threads[thread].fails = false;
}

/* The index of the thread's state; those that are gone leave theirs. */
static size_t thread_of(struct tracer *tracer, pid_t pid)
{
	size_t i = 0;
	while (i < THREADS_MOST - 1 && tracer->threads[i].pid &&
	       tracer->threads[i].pid != pid)
		i++;
	tracer->threads[i].pid = pid;
	return i;
}

static void on_call(struct tracer *tracer, pid_t pid)
{
	struct __ptrace_syscall_info info = {.op = PTRACE_SYSCALL_INFO_NONE};
	size_t thread = thread_of(tracer, pid);
	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) < 0)
		return;
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
		on_entry(tracer, pid, thread, &info);
	else if (info.op == PTRACE_SYSCALL_INFO_EXIT)
		on_exit_of(tracer, pid, thread);
}

/* Where the loader is, now that nothing else has been loaded. */
static void on_exec(struct tracer *tracer, pid_t pid)
{
	char path[64], line[512];
	snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
	FILE *maps = fopen(path, "re");
	while (maps && fgets(line, sizeof line, maps)) {
		unsigned long start, end;
		if (!strstr(line, "/ld-") ||
		    sscanf(line, "%lx-%lx", &start, &end) != 2)
			continue;
		if (!tracer->loader[0])
			tracer->loader[0] = start;
		tracer->loader[1] = end;
	}
	if (maps)
		fclose(maps);
	tracer->running = true;
}

static void on_stop(struct tracer *tracer, pid_t pid, int status)
{
	int signal = WSTOPSIG(status), event = status >> 16;
	if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) {
		ptrace(PTRACE_LISTEN, pid, 0, 0); /* stopped, as by ^Z */
		return;
	}
	if (event == PTRACE_EVENT_EXEC && !tracer->running)
		on_exec(tracer, pid);
	else if (!event && signal == (SIGTRAP | 0x80))
		on_call(tracer, pid);
	else if (!event) {
		ptrace(PTRACE_SYSCALL, pid, 0, signal);
		return;
	}
	ptrace(PTRACE_SYSCALL, pid, 0, 0);
}

static _Noreturn void follow(struct tracer *tracer)
{
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR)
		if (pid > 0 && WIFSTOPPED(status))
			on_stop(tracer, pid, status);
	_exit(0);
}

/* Follows the process that has forked us, once removed. */
static _Noreturn void attach(struct tracer *tracer, pid_t pid, int ready)
{
	const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC |
			     PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
			     PTRACE_O_TRACEVFORK;
	setsid();
	tracer->program = pid;
	char byte = ptrace(PTRACE_SEIZE, pid, 0, options) == 0 ? '1' : '0';
	for (int fd = 0; fd < 64; fd++)
		if (fd != ready && !(tracer->typed && fd == CHILD_MASTER))
			close(fd);
	if (write(ready, &byte, 1) != 1 || byte != '1')
		_exit(1);
	close(ready);
	follow(tracer);
}

static bool parse(struct tracer *tracer, char **words)
{
	char *what = words[3], *at = strchr(what, '@');
	if (at) {
		*at = '\0';
		tracer->only = at + 1;
	}
	tracer->at = strtol(words[2], NULL, 10);
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (strcmp(errors[i].name, what) == 0)
			tracer->error = errors[i].number;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (strcmp(signals[i].name, what) == 0)
			tracer->signal = signals[i].number;
	tracer->cut = !strcmp(what, "short") || !strcmp(what, "torn");
	tracer->killed = !strcmp(what, "kill") || !strcmp(what, "torn");
	tracer->typed = !strcmp(what, "^S");
	tracer->from = words[4] && strcmp(words[4], "from") == 0;
	int fd = open(words[1], O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return false;
	void *report = mmap(NULL, sizeof *tracer->report,
			    PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	tracer->report = report;
	close(fd);
	return report != MAP_FAILED &&
	       (tracer->error || tracer->signal || tracer->cut ||
		tracer->killed || tracer->typed);
}

int main(int argc, char **argv)
{
	struct tracer tracer = {.error = 0};
	char byte = '0';
	int ready[2];
	if (!CAN_TRACE || argc < 5 || !parse(&tracer, argv) || pipe(ready) < 0)
		return 125;
	pid_t own = getpid(), between = fork();
	if (between == 0) {
		pid_t pid = fork();
		if (pid == 0)
			attach(&tracer, own, ready[1]);
		_exit(pid < 0);
	}
	prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
	waitpid(between, NULL, 0);
	close(ready[1]);
	if (read(ready[0], &byte, 1) != 1 || byte != '1')
		return 125;
	close(ready[0]);
	if (tracer.typed)
		close(CHILD_MASTER);
	argv += tracer.from ? 5 : 4;
	execvp(argv[0], argv);
	return 127;
}
