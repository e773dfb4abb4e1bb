/*
 * command - lines typed after ":", and marks.
 */
#ifndef TUI_COMMAND_H
#define TUI_COMMAND_H

#include "tui/app.h"

/* Runs a line: n, p, e NAME, q, h, or a number; a wrong one is named. */
void command_run(struct app *app, const char *line);

/* Completes the name of an article, or a command, in the line. */
void command_complete(struct app *app, struct str *line);

/* The claim whose place a mark would be set at in a view; NULL: none is
   chosen. */
struct claim *command_marked(struct app *app);

/* Sets the mark of a letter; goes to it (' the place before the last jump,
   ^ and $ the article's start and end). */
void command_mark(struct app *app, int letter);
void command_go_mark(struct app *app, int letter);

#endif
