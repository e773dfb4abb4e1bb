/*
 * tui - the reader on a terminal: the door of this room.
 */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "core/settings.h"
#include "core/utf8.h"
#include "po/messages.h"
#include "tui/frame.h"
#include "tui/spawner.h"
#include "tui/theme.h"

/* What tui_options.confine is given; the caller's own. */
struct confinement;

struct tui_options {
	enum language language;
	enum charset charset;
	bool color; /* use colours where the terminal has them */
	enum theme_name theme;
	enum layout_choice layout;
	size_t measure; /* columns of text at most; 0: as designed */
	bool mouse;     /* listen to the mouse */
	bool linear;    /* one column of text, for screen readers */
	bool sample;    /* nothing was named: say which dossier this is */
	const struct settings *settings; /* whose keys count, or NULL */
	const char *view;    /* the name of a view to open in, or NULL */
	const char *claim;   /* "article/id" to open at, or NULL */
	const char *pattern; /* search for it at once, or NULL */
	const char *go;      /* paragraph or row to go to at once, or "G"
				for the end; or NULL */
	bool secure;         /* write no file, start no program */
	const struct spawner *spawner; /* starts them; NULL where secure */
	/* Gives up what reading does not need, and starts the spawner: called
	   once, when the first picture is out and no thread goes on, or
	   before, where more than a first look is to be read.  May be NULL. */
	void (*confine)(const struct confinement *confinement);
	const struct confinement *confinement;
	/* The program ends next: a large dossier, which takes a while to free,
	   is left to that.  Not where something looks for leaks. */
	bool leaves;
};

/* The words that settings may use: actions, views, themes, keys. */
extern const struct settings_words tui_words;

/*
 * Shows the dossier that the operand names until the reader quits.  What can
 * be shown of it comes at once, the rest behind the keys (behind.h).  Keys come
 * from standard input, else from /dev/tty.  Returns the exit status: 0; 2 where
 * there is nothing to show (*opened is not DOSSIER_OK then, for an errno in
 * *error, and nothing has been said), or the terminal cannot be used or
 * options->claim is none of the dossier's (said on standard error, and before
 * the screen is touched).  A signal that ends it is raised again once the
 * terminal is given back.
 */
int tui_run(const char *operand, const struct tui_options *options,
	    enum dossier_status *opened, int *error);

#endif
