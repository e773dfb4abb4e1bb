#include "core/matrix.h"

#include <stdlib.h>

/* What a row is built with: the claims of its point, as a list. */
struct build {
	struct matrix *matrix;
	struct claims list;
	size_t *parent; /* by position in the list: the union-find forest */
	size_t *camp;
};

/* A tree of the forest: a camp where it holds two claims or more. */
struct tree {
	size_t root, first; /* positions in the list */
	size_t claims, articles;
};

static size_t root_find(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

/* Position in the list of a claim; list.count where it is not in it. */
static size_t list_slot(const struct build *build, const struct claim *claim)
{
	size_t slot = claim ? build->matrix->slots[claim_serial(claim)] : 0;
	return slot ? slot - 1 : build->list.count;
}

/* Joins the claims that repeat each other. */
static void forest_grow(struct build *build)
{
	const struct claims *list = &build->list;
	for (size_t i = 0; i < list->count; i++)
		build->parent[i] = i;
	for (size_t i = 0; i < list->count; i++) {
		const struct claim *claim = list->items[i];
		for (size_t k = 0; k < claim_end_count(claim); k++) {
			const struct relation_end *end = &claim_ends(claim)[k];
			size_t other = list_slot(build, end->other);
			if (end->relation->kind != RELATION_REPEATS ||
			    other == list->count)
				continue;
			size_t a = root_find(build->parent, i);
			size_t b = root_find(build->parent, other);
			/* The first claim stays the root. */
			build->parent[a > b ? a : b] = a > b ? b : a;
		}
	}
}

static int by_weight(const void *pa, const void *pb)
{
	const struct tree *a = pa, *b = pb;
	if ((a->claims > 1) != (b->claims > 1))
		return a->claims > 1 ? -1 : 1;
	if (a->articles != b->articles)
		return a->articles > b->articles ? -1 : 1;
	return (a->first > b->first) - (a->first < b->first);
}

/* Gives each claim its camp; returns how many camps there are. */
static size_t camps_name(struct build *build)
{
	size_t count = build->list.count, camps = 0;
	struct tree *trees = memory_alloc((count + 1) * sizeof *trees);
	size_t *last = memory_alloc((count + 1) * sizeof *last);
	for (size_t i = 0; i < count; i++)
		trees[i] = (struct tree){i, i, 0, 0};
	for (size_t i = 0; i < count; i++) {
		struct tree *tree = &trees[root_find(build->parent, i)];
		size_t article = build->list.items[i]->entry->index;
		/* The list goes by article. */
		if (!tree->claims++ || last[tree->root] != article)
			tree->articles++;
		last[tree->root] = article;
	}
	qsort(trees, count, sizeof *trees, by_weight);
	for (size_t i = 0; i < count; i++)
		last[trees[i].root] = trees[i].claims > 1 ? camps++
							  : MATRIX_NO_CAMP;
	for (size_t i = 0; i < count; i++)
		build->camp[i] = last[root_find(build->parent, i)];
	free(trees);
	free(last);
	return camps;
}

/* Counts a claim's contradictions with others of the point. */
static void conflicts_count(const struct build *build, struct matrix_row *row,
			    struct matrix_cell *cell, const struct claim *claim)
{
	for (size_t i = 0, next; i < claim_end_count(claim); i = next) {
		const struct claim *other = claim_ends(claim)[i].other;
		bool opposes = false;
		next = xref_next_group(claim, i);
		for (size_t k = i; k < next; k++)
			opposes |= relation_end_opposes(&claim_ends(claim)[k]);
		if (!opposes || other == claim ||
		    list_slot(build, other) == build->list.count)
			continue;
		bool once = claim_serial(claim) < claim_serial(other);
		row->conflicts += once;
		cell->conflicts += once || other->entry != claim->entry;
	}
}

static size_t cells_number(const struct claims *list)
{
	size_t cells = 0;
	for (size_t i = 0; i < list->count; i++)
		cells += !i ||
			 list->items[i - 1]->entry != list->items[i]->entry;
	return cells;
}

static void cells_fill(const struct build *build, struct matrix_row *row)
{
	const struct claims *list = &build->list;
	struct matrix_cell *cell = NULL;
	for (size_t i = 0; i < list->count; i++) {
		struct claim *claim = list->items[i];
		if (!cell || cell->entry != claim->entry) {
			cell = &row->cells[row->cell_count++];
			cell->entry = claim->entry;
			cell->claims = list->items + i;
			cell->camps = build->camp + i;
		}
		cell->count++;
		cell->others += build->camp[i] == MATRIX_NO_CAMP;
		conflicts_count(build, row, cell, claim);
	}
}

/* The claims of the point, each once, even where the YAML names it twice. */
static struct claims claims_of(const struct matrix *matrix,
			       const struct point *point)
{
	struct claims all = xref_point(matrix->xref, point);
	struct claim **items = arena_alloc(&matrix->dossier->arena,
					   all.count * sizeof(struct claim *));
	size_t count = 0;
	for (size_t i = 0; i < all.count; i++)
		if (!i || all.items[i] != all.items[i - 1])
			items[count++] = all.items[i];
	return (struct claims){items, count};
}

const struct matrix_row *matrix_row(struct matrix *matrix, size_t point)
{
	if (matrix->rows[point])
		return matrix->rows[point];
	struct arena *arena = &matrix->dossier->arena;
	struct matrix_row *row = arena_alloc(arena, sizeof *row);
	row->point = matrix->dossier->points[point];
	struct build build = {matrix, claims_of(matrix, row->point), NULL,
			      NULL};
	const struct claims *list = &build.list;
	build.parent = memory_alloc((list->count + 1) * sizeof *build.parent);
	build.camp = arena_alloc(arena, list->count * sizeof *build.camp);
	row->cells = arena_alloc(arena,
				 cells_number(list) * sizeof *row->cells);
	for (size_t i = 0; i < list->count; i++)
		matrix->slots[claim_serial(list->items[i])] = i + 1;
	forest_grow(&build);
	row->camp_count = camps_name(&build);
	cells_fill(&build, row);
	for (size_t i = 0; i < list->count; i++)
		matrix->slots[claim_serial(list->items[i])] = 0;
	free(build.parent);
	return matrix->rows[point] = row;
}

bool matrix_prepare(struct matrix *matrix)
{
	size_t points = matrix->dossier->point_count;
	while (matrix->ready < points && matrix->rows[matrix->ready])
		matrix->ready++;
	if (matrix->ready == points)
		return false;
	matrix_row(matrix, matrix->ready++);
	return true;
}

/* Whether the two have a point in common; marks is left as it was. */
static bool point_common(const struct claim *a, const struct claim *b,
			 bool *marks)
{
	bool common = false;
	for (size_t i = 0; i < a->points->count; i++)
		marks[a->points->items[i]->index] = true;
	for (size_t i = 0; i < b->points->count; i++)
		common |= marks[b->points->items[i]->index];
	for (size_t i = 0; i < a->points->count; i++)
		marks[a->points->items[i]->index] = false;
	return common;
}

static int by_place(const void *pa, const void *pb)
{
	const struct matrix_pair *a = pa, *b = pb;
	for (size_t i = 0; i < 2; i++)
		if (a->claims[i] != b->claims[i])
			return claim_serial(a->claims[i]) <
					       claim_serial(b->claims[i])
				       ? -1
				       : 1;
	return 0;
}
/* Contradictions outside any common point, each once however often written. */
static void outside_fill(struct matrix *matrix, bool *marks)
{
	const struct dossier *dossier = matrix->dossier;
	ARRAY(struct matrix_pair) pairs = {0};
	for (size_t e = 0; e < dossier->entry_count; e++) {
		const struct annotation *a = &dossier->entries[e]->annotation;
		for (size_t i = 0; i < a->relation_count; i++) {
			const struct relation *r = &a->relations[i];
			struct relation_end end = {r, relation_to(r), false};
			struct claim *to = end.other;
			if (!relation_end_opposes(&end) || !to ||
			    to == r->from || point_common(r->from, to, marks))
				continue;
			bool first = claim_serial(r->from) < claim_serial(to);
			struct matrix_pair pair = {
				{first ? r->from : to, first ? to : r->from}};
			array_push(&pairs, pair);
		}
	}
	if (pairs.count)
		qsort(pairs.items, pairs.count, sizeof *pairs.items, by_place);
	matrix->outside = arena_alloc(&matrix->dossier->arena,
				      pairs.count * sizeof *matrix->outside);
	for (size_t i = 0; i < pairs.count; i++)
		if (!i || by_place(&pairs.items[i - 1], &pairs.items[i]) != 0)
			matrix->outside[matrix->outside_count++] =
				pairs.items[i];
	array_release(&pairs);
}

struct matrix *matrix_new(struct dossier *dossier, const struct xref *xref)
{
	struct arena *arena = &dossier->arena;
	struct matrix *matrix = arena_alloc(arena, sizeof *matrix);
	matrix->dossier = dossier;
	matrix->xref = xref;
	matrix->rows = arena_alloc(arena, dossier->point_count *
						  sizeof(struct matrix_row *));
	matrix->marks = arena_alloc(arena, dossier->point_count *
						   sizeof *matrix->marks);
	matrix->slots = arena_alloc(arena, dossier->claim_count *
						   sizeof *matrix->slots);
	outside_fill(matrix, matrix->marks);
	return matrix;
}

size_t matrix_silence(const struct matrix *matrix, const struct entry *entry)
{
	const struct annotation *a = &entry->annotation;
	size_t silent = matrix->dossier->point_count;
	for (size_t i = 0; i < a->claim_count; i++)
		for (size_t k = 0; k < a->claims[i].points->count; k++) {
			size_t point = a->claims[i].points->items[k]->index;
			silent -= !matrix->marks[point];
			matrix->marks[point] = true;
		}
	for (size_t i = 0; i < a->claim_count; i++)
		for (size_t k = 0; k < a->claims[i].points->count; k++)
			matrix->marks[a->claims[i].points->items[k]->index] =
				false;
	return silent;
}

const struct matrix_cell *matrix_cell(const struct matrix_row *row,
				      const struct entry *entry)
{
	size_t low = 0, high = row->cell_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (row->cells[middle].entry->index < entry->index)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < row->cell_count && row->cells[low].entry == entry)
		return &row->cells[low];
	return NULL;
}

void matrix_camp_name(struct str *out, size_t camp)
{
	str_addc(out, (char)('A' + camp % 26));
	if (camp >= 26)
		str_addf(out, "%zu", camp / 26 + 1);
}

static int by_size(const void *pa, const void *pb)
{
	const size_t *a = pa, *b = pb;
	return (*a > *b) - (*a < *b);
}

void matrix_cell_text(struct str *out, const struct matrix_cell *cell)
{
	if (!cell) {
		str_adds(out, "·");
		return;
	}
	size_t *camps = memory_alloc(cell->count * sizeof *camps);
	size_t count = 0;
	for (size_t i = 0; i < cell->count; i++)
		if (cell->camps[i] != MATRIX_NO_CAMP)
			camps[count++] = cell->camps[i];
	qsort(camps, count, sizeof *camps, by_size);
	for (size_t i = 0; i < count; i++)
		if (!i || camps[i] != camps[i - 1])
			matrix_camp_name(out, camps[i]);
	if (cell->others)
		str_addf(out, "+%zu", cell->others);
	free(camps);
}
