/* What one gets to paste: a claim or words, with where they come from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/support.h"
#include "tui/citation.h"

struct fixture {
	struct dossier dossier;
};

static int setup(void **state)
{
	static struct fixture f;
	int error;
	memset(&f, 0, sizeof f);
	*state = &f;
	return dossier_load(&f.dossier, ".", &error) != DOSSIER_OK;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	dossier_release(&f->dossier);
	return 0;
}

struct citation_case {
	const char *claim;
	enum language language;
	const char *expected;
};

static const struct citation_case cases[] = {
	{"renfort/dangereux", LANGUAGE_FR,
	 "Le commerce de NSO est « dangereux ».\n"
	 "« juge « dangereux » le commerce de NSO »\n"
	 "— Microsoft, 2020-12-21\n"
	 "Source : Cyber mercenaries don’t deserve immunity, Tom Burt, "
	 "vice-président, confiance et sécurité, Microsoft, 2020-12-21, "
	 "https://blogs.microsoft.com/on-the-issues/2020/12/21/"
	 "cyber-immunity-nso/\n"
	 "Article : Logiciels espions : Facebook reçoit le renfort de quatre "
	 "grands noms, 2020-12-22\n"
	 "renfort/dangereux\n"},
	{"coalition/but", LANGUAGE_EN,
	 "Le but de WhatsApp serait de comprendre l’attaque.\n"
	 "“afin de comprendre ce qui s’était passé”\n"
	 "— the article, by TechCrunch\n"
	 "Article: WhatsApp trouve des alliés de poids dans son procès contre "
	 "NSO, 2020-12-22\n"
	 "coalition/but\n"},
};

static void test_claims(void **state)
{
	const struct fixture *f = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str out = {0};
		print_message("%s\n", cases[i].claim);
		citation_add_claim(&out, cases[i].language,
				   dossier_claim(&f->dossier, cases[i].claim));
		assert_string_equal(str_get(&out), cases[i].expected);
		str_release(&out);
	}
}

/* Everything that a file can say, and none of it acts where it is pasted. */
static void test_hostile(void **state)
{
	char text[] = "a \x1b[31mb\xe2\x80\xae\r\nc\td\x9b \xc2\xa0"
		      "e.";
	struct entry entry = {
		.id = "x",
		.title = "T\x1b]0;x\x07\nU",
		.article = {.text = text, .bytes = strlen(text)},
	};
	struct speaker speaker = {.id = "s", .name = "S\n\x1b[0m", .role = "r"};
	struct speaker *speakers[] = {&speaker};
	struct span spans[] = {{0, 1}, {2, 21}};
	struct claim claim = {
		.id = "c\0"
		      "claim\nof \x1b]52;c;eA==\x07 two lines",
		.entry = &entry,
		.speakers = &(const struct speakers){speakers, 1},
		.sources = &sources_none,
		.points = &points_none,
	};
	struct support_pieces pieces;
	struct str out = {0};
	(void)state;
	support_place(&claim, &pieces, spans, 2);
	citation_add_claim(&out, LANGUAGE_EN, &claim);
	assert_string_equal(str_get(&out),
			    "claim of ^[]52;c;eA==^G two lines\n"
			    "“a […] ^[[31mb<U+202E>  c       d�  e”\n"
			    "— S ^[[0m, r\n"
			    "Article: T^[]0;x^G U\n"
			    "x/c\n");
	str_clear(&out);
	citation_add_words(&out, LANGUAGE_EN, &entry,
			   (struct span){0, entry.article.bytes});
	assert_string_equal(str_get(&out), "a ^[[31mb<U+202E>\n"
					   "c       d�  e.\n"
					   "Article: T^[]0;x^G U\n");
	str_release(&out);
}

static void test_address(void **state)
{
	struct source bare = {.id = "a"},
		      with = {.id = "b", .url = "https://b"};
	struct source *sources[] = {&bare, &with};
	struct entry entry = {.id = "e", .annotation = {.url = "https://e"}};
	struct entry silent = {.id = "s"};
	struct sources list = {sources, 2};
	struct claim claim = {.entry = &entry, .sources = &list};
	(void)state;
	assert_string_equal(citation_address(&silent, &claim), "https://b");
	list.count = 1;
	assert_string_equal(citation_address(&silent, &claim), "https://e");
	assert_string_equal(citation_address(&entry, NULL), "https://e");
	assert_null(citation_address(&silent, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_claims),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_address),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
