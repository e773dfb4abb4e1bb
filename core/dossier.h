/*
 * dossier - everything loaded: the articles in order, their annotations, and
 * the people, sources and points that they share.
 *
 * It owns all of it in one arena, freed whole.
 */
#ifndef CORE_DOSSIER_H
#define CORE_DOSSIER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/annotation.h"
#include "core/arena.h"
#include "core/article.h"
#include "core/claim_ids.h"
#include "core/diag.h"

/* One article with its annotations. */
struct entry {
	const char *id;    /* the file's name without .txt */
	const char *path;  /* of the text, as opened; "-": standard input */
	const char *title; /* annotation's, the first paragraph, or the id */
	const char *short_title; /* annotation's short, else the id */
	size_t index;            /* in the dossier's order, from 0 */
	int error; /* the errno for which its text cannot be read; 0: none */
	struct article article;
	struct annotation annotation;
	struct claim_ids ids; /* dossier_claim() looks there */
	size_t serial;        /* of its first claim: claim_serial() */
	/* The claims that have a place, by it: entry_claim(). */
	size_t numbered_count;
	/* Filled by xref: the relations of the whole dossier's claims, and
	   where those of each of this entry's claims begin: claim_ends(). */
	struct relation_end *ends;
	const uint32_t *end_starts;
	/* So too: of how many claims xref_contradicted() and xref_unsourced()
	   hold. */
	size_t contradicted, unsourced;
	const uint32_t *order; /* their indexes in annotation.claims; NULL:
				  they are written in that order */
};

/* The claim of number i + 1; i is less than numbered_count. */
static inline struct claim *entry_claim(const struct entry *entry, size_t i)
{
	return &entry->annotation.claims[entry->order ? entry->order[i] : i];
}

/* The claim's relations as seen from it, once there is an xref. */
static inline size_t claim_end_count(const struct claim *claim)
{
	const struct entry *entry = claim->entry;
	if (!entry->ends)
		return 0;
	size_t index = (size_t)(claim - entry->annotation.claims);
	return entry->end_starts[index + 1] - entry->end_starts[index];
}
static inline struct relation_end *claim_ends(const struct claim *claim)
{
	const struct entry *entry = claim->entry;
	return entry->ends +
	       entry->end_starts[claim - entry->annotation.claims];
}

/* 0, 1, … through the whole dossier, in its and the YAML's order. */
static inline size_t claim_serial(const struct claim *claim)
{
	const struct entry *entry = claim->entry;
	return entry->serial + (size_t)(claim - entry->annotation.claims);
}

struct dossier {
	struct arena arena;
	struct diags diags; /* all problems met while loading, sorted */
	const char *path;   /* of the folder, or of the single file */
	const char *shared; /* path of dossier.yaml; NULL: none was read */
	const char *title;  /* NULL where dossier.yaml gives none */
	const char *lang, *note;
	bool single;   /* one file opened alone */
	bool partial;  /* dossier_glimpse() made it */
	bool unplaced; /* load_progress.unplaced */
	bool strips;   /* load_progress.strips */
	bool checked;  /* load_progress.checked */
	struct entry **entries;
	size_t entry_count;
	struct speaker **speakers; /* [0] is `article`, [1] is `unknown` */
	size_t speaker_count;
	struct source **sources;
	size_t source_count;
	struct point **points;
	size_t point_count;
	size_t claim_count;          /* of all articles: dossier_claim_at() */
	size_t start;                /* index of the entry the operand named */
	struct dossier_index *index; /* look-up tables: dossier_index.h */
};

/* How an operand failed to be a dossier. */
enum dossier_status {
	DOSSIER_OK,
	DOSSIER_MISSING,     /* no such file or folder, or unreadable */
	DOSSIER_NO_ARTICLES, /* a folder without articles/NAME.txt */
	DOSSIER_NOT_TEXT,    /* an operand that is none of the three forms */
	DOSSIER_CANCELLED,   /* load_progress.cancel was set in time */
};

/* What another thread may look at, and ask for, while a dossier is loaded. */
struct load_progress {
	atomic_size_t total; /* articles; 0 until they are listed */
	atomic_size_t done;  /* of them, read with their annotations */
	atomic_bool cancel;  /* set by the other thread: end before the next */
	unsigned threads;    /* that load side by side, at most; 0: as many as
				there are processors to run on */
	/* Only words are asked for: claims have no places, but where one's
	   words are those of its anchor, and texts are not compared with their
	   sha256; neither is reported. */
	bool unplaced;
	/* Large texts are only gone through, once they are loaded, and may be
	   left to be read in strips (article.h), where no anchor wants more of
	   them: their titles may be missing then. */
	bool strips;
	/* Problems are asked for: texts that are not UTF-8, which takes reading
	   through them, are reported too. */
	bool checked;
};

/*
 * Loads what the operand names: a folder; a FILE.txt inside a dossier's
 * articles/, which opens that dossier at that article; any other file, alone,
 * with FILE.yaml beside it where there is one; "-", standard input.  Problems
 * in the files go to dossier->diags and stop nothing.  Returns DOSSIER_OK, or
 * why there is nothing to read, with errno in *error (0: none).  The dossier
 * is the caller's to release in either case.
 */
enum dossier_status dossier_load(struct dossier *dossier, const char *operand,
				 int *error);

/*
 * The same, telling in *progress, which starts zeroed ({0}) and may be NULL,
 * how far it is.  Returns DOSSIER_CANCELLED where it was asked to end before
 * all was read; the dossier can then only be released.
 */
enum dossier_status dossier_load_watched(struct dossier *dossier,
					 const char *operand,
					 struct load_progress *progress,
					 int *error);

/* Where a dossier was left: an article's id, NULL: none, and a byte in it. */
struct dossier_place {
	const char *id;
	size_t offset;
};

/*
 * Loads what the first screen needs, in the time that this takes whatever the
 * dossier's size: the one entry that the operand names, else the place's, else
 * the first of the dossier; of its text and of the YAML, where they are long,
 * the part around the place and the beginning.  What was left out is not
 * reported, nor is a relation to what was left out; xref_new() can be asked.
 * Returns what dossier_load() would, or DOSSIER_CANCELLED where there is
 * nothing that could be read now and again later (standard input, a pipe).
 */
enum dossier_status dossier_glimpse(struct dossier *dossier,
				    const char *operand,
				    const struct dossier_place *place,
				    int *error);

/*
 * The nearest folder that is a dossier, from the working directory upwards:
 * its path, the caller's to free, or NULL.
 */
char *dossier_find(void);

/*
 * The folder above one that is named articles, in itself whatever the path
 * calls it: its path, the caller's to free.  NULL: it is no such folder, or,
 * for an errno in *error, cannot be found.
 */
char *dossier_above(const char *articles, int *error);

/* Whether the folder has articles/ with a .txt in it. */
bool dossier_is_folder(const char *path);

/* The first name in the folder's articles/ that ends in .txt and is left out as
   no id stands before that: the caller's to free, or NULL. */
char *dossier_misnamed(const char *folder);

/*
 * Look-ups by id, by binary search or hash; NULL where there is none.  For
 * claims the name is "article/id"; for the others an id, first among those of
 * the whole dossier, then among any article's own.
 */
struct entry *dossier_entry(const struct dossier *dossier, const char *id);
struct claim *dossier_claim(const struct dossier *dossier, const char *name);
/* The same; where no claim of the article has that id, and it is a number, the
   claim that is shown by it: "article/9". */
struct claim *dossier_claim_shown(const struct dossier *dossier,
				  const char *name);
/* The claim of that serial, which is less than claim_count; by binary search
   among the entries. */
struct claim *dossier_claim_at(const struct dossier *dossier, size_t serial);

struct speaker *dossier_speaker(const struct dossier *dossier, const char *id);
struct source *dossier_source(const struct dossier *dossier, const char *id);
struct point *dossier_point(const struct dossier *dossier, const char *id);

/* What to call an author that the entry's article gives: the name of the person
   or organisation whose id it is, else what is written. */
const char *dossier_author(const struct dossier *dossier,
			   const struct entry *entry, const char *author);

void dossier_release(struct dossier *dossier);

#endif
