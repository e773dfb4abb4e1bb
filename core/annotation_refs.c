#include "core/annotation_read.h"

#include <string.h>

/* Where the definitions of one sort are kept. */
struct tables {
	struct table *own;    /* of the file that is being read */
	struct table *shared; /* of dossier.yaml */
};

static struct tables tables_of(struct reader *reader, unsigned kind)
{
	struct dossier_index *index = reader->index;
	switch (kind) {
	case REFERENCE_SOURCE:
		return (struct tables){&reader->sources, &index->sources};
	case REFERENCE_POINT:
		return (struct tables){&reader->points, &index->points};
	default:
		return (struct tables){&reader->speakers, &index->speakers};
	}
}

/* ---- references ---- */

/* What the id names, among those of the dossier and the article's own. */
static void *find_definition(struct reader *reader, unsigned kind,
			     const char *id, size_t len)
{
	struct tables tables = tables_of(reader, kind);
	void *found = table_get(tables.shared, id, len);
	if (!found)
		found = table_get(tables.own, id, len);
	if (found && kind == REFERENCE_ORGANISATION &&
	    !((struct speaker *)found)->organisation)
		return NULL;
	return found;
}

static void keep_reference(struct reader *reader, unsigned kind,
			   const struct yaml_event *event)
{
	void *found = find_definition(reader, kind, event->text, event->len);
	array_push(&reader->found, found);
	array_push(&reader->offsets, event->offset);
	array_push(
		&reader->texts,
		found ? NULL
		      : arena_strndup(reader->arena, event->text, event->len));
}

/* Leaves the slot of what is not defined yet to the end of the file. */
static void defer(struct reader *reader, enum reference_kind kind, void **slot,
		  size_t item)
{
	struct reference reference = {kind, slot, reader->texts.items[item],
				      reader->offsets.items[item],
				      reader->draft};
	if (reference.id)
		array_push(&reader->references, reference);
}

/* struct speakers, sources and points differ in their pointers' type only,
   and so do pointers to them. */
struct pointers {
	void **items;
	size_t count;
};

static const void *none(enum reference_kind kind)
{
	switch (kind) {
	case REFERENCE_SOURCE:
		return &sources_none;
	case REFERENCE_POINT:
		return &points_none;
	default:
		return &speakers_none;
	}
}

/* What is found alone has its own list. */
static const void *alone(enum reference_kind kind, void *found)
{
	switch (kind) {
	case REFERENCE_SOURCE:
		return &((struct source *)found)->alone;
	case REFERENCE_POINT:
		return &((struct point *)found)->alone;
	default:
		return &((struct speaker *)found)->alone;
	}
}

/* The list of what was just read, whose definitions may yet follow. */
static const void *several(struct reader *reader, enum reference_kind kind)
{
	size_t count = reader->found.count;
	struct pointers list = {arena_copy(reader->arena, reader->found.items,
					   count, sizeof(void *)),
				count};
	for (size_t i = 0; i < list.count; i++)
		defer(reader, kind, &list.items[i], i);
	return arena_copy(reader->arena, &list, 1, sizeof list);
}

static bool read_references(struct reader *reader, const struct key *key,
			    void *into, struct yaml_event *event,
			    enum reference_kind kind)
{
	bool good = read_some(reader, event, keep_reference, kind);
	size_t count = reader->found.count;
	const void **field = (const void **)(void *)((char *)into +
						     key->offset);
	if (!count)
		*field = none(kind);
	else if (count == 1 && reader->found.items[0])
		*field = alone(kind, reader->found.items[0]);
	else
		*field = several(reader, kind);
	return good;
}

bool read_speakers(struct reader *reader, const struct key *key, void *into,
		   struct yaml_event *event)
{
	bool good = read_references(reader, key, into, event,
				    REFERENCE_SPEAKER);
	if (!good || reader->found.count || !(key->flags & KEY_REQUIRED))
		return good;
	reader_report(reader, DIAG_EMPTY, reader->key_offset, key->name, NULL);
	return false;
}

bool read_sources(struct reader *reader, const struct key *key, void *into,
		  struct yaml_event *event)
{
	return read_references(reader, key, into, event, REFERENCE_SOURCE);
}

bool read_points(struct reader *reader, const struct key *key, void *into,
		 struct yaml_event *event)
{
	return read_references(reader, key, into, event, REFERENCE_POINT);
}

bool read_organisation(struct reader *reader, const struct key *key, void *into,
		       struct yaml_event *event)
{
	reader->texts.count = reader->found.count = reader->offsets.count = 0;
	if (!text_check(reader, event, reader->key_offset))
		return false;
	keep_reference(reader, REFERENCE_ORGANISATION, event);
	void **slot = (void **)(void *)((char *)into + key->offset);
	*slot = reader->found.items[0];
	struct parent parent = {into, event->offset};
	array_push(&reader->parents, parent);
	defer(reader, REFERENCE_ORGANISATION, slot, 0);
	return true;
}

/* ---- definitions ---- */

void speaker_init(struct speaker *speaker)
{
	*speaker = (struct speaker){.self = speaker,
				    .alone = {&speaker->self, 1}};
}

void source_init(struct source *source)
{
	*source = (struct source){.self = source,
				  .alone = {&source->self, 1},
				  .authors = &speakers_none,
				  .kind = SOURCE_OTHER};
}

void point_init(struct point *point)
{
	*point = (struct point){.self = point, .alone = {&point->self, 1}};
}

/*
 * Puts what the id names where look-ups find it.  Returns false, having
 * reported it, where the id is taken.
 */
static bool define(struct reader *reader, const struct tables *tables,
		   const char *id, void *value)
{
	size_t len = strlen(id);
	void *shared = table_get(tables->shared, id, len);
	if (!shared && !reader->entry) {
		table_put(tables->shared, id, len, value);
		return true;
	}
	if (!shared && !table_put(tables->own, id, len, value))
		return true;
	bool reserved = shared == reader->index->speaker_list.items[0] ||
			shared == reader->index->speaker_list.items[1];
	reader_report(reader,
		      reserved                  ? DIAG_RESERVED_ID
		      : shared && reader->entry ? DIAG_SHARED_ID
						: DIAG_DUPLICATE_ID,
		      reader->id_offset, id, NULL);
	return false;
}

/* How many there are for the file: the dossier's, then its own. */
static size_t speaker_count(const struct reader *reader)
{
	return reader->index->speaker_list.count +
	       (reader->batch->speakers.count - reader->first_speaker);
}

static const struct speaker *speaker_at(const struct reader *reader, size_t i)
{
	size_t shared = reader->index->speaker_list.count;
	return i < shared ? reader->index->speaker_list.items[i]
			  : reader->batch->speakers
				    .items[reader->first_speaker + i - shared];
}

void speaker_define(struct reader *reader, struct speaker *speaker)
{
	struct tables tables = tables_of(reader, REFERENCE_SPEAKER);
	if (!speaker->id || !define(reader, &tables, speaker->id, speaker))
		return;
	if (!speaker->name)
		speaker->name = speaker->id;
	if (!speaker->short_name)
		speaker->short_name = speaker->name;
	speaker->owner = reader->entry;
	speaker->index = speaker_count(reader);
	array_push(&reader->batch->speakers, speaker);
}

void source_define(struct reader *reader, struct source *source)
{
	struct tables tables = tables_of(reader, REFERENCE_SOURCE);
	if (!source->id || !define(reader, &tables, source->id, source))
		return;
	if (!source->title)
		source->title = source->id;
	if (!source->short_title)
		source->short_title = source->title;
	source->owner = reader->entry;
	array_push(&reader->batch->sources, source);
}

void point_define(struct reader *reader, struct point *point)
{
	struct tables tables = tables_of(reader, REFERENCE_POINT);
	if (!point->id || !define(reader, &tables, point->id, point))
		return;
	if (!point->title)
		point->title = point->id;
	if (!point->short_title)
		point->short_title = point->title;
	point->owner = reader->entry;
	array_push(&reader->batch->points, point);
}

/* ---- at the end of the file ---- */

static const char *near_definition(struct reader *reader,
				   const struct reference *reference)
{
	const struct dossier_index *index = reader->index;
	const struct batch *batch = reader->batch;
	struct near near = near_start(reference->id, strlen(reference->id),
				      &reader->near_budget);
#define OFFER(list, first)                                                     \
	for (size_t i = (first); i < (list).count && *near.budget; i++)        \
		near_offer(&near, (list).items[i]->id);
	if (reference->kind == REFERENCE_SOURCE) {
		OFFER(index->source_list, 0)
		OFFER(batch->sources, reader->first_source)
	} else if (reference->kind == REFERENCE_POINT) {
		OFFER(index->point_list, 0)
		OFFER(batch->points, reader->first_point)
	} else {
		bool any = reference->kind == REFERENCE_SPEAKER;
		size_t count = speaker_count(reader);
		for (size_t i = 0; i < count && *near.budget; i++)
			if (any || speaker_at(reader, i)->organisation)
				near_offer(&near, speaker_at(reader, i)->id);
			else
				--*near.budget; /* many pass over many */
	}
#undef OFFER
	return near.best;
}

/* Stands for what an error hides, so that claims can name it all the same. */
static void *stand_in(struct reader *reader, const struct reference *reference)
{
	struct place place = yaml_place(reader->yaml, reference->offset);
	if (reference->kind == REFERENCE_SOURCE) {
		struct source *source = arena_alloc(reader->arena,
						    sizeof *source);
		source_init(source);
		source->id = reference->id;
		source->place = place;
		source_define(reader, source);
		return source;
	}
	if (reference->kind == REFERENCE_POINT) {
		struct point *point = arena_alloc(reader->arena, sizeof *point);
		point_init(point);
		point->id = reference->id;
		point->place = place;
		point_define(reader, point);
		return point;
	}
	struct speaker *speaker = arena_alloc(reader->arena, sizeof *speaker);
	speaker_init(speaker);
	speaker->id = reference->id;
	speaker->organisation = reference->kind == REFERENCE_ORGANISATION;
	speaker->place = place;
	speaker_define(reader, speaker);
	return speaker;
}

/* What is left out with what names an id that nothing defines. */
static enum diag_loss reference_loss(const struct reader *reader)
{
	if (reader->draft == DRAFT_DEFAULTS)
		return DIAG_LOSS_NOTHING;
	return reader->draft == DRAFT_NONE ? DIAG_LOSS_VALUE : DIAG_LOSS_CLAIM;
}

static void resolve(struct reader *reader, const struct reference *reference)
{
	static const enum diag_kind unknown[] = {
		[REFERENCE_SPEAKER] = DIAG_UNKNOWN_SPEAKER,
		[REFERENCE_ORGANISATION] = DIAG_UNKNOWN_ORGANISATION,
		[REFERENCE_SOURCE] = DIAG_UNKNOWN_SOURCE,
		[REFERENCE_POINT] = DIAG_UNKNOWN_POINT,
	};
	struct draft *draft = reader->draft < reader->drafts.count
				      ? &reader->drafts.items[reader->draft]
				      : NULL;
	*reference->slot = find_definition(
		reader, reference->kind, reference->id, strlen(reference->id));
	if (*reference->slot)
		return;
	if (!reader->index->cut && !yaml_cut(reader->yaml)) {
		reader_claim(reader, draft ? draft->claim->id : NULL);
		yaml_loss(reader->yaml, reference_loss(reader));
		reader_report(reader, unknown[reference->kind],
			      reference->offset, reference->id,
			      near_definition(reader, reference));
		if (draft)
			draft->spoiled = true;
		if (reader->draft != DRAFT_DEFAULTS)
			return;
	}
	*reference->slot = stand_in(reader, reference);
}

/* `i`: where among the parents the search for its place begins. */
static void cut_circle(struct reader *reader, struct speaker *speaker, size_t i)
{
	while (i + 1 < reader->parents.count &&
	       reader->parents.items[i].speaker != speaker)
		i++;
	reader_report(reader, DIAG_PARENT_CIRCLE,
		      reader->parents.items[i].offset, speaker->id, NULL);
	speaker->parent = NULL;
}

/* An organisation cannot stand above itself: a walk upwards must end. */
static void cut_circles(struct reader *reader)
{
	enum { UNSEEN, HERE, FINE };
	size_t count = speaker_count(reader);
	unsigned char *state = memory_alloc(count);
	memset(state, UNSEEN, count);
	for (size_t i = 0; i < reader->parents.count; i++) {
		struct speaker *first = reader->parents.items[i].speaker;
		struct speaker *at = first, *met;
		if (speaker_at(reader, first->index) != first)
			continue; /* left out: its id was taken */
		for (; at && state[at->index] == UNSEEN; at = at->parent)
			state[at->index] = HERE;
		met = at && state[at->index] == HERE ? at : NULL;
		for (at = first; at && state[at->index] == HERE;
		     at = at->parent)
			state[at->index] = FINE;
		if (met)
			cut_circle(reader, met, i);
	}
	free(state);
}

/* A source remains without the authors that nobody knows. */
static void authors_complete(struct reader *reader, struct source *source)
{
	size_t kept = 0, count = source->authors->count;
	for (size_t i = 0; i < count; i++)
		kept += source->authors->items[i] != NULL;
	if (kept == count)
		return;
	struct speakers list = {
		arena_alloc(reader->arena, kept * sizeof *list.items), 0};
	for (size_t i = 0; i < count; i++)
		if (source->authors->items[i])
			list.items[list.count++] = source->authors->items[i];
	source->authors = arena_copy(reader->arena, &list, 1, sizeof list);
}

void references_resolve(struct reader *reader)
{
	for (size_t i = 0; i < reader->references.count; i++) {
		const struct reference *reference =
			&reader->references.items[i];
		reader->draft = reference->draft;
		resolve(reader, reference);
	}
	reader->draft = DRAFT_NONE;
	reader_claim(reader, NULL);
	for (size_t i = reader->first_source; i < reader->batch->sources.count;
	     i++)
		authors_complete(reader, reader->batch->sources.items[i]);
	cut_circles(reader);
}
