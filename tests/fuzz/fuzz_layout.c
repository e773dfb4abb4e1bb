/*
 * Any bytes at any width: the rows follow each other and cover the text
 * exactly, each starts and ends between clusters, is as wide as it says, and
 * fits, unless a single cluster does not.  The parts of a long paragraph are
 * laid out as it is.  The first byte is the width, its lowest bit the charset.
 */
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/layout.h"
#include "tests/fuzz/expect.h"

/* Checks what one row draws, cluster by cluster; returns its end. */
static size_t check_row(const struct row *row, const char *text, size_t len,
			size_t columns, enum charset charset)
{
	size_t at = row->span.start, width = 0, shown = 0;
	struct glyph g;
	expect(row->shown >= at && row->shown <= row->span.end);
	for (; at < row->shown; at += g.bytes) {
		utf8_glyph(text + at, len - at, width, charset, &g);
		width += g.columns;
		shown += g.columns > 0;
	}
	expect(at == row->shown);
	expect(width == row->columns);
	expect(width <= columns || shown == 1);
	for (; at < row->span.end; at += g.bytes) {
		utf8_glyph(text + at, len - at, 0, charset, &g);
		expect(strspn(g.text, " ") == g.len);
	}
	expect(at == row->span.end);
	return at;
}

static void check_paragraph(const char *text, size_t len, size_t columns,
			    enum charset charset)
{
	struct rows rows = {0};
	size_t at = 0;
	layout_paragraph(&rows, text, (struct span){0, len}, columns, charset);
	expect(rows.list.count > 0);
	for (size_t i = 0; i < rows.list.count; i++) {
		expect(rows.list.items[i].span.start == at);
		expect(rows.list.items[i].span.end > at || len == 0);
		at = check_row(&rows.list.items[i], text, len, columns,
			       charset);
	}
	expect(at == len);
	layout_release(&rows);
}

/* The parts of a long paragraph cover it, and their rows are its rows. */
static void check_parts(const char *text, size_t len, size_t columns,
			enum charset charset)
{
	struct span all = {0, len};
	struct rows whole = {0}, rows = {0};
	size_t row = 0;
	layout_paragraph(&whole, text, all, columns, charset);
	for (size_t at = 0; at < len;) {
		struct span part = layout_part(text, all, at);
		struct span same = layout_part(text, all, part.end - 1);
		expect(part.start == at && part.end > at && part.end <= len);
		expect(same.start == part.start && same.end == part.end);
		at = part.end;
		rows.list.count = 0;
		layout_paragraph(&rows, text, part, columns, charset);
		for (size_t i = 0; i < rows.list.count; i++, row++) {
			const struct row *a = &rows.list.items[i];
			expect(row < whole.list.count);
			const struct row *b = &whole.list.items[row];
			expect(a->span.start == b->span.start &&
			       a->span.end == b->span.end &&
			       a->shown == b->shown &&
			       a->columns == b->columns);
		}
	}
	expect(row == whole.list.count);
	layout_release(&whole);
	layout_release(&rows);
}

/* The input again and again, until it is long enough to have parts. */
static void check_long(const char *text, size_t len, size_t columns,
		       enum charset charset)
{
	enum { LONG = 160 << 10 };
	char *copy = memory_alloc(LONG + len);
	size_t at = 0;
	for (; len && at < LONG; at += len)
		memcpy(copy + at, text, len);
	for (size_t i = 0; i < at; i++)
		if (copy[i] == '\n')
			copy[i] = ' ';
	if (at)
		check_parts(copy, at, columns, charset);
	free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	size_t columns = data[0] / 2 + 1;
	enum charset charset = data[0] % 2 ? CHARSET_ASCII : CHARSET_UTF8;
	const char *text = (const char *)data + 1;
	struct rows rows = {0};
	size_t at = 0;
	check_paragraph(text, size - 1, columns, charset);
	if (columns > 120)
		check_long(text, size - 1, columns, charset);
	layout_text(&rows, text, (struct span){0, size - 1}, columns, charset);
	for (size_t i = 0; i < rows.list.count; i++) {
		const struct row *row = &rows.list.items[i];
		expect(row->span.start == at && row->span.end > at);
		expect(!memchr(text + at, '\n', row->shown - at));
		at = row->span.end;
	}
	expect(at == size - 1);
	layout_release(&rows);
	return 0;
}
