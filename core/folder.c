#include "core/folder.h"

#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/array.h"
#include "core/side.h"

/* A folder of so many bytes, however its file system counts them, has more
   names than two threads are worth. */
enum { LARGE_FOLDER = 65536 };

/* Half of what telldir() may return. */
static const off_t middle = LONG_MAX / 2;

/* What one thread reads. */
struct stretch {
	DIR *dir;
	char first[NAME_MAX + 1]; /* so far */
	size_t len;               /* its bytes; 0: there is none */
};

/*
 * A folder's stream of names, and the same from a place farther on, which is
 * found by halving what telldir() may return: where places are hashes, as in
 * ext4, that halves the names; where they are numbers nothing comes there, and
 * the first stretch is all.  It ends where it meets the second one's first
 * name: from there on both streams are the same, wherever that is.
 */
struct listing {
	const char *suffix;
	size_t suffix_len;
	bool (*fits)(const char *name, size_t len);
	struct stretch stretches[2];
	char met[NAME_MAX + 1]; /* the second one's first name */
	atomic_bool meets;      /* there is one */
	atomic_bool ended;      /* the first one has read all */
};

DIR *folder_open(const char *path)
{
	DIR *dir = opendir(path);
	if (!dir && errno == ENOMEM)
		out_of_memory();
	return dir;
}

struct dirent *folder_next(DIR *dir, int *error)
{
	errno = 0;
	struct dirent *at = readdir(dir);
	if (!at)
		*error = errno;
	return at;
}

/* The stream's next name, and its bytes; NULL: there is none.  Some file
   systems have names longer than NAME_MAX: they are passed over. */
static char *name_next(DIR *dir, size_t *len)
{
	for (struct dirent *at; (at = readdir(dir));) {
		/* Such a name goes on past what d_name is declared to be. */
		const char *name = (const char *)at +
				   offsetof(struct dirent, d_name);
		*len = strlen(name);
		if (*len <= NAME_MAX)
			return at->d_name;
	}
	return NULL;
}

/* Takes a name into account, which is changed.  Most come later than what was
   met already: that is asked first. */
static void take(const struct listing *listing, struct stretch *stretch,
		 char *name, size_t len)
{
	size_t had = stretch->len;
	if (len <= listing->suffix_len)
		return;
	len -= listing->suffix_len;
	int order = memcmp(name, stretch->first, len < had ? len : had);
	if (had && (order > 0 || (order == 0 && len >= had)))
		return;
	if (strcmp(name + len, listing->suffix) != 0)
		return;
	name[len] = '\0';
	if (!listing->fits(name, len))
		return;
	memcpy(stretch->first, name, len + 1);
	stretch->len = len;
}

/* The first stretch. */
static void read_on(struct listing *listing)
{
	struct stretch *stretch = &listing->stretches[0];
	size_t len;
	for (char *name; (name = name_next(stretch->dir, &len));) {
		if (listing->meets && !strcmp(name, listing->met))
			return;
		take(listing, stretch, name, len);
	}
	listing->ended = true;
}

static void read_rest(struct listing *listing)
{
	struct stretch *stretch = &listing->stretches[1];
	size_t len;
	for (char *name;
	     !listing->ended && (name = name_next(stretch->dir, &len));) {
		if (!listing->meets) {
			memcpy(listing->met, name, len + 1);
			listing->meets = true;
		}
		take(listing, stretch, name, len);
	}
}

static void read_stretch(void *context, size_t i)
{
	struct listing *listing = context;
	if (i == 0)
		read_on(listing);
	else
		read_rest(listing);
}

static bool is_large(DIR *dir)
{
	struct stat about;
	return fstat(dirfd(dir), &about) == 0 && about.st_size >= LARGE_FOLDER;
}

/* The folder open for the second stretch; NULL: there is none. */
static DIR *rest_open(const char *folder)
{
	DIR *dir = folder_open(folder);
	if (dir && lseek(dirfd(dir), middle, SEEK_SET) != middle) {
		closedir(dir);
		dir = NULL;
	}
	return dir;
}

bool folder_first(const char *folder, const char *suffix,
		  bool (*fits)(const char *name, size_t len),
		  char name[NAME_MAX + 1])
{
	struct listing listing = {
		.suffix = suffix,
		.suffix_len = strlen(suffix),
		.fits = fits,
	};
	struct stretch *one = &listing.stretches[0], *two = one + 1;
	one->dir = folder_open(folder);
	two->dir = one->dir && is_large(one->dir) ? rest_open(folder) : NULL;
	if (one->dir)
		side_by_side(two->dir ? 2 : 1, read_stretch, &listing);
	bool later = two->len &&
		     (!one->len || strcmp(two->first, one->first) < 0);
	strcpy(name, later ? two->first : one->first);
	if (one->dir)
		closedir(one->dir);
	if (two->dir)
		closedir(two->dir);
	return *name;
}
