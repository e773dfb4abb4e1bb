#include "tui/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 1 << 20, LINES_MOST = 2000 };

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
	while ((n = read(fd, bytes, sizeof bytes)) > 0 && text->len < FILE_MOST)
		str_add(text, bytes, (size_t)n);
	read_all = n == 0;
out:
	close(fd);
	return read_all;
}

/* The dossier's path as the key of its lines; NULL: it has none. */
static char *key_make(const struct dossier *dossier)
{
	char *path = realpath(dossier->path, NULL);
	if (path && strpbrk(path, "\t\n")) {
		free(path);
		path = NULL;
	}
	return path;
}

/* Adds the lines of the key to own, without it, and the newest of the others
   to rest; either may be NULL. */
static void lines_part(const struct str *all, const char *key, struct str *own,
		       struct str *rest)
{
	size_t lines = 0, key_len = strlen(key);
	for (size_t i = 0; i < all->len; i++)
		lines += all->bytes[i] == '\n';
	for (size_t i = 0; i < all->len;) {
		const char *line = all->bytes + i;
		const char *end = memchr(line, '\n', all->len - i);
		size_t len = end ? (size_t)(end - line) + 1 : all->len - i;
		bool mine = len > key_len && memcmp(line, key, key_len) == 0 &&
			    line[key_len] == '\t';
		bool recent = lines-- <= LINES_MOST;
		if (end && mine && own)
			str_add(own, line + key_len + 1, len - key_len - 1);
		else if (end && !mine && recent && rest)
			str_add(rest, line, len);
		i += len;
	}
}

bool store_read(const struct dossier *dossier, const char *name,
		struct str *lines)
{
	struct str path = {0}, all = {0};
	char *key = key_make(dossier);
	size_t before = lines->len;
	if (key && state_folder(&path, false)) {
		str_addf(&path, "/%s", name);
		if (file_read(str_get(&path), &all))
			lines_part(&all, key, lines, NULL);
	}
	free(key);
	str_release(&path);
	str_release(&all);
	return lines->len > before;
}

bool store_split(char *line, char **fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		fields[i] = line;
		line = strchr(line, '\t');
		if (i + 1 < count ? !line : line != NULL)
			return false;
		if (line)
			*line++ = '\0';
	}
	return true;
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

/* Adds the new lines, each after the key. */
static void lines_add(struct str *out, const char *key, const struct str *lines)
{
	for (size_t i = 0; i < lines->len;) {
		const char *line = lines->bytes + i;
		const char *end = memchr(line, '\n', lines->len - i);
		size_t len = end ? (size_t)(end - line) + 1 : lines->len - i;
		str_addf(out, "%s\t", key);
		str_add(out, line, len);
		i += len;
	}
}

static int folder_lock(int folder)
{
	int lock = openat(folder, "lock",
			  O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (lock < 0)
		return -1;
	for (int tries = 0; tries < 2; tries++) {
		if (flock(lock, LOCK_EX | LOCK_NB) == 0)
			return lock;
		usleep(20000);
	}
	close(lock);
	return -1;
}

/* Reads, merges and replaces the file; the folder is locked. */
static void file_merge(int folder, struct str *path, const char *name,
		       const char *key, store_merge merge, const void *context)
{
	struct str all = {0}, own = {0}, rest = {0}, lines = {0};
	struct stat info;
	str_addf(path, "/%s", name);
	/* What is there but cannot be read whole is not ours to replace. */
	if (file_read(str_get(path), &all) ||
	    (stat(str_get(path), &info) < 0 && errno == ENOENT)) {
		lines_part(&all, key, &own, &rest);
		merge(context, &own, &lines);
		lines_add(&rest, key, &lines);
		file_replace(folder, name, &rest);
	}
	str_release(&all);
	str_release(&own);
	str_release(&rest);
	str_release(&lines);
}

void store_write(const struct dossier *dossier, const char *name,
		 store_merge merge, const void *context)
{
	struct str path = {0};
	int folder = -1, lock = -1;
	char *key = key_make(dossier);
	if (!key || !state_folder(&path, true))
		goto out;
	folder = open(str_get(&path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		goto out;
	lock = folder_lock(folder);
	if (lock >= 0)
		file_merge(folder, &path, name, key, merge, context);
out:
	if (lock >= 0)
		close(lock);
	if (folder >= 0)
		close(folder);
	free(key);
	str_release(&path);
}

bool store_keep(const char *name, const struct str *text, struct str *path)
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

bool store_folder(struct str *path)
{
	return state_folder(path, true);
}

void store_add_path(struct str *out, const char *path)
{
	const char *home = getenv("HOME");
	size_t len = home ? strlen(home) : 0;
	if (len > 1 && !strncmp(path, home, len) && path[len] == '/')
		str_addf(out, "~%s", path + len);
	else
		str_adds(out, path);
}
