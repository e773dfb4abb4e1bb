/*
 * faults - lets memory, files and system calls fail at every point of a run,
 * one after the other, and judges what the program makes of it:
 *
 *	faults [-a] [-v] [-k KIND] [-n POINT] [WORD]
 *
 * Of each kind of fault a few points of each run are tried, spread evenly;
 * with -a all of them.  With a word, only the runs with that in their name, and
 * with -k only one kind of fault, and -n one point of each; -v shows each.
 * PROGRAM and BUILD say what is tested.  Told what failed, the program must
 * end by itself, with a word on standard error and another status, or go on
 * as if nothing had happened; never silently with something else.  A reader
 * gives the terminal back, and each file it keeps is the old one or the new.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fault/attempt.h"

#define PONT "tests/golden/print/pont"
#define MANY "tests/golden/check/many"

static const struct subject subjects[] = {
	{"print", "print " PONT, NULL, 0},
	{"print margin", "print --notes=margin --width=90 " PONT, NULL, 0},
	{"print inline", "print --notes=inline " PONT " gazette", NULL, 0},
	{"print file", "print " PONT "/articles/courrier.txt", NULL, 0},
	{"print speaker", "print " PONT " besson", NULL, 0},
	{"check", "check tests/golden/check/clean", NULL, 0},
	{"check errors", "--lang fr check " MANY, NULL, 1},
	{"check json", "check --format=json " MANY, NULL, 1},
	{"list claims", "list claims " PONT, NULL, 0},
	{"list json", "list claims --format=json " PONT, NULL, 0},
	{"list conflicts", "list conflicts " PONT, NULL, 0},
	{"list sources", "list sources " PONT, NULL, 0},
	{"search", "search e " PONT, NULL, 0},
	{"help", "--help", NULL, 0},
	{"version", "--version", NULL, 0},
	{"config",
	 "--config tests/screen/settings/broken.yaml list points " PONT, NULL,
	 0},
	{"read start", PONT, "Q", 0},
	{"read saves", "--ascii read " PONT,
	 "Space J J Enter Tab m a Y b / e Enter n G Q", 0},
	{"read views", PONT, "A q C q W q S q D q X q P q E q I q B q h q Q",
	 0},
	{"read edits", PONT, "v J v Q", 0},
	{"read stops", PONT, "j ^Z J ^Z Q", 0},
	{"read there",
	 "--config tests/screen/settings/mouse.yaml --claim gazette/habitude "
	 "--view matrix --layout below " PONT,
	 "q Tab F Q", 0},
	{"read pipe", "- <" PONT "/articles/courrier.txt", "j Q", 0},
	{"read again", "--config tests/screen/settings/keys.yaml " PONT,
	 "C & l e Enter q R J l q : g Enter Q", 0},
};
enum { SUBJECTS = sizeof subjects / sizeof *subjects };

/* What the state folder holds before: left by this. */
static const struct subject before = {"before", PONT, "G K m b Y g m Z Q", 0};

static const struct kind {
	const char *what;
	const char *where; /* in that sitting alone; NULL: in all runs */
	long last;  /* only so many of the last; 0: all are chosen from */
	int spread; /* points tried of a run on paper; a reader is slower */
	bool from;
} kinds[] = {
	{"memory", NULL, 0, 12, false},
	{"memory", NULL, 0, 8, true},
	{"EIO", NULL, 0, 6, false},
	{"EIO", NULL, 0, 4, true},
	{"EIO@ioctl", "read start", 0, 400, false},
	{"EIO@ioctl", "read start", 0, 400, true},
	{"EIO@write", "read start", 0, 400, false},
	{"EIO@write", "read start", 0, 400, true},
	{"EIO@ioctl", "read edits", 0, 400, true},
	{"EIO@write", "read edits", 0, 400, true},
	{"EIO@ioctl", "read stops", 0, 400, true},
	{"EIO@write", "read stops", 0, 400, true},
	{"EIO@read", "read again", 32, 400, false},
	{"EACCES", NULL, 0, 4, false},
	{"EMFILE", NULL, 0, 4, true},
	{"ENOSPC", NULL, 0, 4, false},
	{"EINTR", NULL, 0, 4, false},
	{"ENOMEM", NULL, 0, 4, false},
	{"ENOMEM", NULL, 0, 4, true},
	{"short", NULL, 0, 4, false},
	{"ENOSPC", "read saves", 60, 30, true},
	{"kill", "read saves", 80, 40, false},
	{"torn", "read saves", 80, 40, false},
	{"SIGTERM", "read saves", 80, 30, false},
	{"SIGHUP", "read saves", 80, 30, false},
	{"SIGTERM", NULL, 0, 8, false},
	{"SIGHUP", NULL, 0, 8, false},
	{"SIGINT", NULL, 0, 8, false},
	{"SIGQUIT", NULL, 0, 8, false},
	{"^S", "read start", 80, 80, false},
	{"^S", "read stops", 0, 80, false},
	{"^S", "read edits", 0, 80, false},
};
enum { KINDS = sizeof kinds / sizeof *kinds };
enum { READER_SHARE = 4, WORKERS_MOST = 16, SHOWN_MOST = 20 };

struct tally {
	long passed, failed;
};

struct run {
	struct attempts attempts;
	bool all, verbose;
	const char *only;              /* kind; NULL: all */
	long point;                    /* 0: as many as are asked for */
	struct attempt good[SUBJECTS]; /* with nothing failing */
	long counts[SUBJECTS][KINDS];
	struct text kept[KEPT_FILES]; /* the state folder's files before */
	struct tally *tallies;        /* shared: one a worker */
	size_t workers;
};

/* The signal that ends the program then; 0: none does. */
static int signal_of(const struct fault *fault)
{
	static const struct {
		const char *what;
		int number;
	} signals[] = {
		{"kill", SIGKILL},  {"torn", SIGKILL},  {"SIGTERM", SIGTERM},
		{"SIGHUP", SIGHUP}, {"SIGINT", SIGINT}, {"SIGQUIT", SIGQUIT},
	};
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (strcmp(signals[i].what, fault->what) == 0)
			return signals[i].number;
	return 0;
}

static bool same(const struct text *a, const struct text *b)
{
	return a->len == b->len && !a->bytes == !b->bytes &&
	       (!a->bytes || memcmp(a->bytes, b->bytes, a->len) == 0);
}

/* A file of lines that is complete. */
static bool is_whole(const struct text *text)
{
	static const char first[] = "manicule 1\n";
	return text->len > sizeof first - 1 &&
	       !memcmp(text->bytes, first, sizeof first - 1) &&
	       text->bytes[text->len - 1] == '\n';
}

/* What was copied is whole: other words, where others were read. */
static bool is_whole_copy(const struct text *text)
{
	return text->len > 0 && text->bytes[text->len - 1] == '\n';
}

/* What is wrong with the files that are kept, or NULL. */
static const char *judge_kept(const struct run *run, const struct attempt *good,
			      const struct fault *fault,
			      const struct attempt *came)
{
	bool old = true;
	for (size_t i = 0; i < KEPT_FILES; i++) {
		const struct text *text = &came->kept[i];
		bool is_old = same(text, &run->kept[i]);
		bool is_new = same(text, &good->kept[i]);
		bool strict = signal_of(fault) == SIGKILL ||
			      (i == 2 && same(&came->out, &good->out));
		bool whole = i == 2 ? is_whole_copy(text) : is_whole(text);
		if (!is_old && !is_new && (strict || !whole))
			return "a kept file is neither the old nor the new one";
		old = old && (i == 2 || is_old);
	}
	if (came->strange[0])
		return "a strange file in the state folder";
	bool told = strstr(came->err.bytes, "manicule:") != NULL;
	if (old && !told && !same(&run->kept[0], &good->kept[0]) &&
	    same(&came->out, &good->out) && WIFEXITED(came->status))
		return "nothing was kept, and no word of it";
	return NULL;
}

static const char *judge_reader(const struct run *run, size_t subject,
				const struct fault *fault,
				const struct attempt *came)
{
	const struct attempt *good = &run->good[subject];
	bool killed = WIFSIGNALED(came->status) &&
		      WTERMSIG(came->status) == SIGKILL;
	const char *kept = judge_kept(run, good, fault, came);
	if (kept)
		return kept;
	if (killed)
		return NULL;
	/* Whatever call of that name failed, all later ones did: a terminal that
	   takes no more writes keeps its picture, and one that takes no more
	   ioctls its modes, but each must be given back the other way, and it
	   must be told. */
	bool deaf = fault->from && !strncmp(came->call, "write ", 6);
	bool stiff = fault->from && !strncmp(came->call, "ioctl ", 6);
	if (came->shown && (!deaf || !WEXITSTATUS(came->status)))
		return came->shown;
	if (!came->modes_restored && (!stiff || !WEXITSTATUS(came->status)))
		return "the terminal's modes";
	if (WEXITSTATUS(came->status) != 0)
		return same(&came->err, &good->err) ? "no word" : NULL;
	if (!strcmp(fault->what, "memory") && !same(&came->out, &good->out))
		return "status 0 with other pictures";
	return NULL;
}

static const char *judge_paper(const struct attempt *good, bool tells,
			       const struct attempt *came)
{
	bool mute = strcmp(came->call, "write 2") == 0;
	bool same_out = same(&came->out, &good->out);
	bool same_err = same(&came->err, &good->err);
	if (came->status == good->status)
		return !same_out && same_err && !tells
			       ? "same status, other output"
			       : NULL;
	if (same_err && same_out && !mute)
		return "another status without a word";
	if (WEXITSTATUS(came->status) == 0)
		return "status 0";
	return same_err && !mute ? "another status, no message" : NULL;
}

/* What is wrong; NULL: nothing. */
static const char *judge(const struct run *run, size_t subject,
			 const struct fault *fault, const struct attempt *came)
{
	if (came->hung)
		return "it hangs";
	if (WIFSIGNALED(came->status) &&
	    WTERMSIG(came->status) != signal_of(fault))
		return strsignal(WTERMSIG(came->status));
	if (subjects[subject].keys)
		return judge_reader(run, subject, fault, came);
	/* What check says of a fault is its result. */
	return judge_paper(&run->good[subject],
			   !strncmp(subjects[subject].name, "check", 5), came);
}

static void show(const struct run *run, size_t subject,
		 const struct fault *fault, long count,
		 const struct attempt *came, const char *wrong)
{
	const struct attempt *good = &run->good[subject];
	printf("FAILED: %s: %s %ld of %ld%s (%s): %s\n", subjects[subject].name,
	       fault->what, fault->at, count, fault->from ? " and on" : "",
	       came->call, wrong);
	printf("expected status %d, came %x\n", subjects[subject].status,
	       (unsigned)came->status);
	if (!same(&came->err, &good->err))
		printf("came on standard error:\n%.8000s\n", came->err.bytes);
}

/* One point of one run. */
static void try_point(struct run *run, size_t worker, size_t subject,
		      const struct fault *fault, long count)
{
	struct attempt came;
	struct tally *tally = &run->tallies[worker];
	bool started = attempt_run(&run->attempts, &subjects[subject], fault,
				   &came);
	const char *wrong = started ? judge(run, subject, fault, &came)
				    : "it could not be started";
	if (wrong && (run->verbose || tally->failed < SHOWN_MOST))
		show(run, subject, fault, count, &came, wrong);
	else if (run->verbose)
		printf("%s %s %ld%s (%s): status %x\n", subjects[subject].name,
		       fault->what, fault->at, fault->from ? " and on" : "",
		       came.call, (unsigned)came.status);
	fflush(stdout);
	tally->failed += wrong != NULL;
	tally->passed += wrong == NULL;
	attempt_release(&came);
}

/* This worker's part of the points of a run and a kind. */
static void try_kind(struct run *run, size_t worker, size_t subject,
		     const struct kind *kind, long count)
{
	long first = kind->last && count > kind->last ? count - kind->last : 0;
	long room = count - first, points = kind->spread;
	if (subjects[subject].keys && !kind->last)
		points = (points + READER_SHARE - 1) / READER_SHARE;
	if (run->all || run->point || points > room)
		points = room;
	for (long i = 0; i < points; i++) {
		struct fault fault = {
			.what = kind->what,
			.at = first + 1 + i * room / points,
			.from = kind->from,
		};
		if ((size_t)i % run->workers == worker &&
		    (!run->point || run->point == fault.at))
			try_point(run, worker, subject, &fault, count);
	}
}

static bool is_wanted(const struct run *run, const struct subject *subject,
		      const struct kind *kind, const char *word)
{
	bool here = !kind->where || !strcmp(subject->name, kind->where);
	/* On paper a signal ends it at once. */
	bool signal = !strncmp(kind->what, "SIG", 3);
	return here && (!signal || subject->keys) &&
	       (!run->only || !strcmp(run->only, kind->what)) &&
	       (!word || strstr(subject->name, word));
}

static void work(struct run *run, size_t worker, const char *word)
{
	setsid();
	if (!attempts_begin(&run->attempts))
		abort();
	for (size_t i = 0; i < SUBJECTS; i++)
		for (size_t k = 0; k < KINDS; k++)
			if (is_wanted(run, &subjects[i], &kinds[k], word))
				try_kind(run, worker, i, &kinds[k],
					 run->counts[i][k]);
	attempts_end(&run->attempts);
}

/* Runs each subject with nothing failing; false: one does not end as it
   should. */
static bool prepare(struct run *run, const char *word)
{
	const struct fault none = {"memory", 0, false};
	struct attempt first;
	if (!attempts_begin(&run->attempts) ||
	    !attempt_run(&run->attempts, &before, &none, &first) ||
	    first.hung) {
		printf("The reader cannot be run.\n");
		return false;
	}
	memcpy(run->kept, first.kept, sizeof run->kept);
	run->attempts.kept = run->kept;
	bool fine = true;
	for (size_t i = 0; i < SUBJECTS; i++)
		for (size_t k = 0; k < KINDS && fine; k++) {
			struct fault fault = {kinds[k].what, 0, false};
			struct attempt came;
			/* The first is what the others are compared with. */
			if ((k || (word && !strstr(subjects[i].name, word))) &&
			    !is_wanted(run, &subjects[i], &kinds[k], word))
				continue;
			fine = attempt_run(&run->attempts, &subjects[i], &fault,
					   &came) &&
			       WIFEXITED(came.status) && came.count > 0 &&
			       WEXITSTATUS(came.status) == subjects[i].status;
			run->counts[i][k] = came.count;
			if (!fine)
				printf("%s ends with %x when nothing fails "
				       "(%s):\n%s\n",
				       subjects[i].name, (unsigned)came.status,
				       fault.what, came.err.bytes);
			if (k == 0)
				run->good[i] = came;
			else
				attempt_release(&came);
		}
	attempts_end(&run->attempts);
	return fine;
}

/* Leads the workers; the result is the exit status. */
static int lead(struct run *run, const char *word)
{
	struct tally total = {0, 0};
	setsid();
	if (!prepare(run, word))
		return 1;
	fflush(stdout);
	for (size_t i = 0; i < run->workers; i++)
		if (fork() == 0) {
			work(run, i, word);
			fflush(stdout);
			_exit(0);
		}
	bool fine = true;
	int status;
	while (wait(&status) > 0 || errno == EINTR)
		fine = fine && status == 0;
	for (size_t i = 0; i < run->workers; i++) {
		total.passed += run->tallies[i].passed;
		total.failed += run->tallies[i].failed;
	}
	total.failed += !fine;
	printf("%ld passed, %ld failed\n", total.passed, total.failed);
	return total.failed != 0;
}

/* An absolute path, for runs in other folders; never NULL. */
static const char *absolute(const char *folder, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	char *found = realpath(path, NULL);
	if (!found) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(1);
	}
	return found;
}

int main(int argc, char **argv)
{
	static struct run run;
	const char *build = getenv("BUILD"), *program = getenv("PROGRAM");
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	int option, status = 1;
	while ((option = getopt(argc, argv, "avk:n:")) != -1) {
		run.all = run.all || option == 'a';
		run.verbose = run.verbose || option == 'v';
		if (option == 'k')
			run.only = optarg;
		if (option == 'n')
			run.point = strtol(optarg, NULL, 10);
	}
	build = build ? build : "build";
	run.attempts.program = absolute(".", program ? program : "manicule");
	run.attempts.shim = absolute(build, "tests/fault/nomem.so");
	run.attempts.trace = absolute(build, "tests/fault/trace");
	run.workers = cores < 1 ? 1 : (size_t)cores;
	if (run.workers > WORKERS_MOST)
		run.workers = WORKERS_MOST;
	run.tallies = mmap(NULL, WORKERS_MOST * sizeof *run.tallies,
			   PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
			   -1, 0);
	if (run.tallies == MAP_FAILED)
		return 1;
	/* A leader of a group cannot begin a session; and a terminal that goes
	   away must not end us. */
	pid_t pid = fork();
	if (pid == 0) {
		status = lead(&run, argv[optind]);
		fflush(stdout);
		_exit(status);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return 1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
