#include "cli/confine.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/landlock.h"
#include "cli/seccomp.h"
#include "tui/spawner.h"
#include "tui/store.h"

/* Links of a folder are followed where they lie among so many names at most:
   looking at all of a large one would hold up the first screen. */
enum { LINKS_AMONG = 512 };

/* The folders that the dossier's files lie right in. */
struct folders {
	char *paths[3];
	size_t count;
};

static void folder_take(struct folders *folders, struct str *path)
{
	folders->paths[folders->count++] = str_take(path);
}

static void add_dossier(struct folders *folders, const char *path)
{
	static const char *const parts[] = {"", "/articles", "/annotations"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct str part = {0};
		str_addf(&part, "%s%s", path, parts[i]);
		folder_take(folders, &part);
	}
}

static bool is_articles(const char *folder)
{
	char *real = realpath(folder, NULL);
	const char *name = real ? strrchr(real, '/') : NULL;
	bool is = name && strcmp(name, "/articles") == 0;
	free(real);
	return is;
}

/* A file alone may have its notes beside it; one in articles/ is part of a
   dossier. */
static void add_file(struct folders *folders, const char *path)
{
	struct str folder = {0};
	const char *slash = strrchr(path, '/');
	if (slash)
		str_add(&folder, path, (size_t)(slash - path) + 1);
	else
		str_adds(&folder, "./");
	if (is_articles(folder.bytes)) {
		str_adds(&folder, "..");
		add_dossier(folders, folder.bytes);
		str_release(&folder);
	} else {
		folder_take(folders, &folder);
	}
}

static void folders_find(struct folders *folders, const char *path)
{
	struct stat about;
	if (strcmp(path, "-") == 0)
		return;
	if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
		add_dossier(folders, path);
	else
		add_file(folders, path);
}

static void folders_release(struct folders *folders)
{
	for (size_t i = 0; i < folders->count; i++)
		free(folders->paths[i]);
}

/* ---- files ---- */

/* What links in the folder lead to may lie elsewhere. */
static void allow_links(int rights, const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *file;
	for (size_t i = 0; dir && i < LINKS_AMONG && (file = readdir(dir));
	     i++) {
		struct str path = {0};
		if (file->d_type != DT_LNK)
			continue;
		str_addf(&path, "%s/%s", folder, file->d_name);
		landlock_allow(rights, path.bytes, LANDLOCK_READ);
		str_release(&path);
	}
	if (dir)
		closedir(dir);
}

/* Paths with colons between. */
static void allow_list(int rights, const char *paths)
{
	for (size_t len; paths && *paths; paths += len + (paths[len] == ':')) {
		struct str path = {0};
		len = strcspn(paths, ":");
		str_add(&path, paths, len);
		landlock_allow(rights, str_get(&path), LANDLOCK_READ);
		str_release(&path);
	}
}

/* Where terminfo's entries may be. */
static void allow_system(int rights)
{
	static const char *const paths[] = {
		"/etc/terminfo",
		"/lib/terminfo",
		"/usr/share/terminfo",
		"/usr/lib/terminfo",
	};
	const char *home = getenv("HOME");
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		landlock_allow(rights, paths[i], LANDLOCK_READ);
	allow_list(rights, getenv("TERMINFO"));
	allow_list(rights, getenv("TERMINFO_DIRS"));
	if (home) {
		struct str path = {0};
		str_addf(&path, "%s/.terminfo", home);
		landlock_allow(rights, path.bytes, LANDLOCK_READ);
		str_release(&path);
	}
}

static void allow_reader(const struct options *options, int rights)
{
	struct str state = {0};
	allow_system(rights);
	landlock_allow(rights, "/dev/tty", LANDLOCK_TERMINAL);
	if (store_folder(&state, !options->secure))
		landlock_allow(rights, state.bytes,
			       options->secure ? LANDLOCK_READ : LANDLOCK_KEEP);
	str_release(&state);
}

static void confine_files(const struct options *options,
			  const struct folders *folders)
{
	int rights = landlock_begin();
	if (rights < 0)
		return;
	for (size_t i = 0; i < folders->count; i++) {
		landlock_allow(rights, folders->paths[i], LANDLOCK_READ);
		allow_links(rights, folders->paths[i]);
	}
	if (options->spawner)
		allow_reader(options, rights);
	landlock_apply(rights);
}

void confine_begin(const struct options *options, const char *path)
{
	struct folders folders = {.count = 0};
	folders_find(&folders, path);
	if (options->spawner && !options->secure)
		spawner_start(options->spawner,
			      (const char *const *)folders.paths,
			      folders.count);
	if (!options->unconfined) {
		confine_files(options, &folders);
		seccomp_apply();
	}
	folders_release(&folders);
}

void confine_describe(const struct options *options, struct str *words)
{
	int version = landlock_version();
	if (options->unconfined)
		return;
	if (version)
		str_addf(words, "Landlock %d", version);
	if (seccomp_available())
		str_addf(words, "%sseccomp", words->len ? ", " : "");
}
