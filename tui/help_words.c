#include "tui/help_words.h"

#include <string.h>

#include "tui/keys.h"
#include "tui/list.h"

/* The first row for the view and the action counts. */
static const struct {
	unsigned context; /* KEYS_… */
	enum action action;
	enum message words;
} table[] = {
	{KEYS_ARTICLE, ACTION_NEXT_GROUP, MSG_HELP_NEXT_CLAIM},
	{KEYS_VIEW(PROBLEMS), ACTION_NEXT_GROUP, MSG_HELP_NEXT_FILE},
	{KEYS_VIEW(MATRIX), ACTION_NEXT_GROUP, MSG_HELP_NEXT_ROW},
	{KEYS_VIEW(DATES), ACTION_NEXT_GROUP, MSG_HELP_NEXT_ROW},
	{KEYS_VIEW(DRIFT), ACTION_NEXT_GROUP, MSG_HELP_SIDE},
	{KEYS_LIST, ACTION_NEXT_GROUP, MSG_HELP_NEXT_GROUP},
	{KEYS_ARTICLE, ACTION_PREVIOUS_GROUP, MSG_HELP_PREVIOUS_CLAIM},
	{KEYS_VIEW(PROBLEMS), ACTION_PREVIOUS_GROUP, MSG_HELP_PREVIOUS_FILE},
	{KEYS_VIEW(MATRIX), ACTION_PREVIOUS_GROUP, MSG_HELP_PREVIOUS_ROW},
	{KEYS_VIEW(DATES), ACTION_PREVIOUS_GROUP, MSG_HELP_PREVIOUS_ROW},
	{KEYS_VIEW(DRIFT), ACTION_PREVIOUS_GROUP, MSG_HELP_SIDE},
	{KEYS_LIST, ACTION_PREVIOUS_GROUP, MSG_HELP_PREVIOUS_GROUP},
	{KEYS_FOLD, ACTION_ENTER, MSG_HELP_ENTER_GROUP},
	{KEYS_VIEW(MATRIX), ACTION_ENTER, MSG_HELP_ENTER_CELL},
	{KEYS_VIEW(HELP), ACTION_ENTER, MSG_HELP_ENTER_HELP},
	{KEYS_LIST, ACTION_ENTER, MSG_HELP_ENTER_ROW},
	{KEYS_VIEW(VOICES), ACTION_TAB, MSG_HELP_TAB_VOICES},
	{KEYS_VIEW(SOURCES), ACTION_TAB, MSG_HELP_NEXT_CLAIM},
	{KEYS_VIEW(MATRIX), ACTION_TAB, MSG_HELP_TAB_MATRIX},
	{KEYS_VIEW(DATES), ACTION_TAB, MSG_HELP_TAB_DATES},
	{KEYS_VIEW(DRIFT), ACTION_TAB, MSG_HELP_TAB_DRIFT},
	{KEYS_LIST, ACTION_TAB, MSG_HELP_NEXT_ROW},
	{KEYS_LIST, ACTION_BACKTAB, MSG_HELP_BACKTAB},
	{KEYS_ARTICLE, ACTION_CLOSE, MSG_HELP_CLOSE_CARD},
	{KEYS_LIST, ACTION_CLOSE, MSG_HELP_CLOSE_VIEW},
	{KEYS_VIEW(MATRIX), ACTION_SAME_POINT, MSG_HELP_POINT_MATRIX},
	{KEYS_VIEW(DATES), ACTION_SAME_POINT, MSG_HELP_POINT_DATES},
	{KEYS_VIEW(MATRIX), ACTION_NEXT_CONFLICT, MSG_HELP_CONFLICT_MATRIX},
	{KEYS_VIEW(DATES), ACTION_NEXT_CONFLICT, MSG_HELP_CONFLICT_DATES},
	{KEYS_LIST, ACTION_NEXT_CONFLICT, MSG_HELP_CONFLICT_LIST},
	{KEYS_LIST, ACTION_SORT, MSG_HELP_SORT},
	{KEYS_LIST, ACTION_TURN_ORDER, MSG_HELP_TURN_ORDER},
	{KEYS_LIST, ACTION_FILTER, MSG_HELP_FILTER},
	{KEYS_VIEW(MARKS), ACTION_DELETE, MSG_HELP_DELETE},
	{KEYS_VIEW(MATRIX), ACTION_TURN, MSG_HELP_TURN_MATRIX},
	{KEYS_ALL, ACTION_TURN, MSG_HELP_TURN},
	{KEYS_ARTICLE, ACTION_LEAVE, MSG_HELP_QUIT},
	{KEYS_LIST, ACTION_LEAVE, MSG_HELP_LEAVE},
};

enum { ROWS = sizeof table / sizeof *table };

bool help_has(enum view view, enum action action)
{
	const struct list_ops *list = app_view_of(view)->list;
	switch (action) {
	case ACTION_SORT:
	case ACTION_TURN_ORDER:
		return list && list->orders;
	case ACTION_FILTER:
		return list;
	case ACTION_NEXT_GROUP:
	case ACTION_PREVIOUS_GROUP:
		return view != VIEW_ARTICLES && view != VIEW_LINKS &&
		       view != VIEW_CELL;
	default:
		return true;
	}
}

const char *help_words(enum view view, enum action action,
		       enum language language)
{
	for (size_t i = 0; i < ROWS; i++)
		if (table[i].action == action && table[i].context >> view & 1)
			return message(language, table[i].words);
	return action_words(action, language);
}

const char *help_view(enum view view, enum language language)
{
	static const char *const names[VIEWS] = {
#define VIEW_WORD(name, word, ops) [VIEW_##name] = word,
		VIEW_NAMED_LIST(VIEW_WORD)
#undef VIEW_WORD
	};
	/* The action that opens a view has its name. */
	for (size_t i = 0; names[view] && i < ACTIONS; i++)
		if (strcmp(action_name((enum action)i), names[view]) == 0)
			return action_words((enum action)i, language);
	return NULL;
}
