/* What print/ stands on: JSON, pages, markers and what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/article.h"
#include "print/body.h"
#include "print/columns.h"
#include "print/json.h"
#include "print/page.h"

/* What was written to the file behind out, which is closed. */
static char *out_text(struct out *out, FILE *file)
{
	struct str text = {0};
	char block[4096];
	size_t got;
	assert_int_equal(out_finish(out), 0);
	rewind(file);
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		str_add(&text, block, got);
	fclose(file);
	return str_take(&text);
}

static FILE *out_open(struct out *out)
{
	FILE *file = tmpfile();
	assert_non_null(file);
	*out = (struct out){.fd = fileno(file)};
	return file;
}

static const struct {
	const char *name, *bytes, *json;
} json_rows[] = {
	{"plain", "abc", "\"abc\""},
	{"accents", "é « à »", "\"é « à »\""},
	{"nothing is null", "", "null"},
	{"quotes and backslash", "a\"b\\c", "\"a\\\"b\\\\c\""},
	{"controls", "\x1b[31m\n\t\x7f",
	 "\"\\u001b[31m\\u000a\\u0009\\u007f\""},
	{"C1",
	 "\xc2\x9b"
	 "1m",
	 "\"\\u009b1m\""},
	{"bidirectional",
	 "a\u202e"
	 "b\u2066",
	 "\"a\\u202eb\\u2066\""},
	{"invisible",
	 "a\u200b"
	 "b\u00ad"
	 "c\ufeff",
	 "\"a\\u200bb\\u00adc\\ufeff\""},
	{"line separators", "\u2028\u2029", "\"\\u2028\\u2029\""},
	{"tags beyond the first plane", "\U000e0041", "\"\\udb40\\udc41\""},
	{"an emoji", "\U0001f600", "\"\U0001f600\""},
	{"a mark after its base", "e\u0301", "\"e\u0301\""},
	{"malformed",
	 "a\xff"
	 "b\xe2\x82"
	 "c",
	 "\"a\ufffd"
	 "b\ufffd"
	 "c\""},
	{"U+FFFD itself", "\ufffd", "\"\ufffd\""},
	{"cut U+FFFD", "\xef\xbf", "\"\ufffd\""},
};

static void test_json_strings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof json_rows / sizeof *json_rows; i++) {
		struct out out;
		FILE *file = out_open(&out);
		struct json json = {.out = &out};
		json_string(&json, NULL, json_rows[i].bytes);
		char *came = out_text(&out, file);
		if (strcmp(came, json_rows[i].json) != 0)
			fail_msg("%s: expected\n%s\ncame\n%s",
				 json_rows[i].name, json_rows[i].json, came);
		free(came);
	}
}

static void test_json_structure(void **state)
{
	(void)state;
	struct out out;
	FILE *file = out_open(&out);
	struct json json = {.out = &out};
	json_open(&json, NULL, '[');
	for (int i = 0; i < 2; i++) {
		json_open(&json, NULL, '{');
		json_open(&json, "list", '[');
		json_close(&json, ']');
		json_number(&json, "number", 7);
		json_bool(&json, "yes", true);
		json_null(&json, "nothing");
		json_close(&json, '}');
	}
	json_close(&json, ']');
	char *came = out_text(&out, file);
	assert_string_equal(
		came, "[\n{\"list\": [], \"number\": 7, \"yes\": true, "
		      "\"nothing\": null},\n{\"list\": [], \"number\": 7, "
		      "\"yes\": true, \"nothing\": null}\n]\n");
	free(came);
}

static void test_json_empty(void **state)
{
	(void)state;
	struct out out;
	FILE *file = out_open(&out);
	struct json json = {.out = &out};
	json_open(&json, NULL, '[');
	json_close(&json, ']');
	char *came = out_text(&out, file);
	assert_string_equal(came, "[]\n");
	free(came);
}

/* | stands for where the words end, and then for where the marker goes. */
static const struct {
	const char *name, *text, *marked;
} marker_rows[] = {
	{"between words", "le rôle| dans", "le rôle| dans"},
	{"inside a word", "le crim|es, et", "le crimes|, et"},
	{"before a stop", "leurs clients|. Puis", "leurs clients|. Puis"},
	{"before a closing quotation mark", "«un rôle|» dans",
	 "«un rôle»| dans"},
	{"a French one, with its space", "« un rôle| » dans",
	 "« un rôle »| dans"},
	{"the same with a no-break space", "« un rôle|\u00a0» dans",
	 "« un rôle\u00a0»| dans"},
	{"an opening one stays", "un rôle| « dans", "un rôle| « dans"},
	{"several closing marks", "(«un rôle|»), dans", "(«un rôle»)|, dans"},
	{"after an apostrophe", "l|’usage est", "l’usage| est"},
	{"inside a number", "quelque 1|.400 2019", "quelque 1.400| 2019"},
	{"after punctuation", "rôle.| Dans", "rôle.| Dans"},
	{"inside a cluster", "ete|\u0301 et", "ete\u0301| et"},
	{"no word in Chinese", "中文|段落也沒", "中文|段落也沒"},
	{"at the end", "fin|", "fin|"},
	{"capitals and underscores", "NS|O_Group @", "NSO_Group| @"},
	{"letters beyond ASCII", "Œu|vre ÉTÉ", "Œuvre| ÉTÉ"},
	{"signs of sums are no letters", "12|×30÷4", "12|×30÷4"},
	{"nor is general punctuation", "mot|\u2014mot", "mot|\u2014mot"},
	{"nor what lies below letters", "mot|\u00a7mot", "mot|\u00a7mot"},
	{"around a division sign", "4÷|5 six", "4÷|5 six"},
	{"straight apostrophe", "l|'usage est", "l'usage| est"},
	{"hyphens of all kinds", "a|-b\u2010c\u2011d e",
	 "a-b\u2010c\u2011d| e"},
	{"comma, slash, at, soft hyphen", "1|,2/3@a\u00adb c",
	 "1,2/3@a\u00adb| c"},
	{"a joiner at the end stays", "mot|- et", "mot|- et"},
	{"all that closes", "mot|”\")]›» et", "mot”\")]›»| et"},
	{"a narrow space before »", "oui|\u202f» dit", "oui\u202f»| dit"},
	{"a space before none", "oui|\u202f! dit", "oui|\u202f! dit"},
	{"a space at the end", "oui|\u00a0", "oui|\u00a0"},
};

static void test_markers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof marker_rows / sizeof *marker_rows; i++) {
		struct str text = {0}, came = {0};
		const char *row = marker_rows[i].text;
		size_t end = (size_t)(strchr(row, '|') - row);
		str_add(&text, row, end);
		str_adds(&text, row + end + 1);
		size_t at = body_after_words(text.bytes, end, text.len);
		str_add(&came, text.bytes, at);
		str_addc(&came, '|');
		str_adds(&came, text.bytes + at);
		if (strcmp(came.bytes, marker_rows[i].marked) != 0)
			fail_msg("%s: expected %s, came %s",
				 marker_rows[i].name, marker_rows[i].marked,
				 came.bytes);
		str_release(&text);
		str_release(&came);
	}
}

/* An article made by hand: claims in [ ], what is omitted in { } and < >. */
struct made {
	struct entry entry;
	struct claim claims[8];
	struct span spans[8], cut_spans[8];
	struct speaker speaker, *speakers[1];
	struct speakers speaker_list;
	struct omission omissions[8];
};

static void made_close(struct made *made, size_t k, size_t end)
{
	struct claim *claim = &made->claims[k];
	made->spans[k].end = end;
	claim->start = (uint32_t)made->spans[k].start;
	claim->end = (uint32_t)end;
	claim->number = (uint32_t)(k + 1);
	claim->entry = &made->entry;
	claim->id = "id\0text";
	claim->speakers = &made->speaker_list;
	claim->sources = &sources_none;
	claim->points = &points_none;
}

static void made_cut(struct made *made, size_t k, size_t end)
{
	struct omission *omission = &made->omissions[k];
	made->cut_spans[k].end = end;
	omission->match.spans = &made->cut_spans[k];
	omission->match.span_count = 1;
}

/* Reads the sketch: adds to text what is no bracket. */
static void made_read(struct made *made, const char *sketch, struct str *text)
{
	static const char opening[] = "{<", closing[] = "}>";
	size_t open[8], opened = 0, cut_open[2] = {0};
	size_t *claims = &made->entry.numbered_count;
	size_t *cuts = &made->entry.annotation.omission_count;
	for (const char *at; *sketch; sketch++) {
		if (*sketch == '[') {
			made->spans[*claims].start = text->len;
			open[opened++] = (*claims)++;
		} else if (*sketch == ']') {
			made_close(made, open[--opened], text->len);
		} else if ((at = strchr(opening, *sketch))) {
			made->cut_spans[*cuts].start = text->len;
			cut_open[at - opening] = (*cuts)++;
		} else if ((at = strchr(closing, *sketch))) {
			made_cut(made, cut_open[at - closing], text->len);
		} else {
			str_addc(text, *sketch);
		}
	}
}

static void made_init(struct made *made, const char *sketch)
{
	struct str text = {0};
	struct entry *entry = &made->entry;
	*made = (struct made){0};
	made->speaker = (struct speaker){.id = "ferrand",
					 .name = "Ferrand",
					 .short_name = "Ferrand",
					 .index = 2};
	made->speakers[0] = &made->speaker;
	made->speaker_list = (struct speakers){made->speakers, 1};
	made_read(made, sketch, &text);
	size_t len = text.len;
	article_take(&entry->article, str_take(&text), len);
	entry->id = entry->short_title = "made";
	entry->title = "Made";
	entry->annotation.claims = made->claims;
	entry->annotation.claim_count = entry->numbered_count;
	entry->annotation.omissions = made->omissions;
}

static const struct {
	const char *name, *sketch, *ends;
} body_rows[] = {
	{"no claim", "un deux\n\ntrois", "un deux/trois"},
	{"a claim", "[un deux] trois", "un deux [1] trois"},
	{"nested", "[un [deux]] trois", "un deux [1] [2] trois"},
	{"nested, the inner ends first", "[un [deux] trois] quatre",
	 "un deux [2] trois [1] quatre"},
	{"over two paragraphs", "un [deux\ntrois] quatre",
	 "un deux/trois [1] quatre"},
	{"omitted words", "un {deux} trois", "un trois"},
	{"an omitted paragraph", "un\n{deux}\ntrois", "un/trois"},
	{"omitted over paragraphs", "un {deux\ntrois\nqua}tre", "un/tre"},
	{"omitted at the end", "un\ndeux {trois\nquatre}", "un/deux"},
	{"everything omitted", "{un\ndeux}", ""},
	{"two omissions in one", "{un} deux {trois} quatre", "deux quatre"},
	{"omissions that overlap", "un {deux <trois} quatre> cinq", "un cinq"},
	{"one omission in another", "un {deux <trois> quatre} cinq", "un cinq"},
	{"a claim that is omitted", "un {[deux]} trois", "un trois"},
	{"a claim whose end is omitted", "[un {deux]} trois", "un trois"},
	{"a claim around what is omitted", "[un {deux} trois] quatre",
	 "un trois [1] quatre"},
	{"a claim in an omitted paragraph", "un\n{[deux]}\n[trois]",
	 "un/trois [2]"},
	{"no marker moves into what is omitted", "[un]{deux} trois",
	 "un [1] trois"},
	{"nothing is left around the cut", "un {deux }{ trois}", "un"},
	{"three cuts on end", "{un }{deux }<trois >quatre", "quatre"},
	{"a cut at a paragraph's start", "un\n{deux }trois", "un/trois"},
	{"a claim over a whole cut paragraph", "[un\n{deux}\ntrois] fin",
	 "un/trois [1] fin"},
	{"a claim whose start is omitted", "{[un} deux] trois",
	 "deux [1] trois"},
};

static void test_body(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof body_rows / sizeof *body_rows; i++) {
		struct made made;
		struct body body;
		struct str came = {0};
		size_t marks = 0;
		made_init(&made, body_rows[i].sketch);
		body_init(&body, &made.entry, BODY_ENDS);
		while (body_next(&body)) {
			marks += body.here_count;
			if (came.len)
				str_addc(&came, '/');
			utf8_safe(&came, body.text, body.len, CHARSET_UTF8);
		}
		marks += body.here_count;
		if (strcmp(str_get(&came), body_rows[i].ends) != 0)
			fail_msg("%s: expected\n%s\ncame\n%s",
				 body_rows[i].name, body_rows[i].ends,
				 str_get(&came));
		/* Each claim is handed out once, marker or not. */
		assert_int_equal(marks, made.entry.numbered_count);
		body_release(&body);
		str_release(&came);
		article_release(&made.entry.article);
	}
}

static const char hostile[] =
	"un deux \u202e trois \x1b[31m\xff 日本語の文章では "
	"👨‍👩‍👧‍👦👨‍👩‍👧‍👦 "
	"e\u0301\u0301\u0301\u0301\u0301\u0301 anticonstitutionnellement "
	"1 400 « oui » \t x\n\nsuite\r\nfin";

static void check_widths(const char *text, size_t width, enum charset charset)
{
	for (const char *line = text, *end; *line; line = end + 1) {
		end = strchr(line, '\n');
		assert_non_null(end);
		size_t columns = utf8_columns(line, (size_t)(end - line),
					      charset);
		if (columns > width)
			fail_msg("%zu columns in %zu: %.*s", columns, width,
				 (int)(end - line), line);
		if (end > line && end[-1] == ' ')
			fail_msg("blanks at the end of %.*s", (int)(end - line),
				 line);
	}
}

static void test_page_width(void **state)
{
	(void)state;
	for (size_t width = PAGE_NARROW; width < 90; width++) {
		for (int ascii = 0; ascii < 2; ascii++) {
			struct out out;
			FILE *file = out_open(&out);
			struct page page = {
				.out = &out,
				.width = width,
				.charset = ascii ? CHARSET_ASCII : CHARSET_UTF8,
			};
			page_block(&page, "[17] ", "     ", hostile,
				   sizeof hostile - 1);
			page_heading(&page, hostile, sizeof hostile - 1, '=');
			char *came = out_text(&out, file);
			check_widths(came, width, page.charset);
			free(came);
		}
	}
}

static void test_columns(void **state)
{
	(void)state;
	struct out out;
	FILE *file = out_open(&out);
	struct columns columns = {.charset = CHARSET_UTF8};
	const char *const cells[][4] = {
		{"é", NULL, "a\nb", "last"},
		{"日本", NULL, "", "of\x1b all"},
	};
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < 4; k++)
			columns_add(&columns, cells[i][k]);
		columns_end_row(&columns);
	}
	columns_print(&columns, &out);
	char *came = out_text(&out, file);
	assert_string_equal(came, "é     a b  last\n日本       of^[ all\n");
	free(came);
}

static void test_out_failure(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	struct out out = {.fd = ends[0]}; /* the end that cannot be written */
	out_fill(&out, 'x', 1 << 20);
	assert_true(out_failed(&out));
	out_adds(&out, "dropped");
	out_fill(&out, 'x', 1);
	assert_int_equal(out_safe(&out, "dropped", 7, CHARSET_UTF8), 0);
	assert_int_not_equal(out_finish(&out), 0);
	close(ends[0]);
	close(ends[1]);
}

/* The same paragraphs as body_next(), in parts of any size; what is left over
   at the end has its marks. */
static void test_body_parts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof body_rows / sizeof *body_rows; i++) {
		for (size_t bytes = 1; bytes < 9; bytes += 7) {
			struct made made;
			struct body body;
			struct body_part part = {0};
			struct str came = {0};
			size_t marks = 0;
			made_init(&made, body_rows[i].sketch);
			body_init(&body, &made.entry, BODY_ENDS);
			while (body_take(&body, &part, bytes)) {
				for (size_t k = 0; k < part.pieces.count; k++) {
					const struct body_piece *piece =
						&part.pieces.items[k];
					marks += piece->here_count;
					if (came.len && piece->text)
						str_addc(&came, '/');
					if (piece->text)
						utf8_safe(&came, piece->text,
							  piece->len,
							  CHARSET_UTF8);
				}
			}
			assert_string_equal(str_get(&came), body_rows[i].ends);
			assert_int_equal(marks, made.entry.numbered_count);
			body_part_release(&part);
			body_release(&body);
			str_release(&came);
			article_release(&made.entry.article);
		}
	}
}

/* No-break spaces at the end of a row are not seen, and not written. */
static void test_row_ends(void **state)
{
	(void)state;
	static const struct {
		const char *text, *lines;
	} rows[] = {
		{"un\u00a0", "> un\n"},
		{"un\u202f\u00a0\u202f", "> un\n"},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct out out;
		FILE *file = out_open(&out);
		struct page page = {.out = &out, .width = PAGE_NARROW};
		page_block(&page, "> ", "> ", rows[i].text,
			   strlen(rows[i].text));
		char *came = out_text(&out, file);
		if (strcmp(came, rows[i].lines) != 0)
			fail_msg("row %zu: expected %s, came %s", i,
				 rows[i].lines, came);
		free(came);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_strings),
		cmocka_unit_test(test_json_structure),
		cmocka_unit_test(test_json_empty),
		cmocka_unit_test(test_markers),
		cmocka_unit_test(test_body),
		cmocka_unit_test(test_body_parts),
		cmocka_unit_test(test_row_ends),
		cmocka_unit_test(test_page_width),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_out_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
