#include "tui/pen.h"

#include <stdio.h>
#include <string.h>

#include "tui/theme.h"

enum { ROOM = 64, STEPS = 4 };

/* A way to somewhere, as bytes; too long a one is none. */
struct way {
	char bytes[ROOM];
	size_t len;
	bool none;
};

static const char *cap(const struct pen *pen, enum pen_cap name)
{
	return pen->terminal.caps[name];
}

static void way_adds(struct way *way, const char *string)
{
	size_t len = string ? strlen(string) : 0;
	if (!string || way->len + len >= ROOM) {
		way->none = true;
		return;
	}
	memcpy(way->bytes + way->len, string, len);
	way->len += len;
}

/*
 * Fills in what nearly all terminals have: %i, %p1, %p2, %d.  Returns false,
 * with nothing useful in out, where there is anything else.
 */
static bool fill_simple(char *out, const char *string, size_t a, size_t b)
{
	size_t value = 0, one = 0, len = 0;
	for (; *string; string++) {
		char digits[24];
		size_t count = 0;
		if (len + sizeof digits >= ROOM)
			return false;
		if (*string != '%') {
			out[len++] = *string;
			continue;
		}
		switch (*++string) {
		case 'i':
			one = 1;
			break;
		case 'p':
			if (*++string != '1' && *string != '2')
				return false;
			value = (*string == '1' ? a : b) + one;
			break;
		case 'd':
			do
				digits[count++] = (char)('0' + value % 10);
			while (value /= 10);
			while (count)
				out[len++] = digits[--count];
			break;
		default:
			return false;
		}
	}
	out[len] = '\0';
	return true;
}

static void way_add(struct way *way, const struct pen *pen, enum pen_cap name,
		    size_t a, size_t b)
{
	const char *string = cap(pen, name);
	char simple[ROOM];
	if (string && fill_simple(simple, string, a, b))
		string = simple;
	else if (string)
		string = pen->terminal.fill_in(string, (int)a, (int)b);
	way_adds(way, string);
}

/* The same capability some times. */
static void way_repeat(struct way *way, const struct pen *pen,
		       enum pen_cap name, size_t times)
{
	if (times > STEPS)
		way->none = true;
	for (size_t i = 0; i < times && !way->none; i++)
		way_adds(way, cap(pen, name));
}

static void way_best(struct way *best, const struct way *other)
{
	if (!other->none && (best->none || other->len < best->len))
		*best = *other;
}

/*
 * ncurses' sgr0 also leaves the charset of line drawing characters, which are
 * never used: ESC ( B before it, or SI after it.
 */
static void plain_init(struct pen *pen)
{
	const char *all = cap(pen, CAP_PLAIN);
	size_t len = all ? strlen(all) : 0;
	pen->plain = all;
	if (!len || len >= sizeof pen->plain_own)
		return;
	if (!strncmp(all, "\033(B", 3)) {
		all += 3;
		len -= 3;
	}
	if (len && all[len - 1] == '\017')
		len--;
	if (!len)
		return;
	memcpy(pen->plain_own, all, len);
	pen->plain_own[len] = '\0';
	pen->plain = pen->plain_own;
}

void pen_init(struct pen *pen, const struct pen_terminal *terminal)
{
	pen->terminal = *terminal;
	pen->placed = false;
	plain_init(pen);
}

bool pen_fills(const struct pen *pen, struct pen_look blank)
{
	return !blank.pair || pen->terminal.fills;
}

struct pen_look pen_erased(const struct pen *pen, struct pen_look blank)
{
	return pen_fills(pen, blank) ? blank : (struct pen_look){0, 0};
}

void pen_clear(struct pen *pen, struct pen_look blank)
{
	if (cap(pen, CAP_PLAIN))
		str_adds(pen->out, cap(pen, CAP_PLAIN));
	pen->look = (struct pen_look){0, 0};
	pen->placed = false;
	pen_look(pen, pen_erased(pen, blank));
	if (cap(pen, CAP_CLEAR)) {
		str_adds(pen->out, cap(pen, CAP_CLEAR));
		pen->placed = true;
		pen->row = pen->column = 0;
		return;
	}
	/* It has no way to erase: blanks do. */
	for (size_t row = 0; row < pen->rows; row++) {
		pen_move(pen, row, 0);
		bool corner = pen->terminal.wraps && row + 1 == pen->rows;
		str_fill(pen->out, ' ', pen->columns - corner);
		pen->placed = false;
	}
}

/* ---- motions ---- */

/* To a column of the cursor's row. */
static struct way way_along(const struct pen *pen, size_t column)
{
	struct way best = {.none = true}, way = {0};
	size_t from = pen->column;
	if (column == from)
		return way;
	way_add(&way, pen, CAP_COLUMN, column, 0);
	way_best(&best, &way);
	way = (struct way){0};
	if (column > from && column - from == 1)
		way_adds(&way, cap(pen, CAP_RIGHT_ONE));
	else if (column > from)
		way_add(&way, pen, CAP_RIGHT, column - from, 0);
	else
		way_repeat(&way, pen, CAP_LEFT_ONE, from - column);
	way_best(&best, &way);
	way = (struct way){0};
	way_adds(&way, cap(pen, CAP_RETURN));
	if (column == 1)
		way_adds(&way, cap(pen, CAP_RIGHT_ONE));
	else if (column)
		way_add(&way, pen, CAP_RIGHT, column, 0);
	way_best(&best, &way);
	return best;
}

/* To another row, in the cursor's column. */
static struct way way_across(const struct pen *pen, size_t row)
{
	struct way best = {.none = true}, way = {0};
	if (row == pen->row)
		return way;
	way_add(&way, pen, CAP_ROW, row, 0);
	way_best(&best, &way);
	way = (struct way){0};
	if (row > pen->row)
		way_repeat(&way, pen, CAP_DOWN_ONE, row - pen->row);
	else
		way.none = true;
	way_best(&best, &way);
	return best;
}

void pen_go(struct pen *pen, size_t row, size_t column)
{
	struct way best = {0}, way = {0};
	way_add(&best, pen, CAP_MOVE, row, column);
	if (!row && !column)
		way_adds(&way, cap(pen, CAP_HOME));
	else
		way.none = true;
	way_best(&best, &way);
	if (pen->placed) {
		struct way along = way_along(pen, column);
		way = way_across(pen, row);
		if (along.none || way.len + along.len >= ROOM)
			way.none = true;
		if (!way.none)
			memcpy(way.bytes + way.len, along.bytes, along.len);
		way.len += along.len;
		way_best(&best, &way);
	}
	str_add(pen->out, best.bytes, best.len);
	pen->placed = true;
	pen->row = row;
	pen->column = column;
}

/* ---- looks ---- */

static void way_look(struct way *way, const struct pen *pen, unsigned add,
		     unsigned pair)
{
	static const struct {
		unsigned attribute;
		enum pen_cap cap;
	} attributes[] = {
		{LOOK_BOLD, CAP_BOLD},
		{LOOK_UNDERLINE, CAP_UNDERLINE},
		{LOOK_REVERSE, CAP_REVERSE},
		{LOOK_DIM, CAP_DIM},
	};
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
		if (add & attributes[i].attribute &&
		    cap(pen, attributes[i].cap))
			way_adds(way, cap(pen, attributes[i].cap));
	if (pair && pen->terminal.pairs[pair])
		way_adds(way, pen->terminal.pairs[pair]);
}

void pen_change(struct pen *pen, struct pen_look look)
{
	struct pen_look old = pen->look;
	struct way best = {0}, way = {0};
	way_adds(&best, pen->plain ? pen->plain : "");
	way_look(&best, pen, look.attributes, look.pair);
	way_look(&way, pen, look.attributes & ~(unsigned)old.attributes,
		 look.pair == old.pair ? 0 : look.pair);
	way.none |= (old.attributes & ~(unsigned)look.attributes) != 0 ||
		    (old.pair && !look.pair);
	way_best(&best, &way);
	str_add(pen->out, best.bytes, best.len);
	pen->look = look;
}

/* ---- text ---- */

void pen_text(struct pen *pen, const char *bytes, size_t len, size_t columns)
{
	str_add(pen->out, bytes, len);
	pen->column += columns;
	/* Terminals differ in where the cursor is after the last column. */
	if (pen->column >= pen->columns)
		pen->placed = false;
}

bool pen_erase_line(struct pen *pen, struct pen_look blank)
{
	if (!cap(pen, CAP_ERASE_LINE) || !pen_fills(pen, blank))
		return false;
	pen_look(pen, blank);
	str_adds(pen->out, cap(pen, CAP_ERASE_LINE));
	return true;
}

bool pen_erase(struct pen *pen, size_t count, struct pen_look blank)
{
	if (!cap(pen, CAP_ERASE_SOME) || !pen_fills(pen, blank))
		return false;
	pen_look(pen, blank);
	struct way way = {0};
	way_add(&way, pen, CAP_ERASE_SOME, count, 0);
	str_add(pen->out, way.bytes, way.len);
	return true;
}

/* ---- scrolling ---- */

bool pen_scrolls(const struct pen *pen)
{
	return cap(pen, CAP_REGION) && cap(pen, CAP_SCROLL_UP) &&
	       cap(pen, CAP_SCROLL_DOWN);
}

static void region(struct pen *pen, size_t first, size_t end)
{
	struct way way = {0};
	way_add(&way, pen, CAP_REGION, first, end - 1);
	if (way.none)
		str_adds(pen->out,
			 pen->terminal.fill_in(cap(pen, CAP_REGION), (int)first,
					       (int)end - 1));
	else
		str_add(pen->out, way.bytes, way.len);
	pen->placed = false; /* it goes home, or stays */
}

void pen_scroll(struct pen *pen, size_t first, size_t end, long count,
		struct pen_look blank)
{
	enum pen_cap one = count > 0 ? CAP_SCROLL_UP : CAP_SCROLL_DOWN;
	enum pen_cap some = count > 0 ? CAP_SCROLL_UP_SOME
				      : CAP_SCROLL_DOWN_SOME;
	long times = count > 0 ? count : -count;
	struct way way_some = {0};
	pen_look(pen, pen_erased(pen, blank));
	region(pen, first, end);
	pen_move(pen, count > 0 ? end - 1 : first, 0);
	way_add(&way_some, pen, some, (size_t)times, 0);
	if (times > STEPS && !way_some.none) {
		str_add(pen->out, way_some.bytes, way_some.len);
	} else {
		for (long i = 0; i < times; i++)
			str_adds(pen->out, cap(pen, one));
	}
	region(pen, 0, pen->rows);
}
