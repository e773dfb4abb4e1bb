/*
 * yaml_usual - the YAML that annotators usually write, without libyaml.
 *
 * Internal to core/yaml*.c.  Block maps and lists by indentation; texts on one
 * line, plain or in quotes; [ ] and { } on one line; comments.  That is read
 * some ten times as fast as libyaml reads it, in the same events at the same
 * places.  It goes piece by piece, a piece being an entry of a top-level list
 * or a top-level key with its value.  What is anything else, or not YAML, is
 * never judged here: the piece it stands in, and the rest, are libyaml's.
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

struct yaml_usual_piece {
	struct yaml_scan start;
	ARRAY(struct yaml_usual_event) events;
	struct str words; /* their texts */
	bool last;
};

/*
 * The current piece and the one after it: libyaml looks ahead, so that an
 * error is told before the last event that precedes it.  What stands before
 * something unusual is libyaml's, too.
 */
struct yaml_usual {
	struct yaml_scan scan;
	struct yaml_usual_piece pieces[2];
	unsigned current;
	bool odd; /* lines may end otherwise than at LF */
};

/* Begins to read text[0, len), which is valid UTF-8 and has a NUL after it. */
void yaml_usual_init(struct yaml_usual *usual, const char *text, size_t len);

/*
 * The next piece, valid until the next call; the last one has `last` set.
 * NULL: libyaml has to read on from pieces[current].start.
 */
const struct yaml_usual_piece *yaml_usual_next(struct yaml_usual *usual);

void yaml_usual_release(struct yaml_usual *usual);

#endif
