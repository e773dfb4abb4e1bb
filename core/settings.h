/*
 * settings - what users set in their configuration file.
 *
 * A YAML file, read by the rules of a dossier's files and with the same
 * problems: an error spoils the setting that it stands in, and no other.
 * What actions, views and themes there are belongs to the screen: the reader
 * of settings is given their names.
 */
#ifndef CORE_SETTINGS_H
#define CORE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/array.h"
#include "core/diag.h"

/* A list of words that a setting may be. */
struct words {
	const char *const *items;
	size_t count;
};

/* What the file may name. */
struct settings_words {
	struct words languages, themes, layouts;
	struct words actions; /* beside `none` */
	struct words places;  /* where a key may be set */
	/* The code of a key's name; -1: no such key. */
	int (*key)(const char *name);
};

/* Not given, or of a key: everywhere, or unbound. */
enum { SETTING_NONE = -1 };

enum { MEASURE_LEAST = 40, MEASURE_MOST = 120 }; /* columns */

/* One row of `keys`. */
struct key_setting {
	const char *key; /* its name, as written */
	int code;
	int action; /* index among the actions; SETTING_NONE: unbound */
	int in;     /* index among the places; SETTING_NONE: everywhere */
	struct place place;
};

/* Starts zeroed ({0}); owns everything that it points to. */
struct settings {
	/* Indexes among their words, or SETTING_NONE. */
	int language, theme, layout;
	/* 0: no, 1: yes, or SETTING_NONE */
	int mouse, ascii, linear, confine;
	size_t measure; /* columns of text at most; 0: not given */
	ARRAY(struct key_setting) keys;
	struct diags diags;
	struct arena arena;
};

/*
 * Reads the file, which must be a regular one unless users named it
 * themselves; problems go to settings->diags.  False where there is no
 * file of that name, nor a link: then nothing is set.  The settings are the
 * caller's to release in either case.
 */
bool settings_load(struct settings *settings, const char *path, bool named,
		   const struct settings_words *words);

void settings_release(struct settings *settings);

#endif
