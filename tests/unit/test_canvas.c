/*
 * What a canvas sends, looked at in a terminal: whatever was shown before, the
 * terminal shows the new picture, and a row that only moved is not sent again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <vterm.h>

#include "core/array.h"
#include "tui/canvas.h"
#include "tui/theme.h"

enum { ROWS = 12, COLUMNS = 30, ROUNDS = 3000 };

/* A small part of tparm(): %i, %p1, %p2, %d. */
static const char *fill_in(const char *cap, int a, int b)
{
	static _Thread_local char out[64];
	int values[] = {a, b}, value = 0;
	size_t len = 0;
	for (; *cap; cap++) {
		if (*cap != '%') {
			out[len++] = *cap;
		} else if (*++cap == 'i') {
			values[0]++;
			values[1]++;
		} else if (*cap == 'p') {
			value = values[*++cap - '1'];
		} else {
			len += (size_t)sprintf(out + len, "%d", value);
		}
	}
	out[len] = '\0';
	return out;
}

static const struct pen_terminal xterm = {
	.caps =
		{
			[CAP_MOVE] = "\033[%i%p1%d;%p2%dH",
			[CAP_COLUMN] = "\033[%i%p1%dG",
			[CAP_ROW] = "\033[%i%p1%dd",
			[CAP_RIGHT] = "\033[%p1%dC",
			[CAP_RIGHT_ONE] = "\033[C",
			[CAP_LEFT_ONE] = "\b",
			[CAP_DOWN_ONE] = "\n",
			[CAP_RETURN] = "\r",
			[CAP_HOME] = "\033[H",
			[CAP_CLEAR] = "\033[H\033[2J",
			[CAP_ERASE_LINE] = "\033[K",
			[CAP_ERASE_SOME] = "\033[%p1%dX",
			[CAP_REGION] = "\033[%i%p1%d;%p2%dr",
			[CAP_SCROLL_UP] = "\n",
			[CAP_SCROLL_UP_SOME] = "\033[%p1%dS",
			[CAP_SCROLL_DOWN] = "\033M",
			[CAP_SCROLL_DOWN_SOME] = "\033[%p1%dT",
			[CAP_PLAIN] = "\033(B\033[m",
			[CAP_BOLD] = "\033[1m",
			[CAP_UNDERLINE] = "\033[4m",
			[CAP_REVERSE] = "\033[7m",
		},
	.pairs = {NULL, "\033[37;40m", "\033[36;40m", "\033[33;40m"},
	.fills = true,
	.fill_in = fill_in,
};

/* One that can hardly do anything, and shows what is written last in a row
   on the next one. */
static const struct pen_terminal poor = {
	.caps =
		{
			[CAP_MOVE] = "\033[%i%p1%d;%p2%dH",
			[CAP_PLAIN] = "\033[m\017",
			[CAP_BOLD] = "\033[1m",
			[CAP_UNDERLINE] = "\033[4m",
			[CAP_REVERSE] = "\033[7m",
		},
	.pairs = {NULL, "\033[37;40m", "\033[36;40m", "\033[33;40m"},
	.wraps = true,
	.fill_in = fill_in,
};

struct world {
	struct canvas *canvas;
	VTerm *vterm;
	VTermScreen *screen;
	size_t sent;
	unsigned random;
};

static unsigned next_random(struct world *world)
{
	world->random = world->random * 1103515245 + 12345;
	return world->random >> 16;
}

static void flush(struct world *world)
{
	struct str out = {0};
	canvas_flush(world->canvas, &out);
	vterm_input_write(world->vterm, str_get(&out), out.len);
	world->sent = out.len;
	str_release(&out);
}

static void begin(struct world *world, const struct pen_terminal *terminal)
{
	*world = (struct world){.canvas = canvas_new(terminal), .random = 5};
	world->vterm = vterm_new(ROWS, COLUMNS);
	vterm_set_utf8(world->vterm, 1);
	world->screen = vterm_obtain_screen(world->vterm);
	vterm_screen_reset(world->screen, 1);
	canvas_resize(world->canvas, ROWS, COLUMNS);
}

static void finish(struct world *world)
{
	canvas_free(world->canvas);
	vterm_free(world->vterm);
}

/* A picture in which each glyph has its own place: the same on both sides. */
struct picture {
	struct {
		const char *text; /* NULL: a blank; "": a glyph goes on */
		struct pen_look look;
	} cells[ROWS][COLUMNS];
	struct pen_look blank;
};

static const char *const glyphs[] = {
	"a", "b", "c", "é", "日", "e\u0301", "│", "—", " ", "👍",
};

static void random_row(struct world *world, struct picture *picture, size_t row)
{
	size_t kind = next_random(world) % 4, column = 0;
	for (size_t i = 0; i < COLUMNS; i++) {
		picture->cells[row][i].text = NULL;
		picture->cells[row][i].look = picture->blank;
	}
	while (kind && column + 2 < COLUMNS) {
		size_t n = next_random(world) % 10;
		struct pen_look look = {
			(unsigned char)(kind > 2 ? next_random(world) % 8 : 0),
			(unsigned char)(picture->blank.pair
						? 1 + next_random(world) % 3
						: 0)};
		picture->cells[row][column].text = glyphs[n];
		picture->cells[row][column].look = look;
		if (n == 4 || n == 9)
			picture->cells[row][++column].text = "";
		column += 1 + (next_random(world) % 8
				       ? 0
				       : next_random(world) % 14);
	}
}

static void draw(struct world *world, const struct picture *picture)
{
	canvas_clear(world->canvas, picture->blank);
	for (size_t row = 0; row < ROWS; row++)
		for (size_t i = 0; i < COLUMNS; i++) {
			const char *text = picture->cells[row][i].text;
			struct glyph glyph;
			if (!text || !*text)
				continue;
			utf8_glyph(text, strlen(text), 0, CHARSET_UTF8, &glyph);
			canvas_glyph(world->canvas, row, i, &glyph,
				     picture->cells[row][i].look);
		}
}

/* The same, where rows that stood in the picture before are taken over. */
static void draw_kept(struct world *world, const struct picture *picture,
		      const struct picture *before)
{
	size_t size = sizeof picture->cells[0], from;
	draw(world, picture);
	for (size_t row = 0; row < ROWS; row++) {
		for (from = 0; from < ROWS; from++)
			if (memcmp(picture->cells[row], before->cells[from],
				   size) == 0)
				break;
		if (from < ROWS && next_random(world) % 4)
			canvas_keep(world->canvas, row, 0, COLUMNS, from);
	}
}

static void check_look(const VTermScreenCell *cell, struct pen_look look)
{
	static const uint8_t fore[] = {0, 7, 6, 3};
	assert_int_equal(cell->attrs.bold, (look.attributes & LOOK_BOLD) != 0);
	assert_int_equal(cell->attrs.underline,
			 (look.attributes & LOOK_UNDERLINE) != 0);
	assert_int_equal(cell->attrs.reverse,
			 (look.attributes & LOOK_REVERSE) != 0);
	if (!look.pair) {
		assert_true(VTERM_COLOR_IS_DEFAULT_BG(&cell->bg));
		return;
	}
	assert_true(VTERM_COLOR_IS_INDEXED(&cell->bg));
	assert_int_equal(cell->bg.indexed.idx, 0);
	if (cell->chars[0] && cell->chars[0] != ' ')
		assert_int_equal(cell->fg.indexed.idx, fore[look.pair]);
}

static void check(struct world *world, const struct picture *picture)
{
	for (int row = 0; row < ROWS; row++)
		for (int i = 0; i < COLUMNS; i++) {
			const char *text = picture->cells[row][i].text;
			VTermScreenCell cell;
			uint32_t code = ' ';
			if (text && !*text)
				continue;
			vterm_screen_get_cell(world->screen, (VTermPos){row, i},
					      &cell);
			if (text)
				utf8_decode(text, strlen(text), &code);
			if (!cell.chars[0])
				cell.chars[0] = ' ';
			assert_int_equal(cell.chars[0], code);
			if (text && strlen(text) == 3 && text[0] == 'e')
				assert_int_equal(cell.chars[1], 0x301);
			check_look(&cell, picture->cells[row][i].look);
		}
}

/* Moves some rows, as scrolling does, up or down. */
static void move_rows(struct world *world, struct picture *picture)
{
	size_t first = next_random(world) % ROWS;
	size_t rows = next_random(world) % (ROWS - first) + 1;
	size_t by = next_random(world) % rows;
	size_t size = sizeof picture->cells[0];
	bool up = next_random(world) % 2;
	memmove(picture->cells[first + (up ? 0 : by)],
		picture->cells[first + (up ? by : 0)], (rows - by) * size);
	for (size_t i = 0; i < by; i++)
		random_row(world, picture,
			   up ? first + rows - 1 - i : first + i);
}

static void check_random(const struct pen_terminal *terminal, unsigned pair)
{
	struct world world;
	struct picture *picture = calloc(1, sizeof *picture);
	struct picture *before = calloc(1, sizeof *before);
	assert_non_null(picture);
	assert_non_null(before);
	begin(&world, terminal);
	picture->blank.pair = (unsigned char)pair;
	for (size_t i = 0; i < ROWS; i++)
		random_row(&world, picture, i);
	for (size_t i = 0; i < ROUNDS; i++) {
		unsigned what = next_random(&world) % 8;
		if (what < 4)
			move_rows(&world, picture);
		else if (what < 7)
			random_row(&world, picture, next_random(&world) % ROWS);
		else if (next_random(&world) % 20 == 0)
			canvas_repaint(world.canvas);
		if (i && next_random(&world) % 2)
			draw_kept(&world, picture, before);
		else
			draw(&world, picture);
		flush(&world);
		check(&world, picture);
		flush(&world);
		assert_int_equal(world.sent, 0);
		*before = *picture;
	}
	finish(&world);
	free(picture);
	free(before);
}

static void test_random(void **state)
{
	(void)state;
	for (unsigned pair = 0; pair < 2; pair++) {
		check_random(&xterm, pair);
		check_random(&poor, pair);
	}
}

/* Text of rows, one after the other, as an article is drawn. */
static void draw_lines(struct world *world, size_t first)
{
	canvas_clear(world->canvas, (struct pen_look){0, 0});
	for (size_t row = 0; row < ROWS; row++) {
		char line[32];
		int len = sprintf(line, "%zu: un mot et un autre", first + row);
		canvas_plain(world->canvas, row, 0, (size_t)len, line,
			     (size_t)len, (struct pen_look){0, 0});
	}
}

static void test_scroll(void **state)
{
	struct world world;
	(void)state;
	begin(&world, &xterm);
	draw_lines(&world, 100);
	flush(&world);
	assert_true(world.sent > ROWS * 25);
	draw_lines(&world, 101);
	flush(&world);
	assert_true(world.sent < 2 * 25 + 20);
	draw_lines(&world, 99);
	flush(&world);
	assert_true(world.sent < 4 * 25 + 20);
	finish(&world);
}

/* A glyph that is drawn over half of a wide one leaves a blank of it. */
static void test_halves(void **state)
{
	struct world world;
	struct picture *picture = calloc(1, sizeof *picture);
	struct glyph wide, narrow;
	(void)state;
	begin(&world, &xterm);
	utf8_glyph("日", strlen("日"), 0, CHARSET_UTF8, &wide);
	utf8_glyph("x", 1, 0, CHARSET_UTF8, &narrow);
	draw(&world, picture);
	for (size_t i = 0; i < 3; i++)
		canvas_glyph(world.canvas, i, 4, &wide, picture->blank);
	canvas_glyph(world.canvas, 0, 4, &narrow, picture->blank);
	canvas_glyph(world.canvas, 1, 5, &narrow, picture->blank);
	canvas_glyph(world.canvas, 2, 5, &wide, picture->blank);
	picture->cells[0][4].text = picture->cells[1][5].text = "x";
	picture->cells[2][5].text = "日";
	picture->cells[2][6].text = "";
	flush(&world);
	check(&world, picture);
	canvas_clear(world.canvas, picture->blank);
	for (size_t i = 0; i < 3; i++)
		canvas_glyph(world.canvas, i, 4, &wide, picture->blank);
	canvas_plain(world.canvas, 0, 2, 3, "abc", 3, picture->blank);
	canvas_plain(world.canvas, 1, 5, 2, "de", 2, picture->blank);
	canvas_plain(world.canvas, 2, 4, 2, "fg", 2, picture->blank);
	memset(picture, 0, sizeof *picture);
	for (size_t i = 0; i < 3; i++)
		picture->cells[0][2 + i].text = &"a\0b\0c"[2 * i];
	picture->cells[1][5].text = "d";
	picture->cells[1][6].text = "e";
	picture->cells[2][4].text = "f";
	picture->cells[2][5].text = "g";
	flush(&world);
	check(&world, picture);
	finish(&world);
	free(picture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_scroll),
		cmocka_unit_test(test_halves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
