/*
 * tui - the reader on a terminal: the door of this room.
 */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "core/utf8.h"
#include "core/xref.h"
#include "po/messages.h"

struct tui_options {
	enum language language;
	enum charset charset;
	bool color;          /* use colours where the terminal has them */
	const char *claim;   /* "article/id" to open at, or NULL */
	const char *pattern; /* search for it at once, or NULL */
	bool secure;         /* write no file, start no program */
};

/*
 * Shows the dossier until the reader quits.  The dossier, with its xref, is
 * the reader's from here on: it puts another in its place when the files have
 * changed, and releases it, also where it returns an error.  Keys come from standard input,
 * else from /dev/tty.  Returns the exit status: 0; 2 where the terminal
 * cannot be used or options->claim is none of the dossier's (said on standard
 * error, and before the screen is touched).  A signal that ends it is raised
 * again once the terminal is given back.
 */
int tui_run(struct dossier *dossier, struct xref *xref,
	    const struct tui_options *options);

#endif
