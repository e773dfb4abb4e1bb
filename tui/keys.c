#include "tui/keys.h"

#include <stdlib.h>
#include <string.h>

#include "tui/list.h"
#include "tui/select.h"

static const struct key_row keys[] = {
	{KEYS_ALL, "j", ACTION_ROW_DOWN},
	{KEYS_ALL, "Down", ACTION_ROW_DOWN},
	{KEYS_ALL, "e", ACTION_ROW_DOWN},
	{KEYS_ALL, "^E", ACTION_ROW_DOWN},
	{KEYS_ALL, "^N", ACTION_ROW_DOWN},
	{KEYS_ALL, "k", ACTION_ROW_UP},
	{KEYS_ALL, "Up", ACTION_ROW_UP},
	{KEYS_ALL, "y", ACTION_ROW_UP},
	{KEYS_ALL, "^Y", ACTION_ROW_UP},
	{KEYS_ALL, "^P", ACTION_ROW_UP},
	{KEYS_ALL, "Space", ACTION_PAGE_DOWN},
	{KEYS_ALL, "f", ACTION_PAGE_DOWN},
	{KEYS_ALL, "^F", ACTION_PAGE_DOWN},
	{KEYS_ALL, "PageDown", ACTION_PAGE_DOWN},
	{KEYS_ALL, "b", ACTION_PAGE_UP},
	{KEYS_ALL, "^B", ACTION_PAGE_UP},
	{KEYS_ALL, "PageUp", ACTION_PAGE_UP},
	{KEYS_ALL, "d", ACTION_HALF_DOWN},
	{KEYS_ALL, "^D", ACTION_HALF_DOWN},
	{KEYS_ALL, "u", ACTION_HALF_UP},
	{KEYS_ALL, "^U", ACTION_HALF_UP},
	{KEYS_ALL, "g", ACTION_START},
	{KEYS_ALL, "<", ACTION_START},
	{KEYS_ALL, "Home", ACTION_START},
	{KEYS_ALL, "G", ACTION_END},
	{KEYS_ALL, ">", ACTION_END},
	{KEYS_ALL, "End", ACTION_END},
	{KEYS_ALL, "p", ACTION_PERCENT},
	{KEYS_ALL, "%", ACTION_PERCENT},
	{KEYS_ALL, "J", ACTION_NEXT_GROUP},
	{KEYS_ALL, "K", ACTION_PREVIOUS_GROUP},
	{KEYS_ALL, "Enter", ACTION_ENTER},
	{KEYS_ALL, "Right", ACTION_ENTER},
	{KEYS_ALL, "Tab", ACTION_TAB},
	{KEYS_ALL, "S-Tab", ACTION_BACKTAB},
	{KEYS_ALL, "Esc", ACTION_CLOSE},
	{KEYS_ALL, "^C", ACTION_CLOSE},
	{KEYS_ALL, "x", ACTION_SAME_POINT},
	{KEYS_ALL, "U", ACTION_NEXT_CONFLICT},
	{KEYS_ALL, ";", ACTION_REPEAT},
	{KEYS_ALL, ",", ACTION_REVERSE},
	{KEYS_ALL, "l", ACTION_LINKS},
	{KEYS_ALL, "Backspace", ACTION_BACK},
	{KEYS_ALL, "Left", ACTION_BACK},
	{KEYS_ALL, "^O", ACTION_BACK},
	{KEYS_ALL, "L", ACTION_FORWARD},
	{KEYS_ALL, "m", ACTION_MARK},
	{KEYS_ALL, "'", ACTION_GO_MARK},
	{KEYS_ALL, ":", ACTION_COMMAND},
	{KEYS_ALL, "/", ACTION_SEARCH},
	{KEYS_ALL, "?", ACTION_SEARCH_BACK},
	{KEYS_ALL, "n", ACTION_AGAIN},
	{KEYS_ALL, "N", ACTION_AGAINST},
	{KEYS_LIST, ".", ACTION_SORT},
	{KEYS_LIST, "r", ACTION_TURN_ORDER},
	{KEYS_LIST, "&", ACTION_FILTER},
	{KEYS_FOLD, "O", ACTION_FOLD},
	{KEYS_VIEW(MARKS), "Delete", ACTION_DELETE},
	{KEYS_VIEW(DATES), "+", ACTION_ZOOM_IN},
	{KEYS_VIEW(DATES), "-", ACTION_ZOOM_OUT},
	{KEYS_ALL, "A", ACTION_ARTICLES},
	{KEYS_ALL, "C", ACTION_CLAIMS},
	{KEYS_ALL, "W", ACTION_VOICES},
	{KEYS_ALL, "S", ACTION_SOURCES},
	{KEYS_ALL, "X", ACTION_MATRIX},
	{KEYS_ALL, "D", ACTION_DATES},
	{KEYS_ALL, "P", ACTION_DRIFT},
	{KEYS_ALL, "E", ACTION_PROBLEMS},
	{KEYS_ALL, "B", ACTION_MARKS},
	{KEYS_ALL, "I", ACTION_OUTLINE},
	{KEYS_ALL, "h", ACTION_HELP},
	{KEYS_ALL, "H", ACTION_HELP},
	{KEYS_ALL, "Y", ACTION_COPY},
	{KEYS_ARTICLE, "V", ACTION_SELECT},
	{KEYS_ALL, "o", ACTION_SOURCE},
	{KEYS_ALL, "v", ACTION_EDIT},
	{KEYS_ALL, "R", ACTION_RELOAD},
	{KEYS_ALL, "F", ACTION_FOLLOW},
	{KEYS_ARTICLE | KEYS_VIEW(MATRIX) | KEYS_VIEW(DRIFT), "O", ACTION_TURN},
	{KEYS_ARTICLE, "w", ACTION_PANE},
	{KEYS_ARTICLE, "c", ACTION_CLEAN},
	{KEYS_ALL, "=", ACTION_INFO},
	{KEYS_ALL, "^G", ACTION_INFO},
	{KEYS_ALL, "-", ACTION_TOGGLE},
	{KEYS_ALL, "^L", ACTION_REDRAW},
	{KEYS_ARTICLE, "r", ACTION_REDRAW},
	{KEYS_ALL, "^Z", ACTION_SUSPEND},
	{KEYS_ALL, "q", ACTION_LEAVE},
	{KEYS_ALL, "Q", ACTION_QUIT},
	{KEYS_ALL, "Z", ACTION_QUIT_TWICE},
	{KEYS_SELECT, "y", ACTION_SELECT_COPY},
	{KEYS_SELECT, "Y", ACTION_SELECT_COPY},
	{KEYS_SELECT, "Enter", ACTION_SELECT_COPY},
	{KEYS_SELECT, "h", ACTION_SELECT_LEFT},
	{KEYS_SELECT, "Left", ACTION_SELECT_LEFT},
	{KEYS_SELECT, "Backspace", ACTION_SELECT_LEFT},
	{KEYS_SELECT, "l", ACTION_SELECT_RIGHT},
	{KEYS_SELECT, "Right", ACTION_SELECT_RIGHT},
	{KEYS_SELECT, "j", ACTION_SELECT_DOWN},
	{KEYS_SELECT, "Down", ACTION_SELECT_DOWN},
	{KEYS_SELECT, "k", ACTION_SELECT_UP},
	{KEYS_SELECT, "Up", ACTION_SELECT_UP},
	{KEYS_SELECT, "w", ACTION_SELECT_WORD},
	{KEYS_SELECT, "e", ACTION_SELECT_WORD_END},
	{KEYS_SELECT, "b", ACTION_SELECT_WORD_BACK},
	{KEYS_SELECT, "0", ACTION_SELECT_ROW_START},
	{KEYS_SELECT, "Home", ACTION_SELECT_ROW_START},
	{KEYS_SELECT, "$", ACTION_SELECT_ROW_END},
	{KEYS_SELECT, "End", ACTION_SELECT_ROW_END},
	{KEYS_SELECT, "PageDown", ACTION_SELECT_PAGE_DOWN},
	{KEYS_SELECT, "^F", ACTION_SELECT_PAGE_DOWN},
	{KEYS_SELECT, "PageUp", ACTION_SELECT_PAGE_UP},
	{KEYS_SELECT, "^B", ACTION_SELECT_PAGE_UP},
	{KEYS_SELECT, "g", ACTION_SELECT_FIRST},
	{KEYS_SELECT, "G", ACTION_SELECT_LAST},
	{KEYS_SELECT, "v", ACTION_SELECT_ANEW},
	{KEYS_SELECT, "Space", ACTION_SELECT_ANEW},
	{KEYS_SELECT, "o", ACTION_SELECT_TURN},
	{KEYS_SELECT, "Esc", ACTION_SELECT_LEAVE},
	{KEYS_SELECT, "^C", ACTION_SELECT_LEAVE},
	{KEYS_SELECT, "V", ACTION_SELECT_LEAVE},
	{KEYS_SELECT, "q", ACTION_SELECT_LEAVE},
	{KEYS_SELECT, "?", ACTION_HELP},
	{KEYS_SELECT, "H", ACTION_HELP},
	{KEYS_SELECT, "^L", ACTION_REDRAW},
	{KEYS_SELECT, "^Z", ACTION_SUSPEND},
	{KEYS_SELECT, "Q", ACTION_QUIT},
};

/* Each section begins at its first action in the table. */
static const struct {
	enum action first;
	enum message words;
} sections[] = {
	{ACTION_ROW_DOWN, MSG_KEYS_MOVE},  {ACTION_NEXT_GROUP, MSG_KEYS_CLAIMS},
	{ACTION_BACK, MSG_KEYS_PLACES},    {ACTION_SEARCH, MSG_KEYS_SEARCH},
	{ACTION_ARTICLES, MSG_KEYS_VIEWS}, {ACTION_COPY, MSG_KEYS_FILES},
	{ACTION_TURN, MSG_KEYS_SCREEN},
};

void key_sections(enum message *words)
{
	size_t at = 0;
	for (size_t i = 0; i < ACTIONS; i++)
		words[i] = MSG_KEYS_SCREEN;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		enum action action = keys[i].action;
		if (keys[i].context == KEYS_SELECT)
			break;
		while (at + 1 < sizeof sections / sizeof *sections &&
		       sections[at + 1].first == action)
			at++;
		words[action] = sections[at].words;
	}
}

const struct key_row *key_table(size_t *count)
{
	*count = sizeof keys / sizeof *keys;
	return keys;
}

/* Keys that have a name; shown where it is not the name itself. */
static const struct {
	const char *name;
	int key;
	const char *shown;
} names[] = {
	{"Enter", TERM_KEY_ENTER, "↵"},
	{"Backspace", TERM_KEY_BACKSPACE, "⌫"},
	{"Delete", TERM_KEY_DELETE, NULL},
	{"Space", ' ', NULL},
	{"Tab", '\t', NULL},
	{"S-Tab", TERM_KEY_BACKTAB, NULL},
	{"Esc", 27, NULL},
	{"Up", TERM_KEY_UP, "↑"},
	{"Down", TERM_KEY_DOWN, "↓"},
	{"Left", TERM_KEY_LEFT, "←"},
	{"Right", TERM_KEY_RIGHT, "→"},
	{"PageUp", TERM_KEY_PAGE_UP, NULL},
	{"PageDown", TERM_KEY_PAGE_DOWN, NULL},
	{"Home", TERM_KEY_HOME, NULL},
	{"End", TERM_KEY_END, NULL},
};

enum { NAMES = sizeof names / sizeof *names };

/* Some have two names: what the terminal sends tells them not apart. */
static int key_canonical(int code)
{
	if (code == '\r' || code == '\n')
		return TERM_KEY_ENTER;
	return code == '\b' || code == 0x7f ? TERM_KEY_BACKSPACE : code;
}

/* "F1" to "F12"; 0: none of them. */
static int function_key(const char *name)
{
	char *end;
	if (name[0] != 'F' || name[1] < '1' || name[1] > '9')
		return 0;
	long number = strtol(name + 1, &end, 10);
	return *end || number > 12 ? 0 : TERM_KEY_F + (int)number;
}

int key_parse(const char *name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strcmp(names[i].name, name) == 0)
			return names[i].key;
	if (name[0] == '^' && name[1] && !name[2] &&
	    (name[1] == '?' || (name[1] >= '@' && name[1] < 0x7f)))
		/* cppcheck-suppress knownConditionTrueFalse ; either comes */
		return key_canonical(name[1] == '?' ? 0x7f : name[1] & 0x1f);
	if (function_key(name))
		return function_key(name);
	uint32_t code;
	size_t len = strlen(name);
	if (!len || utf8_decode(name, len, &code) != len)
		return TERM_KEY_NONE;
	return key_canonical((int)code);
}

/* ---- the keymap ---- */

static void row_add(struct keymap *keymap, struct key_row row, int code)
{
	array_push(&keymap->rows, row);
	array_push(&keymap->codes, code);
}

/* The views of the context where the keymap has nothing for the key yet. */
static unsigned context_left(const struct keymap *keymap, unsigned context,
			     int code)
{
	for (size_t i = 0; i < keymap->rows.count; i++)
		if (keymap->codes.items[i] == code)
			context &= ~keymap->rows.items[i].context;
	return context;
}

/* The views that a setting is for. */
static unsigned setting_context(const struct key_setting *key)
{
	if (key->in == SETTING_NONE)
		return KEYS_ALL;
	return key->in < VIEWS ? 1u << key->in : KEYS_LIST;
}

/* Adds the settings for one view (rank 0), for lists or for everywhere. */
static void settings_add(struct keymap *user, const struct settings *settings,
			 unsigned rank)
{
	for (size_t i = 0; i < settings->keys.count; i++) {
		const struct key_setting *key = &settings->keys.items[i];
		unsigned context = setting_context(key);
		unsigned own = context == KEYS_ALL    ? 2
			       : context == KEYS_LIST ? 1
						      : 0;
		if (own != rank)
			continue;
		struct key_row row = {
			.context = context_left(user, context, key->code),
			.key = key->key,
			.action = key->action == SETTING_NONE
					  ? ACTIONS
					  : (enum action)key->action,
		};
		row_add(user, row, key->code);
	}
}

static int views_of(unsigned context)
{
	return __builtin_popcount(context);
}

/* What is left of row i of the table beside those rows for its key that are
   for fewer views, or as many and before it. */
static unsigned table_left(const int *codes, size_t i)
{
	unsigned context = keys[i].context;
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		if (codes[k] != codes[i])
			continue;
		int more = views_of(keys[i].context) -
			   views_of(keys[k].context);
		if (more > 0 || (!more && k < i))
			context &= ~keys[k].context;
	}
	return context;
}

/* Adds what the settings say of the action. */
static void rows_add(struct keymap *keymap, const struct keymap *user,
		     enum action action)
{
	for (size_t i = 0; i < user->rows.count; i++)
		if (user->rows.items[i].action == action &&
		    user->rows.items[i].context)
			row_add(keymap, user->rows.items[i],
				user->codes.items[i]);
}

void keymap_init(struct keymap *keymap, const struct settings *settings)
{
	enum { KEYS = sizeof keys / sizeof *keys };
	struct keymap user = {0};
	bool added[ACTIONS] = {false};
	int codes[KEYS];
	for (unsigned rank = 0; settings && rank < 3; rank++)
		settings_add(&user, settings, rank);
	for (size_t i = 0; i < KEYS; i++)
		codes[i] = key_parse(keys[i].key);
	*keymap = (struct keymap){0};
	for (size_t i = 0; i < KEYS; i++) {
		struct key_row row = keys[i];
		row.context = context_left(&user, table_left(codes, i),
					   codes[i]);
		if (!added[row.action])
			rows_add(keymap, &user, row.action);
		added[row.action] = true;
		if (row.context)
			row_add(keymap, row, codes[i]);
	}
	for (size_t action = 0; action < ACTIONS; action++)
		if (!added[action])
			rows_add(keymap, &user, (enum action)action);
	keymap_release(&user);
}

void keymap_release(struct keymap *keymap)
{
	array_release(&keymap->rows);
	array_release(&keymap->codes);
}

bool key_applies(const struct key_row *row, unsigned context)
{
	return row->context & context;
}

static unsigned context_now(const struct app *app)
{
	return select_active(app) ? KEYS_SELECT : 1u << app->at.view;
}

static enum action action_in(const struct keymap *keymap, unsigned context,
			     int key)
{
	for (size_t i = 0; i < keymap->rows.count; i++)
		if (keymap->codes.items[i] == key &&
		    key_applies(&keymap->rows.items[i], context))
			return keymap->rows.items[i].action;
	return ACTIONS;
}

enum action key_action(const struct app *app, int key)
{
	return action_in(&app->keymap, context_now(app), key);
}

enum message key_unknown(const struct app *app, int key)
{
	const unsigned list = KEYS_VIEW(CLAIMS);
	if (select_active(app))
		return MSG_NO_SELECT_KEY;
	if (app->at.view == VIEW_ARTICLE &&
	    action_in(&app->keymap, list, key) != ACTIONS)
		return MSG_LIST_KEY;
	return MSG_NO_KEY;
}

void key_show(struct str *out, const char *name, enum charset charset)
{
	const char *shown = name;
	for (size_t i = 0; i < NAMES; i++)
		if (strcmp(names[i].name, name) == 0 && names[i].shown &&
		    charset == CHARSET_UTF8)
			shown = names[i].shown;
	str_adds(out, shown);
}

/*
 * The states that the line of keys tells apart: those of the article, and the
 * bits of the other views.
 */
enum bar_state {
	BAR_CLOSED = 1 << VIEWS,       /* the article, nothing open */
	BAR_OPEN = BAR_CLOSED * 2,     /* a card is open */
	BAR_BARE = BAR_CLOSED * 4,     /* an article without claims */
	BAR_SELECT = BAR_CLOSED * 8,   /* words are being selected */
	BAR_STALE = BAR_CLOSED * 16,   /* and: files have changed */
	BAR_CLEAN = BAR_CLOSED * 32,   /* clean text: no claim is shown */
	BAR_REFUSED = BAR_CLOSED * 64, /* and: changes were not taken */
	BAR_READ = BAR_CLOSED | BAR_BARE | BAR_CLEAN,
	BAR_HELP = KEYS_VIEW(HELP),
	BAR_TABLE = KEYS_VIEW(MATRIX),
	BAR_DATES = KEYS_VIEW(DATES),
	BAR_DRIFT = KEYS_VIEW(DRIFT),
	BAR_LIST = KEYS_LIST & ~(BAR_HELP | BAR_TABLE | BAR_DATES | BAR_DRIFT),
};

/* What is shown in which state, the most useful first. */
static const struct {
	unsigned states;
	enum action actions[2];
	enum message words;
} bar[] = {
	{BAR_STALE, {ACTION_RELOAD, ACTIONS}, MSG_BAR_RELOAD},
	{BAR_REFUSED, {ACTION_RELOAD, ACTIONS}, MSG_BAR_TAKE},
	{BAR_SELECT, {ACTION_SELECT_COPY, ACTIONS}, MSG_BAR_COPY},
	{BAR_SELECT, {ACTION_SELECT_LEAVE, ACTIONS}, MSG_BAR_CLOSE},
	{BAR_SELECT,
	 {ACTION_SELECT_WORD, ACTION_SELECT_WORD_BACK},
	 MSG_BAR_WORD},
	{BAR_SELECT, {ACTION_SELECT_ANEW, ACTIONS}, MSG_BAR_ANEW},
	{BAR_SELECT, {ACTION_SELECT_TURN, ACTIONS}, MSG_BAR_OTHER_END},
	{BAR_HELP, {ACTION_LEAVE, ACTIONS}, MSG_BAR_LEAVE},
	{BAR_OPEN, {ACTION_PANE, ACTIONS}, MSG_BAR_WHOLE},
	{BAR_OPEN | BAR_CLOSED, {ACTION_PANE, ACTIONS}, MSG_BAR_TO_TEXT},
	{BAR_OPEN | BAR_CLOSED, {ACTION_PANE, ACTIONS}, MSG_BAR_TO_CLAIMS},
	{BAR_CLEAN, {ACTION_CLEAN, ACTIONS}, MSG_BAR_UNCLEAN},
	{BAR_OPEN, {ACTION_TAB, ACTIONS}, MSG_BAR_LINK},
	{BAR_OPEN, {ACTION_ENTER, ACTIONS}, MSG_BAR_FOLLOW},
	{BAR_TABLE, {ACTION_ENTER, ACTIONS}, MSG_BAR_PASSAGES},
	{BAR_DATES, {ACTION_ENTER, ACTIONS}, MSG_BAR_FOLLOW},
	{BAR_DATES, {ACTION_ZOOM_IN, ACTION_ZOOM_OUT}, MSG_BAR_ZOOM},
	{BAR_DATES, {ACTION_TAB, ACTIONS}, MSG_BAR_LANE},
	{BAR_TABLE, {ACTION_TAB, ACTIONS}, MSG_BAR_CELL},
	{BAR_DRIFT, {ACTION_TAB, ACTIONS}, MSG_BAR_OTHER},
	{BAR_DRIFT, {ACTION_NEXT_GROUP, ACTIONS}, MSG_BAR_SIDE},
	{BAR_DRIFT, {ACTION_ENTER, ACTIONS}, MSG_BAR_PASSAGE},
	{BAR_TABLE | BAR_DATES,
	 {ACTION_SAME_POINT, ACTIONS},
	 MSG_BAR_NEXT_ARTICLE},
	{BAR_TABLE | BAR_DATES,
	 {ACTION_NEXT_CONFLICT, ACTIONS},
	 MSG_BAR_CONFLICT},
	{BAR_TABLE | BAR_DRIFT, {ACTION_TURN, ACTIONS}, MSG_BAR_TURN},
	{BAR_OPEN | BAR_LIST | BAR_DRIFT, {ACTION_BACK, ACTIONS}, MSG_BAR_BACK},
	{BAR_CLOSED, {ACTION_ENTER, ACTIONS}, MSG_BAR_OPEN},
	{BAR_LIST, {ACTION_ENTER, ACTIONS}, MSG_BAR_FOLLOW},
	{KEYS_VIEW(PROBLEMS), {ACTION_EDIT, ACTIONS}, MSG_BAR_EDIT},
	{KEYS_VIEW(MARKS), {ACTION_DELETE, ACTIONS}, MSG_BAR_REMOVE},
	{BAR_CLOSED | BAR_OPEN,
	 {ACTION_NEXT_GROUP, ACTION_PREVIOUS_GROUP},
	 MSG_BAR_CLAIM},
	{BAR_OPEN, {ACTION_SAME_POINT, ACTIONS}, MSG_BAR_POINT},
	{BAR_CLOSED | BAR_OPEN,
	 {ACTION_NEXT_CONFLICT, ACTIONS},
	 MSG_BAR_CONFLICT},
	{KEYS_FOLD | BAR_HELP,
	 {ACTION_NEXT_GROUP, ACTION_PREVIOUS_GROUP},
	 MSG_BAR_GROUP},
	{KEYS_FOLD, {ACTION_FOLD, ACTIONS}, MSG_BAR_FOLD},
	{BAR_OPEN, {ACTION_CLOSE, ACTIONS}, MSG_BAR_CLOSE},
	{BAR_READ | BAR_LIST | BAR_TABLE | BAR_DATES | BAR_HELP,
	 {ACTION_SEARCH, ACTIONS},
	 MSG_BAR_SEARCH},
	{BAR_READ, {ACTION_ARTICLES, ACTIONS}, MSG_BAR_ARTICLES},
	{BAR_CLOSED, {ACTION_VOICES, ACTIONS}, MSG_BAR_VOICES},
	{BAR_CLOSED, {ACTION_MATRIX, ACTIONS}, MSG_BAR_MATRIX},
	{BAR_LIST, {ACTION_SORT, ACTIONS}, MSG_BAR_SORT},
	{BAR_LIST, {ACTION_FILTER, ACTIONS}, MSG_BAR_FILTER},
	{KEYS_LIST & ~BAR_HELP, {ACTION_LEAVE, ACTIONS}, MSG_BAR_LEAVE},
	{KEYS_VIEW(CLAIMS) | KEYS_VIEW(FOUND),
	 {ACTION_NEXT_GROUP, ACTION_PREVIOUS_GROUP},
	 MSG_BAR_GROUP},
};

enum { BAR_ITEMS = sizeof bar / sizeof *bar };

static unsigned bar_state(const struct app *app)
{
	if (select_active(app))
		return BAR_SELECT;
	if (app->at.view != VIEW_ARTICLE)
		return 1u << app->at.view;
	if (!app->at.entry->annotation.claim_count)
		return BAR_BARE;
	if (app->clean)
		return BAR_CLEAN;
	return app->at.open ? BAR_OPEN : BAR_CLOSED;
}

/* Whether the key for the pane does what the words say. */
static bool pane_does(const struct app *app, enum message words)
{
	const struct frame *frame = &app->frame;
	if (words == MSG_BAR_WHOLE)
		return frame->hidden && !frame->single;
	return frame->single &&
	       (words == MSG_BAR_TO_TEXT) == (frame->panel.rows > 0);
}

/* Whether the action would do what the words say, here and now. */
static bool bar_useful(struct app *app, enum action action, enum message words)
{
	const struct position *at = &app->at;
	bool empty = app_view(app)->list && !list_rows(app);
	bool card = at->view == VIEW_ARTICLE && at->open && at->claim;
	switch (action) {
	case ACTION_TAB:
	case ACTION_ENTER:
		return !empty && (!card || claim_end_count(at->claim));
	case ACTION_PANE:
		return pane_does(app, words);
	case ACTION_NEXT_GROUP:
	case ACTION_SEARCH:
		return !empty;
	case ACTION_FILTER:
		return !empty || at->filter;
	case ACTION_FOLD:
		return !empty && !at->filter;
	case ACTION_SAME_POINT:
		return !card || at->claim->points->count;
	case ACTION_SORT:
		return !empty && list_sortable(app);
	case ACTION_ARTICLES:
		return !app->dossier->single;
	case ACTION_DELETE:
		return !empty;
	case ACTION_EDIT:
		return !empty && !app->options.secure;
	default:
		return true;
	}
}

void key_of(const struct app *app, enum action action, struct str *out)
{
	for (size_t i = 0; i < app->keymap.rows.count; i++) {
		const struct key_row *row = &app->keymap.rows.items[i];
		if (row->action != action ||
		    !key_applies(row, context_now(app)))
			continue;
		if (out->len)
			str_addc(out, ' ');
		key_show(out, row->key, app->options.charset);
		return;
	}
}

/* Draws keys and words at the column; returns the columns that they take. */
static size_t bar_item(struct app *app, size_t row, size_t column, size_t limit,
		       const enum action *shown, enum message words)
{
	struct term *term = &app->term;
	struct str key = {0};
	key_of(app, shown[0], &key);
	if (shown[1] != ACTIONS)
		key_of(app, shown[1], &key);
	const char *what = app_text(app, words);
	size_t wide = utf8_columns(str_get(&key), key.len, term->charset);
	size_t all = wide + 1 + utf8_columns(what, strlen(what), term->charset);
	if (key.len && column + all <= limit) {
		term_fit(term, row, column, wide, str_get(&key), STYLE_KEY);
		term_fit(term, row, column + wide + 1, all, what, STYLE_DIM);
	} else {
		all = 0;
	}
	str_release(&key);
	return all;
}

/* Columns of an action's first key, and the words after it. */
static size_t item_columns(const struct app *app, enum action action,
			   enum message words)
{
	struct str item = {0};
	key_of(app, action, &item);
	str_addf(&item, " %s", app_text(app, words));
	size_t columns = utf8_columns(str_get(&item), item.len,
				      app->options.charset);
	str_release(&item);
	return columns;
}

/* What the line of keys is to show. */
static struct key_bar bar_now(struct app *app)
{
	struct key_bar now = {
		.picture = app->term.pictures,
		.state = bar_state(app),
		.language = app->options.language,
		.charset = app->options.charset,
	};
	if (app->stale && !(now.state & (BAR_HELP | BAR_SELECT)))
		now.state |= app->refused && !app->newer ? BAR_REFUSED
							 : BAR_STALE;
	if (now.state & BAR_BARE)
		now.bare = app->at.entry;
	for (size_t i = 0; i < BAR_ITEMS; i++)
		if (bar[i].states & now.state &&
		    bar_useful(app, bar[i].actions[0], bar[i].words))
			now.items |= 1ull << i;
	return now;
}

/* Takes over what the picture before showed, where that is the same. */
static bool bar_keep(struct app *app, size_t row, const struct key_bar *now)
{
	const struct key_bar *old = &app->bar;
	if (old->picture + 1 != now->picture || old->state != now->state ||
	    old->items != now->items || old->bare != now->bare ||
	    old->language != now->language || old->charset != now->charset ||
	    !term_keep(&app->term, row, 0, app->term.columns, row))
		return false;
	app->term.end_row = row;
	app->term.end_column = old->end;
	app->bar.picture = now->picture;
	return true;
}

/* Right: help, and where there is room how to quit.  Returns the columns that
   are left for the rest. */
static size_t bar_end(struct app *app, size_t row, unsigned state)
{
	static const enum action help[2] = {ACTION_HELP, ACTIONS};
	static const enum action quit[2] = {ACTION_LEAVE, ACTIONS};
	size_t columns = app->term.columns;
	size_t key = item_columns(app, ACTION_HELP, MSG_BAR_HELP);
	size_t right = key + 2 + item_columns(app, ACTION_LEAVE, MSG_BAR_QUIT) +
		       1;
	size_t column = columns > right ? columns - right : 0;
	bool both = state & BAR_READ && columns >= 72;
	if (!both)
		column = columns > key + 2 ? columns - key - 2 : 0;
	if (state == BAR_HELP || columns < 20)
		return columns;
	size_t used = bar_item(app, row, column, columns, help, MSG_BAR_HELP);
	if (both)
		bar_item(app, row, column + used + 2, columns, quit,
			 MSG_BAR_QUIT);
	return column > 2 ? column - 2 : 0;
}

/* Whether the problems of the dossier have some in the file. */
static bool has_problems(const struct app *app, const char *file)
{
	const struct diags *diags = &app->dossier->diags;
	for (size_t i = 0; file && i < diags->files.count; i++)
		if (diags->files.items[i].count &&
		    strcmp(diags->files.items[i].path, file) == 0)
			return true;
	return false;
}

/* Of an article without claims: the file that they go in, or that they are
   spoiled there.  What is no .txt, as a pipe, has none. */
static void bare_words(const struct app *app, struct str *out)
{
	const struct entry *entry = app->at.entry;
	const size_t len = strlen(entry->path);
	struct str file = {0};
	if (len < 4 || strcmp(entry->path + len - 4, ".txt") != 0)
		return;
	if (has_problems(app, entry->annotation.file)) {
		app_add(app, MSG_BAR_SPOILED, out);
		return;
	}
	str_addf(&file, "%s%s.yaml", app->dossier->single ? "" : "annotations/",
		 entry->id);
	message_add(out, app->options.language, MSG_BAR_ADD, str_get(&file));
	str_release(&file);
}

void key_bar_draw(struct app *app, size_t row, size_t from)
{
	struct key_bar now = bar_now(app);
	size_t column = from + 1;
	if (!from && bar_keep(app, row, &now))
		return;
	size_t limit = bar_end(app, row, now.state);
	if (now.state & BAR_BARE) {
		struct str words = {0};
		bare_words(app, &words);
		size_t used = term_fit(&app->term, row, column,
				       limit > column ? limit - column : 0,
				       str_get(&words), STYLE_DIM);
		column += used + (used ? 2 : 0);
		str_release(&words);
	}
	for (size_t i = 0; i < BAR_ITEMS; i++) {
		if (!(now.items >> i & 1))
			continue;
		size_t used = bar_item(app, row, column, limit, bar[i].actions,
				       bar[i].words);
		if (used)
			column += used + 2;
	}
	if (from) /* what stands before them changes by itself */
		return;
	now.end = app->term.end_column;
	app->bar = now;
}
