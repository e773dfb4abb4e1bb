#include "tui/watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/str.h"
#include "tui/clock.h"

/* Milliseconds: of quiet that make a change whole, and that it waits at most
   where the file is written on and on. */
enum { QUIET = 200, WAIT_MOST = 2000, NAMES_MOST = 1000 };

enum {
	FILES = IN_CREATE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO |
		IN_DELETE | IN_ONLYDIR,
	FOLDERS = IN_CREATE | IN_MOVED_TO | IN_ONLYDIR,
};

static int add(const struct watch *watch, const char *sub, unsigned events)
{
	struct str path = {0};
	str_addf(&path, "%s%s", watch->path, sub);
	int added = inotify_add_watch(watch->fd, str_get(&path), events);
	str_release(&path);
	return added;
}

static void add_folders(struct watch *watch)
{
	watch->articles = add(watch, "/articles", FILES);
	watch->notes = add(watch, "/annotations", FILES);
}

/* The folder of a file that is read alone. */
static void add_single(struct watch *watch)
{
	char *slash = strrchr(watch->path, '/');
	struct str folder = {0};
	watch->file = slash ? slash + 1 : watch->path;
	if (slash)
		str_add(&folder, watch->path,
			(size_t)(slash - watch->path) + 1);
	else
		str_adds(&folder, ".");
	watch->articles = inotify_add_watch(watch->fd, str_get(&folder), FILES);
	str_release(&folder);
}

void watch_open(struct watch *watch, const struct dossier *dossier)
{
	struct str path = {0};
	*watch = (struct watch){
		.fd = -1, .above = -1, .articles = -1, .notes = -1};
	if (strcmp(dossier->path, "-") == 0)
		return;
	watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (watch->fd < 0)
		return;
	str_adds(&path, dossier->path);
	watch->path = str_take(&path);
	if (dossier->single) {
		add_single(watch);
		return;
	}
	struct stat info;
	if (stat(watch->path, &info) == 0) {
		watch->device = info.st_dev;
		watch->inode = info.st_ino;
	}
	watch->above = add(watch, "/", FOLDERS);
	add_folders(watch);
}

static bool ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), end = strlen(suffix);
	return len > end && strcmp(name + len - end, suffix) == 0;
}

/* Whether it is the file that is read alone, or its notes. */
static bool is_single(const struct watch *watch, const char *name)
{
	size_t len = strlen(watch->file);
	size_t stem = ends_in(watch->file, ".txt") ? len - 4 : len;
	return strcmp(name, watch->file) == 0 ||
	       (strncmp(name, watch->file, stem) == 0 &&
		strcmp(name + stem, ".yaml") == 0);
}

/* Whether an event is about a file of the dossier; editors' own begin with a
   point, or end in another way. */
static bool is_ours(const struct watch *watch, int where, const char *name)
{
	if (watch->file)
		return is_single(watch, name);
	if (name[0] == '.')
		return false;
	return (where == watch->articles && ends_in(name, ".txt")) ||
	       (where == watch->notes && ends_in(name, ".yaml"));
}

static void add_changed(struct watch *watch, const char *name)
{
	watch->last = clock_now();
	if (!watch->changed.count)
		watch->first = watch->last;
	for (size_t i = 0; i < watch->changed.count; i++)
		if (strcmp(watch->changed.items[i], name) == 0)
			return;
	if (watch->changed.count >= NAMES_MOST)
		return;
	struct str copy = {0};
	str_adds(&copy, name);
	str_addc(&copy, '\0');
	array_push(&watch->changed, str_take(&copy));
}

static void take(struct watch *watch, const struct inotify_event *event)
{
	const char *name = event->len ? event->name : "";
	if (event->mask & IN_Q_OVERFLOW)
		add_changed(watch, "…");
	else if (event->wd == watch->above &&
		 (strcmp(name, "articles") == 0 ||
		  strcmp(name, "annotations") == 0)) {
		add_folders(watch);
		add_changed(watch, name);
	} else if (is_ours(watch, event->wd, name)) {
		add_changed(watch, name);
	}
}

void watch_read(struct watch *watch)
{
	char bytes[16384]
		__attribute__((aligned(__alignof__(struct inotify_event))));
	ssize_t n;
	while ((n = read(watch->fd, bytes, sizeof bytes)) > 0)
		for (ssize_t at = 0; at < n;) {
			const void *here = bytes + at;
			const struct inotify_event *event = here;
			take(watch, event);
			at += (ssize_t)(sizeof *event + event->len);
		}
	/* What cannot be read would wake us for ever. */
	if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
		close(watch->fd);
		watch->fd = -1;
	}
}

int watch_wait(const struct watch *watch)
{
	if (!watch->changed.count)
		return -1;
	long quiet = QUIET - clock_milliseconds(&watch->last);
	long most = WAIT_MOST - clock_milliseconds(&watch->first);
	long left = quiet < most ? quiet : most;
	return left > 0 ? (int)left : 0;
}

static void names_release(struct watch *watch)
{
	for (size_t i = 0; i < watch->changed.count; i++)
		free(watch->changed.items[i]);
	array_release(&watch->changed);
}

void watch_forget(struct watch *watch)
{
	if (watch->fd >= 0)
		watch_read(watch);
	names_release(watch);
}

bool watch_replaced(const struct watch *watch)
{
	struct stat info;
	return watch->inode && stat(watch->path, &info) == 0 &&
	       (info.st_ino != watch->inode || info.st_dev != watch->device);
}

void watch_close(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	watch->fd = -1;
	names_release(watch);
	free(watch->path);
	watch->path = NULL;
}
