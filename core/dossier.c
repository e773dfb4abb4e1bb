#include "core/dossier.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/annotation_read.h"
#include "core/dossier_index.h"
#include "core/folder.h"
#include "core/str.h"

/* ---- paths ---- */

static bool has_suffix(const char *name, const char *suffix)
{
	size_t len = strlen(name), end = strlen(suffix);
	return len > end && !strcmp(name + len - end, suffix);
}

/* "FOLDER/sub/NAME" in the arena. */
static const char *join(struct dossier *dossier, const char *folder,
			const char *sub, const char *name)
{
	struct str path = {0};
	size_t len = strlen(folder);
	bool slash = len && folder[len - 1] == '/';
	str_addf(&path, "%s%s%s/%s", folder, slash ? "" : "/", sub, name);
	const char *copy = arena_strdup(&dossier->arena, path.bytes);
	str_release(&path);
	return copy;
}

static char *sub_folder(const char *folder, const char *sub)
{
	struct str path = {0};
	str_addf(&path, "%s/%s", folder, sub);
	return str_take(&path);
}

bool dossier_is_folder(const char *path)
{
	char *articles = sub_folder(path, "articles");
	DIR *dir = folder_open(articles);
	bool found = false;
	for (struct dirent *at; dir && !found && (at = readdir(dir));)
		found = has_suffix(at->d_name, ".txt");
	if (dir)
		closedir(dir);
	free(articles);
	return found;
}

char *dossier_find(void)
{
	struct str path = {0};
	struct stat here, above;
	str_adds(&path, ".");
	while (!dossier_is_folder(path.bytes)) {
		size_t len = path.len;
		str_adds(&path, "/..");
		if (stat(path.bytes, &above) < 0)
			goto none;
		path.bytes[len] = '\0';
		int failed = stat(path.bytes, &here);
		path.bytes[len] = '/';
		if (failed || (here.st_dev == above.st_dev &&
			       here.st_ino == above.st_ino))
			goto none;
	}
	/* "./.." is plainer without its dot */
	if (path.len > 1)
		memmove(path.bytes, path.bytes + 2, path.len - 1);
	return str_take(&path);
none:
	str_release(&path);
	return NULL;
}

char *dossier_above(const char *articles, int *error)
{
	struct str path = {0};
	char *real = realpath(articles, NULL);
	if (!real && errno == ENOMEM)
		out_of_memory();
	*error = real ? 0 : errno;
	if (real && !strcmp(strrchr(real, '/'), "/articles")) {
		str_adds(&path, articles);
		while (path.len > 1 && path.bytes[path.len - 1] == '/')
			path.bytes[--path.len] = '\0';
		if (has_suffix(path.bytes, "/articles"))
			path.bytes[path.len -= 9] = '\0';
		else if (!strcmp(path.bytes, "/articles"))
			strcpy(path.bytes, "/");
		else if (!strcmp(path.bytes, "articles"))
			strcpy(path.bytes, ".");
		else
			str_adds(&path, "/..");
	}
	free(real);
	return path.len ? str_take(&path) : NULL;
}

/* ---- the folder ---- */

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	ARRAY(char *) list;
};

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->list.count; i++)
		free(names->list.items[i]);
	array_release(&names->list);
}

/* Whether there is something of that name, if only a link to nothing. */
static bool is_there(const char *path)
{
	struct stat st;
	return !lstat(path, &st) || errno != ENOENT;
}

/* The names in folder/sub that end in suffix, without it, sorted.  Returns the
   errno for which some may be missing, or 0. */
static int names_read(struct names *names, const char *folder, const char *sub,
		      const char *suffix)
{
	char *path = sub_folder(folder, sub);
	errno = 0;
	DIR *dir = folder_open(path);
	int error = errno;
	if (error == ENOENT && !is_there(path))
		error = 0;
	for (struct dirent *at; dir && (at = folder_next(dir, &error));) {
		if (!has_suffix(at->d_name, suffix))
			continue;
		size_t len = strlen(at->d_name) - strlen(suffix);
		char *name = memory_alloc(len + 1);
		memcpy(name, at->d_name, len);
		name[len] = '\0';
		array_push(&names->list, name);
	}
	if (dir)
		closedir(dir);
	free(path);
	if (names->list.count)
		qsort(names->list.items, names->list.count,
		      sizeof *names->list.items, by_bytes);
	return error;
}

static bool names_have(const struct names *names, const char *name)
{
	return names->list.count &&
	       bsearch(&name, names->list.items, names->list.count,
		       sizeof *names->list.items, by_bytes);
}

char *dossier_misnamed(const char *folder)
{
	struct names texts = {0};
	struct str name = {0};
	names_read(&texts, folder, "articles", ".txt");
	for (size_t i = 0; i < texts.list.count && !name.len; i++)
		if (!id_valid(texts.list.items[i], strlen(texts.list.items[i])))
			str_addf(&name, "%s.txt", texts.list.items[i]);
	names_release(&texts);
	return name.len ? str_take(&name) : NULL;
}

static void warn(struct dossier *dossier, enum diag_kind kind, const char *path,
		 const char *detail)
{
	struct diag diag = {
		.kind = kind, .place = {path, 0, 0}, .detail = detail};
	diag_add(&dossier->diags, &diag);
}

static struct entry *new_entry(struct dossier *dossier, const char *id,
			       const char *path)
{
	struct entry *entry = arena_alloc(&dossier->arena, sizeof *entry);
	entry->id = arena_strdup(&dossier->arena, id);
	entry->path = path;
	entry->title = entry->short_title = entry->id;
	table_put(&dossier->index->entries, entry->id, strlen(entry->id),
		  entry);
	return entry;
}

static void list_articles(struct dossier *dossier, const struct names *texts,
			  const struct names *notes)
{
	dossier->entries = arena_alloc(
		&dossier->arena, texts->list.count * sizeof *dossier->entries);
	for (size_t i = 0; i < texts->list.count; i++) {
		const char *id = texts->list.items[i];
		struct str name = {0};
		str_addf(&name, "%s.txt", id);
		const char *path = join(dossier, dossier->path, "articles",
					name.bytes);
		str_release(&name);
		if (!id_valid(id, strlen(id))) {
			warn(dossier, DIAG_BAD_NAME, path, id);
			continue;
		}
		struct entry *entry = new_entry(dossier, id, path);
		dossier->entries[dossier->entry_count++] = entry;
		if (!names_have(notes, id))
			continue;
		str_addf(&name, "%s.yaml", id);
		entry->annotation.file = join(dossier, dossier->path,
					      "annotations", name.bytes);
		str_release(&name);
	}
}

static void find_orphans(struct dossier *dossier, const struct names *texts,
			 const struct names *notes)
{
	for (size_t i = 0; i < notes->list.count; i++) {
		const char *id = notes->list.items[i];
		if (!strcmp(id, "dossier") || names_have(texts, id))
			continue;
		struct str name = {0};
		str_addf(&name, "%s.yaml", id);
		struct orphan orphan = {
			join(dossier, dossier->path, "annotations", name.bytes),
			false};
		str_release(&name);
		id = arena_strdup(&dossier->arena, id);
		table_put(
			&dossier->index->orphans, id, strlen(id),
			arena_copy(&dossier->arena, &orphan, 1, sizeof orphan));
	}
}

/* They are reported once it is known what names them. */
static void meet_orphans(struct dossier *dossier)
{
	const struct table *orphans = &dossier->index->orphans;
	for (size_t i = 0; i < orphans->items.count; i++) {
		const struct orphan *orphan = orphans->items.items[i].value;
		if (orphan->notes)
			diag_meet(&dossier->diags, orphan->notes);
	}
}

/* The listed ones first, then the others, which are sorted already. */
static void order_articles(struct dossier *dossier)
{
	const struct dossier_index *index = dossier->index;
	size_t count = 0, bytes = dossier->entry_count * sizeof(struct entry *);
	struct entry **ordered = arena_alloc(&dossier->arena, bytes);
	for (size_t i = 0; i < dossier->entry_count; i++)
		dossier->entries[i]->index = SIZE_MAX;
	for (size_t i = 0; i < index->order_count; i++) {
		struct entry *entry = dossier_entry(dossier, index->order[i]);
		entry->index = count;
		ordered[count++] = entry;
	}
	for (size_t i = 0; i < dossier->entry_count; i++) {
		struct entry *entry = dossier->entries[i];
		if (entry->index != SIZE_MAX)
			continue;
		entry->index = count;
		ordered[count++] = entry;
	}
	dossier->entries = ordered;
}

/* A folder that could not be read to its end. */
static void report_folder(struct dossier *dossier, const char *sub, int error)
{
	char *path = sub_folder(dossier->path, sub);
	if (error)
		diag_add_unread(&dossier->diags,
				arena_strdup(&dossier->arena, path), error);
	free(path);
}

static void load_shared(struct dossier *dossier)
{
	struct batch batch = {.arena = &dossier->arena};
	const char *path = join(dossier, dossier->path, "annotations",
				"dossier.yaml");
	if (annotation_load_shared(dossier, path, &batch))
		dossier->shared = path;
	dossier_join(dossier, &batch);
}

/* Returns the errno for which articles/ could not be read whole, or 0. */
static int open_folder(struct dossier *dossier)
{
	struct names texts = {0}, notes = {0};
	int error = names_read(&texts, dossier->path, "articles", ".txt");
	report_folder(dossier, "articles", error);
	report_folder(
		dossier, "annotations",
		names_read(&notes, dossier->path, "annotations", ".yaml"));
	list_articles(dossier, &texts, &notes);
	find_orphans(dossier, &texts, &notes);
	if (names_have(&notes, "dossier"))
		load_shared(dossier);
	meet_orphans(dossier);
	order_articles(dossier);
	names_release(&texts);
	names_release(&notes);
	return error;
}

/* ---- one file ---- */

/* Standard input, or a file alone with the notes that lie beside it. */
static void open_single(struct dossier *dossier, const char *operand)
{
	struct str id = {0};
	const char *slash = strrchr(operand, '/');
	str_adds(&id, slash ? slash + 1 : operand);
	if (has_suffix(id.bytes, ".txt"))
		id.bytes[id.len -= 4] = '\0';
	struct entry *entry = new_entry(dossier, id.bytes, dossier->path);
	str_release(&id);
	dossier->single = true;
	dossier->entries = arena_copy(&dossier->arena, &entry, 1,
				      sizeof(struct entry *));
	dossier->entry_count = 1;
	if (!has_suffix(operand, ".txt"))
		return;
	str_add(&id, operand, strlen(operand) - 4);
	str_adds(&id, ".yaml");
	if (is_there(id.bytes))
		entry->annotation.file = arena_strdup(&dossier->arena,
						      id.bytes);
	str_release(&id);
}

/*
 * The dossier that a FILE.txt lies in: the folder above its articles/, in
 * the arena, and the file's id in *id.  NULL: it lies in none, or, for an
 * errno in *error, none can be found.
 */
static const char *folder_of(struct dossier *dossier, const char *operand,
			     const char **id, int *error)
{
	const char *slash = strrchr(operand, '/');
	const char *name = slash ? slash + 1 : operand;
	size_t len = strlen(name) - 4;
	if (!id_valid(name, len))
		return NULL;
	struct str folder = {0};
	if (slash)
		str_add(&folder, operand, (size_t)(slash - operand) + 1);
	else
		str_adds(&folder, "./");
	char *above = dossier_above(folder.bytes, error);
	const char *path = NULL;
	if (above) {
		path = arena_strdup(&dossier->arena, above);
		*id = arena_strndup(&dossier->arena, name, len);
	}
	free(above);
	str_release(&folder);
	return path;
}

/* ---- loading ---- */

static struct speaker *nobody(struct dossier *dossier, const char *id)
{
	struct speaker *speaker = arena_alloc(&dossier->arena, sizeof *speaker);
	struct dossier_index *index = dossier->index;
	speaker_init(speaker);
	speaker->id = id;
	speaker->name = speaker->short_name = "";
	speaker->nobody = true;
	speaker->index = index->speaker_list.count;
	table_put(&index->speakers, id, strlen(id), speaker);
	array_push(&index->speaker_list, speaker);
	return speaker;
}

static enum dossier_status open_file(struct dossier *dossier,
				     const char *operand, int *error)
{
	const char *id = NULL;
	const char *folder = folder_of(dossier, operand, &id, error);
	if (*error)
		return DOSSIER_MISSING;
	if (!folder) {
		open_single(dossier, operand);
		return DOSSIER_OK;
	}
	dossier->path = folder;
	open_folder(dossier);
	const struct entry *entry = dossier_entry(dossier, id);
	if (!entry)
		return DOSSIER_MISSING; /* it is gone since it was met */
	dossier->start = entry->index;
	return DOSSIER_OK;
}

/* An empty dossier. */
static void dossier_start(struct dossier *dossier, const char *operand)
{
	*dossier = (struct dossier){0};
	dossier->index = memory_alloc(sizeof *dossier->index);
	*dossier->index = (struct dossier_index){0};
	nobody(dossier, "article");
	dossier->index->unknown = nobody(dossier, "unknown");
	dossier->path = arena_strdup(&dossier->arena, operand);
}

/* The first stage: lists the entries in order and reads dossier.yaml. */
static enum dossier_status dossier_open(struct dossier *dossier,
					const char *operand, int *error)
{
	struct stat st;
	*error = 0;
	dossier_start(dossier, operand);
	if (!strcmp(operand, "-")) {
		open_single(dossier, operand);
		return DOSSIER_OK;
	}
	if (stat(operand, &st) < 0) {
		*error = errno;
		return DOSSIER_MISSING;
	}
	if (S_ISDIR(st.st_mode)) {
		*error = open_folder(dossier);
		if (dossier->entry_count)
			return DOSSIER_OK;
		return *error ? DOSSIER_MISSING : DOSSIER_NO_ARTICLES;
	}
	if (!has_suffix(operand, ".txt"))
		return DOSSIER_NOT_TEXT;
	return open_file(dossier, operand, error);
}

static void gather(struct dossier *dossier)
{
	for (size_t i = 0; i < dossier->entry_count; i++) {
		struct entry *entry = dossier->entries[i];
		entry->serial = dossier->claim_count;
		dossier->claim_count += entry->annotation.claim_count;
	}
	struct dossier_index *index = dossier->index;
	dossier->speakers = index->speaker_list.items;
	dossier->speaker_count = index->speaker_list.count;
	dossier->sources = index->source_list.items;
	dossier->source_count = index->source_list.count;
	dossier->points = index->point_list.items;
	dossier->point_count = index->point_list.count;
}

enum dossier_status dossier_load_watched(struct dossier *dossier,
					 const char *operand,
					 struct load_progress *progress,
					 int *error)
{
	struct load_progress unwatched = {0};
	enum dossier_status status = dossier_open(dossier, operand, error);
	if (status != DOSSIER_OK)
		return status;
	if (!progress)
		progress = &unwatched;
	dossier->unplaced = progress->unplaced;
	dossier->strips = progress->strips;
	dossier->checked = progress->checked;
	if (!dossier_load_entries(dossier, progress, error))
		return DOSSIER_CANCELLED;
	if (dossier->single && *error)
		return DOSSIER_MISSING;
	*error = 0;
	dossier_link(dossier);
	gather(dossier);
	diag_sort(&dossier->diags);
	return DOSSIER_OK;
}

enum dossier_status dossier_load(struct dossier *dossier, const char *operand,
				 int *error)
{
	return dossier_load_watched(dossier, operand, NULL, error);
}

/* ---- the first look ---- */

/* The path of an article; NULL: there is none of that id. */
static const char *article_path(struct dossier *dossier, const char *id)
{
	struct str name = {0};
	struct stat st;
	if (!id_valid(id, strlen(id)))
		return NULL;
	str_addf(&name, "%s.txt", id);
	const char *path = join(dossier, dossier->path, "articles", name.bytes);
	str_release(&name);
	return stat(path, &st) < 0 ? NULL : path;
}

/* The id that comes first bytewise; NULL: there is no article. */
static const char *smallest_id(struct dossier *dossier)
{
	char *path = sub_folder(dossier->path, "articles");
	char id[NAME_MAX + 1];
	bool found = folder_first(path, ".txt", id_valid, id);
	free(path);
	return found ? arena_strdup(&dossier->arena, id) : NULL;
}

/* The article to begin with, in the arena, and its path in *path. */
static const char *first_id(struct dossier *dossier,
			    const struct dossier_place *place,
			    const char **path)
{
	const struct dossier_index *index = dossier->index;
	const char *id = place->id;
	if (id && (*path = article_path(dossier, id)))
		return arena_strdup(&dossier->arena, id);
	for (size_t i = 0; i < index->order_count; i++)
		if ((*path = article_path(dossier, index->order[i])))
			return index->order[i];
	id = smallest_id(dossier);
	*path = id ? article_path(dossier, id) : NULL;
	return *path ? id : NULL;
}

/* The one entry of a folder that is looked at; NULL: there is none. */
static struct entry *glimpse_folder(struct dossier *dossier,
				    const struct dossier_place *place)
{
	struct str name = {0};
	const char *path;
	load_shared(dossier);
	const char *id = first_id(dossier, place, &path);
	if (!id)
		return NULL;
	struct entry *entry = new_entry(dossier, id, path);
	str_addf(&name, "%s.yaml", id);
	entry->annotation.file = join(dossier, dossier->path, "annotations",
				      name.bytes);
	str_release(&name);
	return entry;
}

static enum dossier_status glimpse_open(struct dossier *dossier,
					const char *operand,
					const struct dossier_place *place,
					int *error)
{
	struct stat st;
	struct dossier_place asked = *place;
	if (stat(operand, &st) < 0) {
		*error = errno;
		return DOSSIER_MISSING;
	}
	bool folder = S_ISDIR(st.st_mode);
	if (!folder && !has_suffix(operand, ".txt"))
		return DOSSIER_NOT_TEXT;
	/* Who only looks into a pipe takes its writer away from who reads. */
	if (!folder && !S_ISREG(st.st_mode))
		return DOSSIER_CANCELLED;
	const char *path = folder ? operand
				  : folder_of(dossier, operand, &asked.id,
					      error);
	if (*error)
		return DOSSIER_MISSING;
	if (!path) {
		open_single(dossier, operand);
		return DOSSIER_OK;
	}
	dossier->path = path;
	struct entry *entry = glimpse_folder(dossier, &asked);
	if (!entry)
		return DOSSIER_NO_ARTICLES;
	dossier->entries = arena_copy(&dossier->arena, &entry, 1,
				      sizeof(struct entry *));
	dossier->entry_count = 1;
	return !folder && strcmp(entry->id, asked.id) != 0 ? DOSSIER_MISSING
							   : DOSSIER_OK;
}

enum dossier_status dossier_glimpse(struct dossier *dossier,
				    const char *operand,
				    const struct dossier_place *place,
				    int *error)
{
	*error = 0;
	dossier_start(dossier, operand);
	dossier->partial = true;
	if (!strcmp(operand, "-"))
		return DOSSIER_CANCELLED;
	enum dossier_status status = glimpse_open(dossier, operand, place,
						  error);
	if (status != DOSSIER_OK)
		return status;
	struct entry *entry = dossier->entries[0];
	bool left = place->id && !strcmp(place->id, entry->id);
	struct arena scratch = {0};
	struct batch batch = {
		.arena = &dossier->arena,
		.targets = &dossier->index->targets,
		.scratch = &scratch,
	};
	int failed = entry_glimpse(dossier, entry, left ? place->offset : 0,
				   &batch);
	dossier_join(dossier, &batch);
	arena_release(&scratch);
	if (failed == ESPIPE)
		return DOSSIER_CANCELLED;
	if (dossier->single && failed) {
		*error = failed;
		return DOSSIER_MISSING;
	}
	dossier_link(dossier);
	gather(dossier);
	return DOSSIER_OK;
}

/* ---- look-ups ---- */

struct entry *dossier_entry(const struct dossier *dossier, const char *id)
{
	return table_get(&dossier->index->entries, id, strlen(id));
}

struct claim *dossier_claim(const struct dossier *dossier, const char *name)
{
	size_t article = strcspn(name, "/");
	const struct entry *entry = table_get(&dossier->index->entries, name,
					      article);
	if (!entry || !name[article])
		return NULL;
	const char *id = name + article + 1;
	struct claim *claim = claim_ids_get(&entry->ids, id, strlen(id));
	return claim && claim->entry ? claim : NULL;
}

struct claim *dossier_claim_shown(const struct dossier *dossier,
				  const char *name)
{
	struct claim *claim = dossier_claim(dossier, name);
	const char *slash = strchr(name, '/');
	if (claim || !slash)
		return claim;
	const struct entry *entry = table_get(&dossier->index->entries, name,
					      (size_t)(slash - name));
	const char *digits = slash + 1;
	char *end;
	if (!entry || strspn(digits, "0123456789") == 0)
		return NULL;
	unsigned long number = strtoul(digits, &end, 10);
	if (*end || !number || number > entry->numbered_count)
		return NULL;
	return entry_claim(entry, number - 1);
}

struct claim *dossier_claim_at(const struct dossier *dossier, size_t serial)
{
	size_t low = 0, high = dossier->entry_count; /* the last that begins */
	while (high - low > 1) {                     /* at it or before */
		size_t middle = low + (high - low) / 2;
		if (dossier->entries[middle]->serial <= serial)
			low = middle;
		else
			high = middle;
	}
	const struct entry *entry = dossier->entries[low];
	return &entry->annotation.claims[serial - entry->serial];
}

static void *find(const struct table *shared, const struct table *own,
		  const char *id)
{
	size_t len = strlen(id);
	void *found = table_get(shared, id, len);
	return found ? found : table_get(own, id, len);
}

struct speaker *dossier_speaker(const struct dossier *dossier, const char *id)
{
	return find(&dossier->index->speakers, &dossier->index->own_speakers,
		    id);
}

struct source *dossier_source(const struct dossier *dossier, const char *id)
{
	return find(&dossier->index->sources, &dossier->index->own_sources, id);
}

struct point *dossier_point(const struct dossier *dossier, const char *id)
{
	return find(&dossier->index->points, &dossier->index->own_points, id);
}

const char *dossier_author(const struct dossier *dossier,
			   const struct entry *entry, const char *author)
{
	const struct speaker *speaker = dossier_speaker(dossier, author);
	bool known = speaker && !speaker->nobody &&
		     (!speaker->owner || speaker->owner == entry);
	return known ? speaker->name : author;
}

void dossier_release(struct dossier *dossier)
{
	struct dossier_index *index = dossier->index;
	for (size_t i = 0; i < dossier->entry_count; i++)
		article_release(&dossier->entries[i]->article);
	if (index) {
		table_release(&index->orphans);
		table_release(&index->entries);
		table_release(&index->speakers);
		table_release(&index->sources);
		table_release(&index->points);
		table_release(&index->own_speakers);
		table_release(&index->own_sources);
		table_release(&index->own_points);
		array_release(&index->speaker_list);
		array_release(&index->source_list);
		array_release(&index->point_list);
		array_release(&index->abouts);
		arena_release(&index->targets);
	}
	free(index);
	diag_release(&dossier->diags);
	arena_release(&dossier->arena);
	*dossier = (struct dossier){0};
}
