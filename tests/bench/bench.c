/*
 * bench - each figure as a ratio to a peer, in one run: bench FOLDER [WORD]
 *
 * FOLDER holds the data (tests/bench/run makes it) and gets bench.json and
 * tables.md; with a word, only the rows with that in their name are measured.
 * Ours and the peer take turns, so that what else the machine does meets both;
 * a figure is the ratio of their medians, beside it that of their least
 * values.  The environment: ROUNDS, how often at most (25); ROW_SECONDS, how
 * long a row may take before it has to do with fewer rounds (8); GROWTH, how
 * many times as many claims there are at most, 100 or 1000.  Exits 1 when a
 * figure is over its goal, 2 when one could not be had.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/measure.h"

struct figure {
	const char *name;
	struct side ours, peer;
	double goal; /* ours over the peer's, at most */
};

/* How long a key waits while something goes on, in milliseconds. */
struct wait {
	const char *name, *command, *keys;
	double goal;
};

/* The same with one times, ten times, a hundred times as much, and so on: %
   in the command is how many times. */
struct growth {
	const char *name;
	struct side side;
	double goal; /* the exponent, at most: 0 stays as it is, 1 keeps pace */
};

#define OURS "./manicule "
#define HARNESS "./harness "
#define TEXT "/articles/a00000.txt"
#define SMALL "small" TEXT
#define AT_1 "text1" TEXT
#define AT_10 "text10" TEXT
#define AT_100 "text100" TEXT

#define PAGES "          " /* ten blanks: ten pages */
#define BOTH_WAYS " b b b b b"
#define UP_AND_DOWN "jjjjjkkkkkjjjjjkkkkk"
#define LINES "jjjjjjjjjjjjjjjjjjjj"

static const struct figure figures[] = {
	{"first paint, five small articles",
	 {PAINT, OURS "small", 0, 0},
	 {PAINT, "less " SMALL, 0, 0},
	 1.10},
	{"first paint, 1 MB",
	 {PAINT, OURS "text1", 0, 0},
	 {PAINT, "less " AT_1, 0, 0},
	 0.95},
	{"first paint, 10 MB",
	 {PAINT, OURS "text10", 0, 0},
	 {PAINT, "less " AT_10, 0, 0},
	 0.95},
	{"first paint, 100 MB",
	 {PAINT, OURS "text100", 0, 0},
	 {PAINT, "less " AT_100, 0, 0},
	 0.95},
	{"first paint, 10,000 articles, 200,000 claims, to five articles",
	 {PAINT, OURS "many", 0, 0},
	 {PAINT, OURS "small", 0, 0},
	 1.5},
	{"first paint, one line of 10 MB",
	 /* less works on before its last row says that keys count. */
	 {PAINT_ALL, OURS "line.txt", 0, 0},
	 {PAINT_ALL, "less line.txt", 0, 0},
	 0.05},
	{"page down, 1 MB",
	 {KEY, OURS "text1", PAGES, 0},
	 {KEY, "less " AT_1, PAGES, 0},
	 0.65},
	{"line down, 1 MB",
	 {KEY, OURS "text1", LINES, 0},
	 {KEY, "less " AT_1, LINES, 0},
	 1.15},
	{"resize, 1 MB",
	 {RESIZE, OURS "text1", 0, 0},
	 {RESIZE, "less " AT_1, 0, 0},
	 1.0},
	{"line down, 1 MB, bytes",
	 {KEY_BYTES, OURS "text1", LINES, 0},
	 {KEY_BYTES, "less " AT_1, LINES, 0},
	 1.0},
	{"page down, 1 MB, bytes",
	 {KEY_BYTES, OURS "text1", PAGES, 0},
	 {KEY_BYTES, "less " AT_1, PAGES, 0},
	 0.9},
	{"first paint, 1 MB, bytes",
	 {PAINT_BYTES, OURS "text1", 0, 0},
	 {PAINT_BYTES, "less " AT_1, 0, 0},
	 1.0},
	{"end of 100 MB",
	 {FOUND, OURS "text100", "G", "finale7x7z"},
	 {FOUND, "less -n " AT_100, "G", "finale7x7z"},
	 0.6},
	{"jump to a claim in another article",
	 {KEY, OURS "--claim a00000/c0 small", "\r", 0},
	 {KEY, "lynx pages/0.html", "\r", 0},
	 0.5},
	{"exact search, 100 MB",
	 {WALL, OURS "search Xylophonique " AT_100, 0, 0},
	 {WALL, "rg Xylophonique " AT_100, 0, 0},
	 2.0},
	{"accent- and case-blind search, 100 MB",
	 {WALL, OURS "search elephant\\ zele " AT_100, 0, 0},
	 {WALL, "rg -i éléphant\\ zélé " AT_100, 0, 0},
	 2.0},
	{"exact search in the reader, 100 MB",
	 {FOUND, OURS "text100", "/Xylophonique\r", "balise8x8z"},
	 {WALL, "rg Xylophonique " AT_100, 0, 0},
	 2.0},
	{"blind search in the reader, 100 MB",
	 {FOUND, OURS "text100", "/elephant zele\r", "balise9x9z"},
	 {WALL, "rg -i éléphant\\ zélé " AT_100, 0, 0},
	 2.0},
	{"100,000 claims loaded, one core",
	 {CPU, OURS "check load100", 0, 0},
	 {CPU, HARNESS "events load100", 0, 0},
	 1.10},
	{"100,000 claims loaded, two cores",
	 {WALL, OURS "check load100", 0, 0},
	 {WALL, HARNESS "events load100", 0, 0},
	 0.65},
	{"100,000 anchors in 10,000 articles",
	 {SAID, HARNESS "anchors anchors", 0, 0},
	 {SAID, HARNESS "newlines anchors", 0, 0},
	 2.0},
	{"model in memory, 100,000 claims",
	 {SAID, HARNESS "model load100", 0, 0},
	 {SAID, HARNESS "notes load100", 0, 0},
	 0.8},
	{"100 MB printed without notes",
	 {WALL, OURS "print --notes=none " AT_100, 0, 0},
	 {WALL, "fmt -w 72 " AT_100, 0, 0},
	 1.0 / 6},
	{"100 MB printed with 100,000 notes",
	 {WALL, OURS "print --notes=foot noted", 0, 0},
	 {WALL, "fmt -w 72 noted" TEXT, 0, 0},
	 1.0 / 3},
	{"resident memory, five small articles",
	 {MEMORY, OURS "small", 0, 0},
	 {MEMORY, "less " SMALL, 0, 0},
	 1.8},
	{"resident memory, 100 MB, to the file",
	 {MEMORY, OURS "text100", 0, 0},
	 {SIZE, AT_100, 0, 0},
	 1.3},
};

/* Claims and articles grow alike; text and notes on it alone. */
#define LOAD "load%"
#define TEXT_OF "text%" TEXT

static const struct growth growths[] = {
	{"claims: loaded", {CPU, OURS "check " LOAD, 0, 0}, 1.05},
	{"claims: anchors", {SAID, HARNESS "anchors " LOAD, 0, 0}, 1.05},
	{"claims: model in memory", {SAID, HARNESS "model " LOAD, 0, 0}, 1.05},
	{"claims: printed", {CPU, OURS "print " LOAD, 0, 0}, 1.05},
	{"claims: searched",
	 {CPU, OURS "search Xylophonique " LOAD, 0, 0},
	 1.05},
	{"claims: first paint", {PAINT, OURS LOAD, 0, 0}, 0.1},
	{"claims: line down", {KEY, OURS LOAD, UP_AND_DOWN, 0}, 0.1},
	{"claims: page down", {KEY, OURS LOAD, BOTH_WAYS, 0}, 0.1},
	{"claims: jump", {KEY, OURS "--claim a00000/c0 " LOAD, "\r", 0}, 0.1},
	{"claims: view of articles", {FIRST, OURS LOAD, "A", 0}, 0.1},
	{"claims: view of claims", {FIRST, OURS LOAD, "C", 0}, 0.1},
	{"claims: view of voices", {FIRST, OURS LOAD, "W", 0}, 0.1},
	{"claims: view of sources", {FIRST, OURS LOAD, "S", 0}, 0.1},
	{"claims: view of dates", {FIRST, OURS LOAD, "D", 0}, 0.1},
	{"claims: matrix", {FIRST, OURS LOAD, "X", 0}, 0.1},
	{"claims: drift", {FIRST, OURS "--claim a00000/c0 " LOAD, "P", 0}, 0.1},
	{"text: printed", {CPU, OURS "print " TEXT_OF, 0, 0}, 1.05},
	{"text: searched",
	 {CPU, OURS "search Xylophonique " TEXT_OF, 0, 0},
	 1.05},
	{"text: first paint", {PAINT, OURS TEXT_OF, 0, 0}, 0.1},
	{"text: line down", {KEY, OURS TEXT_OF, LINES, 0}, 0.1},
	{"text: page down", {KEY, OURS TEXT_OF, PAGES, 0}, 0.1},
	{"text: end", {KEY, OURS TEXT_OF, "G", 0}, 0.1},
};

static const struct wait waits[] = {
	{"10,000 articles are loaded", OURS "many", 0, 10},
	{"they are read again", OURS "many", "R", 10},
	{"they are searched for a word that none has", OURS "many",
	 "/Qwertzuiop\t\t\r", 10},
};

enum { MOST_ROUNDS = 101, LEAST_ROUNDS = 3, COMMAND = 256 };

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

/* How many times as much, and how many of them where nobody asks for more. */
static const int times[] = {1, 10, 100, 1000};
enum { SIZES = COUNT(times), USUAL_SIZES = 3 };

struct values {
	double all[MOST_ROUNDS];
	double median, least;
};

struct bench {
	const char *word; /* rows with it; NULL: all */
	int rounds;
	double seconds;
	int claim_sizes; /* for claims; all else has USUAL_SIZES */
	FILE *json, *tables;
	bool over, failed;
	int rows; /* in the JSON so far */
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Whether the command's program is here; each is asked for once a row. */
static bool is_here(const char *command)
{
	char program[64], path[256];
	size_t len = strcspn(command, " ");
	snprintf(program, sizeof program, "%.*s", (int)len, command);
	if (strchr(program, '/'))
		return true;
	const char *at = getenv("PATH");
	for (size_t n; at && *at; at += n + (at[n] == ':')) {
		n = strcspn(at, ":");
		snprintf(path, sizeof path, "%.*s/%s", (int)n, at, program);
		if (access(path, X_OK) == 0)
			return true;
	}
	return false;
}

/* Measures the sides in turns; returns the rounds, 0: one cannot be had. */
static int measure_all(const struct bench *bench,
		       const struct side *const *sides, int count,
		       struct values *values)
{
	double until = now() + bench->seconds;
	int round = 0;
	for (; round < bench->rounds; round++) {
		if (round >= LEAST_ROUNDS && now() > until)
			break;
		for (int i = 0; i < count; i++)
			if (!measure(sides[i], &values[i].all[round]))
				return 0;
	}
	for (int i = 0; i < count; i++) {
		values[i].median = median(values[i].all, round);
		values[i].least = values[i].all[0]; /* they are sorted now */
	}
	return round;
}

static const char *unit(const struct side *side)
{
	bool bytes = side->how == PAINT_BYTES || side->how == KEY_BYTES ||
		     side->how == MEMORY || side->how == SIZE ||
		     (side->how == SAID && (strstr(side->command, "model") ||
					    strstr(side->command, "notes")));
	return bytes ? "B" : side->how == SAID ? "s" : "ms";
}

/* "1.23 ms" as a reader likes it. */
static const char *amount(double value, const struct side *side, char *text,
			  size_t room)
{
	const char *in = unit(side);
	if (*in == 's')
		value *= 1000;
	if (*in == 'B' && value >= 1e5)
		snprintf(text, room, "%.1f MB", value / 1e6);
	else if (*in == 'B')
		snprintf(text, room, "%.0f B", value);
	else
		snprintf(text, room, "%.*f ms", value < 100 ? 2 : 0, value);
	return text;
}

/* What is measured, as one would type it. */
static void print_side(FILE *out, const struct side *side)
{
	const char *command = side->command;
	command += strncmp(command, "./", 2) ? 0 : 2;
	fprintf(out, "`%s`", command);
	if (!side->keys)
		return;
	size_t typed = strcspn(side->keys, "\r");
	const char *name = side->keys[0] == ' '   ? "Space"
			   : side->keys[0] == 'j' ? "j"
						  : NULL;
	if (name)
		fprintf(out, ", %s", name);
	else if (typed)
		fprintf(out, ", %.*s", (int)typed, side->keys);
	if (side->keys[typed])
		fputs(", Enter", out);
}

static void report(struct bench *bench, const struct figure *figure,
		   const struct values *values, int rounds)
{
	if (rounds == 0) {
		bench->failed = true;
		return;
	}
	double ratio = values[0].median / values[1].median;
	double least = values[0].least / values[1].least;
	const char *verdict = ratio <= figure->goal ? "ok" : "miss";
	char ours[32], peer[32];
	bench->over |= ratio > figure->goal;
	amount(values[0].median, &figure->ours, ours, sizeof ours);
	amount(values[1].median, &figure->peer, peer, sizeof peer);
	printf("%-62s %7.3f %6.2f  %-4s %7.3f %11s %11s %4d\n", figure->name,
	       ratio, figure->goal, verdict, least, ours, peer, rounds);
	fflush(stdout);
	fprintf(bench->tables, "| %s | %.2f | %.2f | %s | %s | %s | ",
		figure->name, ratio, figure->goal, verdict, ours, peer);
	print_side(bench->tables, &figure->ours);
	fputs(" | ", bench->tables);
	print_side(bench->tables, &figure->peer);
	fputs(" |\n", bench->tables);
	fprintf(bench->json,
		"%s{\"figure\": \"%s\", \"ratio\": %.4f, \"goal\": %.4f, "
		"\"least\": %.4f, \"ours\": %.6g, \"peer\": %.6g, "
		"\"unit\": \"%s\", \"rounds\": %d}",
		bench->rows++ ? ",\n" : "", figure->name, ratio, figure->goal,
		least, values[0].median, values[1].median, unit(&figure->ours),
		rounds);
}

/* The slope of the least squares' line through the logarithms. */
static double exponent(const struct values *values, int sizes)
{
	double x = 0, y = 0, xx = 0, xy = 0;
	for (int i = 0; i < sizes; i++) {
		double at = i, value = log10(values[i].least);
		x += at, y += value, xx += at * at, xy += at * value;
	}
	return (sizes * xy - x * y) / (sizes * xx - x * x);
}

static void report_growth(struct bench *bench, const struct growth *growth,
			  const struct values *values, int sizes, int rounds)
{
	if (rounds == 0) {
		bench->failed = true;
		return;
	}
	double slope = exponent(values, sizes);
	const char *verdict = slope <= growth->goal ? "ok" : "miss";
	char text[32];
	bench->over |= slope > growth->goal;
	printf("%-25s", growth->name);
	fprintf(bench->tables, "| %s |", growth->name);
	fprintf(bench->json,
		"%s{\"figure\": \"%s\", \"exponent\": %.4f, \"goal\": %.4f, "
		"\"sizes\": [",
		bench->rows++ ? ",\n" : "", growth->name, slope, growth->goal);
	for (int i = 0; i < bench->claim_sizes; i++) {
		amount(values[i].least, &growth->side, text, sizeof text);
		printf(" %11s", i < sizes ? text : "");
		fprintf(bench->tables, " %s |", i < sizes ? text : "");
		if (i < sizes)
			fprintf(bench->json, "%s%.6g", i ? ", " : "",
				values[i].least);
	}
	printf("  %6.2f %6.2f  %s\n", slope, growth->goal, verdict);
	fflush(stdout);
	fprintf(bench->tables, " %.2f | %.2f | %s |\n", slope, growth->goal,
		verdict);
	fprintf(bench->json, "], \"unit\": \"%s\", \"rounds\": %d}",
		unit(&growth->side), rounds);
}

static void report_wait(struct bench *bench, const struct wait *wait,
			const struct values *values, int rounds)
{
	if (rounds == 0) {
		bench->failed = true;
		return;
	}
	/* Sorted: the longest of all rounds is the last one's. */
	double longest = values[1].all[rounds - 1];
	const char *verdict = values[1].median <= wait->goal ? "ok" : "miss";
	bench->over |= values[1].median > wait->goal;
	printf("%-62s %8.2f ms %8.2f ms %8.2f ms %6.0f ms  %s\n", wait->name,
	       values[0].median, values[1].median, longest, wait->goal,
	       verdict);
	fflush(stdout);
	fprintf(bench->tables,
		"| %s | %.2f ms | %.2f ms | %.2f ms | %.0f ms | %s |\n",
		wait->name, values[0].median, values[1].median, longest,
		wait->goal, verdict);
	fprintf(bench->json,
		"%s{\"figure\": \"a key waits while %s\", \"usual\": %.6g, "
		"\"longest\": %.6g, \"most\": %.6g, \"goal\": %.4f, "
		"\"unit\": \"ms\", \"rounds\": %d}",
		bench->rows++ ? ",\n" : "", wait->name, values[0].median,
		values[1].median, longest, wait->goal, rounds);
}

static bool wanted(const struct bench *bench, const char *name)
{
	return !bench->word || strstr(name, bench->word);
}

static void measure_figures(struct bench *bench)
{
	static struct values values[2];
	printf("%-62s %7s %6s  %-4s %7s %11s %11s %4s\n", "figure", "ratio",
	       "goal", "", "least", "ours", "peer", "n");
	fputs("| figure | measured | goal | | ours | peer | ours is | peer is "
	      "|\n|---|---|---|---|---|---|---|---|\n",
	      bench->tables);
	for (int i = 0; i < COUNT(figures); i++) {
		const struct figure *figure = &figures[i];
		/* cppcheck-suppress variableScope ; a name for the row */
		const struct side *sides[] = {&figure->ours, &figure->peer};
		if (!wanted(bench, figure->name))
			continue;
		if (figure->peer.how != SIZE && !is_here(figure->peer.command))
			printf("%-62s skipped: no %s\n", figure->name,
			       figure->peer.command);
		else
			report(bench, figure, values,
			       measure_all(bench, sides, 2, values));
	}
}

/* The command with so many times as much. */
static const char *command_of(const char *command, int many, char *room)
{
	int before = (int)strcspn(command, "%");
	snprintf(room, COMMAND, "%.*s%d%s", before, command, many,
		 command + before + 1);
	return room;
}

static void measure_growth(struct bench *bench, const struct growth *growth)
{
	static struct values values[SIZES];
	char commands[SIZES][COMMAND];
	struct side sides[SIZES];
	const struct side *all[SIZES] = {0};
	int sizes = strstr(growth->side.command, LOAD) ? bench->claim_sizes
						       : USUAL_SIZES;
	for (int i = 0; i < sizes; i++) {
		sides[i] = growth->side;
		sides[i].command = command_of(growth->side.command, times[i],
					      commands[i]);
		all[i] = &sides[i];
	}
	report_growth(bench, growth, values, sizes,
		      measure_all(bench, all, sizes, values));
}

static void measure_growths(struct bench *bench)
{
	printf("\n%-25s", "growth");
	fputs("\n| growth |", bench->tables);
	for (int i = 0; i < bench->claim_sizes; i++) {
		printf(" %10dx", times[i]);
		fprintf(bench->tables, " %d× |", times[i]);
	}
	printf("  %6s %6s\n", "expon.", "goal");
	fputs(" exponent | goal | |\n|---|", bench->tables);
	for (int i = 0; i < bench->claim_sizes + 3; i++)
		fputs("---|", bench->tables);
	fputs("\n", bench->tables);
	for (int i = 0; i < COUNT(growths); i++)
		if (wanted(bench, growths[i].name))
			measure_growth(bench, &growths[i]);
}

static void measure_waits(struct bench *bench)
{
	static struct values values[2];
	printf("\n%-62s %11s %11s %11s %9s\n", "a key waits, while", "usually",
	       "longest", "of all", "goal");
	fputs("\n| a key waits, while | usually | longest of a run | longest "
	      "of all | goal | |\n|---|---|---|---|---|---|\n",
	      bench->tables);
	for (int i = 0; i < COUNT(waits); i++) {
		const struct wait *wait = &waits[i];
		const struct side both[] = {
			{USUAL, wait->command, wait->keys, 0},
			{LONGEST, wait->command, wait->keys, 0}};
		/* cppcheck-suppress variableScope ; a name for the row */
		const struct side *sides[] = {&both[0], &both[1]};
		if (wanted(bench, wait->name))
			report_wait(bench, wait, values,
				    measure_all(bench, sides, 2, values));
	}
}

static double asked(const char *name, double otherwise)
{
	const char *value = getenv(name);
	return value && *value ? strtod(value, NULL) : otherwise;
}

static int bench_all(const char *word)
{
	struct bench bench = {
		.word = word && *word ? word : NULL,
		.rounds = (int)asked("ROUNDS", 25),
		.seconds = asked("ROW_SECONDS", 8),
		.claim_sizes = asked("GROWTH", 100) < 1000 ? USUAL_SIZES
							   : SIZES,
		.json = fopen("bench.json", "we"),
		.tables = fopen("tables.md", "we"),
	};
	if (!bench.json || !bench.tables || bench.rounds < 1 ||
	    bench.rounds > MOST_ROUNDS)
		return 2;
	fputs("[\n", bench.json);
	measure_figures(&bench);
	measure_waits(&bench);
	/* Each size has its own time, and small ones vary most. */
	bench.rounds = bench.rounds < 7 ? bench.rounds : 7;
	measure_growths(&bench);
	fputs("\n]\n", bench.json);
	bool written = fclose(bench.json) == 0;
	written &= fclose(bench.tables) == 0;
	return !written || bench.failed ? 2 : bench.over ? 1 : 0;
}

int main(int argc, char **argv)
{
	if (argc < 2 || argc > 3 || chdir(argv[1]) != 0) {
		fputs("usage: bench FOLDER [WORD]\n", stderr);
		return 2;
	}
	/* Only a process that leads no group can lead a session (child.h). */
	int status = 0;
	pid_t pid = fork();
	if (pid == 0) {
		setsid();
		exit(bench_all(argc == 3 ? argv[2] : NULL));
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
