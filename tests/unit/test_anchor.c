#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/anchor.h"
#include "core/array.h"
#include "core/str.h"
#include "tests/unit/support.h"

enum { SPANS_MAX = 16 };

#define NBSP "\u00a0"
#define NNBSP "\u202f"
#define ACUTE "\u0301" /* combining */
#define SHY "\u00ad"
#define ZWSP "\u200b"

/*
 * In the text, { and } stand around each span that is expected: of the match,
 * or of the candidates.
 */
struct row {
	const char *what;
	const char *text;
	struct anchor anchor;
	enum anchor_state state;
};

#define PIECES(...)                                                            \
	.pieces = (const char *[]){__VA_ARGS__},                               \
	.piece_count = sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *)

static const char *const state_names[] = {"exact", "normalised", "approximate",
					  "ambiguous", "lost"};

static struct article plain_article(const char *text)
{
	struct article article;
	struct span none[SPANS_MAX];
	support_unmark(&article, text, none);
	return article;
}

static int span_compare(const void *left, const void *right)
{
	const struct span *a = left, *b = right;
	return (a->start > b->start) - (a->start < b->start);
}

static void check_row(const struct row *row)
{
	struct article article;
	struct arena arena = {0};
	struct span expected[SPANS_MAX], got[SPANS_MAX];
	struct anchor_match match;
	size_t expected_count = support_unmark(&article, row->text, expected);
	anchor_resolve(&article, &row->anchor, 1, &match, &arena);
	bool placed = match.state < ANCHOR_AMBIGUOUS;
	size_t count = placed ? match.span_count : match.candidate_count;
	assert_true(count <= SPANS_MAX);
	if (count)
		memcpy(got, placed ? match.spans : match.candidates,
		       count * sizeof *got);
	if (!placed && count)
		qsort(got, count, sizeof *got, span_compare);
	if (match.state != row->state || count != expected_count) {
		for (size_t i = 0; i < count; i++)
			print_error("  [%zu, %zu)\n", got[i].start, got[i].end);
		fail_msg("%s: %s with %zu, not %s with %zu", row->what,
			 state_names[match.state], count,
			 state_names[row->state], expected_count);
	}
	for (size_t i = 0; i < count; i++)
		if (got[i].start != expected[i].start ||
		    got[i].end != expected[i].end)
			fail_msg("%s: span %zu is [%zu, %zu), not [%zu, %zu)",
				 row->what, i, got[i].start, got[i].end,
				 expected[i].start, expected[i].end);
	assert_int_equal(placed ? match.candidate_count : match.span_count, 0);
	assert_int_equal(match.distance > 0, match.state == ANCHOR_APPROXIMATE);
	arena_release(&arena);
	article_release(&article);
}

static const struct row exact_rows[] = {
	{"one place", "un {chat} noir", {PIECES("chat")}, ANCHOR_EXACT},
	{"the whole text", "{chat}", {PIECES("chat")}, ANCHOR_EXACT},
	{"one byte", "abc{d}e", {PIECES("d")}, ANCHOR_EXACT},
	{"accents as they are",
	 "l’{été} indien",
	 {PIECES("été")},
	 ANCHOR_EXACT},
	{"across a line end", "fin{.\nDé}but", {PIECES(".\nDé")}, ANCHOR_EXACT},
	{"spaces at its ends",
	 "un{ chat }noir chat",
	 {PIECES(" chat ")},
	 ANCHOR_EXACT},
	{"several bytewise beat none",
	 "a {l'un} l’un",
	 {PIECES("l'un")},
	 ANCHOR_EXACT},
	{"several places",
	 "{ou} ici {ou} là",
	 {PIECES("ou")},
	 ANCHOR_AMBIGUOUS},
	{"case counts", "Chat chat", {PIECES("CHAT")}, ANCHOR_LOST},
	{"accents count", "{immunité}", {PIECES("immunite")}, ANCHOR_LOST},
	{"empty words", "abc", {PIECES("")}, ANCHOR_LOST},
	{"no words at all", "abc", {0}, ANCHOR_LOST},
	{"an empty text", "", {PIECES("abc")}, ANCHOR_LOST},
	{"a text shorter than the words",
	 "abc",
	 {PIECES("abcdef")},
	 ANCHOR_LOST},
	{"not a letter without its mark",
	 "caf"
	 "e" ACUTE " {cafe}",
	 {PIECES("cafe")},
	 ANCHOR_EXACT},
	{"not a part of an emoji", "👩\u200d👧 {👧}", {PIECES("👧")}, ANCHOR_EXACT},
	{"not half a flag pair", "🇫🇷🇩🇪 {🇷🇩}", {PIECES("🇷🇩")}, ANCHOR_EXACT},
	{"ideographs", "日本{語の}本", {PIECES("語の")}, ANCHOR_EXACT},
};

static const struct row normalised_rows[] = {
	{"apostrophes",
	 "de {l’argument}.",
	 {PIECES("l'argument")},
	 ANCHOR_NORMALISED},
	{"quotes of three kinds",
	 "dit {«" NBSP "oui" NBSP "»} hier",
	 {PIECES("\"oui\"")},
	 ANCHOR_NORMALISED},
	{"nested quotes",
	 "{« dit “non” hier »}.",
	 {PIECES("“dit « non » hier”")},
	 ANCHOR_NORMALISED},
	{"no-break spaces",
	 "{1" NNBSP "400" NBSP "appareils} volés",
	 {PIECES("1 400 appareils")},
	 ANCHOR_NORMALISED},
	{"a space before a colon",
	 "{il dit" NBSP ": oui}",
	 {PIECES("il dit: oui")},
	 ANCHOR_NORMALISED},
	{"a space where the text has none",
	 "{il dit: oui}",
	 {PIECES("il dit : oui")},
	 ANCHOR_NORMALISED},
	{"a line end between words",
	 "le {chat\r\nnoir} dort",
	 {PIECES("chat noir")},
	 ANCHOR_NORMALISED},
	{"an empty line between words",
	 "le {chat\n\n  noir} dort",
	 {PIECES("chat noir")},
	 ANCHOR_NORMALISED},
	{"dashes and points",
	 "{oui – non…}",
	 {PIECES("oui - non...")},
	 ANCHOR_NORMALISED},
	{"soft hyphens",
	 "l’{im" SHY "mu" ZWSP "nité} souveraine",
	 {PIECES("immunité")},
	 ANCHOR_NORMALISED},
	{"a decomposed text",
	 "l’{immunite" ACUTE "} de",
	 {PIECES("immunité")},
	 ANCHOR_NORMALISED},
	{"decomposed words",
	 "l’{immunité} de",
	 {PIECES("immunite" ACUTE)},
	 ANCHOR_NORMALISED},
	{"several places",
	 "{l’un} et {l‘un}",
	 {PIECES("l'un")},
	 ANCHOR_AMBIGUOUS},
	{"spaces alone", "a b", {PIECES(" \n ")}, ANCHOR_LOST},
};

static const struct row context_rows[] = {
	{"prefix",
	 "ou ici, mais {ou} là",
	 {PIECES("ou"), .prefix = "mais"},
	 ANCHOR_EXACT},
	{"suffix",
	 "{ou} ici, mais ou là",
	 {PIECES("ou"), .suffix = "ici"},
	 ANCHOR_EXACT},
	{"both",
	 "a b c, x {b} c, a b d, x b d",
	 {PIECES("b"), .prefix = "x ", .suffix = " c"},
	 ANCHOR_EXACT},
	{"normalised, white space aside",
	 "d’un « {mot} » ; un mot",
	 {PIECES("mot"), .prefix = "d'un \"", .suffix = "\" ;"},
	 ANCHOR_EXACT},
	{"across paragraphs",
	 "mot\n\n{mot}\n",
	 {PIECES("mot"), .prefix = "mot"},
	 ANCHOR_EXACT},
	{"with a normalised match",
	 "l’un, puis {l’un}",
	 {PIECES("l'un"), .prefix = "puis"},
	 ANCHOR_NORMALISED},
	{"exact elsewhere does not fit",
	 "l'un, puis {l’un}",
	 {PIECES("l'un"), .prefix = "puis"},
	 ANCHOR_NORMALISED},
	{"leaves several",
	 "a {mot}, a {mot}",
	 {PIECES("mot"), .prefix = "a"},
	 ANCHOR_AMBIGUOUS},
	{"leaves none",
	 "{mot} a {mot}",
	 {PIECES("mot"), .prefix = "b"},
	 ANCHOR_LOST},
	{"prefix at the text's start",
	 "{mot}",
	 {PIECES("mot"), .prefix = "a"},
	 ANCHOR_LOST},
	{"suffix at the text's end",
	 "{mot}",
	 {PIECES("mot"), .suffix = "a"},
	 ANCHOR_LOST},
	{"of white space asks for nothing",
	 "un {mot}",
	 {PIECES("mot"), .prefix = " "},
	 ANCHOR_EXACT},
};

static const struct row occurrence_rows[] = {
	{"first", "{ou} ou ou", {PIECES("ou"), .occurrence = 1}, ANCHOR_EXACT},
	{"third", "ou ou {ou}", {PIECES("ou"), .occurrence = 3}, ANCHOR_EXACT},
	{"normalised ones count",
	 "l’un {l'un} l’un",
	 {PIECES("l'un"), .occurrence = 2},
	 ANCHOR_EXACT},
	{"and may be the one",
	 "l'un l’un {l’un}",
	 {PIECES("l'un"), .occurrence = 3},
	 ANCHOR_NORMALISED},
	{"after prefix",
	 "a ou, ou, a {ou}, a ou",
	 {PIECES("ou"), .prefix = "a", .occurrence = 2},
	 ANCHOR_EXACT},
	{"one too many",
	 "{ou} {ou}",
	 {PIECES("ou"), .occurrence = 3},
	 ANCHOR_LOST},
	{"of from",
	 "a b c, {a b c}, a b",
	 {.from = "a", .to = "c", .occurrence = 2},
	 ANCHOR_EXACT},
	{"is never approximate",
	 "a {gardé un certian role} ici",
	 {PIECES("gardé un certain rôle"), .occurrence = 1},
	 ANCHOR_LOST},
};

static const struct row passage_rows[] = {
	{"from and to",
	 "a {début au milieu fin} z",
	 {.from = "début", .to = "fin"},
	 ANCHOR_EXACT},
	{"to is the first after from",
	 "fin {début fin} fin",
	 {.from = "début", .to = "fin"},
	 ANCHOR_EXACT},
	{"to does not overlap from",
	 "{abab}",
	 {.from = "ab", .to = "ab"},
	 ANCHOR_EXACT},
	{"across paragraphs",
	 "{début\n\nfin}",
	 {.from = "début", .to = "fin"},
	 ANCHOR_EXACT},
	{"a normalised end",
	 "{début et l’un} z",
	 {.from = "début", .to = "l'un"},
	 ANCHOR_NORMALISED},
	{"an exact end beats a nearer one",
	 "{début l’un et l'un}",
	 {.from = "début", .to = "l'un"},
	 ANCHOR_EXACT},
	{"an exact start with a normalised end",
	 "l’un {l'un d’eux}",
	 {.from = "l'un", .to = "d'eux"},
	 ANCHOR_NORMALISED},
	{"two starts",
	 "{a b a c}",
	 {.from = "a", .to = "c", .suffix = "b"},
	 ANCHOR_EXACT},
	{"two starts that both go on",
	 "{a b c} {a b c}",
	 {.from = "a b", .to = "c"},
	 ANCHOR_AMBIGUOUS},
	{"a start after which nothing ends",
	 "{a b} a",
	 {.from = "a", .to = "b"},
	 ANCHOR_EXACT},
	{"no end", "b {a}", {.from = "a", .to = "b"}, ANCHOR_LOST},
	{"an approximate end",
	 "{on y va, des conseils et un soutein technique} ici",
	 {.from = "on y", .to = "conseils et un soutien technique"},
	 ANCHOR_APPROXIMATE},
	{"two approximate ends",
	 "{on y} va, un soutaen technique, un souteen technique ici",
	 {.from = "on y", .to = "un soutien technique"},
	 ANCHOR_LOST},
};

static const struct row piece_rows[] = {
	{"two",
	 "« {a gardé}, dit-elle, {un rôle} »",
	 {PIECES("a gardé", "un rôle")},
	 ANCHOR_EXACT},
	{"each the first after the one before",
	 "b {a} x {b} {c} b c",
	 {PIECES("a", "b", "c")},
	 ANCHOR_EXACT},
	{"the worst decides",
	 "{a gardé} {l’un}",
	 {PIECES("a gardé", "l'un")},
	 ANCHOR_NORMALISED},
	{"out of order",
	 "un rôle {a gardé}",
	 {PIECES("a gardé", "un rôle")},
	 ANCHOR_LOST},
	{"a first piece that is not alone",
	 "{a b} {a b}",
	 {PIECES("a", "b")},
	 ANCHOR_AMBIGUOUS},
	{"a later piece need not be alone",
	 "{x} {a} a a",
	 {PIECES("x", "a")},
	 ANCHOR_EXACT},
	{"an approximate piece",
	 "{a gardé}, dit-elle, {un cretain rôle} là",
	 {PIECES("a gardé", "un certain rôle")},
	 ANCHOR_APPROXIMATE},
};

static const struct row approximate_rows[] = {
	{"a typo",
	 "NSO {a gradé un certain rôle} ici",
	 {PIECES("a gardé un certain rôle")},
	 ANCHOR_APPROXIMATE},
	{"a word more",
	 "NSO {a gardé un tel certain rôle} ici",
	 {PIECES("a gardé un certain rôle")},
	 ANCHOR_APPROXIMATE},
	{"another case",
	 "{Une Certaine Idée} là",
	 {PIECES("une certaine idée")},
	 ANCHOR_APPROXIMATE},
	{"a wrong first letter",
	 "dit {Xertains rôles} ici",
	 {PIECES("certains rôles")},
	 ANCHOR_APPROXIMATE},
	{"a missing letter at the end",
	 "{certains rôle}",
	 {PIECES("certains rôles")},
	 ANCHOR_APPROXIMATE},
	{"twelve characters are enough",
	 "un {certain rale} ici",
	 {PIECES("certain role")},
	 ANCHOR_APPROXIMATE},
	{"eleven are too few",
	 "un {certain ral} ici",
	 {PIECES("certain rol")},
	 ANCHOR_LOST},
	{"the better of two",
	 "a grdé un certin rôle, {a gardé un certin rôle} ici",
	 {PIECES("a gardé un certain rôle")},
	 ANCHOR_APPROXIMATE},
	{"two that are as good",
	 "{a gardé un certin rôle}, {a gardé un cetain rôle} ici",
	 {PIECES("a gardé un certain rôle")},
	 ANCHOR_AMBIGUOUS},
	{"more than a fifth",
	 "a {pris un certain soin dans ce procès} là",
	 {PIECES("gardé un certain rôle dans ce procès")},
	 ANCHOR_LOST},
	{"nothing like it",
	 "tout autre chose est dit ici",
	 {PIECES("gardé un certain rôle")},
	 ANCHOR_LOST},
	{"with prefix",
	 "x a gardé un certin rôle, y {a gardé un cetain rôle} ici",
	 {PIECES("a gardé un certain rôle"), .prefix = "y"},
	 ANCHOR_APPROXIMATE},
	{"after no-break spaces",
	 "a" NBSP "« {gardé un" NBSP "certin rôle} »",
	 {PIECES("gardé un certain rôle")},
	 ANCHOR_APPROXIMATE},
	{"longer than a machine word, decomposed",
	 "Le {maire e" ACUTE "meute le de" ACUTE "bat : le vieux pont ne "
	 "porterra plus les camons avant la fin des travaux du printemps} "
	 "prochain",
	 {PIECES("maire émeute le débat : le vieux pont ne portera plus les "
		 "camions avant la fin des travaux du printemps")},
	 ANCHOR_APPROXIMATE},
};

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_row(&rows[i]);
}

#define TEST_ROWS(name)                                                        \
	static void name(void **state)                                         \
	{                                                                      \
		(void)state;                                                   \
		check_rows(name##_rows,                                        \
			   sizeof name##_rows / sizeof(struct row));           \
	}
TEST_ROWS(exact)
TEST_ROWS(normalised)
TEST_ROWS(context)
TEST_ROWS(occurrence)
TEST_ROWS(passage)
TEST_ROWS(piece)
TEST_ROWS(approximate)

static void distance(void **state)
{
	static const struct {
		const char *text, *words;
		size_t distance;
	} rows[] = {
		{"la possibilté de tout", "la possibilité de", 1},
		{"la posibilté de tout", "la possibilité de", 2},
		{"la xossibilité ded tout", "la possibilité de d", 2},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct article article = plain_article(rows[i].text);
		struct anchor anchor = {PIECES(rows[i].words)};
		struct anchor_match match;
		struct arena arena = {0};
		anchor_resolve(&article, &anchor, 1, &match, &arena);
		assert_int_equal(match.state, ANCHOR_APPROXIMATE);
		assert_int_equal(match.distance, rows[i].distance);
		arena_release(&arena);
		article_release(&article);
	}
}

/* In a text that repeats itself no place stands alone. */
static void approximate_everywhere(void **state)
{
	(void)state;
	struct article article = plain_article(
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	struct anchor anchor = {PIECES("aaaaaaaaaaaab")};
	struct anchor_match match;
	struct arena arena = {0};
	anchor_resolve(&article, &anchor, 1, &match, &arena);
	assert_int_equal(match.state, ANCHOR_AMBIGUOUS);
	arena_release(&arena);
	article_release(&article);
}

static void candidates_nearest_first(void **state)
{
	(void)state;
	struct article article = plain_article(
		"un xhxt bxxn nxir, un chat bien noxr, un chat bxen xoir");
	struct anchor anchor = {PIECES("chat bien noir"), .prefix = "mon"};
	struct anchor_match match;
	struct arena arena = {0};
	anchor_resolve(&article, &anchor, 1, &match, &arena);
	assert_int_equal(match.state, ANCHOR_LOST);
	assert_int_equal(match.candidate_count, 3);
	assert_memory_equal(article.text + match.candidates[0].start,
			    "chat bien noxr", 14);
	assert_memory_equal(article.text + match.candidates[1].start,
			    "chat bxen xoir", 14);
	assert_int_equal(match.candidates[2].start, 3);
	arena_release(&arena);
	article_release(&article);
}

static void eight_candidates_at_most(void **state)
{
	(void)state;
	struct article article = plain_article("a b a b a b a b a b a b a b "
					       "a b a b a b a b a b a b");
	struct anchor anchors[] = {{PIECES("a b")}, {.from = "a", .to = "b"}};
	struct anchor_match matches[2];
	struct arena arena = {0};
	anchor_resolve(&article, anchors, 2, matches, &arena);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(matches[i].state, ANCHOR_AMBIGUOUS);
		assert_int_equal(matches[i].candidate_count, 8);
		for (size_t j = 0; j < 8; j++) {
			assert_int_equal(matches[i].candidates[j].start, 4 * j);
			assert_int_equal(matches[i].candidates[j].end,
					 4 * j + 3);
		}
	}
	arena_release(&arena);
	article_release(&article);
}

static void nearest(void **state)
{
	static const struct {
		const char *what, *text, *words;
		size_t start, end; /* near */
		bool found;
	} rows[] = {
		{"before", "{elle} dit oui, et puis elle rit", "elle", 6, 9,
		 true},
		{"after", "elle rit enfin, et dit : {elle}", "elle", 25, 26,
		 true},
		{"inside", "elle dit {elle} dit elle", "elle", 5, 17, true},
		{"touching", "elle{elle}elle", "elle", 8, 9, true},
		{"normalised", "dit {l’un} et l’un", "l'un", 0, 3, true},
		{"none", "rien du tout", "elle", 0, 3, false},
		{"empty words", "rien", "", 0, 3, false},
		{"accented", "x {é} é", "é", 0, 1, true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct article article;
		struct span expected = {7, 7}, found = {7, 7},
			    near = {rows[i].start, rows[i].end};
		support_unmark(&article, rows[i].text, &expected);
		size_t work = SIZE_MAX;
		bool any = anchor_nearest(&article, rows[i].words, near, &found,
					  &work);
		if (any != rows[i].found || found.start != expected.start ||
		    found.end != expected.end)
			fail_msg("%s: %d [%zu, %zu)", rows[i].what, any,
				 found.start, found.end);
		article_release(&article);
	}
}

/* Far away, in a text of many windows. */
static void nearest_far(void **state)
{
	(void)state;
	struct str text = {0};
	str_adds(&text, "le loup est là. ");
	while (text.len < 100000)
		str_adds(&text, "é a b ");
	size_t near = text.len;
	while (text.len < 300000)
		str_adds(&text, "é a b ");
	str_adds(&text, "le loup n’est plus là.");
	struct article article;
	size_t len = text.len;
	article_take(&article, str_take(&text), len);
	struct span found, beside = {near, near + 1};
	size_t work = anchor_work(&article), none = 0;
	assert_true(anchor_nearest(&article, "le loup", beside, &found, &work));
	assert_int_equal(found.start, 0);
	assert_false(
		anchor_nearest(&article, "le loup", beside, &found, &none));
	assert_true(
		anchor_nearest(&article, "n'est plus", beside, &found, &work));
	assert_memory_equal(article.text + found.start, "n’est plus", 12);
	assert_false(anchor_nearest(&article, "agneau", beside, &found, &work));
	article_release(&article);
}

/* What is left when too many do not match is said to be, and the rest is as
   found as ever. */
static void too_many_lost(void **state)
{
	enum { LOST = 2000, BYTES = 1 << 20 };
	static char words[LOST][64];
	const char *pieces[LOST + 1];
	struct anchor anchors[LOST + 1] = {0};
	struct anchor_match matches[LOST + 1];
	struct arena arena = {0};
	struct str text = {0};
	uint64_t seed = 4;
	(void)state;
	while (text.len < BYTES) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		str_addf(&text, "%c%s", "etaoinshrdlu"[(seed >> 33) % 12],
			 (seed >> 40) % 5 ? "" : " ");
	}
	str_adds(&text, "le loup n’est plus là.");
	for (size_t i = 0; i <= LOST; i++) {
		pieces[i] = i < LOST ? words[i] : "le loup n'est";
		anchors[i].pieces = &pieces[i];
		anchors[i].piece_count = 1;
		if (i == LOST)
			break;
		snprintf(words[i], sizeof words[i], "%.40s%zu",
			 text.bytes + 300 * i, i);
		for (size_t j = 3; j < 40; j += 4)
			words[i][j] = 'w';
	}
	struct article article;
	size_t len = text.len, unsearched = 0;
	article_take(&article, str_take(&text), len);
	anchor_resolve(&article, anchors, LOST + 1, matches, &arena);
	for (size_t i = 0; i < LOST; i++) {
		assert_int_equal(matches[i].state, ANCHOR_LOST);
		unsearched += matches[i].unsearched;
		/* Once it is spent, it is for all that come after. */
		assert_true(matches[i].unsearched || !unsearched);
	}
	assert_true(unsearched > 0 && unsearched < LOST);
	assert_int_equal(matches[LOST].state, ANCHOR_NORMALISED);
	article_release(&article);
	arena_release(&arena);
}

/* Across the windows that a large text is gone through by. */
static void approximate_at_seams(void **state)
{
	static const size_t places[] = {0,       1048500, 1048560, 1048610,
					2097090, 2097135, 3100000};
	enum { COUNT = sizeof places / sizeof *places, BYTES = 3200000 };
	const char *pieces[COUNT];
	static char words[COUNT][64];
	struct anchor anchors[COUNT] = {0};
	struct anchor_match matches[COUNT];
	struct arena arena = {0};
	char *text = memory_alloc(BYTES + 1);
	(void)state;
	memset(text, '.', BYTES);
	text[BYTES] = '\0';
	for (size_t i = 0; i < COUNT; i++) {
		size_t len = (size_t)snprintf(
			words[i], sizeof words[i],
			"le loup numéro %c%c n’est plus là", (int)('a' + i),
			(int)('q' + i));
		memcpy(text + places[i], words[i], len);
		words[i][3] = 'c';
		pieces[i] = words[i];
		anchors[i].pieces = &pieces[i];
		anchors[i].piece_count = 1;
	}
	struct article article;
	article_take(&article, text, BYTES);
	anchor_resolve(&article, anchors, COUNT, matches, &arena);
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(matches[i].state, ANCHOR_APPROXIMATE);
		assert_int_equal(matches[i].distance, 1);
		assert_int_equal(matches[i].spans[0].start, places[i]);
		assert_int_equal(matches[i].spans[0].end,
				 places[i] + strlen(words[i]));
	}
	article_release(&article);
	arena_release(&arena);
}

/* Anchors by the thousand that share their beginnings, or are the same. */
static void many_alike(void **state)
{
	enum { COUNT = 2000 };
	static char words[COUNT][32];
	static const char *pieces[COUNT];
	static struct anchor anchors[COUNT];
	static struct anchor_match matches[COUNT];
	struct str text = {0};
	struct arena arena = {0};
	struct article article;
	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		snprintf(words[i], sizeof *words, "une phrase numéro %zu.",
			 i / 2);
		pieces[i] = words[i];
		anchors[i] = (struct anchor){.pieces = &pieces[i],
					     .piece_count = 1};
		if (i % 2)
			str_addf(&text, "Voici %s\n", words[i]);
	}
	size_t len = text.len;
	article_take(&article, str_take(&text), len);
	anchor_resolve(&article, anchors, COUNT, matches, &arena);
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(matches[i].state, ANCHOR_EXACT);
		assert_memory_equal(article.text + matches[i].spans[0].start,
				    words[i], strlen(words[i]));
	}
	article_release(&article);
	arena_release(&arena);
}

/* Every `anchor: "…"` line of an annotation file finds its words. */
static size_t check_annotations(const char *name)
{
	char path[64], *yaml, *text;
	size_t yaml_len, text_len, found = 0;
	snprintf(path, sizeof path, "dossiers/nso/annotations/%s.yaml", name);
	if (!support_shared(path, &yaml, &yaml_len))
		return 0;
	snprintf(path, sizeof path, "dossiers/nso/articles/%s.txt", name);
	if (!support_shared(path, &text, &text_len)) {
		free(yaml);
		return 0;
	}
	struct article article;
	struct arena arena = {0};
	article_take(&article, text, text_len);
	for (char *line = strtok(yaml, "\n"); line; line = strtok(NULL, "\n")) {
		char *words = strstr(line, " anchor: \"");
		char *end = words ? strrchr(line, '"') : NULL;
		if (!words || strchr(words, '\\'))
			continue;
		words += strlen(" anchor: \"");
		*end = '\0';
		const char *only = words;
		struct anchor anchor = {.pieces = &only, .piece_count = 1};
		struct anchor_match match;
		anchor_resolve(&article, &anchor, 1, &match, &arena);
		if (match.state > ANCHOR_NORMALISED)
			fail_msg("%s: %s: %s", name, words,
				 state_names[match.state]);
		if (match.state == ANCHOR_EXACT)
			assert_memory_equal(text + match.spans[0].start, words,
					    strlen(words));
		found++;
	}
	article_release(&article);
	arena_release(&arena);
	free(yaml);
	return found;
}

static void real_annotations(void **state)
{
	static const char *const names[] = {"bourse", "israelien", "proces",
					    "rejoignent", "soutien"};
	size_t found = 0;
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		found += check_annotations(names[i]);
	if (!found)
		skip();
	print_message("%zu anchors found\n", found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact),
		cmocka_unit_test(normalised),
		cmocka_unit_test(context),
		cmocka_unit_test(occurrence),
		cmocka_unit_test(passage),
		cmocka_unit_test(piece),
		cmocka_unit_test(approximate),
		cmocka_unit_test(distance),
		cmocka_unit_test(approximate_everywhere),
		cmocka_unit_test(candidates_nearest_first),
		cmocka_unit_test(eight_candidates_at_most),
		cmocka_unit_test(too_many_lost),
		cmocka_unit_test(approximate_at_seams),
		cmocka_unit_test(nearest),
		cmocka_unit_test(nearest_far),
		cmocka_unit_test(many_alike),
		cmocka_unit_test(real_annotations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
