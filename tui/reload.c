#include "tui/reload.h"

#include <string.h>

#include "core/filter.h"
#include "core/table.h"
#include "tui/carry.h"
#include "tui/find.h"
#include "tui/fold_list.h"
#include "tui/found.h"
#include "tui/list.h"
#include "tui/order.h"
#include "tui/rows.h"
#include "tui/sheet.h"
#include "tui/store.h"

/* Anchors aside: words that have changed are no mistake of a save. */
static bool is_mistake(const struct diag *diag)
{
	return diag_level(diag->kind) == DIAG_ERROR &&
	       !diag_hints_places(diag->kind);
}

/* What makes it the same problem, wherever its line has moved to. */
static void add_key(struct str *out, const struct diag *diag)
{
	str_clear(out);
	str_addf(out, "%d %d %s\n%s\n%s", (int)diag->kind, diag->error,
		 diag->place.file ? diag->place.file : "",
		 diag->claim ? diag->claim : "",
		 diag->detail ? diag->detail : "");
}

/* Whether it may follow from a file that is there no more. */
static bool follows_gone(enum diag_kind kind)
{
	return diag_unknown(kind) || kind == DIAG_ORPHAN_NAMED;
}

/* Finds the mistakes that the dossier did not have when it was read last, but
   for what may follow from a file that is there no more. */
static void compare_mistakes(struct reload_news *news,
			     const struct dossier *old,
			     const struct dossier *fresh)
{
	struct table known = {0};
	struct arena arena = {0};
	struct str key = {0};
	size_t before = 0, now = 0;
	for (size_t i = 0; i < old->diags.list.count; i++) {
		struct diag *diag = &old->diags.list.items[i];
		if (!is_mistake(diag))
			continue;
		add_key(&key, diag);
		table_put(&known, arena_strdup(&arena, key.bytes), key.len,
			  diag);
		before++;
	}
	for (size_t i = 0; i < fresh->diags.list.count; i++) {
		const struct diag *diag = &fresh->diags.list.items[i];
		if (!is_mistake(diag) ||
		    (news->gone.count && follows_gone(diag->kind)))
			continue;
		now++;
		add_key(&key, diag);
		if (table_get(&known, key.bytes, key.len))
			continue;
		if (!news->mistake)
			news->mistake = diag;
		news->mistakes++;
		news->worse = news->worse || diag_unread(diag->kind);
	}
	news->worse = news->mistake && (news->worse || now > before);
	str_release(&key);
	table_release(&known);
	arena_release(&arena);
}

/* "decision.yaml:12:3: no such key: knid" */
static void add_problem(struct app *app, struct str *out,
			const struct diag *diag)
{
	const char *file = diag->place.file ? diag->place.file : "";
	const char *slash = strrchr(file, '/');
	const char *words = diag_words(diag->kind,
				       app->options.language == LANGUAGE_FR);
	str_adds(out, slash ? slash + 1 : file);
	if (diag->place.line)
		str_addf(out, ":%zu:%zu", diag->place.line, diag->place.column);
	str_adds(out, app_text(app, MSG_COLON));
	/* What was done about it does not hold: it was not taken. */
	size_t len = strcspn(words, ";");
	while (len && words[len - 1] == ' ')
		len--;
	str_add(out, words, len);
	message_detail(out, app->options.language, diag);
}

/* What a position's filter has become; NULL: nothing that still is one. */
static void filter_follow(const struct app *app, struct filter *const *fresh,
			  struct position *at)
{
	const struct filter *old = at->filter;
	at->filter = NULL;
	for (size_t i = 0; old && i < app->filters.count; i++)
		if (app->filters.items[i] == old)
			at->filter = fresh[i];
}

/* Filters name people and sources: each is read again for the new dossier. */
static void filters_renew(struct app *app, const struct dossier *dossier)
{
	size_t count = app->filters.count, kept = 0;
	struct filter **fresh = memory_alloc((count + 1) * sizeof(*fresh));
	for (size_t i = 0; i < count; i++) {
		struct filter_problem problem = {.near = NULL};
		fresh[i] = filter_new(dossier, list_value_name,
				      filter_text(app->filters.items[i]),
				      &problem);
		str_release(&problem.word);
	}
	filter_follow(app, fresh, &app->at);
	filter_follow(app, fresh, &app->prompt.at);
	filter_follow(app, fresh, &app->before_jump);
	for (size_t i = 0; i < app->history.list.count; i++)
		filter_follow(app, fresh, &app->history.list.items[i]);
	for (size_t i = 0; i < count; i++) {
		filter_free(app->filters.items[i]);
		if (fresh[i])
			app->filters.items[kept++] = fresh[i];
	}
	app->filters.count = kept;
	free(fresh);
}

/* The places of the history whose articles are still there. */
static void carry_history(struct refound *again, struct carry *carry,
			  struct history *history)
{
	size_t kept = 0, current = 0;
	for (size_t i = 0; i < history->list.count; i++) {
		struct position at = history->list.items[i];
		if (i == history->current)
			current = kept;
		if (refound_position(again, carry, &at))
			history->list.items[kept++] = at;
	}
	if (history->current >= history->list.count)
		current = kept;
	history->list.count = kept;
	history->current = current;
}

/* Marks in an article that is gone are kept in their file. */
static void carry_bookmarks(struct refound *again, struct carry *carry,
			    struct bookmarks *bookmarks)
{
	size_t kept = 0;
	for (size_t i = 0; i < bookmarks->list.count; i++) {
		struct bookmark mark = bookmarks->list.items[i];
		if (!refound_position(again, carry, &mark.at))
			continue;
		mark.moved = !mark.own && mark.at.offset != mark.kept;
		bookmarks->list.items[kept++] = mark;
	}
	bookmarks->list.count = kept;
}

static void find_forget(struct app *app)
{
	find_halt(app);
	search_count_release(&app->find.count); /* of the old text */
	rows_release(&app->find.rows);
}

static void carry_selection(struct carry *carry, struct selection *selection)
{
	const struct entry *old = selection->in;
	if (!old)
		return;
	const struct entry *fresh = dossier_entry(carry->fresh, old->id);
	selection->in = fresh;
	if (!fresh)
		return;
	selection->from = carry_offset(carry, old, fresh, selection->from);
	selection->at = carry_offset(carry, old, fresh, selection->at);
}

/* All that points into the old dossier, the present place aside. */
static void carry_rest(struct refound *again, struct carry *carry,
		       struct app *app)
{
	if (!app->prompt.active)
		app->prompt.at = app->at;
	/* Never the list of what is typed, which goes when that does. */
	else if (!refound_position(again, carry, &app->prompt.at))
		app->prompt.at = (struct position){.entry = app->at.entry};
	if (!refound_position(again, carry, &app->before_jump))
		app->before_jump = (struct position){.entry = NULL};
	carry_bookmarks(again, carry, &app->bookmarks);
	carry_history(again, carry, &app->history);
	find_forget(app);
	carry_selection(carry, &app->selection);
}

/* What is kept of the list that is shown, for the same list of the new
   dossier. */
struct row_kept {
	struct claim *claim; /* of the chosen row; NULL: it has none, */
	struct str id;       /* but may have that */
	bool heading;        /* it is an order's */
	const struct folds *folds;
	struct str groups; /* that those are of */
};

/* Adds the ids of a list's groups, a line each. */
static void groups_add(struct app *app, const struct list_ops *list,
		       struct str *out)
{
	const struct fold_shape *shape = list->folding->shape(app);
	for (size_t i = 0; i < shape->groups; i++) {
		const char *id = list->id(app,
					  fold_row(shape, app->at.folds,
						   (struct fold_place){i, 0}));
		str_adds(out, id ? id : "");
		str_addc(out, '\n');
	}
}

static struct row_kept row_keep(struct app *app)
{
	const struct list_ops *list = app_view(app)->list;
	struct row_kept kept = {.folds = app->at.folds};
	size_t item;
	if (list && list->folding && list->id && kept.folds)
		groups_add(app, list, &kept.groups);
	if (!list || app->at.found || !list_chosen(app, &item))
		return kept;
	kept.heading = list_on_heading(app);
	kept.claim = list->claim ? list->claim(app, item) : NULL;
	const char *id = list->id ? list->id(app, item) : NULL;
	str_adds(&kept.id, id && !kept.claim ? id : "");
	return kept;
}

static bool is_kept(struct app *app, const struct row_kept *kept, size_t item)
{
	const struct list_ops *list = app_view(app)->list;
	if (kept->claim)
		return list->claim && list->claim(app, item) == kept->claim;
	const char *id = kept->id.len && list->id ? list->id(app, item) : NULL;
	return id && strcmp(id, str_get(&kept->id)) == 0;
}

/* Chooses the row again, at the height where it was. */
static void row_choose(struct app *app, const struct row_kept *kept)
{
	size_t above = app->at.cursor - app->at.first;
	size_t count = app_view(app)->list->count(app), item = 0;
	if (list_chosen(app, &item) && is_kept(app, kept, item) &&
	    list_on_heading(app) == kept->heading)
		return; /* it may stand in several groups */
	for (item = 0; item < count && !is_kept(app, kept, item);)
		item++;
	if (item == count)
		return;
	list_choose(app, item, kept->heading);
	app->at.first = app->at.cursor > above ? app->at.cursor - above : 0;
}

/* What is closed stays so where the groups are the same; releases what was
   kept. */
static void row_follow(struct app *app, struct row_kept *kept)
{
	const struct list_ops *list = app_view(app)->list;
	struct str groups = {0};
	if (list && list->folding && kept->groups.len) {
		groups_add(app, list, &groups);
		if (strcmp(str_get(&groups), str_get(&kept->groups)) == 0)
			app->at.folds = kept->folds;
	}
	if (list && (kept->claim || kept->id.len))
		row_choose(app, kept);
	str_release(&groups);
	str_release(&kept->groups);
	str_release(&kept->id);
}

/* Whether the path is that of the file, or of a folder that it lies in. */
static bool is_or_holds(const char *path, const char *file)
{
	size_t len = strlen(path);
	return !strncmp(path, file, len) && (!file[len] || file[len] == '/');
}

/* Whether the file may be there, and only cannot be read: that is a
   mistake. */
static bool is_unread(const struct dossier *fresh, const char *path)
{
	bool unread = false;
	for (size_t i = 0; i < fresh->diags.list.count && !unread; i++) {
		const struct diag *diag = &fresh->diags.list.items[i];
		unread = (diag->kind == DIAG_CANNOT_READ ||
			  diag->kind == DIAG_TOO_LARGE ||
			  diag->kind == DIAG_NOT_FILE) &&
			 diag->place.file &&
			 is_or_holds(diag->place.file, path);
	}
	return unread;
}

/* The file of the entry, as it was, that is there no more: its text, with
   which its notes go, or those; NULL: neither.  Entry 0 is dossier.yaml. */
static const char *gone_of(const struct dossier *old,
			   const struct dossier *fresh, size_t i)
{
	if (!i)
		return fresh->shared ? NULL : old->shared;
	const struct entry *was = old->entries[i - 1];
	const struct entry *is = dossier_entry(fresh, was->id);
	if (!is)
		return was->path;
	return is->annotation.file ? NULL : was->annotation.file;
}

static void add_gone(struct carry_names *names, const struct dossier *old,
		     const struct dossier *fresh)
{
	for (size_t i = 0; i <= old->entry_count; i++) {
		const char *path = gone_of(old, fresh, i);
		if (!path || is_unread(fresh, path))
			continue;
		const char *slash = strrchr(path, '/');
		carry_names_add(names, slash ? slash + 1 : path);
	}
}

void reload_compare(struct reload_news *news, const struct dossier *old,
		    const struct dossier *fresh)
{
	const struct carry carry = {.old = old, .fresh = fresh};
	add_gone(&news->gone, old, fresh);
	compare_mistakes(news, old, fresh);
	carry_add_lost(&carry, &news->lost, &news->nearly);
}

void reload_news_release(struct reload_news *news)
{
	str_release(&news->gone.list);
	str_release(&news->lost.list);
	str_release(&news->nearly.list);
}

/* Adds the message for the names: "a, b, c and 2 more claims". */
static void add_names(struct app *app, struct str *out, enum message id,
		      const struct carry_names *names, enum message more)
{
	enum language language = app->options.language;
	struct str list = {0};
	str_add(&list, str_get(&names->list), names->list.len);
	if (names->count > CARRY_NAMES_MOST)
		message_count(&list, language, more,
			      names->count - CARRY_NAMES_MOST);
	message_add(out, language, id, str_get(&list));
	str_release(&list);
}

/* "decision.yaml:12:3: no such key: knid, and 2 more errors": the first of the
   new ones. */
static void add_mistakes(struct app *app, struct str *out,
			 const struct reload_news *news)
{
	if (!news->mistake)
		return;
	add_problem(app, out, news->mistake);
	if (news->mistakes > 1)
		message_count(out, app->options.language, MSG_MORE_ERROR,
			      news->mistakes - 1);
}

/* Adds that the article is gone, and which is shown in its place. */
static void add_article_gone(struct app *app, struct str *out,
			     const struct str *gone)
{
	enum language language = app->options.language;
	message_add(out, language, MSG_ARTICLE_GONE, str_get(gone));
	if (app->at.view != VIEW_ARTICLE)
		return;
	str_adds(out, app_text(app, MSG_COLON));
	message_add(out, language, MSG_ARTICLE_THIS,
		    app->at.entry->short_title);
}

/* Adds how many errors there are, unless their list is shown. */
static void add_errors(struct app *app, struct str *out)
{
	size_t errors = diag_count(&app->dossier->diags, DIAG_ERROR);
	char count[24];
	if (!errors || app->at.view == VIEW_PROBLEMS)
		return;
	snprintf(count, sizeof count, "%zu", errors);
	app_message(app, MSG_PROBLEM_COUNT + (errors > 1), count);
	str_adds(out, app_text(app, MSG_SEMICOLON));
	str_add(out, str_get(&app->message), app->message.len);
}

/* Adds which claims' words have changed, where nothing weighs more. */
static void add_words(struct app *app, struct str *out,
		      const struct reload_news *news)
{
	if (news->lost.count)
		add_names(app, out, MSG_READ_AGAIN_LOST, &news->lost,
			  MSG_MORE_CLAIM);
	else
		str_adds(out, app_text(app, MSG_READ_AGAIN));
	if (!news->nearly.count)
		return;
	str_adds(out, app_text(app, MSG_SEMICOLON));
	add_names(app, out, MSG_WORDS_NEARLY, &news->nearly, MSG_MORE_CLAIM);
}

/* What the change did, in the message. */
static void tell(struct app *app, const struct reload_news *news,
		 const struct str *gone)
{
	enum language language = app->options.language;
	const char *semicolon = app_text(app, MSG_SEMICOLON);
	struct str words = {0}, said = {0};
	add_mistakes(app, &words, news);
	if (news->gone.count)
		add_names(app, &said, MSG_READ_AGAIN_WITHOUT, &news->gone,
			  MSG_MORE_FILE);
	else if (words.len)
		message_add(&said, language, MSG_READ_AGAIN_BUT,
			    str_get(&words));
	else
		add_words(app, &said, news);
	if (news->gone.count && words.len)
		str_addf(&said, "%s%s", semicolon, str_get(&words));
	if (gone->len && app->at.view == VIEW_ARTICLE) {
		str_adds(&said, semicolon);
		message_add(&said, language, MSG_ARTICLE_THIS,
			    app->at.entry->short_title);
	}
	add_errors(app, &said);
	str_clear(&app->message);
	str_add(&app->message, str_get(&said), said.len);
	str_release(&words);
	str_release(&said);
}

/* Puts the new dossier in the place of the old; adds the title of the article
   that was shown, where it is gone. */
static void swap(struct app *app, const struct loaded *loaded,
		 struct refound *again, struct str *gone)
{
	struct carry carry;
	struct dossier *fresh = loaded->dossier;
	struct row_kept chosen = row_keep(app);
	carry_begin(&carry, app->dossier, fresh);
	chosen.claim = carry_claim(&carry, chosen.claim);
	app->prompt.live = app->prompt.active
				   ? refound_get(again, fresh, app->prompt.live)
				   : NULL;
	if (!dossier_entry(fresh, app->at.entry->id))
		str_adds(gone, app->at.entry->short_title);
	if (!refound_position(again, &carry, &app->at))
		app->at = (struct position){
			.entry = carry_neighbour(&carry, app->at.entry)};
	carry_rest(again, &carry, app);
	refound_take(again, app);
	filters_renew(app, fresh);
	carry_end(&carry);
	sheet_forget(app);
	loading_retire(app->dossier);
	app->dossier = fresh;
	app->xref = loaded->xref;
	/* What views made of the old one went with it. */
	order_free(app->order);
	app->order = NULL;
	app->matrix = NULL;
	app->timeline = NULL;
	app->voices = NULL;
	app->sources = NULL;
	app->claims = NULL;
	row_follow(app, &chosen);
	diag_release(&app->untaken);
	app->stale = app->refused = app->newer = false;
}

/* The list of problems is that of the files as they are now. */
static void keep_problems(struct app *app, const struct dossier *fresh)
{
	diag_release(&app->untaken);
	for (size_t i = 0; i < fresh->diags.list.count; i++)
		diag_add(&app->untaken, &fresh->diags.list.items[i]);
	order_free(app->order);
	app->order = NULL;
	rows_release(&app->find.rows);
}

static void refuse(struct app *app, const struct reload_news *news)
{
	struct str words = {0};
	if (news->gone.count)
		add_names(app, &words, MSG_NOTES_GONE, &news->gone,
			  MSG_MORE_FILE);
	if (news->gone.count && news->mistake)
		str_adds(&words, app_text(app, MSG_SEMICOLON));
	add_mistakes(app, &words, news);
	bool listed = !news->mistake || app->at.view == VIEW_PROBLEMS;
	app_message(app, listed ? MSG_KEPT : MSG_KEPT_MISTAKES,
		    str_get(&words));
	app->stale = app->refused = true;
	app->newer = false;
	str_release(&words);
}

void reload_refuse(struct app *app, int error)
{
	struct str path = {0};
	store_add_path(&path, app->dossier->path);
	app_error(app, MSG_NOTHING_READ, str_get(&path), error);
	app->stale = true;
	str_release(&path);
}

bool reload_take(struct app *app, const struct loaded *loaded,
		 struct refound *again, const struct reload_news *news,
		 bool force)
{
	struct str gone = {0};
	bool kept = true;
	if ((news->worse || news->gone.count) && !force) {
		refuse(app, news);
	} else {
		swap(app, loaded, again, &gone);
		tell(app, news, &gone);
		kept = false;
	}
	if (kept) {
		keep_problems(app, loaded->dossier);
		loading_retire(loaded->dossier);
	}
	str_release(&gone);
	return !kept;
}

/* A text that could be read first, and no more after that, is not lost. */
static void keep_text(const struct app *app, const struct dossier *fresh)
{
	struct article *old = &app->at.entry->article;
	struct entry *entry = dossier_entry(fresh, app->at.entry->id);
	if (entry && !entry->article.text && old->text) {
		entry->article = *old;
		*old = (struct article){0};
	}
}

void reload_complete(struct app *app, const struct loaded *loaded,
		     struct refound *again)
{
	struct str gone = {0};
	keep_text(app, loaded->dossier);
	swap(app, loaded, again, &gone);
	if (gone.len) {
		str_clear(&app->message);
		add_article_gone(app, &app->message, &gone);
	}
	str_release(&gone);
}

static void reload(struct app *app, enum behind_cause cause)
{
	if (strcmp(app->dossier->path, "-") == 0) {
		app_message(app, MSG_NO_FILE, NULL);
		return;
	}
	app->due = false;
	watch_forget(&app->watch);
	behind_start(app, app->dossier->path, cause);
}

void reload_asked(struct app *app)
{
	reload(app, app->refused && !app->newer ? BEHIND_FORCED : BEHIND_ASKED);
}

void reload_changed(struct app *app)
{
	reload(app, BEHIND_CHANGED);
}
