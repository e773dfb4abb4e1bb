/*
 * options - the command line read into a struct, without touching anything.
 *
 * Two tables say all there is: one row a command, one row an option.  The
 * help is made from them.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/locale.h"
#include "core/str.h"
#include "core/utf8.h"
#include "po/messages.h"
#include "print/page.h"
#include "tui/tui.h"

struct options;

/* Bits: which commands take an option. */
enum {
	FOR_READ = 1,
	FOR_PRINT = 2,
	FOR_LIST = 4,
	FOR_CHECK = 8,
	FOR_SEARCH = 16,
	FOR_ALL = 31,
};

struct command {
	const char *name;
	unsigned bit;         /* FOR_… */
	const char *operands; /* as the help shows them */
	const char *formats;  /* what --format may be, with | between */
	enum message help;
	int (*run)(const struct options *options); /* the exit status */
};

struct option {
	char letter; /* 0: none */
	const char *name;
	const char *argument; /* as the help shows it; NULL: takes none */
	const char *choices;  /* what it may be, with | between; or NULL */
	unsigned commands;
	enum message help;
	/* choice: index of value in choices.  False: not a fit value. */
	bool (*set)(struct options *options, const char *value, size_t choice);
};

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct options {
	const struct command *command;
	enum language language;
	enum charset charset;
	enum color color;
	enum notes notes;
	size_t width;       /* columns; 0: not given */
	const char *format; /* one of the command's, or NULL */
	bool help, version, strict, linear;
	bool unconfined; /* gives up no rights (confine.h) */
	bool secure;     /* the reader writes no file, starts no program */
	/* Where the reader begins; started with the dossier's opening. */
	struct spawner *spawner;
	bool language_given, charset_given, layout_given; /* by an option */
	enum layout_choice layout;
	const char *config; /* NULL: where XDG says; "": no settings */
	const char *view;   /* to open in, or NULL */
	/* What the configuration file says; NULL: nothing. */
	const struct settings *settings;
	const char *claim;     /* name to open at, or NULL */
	const char *pattern;   /* to search for at once, or NULL */
	const char *go;        /* to go to at once: a number, "G"; or NULL */
	const char **operands; /* borrowed from argv; the array is owned */
	size_t operand_count;
};

/*
 * Reads argv[1] and what follows.  On a usage error it returns false with the
 * message (unsafe text) in *error.  The options are the caller's to release in
 * either case.
 */
bool options_parse(struct options *options, int argc, char *const *argv,
		   const struct locale_names *names, struct str *error);

void options_release(struct options *options);

/* The tables, ended by a row without a name. */
extern const struct command command_table[];
extern const struct option option_table[];

/* The word of `words` (with | between) nearest to what was written, in *near;
   false: none is near. */
bool options_near(const char *written, const char *words, struct str *near);

/* The name of a command near to what was written; NULL: none is. */
const char *command_near(const char *written);

#endif
