/*
 * session - the real reader under a storm: random keys, resizes down to 1x1,
 * and files that change while they are read.
 *
 *   session PROGRAM SEED KEYS FOLDER…
 *
 * Each sitting opens the next of the dossiers, which are copies that it may
 * spoil and mends, and plays some thousand keys.  All the time it judges what
 * comes (screen_bytes.h) and that the reader comes to rest; at the end that it
 * still answers, that q leaves, with status 0, and that the terminal is as it
 * was.  A sitting is a function of its seed: `session P SEED 1 FOLDER` plays
 * that one again.  The last line is `N keys, N resizes, N sittings, N failed`.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/fuzz/screen_bytes.h"
#include "tests/screen/child.h"

enum {
	SITTING_KEYS = 2000,
	MOST_FILES = 64,
	MOST_BYTES = 1 << 20,
	PATIENCE = 3, /* seconds to come to rest, and then see what it does */
	TRIES = 20,
	MOST_FAILURES = 10,
};

struct file {
	char path[4096];
	char *bytes;
	size_t len;
};

struct sitting {
	const char *program, *folder;
	uint64_t seed, random;
	struct file files[MOST_FILES];
	size_t file_count;
	struct child child;
	struct screen_bytes screen;
	size_t heard;    /* bytes that came */
	char said[4096]; /* the last ones: a ring */
	char keys[8192]; /* the last ones */
	size_t key_bytes;
	size_t played, resizes;
	const char *failure; /* NULL: none so far */
};

static uint64_t pick(struct sitting *s, uint64_t count)
{
	s->random = s->random * 6364136223846793005u + 1442695040888963407u;
	return (s->random >> 33) % count;
}

static void fail(struct sitting *s, const char *why)
{
	if (!s->failure)
		s->failure = why;
}

/* ---- the files ---- */

static void file_write(const struct file *file, const char *bytes, size_t len)
{
	FILE *out = fopen(file->path, "we");
	if (!out)
		return;
	fwrite(bytes, 1, len, out);
	fclose(out);
}

static void files_read(struct sitting *s, const char *sub)
{
	char folder[2048];
	snprintf(folder, sizeof folder, "%s/%s", s->folder, sub);
	DIR *dir = opendir(folder);
	for (struct dirent *at; dir && (at = readdir(dir));) {
		struct file *file = &s->files[s->file_count];
		if (at->d_name[0] == '.' || s->file_count == MOST_FILES)
			continue;
		snprintf(file->path, sizeof file->path, "%s/%s", folder,
			 at->d_name);
		FILE *in = fopen(file->path, "re");
		file->bytes = malloc(MOST_BYTES);
		file->len = in && file->bytes
				    ? fread(file->bytes, 1, MOST_BYTES, in)
				    : 0;
		if (in)
			fclose(in);
		s->file_count++;
	}
	if (dir)
		closedir(dir);
}

static void files_mend(struct sitting *s)
{
	for (size_t i = 0; i < s->file_count; i++)
		file_write(&s->files[i], s->files[i].bytes, s->files[i].len);
}

static void files_release(struct sitting *s)
{
	for (size_t i = 0; i < s->file_count; i++)
		free(s->files[i].bytes);
}

/* A file is cut, spoilt, replaced, removed, or mended. */
static void file_change(struct sitting *s)
{
	static const char *const noise[] = {
		"\033]0;x\007\033[2J",
		"\302\23331m",
		"\342\200\256abc\342\200\254",
		"\377\376\200",
		"\n  - [{",
		"\t\v\f\r\n",
		"a\314\201\314\201\314\201",
	};
	char path[4200];
	if (s->file_count == 0)
		return;
	const struct file *file = &s->files[pick(s, s->file_count)];
	size_t at = file->len ? pick(s, file->len) : 0;
	const char *some = noise[pick(s, sizeof noise / sizeof *noise)];
	switch (pick(s, 6)) {
	case 0:
		if (truncate(file->path, (off_t)at) != 0)
			return;
		break;
	case 1:
		unlink(file->path);
		break;
	case 2: {
		FILE *out = fopen(file->path, "r+e");
		if (!out)
			return;
		fseek(out, (long)at, SEEK_SET);
		fputs(some, out);
		fclose(out);
		break;
	}
	case 3: /* replaced whole by another's bytes */
		snprintf(path, sizeof path, "%s.new", file->path);
		if (rename(s->files[pick(s, s->file_count)].path, path) == 0 &&
		    rename(path, file->path) != 0)
			return;
		break;
	default:
		files_mend(s);
	}
}

/* ---- the program ---- */

static void hear(void *user, const char *bytes, size_t len)
{
	struct sitting *s = user;
	for (size_t i = 0; i < len; i++)
		s->said[s->heard++ % sizeof s->said] = bytes[i];
	screen_bytes_take(&s->screen, bytes, len);
}

/* Waits until it is at rest, and wakes it where it suspended itself. */
static void settle(struct sitting *s)
{
	bool rests = false;
	for (int i = 0; i < TRIES && !rests && !s->child.ended; i++) {
		rests = child_settle(&s->child, PATIENCE, hear, s);
		if (s->child.stopped) {
			kill(-s->child.pid, SIGCONT);
			rests = false;
		}
	}
	if (!rests && !s->child.ended)
		fail(s, "does not come to rest");
	if (s->screen.wrong[0])
		fail(s, s->screen.wrong);
}

static void send(struct sitting *s, const char *bytes, size_t len)
{
	if (s->child.ended)
		return;
	size_t room = sizeof s->keys / 2;
	if (s->key_bytes + len > sizeof s->keys) {
		memmove(s->keys, s->keys + s->key_bytes - room, room);
		s->key_bytes = room;
	}
	memcpy(s->keys + s->key_bytes, bytes, len);
	s->key_bytes += len;
	child_send(&s->child, bytes, len);
}

static void check_end(struct sitting *s)
{
	if (!WIFEXITED(s->child.status) || WEXITSTATUS(s->child.status) != 0)
		fail(s, "did not end with status 0");
	else if (!child_modes_restored(&s->child))
		fail(s, "left the terminal's modes changed");
	else if (s->screen.full_screen)
		fail(s, "left the other screen shown");
	else if (s->screen.cursor_hidden)
		fail(s, "left the cursor hidden");
	else if (s->screen.mouse)
		fail(s, "left the mouse listened to");
}

static void start(struct sitting *s)
{
	char *arguments[] = {strdup(s->program), strdup(s->folder), NULL};
	s->screen = (struct screen_bytes){0};
	if (!child_start_program(&s->child, arguments, environ,
				 (int)pick(s, 60) + 1, (int)pick(s, 200) + 1))
		fail(s, "does not start");
	free(arguments[0]);
	free(arguments[1]);
	settle(s);
}

/* It has left because a key said so: the next one comes. */
static void restart(struct sitting *s)
{
	check_end(s);
	child_release(&s->child);
	files_mend(s);
	if (!s->failure)
		start(s);
}

/* ---- the storm ---- */

static const char *const sequences[] = {
	"\033[A",        "\033[B",
	"\033[C",        "\033[D",
	"\033OA",        "\033OB",
	"\033OC",        "\033OD",
	"\033[5~",       "\033[6~",
	"\033[H",        "\033[F",
	"\033OH",        "\033OF",
	"\033[Z",        "\033[3~",
	"\033OP",        "\033[15~",
	"\033",          "\033\033",
	"\033[",         "\033[<0;9;9M",
	"\033[<0;9;9m",  "\033[<64;5;5M",
	"\033[<65;5;5M", "\033[200~é\nq\033[201~",
	"\033[I",        "\033[999;999R",
	"\033]0;x\007",  "\033[<",
	"\033[<0;4",     "\033[M",
	"\033[M !!",     "\033[<0;0;0M",
};

static const char *const phrases[] = {
	"/la\r",
	"?de\r",
	"/\t\t\r",
	"&kind:opinion\r",
	"&-is:unsourced\r",
	"&\r",
	":n\r",
	":p\r",
	":e a\t\r",
	":x\r",
	"ma",
	"'a",
	"''",
	"mB",
	"'B",
	"9\r",
	"50%",
	"VwwwY",
	"VjjG\r",
	"-i",
	"-\t",
	"/\302\240 \342\200\256\r",
	"12G",
	"J\r\t\r",
	"zJz\r",
	"\r\t\t\r",
	"s\r",
	"FR",
	"-m",
};

#define ONE_OF(s, list) ((list)[pick(s, sizeof(list) / sizeof *(list))])

/* One key, or a few that belong together. */
static void press(struct sitting *s)
{
	char bytes[4];
	uint64_t kind = pick(s, 100);
	if (kind < 70) {
		bytes[0] = (char)(' ' + pick(s, 95));
		/* Leaving is tried, but not all the time. */
		if ((bytes[0] == 'q' || bytes[0] == 'Q') && pick(s, 20))
			bytes[0] = 'j';
		send(s, bytes, 1);
	} else if (kind < 78) {
		bytes[0] = (char)pick(s, 32);
		if (bytes[0] == 28) /* ^\ is meant to end a program */
			bytes[0] = 27;
		/* Where another program has the terminal, or none, the kernel
		   throws away for it what was written before. */
		if (bytes[0] == 3 || bytes[0] == 26)
			settle(s);
		send(s, bytes, 1);
	} else if (kind < 88) {
		const char *sequence = ONE_OF(s, sequences);
		send(s, sequence, strlen(sequence));
	} else if (kind < 97) {
		const char *phrase = ONE_OF(s, phrases);
		send(s, phrase, strlen(phrase));
	} else {
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)(0x80 + pick(s, 128));
		send(s, bytes, sizeof bytes);
	}
	s->played++;
}

static void resize(struct sitting *s)
{
	static const int rows[] = {1, 2, 3, 5, 11, 12, 24, 40, 60};
	static const int columns[] = {1, 2, 3, 10, 39, 40, 99, 100, 190, 300};
	if (pick(s, 2))
		child_resize(&s->child, ONE_OF(s, rows), ONE_OF(s, columns));
	else
		child_resize(&s->child, (int)pick(s, 60) + 1,
			     (int)pick(s, 200) + 1);
	s->resizes++;
}

static void storm(struct sitting *s)
{
	while (s->played < SITTING_KEYS && !s->failure) {
		for (uint64_t n = pick(s, 20) + 1; n > 0; n--)
			press(s);
		if (pick(s, 4) == 0)
			resize(s);
		if (pick(s, 30) == 0)
			file_change(s);
		settle(s);
		if (s->child.ended && !s->failure)
			restart(s);
	}
}

/* Closes what is open, and sees that the screen can be drawn anew. */
static void check_answer(struct sitting *s)
{
	child_resize(&s->child, 24, 80);
	settle(s);
	for (int i = 0; i < 4; i++) {
		send(s, "\033", 1);
		settle(s);
	}
	size_t heard = s->heard;
	send(s, "\014", 1);
	settle(s);
	if (!s->child.ended && s->heard == heard)
		fail(s, "does not answer");
}

static void leave(struct sitting *s)
{
	for (int i = 0; i < 20 && !s->child.ended && !s->failure; i++) {
		send(s, "q", 1);
		settle(s);
	}
	if (!s->child.ended)
		fail(s, "q does not leave");
	if (!s->failure)
		check_end(s);
}

/* What came last: a sanitizer may have spoken to the terminal. */
static void report_said(const struct sitting *s)
{
	size_t room = sizeof s->said;
	printf("\nthe last bytes:\n");
	for (size_t i = s->heard > room ? s->heard - room : 0; i < s->heard;
	     i++) {
		unsigned char c = (unsigned char)s->said[i % room];
		putchar(c == '\n' || (c >= ' ' && c < 0x7f) ? c : '.');
	}
}

static void report(const struct sitting *s)
{
	printf("FAILED: sitting %llu, %s: %s", (unsigned long long)s->seed,
	       s->folder, s->failure);
	if (s->child.ended)
		printf(" (status %#x)", (unsigned)s->child.status);
	printf("\nthe last keys:");
	for (size_t i = s->key_bytes > 60 ? s->key_bytes - 60 : 0;
	     i < s->key_bytes; i++) {
		unsigned char c = (unsigned char)s->keys[i];
		printf(c > ' ' && c < 0x7f ? " %c" : " %02x", c);
	}
	report_said(s);
	printf("\n");
	fflush(stdout);
}

static bool sit(struct sitting *s)
{
	s->random = s->seed * 2654435761u + 1;
	files_read(s, "articles");
	files_read(s, "annotations");
	start(s);
	storm(s);
	if (!s->failure)
		check_answer(s);
	leave(s);
	if (s->failure)
		report(s);
	child_release(&s->child);
	files_mend(s);
	files_release(s);
	return !s->failure;
}

static int all(char **argv)
{
	uint64_t seed = strtoull(argv[2], NULL, 10);
	size_t wanted = strtoul(argv[3], NULL, 10);
	size_t played = 0, resizes = 0, failed = 0, sittings = 0;
	char **folder = argv + 4;
	static struct sitting s;
	while (played < wanted && failed < MOST_FAILURES) {
		s = (struct sitting){.program = argv[1],
				     .folder = *folder,
				     .seed = seed,
				     .child = {.master = -1, .slave = -1}};
		failed += !sit(&s);
		played += s.played;
		resizes += s.resizes;
		seed++;
		sittings++;
		printf("%zu keys played\n", played);
		fflush(stdout);
		folder = folder[1] ? folder + 1 : argv + 4;
	}
	printf("%zu keys, %zu resizes, %zu sittings, %zu failed\n", played,
	       resizes, sittings, failed);
	fflush(stdout);
	return failed > 0;
}

int main(int argc, char **argv)
{
	if (argc < 5) {
		fputs("usage: session PROGRAM SEED KEYS FOLDER...\n", stderr);
		return 2;
	}
	/* Only a process that leads no group can lead a session (child.h). */
	int status = 0;
	pid_t pid = fork();
	if (pid == 0) {
		setsid();
		exit(all(argv));
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
