/* The process that starts programs: what it runs, with which arguments, what
   it refuses, and that it ends with whoever started it. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/str.h"
#include "tests/unit/support.h"
#include "tui/spawner.h"

/* Writes its arguments and whether LINES is set to `ran`; the browser, for
   whom nobody waits, by a rename. */
static const char script[] = "#!/bin/sh\n"
			     "printf '<%s>' \"$@\" \"${LINES-none}\" >ran.new\n"
			     "mv ran.new ran\n";

static const struct support_file files[] = {
	{"d", NULL},
	{"d/articles", NULL},
	{"d/articles/a.txt", "Words.\n"},
	{"d/articles/-b.txt", "Words.\n"},
	{"d/secret", "Secret.\n"},
	{"other.txt", "Words.\n"},
	{"vi", script},
	{"kill", "#!/bin/sh\nkill -KILL $$\n"},
};
enum { FILES = sizeof files / sizeof *files };

static int make_world(void **state)
{
	static char folder[] = "/tmp/manicule-test-XXXXXX";
	if (!support_make(folder, files, FILES) || chdir(folder) < 0 ||
	    chmod("vi", 0700) < 0 || chmod("kill", 0700) < 0 ||
	    symlink("../../other.txt", "d/articles/link.txt") < 0)
		return -1;
	*state = folder;
	return 0;
}

static int remove_world(void **state)
{
	remove("ran");
	remove("d/articles/link.txt");
	return support_remove(*state, files, FILES) && chdir("/") == 0 ? 0 : -1;
}

static void start(struct spawner *spawner, const char *editor)
{
	static const char *const folders[] = {"d", "d/articles",
					      "d/annotations"};
	setenv("VISUAL", editor, 1);
	setenv("BROWSER", "./vi -new", 1);
	setenv("LINES", "24", 1);
	spawner_start(spawner, folders, 3);
	/* What is decided is decided. */
	setenv("VISUAL", "/bin/false", 1);
	setenv("BROWSER", "/bin/false", 1);
}

/* What the program that ran was given; waits for it. */
static void assert_ran(const char *expected)
{
	char came[256] = "";
	for (int i = 0; i < 5000 && access("ran", F_OK) < 0; i++)
		usleep(1000);
	FILE *file = fopen("ran", "r");
	assert_non_null(file);
	size_t len = fread(came, 1, sizeof came - 1, file);
	came[len] = '\0';
	fclose(file);
	remove("ran");
	assert_string_equal(came, expected);
}

static const struct {
	const char *name, *file;
	size_t line;
	int error;
	const char *ran;
} edits[] = {
	{"a text at its line", "d/articles/a.txt", 7, 0,
	 "<-x><+7><d/articles/a.txt><none>"},
	{"no line", "d/articles/a.txt", 0, 0, "<-x><d/articles/a.txt><none>"},
	{"another way to write it", "d/../d/articles/a.txt", 1, 0,
	 "<-x><+1><d/../d/articles/a.txt><none>"},
	{"a file to come", "d/annotations/../articles/new.yaml", 0, ENOENT,
	 NULL},
	{"a file to come", "d/articles/new.yaml", 0, 0,
	 "<-x><d/articles/new.yaml><none>"},
	{"a link, which is the user's own", "d/articles/link.txt", 0, 0,
	 "<-x><d/articles/link.txt><none>"},
	{"a file outside", "other.txt", 0, EACCES, NULL},
	{"a file outside by ..", "d/articles/../../other.txt", 0, EACCES, NULL},
	{"no text", "d/secret", 0, EACCES, NULL},
	{"no folder", "nowhere/a.txt", 0, ENOENT, NULL},
	{"an ending alone", ".txt", 0, EACCES, NULL},
	{"nothing", "", 0, EACCES, NULL},
};

static void test_edit(void **state)
{
	struct spawner spawner;
	(void)state;
	start(&spawner, " ./vi\t-x ");
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		struct place place = {edits[i].file, edits[i].line, 0};
		int error = spawner_edit(&spawner, &place);
		if (error != edits[i].error)
			print_error("%s\n", edits[i].name);
		assert_int_equal(error, edits[i].error);
		if (edits[i].ran)
			assert_ran(edits[i].ran);
	}
	spawner_end(&spawner);
}

static void test_dash(void **state)
{
	static const char *const here[] = {"."};
	struct spawner spawner;
	(void)state;
	assert_int_equal(chdir("d/articles"), 0);
	setenv("VISUAL", "../../vi", 1);
	spawner_start(&spawner, here, 1);
	assert_int_equal(
		spawner_edit(&spawner, &(struct place){"-b.txt", 2, 0}), 0);
	spawner_end(&spawner);
	assert_ran("<+2><./-b.txt><none>");
	assert_int_equal(chdir("../.."), 0);
}

static void test_cannot(void **state)
{
	struct spawner spawner;
	char much[200000];
	struct place place = {much, 1, 0};
	(void)state;
	start(&spawner, "./missing");
	memset(much, 'x', sizeof much - 1);
	much[sizeof much - 1] = '\0';
	assert_int_equal(spawner_edit(&spawner, &place), E2BIG);
	spawner_end(&spawner);
	assert_int_equal(spawner_edit(&spawner, &place), EAGAIN);
}

static void test_missing(void **state)
{
	struct spawner spawner;
	const char *wrap = getenv("WRAP");
	(void)state;
	if (wrap && strstr(wrap, "valgrind")) {
		puts("skipped: posix_spawn() tells no error in valgrind");
		skip();
	}
	start(&spawner, "./missing");
	assert_int_equal(
		spawner_edit(&spawner,
			     &(struct place){"d/articles/a.txt", 1, 0}),
		ENOENT);
	spawner_end(&spawner);
}

/* What the editor says of its end comes back. */
static void test_failed(void **state)
{
	static const struct {
		const char *name, *editor;
		int error;
	} ends[] = {
		{"done", "true", 0},
		{"failed", "false", -1},
		{"killed", "./kill", -(128 + SIGKILL)},
	};
	(void)state;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct spawner spawner;
		start(&spawner, ends[i].editor);
		int error = spawner_edit(
			&spawner, &(struct place){"d/articles/a.txt", 1, 0});
		if (error != ends[i].error)
			print_error("%s\n", ends[i].name);
		assert_int_equal(error, ends[i].error);
		spawner_end(&spawner);
	}
}

static void test_browse(void **state)
{
	static const char *const never[] = {
		"file:///etc/passwd",   "javascript:alert(1)",
		"https://a.example/ b", "--help",
		"https://a.example/\n", "",
	};
	struct spawner spawner;
	(void)state;
	start(&spawner, "./vi");
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_int_equal(spawner_browse(&spawner, never[i]), EACCES);
	assert_int_equal(spawner_browse(&spawner, "https://a.example/?b='$c'"),
			 0);
	assert_ran("<-new><https://a.example/?b='$c'><none>");
	spawner_end(&spawner);
}

/* A reader that has been taken over may send anything. */
static void test_mad_reader(void **state)
{
	static const struct {
		uint32_t wanted, len;
		uint64_t line;
		char operand[8];
		int error; /* -1: it ends */
	} rows[] = {
		{7, 5, 0, "a.txt", EINVAL},
		{0, 6, 0, "a\0.txt", EINVAL},
		{0, UINT32_MAX, 0, "a.txt", -1},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct spawner spawner;
		int error = -1;
		start(&spawner, "./vi");
		send(spawner.socket, &rows[i], 16, MSG_NOSIGNAL);
		send(spawner.socket, rows[i].operand,
		     rows[i].len < 8 ? rows[i].len : 8, MSG_NOSIGNAL);
		if (read(spawner.socket, &error, sizeof error) < 4)
			error = -1;
		assert_int_equal(error, rows[i].error);
		spawner_end(&spawner);
	}
}

/* Whether the process is there, or a zombie of somebody else's. */
static bool is_there(pid_t pid)
{
	char path[64], line[256] = "";
	snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
	FILE *file = fopen(path, "r");
	if (!file)
		return false;
	bool read_it = fgets(line, sizeof line, file) != NULL;
	fclose(file);
	const char *state = strrchr(line, ')');
	return read_it && state && state[2] != 'Z';
}

static void test_end(void **state)
{
	struct spawner spawner;
	int pipes[2];
	pid_t other = 0;
	(void)state;
	start(&spawner, "./vi");
	assert_true(is_there(spawner.pid));
	spawner_end(&spawner);
	assert_int_equal(kill(spawner.pid, 0), -1);

	/* Its reader is killed. */
	assert_int_equal(pipe(pipes), 0);
	pid_t reader = fork();
	if (reader == 0) {
		start(&spawner, "./vi");
		ssize_t sent = write(pipes[1], &spawner.pid, sizeof(pid_t));
		_exit(sent < 0 || kill(getpid(), SIGKILL) < 0);
	}
	assert_int_equal(read(pipes[0], &other, sizeof other), sizeof other);
	waitpid(reader, NULL, 0);
	for (int i = 0; i < 5000 && is_there(other); i++)
		usleep(1000);
	assert_false(is_there(other));
	close(pipes[0]);
	close(pipes[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edit),
		cmocka_unit_test(test_dash),
		cmocka_unit_test(test_cannot),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_failed),
		cmocka_unit_test(test_browse),
		cmocka_unit_test(test_mad_reader),
		cmocka_unit_test(test_end),
	};
	return cmocka_run_group_tests(tests, make_world, remove_world);
}
