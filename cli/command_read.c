#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/open.h"
#include "cli/say.h"
#include "tui/tui.h"

static bool wants_color(const struct options *options)
{
	const char *none = getenv("NO_COLOR");
	if (options->color == COLOR_AUTO)
		return !none || !*none;
	return options->color == COLOR_ALWAYS;
}

static int read_on_terminal(const struct options *options)
{
	struct dossier dossier;
	struct xref *xref;
	int status = STATUS_FAILED;
	if (open_operand(options, 0, &dossier, &xref)) {
		struct tui_options tui = {
			.language = options->language,
			.charset = options->charset,
			.color = wants_color(options),
			.claim = options->claim,
			.pattern = options->pattern,
		};
		status = tui_run(&dossier, xref, &tui);
	}
	dossier_release(&dossier);
	return status;
}

int command_read(const struct options *options)
{
	return isatty(STDOUT_FILENO) ? read_on_terminal(options)
				     : command_read_paper(options);
}
