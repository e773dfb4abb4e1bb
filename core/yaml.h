/*
 * yaml - a YAML file as a stream of events with their places.
 *
 * The only room that knows libyaml.  It reports by itself what no reader of
 * events needs to judge: malformed UTF-8, what is not YAML, directives, a
 * second document, tags, anchors, aliases, and what is past a limit.  Every
 * value is text.
 *
 * Whatever the file holds, the events are one well-formed tree: each YAML_LIST
 * and YAML_MAP is closed by a YAML_CLOSE, and in a map keys and values
 * alternate.  After an error in an item of a top-level list, reading goes on
 * at the list's next item, after one elsewhere at the next top-level key;
 * what is open in between is closed with `spoiled` set.
 */
#ifndef CORE_YAML_H
#define CORE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag.h"

enum {
	YAML_DEPTH_MAX = 16,     /* lists and maps open at once */
	YAML_TEXT_MAX = 1 << 20, /* bytes */
	YAML_LIST_MAX = 10000,   /* ids in one list; readers keep to it */
};

enum yaml_type { YAML_END, YAML_TEXT, YAML_LIST, YAML_MAP, YAML_CLOSE };

struct yaml_event {
	enum yaml_type type;
	size_t offset;    /* byte of the file where it begins */
	const char *text; /* YAML_TEXT: the value, NUL-ended, without NULs;
			     valid until the next event */
	size_t len;       /* bytes of text */
	bool plain;       /* YAML_TEXT: written without quotes */
	bool flow;        /* YAML_LIST, YAML_MAP: written with [ ] or { } */
	bool spoiled;     /* a problem of it is reported: do not use it */
};

struct yaml;

/*
 * Reads the file, whose path is kept as every place's file; problems go to
 * diags.  Returns NULL and an errno in *error where it cannot be read.  The
 * reader is the caller's to free.
 */
struct yaml *yaml_open(const char *path, struct diags *diags, int *error);

/* The same for a file that users name themselves: article_load_named(). */
struct yaml *yaml_open_named(const char *path, struct diags *diags, int *error);

/*
 * The same for the beginning of a file: up to the end of some line, some
 * kilobytes on.  Where there is more, the end counts as cut (yaml_cut()).
 */
struct yaml *yaml_open_head(const char *path, struct diags *diags, int *error);

/* The same for bytes in memory, which are copied. */
struct yaml *yaml_new(const char *path, const char *bytes, size_t len,
		      struct diags *diags);

/*
 * The next event; false, and YAML_END, at the end.  *event is valid until the
 * next call.
 */
bool yaml_next(struct yaml *yaml, struct yaml_event *event);

/* The same within a list or map that is open; false at its YAML_CLOSE. */
bool yaml_inside(struct yaml *yaml, struct yaml_event *event);

/*
 * Reads over the rest of the node that the event began.  Returns false where
 * something in it is spoiled.
 */
bool yaml_skip(struct yaml *yaml, const struct yaml_event *event);

/*
 * Whether words that were read have U+FFFD in them in the place of bytes that
 * the file may not have, which was told: that nothing is like them follows from
 * it.  NULL: no words.
 */
bool yaml_garbled(const struct yaml *yaml, const char *words);

/* Whether a part of the file could not be read. */
bool yaml_cut(const struct yaml *yaml);

/* Says that a part of it could not be used: counts as not read. */
void yaml_lose(struct yaml *yaml);

/* The place of a byte of the file. */
struct place yaml_place(const struct yaml *yaml, size_t offset);

/*
 * The byte of the dash of the list item whose node begins at offset; where it
 * has none on its line, offset.
 */
size_t yaml_dash(const struct yaml *yaml, size_t offset);

/*
 * Reports a problem at a byte of the file; detail and hint may be NULL
 * (diag.h).
 */
void yaml_report(struct yaml *yaml, enum diag_kind kind, size_t offset,
		 const char *detail, const char *hint);

/* Whether no further problem is kept, so that none need be put in words. */
bool yaml_full(const struct yaml *yaml);

/* The claim that problems are reported to belong to from now on, by the ids of
   its article and its own, which are borrowed; or NULL. */
void yaml_claim(struct yaml *yaml, const char *article, const char *claim);

/* What the problems that are reported from now on leave out; returns what
   those before did. */
enum diag_loss yaml_loss(struct yaml *yaml, enum diag_loss loss);

void yaml_close(struct yaml *yaml);

#endif
