/*
 * help - the help text, made from the tables of commands and options.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/options.h"
#include "print/out.h"

void help_print(const struct options *options, struct out *out);
/* The version, and what confines the program here (confine.h). */
void help_print_version(const struct options *options, struct out *out);

#endif
