#include "cli/help.h"

#include <string.h>

#include "cli/confine.h"
#include "print/page.h"

enum { HELP_WIDTH = 80, HELP_INDENT = 24 };

static void help_line(struct page *page, enum message id)
{
	const char *words = message(page->language, id);
	page_block(page, "", "", words, strlen(words));
}

/* "  --width N            What it does", on two rows where the first part is
   too long. */
static void help_row(struct page *page, const char *left, enum message id)
{
	struct str first = {0}, rest = {0};
	const char *words = message(page->language, id);
	str_fill(&rest, ' ', HELP_INDENT);
	str_addf(&first, "  %s", left);
	if (first.len + 2 > HELP_INDENT) {
		page_block(page, "", "", first.bytes, first.len);
		str_clear(&first);
	}
	str_fill(&first, ' ', HELP_INDENT - first.len);
	page_block(page, str_get(&first), str_get(&rest), words, strlen(words));
	str_release(&first);
	str_release(&rest);
}

void help_add_operands(struct str *out, enum language language,
		       const char *operands)
{
	static const enum message names[] = {
		MSG_CLI_NAME_FILE, MSG_CLI_NAME_NAME, MSG_CLI_NAME_PATTERN,
		MSG_CLI_NAME_WHAT};
	while (*operands) {
		size_t len = strspn(operands, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		const char *word = operands;
		size_t add = len ? len : 1;
		for (size_t i = 0; len && i < sizeof names / sizeof *names;
		     i++) {
			const char *name = message(LANGUAGE_EN, names[i]);
			if (strlen(name) != len ||
			    strncmp(name, operands, len) != 0)
				continue;
			word = message(language, names[i]);
			add = strlen(word);
		}
		str_add(out, word, add);
		operands += len ? len : 1;
	}
}

static void help_usage(struct page *page)
{
	help_line(page, MSG_CLI_USAGE);
	for (const struct command *c = command_table; c->name; c++) {
		struct str row = {0};
		bool first = c == command_table;
		str_addf(&row, "manicule %s%s%s [OPTIONS] ", first ? "[" : "",
			 c->name, first ? "]" : "");
		help_add_operands(&row, page->language, c->operands);
		page_take(page, "  ", "      ", &row);
		str_release(&row);
	}
}

static void help_options(struct page *page)
{
	for (const struct option *o = option_table; o->name; o++) {
		struct str left = {0};
		if (o->letter)
			str_addf(&left, "-%c, ", o->letter);
		str_addf(&left, "--%s", o->name);
		if (o->argument) {
			str_addc(&left, ' ');
			help_add_operands(&left, page->language, o->argument);
		}
		help_row(page, str_get(&left), o->help);
		str_release(&left);
	}
}

void help_print(const struct options *options, struct out *out)
{
	struct page page = {
		.out = out,
		.language = options->language,
		.charset = options->charset,
		.width = HELP_WIDTH,
	};
	help_usage(&page);
	page_gap(&page);
	help_line(&page, MSG_CLI_INTRODUCTION);
	page_gap(&page);
	help_line(&page, MSG_CLI_COMMANDS);
	for (const struct command *c = command_table; c->name; c++)
		help_row(&page, c->name, c->help);
	page_gap(&page);
	help_line(&page, MSG_CLI_OPTIONS);
	help_options(&page);
	page_gap(&page);
	help_line(&page, MSG_CLI_OPERANDS);
	help_row(&page, "DOSSIER", MSG_CLI_DOSSIER);
	help_row(&page, message(page.language, MSG_CLI_NAME_WHAT),
		 MSG_CLI_WHAT);
	page_gap(&page);
	help_line(&page, MSG_CLI_STATUS);
}

void help_print_version(const struct options *options, struct out *out)
{
	struct str kernel = {0}, words = {0};
	struct page page = {
		.out = out,
		.language = options->language,
		.charset = options->charset,
		.width = HELP_WIDTH,
	};
	out_adds(out, "manicule " MANICULE_VERSION "\n");
	confine_describe(options, &kernel);
	message_add(&words, options->language,
		    kernel.len ? MSG_CLI_CONFINED : MSG_CLI_CONFINED_NOT,
		    str_get(&kernel));
	page_take(&page, "", "", &words);
	str_release(&kernel);
	str_release(&words);
}
