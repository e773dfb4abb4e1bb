/*
 * say - messages to standard error, always through the sanitiser.
 */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include "cli/options.h"
#include "print/out.h"

enum {
	STATUS_DONE = 0,
	STATUS_FOUND = 1,  /* check found errors, search found nothing */
	STATUS_FAILED = 2, /* usage, no input, output failed */
};

/* "manicule: " and the text as one line. */
void say_text(const struct options *options, const char *text);

/* The same with a message and what fills its %s. */
#define say(options, id, ...)                                                  \
	say_message(options, id, (const char *const[]){__VA_ARGS__, NULL})
void say_message(const struct options *options, enum message id,
		 const char *const *strings);

/* Why a file cannot be read, from errno, in the user's language. */
const char *say_errno(const struct options *options, int error);

/*
 * Ends the output.  Returns status; where writing failed, says so and returns
 * STATUS_FAILED, except that a reader who went away (EPIPE) is no failure.
 */
int say_finish(const struct options *options, struct out *out, int status);

#endif
