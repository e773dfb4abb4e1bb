#include "core/settings.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/annotation_read.h"
#include "core/str.h"

/* What the file is read into. */
struct loading {
	struct settings *settings;
	const struct settings_words *words;
};

/* One row of `keys` while it is read. */
struct row {
	const struct settings_words *words;
	struct key_setting key;
	size_t offset; /* of the key's name */
};

static const char *const no_yes[] = {"no", "yes"};
static const struct words truth = {no_yes, 2};

/* "dark (dark, light, …)": what was written, and what may be. */
static void report_choice(struct reader *reader, const struct yaml_event *event,
			  enum diag_kind kind, const struct words *words)
{
	struct near near = near_start(event->text, event->len,
				      &reader->near_budget);
	struct str detail = {0};
	str_add(&detail, event->text, event->len);
	for (size_t i = 0; i < words->count; i++) {
		near_offer(&near, words->items[i]);
		if (kind == DIAG_SETTING)
			str_addf(&detail, "%s%s", i ? ", " : " (",
				 words->items[i]);
	}
	if (kind == DIAG_SETTING)
		str_adds(&detail, ")");
	reader_report(reader, kind, event->offset, detail.bytes, near.best);
	str_release(&detail);
}

/* Reads one of the words into *index; `none`: gives SETTING_NONE. */
static bool read_word(struct reader *reader, struct yaml_event *event,
		      enum diag_kind kind, const struct words *words,
		      const char *none, int *index)
{
	if (!text_check(reader, event, reader->key_offset))
		return false;
	if (none && !strcmp(event->text, none)) {
		*index = SETTING_NONE;
		return true;
	}
	for (size_t i = 0; i < words->count; i++)
		if (!strcmp(event->text, words->items[i])) {
			*index = (int)i;
			return true;
		}
	report_choice(reader, event, kind, words);
	return false;
}

/* A reader of one setting: its words, and the field that gets the index. */
#define CHOICE_READER(function, list, field)                                   \
	static bool function(struct reader *reader, const struct key *key,     \
			     void *into, struct yaml_event *event)             \
	{                                                                      \
		struct loading *loading = into;                                \
		(void)key;                                                     \
		return read_word(reader, event, DIAG_SETTING, list, NULL,      \
				 &loading->settings->field);                   \
	}
CHOICE_READER(read_language, &loading->words->languages, language)
CHOICE_READER(read_theme, &loading->words->themes, theme)
CHOICE_READER(read_layout, &loading->words->layouts, layout)
CHOICE_READER(read_mouse, &truth, mouse)
CHOICE_READER(read_ascii, &truth, ascii)
CHOICE_READER(read_linear, &truth, linear)
CHOICE_READER(read_confine, &truth, confine)

static bool read_measure(struct reader *reader, const struct key *key,
			 void *into, struct yaml_event *event)
{
	struct loading *loading = into;
	size_t columns = 0;
	(void)key;
	if (!text_check(reader, event, reader->key_offset))
		return false;
	if (event->len <= 3)
		for (size_t i = 0; i < event->len; i++) {
			char digit = event->text[i];
			if (digit < '0' || digit > '9') {
				columns = 0;
				break;
			}
			columns = columns * 10 + (size_t)(digit - '0');
		}
	if (columns >= MEASURE_LEAST && columns <= MEASURE_MOST) {
		loading->settings->measure = columns;
		return true;
	}
	struct str detail = {0};
	str_addf(&detail, "%s (%d…%d)", event->text, MEASURE_LEAST,
		 MEASURE_MOST);
	reader_report(reader, DIAG_SETTING, event->offset, detail.bytes, NULL);
	str_release(&detail);
	return false;
}

/* ---- keys ---- */

static bool read_key(struct reader *reader, const struct key *key, void *into,
		     struct yaml_event *event)
{
	struct row *row = into;
	(void)key;
	row->offset = event->offset;
	if (!text_check(reader, event, reader->key_offset))
		return false;
	row->key.code = row->words->key(event->text);
	if (row->key.code < 0) {
		reader_report(reader, DIAG_BAD_KEY, event->offset, event->text,
			      NULL);
		return false;
	}
	row->key.key = arena_strndup(reader->arena, event->text, event->len);
	return true;
}

static bool read_action(struct reader *reader, const struct key *key,
			void *into, struct yaml_event *event)
{
	struct row *row = into;
	(void)key;
	return read_word(reader, event, DIAG_UNKNOWN_ACTION,
			 &row->words->actions, "none", &row->key.action);
}

static bool read_in(struct reader *reader, const struct key *key, void *into,
		    struct yaml_event *event)
{
	struct row *row = into;
	(void)key;
	return read_word(reader, event, DIAG_UNKNOWN_VIEW, &row->words->places,
			 NULL, &row->key.in);
}

static const struct key row_keys[] = {
	{"key", read_key, 0, 0, KEY_REQUIRED},
	{"action", read_action, 0, 0, KEY_REQUIRED},
	{"in", read_in, 0, 0, 0},
};
static const struct shape row_shape = {row_keys,
				       sizeof row_keys / sizeof *row_keys};

/* Keeps the row, unless its key is set in the same place already. */
static void row_keep(struct reader *reader, struct settings *settings,
		     const struct row *row)
{
	for (size_t i = 0; i < settings->keys.count; i++) {
		const struct key_setting *old = &settings->keys.items[i];
		if (old->code != row->key.code || old->in != row->key.in)
			continue;
		struct str detail = {0};
		str_addf(&detail, "%s (%s:%zu)", row->key.key, old->place.file,
			 old->place.line);
		reader_report(reader, DIAG_KEY_TWICE, row->offset, detail.bytes,
			      NULL);
		str_release(&detail);
		return;
	}
	array_push(&settings->keys, row->key);
}

static bool read_keys(struct reader *reader, const struct key *key, void *into,
		      struct yaml_event *event)
{
	struct loading *loading = into;
	size_t count = 0;
	if (!list_check(reader, event, DIAG_NOT_LIST))
		return false;
	while (yaml_inside(reader->yaml, event)) {
		struct row row = {.words = loading->words,
				  .key.action = SETTING_NONE,
				  .key.in = SETTING_NONE};
		uint32_t seen;
		reader->key = key->name;
		if (count++ == YAML_LIST_MAX)
			reader_report(reader, DIAG_LONG_LIST, event->offset,
				      NULL, NULL);
		if (count > YAML_LIST_MAX) {
			yaml_skip(reader->yaml, event);
			continue;
		}
		if (!map_check(reader, event, DIAG_NOT_MAP))
			continue;
		size_t offset = event->offset;
		if (!shape_read(reader, &row_shape, &row, event, offset, false,
				&seen))
			continue;
		row.key.place = yaml_place(reader->yaml, offset);
		row_keep(reader, loading->settings, &row);
	}
	return !event->spoiled;
}

static const struct key settings_keys[] = {
	{"manicule", read_version, 0, 0, 0},
	{"language", read_language, 0, 0, 0},
	{"theme", read_theme, 0, 0, 0},
	{"measure", read_measure, 0, 0, 0},
	{"layout", read_layout, 0, 0, 0},
	{"mouse", read_mouse, 0, 0, 0},
	{"ascii", read_ascii, 0, 0, 0},
	{"linear", read_linear, 0, 0, 0},
	{"confine", read_confine, 0, 0, 0},
	{"keys", read_keys, 0, 0, 0},
};
static const struct shape settings_shape = {
	settings_keys, sizeof settings_keys / sizeof *settings_keys};

/* Whether a link stands there, to nothing perhaps. */
static bool is_link(const char *path)
{
	struct stat about;
	return lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
}

bool settings_load(struct settings *settings, const char *path, bool named,
		   const struct settings_words *words)
{
	struct loading loading = {settings, words};
	int error = 0;
	*settings = (struct settings){
		.language = SETTING_NONE,
		.theme = SETTING_NONE,
		.layout = SETTING_NONE,
		.mouse = SETTING_NONE,
		.ascii = SETTING_NONE,
		.linear = SETTING_NONE,
		.confine = SETTING_NONE,
	};
	const char *file = arena_strdup(&settings->arena, path);
	struct reader reader = {
		.arena = &settings->arena,
		.near_budget = NEAR_BUDGET,
		.draft = DRAFT_NONE,
		.yaml = named ? yaml_open_named(file, &settings->diags, &error)
			      : yaml_open(file, &settings->diags, &error),
	};
	if (!reader.yaml) {
		bool missing = error == ENOENT || error == ENOTDIR;
		if (missing && (named || !is_link(path)))
			return false;
		diag_add_unread(&settings->diags, file, error);
		return true;
	}
	read_root(&reader, &settings_shape, &loading);
	yaml_close(reader.yaml);
	diag_sort(&settings->diags);
	return true;
}

void settings_release(struct settings *settings)
{
	array_release(&settings->keys);
	diag_release(&settings->diags);
	arena_release(&settings->arena);
}
