/* A configuration file as settings: what is set, what is left as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/settings.h"
#include "core/str.h"
#include "core/yaml.h"

static const char *const languages[] = {"en", "fr"};
static const char *const themes[] = {"default", "dark", "mono"};
static const char *const layouts[] = {"auto", "beside"};
static const char *const actions[] = {"page-down", "page-up"};
static const char *const places[] = {"article", "claims", "lists"};

/* Keys are single small letters here. */
static int key_code(const char *name)
{
	return name[0] >= 'a' && name[0] <= 'z' && !name[1] ? name[0] : -1;
}

static const struct settings_words words = {
	.languages = {languages, 2},
	.themes = {themes, 3},
	.layouts = {layouts, 2},
	.actions = {actions, 2},
	.places = {places, 3},
	.key = key_code,
};

static void load(struct settings *settings, const char *text)
{
	char path[] = "/tmp/settings.XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	assert_true(settings_load(settings, path, false, &words));
	unlink(path);
}

struct value_case {
	const char *what, *text;
	/* Expected. */
	int language, theme, layout, mouse, ascii, linear;
	size_t measure, keys, problems;
};

static const struct value_case values[] = {
	{"nothing", "manicule: 1\n", -1, -1, -1, -1, -1, -1, 0, 0, 0},
	{"everything",
	 "manicule: 1\nlanguage: fr\ntheme: mono\nmeasure: 72\n"
	 "layout: beside\nmouse: yes\nascii: no\nlinear: yes\n",
	 1, 2, 1, 1, 0, 1, 72, 0, 0},
	{"the narrowest", "manicule: 1\nmeasure: 40\n", -1, -1, -1, -1, -1, -1,
	 40, 0, 0},
	{"the widest", "manicule: 1\nmeasure: 120\n", -1, -1, -1, -1, -1, -1,
	 120, 0, 0},
	{"too narrow", "manicule: 1\nmeasure: 39\n", -1, -1, -1, -1, -1, -1, 0,
	 0, 1},
	{"too wide", "manicule: 1\nmeasure: 121\n", -1, -1, -1, -1, -1, -1, 0,
	 0, 1},
	{"a sign", "manicule: 1\nmeasure: +72\n", -1, -1, -1, -1, -1, -1, 0, 0,
	 1},
	{"no number", "manicule: 1\nmeasure: 7a\n", -1, -1, -1, -1, -1, -1, 0,
	 0, 1},
	{"more than fits in a number",
	 "manicule: 1\nmeasure: 18446744073709551688\n", -1, -1, -1, -1, -1, -1,
	 0, 0, 1},
	{"an error spoils its own setting alone",
	 "manicule: 1\nlanguage: de\ntheme: dark\nmouse: on\n", -1, 1, -1, -1,
	 -1, -1, 0, 0, 2},
	{"of a key that is there twice the first stays",
	 "manicule: 1\ntheme: dark\ntheme: mono\n", -1, 1, -1, -1, -1, -1, 0, 0,
	 1},
	{"keys",
	 "manicule: 1\nkeys:\n  - {key: a, action: page-up}\n"
	 "  - {key: a, action: none, in: lists}\n"
	 "  - {key: a, action: page-down, in: article}\n",
	 -1, -1, -1, -1, -1, -1, 0, 3, 0},
	{"a key twice in one place",
	 "manicule: 1\nkeys:\n  - {key: a, action: page-up}\n"
	 "  - {key: a, action: page-down}\n"
	 "  - {key: b, action: page-down}\n",
	 -1, -1, -1, -1, -1, -1, 0, 2, 1},
	{"rows that say too little, too much or nonsense",
	 "manicule: 1\nkeys:\n  - {key: a}\n  - {action: page-up}\n"
	 "  - {key: A, action: page-up}\n  - {key: a, action: up}\n"
	 "  - {key: a, action: page-up, in: air}\n"
	 "  - {key: a, action: page-up, on: air}\n  - a\n"
	 "  - {key: b, action: page-up}\n",
	 -1, -1, -1, -1, -1, -1, 0, 1, 7},
	{"keys that are no list", "manicule: 1\nkeys: {a: page-up}\n", -1, -1,
	 -1, -1, -1, -1, 0, 0, 1},
	{"no version", "theme: dark\n", -1, 1, -1, -1, -1, -1, 0, 0, 1},
	{"not YAML", "manicule: 1\ntheme: \"dark\n", -1, -1, -1, -1, -1, -1, 0,
	 0, 1},
	{"no map", "- a\n", -1, -1, -1, -1, -1, -1, 0, 0, 1},
};

static void test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const struct value_case *c = &values[i];
		struct settings s;
		load(&s, c->text);
		print_message("%s\n", c->what);
		assert_int_equal(s.language, c->language);
		assert_int_equal(s.theme, c->theme);
		assert_int_equal(s.layout, c->layout);
		assert_int_equal(s.mouse, c->mouse);
		assert_int_equal(s.ascii, c->ascii);
		assert_int_equal(s.linear, c->linear);
		assert_int_equal(s.measure, c->measure);
		assert_int_equal(s.keys.count, c->keys);
		assert_int_equal(s.diags.list.count, c->problems);
		settings_release(&s);
	}
}

static void test_keys(void **state)
{
	(void)state;
	struct settings s;
	load(&s, "manicule: 1\nkeys:\n  - {key: q, action: page-up}\n"
		 "  - {key: r, action: none, in: lists}\n");
	assert_int_equal(s.keys.count, 2);
	const struct key_setting *row = s.keys.items;
	assert_string_equal(row[0].key, "q");
	assert_int_equal(row[0].code, 'q');
	assert_int_equal(row[0].action, 1);
	assert_int_equal(row[0].in, SETTING_NONE);
	assert_int_equal(row[0].place.line, 3);
	assert_int_equal(row[1].action, SETTING_NONE);
	assert_int_equal(row[1].in, 2);
	settings_release(&s);
}

/* Both rows are named. */
static void test_twice(void **state)
{
	(void)state;
	struct settings s;
	load(&s, "manicule: 1\nkeys:\n  - {key: q, action: page-up}\n"
		 "  - {key: r, action: page-up}\n"
		 "  - {key: q, action: none}\n");
	assert_int_equal(s.diags.list.count, 1);
	const struct diag *diag = s.diags.list.items;
	assert_int_equal(diag->kind, DIAG_KEY_TWICE);
	assert_int_equal(diag->place.line, 5);
	assert_int_equal(diag->place.column, 11);
	assert_non_null(strstr(diag->detail, ":3)"));
	settings_release(&s);
}

static void test_missing(void **state)
{
	(void)state;
	struct settings s;
	assert_false(settings_load(&s, "/nowhere/config.yaml", false, &words));
	assert_int_equal(s.diags.list.count, 0);
	assert_int_equal(s.theme, SETTING_NONE);
	settings_release(&s);
	assert_false(settings_load(&s, "/dev/null/config.yaml", false, &words));
	settings_release(&s);
	/* There, but nothing that can be read. */
	assert_true(settings_load(&s, "/", false, &words));
	assert_int_equal(s.diags.list.count, 1);
	assert_int_equal(s.theme, SETTING_NONE);
	settings_release(&s);
}

/* What users name may be a device, what was found must be a file. */
static void test_named(void **state)
{
	struct settings s;
	(void)state;
	assert_true(settings_load(&s, "/dev/null", false, &words));
	assert_int_equal(s.diags.list.count, 1);
	assert_int_equal(s.diags.list.items[0].kind, DIAG_NOT_FILE);
	settings_release(&s);
	assert_true(settings_load(&s, "/dev/null", true, &words));
	assert_int_equal(s.diags.list.count, 1);
	assert_int_equal(s.diags.list.items[0].kind, DIAG_NO_VERSION);
	settings_release(&s);
}

/* More rows than a list may have: the rest is passed over. */
static void test_many(void **state)
{
	struct settings s;
	struct str text = {0};
	(void)state;
	str_adds(&text, "manicule: 1\nkeys:\n");
	for (size_t i = 0; i < YAML_LIST_MAX + 2; i++)
		str_addf(&text, "  - {}\n");
	str_adds(&text, "theme: mono\n");
	load(&s, text.bytes);
	assert_int_equal(s.keys.count, 0);
	assert_int_equal(s.theme, 2);
	str_release(&text);
	settings_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_keys),
		cmocka_unit_test(test_twice),  cmocka_unit_test(test_missing),
		cmocka_unit_test(test_named),  cmocka_unit_test(test_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
