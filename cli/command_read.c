#include <stdlib.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/config.h"
#include "cli/confine.h"
#include "cli/open.h"
#include "cli/say.h"
#include "tui/spawner.h"
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

/* What only the settings can say. */
static void settings_use(struct tui_options *tui,
			 const struct settings *settings)
{
	if (!settings)
		return;
	tui->measure = settings->measure;
	tui->mouse = settings->mouse == 1;
	if (settings->theme != SETTING_NONE)
		tui->theme = (enum theme_name)settings->theme;
}

/* Who reads what. */
struct confinement {
	const struct options *options;
	const char *path;
};

static void confine(const struct confinement *confinement)
{
	confine_begin(confinement->options, confinement->path);
}

/* What looks for leaks is what watches from inside (Makefile). */
#ifdef MANICULE_UNCONFINED
enum { LEAVES = false };
#else
enum { LEAVES = true };
#endif

static int read_dossier(const struct options *options)
{
	enum dossier_status opened;
	int error;
	bool sample;
	char *path = open_path(options, 0, &sample);
	if (!path)
		return STATUS_FAILED;
	const struct confinement confinement = {options, path};
	struct tui_options tui = {
		.language = options->language,
		.charset = options->charset,
		.color = wants_color(options),
		.claim = options->claim,
		.pattern = options->pattern,
		.go = options->go,
		.secure = options->secure,
		.spawner = options->spawner,
		.confine = confine,
		.confinement = &confinement,
		.leaves = LEAVES,
		.layout = options->layout,
		.linear = options->linear,
		.sample = sample,
		.settings = options->settings,
		.view = options->view,
	};
	settings_use(&tui, options->settings);
	int status = tui_run(path, &tui, &opened, &error);
	if (opened != DOSSIER_OK)
		open_tell_status(options, path, opened, error);
	free(path);
	/* What the screen had no room for. */
	config_tell(options);
	return status;
}

static int read_on_terminal(const struct options *options)
{
	struct spawner spawner = {.socket = -1};
	struct options reader = *options;
	reader.spawner = &spawner;
	reader.secure = wants_secure();
	int status = read_dossier(&reader);
	spawner_end(&spawner);
	return status;
}

int command_read(const struct options *options)
{
	return isatty(STDOUT_FILENO) ? read_on_terminal(options)
				     : command_read_paper(options);
}
