#include "print/page.h"

#include <stdint.h>
#include <string.h>

size_t page_columns(const struct page *page, const char *text, size_t len)
{
	return utf8_columns(text, len, page->charset);
}

size_t page_pieces(const struct page *page, const char *text, size_t len,
		   size_t columns, struct str *safe)
{
	struct str whole = {0};
	size_t used = 0;
	utf8_safe(&whole, text, len, page->charset);
	for (size_t at = 0; at < whole.len;) {
		uint32_t code;
		size_t n = utf8_decode(whole.bytes + at, whole.len - at, &code);
		size_t wide = page_columns(page, whole.bytes + at, n);
		if (used && used + wide > columns) {
			str_addc(safe, '\n');
			used = 0;
		}
		str_add(safe, whole.bytes + at, n);
		used += wide;
		at += n;
	}
	str_release(&whole);
	return used;
}

/* The row's bytes without no-break spaces at its end: they do not hang, but
   on paper nobody sees them. */
static size_t row_drawn(const char *text, const struct row *row)
{
	const char *bytes = text + row->span.start;
	size_t len = row->shown - row->span.start;
	for (;;) {
		if (len >= 2 && memcmp(bytes + len - 2, "\u00a0", 2) == 0)
			len -= 2;
		else if (len >= 3 && memcmp(bytes + len - 3, "\u202f", 3) == 0)
			len -= 3;
		else
			return len;
	}
}

/* One row; where a single cluster is too wide for it, as many as it needs. */
static void page_row(struct page *page, const char *text, const struct row *row,
		     size_t columns, const char *rest)
{
	const char *start = text + row->span.start;
	size_t len = row_drawn(text, row);
	if (row->columns <= columns) {
		out_safe(page->out, start, len, page->charset);
		return;
	}
	struct str pieces = {0};
	page_pieces(page, start, len, columns, &pieces);
	const char *at = str_get(&pieces);
	for (const char *end; (end = strchr(at, '\n')); at = end + 1) {
		out_add(page->out, at, (size_t)(end - at));
		out_adds(page->out, "\n");
		out_adds(page->out, rest);
	}
	out_adds(page->out, at);
	str_release(&pieces);
}

/* What of a prefix fits on the page, in the room for it. */
static void page_prefix(const struct page *page, const char *prefix,
			struct str *cut)
{
	size_t len = strlen(prefix);
	size_t room = page->width / 2;
	str_add(cut, prefix, len < room ? len : room);
}

/* An empty row ends where its prefix has its last mark. */
static void page_blank(struct page *page, const struct str *prefix)
{
	size_t len = prefix->len;
	while (len && prefix->bytes[len - 1] == ' ')
		len--;
	out_add(page->out, str_get(prefix), len);
}

void page_block(struct page *page, const char *first, const char *rest,
		const char *text, size_t len)
{
	struct str heads[2] = {0};
	struct rows rows = {0};
	page_prefix(page, first, &heads[0]);
	page_prefix(page, rest, &heads[1]);
	size_t indent = heads[heads[1].len > heads[0].len].len;
	size_t columns = page->width - indent;
	layout_text(&rows, text, (struct span){0, len}, columns, page->charset);
	for (size_t i = 0; i < rows.list.count; i++) {
		const struct row *row = &rows.list.items[i];
		const struct str *head = &heads[i > 0];
		if (row->shown == row->span.start) {
			page_blank(page, head);
		} else {
			out_add(page->out, str_get(head), head->len);
			page_row(page, text, row, columns, str_get(&heads[1]));
		}
		out_adds(page->out, "\n");
	}
	page->begun = true;
	layout_release(&rows);
	str_release(&heads[0]);
	str_release(&heads[1]);
}

void page_take(struct page *page, const char *first, const char *rest,
	       struct str *text)
{
	page_block(page, first, rest, str_get(text), text->len);
	str_clear(text);
}

void page_gap(struct page *page)
{
	if (page->begun)
		out_adds(page->out, "\n");
}

void page_heading(struct page *page, const char *text, size_t len,
		  char underline)
{
	struct rows rows = {0};
	size_t widest = 0;
	layout_text(&rows, text, (struct span){0, len}, page->width,
		    page->charset);
	for (size_t i = 0; i < rows.list.count; i++)
		if (rows.list.items[i].columns > widest)
			widest = rows.list.items[i].columns;
	layout_release(&rows);
	page_block(page, "", "", text, len);
	out_fill(page->out, underline,
		 widest < page->width ? widest : page->width);
	out_adds(page->out, "\n");
}

void page_section(struct page *page, enum message id)
{
	const char *words = message(page->language, id);
	page_gap(page);
	page_heading(page, words, strlen(words), '-');
}
