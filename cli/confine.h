/*
 * confine - gives up what the program will not need: other files than the
 * dossier's, the network, other programs.
 */
#ifndef CLI_CONFINE_H
#define CLI_CONFINE_H

#include "cli/options.h"
#include "core/str.h"

/*
 * Confines the process to reading the dossier at the path, and, where
 * options->spawner says that a reader begins, to its terminal and its state;
 * starts that spawner before.  Does what the kernel can, and says nothing of
 * what it cannot.  Threads are to be started after it.
 */
void confine_begin(const struct options *options, const char *path);

/* Adds what the program confines itself by here: "Landlock 7, seccomp"; an
   empty string: nothing. */
void confine_describe(const struct options *options, struct str *words);

#endif
