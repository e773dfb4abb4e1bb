/*
 * yaml_usual - the YAML that annotators usually write, without libyaml.
 *
 * Internal to core/yaml*.c.  Block maps and lists by indentation; texts on one
 * line, plain or in quotes; [ ] and { } on one line; comments.  That is read
 * some ten times as fast as libyaml reads it, in the same events at the same
 * places.  It goes entry by entry, an entry being one of a top-level list or a
 * top-level key with its value, and gives some at a time.  What is anything
 * else, or not YAML, is never judged here: the entry it stands in, the one
 * before, and the rest, are libyaml's, which looks ahead, so that an error is
 * told before the last event that precedes it.
 */
#ifndef CORE_YAML_USUAL_H
#define CORE_YAML_USUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/array.h"
#include "core/str.h"

struct yaml_usual_event {
	uint8_t type; /* enum yaml_type */
	bool plain, flow;
	uint32_t len, words; /* of a text: the piece's words from there, and a
				NUL */
	size_t at;           /* byte of the text where it begins */
};

/* Entries that follow each other.  Starts zeroed ({0}). */
struct yaml_usual_piece {
	ARRAY(struct yaml_usual_event) events;
	struct str words; /* their texts */
	bool last;
};

/* Where reading stands. */
struct yaml_scan {
	const char *text;   /* borrowed, NUL-ended, without other NULs */
	size_t len, at;     /* at: a line's first byte that is no blank */
	size_t column;      /* of that byte */
	bool begun, ended;  /* the top-level map is */
	bool listed;        /* in a list that is the value of one of its keys */
	size_t list_column; /* of the list's dashes */
	struct yaml_usual_piece *piece; /* that is read */
};

struct yaml_usual {
	struct yaml_scan scan; /* the next piece's start */
	size_t enough;         /* bytes of the text that make a piece */
};

/* Begins to read text[0, len), which is valid UTF-8 and has a NUL after it. */
void yaml_usual_init(struct yaml_usual *usual, const char *text, size_t len);

/*
 * Reads the next piece into *piece; the last one has `last` set, and none
 * follows.  False: libyaml has to read on from usual->scan.
 */
bool yaml_usual_next(struct yaml_usual *usual, struct yaml_usual_piece *piece);

void yaml_usual_release(struct yaml_usual_piece *piece);

#endif
