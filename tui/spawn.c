#include "tui/spawn.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void add(struct spawn *spawn, const char *bytes, size_t len)
{
	char *word = memory_alloc(len + 1);
	memcpy(word, bytes, len);
	word[len] = '\0';
	array_push(&spawn->words, word);
}

void spawn_add_words(struct spawn *spawn, const char *setting)
{
	static const char blanks[] = " \t\n";
	for (setting += strspn(setting, blanks); *setting;
	     setting += strspn(setting, blanks)) {
		size_t len = strcspn(setting, blanks);
		add(spawn, setting, len);
		setting += len;
	}
}

void spawn_add(struct spawn *spawn, const char *argument)
{
	add(spawn, argument, strlen(argument));
}

/* Starts it with the signals that we hold back let through again. */
static int start(struct spawn *spawn, const posix_spawn_file_actions_t *files,
		 pid_t *pid)
{
	posix_spawnattr_t attributes;
	sigset_t none, ignored;
	assert(spawn->words.count > 0);
	array_push(&spawn->words, NULL);
	spawn->words.count--;
	sigemptyset(&none);
	int error = posix_spawnattr_init(&attributes);
	if (error)
		return error;
	posix_spawnattr_setsigmask(&attributes, &none);
	/* What we ignore others shall not. */
	sigemptyset(&ignored);
	sigaddset(&ignored, SIGXFSZ);
	posix_spawnattr_setsigdefault(&attributes, &ignored);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK |
						      POSIX_SPAWN_SETSIGDEF);
	error = posix_spawnp(pid, spawn->words.items[0], files, &attributes,
			     spawn->words.items, environ);
	posix_spawnattr_destroy(&attributes);
	return error;
}

static int wait_for(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/* As a shell counts it. */
static int status_of(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

int spawn_wait(struct spawn *spawn, int input)
{
	posix_spawn_file_actions_t files;
	pid_t pid;
	int error = posix_spawn_file_actions_init(&files);
	if (error)
		return error;
	error = posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
	if (!error)
		error = start(spawn, &files, &pid);
	posix_spawn_file_actions_destroy(&files);
	return error ? error : -status_of(wait_for(pid));
}

static int start_apart(struct spawn *spawn)
{
	pid_t pid;
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0 || setsid() < 0)
		return errno;
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (dup2(null, fd) < 0)
			return errno;
	return start(spawn, NULL, &pid);
}

int spawn_away(struct spawn *spawn)
{
	/* A process between the two leaves it to init, and its errno to us. */
	pid_t pid = fork();
	if (pid < 0)
		return errno;
	if (pid == 0)
		_exit(start_apart(spawn) & 0xff);
	int status = wait_for(pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : EIO;
}

void spawn_release(struct spawn *spawn)
{
	for (size_t i = 0; i < spawn->words.count; i++)
		free(spawn->words.items[i]);
	array_release(&spawn->words);
}
