#include "core/layout.h"

#include <string.h>
#include <unilbrk.h>

#include "core/breaks.h"
#include "core/plain.h"

enum {
	WINDOW = 4096, /* most bytes whose breaks are asked for at a time */
	AHEAD = 64,    /* bytes after a break that may decide on it */
	NEAR = 64,     /* bytes before a place among which one is looked for */
	PART = 65536,  /* bytes of a paragraph laid out by themselves */
	REACH = 4096,  /* further bytes among which such a part ends */
};

/* A place in a row where it can end. */
struct stop {
	size_t end;     /* byte after the row */
	size_t shown;   /* byte after what is drawn */
	size_t columns; /* of what is drawn */
};

/* Turns libunistring's answers into BREAK_*; a line end is one as any. */
static void read_breaks(char *breaks, const char *s, size_t len)
{
	bool after = false;
	for (size_t i = 0; i < len; i++) {
		bool first = ((unsigned char)s[i] & 0xc0) != 0x80;
		char said = breaks[i];
		breaks[i] = first && (after || said == UC_BREAK_POSSIBLE ||
				      said == UC_BREAK_HYPHENATION)
				    ? BREAK_GOOD
				    : BREAK_NONE;
		if (first)
			after = said == UC_BREAK_MANDATORY;
	}
}

/* The window's bytes with a letter-like one for each that is malformed. */
static const char *window_clean(struct layout_window *w, const char *s,
				size_t len)
{
	size_t bad = utf8_check(s, len);
	if (bad == len)
		return s;
	w->clean.count = 0;
	array_grow(&w->clean, len);
	memcpy(w->clean.items, s, len);
	for (size_t i = bad; i < len;) {
		uint32_t code;
		size_t n = utf8_decode(s + i, len - i, &code);
		if (code == 0xfffd)
			memset(w->clean.items + i, '#', n);
		i += n;
	}
	return w->clean.items;
}

/* Makes the window cover size bytes from start, or the paragraph's rest. */
static void window_load(struct layout *layout, size_t start, size_t size)
{
	struct layout_window *w = &layout->window;
	size_t rest = layout->line.end - start;
	size_t len = size < rest ? size : rest;
	w->start = start;
	w->end = start + len;
	w->breaks.count = 0;
	array_grow(&w->breaks, len);
	const char *s = window_clean(w, layout->text + start, len);
	u8_possible_linebreaks((const uint8_t *)s, len, "UTF-8",
			       w->breaks.items);
	read_breaks(w->breaks.items, s, len);
	breaks_tailor(layout->text, layout->line,
		      (struct span){start, start + len}, w->breaks.items);
}

/* Spaces that take no column at the end of a row. */
static bool hangs(const char *s, const struct glyph *glyph)
{
	uint32_t code;
	if (s[0] == ' ' || s[0] == '\t')
		return glyph->bytes == 1;
	if ((unsigned char)s[0] < 0xe1 || glyph->text[0] != ' ')
		return false;
	return utf8_decode(s, glyph->bytes, &code) == glyph->bytes &&
	       code != 0x2007 && code != 0x202f && code != 0x2800;
}

/*
 * Finds the next row.  Returns false where the window ends before that is
 * certain.
 */
static bool fill_row(const struct layout *layout, struct stop *row)
{
	const struct layout_window *w = &layout->window;
	size_t start = layout->at, end = layout->line.end, column = 0;
	struct stop good = {0}, plain = {0}, here = {start, start, 0};
	struct glyph glyph;
	while (here.end < end) {
		const char *s = layout->text + here.end;
		if (here.end >= w->end ||
		    (w->end < end && w->end - here.end < AHEAD))
			return false;
		char can = w->breaks.items[here.end - w->start];
		if (here.shown > start && can != BREAK_NONE) {
			plain = here;
			if (can == BREAK_GOOD)
				good = here;
		}
		utf8_glyph(s, end - here.end, column, layout->charset, &glyph);
		if (!hangs(s, &glyph)) {
			if (column > 0 &&
			    column + glyph.columns > layout->columns) {
				*row = good.end    ? good
				       : plain.end ? plain
						   : here;
				return true;
			}
			here.shown = here.end + glyph.bytes;
			here.columns = column + glyph.columns;
		}
		column += glyph.columns;
		here.end += glyph.bytes;
	}
	*row = here;
	return true;
}

/*
 * The next row, with windows as large as it takes.  They grow from row to row,
 * since text that is not plain is seldom alone.
 */
static void fill_any(struct layout *layout, struct stop *row)
{
	struct layout_window *w = &layout->window;
	if (layout->at < w->start || layout->at >= w->end)
		window_load(layout, layout->at, w->size);
	while (!fill_row(layout, row))
		window_load(layout, layout->at,
			    w->start == layout->at ? 2 * (w->end - w->start)
						   : w->size);
	if (w->size < WINDOW)
		w->size *= 2;
}

/* Ends the row before byte `end`, which is `columns` columns from its start. */
static void stop_at(const struct layout *layout, size_t end, size_t columns,
		    struct stop *row)
{
	*row = (struct stop){end, end, columns};
	while (row->shown > layout->at && layout->text[row->shown - 1] == ' ') {
		row->shown--;
		row->columns--;
	}
}

/* How measuring a row ended. */
enum measured {
	MEASURED,     /* it does not go on beyond *at */
	MEASURE_MORE, /* the map ends before that is known */
	MEASURE_ELSE, /* not so: a tab's width depends on where it stands, and
			 uncommon spaces hang */
};

/* Measures the next row as far as bytes fit, up to *at, and *width columns. */
static enum measured measure(struct layout *layout, size_t *at, size_t *width)
{
	const char *text = layout->text;
	const struct plain_map *map = &layout->map;
	size_t end = layout->line.end, used;
	for (;;) {
		*at = plain_fit(map, *at, layout->columns - *width, &used);
		*width += used;
		if (*at >= map->end && *at < end)
			return MEASURE_MORE;
		if (*at == end || *width == layout->columns)
			return MEASURED;
		bool alone;
		struct glyph glyph;
		layout->plain = false;
		size_t glue = plain_glue(text + *at, end - *at, &alone);
		if (glue > 0 && alone) {
			*at += glue;
			*width += 1;
			continue;
		}
		utf8_glyph(text + *at, end - *at, *width, CHARSET_UTF8, &glyph);
		bool blank = text[*at] == ' ' && glyph.bytes == 1;
		if (!blank && hangs(text + *at, &glyph))
			return MEASURE_ELSE;
		if (*width > 0 && *width + glyph.columns > layout->columns)
			return MEASURED;
		*at += glyph.bytes;
		*width += glyph.columns;
		if (*width > layout->columns)
			return MEASURE_ELSE;
	}
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A space between two letters is always a break. */
static bool is_sure_break(const char *text, size_t space)
{
	return text[space] == ' ' && is_letter(text[space - 1]) &&
	       is_letter(text[space + 1]);
}

/* A sure break between the bytes, the last one; 0: there is none. */
static size_t sure_break(const char *text, size_t floor, size_t at)
{
	for (size_t i = at - 1; i > floor; i--)
		if (is_sure_break(text, i))
			return i + 1;
	return 0;
}

/*
 * Ends the row at the last place up to byte `at`, `width` columns from its
 * start, where it may end, from a sure one near before it on.  False: there
 * is none, or the row may go on.
 */
static bool stop_near(struct layout *layout, size_t at, size_t width,
		      struct stop *row)
{
	const struct layout_window *w = &layout->window;
	const char *text = layout->text;
	size_t end = layout->line.end;
	size_t floor = at - layout->at > NEAR ? at - NEAR : layout->at + 1;
	size_t start = sure_break(text, floor, at);
	struct glyph glyph;
	utf8_glyph(text + at, end - at, 0, CHARSET_UTF8, &glyph);
	if (!start || !glyph.columns || hangs(text + at, &glyph))
		return false;
	window_load(layout, start, at - start + AHEAD);
	/* Columns are counted from the space before it. */
	struct stop here = {start, start - 1, 0};
	size_t column = 1;
	*row = here;
	while (here.end < at) {
		const char *s = text + here.end;
		utf8_glyph(s, end - here.end, column, CHARSET_UTF8, &glyph);
		here.end += glyph.bytes;
		column += glyph.columns;
		if (here.end > at)
			return false; /* a mark on the last space */
		if (!hangs(s, &glyph)) {
			here.shown = here.end;
			here.columns = column;
		}
		if (w->breaks.items[here.end - w->start] == BREAK_GOOD)
			*row = here;
	}
	row->columns += width - column;
	return true;
}

/* The columns of the bytes, of which those past the map are blanks. */
static size_t columns_between(const struct plain_map *map, size_t start,
			      size_t end)
{
	size_t last = end < map->end ? end : map->end;
	return start < last ? plain_columns(map, start, last) + end - last
			    : end - start;
}

/*
 * The next row, where it ends in plain text: the same as fill_row() gives,
 * sooner.  Returns false elsewhere.
 */
static bool fill_plain(struct layout *layout, struct stop *row)
{
	const char *text = layout->text;
	struct plain_map *map = &layout->map;
	size_t at = layout->at, width = 0;
	if (at < map->start || at >= map->end)
		plain_map(map, text, at, layout->line.end);
	enum measured measured = measure(layout, &at, &width);
	if (measured == MEASURE_MORE && map->start < layout->at) {
		plain_map(map, text, layout->at, layout->line.end);
		at = layout->at;
		width = 0;
		layout->plain = true;
		measured = measure(layout, &at, &width);
	}
	if (measured != MEASURED)
		return false;
	while (at < layout->line.end && text[at] == ' ') {
		at++;
		width++;
	}
	if (at == layout->line.end) {
		stop_at(layout, at, width, row);
		return true;
	}
	size_t end = breaks_before(map, layout->line, layout->at, at);
	if (end == 0)
		return stop_near(layout, at, width, row);
	width -= columns_between(map, end, at);
	stop_at(layout, end, width, row);
	return true;
}

/*
 * Where a part may end at byte `from` or soon after: at a sure break, else at
 * any, else between clusters.
 */
static size_t part_end(const char *text, struct span paragraph, size_t from)
{
	for (size_t i = from; i < from + REACH - 1; i++)
		if (is_sure_break(text, i))
			return i + 1;
	for (size_t i = 0; i < 3; i++)
		from += ((unsigned char)text[from] & 0xc0) == 0x80;
	struct layout layout = {.text = text, .line = paragraph};
	const struct layout_window *w = &layout.window;
	size_t end = 0;
	window_load(&layout, from, REACH);
	for (size_t i = from + AHEAD; i + AHEAD < w->end && !end; i++)
		if (w->breaks.items[i - w->start] == BREAK_GOOD)
			end = i;
	layout_end(&layout);
	return end ? end : from + utf8_cluster(text + from, w->end - from);
}

/* The start of a paragraph's part `number`, or the paragraph's end. */
static size_t part_start(const char *text, struct span paragraph, size_t number)
{
	size_t rest = paragraph.end - paragraph.start;
	if (!number || rest / PART < number || rest - number * PART <= REACH)
		return number ? paragraph.end : paragraph.start;
	return part_end(text, paragraph, paragraph.start + number * PART);
}

struct span layout_part(const char *text, struct span paragraph, size_t offset)
{
	if (paragraph.end - paragraph.start <= PART + REACH)
		return paragraph;
	if (offset >= paragraph.end)
		offset = paragraph.end - 1;
	size_t number = (offset - paragraph.start) / PART;
	size_t start = part_start(text, paragraph, number);
	if (start > offset)
		return (struct span){part_start(text, paragraph, number - 1),
				     start};
	return (struct span){start, part_start(text, paragraph, number + 1)};
}

/* For one paragraph, which holds no line end. */
static void layout_start_paragraph(struct layout *layout, const char *text,
				   struct span paragraph, size_t columns,
				   enum charset charset)
{
	memset(layout, 0, offsetof(struct layout, map));
	layout->text = text;
	layout->columns = columns;
	layout->charset = charset;
	layout->paragraph = paragraph;
	layout->line = layout_part(text, paragraph, paragraph.start);
	layout->at = paragraph.start;
	layout->next = layout->end = paragraph.end;
	layout->window.size = 2 * columns + AHEAD;
	layout->map.start = layout->map.end = 0;
}

void layout_start(struct layout *layout, const char *text, struct span span,
		  size_t columns, enum charset charset)
{
	layout_start_paragraph(layout, text, span, columns, charset);
	layout->over = true;
	layout->next = span.start;
}

/* Goes on to the part of the paragraph that holds the byte. */
static void layout_take_part(struct layout *layout, size_t at)
{
	layout->line = layout_part(layout->text, layout->paragraph, at);
	layout->map.end = 0;
	layout->at = at;
}

/* Goes on to the next line of the text. */
static void layout_take_line(struct layout *layout)
{
	size_t start = layout->next;
	const char *text = layout->text;
	const char *lf = memchr(text + start, '\n', layout->end - start);
	size_t end = lf ? (size_t)(lf - text) : layout->end;
	layout->next = lf ? end + 1 : end;
	if (lf && end > start && text[end - 1] == '\r')
		end--;
	layout->paragraph = (struct span){start, end};
	layout_take_part(layout, start);
	layout->over = false;
}

bool layout_next(struct layout *layout, struct row *row)
{
	if (layout->over && layout->next == layout->end)
		return false;
	if (layout->over)
		layout_take_line(layout);
	struct stop stop = {layout->at, layout->at, 0};
	layout->plain = true;
	if (layout->line.start < layout->line.end) {
		if (layout->charset == CHARSET_UTF8 &&
		    fill_plain(layout, &stop)) {
			layout->window.size = 2 * layout->columns + AHEAD;
		} else {
			layout->plain = false;
			fill_any(layout, &stop);
		}
	}
	layout->over = stop.end == layout->paragraph.end;
	*row = (struct row){
		.span = {layout->at, layout->over ? layout->next : stop.end},
		.shown = stop.shown,
		.columns = stop.columns,
	};
	layout->at = stop.end;
	if (!layout->over && stop.end == layout->line.end) {
		/* As if it began here: windows decide about odd text. */
		layout->window.size = 2 * layout->columns + AHEAD;
		layout_take_part(layout, stop.end);
	}
	return true;
}

void layout_end(struct layout *layout)
{
	array_release(&layout->window.breaks);
	array_release(&layout->window.clean);
}

static void layout_rest(struct layout *layout, struct rows *rows)
{
	struct row row;
	while (layout_next(layout, &row))
		array_push(&rows->list, row);
	layout_end(layout);
}

void layout_paragraph(struct rows *rows, const char *text,
		      struct span paragraph, size_t columns,
		      enum charset charset)
{
	struct layout layout;
	layout_start_paragraph(&layout, text, paragraph, columns, charset);
	layout_rest(&layout, rows);
}

void layout_text(struct rows *rows, const char *text, struct span span,
		 size_t columns, enum charset charset)
{
	struct layout layout;
	layout_start(&layout, text, span, columns, charset);
	layout_rest(&layout, rows);
}

void layout_release(struct rows *rows)
{
	array_release(&rows->list);
}
