/*
 * annotation_read - entries of YAML read by tables of their keys.
 *
 * Internal to core/annotation*.c and core/settings.c.  A shape lists the keys
 * of one kind of entry; each key says which function reads its value and into
 * which field.
 */
#ifndef CORE_ANNOTATION_READ_H
#define CORE_ANNOTATION_READ_H

#include <stdint.h>

#include "core/dossier_index.h"
#include "core/near.h"
#include "core/yaml.h"

struct reader;
struct key;

/*
 * Reads the whole node that the event begins into `into`.  Returns false
 * where that spoils the entry; what is wrong is reported then.
 */
typedef bool key_reader(struct reader *reader, const struct key *key,
			void *into, struct yaml_event *event);

enum {
	KEY_REQUIRED = 1,
	KEY_ENTRIES = 2, /* the entries of a second one go below the first's */
};

struct key {
	const char *name;
	key_reader *read;
	size_t offset, size; /* the field */
	unsigned flags;
};

struct shape {
	const struct key *keys; /* 32 at most */
	size_t count;
};

enum reference_kind {
	REFERENCE_SPEAKER,
	REFERENCE_ORGANISATION,
	REFERENCE_SOURCE,
	REFERENCE_POINT,
};

/* An id whose definition is not read yet, or never will be. */
struct reference {
	enum reference_kind kind;
	void **slot; /* where what it names belongs */
	const char *id;
	size_t offset;
	size_t draft; /* index of the claim that it is in, or DRAFT_… */
};

/* Its enumerations, as they are read. */
struct claim_sorts {
	uint8_t kind, status, quote;
};

/* A claim while it is read. */
struct written {
	struct claim claim;
	struct claim_more more;
	const char *text; /* in the scratch arena, as its id */
	struct anchor anchor;
	struct claim_sorts sorts;
};

#define DRAFT_NONE ((size_t)-1)
#define DRAFT_DEFAULTS ((size_t)-2)
#define DRAFT_SPOILED ((size_t)-3)

/*
 * A claim until the whole file is read; what may be needed to judge it then.
 * One that is spoiled before leaves nothing but its name.
 */
struct draft {
	struct claim *claim; /* in the scratch arena until the file is read */
	struct claim_more *more; /* in the scratch arena; NULL: none of it */
	const char *text;        /* in the scratch arena, or NULL */
	struct anchor words;     /* in the scratch arena */
	struct anchor_match match;
	/* Files have 2^28 bytes at most. */
	uint32_t offset;               /* of the entry's dash */
	uint32_t anchor, speaker, cue; /* offsets of these values */
	uint32_t links, link_count;    /* in reader->links */
	uint32_t seen;                 /* keys, by their index in claim_shape */
	struct claim_sorts sorts;
	bool spoiled;
};

struct link {
	enum relation_kind kind;
	const char *target, *note;
	size_t offset;
};

struct parent { /* a speaker that gives one, and where */
	struct speaker *speaker;
	size_t offset;
};

struct reader {
	const struct dossier *dossier;
	struct dossier_index *index; /* read-only but for dossier.yaml */
	struct batch *batch;
	/* Where the file's own begin in the batch. */
	size_t first_speaker, first_source, first_point;
	struct arena *arena;
	struct yaml *yaml;
	struct entry *entry; /* NULL: dossier.yaml */
	const char *key;     /* whose value is being read */
	size_t near_budget;
	const struct shape *root; /* of the file's own keys */
	size_t root_offset;       /* of the first of them */
	bool root_flow, version_seen;
	size_t key_offset; /* of that key */
	size_t entries;    /* of the file's last key with KEY_ENTRIES */
	/* Keys of the map that is read which others were near to, and which
	   have not come themselves: of those that are seen. */
	uint32_t misspelt;
	size_t id_offset; /* of the last id that was read */
	size_t draft;     /* the claim being read, or a DRAFT_ value */
	/* Offsets of the last such values. */
	size_t anchor, speaker, cue, sha256;
	struct table speakers, sources, points; /* the article's own */
	struct table claim_ids, remark_ids;
	ARRAY(struct claim *) spoiled; /* claims with an id */
	ARRAY(struct reference) references;
	ARRAY(struct draft) drafts;
	ARRAY(struct link) links;
	ARRAY(struct remark) remarks;
	ARRAY(struct omission) omissions;
	ARRAY(size_t) remark_offsets, omission_offsets; /* of anchors */
	ARRAY(struct parent) parents;
	/* A list that is being read, item by item. */
	ARRAY(const char *) texts;
	ARRAY(void *) found; /* what the texts name */
	ARRAY(size_t) offsets;
	struct written defaults;
	uint32_t defaults_seen, defaults_possible;
};

/* dossier_shape reads into a struct dossier, annotation_shape into a struct
   annotation; claim_shape's indexes stand in struct draft. */
extern const struct shape dossier_shape, annotation_shape, claim_shape;

/* What few claims have, for something to be added to it. */
struct claim_more *draft_more(const struct reader *reader, struct draft *draft);

/* Gives the claim what the file's defaults have and it has not. */
void defaults_apply(const struct reader *reader, struct draft *draft);

/* [a-z0-9][a-z0-9-]*, 64 at most. */
bool id_valid(const char *id, size_t len);

/* What is reported belongs to the entry's claim of that id from now on; NULL:
   to none. */
void reader_claim(struct reader *reader, const char *id);

/* Reports at a byte of the file. */
void reader_report(struct reader *reader, enum diag_kind kind, size_t offset,
		   const char *detail, const char *hint);

/*
 * Reads a map whose YAML_MAP event was just read.  *seen gets the keys that
 * are there, by their index; required keys that are missing are reported at
 * `offset` unless `lenient`.  Returns false where the entry is spoiled.
 */
bool shape_read(struct reader *reader, const struct shape *shape, void *into,
		const struct yaml_event *map, size_t offset, bool lenient,
		uint32_t *seen);

/* Reports the required keys that are not among those seen. */
bool shape_complete(struct reader *reader, const struct shape *shape,
		    uint32_t seen, size_t offset);

/*
 * Whether the event is a text with something in it.  If not, the node is
 * read over and, unless it is spoiled, reported; an empty one at `empty`.
 */
bool text_check(struct reader *reader, struct yaml_event *event, size_t empty);

/* Whether the node is a list, or a map; if not it is reported, as the kind
   given, and read over. */
bool list_check(struct reader *reader, struct yaml_event *event,
		enum diag_kind kind);
bool map_check(struct reader *reader, struct yaml_event *event,
	       enum diag_kind kind);

/* Reads the file's one map, to the end of the file. */
void read_root(struct reader *reader, const struct shape *shape, void *into);

/* The format's version: the file's first key. */
key_reader read_version;

/* Readers of single values. */
key_reader read_text, read_id, read_date, read_number;
key_reader read_claim_kind, read_status, read_quote, read_source_kind;
/* Readers of one value or a list of them: struct strings, speakers, … */
key_reader read_texts, read_speakers, read_sources, read_points;
key_reader read_organisation; /* one struct speaker * */

/* Takes one value that is neither empty nor another kind of node. */
typedef void item_reader(struct reader *reader, unsigned kind,
			 const struct yaml_event *event);

/* Empties the reader's list, reads one text or several, gives each to item. */
bool read_some(struct reader *reader, struct yaml_event *event,
	       item_reader *item, unsigned kind);

/*
 * Reads one text or a list of texts to reader->texts and ->offsets (of items
 * that are neither empty nor another kind of node).
 */
bool read_items(struct reader *reader, struct yaml_event *event);

/* Of nothing yet, with its list of one. */
void speaker_init(struct speaker *speaker);
void source_init(struct source *source);
void point_init(struct point *point);

/*
 * Makes known what was just read, unless it has no id or, which is reported,
 * the id is taken.
 */
void speaker_define(struct reader *reader, struct speaker *speaker);
void source_define(struct reader *reader, struct source *source);
void point_define(struct reader *reader, struct point *point);

/* Resolves reader->references at the end of the file. */
void references_resolve(struct reader *reader);

#endif
