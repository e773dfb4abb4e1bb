/*
 * app - all of the reader's state, and its loop.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/dossier.h"
#include "core/search.h"
#include "core/str.h"
#include "core/xref.h"
#include "po/messages.h"
#include "tui/frame.h"
#include "tui/term.h"
#include "tui/tui.h"

/*
 * Each view is one file with a `const struct view_ops`:
 * X(NAME, "name on the command line", ops)
 */
#define VIEW_LIST(X)                                                           \
	X(ARTICLE, "article", view_article)                                    \
	X(ARTICLES, "articles", view_articles)                                 \
	X(CLAIMS, "claims", view_claims)                                       \
	X(LINKS, "links", view_links)                                          \
	X(HELP, "help", view_help)

enum view {
#define VIEW_ENUM(name, word, ops) VIEW_##name,
	VIEW_LIST(VIEW_ENUM)
#undef VIEW_ENUM
		VIEWS
};

/* What a motion does; how far is the view's to know. */
enum motion {
	MOTION_ROW,
	MOTION_PAGE,
	MOTION_HALF,
	MOTION_START, /* with a count: to that paragraph or row */
	MOTION_END,
	MOTION_PERCENT,
};

/*
 * Where the reader is: what the history keeps and restores, whole.  `row` is
 * the row of the screen that the byte `offset` stands on: both stay as they
 * are when the window changes its size, so that a size seen before shows the
 * screen seen before.
 */
struct position {
	enum view view;
	struct entry *entry;
	size_t offset; /* byte in the entry's article */
	size_t row;
	size_t line;         /* rows of cards from that byte's row on, where
				cards stand in the text */
	struct claim *claim; /* chosen; NULL: none */
	bool open;           /* its card is open */
	size_t link;         /* index in claim->ends of the chosen group */
	size_t skip;         /* rows of a tall card scrolled away; of a card
				in the text 1: the cursor is on its link */
	/* In a list: the chosen row and the first one shown. */
	size_t cursor, first;
	/* What a list is about (links, help): the claim or view it was opened
	   from. */
	struct claim *about;
	enum view from;
};

struct history {
	ARRAY(struct position) list;
	size_t current; /* index of the present position, once it has moved */
};

/* What the bottom line asks for, and what is typed so far. */
struct prompt {
	bool active;
	int kind;           /* '/', '?', ':', 'm', '\'' or '-' */
	struct str text;    /* typed so far, UTF-8 */
	size_t cursor;      /* byte in it */
	struct position at; /* where it was begun, for Esc */
	ARRAY(char *) past; /* lines entered before, oldest first */
	size_t recall;      /* index in past; its count: the line itself */
};

/* The search that n and N go on with. */
struct find {
	struct search *search; /* NULL: none yet */
	char *pattern;
	bool back;        /* begun with ? */
	bool shown;       /* hits are lit */
	struct span hit;  /* the current one; empty: none */
	struct entry *in; /* its article */
};

enum { MARKS = 128 };

/* All keys, of the program and of the settings: keys.h. */
struct key_row;
struct keymap {
	ARRAY(struct key_row) rows;
	ARRAY(int) codes; /* of each row's key */
};

/* Columns of a row of the screen that show a claim: what a click means. */
struct spot {
	size_t row, column, columns;
	struct claim *claim;
	size_t link; /* the group of ends that the row is about, or
			CARD_NO_LINK */
};

struct app {
	struct dossier *dossier;
	const struct xref *xref;
	struct tui_options options; /* as they are now */
	struct keymap keymap;
	struct term term;
	struct frame frame;
	struct position at;
	struct history history;
	struct prompt prompt;
	struct find find;
	struct position marks[MARKS]; /* by letter; entry NULL: not set */
	struct position before_jump;  /* for '' */
	struct frame_needs needs;     /* what of them does not depend on the
					 place */
	ARRAY(struct spot) spots;     /* of the present picture */
	bool dragging;                /* the divider is held by the mouse */
	bool pane;         /* in a single pane: the claims rather than text */
	bool clean;        /* text without numbers, marks and panel */
	bool keep_list;    /* the row of a list was set by the program */
	long count;        /* typed before a key; 0: none */
	int repeat, repeat_back; /* actions for ; and , */
	struct str message; /* shown in the bottom line until the next key */
	bool quit;
};

struct list_ops;

struct view_ops {
	/* Draws all but the title's and the keys' lines. */
	void (*draw)(struct app *app);
	/* Moves by `count` of the motion (back: negative); given: the user
	   typed the count. */
	void (*move)(struct app *app, enum motion motion, long count,
		     bool given);
	/* Opens what is chosen. */
	void (*enter)(struct app *app);
	/* Goes to the next thing inside the chosen thing; step 1 or -1. */
	void (*tab)(struct app *app, int step);
	/* Goes to the next group (claim, heading); step 1 or -1. */
	void (*group)(struct app *app, long step);
	/* Finds the pattern from the chosen place on; again: go past it. */
	bool (*find)(struct app *app, const struct position *from, bool back,
		     bool again);
	/* Adds the words for the title line: left and right part. */
	void (*title)(struct app *app, struct str *left, struct str *right);
	/* Chooses what is shown at the row and column of the screen; where it
	   is chosen already, opens it.  NULL: clicks say nothing. */
	void (*click)(struct app *app, size_t row, size_t column);
	/* Chooses the row to begin at when the view is opened; or NULL. */
	void (*open)(struct app *app);
	/* What its rows are, where the view is a list (list.h); or NULL. */
	const struct list_ops *list;
};

/* The operations of the present view. */
const struct view_ops *app_view(const struct app *app);

/*
 * Sets the message, with the string for its %s and the present key of an action
 * for each {action} in it.  The text is sanitised when it is shown.
 */
void app_message(struct app *app, enum message id, const char *string);

/* Draws everything once. */
void app_draw(struct app *app);

/* Short for message(app->options.language, id). */
const char *app_text(const struct app *app, enum message id);

/* Runs until the reader quits. */
void app_run(struct app *app);

#endif
