/*
 * attempt - one run of the program with one fault in it, and what came of it.
 */
#ifndef TESTS_FAULT_ATTEMPT_H
#define TESTS_FAULT_ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>

/* What is run.  Folders and files are named from the project's root. */
struct subject {
	const char *name;
	const char *arguments; /* of the program, as a shell reads them */
	const char *keys;      /* of the reader, as picture.h names them,
				  separated by blanks; NULL: it is no reader */
	int status;            /* that it ends with when nothing fails */
};

/* What fails. */
struct fault {
	const char *what; /* "memory", or as in trace.h */
	long at;          /* from 1; 0: nothing */
	bool from;        /* all after it too */
};

enum { KEPT_FILES = 3 };
extern const char *const kept_names[KEPT_FILES];

struct text {
	char *bytes; /* NUL-ended; NULL: there is none */
	size_t len;
};

struct attempt {
	int status;      /* as waitpid() gives it */
	bool hung;       /* it had to be killed */
	struct text out; /* standard output; of a reader its pictures */
	struct text err; /* standard error; of a reader the last picture */
	/* Of a reader: whether it gave back the terminal's modes, and what it
	   left on it, or NULL; at its end, and whenever it has stopped. */
	bool modes_restored;
	const char *shown;
	struct text kept[KEPT_FILES]; /* the state folder's, afterwards */
	char strange[64]; /* a file beside them that should not be there */
	long count;       /* allocations or calls */
	char call[240];   /* the one that failed */
};

/* The folder of one worker, made by attempts_begin(). */
struct attempts {
	char folder[64];
	const char *program, *shim, *trace; /* absolute paths */
	/* What the state folder holds before each run. */
	const struct text *kept;
};

bool attempts_begin(struct attempts *attempts);
void attempts_end(struct attempts *attempts);

/* Runs it; false: it could not be started.  attempt_release() ends it. */
bool attempt_run(const struct attempts *attempts, const struct subject *subject,
		 const struct fault *fault, struct attempt *attempt);
void attempt_release(struct attempt *attempt);

#endif
