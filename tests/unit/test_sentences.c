/* Where sentences end: UAX 29 as it is tailored to French. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/array.h"
#include "core/sentences.h"

/* Sentences are told apart by | in the expectation. */
static const struct {
	const char *what, *text, *expected;
} breaks[] = {
	{"two sentences", "Un. Deux.", "Un. |Deux."},
	{"none", "sans point", "sans point"},
	{"empty", "", ""},
	{"a decimal", "Soit 3.5 fois. Non.", "Soit 3.5 fois. |Non."},
	{"a file name", "Voir comment.x ou site.fr. Fin.",
	 "Voir comment.x ou site.fr. |Fin."},
	{"an initial", "M. Hulio parle. J.-P. Dupont aussi.",
	 "M. Hulio parle. |J.-P. Dupont aussi."},
	{"titles", "Mme. Durand et Dr. Roy. Oui.",
	 "Mme. Durand et Dr. Roy. |Oui."},
	{"a capital word is no initial", "C’est la VÉRITÉ. Oui.",
	 "C’est la VÉRITÉ. |Oui."},
	{"companies", "Signé Cisco Systems, Inc. (CSCO) et Roy. Puis.",
	 "Signé Cisco Systems, Inc. (CSCO) et Roy. |Puis."},
	{"references", "Selon l’art. 3, p. 12 du texte. Puis.",
	 "Selon l’art. 3, p. 12 du texte. |Puis."},
	{"a reference word without number", "He said no. Then he left.",
	 "He said no. |Then he left."},
	{"etc. before a small letter", "Google, Cisco, etc. ont signé. Puis.",
	 "Google, Cisco, etc. ont signé. |Puis."},
	{"U.S.", "The U.S. District Court ruled. Next.",
	 "The U.S. District Court ruled. |Next."},
	{"question and small letter", "« Vraiment ? » dit-il. Oui.",
	 "« Vraiment ? » dit-il. |Oui."},
	{"question and capital", "Vraiment ? Oui !", "Vraiment ? |Oui !"},
	{"question, exclamation", "Quoi ?! Non.", "Quoi ?! |Non."},
	{"guillemets close with a space", "« Il ment. » Elle part.",
	 "« Il ment. » |Elle part."},
	{"guillemets, no-break spaces", "«\u00a0Il ment.\u00a0» Elle part.",
	 "«\u00a0Il ment.\u00a0» |Elle part."},
	{"guillemets, then small", "« Il ment. », dit-elle. Non.",
	 "« Il ment. », dit-elle. |Non."},
	{"the next one opens", "Fini. « Encore » dit-il.",
	 "Fini. |« Encore » dit-il."},
	{"inside a quotation", "« Un… Nous pensons deux. Trois. »",
	 "« Un… |Nous pensons deux. |Trois. »"},
	{"an ellipsis goes on", "Un… deux... trois. Fin.",
	 "Un… deux... trois. |Fin."},
	{"a dash goes on", "Non. – du moins ici. Fin.",
	 "Non. – du moins ici. |Fin."},
	{"accented capital", "Fin. École.", "Fin. |École."},
	{"accented small letter", "Fin… été.", "Fin… été."},
	{"a year, a number", "C’était en 2019. 1 400 cibles.",
	 "C’était en 2019. |1 400 cibles."},
	{"English quotation", "“Go.” She went.", "“Go.” |She went."},
	{"wide stops", "今日。明日。", "今日。|明日。"},
	{"malformed bytes", "a\xff. B\xc3", "a\xff. |B\xc3"},
};

static void test_breaks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
		const char *text = breaks[i].text;
		size_t len = strlen(text);
		char got[512] = "";
		for (size_t at = 0, next; at < len; at = next) {
			next = sentences_next(text, at, len);
			assert_true(next > at && next <= len);
			if (at)
				strcat(got, "|");
			strncat(got, text + at, next - at);
		}
		print_message("%s\n", breaks[i].what);
		assert_string_equal(got, breaks[i].expected);
	}
}

/*
 * Every character of a class, told apart by blanks, in place of @: whether a
 * sentence ends in the text.
 */
static const struct {
	const char *what, *characters, *text;
	bool breaks;
} classes[] = {
	{"spaces", "\t \n \r \u00a0 \u202f \u2000 \u2009 \u200a \u3000",
	 "Un.@Deux", true},
	{"no spaces", "_ \u200b \u3001 \u1fff", "Un.@Deux", false},
	{"stops", ". ! ? … ?! ...", "Un@ Deux", true},
	{"wide stops", "。 ！ ？", "Un@Deux", true},
	{"no stops", ", ; \u3003 \uff02", "Un@ Deux", false},
	{"closing", "\" ' ) ] » ’ ” ›", "Un.@ Deux", true},
	{"closing, after a space", "» ›", "Un. @ Deux", true},
	{"opening", "\" ( [ « ‘ “ „ ‹", "Un. @Deux", true},
	{"opening, then small", "\" ( [ « ‘ “ „ ‹", "Un. @deux", false},
	{"going on", ", ; : - – —", "Un. @ Deux", false},
	{"capitals", "A Z À Ö Ø Þ × ÷ Ā Œ Ÿ Α Ω А Я Ж 1 9 _ ` { ა", "Un. @",
	 true},
	{"small letters", "a z ß à ö ø ÿ ā ķ ĸ ŋ œ ŷ ά ω ώ а я ё џ", "Un. @",
	 false},
	{"initials", "A Z À Ö Ø Þ", "Par @. Un", false},
	{"no initials", "1 9 _ é × ÷ ß", "Par @. Un", true},
	{"joined initials", "J.-p e.g U.s", "Par @. Un", false},
	{"titles", "Mme Dr Prof Inc cf env", "Par @. Un", false},
	{"titles in front of another stop", "Mme Dr Prof Inc cf env",
	 "Par @! Un", true},
	{"references", "art p nos éd sect", "Par @. 3", false},
	{"references, no number", "art p nos éd sect", "Par @. Un", true},
	{"no references", "arts pq é", "Par @. 9", true},
};

static void test_classes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		const char *at = strchr(classes[i].text, '@');
		char *list = strdup(classes[i].characters), *rest = NULL;
		for (char *c = strtok_r(list, " ", &rest); c;
		     c = strtok_r(NULL, " ", &rest)) {
			char text[64];
			snprintf(text, sizeof text, "%.*s%s%s",
				 (int)(at - classes[i].text), classes[i].text,
				 c, at + 1);
			size_t len = strlen(text);
			if ((sentences_next(text, 0, len) < len) !=
			    classes[i].breaks)
				fail_msg("%s: %s", classes[i].what, text);
		}
		free(list);
	}
}

static const struct {
	const char *what, *text, *words, *expected;
} around[] = {
	{"the middle one", "Un. Deux mots. Trois.", "mots", "Deux mots."},
	{"the first", "Un. Deux.", "Un", "Un."},
	{"the last", "Un. Deux sans fin", "fin", "Deux sans fin"},
	{"all of it", "Un. Deux.", "Un. Deux.", "Un. Deux."},
	{"over a break", "Un. Deux. Trois. Quatre.", "eux. Tr", "Deux. Trois."},
	{"the stop itself", "Un. Deux.", ".", "Un."},
	{"with its guillemets", "Ah. « Oui. » Non.", "Oui", "« Oui. »"},
};

static void test_around(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		const char *text = around[i].text;
		const char *words = strstr(text, around[i].words);
		assert_non_null(words);
		size_t start = (size_t)(words - text);
		struct span span = {start, start + strlen(around[i].words)};
		struct span got = sentences_around(
			text, (struct span){0, strlen(text)}, span);
		char sentence[128] = "";
		strncat(sentence, text + got.start, got.end - got.start);
		print_message("%s\n", around[i].what);
		assert_string_equal(sentence, around[i].expected);
	}
}

/* One sentence of megabytes is cut around the words, between two of them. */
static void test_reach(void **state)
{
	(void)state;
	size_t len = 4 << 20;
	char *text = memory_alloc(len + 1);
	for (size_t i = 0; i < len; i++)
		text[i] = i % 5 == 4 ? ' ' : 'm';
	text[len] = '\0';
	struct span words = {len / 2, len / 2 + 3};
	struct span got = sentences_around(text, (struct span){0, len}, words);
	assert_true(got.start <= words.start && got.end >= words.end);
	assert_true(got.end - got.start <= 2 * SENTENCES_REACH + 10);
	assert_true(text[got.start - 1] == ' ' && text[got.end] == ' ');
	/* Where nothing stands between two words, the words alone are left. */
	memset(text, 'm', len);
	got = sentences_around(text, (struct span){0, len}, words);
	assert_int_equal(got.start, words.start);
	assert_int_equal(got.end, words.end);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_around),
		cmocka_unit_test(test_reach),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
