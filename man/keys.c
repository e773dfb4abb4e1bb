/*
 * keys - prints the table of keys for manicule.7, in mdoc(7), from the tables
 * that the reader itself uses: in English, or with the argument `fr` in French.
 */
#include <stdio.h>
#include <string.h>

#include "tui/help_words.h"
#include "tui/keys.h"

enum phrase { IN_MOST, IN_VIEWS, SELECTED, PHRASES };

static const char *const phrases[PHRASES][2] = {
	[IN_MOST] = {"in all views but: ", "dans toutes les vues sauf\\~: "},
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

/* The views of the row where the action of lists has something to do. */
static unsigned views_of(const struct key_row *row)
{
	unsigned context = row->context;
	for (unsigned i = 0; i < VIEWS && row->context == KEYS_LIST; i++)
		if (!help_has((enum view)i, row->action))
			context &= ~(1u << i);
	return context;
}

/* In which views, where not in all: those, or the others, as are fewer. */
static void print_views(unsigned context, enum language language)
{
	static const char *const names[VIEWS] = {
#define VIEW_NAME(name, word, ops) [VIEW_##name] = word,
		VIEW_LIST(VIEW_NAME)
#undef VIEW_NAME
	};
	if (context == KEYS_ALL || context == KEYS_SELECT)
		return;
	bool most = __builtin_popcount(context) > VIEWS / 2;
	const char *before = phrases[most ? IN_MOST : IN_VIEWS][language];
	if (most)
		context = ~context;
	fputs(" (", stdout);
	for (unsigned i = 0; i < VIEWS; i++)
		if (context & 1u << i) {
			printf("%s%s", before, names[i]);
			before = ", ";
		}
	putchar(')');
}

/* What the keys of the row do, and its name in the settings. */
static void print_action(const struct key_row *row, enum language language)
{
	fputs("\n\\&", stdout);
	print_text(action_words(row->action, language));
	print_views(views_of(row), language);
	printf(".\n.Pq Cm %s\n", action_name(row->action));
}

static bool row_joins(const struct key_row *a, const struct key_row *b)
{
	return a->action == b->action && a->context == b->context;
}

/* A heading, and a list of its own. */
static void print_section(enum message words, bool first,
			  enum language language)
{
	if (!first)
		puts(".El");
	printf(".Pp\n.Sy %s\n.Bl -tag -width Ds\n", message(language, words));
}

/* The rows whose keys are for selecting words, or all the others. */
static void print_rows(bool selecting, enum language language)
{
	size_t count;
	const struct key_row *rows = key_table(&count);
	const struct key_row *last = NULL;
	enum message sections[ACTIONS];
	key_sections(sections);
	if (selecting)
		puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < count; i++) {
		if ((rows[i].context == KEYS_SELECT) != selecting)
			continue;
		bool joins = last && row_joins(last, &rows[i]);
		if (last && !joins)
			print_action(last, language);
		if (!selecting && (!last || sections[last->action] !=
						    sections[rows[i].action]))
			print_section(sections[rows[i].action], !last,
				      language);
		fputs(joins ? " ," : ".It Ic", stdout);
		print_key(rows[i].key);
		last = &rows[i];
	}
	if (last)
		print_action(last, language);
	puts(".El");
}

int main(int argc, char **argv)
{
	bool french = argc > 1 && strcmp(argv[1], "fr") == 0;
	enum language language = french ? LANGUAGE_FR : LANGUAGE_EN;
	print_rows(false, language);
	printf(".Ss %s\n", phrases[SELECTED][language]);
	print_rows(true, language);
	return ferror(stdout) || fclose(stdout) != 0;
}
