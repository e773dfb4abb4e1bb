/* One statement in several wordings: what ties claims, and the diff. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/dossier.h"
#include "core/drift.h"
#include "core/str.h"
#include "tests/unit/support.h"

/* An article and a claim on those of its words that stand between { and }. */
struct fake {
	struct entry entry;
	struct claim claim;
	struct span spans[4];
	struct support_pieces pieces;
};

static void fake_make(struct fake *fake, const char *marked)
{
	struct str text = {0};
	size_t count = 0;
	memset(fake, 0, sizeof *fake);
	for (; *marked; marked++) {
		if (*marked == '{')
			fake->spans[count].start = text.len;
		else if (*marked == '}')
			fake->spans[count++].end = text.len;
		else
			str_addc(&text, *marked);
	}
	size_t len = text.len;
	if (!len)
		str_addc(&text, '\n');
	article_take(&fake->entry.article, str_take(&text), len);
	fake->claim.entry = &fake->entry;
	support_place(&fake->entry, &fake->claim, &fake->pieces, fake->spans,
		      count);
}

/* The words of a side, runs that differ in [ ], gaps as (…). */
static char *side_show(const struct drift_side *side)
{
	struct str out = {0};
	size_t count = side->words.count;
	for (size_t i = 0; i < count; i++) {
		const struct drift_word *word = &side->words.items[i];
		const struct drift_word *before = i ? word - 1 : NULL;
		bool opens = !word->common &&
			     (!before || before->common || word->gap);
		bool closes = !word->common &&
			      (i + 1 == count || word[1].common || word[1].gap);
		str_addf(&out, "%s%s%s", i && !word->joined ? " " : "",
			 word->gap ? "(…) " : "", opens ? "[" : "");
		str_add(&out,
			side->claim->entry->article.text + word->span.start,
			word->span.end - word->span.start);
		str_adds(&out, closes ? "]" : "");
	}
	str_addc(&out, '\0');
	return str_take(&out);
}

static const struct {
	const char *what, *texts[2], *expected[2];
	size_t common;
} cases[] = {
	{"equal", {"{Il ment}.", "{Il ment}."}, {"Il ment.", "Il ment."}, 2},
	{"disjoint",
	 {"{Il ment}.", "{Elle} part"},
	 {"[Il ment.]", "[Elle part]"},
	 0},
	{"one side is empty", {"", "{Il} ment."}, {"", "[Il ment.]"}, 0},
	{"both are", {"", ""}, {"", ""}, 0},
	{"a word replaced",
	 {"{Un} gros chat noir", "{Un} petit chat noir"},
	 {"Un [gros] chat noir", "Un [petit] chat noir"},
	 3},
	{"a word more at the start",
	 {"{Donc} il ment", "{il} ment"},
	 {"[Donc] il ment", "il ment"},
	 2},
	{"a word more at the end",
	 {"{il} ment", "{il} ment encore"},
	 {"il ment", "il ment [encore]"},
	 2},
	{"a run in the middle",
	 {"{a} b c d e", "{a} x y e"},
	 {"a [b c d] e", "a [x y] e"},
	 2},
	{"the longest, not the first",
	 {"{b} a b c", "{a} b c b"},
	 {"[b] a b c", "a b c [b]"},
	 3},
	{"one long word before many short ones",
	 {"{de} la loi de 1978", "{contre} 1978 de la loi"},
	 {"de la loi [de 1978]", "[contre 1978] de la loi"},
	 3},
	{"one that is longer still",
	 {"{de} la de l’immunité", "{immunité} de la de l’"},
	 {"[de la de l’]immunité", "immunité [de la de l’]"},
	 1},
	{"words that follow an elided one",
	 {"{qu’il} l'ait dit (n’an", "{il} lait dit an JUSQU’à d’"},
	 {"[qu’]il [l'ait] dit [(n’]an", "il [lait] dit an [JUSQU’à d’]"},
	 3},
	{"elided before another word",
	 {"{l’abri} et d’un an", "{l’an} et d’un"},
	 {"[l’abri] et d’un [an]", "[l’an] et d’un"},
	 3},
	{"apostrophes within a word, and where nothing follows",
	 {"{don’t} O’Brien s’ a l’« an »", "{don} Brien s a an"},
	 {"[don’t O’Brien] s’ a [l’]« an »", "[don Brien] s a an"},
	 3},
	{"words that change places", {"{a} b", "{b} a"}, {"[a] b", "b [a]"}, 1},
	{"case and accents",
	 {"{L’ÉTAT} ment", "{l'état} MENT"},
	 {"L’ÉTAT ment", "l'état MENT"},
	 3},
	{"punctuation around a word does not count",
	 {"{sans} règles, ni (loi)…", "{sans} règles ni loi"},
	 {"sans règles, ni (loi)…", "sans règles ni loi"},
	 4},
	{"nor do dashes",
	 {"\u2014 {Il} ment \u2014 dit-on", "{Il} ment dit-on"},
	 {"\u2014 Il ment \u2014 dit-on", "Il ment dit-on"},
	 3},
	{"what belongs to a word does",
	 {"{l’}est 3,5 ou -4 Oh-la 5%", "{lest} 35 ou 4 Ohla 5"},
	 {"[l’est 3,5] ou [-4 Oh-la 5%]", "[lest 35] ou [4 Ohla 5]"},
	 1},
	{"a point before a number does",
	 {"{il} perd .5 point, soit …5 sous", "{il} perd 5 point, soit 5 sous"},
	 {"il perd [.5] point, soit …5 sous", "il perd [5] point, soit 5 sous"},
	 6},
	{"quotation marks do not",
	 {"{un} « certain » rôle", "{un} certain rôle"},
	 {"un « certain » rôle", "un certain rôle"},
	 3},
	{"a quotation around it all",
	 {"« {Il} ment. » Puis", "{Il} ment."},
	 {"Il ment.", "Il ment."},
	 2},
	{"a quotation that began before",
	 {"« Oh. {Il} ment. » Puis", "{Il} ment."},
	 {"Il ment.", "Il ment."},
	 2},
	{"two spaces for one word",
	 {"{1 400} cibles ?", "{1400}  cibles\u00a0?"},
	 {"1 400 cibles ?", "1400 cibles\u00a0?"},
	 2},
	{"the whole sentence, no other",
	 {"Ah. Il {ment} ici. Oh.", "il ment ic{i}."},
	 {"Il ment ici.", "il ment ici."},
	 3},
	{"two pieces of one sentence",
	 {"Il {ment} et {part}. Oh.", "{Il} part."},
	 {"Il [ment et] part.", "Il part."},
	 2},
	{"two sentences in a row",
	 {"{Un}. {Deux}. Trois.", "{Un}."},
	 {"Un. [Deux.]", "Un."},
	 1},
	{"two with one between",
	 {"{Un}. Deux. {Trois}.", "{Un}."},
	 {"Un. (…) [Trois.]", "Un."},
	 1},
	{"over two paragraphs",
	 {"{Un\nDeux}. Trois", "{Un} Deux."},
	 {"Un Deux.", "Un Deux."},
	 2},
	{"every white space between words",
	 {"{a}\tb\u00a0c\u202fd\u2009e\rf", "{a} b c d e f"},
	 {"a b c d e f", "a b c d e f"},
	 6},
	{"digits and a blank before a letter",
	 {"{le} 4 mai", "{le} 4 juin"},
	 {"le 4 [mai]", "le 4 [juin]"},
	 2},
	{"what opens goes with the word after it",
	 {"{Il} ( ment [ un peu", "{Il} part le peu"},
	 {"Il [( ment [ un] peu", "Il [part le] peu"},
	 2},
	{"signs that are no words",
	 {"{Il} × ment ÷ a \u2014 b \u3001 c", "{Il} ment a b c"},
	 {"[Il × ment ÷] a \u2014 [b \u3001] c", "[Il ment] a [b] c"},
	 2},
	{"signs before the first word",
	 {"\u2014 \u2026 {il} ment", "{il} ment"},
	 {"\u2014 \u2026 il ment", "il ment"},
	 2},
	{"capitals, digits and letters beyond Latin",
	 {"{A} Z @ 5 日 ` n", "{A} Z 5 日 n"},
	 {"A [Z @] 5 [日 `] n", "A [Z] 5 [日] n"},
	 3},
	{"straight quotation marks around it all",
	 {"\"{Il} ment.\"", "{Il} ment."},
	 {"Il ment.", "Il ment."},
	 2},
	{"curly ones",
	 {"\u201c{Il} ment.\u201d", "{Il} ment."},
	 {"Il ment.", "Il ment."},
	 2},
	{"a quotation that goes on outside",
	 {"«\u00a0{Il} ment", "{Il} ment"},
	 {"Il ment", "Il ment"},
	 2},
	{"two quotations in it",
	 {"«\u00a0{Il}\u00a0» ment «\u00a0ici\u00a0»", "{Il} ment ici"},
	 {"«\u00a0Il\u00a0» ment «\u00a0ici\u00a0»", "Il ment ici"},
	 3},
	{"malformed bytes",
	 {"{a\xff} b", "{a\xfe} b"},
	 {"a\xff b", "a\xfe b"},
	 2},
};

static void test_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fake fakes[2];
		struct drift drift = {0};
		print_message("%s\n", cases[i].what);
		for (int k = 0; k < 2; k++)
			fake_make(&fakes[k], cases[i].texts[k]);
		drift_compare(&drift, &fakes[0].claim, &fakes[1].claim);
		for (int k = 0; k < 2; k++) {
			char *shown = side_show(&drift.sides[k]);
			assert_string_equal(shown, cases[i].expected[k]);
			free(shown);
			article_release(&fakes[k].entry.article);
		}
		assert_int_equal(drift.common, cases[i].common);
		drift_release(&drift);
	}
}

/* A sentence of a million words is cut, and says so. */
static void test_long(void **state)
{
	(void)state;
	struct fake fakes[2];
	struct str text = {0};
	str_adds(&text, "{mot}");
	for (int i = 0; i < 3000; i++)
		str_addf(&text, " %c", 'a' + i % 7);
	for (int k = 0; k < 2; k++)
		fake_make(&fakes[k], str_get(&text));
	struct drift drift = {0};
	drift_compare(&drift, &fakes[0].claim, &fakes[1].claim);
	assert_int_equal(drift.sides[0].words.count, DRIFT_WORDS_MOST);
	assert_int_equal(drift.common, DRIFT_WORDS_MOST);
	assert_true(drift.sides[0].cut);
	drift_release(&drift);
	for (int k = 0; k < 2; k++)
		article_release(&fakes[k].entry.article);
	str_release(&text);
}

/* The project's own dossier: what is tied to a claim, nearest first. */
static const struct {
	const char *what, *claim;
	const char *tied; /* in the order expected, +: over others, @: by the
			     point */
} ties[] = {
	{"one repeats the other", "investisseurs/sans-regles",
	 "renfort/sans-regles @coalition/extension @coalition/naissante "
	 "@coalition/ecosysteme"},
	{"seen from the other end", "renfort/sans-regles",
	 "investisseurs/sans-regles"},
	{"over others", "coalition/plainte",
	 "renfort/plainte +investisseurs/plainte"},
	{"nothing", "coalition/but", ""},
};

static void test_ties(void **state)
{
	(void)state;
	struct dossier dossier;
	int error;
	assert_int_equal(dossier_load(&dossier, ".", &error), DOSSIER_OK);
	struct xref *xref = xref_new(&dossier);
	for (size_t i = 0; i < sizeof ties / sizeof *ties; i++) {
		struct drift_ties found = {0};
		struct str list = {0};
		struct claim *claim = dossier_claim(&dossier, ties[i].claim);
		print_message("%s\n", ties[i].what);
		assert_non_null(claim);
		drift_find(&found, xref, claim);
		for (size_t k = 0; k < found.list.count; k++) {
			const struct drift_tie *tie = &found.list.items[k];
			static const char *const signs[] = {"", "+", "@"};
			str_addf(&list, "%s%s%s", k ? " " : "", signs[tie->by],
				 claim_name(tie->claim).full);
		}
		assert_string_equal(str_get(&list), ties[i].tied);
		str_release(&list);
		array_release(&found.list);
	}
	dossier_release(&dossier);
}

/* The same sentence in two translations, where that dossier is at hand. */
static void test_translations(void **state)
{
	(void)state;
	struct dossier dossier;
	struct drift drift = {0};
	int error;
	if (dossier_load(&dossier, "../shared/dossiers/nso", &error) ==
	    DOSSIER_OK) {
		drift_compare(
			&drift,
			dossier_claim(&dossier, "bourse/modele-dangereux"),
			dossier_claim(&dossier, "rejoignent/modele-dangereux"));
		assert_int_equal(drift.common, 27);
		assert_int_equal(drift.sides[0].words.count, 35);
		assert_int_equal(drift.sides[1].words.count, 39);
		drift_release(&drift);
	} else {
		print_message("skipped: no ../shared/dossiers/nso\n");
	}
	dossier_release(&dossier);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_translations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
