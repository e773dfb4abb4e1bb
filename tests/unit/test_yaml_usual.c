/*
 * What is read without libyaml is read as libyaml reads it: the same events,
 * places and problems, whatever the file is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/yaml.h"
#include "core/yaml_ahead.h"
#include "tests/unit/support.h"

/* A comment that ends in CR LF, which is not usual. */
static const char unusual[] = "#\r\n";
enum { UNUSUAL = sizeof unusual - 1 };

/* All that a reader is told, the first `skip` bytes and lines taken off. */
static void tell(struct str *out, const char *bytes, size_t len, size_t skip)
{
	struct diags diags = {0};
	struct yaml_event event;
	struct yaml *yaml = yaml_new("f", bytes, len, &diags);
	bool more;
	str_clear(out);
	do {
		more = yaml_next(yaml, &event);
		str_addf(out, "%d@%zu%s%s%s", event.type, event.offset - skip,
			 event.spoiled ? " spoiled" : "",
			 event.flow ? " flow" : "",
			 event.type == YAML_TEXT && event.plain ? " plain"
								: "");
		if (event.type == YAML_TEXT)
			str_addf(out, " '%s' %zu", event.text, event.len);
		str_addc(out, '\n');
	} while (more);
	str_adds(out, yaml_cut(yaml) ? "cut\n" : "");
	for (size_t i = 0; i < diags.list.count; i++) {
		const struct diag *diag = &diags.list.items[i];
		str_addf(out, "%zu:%zu %s %s\n", diag->place.line - (skip > 0),
			 diag->place.column, diag_name(diag->kind),
			 diag->detail ? diag->detail : "");
	}
	yaml_close(yaml);
	diag_release(&diags);
}

/* Files that libyaml reads from the start tell nothing. */
static bool begins_usual(const char *bytes, size_t len)
{
	struct yaml_usual usual;
	struct yaml_usual_piece piece = {0};
	yaml_usual_init(&usual, bytes, len);
	bool begins = yaml_usual_next(&usual, &piece);
	yaml_usual_release(&piece);
	return begins;
}

static void check_same(const char *bytes, size_t len)
{
	struct str copy = {0}, usual = {0}, exact = {0};
	str_adds(&copy, unusual);
	str_add(&copy, bytes, len);
	tell(&usual, bytes, len, 0);
	tell(&exact, copy.bytes, copy.len, UNUSUAL);
	size_t at = 0;
	while (usual.bytes[at] && usual.bytes[at] == exact.bytes[at])
		at++;
	if (usual.len != at || exact.len != at) {
		print_error("of\n%s\nlibyaml makes", bytes);
		print_error("\n%.300s\nand not", exact.bytes + at);
		print_error("\n%.300s\n", usual.bytes + at);
		fail();
	}
	str_release(&copy);
	str_release(&usual);
	str_release(&exact);
}

struct file {
	const char *what, *yaml;
};

static const struct file usual_files[] = {
	{"a claim",
	 "manicule: 1\narticle:\n  title: \"Le « x »\"\n  lang: fr\nclaims:\n"
	 "  - id: a\n    text: \"Dit \\\"non\\\"\\n\"\n    via: [p, q]\n"
	 "    spans: {speaker: \"x, y\", cue: 'l''a dit'}\n    links:\n"
	 "      - {repeats: b/c, note: http://x.y/z:1}\n"
	 "      - {supports: d}\n  - {id: b, about: []}\nnotes:\n- id: x\n"},
	{"comments", "# a\n\na: b # c\n  # d\nl: # e\n\n  - x # f\n# g\n"},
	{"blanks at the end", "a: b  \n   "},
	{"no line end", "l:\n  - a: b"},
	{"a sharp in a word", "a: b#c\nd: \"e # f\"\n"},
	{"colons in words", "a: b:c\nl: [d:e, f:1]\n"},
	{"a map below", "a:\n  b:\n    c: d\n  e: f\ng: h\n"},
	{"lists below", "a:\n  b:\n  - c\n  - d\n  e:\n    - f\n"},
	{"a blank before a comma", "a: [b , c ]\n"},
	{"escapes", "a: \"\\\\ \\/ \\t\"\n"},
	{"quotes in quotes", "a: \"l'un\"\nb: 'dit \"x\" \\n'\n"},
	{"deep in brackets", "a: [[[[[[[[[[[[[[[b]]]]]]]]]]]]]]]\n"},
};

/* In all of them something is libyaml's. */
static const struct file unusual_files[] = {
	{"nothing", ""},
	{"a comment", "# x\n"},
	{"another root", "- a\n"},
	{"a root in braces", "{a: b}\n"},
	{"a root below", " a: b\n"},
	{"no value", "a: b\nc:\nd: e\n"},
	{"no value at the end", "a: b\nc:"},
	{"no item", "l:\n  - a\n  -\n  - b\n"},
	{"an empty value in braces", "a: {b: , c: d}\n"},
	{"a key alone in braces", "a: {b}\n"},
	{"a comma too many", "a: [b, ]\n"},
	{"a pair in a list", "a: [b: c]\n"},
	{"a long key",
	 "a: b\nc: d\n"
	 "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: c\n"},
	{"a text on two lines", "a: b\n  c\nd: e\n"},
	{"quotes on two lines", "a: \"b\n  c\"\n"},
	{"lines kept", "l:\n  - a: b\n  - |\n    b\n"},
	{"lines kept after a text", "l:\n  - a\n  - |\n    b\n"},
	{"an escape of libyaml's", "a: \"\\x41\"\n"},
	{"a colon in a text", "l:\n  - a: x\n  - b: c: d\n"},
	{"more after quotes", "a: \"b\" c\n"},
	{"a comment too near", "a: \"b\"#c\n"},
	{"a tab", "a: b\n\tc: d\n"},
	{"a tag", "a: b\nc: !d e\n"},
	{"a question in brackets", "a: [b?c]\n"},
	{"brackets in brackets", "a: [b[c]]\n"},
	{"a colon before a bracket", "a: [b:]\n"},
	{"a key of quotes", "\"a\": b\n"},
	{"a key in quotes, no blank", "a: {\"b\":c}\n"},
	{"a list in a list", "l:\n  - - a\n"},
	{"a long key in braces",
	 "a: {kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: b}\n"},
	{"maps too deep",
	 "a:\n a:\n  a:\n   a:\n    a:\n     a:\n      a:\n       a:\n        a:\n         a:\n          a:\n           a:\n            a:\n             a:\n              a:\n               a:\n                a:\n                 a: b\n"},
	{"lists too deep",
	 "a:\n b:\n  - c:\n      - c:\n          - c:\n              - c:\n                  - c:\n                      - c:\n                          - c:\n                              - d\n"},
	{"no node after a text", "l:\n  - a\n  - }b\n"},
	{"a list out of line", "l:\n  - a\n - b\n"},
	{"a key out of line", "l:\n  - a: b\n     c: d\n"},
	{"a key where an item is due", "l:\n  - a: b\n  c: d\n"},
	{"a list where a key is due", "a:\n  b: c\n  - d\n"},
	{"another document", "a: b\n---\nc: d\n"},
	{"U+0085", "a: b\xc2\x85\n"},
	{"U+2028", "a: b\xe2\x80\xa8\n"},
	{"U+FEFF", "a: \"\xef\xbb\xbf\"\n"},
	/* The last byte of so many is looked at, too. */
	{"CR at the end, after 64 bytes",
	 "a: b\nc: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r"},
	{"a BOM far on",
	 "a: b\n# ---------------------------------------------------------"
	 "\nc: \xef\xbb\xbf\n"},
	{"too deep in brackets", "a: [[[[[[[[[[[[[[[[b]]]]]]]]]]]]]]]]\n"},
};

static void check_files(const struct file *files, size_t count, bool all)
{
	for (size_t i = 0; i < count; i++) {
		const char *yaml = files[i].yaml;
		struct yaml_usual_piece piece = {0};
		struct yaml_usual usual;
		bool good;
		yaml_usual_init(&usual, yaml, strlen(yaml));
		do
			good = yaml_usual_next(&usual, &piece);
		while (good && !piece.last);
		if (good != all)
			fail_msg("%s: usual or not?", files[i].what);
		yaml_usual_release(&piece);
		if (begins_usual(yaml, strlen(yaml)))
			check_same(yaml, strlen(yaml));
	}
}

enum {
	USUAL_FILES = sizeof usual_files / sizeof *usual_files,
	UNUSUAL_FILES = sizeof unusual_files / sizeof *unusual_files,
};

static void test_files(void **state)
{
	(void)state;
	check_files(usual_files, USUAL_FILES, true);
	check_files(unusual_files, UNUSUAL_FILES, false);
}

/* A piece of more events, or more words, than one may have: at a key too. */
static void test_long(void **state)
{
	static const char *const items[] = {"a,", "a: \"b\", "};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct str text = {0};
		str_adds(&text, i ? "k: {" : "k: [");
		while (text.len < 300000)
			str_adds(&text, items[i]);
		str_adds(&text, i ? "a: b}\n" : "a]\n");
		check_same(text.bytes, text.len);
		str_release(&text);
	}
	struct str text = {0};
	for (size_t i = 0; i < 2; i++) {
		str_clear(&text);
		str_adds(&text, i ? "x: y\nk:\n  c: [d, e]\n" : "x: y\nk:\n");
		while (text.len < 300000)
			str_adds(&text, "  a: b\n");
		check_same(text.bytes, text.len);
	}
	str_clear(&text);
	str_adds(&text, "a: \"\\n");
	str_fill(&text, 'x', YAML_TEXT_MAX);
	str_adds(&text, "\"\n");
	check_same(text.bytes, text.len);
	str_release(&text);
}

static unsigned random_next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

/* Puts, takes or moves some bytes of a usual file. */
static void change(struct str *text, uint64_t *seed)
{
	static const char *const parts[] = {"\n",       "\n  ",
					    "\n    ",   "- ",
					    ": ",       ":",
					    "#",        " #",
					    "\"",       "'",
					    "[",        "]",
					    "{",        "}",
					    ",",        ", ",
					    "\\",       "\\n",
					    "\\x",      "\t",
					    " ",        "  ",
					    "a",        "é",
					    "?",        "? ",
					    "!",        "&a ",
					    "*a",       "|\n",
					    ">\n",      "---\n",
					    "...\n",    "%a\n",
					    "@",        "k: v",
					    "- k: v",   "\xe2\x80\xa8",
					    "''",       "-",
					    "\xc2\x85", "\r"};
	size_t at = random_next(seed) % (text->len + 1);
	size_t cut = random_next(seed) % 3 ? 0 : random_next(seed) % 6;
	const char *part = random_next(seed) % 4
				   ? parts[random_next(seed) %
					   (sizeof parts / sizeof *parts)]
				   : "";
	struct str copy = {0};
	str_add(&copy, text->bytes, at);
	str_adds(&copy, part);
	if (text->len - at > cut)
		str_add(&copy, text->bytes + at + cut, text->len - at - cut);
	str_release(text);
	*text = copy;
}

static void test_random(void **state)
{
	const char *asked = getenv("ROUNDS");
	size_t rounds = asked ? strtoul(asked, NULL, 10) : 20000;
	uint64_t seed = 12;
	(void)state;
	for (size_t i = 0; i < rounds; i++) {
		struct str text = {0};
		size_t file = random_next(&seed) % USUAL_FILES;
		str_adds(&text, usual_files[file].yaml);
		for (size_t n = random_next(&seed) % 5; n > 0; n--)
			change(&text, &seed);
		if (begins_usual(str_get(&text), text.len))
			check_same(str_get(&text), text.len);
		str_release(&text);
	}
}

/* Some entries of a list, in which something may be libyaml's. */
static void entries_random(struct str *text, uint64_t *seed, size_t bytes)
{
	static const char *const entries[] = {
		"  - id: a\n    text: \"Dit \\\"non\\\"\"\n    via: [p, q]\n",
		"  # c\n  - {id: b, about: [], spans: {cue: 'l''a dit'}}\n",
		"  - d\n",
		"  - k:\n      - {repeats: b/c}\n      - e: http://x.y/z:1\n",
		"  - kkkkkkkkkk: \"« éééééééééééééééééééééééééééééééé »\"\n",
		"notes:\n  - x: y\n",
	};
	static const char *const odd[] = {
		"  - |\n  - id: in a text\n",
		"  - \"in\n  - quotes\"\n",
		"  - k: v: w\n",
		"  - k: *a\n",
		"  - &a b\n",
		"  - |\n    - id: in a text\n",
		"  - \"no end\n",
	};
	size_t at = random_next(seed) % (bytes + bytes / 2);
	str_adds(text, "l:\n");
	for (size_t before; text->len < bytes;) {
		before = text->len;
		str_adds(text, entries[random_next(seed) %
				       (sizeof entries / sizeof *entries)]);
		if (before <= at && text->len > at)
			str_adds(text, odd[random_next(seed) %
					   (sizeof odd / sizeof *odd)]);
	}
}

/* All that is usual at the start of the text, and where it ends. */
static void tell_pieces(struct str *out, struct yaml_ahead *ahead)
{
	const struct yaml_usual_piece *piece;
	const struct yaml_scan *end = &ahead->usual.scan;
	bool last = false;
	str_clear(out);
	while (!last && (piece = yaml_ahead_next(ahead))) {
		for (size_t i = 0; i < piece->events.count; i++) {
			const struct yaml_usual_event *event =
				&piece->events.items[i];
			str_addf(out, "%d@%zu %d %d %s\n", event->type,
				 event->at, event->plain, event->flow,
				 event->type == YAML_TEXT
					 ? piece->words.bytes + event->words
					 : "");
		}
		last = piece->last;
	}
	str_addf(out, "%d %zu %zu %d %d %d %zu\n", last, end->at, end->column,
		 end->begun, end->ended, end->listed, end->list_column);
}

/* However large the pieces are, and whoever reads them. */
static void test_pieces(void **state)
{
	uint64_t seed = 7;
	(void)state;
	for (size_t i = 0; i < 300; i++) {
		struct str text = {0}, whole = {0}, parts = {0};
		struct yaml_ahead ahead;
		bool threaded = i % 3 == 0;
		entries_random(&text, &seed, threaded ? 300000 : 3000);
		yaml_ahead_init(&ahead, text.bytes, text.len);
		ahead.usual.enough = text.len;
		tell_pieces(&whole, &ahead);
		yaml_ahead_release(&ahead);
		yaml_ahead_init(&ahead, text.bytes, text.len);
		if (threaded)
			yaml_ahead_start(&ahead);
		else
			ahead.usual.enough = 1 + random_next(&seed) % 200;
		tell_pieces(&parts, &ahead);
		yaml_ahead_release(&ahead);
		assert_string_equal(whole.bytes, parts.bytes);
		str_release(&text);
		str_release(&whole);
		str_release(&parts);
	}
}

/* Who takes the pieces may stop at any of them. */
static void test_stopped(void **state)
{
	struct str text = {0};
	uint64_t seed = 3;
	(void)state;
	entries_random(&text, &seed, 600000);
	for (size_t i = 0; i < 100; i++) {
		struct yaml_ahead ahead;
		yaml_ahead_init(&ahead, text.bytes, text.len);
		yaml_ahead_start(&ahead);
		for (size_t n = random_next(&seed) % 20; n > 0; n--)
			if (!yaml_ahead_next(&ahead))
				break;
		yaml_ahead_release(&ahead);
	}
	str_release(&text);
}

/* Files large enough for a thread, and where there is no processor for it. */
static void test_large(void **state)
{
	uint64_t seed = 5;
	cpu_set_t all;
	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct str text = {0};
		if (i == 4)
			support_one_processor(&all);
		entries_random(&text, &seed, YAML_AHEAD_BYTES + 1000);
		check_same(text.bytes, text.len);
		str_release(&text);
	}
	sched_setaffinity(0, sizeof all, &all);
}

/* Files that others wrote. */
static void test_shared(void **state)
{
	static const char *const names[] = {
		"dossiers/nso/annotations/dossier.yaml",
		"dossiers/nso/annotations/proces.yaml",
		"dossiers/nso/annotations/israelien.yaml",
	};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *bytes;
		size_t len;
		if (!support_shared(names[i], &bytes, &len))
			skip();
		check_same(bytes, len);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),   cmocka_unit_test(test_long),
		cmocka_unit_test(test_random),  cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_stopped), cmocka_unit_test(test_large),
		cmocka_unit_test(test_shared),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
