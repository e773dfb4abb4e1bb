/*
 * dossier_index - what the dossier's loader keeps beside the model.
 *
 * Internal to the core's dossier*.c and annotation*.c.  Loading has stages:
 * the articles are listed and what they share is read; entry_load() reads one
 * article with its annotations, on any thread; dossier_join() adds what a
 * batch of them brings, in the dossier's order; dossier_link() joins the
 * claims of all.
 */
#ifndef CORE_DOSSIER_INDEX_H
#define CORE_DOSSIER_INDEX_H

#include "core/dossier.h"
#include "core/table.h"

/* One name among a remark's `about`, to be found when all are loaded. */
struct about {
	struct entry *entry;
	size_t remark, item; /* indexes in the entry's remarks, in its about */
	struct place place;
};

/* An article that is not there, though its annotations are, or dossier.yaml
   lists it. */
struct orphan {
	const char *notes; /* path of its annotations; NULL: it has none, and
			      that it is not there is told where it is listed */
	bool named;        /* dossier.yaml or claims name it */
};

struct dossier_index {
	struct table orphans; /* by id */
	struct table entries;
	struct speaker *unknown;
	/* By id: those of dossier.yaml, and the articles' own, first come. */
	struct table speakers, sources, points;
	struct table own_speakers, own_sources, own_points;
	ARRAY(struct speaker *) speaker_list;
	ARRAY(struct source *) source_list;
	ARRAY(struct point *) point_list;
	ARRAY(struct about) abouts;
	struct arena targets; /* what batch.targets gave out */
	const char **order;   /* ids that dossier.yaml's `articles` lists */
	size_t order_count;
	bool cut; /* a part of dossier.yaml was not YAML and is missing */
};

/*
 * What files bring until it is joined to the dossier: problems, and what they
 * define and name, in the files' order.  Starts zeroed but for its arenas.
 */
struct batch {
	struct arena *arena;
	struct arena *targets; /* of relations, until they are linked */
	struct arena *scratch; /* for one file */
	bool alone;            /* no other thread reads entries */
	struct diags diags;
	ARRAY(struct speaker *) speakers;
	ARRAY(struct source *) sources;
	ARRAY(struct point *) points;
	ARRAY(struct about) abouts;
};

/* Reads annotations/dossier.yaml; the entries are known by then.  False: it
   could not be read, or, by a first look, was not there. */
bool annotation_load_shared(struct dossier *dossier, const char *path,
			    struct batch *batch);

/*
 * Reads the entry's text and, where entry->annotation.file is set, its
 * annotations; resolves its anchors and numbers its claims.  Changes the
 * entry and the batch alone.  Returns 0, or the errno, reported, for which the
 * text cannot be read.
 */
int entry_load(const struct dossier *dossier, struct entry *entry,
	       struct batch *batch);

/* The same for what dossier_glimpse() shows of it, around the byte. */
int entry_glimpse(const struct dossier *dossier, struct entry *entry,
		  size_t offset, struct batch *batch);

/* Adds to the dossier what the batch has, and releases that. */
void dossier_join(struct dossier *dossier, struct batch *batch);

/*
 * Loads all entries.  Returns false where that was cancelled; *error: the
 * last one's.
 */
bool dossier_load_entries(struct dossier *dossier,
			  struct load_progress *progress, int *error);

/* Resolves the relations of all that is loaded, and reports lost ones and
   annotations without an article. */
void dossier_link(struct dossier *dossier);

#endif
