/* The way back: place by place, forward again, and forgotten at its far end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/jump.h"

static void release(struct app *app)
{
	array_release(&app->history.list);
}

/* The places are told apart by their offsets. */
static void go(struct app *app, size_t offset)
{
	jump_remember(app);
	app->at.offset = offset;
}

static void test_ways(void **state)
{
	struct app app = {.at.offset = 1};
	(void)state;
	assert_false(jump_back(&app));
	assert_false(jump_forward(&app));
	go(&app, 2);
	go(&app, 3);
	assert_int_equal(app.before_jump.offset, 2);
	assert_true(jump_back(&app));
	assert_true(jump_back(&app));
	assert_int_equal(app.at.offset, 1);
	assert_false(jump_back(&app));
	assert_true(jump_forward(&app));
	assert_int_equal(app.at.offset, 2);
	/* Who goes elsewhere from there does not come to 3 any more. */
	go(&app, 4);
	assert_false(jump_forward(&app));
	assert_true(jump_back(&app));
	assert_int_equal(app.at.offset, 2);
	release(&app);
}

/* Past a thousand places the oldest are forgotten. */
static void test_long(void **state)
{
	enum { PLACES = 1500 };
	struct app app = {.at.offset = 0};
	size_t back = 0;
	(void)state;
	for (size_t i = 1; i <= PLACES; i++)
		go(&app, i);
	while (jump_back(&app))
		assert_int_equal(app.at.offset, PLACES - ++back);
	assert_int_equal(back, 1000);
	while (jump_forward(&app))
		back--;
	assert_int_equal(app.at.offset, PLACES);
	assert_int_equal(back, 0);
	release(&app);
}

/* A view is left at once, however many of its places were seen, for the view
   that it was opened from; one that was opened from nowhere for the article. */
static void test_leave(void **state)
{
	struct app app = {.at = {.view = VIEW_CLAIMS, .offset = 7}};
	(void)state;
	jump_leave(&app);
	assert_int_equal(app.at.view, VIEW_ARTICLE);
	assert_int_equal(app.at.offset, 7);
	go(&app, 8);
	app.at.view = VIEW_CLAIMS;
	go(&app, 9);
	app.at.view = VIEW_ARTICLES;
	go(&app, 10);
	jump_leave(&app);
	assert_int_equal(app.at.view, VIEW_CLAIMS);
	jump_leave(&app);
	assert_int_equal(app.at.view, VIEW_ARTICLE);
	assert_int_equal(app.at.offset, 7);
	release(&app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ways),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
