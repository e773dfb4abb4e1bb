/* Blocks found one by one, compared with all of them made in one pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/block.h"
#include "tests/unit/support.h"

enum { ROUNDS = 3000, OMISSIONS = 4 };

struct blocks {
	ARRAY(struct block) list;
};

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245 + 12345;
	return *state >> 16;
}

static void add_text(struct blocks *blocks, const char *text, size_t start,
		     size_t end)
{
	while (start < end && strchr(" \t\r\n", text[start]))
		start++;
	while (start < end && strchr(" \t\r\n", text[end - 1]))
		end--;
	struct span span = {start, end};
	if (start < end)
		array_push(&blocks->list,
			   ((struct block){
				   .span = span,
				   .heading = block_is_heading(text, span)}));
}

static void add_omission(struct blocks *blocks, struct span span)
{
	struct block *last =
		blocks->list.count ? &blocks->list.items[blocks->list.count - 1]
				   : NULL;
	if (last && last->omitted && last->span.start == span.start)
		last->paragraphs++;
	else
		array_push(&blocks->list, ((struct block){.span = span,
							  .omitted = true,
							  .paragraphs = 1}));
}

/* All blocks, paragraph by paragraph. */
static void build(struct blocks *blocks, const struct block_source *source)
{
	const struct article *article = source->article;
	const struct omitted *omitted = &source->omitted;
	size_t next = 0;
	for (size_t i = 0; i < article->paragraphs.count; i++) {
		struct span p = article->paragraphs.items[i];
		for (size_t start = p.start; start < p.end;) {
			while (next < omitted->list.count &&
			       omitted->list.items[next].end <= start)
				next++;
			struct span cut = next < omitted->list.count
						  ? omitted->list.items[next]
						  : (struct span){p.end, p.end};
			size_t end = cut.start < p.end ? cut.start : p.end;
			if (cut.start > start)
				add_text(blocks, article->text, start, end);
			else
				add_omission(blocks, cut);
			start = cut.start > start ? end : cut.end;
		}
	}
}

static void assert_block(const struct block *a, const struct block *b)
{
	assert_int_equal(a->span.start, b->span.start);
	assert_int_equal(a->span.end, b->span.end);
	assert_int_equal(a->omitted, b->omitted);
	assert_int_equal(a->heading, b->heading);
	assert_int_equal(a->paragraphs, b->paragraphs);
}

static void check(const struct block_source *source)
{
	struct blocks all = {0};
	struct block block;
	build(&all, source);
	size_t count = all.list.count;
	assert_int_equal(block_find(source, 0, &block), count > 0);
	for (size_t i = 0; i < count; i++) {
		assert_block(&block, &all.list.items[i]);
		struct block back = block;
		assert_int_equal(block_previous(source, &back), i > 0);
		if (i)
			assert_block(&back, &all.list.items[i - 1]);
		assert_int_equal(block_next(source, &block), i + 1 < count);
	}
	for (size_t byte = 0; count && byte <= source->article->bytes; byte++) {
		size_t i = 0;
		while (i + 1 < count && all.list.items[i].span.end <= byte)
			i++;
		assert_true(block_find(source, byte, &block));
		assert_block(&block, &all.list.items[i]);
	}
	array_release(&all.list);
}

static void test_random(void **state)
{
	static const char letters[] = "aa b.\n\n \r\t";
	unsigned random = 7;
	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		struct entry entry = {.id = "a"};
		struct omission omissions[OMISSIONS] = {0};
		struct span spans[OMISSIONS];
		size_t len = next_random(&random) % 60;
		char *text = memory_alloc(len + 1);
		for (size_t k = 0; k < len; k++)
			text[k] = letters[next_random(&random) %
					  (sizeof letters - 1)];
		text[len] = '\0';
		article_take(&entry.article, text, len);
		for (size_t k = 0; k < OMISSIONS && len; k++) {
			size_t a = next_random(&random) % len;
			spans[k] = (struct span){
				a, a + 1 + next_random(&random) % (len - a)};
			omissions[k].match.spans = &spans[k];
			omissions[k].match.span_count = 1;
		}
		entry.annotation.omissions = omissions;
		entry.annotation.omission_count =
			len ? next_random(&random) % (OMISSIONS + 1) : 0;
		struct block_source source;
		block_source_init(&source, &entry);
		check(&source);
		block_source_release(&source);
		article_release(&entry.article);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
