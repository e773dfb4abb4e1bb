#include "core/diag.h"

#include <errno.h>
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

bool diag_hints_places(enum diag_kind kind)
{
	return kind == DIAG_LOST || kind == DIAG_LOST_OMISSION ||
	       kind == DIAG_FEW || kind == DIAG_AMBIGUOUS ||
	       kind == DIAG_AMBIGUOUS_OMISSION || kind == DIAG_APPROXIMATE ||
	       kind == DIAG_APPROXIMATE_OMISSION;
}

bool diag_unread(enum diag_kind kind)
{
	return kind <= DIAG_ABANDONED;
}

bool diag_unknown(enum diag_kind kind)
{
	return kind >= DIAG_UNKNOWN_SPEAKER && kind <= DIAG_UNKNOWN_CLAIM;
}

const char *diag_name(enum diag_kind kind)
{
	return kinds[kind].name;
}

const char *diag_words(enum diag_kind kind, bool french)
{
	return kinds[kind].words[french];
}

void diag_add_words(struct str *out, const struct diag *diag, bool french)
{
	static const char *const losses[][2] = {
#define X(name, en, fr) [DIAG_LOSS_##name] = {en, fr},
		DIAG_LOSS_LIST(X)
#undef X
	};
	const char *words = diag_words(diag->kind, french);
	const char *loss = strstr(words, "%s");
	if (loss) {
		str_add(out, words, (size_t)(loss - words));
		str_adds(out, losses[diag->loss][french]);
		words = loss + 2;
	}
	str_adds(out, words);
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
 * Index of the file, from the last one that was asked for on: problems come
 * file after file.
 */
static size_t file_index(struct diags *diags, const char *path)
{
	const size_t count = diags->files.count;
	for (size_t i = 0; i < count; i++) {
		size_t at = diags->file + i;
		at -= at < count ? 0 : count;
		if (same_file(diags->files.items[at].path, path))
			return diags->file = at;
	}
	diag_meet(diags, copy(diags, path));
	return diags->file;
}

void diag_meet(struct diags *diags, const char *file)
{
	struct diag_file met = {.path = file};
	diags->file = diags->files.count;
	array_push(&diags->files, met);
}

bool diag_full(struct diags *diags, const char *file)
{
	size_t index = file_index(diags, file);
	return diags->files.items[index].count > DIAG_FILE_MAX;
}

void diag_add(struct diags *diags, const struct diag *diag)
{
	size_t index = file_index(diags, diag->place.file);
	struct diag_file *file = &diags->files.items[index];
	if (file->count > DIAG_FILE_MAX)
		return;
	struct diag mine = *diag;
	if (file->count++ == DIAG_FILE_MAX)
		mine = (struct diag){.kind = DIAG_TOO_MANY,
				     .place = diag->place};
	mine.file = index;
	mine.place.file = file->path;
	mine.detail = copy(diags, mine.detail);
	mine.hint = copy(diags, mine.hint);
	mine.claim = copy(diags, mine.claim);
	mine.source = copy(diags, mine.source);
	array_push(&diags->list, mine);
}

void diag_add_unread(struct diags *diags, const char *file, int error)
{
	struct diag diag = {.kind = DIAG_CANNOT_READ, .place = {file, 0, 0}};
	if (error == EFBIG)
		diag.kind = DIAG_TOO_LARGE;
	else if (error == ESPIPE)
		diag.kind = DIAG_NOT_FILE;
	else
		diag.error = error;
	diag_add(diags, &diag);
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
	size_t index;
};

static int by_place(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	const struct place *p = &x->diag.place, *q = &y->diag.place;
	if (x->diag.file != y->diag.file)
		return x->diag.file < y->diag.file ? -1 : 1;
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
	for (size_t i = 0; i < count; i++)
		ranked[i] = (struct ranked){diags->list.items[i], i};
	qsort(ranked, count, sizeof *ranked, by_place);
	for (size_t i = 0; i < count; i++)
		diags->list.items[i] = ranked[i].diag;
	free(ranked);
}

void diag_absorb(struct diags *diags, struct diags *other)
{
	size_t before = diags->files.count;
	for (size_t i = 0; i < other->files.count; i++)
		array_push(&diags->files, other->files.items[i]);
	for (size_t i = 0; i < other->list.count; i++) {
		struct diag diag = other->list.items[i];
		diag.file += before;
		array_push(&diags->list, diag);
	}
	arena_absorb(&diags->arena, &other->arena);
	diag_release(other);
}

void diag_release(struct diags *diags)
{
	diags->file = 0;
	array_release(&diags->list);
	array_release(&diags->files);
	arena_release(&diags->arena);
}
