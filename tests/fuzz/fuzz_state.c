/*
 * What is kept between runs: the input stands in the files of places and
 * marks, where each @ is the path that their lines begin with.  Whatever it
 * is, places read from it lie in their articles, and what is written after is
 * read and written again to the same bytes.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/array.h"
#include "tui/bookmarks.h"
#include "tui/state.h"
#include "tests/fuzz/expect.h"

static struct {
	struct dossier dossier;
	char folder[64], *path;
} kept;

/* Damaged ones are put aside, and soon there is no more room for them. */
static void files_remove(void)
{
	char path[sizeof kept.folder + sizeof(struct dirent) + 16];
	snprintf(path, sizeof path, "%s/manicule", kept.folder);
	DIR *folder = opendir(path);
	for (struct dirent *at; folder && (at = readdir(folder));) {
		snprintf(path, sizeof path, "%s/manicule/%s", kept.folder,
			 at->d_name);
		unlink(path);
	}
	if (folder)
		closedir(folder);
}

static void remove_folder(void)
{
	char path[128];
	files_remove();
	snprintf(path, sizeof path, "%s/manicule", kept.folder);
	rmdir(path);
	rmdir(kept.folder);
}

static void prepare(void)
{
	int error;
	char path[128];
	if (kept.path)
		return;
	strcpy(kept.folder, "/tmp/manicule-fuzz-XXXXXX");
	expect(mkdtemp(kept.folder));
	setenv("XDG_STATE_HOME", kept.folder, 1);
	snprintf(path, sizeof path, "%s/manicule", kept.folder);
	expect(mkdir(path, 0700) == 0);
	atexit(remove_folder);
	expect(dossier_load(&kept.dossier, ".", &error) == DOSSIER_OK);
	kept.path = realpath(".", NULL);
	expect(kept.path);
}

static void file_fill(const char *name, const uint8_t *data, size_t size)
{
	char path[128];
	snprintf(path, sizeof path, "%s/manicule/%s", kept.folder, name);
	FILE *file = fopen(path, "we");
	expect(file);
	for (size_t i = 0; i < size; i++)
		if (data[i] == '@')
			fputs(kept.path, file);
		else
			putc(data[i], file);
	fclose(file);
}

static void file_take(const char *name, struct str *bytes)
{
	char path[128], some[4096];
	snprintf(path, sizeof path, "%s/manicule/%s", kept.folder, name);
	FILE *file = fopen(path, "re");
	for (size_t got; file && (got = fread(some, 1, sizeof some, file)) > 0;)
		str_add(bytes, some, got);
	if (file)
		fclose(file);
}

static void check_position(const struct position *at)
{
	expect(at->entry && at->offset <= at->entry->article.bytes);
	expect(!at->claim || at->claim->entry == at->entry);
}

/* Reads what is kept, changes a mark so that it is written, and writes. */
static void pass(struct str *places, struct str *marks)
{
	struct app app = {.dossier = &kept.dossier};
	app.at.entry = kept.dossier.entries[0];
	state_load(&app, ".");
	check_position(&app.at);
	bookmark_load(&app);
	for (size_t i = 0; i < bookmark_count(&app); i++)
		check_position(&bookmark_get(&app, i)->at);
	expect(bookmark_set(&app, 'z'));
	state_save(&app);
	bookmark_save(&app);
	bookmark_release(&app.bookmarks);
	str_release(&app.message);
	file_take("places", places);
	file_take("marks", marks);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str first[2] = {0}, second[2] = {0};
	prepare();
	files_remove();
	file_fill("places", data, size);
	file_fill("marks", data, size);
	pass(&first[0], &first[1]);
	pass(&second[0], &second[1]);
	for (int i = 0; i < 2; i++) {
		expect(!strcmp(str_get(&first[i]), str_get(&second[i])));
		str_release(&first[i]);
		str_release(&second[i]);
	}
	return 0;
}
