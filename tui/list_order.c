/* Sorting and filtering of lists. */
#include "tui/list.h"

#include <stdlib.h>
#include <string.h>

#include "core/filter.h"
#include "tui/complete.h"
#include "tui/order.h"

bool list_sortable(const struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	return ops && ops->order_count > 1;
}

/* Stands on the same item as before, in whatever row it is now. */
static void stay_on(struct app *app, bool chosen, size_t item)
{
	size_t before = app->at.cursor - app->at.first;
	/* Who stood at the top sees the top of the new order. */
	app->at.cursor = chosen && app->at.cursor ? order_row(app, item) : 0;
	app->at.first = app->at.cursor > before ? app->at.cursor - before : 0;
}

static bool can_sort(struct app *app)
{
	const struct list_ops *ops = app_view(app)->list;
	if (ops && ops->orders)
		return true;
	app_message(app, MSG_ORDER_ONE, NULL);
	return false;
}

void list_sort(struct app *app)
{
	size_t item;
	if (!can_sort(app))
		return;
	bool chosen = list_chosen(app, &item);
	app->at.sort = (app->at.sort + 1) % app_view(app)->list->order_count;
	app->at.reversed = false;
	stay_on(app, chosen, item);
}

void list_reverse(struct app *app)
{
	size_t item;
	if (!can_sort(app))
		return;
	bool chosen = list_chosen(app, &item);
	app->at.reversed = !app->at.reversed;
	stay_on(app, chosen, item);
}

static void add_keys(struct str *out)
{
	for (size_t i = 0; i < FILTER_KEYS; i++)
		str_addf(out, " %s:", filter_key_word((enum filter_key)i));
}

void list_filter_hint(const struct app *app, struct str *out)
{
	const struct list_ops *ops = app_view(app)->list;
	struct str keys = {0};
	add_keys(&keys);
	if (ops && ops->passes)
		message_add(out, app->options.language, MSG_FILTER_HINT,
			    str_get(&keys));
	else
		str_adds(out, app_text(app, MSG_FILTER_HINT_WORDS));
	str_release(&keys);
}

const char *list_value_name(enum filter_key key, size_t i, size_t language)
{
	if (language > LANGUAGE_FR)
		return NULL;
	switch (key) {
	case FILTER_SPEAKER:
		return i < 2 ? message((enum language)language,
				       MSG_SPEAKER_ARTICLE + (enum message)i)
			     : NULL;
	case FILTER_KIND:
		return message_kind(language, (enum claim_kind)i);
	case FILTER_STATUS:
		return message_status(language, (enum claim_status)i);
	case FILTER_IS:
		if (i < FILTER_STATES)
			return message(language, MSG_STATE_CONTRADICTED +
							 (enum message)i);
		return list_value_name(FILTER_STATUS, i - FILTER_STATES,
				       language);
	default:
		return NULL;
	}
}

/* The i-th value of the key as it is best written, with - for each blank,
   until the arena is released; NULL: no further one. */
static const char *value_written(const struct app *app, struct arena *arena,
				 enum filter_key key, size_t i)
{
	const char *value = filter_value(app->dossier, key, i);
	if (!value || key == FILTER_SPEAKER)
		return value;
	const char *name = list_value_name(key, i, app->options.language);
	char *written = arena_strdup(arena, name ? name : value);
	for (char *blank; (blank = strchr(written, ' '));)
		*blank = '-';
	return written;
}

/* Adds the values that a key may have, where they are few. */
static void add_values(struct str *out, const struct app *app,
		       enum filter_key key)
{
	bool few = key == FILTER_KIND || key == FILTER_STATUS ||
		   key == FILTER_IS;
	struct arena arena = {0};
	const char *value;
	for (size_t i = 0; few && (value = value_written(app, &arena, key, i));
	     i++)
		str_addf(out, " %s", value);
	arena_release(&arena);
}

/* Says what is wrong with a filter, and what it may have meant. */
static void complain(struct app *app, struct filter_problem *problem)
{
	enum language language = app->options.language;
	struct str *out = &app->message;
	struct str known = {0};
	if (problem->error == FILTER_NO_KEY)
		add_keys(&known);
	else
		add_values(&known, app, problem->key);
	str_clear(out);
	if (problem->error == FILTER_NO_KEY)
		message_add(out, language, MSG_FILTER_NO_KEY,
			    str_get(&problem->word));
	else
		message_add(out, language, MSG_FILTER_NO_VALUE,
			    filter_key_word(problem->key),
			    str_get(&problem->word));
	if (problem->near)
		message_add(out, language, MSG_FILTER_NEAR, problem->near);
	else if (known.len)
		message_add(out, language, MSG_FILTER_KNOWN, str_get(&known));
	str_release(&known);
	str_release(&problem->word);
}

/* The filter of that text, if there is one already. */
static const struct filter *filter_known(const struct app *app,
					 const char *text)
{
	for (size_t i = 0; i < app->filters.count; i++)
		if (strcmp(filter_text(app->filters.items[i]), text) == 0)
			return app->filters.items[i];
	return NULL;
}

/* The filter of that text, kept for the history; NULL: it is none, and *wrong
   is the byte after the word that is wrong. */
static const struct filter *filter_keep(struct app *app, const char *text,
					size_t *wrong)
{
	struct filter_problem problem = {0};
	struct str trimmed = {0};
	size_t len = strlen(text), start = strspn(text, " ");
	while (len > start && text[len - 1] == ' ')
		len--;
	str_add(&trimmed, text + start, len - start);
	const struct filter *known = filter_known(app, str_get(&trimmed));
	struct filter *filter = NULL;
	if (!known)
		filter = filter_new(app->dossier, list_value_name,
				    str_get(&trimmed), &problem);
	if (filter) {
		array_push(&app->filters, filter);
	} else if (!known) {
		complain(app, &problem);
		*wrong = start + problem.end;
	}
	str_release(&trimmed);
	return known ? known : filter;
}

bool list_filter(struct app *app, const char *text, size_t *wrong)
{
	const struct list_ops *ops = app_view(app)->list;
	const struct filter *filter = NULL;
	size_t item;
	if (!ops)
		return true;
	if (text[strspn(text, " ")]) {
		filter = filter_keep(app, text, wrong);
		if (!filter)
			return false;
		if (!ops->passes && !filter_is_words(filter)) {
			app_message(app, MSG_FILTER_WORDS, NULL);
			*wrong = strlen(text);
			return false;
		}
	}
	bool chosen = list_chosen(app, &item);
	/* What is closed would hide what passes. */
	if (filter && app->at.folds) {
		app->at.folds = NULL;
		chosen = false;
	}
	app->at.filter = filter;
	stay_on(app, chosen, item);
	return true;
}

const char *list_filter_text(const struct app *app)
{
	return app->at.filter ? filter_text(app->at.filter) : "";
}

/* What the words of a filter may be completed with, by number. */
static const char *candidate(const struct app *app, struct arena *arena,
			     enum filter_key key, size_t i)
{
	if (key == FILTER_KEYS)
		return i < FILTER_KEYS ? filter_key_word((enum filter_key)i)
				       : NULL;
	return value_written(app, arena, key, i);
}

/* The key whose value is being written at the colon; FILTER_KEYS: none. */
static enum filter_key key_before(const char *word, const char *colon)
{
	for (size_t i = 0; i < FILTER_KEYS; i++) {
		const char *name = filter_key_word((enum filter_key)i);
		if (strlen(name) == (size_t)(colon - word) &&
		    strncmp(name, word, strlen(name)) == 0)
			return (enum filter_key)i;
	}
	return FILTER_KEYS;
}

void list_complete_filter(struct app *app, struct str *line)
{
	const char *text = str_get(line);
	const char *word = strrchr(text, ' ');
	word = word ? word + 1 : text;
	word += *word == '-';
	const char *colon = strchr(word, ':'), *known;
	enum filter_key key = colon ? key_before(word, colon) : FILTER_KEYS;
	if (colon && key == FILTER_KEYS)
		return;
	word = colon ? colon + 1 : word;
	struct complete complete = complete_begin(line, word, &app->message);
	struct arena arena = {0};
	for (size_t i = 0; (known = candidate(app, &arena, key, i)); i++)
		complete_offer(&complete, known);
	complete_end(&complete, colon ? ' ' : ':');
	arena_release(&arena);
}

void list_state(struct app *app, struct str *out)
{
	const struct list_ops *ops = app_view(app)->list;
	const struct position *at = &app->at;
	if (!ops)
		return;
	if (ops->orders && (at->sort || at->reversed))
		str_addf(out, " · %s%s",
			 app_text(app, ops->orders[at->sort].name),
			 at->reversed ? " ↑" : "");
	if (at->filter)
		str_addf(out, " · & %s (%zu)", filter_text(at->filter),
			 order_matches(app));
}
