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

static void print_where(unsigned context)
{
	static const char *const views[] = {
#define VIEW_WORD(name, word, ops) word,
		VIEW_LIST(VIEW_WORD)
#undef VIEW_WORD
	};
	if (context == KEYS_ARTICLE)
		fputs(" (in the article)", stdout);
	else if (context == KEYS_LIST)
		fputs(" (in lists)", stdout);
	for (size_t view = 0; view < VIEWS; view++)
		if (context == 1u << view && context != KEYS_ARTICLE)
			printf(" (in %s)", views[view]);
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
		printf("\n\\&%s",
		       action_words(rows[i].action, LANGUAGE_EN));
		print_where(rows[i].context);
		puts(".");
	}
	puts(".El");
	return ferror(stdout) || fclose(stdout) != 0;
}
