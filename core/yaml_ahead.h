/*
 * yaml_ahead - the pieces of a usual YAML file, read ahead of who takes them.
 *
 * Internal to core/yaml*.c.  A thread of its own goes through a large file
 * some pieces before the one that is made a part of the model, where there is
 * another processor for it.  The pieces are the same with and without it.
 */
#ifndef CORE_YAML_AHEAD_H
#define CORE_YAML_AHEAD_H

#include <pthread.h>

#include "core/yaml_usual.h"

enum {
	YAML_AHEAD_PIECES = 8,      /* read and not yet taken, at most */
	YAML_AHEAD_BYTES = 1 << 20, /* files from there on get a thread */
};

struct yaml_ahead {
	struct yaml_usual usual; /* where reading ends, once it does */
	bool threaded;
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t changed;
	size_t read, taken; /* pieces */
	bool over;          /* no more are read */
	/* In turns; the one taken last is still looked at. */
	struct yaml_usual_piece pieces[YAML_AHEAD_PIECES + 1];
};

/*
 * Begins to read text[0, len), which is what yaml_usual_init() wants and stays
 * as it is.
 */
void yaml_ahead_init(struct yaml_ahead *ahead, const char *text, size_t len);

/* Before the first piece: has a thread read ahead, if one is to be had.  It
   must not be moved from then on. */
void yaml_ahead_start(struct yaml_ahead *ahead);

/*
 * The next piece, valid until the next call; after the last one none may be
 * asked for.  NULL: libyaml has to read on from ahead->usual.scan.
 */
const struct yaml_usual_piece *yaml_ahead_next(struct yaml_ahead *ahead);

/* Ends reading, and frees all of it. */
void yaml_ahead_release(struct yaml_ahead *ahead);

#endif
