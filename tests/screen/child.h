/*
 * child - a program in a terminal of its own, and when it has come to rest.
 *
 * No step waits for a fixed time.  The program is at rest when it sleeps in a
 * call that only input or a signal can end, has read all that was sent, and
 * all that it wrote has arrived.  The calling process must lead a session
 * (setsid) without a terminal: the program's becomes its own, so that it
 * outlives the program and nothing written is lost.
 */
#ifndef TESTS_SCREEN_CHILD_H
#define TESTS_SCREEN_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

struct child {
	pid_t pid;  /* leads its own process group, in the foreground */
	int master; /* our end of the terminal */
	int slave;  /* its end, kept open to ask and to mark */
	bool ended;
	bool stopped;         /* by a signal, as ^Z sends one */
	int status;           /* when ended: as waitpid() gives it */
	bool must_wake;       /* it was sent something that will wake it */
	unsigned long wakes;  /* times it had slept when that was sent */
	unsigned long marks;  /* written so far */
	struct termios modes; /* the terminal's, before it started */
};

/* Where the program's output goes, in pieces of any length. */
typedef void child_output(void *user, const char *bytes, size_t len);

/*
 * Starts `sh -c command`, or a program with its arguments, with the environment
 * given; false: errno says why.
 */
bool child_start(struct child *child, const char *command, char *const *env,
		 int rows, int columns);
bool child_start_program(struct child *child, char *const *arguments,
			 char *const *env, int rows, int columns);

/* The same, for a program that types for us: it has our end of the terminal
   too, as this file. */
enum { CHILD_MASTER = 9 };
bool child_start_typist(struct child *child, const char *command,
			char *const *env, int rows, int columns);

/* Sends keys. */
void child_send(struct child *child, const char *bytes, size_t len);

/* Sends the signal to its process group. */
void child_signal(struct child *child, int signal);

/* Changes the terminal's size, which sends SIGWINCH. */
void child_resize(struct child *child, int rows, int columns);

/*
 * Passes on the program's output until it is at rest or has ended; false: it
 * was not within `seconds`.
 */
bool child_settle(struct child *child, int seconds, child_output *output,
		  void *user);

/*
 * Takes the terminal away, as a window that is closed does; false: the program
 * has not ended within `seconds`.
 */
bool child_hang_up(struct child *child, int seconds);

/* Whether the terminal's modes are those that it started with. */
bool child_modes_restored(const struct child *child);

/* Ends the program if it still runs, and closes its terminal. */
void child_release(struct child *child);

#endif
