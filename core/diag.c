#include "core/diag.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	enum diag_level level;
	const char *name, *words[2];
} kinds[DIAG_KINDS] = {
#define X(name, level, json, en, fr)                                           \
	[DIAG_##name] = {DIAG_##level, json, {en, fr}},
	DIAG_LIST(X)
#undef X
};

enum diag_level diag_level(enum diag_kind kind)
{
	return kinds[kind].level;
}

const char *diag_name(enum diag_kind kind)
{
	return kinds[kind].name;
}

const char *diag_words(enum diag_kind kind, bool french)
{
	return kinds[kind].words[french];
}

static const char *copy(struct diags *diags, const char *string)
{
	return string ? arena_strdup(&diags->arena, string) : NULL;
}

static bool same_file(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/*
 * Newest first: problems come file after file.  Files without a problem are
 * many in a large dossier and need no search, for they are announced once.
 */
static struct diag_file *file_get(struct diags *diags, const char *path)
{
	for (size_t i = diags->files.count; i-- > 0;)
		if (same_file(diags->files.items[i].path, path))
			return &diags->files.items[i];
	struct diag_file file = {.path = copy(diags, path)};
	array_push(&diags->files, file);
	return &diags->files.items[diags->files.count - 1];
}

void diag_meet(struct diags *diags, const char *file)
{
	struct diag_file met = {.path = copy(diags, file)};
	array_push(&diags->files, met);
}

bool diag_full(struct diags *diags, const char *file)
{
	return file_get(diags, file)->count > DIAG_FILE_MAX;
}

void diag_add(struct diags *diags, const struct diag *diag)
{
	struct diag_file *file = file_get(diags, diag->place.file);
	if (file->count > DIAG_FILE_MAX)
		return;
	struct diag mine = *diag;
	if (file->count++ == DIAG_FILE_MAX)
		mine = (struct diag){DIAG_TOO_MANY, diag->place, NULL, NULL,
				     NULL,          NULL,        0};
	mine.place.file = file->path;
	mine.detail = copy(diags, mine.detail);
	mine.hint = copy(diags, mine.hint);
	mine.claim = copy(diags, mine.claim);
	mine.source = copy(diags, mine.source);
	array_push(&diags->list, mine);
}

static bool continues(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

void diag_add_at(struct diags *diags, const struct diag *diag,
		 const char *bytes, size_t len, size_t offset)
{
	size_t start = offset, end = offset;
	while (start > 0 && bytes[start - 1] != '\n' &&
	       offset - start < DIAG_SOURCE_MAX / 2)
		start--;
	while (start < offset && continues(bytes[start]))
		start++;
	while (end < len && bytes[end] != '\n' && end - start < DIAG_SOURCE_MAX)
		end++;
	while (end > offset && end < len && continues(bytes[end]))
		end--;
	if (end > start && bytes[end - 1] == '\r' && end > offset)
		end--;
	char source[DIAG_SOURCE_MAX + 1];
	for (size_t i = start; i < end; i++)
		source[i - start] = bytes[i] ? bytes[i] : '\x01';
	source[end - start] = '\0';
	struct diag mine = *diag;
	mine.source = source;
	mine.caret = offset - start;
	diag_add(diags, &mine);
}

size_t diag_count(const struct diags *diags, enum diag_level level)
{
	size_t count = 0;
	for (size_t i = 0; i < diags->list.count; i++)
		count += diag_level(diags->list.items[i].kind) == level;
	return count;
}

/* A diag with its rank, for a sort that must be stable. */
struct ranked {
	struct diag diag;
	size_t file, index;
};

static int by_place(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	const struct place *p = &x->diag.place, *q = &y->diag.place;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	if (p->column != q->column)
		return p->column < q->column ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

void diag_sort(struct diags *diags)
{
	size_t count = diags->list.count;
	if (!count)
		return;
	struct ranked *ranked = memory_alloc(count * sizeof *ranked);
	const struct diag_file *file = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct diag *diag = &diags->list.items[i];
		if (!file || file->path != diag->place.file)
			file = file_get(diags, diag->place.file);
		ranked[i] = (struct ranked){
			*diag, (size_t)(file - diags->files.items), i};
	}
	qsort(ranked, count, sizeof *ranked, by_place);
	for (size_t i = 0; i < count; i++)
		diags->list.items[i] = ranked[i].diag;
	free(ranked);
}

void diag_release(struct diags *diags)
{
	array_release(&diags->list);
	array_release(&diags->files);
	arena_release(&diags->arena);
}
