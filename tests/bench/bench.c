/*
 * bench - each figure as a ratio to a peer, in one run: bench FOLDER
 *
 * FOLDER holds the data (tests/bench/run makes it), $PROGRAM is what is
 * measured.  Ours and the peer take turns, so that what else the machine does
 * meets both; a figure is the ratio of their medians.  Prints a table, writes
 * FOLDER/bench.json, and exits 1 when a figure is over its goal.
 *
 * bench events FILE… is a peer: libyaml's event loop and nothing else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaml.h>

#include "tests/screen/child.h"

enum measure {
	PAINT_TIME, /* from the start until the screen stands */
	PAINT_BYTES,
	KEY_TIME, /* from a key until the screen stands */
	KEY_BYTES,
	RUN_TIME, /* from the start until it has ended, without a terminal */
};

/* Commands are the shell's; keys are pressed one by one. */
struct figure {
	const char *name;
	enum measure measure;
	const char *ours, *peer;
	const char *keys;
	double goal; /* ours over the peer's, at most */
};

#define OURS "exec \"$PROGRAM\" "
#define SMALL "small/articles/a1.txt"
#define MEDIUM "medium/articles/a1.txt"
#define PAGES "          " /* ten blanks: ten pages */
#define LINES "jjjjjjjjjjjjjjjjjjjj"

static const struct figure figures[] = {
	{"first paint, five small articles", PAINT_TIME, OURS "small",
	 "exec less " SMALL, "", 1.10},
	{"first paint, 1 MB", PAINT_TIME, OURS "medium", "exec less " MEDIUM,
	 "", 0.95},
	{"first paint, one line of 10 MB", PAINT_TIME, OURS "line.txt",
	 "exec less line.txt", "", 0.05},
	{"first paint, 1 MB, bytes", PAINT_BYTES, OURS "medium",
	 "exec less " MEDIUM, "", 1.0},
	{"page down, 1 MB", KEY_TIME, OURS "medium", "exec less " MEDIUM, PAGES,
	 0.65},
	{"line down, 1 MB", KEY_TIME, OURS "medium", "exec less " MEDIUM, LINES,
	 1.15},
	{"page down, bytes", KEY_BYTES, OURS "medium", "exec less " MEDIUM,
	 PAGES, 0.9},
	{"line down, bytes", KEY_BYTES, OURS "medium", "exec less " MEDIUM,
	 LINES, 1.0},
	{"100,000 claims loaded", RUN_TIME,
	 "exec \"$PROGRAM\" check claims >/dev/null",
	 "exec \"$BENCH\" events claims/annotations/*.yaml", "", 1.10},
	{"20 MB printed without notes", RUN_TIME,
	 "exec \"$PROGRAM\" print --notes=none large.txt >/dev/null",
	 "exec fmt -w 72 large.txt >/dev/null", "", 0.17},
};

enum { FIGURES = sizeof figures / sizeof *figures, MOST_ROUNDS = 101 };

/* What came from the program, and when the last of it did. */
struct seen {
	size_t bytes;
	double last;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void see(void *user, const char *bytes, size_t len)
{
	struct seen *seen = user;
	(void)bytes;
	if (len > 0)
		seen->last = now();
	seen->bytes += len;
}

static _Noreturn void give_up(const char *command)
{
	fprintf(stderr, "bench: does not come to rest: %s\n", command);
	exit(2);
}

static double measure_keys(struct child *child, const struct figure *figure,
			   const char *command)
{
	double sum = 0;
	for (const char *key = figure->keys; *key; key++) {
		double start = now();
		struct seen seen = {.last = start};
		child_send(child, key, 1);
		if (!child_settle(child, 60, see, &seen))
			give_up(command);
		sum += figure->measure == KEY_TIME ? seen.last - start
						   : (double)seen.bytes;
	}
	return sum / (double)strlen(figure->keys);
}

static double measure_screen(const struct figure *figure, const char *command)
{
	struct child child;
	double start = now(), result;
	struct seen seen = {.last = start};
	if (!child_start(&child, command, environ, 40, 120) ||
	    !child_settle(&child, 60, see, &seen) || child.ended)
		give_up(command);
	if (figure->measure == PAINT_TIME)
		result = seen.last - start;
	else if (figure->measure == PAINT_BYTES)
		result = (double)seen.bytes;
	else
		result = measure_keys(&child, figure, command);
	child_release(&child);
	return result;
}

static double measure_run(const char *command)
{
	double start = now();
	int status = system(command); /* NOLINT: the commands are ours */
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		give_up(command);
	return now() - start;
}

static double measure(const struct figure *figure, const char *command)
{
	return figure->measure == RUN_TIME ? measure_run(command)
					   : measure_screen(figure, command);
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof *values, compare);
	return values[count / 2];
}

/* Prints one row of the table, and one of the JSON; whether it is met. */
static bool report(const struct figure *figure, double ours, double peer,
		   FILE *json, bool last)
{
	bool bytes = figure->measure == PAINT_BYTES ||
		     figure->measure == KEY_BYTES;
	double unit = bytes ? 1 : 1000, ratio = ours / peer;
	bool met = ratio <= figure->goal;
	printf("%-34s %9.2f %9.2f %-2s %6.2f  <= %4.2f  %s\n", figure->name,
	       ours * unit, peer * unit, bytes ? "B" : "ms", ratio,
	       figure->goal, met ? "" : "over");
	fflush(stdout);
	fprintf(json,
		"  {\"figure\": \"%s\", \"unit\": \"%s\", \"ours\": %.3f, "
		"\"peer\": %.3f, \"ratio\": %.3f, \"goal\": %.2f}%s\n",
		figure->name, bytes ? "bytes" : "ms", ours * unit, peer * unit,
		ratio, figure->goal, last ? "" : ",");
	return met;
}

static int bench(void)
{
	const char *asked = getenv("ROUNDS");
	int rounds = asked ? atoi(asked) : 25;
	double ours[MOST_ROUNDS], peer[MOST_ROUNDS];
	bool met = true;
	FILE *json = fopen("bench.json", "w");
	if (!json || rounds < 1 || rounds > MOST_ROUNDS)
		return 2;
	printf("%-34s %9s %9s    %6s\n", "", "ours", "peer", "ratio");
	fputs("[\n", json);
	for (size_t i = 0; i < FIGURES; i++) {
		/* What takes seconds need not be taken so often. */
		int count = figures[i].measure == RUN_TIME && rounds > 5
				    ? 5
				    : rounds;
		for (int round = 0; round < count; round++) {
			ours[round] = measure(&figures[i], figures[i].ours);
			peer[round] = measure(&figures[i], figures[i].peer);
		}
		met &= report(&figures[i], median(ours, count),
			      median(peer, count), json, i + 1 == FIGURES);
	}
	fputs("]\n", json);
	return fclose(json) == 0 && met ? 0 : 1;
}

static int events(char **files)
{
	for (; *files; files++) {
		yaml_parser_t parser;
		yaml_event_t event;
		bool more = true;
		FILE *file = fopen(*files, "re");
		if (!file || !yaml_parser_initialize(&parser))
			return 2;
		yaml_parser_set_input_file(&parser, file);
		while (more && yaml_parser_parse(&parser, &event)) {
			more = event.type != YAML_STREAM_END_EVENT;
			yaml_event_delete(&event);
		}
		yaml_parser_delete(&parser);
		fclose(file);
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "events") == 0)
		return events(argv + 2);
	char *program = realpath(argv[0], NULL);
	if (argc != 2 || !program || chdir(argv[1]) != 0) {
		fputs("usage: bench FOLDER\n", stderr);
		return 2;
	}
	setenv("BENCH", program, 1);
	free(program);
	/* Only a process that leads no group can lead a session (child.h). */
	int status = 0;
	pid_t pid = fork();
	if (pid == 0) {
		setsid();
		exit(bench());
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
