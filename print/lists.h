/*
 * lists - what a dossier holds, as lines of text or as JSON.
 */
#ifndef PRINT_LISTS_H
#define PRINT_LISTS_H

#include "print/page.h"

/* One row a list; the last has no name. */
struct list {
	const char *name;
	void (*text)(struct page *page);
	void (*json)(struct page *page);
};
extern const struct list lists_table[];

/* The JSON forms: lists_json.c. */
void lists_json_claims(struct page *page);
void lists_json_speakers(struct page *page);
void lists_json_sources(struct page *page);
void lists_json_articles(struct page *page);
void lists_json_points(struct page *page);
void lists_json_conflicts(struct page *page);

/*
 * Conflicts: each relation that opposes, where it is written, and each claim
 * whose status says disputed, refuted or retracted.
 */
bool claim_status_opposes(const struct claim *claim);

#endif
