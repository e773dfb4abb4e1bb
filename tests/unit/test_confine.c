/* What a confined process can still do, and what it cannot: each attempt is
   made in a process of its own, confined as the reader and as the others. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include <sched.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/confine.h"
#include "cli/landlock.h"
#include "cli/seccomp.h"
#include "core/array.h"
#include "tests/unit/support.h"
#include "tui/spawner.h"
#include "tui/store.h"

static const struct support_file files[] = {
	{"d", NULL},
	{"d/articles", NULL},
	{"d/articles/a.txt", "Words.\n"},
	{"d/annotations", NULL},
	{"other", NULL},
	{"other/linked.txt", "Linked.\n"},
	{"other/secret", "Secret.\n"},
	{"state", NULL},
};
enum { FILES = sizeof files / sizeof *files };

/* 0 where it can be done, else the errno: these are the attempts. */
static int failed(long result)
{
	return result < 0 ? errno : 0;
}

static int opened(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);
	int error = failed(fd);
	char byte;
	if (!error && (flags & O_ACCMODE) == O_RDONLY &&
	    !(flags & O_DIRECTORY) && read(fd, &byte, 1) < 0)
		error = errno;
	if (fd >= 0)
		close(fd);
	return error;
}

static int read_text(void)
{
	return opened("d/articles/a.txt", O_RDONLY);
}
static int read_link(void)
{
	return opened("d/articles/link.txt", O_RDONLY);
}
static int list_folder(void)
{
	return opened("d/articles", O_RDONLY | O_DIRECTORY);
}
static int read_elsewhere(void)
{
	return opened("other/secret", O_RDONLY);
}
static int read_upwards(void)
{
	return opened("d/articles/../../other/secret", O_RDONLY);
}
static int list_elsewhere(void)
{
	return opened("other", O_RDONLY | O_DIRECTORY);
}
static int read_memory(void)
{
	return opened("/proc/self/mem", O_RDWR);
}
static int write_text(void)
{
	return opened("d/articles/a.txt", O_WRONLY);
}
static int make_text(void)
{
	return opened("d/articles/b.txt", O_WRONLY | O_CREAT);
}
static int make_elsewhere(void)
{
	return opened("other/new", O_WRONLY | O_CREAT);
}
static int cut_text(void)
{
	return failed(truncate("d/articles/a.txt", 0));
}
static int remove_text(void)
{
	return failed(unlink("d/articles/a.txt"));
}
static int make_folder(void)
{
	return failed(mkdir("d/new", 0700));
}
static int link_in_state(void)
{
	return failed(symlink("/", "state/manicule/link"));
}
static int change_mode(void)
{
	return failed(chmod("d/articles/a.txt", 0777));
}
static int read_kept(void)
{
	return opened("state/manicule/kept", O_RDONLY);
}
static int keep_state(void)
{
	struct str text = {0}, path = {0};
	str_adds(&text, "kept");
	int error = store_keep("kept", &text, &path) ? 0 : errno;
	if (!error)
		error = read_kept();
	str_release(&text);
	str_release(&path);
	return error;
}
static int move_out(void)
{
	return failed(rename("state/manicule/kept", "other/kept"));
}
static int watch(void)
{
	int fd = inotify_init1(IN_CLOEXEC);
	return failed(fd < 0 ? fd : inotify_add_watch(fd, "d", IN_CREATE));
}
static int real_path(void)
{
	char *path = realpath("d/articles/../articles", NULL);
	int error = path ? 0 : errno;
	free(path);
	return error;
}

static int run_program(void)
{
	char *const argv[] = {NULL}, *const none[] = {NULL};
	return failed(execve("/bin/true", argv, none));
}
static int run_memory(void)
{
	return failed(memfd_create("program", 0));
}
static int split(void)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return failed(pid);
}
static int split_shared(void)
{
	pid_t pid = (pid_t)syscall(SYS_vfork);
	if (pid == 0)
		_exit(0);
	return failed(pid);
}
static int split_new(void)
{
	struct {
		/* cppcheck-suppress unusedStructMember ; the kernel reads it */
		uint64_t words[11];
	} arguments = {{0}};
	long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
	if (pid == 0)
		_exit(0);
	return failed(pid);
}
static void *nothing(void *argument)
{
	return argument;
}
static int start_thread(void)
{
	pthread_t thread;
	int error = pthread_create(&thread, NULL, nothing, NULL);
	return error ? error : pthread_join(thread, NULL);
}

static int socket_of(int family, int type)
{
	return failed(socket(family, type | SOCK_CLOEXEC, 0));
}
static int use_tcp(void)
{
	return socket_of(AF_INET, SOCK_STREAM);
}
static int use_udp(void)
{
	return socket_of(AF_INET6, SOCK_DGRAM);
}
static int use_unix(void)
{
	return socket_of(AF_UNIX, SOCK_STREAM);
}
static int use_netlink(void)
{
	return socket_of(AF_NETLINK, SOCK_RAW);
}

static int trace(void)
{
	return failed(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}
static int peek(void)
{
	return failed(
		syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0));
}
static int signal_parent(void)
{
	return failed(kill(getppid(), SIGCONT));
}
static int signal_thread(void)
{
	return failed(syscall(SYS_tgkill, getppid(), getppid(), 0));
}
static int kill_job(void)
{
	return failed(kill(0, 0));
}
static int signal_self(void)
{
	return failed(syscall(SYS_tgkill, getpid(), gettid(), 0));
}
static int stop_job(void)
{
	/* The job is its own: see attempt_in(). */
	signal(SIGTSTP, SIG_IGN);
	return failed(kill(0, SIGTSTP));
}
static int own_file(void)
{
	return failed(fcntl(STDOUT_FILENO, F_SETOWN, getppid()));
}
static int limit_parent(void)
{
	return failed(
		prlimit(getppid(), RLIMIT_CORE, NULL, &(struct rlimit){0}));
}
static int type_for_user(void)
{
	return failed(ioctl(STDIN_FILENO, TIOCSTI, "x"));
}
static int ask_terminal(void)
{
	struct termios modes;
	tcgetattr(STDIN_FILENO, &modes);
	return errno == ENOTTY ? 0 : errno;
}
static int run_data(void)
{
	void *page = mmap(NULL, 1, PROT_READ | PROT_EXEC,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return page == MAP_FAILED ? errno : 0;
}
static int make_run(void)
{
	void *page = mmap(NULL, 1, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return failed(mprotect(page, 1, PROT_EXEC));
}
static int mount_over(void)
{
	return failed(mount("none", "d", "tmpfs", 0, NULL));
}
static int own_world(void)
{
	return failed(unshare(CLONE_NEWUSER));
}
static int use_ring(void)
{
	return failed(syscall(SYS_io_uring_setup, 1, NULL));
}
static int use_bpf(void)
{
	return failed(syscall(SYS_bpf, 0, NULL, 0));
}
static int use_keys(void)
{
	return failed(syscall(SYS_keyctl, 0, 0, 0));
}
static int open_by_handle(void)
{
	return failed(syscall(SYS_open_by_handle_at, AT_FDCWD, NULL, 0));
}
static int set_privileges(void)
{
	return failed(prctl(PR_SET_DUMPABLE, 1));
}

/* Who can do what. */
enum { NOBODY, READER, ALL };
static const struct attempt {
	const char *name;
	int (*run)(void);
	int who;
	bool files; /* it is Landlock that prevents it, else seccomp */
} attempts[] = {
	{"read a text", read_text, ALL, true},
	{"read what a link leads to", read_link, ALL, true},
	{"list the folder of texts", list_folder, ALL, true},
	{"find the folder's true path", real_path, ALL, true},
	{"watch the dossier", watch, ALL, true},
	{"keep a file in the state folder", keep_state, READER, true},
	{"read elsewhere", read_elsewhere, NOBODY, true},
	{"read elsewhere by ..", read_upwards, NOBODY, true},
	{"list elsewhere", list_elsewhere, NOBODY, true},
	{"open /proc/self/mem", read_memory, NOBODY, true},
	{"write a text", write_text, NOBODY, true},
	{"make a text", make_text, NOBODY, true},
	{"make a file elsewhere", make_elsewhere, NOBODY, true},
	{"remove a text", remove_text, NOBODY, true},
	{"make a folder", make_folder, NOBODY, true},
	{"move a file out of the state folder", move_out, NOBODY, true},
	{"truncate", cut_text, NOBODY, false},
	{"symlink", link_in_state, NOBODY, false},
	{"chmod", change_mode, NOBODY, false},
	{"a thread", start_thread, ALL, false},
	{"a signal to itself", signal_self, ALL, false},
	{"a stop of its job", stop_job, ALL, false},
	{"the terminal's modes", ask_terminal, ALL, false},
	{"execve", run_program, NOBODY, false},
	{"memfd_create", run_memory, NOBODY, false},
	{"fork", split, NOBODY, false},
#ifdef SYS_vfork
	{"vfork", split_shared, NOBODY, false},
#endif
	{"clone3", split_new, NOBODY, false},
	{"a TCP socket", use_tcp, NOBODY, false},
	{"a UDP socket", use_udp, NOBODY, false},
	{"a Unix socket", use_unix, NOBODY, false},
	{"a netlink socket", use_netlink, NOBODY, false},
	{"ptrace", trace, NOBODY, false},
	{"process_vm_readv", peek, NOBODY, false},
	{"a signal to another process", signal_parent, NOBODY, false},
	{"tgkill of another process", signal_thread, NOBODY, false},
	{"another signal to its job", kill_job, NOBODY, false},
	{"F_SETOWN", own_file, NOBODY, false},
	{"another's limits", limit_parent, NOBODY, false},
	{"TIOCSTI", type_for_user, NOBODY, false},
	{"memory that can be run", run_data, NOBODY, false},
	{"memory that becomes so", make_run, NOBODY, false},
	{"mount", mount_over, NOBODY, false},
	{"unshare", own_world, NOBODY, false},
	{"io_uring", use_ring, NOBODY, false},
	{"bpf", use_bpf, NOBODY, false},
	{"keyctl", use_keys, NOBODY, false},
	{"open_by_handle_at", open_by_handle, NOBODY, false},
	{"prctl", set_privileges, NOBODY, false},
};
enum { ATTEMPTS = sizeof attempts / sizeof *attempts };

/* As whom a process is confined; SECURE is a reader that keeps nothing. */
enum confined { PRINTER, READING, SECURE };

static void confine(enum confined as)
{
	struct spawner spawner = {.socket = -1};
	struct options options = {
		.spawner = as == PRINTER ? NULL : &spawner,
		.secure = as == SECURE,
	};
	confine_begin(&options, "d");
}

struct trial {
	const struct attempt *attempt;
	enum confined as;
};

static int trial_run(void *from)
{
	const struct trial *trial = from;
	setpgid(0, 0);
	confine(trial->as);
	errno = 0;
	/* Not _exit(), by which `make coverage` writes what it has counted: it
	   may not here, and the counts are ours too. */
	syscall(SYS_exit_group, trial->attempt->run());
	return 0;
}

/*
 * What the attempt gives in a process that `confine` has been at; 256: it did
 * not come to an end of its own.  As after vfork(), the process has our memory
 * while we wait: it could not write down what `make coverage` counts.
 */
static int attempt_in(const struct attempt *attempt, enum confined as)
{
	enum { STACK = 256 << 10 };
	struct trial trial = {attempt, as};
	char *stack = memory_alloc(STACK);
	int status = 0;
	pid_t pid = clone(trial_run, stack + STACK,
			  CLONE_VM | CLONE_VFORK | SIGCHLD, &trial);
	waitpid(pid, &status, 0);
	free(stack);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 256;
}

static bool is_refusal(int error)
{
	return error == EACCES || error == EPERM || error == ENOSYS;
}

/* Runs the attempts, all of Landlock's or of seccomp's; returns how many did
   not go as they should. */
static int attempt_all(bool of_files, bool reader)
{
	int wrong = 0;
	for (size_t i = 0; i < ATTEMPTS; i++) {
		const struct attempt *row = &attempts[i];
		if (row->files != of_files)
			continue;
		int error = attempt_in(row, reader ? READING : PRINTER);
		bool can = row->who == ALL || (row->who == READER && reader);
		if (can ? error == 0 : is_refusal(error))
			continue;
		print_error("%s: expected it to %s, came %s\n", row->name,
			    can ? "go well" : "be refused",
			    error < 256 ? strerror(error) : "a crash");
		wrong++;
	}
	return wrong;
}

static int make_world(void **state)
{
	static char folder[] = "/tmp/manicule-test-XXXXXX";
	struct str path = {0};
	char *home = strdup(folder);
	if (!support_make(home, files, FILES) || chdir(home) < 0 ||
	    symlink("../../other/linked.txt", "d/articles/link.txt") < 0)
		return -1;
	str_addf(&path, "%s/state", home);
	setenv("XDG_STATE_HOME", str_get(&path), 1);
	setenv("TERMINFO_DIRS", "/usr/share/terminfo::/nowhere:", 1);
	str_release(&path);
	*state = home;
	return 0;
}

static int remove_world(void **state)
{
	static const char *const made[] = {
		"state/manicule/kept", "state/manicule/lock",
		"state/manicule",      "d/articles/link.txt",
		"other/kept",          "other/new",
		"d/articles/b.txt",    "d/new",
	};
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		remove(made[i]);
	bool removed = support_remove(*state, files, FILES);
	free(*state);
	return removed && chdir("/") == 0 ? 0 : -1;
}

static void need(bool available)
{
	if (!available) {
		puts("skipped: nothing to confine by");
		skip();
	}
}

static void test_files(void **state)
{
	(void)state;
	need(landlock_version() >= 3);
	assert_int_equal(attempt_all(true, true), 0);
	assert_int_equal(attempt_all(true, false), 0);
}

static void test_calls(void **state)
{
	(void)state;
	need(seccomp_available());
	assert_int_equal(attempt_all(false, true), 0);
	assert_int_equal(attempt_all(false, false), 0);
}

/* Each of these shows that an attempt fails by confinement alone. */
static void test_unconfined(void **state)
{
	static const char *const always[] = {
		"read elsewhere", "make a file elsewhere",
		"symlink",        "chmod",
		"fork",           "a TCP socket",
		"a Unix socket",  "memory that can be run",
		"memfd_create",   "prctl",
	};
	(void)state;
	assert_int_equal(keep_state(), 0); /* its folder is there */
	for (size_t i = 0; i < ATTEMPTS; i++)
		for (size_t j = 0; j < sizeof always / sizeof *always; j++)
			if (strcmp(attempts[i].name, always[j]) == 0)
				assert_int_equal(attempts[i].run(), 0);
	remove("state/manicule/link");
	remove("other/new");
}

/* With LESSSECURE the reader keeps nothing, and needs no right to; what is
   kept it reads. */
static void test_secure(void **state)
{
	static const struct attempt look = {.run = read_kept};
	const struct attempt *keep = attempts;
	(void)state;
	need(landlock_version() >= 3);
	while (keep->run != keep_state)
		keep++;
	assert_int_equal(attempt_in(keep, READING), 0);
	assert_true(is_refusal(attempt_in(keep, SECURE)));
	assert_int_equal(attempt_in(&look, SECURE), 0);
}

/* What --version says is what there is. */
static void test_describe(void **state)
{
	(void)state;
	struct options options = {0};
	struct str words = {0};
	confine_describe(&options, &words);
	assert_true(!strstr(str_get(&words), "Landlock") ==
		    !landlock_version());
	assert_true(!strstr(str_get(&words), "seccomp") ==
		    !seccomp_available());
	str_clear(&words);
	options.unconfined = true;
	confine_describe(&options, &words);
	assert_int_equal(words.len, 0);
	str_release(&words);
}

/* What Landlock alone forbids beside files, where a kernel has no seccomp. */
static int landlock_alone(int (*run)(void))
{
	int status = 0;
	pid_t pid = fork();
	if (pid == 0) {
		landlock_apply(landlock_begin());
		_exit(run());
	}
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static int connect_tcp(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = 1};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return failed(connect(fd, (const struct sockaddr *)&to, sizeof to));
}

static const struct sockaddr_un abstract = {
	.sun_family = AF_UNIX,
	.sun_path = "\0manicule-test",
};

static int connect_abstract(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return failed(connect(fd, (const struct sockaddr *)&abstract,
			      sizeof abstract));
}

static void test_landlock_alone(void **state)
{
	(void)state;
	need(landlock_version() >= 4);
	assert_int_equal(landlock_alone(connect_tcp), EACCES);
	assert_int_equal(landlock_alone(run_program), EACCES);
	need(landlock_version() >= 6);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(
		bind(fd, (const struct sockaddr *)&abstract, sizeof abstract),
		0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(landlock_alone(connect_abstract), EPERM);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_calls),
		cmocka_unit_test(test_unconfined),
		cmocka_unit_test(test_secure),
		cmocka_unit_test(test_describe),
		cmocka_unit_test(test_landlock_alone),
	};
	return cmocka_run_group_tests(tests, make_world, remove_world);
}
