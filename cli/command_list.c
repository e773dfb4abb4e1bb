#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/open.h"
#include "cli/say.h"
#include "print/lists.h"

static bool wants_json(const struct options *options)
{
	return options->format && strcmp(options->format, "json") == 0;
}

/* The list that the first operand names; says what is wrong with it. */
static const struct list *find_list(const struct options *options)
{
	struct str names = {0}, near = {0};
	const struct list *found = NULL;
	const char *name = options->operand_count ? options->operands[0] : "";
	for (const struct list *l = lists_table; l->name; l++) {
		str_addf(&names, "%s%s", names.len ? "|" : "", l->name);
		if (strcmp(l->name, name) == 0)
			found = l;
	}
	if (!found && !*name)
		say(options, MSG_CLI_LIST_WHICH, str_get(&names));
	else if (!found && options_near(name, str_get(&names), &near))
		say(options, MSG_CLI_LIST_NEAR, name, str_get(&near));
	else if (!found)
		say(options, MSG_CLI_LIST_UNKNOWN, name, str_get(&names));
	str_release(&names);
	str_release(&near);
	return found;
}

int command_list(const struct options *options)
{
	struct out out = {.fd = STDOUT_FILENO};
	struct dossier dossier;
	struct xref *xref;
	int status = STATUS_FAILED;
	const struct list *list = find_list(options);
	if (!list)
		return STATUS_FAILED;
	if (open_operand(options, 1, &dossier, &xref)) {
		struct page page = {
			.out = &out,
			.dossier = &dossier,
			.xref = xref,
			.language = options->language,
			.charset = options->charset,
		};
		if (wants_json(options))
			list->json(&page);
		else
			list->text(&page);
		status = say_finish(options, &out, STATUS_DONE);
	}
	dossier_release(&dossier);
	return status;
}
