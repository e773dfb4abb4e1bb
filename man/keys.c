/*
 * keys - prints the table of keys for manicule.7, in mdoc(7), from the tables
 * that the reader itself uses: in English, or with the argument `fr` in French.
 */
#include <stdio.h>
#include <string.h>

#include "tui/keys.h"

enum phrase { IN_LISTS, IN_VIEWS, SELECTED, PHRASES };

static const char *const phrases[PHRASES][2] = {
	[IN_LISTS] = {"in all views but the article",
		      "dans toutes les vues sauf l’article"},
	[IN_VIEWS] = {"in: ", "dans\\~: "},
	[SELECTED] = {"While words are selected", "Pendant une sélection"},
};

/* A character that roff or a typesetter would change, as it is meant. */
static void print_char(char c)
{
	static const struct {
		char c;
		const char *roff;
	} special[] = {
		{'^', "\\(ha"}, {'\'', "\\(aq"}, {'`', "\\(ga"},
		{'~', "\\(ti"}, {'\\', "\\e"},
	};
	for (size_t i = 0; i < sizeof special / sizeof *special; i++)
		if (special[i].c == c) {
			fputs(special[i].roff, stdout);
			return;
		}
	putchar(c);
}

/* Lone punctuation would be a delimiter. */
static void print_key(const char *key)
{
	fputs(" \\&", stdout);
	if (strcmp(key, "-") == 0) {
		fputs("\\-", stdout);
		return;
	}
	for (; *key; key++)
		print_char(*key);
}

/* No line ends between a word and the French punctuation after it. */
static void print_text(const char *text)
{
	for (; *text; text++)
		if (*text == ' ' && text[1] && strchr(";:!?", text[1]) &&
		    (!text[2] || text[2] == ' '))
			fputs("\\~", stdout);
		else
			print_char(*text);
}

/* In which views, where not in all. */
static void print_views(unsigned context, enum language language)
{
	static const char *const names[VIEWS] = {
#define VIEW_NAME(name, word, ops) [VIEW_##name] = word,
		VIEW_LIST(VIEW_NAME)
#undef VIEW_NAME
	};
	if (context == KEYS_ALL || context == KEYS_SELECT)
		return;
	if (context == KEYS_LIST) {
		printf(" (%s)", phrases[IN_LISTS][language]);
		return;
	}
	const char *before = phrases[IN_VIEWS][language];
	fputs(" (", stdout);
	for (unsigned i = 0; i < VIEWS; i++)
		if (context & 1u << i) {
			printf("%s%s", before, names[i]);
			before = ", ";
		}
	putchar(')');
}

static bool row_joins(const struct key_row *a, const struct key_row *b)
{
	return a->action == b->action && a->context == b->context;
}

int main(int argc, char **argv)
{
	enum language language = LANGUAGE_EN;
	bool selecting = false;
	size_t count;
	const struct key_row *rows = key_table(&count);
	if (argc > 1 && strcmp(argv[1], "fr") == 0)
		language = LANGUAGE_FR;
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < count; i++) {
		bool first = i == 0 || !row_joins(&rows[i], &rows[i - 1]);
		if (rows[i].context == KEYS_SELECT && !selecting) {
			printf(".El\n.Ss %s\n.Bl -tag -width Ds\n",
			       phrases[SELECTED][language]);
			selecting = true;
		}
		fputs(first ? ".It Ic" : " ,", stdout);
		print_key(rows[i].key);
		if (i + 1 < count && row_joins(&rows[i], &rows[i + 1]))
			continue;
		fputs("\n\\&", stdout);
		print_text(action_words(rows[i].action, language));
		print_views(rows[i].context, language);
		printf(".\n.Pq Cm %s\n", action_name(rows[i].action));
	}
	puts(".El");
	return ferror(stdout) || fclose(stdout) != 0;
}
