#include "tui/prompt.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "tui/browse.h"
#include "tui/command.h"
#include "tui/find.h"
#include "tui/found.h"
#include "tui/hunt.h"
#include "tui/jump.h"
#include "tui/list.h"
#include "tui/notice.h"
#include "tui/toggle.h"

enum { LINE_MOST = 4096 };

static bool prompt_searches(const struct prompt *prompt)
{
	return prompt->kind == '/' || prompt->kind == '?';
}

/* For Esc: a pattern is searched for as it is typed. */
static void search_keep(struct app *app)
{
	struct prompt *prompt = &app->prompt;
	const char *pattern = app->find.pattern;
	free(prompt->before);
	prompt->before = NULL;
	prompt->back = app->find.back;
	if (pattern)
		prompt->before = strcpy(memory_alloc(strlen(pattern) + 1),
					pattern);
}

void prompt_begin(struct app *app, int kind)
{
	struct prompt *prompt = &app->prompt;
	prompt->active = true;
	prompt->kind = kind;
	prompt->scope = SCOPE_HERE;
	prompt->live = NULL;
	prompt->at = app->at;
	prompt->pane = app->pane;
	prompt->alone = app->alone;
	prompt->recall = prompt->past.count;
	str_clear(&prompt->text);
	/* What is in force can be changed, and need not be typed again. */
	if (kind == '&' && *list_filter_text(app))
		str_addf(&prompt->text, "%s ", list_filter_text(app));
	prompt->cursor = prompt->text.len;
	if (prompt_searches(prompt))
		search_keep(app);
}

/* Forgets the list of hits for what was typed before. */
static void prompt_drop(struct app *app)
{
	found_drop(app, app->prompt.live);
	app->prompt.live = NULL;
}

static void prompt_end(struct app *app)
{
	app->prompt.active = false;
}

/* A hit of what was typed before may have brought the text. */
static void panes_restore(struct app *app)
{
	app->pane = app->prompt.pane;
	app->alone = app->prompt.alone;
}

/* What n and N go on with is what it was. */
static void search_restore(struct app *app)
{
	const struct prompt *prompt = &app->prompt;
	panes_restore(app);
	if (!prompt->before)
		find_release(&app->find);
	else if (strcmp(prompt->before, app->find.pattern) ||
		 prompt->back != app->find.back)
		find_begin(app, prompt->before, prompt->back);
	app->at = prompt->at;
}

static void prompt_cancel(struct app *app)
{
	if (prompt_searches(&app->prompt)) {
		search_restore(app);
		app->find.shown = false;
		prompt_drop(app);
	}
	str_clear(&app->message);
	prompt_end(app);
}

void prompt_offer(struct prompt *prompt, int kind, const char *line)
{
	char *past = memory_alloc(strlen(line) + 2);
	past[0] = (char)kind;
	strcpy(past + 1, line);
	array_push(&prompt->past, past);
}

/* Shows the hits in the whole dossier, as a list that grows. */
static void search_widely(struct app *app, const char *pattern)
{
	struct prompt *prompt = &app->prompt;
	struct found *found = found_get(
		app, pattern,
		prompt->scope == SCOPE_ALL ? SWEEP_ALL : SWEEP_TEXTS);
	app->at = prompt->at;
	if (found != prompt->live)
		prompt_drop(app);
	prompt->live = found;
	if (!found)
		return;
	app->at.view = VIEW_FOUND;
	app->at.from = prompt->at.view;
	app->at.found = found;
	app->at.about = NULL;
	app->at.filter = NULL;
	app->at.reversed = false;
	app->at.sort = app->at.cursor = app->at.first = 0;
}

static void accept_widely(struct app *app)
{
	struct prompt *prompt = &app->prompt;
	if (!prompt->text.len && app->find.pattern)
		search_widely(app, app->find.pattern);
	struct found *found = prompt->live;
	if (!found)
		return;
	struct position list = app->at;
	found->kept = true;
	app->at = prompt->at;
	jump_remember(app);
	app->at = list;
	/* Its first hit, not the heading above it. */
	app->at.cursor = 1;
	find_begin(app, found->pattern, false);
	found_tell(app);
}

/* Whether the message is that the article has no hit; what else is told while
   one types is left as it is. */
static bool says_nothing_found(const struct app *app)
{
	return app->message.len && app->at.view == VIEW_ARTICLE &&
	       !app->at.hit.end && !hunt_active(app);
}

static void accept_search(struct app *app)
{
	struct prompt *prompt = &app->prompt;
	if (!prompt->text.len && app->find.pattern) {
		app->find.back = prompt->kind == '?';
		find_again(app, false);
		return;
	}
	if (says_nothing_found(app))
		find_nothing(app);
	struct position found = app->at;
	app->at = prompt->at;
	jump_remember(app);
	app->at = found;
}

/* A wrong one can be mended where it is wrong. */
static void accept_filter(struct app *app)
{
	struct prompt *prompt = &app->prompt;
	prompt->active = !list_filter(app, str_get(&prompt->text),
				      &prompt->cursor);
	prompt->recall = prompt->past.count;
}

static void prompt_accept(struct app *app)
{
	struct prompt *prompt = &app->prompt;
	prompt_end(app);
	if (prompt->kind == '&' || prompt->kind == ':')
		str_clear(&app->message);
	if (prompt->text.len)
		prompt_offer(prompt, prompt->kind, str_get(&prompt->text));
	if (prompt_searches(prompt) && prompt->scope != SCOPE_HERE)
		accept_widely(app);
	else if (prompt_searches(prompt))
		accept_search(app);
	else if (prompt->kind == '&')
		accept_filter(app);
	else
		command_run(app, str_get(&prompt->text));
}

/* A search is looked for as it is typed. */
static void prompt_changed(struct app *app)
{
	struct prompt *prompt = &app->prompt;
	str_clear(&app->message);
	app->find.round = 0;
	if (!prompt_searches(prompt))
		return;
	find_halt(app);
	panes_restore(app);
	if (prompt->text.len && prompt->scope != SCOPE_HERE) {
		search_widely(app, str_get(&prompt->text));
		return;
	}
	prompt_drop(app);
	/* An empty pattern must not forget what n and N go on with. */
	if (prompt->text.len)
		find_incremental(app, str_get(&prompt->text),
				 prompt->kind == '?', &prompt->at);
	else
		search_restore(app);
}

/* Removes bytes [from, to) and leaves the cursor there. */
static void text_cut(struct prompt *prompt, size_t from, size_t to)
{
	struct str *text = &prompt->text;
	if (from >= to)
		return;
	memmove(text->bytes + from, text->bytes + to, text->len - to + 1);
	text->len -= to - from;
	prompt->cursor = from;
}

static void text_insert(struct prompt *prompt, int key)
{
	struct str code = {0};
	struct str tail = {0};
	if (prompt->text.len >= LINE_MOST)
		return;
	utf8_encode(&code, (uint32_t)key);
	str_add(&tail, str_get(&prompt->text) + prompt->cursor,
		prompt->text.len - prompt->cursor);
	if (prompt->text.bytes)
		prompt->text.bytes[prompt->text.len = prompt->cursor] = '\0';
	str_add(&prompt->text, str_get(&code), code.len);
	prompt->cursor = prompt->text.len;
	str_add(&prompt->text, str_get(&tail), tail.len);
	str_release(&code);
	str_release(&tail);
}

/* Start of the cluster before the cursor. */
static size_t cluster_before(const struct prompt *prompt)
{
	const char *text = str_get(&prompt->text);
	size_t at = 0, last = 0;
	while (at < prompt->cursor) {
		last = at;
		at += utf8_cluster(text + at, prompt->text.len - at);
	}
	return last;
}

static size_t word_before(const struct prompt *prompt)
{
	const char *text = str_get(&prompt->text);
	size_t at = prompt->cursor;
	while (at && text[at - 1] == ' ')
		at--;
	while (at && text[at - 1] != ' ')
		at--;
	return at;
}

/* Whether a line was entered for what is asked now: patterns are the same
   either way. */
static bool prompt_shares(const struct prompt *prompt, const char *past)
{
	return *past == prompt->kind ||
	       (prompt_searches(prompt) && (*past == '/' || *past == '?'));
}

/* The line of this kind entered before (step -1) or after (1). */
static void prompt_recall(struct prompt *prompt, int step)
{
	size_t i = prompt->recall;
	do {
		if (step < 0 ? i == 0 : i >= prompt->past.count)
			return;
		i = step < 0 ? i - 1 : i + 1;
	} while (i < prompt->past.count &&
		 !prompt_shares(prompt, prompt->past.items[i]));
	prompt->recall = i;
	str_clear(&prompt->text);
	if (i < prompt->past.count)
		str_adds(&prompt->text, prompt->past.items[i] + 1);
	prompt->cursor = prompt->text.len;
}

/* m, ', - and Z take a letter: no line to edit. */
static bool prompt_is_letter(const struct prompt *prompt)
{
	return prompt->kind == 'm' || prompt->kind == '\'' ||
	       prompt->kind == '-' || prompt->kind == 'Z';
}

static void prompt_letter(struct app *app, int key)
{
	int kind = app->prompt.kind;
	prompt_end(app);
	if (key == 27 || key == 3)
		return;
	if (kind == 'm')
		command_mark(app, key);
	else if (kind == '-')
		toggle_run(app, key);
	else if (kind == 'Z' && (key == 'Z' || key == 'Q'))
		app->quit = true;
	else if (kind == 'Z')
		app_message(app, MSG_NO_KEY, NULL);
	else
		command_go_mark(app, key);
}

static bool prompt_edit(struct prompt *prompt, int key)
{
	size_t len = prompt->text.len;
	switch (key) {
	case TERM_KEY_BACKSPACE:
		text_cut(prompt, cluster_before(prompt), prompt->cursor);
		return true;
	case TERM_KEY_DELETE:
		if (prompt->cursor < len)
			text_cut(prompt, prompt->cursor,
				 prompt->cursor +
					 utf8_cluster(str_get(&prompt->text) +
							      prompt->cursor,
						      len - prompt->cursor));
		return true;
	case 'U' - '@':
		text_cut(prompt, 0, prompt->cursor);
		return true;
	case 'W' - '@':
		text_cut(prompt, word_before(prompt), prompt->cursor);
		return true;
	case TERM_KEY_UP:
		prompt_recall(prompt, -1);
		return true;
	case TERM_KEY_DOWN:
		prompt_recall(prompt, 1);
		return true;
	default:
		if (key < ' ' || key >= TERM_KEY_NONE)
			return false;
		text_insert(prompt, key);
		return true;
	}
}

static void prompt_move(struct prompt *prompt, int key)
{
	size_t len = prompt->text.len;
	if (key == TERM_KEY_LEFT)
		prompt->cursor = cluster_before(prompt);
	else if (key == TERM_KEY_RIGHT && prompt->cursor < len)
		prompt->cursor += utf8_cluster(str_get(&prompt->text) +
						       prompt->cursor,
					       len - prompt->cursor);
	else if (key == TERM_KEY_HOME || key == 'A' - '@')
		prompt->cursor = 0;
	else if (key == TERM_KEY_END || key == 'E' - '@')
		prompt->cursor = len;
}

/* Completes a word, or widens a search. */
static void prompt_tab(struct app *app)
{
	struct prompt *prompt = &app->prompt;
	if (prompt_searches(prompt)) {
		prompt->scope = (prompt->scope + 1) % SCOPES;
		prompt_changed(app);
		return;
	}
	if (prompt->kind == ':')
		command_complete(app, &prompt->text);
	else
		list_complete_filter(app, &prompt->text);
	prompt->cursor = prompt->text.len;
}

void prompt_key(struct app *app, int key)
{
	struct prompt *prompt = &app->prompt;
	if (prompt->kind == 'o') {
		browse_answer(app, key);
		return;
	}
	if (prompt_is_letter(prompt)) {
		prompt_letter(app, key);
		return;
	}
	if (key == 27 || key == 3 ||
	    (key == TERM_KEY_BACKSPACE && !prompt->text.len)) {
		prompt_cancel(app);
	} else if (key == TERM_KEY_ENTER) {
		prompt_accept(app);
	} else if (key == '\t') {
		prompt_tab(app);
	} else if (prompt_edit(prompt, key)) {
		prompt_changed(app);
	} else {
		prompt_move(prompt, key);
	}
}

static const char *prompt_sign(const struct app *app)
{
	if (prompt_searches(&app->prompt) && app->prompt.scope != SCOPE_HERE)
		return app_text(app, app->prompt.scope == SCOPE_ALL
					     ? MSG_PROMPT_ALL
					     : MSG_PROMPT_TEXTS);
	switch (app->prompt.kind) {
	case '&':
		return "&";
	case 'm':
		return app_text(app, MSG_PROMPT_MARK);
	case '\'':
		return app_text(app, MSG_PROMPT_GO_MARK);
	case 'Z':
		return app_text(app, MSG_PROMPT_QUIT);
	case '-':
		return "-";
	case '?':
		return "?";
	case ':':
		return ":";
	default:
		return "/";
	}
}

/* Adds what the prompt asks for. */
static void prompt_words(const struct app *app, struct str *out)
{
	str_adds(out, prompt_sign(app));
	if (app->prompt.kind != '-')
		return;
	str_adds(out, "  ");
	toggle_names(app, out);
	str_adds(out, app_text(app, MSG_COLON));
}

/* Shows the letters above the prompt where its row has no room for them; what
   is left of its words. */
static void prompt_above(struct app *app, size_t row, struct str *words)
{
	size_t wide = utf8_columns(str_get(words), words->len,
				   app->term.charset);
	if (app->prompt.kind != '-' || wide < app->term.columns || row < 2)
		return;
	str_clear(words);
	toggle_names(app, words);
	notice_draw(app, row - 1, words);
	str_clear(words);
	str_adds(words, prompt_sign(app));
}

/* What may be typed, or how to be rid of the filter in force. */
static void filter_hint(const struct app *app, struct str *out)
{
	const char *text = str_get(&app->prompt.text);
	const char *old = list_filter_text(app);
	size_t len = strlen(old);
	if (!*text)
		list_filter_hint(app, out);
	else if (len && strncmp(text, old, len) == 0 &&
		 strcmp(text + len, " ") == 0)
		str_adds(out, app_text(app, MSG_FILTER_HINT_OFF));
}

/* A message stands right, after the column, where there is room for all of it;
   else it goes above the prompt. */
static void prompt_message(struct app *app, size_t row, size_t column,
			   struct str *note)
{
	const struct str *said = &app->message;
	size_t wide = utf8_columns(str_get(said), said->len, app->term.charset);
	if (column + wide + 3 <= app->term.columns || row < 2)
		str_add(note, str_get(said), said->len);
	else
		notice_draw(app, row - 1, said);
}

/* Takes as many of the last words away as it takes to have room. */
static void hint_cut(struct str *words, size_t room, enum charset charset)
{
	while (words->len &&
	       utf8_columns(str_get(words), words->len, charset) > room) {
		while (words->len && words->bytes[words->len - 1] != ' ')
			words->len--;
		words->len -= words->len > 0;
	}
	if (words->bytes)
		words->bytes[words->len] = '\0';
}

/* Right, as far as there is room after the column: what was found, and what
   Tab would do. */
static void prompt_note(struct app *app, size_t row, size_t column,
			const char *note)
{
	static const enum message hints[SCOPES] = {
		MSG_PROMPT_WIDEN, MSG_PROMPT_WIDEN_ALL, MSG_PROMPT_NARROW};
	struct term *term = &app->term;
	struct str words = {0};
	str_adds(&words, note);
	if (app->prompt.kind == '&' && !*note)
		filter_hint(app, &words);
	if (prompt_searches(&app->prompt)) {
		const char *hint = app_text(app, hints[app->prompt.scope]);
		size_t wide = utf8_columns(note, strlen(note), term->charset) +
			      utf8_columns(hint, strlen(hint), term->charset);
		if (column + wide + 6 < term->columns)
			str_addf(&words, "%s%s", *note ? "   " : "", hint);
	}
	size_t room = term->columns > column + 3 ? term->columns - column - 3
						 : 0;
	/* Half a count says nothing; half a hint does. */
	if (app->prompt.kind == '&')
		hint_cut(&words, room, term->charset);
	size_t wide = utf8_columns(str_get(&words), words.len, term->charset);
	if (wide && wide <= room)
		term_fit(term, row, term->columns - wide - 1, wide,
			 str_get(&words), STYLE_DIM);
	str_release(&words);
}

/* The name of what is searched gives way to what is typed, in `room`
   columns. */
static void prompt_shorten(const struct app *app, struct str *words,
			   size_t room)
{
	const struct str *text = &app->prompt.text;
	size_t wide = utf8_columns(str_get(words), words->len,
				   app->term.charset) +
		      utf8_columns(str_get(text), text->len, app->term.charset);
	if (!prompt_searches(&app->prompt) || words->len < 2 || wide <= room)
		return;
	words->len = 1;
	words->bytes[1] = '\0';
}

/* Draws what is typed, in `columns`: where it is too long, from where its
   cursor fits, behind a sign.  Returns the columns before the cursor; *all:
   those that it takes. */
static size_t prompt_text(struct app *app, size_t row, size_t column,
			  size_t columns, size_t *all)
{
	static const char sign[] = "…";
	const enum charset charset = app->term.charset;
	const struct prompt *prompt = &app->prompt;
	const char *text = str_get(&prompt->text);
	size_t before = utf8_columns(text, prompt->cursor, charset);
	size_t from = 0, cut = 0;
	if (before > columns) {
		cut = utf8_columns(sign, strlen(sign), charset);
		cut = cut < columns ? cut : 0;
		term_fit(&app->term, row, column, cut, sign, STYLE_DIM);
	}
	while (from < prompt->cursor && before + cut > columns) {
		size_t n = utf8_cluster(text + from, prompt->text.len - from);
		before -= utf8_columns(text + from, n, charset);
		from += n;
	}
	*all = cut + term_fit(&app->term, row, column + cut, columns - cut,
			      text + from, STYLE_TEXT);
	return before + cut;
}

void prompt_draw(struct app *app, size_t row)
{
	struct term *term = &app->term;
	struct prompt *prompt = &app->prompt;
	if (prompt->kind == 'o') {
		browse_draw(app, row);
		return;
	}
	struct str count = {0}, words = {0};
	if (prompt->text.len && prompt_searches(prompt)) {
		find_count(app, &count);
		found_count(app, &count);
		if (!count.len)
			find_progress(app, true, &count);
	}
	size_t right = count.len ? count.len + 2 : 0;
	prompt_words(app, &words);
	prompt_above(app, row, &words);
	prompt_shorten(app, &words,
		       term->columns > right + 1 ? term->columns - right - 1
						 : 0);
	size_t column = term_fit(term, row, 0, term->columns, str_get(&words),
				 STYLE_TEXT);
	str_release(&words);
	size_t columns = term->columns > column + right + 1
				 ? term->columns - column - right - 1
				 : 1;
	size_t all;
	size_t before = prompt_text(app, row, column, columns, &all);
	size_t end = column + all;
	if (!count.len && app->message.len)
		prompt_message(app, row, end, &count);
	prompt_note(app, row, end, str_get(&count));
	term_cursor(term, row, column + before);
	str_release(&count);
}

void prompt_release(struct prompt *prompt)
{
	for (size_t i = 0; i < prompt->past.count; i++)
		free(prompt->past.items[i]);
	array_release(&prompt->past);
	str_release(&prompt->text);
	free(prompt->before);
}
