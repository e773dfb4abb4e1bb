/* Texts read in part against the same texts read whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>

#include <cmocka.h>

#include "core/article.h"
#include "core/str.h"

enum { LARGE = 3 << 20, HUGE = 5 << 20, ROUNDS = 40 };

static char folder[] = "/tmp/test_article.XXXXXX";
static const char *path;

static uint32_t seed = 1;

static size_t below(size_t limit)
{
	seed = seed * 1664525 + 1013904223;
	return (size_t)(seed >> 8) % limit;
}

static void write_file(const char *bytes, size_t len)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* Lines of up to `longest` bytes, some of several bytes a character, some
   empty, some ended by CRLF. */
static char *make_text(size_t bytes, size_t longest)
{
	static const char *const pieces[] = {"a", "é", "€", " ", "😀", "b"};
	char *text = malloc(bytes + 8);
	size_t at = 0;
	while (at < bytes) {
		size_t stop = at + below(longest);
		while (at < stop && at < bytes) {
			const char *piece = pieces[below(6)];
			memcpy(text + at, piece, strlen(piece));
			at += strlen(piece);
		}
		if (below(4) == 0 && at + 1 < bytes)
			text[at++] = '\r';
		text[at++] = '\n';
	}
	memset(text + bytes, '\n', 8);
	return text;
}

static void expect_part(const struct article *part, const struct article *all,
			size_t offset)
{
	struct span read = article_read(part);
	size_t count = part->paragraphs.count;
	assert_int_equal(part->bytes, all->bytes);
	assert_true(read.start <= offset && offset <= read.end);
	assert_memory_equal(part->text + read.start, all->text + read.start,
			    read.end - read.start);
	/* A screen either way, where there is so much. */
	assert_true(read.start == 0 || offset - read.start >= 32 * 1024);
	assert_true(read.end == all->bytes || read.end - offset >= 32 * 1024);
	if (!count)
		return;
	size_t first = article_paragraph_at(all, read.start);
	for (size_t i = 0; i < count; i++) {
		struct span is = part->paragraphs.items[i];
		struct span should = all->paragraphs.items[first + i];
		assert_int_equal(is.start, should.start);
		if (i + 1 < count)
			assert_int_equal(is.end, should.end);
		assert_true(is.end <= should.end);
		assert_int_not_equal((unsigned char)all->text[is.end] & 0xc0,
				     0x80);
	}
}

static void check_text(size_t longest)
{
	char *text = make_text(LARGE, longest);
	struct article all, part;
	write_file(text, LARGE);
	assert_int_equal(article_load(&all, path), 0);
	for (size_t i = 0; i < ROUNDS; i++) {
		size_t offset = below(LARGE + 1);
		assert_int_equal(article_glimpse(&part, path, offset), 0);
		assert_non_null(part.rest);
		expect_part(&part, &all, offset);
		for (size_t k = 0; k < 4; k++) {
			offset = k ? below(LARGE + 1) : LARGE;
			article_cover(&part, offset);
			expect_part(&part, &all, offset);
		}
		article_release(&part);
	}
	article_release(&all);
	free(text);
}

static void test_lines(void **state)
{
	(void)state;
	check_text(900);
	check_text(40000);
}

static void test_long_lines(void **state)
{
	(void)state;
	check_text(900000);
	check_text(8 * LARGE); /* one line */
}

/* The file's bytes alone. */
static void expect_bytes(const char *text, size_t bytes)
{
	struct article is;
	assert_int_equal(article_load_bytes(&is, path), 0);
	assert_int_equal(is.bytes, bytes);
	assert_memory_equal(is.text, text, bytes);
	assert_int_equal(is.text[bytes], '\0');
	assert_int_equal(is.paragraphs.count, 0);
	article_release(&is);
}

static void test_small(void **state)
{
	static const char text[] = "\xef\xbb\xbfun\n\ndeux\r\n";
	struct article part;
	bool cut = true;
	(void)state;
	write_file(text, sizeof text - 1);
	assert_int_equal(article_glimpse(&part, path, 4), 0);
	assert_null(part.rest);
	assert_int_equal(part.paragraphs.count, 2);
	assert_int_equal(part.paragraphs.items[0].start, 3);
	article_release(&part);
	assert_int_equal(article_head(&part, path, 100, &cut), 0);
	assert_false(cut);
	assert_int_equal(part.bytes, sizeof text - 1);
	article_release(&part);
	assert_int_equal(article_head(&part, path, 9, &cut), 0);
	assert_true(cut);
	assert_string_equal(part.text, "\xef\xbb\xbfun\n\n");
	article_release(&part);
	for (size_t bytes = 0; bytes < sizeof text; bytes++) {
		write_file(text, bytes);
		expect_bytes(text, bytes);
	}
}

/* What is shorter than it was is read as far as it goes. */
static void test_cut_short(void **state)
{
	char *text = make_text(LARGE, 900);
	struct article part;
	(void)state;
	write_file(text, LARGE);
	assert_int_equal(article_glimpse(&part, path, 0), 0);
	assert_int_equal(truncate(path, 10), 0);
	article_cover(&part, LARGE);
	article_cover(&part, 0);
	assert_int_equal(article_read(&part).start, 0);
	article_release(&part);
	free(text);
}

/* Stretches of the file, one after the other, give all of its lines; some are
   of a byte. */
static void expect_strips(const struct article *in, const struct article *all,
			  size_t longest)
{
	struct article_strip strip = {0};
	size_t at = 0, paragraph = 0, to;
	for (size_t from = 0; from < all->bytes; from = to) {
		to = from + 1 + (from % 3 ? below(longest) : 0);
		if (to > all->bytes)
			to = all->bytes;
		article_strip(in, (struct span){from, to}, &strip);
		assert_in_range(strip.bytes, 0, all->bytes - at);
		assert_int_equal(strip.text[strip.bytes], '\0');
		if (!strip.bytes)
			continue;
		assert_memory_equal(strip.text, all->text + at, strip.bytes);
		for (size_t next = 0; next < strip.bytes;) {
			struct span is = article_paragraph_in(
				strip.text, strip.bytes, next, &next);
			if (is.start == is.end)
				continue;
			struct span should = all->paragraphs.items[paragraph++];
			assert_int_equal(at + is.start, should.start);
			assert_int_equal(at + is.end, should.end);
		}
		at += strip.bytes;
	}
	assert_int_equal(paragraph, all->paragraphs.count);
	/* The last line end has no line after it. */
	assert_int_equal(all->bytes - at, all->text[all->bytes - 1] == '\n');
	assert_int_equal(article_strip_error(in), 0);
	article_strip_release(&strip);
}

static void test_strips(void **state)
{
	static const size_t longest[] = {900, 40000, 900000, 2 * HUGE};
	static const char bom[] = "\xef\xbb\xbf";
	struct article in, all;
	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char *text = make_text(HUGE, longest[i]);
		char *lf = memchr(text, '\n', HUGE);
		memcpy(text, bom, 3);
		if (lf)
			memcpy(lf + 1, bom, 3); /* only a character there */
		write_file(text, HUGE + i % 2);
		assert_int_equal(article_load(&all, path), 0);
		assert_int_equal(article_open(&in, path), 0);
		assert_true(article_in_strips(&in));
		for (size_t k = 11; k < 23; k += 3)
			expect_strips(&in, &all, (size_t)1 << k);
		assert_int_equal(article_complete(&in), 0);
		assert_false(article_in_strips(&in));
		assert_int_equal(in.bytes, all.bytes);
		assert_memory_equal(in.text, all.text, all.bytes + 1);
		assert_int_equal(in.paragraphs.count, all.paragraphs.count);
		article_release(&in);
		article_release(&all);
		free(text);
	}
}

/* What is missing of the file, or cannot be read, is missing. */
static void test_strips_cut(void **state)
{
	char *text = make_text(HUGE, 900);
	struct article_strip strip = {0};
	struct article in;
	(void)state;
	write_file(text, HUGE);
	int fd = dup(0); /* the next one that is opened */
	close(fd);
	assert_int_equal(article_open(&in, path), 0);
	assert_int_equal(truncate(path, 100000), 0);
	for (size_t from = 0; from < HUGE; from += 65536) {
		struct span stretch = {from, from + 65536};
		article_strip(&in, stretch, &strip);
		assert_int_equal(strip.bytes > 0, from < 100000);
	}
	assert_int_equal(article_strip_error(&in), 0);
	close(fd);
	article_strip(&in, (struct span){0, 9}, &strip);
	assert_int_equal(strip.bytes, 0);
	assert_int_equal(article_strip_error(&in), EBADF);
	assert_int_equal(article_complete(&in), EBADF);
	assert_null(in.rest);
	article_strip_release(&strip);
	/* A small one is read at once. */
	write_file("un\n", 3);
	assert_int_equal(article_open(&in, path), 0);
	assert_false(article_in_strips(&in));
	assert_int_equal(article_complete(&in), 0);
	assert_string_equal(in.text, "un\n");
	assert_int_equal(article_strip_error(&in), 0);
	article_release(&in);
	free(text);
}

/* Where few files may be open, the later of many are read whole. */
static void test_strips_few(void **state)
{
	struct article in[28];
	struct rlimit had, few;
	size_t strips = 0;
	(void)state;
	write_file("un\n", 3);
	assert_int_equal(truncate(path, HUGE), 0);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &had), 0);
	few = had;
	few.rlim_cur = 24;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	for (size_t i = 0; i < 28; i++) {
		assert_int_equal(article_open(&in[i], path), 0);
		assert_int_equal(in[i].bytes, HUGE);
		strips += article_in_strips(&in[i]);
	}
	int fd = open(path, O_RDONLY);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &had), 0);
	assert_true(fd >= 0 && strips > 0 && strips < 16);
	close(fd);
	for (size_t i = 0; i < 28; i++)
		article_release(&in[i]);
}

/* A pipe would be waited for, and be empty the second time. */
static void test_refused(void **state)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	struct article part;
	bool cut;
	(void)state;
	strcpy(name.sun_path, path);
	unlink(path);
	assert_int_equal(article_glimpse(&part, path, 0), ENOENT);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(article_glimpse(&part, path, 0), ESPIPE);
	assert_int_equal(article_head(&part, path, 9, &cut), ESPIPE);
	assert_int_equal(article_load(&part, path), ESPIPE);
	assert_int_equal(article_open(&part, path), ESPIPE);
	unlink(path);
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(listener, (void *)&name, sizeof name), 0);
	assert_int_equal(article_load(&part, path), ESPIPE);
	close(listener);
	assert_int_equal(article_load(&part, "/dev/null"), ESPIPE);
	assert_int_equal(article_load_named(&part, "/dev/null"), 0);
	article_release(&part);
	assert_int_equal(article_load_named(&part, folder), EISDIR);
	assert_int_equal(article_glimpse(&part, folder, 0), EISDIR);
	assert_int_equal(article_load(&part, folder), EISDIR);
	unlink(path);
	write_file("", 0);
	assert_int_equal(truncate(path, ((off_t)256 << 20) + 1), 0);
	assert_int_equal(article_load(&part, path), EFBIG);
	assert_int_equal(article_load_named(&part, path), EFBIG);
	assert_int_equal(article_glimpse(&part, path, 0), EFBIG);
	assert_int_equal(article_head(&part, path, 9, &cut), EFBIG);
	/* A memory that cannot be read at 0. */
	assert_int_equal(article_load(&part, "/proc/self/mem"), EIO);
}

/* Of a first line that is longer than what is read nothing is kept. */
static void test_head(void **state)
{
	struct article part;
	bool cut;
	(void)state;
	write_file("long\n", 5);
	assert_int_equal(article_head(&part, path, 3, &cut), 0);
	assert_true(cut);
	assert_string_equal(part.text, "");
	article_release(&part);
	write_file("", 0);
	assert_int_equal(article_head(&part, path, 0, &cut), 0);
	assert_false(cut);
	assert_int_equal(part.bytes, 0);
	article_release(&part);
}

/* The same bytes and paragraphs as of a text that is taken whole. */
static void expect_taken(const struct article *is, const char *text,
			 size_t bytes)
{
	struct article all;
	char *copy = malloc(bytes + 1);
	memcpy(copy, text, bytes);
	copy[bytes] = '\0';
	article_take(&all, copy, bytes);
	assert_int_equal(is->bytes, bytes);
	assert_memory_equal(is->text, text, bytes);
	assert_int_equal(is->text[bytes], '\0');
	assert_int_equal(is->paragraphs.count, all.paragraphs.count);
	assert_memory_equal(is->paragraphs.items, all.paragraphs.items,
			    all.paragraphs.count * sizeof(struct span));
	article_release(&all);
}

enum { MANY = 9 << 20 };

/* Many megabytes, which several threads read, are read as few are. */
static void test_large(void **state)
{
	static const size_t longest[] = {9, 900, 300000, 3 << 20, 2 * MANY};
	struct article all, part;
	(void)state;
	for (size_t i = 0; i < sizeof longest / sizeof *longest; i++) {
		size_t bytes = MANY - below(5 << 20);
		char *text = make_text(bytes, longest[i]);
		if (i % 2 == 0)
			memcpy(text, "\xef\xbb\xbf", 3);
		write_file(text, bytes);
		assert_int_equal(article_load(&all, path), 0);
		expect_taken(&all, text, bytes);
		expect_bytes(text, bytes);
		/* A place beyond its end is its end. */
		assert_int_equal(article_glimpse(&part, path, bytes * 2), 0);
		expect_part(&part, &all, bytes);
		article_release(&part);
		article_release(&all);
		free(text);
	}
}

static void *file_cut(void *bytes)
{
	assert_int_equal(truncate(path, (off_t) * (size_t *)bytes), 0);
	return NULL;
}

/* What is cut while it is read is read as far as it was there. */
static void test_cut_meanwhile(void **state)
{
	char *text = make_text(MANY, 900);
	(void)state;
	for (size_t i = 0; i < ROUNDS; i++) {
		struct article article;
		pthread_t thread;
		size_t left = below(MANY);
		write_file(text, MANY);
		assert_int_equal(pthread_create(&thread, NULL, file_cut, &left),
				 0);
		assert_int_equal(article_load(&article, path), 0);
		pthread_join(thread, NULL);
		assert_in_range(article.bytes, left, MANY);
		expect_taken(&article, text, article.bytes);
		article_release(&article);
	}
	free(text);
}

static int begin(void **state)
{
	struct str name = {0};
	if (!mkdtemp(folder))
		return -1;
	str_addf(&name, "%s/a.txt", folder);
	path = *state = str_take(&name);
	return 0;
}

static int end(void **state)
{
	unlink(path);
	free(*state);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_cut_short),
		cmocka_unit_test(test_cut_meanwhile),
		cmocka_unit_test(test_strips),
		cmocka_unit_test(test_strips_cut),
		cmocka_unit_test(test_strips_few),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
