/*
 * help - the help text, made from the tables of commands and options.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/options.h"
#include "print/out.h"

void help_print(const struct options *options, struct out *out);
void help_print_version(struct out *out);

#endif
