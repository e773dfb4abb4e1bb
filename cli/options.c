#include "cli/options.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/help.h"
#include "core/array.h"
#include "core/near.h"
#include "tui/app.h"

static bool set_help(struct options *o, const char *value, size_t choice)
{
	(void)value, (void)choice;
	return o->help = true;
}

static bool set_version(struct options *o, const char *value, size_t choice)
{
	(void)value, (void)choice;
	return o->version = true;
}

static bool set_color(struct options *o, const char *value, size_t choice)
{
	(void)value;
	o->color = (enum color)choice;
	return true;
}

static bool set_ascii(struct options *o, const char *value, size_t choice)
{
	(void)value, (void)choice;
	o->charset = CHARSET_ASCII;
	return o->charset_given = true;
}

static bool set_lang(struct options *o, const char *value, size_t choice)
{
	(void)value;
	o->language = (enum language)choice;
	return o->language_given = true;
}

static bool set_linear(struct options *o, const char *value, size_t choice)
{
	(void)value, (void)choice;
	return o->linear = true;
}

static bool set_unconfined(struct options *o, const char *value, size_t choice)
{
	(void)value, (void)choice;
	return o->unconfined = true;
}

static bool set_layout(struct options *o, const char *value, size_t choice)
{
	(void)value;
	o->layout = (enum layout_choice)choice;
	return o->layout_given = true;
}

static bool set_view(struct options *o, const char *value, size_t choice)
{
	(void)choice;
	o->view = value;
	return true;
}

static bool set_config(struct options *o, const char *value, size_t choice)
{
	(void)choice;
	o->config = value;
	return true;
}

static bool set_notes(struct options *o, const char *value, size_t choice)
{
	(void)value;
	o->notes = (enum notes)choice;
	return true;
}

static bool set_width(struct options *o, const char *value, size_t choice)
{
	(void)choice;
	size_t len = strlen(value);
	if (!len || len > 6 || strspn(value, "0123456789") != len)
		return false;
	o->width = strtoul(value, NULL, 10);
	return o->width >= PAGE_NARROW && o->width <= PAGE_WIDE;
}

static bool set_format(struct options *o, const char *value, size_t choice)
{
	(void)choice;
	o->format = value;
	return true;
}

static bool set_strict(struct options *o, const char *value, size_t choice)
{
	(void)value, (void)choice;
	return o->strict = true;
}

static bool set_claim(struct options *o, const char *value, size_t choice)
{
	(void)choice;
	o->claim = value;
	return *value != '\0';
}

/* The views' names with a | before each; the first | is left out below. */
#define WORD_AFTER_BAR(name, word, ops) "|" word
static const char view_words[] = VIEW_NAMED_LIST(WORD_AFTER_BAR);

#define LIST_WORDS "claims|speakers|sources|articles|points|conflicts|problems"

const struct command command_table[] = {
	{"read", FOR_READ, "[+/PATTERN|+N|+G] [DOSSIER]", NULL, MSG_CLI_READ,
	 command_read},
	{"print", FOR_PRINT, "[DOSSIER] [WHAT…]", "text", MSG_CLI_PRINT,
	 command_print},
	{"list", FOR_LIST, LIST_WORDS " [DOSSIER]", "text|json", MSG_CLI_LIST,
	 command_list},
	{"check", FOR_CHECK, "[DOSSIER]", "text|json", MSG_CLI_CHECK,
	 command_check},
	{"search", FOR_SEARCH, "PATTERN [DOSSIER]", NULL, MSG_CLI_SEARCH,
	 command_search},
	{0},
};

/* The choices stand in the order of their enum. */
const struct option option_table[] = {
	{0, "notes", "foot|inline|margin|none", "foot|inline|margin|none",
	 FOR_PRINT, MSG_CLI_NOTES, set_notes},
	{0, "width", "N", NULL, FOR_PRINT, MSG_CLI_WIDTH, set_width},
	{0, "format", "text|json", NULL, FOR_PRINT | FOR_LIST | FOR_CHECK,
	 MSG_CLI_FORMAT, set_format},
	{0, "strict", NULL, NULL, FOR_CHECK, MSG_CLI_STRICT, set_strict},
	{0, "claim", "ID", NULL, FOR_READ, MSG_CLI_CLAIM, set_claim},
	{0, "view", "NAME", view_words + 1, FOR_READ, MSG_CLI_VIEW, set_view},
	{0, "layout", "auto|beside|below", "auto|beside|below", FOR_READ,
	 MSG_CLI_LAYOUT, set_layout},
	{0, "linear", NULL, NULL, FOR_ALL, MSG_CLI_LINEAR, set_linear},
	{0, "unconfined", NULL, NULL, FOR_ALL, MSG_CLI_UNCONFINED,
	 set_unconfined},
	{0, "config", "FILE", NULL, FOR_ALL, MSG_CLI_CONFIG, set_config},
	{0, "lang", "fr|en", "en|fr", FOR_ALL, MSG_CLI_LANG, set_lang},
	{0, "ascii", NULL, NULL, FOR_ALL, MSG_CLI_ASCII, set_ascii},
	{0, "color", "auto|always|never", "auto|always|never", FOR_ALL,
	 MSG_CLI_COLOR, set_color},
	{'h', "help", NULL, NULL, FOR_ALL, MSG_CLI_HELP, set_help},
	{'V', "version", NULL, NULL, FOR_ALL, MSG_CLI_VERSION, set_version},
	{0},
};

/* Index of the value among the words with | between; -1: none. */
static int choice_index(const char *words, const char *value)
{
	size_t len = strlen(value);
	for (int i = 0;; i++) {
		size_t n = strcspn(words, "|");
		if (n == len && strncmp(words, value, n) == 0)
			return i;
		if (!words[n])
			return -1;
		words += n + 1;
	}
}

bool options_near(const char *written, const char *words, struct str *near)
{
	char *copy = strdup(words);
	if (!copy)
		out_of_memory();
	size_t budget = SIZE_MAX;
	struct near search = near_start(written, strlen(written), &budget);
	char *rest = copy;
	for (char *word; (word = strsep(&rest, "|"));)
		near_offer(&search, word);
	bool found = search.best;
	if (found)
		str_adds(near, search.best);
	free(copy);
	return found;
}

const char *command_near(const char *written)
{
	size_t budget = SIZE_MAX;
	struct near search = near_start(written, strlen(written), &budget);
	for (const struct command *c = command_table; c->name; c++)
		near_offer(&search, c->name);
	return search.best;
}

/* Adds "; did you mean NAME?" where something is near, which the prefix goes
   before. */
static void add_near(const struct options *o, struct str *error,
		     const char *prefix, const char *written, const char *words)
{
	struct str near = {0};
	str_adds(&near, prefix);
	if (options_near(written, words, &near))
		message_add(error, o->language, MSG_CLI_NEAR, str_get(&near));
	str_release(&near);
}

static bool unknown_option(const struct options *o, const char *written,
			   size_t len, struct str *error)
{
	struct str name = {0}, words = {0};
	str_add(&name, written, len);
	for (const struct option *row = option_table; row->name; row++)
		str_addf(&words, "%s%s", words.len ? "|" : "", row->name);
	message_add(error, o->language, MSG_CLI_UNKNOWN_OPTION, str_get(&name));
	add_near(o, error, "--", str_get(&name) + strspn(str_get(&name), "-"),
		 str_get(&words));
	str_release(&name);
	str_release(&words);
	return false;
}

static bool wrong_value(const struct options *o, const char *name,
			const char *value, const char *choices,
			struct str *error)
{
	message_add(error, o->language, MSG_CLI_WRONG_VALUE, name, value,
		    choices);
	add_near(o, error, "", value, choices);
	return false;
}

static const struct option *option_find(const char *name, size_t len)
{
	for (const struct option *row = option_table; row->name; row++)
		if (strlen(row->name) == len &&
		    strncmp(row->name, name, len) == 0)
			return row;
	return NULL;
}

static bool option_set(struct options *o, const struct option *row,
		       const char *value, struct str *error)
{
	int choice = 0;
	/* Only options that take a value have choices. */
	if (row->choices && value) {
		choice = choice_index(row->choices, value);
		if (choice < 0)
			return wrong_value(o, row->name, value, row->choices,
					   error);
	}
	if (row->set(o, value, (size_t)choice))
		return true;
	message_add(error, o->language,
		    row->set == set_width ? MSG_CLI_WRONG_WIDTH
					  : MSG_CLI_WRONG_CLAIM,
		    value);
	return false;
}

/* What is read, and how far. */
struct reading {
	struct options *options;
	char *const *next;             /* the argument after this one */
	const struct option *used[64]; /* to check against the command */
	size_t used_count;
	struct str *error;
};

static void reading_use(struct reading *r, const struct option *row)
{
	for (size_t i = 0; i < r->used_count; i++)
		if (r->used[i] == row)
			return;
	r->used[r->used_count++] = row;
}

/* "--name", "--name=value", or "--name" and the value in the next one. */
static bool read_long(struct reading *r, const char *argument)
{
	const char *name = argument + 2;
	size_t len = strcspn(name, "=");
	const struct option *row = option_find(name, len);
	const char *value = name[len] ? name + len + 1 : NULL;
	enum language language = r->options->language;
	if (!row)
		return unknown_option(r->options, argument, len + 2, r->error);
	if (row->argument && !value) {
		value = *r->next;
		if (!value) {
			struct str what = {0};
			help_add_operands(&what, language, row->argument);
			message_add(r->error, language, MSG_CLI_NEEDS_VALUE,
				    row->name, str_get(&what));
			str_release(&what);
			return false;
		}
		r->next++;
	} else if (!row->argument && value) {
		message_add(r->error, language, MSG_CLI_TAKES_NONE, row->name);
		return false;
	}
	reading_use(r, row);
	return option_set(r->options, row, value, r->error);
}

/* "-h", "-hV". */
static bool read_short(struct reading *r, const char *argument)
{
	for (const char *letter = argument + 1; *letter; letter++) {
		const struct option *row = option_table;
		while (row->name && row->letter != *letter)
			row++;
		if (!row->name)
			return unknown_option(r->options, argument,
					      strlen(argument), r->error);
		reading_use(r, row);
		if (!option_set(r->options, row, NULL, r->error))
			return false;
	}
	return true;
}

/* The first operand may be a command. */
static void read_operand(struct reading *r, const char *argument, bool plain)
{
	struct options *o = r->options;
	if (!plain && !o->operand_count && !o->command) {
		for (const struct command *c = command_table; c->name; c++) {
			if (strcmp(argument, c->name) == 0) {
				o->command = c;
				return;
			}
		}
	}
	o->operands[o->operand_count++] = argument;
}

/* "+12", "+G", and "+" as in vim(1). */
static bool is_going(const char *argument)
{
	if (argument[0] != '+')
		return false;
	size_t digits = strspn(argument + 1, "0123456789");
	return !argument[1 + digits] || strcmp(argument, "+G") == 0;
}

static bool read_arguments(struct reading *r)
{
	bool plain = false; /* after -- */
	while (*r->next) {
		const char *argument = *r->next++;
		bool fine = true;
		if (plain || argument[0] == '\0' || strcmp(argument, "-") == 0)
			read_operand(r, argument, plain);
		else if (strcmp(argument, "--") == 0)
			plain = true;
		else if (strncmp(argument, "--", 2) == 0)
			fine = read_long(r, argument);
		else if (argument[0] == '-')
			fine = read_short(r, argument);
		else if (strncmp(argument, "+/", 2) == 0)
			r->options->pattern = argument + 2;
		else if (is_going(argument))
			r->options->go = argument + 1;
		else
			read_operand(r, argument, false);
		if (!fine)
			return false;
	}
	return true;
}

/* Whether the command takes what was given. */
static bool check_command(const struct reading *r)
{
	const struct options *o = r->options;
	const struct command *command = o->command;
	for (size_t i = 0; i < r->used_count; i++) {
		if (r->used[i]->commands & command->bit)
			continue;
		message_add(r->error, o->language, MSG_CLI_NOT_FOR,
			    command->name, r->used[i]->name);
		return false;
	}
	if ((o->pattern || o->go) && command->bit != FOR_READ) {
		message_add(r->error, o->language, MSG_CLI_NOT_FOR_PATTERN,
			    command->name);
		return false;
	}
	if (o->format && choice_index(command->formats, o->format) < 0 &&
	    !strchr(command->formats, '|')) {
		message_add(r->error, o->language, MSG_CLI_ONE_FORMAT,
			    o->format, command->name, command->formats);
		return false;
	}
	if (o->format && choice_index(command->formats, o->format) < 0)
		return wrong_value(o, "format", o->format, command->formats,
				   r->error);
	return true;
}

bool options_parse(struct options *options, int argc, char *const *argv,
		   const struct locale_names *names, struct str *error)
{
	struct reading r = {.options = options, .error = error};
	*options = (struct options){
		.language = locale_language(names),
		.charset = locale_charset(names),
		.operands = memory_alloc(((size_t)argc + 1) *
					 sizeof *options->operands),
#ifdef MANICULE_COVERED
		/* What was reached is written elsewhere when it ends. */
		.unconfined = true,
#endif
	};
	r.next = argc > 0 ? argv + 1 : argv;
	bool fine = read_arguments(&r);
	if (!options->command)
		options->command = &command_table[0];
	if (!fine)
		return false;
	return options->help || options->version || check_command(&r);
}

void options_release(struct options *options)
{
	free(options->operands);
	options->operands = NULL;
	options->operand_count = 0;
}
