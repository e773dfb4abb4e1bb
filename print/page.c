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

/* What stands before a row: plain ASCII, cut to what fits on the page. */
struct prefix {
	const char *bytes;
	size_t len;
};

static struct prefix page_prefix(const struct page *page, const char *bytes)
{
	size_t len = strlen(bytes), room = page->width / 2;
	return (struct prefix){bytes, len < room ? len : room};
}

/* A row's text; where a single cluster is too wide for it, as many rows as it
   needs. */
static void page_text(struct page *page, const struct layout *layout,
		      const struct row *row, struct prefix rest)
{
	const char *start = layout->text + row->span.start;
	size_t len = row_drawn(layout->text, row);
	if (row->columns <= layout->columns) {
		out_safe(page->out, start, len, page->charset);
		return;
	}
	struct str pieces = {0};
	page_pieces(page, start, len, layout->columns, &pieces);
	const char *at = str_get(&pieces);
	for (const char *end; (end = strchr(at, '\n')); at = end + 1) {
		out_add(page->out, at, (size_t)(end - at));
		out_add(page->out, "\n", 1);
		out_add(page->out, rest.bytes, rest.len);
	}
	out_adds(page->out, at);
	str_release(&pieces);
}

static void page_row(struct page *page, const struct layout *layout,
		     const struct row *row, struct prefix head,
		     struct prefix rest)
{
	size_t drawn = layout->plain ? row->shown - row->span.start
				     : row_drawn(layout->text, row);
	/* An empty row ends where its prefix has its last mark. */
	if (!drawn)
		while (head.len && head.bytes[head.len - 1] == ' ')
			head.len--;
	if (head.len)
		out_add(page->out, head.bytes, head.len);
	if (layout->plain)
		out_add(page->out, layout->text + row->span.start, drawn);
	else if (drawn)
		page_text(page, layout, row, rest);
	out_add(page->out, "\n", 1);
}

void page_block(struct page *page, const char *first, const char *rest,
		const char *text, size_t len)
{
	struct prefix heads[] = {page_prefix(page, first),
				 page_prefix(page, rest)};
	size_t indent = heads[heads[1].len > heads[0].len].len;
	struct layout layout;
	struct row row;
	layout_start(&layout, text, (struct span){0, len}, page->width - indent,
		     page->charset);
	for (size_t i = 0; !out_failed(page->out); i = 1) {
		if (!layout_next(&layout, &row))
			break;
		page_row(page, &layout, &row, heads[i], heads[1]);
	}
	page->begun = true;
	layout_end(&layout);
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
