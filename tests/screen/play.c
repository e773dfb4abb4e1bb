/*
 * play - plays a script of keys to a program in a terminal and prints the
 * screens that it asks for:  play FILE.screen
 *
 * One command a line; blank lines and those that start with # say nothing.
 *   size 120x40        of the terminal; before run
 *   env NAME=value     for the program; before run
 *   run ARGUMENTS      starts $PROGRAM with them, as a shell reads them
 *   exec COMMAND       starts another program instead
 *   ahead KEY…         presses them as soon as the next program is started,
 *                      without waiting for it
 *   sh COMMAND         runs a command in between, with the same environment
 *   hold FILE COMMAND  has who opens FILE, below $HOME, wait until a command
 *                      has run, which begins then; ends the hold before it
 *   keys KEY…          presses them one by one, each when the program is at
 *                      rest (picture.h has the names)
 *   burst KEY…         presses them at once
 *   type TEXT          sends the rest of the line at once
 *   bytes c3 a9        sends them, which need not be whole characters
 *   click ROW COLUMN   and `wheel up|down ROW COLUMN`, from 1
 *   drag ROW COLUMN ROW COLUMN
 *   resize 60x15
 *   signal NAME        TERM HUP INT QUIT TSTP CONT WINCH
 *   hangup             closes the terminal; fails unless the program ends then
 *   expect LABEL       prints the screen
 *   same LABEL         fails unless the screen is again what it was there
 *   steady SEED TIMES KEY…  presses so many of the keys, at random, and fails
 *                      unless the screen is the same when all of it is drawn
 *                      again after each, for a window that has been wider
 *   status 0           fails unless the program has ended with that status
 *                      and given the terminal back as it was; 128 + N where
 *                      signal N ended it
 * It all runs in the script's own folder, with HOME and the XDG folders in a
 * new, empty one.  Exits 1 when anything failed, and says on standard error
 * what.
 */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/screen/child.h"
#include "tests/screen/picture.h"
#include "tests/unit/support.h"

enum { MAX_ENV = 64, MAX_SHOTS = 256, MAX_KEYS = 64 };

struct play {
	const char *file, *home;
	int line;
	int rows, columns;
	char *env[MAX_ENV + 1];
	size_t env_count;
	bool running; /* child and terminal are in use */
	struct child child;
	struct terminal terminal;
	char *ahead;  /* keys for the program that is started next */
	pid_t holder; /* of a file; 0: none */
	struct {
		char *label, *picture;
	} shots[MAX_SHOTS];
	size_t shot_count;
	bool failed;
};

static void complain(struct play *play, const char *words, const char *detail)
{
	fprintf(stderr, "%s:%d: %s%s%s\n", play->file, play->line, words,
		*detail ? ": " : "", detail);
	play->failed = true;
}

static void *checked(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static char *draw(const struct play *play)
{
	char *picture = NULL;
	size_t len;
	FILE *out = checked(open_memstream(&picture, &len));
	terminal_draw(&play->terminal, out);
	fclose(out);
	return picture;
}

static void take(void *user, const char *bytes, size_t len)
{
	terminal_take(user, bytes, len);
}

static void settle(struct play *play)
{
	const char *limit = getenv("STEP_SECONDS");
	if (!child_settle(&play->child, limit ? atoi(limit) : 20, take,
			  &play->terminal))
		complain(play, "the program did not come to rest", "");
}

static void set_env(struct play *play, const char *assignment)
{
	size_t name = strcspn(assignment, "=") + 1;
	size_t i = 0;
	while (i < play->env_count &&
	       strncmp(play->env[i], assignment, name) != 0)
		i++;
	if (i == MAX_ENV) {
		complain(play, "too many variables", assignment);
		return;
	}
	if (i == play->env_count)
		play->env_count++;
	free(play->env[i]);
	play->env[i] = checked(strdup(assignment));
}

static bool parse_size(struct play *play, const char *words)
{
	char end;
	if (sscanf(words, "%dx%d%c", &play->columns, &play->rows, &end) == 2 &&
	    play->columns > 0 && play->rows > 0)
		return true;
	complain(play, "not a size", words);
	return false;
}

static void do_size(struct play *play, char *words)
{
	parse_size(play, words);
}

static void do_env(struct play *play, char *words)
{
	set_env(play, words);
}

/* Sends what is pressed ahead; the program may still be starting. */
static void send_ahead(struct play *play)
{
	char bytes[64], *rest = NULL;
	for (char *key = strtok_r(play->ahead, " ", &rest); key;
	     key = strtok_r(NULL, " ", &rest)) {
		size_t len = terminal_key(&play->terminal, key, bytes,
					  sizeof bytes);
		child_send(&play->child, bytes, len);
	}
	free(play->ahead);
	play->ahead = NULL;
}

/* The shell becomes the program: prefix, then words, is its command. */
static void start(struct play *play, const char *prefix, const char *words)
{
	char *command;
	if (play->running) {
		child_release(&play->child);
		terminal_release(&play->terminal);
	}
	if (asprintf(&command, "exec %s %s", prefix, words) < 0)
		abort();
	terminal_init(&play->terminal, play->rows, play->columns);
	play->running = true;
	if (!child_start(&play->child, command, play->env, play->rows,
			 play->columns)) {
		complain(play, "cannot start", strerror(errno));
	} else {
		if (play->ahead)
			send_ahead(play);
		settle(play);
	}
	free(command);
}

static void do_ahead(struct play *play, char *words)
{
	free(play->ahead);
	play->ahead = checked(strdup(words));
}

static void do_run(struct play *play, char *words)
{
	start(play, "$WRAP \"$PROGRAM\"", words);
}

static void do_exec(struct play *play, char *words)
{
	start(play, "", words);
}

static void do_sh(struct play *play, char *words)
{
	pid_t pid = fork();
	int status = -1;
	if (pid == 0) {
		dup2(2, 1);
		execle("/bin/sh", "sh", "-c", words, (char *)NULL, play->env);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	if (status != 0)
		complain(play, "the command failed", words);
	else if (play->running)
		settle(play);
}

static void hold_end(struct play *play)
{
	if (play->holder > 0) {
		kill(-play->holder, SIGKILL);
		waitpid(play->holder, NULL, 0);
	}
	play->holder = 0;
}

/* The lease ends with the process, which leads a group for its command. */
static _Noreturn void hold(const char *file, const char *command, int told)
{
	setpgid(0, 0);
	if (support_hold(file) < 0 || write(told, "", 1) != 1)
		_exit(1);
	dup2(2, 1);
	support_hold_wait();
	/* NOLINTNEXTLINE(cert-env33-c): a script's words are a shell's */
	_exit(system(command) != 0);
}

static void do_hold(struct play *play, char *words)
{
	char *command = words + strcspn(words, " "), *file, byte;
	int held[2];
	if (*command)
		*command++ = '\0';
	hold_end(play);
	if (asprintf(&file, "%s/%s", play->home, words) < 0 ||
	    pipe2(held, O_CLOEXEC) != 0)
		abort();
	play->holder = fork();
	if (play->holder == 0) {
		/* Who keeps a terminal open keeps its session. */
		if (play->running) {
			close(play->child.slave);
			close(play->child.master);
		}
		environ = play->env;
		hold(file, command, held[1]);
	}
	close(held[1]);
	if (read(held[0], &byte, 1) != 1)
		complain(play, "cannot hold", words);
	close(held[0]);
	free(file);
}

static void do_keys(struct play *play, char *words)
{
	char bytes[64], *rest = NULL;
	for (char *key = strtok_r(words, " ", &rest); key;
	     key = strtok_r(NULL, " ", &rest)) {
		size_t len = terminal_key(&play->terminal, key, bytes,
					  sizeof bytes);
		child_send(&play->child, bytes, len);
		settle(play);
	}
}

static void do_burst(struct play *play, char *words)
{
	char bytes[1024], *rest = NULL;
	size_t len = 0;
	for (char *key = strtok_r(words, " ", &rest); key && len < 960;
	     key = strtok_r(NULL, " ", &rest))
		len += terminal_key(&play->terminal, key, bytes + len, 64);
	child_send(&play->child, bytes, len);
	settle(play);
}

static void do_type(struct play *play, char *words)
{
	child_send(&play->child, words, strlen(words));
	settle(play);
}

static void do_bytes(struct play *play, char *words)
{
	char *end;
	for (;; words = end) {
		char byte = (char)strtoul(words, &end, 16);
		if (end == words)
			break;
		child_send(&play->child, &byte, 1);
	}
	settle(play);
}

static void send_mouse(struct play *play, int button, const char *words)
{
	char bytes[64];
	int row, column;
	if (sscanf(words, "%d %d", &row, &column) != 2) {
		complain(play, "not a row and a column", words);
		return;
	}
	if (!play->terminal.mouse) {
		complain(play, "the program does not listen to the mouse", "");
		return;
	}
	size_t len = terminal_mouse(&play->terminal, button, row, column, bytes,
				    sizeof bytes);
	child_send(&play->child, bytes, len);
	settle(play);
}

static void do_click(struct play *play, char *words)
{
	send_mouse(play, 1, words);
}

static void do_drag(struct play *play, char *words)
{
	char bytes[128];
	int place[4];
	if (sscanf(words, "%d %d %d %d", &place[0], &place[1], &place[2],
		   &place[3]) != 4) {
		complain(play, "not two rows and columns", words);
		return;
	}
	size_t len = terminal_drag(&play->terminal, place, bytes, sizeof bytes);
	child_send(&play->child, bytes, len);
	settle(play);
}

static void do_wheel(struct play *play, char *words)
{
	bool up = strncmp(words, "up ", 3) == 0;
	send_mouse(play, up ? 4 : 5, words + strcspn(words, " "));
}

static void do_resize(struct play *play, char *words)
{
	if (!parse_size(play, words))
		return;
	terminal_resize(&play->terminal, play->rows, play->columns);
	child_resize(&play->child, play->rows, play->columns);
	settle(play);
}

static void do_signal(struct play *play, char *words)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {
		{"TERM", SIGTERM},   {"HUP", SIGHUP},   {"INT", SIGINT},
		{"QUIT", SIGQUIT},   {"TSTP", SIGTSTP}, {"CONT", SIGCONT},
		{"WINCH", SIGWINCH},
	};
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (strcmp(signals[i].name, words) != 0)
			continue;
		child_signal(&play->child, signals[i].number);
		settle(play);
		return;
	}
	complain(play, "no such signal", words);
}

static void do_hangup(struct play *play, char *words)
{
	const char *limit = getenv("STEP_SECONDS");
	if (!child_hang_up(&play->child, limit ? atoi(limit) : 20))
		complain(play, "the program does not end", words);
}

static void do_expect(struct play *play, char *words)
{
	if (play->shot_count == MAX_SHOTS) {
		complain(play, "too many screens", words);
		return;
	}
	char *picture = draw(play);
	printf("== %s: %s\n", words, picture);
	play->shots[play->shot_count].label = checked(strdup(words));
	play->shots[play->shot_count++].picture = picture;
}

static void do_same(struct play *play, char *words)
{
	size_t i = 0;
	while (i < play->shot_count && strcmp(play->shots[i].label, words) != 0)
		i++;
	if (i == play->shot_count) {
		complain(play, "no screen was called", words);
		return;
	}
	char *picture = draw(play);
	if (strcmp(picture, play->shots[i].picture) != 0) {
		complain(play, "the screen is not what it was at", words);
		fprintf(stderr, "expected:\n%scame:\n%s",
			play->shots[i].picture, picture);
	}
	free(picture);
}

static void resize(struct play *play, int columns)
{
	terminal_resize(&play->terminal, play->rows, columns);
	child_resize(&play->child, play->rows, columns);
	settle(play);
}

/* Fails unless the screen is what it is when nothing of it is known. */
static bool redraw(struct play *play, const char *key, unsigned long left)
{
	char *before = draw(play), *after;
	resize(play, play->columns + 1);
	resize(play, play->columns);
	after = draw(play);
	bool same = strcmp(before, after) == 0;
	if (!same) {
		complain(play, "drawn again, the screen is another after", key);
		fprintf(stderr, "%lu times are left\nwas:\n%sis:\n%s", left,
			before, after);
	}
	free(before);
	free(after);
	return same;
}

static void do_steady(struct play *play, char *words)
{
	char bytes[64], *keys[MAX_KEYS], *rest = words;
	unsigned long seed = strtoul(rest, &rest, 10);
	unsigned long times = strtoul(rest, &rest, 10);
	size_t count = 0;
	for (char *key = strtok_r(rest, " ", &rest); key && count < MAX_KEYS;
	     key = strtok_r(NULL, " ", &rest))
		keys[count++] = key;
	for (; count && times; times--) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		const char *key = keys[(seed >> 33) % count];
		size_t len = terminal_key(&play->terminal, key, bytes,
					  sizeof bytes);
		child_send(&play->child, bytes, len);
		settle(play);
		if (!redraw(play, key, times))
			return;
	}
}

static void do_status(struct play *play, char *words)
{
	char came[32];
	int status = play->child.status;
	if (!play->child.ended) {
		complain(play, "the program has not ended", "");
		return;
	}
	snprintf(came, sizeof came, "%d",
		 WIFEXITED(status) ? WEXITSTATUS(status)
				   : 128 + WTERMSIG(status));
	if (strcmp(came, words) != 0) {
		char *picture = draw(play);
		complain(play, "the program's status is", came);
		fputs(picture, stderr);
		free(picture);
	}
	if (play->child.slave < 0)
		return; /* there is no terminal any more */
	if (!child_modes_restored(&play->child))
		complain(play, "the terminal's modes were not restored", "");
	if (play->terminal.alternate || play->terminal.cursor_hidden ||
	    play->terminal.mouse || !terminal_keys_plain(&play->terminal))
		complain(play, "the terminal was not given back", "");
}

static const struct command {
	const char *name;
	bool needs_program;
	void (*run)(struct play *play, char *words);
} commands[] = {
	{"size", false, do_size},    {"env", false, do_env},
	{"run", false, do_run},      {"exec", false, do_exec},
	{"ahead", false, do_ahead},  {"sh", false, do_sh},
	{"hold", false, do_hold},    {"hangup", true, do_hangup},
	{"keys", true, do_keys},     {"burst", true, do_burst},
	{"type", true, do_type},     {"bytes", true, do_bytes},
	{"click", true, do_click},   {"drag", true, do_drag},
	{"wheel", true, do_wheel},   {"resize", true, do_resize},
	{"signal", true, do_signal}, {"expect", true, do_expect},
	{"same", true, do_same},     {"steady", true, do_steady},
	{"status", true, do_status},
};

static void play_line(struct play *play, char *line)
{
	line[strcspn(line, "\n")] = '\0';
	if (line[0] == '\0' || line[0] == '#')
		return;
	char *words = line + strcspn(line, " ");
	if (*words)
		*words++ = '\0';
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (strcmp(commands[i].name, line) != 0)
			continue;
		if (commands[i].needs_program && !play->running)
			complain(play, "nothing runs yet", line);
		else
			commands[i].run(play, words);
		return;
	}
	complain(play, "no such command", line);
}

static void set_defaults(struct play *play, const char *home)
{
	static const char *const names[] = {"HOME", "XDG_CONFIG_HOME",
					    "XDG_STATE_HOME", "XDG_DATA_HOME"};
	static const char *const kept[] = {"PATH",         "WRAP",
					   "PROGRAM",      "ASAN_OPTIONS",
					   "LSAN_OPTIONS", "TERMINFO"};
	char assignment[4096];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(assignment, sizeof assignment, "%s=%s%s%s", names[i],
			 home, i ? "/" : "", i ? names[i] : "");
		set_env(play, assignment);
	}
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		const char *value = getenv(kept[i]);
		snprintf(assignment, sizeof assignment, "%s=%s", kept[i],
			 value ? value : "");
		if (value)
			set_env(play, assignment);
	}
	set_env(play, "TERM=xterm-256color");
	set_env(play, "LANG=en_GB.UTF-8");
	set_env(play, "TZ=UTC");
	play->rows = 24;
	play->columns = 80;
}

static void release(struct play *play)
{
	if (play->running) {
		child_release(&play->child);
		terminal_release(&play->terminal);
	}
	hold_end(play);
	free(play->ahead);
	for (size_t i = 0; i < play->env_count; i++)
		free(play->env[i]);
	for (size_t i = 0; i < play->shot_count; i++) {
		free(play->shots[i].label);
		free(play->shots[i].picture);
	}
}

static int remove_one(const char *path, const struct stat *info, int type,
		      struct FTW *state)
{
	(void)info, (void)type, (void)state;
	return remove(path);
}

static int play_file(const char *path)
{
	char home[] = "/tmp/screen.XXXXXX";
	char *line = NULL, *copy = checked(strdup(path));
	size_t room = 0;
	struct play play = {.file = path, .home = home};
	FILE *script = fopen(path, "re");
	if (!script || chdir(dirname(copy)) != 0 || !mkdtemp(home)) {
		perror(path);
		exit(2);
	}
	set_defaults(&play, home);
	while (!play.failed && getline(&line, &room, script) >= 0) {
		play.line++;
		play_line(&play, line);
	}
	fclose(script);
	release(&play);
	free(line);
	free(copy);
	nftw(home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return play.failed;
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fputs("usage: play FILE.screen\n", stderr);
		return 2;
	}
	char *program = realpath(
		getenv("PROGRAM") ? getenv("PROGRAM") : "manicule", NULL);
	if (program)
		setenv("PROGRAM", program, 1);
	free(program);
	/* Only a process that leads no group can lead a session (child.h). */
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		setsid();
		return play_file(argv[1]);
	}
	int status = 0;
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
