#include "core/annotation_read.h"

#include <string.h>

#include "core/str.h"

void reader_report(struct reader *reader, enum diag_kind kind, size_t offset,
		   const char *detail, const char *hint)
{
	yaml_report(reader->yaml, kind, offset, detail, hint);
}

void reader_claim(struct reader *reader, const char *id)
{
	yaml_claim(reader->yaml, id ? reader->entry->id : NULL, id);
}

/* ---- maps ---- */

/* Reads over a node that is not what it should be, and reports that at its
   start unless something else in it is wrong. */
static void wrong_node(struct reader *reader, enum diag_kind kind,
		       struct yaml_event *event)
{
	if (yaml_skip(reader->yaml, event))
		reader_report(reader, kind, event->offset, reader->key, NULL);
}

/* Keys mostly come in the table's order: the search begins at `from`. */
static const struct key *find_key(const struct shape *shape, size_t from,
				  const char *name)
{
	for (size_t i = 0; i < shape->count; i++) {
		size_t at = from + i;
		const struct key *key =
			&shape->keys[at < shape->count ? at
						       : at - shape->count];
		if (key->name[0] == name[0] && !strcmp(key->name, name))
			return key;
	}
	return NULL;
}

static const struct key *near_key(struct reader *reader,
				  const struct shape *shape, const char *name,
				  size_t len)
{
	struct near near = near_start(name, len, &reader->near_budget);
	for (size_t i = 0; i < shape->count; i++)
		near_offer(&near, shape->keys[i].name);
	return near.best ? find_key(shape, 0, near.best) : NULL;
}

/*
 * A key that the shape does not have.  The one that it is near to counts as
 * seen, so that it is not told to be missing too, and a misspelt `id` still
 * names its entry.
 */
static bool unknown_key(struct reader *reader, const struct shape *shape,
			void *into, struct yaml_event *event, bool flow,
			uint32_t *seen)
{
	char *name = memory_alloc(event->len + 1);
	memcpy(name, event->text, event->len + 1);
	size_t offset = event->offset, len = event->len;
	const struct key *near = NULL;
	yaml_next(reader->yaml, event);
	if (event->spoiled)
		goto out;
	if (flow && event->type == YAML_TEXT && event->plain && !event->len) {
		reader_report(reader, DIAG_COMMA, offset, name, NULL);
		goto out;
	}
	near = near_key(reader, shape, name, len);
	reader_report(reader, DIAG_UNKNOWN_KEY, offset, name,
		      near ? near->name : NULL);
	if (near) {
		uint32_t bit = UINT32_C(1) << (near - shape->keys);
		reader->misspelt |= ~*seen & bit;
		*seen |= bit;
	}
out:
	free(name);
	if (near && !strcmp(near->name, "id") && event->type == YAML_TEXT) {
		reader->key_offset = offset;
		near->read(reader, near, into, event);
	} else {
		yaml_skip(reader->yaml, event);
	}
	return false;
}

/*
 * A key for the second time, whose value is to be read over.  A second `id` is
 * another entry's, whose dash is missing: its other keys are not told, and it
 * is lost, as is what the second of the file's own keys has.
 */
static void repeated_key(struct reader *reader, const struct shape *shape,
			 const struct key *key, size_t offset, uint32_t *seen)
{
	bool entry = !strcmp(key->name, "id"), root = shape == reader->root;
	if (*seen != UINT32_MAX)
		reader_report(reader,
			      entry  ? DIAG_LOST_DASH
			      : root ? DIAG_SECOND_KEY
				     : DIAG_DUPLICATE_KEY,
			      offset, key->name, NULL);
	if (entry) {
		*seen = UINT32_MAX;
		reader->misspelt = 0;
	}
	if (entry || root)
		yaml_lose(reader->yaml);
}

/* Reads a key and its value; *from: where the table's search begins. */
static bool read_pair(struct reader *reader, const struct shape *shape,
		      void *into, struct yaml_event *event, bool flow,
		      size_t *from, uint32_t *seen)
{
	struct yaml *yaml = reader->yaml;
	size_t offset = event->offset;
	if (event->spoiled || event->type != YAML_TEXT) {
		reader->key = NULL;
		wrong_node(reader, DIAG_NOT_TEXT, event);
		yaml_next(yaml, event);
		yaml_skip(yaml, event);
		return false;
	}
	const struct key *key = find_key(shape, *from, event->text);
	if (!key)
		return unknown_key(reader, shape, into, event, flow, seen);
	size_t index = (size_t)(key - shape->keys);
	*from = index + 1;
	yaml_next(yaml, event);
	bool again = *seen & ~reader->misspelt & UINT32_C(1) << index;
	if (again && !(key->flags & KEY_ENTRIES)) {
		repeated_key(reader, shape, key, offset, seen);
		yaml_skip(yaml, event);
		return false;
	}
	/* After an error the same one may go on. */
	if (again && offset != reader->entries)
		reader_report(reader, DIAG_KEY_AGAIN, offset, key->name, NULL);
	if (key->flags & KEY_ENTRIES)
		reader->entries = offset;
	*seen |= UINT32_C(1) << index;
	reader->misspelt &= ~(UINT32_C(1) << index);
	reader->key = key->name;
	reader->key_offset = offset;
	return key->read(reader, key, into, event);
}

/* What lacks a key is read without it, where it is not left out for any error;
   nothing can name what has no id. */
static void missing_key(struct reader *reader, const char *name, size_t offset)
{
	enum diag_loss before = yaml_loss(reader->yaml, DIAG_LOSS_VALUE);
	enum diag_loss lone = strcmp(name, "id") ? DIAG_LOSS_KEY
						 : DIAG_LOSS_ENTRY;
	yaml_loss(reader->yaml, before == DIAG_LOSS_VALUE ? lone : before);
	reader_report(reader, DIAG_MISSING_KEY, offset, name, NULL);
	yaml_loss(reader->yaml, before);
}

bool shape_complete(struct reader *reader, const struct shape *shape,
		    uint32_t seen, size_t offset)
{
	bool complete = true;
	for (size_t i = 0; i < shape->count; i++) {
		if (!(shape->keys[i].flags & KEY_REQUIRED) ||
		    seen & UINT32_C(1) << i)
			continue;
		if (shape == reader->root)
			reader_report(reader, DIAG_NO_ARTICLE_KEY, offset, NULL,
				      NULL);
		else
			missing_key(reader, shape->keys[i].name, offset);
		complete = false;
	}
	return complete;
}

bool shape_read(struct reader *reader, const struct shape *shape, void *into,
		const struct yaml_event *map, size_t offset, bool lenient,
		uint32_t *seen)
{
	bool good = !map->spoiled, flow = map->flow;
	size_t from = 0;
	struct yaml_event event;
	uint32_t outer = reader->misspelt;
	reader->misspelt = *seen = 0;
	while (yaml_inside(reader->yaml, &event))
		good &= read_pair(reader, shape, into, &event, flow, &from,
				  seen);
	reader->misspelt = outer;
	if (event.spoiled) {
		*seen = UINT32_MAX;
		return false;
	}
	if (!lenient)
		good &= shape_complete(reader, shape, *seen, offset);
	return good;
}

/* ---- texts ---- */

/* Empty, white space only, or one of YAML's words for nothing. */
static bool nothing(const struct yaml_event *event)
{
	static const char *const words[] = {"~", "null", "Null", "NULL"};
	bool likely = event->plain && strchr("~nN", event->text[0]);
	for (size_t i = 0; likely && i < 4; i++)
		if (!strcmp(event->text, words[i]))
			return true;
	const char *at = event->text;
	while (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')
		at++;
	return !*at;
}

bool text_check(struct reader *reader, struct yaml_event *event, size_t empty)
{
	if (event->spoiled || event->type != YAML_TEXT) {
		wrong_node(reader, DIAG_NOT_TEXT, event);
		return false;
	}
	if (nothing(event)) {
		reader_report(reader, DIAG_EMPTY, empty, reader->key, NULL);
		return false;
	}
	return true;
}

bool list_check(struct reader *reader, struct yaml_event *event,
		enum diag_kind kind)
{
	if (event->type == YAML_LIST)
		return true;
	if (event->type != YAML_TEXT || event->spoiled ||
	    text_check(reader, event, reader->key_offset))
		wrong_node(reader, kind, event);
	return false;
}

bool map_check(struct reader *reader, struct yaml_event *event,
	       enum diag_kind kind)
{
	if (event->type == YAML_MAP)
		return true;
	wrong_node(reader, kind, event);
	return false;
}

static const char **text_field(const struct key *key, void *into)
{
	return (const char **)(void *)((char *)into + key->offset);
}

bool read_text(struct reader *reader, const struct key *key, void *into,
	       struct yaml_event *event)
{
	if (!text_check(reader, event, reader->key_offset))
		return false;
	*text_field(key, into) = arena_strndup(reader->arena, event->text,
					       event->len);
	return true;
}

bool id_valid(const char *id, size_t len)
{
	if (!len || len > 64 || id[0] == '-')
		return false;
	size_t valid = 0;
	while (valid < len &&
	       ((id[valid] >= 'a' && id[valid] <= 'z') ||
		(id[valid] >= '0' && id[valid] <= '9') || id[valid] == '-'))
		valid++;
	return valid == len;
}

bool read_id(struct reader *reader, const struct key *key, void *into,
	     struct yaml_event *event)
{
	reader->id_offset = event->offset;
	if (!read_text(reader, key, into, event))
		return false;
	if (id_valid(event->text, event->len))
		return true;
	reader_report(reader, DIAG_BAD_ID, event->offset, event->text, NULL);
	return false;
}

static bool digits(const char *text, size_t count, unsigned *number)
{
	*number = 0;
	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*number = *number * 10 + (unsigned)(text[i] - '0');
	}
	return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD, of the Gregorian calendar. */
static bool date_valid(const char *text, size_t len)
{
	static const unsigned char days[] = {31, 29, 31, 30, 31, 30,
					     31, 31, 30, 31, 30, 31};
	unsigned year, month, day;
	if ((len != 4 && len != 7 && len != 10) || !digits(text, 4, &year))
		return false;
	if (len == 4)
		return true;
	if (text[4] != '-' || !digits(text + 5, 2, &month) || month < 1 ||
	    month > 12)
		return false;
	if (len == 7)
		return true;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return text[7] == '-' && digits(text + 8, 2, &day) && day >= 1 &&
	       day <= days[month - 1] && (month != 2 || day < 29 || leap);
}

bool read_date(struct reader *reader, const struct key *key, void *into,
	       struct yaml_event *event)
{
	if (!text_check(reader, event, reader->key_offset))
		return false;
	if (!date_valid(event->text, event->len)) {
		reader_report(reader, DIAG_BAD_DATE, event->offset, event->text,
			      NULL);
		return false;
	}
	*text_field(key, into) = arena_strndup(reader->arena, event->text,
					       event->len);
	return true;
}

bool read_number(struct reader *reader, const struct key *key, void *into,
		 struct yaml_event *event)
{
	unsigned number;
	if (!text_check(reader, event, reader->key_offset))
		return false;
	if (event->len > 9 || !digits(event->text, event->len, &number) ||
	    !number) {
		reader_report(reader, DIAG_BAD_NUMBER, event->offset,
			      event->text, NULL);
		return false;
	}
	*(size_t *)(void *)((char *)into + key->offset) = number;
	return true;
}

/* ---- words of an enumeration ---- */

/* Reports a word that is none of these, with the near one, or else all. */
static void unknown_word(struct reader *reader, const struct yaml_event *event,
			 enum diag_kind unknown, const char *const *words,
			 unsigned count)
{
	struct str detail = {0};
	struct near near = near_start(event->text, event->len,
				      &reader->near_budget);
	for (unsigned i = 0; i < count; i++)
		near_offer(&near, words[i]);
	str_adds(&detail, event->text);
	for (unsigned i = 0; i < count && !near.best; i++)
		str_addf(&detail, "%s%s", i ? ", " : " (", words[i]);
	str_adds(&detail, near.best ? "" : ")");
	reader_report(reader, unknown, event->offset, str_get(&detail),
		      near.best);
	str_release(&detail);
}

/* The index of the event's word; count, having reported it, for none. */
static unsigned word_index(struct reader *reader, struct yaml_event *event,
			   enum diag_kind unknown, const char *const *words,
			   unsigned count)
{
	if (!text_check(reader, event, reader->key_offset))
		return count;
	for (unsigned i = 0; i < count; i++)
		if (words[i][0] == event->text[0] &&
		    !strcmp(words[i], event->text))
			return i;
	unknown_word(reader, event, unknown, words, count);
	return count;
}

#define WORD(name, word) word,
#define WORD_READER(function, list, type, unknown)                             \
	bool function(struct reader *reader, const struct key *key,            \
		      void *into, struct yaml_event *event)                    \
	{                                                                      \
		static const char *const words[] = {list(WORD)};               \
		const unsigned count = sizeof words / sizeof *words;           \
		unsigned index = word_index(reader, event, unknown, words,     \
					    count);                            \
		if (index == count)                                            \
			return false;                                          \
		*(type *)(void *)((char *)into + key->offset) = (type)index;   \
		return true;                                                   \
	}
WORD_READER(read_claim_kind, CLAIM_KIND_LIST, uint8_t, DIAG_UNKNOWN_KIND)
WORD_READER(read_status, CLAIM_STATUS_LIST, uint8_t, DIAG_UNKNOWN_STATUS)
WORD_READER(read_quote, QUOTE_LIST, uint8_t, DIAG_UNKNOWN_QUOTE)
WORD_READER(read_source_kind, SOURCE_KIND_LIST, enum source_kind,
	    DIAG_UNKNOWN_KIND)

/* ---- one or several ---- */

static bool read_list(struct reader *reader, struct yaml_event *event,
		      item_reader *item, unsigned kind)
{
	bool good = true;
	size_t count = 0;
	while (yaml_inside(reader->yaml, event)) {
		if (count++ == YAML_LIST_MAX)
			reader_report(reader, DIAG_LONG_LIST, event->offset,
				      NULL, NULL);
		if (count > YAML_LIST_MAX) {
			good = false;
			yaml_skip(reader->yaml, event);
		} else if (text_check(reader, event, event->offset)) {
			item(reader, kind, event);
		} else {
			good = false;
		}
	}
	return good && !event->spoiled;
}

bool read_some(struct reader *reader, struct yaml_event *event,
	       item_reader *item, unsigned kind)
{
	reader->texts.count = reader->found.count = reader->offsets.count = 0;
	if (event->type == YAML_LIST && !event->spoiled)
		return read_list(reader, event, item, kind);
	if (!text_check(reader, event, reader->key_offset))
		return false;
	item(reader, kind, event);
	return true;
}

static void keep_text(struct reader *reader, unsigned kind,
		      const struct yaml_event *event)
{
	(void)kind;
	array_push(&reader->texts,
		   arena_strndup(reader->arena, event->text, event->len));
	array_push(&reader->offsets, event->offset);
}

bool read_items(struct reader *reader, struct yaml_event *event)
{
	return read_some(reader, event, keep_text, 0);
}

bool read_texts(struct reader *reader, const struct key *key, void *into,
		struct yaml_event *event)
{
	struct strings *strings = (void *)((char *)into + key->offset);
	bool good = read_items(reader, event);
	strings->count = reader->texts.count;
	strings->items = arena_copy(reader->arena, reader->texts.items,
				    reader->texts.count, sizeof(char *));
	return good;
}

/* ---- the file as a whole ---- */

bool read_version(struct reader *reader, const struct key *key, void *into,
		  struct yaml_event *event)
{
	(void)key, (void)into;
	reader->version_seen = true;
	if (!text_check(reader, event, reader->key_offset))
		return false;
	if (strcmp(event->text, "1") != 0)
		reader_report(reader, DIAG_VERSION, event->offset, event->text,
			      NULL);
	else if (reader->key_offset != reader->root_offset &&
		 !reader->root_flow)
		reader_report(reader, DIAG_NO_VERSION, reader->key_offset, NULL,
			      NULL);
	return true;
}

void read_root(struct reader *reader, const struct shape *shape, void *into)
{
	struct yaml_event event;
	uint32_t seen = 0;
	yaml_next(reader->yaml, &event);
	reader->root = shape;
	reader->root_offset = event.offset;
	if (event.type == YAML_MAP) {
		reader->root_flow = event.flow;
		shape_read(reader, shape, into, &event, event.offset, true,
			   &seen);
		if (!reader->version_seen && !yaml_cut(reader->yaml))
			reader_report(reader, DIAG_NO_VERSION,
				      reader->root_offset, NULL, NULL);
		if (!yaml_cut(reader->yaml))
			shape_complete(reader, shape, seen,
				       reader->root_offset);
	} else if (event.type != YAML_END) {
		wrong_node(reader, DIAG_NOT_MAP, &event);
	} else if (!yaml_cut(reader->yaml)) {
		reader_report(reader, DIAG_NO_VERSION, event.offset, NULL,
			      NULL);
	}
	/* What comes after the root is told of there. */
	yaml_next(reader->yaml, &event);
}
