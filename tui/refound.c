#include "tui/refound.h"

#include <string.h>

#include "tui/found.h"

static struct found *find_same(const struct refound *again,
			       const struct found *old)
{
	for (size_t i = 0; i < again->list.count; i++) {
		struct found *found = again->list.items[i];
		if (found->sweep.scope == old->sweep.scope &&
		    strcmp(found->pattern, old->pattern) == 0)
			return found;
	}
	return NULL;
}

static struct found *note(struct refound *again, const struct found *old)
{
	struct found *found = old ? find_same(again, old) : NULL;
	if (!old)
		return NULL;
	if (!found) {
		found = found_new(old->pattern, old->sweep.scope);
		array_push(&again->list, found);
	}
	found->kept = found->kept || old->kept;
	return found;
}

void refound_begin(struct refound *again, const struct app *app)
{
	note(again, app->at.found);
	note(again, app->before_jump.found);
	for (size_t i = 0; i < app->history.list.count; i++)
		note(again, app->history.list.items[i].found);
	for (size_t i = 0; i < app->bookmarks.list.count; i++)
		note(again, app->bookmarks.list.items[i].at.found);
	if (app->prompt.active)
		note(again, app->prompt.at.found);
}

void refound_run(struct refound *again, const struct dossier *dossier)
{
	for (size_t i = 0; i < again->list.count; i++) {
		struct found *found = again->list.items[i];
		found_start(found, dossier);
		while (found_step(found))
			;
	}
}

struct found *refound_get(struct refound *again, const struct dossier *dossier,
			  const struct found *old)
{
	size_t before = again->list.count;
	struct found *found = note(again, old);
	if (again->list.count > before)
		found_start(found, dossier);
	return found;
}

/* ---- the row of the same hit ---- */

static size_t entry_rank(const struct entry *entry)
{
	return entry ? entry->index : SIZE_MAX;
}

/* The line of the heading of the entry's hits; *none: it has none, and that is
   the heading of those that come next, or the end. */
static size_t heading_of(const struct found *found, const struct entry *entry,
			 bool *none)
{
	size_t i = 0;
	*none = true;
	while (i < found->lines.count) {
		const struct found_line *line = &found->lines.items[i];
		const struct entry *of =
			found->hits.list.items[line->hit].entry;
		if (entry_rank(of) >= entry_rank(entry)) {
			*none = of != entry;
			break;
		}
		i += line->count + 1;
	}
	return i;
}

/* Whether both hits are in the same thing; at: the byte that the old one's
   text has come to. */
static bool is_same(const struct sweep_hit *old, const struct sweep_hit *fresh,
		    size_t at)
{
	if (old->kind != fresh->kind)
		return false;
	switch (old->kind) {
	case SWEEP_TEXT:
		return fresh->hit.start == at;
	case SWEEP_CLAIM:
	case SWEEP_NOTE:
		return !strcmp(old->in.claim->id, fresh->in.claim->id);
	case SWEEP_REMARK:
		return !strcmp(old->in.remark->id, fresh->in.remark->id);
	case SWEEP_SPEAKER:
		return !strcmp(old->in.speaker->id, fresh->in.speaker->id);
	case SWEEP_SOURCE:
		return !strcmp(old->in.source->id, fresh->in.source->id);
	case SWEEP_POINT:
		return !strcmp(old->in.point->id, fresh->in.point->id);
	case SWEEP_ARTICLE:
	case SWEEP_DOSSIER:
		break;
	}
	return true;
}

/* The line, of those under the heading, of the hit that the old one was: of
   the same words, where a thing has several; 0: it is gone. */
static size_t line_of(const struct found *found, size_t heading,
		      const struct sweep_hit *old, size_t at)
{
	size_t same = 0;
	size_t count = found->lines.items[heading].count;
	for (size_t i = heading + 1; i <= heading + count; i++) {
		const struct sweep_hit *hit =
			&found->hits.list.items[found->lines.items[i].hit];
		if (!is_same(old, hit, at))
			continue;
		if (old->kind == SWEEP_TEXT || !strcmp(old->text, hit->text))
			return i;
		if (!same)
			same = i;
	}
	return same;
}

/* The line of a hit that is gone: how far it stood below its heading is known,
   and one less where what comes next is to be gone to. */
static size_t line_near(const struct found *found, size_t heading, bool none,
			size_t below, bool before)
{
	size_t count = none ? 0 : found->lines.items[heading].count;
	below -= before && below;
	if (none && (before || heading == found->lines.count))
		return heading ? heading - 1 : 0;
	return heading + (below < count ? below : count);
}

/* The heading above the line. */
static size_t heading_above(const struct found *found, size_t line)
{
	while (line && !found->lines.items[line].count)
		line--;
	return line;
}

/* The line that the old one has become; *gone: its hit is no more. */
static size_t line_carry(struct carry *carry, const struct found *old,
			 const struct found *found, size_t line, bool list,
			 bool *gone)
{
	const struct found_line *was = &old->lines.items[line];
	const struct sweep_hit *hit = &old->hits.list.items[was->hit];
	struct entry *entry = hit->entry ? dossier_entry(carry->fresh,
							 hit->entry->id)
					 : NULL;
	size_t below = line - heading_above(old, line), at = 0;
	bool none;
	*gone = true;
	if (hit->entry && !entry)
		return line < found->lines.count ? line
						 : found->lines.count - 1;
	size_t heading = heading_of(found, entry, &none);
	if (hit->kind == SWEEP_TEXT && entry)
		at = carry_offset(carry, hit->entry, entry, hit->hit.start);
	size_t same = none || !below ? 0 : line_of(found, heading, hit, at);
	*gone = !same && (below || none);
	return same ? same : line_near(found, heading, none, below, !list);
}

bool refound_position(struct refound *again, struct carry *carry,
		      struct position *at)
{
	const struct found *old = at->found;
	bool list = at->view == VIEW_FOUND;
	if (!carry_position(carry, at))
		return false;
	struct found *found = refound_get(again, carry->fresh, old);
	at->found = found;
	/* Rows of a filtered list are others than lines. */
	if (!found || (list && at->filter) || at->cursor >= old->lines.count)
		return true;
	if (!found->lines.count) {
		at->found = list ? found : NULL;
		at->cursor = at->first = 0;
		return true;
	}
	size_t above = at->cursor - at->first;
	at->cursor = line_carry(carry, old, found, at->cursor, list, &at->gone);
	if (list) {
		at->first = at->cursor > above ? at->cursor - above : 0;
		return true;
	}
	const struct sweep_hit *hit =
		&found->hits.list.items[found->lines.items[at->cursor].hit];
	if (at->gone)
		at->hit = (struct span){0, 0};
	else if (hit->kind == SWEEP_TEXT)
		at->hit = hit->hit;
	return true;
}

void refound_take(struct refound *again, struct app *app)
{
	found_release(app);
	for (size_t i = 0; i < again->list.count; i++)
		array_push(&app->founds, again->list.items[i]);
	array_release(&again->list);
	found_go_on(app);
}

void refound_release(struct refound *again)
{
	for (size_t i = 0; i < again->list.count; i++)
		found_free(again->list.items[i]);
	array_release(&again->list);
}
