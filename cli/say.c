#include "cli/say.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void say_text(const struct options *options, const char *text)
{
	struct out out = {.fd = STDERR_FILENO};
	out_adds(&out, "manicule: ");
	out_safe(&out, text, strlen(text), options->charset);
	out_adds(&out, "\n");
	out_finish(&out);
}

void say_message(const struct options *options, enum message id,
		 const char *const *strings)
{
	struct str text = {0};
	message_fill(&text, options->language, id, strings);
	say_text(options, str_get(&text));
	str_release(&text);
}

const char *say_errno(const struct options *options, int error)
{
	return error == EFBIG ? message(options->language, MSG_CLI_TOO_LARGE)
			      : message_errno(options->language, error);
}

int say_finish(const struct options *options, struct out *out, int status)
{
	int error = out_finish(out);
	if (!error || error == EPIPE)
		return status;
	/* Of what is read it says another limit. */
	say(options, MSG_CLI_CANNOT_WRITE,
	    error == EFBIG ? message(options->language, MSG_CLI_FILE_LIMIT)
			   : say_errno(options, error));
	return STATUS_FAILED;
}
