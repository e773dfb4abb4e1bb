/* The matrix of a dossier small enough to count by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/matrix.h"
#include "tests/unit/support.h"

/* ---- four articles, three questions -------------------------------------- */

#define CLAIM(id, rest)                                                        \
	"  - {id: " id ", kind: fact, speaker: article, anchor: " id ", " rest \
	"}\n"

static const struct support_file tree[] = {
	{"articles", NULL},
	{"annotations", NULL},
	{"articles/a.txt", "un deux trois quatre cinq six\n"},
	{"articles/b.txt", "un deux trois quatre cinq six\n"},
	{"articles/c.txt", "un deux trois quatre cinq six\n"},
	{"articles/d.txt", "un deux trois\n"},
	{"annotations/dossier.yaml", "manicule: 1\npoints:\n"
				     "  - {id: combien, title: Combien}\n"
				     "  - {id: qui, title: Qui}\n"
				     "  - {id: vide, title: Vide}\n"},
	/* combien: a/un = b/un = c/un is the larger camp although a/deux =
	   a/trois comes between; a/quatre alone.  qui: a/cinq = b/deux. */
	{"annotations/a.yaml",
	 "manicule: 1\narticle: {title: A}\nclaims:\n" CLAIM(
		 "deux", "point: combien, links: [{repeats: trois}]")
		 CLAIM("trois", "point: [combien, combien]") CLAIM(
			 "un", "point: combien, links: [{repeats: b/un}]")
			 CLAIM("quatre",
			       "point: combien, links: [{contradicts: un}]")
				 CLAIM("cinq",
				       "point: qui, links: [{repeats: b/deux}]")
					 CLAIM("six",
					       "links: [{contradicts: c/six}]")},
	/* b/trois corrects and contradicts a/deux, which counts once; its
	   contradiction of c/deux has no point in common. */
	{"annotations/b.yaml",
	 "manicule: 1\narticle: {title: B}\nclaims:\n" CLAIM(
		 "un", "point: combien, links: [{repeats: c/un}]")
		 CLAIM("deux", "point: qui")
			 CLAIM("trois",
			       "point: combien, links: [{corrects: a/deux}, "
			       "{contradicts: a/deux}, {contradicts: c/deux}]")
	 /* tied to a camp of another question only */
	 CLAIM("quatre", "point: qui, links: [{repeats: a/un}]")},
	{"annotations/c.yaml",
	 "manicule: 1\narticle: {title: C}\nclaims:\n" CLAIM(
		 "un", "point: combien, links: [{contradicts: a/deux}]")
		 CLAIM("deux", "point: qui")
			 CLAIM("six", "text: sans question")},
};
enum { TREE = sizeof tree / sizeof *tree };

static char folder[] = "/tmp/manicule-test-XXXXXX";

struct fixture {
	struct dossier dossier;
	struct matrix *matrix;
};

static int setup(void **state)
{
	static struct fixture f;
	int error;
	if (!support_make(folder, tree, TREE))
		return -1;
	if (dossier_load(&f.dossier, folder, &error) != DOSSIER_OK)
		return -1;
	f.matrix = matrix_new(&f.dossier, xref_new(&f.dossier));
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	dossier_release(&f->dossier);
	return !support_remove(folder, tree, TREE);
}

/* ---- what it says --------------------------------------------------------- */

static const struct {
	const char *point, *cells[4];
	size_t conflicts[4], all;
} rows[] = {
	/* a/quatre against a/un, both in one cell: once there.  a/deux against
	   b/trois and c/un. */
	{"combien", {"AB+1", "A+1", "A", "·"}, {3, 1, 1, 0}, 3},
	{"qui", {"A", "A+1", "+1", "·"}, {0, 0, 0, 0}, 0},
	{"vide", {"·", "·", "·", "·"}, {0, 0, 0, 0}, 0},
};

static void test_cells(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(f->dossier.claim_count, 13);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct matrix_row *row = matrix_row(f->matrix, i);
		assert_string_equal(row->point->id, rows[i].point);
		assert_int_equal(row->conflicts, rows[i].all);
		for (size_t e = 0; e < 4; e++) {
			const struct matrix_cell *cell = matrix_cell(
				row, f->dossier.entries[e]);
			struct str text = {0};
			matrix_cell_text(&text, cell);
			assert_string_equal(str_get(&text), rows[i].cells[e]);
			assert_int_equal(cell ? cell->conflicts : 0,
					 rows[i].conflicts[e]);
			str_release(&text);
		}
	}
}

/* A row is built once. */
static void test_row_kept(void **state)
{
	struct fixture *f = *state;
	assert_ptr_equal(matrix_row(f->matrix, 0), matrix_row(f->matrix, 0));
}

static void test_silences(void **state)
{
	struct fixture *f = *state;
	static const size_t silences[] = {1, 1, 1, 3};
	for (size_t e = 0; e < 4; e++)
		assert_int_equal(
			matrix_silence(f->matrix, f->dossier.entries[e]),
			silences[e]);
}

static void test_outside(void **state)
{
	struct fixture *f = *state;
	static const char *const pairs[][2] = {{"a/six", "c/six"},
					       {"b/trois", "c/deux"}};
	assert_int_equal(f->matrix->outside_count, 2);
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 2; k++)
			assert_string_equal(
				claim_name(f->matrix->outside[i].claims[k])
					.full,
				pairs[i][k]);
}

static void test_camp_names(void **state)
{
	static const struct {
		size_t camp;
		const char *name;
	} names[] = {{0, "A"}, {25, "Z"}, {26, "A2"}, {53, "B3"}};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str name = {0};
		matrix_camp_name(&name, names[i].camp);
		assert_string_equal(str_get(&name), names[i].name);
		str_release(&name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_row_kept),
		cmocka_unit_test(test_silences),
		cmocka_unit_test(test_outside),
		cmocka_unit_test(test_camp_names),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
