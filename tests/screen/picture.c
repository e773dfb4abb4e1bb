#include "tests/screen/picture.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct terminal *terminal = user;
	if (property == VTERM_PROP_CURSORVISIBLE)
		terminal->cursor_hidden = !value->boolean;
	else if (property == VTERM_PROP_ALTSCREEN)
		terminal->alternate = value->boolean;
	else if (property == VTERM_PROP_MOUSE)
		terminal->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

void terminal_init(struct terminal *terminal, int rows, int columns)
{
	*terminal = (struct terminal){.rows = rows, .columns = columns};
	terminal->vterm = vterm_new(rows, columns);
	vterm_set_utf8(terminal->vterm, 1);
	terminal->screen = vterm_obtain_screen(terminal->vterm);
	vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
	vterm_screen_enable_altscreen(terminal->screen, 1);
	vterm_screen_reset(terminal->screen, 1);
}

void terminal_resize(struct terminal *terminal, int rows, int columns)
{
	terminal->rows = rows;
	terminal->columns = columns;
	vterm_set_size(terminal->vterm, rows, columns);
}

void terminal_take(struct terminal *terminal, const char *bytes, size_t len)
{
	vterm_input_write(terminal->vterm, bytes, len);
}

static const struct {
	const char *name;
	VTermKey key;
	VTermModifier modifier;
} keys[] = {
	{"Enter", VTERM_KEY_ENTER, 0},
	{"Esc", VTERM_KEY_ESCAPE, 0},
	{"Tab", VTERM_KEY_TAB, 0},
	{"S-Tab", VTERM_KEY_TAB, VTERM_MOD_SHIFT},
	{"Backspace", VTERM_KEY_BACKSPACE, 0},
	{"Delete", VTERM_KEY_DEL, 0},
	{"Insert", VTERM_KEY_INS, 0},
	{"Up", VTERM_KEY_UP, 0},
	{"Down", VTERM_KEY_DOWN, 0},
	{"Left", VTERM_KEY_LEFT, 0},
	{"Right", VTERM_KEY_RIGHT, 0},
	{"PgUp", VTERM_KEY_PAGEUP, 0},
	{"PgDn", VTERM_KEY_PAGEDOWN, 0},
	{"Home", VTERM_KEY_HOME, 0},
	{"End", VTERM_KEY_END, 0},
};

static bool press(struct terminal *terminal, const char *name)
{
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strcmp(keys[i].name, name) != 0)
			continue;
		vterm_keyboard_key(terminal->vterm, keys[i].key,
				   keys[i].modifier);
		return true;
	}
	if (name[0] != 'F' || atoi(name + 1) <= 0)
		return false;
	vterm_keyboard_key(terminal->vterm,
			   (VTermKey)VTERM_KEY_FUNCTION(atoi(name + 1)), 0);
	return true;
}

size_t terminal_key(struct terminal *terminal, const char *name, char *bytes,
		    size_t room)
{
	size_t len = strlen(name);
	if (press(terminal, name))
		return vterm_output_read(terminal->vterm, bytes, room);
	if (strcmp(name, "Space") == 0) {
		name = " ";
		len = 1;
	}
	if (name[0] == '^' && len == 2) {
		bytes[0] = (char)(name[1] ^ 0x40);
		return 1;
	}
	len = len < room ? len : room;
	memcpy(bytes, name, len);
	return len;
}

bool terminal_keys_plain(struct terminal *terminal)
{
	char bytes[64];
	size_t len = terminal_key(terminal, "Up", bytes, sizeof bytes);
	return len == 3 && memcmp(bytes, "\033[A", 3) == 0;
}

size_t terminal_mouse(struct terminal *terminal, int button, int row,
		      int column, char *bytes, size_t room)
{
	vterm_mouse_move(terminal->vterm, row - 1, column - 1, 0);
	vterm_mouse_button(terminal->vterm, button, true, 0);
	vterm_mouse_button(terminal->vterm, button, false, 0);
	return vterm_output_read(terminal->vterm, bytes, room);
}

size_t terminal_drag(struct terminal *terminal, const int place[4], char *bytes,
		     size_t room)
{
	vterm_mouse_move(terminal->vterm, place[0] - 1, place[1] - 1, 0);
	vterm_mouse_button(terminal->vterm, 1, true, 0);
	vterm_mouse_move(terminal->vterm, place[2] - 1, place[3] - 1, 0);
	vterm_mouse_button(terminal->vterm, 1, false, 0);
	return vterm_output_read(terminal->vterm, bytes, room);
}

static void draw_character(uint32_t c, FILE *out)
{
	if (c < 0x80) {
		putc((int)c, out);
	} else if (c < 0x800) {
		putc((int)(0xC0 | c >> 6), out);
		putc((int)(0x80 | (c & 0x3F)), out);
	} else if (c < 0x10000) {
		putc((int)(0xE0 | c >> 12), out);
		putc((int)(0x80 | (c >> 6 & 0x3F)), out);
		putc((int)(0x80 | (c & 0x3F)), out);
	} else {
		putc((int)(0xF0 | c >> 18), out);
		putc((int)(0x80 | (c >> 12 & 0x3F)), out);
		putc((int)(0x80 | (c >> 6 & 0x3F)), out);
		putc((int)(0x80 | (c & 0x3F)), out);
	}
}

static VTermScreenCell cell_at(const struct terminal *terminal, int row,
			       int column)
{
	VTermScreenCell cell;
	vterm_screen_get_cell(terminal->screen,
			      (VTermPos){.row = row, .col = column}, &cell);
	return cell;
}

static bool is_blank(const VTermScreenCell *cell)
{
	return cell->chars[0] == 0 || cell->chars[0] == ' ';
}

static void draw_row(const struct terminal *terminal, int row, FILE *out)
{
	int end = terminal->columns;
	while (end > 0) {
		VTermScreenCell cell = cell_at(terminal, row, end - 1);
		if (!is_blank(&cell))
			break;
		end--;
	}
	fprintf(out, "%3d|", row + 1);
	for (int column = 0; column < end; column++) {
		VTermScreenCell cell = cell_at(terminal, row, column);
		if (cell.chars[0] == (uint32_t)-1)
			continue; /* right half of a wide one */
		if (cell.chars[0] == 0)
			putc(' ', out);
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i];
		     i++)
			draw_character(cell.chars[i], out);
	}
	putc('\n', out);
}

static void draw_colour(const char *name, VTermColor colour, FILE *out)
{
	if (VTERM_COLOR_IS_INDEXED(&colour))
		fprintf(out, " %s=%d", name, colour.indexed.idx);
	else
		fprintf(out, " %s=#%02x%02x%02x", name, colour.rgb.red,
			colour.rgb.green, colour.rgb.blue);
}

/* The cell's attributes as words, each after a blank; "" for a plain one. */
static void describe(const VTermScreenCell *cell, char *words, size_t room)
{
	FILE *out = fmemopen(words, room, "w");
	if (!out)
		abort();
	if (cell->attrs.bold)
		fputs(" bold", out);
	if (cell->attrs.underline)
		fputs(" underline", out);
	if (cell->attrs.italic)
		fputs(" italic", out);
	if (cell->attrs.blink)
		fputs(" blink", out);
	if (cell->attrs.reverse)
		fputs(" reverse", out);
	if (cell->attrs.strike)
		fputs(" strike", out);
	if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg))
		draw_colour("fg", cell->fg, out);
	if (!VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
		draw_colour("bg", cell->bg, out);
	fclose(out);
	words[room - 1] = '\0';
}

/* "17: 5-8 bold underline; 10-12 reverse": columns from 1. */
static void draw_attributes(const struct terminal *terminal, int row, FILE *out)
{
	char words[128] = "", next[128];
	int from = 0, runs = 0;
	for (int column = 0; column <= terminal->columns; column++) {
		memset(next, 0, sizeof next);
		if (column < terminal->columns) {
			VTermScreenCell cell = cell_at(terminal, row, column);
			if (cell.chars[0] == (uint32_t)-1)
				continue;
			describe(&cell, next, sizeof next);
		}
		if (strcmp(words, next) == 0)
			continue;
		if (words[0] && runs++ == 0)
			fprintf(out, "%3d:", row + 1);
		if (words[0])
			fprintf(out, "%s %d-%d%s", runs > 1 ? ";" : "",
				from + 1, column, words);
		memcpy(words, next, sizeof words);
		from = column;
	}
	if (runs > 0)
		putc('\n', out);
}

void terminal_draw(const struct terminal *terminal, FILE *out)
{
	VTermPos cursor;
	vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &cursor);
	fprintf(out, "%dx%d", terminal->columns, terminal->rows);
	if (terminal->cursor_hidden)
		fputs(", no cursor", out);
	else
		fprintf(out, ", cursor in row %d column %d", cursor.row + 1,
			cursor.col + 1);
	if (terminal->alternate)
		fputs(", alternate screen", out);
	if (terminal->mouse)
		fputs(", mouse", out);
	putc('\n', out);
	for (int row = 0; row < terminal->rows; row++)
		draw_row(terminal, row, out);
	for (int row = 0; row < terminal->rows; row++)
		draw_attributes(terminal, row, out);
}

void terminal_release(struct terminal *terminal)
{
	vterm_free(terminal->vterm);
}
