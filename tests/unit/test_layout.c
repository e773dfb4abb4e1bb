#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/layout.h"
#include "core/str.h"
#include "tests/unit/support.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The rows as they are drawn, each ended by a bar. */
static void draw(struct str *out, const struct rows *rows, const char *text,
		 enum charset charset)
{
	for (size_t i = 0; i < rows->list.count; i++) {
		const struct row *row = &rows->list.items[i];
		utf8_safe(out, text + row->span.start,
			  row->shown - row->span.start, charset);
		str_addc(out, '|');
	}
}

static const struct {
	const char *what;
	size_t columns;
	const char *text, *rows;
	enum charset charset;
} tables[] = {
	{"nothing has no row", 10, "", "", 0},
	{"words", 10, "un deux trois quatre", "un deux|trois|quatre|", 0},
	{"just full", 7, "un deux trois", "un deux|trois|", 0},
	{"spaces hang", 7, "un deux    trois", "un deux|trois|", 0},
	{"spaces hang at the end", 3, "mot     ", "mot|", 0},
	{"indentation stays", 8, "  mot mot", "  mot|mot|", 0},
	{"indentation and a long word", 5, " immunité", " immu|nité|", 0},
	{"only spaces", 3, "     ", "|", 0},
	{"after a hyphen", 6, "peut-être", "peut-|être|", 0},
	{"a long word", 4, "immunité", "immu|nité|", 0},
	{"a long word after a short", 4, "l immunité", "l|immu|nité|", 0},
	{"a mark is not split off", 2, "e\u0301e\u0301e\u0301",
	 "e\u0301e\u0301|e\u0301|", 0},
	{"wide letters", 5, "日本語日本語", "日本|語日|本語|", 0},
	{"a cluster wider than the row", 1, "a日b", "a|日|b|", 0},
	{"a stand-in wider than the row", 4, "a\u202e b", "a|<U+202E>|b|", 0},
	{"a no-break space", 8, "un deux\u00a0trois", "un|deux tro|is|", 0},
	{"soft hyphens break nothing", 6, "im\u00admunité un", "immuni|té un|",
	 0},
	{"tabs", 12, "a\tb c\td", "a       b c|d|", 0},
	{"lines", 10, "un\ndeux\r\n\ntrois\n", "un|deux||trois|", 0},
	{"an empty line", 10, "\n", "|", 0},
	{"a carriage return inside", 10, "un\rdeux", "un^Mdeux|", 0},
	{"a control that ends lines elsewhere", 4, "un\vdeux", "un^K|deux|", 0},
	{"malformed bytes", 3,
	 "a\xff"
	 "b\xe2\x82"
	 "c d",
	 "a\ufffd"
	 "b|\ufffd"
	 "c|d|",
	 0},
	{"ASCII is wider", 6, "un œuf… à", "un|oeuf|... a|", CHARSET_ASCII},

	{"after «", 8, "dire « mot »", "dire|« mot »|", 0},
	{"before »", 8, "x « mot » y", "x|« mot »|y|", 0},
	{"before : ; ! ?", 5, "mot : mot ; mot ! mot ?",
	 "mot :|mot ;|mot !|mot ?|", 0},
	{"before %", 8, "environ 50 %", "environ|50 %|", 0},
	{"inside ‹ ›", 7, "a dit ‹ b ›", "a dit|‹ b ›|", 0},
	{"inside a number", 9, "environ 1 400 cas", "environ|1 400 cas|", 0},
	{"inside a long number", 12, "il y a 12 345 678", "il y a|12 345 678|",
	 0},
	{"a year and a number", 7, "en 2019 400", "en 2019|400|", 0},
	{"a number and a year", 6, "le 12 2019", "le 12|2019|", 0},
	{"« after an apostrophe", 10, "dans l’« a » b", "dans|l’« a » b|", 0},
	{"« that closes a word", 11, "l’immunité« a dit", "l’immunité«|a dit|",
	 0},
	{"» that opens a word", 7, "er sagt »ja« da", "er sagt|»ja« da|", 0},
	{"glued words wider than the row", 6, "« mot » :", "« mot|» :|", 0},
	{"glue alone", 3, "« « « »", "« «|« »|", 0},
	{"no break inside a site's name", 12, "sur whatsapp.com",
	 "sur|whatsapp.com|", 0},
	{"unless it is too long", 9, "whatsapp.com/index",
	 "whatsapp.|com/index|", 0},
	{"a slash may end a row", 8, "exemple/page", "exemple/|page|", 0},
	{"glue with no-break spaces", 8, "dire «\u00a0mot\u00a0»",
	 "dire|« mot »|", 0},
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tables); i++) {
		struct rows rows = {0};
		struct str out = {0};
		layout_text(&rows, tables[i].text,
			    (struct span){0, strlen(tables[i].text)},
			    tables[i].columns, tables[i].charset);
		draw(&out, &rows, tables[i].text, tables[i].charset);
		if (strcmp(str_get(&out), tables[i].rows)) {
			print_error("%s:\nexpected %s\ncame     %s\n",
				    tables[i].what, tables[i].rows,
				    str_get(&out));
			fail();
		}
		layout_release(&rows);
		str_release(&out);
	}
}

static void test_empty_paragraph(void **state)
{
	struct rows rows = {0};
	(void)state;
	layout_paragraph(&rows, "text", (struct span){2, 2}, 5, CHARSET_UTF8);
	assert_int_equal(rows.list.count, 1);
	assert_int_equal(rows.list.items[0].span.start, 2);
	assert_int_equal(rows.list.items[0].span.end, 2);
	assert_int_equal(rows.list.items[0].shown, 2);
	assert_int_equal(rows.list.items[0].columns, 0);
	layout_release(&rows);
}

/* Rows follow each other, fit, and say how wide they are.  In one paragraph
   a cluster ends where its part does. */
static void check_rows(const struct rows *rows, const char *text, size_t len,
		       bool one, size_t columns, enum charset charset)
{
	size_t at = 0;
	for (size_t i = 0; i < rows->list.count; i++) {
		const struct row *row = &rows->list.items[i];
		size_t width = 0, shown = 0, end = len;
		struct glyph g;
		if (one)
			end = layout_part(text, (struct span){0, len}, at).end;
		assert_int_equal(row->span.start, at);
		assert_true(row->span.end > at && row->shown <= row->span.end);
		for (; at < row->shown; at += g.bytes) {
			utf8_glyph(text + at, end - at, width, charset, &g);
			width += g.columns;
			shown += g.columns > 0;
		}
		assert_int_equal(at, row->shown);
		assert_int_equal(width, row->columns);
		assert_true(width <= columns || shown == 1);
		at = row->span.end;
	}
	assert_int_equal(at, len);
}

static void test_corpora(void **state)
{
	static const char *const files[] = {
		"corpora/text/UTF-8-test.txt",
		"corpora/text/blns.txt",
		"corpora/unicode/emoji-test.txt",
		"dossiers/nso/articles/proces.txt",
	};
	static const size_t widths[] = {1, 2, 7, 40, 72};
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		char *text;
		size_t len;
		if (!support_shared(files[i], &text, &len))
			continue;
		for (size_t w = 0; w < 2 * COUNT(widths); w++) {
			struct rows rows = {0};
			enum charset charset = w % 2 ? CHARSET_ASCII
						     : CHARSET_UTF8;
			layout_text(&rows, text, (struct span){0, len},
				    widths[w / 2], charset);
			check_rows(&rows, text, len, false, widths[w / 2],
				   charset);
			layout_release(&rows);
		}
		free(text);
	}
}

/* A row depends on its part alone, and there not on what stands far off. */
static void check_windows(const char *text, size_t len, size_t columns)
{
	struct rows rows = {0};
	layout_paragraph(&rows, text, (struct span){0, len}, columns,
			 CHARSET_UTF8);
	check_rows(&rows, text, len, true, columns, CHARSET_UTF8);
	for (size_t i = 0; i < rows.list.count; i++) {
		const struct row *row = &rows.list.items[i];
		struct rows alone = {0};
		struct span part = layout_part(text, (struct span){0, len},
					       row->span.start);
		size_t end = row->span.end + 200;
		part.start = row->span.start;
		part.end = end < part.end ? end : part.end;
		layout_paragraph(&alone, text, part, columns, CHARSET_UTF8);
		assert_memory_equal(row, &alone.list.items[0], sizeof *row);
		layout_release(&alone);
	}
	layout_release(&rows);
}

/*
 * Parts follow each other, none too long, are found from each of their bytes,
 * and end where a row may.
 */
static void check_parts(const char *text, size_t len)
{
	const struct span all = {0, len};
	for (size_t at = 0; at < len;) {
		struct span part = layout_part(text, all, at);
		assert_int_equal(part.start, at);
		assert_true(part.end > at);
		assert_true(part.end - at <= 65536 + 2 * 4096);
		for (size_t i = 0; i < 40; i++) {
			size_t byte = at + (part.end - at) * i / 40;
			struct span same = layout_part(text, all, byte);
			assert_int_equal(same.start, part.start);
			assert_int_equal(same.end, part.end);
		}
		struct span last = layout_part(text, all, part.end - 1);
		assert_int_equal(last.start, part.start);
		assert_true(part.end == len ||
			    ((unsigned char)text[part.end] & 0xc0) != 0x80 ||
			    ((unsigned char)text[at] & 0xc0) == 0x80);
		at = part.end;
	}
	struct span past = layout_part(text, all, len);
	assert_int_equal(past.end, len);
}

static void test_parts(void **state)
{
	static const char *const pieces[] = {
		"un mot ",  "« Le procès » : 1 400 ! ",
		"日本語、", "x",
		"e\u0301",  "\u0301",
		"\x80",     " ",
		"👩\u200d🔬",
	};
	static const size_t lengths[] = {65535,  65537,  69632,  69633,
					 131072, 135168, 135200, 400000};
	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++)
		for (size_t k = 0; k < COUNT(lengths); k++) {
			struct str text = {0};
			while (text.len < lengths[k])
				str_adds(&text, pieces[i]);
			check_parts(text.bytes, text.len);
			str_release(&text);
		}
	/* A short paragraph is one part, wherever one asks. */
	assert_int_equal(layout_part("ab", (struct span){0, 2}, 7).end, 2);
}

static void test_windows(void **state)
{
	static const char words[] =
		"« Le procès » de NSO : 1 400 cibles, 50 % en 2019 ! Où "
		"l’entreprise — “accusée” — a-t-elle agi ? e\u0301te\u0301 ";
	struct str text = {0};
	(void)state;
	while (text.len < 200000)
		str_adds(&text, words);
	check_windows(text.bytes, text.len, 37);
	check_windows(text.bytes, text.len, 5);
	str_clear(&text);
	while (text.len < 60000)
		str_adds(&text, "日本語、テスト。");
	for (size_t columns = 2; columns < 60; columns++)
		check_windows(text.bytes, text.len, columns);
	str_clear(&text);
	str_fill(&text, 'x', 200000);
	check_windows(text.bytes, text.len, 80);
	str_clear(&text);
	str_adds(&text, "a");
	while (text.len < 200000)
		str_adds(&text, "\u0301");
	check_windows(text.bytes, text.len, 80);
	str_release(&text);
}

/* Pieces of text, those that are common first. */
enum { COMMON = 32 };
static const char *const mixed[] = {
	"mot ",
	"a ",
	"é",
	"l’",
	"« ",
	" »",
	"«\u00a0",
	"\u202f»",
	". ",
	", ",
	" : ",
	" ; ",
	" !",
	" ? ",
	"1",
	"2 400 ",
	" %",
	"1,5 ",
	"a-b",
	"et/ou",
	"(a) ",
	"x.y",
	"e\u0301",
	" — ",
	"…",
	"  ",
	"immunité",
	"12 345 678",
	"«",
	"» ",
	"qu’",
	"\u00a0",
	/* What is not common. */
	"日本語",
	"👩‍🔬 ",
	"\u05d0-",
	"!\u0301",
	"\u2009",
	"\u3000",
	"\u00ad",
	"\x80",
	"\xe2\x80",
	"\xc2\x85",
	"\u202e",
	"\u0600",
	"a\u20dd",
	" \u0301",
	"e\u0301\u0301\u0301\u0301\u0301",
	"中文段落也沒有空格，",
	"—\u0301",
	"\u200b",
	"Ω",
};

/* Text of many kinds, mostly common. */
static void make_text(struct str *text, unsigned *random)
{
	for (size_t j = 0; j < 14; j++) {
		*random = *random * 1103515245 + 12345;
		size_t most = *random / 65536 % 4 ? COMMON : COUNT(mixed);
		*random = *random * 1103515245 + 12345;
		str_adds(text, mixed[*random / 65536 % most]);
	}
}

/*
 * Rows of common text, which are found without libunistring, are the same as
 * with it: a tab, which hangs and changes no break, makes the row uncommon.
 */
static void test_plain(void **state)
{
	unsigned random = 1;
	(void)state;
	for (size_t i = 0; i < 60000; i++) {
		struct str text = {0}, odd = {0};
		struct rows rows = {0}, same = {0};
		size_t columns = 3 + i % 40;
		str_adds(&text, "a");
		make_text(&text, &random);
		str_addf(&odd, "\t%s", text.bytes);
		layout_paragraph(&rows, text.bytes, (struct span){0, text.len},
				 columns, CHARSET_UTF8);
		layout_paragraph(&same, odd.bytes, (struct span){0, odd.len},
				 columns + 8, CHARSET_UTF8);
		const struct row *came = &rows.list.items[0];
		const struct row *other = &same.list.items[0];
		if (came->span.end + 1 != other->span.end ||
		    came->shown + 1 != other->shown ||
		    came->columns + 8 != other->columns)
			fail_msg("'%s' at %zu: %zu, not %zu", text.bytes,
				 columns, came->span.end, other->span.end - 1);
		layout_release(&rows);
		layout_release(&same);
		str_release(&text);
		str_release(&odd);
	}
}

/*
 * Whether a row may end before text[at], asked of layout: the columns before
 * it fit, a ZERO WIDTH SPACE at the very start lets a row end anywhere after
 * it (UAX 14, LB8), so that the row ends at the last place that is allowed.
 */
static bool may_break(const char *text, size_t len, size_t at)
{
	struct rows rows = {0};
	struct glyph g;
	size_t columns = 0;
	for (size_t i = 0; i < at; columns += g.columns)
		i += utf8_glyph(text + i, len - i, columns, CHARSET_UTF8, &g);
	layout_paragraph(&rows, text, (struct span){0, len}, columns,
			 CHARSET_UTF8);
	bool may = rows.list.items[0].span.end == at;
	layout_release(&rows);
	return may;
}

/* × 0023 ÷ 0023 ÷: whether layout breaks one line of the file as it says. */
static bool line_holds(const char *line, const char *end)
{
	struct str text = {0};
	size_t places[64], count = 0;
	bool breaks[64], ok = true;
	str_adds(&text, "\u200b");
	while (line < end && *line != '#') {
		char *after;
		unsigned long code = strtoul(line, &after, 16);
		if (after > line) {
			utf8_encode(&text, (uint32_t)code);
			line = after;
			continue;
		}
		if ((!strncmp(line, "÷", 2) || !strncmp(line, "×", 2)) &&
		    text.len > 3 && count < 64) {
			places[count] = text.len;
			breaks[count++] = !strncmp(line, "÷", 2);
		}
		line++;
	}
	for (size_t i = 0; i + 1 < count && ok; i++)
		ok = breaks[i] == may_break(text.bytes, text.len, places[i]);
	str_release(&text);
	return ok;
}

/*
 * LineBreakTest.txt, as far as layout agrees with it.  It differs, by lines:
 * where libunistring does (numbers, the vertical tab, U+FFFC, some rarities);
 * where French spacing takes a break away; where it would split a cluster (a
 * modifier or a joiner after a space); before a tab, which hangs; after a soft
 * hyphen; and where the line starts with a space, which the trick above joins
 * to the ZERO WIDTH SPACE.  The count may only grow.
 */
enum { LINES_HELD = 6945 };

static void test_unicode(void **state)
{
	char *file;
	size_t len, passed = 0, all = 0;
	(void)state;
	if (!support_shared("corpora/unicode/LineBreakTest.txt", &file, &len))
		return;
	for (char *line = file, *end; line < file + len; line = end + 1) {
		end = memchr(line, '\n', (size_t)(file + len - line));
		if (!end)
			break;
		if (*line == '#')
			continue;
		all++;
		if (line_holds(line, end))
			passed++;
		else if (getenv("SHOW_BREAKS"))
			printf("%.*s\n", (int)(end - line), line);
	}
	free(file);
	assert_int_equal(all, 7654);
	assert_true(passed >= LINES_HELD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_empty_paragraph),
		cmocka_unit_test(test_corpora),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_unicode),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
