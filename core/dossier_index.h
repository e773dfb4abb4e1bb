/*
 * dossier_index - what the dossier's loader keeps beside the model.
 *
 * Internal to the core's dossier*.c and annotation*.c.  Loading has stages,
 * each of which can wait: the articles are listed and what they share is
 * read, entry_load() reads one article with its annotations, dossier_link()
 * joins the claims of all that are loaded.
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

struct dossier_index {
	struct table entries;
	/* By "article/id".  Claims that an error spoiled have no entry; those
	   that need not be told apart share one. */
	struct table claims;
	struct claim *spoiled;
	/* By id: those of dossier.yaml, and the articles' own, first come. */
	struct table speakers, sources, points;
	struct table own_speakers, own_sources, own_points;
	ARRAY(struct speaker *) speaker_list;
	ARRAY(struct source *) source_list;
	ARRAY(struct point *) point_list;
	ARRAY(struct about) abouts;
	const char **order; /* ids that dossier.yaml's `articles` lists */
	size_t order_count;
	bool cut; /* a part of dossier.yaml was not YAML and is missing */
};

/* Reads annotations/dossier.yaml; the entries are known by then. */
void annotation_load_shared(struct dossier *dossier, const char *path);

/*
 * Reads the entry's text and, where entry->annotation.file is set, its
 * annotations; resolves its anchors and numbers its claims.  Returns 0, or
 * the errno, reported, for which the text cannot be read.
 */
int entry_load(struct dossier *dossier, struct entry *entry);

/* The same for what dossier_glimpse() shows of it, around the byte. */
int entry_glimpse(struct dossier *dossier, struct entry *entry, size_t offset);

/* Resolves the relations of all that is loaded, and reports lost ones. */
void dossier_link(struct dossier *dossier);

#endif
