/*
 * Any bytes at any width: the rows follow each other and cover the text
 * exactly, each starts and ends between clusters, is as wide as it says, and
 * fits, unless a single cluster does not.  The first byte is the width, its
 * lowest bit the charset.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/layout.h"

#define expect(condition)                                                      \
	do {                                                                   \
		if (!(condition)) {                                            \
			fprintf(stderr, "not so: %s\n", #condition);           \
			abort();                                               \
		}                                                              \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

_Noreturn void out_of_memory(void)
{
	abort();
}

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
