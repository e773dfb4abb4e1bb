#include "cli/config.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/say.h"
#include "print/problems.h"

/* The XDG specification: a relative path is ignored. */
static bool default_path(struct str *path)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");
	if (config && config[0] == '/')
		str_adds(path, config);
	else if (home && home[0] == '/')
		str_addf(path, "%s/.config", home);
	else
		return false;
	str_adds(path, "/manicule/config.yaml");
	return true;
}

static void config_apply(struct options *options,
			 const struct settings *settings)
{
	options->settings = settings;
	if (settings->language != SETTING_NONE && !options->language_given)
		options->language = (enum language)settings->language;
	if (settings->ascii != SETTING_NONE && !options->charset_given)
		options->charset = settings->ascii ? CHARSET_ASCII
						   : CHARSET_UTF8;
	if (settings->layout != SETTING_NONE && !options->layout_given)
		options->layout = (enum layout_choice)settings->layout;
	if (settings->confine == 0)
		options->unconfined = true;
	if (settings->linear == 1)
		options->linear = true;
}

bool config_read(struct options *options, struct settings *settings)
{
	struct str path = {0};
	bool fine = true;
	*settings = (struct settings){0};
	if (options->config)
		str_adds(&path, options->config);
	else
		default_path(&path);
	if (!path.len)
		goto out;
	if (settings_load(settings, str_get(&path), options->config,
			  &tui_words)) {
		config_apply(options, settings);
	} else if (options->config) {
		say(options, MSG_CLI_CANNOT_OPEN, options->config,
		    say_errno(options, ENOENT));
		fine = false;
	}
out:
	str_release(&path);
	return fine;
}

static size_t problem_count(const struct options *options)
{
	return options->settings ? options->settings->diags.list.count : 0;
}

void config_tell(const struct options *options)
{
	struct out out = {.fd = STDERR_FILENO};
	if (!problem_count(options))
		return;
	problems_print(&out, &options->settings->diags, options->language,
		       options->charset);
	out_finish(&out);
}

void config_tell_count(const struct options *options)
{
	struct str count = {0};
	unsigned command = options->command->bit;
	bool later = (command == FOR_READ && isatty(STDOUT_FILENO)) ||
		     (command == FOR_CHECK && options->config);
	if (later || !problem_count(options))
		return;
	const char *file = options->settings->diags.list.items[0].place.file;
	message_count(&count, options->language, MSG_CLI_SETTINGS_ONE,
		      problem_count(options));
	say(options, MSG_CLI_SETTINGS, str_get(&count), file, file);
	str_release(&count);
}
