#include "core/layout.h"

#include <string.h>
#include <unilbrk.h>

#include "core/breaks.h"

enum {
	WINDOW = 4096, /* bytes whose breaks are asked for at a time */
	AHEAD = 64,    /* bytes after a break that may decide on it */
	PART = 65536,  /* bytes of a paragraph laid out by themselves */
	REACH = 4096,  /* further bytes among which such a part ends */
};

/* The breaks of a part of the paragraph. */
struct window {
	const char *text;
	struct span paragraph;
	size_t start, end;  /* bytes of text that it covers */
	ARRAY(char) breaks; /* BREAK_* before each byte */
	ARRAY(char) clean;  /* the bytes, where some are malformed */
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
static const char *window_clean(struct window *w, const char *s, size_t len)
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
static void window_load(struct window *w, size_t start, size_t size)
{
	size_t rest = w->paragraph.end - start;
	size_t len = size < rest ? size : rest;
	w->start = start;
	w->end = start + len;
	w->breaks.count = 0;
	array_grow(&w->breaks, len);
	const char *s = window_clean(w, w->text + start, len);
	u8_possible_linebreaks((const uint8_t *)s, len, "UTF-8",
			       w->breaks.items);
	read_breaks(w->breaks.items, s, len);
	breaks_tailor(w->text, w->paragraph, (struct span){start, start + len},
		      w->breaks.items);
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
 * Finds the row that starts at `start`.  Returns false where the window ends
 * before that is certain.
 */
static bool fill_row(const struct window *w, size_t start, size_t columns,
		     enum charset charset, struct stop *row)
{
	struct stop good = {0}, plain = {0}, here = {start, start, 0};
	struct glyph glyph;
	size_t column = 0;
	while (here.end < w->paragraph.end) {
		const char *s = w->text + here.end;
		if (here.end >= w->end ||
		    (w->end < w->paragraph.end && w->end - here.end < AHEAD))
			return false;
		char can = w->breaks.items[here.end - w->start];
		if (here.shown > start && can != BREAK_NONE) {
			plain = here;
			if (can == BREAK_GOOD)
				good = here;
		}
		utf8_glyph(s, w->paragraph.end - here.end, column, charset,
			   &glyph);
		if (!hangs(s, &glyph)) {
			if (column > 0 && column + glyph.columns > columns) {
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

/* The row that starts at `start`, with windows as large as it takes. */
static void fill_any(struct window *w, size_t start, size_t columns,
		     enum charset charset, struct stop *row)
{
	if (start >= w->end)
		window_load(w, start, WINDOW);
	while (!fill_row(w, start, columns, charset, row))
		window_load(w, start,
			    w->start == start ? 2 * (w->end - w->start)
					      : WINDOW);
}

/* Ends the row before byte `end`, which is `columns` columns from its start. */
static void stop_at(const char *text, size_t start, size_t end, size_t columns,
		    struct stop *row)
{
	*row = (struct stop){end, end, columns};
	while (row->shown > start && text[row->shown - 1] == ' ') {
		row->shown--;
		row->columns--;
	}
}

/*
 * The row that starts at `start`, where it and what comes right after are
 * plain text: the same as fill_row() gives, sooner.  Returns false elsewhere.
 */
static bool fill_plain(const char *text, struct span paragraph, size_t start,
		       size_t columns, struct stop *row)
{
	size_t at = start, width = 0, used;
	for (;;) {
		at += utf8_plain(text + at, paragraph.end - at, columns - width,
				 &used);
		width += used;
		if (at == paragraph.end || width == columns)
			break;
		size_t n = breaks_glue(text + at, paragraph.end - at);
		if (n == 0)
			return false;
		at += n;
		width++;
	}
	while (at < paragraph.end && text[at] == ' ') {
		at++;
		width++;
	}
	if (at == paragraph.end) {
		stop_at(text, start, at, width, row);
		return true;
	}
	size_t end = breaks_before(text, paragraph, start, at);
	if (end == 0)
		return false;
	for (size_t i = end; i < at; i++)
		if (((unsigned char)text[i] & 0xc0) != 0x80 &&
		    (unsigned char)text[i] != 0xcc)
			width--;
	stop_at(text, start, end, width, row);
	return true;
}

static void add_row(struct rows *rows, size_t start, const struct stop *stop)
{
	struct row row = {
		.span = {start, stop->end},
		.shown = stop->shown,
		.columns = stop->columns,
	};
	array_push(&rows->list, row);
}

void layout_part_rows(struct rows *rows, const char *text, struct span part,
		      size_t columns, enum charset charset)
{
	struct window w = {.text = text, .paragraph = part};
	struct stop row = {part.start, part.start, 0};
	size_t start = part.start;
	if (start == part.end)
		add_row(rows, start, &row);
	while (start < part.end) {
		if (charset == CHARSET_ASCII ||
		    !fill_plain(text, part, start, columns, &row))
			fill_any(&w, start, columns, charset, &row);
		add_row(rows, start, &row);
		start = row.end;
	}
	array_release(&w.breaks);
	array_release(&w.clean);
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/*
 * Where a part may end at byte `from` or soon after: a space between two
 * letters is always a break, else any break, else between clusters.
 */
static size_t part_end(const char *text, struct span paragraph, size_t from)
{
	for (size_t i = from; i < from + REACH - 1; i++)
		if (text[i] == ' ' && is_letter(text[i - 1]) &&
		    is_letter(text[i + 1]))
			return i + 1;
	for (size_t i = 0; i < 3; i++)
		from += ((unsigned char)text[from] & 0xc0) == 0x80;
	struct window w = {.text = text, .paragraph = paragraph};
	size_t end = 0;
	window_load(&w, from, REACH);
	for (size_t i = from + AHEAD; i + AHEAD < w.end && !end; i++)
		if (w.breaks.items[i - w.start] == BREAK_GOOD)
			end = i;
	array_release(&w.breaks);
	array_release(&w.clean);
	return end ? end : from + utf8_cluster(text + from, w.end - from);
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

void layout_paragraph(struct rows *rows, const char *text,
		      struct span paragraph, size_t columns,
		      enum charset charset)
{
	size_t start = paragraph.start;
	do {
		struct span part = layout_part(text, paragraph, start);
		layout_part_rows(rows, text, part, columns, charset);
		start = part.end;
	} while (start < paragraph.end);
}

void layout_text(struct rows *rows, const char *text, struct span span,
		 size_t columns, enum charset charset)
{
	size_t start = span.start;
	while (start < span.end) {
		const char *lf = memchr(text + start, '\n', span.end - start);
		size_t next = lf ? (size_t)(lf - text) + 1 : span.end;
		size_t end = lf ? next - 1 : next;
		if (lf && end > start && text[end - 1] == '\r')
			end--;
		layout_paragraph(rows, text, (struct span){start, end}, columns,
				 charset);
		rows->list.items[rows->list.count - 1].span.end = next;
		start = next;
	}
}

void layout_release(struct rows *rows)
{
	array_release(&rows->list);
}
