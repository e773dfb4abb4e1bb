/* Places taken over from a text as it was to the same text as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/xref.h"
#include "tui/carry.h"

/* A dossier of one article, read from a folder that is gone after. */
static void load(struct dossier *dossier, const char *text, size_t len,
		 const char *yaml)
{
	char folder[] = "/tmp/test_carry.XXXXXX", paths[2][64];
	int error;
	assert_non_null(mkdtemp(folder));
	snprintf(paths[0], sizeof paths[0], "%s/a.txt", folder);
	snprintf(paths[1], sizeof paths[1], "%s/a.yaml", folder);
	FILE *file = fopen(paths[0], "w");
	fwrite(text, 1, len, file);
	fclose(file);
	if (yaml) {
		file = fopen(paths[1], "w");
		fprintf(file, "manicule: 1\narticle: {title: A}\nclaims:\n%s",
			yaml);
		fclose(file);
	}
	assert_int_equal(dossier_load(dossier, paths[0], &error), DOSSIER_OK);
	xref_new(dossier);
	unlink(paths[0]);
	unlink(paths[1]);
	rmdir(folder);
}

/* The same for a text in which | marks a byte; returns that byte. */
static size_t load_marked(struct dossier *dossier, const char *text)
{
	char plain[4096];
	size_t mark = strcspn(text, "|");
	assert_int_equal(text[mark], '|');
	snprintf(plain, sizeof plain, "%.*s%s", (int)mark, text,
		 text + mark + 1);
	load(dossier, plain, strlen(plain), NULL);
	return mark;
}

struct offset_case {
	const char *what, *old, *fresh;
};

#define ONE "Une juge fédérale de Californie a écarté la protection.\n\n"
#define TWO "Le vendeur dit ne rien savoir de ses clients.\n\n"
#define THREE "Les avocats demandent des documents au tribunal.\n\n"

/* Words without blanks, more of them than are looked for at once. */
#define SIGNS "橋は五月に閉じられたと市長は言うが誰もその理由を知らない"
#define LONG SIGNS "、" SIGNS

static const struct offset_case cases[] = {
	{"nothing has changed", ONE TWO "|" THREE, ONE TWO "|" THREE},
	{"a change after it", ONE "|" TWO THREE, ONE "|" TWO},
	{"a paragraph before it", ONE "|" TWO, THREE ONE "|" TWO},
	{"a paragraph less before it", ONE TWO "|" THREE, ONE "|" THREE},
	{"paragraphs that change places", ONE TWO "|" THREE, "|" THREE ONE TWO},
	{"in the middle of a paragraph, words before it",
	 "x y " ONE "Le vendeur |dit ne rien savoir de ses clients. a",
	 "z " ONE "Et le vendeur |dit ne rien savoir de ses clients. b"},
	{"a word of those that begin there has changed",
	 "x " ONE "|Le vendeur dit ne rien savoir de ses clients. a",
	 "zz " ONE "|Le vendeur dit ne rien savoir de ses usagers. b"},
	{"the words there are gone, those before are not",
	 "x Une juge fédérale de Californie |refuse. y",
	 "zz Une juge fédérale de Californie| hésite encore un peu. t"},
	{"other spaces and quotes",
	 "x\n\n" ONE "|Il a dit que l'accord \"tient\" toujours. a",
	 "yy\n\n" ONE "|Il a dit que l’accord « tient » toujours. b"},
	{"the nearest of two", "x " TWO ONE "y " TWO "|" ONE "z",
	 "xx " TWO ONE "y " TWO "|" ONE "zz"},
	{"the paragraph is gone: the one after", "x\n\n" ONE "|" TWO THREE "y",
	 "zz\n\n" ONE "|" THREE "t"},
	{"the last of it is gone: the one before", "x\n\n" ONE "|" TWO "y",
	 "zz\n\n|" ONE "t"},
	{"all is gone", ONE "|" TWO, "|"},
	{"all is new and short", ONE "|" TWO, "abc|"},
	{"there was nothing", "|", "|" ONE},
	{"the end stays the end", ONE TWO "|", THREE ONE TWO "|"},
	{"no cluster is cut", "|é" ONE, "|è"},
	{"nor where no words are left", "a|bc", "|ééé"},
	{"words that no blank divides", "x " ONE "|" LONG "a",
	 "zz " ONE "|" LONG "b"},
	{"such words before it", "x\n\na" LONG "|is what they said. y",
	 "zz\n\na" LONG "|and nothing else. t"},
	{"between paragraphs: the next", "x " ONE "|\n\n" TWO "a",
	 "zz\n\n" ONE "\n\n|" TWO "b"},
};

static void test_offsets(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dossier old, fresh;
		struct carry carry;
		print_message("%s\n", cases[i].what);
		size_t from = load_marked(&old, cases[i].old);
		size_t to = load_marked(&fresh, cases[i].fresh);
		carry_begin(&carry, &old, &fresh);
		assert_int_equal(carry_offset(&carry, old.entries[0],
					      fresh.entries[0], from),
				 to);
		carry_end(&carry);
		dossier_release(&old);
		dossier_release(&fresh);
	}
}

#define CLAIM(id, anchor, links)                                               \
	"  - {id: " id ", kind: fact, speaker: article, anchor: \"" anchor     \
	"\"" links "}\n"
#define TEXT "Un pont de pierre. Il ouvre en mai. La ville paie tout."

/* One claim of each fate: it moves, it loses its words, it goes. */
static const char before[] = CLAIM("pont", "Un pont de pierre", "") CLAIM(
	"mai", "ouvre en mai", ", links: [{repeats: pont}, {supports: ville}]")
	CLAIM("ville", "La ville paie tout", "");
static const char after[] = CLAIM("mai", "ouvre en mai",
				  ", links: [{contradicts: ville}]")
	CLAIM("ville", "La ville paie tout", "");

struct claim_case {
	const char *what, *claim;
	size_t link;
	const char *expected; /* the claim that is chosen after; or NULL */
	size_t expected_link;
	long offset;       /* from the claim's words in the old text; */
	const char *words; /* that begin at the new offset */
};

static const struct claim_case claims[] = {
	{"its words have moved", "a/mai", 1, "a/mai", 0, 0, "ouvre en mai"},
	{"it is gone: the words stay", "a/pont", 0, NULL, 0, 0,
	 "Un pont de pierre"},
	{"its words are gone", "a/ville", 0, NULL, 0, 0, NULL},
	{"the place is not the claim's", "a/mai", 0, "a/mai", 0, -3,
	 "Il ouvre en mai"},
};

static void test_claims(void **state)
{
	static const char fresh_text[] =
		"Nouveau. Un pont de pierre. Il ouvre en mai. L’État paie.";
	struct dossier old, fresh;
	struct carry carry;
	struct carry_names lost = {.count = 0}, nearly = {.count = 0};
	(void)state;
	load(&old, TEXT, strlen(TEXT), before);
	load(&fresh, fresh_text, strlen(fresh_text), after);
	carry_begin(&carry, &old, &fresh);
	for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
		const struct claim_case *c = &claims[i];
		struct claim *claim = dossier_claim(&old, c->claim);
		struct position at = {
			.entry = old.entries[0],
			.claim = claim,
			.about = claim,
			.open = true,
			.link = c->link,
			.row = 7,
		};
		print_message("%s\n", c->what);
		at.offset = (size_t)((long)claim_extent(claim).start +
				     c->offset);
		assert_true(carry_position(&carry, &at));
		assert_ptr_equal(at.entry, fresh.entries[0]);
		assert_int_equal(at.open, c->expected != NULL);
		assert_int_equal(at.row, 7);
		assert_int_equal(at.link, c->expected_link);
		if (c->expected)
			assert_string_equal(claim_name(at.claim).full,
					    c->expected);
		else
			assert_null(at.claim);
		assert_ptr_equal(at.about, dossier_claim(&fresh, c->claim));
		if (c->words)
			assert_memory_equal(fresh_text + at.offset, c->words,
					    strlen(c->words));
	}
	carry_add_lost(&carry, &lost, &nearly);
	assert_string_equal(str_get(&lost.list), "a/ville");
	assert_int_equal(nearly.count, 0);
	str_release(&lost.list);
	carry_end(&carry);
	dossier_release(&old);
	dossier_release(&fresh);
}

/* What is told of claims whose words have changed. */
static const struct {
	const char *what, *old, *fresh, *lost, *nearly;
} told[] = {
	{"nothing has changed", TEXT, TEXT, "", ""},
	{"a letter of one", TEXT,
	 "Un pont de pierre. Il ouvre en mai. La ville paye tout.", "",
	 "a/ville"},
	{"it was so before",
	 "Un pont de pierre. Il ouvre en mai. La ville paye tout.",
	 "Un pont de pierre. Il ouvre en mai. La ville payé tout.", "", ""},
	{"one of each", TEXT, "Un pont de bierre. La ville paie tout.", "a/mai",
	 "a/pont"},
	{"they are back", "Un pont de bierre. La ville paie tout.", TEXT, "",
	 ""},
};

static void test_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		struct dossier old, fresh;
		struct carry_names lost = {.count = 0}, nearly = {.count = 0};
		print_message("%s\n", told[i].what);
		load(&old, told[i].old, strlen(told[i].old), before);
		load(&fresh, told[i].fresh, strlen(told[i].fresh), before);
		const struct carry carry = {.old = &old, .fresh = &fresh};
		carry_add_lost(&carry, &lost, &nearly);
		assert_string_equal(str_get(&lost.list), told[i].lost);
		assert_string_equal(str_get(&nearly.list), told[i].nearly);
		str_release(&lost.list);
		str_release(&nearly.list);
		dossier_release(&old);
		dossier_release(&fresh);
	}
}

/* An article that is gone, and a place that never was. */
static void test_gone(void **state)
{
	struct dossier old, fresh;
	struct carry carry;
	struct position none = {.entry = NULL};
	(void)state;
	load(&old, TEXT, strlen(TEXT), NULL);
	load(&fresh, TEXT, strlen(TEXT), NULL);
	carry_begin(&carry, &old, &fresh);
	struct entry other = {.id = "other"};
	struct position at = {.entry = &other, .offset = 3};
	assert_false(carry_position(&carry, &at));
	assert_ptr_equal(at.entry, &other);
	assert_false(carry_position(&carry, &none));
	carry_end(&carry);
	dossier_release(&old);
	dossier_release(&fresh);
}

/* ---- from a text of which a part is read ---- */

enum {
	PARAGRAPHS = 30000, /* too many to be read whole at once */
	LEFT = 15000,       /* the one that the text was left at */
};

struct part_case {
	const char *what;
	int at;              /* the paragraph that changes */
	const char *becomes; /* its words; NULL: it goes */
	int expected;        /* the paragraph that is shown after */
};

static const struct part_case parts[] = {
	{"nothing has changed", 1, "Ceci est un texte et son", LEFT},
	{"what was not read has changed", 1, "Ceci est un livre et son", LEFT},
	{"words come in before what was read", 1,
	 "Ceci est un texte plus long, et le", LEFT},
	{"the same length, but other words near it", LEFT - 1,
	 "Ceci est un livre et son", LEFT},
	{"words come in near it", LEFT - 1,
	 "Ceci est un texte plus long, et le", LEFT},
	{"the paragraph is gone: the one after", LEFT, NULL, LEFT + 1},
};

static void add_paragraph(struct str *text, const char *words, int number)
{
	str_addf(text, "%s paragraphe %05d.\n\n", words, number);
}

/* The text with the change; or as it was, for NULL. */
static void text_write(const char *path, const struct part_case *c)
{
	struct str text = {0};
	for (int i = 0; i < PARAGRAPHS; i++)
		if (!c || c->at != i)
			add_paragraph(&text, parts[0].becomes, i);
		else if (c->becomes)
			add_paragraph(&text, c->becomes, i);
	FILE *file = fopen(path, "w");
	fwrite(text.bytes, 1, text.len, file);
	fclose(file);
	str_release(&text);
}

/* Where the paragraph begins. */
static size_t paragraph_of(const struct dossier *dossier, int number)
{
	char words[32];
	snprintf(words, sizeof words, "paragraphe %05d.", number);
	const char *text = dossier->entries[0]->article.text;
	const char *found = strstr(text, words);
	assert_non_null(found);
	while (found > text && found[-1] != '\n')
		found--;
	return (size_t)(found - text);
}

static void check_part(const char *path, const struct part_case *c,
		       size_t offset)
{
	struct dossier old, fresh;
	struct carry carry;
	int error;
	text_write(path, NULL);
	assert_int_equal(dossier_glimpse(&old, path,
					 &(struct dossier_place){"a", offset},
					 &error),
			 DOSSIER_OK);
	assert_non_null(old.entries[0]->article.rest);
	text_write(path, c);
	assert_int_equal(dossier_load(&fresh, path, &error), DOSSIER_OK);
	carry_begin(&carry, &old, &fresh);
	assert_int_equal(
		carry_offset(&carry, old.entries[0], fresh.entries[0], offset),
		paragraph_of(&fresh, c->expected));
	carry_end(&carry);
	dossier_release(&old);
	dossier_release(&fresh);
}

static void test_parts(void **state)
{
	char folder[] = "/tmp/test_carry.XXXXXX", path[64];
	struct dossier whole;
	int error;
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/a.txt", folder);
	text_write(path, NULL);
	assert_int_equal(dossier_load(&whole, path, &error), DOSSIER_OK);
	size_t offset = paragraph_of(&whole, LEFT);
	dossier_release(&whole);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		print_message("%s\n", parts[i].what);
		check_part(path, &parts[i], offset);
	}
	unlink(path);
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offsets), cmocka_unit_test(test_parts),
		cmocka_unit_test(test_claims),  cmocka_unit_test(test_told),
		cmocka_unit_test(test_gone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
