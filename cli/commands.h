/*
 * commands - what the program can be asked to do: one file each.
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/options.h"

/* Each returns the exit status. */
int command_read(const struct options *options);
/* What read does where standard output is no terminal. */
int command_read_paper(const struct options *options);
int command_print(const struct options *options);
int command_list(const struct options *options);
int command_check(const struct options *options);
int command_search(const struct options *options);

#endif
