/* Which keys wait while the dossier is read, and what gives them up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/app.h"
#include "tui/behind.h"
#include "tui/keys.h"

enum { CONTROL_C = 'C' - '@', ESCAPE = 27 };

/* An article of a dossier that is being read. */
struct stage {
	struct dossier dossier;
	struct entry entry;
	struct app app;
};

static void stage_set(struct stage *stage)
{
	*stage = (struct stage){
		.dossier = {.partial = true},
		.app = {.dossier = &stage->dossier},
	};
	stage->app.at.entry = &stage->entry;
	keymap_init(&stage->app.keymap, NULL);
	stage->app.behind.loading = loading_start("/nothing/there", NULL, NULL,
						  NULL);
}

static void stage_clear(struct stage *stage)
{
	array_release(&stage->app.behind.held);
	loading_cancel(stage->app.behind.loading);
	keymap_release(&stage->app.keymap);
}

/* What of the article is not read. */
enum lack { NOTHING, NOTES, TEXT };

struct key_case {
	int key;
	enum lack lack;
	bool waits;
	enum view view;
	bool open; /* a card */
	long count;
	char prompt; /* what is asked for in the bottom line; 0: nothing */
};

static const struct key_case cases[] = {
	/* Reading what is there waits for nothing. */
	{'j', TEXT, .waits = false},
	{' ', TEXT, .waits = false},
	{'G', TEXT, .waits = false},
	{'h', TEXT, .waits = false},
	{'3', TEXT, .waits = false},
	{'m', TEXT, .waits = false},
	{':', TEXT, .waits = false},
	{TERM_KEY_MOUSE, TEXT, .waits = false},
	{'j', TEXT, .waits = false, .view = VIEW_HELP},
	{1, TEXT, .waits = false}, /* no key of ours */
	/* What shows more than one article does. */
	{'A', NOTHING, .waits = true},
	{'C', NOTHING, .waits = true},
	{'X', NOTHING, .waits = true},
	{'D', NOTHING, .waits = true},
	{'W', NOTHING, .waits = true},
	{'x', NOTHING, .waits = true},
	{'U', NOTHING, .waits = true},
	{'\t', NOTHING, .waits = true},
	{'v', NOTHING, .waits = true},
	/* A search needs the whole text. */
	{'/', NOTHING, .waits = false},
	{'/', NOTES, .waits = false},
	{'/', TEXT, .waits = true},
	{'n', TEXT, .waits = true},
	/* The next claim needs all notes. */
	{'J', NOTHING, .waits = false},
	{'J', NOTES, .waits = true},
	{'J', TEXT, .waits = true},
	/* So many rows or paragraphs may lie anywhere; a part of it may not. */
	{'G', NOTHING, .waits = false, .count = 9},
	{'G', TEXT, .waits = true, .count = 9},
	{'j', TEXT, .waits = true, .count = 9},
	{'p', TEXT, .waits = false, .count = 9},
	/* Enter opens a card here, and follows its link anywhere. */
	{TERM_KEY_ENTER, NOTES, .waits = false},
	{TERM_KEY_ENTER, NOTES, .waits = true, .count = 9},
	{TERM_KEY_ENTER, NOTHING, .waits = true, .open = true},
	/* In the bottom line. */
	{'a', TEXT, .waits = false, .prompt = '/'},
	{'\t', NOTHING, .waits = true, .prompt = '/'},
	{TERM_KEY_ENTER, TEXT, .waits = false, .prompt = '/'},
	{'e', NOTHING, .waits = false, .prompt = ':'},
	{'\t', NOTHING, .waits = true, .prompt = ':'},
	{TERM_KEY_ENTER, NOTHING, .waits = true, .prompt = ':'},
	{'a', NOTHING, .waits = true, .prompt = 'm'},
	{ESCAPE, NOTHING, .waits = false, .prompt = 'm'},
	{'\'', NOTHING, .waits = true, .prompt = '\''},
	{CONTROL_C, NOTHING, .waits = false, .prompt = '\''},
};

static void test_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct key_case *c = &cases[i];
		struct stage stage;
		stage_set(&stage);
		stage.app.at.view = c->view;
		stage.app.at.open = c->open;
		stage.app.count = c->count;
		stage.app.prompt.active = c->prompt;
		stage.app.prompt.kind = (unsigned char)c->prompt;
		/* Nobody looks into it. */
		void *rest = c->lack == TEXT ? &stage : NULL;
		stage.entry.article.rest = rest;
		stage.entry.annotation.cut = c->lack == NOTES;
		print_message("%zu: key %d\n", i, c->key);
		assert_int_equal(behind_hold(&stage.app, c->key), c->waits);
		assert_int_equal(stage.app.behind.held.count, c->waits);
		stage_clear(&stage);
	}
}

/* Behind a key that waits all do, but those that give it up. */
static void test_order(void **state)
{
	static const struct give_case {
		int key;
		size_t left;
		bool quit;
	} gives[] = {
		{'j', 3, false},    {TERM_KEY_MOUSE, 2, false}, {'q', 0, false},
		{ESCAPE, 0, false}, {CONTROL_C, 0, false},      {'Q', 0, true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof gives / sizeof *gives; i++) {
		struct stage stage;
		stage_set(&stage);
		assert_true(behind_hold(&stage.app, 'A'));
		assert_true(behind_hold(&stage.app, 'j'));
		assert_true(behind_hold(&stage.app, gives[i].key));
		assert_int_equal(stage.app.behind.held.count, gives[i].left);
		assert_int_equal(stage.app.quit, gives[i].quit);
		if (gives[i].left) {
			assert_int_equal(stage.app.behind.held.items[0], 'A');
			assert_int_equal(stage.app.behind.held.items[1], 'j');
		}
		stage_clear(&stage);
	}
}

/* Nothing waits for a dossier that is there, even while it is read again. */
static void test_whole(void **state)
{
	struct stage stage;
	(void)state;
	stage_set(&stage);
	stage.dossier.partial = false;
	assert_false(behind_hold(&stage.app, 'A'));
	stage_clear(&stage);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
