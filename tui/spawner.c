#include "tui/spawner.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/str.h"
#include "tui/programs.h"

/* What is longer cannot be an argument on Linux, a NUL included. */
enum { OPERAND_MOST = 128 * 1024 - 1 };

enum wanted { WANT_EDITOR, WANT_BROWSER };

/* What the reader sends, with `len` bytes of the operand behind it.  The
   answer is an int: 0, an errno, or a status below 0. */
struct request {
	uint32_t wanted;
	uint32_t len;
	uint64_t line;
};

static bool send_all(int socket, const void *from, size_t len)
{
	const char *at = from;
	while (len) {
		ssize_t n = send(socket, at, len, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

static bool receive_all(int socket, void *to, size_t len)
{
	char *at = to;
	while (len) {
		ssize_t n = read(socket, at, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

/* ---- the process ---- */

struct service {
	int socket;
	const char *const *folders;
	size_t count;
	char operand[OPERAND_MOST + 1]; /* of the request */
};

static bool same_folder(const char *real, const char *folder)
{
	char *other = realpath(folder, NULL);
	bool same = other && strcmp(real, other) == 0;
	free(other);
	return same;
}

static bool has_suffix(const char *path, const char *suffix)
{
	size_t len = strlen(path), end = strlen(suffix);
	return len > end && strcmp(path + len - end, suffix) == 0;
}

/* Whether the path names a text or notes right in one of the folders; an errno
   where it does not. */
static int file_fits(const struct service *service, const char *path)
{
	struct str copy = {0};
	bool fits = false;
	if (!has_suffix(path, ".txt") && !has_suffix(path, ".yaml"))
		return EACCES;
	str_adds(&copy, path);
	char *real = realpath(dirname(copy.bytes), NULL);
	int error = real ? EACCES : errno;
	for (size_t i = 0; real && !fits && i < service->count; i++)
		fits = same_folder(real, service->folders[i]);
	free(real);
	str_release(&copy);
	return fits ? 0 : error;
}

static int edit(const struct service *service, const char *path, uint64_t line)
{
	struct spawn spawn = {0};
	int error = file_fits(service, path);
	if (error)
		return error;
	programs_add_editor(&spawn, &(struct place){path, line, 0});
	error = spawn_wait(&spawn, STDIN_FILENO);
	spawn_release(&spawn);
	return error;
}

static int browse(const char *address)
{
	struct spawn spawn = {0};
	if (!programs_address_fits(address))
		return EACCES;
	programs_add_browser(&spawn, address);
	int error = spawn_away(&spawn);
	spawn_release(&spawn);
	return error;
}

static int answer(const struct service *service, const struct request *request)
{
	const char *operand = service->operand;
	if (strlen(operand) != request->len)
		return EINVAL;
	switch (request->wanted) {
	case WANT_EDITOR:
		return edit(service, operand, request->line);
	case WANT_BROWSER:
		return browse(operand);
	default:
		return EINVAL;
	}
}

/* Answers one request; false: the reader is gone, or has gone mad. */
static bool serve(struct service *service)
{
	struct request request;
	if (!receive_all(service->socket, &request, sizeof request) ||
	    request.len > OPERAND_MOST)
		return false;
	if (!receive_all(service->socket, service->operand, request.len))
		return false;
	service->operand[request.len] = '\0';
	int error = answer(service, &request);
	return send_all(service->socket, &error, sizeof error);
}

/* Standard input is the terminal, and nothing that others wait for the end of
   is held open.  Returns the socket's new number. */
static int files_keep(int socket)
{
	enum { SOCKET = STDERR_FILENO + 1 };
	if (!isatty(STDIN_FILENO)) {
		int fd = open("/dev/tty", O_RDONLY | O_NOCTTY);
		if (fd < 0)
			fd = open("/dev/null", O_RDONLY);
		if (fd > STDIN_FILENO) {
			dup2(fd, STDIN_FILENO);
			close(fd);
		}
	}
	if (socket != SOCKET)
		dup2(socket, SOCKET);
	fcntl(SOCKET, F_SETFD, FD_CLOEXEC);
	close_range(SOCKET + 1, ~0U, 0);
	return SOCKET;
}

static _Noreturn void run(struct service *service, pid_t reader)
{
	sigset_t all;
	/* Signals are for the reader, and for the programs that are started:
	   what ends or stops those must find us here when they are done. */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != reader)
		_exit(0);
	service->socket = files_keep(service->socket);
	/* As the reader does, so that a program sees the window's true size. */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	while (serve(service))
		;
	_exit(0);
}

/* ---- the reader's side ---- */

void spawner_start(struct spawner *spawner, const char *const *folders,
		   size_t count)
{
	int ends[2];
	pid_t reader = getpid();
	*spawner = (struct spawner){.pid = -1, .socket = -1};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return;
	spawner->pid = fork();
	if (spawner->pid == 0) {
		struct service service;
		service.socket = ends[1];
		service.folders = folders;
		service.count = count;
		run(&service, reader);
	}
	close(ends[1]);
	if (spawner->pid > 0)
		spawner->socket = ends[0];
	else
		close(ends[0]);
}

static int ask(const struct spawner *spawner, enum wanted wanted,
	       const char *operand, size_t line)
{
	struct request request = {
		.wanted = wanted,
		.line = line,
	};
	size_t len = strlen(operand);
	int error;
	if (spawner->socket < 0)
		return EAGAIN;
	if (len > OPERAND_MOST)
		return E2BIG;
	request.len = (uint32_t)len;
	if (!send_all(spawner->socket, &request, sizeof request) ||
	    !send_all(spawner->socket, operand, len) ||
	    !receive_all(spawner->socket, &error, sizeof error))
		return EPIPE;
	return error;
}

int spawner_edit(const struct spawner *spawner, const struct place *place)
{
	return ask(spawner, WANT_EDITOR, place->file, place->line);
}

int spawner_browse(const struct spawner *spawner, const char *address)
{
	return ask(spawner, WANT_BROWSER, address, 0);
}

void spawner_end(struct spawner *spawner)
{
	if (spawner->socket < 0)
		return;
	close(spawner->socket);
	spawner->socket = -1;
	while (waitpid(spawner->pid, NULL, 0) < 0 && errno == EINTR)
		;
}
