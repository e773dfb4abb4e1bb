/*
 * The reader of YAML: its events and their places, libyaml's own verdict, what
 * is told and where reading goes on after it, and limits.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <dirent.h>
#include <yaml.h>

#include "core/str.h"
#include "core/yaml.h"
#include "tests/unit/support.h"

/* All events as one line: [ ] { } and the texts, `~` after what is spoiled. */
static void read_events(struct yaml *yaml, struct str *out)
{
	struct yaml_event event;
	char open[YAML_DEPTH_MAX];
	size_t depth = 0;
	while (yaml_next(yaml, &event)) {
		str_adds(out, out->len ? " " : "");
		switch (event.type) {
		case YAML_TEXT:
			str_add(out, event.text, event.len);
			break;
		case YAML_CLOSE:
			assert_true(depth > 0);
			str_addc(out, open[--depth]);
			break;
		default:
			assert_true(depth < YAML_DEPTH_MAX);
			open[depth++] = event.type == YAML_MAP ? '}' : ']';
			str_addc(out, event.type == YAML_MAP ? '{' : '[');
		}
		str_adds(out, event.spoiled ? "~" : "");
	}
	assert_int_equal(depth, 0);
}

/* The problems as one line: "line:column name, …". */
static void list_diags(struct diags *diags, struct str *out)
{
	diag_sort(diags);
	for (size_t i = 0; i < diags->list.count; i++) {
		const struct diag *diag = &diags->list.items[i];
		str_addf(out, "%s%zu:%zu %s", i ? ", " : "", diag->place.line,
			 diag->place.column, diag_name(diag->kind));
	}
}

struct reading {
	const char *what, *yaml, *events, *problems;
};

static const struct reading readings[] = {
	{"nothing", "", "", ""},
	{"every value is text", "{a: no, b: 012, c: 1:30, d: 2020-07-17}",
	 "{ a no b 012 c 1:30 d 2020-07-17 }", ""},
	{"lists", "a: [x, y]\nb:\n- z\n", "{ a [ x y ] b [ z ] }", ""},
	{"a NUL in a value", "a: \"x\\0y\\0\"",
	 "{ a x\xef\xbf\xbdy\xef\xbf\xbd }", ""},
	{"lines kept", "a: |\n  x\n  y\n", "{ a x\ny\n }", ""},
	{"a tag", "a: !t x\nb: y\n", "{ a x~ b y }", "1:4 yaml-tag"},
	{"a tag without a name", "a: ! x\n", "{ a x~ }", "1:4 yaml-tag"},
	{"an anchor on a list", "a: &b [x]\n", "{ a [~ x ] }",
	 "1:4 yaml-anchor"},
	{"tag and anchor", "a: &b  !t x\n", "{ a x~ }",
	 "1:4 yaml-anchor, 1:8 yaml-tag"},
	{"an alias as key", "*x : y\n", "{ ~ y }", "1:1 yaml-alias"},
	{"a directive", "%YAML 1.1\n---\na: b\n", "{ a b }",
	 "1:1 yaml-directive"},
	{"a second document", "a: b\n---\nc: d\n", "{ a b }",
	 "2:1 yaml-document"},
	{"an end is no second document", "a: b\n...\n# x\n", "{ a b }", ""},
	{"malformed bytes", "a: \"\xe9t\xe9\"\n",
	 "{ a \xef\xbf\xbdt\xef\xbf\xbd }", "1:5 malformed-utf8"},
	{"places after malformed bytes", "a: \"\xe9\" \nb: !t x\n",
	 "{ a \xef\xbf\xbd b x~ }", "1:5 malformed-utf8, 2:4 yaml-tag"},
	{"places after some side by side",
	 "a: \"\xe9\xe8\x01 \xe2\x82\xe2\x82\xe9\" \nb: !t x\nc: "
	 "\"\xff\xff\"\nd: !t x\n",
	 "{ a \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd "
	 "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd b x~ c "
	 "\xef\xbf\xbd\xef\xbf\xbd d x~ }",
	 "1:5 malformed-utf8, 1:7 yaml-syntax, 2:4 yaml-tag, 4:4 yaml-tag"},
	{"places count a BOM",
	 "\xef\xbb\xbf"
	 "a: !t x\n",
	 "{ a x~ }", "1:7 yaml-tag"},
	{"places count bytes", "\"été\": !t x\n", "{ été x~ }",
	 "1:10 yaml-tag"},
	{"U+0085 ends no line", "a: \"\xc2\x85\"\nb: !t x\n", "{ a   b x~ }",
	 "2:4 yaml-tag"},
	{"nor does U+2028", "a: \"x\xe2\x80\xa8y\"\nb: !t x\n",
	 "{ a x\xe2\x80\xa8y b x~ }", "2:4 yaml-tag"},
	{"CRLF", "a: b\r\nc: !t x\r\n", "{ a b c x~ }", "2:4 yaml-tag"},
	{"a control character", "a: \"\x01\"\n", "{ a \xef\xbf\xbd }",
	 "1:5 yaml-syntax"},
	{"a colon spoils its item", "l:\n  - a: b : c\n  - d\nk: v\n",
	 "{ l [ { a b~ }~ d ] k v }", "2:10 yaml-syntax"},
	{"a colon spoils its key", "a:\n  b: c : d\nk: v\n",
	 "{ a { b c~ }~ k v }", "2:8 yaml-syntax"},
	{"a colon in the last item", "l:\n- a: b : c\n",
	 "{ l [ { a b~ }~ ]~ }~", "2:8 yaml-syntax"},
	{"items in the key's column", "l:\n- a: b : c\n- d\nk: v\n",
	 "{ l [ { a b~ }~ d ] k v }", "2:8 yaml-syntax"},
	{"quotes that swallow a line", "l:\n  - a: \"b\n  - a: \"c\"\n  - d\n",
	 "{ l [ { a b - a: ~ }~ { a c } d ] }", "2:8 yaml-syntax"},
	{"quotes that never close", "k: v\nl:\n  - \"b\n  - c\n",
	 "{ k v l [ c ] }", "3:5 yaml-syntax"},
	{"an error before the root", "a: \"x\" y\nk: v\n", "{ a x~ k v }",
	 "1:8 yaml-syntax"},
	{"too deep", "l:\n  - [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]\n  - y\nk: v\n",
	 "{ l [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ ]~ ]~ ]~ ]~ ]~ ]~ ]~ ]~ ]~ ]~ ]~ "
	 "]~ ]~ ]~ y ] k v }",
	 "2:19 too-deep"},
	{"as deep as may be", "l:\n  - [[[[[[[[[[[[[[x]]]]]]]]]]]]]]\n",
	 "{ l [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ x ] ] ] ] ] ] ] ] ] ] ] ] ] ] ] }",
	 ""},
	{"an error as deep as may be", "l: [[[[[[[[[[[[[[[\"x\" y\nk: v\n",
	 "{ l [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ x~ ]~ ]~ ]~ ]~ ]~ ]~ ]~ ]~ ]~ ]~ "
	 "]~ ]~ ]~ ]~ ]~ k v }",
	 "1:23 yaml-syntax"},
	{"an error in a list that is a key", "? - a: b : c\n  - d\nk: v\n",
	 "{ [ { a b~ }~ ]~ ~ k v }", "1:10 yaml-syntax"},
	{"quotes that never close, after an accent",
	 "k: \"été\"\nl:\n  - \"b\n  - c\n", "{ k été l [ c ] }",
	 "3:5 yaml-syntax"},
	{"an error and half a key", "a: \"x\" y\nkey", "{ a x~ }~",
	 "1:8 yaml-syntax"},
	{"an error before a_b", "a: \"x\" y\na_b: v\n", "{ a x~ a_b v }",
	 "1:8 yaml-syntax"},
	{"an error before no key", "a: \"x\" y\nk:v\nm: n\n", "{ a x~ m n }",
	 "1:8 yaml-syntax"},
	{"an error before blanks", "l:\n  - a: b : c\n  ",
	 "{ l [ { a b~ }~ ]~ }~", "2:10 yaml-syntax"},
	{"a heading without its colon", "k: v\nl\n  - a: b\n  - c\nm: n\n",
	 "{ k v l [ { a b } c ] m n }", "2:1 yaml-syntax"},
	{"one after a list", "l:\n  - a: b\nm\n  - c\n",
	 "{ l [ { a b } ] m [ c ] }", "3:1 yaml-syntax"},
	{"one after quotes", "l:\n  - a: \"b\"\nm # x\n- c\n",
	 "{ l [ { a b } ] m [ c ] }", "3:1 yaml-syntax"},
	{"one that waits for a value", "l:\n  - a: b\n    c:\nm\n  - d\n",
	 "{ l [ { a b c ~ }~ ]~ m [ d ] }", "4:1 yaml-syntax"},
	{"two of them", "k\n  a: b\nl\n  c: d\n", "{ k { a b } l { c d } }",
	 "1:1 yaml-syntax, 3:1 yaml-syntax"},
	{"one with nothing below", "k: v\nl\nm: n\n", "{ k v~ m n }",
	 "2:1 yaml-syntax"},
	{"a line of words is no heading", "l:\n  - a: b\nx y\n  - c\nk: v\n",
	 "{ l [ { a b~ }~ c ] k v }", "3:1 yaml-syntax"},
	{"a heading in another column", "k: v\n l:\n  - a\nm: n\n",
	 "{ k v l~ l [ a ] m n }", "2:2 yaml-syntax"},
	{"one after quotes, or a list", "k: \"v\"\n l:\n  - a: b\n m:\n  - c\n",
	 "{ k v l [ { a b } ] m [ c ] }", "2:2 yaml-syntax, 4:2 yaml-syntax"},
	{"a first line without its colon", "k v\nl: m\n", "{ l m }",
	 "1:1 yaml-syntax"},
	{"an item left of the others",
	 "l:\n  - a: b\n - c: d\n  - e: f\nk: v\n",
	 "{ l [ { a b } { e f } ] k v }", "3:2 yaml-syntax"},
	{"the last item left of the others", "l:\n  - a\n- c\nk: v\n",
	 "{ l [ a ] k v }", "3:1 yaml-syntax"},
	{"an item right of the others",
	 "l:\n  - a: b\n   - c: d\n  - e: f\nk: v\n",
	 "{ l [ { a b } { e f } ] k v }", "3:4 yaml-syntax"},
	{"a key left of its item", "l:\n  - a: b\n   c: d\n  - e: f\nk: v\n",
	 "{ l [ { a b }~ { e f } ] k v }", "3:4 yaml-syntax"},
	{"a tab before a dash", "l:\n  - a: \"b\"\n\t- c: d\n  - e: f\n",
	 "{ l [ { a b } { e f } ] }", "3:1 yaml-syntax"},
	{"an error before no item", "l:\n  - a: b : c\n  -x\n  - d\n",
	 "{ l [ { a b~ }~ d ] }", "2:10 yaml-syntax"},
	{"an error that reading goes on before", "l:\n  - \n  - @\nk: v\n",
	 "{ l [ ~ ]~ k v }", "3:5 yaml-syntax"},
	{"a tag before a map's first key", "l:\n  - ! a: b\n",
	 "{ l [ {~ a~ b } ] }", "2:5 yaml-tag"},
	{"an error below quotes", "k: \"b\"\n&\nl: c\n", "{ k b~ l c }",
	 "2:2 yaml-syntax"},
	{"a document too deep", "a: b\n---\n[[[[[[[[[[[[[[[[[[[[\n", "{ a b }",
	 "2:1 yaml-document"},
	{"an end that goes on", "{a: b}\n...x\n", "{ a b }",
	 "2:1 yaml-document, 2:1 yaml-syntax"},
	{"an end and blanks", "{a: b}\n...\n  ", "{ a b }", ""},
	{"a tag at the end", "a: !t", "{ a ~ }", "1:4 yaml-tag"},
	{"a long tag",
	 "a: !tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt x\n",
	 "{ a x~ }", "1:4 yaml-tag"},
	{"entries whose first has no dash", "l:\n    a: b\n  - a: c\nk: v\n",
	 "{ l { a b } l [ { a c } ] k v }", "2:5 not-list"},
	{"the same in the dash's column",
	 "# x\nl: # y\n\n  a: b\n# z\n  c: d\n  - {a: e}\n  - f\nk: v\n",
	 "{ l { a b c d~ }~ l [ { a e } f ] k v }", "4:3 not-list"},
	{"the same twice", "l:\n  a: b\n- a: c\nm:\n  n: o\n- n: p\n",
	 "{ l { a b } l [ { a c } ] m { n o } m [ { n p } ] }",
	 "2:3 not-list, 5:3 not-list"},
	{"the same with a list in the first",
	 "l:\n    a: b\n    c:\n      - d: e\n  - a: f\n",
	 "{ l { a b c [ { d e } ] } l [ { a f } ] }", "2:5 not-list"},
	{"another key after the dash", "l:\n  a: b\n  - c: d\nk: v\n",
	 "{ l { a b~ }~ k v }", "3:3 yaml-syntax"},
	{"a longer one", "l:\n  a: b\n  - aa: d\nk: v\n", "{ l { a b~ }~ k v }",
	 "3:3 yaml-syntax"},
	{"none", "l:\n  a: b\n  - c\nk: v\n", "{ l { a b~ }~ k v }",
	 "3:3 yaml-syntax"},
	{"no entries above it", "l: {a: b}\n  - a: c\nk: v\n",
	 "{ l { a b } k v }", "2:3 yaml-syntax"},
	{"a heading in quotes", "\"l\":\n  a: b\n  - a: c\nk: v\n",
	 "{ l { a b~ }~ k v }", "3:3 yaml-syntax"},
	{"no heading at all", "  a: b\n  - a: c\nk: v\n", "{ a b~ k v }",
	 "2:3 yaml-syntax"},
	{"delete", "a: \"\x7f\"\n", "{ a \xef\xbf\xbd }", "1:5 yaml-syntax"},
	{"a C1 control", "a: \"\xc2\x9b\"\n", "{ a \xef\xbf\xbd }",
	 "1:5 yaml-syntax"},
	{"a letter of Latin-1's", "a: \"\xc2\xa9\"\n", "{ a \xc2\xa9 }", ""},
	{"U+FFFE", "a: \"\xef\xbf\xbe\"\n", "{ a \xef\xbf\xbd }",
	 "1:5 yaml-syntax"},
	{"U+FFFD", "a: \"\xef\xbf\xbd\"\n", "{ a \xef\xbf\xbd }", ""},
	{"U+FF01", "a: \"\xef\xbc\x81\"\n", "{ a \xef\xbc\x81 }", ""},
};

static int tell(const struct reading *r, const char *events,
		const char *problems)
{
	print_error("%s: expected\n%s\n%s\ncame\n%s\n%s\n", r->what, r->events,
		    r->problems, events, problems);
	return 1;
}

static void test_readings(void **state)
{
	int failed = 0;
	(void)state;
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		const struct reading *r = &readings[i];
		struct diags diags = {0};
		struct str events = {0}, problems = {0};
		struct yaml *yaml = yaml_new("f", r->yaml, strlen(r->yaml),
					     &diags);
		read_events(yaml, &events);
		list_diags(&diags, &problems);
		if (strcmp(str_get(&events), r->events) != 0 ||
		    strcmp(str_get(&problems), r->problems) != 0)
			failed += tell(r, str_get(&events), str_get(&problems));
		yaml_close(yaml);
		str_release(&events);
		str_release(&problems);
		diag_release(&diags);
	}
	assert_int_equal(failed, 0);
}

/* ---- what was meant ---- */

struct slip {
	const char *what, *yaml;
	enum diag_kind kind;
	size_t line, column;
};

static const struct slip slips[] = {
	{"a tab", "a:\n\tb: c\n", DIAG_SYNTAX_TAB, 2, 1},
	{"a tab within quotes is none", "a: \"\\x\t\"\n", DIAG_SYNTAX, 1, 7},
	{"text after quotes", "a: \"x\" y\n", DIAG_SYNTAX_AFTER, 1, 8},
	{"quotes that close on the line of the error", "a: \"x\nb: \"y\" z\n",
	 DIAG_SYNTAX_UNCLOSED, 1, 4},
	{"on the line where what it is in begins",
	 "a: \"x\nb: y\" \"z\n \\q\"\n", DIAG_SYNTAX_UNCLOSED, 1, 4},
	{"before what it is in", "a: \"x\n  y\"\nb c\nd: e\n",
	 DIAG_SYNTAX_COLON, 3, 1},
	{"quotes that never close, after others", "a: \"x\n  y\"\nb: \"z\n",
	 DIAG_SYNTAX_UNCLOSED, 3, 4},
	{"a bracket", "a: [x\nb: c\n", DIAG_SYNTAX_BRACKET, 1, 4},
	{"a dash", "l:\n    a: b\n  - a: c\n", DIAG_NOT_LIST, 2, 5},
	{"a heading at the file's end", "a: b\nclaims", DIAG_SYNTAX_COLON, 2,
	 1},
};

static void test_slips(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		const struct slip *slip = &slips[i];
		struct diags diags = {0};
		struct str events = {0};
		struct yaml *yaml = yaml_new("f", slip->yaml,
					     strlen(slip->yaml), &diags);
		read_events(yaml, &events);
		assert_true(diags.list.count > 0);
		const struct diag *diag = &diags.list.items[0];
		if (diag->kind != slip->kind ||
		    diag->place.line != slip->line ||
		    diag->place.column != slip->column)
			fail_msg("%s: %zu:%zu: %s", slip->what,
				 diag->place.line, diag->place.column,
				 diag_words(diag->kind, false));
		yaml_close(yaml);
		str_release(&events);
		diag_release(&diags);
	}
}

/* ---- libyaml's own verdict ---- */

static bool libyaml_accepts(const char *bytes, size_t len)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool good = true, end = false;
	assert_int_equal(yaml_parser_initialize(&parser), 1);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes,
				     len);
	while (good && !end) {
		good = yaml_parser_parse(&parser, &event);
		end = good && event.type == YAML_STREAM_END_EVENT;
		if (good)
			yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return good;
}

static bool we_accept(const char *bytes, size_t len)
{
	struct diags diags = {0};
	struct str events = {0};
	bool syntax = false;
	struct yaml *yaml = yaml_new("f", bytes, len, &diags);
	read_events(yaml, &events);
	for (size_t i = 0; i < diags.list.count; i++) {
		const struct diag *diag = &diags.list.items[i];
		syntax |= !strcmp(diag_name(diag->kind), "yaml-syntax");
		assert_true(diag->place.line > 0 && diag->place.column > 0);
		assert_true(diag->caret <= strlen(diag->source));
	}
	yaml_close(yaml);
	str_release(&events);
	diag_release(&diags);
	return !syntax;
}

static void check_folder(const char *folder, size_t *seen, size_t *refused)
{
	struct str path = {0};
	str_addf(&path, "../shared/%s", folder);
	DIR *dir = opendir(path.bytes);
	for (struct dirent *at; dir && (at = readdir(dir));) {
		char *bytes;
		size_t len;
		if (at->d_name[0] == '.')
			continue;
		str_clear(&path);
		str_addf(&path, "%s/%s", folder, at->d_name);
		assert_true(support_shared(path.bytes, &bytes, &len));
		bool theirs = libyaml_accepts(bytes, len);
		if (we_accept(bytes, len) != theirs)
			fail_msg("%s: libyaml %s it, we do not", path.bytes,
				 theirs ? "takes" : "refuses");
		*refused += !theirs;
		++*seen;
		free(bytes);
	}
	if (dir)
		closedir(dir);
	str_release(&path);
}

static void test_verdicts(void **state)
{
	size_t seen = 0, refused = 0;
	(void)state;
	check_folder("corpora/yaml/valid", &seen, &refused);
	check_folder("corpora/yaml/invalid", &seen, &refused);
	if (!seen) {
		printf("skipped: no ../shared/corpora/yaml\n");
		skip();
	}
	assert_true(refused > 100 && refused < seen);
}

/* ---- limits ---- */

struct flood {
	const char *what, *head, *again, *tail;
	const char *kind; /* of its first problem; NULL: it has none */
};

static const struct flood floods[] = {
	{"brackets", "", "[", "", "too-deep"},
	{"brackets on lines", "", "[\n", "", "too-deep"},
	{"braces in an item", "claims:\n  - ", "{", "", "too-deep"},
	{"dashes", "", "- ", "", "too-deep"},
	{"questions", "", "? ", "", "too-deep"},
	{"directives", "", "%TAG !a! x\n", "", "yaml-directive"},
	{"directives after a document", "a: b\n", "%TAG !a! x\n", "",
	 "yaml-directive"},
	{"documents", "", "---\n", "", "yaml-document"},
	{"documents with directives", "", "%TAG ! x\n---\na\n...\n", "",
	 "yaml-directive"},
	{"keys", "", "k: v\n", "", NULL},
	{"a long text", "a: \"", "x", "\"", NULL},
	{"blank lines in a text", "a: b", "\n", "c", "yaml-syntax"},
	{"escapes", "a: \"", "\\x00", "\"", NULL},
	{"one long list", "a: [", "b,", "]", NULL},
	{"broken items", "l:\n", "  - a: b : c\n", "", "yaml-syntax"},
	{"open items", "l:\n", "  - {\n", "", "yaml-syntax"},
	{"open quotes", "l:\n", "  - \"\n", "", "yaml-syntax"},
	{"Latin-1", "", "\xe9", "", "malformed-utf8"},
	{"NULs", "", "\0", "", "yaml-syntax"},
	{"aliases", "l:\n", "  - *a\n", "", "yaml-alias"},
	{"anchors", "l: ", "&a ", "", "yaml-anchor"},
};

enum { FLOOD_BYTES = 1 << 20 };

static void test_floods(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof floods / sizeof *floods; i++) {
		const struct flood *f = &floods[i];
		struct str text = {0};
		struct diags diags = {0};
		struct yaml_event event;
		size_t len = f->again[0] ? strlen(f->again) : 1;
		str_adds(&text, f->head);
		while (text.len + len + 2 < FLOOD_BYTES)
			str_add(&text, f->again, len);
		str_adds(&text, f->tail);
		struct yaml *yaml = yaml_new("f", text.bytes, text.len, &diags);
		while (yaml_next(yaml, &event))
			;
		yaml_close(yaml);
		diag_sort(&diags);
		const char *kind = diags.list.count
					   ? diag_name(diags.list.items[0].kind)
					   : NULL;
		if (!kind != !f->kind || (kind && strcmp(kind, f->kind) != 0))
			fail_msg("%s: expected %s first, came %s", f->what,
				 f->kind ? f->kind : "nothing",
				 kind ? kind : "nothing");
		assert_true(diags.list.count <= DIAG_FILE_MAX + 1);
		str_release(&text);
		diag_release(&diags);
	}
}

static void test_long_text(void **state)
{
	(void)state;
	struct str text = {0};
	struct diags diags = {0};
	struct str events = {0}, problems = {0};
	str_adds(&text, "a: ");
	str_fill(&text, 'x', YAML_TEXT_MAX + 1);
	str_adds(&text, "\nb: c\n");
	struct yaml *yaml = yaml_new("f", text.bytes, text.len, &diags);
	read_events(yaml, &events);
	list_diags(&diags, &problems);
	assert_string_equal(str_get(&events), "{ a ~ b c }");
	assert_string_equal(str_get(&problems), "1:4 long-text");
	yaml_close(yaml);
	str_release(&text);
	str_release(&events);
	str_release(&problems);
	diag_release(&diags);
}

/* What one skips may hold a problem, and is over where it ends. */
static void test_skip(void **state)
{
	(void)state;
	const char *text = "a: {b: [c, !t d]}\ne: {f: g}\nh: i\n";
	struct diags diags = {0};
	struct yaml_event event;
	struct yaml *yaml = yaml_new("f", text, strlen(text), &diags);
	yaml_next(yaml, &event);
	yaml_next(yaml, &event);
	yaml_next(yaml, &event);
	assert_int_equal(event.type, YAML_MAP);
	assert_false(yaml_skip(yaml, &event));
	yaml_next(yaml, &event);
	assert_string_equal(event.text, "e");
	yaml_next(yaml, &event);
	assert_true(yaml_skip(yaml, &event));
	yaml_next(yaml, &event);
	assert_string_equal(event.text, "h");
	yaml_close(yaml);
	diag_release(&diags);
}

/* A key that is too long for libyaml is none to go on at. */
static void test_long_key(void **state)
{
	(void)state;
	struct str text = {0}, events = {0}, problems = {0};
	struct diags diags = {0};
	str_adds(&text, "a: \"x\" y\nb: z\nc: \"x\" y\n");
	str_fill(&text, 'k', 2000);
	str_adds(&text, ": v\nd: e\n");
	struct yaml *yaml = yaml_new("f", text.bytes, text.len, &diags);
	read_events(yaml, &events);
	list_diags(&diags, &problems);
	assert_string_equal(str_get(&events), "{ a x~ b z c x~ }~");
	assert_string_equal(str_get(&problems),
			    "1:8 yaml-syntax, 3:8 yaml-syntax");
	yaml_close(yaml);
	str_release(&text);
	str_release(&events);
	str_release(&problems);
	diag_release(&diags);
}

/* Controls are told up to a number, and all are replaced. */
/* The first of them is reported, and how many there are. */
static void test_many_controls(void **state)
{
	enum { CONTROLS = 2010 };
	(void)state;
	struct str text = {0}, events = {0};
	struct diags diags = {0};
	str_adds(&text, "a: \"");
	str_fill(&text, '\x02', CONTROLS);
	str_adds(&text, "\"\n");
	struct yaml *yaml = yaml_new("f", text.bytes, text.len, &diags);
	read_events(yaml, &events);
	assert_int_equal(diags.list.count, 1);
	assert_string_equal(diags.list.items[0].detail, "U+0002 (1/2010)");
	assert_int_equal(events.len, strlen("{ a  }") + 3 * CONTROLS);
	yaml_close(yaml);
	str_release(&text);
	str_release(&events);
	diag_release(&diags);
}

static void test_dash(void **state)
{
	static const char text[] = "  a:\n  -   b\n  c";
	static const struct {
		size_t offset, dash;
	} rows[] = {{0, 0}, {2, 2}, {11, 7}, {15, 15}};
	struct diags diags = {0};
	(void)state;
	struct yaml *yaml = yaml_new("f", text, strlen(text), &diags);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(yaml_dash(yaml, rows[i].offset), rows[i].dash);
	yaml_close(yaml);
	diag_release(&diags);
}

/* ---- libyaml without memory ---- */

/* These stand before libyaml's own. */
void *yaml_malloc(size_t size);
void *yaml_realloc(void *old, size_t size);

/* How many more blocks there are. */
static size_t *blocks(void)
{
	static size_t left = SIZE_MAX;
	return &left;
}

void *yaml_malloc(size_t size)
{
	return *blocks() && (*blocks())-- ? malloc(size ? size : 1) : NULL;
}

void *yaml_realloc(void *old, size_t size)
{
	return *blocks() && (*blocks())-- ? realloc(old, size ? size : 1)
					  : NULL;
}

/* Whichever it does not get, the program ends, or the file is read. */
static void test_no_memory(void **state)
{
	static const char text[] = "a: !t \"x\"\nb: [c, {d: |\n e}]\n";
	size_t ended = 0, count = 0;
	int status;
	(void)state;
	do {
		pid_t child = fork();
		if (!child) {
			struct diags diags = {0};
			struct yaml_event event;
			*blocks() = count;
			struct yaml *yaml = yaml_new("f", text, strlen(text),
						     &diags);
			while (yaml_next(yaml, &event))
				;
			yaml_close(yaml);
			diag_release(&diags);
			exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_in_set(WEXITSTATUS(status),
			      ((const LargestIntegralType[]){0, 2}), 2);
		ended += WEXITSTATUS(status) == 2;
		count++;
	} while (WEXITSTATUS(status) == 2);
	assert_true(ended > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readings),
		cmocka_unit_test(test_slips),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_floods),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_skip),
		cmocka_unit_test(test_long_key),
		cmocka_unit_test(test_many_controls),
		cmocka_unit_test(test_dash),
		cmocka_unit_test(test_no_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
