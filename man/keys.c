/*
 * keys - prints the table of keys for manicule.7, in mdoc(7), from the tables
 * that the reader itself uses.
 */
#include <stdio.h>

#include "tui/keys.h"

/* Lone punctuation would be a delimiter, and roff draws ^ as an accent. */
static void print_key(const char *key)
{
	fputs(" \\&", stdout);
	for (; *key; key++) {
		if (*key == '^')
			fputs("\\(ha", stdout);
		else if (*key == '\'')
			fputs("\\(aq", stdout);
		else if (*key == '-')
			fputs("\\-", stdout);
		else
			putchar(*key);
	}
}

/* In which views, where not in all. */
static void print_views(unsigned context)
{
	static const char *const names[VIEWS] = {
#define VIEW_NAME(name, word, ops) [VIEW_##name] = word,
		VIEW_LIST(VIEW_NAME)
#undef VIEW_NAME
	};
	if (context == KEYS_ALL)
		return;
	if (context == KEYS_SELECT) {
		fputs(" (while words are selected)", stdout);
		return;
	}
	if (context == KEYS_LIST) {
		fputs(" (in lists)", stdout);
		return;
	}
	const char *before = " (in: ";
	for (unsigned i = 0; i < VIEWS; i++)
		if (context & 1u << i) {
			printf("%s%s", before, names[i]);
			before = ", ";
		}
	putchar(')');
}

int main(void)
{
	size_t count;
	const struct key_row *rows = key_table(&count);
	puts(".Bl -tag -width Ds");
	for (size_t i = 0; i < count; i++) {
		bool first = i == 0 || rows[i].action != rows[i - 1].action;
		fputs(first ? ".It Ic" : " ,", stdout);
		print_key(rows[i].key);
		if (i + 1 < count && rows[i].action == rows[i + 1].action)
			continue;
		printf("\n\\&%s", action_words(rows[i].action, LANGUAGE_EN));
		print_views(rows[i].context);
		puts(".");
	}
	puts(".El");
	return ferror(stdout) || fclose(stdout) != 0;
}
