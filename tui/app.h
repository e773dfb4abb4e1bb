/*
 * app - all of the reader's state, and its loop.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "core/dossier.h"
#include "core/search.h"
#include "core/str.h"
#include "core/trip.h"
#include "core/xref.h"
#include "po/messages.h"
#include "tui/actions.h"
#include "tui/behind.h"
#include "tui/frame.h"
#include "tui/term.h"
#include "tui/tui.h"
#include "tui/watch.h"

/*
 * Each view is one file with a `const struct view_ops`:
 * X(NAME, "name on the command line", ops)
 */
#define VIEW_NAMED_LIST(X)                                                     \
	X(ARTICLE, "article", view_article)                                    \
	X(ARTICLES, "articles", view_articles)                                 \
	X(CLAIMS, "claims", view_claims)                                       \
	X(VOICES, "voices", view_voices)                                       \
	X(SOURCES, "sources", view_sources)                                    \
	X(LINKS, "links", view_links)                                          \
	X(MATRIX, "matrix", view_matrix)                                       \
	X(DATES, "dates", view_dates)                                          \
	X(DRIFT, "drift", view_drift)                                          \
	X(PROBLEMS, "problems", view_problems)                                 \
	X(MARKS, "marks", view_marks)                                          \
	X(OUTLINE, "outline", view_outline)                                    \
	X(HELP, "help", view_help)

/* And those that show what was asked for in another view: only keys can be set
   for them by name. */
#define VIEW_LIST(X)                                                           \
	VIEW_NAMED_LIST(X)                                                     \
	X(FOUND, "found", view_found)                                          \
	X(CELL, "cell", view_cell)

enum view {
#define VIEW_ENUM(name, word, ops) VIEW_##name,
	VIEW_LIST(VIEW_ENUM)
#undef VIEW_ENUM
		VIEWS
};

struct filter; /* core/filter.h */
struct reach;  /* core/reach.h */
struct window; /* window.h */
struct still;  /* still.h */
struct found;  /* found.h */
struct order;  /* order.h */

/* What a motion does; how far is the view's to know. */
enum motion {
	MOTION_ROW,
	MOTION_PAGE,
	MOTION_HALF,
	MOTION_START, /* with a count: to that paragraph or row */
	MOTION_END,
	MOTION_PERCENT,
};

struct folds;       /* fold_list.h */
struct fold_shape;  /* fold_list.h */
struct voice_list;  /* view_voices.c */
struct source_list; /* view_sources.c */

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
	size_t link;         /* index in claim_ends() of the chosen group */
	size_t skip;         /* rows of a tall card scrolled away; of a card
				in the text 1: the cursor is on its link */
	/* In a list: the chosen row and the first one shown. */
	size_t cursor, first;
	const struct folds *folds; /* what is closed; NULL: nothing is */
	/* In a table: the chosen column and the first one shown; in the
	   dates: the zoom and the first day shown. */
	size_t column, left;
	bool turned;     /* the view is laid out the other way round */
	struct span hit; /* the current one in the text; empty: none */
	/* What a list is about (links, help): the claim or view it was opened
	   from. */
	struct claim *about;
	enum view from;
	/* How a list stands: its order (index in its list_ops' orders), whether
	   that is turned round, and the filter; NULL: everything passes. */
	size_t sort;
	bool reversed;
	const struct filter *filter; /* one of app->filters */
	/* What the list of hits shows (found.h); in an article the list that
	   its hit, in row `cursor`, was gone to from. */
	struct found *found;
	bool gone; /* that hit is no more, and the row that before it */
};

struct history {
	ARRAY(struct position) list;
	size_t current; /* index of the present position, once it has moved */
};

/* How far a search goes: Tab widens it. */
enum prompt_scope {
	SCOPE_HERE,  /* the article, or the rows of the list */
	SCOPE_TEXTS, /* the texts of the dossier, as a list of hits */
	SCOPE_ALL,   /* and its claims, notes and names */
	SCOPES,
};

/* What the bottom line asks for, and what is typed so far. */
struct prompt {
	bool active;
	int kind; /* '/', '?', ':', '&', 'm', '\'', '-', 'Z' or 'o'
		     (browse.h) */
	enum prompt_scope scope; /* of a search */
	struct str text;         /* typed so far, UTF-8 */
	size_t cursor;           /* byte in it */
	struct position at;      /* where it was begun, for Esc */
	bool pane, alone;        /* as they were in app then */
	struct found *live;      /* hits of what is typed, in a wide search */
	char *before;            /* what n searched for then; NULL: nothing */
	bool back;               /* and which way */
	ARRAY(char *) past;      /* lines entered before, oldest first */
	size_t recall;           /* index in past; its count: the line itself */
};

/* A search through a long text, slice by slice while no key waits. */
struct text_hunt {
	struct trip trip;     /* of a search: it goes on */
	struct position from; /* where it began, and the screen stays */
	bool jump;            /* what it finds is a jump from there */
	size_t more;          /* times that it goes on then */
};

/* A search through a long list, row by row while no key waits. */
struct row_hunt {
	bool active;
	enum view view;
	size_t rows; /* of the list */
	size_t from; /* row that it began at, where the cursor stays */
	size_t next; /* the row that comes next, counted from there */
	bool back;
};

/* The rows of a list that have the pattern, counted by slices. */
struct row_count {
	struct position list; /* whose rows they are, and of: */
	const struct dossier *dossier;
	enum language language;
	size_t columns;
	size_t rows;
	size_t next; /* row that is looked at next */
	bool stopped;
	ARRAY(size_t) hits; /* rows before it that have the pattern */
};

/* The search that n and N go on with. */
struct find {
	struct search *search; /* NULL: none yet */
	char *pattern;
	bool back;  /* begun with ? */
	bool shown; /* hits are lit */
	int round;  /* the last hit lay past the end (1) or the start (-1) */
	struct search_count count; /* of the hits in the article */
	bool uncounted;            /* counting was stopped */
	struct text_hunt text;
	struct row_hunt hunt;
	struct row_count rows;
	struct timespec since; /* when either was begun */
};

/* Words selected by keyboard (select.h). */
struct selection {
	const struct entry *in; /* their article; NULL: nothing is selected */
	size_t from, at; /* bytes: first of the character it began at, and of
			    that under the cursor; both are in it */
	size_t column;   /* that moves from row to row aim for */
};

/* A count that is typed, or given as +N, is no larger. */
enum { COUNT_MOST = 9999999 };

/* A place with a letter: bookmarks.h. */
struct bookmark {
	int letter;
	struct position at; /* in an article */
	size_t kept;        /* the place's offset in the file */
	bool own;           /* set since it was saved */
	bool moved;         /* with its words, and not set */
	bool removed;       /* since it was saved */
};

struct bookmarks {
	ARRAY(struct bookmark) list;
	bool due; /* there is something to save once the keys rest */
};

/* All keys, of the program and of the settings: keys.h. */
struct key_row;
struct keymap {
	ARRAY(struct key_row) rows;
	ARRAY(int) codes; /* of each row's key */
};

/* What the line of keys shows, and when it did last. */
struct key_bar {
	unsigned long picture; /* term.pictures then */
	unsigned state;
	unsigned long long items; /* a bit for each that has a place */
	const struct entry *bare; /* whose words stand before; NULL: none's */
	enum language language;
	enum charset charset;
	size_t end; /* column after what was drawn last */
};

/* Columns of a row of the screen that show a claim: what a click means. */
struct spot {
	size_t row, column, columns;
	struct claim *claim;
	size_t link; /* the group of ends that the row is about, or
			CARD_NO_LINK */
};

struct app {
	struct dossier *dossier; /* on the heap, its own */
	const struct xref *xref;
	/* The dossier's, in its arena; NULL: not asked for yet. */
	struct matrix *matrix;
	struct timeline *timeline;
	const char *operand;        /* that names it */
	struct tui_options options; /* as they are now */
	struct keymap keymap;
	struct key_bar bar;
	struct term term;
	struct frame frame;
	struct position at;
	struct history history;
	struct prompt prompt;
	struct find find;
	struct bookmarks bookmarks;
	ARRAY(struct filter *) filters; /* all that were used */
	ARRAY(struct found *) founds;   /* searches of the whole dossier */
	struct order *order; /* of the rows of the list shown last (order.h) */
	/* What goes on behind the keys; NULL: nothing.  Does a slice of some
	   milliseconds; false: it is done. */
	bool (*idle)(struct app *app);
	struct behind behind;        /* what is read while keys are live */
	struct position begun;       /* what was shown first */
	struct position before_jump; /* for '' */
	struct frame_needs needs;    /* what of them does not depend on the
					 place */
	ARRAY(struct spot) spots;    /* of the present picture */
	bool dragging;               /* the divider is held by the mouse */
	bool pane;  /* in a single pane: the claims rather than text */
	bool alone; /* an open card has the window to itself */
	bool clean; /* text without numbers, marks and panel */
	struct selection selection;
	/* What is kept of articles that were shown (sheet.h). */
	struct window *window;
	ARRAY(struct reach *) reaches; /* by the index of their entry */
	struct still *still;           /* of the picture before */
	struct watch watch;            /* changes of the dossier's files */
	bool follow;                   /* they are taken as they come */
	bool due;                      /* one will be, once nobody types */
	bool stale;              /* there are some that have not been read */
	bool refused;            /* because of mistakes: R takes what it can, */
	bool newer;              /* but reads those that changed since first */
	struct diags untaken;    /* and all problems that the files had then */
	long count;              /* typed before a key; 0: none */
	int repeat, repeat_back; /* actions for ; and , */
	struct str message; /* shown in the bottom line until the next key */
	bool quit;
	bool keys_left; /* some wait that were not taken yet */
	/* In the dossier's arena; NULL: not asked for yet. */
	struct voice_list *voices;
	struct source_list *sources;
	const struct fold_shape *claims;
	struct arena folded; /* what positions say is closed */
};

struct list_ops;
enum action; /* actions.h */

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
	/* How many rows there are to look through, and whether one, counted
	   with all groups open, has the pattern (rows.h); NULL: find looks
	   elsewhere. */
	size_t (*rows)(struct app *app);
	bool (*matches)(struct app *app, size_t row);
	/* Adds the words for the title line: left and right part. */
	void (*title)(struct app *app, struct str *left, struct str *right);
	/* Chooses what is shown at the row and column of the screen; where it
	   is chosen already, opens it.  NULL: clicks say nothing. */
	void (*click)(struct app *app, size_t row, size_t column);
	/* Chooses the row to begin at when the view is opened; or NULL. */
	void (*open)(struct app *app);
	/* Makes what the view stands on of the dossier, in its arena, for the
	   fields of app that are for it: in the thread that loads, of an app
	   that has only dossier and xref.  Or NULL. */
	void (*ready)(struct app *app);
	/* What it shows is of the position's article and goes with it; else of
	   the whole dossier, wherever it was opened from. */
	bool of_article;
	/* What its rows are, where the view is a list (list.h); or NULL. */
	const struct list_ops *list;
	/* The claim that keys are about, in a view that is no list; NULL: the
	   one that the view is about. */
	struct claim *(*claim)(struct app *app);
	/* Does an action in the view's own way; false: it means what it
	   means everywhere.  NULL: they all do. */
	bool (*act)(struct app *app, enum action action);
};

/* The operations of the present view; of any. */
const struct view_ops *app_view(const struct app *app);
const struct view_ops *app_view_of(enum view view);

/*
 * Sets the message, with the string for its %s and the present key of an action
 * for each {action} in it.  The text is sanitised when it is shown.
 */
void app_message(struct app *app, enum message id, const char *string);

/* Adds the message with the present keys of actions in it, as above. */
void app_add(const struct app *app, enum message id, struct str *out);

/* Sets the message; its strings are one given, and the words for an errno. */
void app_error(struct app *app, enum message id, const char *string, int error);

/* Short for message(app->options.language, id). */
const char *app_text(const struct app *app, enum message id);

/* Does what a key means; does not draw. */
void app_key(struct app *app, int key);

/* Has the program confined, if it is not yet. */
void app_confine(struct app *app);

/* Runs until the reader quits. */
void app_run(struct app *app);

#endif
