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

/* As in less(1): where others read with one's rights. */
static bool wants_secure(void)
{
	const char *secure = getenv("LESSSECURE");
	return secure && *secure;
}

static int read_on_terminal(const struct options *options)
{
	struct dossier dossier;
	struct xref *xref;
	if (!open_operand(options, 0, &dossier, &xref)) {
		dossier_release(&dossier);
		return STATUS_FAILED;
	}
	struct tui_options tui = {
		.language = options->language,
		.charset = options->charset,
		.color = wants_color(options),
		.claim = options->claim,
		.pattern = options->pattern,
		.secure = wants_secure(),
	};
	return tui_run(&dossier, xref, &tui);
}

int command_read(const struct options *options)
{
	return isatty(STDOUT_FILENO) ? read_on_terminal(options)
				     : command_read_paper(options);
}
