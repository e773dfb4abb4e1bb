#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/open.h"
#include "cli/say.h"
#include "core/side.h"
#include "print/found.h"

int command_search(const struct options *options)
{
	struct out out = {.fd = STDOUT_FILENO};
	struct dossier dossier;
	struct xref *xref;
	int status = STATUS_FAILED;
	const char *pattern = options->operand_count ? options->operands[0]
						     : "";
	struct search *search = search_new(pattern, strlen(pattern));
	dossier = (struct dossier){0};
	if (!search_possible(search)) {
		struct str operands = {0};
		help_add_operands(&operands, options->language,
				  options->command->operands);
		say(options, MSG_CLI_NO_PATTERN, str_get(&operands));
		str_release(&operands);
	} else if (open_operand(options, 1, &dossier, &xref)) {
		struct page page = {
			.out = &out,
			.dossier = &dossier,
			.xref = xref,
			.language = options->language,
			.charset = options->charset,
			.threads = side_processors(),
		};
		size_t count = found_print(&page, search);
		bool torn = open_tell_torn(options, &dossier);
		status = say_finish(options, &out,
				    count                    ? STATUS_DONE
				    : torn && dossier.single ? STATUS_FAILED
							     : STATUS_FOUND);
	}
	search_free(search);
	dossier_release(&dossier);
	return status;
}
