#include "core/article.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024 };
static const size_t article_max = (size_t)256 << 20; /* bytes */

/*
 * Reads to the end, whatever size fstat promised: pipes promise none, and
 * files grow and shrink while they are read.
 */
static int read_all(int fd, size_t promised, struct article *article)
{
	ARRAY(char) text = {0};
	int error = 0;
	array_grow(&text, promised + 2); /* for the NUL, and to meet the end */
	for (;;) {
		if (text.capacity - text.count < 2)
			array_grow(&text, READ_BYTES);
		ssize_t got = read(fd, text.items + text.count,
				   text.capacity - text.count - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			error = errno;
		if (got <= 0)
			break;
		text.count += (size_t)got;
		if (text.count > article_max) {
			error = EFBIG;
			break;
		}
	}
	if (error) {
		array_release(&text);
		return error;
	}
	text.items[text.count] = '\0';
	article_take(article, text.items, text.count);
	return 0;
}

int article_load(struct article *article, const char *path)
{
	*article = (struct article){0};
	if (!strcmp(path, "-"))
		return read_all(STDIN_FILENO, 0, article);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno;
	struct stat st;
	int error = 0;
	if (fstat(fd, &st) < 0)
		error = errno;
	else if (S_ISDIR(st.st_mode))
		error = EISDIR;
	else if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > article_max)
		error = EFBIG;
	else
		error = read_all(fd,
				 S_ISREG(st.st_mode) ? (size_t)st.st_size : 0,
				 article);
	close(fd);
	return error;
}

/* Tabs and form feeds too: a paragraph's edge is never a blank. */
static bool blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static void add_paragraph(struct article *article, size_t start, size_t end)
{
	while (start < end && blank(article->text[start]))
		start++;
	while (end > start && blank(article->text[end - 1]))
		end--;
	if (start < end)
		array_push(&article->paragraphs, ((struct span){start, end}));
}

void article_take(struct article *article, char *text, size_t bytes)
{
	*article = (struct article){.text = text, .bytes = bytes};
	size_t start = bytes >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
	while (start < bytes) {
		const char *lf = memchr(text + start, '\n', bytes - start);
		size_t end = lf ? (size_t)(lf - text) : bytes;
		add_paragraph(article, start, end);
		start = end + 1;
	}
}

size_t article_paragraph_at(const struct article *article, size_t offset)
{
	size_t low = 0, high = article->paragraphs.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (article->paragraphs.items[middle].end > offset)
			high = middle;
		else
			low = middle + 1;
	}
	if (low == article->paragraphs.count && low > 0)
		low--;
	return low;
}

void article_release(struct article *article)
{
	free(article->text);
	array_release(&article->paragraphs);
	*article = (struct article){0};
}
