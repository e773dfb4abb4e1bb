#include "tui/bookmarks.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tui/rows.h"
#include "tui/state.h"
#include "tui/store.h"

/* Nobody types a key so soon after m and its letter. */
enum { REST_MILLISECONDS = 300 };

static const struct store_file marks_file = {"marks", STATE_FIELDS + 1};

static bool is_letter(int letter)
{
	return letter > 0 && letter < 128 && isalnum(letter);
}

/* Whether one letter in two articles is one mark. */
static bool is_global(int letter)
{
	return !(letter >= 'a' && letter <= 'z');
}

static bool same_mark(const struct bookmark *mark, int letter,
		      const char *article)
{
	return mark->letter == letter &&
	       (is_global(letter) || strcmp(mark->at.entry->id, article) == 0);
}

/* Removed ones last, then by article, place and letter. */
static int by_place(const void *pa, const void *pb)
{
	const struct bookmark *a = pa, *b = pb;
	if (a->removed != b->removed)
		return a->removed ? 1 : -1;
	if (a->at.entry != b->at.entry)
		return a->at.entry->index < b->at.entry->index ? -1 : 1;
	if (a->at.offset != b->at.offset)
		return a->at.offset < b->at.offset ? -1 : 1;
	return a->letter - b->letter;
}

static void marks_sort(struct bookmarks *marks)
{
	if (marks->list.count > 1)
		qsort(marks->list.items, marks->list.count,
		      sizeof *marks->list.items, by_place);
}

static struct bookmark *mark_find(const struct bookmarks *marks, int letter,
				  const char *article)
{
	for (size_t i = 0; i < marks->list.count; i++)
		if (same_mark(&marks->list.items[i], letter, article))
			return &marks->list.items[i];
	return NULL;
}

static void mark_put(struct bookmarks *marks, const struct bookmark *mark)
{
	struct bookmark *old = mark_find(marks, mark->letter,
					 mark->at.entry->id);
	if (old)
		*old = *mark;
	else
		array_push(&marks->list, *mark);
}

bool bookmark_set(struct app *app, int letter)
{
	struct bookmark mark = {.letter = letter, .at = app->at, .own = true};
	if (!is_letter(letter))
		return false;
	/* From a view, the place in the article behind it. */
	if (app->at.view != VIEW_ARTICLE)
		mark.at.link = mark.at.skip = 0;
	mark.at.view = VIEW_ARTICLE;
	mark_put(&app->bookmarks, &mark);
	marks_sort(&app->bookmarks);
	app->bookmarks.due = !app->options.secure;
	/* There may be as many as before, and still other ones. */
	rows_release(&app->find.rows);
	return true;
}

const struct position *bookmark_find(const struct app *app, int letter)
{
	const struct bookmark *mark = mark_find(&app->bookmarks, letter,
						app->at.entry->id);
	return mark && !mark->removed ? &mark->at : NULL;
}

const struct entry *bookmark_elsewhere(const struct app *app, int letter)
{
	for (size_t i = 0; i < bookmark_count(app); i++) {
		const struct bookmark *mark = bookmark_get(app, i);
		if (mark->letter == letter && mark->at.entry != app->at.entry)
			return mark->at.entry;
	}
	return NULL;
}

size_t bookmark_count(const struct app *app)
{
	size_t count = 0;
	const struct bookmarks *marks = &app->bookmarks;
	while (count < marks->list.count && !marks->list.items[count].removed)
		count++;
	return count;
}

const struct bookmark *bookmark_get(const struct app *app, size_t i)
{
	return &app->bookmarks.list.items[i];
}

void bookmark_remove(struct app *app, size_t i)
{
	app->bookmarks.list.items[i].removed = true;
	marks_sort(&app->bookmarks);
	app->bookmarks.due = !app->options.secure;
}

void bookmark_load(struct app *app)
{
	struct store_report report = {.what = STORE_FINE};
	struct str lines = {0};
	char *rest = NULL;
	if (store_read(app->dossier, &marks_file, app->options.secure, &lines,
		       &report))
		for (char *line = strtok_r(lines.bytes, "\n", &rest); line;
		     line = strtok_r(NULL, "\n", &rest)) {
			char *fields[STATE_FIELDS + 1];
			struct bookmark mark = {.own = false};
			if (!store_split(line, fields, STATE_FIELDS + 1) ||
			    !is_letter((unsigned char)fields[0][0]) ||
			    fields[0][1] ||
			    !state_read_position(app, fields + 1, &mark.at))
				continue;
			mark.letter = (unsigned char)fields[0][0];
			mark.kept = strtoul(fields[2], NULL, 10);
			mark_put(&app->bookmarks, &mark);
		}
	marks_sort(&app->bookmarks);
	str_release(&lines);
	state_tell(app, &report);
}

static void mark_line(const struct bookmark *mark, struct str *lines)
{
	str_addf(lines, "%c\t", mark->letter);
	state_add_position(lines, &mark->at);
}

/* Adds what is to stand in place of a line: nothing where this run has set or
   removed its mark, or it cannot be read; where its words have moved, and
   nobody has marked another place since, where they are now. */
static void line_merge(const struct bookmarks *marks, const char *line,
		       size_t len, struct str *lines)
{
	struct str copy = {0};
	char *fields[STATE_FIELDS + 1];
	str_add(&copy, line, len);
	if (len && store_split(copy.bytes, fields, STATE_FIELDS + 1)) {
		const struct bookmark *mark = mark_find(
			marks, (unsigned char)fields[0][0], fields[1]);
		if (mark && mark->moved && !mark->removed &&
		    !strcmp(mark->at.entry->id, fields[1]) &&
		    mark->kept == strtoul(fields[2], NULL, 10))
			mark_line(mark, lines);
		else if (!mark || (!mark->own && !mark->removed))
			str_add(lines, line, len + 1);
	}
	str_release(&copy);
}

static void marks_merge(const void *context, const struct str *old,
			struct str *lines)
{
	const struct bookmarks *marks = context;
	for (size_t i = 0; i < old->len;) {
		const char *line = old->bytes + i;
		size_t len = (size_t)(strchr(line, '\n') - line);
		line_merge(marks, line, len, lines);
		i += len + 1;
	}
	for (size_t i = 0; i < marks->list.count; i++) {
		const struct bookmark *mark = &marks->list.items[i];
		if (mark->own && !mark->removed)
			mark_line(mark, lines);
	}
}

/* What others do to them from now on stands. */
static void marks_saved(struct bookmarks *marks)
{
	size_t kept = 0;
	for (size_t i = 0; i < marks->list.count; i++) {
		struct bookmark mark = marks->list.items[i];
		mark.own = mark.moved = false;
		mark.kept = mark.at.offset;
		if (!mark.removed)
			marks->list.items[kept++] = mark;
	}
	marks->list.count = kept;
}

void bookmark_save(struct app *app)
{
	struct store_report report = {.what = STORE_FINE};
	struct bookmarks *marks = &app->bookmarks;
	bool changed = false;
	marks->due = false;
	for (size_t i = 0; i < marks->list.count; i++) {
		const struct bookmark *mark = &marks->list.items[i];
		changed |= mark->own || mark->moved || mark->removed;
	}
	if (changed)
		store_write(app->dossier, &marks_file, marks_merge, marks,
			    &report);
	if (report.what == STORE_FINE)
		marks_saved(marks);
	state_tell(app, &report);
}

int bookmark_wait(const struct app *app)
{
	return app->bookmarks.due ? REST_MILLISECONDS : -1;
}

void bookmark_release(struct bookmarks *bookmarks)
{
	array_release(&bookmarks->list);
}
