#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/array.h"
#include "core/fold.h"
#include "core/search.h"
#include "core/str.h"
#include "core/utf8.h"
#include "tests/unit/support.h"

#define NBSP "\u00a0"
#define NNBSP "\u202f"
#define ACUTE "\u0301" /* combining */
#define SHY "\u00ad"
#define ZWJ "\u200d"
#define KELVIN "\u212a"

enum { HITS_MAX = 16 };

/* In the text, { and } stand around each hit that is expected. */
static const struct row {
	const char *what, *pattern, *text;
} rows[] = {
	{"accents", "immunite", "l’{immunité}, des {IMMUNITÉ}S"},
	{"accents in the pattern", "immunité", "l’{immunite} souveraine"},
	{"an accent first", "etat", "l’{État}, les {état}s-unis, l’{etat}"},
	{"an accent alone", "é", "t{é}l{é}phon{e}"},
	{"apostrophes", "l'argument",
	 "de {l’argument}, {l'argument}, l argument"},
	{"a curly one in the pattern", "l’argument", "de {l'argument}."},
	{"quotes and dashes", "\"oui\" - non", "dit {« oui » – non}."},
	{"an ellipsis", "non...", "mais {non…} et {non...}"},
	{"numbers", "1400",
	 "{1 400}, {1" NBSP "400}, {1" NNBSP "400}, {1.400}, {1400}, 1,400"},
	{"spaced numbers", "1 400", "{1400} et {1.400} et {1 400}"},
	{"a number ends a sentence", "400", "{400}. 500 et {400} 000"},
	{"a lower-case pattern", "burt", "{Burt} {BURT} {burt}"},
	{"an upper-case letter", "Burt", "{Burt} BURT burt"},
	{"an accented upper-case letter", "Été", "{Été} ÉTÉ été {Ete}"},
	{"no-break spaces", "groupe nso", "le {groupe" NBSP "NSO} a"},
	{"a space before a colon", "dit:", "il {dit :} elle {dit" NBSP ":} x"},
	{"several spaces", "a b", "x {a  \t b} x {a b} ab"},
	{"a space first", " chat", "chat {chat} unchat"},
	{"a space last", "chat ", "{chat} chat"},
	{"spaces around", " chat ", "chat {chat} chat"},
	{"soft hyphens", "immunité", "{im" SHY "munité}"},
	{"a decomposed text", "immunité", "l’{immunite" ACUTE "} x"},
	{"a decomposed pattern", "immunite" ACUTE, "l’{immunité} x"},
	{"marks nothing composes", "xy", "{x" ACUTE "y} {xy" ACUTE "}"},
	{"ligatures", "oeuvre", "une {œuvre}, un {Œuvre}, {oeuvre}"},
	{"a sharp s", "strasse", "{Straße} {STRASSE}"},
	{"a sharp s in the pattern", "straße", "{Strasse} {Straße}"},
	{"part of a ligature", "uvr", "œ{uvr}e"},
	{"other Latin letters", "skoda", "{Škoda} {skoda}"},
	{"Latin letters with two marks", "viet", "{Việt} Nam"},
	{"signs that are letters", "k", "5 {" KELVIN "} {k}"},
	{"Greek", "λογος", "{Λόγος} {λόγος}"},
	{"Cyrillic", "москва", "в {Москва}."},
	{"ideographs", "日本", "在{日本}語{日本}"},
	{"emoji", "😀", "a{😀}b{😀}"},
	{"after emoji", "oui", "👩\u200d👧{oui}👧"},
	{"overlapping itself", "aa", "{aa}{aa}a"},
	{"across paragraphs", "un deux", "un\ndeux {un deux}"},
	{"the whole text", "oui", "{oui}"},
	{"nothing", "", "a"},
	{"white space alone", " \t", "a b"},
	{"not there", "non", "oui"},
	{"longer than the text", "longtemps", "long"},
	{"signs", "?!", "quoi {?!} quoi{?!}"},
	{"malformed bytes around", "mot", "\xff{mot}\xc3 \xc3{mot}\xe2\x80"},
};

static bool same(struct span a, struct span b)
{
	return a.start == b.start && a.end == b.end;
}

static void check_hits(const char *what, const struct hits *hits,
		       const struct span *expected, size_t count)
{
	for (size_t i = 0; i < hits->list.count || i < count; i++) {
		struct span none = {0, 0},
			    got = i < hits->list.count ? hits->list.items[i]
						       : none,
			    want = i < count ? expected[i] : none;
		if (!same(got, want))
			fail_msg("%s: hit %zu is [%zu, %zu), not [%zu, %zu)",
				 what, i, got.start, got.end, want.start,
				 want.end);
	}
}

/* Compares all hits of one pattern and lets them go; returns how many. */
static size_t hits_settle(const struct str *pattern, struct search *search,
			  struct hits *hits, struct hits *expected)
{
	size_t count = hits->list.count;
	check_hits(pattern->bytes, hits, expected->list.items,
		   expected->list.count);
	array_release(&hits->list);
	array_release(&expected->list);
	search_free(search);
	return count;
}

static void all_hits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct article article;
		struct span expected[HITS_MAX];
		struct hits hits = {0};
		size_t count = support_unmark(&article, rows[i].text, expected);
		struct search *search = search_new(rows[i].pattern,
						   strlen(rows[i].pattern));
		size_t found = search_all(search, &article,
					  (struct span){0, article.bytes},
					  &hits);
		assert_int_equal(found, hits.list.count);
		check_hits(rows[i].what, &hits, expected, count);
		array_release(&hits.list);
		search_free(search);
		article_release(&article);
	}
}

/* From every byte, forwards and backwards, the hit is the one beside it. */
static void next_and_previous(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct article article;
		struct span expected[HITS_MAX], hit;
		size_t count = support_unmark(&article, rows[i].text, expected);
		struct search *search = search_new(rows[i].pattern,
						   strlen(rows[i].pattern));
		if (!strcmp(rows[i].pattern, "aa"))
			count = 0; /* from its middle there are others */
		for (size_t at = 0; count && at <= article.bytes; at++) {
			size_t next = 0;
			while (next < count && expected[next].start < at)
				next++;
			bool any = search_next(search, &article, at, &hit);
			if (any != (next < count) ||
			    (any && !same(hit, expected[next])))
				fail_msg("%s: next from %zu", rows[i].what, at);
			any = search_previous(search, &article, at, &hit);
			if (any != (next > 0) ||
			    (any && !same(hit, expected[next - 1])))
				fail_msg("%s: previous from %zu", rows[i].what,
					 at);
		}
		search_free(search);
		article_release(&article);
	}
}

static void in_a_range(void **state)
{
	(void)state;
	struct article article;
	struct span spans[HITS_MAX];
	struct hits hits = {0};
	support_unmark(&article, "abc abc\nabc abc", spans);
	struct search *search = search_new("abc", 3);
	assert_int_equal(
		search_all(search, &article, (struct span){5, 9}, &hits), 2);
	check_hits("range", &hits, (struct span[]){{4, 7}, {8, 11}}, 2);
	assert_int_equal(
		search_all(search, &article, (struct span){7, 8}, &hits), 0);
	assert_int_equal(
		search_all(search, &article, (struct span){5, 5}, &hits), 0);
	assert_int_equal(hits.list.count, 2);
	array_release(&hits.list);
	search_free(search);
	article_release(&article);
}

static void in_a_string(void **state)
{
	(void)state;
	struct span hit = {9, 9};
	struct search *search = search_new("ete", 3);
	assert_true(search_in(search, "un été, l’été", 19, 0, &hit));
	assert_true(same(hit, (struct span){3, 8}));
	assert_true(search_in(search, "un été, l’été", 19, hit.end, &hit));
	assert_true(same(hit, (struct span){14, 19}));
	assert_false(search_in(search, "", 0, 0, &hit));
	assert_true(search_possible(search));
	search_free(search);
	search = search_new("", 0);
	assert_false(search_possible(search));
	assert_false(search_in(search, "abc", 3, 0, &hit));
	search_free(search);
	search_free(NULL);
}

/* One line far longer than a window, hits at every distance from its seams. */
static void a_long_line(void **state)
{
	static const char *const patterns[] = {"son epoque", "稀有", "é"};
	static const char *const words[] = {"son  époque", "稀有", "É"};
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str text = {0};
		struct hits expected = {0}, hits = {0};
		for (size_t gap = 0; gap < 300; gap++) {
			str_fill(&text, '.', 3 * gap + 1);
			size_t start = text.len;
			str_adds(&text, words[i]);
			array_push(&expected.list,
				   ((struct span){start, text.len}));
		}
		struct article article;
		size_t len = text.len;
		article_take(&article, str_take(&text), len);
		struct search *search = search_new(patterns[i],
						   strlen(patterns[i]));
		search_all(search, &article, (struct span){0, len}, &hits);
		check_hits(patterns[i], &hits, expected.list.items,
			   expected.list.count);
		struct span hit = {len, len};
		for (size_t j = expected.list.count; j-- > 0;) {
			assert_true(search_previous(search, &article, hit.start,
						    &hit));
			assert_true(same(hit, expected.list.items[j]));
		}
		assert_false(
			search_previous(search, &article, hit.start, &hit));
		array_release(&hits.list);
		array_release(&expected.list);
		search_free(search);
		article_release(&article);
	}
}

static unsigned random_next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

static void random_words(uint64_t *seed, struct str *out, size_t count)
{
	static const char *const parts[] = {
		"k",  "K", "m", "e",    "é",    "É",    ACUTE, " ", NBSP, "1",
		"4",  ".", "'", "’",    "œ",    "ß",    "-",   "«", "»",  ":",
		"日", "ğ", SHY, KELVIN, "\xff", "\xc3", "s",   "z", "ı",  "İ",
		"ł",  "ệ", "…", "\t",   ";",    "\"",   ZWJ,
	};
	str_clear(out);
	str_adds(out, "");
	for (size_t i = 0; i < count; i++)
		str_adds(out, parts[random_next(seed) %
				    (sizeof parts / sizeof *parts)]);
}

/* All hits in one folded copy of the bytes. */
static void naive_hits(const struct str *text, const struct str *pattern,
		       unsigned fold, struct hits *hits)
{
	struct folded whole = {0}, part = {0};
	size_t from = 0;
	fold_text(&whole, text->bytes, (struct span){0, text->len}, fold);
	fold_text(&part, pattern->bytes, (struct span){0, pattern->len}, fold);
	const char *match = whole.bytes;
	while (part.len && strcmp(part.bytes, " ") &&
	       (match = strstr(match, part.bytes))) {
		size_t at = (size_t)(match++ - whole.bytes);
		struct span span = fold_origin(&whole, text->bytes, at,
					       at + part.len);
		if (span.start < from || span.start >= span.end)
			continue;
		array_push(&hits->list, span);
		from = span.end;
	}
	fold_release(&whole);
	fold_release(&part);
}

/* Some of the text's own characters. */
static void random_slice(uint64_t *seed, const struct str *text,
			 struct str *out)
{
	size_t start = random_next(seed) % text->len;
	size_t end = start + 1 + random_next(seed) % (text->len - start);
	while (start > 0 && ((unsigned char)text->bytes[start] & 0xc0) == 0x80)
		start--;
	while (end < text->len &&
	       ((unsigned char)text->bytes[end] & 0xc0) == 0x80)
		end++;
	str_clear(out);
	str_add(out, text->bytes + start, end - start);
}

/* Slices of any size find what one search does. */
static void in_slices(void **state)
{
	enum { ROUNDS = 3000 };
	uint64_t seed = 8;
	struct str text = {0}, pattern = {0};
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct hits hits = {0}, expected = {0};
		struct article article;
		random_words(&seed, &text, random_next(&seed) % 300);
		random_words(&seed, &pattern, 1 + random_next(&seed) % 3);
		struct search *search = search_new(pattern.bytes, pattern.len);
		size_t len = text.len, from = 0;
		article_take(&article, str_take(&text), len);
		search_range(search, &article, 0, len, &expected, SIZE_MAX);
		while (from < len) {
			size_t limit = from + 1 + random_next(&seed) % 40;
			size_t before = hits.list.count;
			search_range(search, &article, from, limit, &hits,
				     SIZE_MAX);
			if (hits.list.count > before)
				from = hits.list.items[hits.list.count - 1].end;
			from = from < limit ? limit : from;
		}
		hits_settle(&pattern, search, &hits, &expected);
		article_release(&article);
	}
	str_release(&text);
	str_release(&pattern);
}

/* Counting by slices numbers each hit as listing them does. */
static void counted(void **state)
{
	enum { ROUNDS = 300 };
	uint64_t seed = 9;
	struct str text = {0}, pattern = {0};
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct search_count count = {0};
		struct hits hits = {0};
		struct article article;
		random_words(&seed, &text, random_next(&seed) % 300);
		random_words(&seed, &pattern, 1 + random_next(&seed) % 2);
		struct search *search = search_new(pattern.bytes, pattern.len);
		size_t len = text.len, slice = 1 + random_next(&seed) % 90;
		article_take(&article, str_take(&text), len);
		search_range(search, &article, 0, len, &hits, SIZE_MAX);
		search_count_start(&count, search, &article);
		assert_int_equal(search_count_number(&count, 0), 0);
		while (search_count_step(&count, slice))
			assert_true(count.count <= hits.list.count);
		assert_true(count.done);
		assert_int_equal(count.count, hits.list.count);
		for (size_t i = 0; i < hits.list.count; i++) {
			struct span hit = hits.list.items[i];
			assert_int_equal(search_count_number(&count, hit.start),
					 i + 1);
			assert_int_equal(
				search_count_number(&count, hit.end - 1),
				hit.end - 1 == hit.start ? i + 1 : 0);
		}
		search_count_release(&count);
		array_release(&hits.list);
		search_free(search);
		article_release(&article);
	}
	str_release(&text);
	str_release(&pattern);
}

/* The sieve loses nothing. */
static void like_a_folded_search(void **state)
{
	enum { ROUNDS = 60000 };
	uint64_t seed = 3;
	size_t found = 0;
	struct str text = {0}, pattern = {0};
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct hits hits = {0}, expected = {0};
		struct span hit = {0, 0};
		random_words(&seed, &text, random_next(&seed) % 40);
		random_words(&seed, &pattern, 1 + random_next(&seed) % 4);
		if (round % 2 && text.len)
			random_slice(&seed, &text, &pattern);
		struct search *search = search_new(pattern.bytes, pattern.len);
		unsigned fold = FOLD_SEARCH;
		if (!strchr(pattern.bytes, 'K') &&
		    !strstr(pattern.bytes, "É") &&
		    !strstr(pattern.bytes, "İ") &&
		    !strstr(pattern.bytes, KELVIN))
			fold |= FOLD_CASE;
		while (search_in(search, text.bytes, text.len, hit.end, &hit))
			array_push(&hits.list, hit);
		naive_hits(&text, &pattern, fold, &expected);
		found += hits_settle(&pattern, search, &hits, &expected);
	}
	assert_true(found > ROUNDS / 20);
	str_release(&text);
	str_release(&pattern);
}

/* Nor of any letter or digit that stands for another, wherever it stands. */
static void every_character(void **state)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789AK";
	enum { GROUP = 50, LAST = 0x3000 };
	struct str text = {0}, pattern = {0};
	size_t found = 0;
	(void)state;
	for (uint32_t first = 1; first < LAST; first += GROUP) {
		str_clear(&text);
		for (uint32_t code = first; code < first + GROUP; code++) {
			utf8_encode(&text, code);
			str_adds(&text, code % 2 ? "m" : "M");
		}
		for (size_t i = 0; i < 2 * sizeof letters - 2; i++) {
			struct hits hits = {0}, expected = {0};
			struct span hit = {0, 0};
			str_clear(&pattern);
			str_add(&pattern, letters + i / 2, 1);
			str_adds(&pattern, i % 2 ? "m" : "");
			bool upper = letters[i / 2] < 'a' &&
				     letters[i / 2] > '9';
			struct search *search = search_new(pattern.bytes,
							   pattern.len);
			while (search_in(search, text.bytes, text.len, hit.end,
					 &hit))
				array_push(&hits.list, hit);
			naive_hits(&text, &pattern,
				   FOLD_SEARCH | (upper ? 0 : FOLD_CASE),
				   &expected);
			found += hits_settle(&pattern, search, &hits,
					     &expected);
		}
	}
	assert_true(found > 1000);
	str_release(&text);
	str_release(&pattern);
}

/* Some lines, whose ends are of all kinds. */
static void random_lines(uint64_t *seed, struct str *out)
{
	static const char *const ends[] = {"\n", "\r\n", "\n \n", "\n\n",
					   " \n\t"};
	struct str line = {0};
	str_clear(out);
	str_adds(out, random_next(seed) % 4 ? "" : "\xef\xbb\xbf");
	for (size_t i = random_next(seed) % 9; i > 0; i--) {
		random_words(seed, &line, random_next(seed) % 30);
		str_add(out, line.bytes, line.len);
		if (i > 1 || random_next(seed) % 2)
			str_adds(out, ends[random_next(seed) % 5]);
	}
	str_release(&line);
}

/* Lines that nobody has looked for have the hits of an article's. */
static void in_lines(void **state)
{
	enum { ROUNDS = 6000 };
	uint64_t seed = 10;
	struct str text = {0}, pattern = {0};
	size_t found = 0;
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct hits hits = {0}, expected = {0};
		struct article article;
		random_lines(&seed, &text);
		random_words(&seed, &pattern, 1 + random_next(&seed) % 2);
		struct search *search = search_new(pattern.bytes, pattern.len);
		size_t len = text.len;
		article_take(&article, str_take(&text), len);
		search_range(search, &article, 0, len, &expected, SIZE_MAX);
		search_text(search, article.text, len, &hits);
		found += hits_settle(&pattern, search, &hits, &expected);
		article_release(&article);
	}
	assert_true(found > ROUNDS);
	str_release(&text);
	str_release(&pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_hits),
		cmocka_unit_test(next_and_previous),
		cmocka_unit_test(in_a_range),
		cmocka_unit_test(in_a_string),
		cmocka_unit_test(a_long_line),
		cmocka_unit_test(like_a_folded_search),
		cmocka_unit_test(every_character),
		cmocka_unit_test(in_lines),
		cmocka_unit_test(in_slices),
		cmocka_unit_test(counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
