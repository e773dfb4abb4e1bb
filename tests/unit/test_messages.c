/* What the messages make of numbers and of errno. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <errno.h>
#include <string.h>

#include <cmocka.h>

#include "po/messages.h"

static const struct number_case {
	size_t number;
	const char *english, *french;
} numbers[] = {
	{0, "0", "0"},
	{7, "7", "7"},
	{999, "999", "999"},
	{1000, "1,000", "1\u202f000"},
	{3120, "3,120", "3\u202f120"},
	{10000, "10,000", "10\u202f000"},
	{123456, "123,456", "123\u202f456"},
	{1000000, "1,000,000", "1\u202f000\u202f000"},
	{UINT32_MAX, "4,294,967,295", "4\u202f294\u202f967\u202f295"},
};

static void number_is(enum language language, size_t number,
		      const char *expected)
{
	struct str words = {0};
	message_number(&words, language, number);
	assert_string_equal(str_get(&words), expected);
	str_release(&words);
}

static void test_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		number_is(LANGUAGE_EN, numbers[i].number, numbers[i].english);
		number_is(LANGUAGE_FR, numbers[i].number, numbers[i].french);
	}
}

static const struct errno_case {
	int error;
	const char *english, *french; /* NULL: as strerror() has it */
} errnos[] = {
	{0, "no such file or folder", "fichier ou dossier introuvable"},
	{ENOENT, "no such file or folder", "fichier ou dossier introuvable"},
	{ENOTDIR, "no such file or folder", "fichier ou dossier introuvable"},
	{EPERM, "permission denied", "accès refusé"},
	{EISDIR, NULL, "c’est un dossier"},
	{EIO, NULL, "erreur d’entrée-sortie"},
	{EMFILE, NULL, "trop de fichiers ouverts"},
	{EROFS, NULL, "système de fichiers en lecture seule"},
	{ELOOP, NULL, "trop de liens symboliques l’un sur l’autre"},
	{ETIMEDOUT, NULL, "délai de connexion dépassé"},
	/* without words of our own */
	{EDOM, NULL, NULL},
};

static void test_errnos(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof errnos / sizeof *errnos; i++) {
		const struct errno_case *c = &errnos[i];
		const char *plain = strerror(c->error);
		assert_string_equal(message_errno(LANGUAGE_EN, c->error),
				    c->english ? c->english : plain);
		assert_string_equal(message_errno(LANGUAGE_FR, c->error),
				    c->french ? c->french : plain);
	}
}

static void test_yaml(void **state)
{
	static const char known[] = "found unknown escape character";
	static const char unknown[] = "found something new";
	(void)state;
	assert_string_equal(message_yaml(LANGUAGE_EN, known), known);
	assert_string_equal(message_yaml(LANGUAGE_FR, known),
			    "rien de connu ne commence par ce \\ : écrivez "
			    "\\\\ pour un \\");
	assert_string_equal(message_yaml(LANGUAGE_EN, unknown), unknown);
	assert_string_equal(message_yaml(LANGUAGE_FR, unknown), unknown);
}

/* Ours in English are the system's, so that nothing else need be known. */
static void test_english(void **state)
{
	(void)state;
	for (int error = 1; error < 200; error++) {
		/* The next strerror() may take these words away. */
		char *ours = strdup(message_errno(LANGUAGE_EN, error));
		assert_non_null(ours);
		if (ours[0] >= 'A' && ours[0] <= 'Z')
			assert_string_equal(ours, strerror(error));
		free(ours);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_errnos),
		cmocka_unit_test(test_yaml),
		cmocka_unit_test(test_english),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
