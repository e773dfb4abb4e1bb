#include "tui/find.h"

#include <stdlib.h>
#include <string.h>

#include "tui/jump.h"

/* Counting every hit is left out for articles larger than this. */
enum { COUNT_BYTES = 8 << 20 };

void find_release(struct find *find)
{
	search_free(find->search);
	free(find->pattern);
	*find = (struct find){0};
}

void find_begin(struct app *app, const char *pattern, bool back)
{
	find_release(&app->find);
	app->find.search = search_new(pattern, strlen(pattern));
	app->find.pattern = memory_alloc(strlen(pattern) + 1);
	strcpy(app->find.pattern, pattern);
	app->find.back = back;
	app->find.shown = true;
}

void find_incremental(struct app *app, const char *pattern, bool back,
		      const struct position *from)
{
	find_begin(app, pattern, back);
	app->at = *from;
	if (!*pattern || !search_possible(app->find.search))
		return;
	if (!app_view(app)->find(app, from, back, false))
		app_message(app, MSG_NOT_FOUND, pattern);
}

void find_again(struct app *app, bool against)
{
	struct find *find = &app->find;
	if (!find->search) {
		app_message(app, MSG_NO_SEARCH, NULL);
		return;
	}
	find->shown = true;
	struct position from = app->at;
	if (!app_view(app)->find(app, &from, find->back != against, true)) {
		app_message(app, MSG_NOT_FOUND, find->pattern);
		return;
	}
	/* The history remembers where the search left from. */
	struct position found = app->at;
	app->at = from;
	jump_remember(app);
	app->at = found;
}

void find_count(struct app *app, struct str *out)
{
	struct find *find = &app->find;
	const struct entry *entry = app->at.entry;
	if (!find->search || !find->shown || app->at.view != VIEW_ARTICLE ||
	    find->in != entry || entry->article.bytes > COUNT_BYTES)
		return;
	struct hits hits = {0};
	struct span all = {0, entry->article.bytes};
	search_all(find->search, &entry->article, all, &hits);
	for (size_t i = 0; i < hits.list.count; i++)
		if (hits.list.items[i].start == find->hit.start)
			str_addf(out, "%zu/%zu", i + 1, hits.list.count);
	array_release(&hits.list);
}
