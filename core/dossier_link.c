#include <string.h>

#include "core/dossier_index.h"
#include "core/near.h"
#include "core/str.h"

/* The file that problems are reported in, read again for its lines. */
struct source_file {
	const char *path;
	struct article article;
	size_t line, start; /* where the last place was: they ascend */
};

struct linker {
	struct dossier *dossier;
	struct source_file file;
	size_t near_budget;
};

/* Byte of the place, as far as the file is still what it was. */
static size_t file_seek(struct source_file *file, const struct place *place)
{
	const struct article *article = &file->article;
	if (!file->path || strcmp(file->path, place->file) != 0) {
		article_release(&file->article);
		file->path = place->file;
		article_load_bytes(&file->article, place->file);
		file->line = 0;
	}
	if (place->line < file->line || !file->line) {
		file->line = 1;
		file->start = 0;
	}
	while (file->line < place->line && file->start < article->bytes) {
		const char *lf = memchr(article->text + file->start, '\n',
					article->bytes - file->start);
		file->start = lf ? (size_t)(lf - article->text) + 1
				 : article->bytes;
		file->line++;
	}
	size_t offset = file->start + place->column - 1;
	return offset < article->bytes ? offset : article->bytes;
}

static void report(struct linker *linker, enum diag_kind kind,
		   const struct place *place, const char *detail,
		   const char *hint, const struct claim *claim)
{
	const struct claim_name name = claim ? claim_name(claim)
					     : (struct claim_name){""};
	struct diag diag = {.kind = kind,
			    .place = *place,
			    .detail = detail,
			    .hint = hint,
			    .claim = claim ? name.full : NULL};
	size_t offset = file_seek(&linker->file, place);
	const struct article *article = &linker->file.article;
	diag_add_at(&linker->dossier->diags, &diag,
		    article->text ? article->text : "", article->bytes, offset);
}

/* "article/id" of a target as written in an entry. */
static void full_name(struct str *name, const struct entry *entry,
		      const char *target)
{
	str_clear(name);
	if (!strchr(target, '/'))
		str_addf(name, "%s/", entry->id);
	str_adds(name, target);
}

/* The entry of "article/id", or NULL. */
static struct entry *entry_of(const struct dossier *dossier, const char *name)
{
	size_t len = strcspn(name, "/");
	return table_get(&dossier->index->entries, name, len);
}

/* Adds the nearest name there is, as it would be written in `from`. */
static void near_target(struct linker *linker, const struct entry *from,
			const char *name, struct str *hint)
{
	const struct dossier *dossier = linker->dossier;
	const struct entry *entry = entry_of(dossier, name);
	size_t article = strcspn(name, "/");
	const char *id = name + article + 1;
	struct near near;
	if (!entry) {
		near = near_start(name, article, &linker->near_budget);
		for (size_t i = 0; i < dossier->entry_count && *near.budget;
		     i++)
			near_offer(&near, dossier->entries[i]->id);
		entry = near.best ? dossier_entry(dossier, near.best) : NULL;
	}
	if (!entry)
		return;
	near = near_start(id, strlen(id), &linker->near_budget);
	for (size_t i = 0; i < entry->annotation.claim_count && *near.budget;
	     i++)
		near_offer(&near, entry->annotation.claims[i].id);
	if (!near.best)
		return;
	if (entry != from)
		str_addf(hint, "%s/", entry->id);
	str_adds(hint, near.best);
}

/*
 * What the target names: *claim is NULL where an error hides it.  Returns
 * false, having reported it, where there is no such claim.
 */
static bool find_target(struct linker *linker, const struct entry *entry,
			const char *target, const struct place *place,
			const struct claim *from, struct claim **claim,
			struct str *name)
{
	const struct dossier *dossier = linker->dossier;
	full_name(name, entry, target);
	const struct entry *there = entry_of(dossier, name->bytes);
	size_t id = strcspn(name->bytes, "/") + 1;
	struct claim *found = there ? claim_ids_get(&there->ids,
						    name->bytes + id,
						    name->len - id)
				    : NULL;
	*claim = found && found->entry ? found : NULL;
	if (found || dossier->partial)
		return found;
	/* What is not read, and said not to be, may have it. */
	struct orphan *orphan = there ? NULL
				      : table_get(&dossier->index->orphans,
						  name->bytes, id - 1);
	if (orphan)
		orphan->named = true;
	if (there ? there->annotation.cut : orphan != NULL)
		return true;
	struct str hint = {0};
	near_target(linker, entry, name->bytes, &hint);
	report(linker, DIAG_UNKNOWN_CLAIM, place, target,
	       hint.len ? hint.bytes : NULL, from);
	str_release(&hint);
	return false;
}

/* Resolves one relation; false where it is to be left out. */
static bool link_relation(struct linker *linker, const struct entry *entry,
			  struct relation *relation, struct str *name)
{
	struct claim *from = relation->from;
	const struct place place = {entry->annotation.file, relation->line,
				    relation->column};
	const char *target = relation->other.name; /* so far */
	struct claim *to;
	if (!find_target(linker, entry, target, &place, from, &to, name))
		return false;
	if (to == from) {
		report(linker, DIAG_SELF_RELATION, &place, target, NULL, from);
		return false;
	}
	relation->spoiled = !to;
	if (to)
		relation->other.claim = to;
	else
		relation->other.name = arena_strndup(&linker->dossier->arena,
						     name->bytes, name->len);
	return true;
}

static void link_entry(struct linker *linker, struct entry *entry,
		       struct str *name)
{
	struct annotation *annotation = &entry->annotation;
	size_t kept = 0;
	linker->near_budget = NEAR_BUDGET;
	for (size_t i = 0; i < annotation->relation_count; i++) {
		struct relation relation = annotation->relations[i];
		if (link_relation(linker, entry, &relation, name))
			annotation->relations[kept++] = relation;
	}
	annotation->relation_count = kept;
}

/* A remark keeps those of the claims that it is about which exist. */
static void link_about(struct linker *linker, const struct about *about,
		       struct str *name)
{
	struct remark *remark =
		&about->entry->annotation.remarks[about->remark];
	const char **item = &remark->about.items[about->item];
	struct claim *claim;
	if (about->item == 0)
		remark->about.count = 0;
	if (!find_target(linker, about->entry, *item, &about->place, NULL,
			 &claim, name))
		return;
	remark->about.items[remark->about.count++] = arena_strndup(
		&linker->dossier->arena, name->bytes, name->len);
}

/* Annotations that have no article: an error, where others name it. */
static void report_orphans(struct dossier *dossier)
{
	const struct table *orphans = &dossier->index->orphans;
	for (size_t i = 0; i < orphans->items.count; i++) {
		const struct orphan *orphan = orphans->items.items[i].value;
		struct diag diag = {.kind = orphan->named ? DIAG_ORPHAN_NAMED
							  : DIAG_ORPHAN,
				    .place = {orphan->notes, 0, 0}};
		if (orphan->notes)
			diag_add(&dossier->diags, &diag);
	}
}

void dossier_link(struct dossier *dossier)
{
	struct linker linker = {.dossier = dossier, .near_budget = NEAR_BUDGET};
	struct dossier_index *index = dossier->index;
	struct str name = {0};
	for (size_t i = 0; i < dossier->entry_count; i++)
		link_entry(&linker, dossier->entries[i], &name);
	for (size_t i = 0; i < index->abouts.count; i++)
		link_about(&linker, &index->abouts.items[i], &name);
	report_orphans(dossier);
	index->abouts.count = 0;
	arena_release(&index->targets);
	str_release(&name);
	article_release(&linker.file.article);
}
