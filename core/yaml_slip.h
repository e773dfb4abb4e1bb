/*
 * yaml_slip - what was meant where a file is not YAML, and where to look.
 *
 * Internal to core/yaml*.c.  libyaml says where it could not go on, in words
 * of its own; people want to know what they forgot, and where.  The judgement
 * is made from libyaml's words and the lines around, without libyaml.
 */
#ifndef CORE_YAML_SLIP_H
#define CORE_YAML_SLIP_H

#include "core/yaml_text.h"

/* What libyaml found, by bytes of the text. */
struct yaml_fault {
	const char *problem, *context; /* its words; context may be NULL */
	bool syntax;  /* found in the order of what was read, not in reading */
	size_t at;    /* where it could not go on */
	size_t from;  /* where what it was in began; without context: at */
	size_t last;  /* where the last event before it began */
	size_t ended; /* and where that ended, where it was text in quotes that
			 close on another line; else 0 */
	bool quoted;  /* it was text in quotes */
	bool in_map;  /* in a map: so the last text was a value */
	bool at_top;  /* only the file's own map is open */
	bool keyed;   /* it is open, or may be yet: nothing was read before */
};

struct yaml_slip {
	enum diag_kind kind;
	size_t at;    /* what to point at */
	size_t name;  /* the text that the problem is about: mostly there */
	size_t bytes; /* of that text; 0: none */
	bool whole;   /* what was read before it is not touched by it */
	/* That text is a key of the file's own map, without its colon, not in
	   the first column, or with entries whose first has no dash: where
	   reading goes on as if it were right, else 0; and whether the colon is
	   read there. */
	size_t below;
	bool colon;
};

/* Judges the fault. */
struct yaml_slip yaml_slip_judge(const struct yaml_text *in,
				 const struct yaml_fault *fault);

/* Whether the line at `at` begins a key of the file's own map. */
bool yaml_slip_key_line(const struct yaml_text *in, size_t at);

/* Whether a dash with a blank or a line's end after it stands there. */
bool yaml_slip_dash(const struct yaml_text *in, size_t at);

/* The column of a byte in its line, in bytes from 0. */
size_t yaml_slip_column(const struct yaml_text *in, size_t at);

#endif
