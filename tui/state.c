#include "tui/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 1 << 20, PLACES_MOST = 500 };

/* The state folder, made where it is missing; false: there is none. */
static bool state_folder(struct str *path, bool make)
{
	const char *home = getenv("HOME");
	const char *state = getenv("XDG_STATE_HOME");
	/* The XDG specification: a relative path is ignored. */
	if (state && state[0] == '/')
		str_adds(path, state);
	else if (home && home[0] == '/')
		str_addf(path, "%s/.local/state", home);
	else
		return false;
	str_adds(path, "/manicule");
	if (!make)
		return true;
	for (char *slash = path->bytes + 1; *slash; slash++)
		if (*slash == '/') {
			*slash = '\0';
			mkdir(path->bytes, 0700);
			*slash = '/';
		}
	return mkdir(path->bytes, 0700) == 0 || errno == EEXIST;
}

/* Reads the file whole; false: it is missing, too large, or no file. */
static bool file_read(const char *path, struct str *text)
{
	struct stat info;
	bool read_all = false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return false;
	if (fstat(fd, &info) < 0 || !S_ISREG(info.st_mode) ||
	    info.st_size > FILE_MOST)
		goto out;
	char bytes[4096];
	ssize_t n;
	while ((n = read(fd, bytes, sizeof bytes)) > 0 &&
	       text->len < FILE_MOST)
		str_add(text, bytes, (size_t)n);
	read_all = n == 0;
out:
	close(fd);
	return read_all;
}

/* The dossier's path as the key of its line; NULL: it has none. */
static char *place_key(const struct app *app)
{
	char *path = realpath(app->dossier->path, NULL);
	if (path && strpbrk(path, "\t\n")) {
		free(path);
		path = NULL;
	}
	return path;
}

enum { FIELDS = 6 };

/* Splits a line at its tabs, in place; false: it has not as many fields. */
static bool line_split(char *line, char *fields[FIELDS])
{
	for (int i = 0; i < FIELDS; i++) {
		fields[i] = line;
		line = strchr(line, '\t');
		if (i + 1 < FIELDS ? !line : line != NULL)
			return false;
		if (line)
			*line++ = '\0';
	}
	return true;
}

static bool place_use(struct app *app, char *const fields[FIELDS])
{
	struct entry *entry = dossier_entry(app->dossier, fields[1]);
	if (!entry)
		return false;
	struct position *at = &app->at;
	at->entry = entry;
	at->offset = strtoul(fields[2], NULL, 10);
	if (at->offset > entry->article.bytes)
		at->offset = entry->article.bytes;
	at->row = strtoul(fields[3], NULL, 10);
	struct claim *claim = dossier_claim(app->dossier, fields[4]);
	if (claim && claim->entry == entry && claim->number) {
		at->claim = claim;
		at->open = fields[5][0] == '1';
	}
	return true;
}

bool state_load(struct app *app)
{
	struct str path = {0}, text = {0};
	bool found = false;
	char *key = place_key(app);
	if (!key || !state_folder(&path, false))
		goto out;
	str_adds(&path, "/places");
	if (!file_read(str_get(&path), &text) || !text.len)
		goto out;
	char *rest = NULL;
	for (char *line = strtok_r(text.bytes, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		char *fields[FIELDS];
		if (line_split(line, fields) && strcmp(fields[0], key) == 0)
			found = place_use(app, fields);
	}
out:
	free(key);
	str_release(&path);
	str_release(&text);
	return found;
}

/* The old lines but this dossier's, the newest PLACES_MOST, and its new one. */
static void lines_merge(struct str *out, const struct str *old,
			const char *key, const struct position *at)
{
	size_t lines = 0, key_len = strlen(key);
	for (size_t i = 0; i < old->len; i++)
		lines += old->bytes[i] == '\n';
	for (size_t i = 0; i < old->len;) {
		const char *line = old->bytes + i;
		const char *end = memchr(line, '\n', old->len - i);
		size_t len = end ? (size_t)(end - line) + 1 : old->len - i;
		bool own = len > key_len &&
			   memcmp(line, key, key_len) == 0 &&
			   line[key_len] == '\t';
		if (end && !own && lines-- <= PLACES_MOST)
			str_add(out, line, len);
		i += len;
	}
	str_addf(out, "%s\t%s\t%zu\t%zu\t%s\t%d\n", key, at->entry->id,
		 at->offset, at->row, at->claim ? at->claim->name : "-",
		 at->open);
}

static bool write_all(int fd, const struct str *text)
{
	for (size_t done = 0; done < text->len;) {
		ssize_t n = write(fd, text->bytes + done, text->len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

/* Replaces the file in the folder by the text, whole or not at all. */
static bool file_replace(int folder, const char *name, const struct str *text)
{
	char temporary[64];
	snprintf(temporary, sizeof temporary, ".%s.%ld", name, (long)getpid());
	int fd = openat(folder, temporary,
			O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
			0600);
	if (fd < 0)
		return false;
	bool good = write_all(fd, text) && fsync(fd) == 0;
	good = close(fd) == 0 && good;
	good = good && renameat(folder, temporary, folder, name) == 0;
	if (good)
		fsync(folder);
	else
		unlinkat(folder, temporary, 0);
	return good;
}

void state_save(const struct app *app)
{
	struct str path = {0}, old = {0}, text = {0};
	int folder = -1, lock = -1;
	char *key = place_key(app);
	if (!key || !state_folder(&path, true))
		goto out;
	folder = open(str_get(&path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		goto out;
	lock = openat(folder, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		      0600);
	if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) < 0)
		usleep(20000);
	if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) < 0)
		goto out;
	str_adds(&path, "/places");
	struct stat info;
	/* What is there but cannot be read whole is not ours to replace. */
	if (!file_read(str_get(&path), &old) &&
	    (stat(str_get(&path), &info) == 0 || errno != ENOENT))
		goto out;
	lines_merge(&text, &old, key, &app->at);
	file_replace(folder, "places", &text);
out:
	if (lock >= 0)
		close(lock);
	if (folder >= 0)
		close(folder);
	free(key);
	str_release(&path);
	str_release(&old);
	str_release(&text);
}

bool state_keep(const char *name, const struct str *text, struct str *path)
{
	errno = 0;
	if (!state_folder(path, true)) {
		errno = errno ? errno : ENOENT;
		return false;
	}
	int folder = open(str_get(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	str_addf(path, "/%s", name);
	if (folder < 0)
		return false;
	bool kept = file_replace(folder, name, text);
	int error = errno;
	close(folder);
	errno = error;
	return kept;
}

void state_add_path(struct str *out, const char *path)
{
	const char *home = getenv("HOME");
	size_t len = home ? strlen(home) : 0;
	if (len > 1 && !strncmp(path, home, len) && path[len] == '/')
		str_addf(out, "~%s", path + len);
	else
		str_adds(out, path);
}
