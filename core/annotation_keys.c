#include "core/annotation_read.h"

#include <string.h>

#define FIELD(type, member)                                                    \
	offsetof(type, member), sizeof(((type *)NULL)->member)
#define SHAPE(name, table)                                                     \
	const struct shape name = {table, sizeof(table) / sizeof *(table)}

/* ---- anchors ---- */

struct anchor_map {
	const char *exact, *from, *to, *prefix, *suffix;
	size_t occurrence;
};

static const struct key anchor_keys[] = {
	{"exact", read_text, FIELD(struct anchor_map, exact), 0},
	{"prefix", read_text, FIELD(struct anchor_map, prefix), 0},
	{"suffix", read_text, FIELD(struct anchor_map, suffix), 0},
	{"occurrence", read_number, FIELD(struct anchor_map, occurrence), 0},
	{"from", read_text, FIELD(struct anchor_map, from), 0},
	{"to", read_text, FIELD(struct anchor_map, to), 0},
};
static SHAPE(anchor_shape, anchor_keys);

static bool read_anchor_map(struct reader *reader, struct anchor *anchor,
			    struct yaml_event *event)
{
	struct anchor_map map = {0};
	uint32_t seen;
	size_t offset = event->offset;
	if (!shape_read(reader, &anchor_shape, &map, event, offset, true,
			&seen))
		return false;
	if (map.exact ? map.from || map.to : !map.from || !map.to) {
		reader_report(reader, DIAG_BAD_ANCHOR, offset, NULL, NULL);
		return false;
	}
	*anchor = (struct anchor){
		.pieces = map.exact ? arena_copy(reader->arena, &map.exact, 1,
						 sizeof map.exact)
				    : NULL,
		.piece_count = map.exact != NULL,
		.from = map.from,
		.to = map.to,
		.prefix = map.prefix,
		.suffix = map.suffix,
		.occurrence = map.occurrence,
	};
	return true;
}

static bool read_anchor(struct reader *reader, const struct key *key,
			void *into, struct yaml_event *event)
{
	struct anchor *anchor = (void *)((char *)into + key->offset);
	size_t offset = reader->anchor = event->offset;
	if (event->type == YAML_MAP)
		return read_anchor_map(reader, anchor, event);
	if (!read_items(reader, event))
		return false;
	if (!reader->texts.count) {
		reader_report(reader, DIAG_BAD_ANCHOR, offset, NULL, NULL);
		return false;
	}
	anchor->piece_count = reader->texts.count;
	anchor->pieces = arena_copy(reader->arena, reader->texts.items,
				    reader->texts.count, sizeof(char *));
	return true;
}

/* ---- lists of entries ---- */

/* Reads one entry, whose YAML_MAP event was just read. */
typedef void entry_reader(struct reader *reader, struct yaml_event *event,
			  const struct key *key);

/* What is no list, and a row of it that is none of keys and values, is reported
   as those kinds. */
static bool read_rows(struct reader *reader, const struct key *key,
		      struct yaml_event *event, entry_reader *one,
		      enum diag_kind no_list, enum diag_kind no_map)
{
	if (!list_check(reader, event, no_list))
		return false;
	while (yaml_inside(reader->yaml, event)) {
		reader->key = key->name;
		if (map_check(reader, event, no_map))
			one(reader, event, key);
	}
	return !event->spoiled;
}

static bool read_entries(struct reader *reader, const struct key *key,
			 struct yaml_event *event, entry_reader *one)
{
	return read_rows(reader, key, event, one, DIAG_NOT_LIST, DIAG_NOT_MAP);
}

/* ---- people, organisations, sources, points ---- */

static const struct key person_keys[] = {
	{"id", read_id, FIELD(struct speaker, id), KEY_REQUIRED},
	{"name", read_text, FIELD(struct speaker, name), KEY_REQUIRED},
	{"short", read_text, FIELD(struct speaker, short_name), 0},
	{"role", read_text, FIELD(struct speaker, role), 0},
	{"affiliation", read_organisation, FIELD(struct speaker, parent), 0},
	{"aliases", read_texts, FIELD(struct speaker, aliases), 0},
	{"url", read_text, FIELD(struct speaker, url), 0},
	{"note", read_text, FIELD(struct speaker, note), 0},
};
static SHAPE(person_shape, person_keys);

static const struct key organisation_keys[] = {
	{"id", read_id, FIELD(struct speaker, id), KEY_REQUIRED},
	{"name", read_text, FIELD(struct speaker, name), KEY_REQUIRED},
	{"short", read_text, FIELD(struct speaker, short_name), 0},
	{"role", read_text, FIELD(struct speaker, role), 0},
	{"aliases", read_texts, FIELD(struct speaker, aliases), 0},
	{"parent", read_organisation, FIELD(struct speaker, parent), 0},
	{"url", read_text, FIELD(struct speaker, url), 0},
	{"note", read_text, FIELD(struct speaker, note), 0},
};
static SHAPE(organisation_shape, organisation_keys);

static const struct key source_keys[] = {
	{"id", read_id, FIELD(struct source, id), KEY_REQUIRED},
	{"kind", read_source_kind, FIELD(struct source, kind), KEY_REQUIRED},
	{"title", read_text, FIELD(struct source, title), KEY_REQUIRED},
	{"short", read_text, FIELD(struct source, short_title), 0},
	{"author", read_speakers, FIELD(struct source, authors), 0},
	{"publisher", read_text, FIELD(struct source, publisher), 0},
	{"date", read_date, FIELD(struct source, date), 0},
	{"lang", read_text, FIELD(struct source, lang), 0},
	{"url", read_text, FIELD(struct source, url), 0},
	{"archived", read_text, FIELD(struct source, archived), 0},
	{"retrieved", read_date, FIELD(struct source, retrieved), 0},
	{"ref", read_text, FIELD(struct source, ref), 0},
	{"pages", read_text, FIELD(struct source, pages), 0},
	{"note", read_text, FIELD(struct source, note), 0},
};
static SHAPE(source_shape, source_keys);

static const struct key point_keys[] = {
	{"id", read_id, FIELD(struct point, id), KEY_REQUIRED},
	{"title", read_text, FIELD(struct point, title), KEY_REQUIRED},
	{"short", read_text, FIELD(struct point, short_title), 0},
	{"note", read_text, FIELD(struct point, note), 0},
};
static SHAPE(point_shape, point_keys);

/*
 * What has an error but an id stays, with what could be read, for the claims
 * that name it.
 */
static void read_definition(struct reader *reader, const struct shape *shape,
			    void *into, struct place *place,
			    struct yaml_event *event)
{
	size_t offset = yaml_dash(reader->yaml, event->offset);
	uint32_t seen;
	*place = yaml_place(reader->yaml, offset);
	shape_read(reader, shape, into, event, offset, false, &seen);
}

static void read_speaker(struct reader *reader, struct yaml_event *event,
			 const struct key *key)
{
	struct speaker *speaker = arena_alloc(reader->arena, sizeof *speaker);
	speaker_init(speaker);
	speaker->organisation = !strcmp(key->name, "organisations");
	read_definition(reader,
			speaker->organisation ? &organisation_shape
					      : &person_shape,
			speaker, &speaker->place, event);
	speaker_define(reader, speaker);
}

static void read_source(struct reader *reader, struct yaml_event *event,
			const struct key *key)
{
	struct source *source = arena_alloc(reader->arena, sizeof *source);
	(void)key;
	source_init(source);
	read_definition(reader, &source_shape, source, &source->place, event);
	source_define(reader, source);
}

static void read_point(struct reader *reader, struct yaml_event *event,
		       const struct key *key)
{
	struct point *point = arena_alloc(reader->arena, sizeof *point);
	(void)key;
	point_init(point);
	read_definition(reader, &point_shape, point, &point->place, event);
	point_define(reader, point);
}

#define ENTRIES_READER(function, one)                                          \
	static bool function(struct reader *reader, const struct key *key,     \
			     void *into, struct yaml_event *event)             \
	{                                                                      \
		(void)into;                                                    \
		return read_entries(reader, key, event, one);                  \
	}
ENTRIES_READER(read_people, read_speaker)
ENTRIES_READER(read_source_list, read_source)
ENTRIES_READER(read_point_list, read_point)

/* ---- claims ---- */

/* Has what the reader reads put into another arena; returns the one before. */
static struct arena *set_arena(struct reader *reader, struct arena *arena)
{
	struct arena *before = reader->arena;
	reader->arena = arena;
	return before;
}

/* Reads what is kept otherwise, if at all, once the file is read. */
static bool read_scratch(struct reader *reader, const struct key *key,
			 void *into, struct yaml_event *event, key_reader *read)
{
	struct arena *arena = set_arena(reader, reader->batch->scratch);
	bool good = read(reader, key, into, event);
	set_arena(reader, arena);
	return good;
}

static bool read_claim_id(struct reader *reader, const struct key *key,
			  void *into, struct yaml_event *event)
{
	bool good = read_scratch(reader, key, into, event, read_id);
	reader_claim(reader, ((struct written *)into)->claim.id);
	return good;
}

static bool read_claim_text(struct reader *reader, const struct key *key,
			    void *into, struct yaml_event *event)
{
	return read_scratch(reader, key, into, event, read_text);
}

static bool read_claim_anchor(struct reader *reader, const struct key *key,
			      void *into, struct yaml_event *event)
{
	return read_scratch(reader, key, into, event, read_anchor);
}

static const struct key checked_keys[] = {
	{"by", read_text, FIELD(struct written, more.checked_by), 0},
	{"date", read_date, FIELD(struct written, more.checked_date), 0},
};
static SHAPE(checked_shape, checked_keys);

static bool read_speaker_words(struct reader *reader, const struct key *key,
			       void *into, struct yaml_event *event)
{
	reader->speaker = event->offset;
	return read_text(reader, key, into, event);
}

static bool read_cue_words(struct reader *reader, const struct key *key,
			   void *into, struct yaml_event *event)
{
	reader->cue = event->offset;
	return read_text(reader, key, into, event);
}

static const struct key spans_keys[] = {
	{"speaker", read_speaker_words,
	 FIELD(struct written, more.speaker_words), 0},
	{"cue", read_cue_words, FIELD(struct written, more.cue_words), 0},
};
static SHAPE(spans_shape, spans_keys);

static bool read_checked(struct reader *reader, const struct key *key,
			 void *into, struct yaml_event *event)
{
	uint32_t seen;
	(void)key;
	return map_check(reader, event, DIAG_CHECKED) &&
	       shape_read(reader, &checked_shape, into, event, event->offset,
			  true, &seen);
}

static bool read_spans(struct reader *reader, const struct key *key, void *into,
		       struct yaml_event *event)
{
	uint32_t seen;
	(void)key;
	return map_check(reader, event, DIAG_SPANS) &&
	       shape_read(reader, &spans_shape, into, event, event->offset,
			  true, &seen);
}

/* A link has one relation, whose key says its kind. */
struct link_map {
	const char *targets[RELATION_KINDS];
	const char *note;
	size_t offset; /* of the target */
};

/* ID or NAME/ID. */
static bool target_valid(const char *target)
{
	const char *slash = strchr(target, '/');
	if (slash && !id_valid(target, (size_t)(slash - target)))
		return false;
	const char *id = slash ? slash + 1 : target;
	return id_valid(id, strlen(id));
}

static bool read_target(struct reader *reader, const struct key *key,
			void *into, struct yaml_event *event)
{
	struct link_map *map = into;
	map->offset = event->offset;
	struct arena *arena = set_arena(reader, reader->batch->targets);
	bool good = read_text(reader, key, into, event);
	set_arena(reader, arena);
	if (!good)
		return false;
	if (target_valid(event->text))
		return true;
	reader_report(reader, DIAG_BAD_ID, event->offset, event->text, NULL);
	return false;
}

#define LINK_KEY(name, word, back)                                             \
	{word, read_target, FIELD(struct link_map, targets[RELATION_##name]),  \
	 0},
static const struct key link_keys[] = {
	RELATION_LIST(LINK_KEY){"note", read_text, FIELD(struct link_map, note),
				0},
};
static SHAPE(link_shape, link_keys);

static void read_link(struct reader *reader, struct yaml_event *event,
		      const struct key *key)
{
	struct link_map map = {0};
	struct link link = {0};
	uint32_t seen;
	size_t count = 0, offset = event->offset;
	(void)key;
	if (!shape_read(reader, &link_shape, &map, event, offset, true, &seen))
		return;
	for (size_t i = 0; i < RELATION_KINDS; i++) {
		if (!map.targets[i])
			continue;
		link = (struct link){(enum relation_kind)i, map.targets[i],
				     map.note, map.offset};
		count++;
	}
	if (count == 1)
		array_push(&reader->links, link);
	else
		reader_report(reader, DIAG_LINK, offset, NULL, NULL);
}

/* An error in a row spoils that relation alone. */
static bool read_links(struct reader *reader, const struct key *key, void *into,
		       struct yaml_event *event)
{
	(void)into;
	yaml_loss(reader->yaml, DIAG_LOSS_RELATION);
	read_rows(reader, key, event, read_link, DIAG_LINKS, DIAG_LINK);
	yaml_loss(reader->yaml, DIAG_LOSS_CLAIM);
	return !event->spoiled;
}

static const struct key claim_keys[] = {
	{"id", read_claim_id, FIELD(struct written, claim.id), KEY_REQUIRED},
	{"text", read_claim_text, FIELD(struct written, text), 0},
	{"kind", read_claim_kind, FIELD(struct written, sorts.kind),
	 KEY_REQUIRED},
	{"speaker", read_speakers, FIELD(struct written, claim.speakers),
	 KEY_REQUIRED},
	{"via", read_speakers, FIELD(struct written, more.via), 0},
	{"addressee", read_speakers, FIELD(struct written, more.addressees), 0},
	{"source", read_sources, FIELD(struct written, claim.sources), 0},
	{"quote", read_quote, FIELD(struct written, sorts.quote), 0},
	{"date", read_date, FIELD(struct written, more.date), 0},
	{"point", read_points, FIELD(struct written, claim.points), 0},
	{"about", read_speakers, FIELD(struct written, more.about), 0},
	{"status", read_status, FIELD(struct written, sorts.status), 0},
	{"evidence", read_sources, FIELD(struct written, more.evidence), 0},
	{"checked", read_checked, 0, 0, 0},
	{"tags", read_texts, FIELD(struct written, more.tags), 0},
	{"note", read_text, FIELD(struct written, more.note), 0},
	{"lang", read_text, FIELD(struct written, more.lang), 0},
	{"anchor", read_claim_anchor, FIELD(struct written, anchor),
	 KEY_REQUIRED},
	{"spans", read_spans, 0, 0, 0},
	{"links", read_links, 0, 0, 0},
};
SHAPE(claim_shape, claim_keys);

static const struct key defaults_keys[] = {
	{"kind", read_claim_kind, FIELD(struct written, sorts.kind), 0},
	{"speaker", read_speakers, FIELD(struct written, claim.speakers), 0},
	{"via", read_speakers, FIELD(struct written, more.via), 0},
	{"source", read_sources, FIELD(struct written, claim.sources), 0},
	{"quote", read_quote, FIELD(struct written, sorts.quote), 0},
	{"date", read_date, FIELD(struct written, more.date), 0},
	{"tags", read_texts, FIELD(struct written, more.tags), 0},
};
static SHAPE(defaults_shape, defaults_keys);

/* A claim of the entry of which nothing is read yet. */
static struct written written_none(struct entry *entry)
{
	return (struct written){
		.claim = {.entry = entry,
			  .speakers = &speakers_none,
			  .sources = &sources_none,
			  .points = &points_none},
		.more = claim_more_none,
	};
}

/* A key with an error in it counts as seen too, and then gives nothing. */
static bool read_defaults(struct reader *reader, const struct key *key,
			  void *into, struct yaml_event *event)
{
	(void)key, (void)into;
	if (!map_check(reader, event, DIAG_NOT_MAP))
		return false;
	reader->defaults = written_none(reader->entry);
	reader->draft = DRAFT_DEFAULTS;
	bool good = shape_read(reader, &defaults_shape, &reader->defaults,
			       event, event->offset, true,
			       &reader->defaults_seen);
	reader->draft = DRAFT_NONE;
	return good;
}

/* The claim's key of the same name as a bit of draft->seen. */
static uint32_t default_bit(const struct key *key)
{
	size_t own = 0;
	while (strcmp(claim_keys[own].name, key->name) != 0)
		own++;
	return UINT32_C(1) << own;
}

/* Which keys of a claim the defaults may give: bits of draft->seen. */
static uint32_t defaults_possible(void)
{
	uint32_t bits = 0;
	for (size_t i = 0; i < defaults_shape.count; i++)
		bits |= default_bit(&defaults_keys[i]);
	return bits;
}

struct claim_more *draft_more(const struct reader *reader, struct draft *draft)
{
	if (!draft->more)
		draft->more = arena_copy(reader->batch->scratch,
					 &claim_more_none, 1,
					 sizeof claim_more_none);
	return draft->more;
}

/* Where the claim has the field. */
static void *draft_field(const struct reader *reader, struct draft *draft,
			 size_t offset)
{
	const size_t more = offsetof(struct written, more);
	if (offset < more)
		return (char *)draft->claim + offset;
	const size_t sorts = offsetof(struct written, sorts);
	if (offset >= sorts)
		return (char *)&draft->sorts + (offset - sorts);
	return (char *)draft_more(reader, draft) + (offset - more);
}

void defaults_apply(const struct reader *reader, struct draft *draft)
{
	for (size_t i = 0; reader->defaults_seen && i < defaults_shape.count;
	     i++) {
		const struct key *key = &defaults_keys[i];
		uint32_t bit = default_bit(key);
		if (!(reader->defaults_seen & UINT32_C(1) << i) ||
		    draft->seen & bit)
			continue;
		draft->seen |= bit;
		memcpy(draft_field(reader, draft, key->offset),
		       (const char *)&reader->defaults + key->offset,
		       key->size);
	}
}

/* What refers from a claim that is left out spoils no other. */
static void forget_draft(struct reader *reader)
{
	for (size_t i = reader->references.count; i-- > 0;) {
		if (reader->references.items[i].draft != reader->drafts.count)
			return;
		reader->references.items[i].draft = DRAFT_SPOILED;
	}
}

/* False where it was left out: what leads there is known all the same. */
static bool keep_draft(struct reader *reader, const struct written *written,
		       struct draft *draft, bool good)
{
	const struct claim *claim = &written->claim;
	bool first = !claim->id || !table_put(&reader->claim_ids, claim->id,
					      strlen(claim->id), reader);
	if (!first)
		reader_report(reader, DIAG_DUPLICATE_ID, reader->id_offset,
			      claim->id, NULL);
	if (!first || (!good && !claim->id)) {
		forget_draft(reader);
		return false;
	}
	draft->claim = arena_copy(reader->batch->scratch, claim, 1,
				  sizeof *claim);
	draft->words = written->anchor;
	if (memcmp(&written->more, &claim_more_none, sizeof claim_more_none))
		draft->more = arena_copy(reader->batch->scratch, &written->more,
					 1, sizeof written->more);
	draft->text = written->text;
	draft->sorts = written->sorts;
	if (good) {
		array_push(&reader->drafts, *draft);
		return true;
	}
	forget_draft(reader);
	array_push(&reader->spoiled, draft->claim);
	return false;
}

static void read_claim(struct reader *reader, struct yaml_event *event,
		       const struct key *key)
{
	size_t offset = yaml_dash(reader->yaml, event->offset);
	struct draft draft = {.offset = (uint32_t)offset,
			      .links = (uint32_t)reader->links.count};
	struct written written = written_none(reader->entry);
	(void)key;
	struct place place = yaml_place(reader->yaml, offset);
	written.claim.line = (uint32_t)place.line;
	written.claim.column = (uint32_t)place.column;
	reader->draft = reader->drafts.count;
	yaml_loss(reader->yaml, DIAG_LOSS_CLAIM);
	bool good = shape_read(reader, &claim_shape, &written, event, offset,
			       true, &draft.seen);
	/* The defaults may stand below: of a good claim they decide. */
	good &= shape_complete(reader, &claim_shape,
			       draft.seen | reader->defaults_possible, offset);
	draft.anchor = (uint32_t)reader->anchor;
	draft.speaker = (uint32_t)reader->speaker;
	draft.cue = (uint32_t)reader->cue;
	draft.link_count = (uint32_t)reader->links.count - draft.links;
	if (!keep_draft(reader, &written, &draft, good))
		reader->links.count = draft.links;
	reader->draft = DRAFT_NONE;
	yaml_loss(reader->yaml, DIAG_LOSS_VALUE);
	reader_claim(reader, NULL);
}

static bool read_claims(struct reader *reader, const struct key *key,
			void *into, struct yaml_event *event)
{
	(void)into;
	reader->defaults_possible = defaults_possible();
	return read_entries(reader, key, event, read_claim);
}

/* ---- remarks and omissions ---- */

static bool read_about(struct reader *reader, const struct key *key, void *into,
		       struct yaml_event *event)
{
	bool good = read_texts(reader, key, into, event);
	for (size_t i = 0; i < reader->texts.count; i++) {
		struct about about = {
			reader->entry, reader->remarks.count, i,
			yaml_place(reader->yaml, reader->offsets.items[i])};
		array_push(&reader->batch->abouts, about);
	}
	return good;
}

static const struct key remark_keys[] = {
	{"id", read_id, FIELD(struct remark, id), KEY_REQUIRED},
	{"text", read_text, FIELD(struct remark, text), KEY_REQUIRED},
	{"anchor", read_anchor, FIELD(struct remark, anchor), KEY_REQUIRED},
	{"about", read_about, FIELD(struct remark, about), 0},
	{"tags", read_texts, FIELD(struct remark, tags), 0},
};
static SHAPE(remark_shape, remark_keys);

static void read_remark(struct reader *reader, struct yaml_event *event,
			const struct key *key)
{
	struct remark remark = {0};
	size_t offset = yaml_dash(reader->yaml, event->offset);
	size_t abouts = reader->batch->abouts.count;
	uint32_t seen;
	(void)key;
	yaml_loss(reader->yaml, DIAG_LOSS_REMARK);
	bool good = shape_read(reader, &remark_shape, &remark, event, offset,
			       false, &seen);
	yaml_loss(reader->yaml, DIAG_LOSS_VALUE);
	const char *id = remark.id;
	if (id && table_put(&reader->remark_ids, id, strlen(id), reader)) {
		reader_report(reader, DIAG_DUPLICATE_ID, reader->id_offset, id,
			      NULL);
		good = false;
	}
	if (!good) {
		reader->batch->abouts.count = abouts;
		return;
	}
	remark.place = yaml_place(reader->yaml, offset);
	array_push(&reader->remarks, remark);
	array_push(&reader->remark_offsets, reader->anchor);
}
ENTRIES_READER(read_remarks, read_remark)

static bool read_omissions(struct reader *reader, const struct key *key,
			   void *into, struct yaml_event *event)
{
	static const struct key anchor = {"omit", read_anchor,
					  FIELD(struct omission, anchor), 0};
	size_t count = 0;
	(void)into;
	if (!list_check(reader, event, DIAG_NOT_LIST))
		return false;
	while (yaml_inside(reader->yaml, event)) {
		struct omission omission = {0};
		reader->key = key->name;
		reader->key_offset = event->offset;
		if (count++ >= YAML_LIST_MAX) {
			if (count == YAML_LIST_MAX + 1)
				reader_report(reader, DIAG_LONG_LIST,
					      event->offset, key->name, NULL);
			yaml_skip(reader->yaml, event);
			continue;
		}
		yaml_loss(reader->yaml, DIAG_LOSS_OMISSION);
		bool good = read_anchor(reader, &anchor, &omission, event);
		yaml_loss(reader->yaml, DIAG_LOSS_VALUE);
		if (!good)
			continue;
		omission.place = yaml_place(reader->yaml, reader->anchor);
		array_push(&reader->omissions, omission);
		array_push(&reader->omission_offsets, reader->anchor);
	}
	return !event->spoiled;
}

/* ---- files ---- */

/* An article that is not there: told, unless its annotations are to tell it. */
static void list_missing(struct reader *reader, const char *id, size_t offset)
{
	const struct dossier *dossier = reader->dossier;
	struct table *orphans = &reader->index->orphans;
	struct orphan *orphan = table_get(orphans, id, strlen(id));
	if (orphan) {
		orphan->named = true;
		return;
	}
	struct near near = near_start(id, strlen(id), &reader->near_budget);
	for (size_t i = 0; i < dossier->entry_count; i++)
		near_offer(&near, dossier->entries[i]->id);
	reader_report(reader, DIAG_UNKNOWN_ARTICLE, offset, id, near.best);
	orphan = arena_alloc(reader->arena, sizeof *orphan);
	*orphan = (struct orphan){NULL, true};
	table_put(orphans, id, strlen(id), orphan);
}

/* The articles' order: those that are there, once each. */
static bool read_order(struct reader *reader, const struct key *key, void *into,
		       struct yaml_event *event)
{
	struct dossier_index *index = reader->index;
	struct table listed = {0};
	(void)key, (void)into;
	bool good = read_items(reader, event);
	size_t kept = 0, count = reader->texts.count;
	for (size_t i = 0; i < count; i++) {
		const char *id = reader->texts.items[i];
		size_t len = strlen(id), offset = reader->offsets.items[i];
		struct entry *entry = table_get(&index->entries, id, len);
		/* Of a dossier read in part the others are not known. */
		if (!entry && !reader->dossier->partial)
			list_missing(reader, id, offset);
		else if (entry && table_put(&listed, id, len, entry))
			reader_report(reader, DIAG_DUPLICATE_ID, offset, id,
				      NULL);
		else
			reader->texts.items[kept++] = id;
	}
	table_release(&listed);
	index->order_count = kept;
	index->order = arena_copy(reader->arena, reader->texts.items, kept,
				  sizeof(char *));
	return good;
}

static const struct key dossier_keys[] = {
	{"manicule", read_version, 0, 0, 0},
	{"title", read_text, FIELD(struct dossier, title), 0},
	{"lang", read_text, FIELD(struct dossier, lang), 0},
	{"articles", read_order, 0, 0, 0},
	{"people", read_people, 0, 0, KEY_ENTRIES},
	{"organisations", read_people, 0, 0, KEY_ENTRIES},
	{"sources", read_source_list, 0, 0, KEY_ENTRIES},
	{"points", read_point_list, 0, 0, KEY_ENTRIES},
	{"note", read_text, FIELD(struct dossier, note), 0},
};
SHAPE(dossier_shape, dossier_keys);

static bool read_sha256(struct reader *reader, const struct key *key,
			void *into, struct yaml_event *event)
{
	reader->sha256 = event->offset;
	return read_text(reader, key, into, event);
}

static const struct key article_keys[] = {
	{"title", read_text, FIELD(struct annotation, title), KEY_REQUIRED},
	{"short", read_text, FIELD(struct annotation, short_title), 0},
	{"publisher", read_text, FIELD(struct annotation, publisher), 0},
	{"author", read_texts, FIELD(struct annotation, authors), 0},
	{"published", read_date, FIELD(struct annotation, published), 0},
	{"url", read_text, FIELD(struct annotation, url), 0},
	{"archived", read_text, FIELD(struct annotation, archived), 0},
	{"retrieved", read_date, FIELD(struct annotation, retrieved), 0},
	{"lang", read_text, FIELD(struct annotation, lang), 0},
	{"sha256", read_sha256, FIELD(struct annotation, sha256), 0},
	{"licence", read_text, FIELD(struct annotation, licence), 0},
	{"tags", read_texts, FIELD(struct annotation, tags), 0},
	{"note", read_text, FIELD(struct annotation, note), 0},
};
static SHAPE(article_shape, article_keys);

static bool read_article(struct reader *reader, const struct key *key,
			 void *into, struct yaml_event *event)
{
	uint32_t seen;
	(void)key;
	return map_check(reader, event, DIAG_NOT_MAP) &&
	       shape_read(reader, &article_shape, into, event,
			  reader->key_offset, false, &seen);
}

static const struct key annotation_keys[] = {
	{"manicule", read_version, 0, 0, 0},
	{"article", read_article, 0, 0, KEY_REQUIRED},
	{"defaults", read_defaults, 0, 0, 0},
	{"omit", read_omissions, 0, 0, KEY_ENTRIES},
	{"people", read_people, 0, 0, KEY_ENTRIES},
	{"organisations", read_people, 0, 0, KEY_ENTRIES},
	{"sources", read_source_list, 0, 0, KEY_ENTRIES},
	{"points", read_point_list, 0, 0, KEY_ENTRIES},
	{"claims", read_claims, 0, 0, KEY_ENTRIES},
	{"notes", read_remarks, 0, 0, KEY_ENTRIES},
};
SHAPE(annotation_shape, annotation_keys);
