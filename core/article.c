#include "core/article.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/side.h"

enum {
	READ_BYTES = 64 * 1024,
	WHOLE_BYTES = 512 * 1024, /* files up to that are always read whole */
	PART_BYTES = 64 * 1024,   /* read before and after a place */
	MARGIN = 32 * 1024,       /* the least of them that must be there */
	LARGE_BYTES = 4 << 20,    /* files of so much are read side by side */
	SLICE_BYTES = 2 << 20,    /* of them, by one thread: a large page */
	GULP_BYTES = 256 * 1024,  /* read at once, and then looked at */
	STRIP_BEYOND = 4096, /* read past a strip: most lines end in that */
	/* Descriptors from this on are not kept to be read in strips: few files
	   may be open at once, and notes are opened beside them. */
	STRIP_FILES = 16,
};
static const size_t article_max = (size_t)256 << 20; /* bytes */

/* How a file is read. */
enum {
	READ_PARTED = 1, /* its paragraphs are looked for */
	READ_ALONE = 2,  /* by this thread only */
};

/* Tabs and form feeds too: a paragraph's edge is never a blank. */
static bool blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* The line without the white space around it. */
static struct span trimmed(const char *text, size_t start, size_t end)
{
	while (start < end && blank(text[start]))
		start++;
	while (end > start && blank(text[end - 1]))
		end--;
	return (struct span){start, end};
}

static void add_paragraph(struct article *article, size_t start, size_t end)
{
	struct span span = trimmed(article->text, start, end);
	if (span.start < span.end)
		array_push(&article->paragraphs, span);
}

/* Where the text begins: after a BOM. */
static size_t text_start(const char *text, size_t bytes)
{
	return bytes >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
}

/* Adds the paragraphs of the bytes, which begin where a line does. */
static void add_paragraphs(struct article *article, struct span span)
{
	const char *text = article->text;
	size_t start = span.start ? span.start : text_start(text, span.end);
	while (start < span.end) {
		const char *lf = memchr(text + start, '\n', span.end - start);
		size_t end = lf ? (size_t)(lf - text) : span.end;
		add_paragraph(article, start, end);
		start = end + 1;
	}
}

/* ---- a large file, by several threads ---- */

/* A slice of a file that one thread reads, and what it found in it. */
struct slice {
	size_t start, end;    /* bytes of the file */
	size_t read;          /* how far it was there to be read */
	bool lines;           /* a line ends in it: */
	size_t first, last;   /* its first and last line end */
	struct article inner; /* paragraphs of the lines between these */
};

struct slices {
	int fd;
	bool parted; /* paragraphs are looked for */
	char *text;  /* as long as the file was promised to be */
	struct slice *list;
};

/* Finds the lines in bytes that have come while they are at hand. */
static void slice_lines(struct slice *slice, const char *text, size_t end)
{
	size_t at = slice->read;
	const char *lf;
	while ((lf = memchr(text + at, '\n', end - at))) {
		at = (size_t)(lf - text);
		if (slice->lines)
			add_paragraph(&slice->inner, slice->last + 1, at);
		else
			slice->first = at;
		slice->lines = true;
		slice->last = at++;
	}
	slice->read = end;
}

/* Any error is met again by who reads on from where this ended. */
static void slice_read(void *context, size_t i)
{
	struct slices *slices = context;
	struct slice *slice = &slices->list[i];
	while (slice->read < slice->end) {
		size_t rest = slice->end - slice->read;
		ssize_t got = pread(slices->fd, slices->text + slice->read,
				    rest < GULP_BYTES ? rest : GULP_BYTES,
				    (off_t)slice->read);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		if (slices->parted)
			slice_lines(slice, slices->text,
				    slice->read + (size_t)got);
		else
			slice->read += (size_t)got;
	}
}

/* Adds the slice's paragraphs; *line: where the line begins that goes on at
   its start, and then the one that goes on at its end. */
static void slice_add(struct article *article, struct slice *slice,
		      size_t *line)
{
	size_t count = slice->inner.paragraphs.count;
	if (slice->lines) {
		add_paragraph(article, *line, slice->first);
		*line = slice->last + 1;
	}
	if (count) {
		array_grow(&article->paragraphs, count);
		memcpy(article->paragraphs.items + article->paragraphs.count,
		       slice->inner.paragraphs.items,
		       count * sizeof(struct span));
		article->paragraphs.count += count;
	}
}

/*
 * Reads the promised bytes of a regular file, as far as they are there, with
 * the paragraphs that end in them; *line: where the line begins that does not.
 * Returns the end of what came.
 */
static size_t slices_read(struct article *article, int fd, size_t promised,
			  unsigned how, size_t *line)
{
	/* No two threads fill the same large page. */
	size_t shift = (uintptr_t)article->text % SLICE_BYTES;
	size_t count = (promised + shift) / SLICE_BYTES + 1, end = 0;
	struct slices slices = {
		.fd = fd, .parted = how & READ_PARTED, .text = article->text};
	slices.list = memory_alloc(count * sizeof *slices.list);
	for (size_t i = 0; i < count; i++) {
		size_t start = i ? i * SLICE_BYTES - shift : 0;
		size_t next = (i + 1) * SLICE_BYTES - shift;
		slices.list[i] = (struct slice){
			.start = start,
			.end = next < promised ? next : promised,
			.read = start,
			.inner.text = article->text,
		};
	}
	if (how & READ_ALONE)
		for (size_t i = 0; i < count; i++)
			slice_read(&slices, i);
	else
		side_by_side(count, slice_read, &slices);
	*line = text_start(article->text, slices.list[0].read);
	for (size_t i = 0; i < count; i++) {
		struct slice *slice = &slices.list[i];
		if (slice->start == end) { /* nothing is missing before it */
			slice_add(article, slice, line);
			end = slice->read;
		}
		array_release(&slice->inner.paragraphs);
	}
	free(slices.list);
	return end;
}

/*
 * Reads to the end, whatever size fstat promised: pipes promise none, and
 * files grow and shrink while they are read.
 */
static int read_all(int fd, size_t promised, unsigned how,
		    struct article *article)
{
	ARRAY(char) text = {0};
	size_t line = 0;
	int error = 0;
	bool large = promised >= LARGE_BYTES;
	/* No more than it takes: for the NUL, and to meet the end. */
	text.capacity = promised + 2;
	text.items = large ? memory_alloc_aligned(text.capacity)
			   : memory_alloc(text.capacity);
	article->text = text.items;
	if (large)
		text.count = slices_read(article, fd, promised, how, &line);
	for (;;) {
		if (text.capacity - text.count < 2)
			array_grow(&text, READ_BYTES);
		char *to = text.items + text.count;
		size_t room = text.capacity - text.count - 1;
		ssize_t got = large ? pread(fd, to, room, (off_t)text.count)
				    : read(fd, to, room);
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
		/* What was promised, and none of the one more asked for. */
		if (text.count == promised && (size_t)got < room)
			break;
	}
	article->text = text.items;
	if (error) {
		article_release(article);
		return error;
	}
	text.items[text.count] = '\0';
	article->bytes = text.count;
	if (how & READ_PARTED)
		add_paragraphs(article, (struct span){line, text.count});
	return 0;
}

int article_load_named(struct article *article, const char *path)
{
	*article = (struct article){0};
	if (!strcmp(path, "-"))
		return read_all(STDIN_FILENO, 0, READ_PARTED, article);
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
				 READ_PARTED, article);
	close(fd);
	return error;
}

void article_take(struct article *article, char *text, size_t bytes)
{
	*article = (struct article){.text = text, .bytes = bytes};
	add_paragraphs(article, (struct span){0, bytes});
}

/* ---- in part ---- */

struct article_rest {
	int fd;
	struct span read; /* what is here; it begins where a line does */
	atomic_int error; /* that a strip met, an errno */
};

/* Reads the bytes to their place; the end of what could be read. */
static size_t part_read(struct article *article, size_t start, size_t end)
{
	while (start < end) {
		ssize_t got = pread(article->rest->fd, article->text + start,
				    end - start, (off_t)start);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		start += (size_t)got;
	}
	return start;
}

/* The start of the line that the byte is in, with all of it up to there. */
static size_t line_start(struct article *article, size_t offset)
{
	while (offset > 0) {
		size_t from = offset > READ_BYTES ? offset - READ_BYTES : 0;
		part_read(article, from, offset);
		const char *lf = memrchr(article->text + from, '\n',
					 offset - from);
		if (lf)
			return (size_t)(lf - article->text) + 1;
		offset = from;
	}
	return 0;
}

/* The end of the last line of the part that is whole, where that is far
   enough; else between two characters. */
static size_t part_end(const struct article *article, struct span part,
		       size_t enough)
{
	const char *text = article->text;
	if (part.end == article->bytes || part.end <= enough)
		return part.end;
	const char *lf = memrchr(text + enough, '\n', part.end - enough);
	if (lf)
		return (size_t)(lf - text);
	while (part.end > enough && (text[part.end - 1] & 0xc0) == 0x80)
		part.end--;
	return part.end - 1;
}

void article_cover(struct article *article, size_t offset)
{
	if (!article->rest)
		return;
	struct span *read = &article->rest->read;
	size_t bytes = article->bytes;
	if (offset > bytes)
		offset = bytes;
	size_t from = offset > MARGIN ? offset - MARGIN : 0;
	size_t to = bytes - offset > MARGIN ? offset + MARGIN : bytes;
	if (read->start <= from && read->end >= to && read->end)
		return;
	read->start = line_start(article,
				 offset > PART_BYTES ? offset - PART_BYTES : 0);
	read->end = part_read(article, read->start,
			      bytes - offset > PART_BYTES ? offset + PART_BYTES
							  : bytes);
	read->end = part_end(article, *read, to < read->end ? to : read->end);
	article->paragraphs.count = 0;
	add_paragraphs(article, *read);
}

struct span article_read(const struct article *article)
{
	return article->rest ? article->rest->read
			     : (struct span){0, article->bytes};
}

/* Opens a regular file, whose size it gives; an errno where it is none. */
static int regular_open(const char *path, int *fd, size_t *bytes)
{
	struct stat st;
	int error = 0;
	*bytes = 0;
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	/* A lease on it, of a file server say, is being given back. */
	if (*fd < 0 && errno == EWOULDBLOCK)
		*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (*fd < 0) /* a socket cannot be opened at all */
		return errno == ENXIO ? ESPIPE : errno;
	if (fstat(*fd, &st) < 0)
		error = errno;
	else if (S_ISDIR(st.st_mode))
		error = EISDIR;
	else if (!S_ISREG(st.st_mode))
		error = ESPIPE;
	else if ((uintmax_t)st.st_size > article_max)
		error = EFBIG;
	else
		*bytes = (size_t)st.st_size;
	if (error)
		close(*fd);
	return error;
}

static int read_whole(int fd, size_t bytes, unsigned how,
		      struct article *article)
{
	int error = read_all(fd, bytes, how, article);
	close(fd);
	return error;
}

static int load(struct article *article, const char *path, unsigned how)
{
	int fd;
	size_t bytes;
	*article = (struct article){0};
	int error = regular_open(path, &fd, &bytes);
	return error ? error : read_whole(fd, bytes, how, article);
}

int article_load(struct article *article, const char *path)
{
	return load(article, path, READ_PARTED);
}

int article_load_alone(struct article *article, const char *path)
{
	return load(article, path, READ_PARTED | READ_ALONE);
}

int article_load_bytes(struct article *article, const char *path)
{
	return load(article, path, 0);
}

int article_glimpse(struct article *article, const char *path, size_t offset)
{
	int fd;
	size_t bytes;
	*article = (struct article){0};
	int error = regular_open(path, &fd, &bytes);
	if (error)
		return error;
	if (bytes <= WHOLE_BYTES)
		return read_whole(fd, bytes, READ_PARTED, article);
	article->bytes = bytes;
	article->text = calloc(bytes + 1, 1); /* untouched pages are free */
	article->rest = memory_alloc(sizeof *article->rest);
	if (!article->text)
		out_of_memory();
	*article->rest = (struct article_rest){.fd = fd};
	article_cover(article, offset);
	return 0;
}

int article_head(struct article *article, const char *path, size_t most,
		 bool *cut)
{
	int fd;
	size_t bytes;
	*article = (struct article){0};
	int error = regular_open(path, &fd, &bytes);
	if (error)
		return error;
	*cut = bytes > most;
	if (*cut)
		bytes = most;
	char *text = memory_alloc(bytes + 1);
	ssize_t got = pread(fd, text, bytes, 0);
	if (got < 0)
		error = errno;
	close(fd);
	if (error) {
		free(text);
		return error;
	}
	article->bytes = (size_t)got;
	if (*cut) {
		const char *lf = got ? memrchr(text, '\n', (size_t)got) : NULL;
		article->bytes = lf ? (size_t)(lf - text) + 1 : 0;
	}
	text[article->bytes] = '\0';
	article->text = text;
	return 0;
}

/* ---- in strips ---- */

int article_open(struct article *article, const char *path)
{
	int fd;
	size_t bytes;
	*article = (struct article){0};
	int error = regular_open(path, &fd, &bytes);
	if (error)
		return error;
	if (bytes < LARGE_BYTES || fd >= STRIP_FILES)
		return read_whole(fd, bytes, READ_PARTED, article);
	article->bytes = bytes;
	article->rest = memory_alloc(sizeof *article->rest);
	*article->rest = (struct article_rest){.fd = fd};
	return 0;
}

bool article_in_strips(const struct article *article)
{
	return article->rest && !article->text;
}

int article_complete(struct article *article)
{
	if (!article_in_strips(article))
		return 0;
	const struct article whole = *article;
	*article = (struct article){0};
	int error = read_whole(whole.rest->fd, whole.bytes, READ_PARTED,
			       article);
	free(whole.rest);
	return error;
}

int article_strip_error(const struct article *article)
{
	return article_in_strips(article) ? article->rest->error : 0;
}

/* Reads so many bytes of the file behind those that are there, the first of
   which is the byte `base`; whether any came. */
static bool strip_read(const struct article *article, size_t base,
		       struct article_strip *strip, size_t bytes)
{
	size_t had = strip->read.count, end = had + bytes;
	if (end > article->bytes - base)
		end = article->bytes - base;
	array_grow(&strip->read, end - had + 1); /* with a NUL */
	while (strip->read.count < end) {
		size_t at = strip->read.count;
		ssize_t got = pread(article->rest->fd, strip->read.items + at,
				    end - at, (off_t)(base + at));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			article->rest->error = errno;
		if (got <= 0)
			break;
		strip->read.count += (size_t)got;
	}
	return strip->read.count > had;
}

/* The first line end from the byte on; else the end of what is there. */
static size_t strip_line_end(const struct article_strip *strip, size_t at)
{
	const char *bytes = strip->read.items;
	size_t end = strip->read.count;
	const char *lf = at < end ? memchr(bytes + at, '\n', end - at) : NULL;
	return lf ? (size_t)(lf - bytes) : end;
}

void article_strip(const struct article *article, struct span stretch,
		   struct article_strip *strip)
{
	bool inside = stretch.start > 0; /* then after a line end */
	size_t from = stretch.start - inside;
	strip->read.count = 0;
	array_grow(&strip->read,
		   stretch.end - from + STRIP_BEYOND + MEMORY_ALIGN);
	/* As in the file: memory_alloc_aligned() says why. */
	size_t first = (from - (uintptr_t)strip->read.items) % MEMORY_ALIGN;
	size_t base = from - first, last = stretch.end - 1 - base;
	strip->read.count = first;
	strip_read(article, base, strip, last - first + STRIP_BEYOND);
	size_t start = inside ? strip_line_end(strip, first) : first;
	size_t end = start; /* all of it may be in a line that began before */
	if (!inside || (start < last && start < strip->read.count))
		end = strip_line_end(strip, last);
	while (end > start && end == strip->read.count &&
	       strip_read(article, base, strip, end))
		end = strip_line_end(strip, end);
	strip->read.items[end] = '\0';
	strip->text = strip->read.items + start;
	strip->bytes = end - start;
	strip->start = base + start;
}

void article_strip_release(struct article_strip *strip)
{
	array_release(&strip->read);
	*strip = (struct article_strip){0};
}

/* ---- of any ---- */

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

struct span article_paragraph_in(const char *text, size_t bytes, size_t at,
				 size_t *next)
{
	const char *before = memrchr(text, '\n', at);
	const char *lf = memchr(text + at, '\n', bytes - at);
	size_t start = before ? (size_t)(before - text) + 1
			      : text_start(text, bytes);
	size_t end = lf ? (size_t)(lf - text) : bytes;
	*next = end + 1;
	return trimmed(text, start, end);
}

void article_release(struct article *article)
{
	if (article->rest)
		close(article->rest->fd);
	free(article->rest);
	free(article->text);
	array_release(&article->paragraphs);
	*article = (struct article){0};
}
