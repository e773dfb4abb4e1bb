#include "tui/state.h"

#include <stdlib.h>
#include <string.h>

static const struct store_file places = {"places", STATE_FIELDS};

void state_tell(struct app *app, struct store_report *report)
{
	static const enum message words[] = {
		[STORE_LATER] = MSG_STORE_LATER,
		[STORE_DAMAGED] = MSG_STORE_DAMAGED,
		[STORE_STUCK] = MSG_STORE_STUCK,
		[STORE_BUSY] = MSG_STORE_BUSY,
		[STORE_UNREAD] = MSG_STORE_UNREAD,
		[STORE_UNSAVED] = MSG_STORE_UNSAVED,
	};
	struct str path = {0};
	store_add_path(&path, str_get(&report->path));
	if (report->what != STORE_FINE)
		app_error(app, words[report->what], str_get(&path),
			  report->error);
	str_release(&path);
	str_release(&report->path);
}

void state_add_position(struct str *line, const struct position *at)
{
	str_addf(line, "%s\t%zu\t%zu\t%s\t%d\n", at->entry->id, at->offset,
		 at->row, at->claim ? claim_name(at->claim).full : "-",
		 at->open);
}

bool state_read_position(const struct app *app, char *const *fields,
			 struct position *at)
{
	struct entry *entry = dossier_entry(app->dossier, fields[0]);
	if (!entry)
		return false;
	*at = (struct position){.entry = entry};
	at->offset = strtoul(fields[1], NULL, 10);
	if (at->offset > entry->article.bytes)
		at->offset = entry->article.bytes;
	at->row = strtoul(fields[2], NULL, 10);
	struct claim *claim = dossier_claim(app->dossier, fields[3]);
	if (claim && claim->entry == entry && claim->number) {
		at->claim = claim;
		at->open = fields[4][0] == '1';
	}
	return true;
}

/* Fields of the last place of what the path names, in lines, which the caller
   releases; false: none is known. */
static bool fields_read(const char *path, bool secure, struct str *lines,
			char **fields, struct store_report *report)
{
	const struct dossier named = {.path = path};
	bool found = false;
	char *rest = NULL;
	if (store_read(&named, &places, secure, lines, report))
		for (char *line = strtok_r(lines->bytes, "\n", &rest); line;
		     line = strtok_r(NULL, "\n", &rest)) {
			char *own[STATE_FIELDS];
			if (!store_split(line, own, STATE_FIELDS))
				continue;
			memcpy(fields, own, sizeof own);
			found = true;
		}
	return found;
}

/* Before there is a screen: what is wrong with the file is left to
   state_load(), which can tell it. */
bool state_find(const char *path, struct str *id, size_t *offset)
{
	struct store_report report = {.what = STORE_FINE};
	struct str lines = {0};
	char *fields[STATE_FIELDS];
	bool found = fields_read(path, true, &lines, fields, &report);
	if (found) {
		str_adds(id, fields[0]);
		*offset = strtoul(fields[1], NULL, 10);
	}
	str_release(&report.path);
	str_release(&lines);
	return found;
}

bool state_load(struct app *app, const char *path)
{
	struct store_report report = {.what = STORE_FINE};
	struct str lines = {0};
	char *fields[STATE_FIELDS];
	bool found = fields_read(path, app->options.secure, &lines, fields,
				 &report) &&
		     state_read_position(app, fields, &app->at);
	str_release(&lines);
	state_tell(app, &report);
	return found;
}

static void place_merge(const void *context, const struct str *old,
			struct str *lines)
{
	const struct app *app = context;
	(void)old;
	state_add_position(lines, &app->at);
}

void state_save(struct app *app)
{
	struct store_report report = {.what = STORE_FINE};
	store_write(app->dossier, &places, place_merge, app, &report);
	state_tell(app, &report);
}
