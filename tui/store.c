#include "tui/store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	VERSION = 1, /* of the format */
	FILE_MOST = 1 << 20,
	LINES_MOST = 2000,
	ASIDE_MOST = 9,
	NAME_MOST = 64,
	LOCK_TRIES = 200,
	LOCK_PAUSE = 10000, /* microseconds */
};

static const char first_words[] = "manicule ";

/* ---- the folder ---- */

/* Adds the state folder's path; false: there is none. */
static bool folder_path(struct str *path)
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
	return true;
}

/* Opens the folder, made where it is missing; -1 for an errno. */
static int folder_open(struct str *path, bool make)
{
	for (char *slash = path->bytes + 1; make && *slash; slash++)
		if (*slash == '/') {
			*slash = '\0';
			mkdir(path->bytes, 0700);
			*slash = '/';
		}
	if (make && mkdir(path->bytes, 0700) < 0 && errno != EEXIST)
		return -1;
	return open(path->bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* The file by which one reader at a time writes; -1 for an errno, EAGAIN where
   others held it all the time. */
static int folder_lock(int folder)
{
	int lock = openat(folder, "lock",
			  O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (lock < 0)
		return -1;
	int error = EAGAIN;
	for (int i = 0; i < LOCK_TRIES && error == EAGAIN; i++) {
		if (i)
			usleep(LOCK_PAUSE);
		error = flock(lock, LOCK_EX | LOCK_NB) < 0 ? errno : 0;
		if (error == EINTR)
			error = EAGAIN;
	}
	if (!error)
		return lock;
	close(lock);
	errno = error;
	return -1;
}

/* The state folder while it is locked. */
struct locked {
	struct str path;
	int folder, lock;
	sigset_t signals; /* that were blocked before */
};

/* Locks the folder; nothing but SIGKILL comes in between until it is given
   back.  Returns 0 or an errno. */
static int locked_begin(struct locked *locked)
{
	sigset_t all;
	sigfillset(&all);
	locked->folder = locked->lock = -1;
	sigprocmask(SIG_BLOCK, &all, &locked->signals);
	locked->folder = folder_open(&locked->path, true);
	if (locked->folder >= 0)
		locked->lock = folder_lock(locked->folder);
	return locked->lock < 0 ? errno : 0;
}

static void locked_end(struct locked *locked)
{
	if (locked->lock >= 0)
		close(locked->lock);
	if (locked->folder >= 0)
		close(locked->folder);
	sigprocmask(SIG_SETMASK, &locked->signals, NULL);
}

/* ---- reading ---- */

/* Reads the file whole: 0, or an errno. */
static int file_read(int folder, const char *name, struct str *text)
{
	struct stat info;
	int error = 0;
	int fd = openat(folder, name,
			O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return errno;
	if (fstat(fd, &info) < 0)
		error = errno;
	else if (!S_ISREG(info.st_mode))
		error = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
	char bytes[4096];
	while (!error && text->len <= FILE_MOST) {
		ssize_t n = read(fd, bytes, sizeof bytes);
		if (n > 0)
			str_add(text, bytes, (size_t)n);
		else if (n == 0)
			break;
		else if (errno != EINTR)
			error = errno;
	}
	close(fd);
	return error;
}

/* Whether a line, without its LF, is a path and so many fields. */
static bool line_is_good(const char *line, size_t len, size_t fields)
{
	size_t tabs = 0;
	for (size_t i = 0; i < len; i++)
		tabs += line[i] == '\t';
	return len && line[0] == '/' && !memchr(line, '\0', len) &&
	       tabs == fields;
}

static bool lines_are_good(const struct str *text, size_t start, size_t fields)
{
	for (size_t i = start; i < text->len;) {
		const char *line = text->bytes + i;
		const char *end = memchr(line, '\n', text->len - i);
		if (!end || !line_is_good(line, (size_t)(end - line), fields))
			return false;
		i += (size_t)(end - line) + 1;
	}
	return true;
}

/* Whether the text is a file's, and where its lines begin. */
static int file_judge(const struct str *text, size_t fields, size_t *start)
{
	const size_t len = sizeof first_words - 1;
	*start = 0;
	if (!text->len)
		return STORE_FINE;
	if (text->len > FILE_MOST ||
	    strncmp(text->bytes, first_words, len) != 0)
		return STORE_DAMAGED;
	char *rest;
	const char *number = text->bytes + len;
	unsigned long version = strtoul(number, &rest, 10);
	if (*number < '1' || *number > '9' || *rest != '\n')
		return STORE_DAMAGED;
	*start = (size_t)(rest - text->bytes) + 1;
	if (version > VERSION)
		return STORE_LATER;
	return lines_are_good(text, *start, fields) ? STORE_FINE
						    : STORE_DAMAGED;
}

/* Tells it, unless something else was told already. */
static void report_add(struct store_report *report, int what, int error,
		       const struct str *path, const char *name)
{
	if (report->what != STORE_FINE)
		return;
	report->what = what;
	report->error = error;
	str_addf(&report->path, "%s/%s", str_get(path), name);
}

/* A name that no file has, for the damaged one: 0 or an errno. */
static int aside_name(int folder, const char *name, char other[NAME_MOST])
{
	struct stat info;
	for (int i = 1; i <= ASIDE_MOST; i++) {
		snprintf(other, NAME_MOST, "%s.damaged", name);
		if (i > 1)
			snprintf(other, NAME_MOST, "%s.damaged%d", name, i);
		if (fstatat(folder, other, &info, AT_SYMLINK_NOFOLLOW) < 0)
			return errno == ENOENT ? 0 : errno;
	}
	return EEXIST;
}

/* Puts a damaged file aside; the folder is locked. */
static bool file_aside(const struct locked *locked, const char *name,
		       struct store_report *report)
{
	char other[NAME_MOST];
	int error = aside_name(locked->folder, name, other);
	if (!error && renameat(locked->folder, name, locked->folder, other) < 0)
		error = errno;
	report_add(report, error ? STORE_STUCK : STORE_DAMAGED, error,
		   &locked->path, error ? name : other);
	return !error;
}

/*
 * Reads the lines of a file whose folder is locked, to replace them; what is
 * damaged is put aside.  False: it is not ours to replace.
 */
static bool locked_read(const struct locked *locked,
			const struct store_file *file, struct str *text,
			size_t *start, struct store_report *report)
{
	int error = file_read(locked->folder, file->name, text);
	int what = error ? STORE_UNREAD : file_judge(text, file->fields, start);
	if (what == STORE_FINE)
		return true;
	if (what != STORE_DAMAGED && error != ENOENT)
		report_add(report, what, error, &locked->path, file->name);
	str_clear(text);
	*start = 0;
	return error == ENOENT || (what == STORE_DAMAGED &&
				   file_aside(locked, file->name, report));
}

/* The dossier's path as the key of its lines; NULL: it has none, or, with an
   errno, none is known. */
static char *key_make(const struct dossier *dossier)
{
	errno = 0;
	if (strcmp(dossier->path, "-") == 0)
		return NULL;
	char *path = realpath(dossier->path, NULL);
	if (!path && errno == ENOMEM)
		out_of_memory();
	if (path && strpbrk(path, "\t\n")) {
		free(path);
		path = NULL;
		errno = 0;
	}
	return path;
}

/* Adds the lines of the key to own, without it, and the newest of the others
   to rest; either may be NULL. */
static void lines_part(const struct str *all, size_t start, const char *key,
		       struct str *own, struct str *rest)
{
	size_t lines = 0, key_len = strlen(key);
	for (size_t i = start; i < all->len; i++)
		lines += all->bytes[i] == '\n';
	for (size_t i = start; i < all->len;) {
		const char *line = all->bytes + i;
		const char *end = memchr(line, '\n', all->len - i);
		size_t len = (size_t)(end - line) + 1;
		bool mine = len > key_len && memcmp(line, key, key_len) == 0 &&
			    line[key_len] == '\t';
		bool recent = lines-- <= LINES_MOST;
		if (mine && own)
			str_add(own, line + key_len + 1, len - key_len - 1);
		else if (!mine && recent && rest)
			str_add(rest, line, len);
		i += len;
	}
}

/* Reads the file again under the lock, where it seemed damaged. */
static void read_damaged(struct str *path, const struct store_file *file,
			 struct str *text, size_t *start,
			 struct store_report *report)
{
	struct locked locked = {.path = *path};
	str_clear(text);
	int error = locked_begin(&locked);
	if (error)
		report_add(report, STORE_STUCK, error, path, file->name);
	else
		locked_read(&locked, file, text, start, report);
	locked_end(&locked);
}

bool store_read(const struct dossier *dossier, const struct store_file *file,
		bool secure, struct str *lines, struct store_report *report)
{
	struct str path = {0}, all = {0};
	size_t before = lines->len, start = 0;
	char *key = key_make(dossier);
	int folder = -1, error = 0, what = STORE_FINE;
	if (!key || !folder_path(&path))
		goto out;
	folder = folder_open(&path, false);
	error = folder < 0 ? errno : file_read(folder, file->name, &all);
	if (error == ENOENT || error == ENOTDIR)
		goto out;
	what = error ? STORE_UNREAD : file_judge(&all, file->fields, &start);
	if (what == STORE_DAMAGED && !secure)
		read_damaged(&path, file, &all, &start, report);
	else if (what == STORE_DAMAGED)
		report_add(report, STORE_STUCK, EROFS, &path, file->name);
	else if (what != STORE_FINE)
		report_add(report, what, error, &path, file->name);
	if (what == STORE_FINE || (what == STORE_DAMAGED && !secure))
		lines_part(&all, start, key, lines, NULL);
out:
	if (folder >= 0)
		close(folder);
	free(key);
	str_release(&path);
	str_release(&all);
	return lines->len > before;
}

bool store_split(char *line, char **fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *tab = strchr(line, '\t');
		fields[i] = line;
		if (i + 1 == count)
			return !tab;
		if (!tab)
			return false;
		*tab = '\0';
		line = tab + 1;
	}
	return count == 0;
}

/* ---- writing ---- */

/* 0 or an errno. */
static int write_all(int fd, const struct str *text)
{
	for (size_t done = 0; done < text->len;) {
		ssize_t n = write(fd, text->bytes + done, text->len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? errno : EIO;
		done += (size_t)n;
	}
	return 0;
}

/* fsync(), which not all file systems have for folders. */
static int sync_all(int fd)
{
	int failed;
	do
		failed = fsync(fd);
	while (failed && errno == EINTR);
	return failed && errno != EINVAL ? errno : 0;
}

/* Replaces the file in the locked folder by the text, whole or not at all:
   0 or an errno. */
static int file_replace(int folder, const char *name, const struct str *text)
{
	char fresh[NAME_MOST];
	snprintf(fresh, sizeof fresh, ".%s.new", name);
	/* Whoever was killed may have left one. */
	unlinkat(folder, fresh, 0);
	int fd = openat(folder, fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			0600);
	if (fd < 0)
		return errno;
	int error = write_all(fd, text);
	if (!error)
		error = sync_all(fd);
	if (close(fd) < 0 && !error && errno != EINTR)
		error = errno;
	if (!error && renameat(folder, fresh, folder, name) < 0)
		error = errno;
	if (error)
		unlinkat(folder, fresh, 0);
	return error ? error : sync_all(folder);
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

/* Reads, merges and replaces the file; the folder is locked.  0 or an errno;
   0 too where the file is not ours to replace, which is reported. */
static int file_merge(const struct locked *locked,
		      const struct store_file *file, const char *key,
		      store_merge merge, const void *context,
		      struct store_report *report)
{
	struct str all = {0}, own = {0}, rest = {0}, lines = {0};
	size_t start = 0;
	int error = 0;
	if (locked_read(locked, file, &all, &start, report)) {
		str_addf(&rest, "%s%d\n", first_words, VERSION);
		lines_part(&all, start, key, &own, &rest);
		merge(context, &own, &lines);
		lines_add(&rest, key, &lines);
		error = file_replace(locked->folder, file->name, &rest);
	}
	str_release(&all);
	str_release(&own);
	str_release(&rest);
	str_release(&lines);
	return error;
}

void store_write(const struct dossier *dossier, const struct store_file *file,
		 store_merge merge, const void *context,
		 struct store_report *report)
{
	struct locked locked = {.lock = -1};
	bool has_folder = folder_path(&locked.path);
	char *key = has_folder ? key_make(dossier) : NULL;
	int error = has_folder && !key ? errno : 0;
	if (key) {
		error = locked_begin(&locked);
		if (!error)
			error = file_merge(&locked, file, key, merge, context,
					   report);
		locked_end(&locked);
	}
	if (error)
		report_add(report, error == EAGAIN ? STORE_BUSY : STORE_UNSAVED,
			   error, &locked.path, file->name);
	free(key);
	str_release(&locked.path);
}

bool store_keep(const char *name, const struct str *text, struct str *path)
{
	struct locked locked = {.lock = -1};
	if (!folder_path(&locked.path)) {
		errno = ENOENT;
		return false;
	}
	int error = locked_begin(&locked);
	if (!error)
		error = file_replace(locked.folder, name, text);
	locked_end(&locked);
	str_addf(path, "%s/%s", str_get(&locked.path), name);
	str_release(&locked.path);
	errno = error;
	return !error;
}

bool store_folder(struct str *path, bool make)
{
	int folder = folder_path(path) ? folder_open(path, make) : -1;
	if (folder >= 0)
		close(folder);
	return folder >= 0;
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
