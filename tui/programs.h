/*
 * programs - which programs the reader may have started, and for what: the
 * command lines of the editor and of the browser, from the environment.
 */
#ifndef TUI_PROGRAMS_H
#define TUI_PROGRAMS_H

#include <stdbool.h>

#include "core/diag.h"
#include "tui/spawn.h"

/* Adds the editor's words (VISUAL, else EDITOR, else vi), the line where it
   takes one, and the file. */
void programs_add_editor(struct spawn *spawn, const struct place *place);

/* Adds the browser's words (BROWSER, else xdg-open) and the address. */
void programs_add_browser(struct spawn *spawn, const char *address);

/*
 * Whether a browser may be given the address: one of the web, without a blank
 * or a control character.  Others might run something, or be read as an
 * option.
 */
bool programs_address_fits(const char *address);

#endif
