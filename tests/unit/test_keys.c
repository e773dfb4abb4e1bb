/* The keys of the program and of the settings, as one table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tui/keys.h"

struct name_case {
	const char *name;
	int code;
};

static const struct name_case names[] = {
	{"j", 'j'},
	{"é", 0xe9},
	{"Space", ' '},
	{"^T", 20},
	{"^t", 20},
	{"^@", 0},
	{"^[", 27},
	{"Esc", 27},
	{"Tab", '\t'},
	{"^I", '\t'},
	{"Enter", TERM_KEY_ENTER},
	{"^M", TERM_KEY_ENTER},
	{"^J", TERM_KEY_ENTER},
	{"Backspace", TERM_KEY_BACKSPACE},
	{"^H", TERM_KEY_BACKSPACE},
	{"^?", TERM_KEY_BACKSPACE},
	{"F1", TERM_KEY_F + 1},
	{"F12", TERM_KEY_F + 12},
	{"F", 'F'},
	{"^", '^'},
	{"F0", TERM_KEY_NONE},
	{"F13", TERM_KEY_NONE},
	{"F1x", TERM_KEY_NONE},
	{"", TERM_KEY_NONE},
	{"jj", TERM_KEY_NONE},
	{"enter", TERM_KEY_NONE},
};

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		print_message("%s\n", names[i].name);
		assert_int_equal(key_parse(names[i].name), names[i].code);
	}
}

/* Every key of the table has a name, and no view has it twice. */
static void check_keymap(const struct keymap *keymap)
{
	for (size_t i = 0; i < keymap->rows.count; i++) {
		const struct key_row *row = &keymap->rows.items[i];
		int code = key_parse(row->key);
		assert_int_not_equal(code, TERM_KEY_NONE);
		assert_true(row->action < ACTIONS);
		for (size_t k = 0; k < i; k++) {
			const struct key_row *other = &keymap->rows.items[k];
			if (key_parse(other->key) == code)
				assert_int_equal(other->context & row->context,
						 0);
		}
	}
}

static void test_own(void **state)
{
	(void)state;
	struct keymap keymap;
	size_t count;
	key_table(&count);
	keymap_init(&keymap, NULL);
	check_keymap(&keymap);
	assert_in_range(keymap.rows.count, count / 2, count);
	keymap_release(&keymap);
}

enum { LISTS = VIEWS, NONE = SETTING_NONE };

struct merge_case {
	const char *what;
	struct key_setting keys[3]; /* up to one without a name */
	const char *key;            /* looked up */
	enum view view;
	enum action action; /* expected */
};

static const struct merge_case merges[] = {
	{"not set: as it was",
	 {{.key = NULL}},
	 "j",
	 VIEW_ARTICLE,
	 ACTION_ROW_DOWN},
	{"a new key",
	 {{"z", 'z', ACTION_PAGE_UP, NONE, {0}}},
	 "z",
	 VIEW_HELP,
	 ACTION_PAGE_UP},
	{"another meaning",
	 {{"j", 'j', ACTION_PAGE_UP, NONE, {0}}},
	 "j",
	 VIEW_CLAIMS,
	 ACTION_PAGE_UP},
	{"in one view",
	 {{"j", 'j', ACTION_PAGE_UP, VIEW_CLAIMS, {0}}},
	 "j",
	 VIEW_CLAIMS,
	 ACTION_PAGE_UP},
	{"in one view alone",
	 {{"j", 'j', ACTION_PAGE_UP, VIEW_CLAIMS, {0}}},
	 "j",
	 VIEW_ARTICLES,
	 ACTION_ROW_DOWN},
	{"in lists",
	 {{"j", 'j', ACTION_PAGE_UP, LISTS, {0}}},
	 "j",
	 VIEW_ARTICLES,
	 ACTION_PAGE_UP},
	{"in lists, not in the article",
	 {{"j", 'j', ACTION_PAGE_UP, LISTS, {0}}},
	 "j",
	 VIEW_ARTICLE,
	 ACTION_ROW_DOWN},
	{"unbound", {{"j", 'j', NONE, NONE, {0}}}, "j", VIEW_ARTICLE, ACTIONS},
	{"unbound in lists",
	 {{"j", 'j', NONE, LISTS, {0}}},
	 "j",
	 VIEW_ARTICLE,
	 ACTION_ROW_DOWN},
	{"the view goes before lists and everywhere",
	 {{"z", 'z', ACTION_START, NONE, {0}},
	  {"z", 'z', ACTION_END, LISTS, {0}},
	  {"z", 'z', ACTION_HELP, VIEW_HELP, {0}}},
	 "z",
	 VIEW_HELP,
	 ACTION_HELP},
	{"lists go before everywhere",
	 {{"z", 'z', ACTION_START, NONE, {0}},
	  {"z", 'z', ACTION_END, LISTS, {0}},
	  {"z", 'z', ACTION_HELP, VIEW_HELP, {0}}},
	 "z",
	 VIEW_LINKS,
	 ACTION_END},
	{"and everywhere is the rest",
	 {{"z", 'z', ACTION_START, NONE, {0}},
	  {"z", 'z', ACTION_END, LISTS, {0}},
	  {"z", 'z', ACTION_HELP, VIEW_HELP, {0}}},
	 "z",
	 VIEW_ARTICLE,
	 ACTION_START},
	{"two names of one key",
	 {{"^M", TERM_KEY_ENTER, ACTION_START, NONE, {0}}},
	 "Enter",
	 VIEW_ARTICLE,
	 ACTION_START},
};

static void test_merge(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof merges / sizeof *merges; i++) {
		const struct merge_case *c = &merges[i];
		struct settings settings = {0};
		struct app app = {.at.view = c->view};
		for (size_t k = 0; k < 3 && c->keys[k].key; k++)
			array_push(&settings.keys, c->keys[k]);
		print_message("%s\n", c->what);
		keymap_init(&app.keymap, &settings);
		check_keymap(&app.keymap);
		assert_int_equal(key_action(&app, key_parse(c->key)),
				 c->action);
		keymap_release(&app.keymap);
		settings_release(&settings);
	}
}

/* A key that is set stands before the others of its action. */
static void test_first(void **state)
{
	(void)state;
	struct settings settings = {0};
	struct app app = {.at.view = VIEW_ARTICLE};
	struct str shown = {0};
	struct key_setting row = {
		"z", 'z', ACTION_PAGE_DOWN, SETTING_NONE, {0}};
	array_push(&settings.keys, row);
	keymap_init(&app.keymap, &settings);
	key_of(&app, ACTION_PAGE_DOWN, &shown);
	key_of(&app, ACTION_HELP, &shown);
	assert_string_equal(str_get(&shown), "z h");
	str_release(&shown);
	keymap_release(&app.keymap);
	settings_release(&settings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
