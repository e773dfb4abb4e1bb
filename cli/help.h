/*
 * help - the help text, made from the tables of commands and options.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/options.h"
#include "print/out.h"

/* Adds what stands for operands and values, as "PATTERN [DOSSIER]", in the
   language's words. */
void help_add_operands(struct str *out, enum language language,
		       const char *operands);

void help_print(const struct options *options, struct out *out);
/* The version, and what confines the program here (confine.h). */
void help_print_version(const struct options *options, struct out *out);

#endif
