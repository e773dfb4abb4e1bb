/* Files kept between runs: whole, versioned, locked, put aside. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "tests/unit/support.h"
#include "tui/store.h"

static const struct store_file file = {"things", 2};

struct fixture {
	struct dossier dossier;
	char *here; /* the key of its lines */
	char folder[64];
};

static void path_of(const struct fixture *f, const char *name, char path[128])
{
	snprintf(path, 128, "%s/manicule/%s", f->folder, name);
}

static int setup(void **state)
{
	static struct fixture f;
	static char dot[] = ".";
	char path[128];
	f = (struct fixture){.dossier.path = dot};
	strcpy(f.folder, "/tmp/manicule-test-XXXXXX");
	f.here = realpath(".", NULL);
	if (!f.here || !mkdtemp(f.folder) ||
	    setenv("XDG_STATE_HOME", f.folder, 1) < 0)
		return -1;
	path_of(&f, "", path);
	*state = &f;
	return mkdir(path, 0700);
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char command[128];
	free(f->here);
	snprintf(command, sizeof command, "rm -rf %s", f->folder);
	/* NOLINTNEXTLINE(cert-env33-c): the name is mkdtemp()'s */
	return system(command);
}

/* Writes a file, with %s in it for the dossier's path. */
static void write_file(const struct fixture *f, const char *name,
		       const char *text)
{
	char path[128];
	path_of(f, name, path);
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	for (const char *at = text; *at; at++)
		if (*at == '@')
			fputs(f->here, out);
		else
			putc(*at, out);
	assert_int_equal(fclose(out), 0);
}

static void assert_file(const struct fixture *f, const char *name,
			const char *expected)
{
	char path[128], came[4096] = "";
	struct str words = {0};
	path_of(f, name, path);
	FILE *in = fopen(path, "r");
	if (!expected) {
		assert_null(in);
		return;
	}
	assert_non_null(in);
	size_t n = fread(came, 1, sizeof came - 1, in);
	came[n] = '\0';
	fclose(in);
	for (const char *at = expected; *at; at++)
		if (*at == '@')
			str_adds(&words, f->here);
		else
			str_addc(&words, *at);
	assert_string_equal(came, str_get(&words));
	str_release(&words);
}

static void merge(const void *context, const struct str *old, struct str *lines)
{
	str_addf(lines, "%s%s\n", str_get(old), (const char *)context);
}

static struct store_report write_line(struct fixture *f, const char *line)
{
	struct store_report report = {.what = STORE_FINE};
	store_write(&f->dossier, &file, merge, line, &report);
	return report;
}

/* What is read from a file, and what becomes of it when a line is added. */
static const struct {
	const char *before, *lines;
	int read, write; /* what is reported; a damaged one only once */
	const char *after, *aside;
} cases[] = {
	{NULL, "", STORE_FINE, STORE_FINE, "manicule 1\n@\tn\t0\n", NULL},
	{"", "", STORE_FINE, STORE_FINE, "manicule 1\n@\tn\t0\n", NULL},
	{"manicule 1\n@\ta\t1\n/elsewhere\tb\t2\n", "a\t1\n", STORE_FINE,
	 STORE_FINE, "manicule 1\n/elsewhere\tb\t2\n@\ta\t1\n@\tn\t0\n", NULL},
	/* Of a later version, whatever it means. */
	{"manicule 2\n{json?}", "", STORE_LATER, STORE_LATER,
	 "manicule 2\n{json?}", NULL},
	{"manicule 18446744073709551617\n", "", STORE_LATER, STORE_LATER,
	 "manicule 18446744073709551617\n", NULL},
	/* Damaged: no version, cut, too few fields, no path, not text. */
	{"@\ta\t1\n", "", STORE_DAMAGED, STORE_FINE, "manicule 1\n@\tn\t0\n",
	 "@\ta\t1\n"},
	{"manicule 1\n@\ta\t1", "", STORE_DAMAGED, STORE_FINE,
	 "manicule 1\n@\tn\t0\n", "manicule 1\n@\ta\t1"},
	{"manicule 1\n@\ta\n", "", STORE_DAMAGED, STORE_FINE,
	 "manicule 1\n@\tn\t0\n", "manicule 1\n@\ta\n"},
	{"manicule 1\nx\ta\t1\n", "", STORE_DAMAGED, STORE_FINE,
	 "manicule 1\n@\tn\t0\n", "manicule 1\nx\ta\t1\n"},
	{"manicule 1\n\n", "", STORE_DAMAGED, STORE_FINE,
	 "manicule 1\n@\tn\t0\n", "manicule 1\n\n"},
	{"manicule x\n", "", STORE_DAMAGED, STORE_FINE, "manicule 1\n@\tn\t0\n",
	 "manicule x\n"},
	{"manicule 1 \n", "", STORE_DAMAGED, STORE_FINE,
	 "manicule 1\n@\tn\t0\n", "manicule 1 \n"},
	{"manicule 01\n", "", STORE_DAMAGED, STORE_FINE,
	 "manicule 1\n@\tn\t0\n", "manicule 01\n"},
	{"manicule 1", "", STORE_DAMAGED, STORE_FINE, "manicule 1\n@\tn\t0\n",
	 "manicule 1"},
};

static void test_cases(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct store_report report = {.what = STORE_FINE};
		struct str lines = {0};
		print_message("case %zu\n", i);
		if (cases[i].before)
			write_file(f, file.name, cases[i].before);
		store_read(&f->dossier, &file, false, &lines, &report);
		assert_string_equal(str_get(&lines), cases[i].lines);
		assert_int_equal(report.what, cases[i].read);
		str_release(&report.path);
		report = write_line(f, "n\t0");
		assert_int_equal(report.what, cases[i].write);
		str_release(&report.path);
		assert_file(f, file.name, cases[i].after);
		assert_file(f, "things.damaged", cases[i].aside);
		char path[128];
		path_of(f, "things.damaged", path);
		remove(path);
		path_of(f, file.name, path);
		remove(path);
		str_release(&lines);
	}
}

/* One that was put aside is never overwritten; with nine of them, the damaged
   one stays where it is. */
static void test_aside(void **state)
{
	struct fixture *f = *state;
	char text[32], name[32];
	for (int i = 1; i <= 9; i++) {
		snprintf(text, sizeof text, "damage %d", i);
		write_file(f, file.name, text);
		struct store_report report = write_line(f, "n\t0");
		assert_int_equal(report.what, STORE_DAMAGED);
		str_release(&report.path);
	}
	for (int i = 1; i <= 9; i++) {
		snprintf(text, sizeof text, "damage %d", i);
		snprintf(name, sizeof name, "things.damaged%.0d", i);
		if (i == 1)
			strcpy(name, "things.damaged");
		assert_file(f, name, text);
	}
	write_file(f, file.name, "damage 10");
	struct store_report report = write_line(f, "n\t0");
	assert_int_equal(report.what, STORE_STUCK);
	assert_int_equal(report.error, EEXIST);
	assert_non_null(strstr(report.path.bytes, "/manicule/things"));
	str_release(&report.path);
	assert_file(f, file.name, "damage 10");
}

/* Where no file may be written, a damaged one stays where it is. */
static void test_secure(void **state)
{
	struct fixture *f = *state;
	struct store_report report = {.what = STORE_FINE};
	struct str lines = {0};
	write_file(f, file.name, "damage");
	assert_false(store_read(&f->dossier, &file, true, &lines, &report));
	assert_int_equal(report.what, STORE_STUCK);
	assert_file(f, file.name, "damage");
	assert_file(f, "things.damaged", NULL);
	assert_file(f, "lock", NULL);
	str_release(&report.path);
}

/* What a killed reader has left; a link, of which only the name is replaced;
   modes. */
static void test_around(void **state)
{
	struct fixture *f = *state;
	char path[128], target[128];
	struct stat info;
	write_file(f, ".things.new", "half a li");
	write_file(f, "target", "manicule 1\n@\ta\t1\n");
	path_of(f, file.name, path);
	path_of(f, "target", target);
	chmod(target, 0644);
	assert_int_equal(symlink(target, path), 0);
	assert_int_equal(write_line(f, "n\t0").what, STORE_FINE);
	assert_file(f, ".things.new", NULL);
	assert_file(f, "target", "manicule 1\n@\ta\t1\n");
	assert_file(f, file.name, "manicule 1\n@\ta\t1\n@\tn\t0\n");
	assert_int_equal(lstat(path, &info), 0);
	assert_int_equal(info.st_mode, S_IFREG | 0600);
}

/* What is no file is left alone. */
static void test_no_file(void **state)
{
	struct fixture *f = *state;
	char path[128];
	path_of(f, file.name, path);
	assert_int_equal(mkdir(path, 0700), 0);
	struct store_report report = write_line(f, "n\t0");
	assert_int_equal(report.what, STORE_UNREAD);
	assert_int_equal(report.error, EISDIR);
	str_release(&report.path);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	report = write_line(f, "n\t0");
	assert_int_equal(report.what, STORE_UNREAD);
	str_release(&report.path);
}

/* The lock is waited for, but not for ever. */
static void test_busy(void **state)
{
	struct fixture *f = *state;
	char path[128];
	path_of(f, "lock", path);
	int lock = open(path, O_RDWR | O_CREAT, 0600);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	struct store_report report = write_line(f, "n\t0");
	assert_int_equal(report.what, STORE_BUSY);
	assert_file(f, file.name, NULL);
	str_release(&report.path);
	close(lock);
	assert_int_equal(write_line(f, "n\t0").what, STORE_FINE);
}

/* One that is damaged is not touched while another reader has the lock. */
static void test_busy_damaged(void **state)
{
	struct fixture *f = *state;
	struct store_report report = {.what = STORE_FINE};
	struct str lines = {0};
	char path[128];
	path_of(f, "lock", path);
	int lock = open(path, O_RDWR | O_CREAT, 0600);
	assert_int_equal(flock(lock, LOCK_EX), 0);
	write_file(f, file.name, "damage");
	assert_false(store_read(&f->dossier, &file, false, &lines, &report));
	assert_int_equal(report.what, STORE_STUCK);
	assert_int_equal(report.error, EAGAIN);
	assert_file(f, file.name, "damage");
	str_release(&report.path);
	close(lock);
}

/* A lock that is a link leads nowhere: nobody's file is made or emptied. */
static void test_lock_link(void **state)
{
	struct fixture *f = *state;
	char path[128];
	path_of(f, "lock", path);
	assert_int_equal(symlink("elsewhere", path), 0);
	struct store_report report = write_line(f, "n\t0");
	assert_int_equal(report.what, STORE_UNSAVED);
	assert_int_equal(report.error, ELOOP);
	assert_file(f, "elsewhere", NULL);
	assert_file(f, file.name, NULL);
	str_release(&report.path);
}

/* Too large to be one of ours: put aside.  Of too many lines, which other
   dossiers have left, the oldest go. */
static void test_large(void **state)
{
	struct fixture *f = *state;
	struct str text = {0}, read = {0};
	struct store_report report = {.what = STORE_FINE};
	char path[128];
	str_adds(&text, "manicule 1\n");
	while (text.len <= 1 << 20)
		str_adds(&text, "/elsewhere\tb\t2\n");
	write_file(f, file.name, text.bytes);
	assert_false(store_read(&f->dossier, &file, false, &read, &report));
	assert_int_equal(report.what, STORE_DAMAGED);
	str_release(&report.path);
	str_clear(&text);
	str_adds(&text, "manicule 1\n");
	for (int i = 0; i < 2100; i++)
		str_addf(&text, "/e%d\tb\t2\n", i);
	write_file(f, file.name, text.bytes);
	assert_int_equal(write_line(f, "n\t0").what, STORE_FINE);
	path_of(f, file.name, path);
	FILE *in = fopen(path, "r");
	char line[256] = "";
	assert_non_null(in);
	assert_non_null(fgets(line, sizeof line, in));
	assert_non_null(fgets(line, sizeof line, in));
	assert_string_equal(line, "/e100\tb\t2\n");
	fclose(in);
	str_release(&text);
	str_release(&read);
}

/* A dossier whose path no line can hold has nothing kept, nor has the home of
   nobody; both are as if there had been nothing. */
static void test_nameless(void **state)
{
	struct fixture *f = *state;
	char odd[128], dash[] = "-";
	path_of(f, "a\tb", odd);
	assert_int_equal(mkdir(odd, 0700), 0);
	f->dossier.path = odd;
	assert_int_equal(write_line(f, "n\t0").what, STORE_FINE);
	assert_file(f, file.name, NULL);
	f->dossier.path = dash;
	assert_int_equal(write_line(f, "n\t0").what, STORE_FINE);
	assert_file(f, file.name, NULL);
	assert_int_equal(rmdir(odd), 0);
	f->dossier.path = odd;
	struct store_report report = write_line(f, "n\t0");
	assert_int_equal(report.what, STORE_UNSAVED);
	assert_int_equal(report.error, ENOENT);
	str_release(&report.path);
}

/* Relative paths are ignored, as the XDG specification wants it. */
static void test_relative(void **state)
{
	struct fixture *f = *state;
	struct str path = {0};
	char *home = strdup(getenv("HOME") ? getenv("HOME") : "/");
	assert_true(store_folder(&path, true));
	str_release(&path);
	setenv("XDG_STATE_HOME", "state", 1);
	setenv("HOME", f->folder, 1);
	assert_false(store_folder(&path, false));
	str_clear(&path);
	assert_true(store_folder(&path, true));
	assert_string_equal(path.bytes + strlen(f->folder),
			    "/.local/state/manicule");
	str_release(&path);
	setenv("HOME", "home", 1);
	assert_false(store_folder(&path, true));
	assert_int_equal(write_line(f, "n\t0").what, STORE_FINE);
	setenv("HOME", "/dev/null", 1);
	assert_false(store_folder(&path, true));
	setenv("HOME", home, 1);
	str_release(&path);
	free(home);
}

/* Eight readers at once, each with a line of its own: all are kept. */
static void test_many(void **state)
{
	struct fixture *f = *state;
	enum { READERS = 8, LINES = 5 };
	for (int i = 0; i < READERS; i++)
		if (fork() == 0) {
			bool fine = true;
			for (int j = 0; j < LINES; j++) {
				char line[32];
				snprintf(line, sizeof line, "r%d\t%d", i, j);
				fine &= write_line(f, line).what == STORE_FINE;
			}
			_exit(!fine);
		}
	int status;
	while (wait(&status) > 0)
		assert_int_equal(status, 0);
	struct store_report report = {.what = STORE_FINE};
	struct str lines = {0};
	store_read(&f->dossier, &file, false, &lines, &report);
	for (int i = 0; i < READERS * LINES; i++) {
		char line[32];
		snprintf(line, sizeof line, "r%d\t%d\n", i / LINES, i % LINES);
		assert_non_null(strstr(str_get(&lines), line));
	}
	str_release(&lines);
}

/* Adds a line where there is no room for it: the old file stays, whole. */
static bool full_keeps(struct fixture *f, int error)
{
	struct store_report report = write_line(f, "new\t1");
	struct store_report again = {.what = STORE_FINE};
	struct str lines = {0};
	store_read(&f->dossier, &file, false, &lines, &again);
	bool fine = report.what == STORE_UNSAVED && report.error == error &&
		    again.what == STORE_FINE &&
		    !strcmp(str_get(&lines), "old\t0\n");
	str_release(&report.path);
	str_release(&lines);
	return fine;
}

static void test_limited(void **state)
{
	struct fixture *f = *state;
	struct rlimit old, little;
	assert_int_equal(write_line(f, "old\t0").what, STORE_FINE);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	little = (struct rlimit){8, old.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
	bool kept = full_keeps(f, EFBIG);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_true(kept);
	assert_int_equal(write_line(f, "new\t1").what, STORE_FINE);
}

enum { NO_MOUNT = 77 };

/* With a disk of 64 KiB of its own in the folder's place. */
static int fill_disk(struct fixture *f)
{
	static const char block[4096];
	char path[128];
	path_of(f, "", path);
	if ((unshare(CLONE_NEWNS) != 0 &&
	     unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) ||
	    mount("none", "/", "", MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("none", path, "tmpfs", 0, "size=64k") != 0)
		return NO_MOUNT;
	bool fine = write_line(f, "old\t0").what == STORE_FINE;
	path_of(f, "rest", path);
	int rest = open(path, O_WRONLY | O_CREAT, 0600);
	while (write(rest, block, sizeof block) > 0)
		;
	close(rest);
	fine &= errno == ENOSPC && full_keeps(f, ENOSPC);
	unlink(path);
	fine &= write_line(f, "new\t1").what == STORE_FINE;
	return !fine;
}

static void test_full(void **state)
{
	int status;
	pid_t pid = fork();
	if (pid == 0)
		_exit(fill_disk(*state));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == NO_MOUNT) {
		puts("skipped: no disk can be mounted here");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* A folder that cannot be made. */
static void test_unsaved(void **state)
{
	struct fixture *f = *state;
	char path[128];
	write_file(f, "plain", "");
	path_of(f, "plain", path);
	setenv("XDG_STATE_HOME", path, 1);
	struct store_report report = write_line(f, "n\t0");
	assert_int_equal(report.what, STORE_UNSAVED);
	assert_int_equal(report.error, ENOTDIR);
	str_release(&report.path);
	/* Where there is none, there is nothing to say. */
	unsetenv("XDG_STATE_HOME");
	char *home = strdup(getenv("HOME") ? getenv("HOME") : "/");
	unsetenv("HOME");
	assert_int_equal(write_line(f, "n\t0").what, STORE_FINE);
	setenv("HOME", home, 1);
	free(home);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cases),        TEST(test_aside),
		TEST(test_secure),       TEST(test_around),
		TEST(test_no_file),      TEST(test_busy),
		TEST(test_many),         TEST(test_limited),
		TEST(test_full),         TEST(test_unsaved),
		TEST(test_busy_damaged), TEST(test_lock_link),
		TEST(test_large),        TEST(test_nameless),
		TEST(test_relative),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
