/* The command line and the locale's names, as tables of what they mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/options.h"

enum { ARGUMENTS = 6 };

static const struct locale_names english = {.lang = "en_GB.UTF-8"};

static bool parse(struct options *options, const char *const *arguments,
		  struct str *error)
{
	/* argv is not const in C, but nothing writes to it. */
	union {
		const char *in;
		char *out;
	} argv[ARGUMENTS + 2] = {{"manicule"}};
	char *plain[ARGUMENTS + 2] = {NULL};
	int argc = 1;
	while (argc <= ARGUMENTS && arguments[argc - 1]) {
		argv[argc].in = arguments[argc - 1];
		argc++;
	}
	for (int i = 0; i < argc; i++)
		plain[i] = argv[i].out;
	return options_parse(options, argc, plain, &english, error);
}

static const struct {
	const char *name;
	const char *arguments[ARGUMENTS];
	const char *command;
	size_t operands;
	const char *first; /* operand */
} fine_rows[] = {
	{"nothing: the reader", {0}, "read", 0, NULL},
	{"a dossier: the reader", {"nso"}, "read", 1, "nso"},
	{"a command", {"print"}, "print", 0, NULL},
	{"an option before the command",
	 {"--ascii", "list", "claims"},
	 "list",
	 1,
	 "claims"},
	{"a value that is a command's name",
	 {"--claim", "print"},
	 "read",
	 0,
	 NULL},
	{"a second command is an operand",
	 {"print", "list"},
	 "print",
	 1,
	 "list"},
	{"after -- nothing is a command", {"--", "print"}, "read", 1, "print"},
	{"after -- nothing is an option",
	 {"print", "--", "--help"},
	 "print",
	 1,
	 "--help"},
	{"- is an operand", {"check", "-"}, "check", 1, "-"},
	{"the narrowest page", {"print", "--width=10"}, "print", 0, NULL},
	{"the widest page", {"print", "--width=1000"}, "print", 0, NULL},
	{"an empty operand", {""}, "read", 1, ""},
	{"+12 is where to go", {"+12", "nso"}, "read", 1, "nso"},
	{"+G is", {"+G"}, "read", 0, NULL},
	{"+ is", {"nso", "+"}, "read", 1, "nso"},
	{"+1x is an operand", {"+1x"}, "read", 1, "+1x"},
	{"+x is an operand", {"+x"}, "read", 1, "+x"},
	{"a view", {"--view", "claims", "nso"}, "read", 1, "nso"},
	{"a layout", {"--layout=beside"}, "read", 0, NULL},
	{"--linear with every command", {"list", "--linear"}, "list", 0, NULL},
	{"no settings", {"check", "--config=", "-"}, "check", 1, "-"},
	{"an option twice", {"--ascii", "--ascii"}, "read", 0, NULL},
	{"a pattern for the reader", {"+/x", "nso"}, "read", 1, "nso"},
	{"a pattern that is empty", {"+/"}, "read", 0, NULL},
	{"two letters", {"-hV"}, "read", 0, NULL},
	{"--format=text where it is the only one",
	 {"print", "--format=text"},
	 "print",
	 0,
	 NULL},
	{"help wins over what does not fit",
	 {"print", "--strict", "-h"},
	 "print",
	 0,
	 NULL},
};

static void test_fine(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof fine_rows / sizeof *fine_rows; i++) {
		struct options options;
		struct str error = {0};
		bool fine = parse(&options, fine_rows[i].arguments, &error);
		if (!fine ||
		    strcmp(options.command->name, fine_rows[i].command) != 0 ||
		    options.operand_count != fine_rows[i].operands ||
		    (fine_rows[i].first &&
		     strcmp(options.operands[0], fine_rows[i].first) != 0))
			fail_msg("%s: expected %s with %zu, came %s with %zu "
				 "(%s)",
				 fine_rows[i].name, fine_rows[i].command,
				 fine_rows[i].operands, options.command->name,
				 options.operand_count, str_get(&error));
		options_release(&options);
		str_release(&error);
	}
}

static const struct {
	const char *name;
	const char *arguments[ARGUMENTS];
	const char *error;
} wrong_rows[] = {
	{"unknown", {"--xyzzy"}, "--xyzzy: unknown option"},
	{"its dashes are near to none", {"--bogus"}, "--bogus: unknown option"},
	{"unknown, near",
	 {"print", "--note=foot"},
	 "--note: unknown option; did you mean --notes?"},
	{"unknown letter", {"-hx"}, "-hx: unknown option"},
	{"a value that is none of them",
	 {"print", "--notes", "side"},
	 "--notes=side: not one of foot|inline|margin|none"},
	{"a value that is nearly one",
	 {"print", "--notes=marge"},
	 "--notes=marge: not one of foot|inline|margin|none; did you mean "
	 "margin?"},
	{"an empty value",
	 {"--color="},
	 "--color=: not one of auto|always|never"},
	{"a layout that is none",
	 {"--layout=besides"},
	 "--layout=besides: not one of auto|beside|below; did you mean "
	 "beside?"},
	{"a view for a printer",
	 {"print", "--view=claims"},
	 "print does not take --view"},
	{"no file of settings", {"--config"}, "--config needs a value: FILE"},
	{"no value", {"print", "--width"}, "--width needs a value: N"},
	{"a value too many", {"--ascii=yes"}, "--ascii takes no value"},
	{"too narrow",
	 {"print", "--width=9"},
	 "--width=9: a number from 10 to 1000 is needed"},
	{"too wide",
	 {"print", "--width=1001"},
	 "--width=1001: a number from 10 to 1000 is needed"},
	{"no digits",
	 {"print", "--width="},
	 "--width=: a number from 10 to 1000 is needed"},
	{"too many digits",
	 {"print", "--width=0000080"},
	 "--width=0000080: a number from 10 to 1000 is needed"},
	{"a sign",
	 {"print", "--width=+80"},
	 "--width=+80: a number from 10 to 1000 is needed"},
	{"no claim",
	 {"--claim", ""},
	 "--claim=: a claim is needed, as ARTICLE/CLAIM"},
	{"a language that is none",
	 {"--lang=de"},
	 "--lang=de: not one of en|fr"},
	{"a colour that is none",
	 {"--color", "yes"},
	 "--color=yes: not one of auto|always|never"},
	{"a letter for two", {"-Vx"}, "-Vx: unknown option"},
	{"a word for the wrong command",
	 {"search", "--strict", "x"},
	 "search does not take --strict"},
	{"no number",
	 {"print", "--width=7x"},
	 "--width=7x: a number from 10 to 1000 is needed"},
	{"not of this command",
	 {"check", "--width=70"},
	 "check does not take --width"},
	{"a search is the reader's",
	 {"print", "+/x"},
	 "print does not take +/PATTERN, +N or +G"},
	{"a format of another command",
	 {"print", "--format=json"},
	 "--format=json: print has one form only, text"},
	{"a format of none",
	 {"list", "--format", "xml"},
	 "--format=xml: not one of text|json"},
};

static void test_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrong_rows / sizeof *wrong_rows; i++) {
		struct options options;
		struct str error = {0};
		bool fine = parse(&options, wrong_rows[i].arguments, &error);
		if (fine || strcmp(str_get(&error), wrong_rows[i].error) != 0)
			fail_msg("%s: expected\n%s\ncame\n%s",
				 wrong_rows[i].name, wrong_rows[i].error,
				 str_get(&error));
		options_release(&options);
		str_release(&error);
	}
}

/* Every other option with a value, and what it sets. */
static void test_more_values(void **state)
{
	(void)state;
	const char *arguments[ARGUMENTS] = {
		"--color=always", "--unconfined", "--config", "f",
		"--claim=a",      "--linear",
	};
	struct options options;
	struct str error = {0};
	assert_true(parse(&options, arguments, &error));
	assert_int_equal(options.color, COLOR_ALWAYS);
	assert_true(options.unconfined && options.linear);
	assert_string_equal(options.config, "f");
	assert_string_equal(options.claim, "a");
	options_release(&options);
	char *none[] = {NULL};
	assert_true(options_parse(&options, 0, none, &english, &error));
	assert_string_equal(options.command->name, "read");
	options_release(&options);
}

static void test_values(void **state)
{
	(void)state;
	const char *arguments[ARGUMENTS] = {"print",     "--notes=margin",
					    "--width",   "60",
					    "--lang=fr", "--ascii"};
	struct options options;
	struct str error = {0};
	assert_true(parse(&options, arguments, &error));
	assert_int_equal(options.notes, NOTES_MARGIN);
	assert_int_equal(options.width, 60);
	assert_int_equal(options.language, LANGUAGE_FR);
	assert_int_equal(options.charset, CHARSET_ASCII);
	options_release(&options);
}

static const struct {
	const char *name;
	struct locale_names names;
	enum language language;
	enum charset charset;
} locale_rows[] = {
	{"nothing set", {0}, LANGUAGE_EN, CHARSET_ASCII},
	{"empty ones count for nothing",
	 {.all = "", .messages = "", .ctype = "", .lang = "fr_FR.UTF-8"},
	 LANGUAGE_FR,
	 CHARSET_UTF8},
	{"C", {.lang = "C"}, LANGUAGE_EN, CHARSET_ASCII},
	{"POSIX",
	 {.all = "POSIX", .lang = "fr_FR.UTF-8"},
	 LANGUAGE_EN,
	 CHARSET_ASCII},
	{"C.UTF-8", {.lang = "C.UTF-8"}, LANGUAGE_EN, CHARSET_UTF8},
	{"as glibc spells it",
	 {.lang = "fr_CA.utf8"},
	 LANGUAGE_FR,
	 CHARSET_UTF8},
	{"Latin 1", {.lang = "fr_FR.ISO-8859-1"}, LANGUAGE_FR, CHARSET_ASCII},
	{"a modifier",
	 {.lang = "ca_ES.UTF-8@valencia"},
	 LANGUAGE_EN,
	 CHARSET_UTF8},
	{"no codeset", {.lang = "fr"}, LANGUAGE_FR, CHARSET_UTF8},
	{"each category its own",
	 {.messages = "fr_FR", .ctype = "C", .lang = "en_GB.UTF-8"},
	 LANGUAGE_FR,
	 CHARSET_ASCII},
	{"LC_ALL wins",
	 {.all = "en_GB.UTF-8", .messages = "fr_FR", .ctype = "C"},
	 LANGUAGE_EN,
	 CHARSET_UTF8},
};

static void test_locale(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof locale_rows / sizeof *locale_rows; i++) {
		enum language language = locale_language(&locale_rows[i].names);
		enum charset charset = locale_charset(&locale_rows[i].names);
		if (language != locale_rows[i].language ||
		    charset != locale_rows[i].charset)
			fail_msg("%s: expected %d %d, came %d %d",
				 locale_rows[i].name, locale_rows[i].language,
				 locale_rows[i].charset, language, charset);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fine),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_more_values),
		cmocka_unit_test(test_locale),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
