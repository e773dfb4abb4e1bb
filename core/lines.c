#include "core/lines.h"

#include <string.h>

/* Moves the mark on from byte `from` over the line ends before `to`. */
static void advance(const struct lines *lines, struct lines_mark *mark,
		    size_t from, size_t to)
{
	const char *lf;
	while (from < to &&
	       (lf = memchr(lines->bytes + from, '\n', to - from))) {
		from = (size_t)(lf - lines->bytes) + 1;
		mark->line++;
		mark->start = from;
	}
}

void lines_init(struct lines *lines, const char *file, const char *bytes,
		size_t len)
{
	*lines = (struct lines){.file = file, .bytes = bytes, .len = len};
	struct lines_mark mark = {1, 0};
	array_grow(&lines->marks, len / LINES_BLOCK + 1);
	array_push(&lines->marks, mark);
	for (size_t at = LINES_BLOCK; at <= len; at += LINES_BLOCK) {
		advance(lines, &mark, at - LINES_BLOCK, at);
		array_push(&lines->marks, mark);
	}
}

struct place lines_place(const struct lines *lines, size_t offset)
{
	size_t block = offset / LINES_BLOCK;
	struct lines_mark mark = lines->marks.items[block];
	advance(lines, &mark, block * LINES_BLOCK, offset);
	return (struct place){lines->file, mark.line, offset - mark.start + 1};
}

void lines_release(struct lines *lines)
{
	array_release(&lines->marks);
}

/* Ends of lines in a run of bytes, many at a time. */
typedef unsigned char lanes __attribute__((vector_size(16)));
enum { RUN = 128 * sizeof(lanes) }; /* no lane counts past a byte */

static inline lanes ends_in(const char *bytes)
{
	lanes at;
	memcpy(&at, bytes, sizeof at);
	return (lanes)(at == '\n');
}

static size_t lanes_sum(lanes counts)
{
	size_t sum = 0;
	for (size_t i = 0; i < sizeof counts; i++)
		sum += counts[i];
	return sum;
}

static lanes run_count(const char *run)
{
	lanes ends = {0};
	for (const char *at = run; at < run + RUN; at += 4 * sizeof ends)
		ends -= ends_in(at) + ends_in(at + 16) + ends_in(at + 32) +
			ends_in(at + 48);
	return ends;
}

size_t lines_count(const char *bytes, size_t len)
{
	size_t count = 0, at = 0;
	lanes ends = {0};
	for (; len - at >= RUN; at += RUN)
		count += lanes_sum(run_count(bytes + at));
	for (; len - at >= sizeof ends; at += sizeof ends)
		ends -= ends_in(bytes + at);
	for (; at < len; at++)
		count += bytes[at] == '\n';
	return count + lanes_sum(ends);
}
