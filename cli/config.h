/*
 * config - the user's settings: where they are, and what they change.
 *
 * What the command line says goes before what the settings say, and that
 * before what the environment says.
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include <stdbool.h>

#include "cli/options.h"
#include "core/settings.h"

/*
 * Reads the file that options->config names, else manicule/config.yaml in
 * XDG_CONFIG_HOME, else in ~/.config; that there is none is no error, unless
 * it was named: then it says so and returns false.  Options that were not
 * given take what the settings say; options->settings borrows them.  They are
 * the caller's to release in either case.
 */
bool config_read(struct options *options, struct settings *settings);

/* Prints the settings' problems on standard error, in full. */
void config_tell(const struct options *options);

/* Says in one line how many there are, if any; not where the command will
   say them in full. */
void config_tell_count(const struct options *options);

#endif
