/* Claims with words in a stretch, compared with looking at each of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/reach.h"
#include "tests/unit/support.h"

enum { CLAIMS = 700, REMARKS = 30, BYTES = 5000 };

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245 + 12345;
	return *state >> 16;
}

struct world {
	struct entry entry;
	struct claim claims[CLAIMS];
	struct remark remarks[REMARKS];
	struct support_pieces pieces[CLAIMS];
	struct span spans[CLAIMS][2], places[REMARKS];
};

static int by_start(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	return (x->start > y->start) - (x->start < y->start);
}

/* Claims of one or two pieces in the order of their starts, some very long. */
static void make(struct world *world, size_t claims, size_t remarks,
		 unsigned *random)
{
	for (size_t i = 0; i < claims; i++)
		world->spans[i][0].start = next_random(random) % BYTES;
	qsort(world->spans, claims, sizeof *world->spans, by_start);
	for (size_t i = 0; i < claims; i++) {
		struct span *spans = world->spans[i];
		size_t most = next_random(random) % 50 ? 40 : BYTES;
		spans[0].end = spans[0].start + 1 + next_random(random) % most;
		spans[1].start = spans[0].end + next_random(random) % 100;
		spans[1].end = spans[1].start + 1;
		support_place(&world->claims[i], &world->pieces[i], spans,
			      1 + next_random(random) % 2);
	}
	for (size_t i = 0; i < remarks; i++) {
		size_t at = next_random(random) % BYTES;
		world->places[i] = (struct span){at, at + 1};
		world->remarks[i].match.spans = &world->places[i];
		world->remarks[i].match.span_count = next_random(random) % 4 >
						     0;
	}
	world->entry.annotation.claims = world->claims;
	world->entry.numbered_count = claims;
	world->entry.annotation.remarks = world->remarks;
	world->entry.annotation.remark_count = remarks;
}

static void check_claims(const struct world *world, const struct reach *reach,
			 struct span span)
{
	struct reach_list found = {0};
	size_t at = 0;
	reach_claims(reach, span, &found);
	for (size_t i = 0; i < world->entry.numbered_count; i++) {
		if (!span_overlaps(claim_extent(&world->claims[i]), span))
			continue;
		assert_true(at < found.list.count);
		assert_int_equal(found.list.items[at++], i);
	}
	assert_int_equal(at, found.list.count);
	array_release(&found.list);
}

static void check_remarks(const struct world *world, const struct reach *reach,
			  struct span span)
{
	const struct remark *const *first;
	size_t count = reach_remarks(reach, span, &first), expected = 0;
	for (size_t i = 0; i < world->entry.annotation.remark_count; i++) {
		const struct remark *remark = &world->remarks[i];
		expected += remark->match.span_count &&
			    span_contains(span, remark->match.spans[0].start);
	}
	assert_int_equal(count, expected);
	for (size_t i = 0; i < count; i++)
		assert_true(
			span_contains(span, first[i]->match.spans[0].start));
}

static void test_random(void **state)
{
	static const size_t sizes[] = {0, 1, 15, 16, 17, 255, 257, CLAIMS};
	unsigned random = 3;
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct world *world = calloc(1, sizeof *world);
		assert_non_null(world);
		make(world, sizes[i], i % 2 ? REMARKS : 0, &random);
		struct reach *reach = reach_new(&world->entry);
		assert_true(reach_holds(reach, &world->entry));
		for (size_t k = 0; k < 2000; k++) {
			size_t at = next_random(&random) % (BYTES + 200);
			struct span span = {
				at, at + 1 + next_random(&random) % 200};
			check_claims(world, reach, span);
			check_remarks(world, reach, span);
		}
		world->entry.numbered_count++;
		assert_false(reach_holds(reach, &world->entry));
		reach_free(reach);
		free(world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
