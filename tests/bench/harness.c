/*
 * harness - parts of the core measured alone, and the peers they are set
 * beside.  Prints one number, or nothing where the process is what is timed:
 *
 *   harness events DOSSIER    libyaml's event loop over its YAML, no more
 *   harness anchors DOSSIER   CPU seconds: its texts read, anchors resolved
 *   harness newlines DOSSIER  CPU seconds: its texts read, newlines counted
 *   harness model DOSSIER     bytes: what it takes in memory, texts aside
 *   harness notes DOSSIER     bytes of its YAML
 */
#include <dirent.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <yaml.h>

#include "core/anchor.h"
#include "core/dossier.h"

_Noreturn void out_of_memory(void)
{
	fputs("harness: out of memory\n", stderr);
	_exit(2);
}

static bool events_of(const char *path)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool more = true;
	FILE *file = fopen(path, "re");
	if (!file || !yaml_parser_initialize(&parser))
		return false;
	yaml_parser_set_input_file(&parser, file);
	while (more && yaml_parser_parse(&parser, &event)) {
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	fclose(file);
	return !more;
}

static int events(const char *dossier)
{
	char folder[4096], path[sizeof folder + sizeof(struct dirent)];
	snprintf(folder, sizeof folder, "%s/annotations", dossier);
	DIR *files = opendir(folder);
	bool ok = files;
	for (struct dirent *at; ok && (at = readdir(files));) {
		snprintf(path, sizeof path, "%s/%s", folder, at->d_name);
		ok = at->d_name[0] == '.' || events_of(path);
	}
	if (files)
		closedir(files);
	return ok ? 0 : 2;
}

static double cpu_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The claims' words as anchors: the model keeps only where they were found. */
static struct anchor *anchors_of(const struct entry *entry, struct arena *arena)
{
	const struct annotation *notes = &entry->annotation;
	struct anchor *anchors = arena_alloc(arena, notes->claim_count *
							    sizeof *anchors);
	for (size_t i = 0; i < notes->claim_count; i++) {
		const struct claim *claim = &notes->claims[i];
		size_t count = claim_pieces(claim);
		const char **pieces = arena_alloc(arena,
						  count * sizeof *pieces);
		for (size_t k = 0; k < count; k++) {
			struct span span = claim_piece(claim, k);
			pieces[k] = arena_strndup(
				arena, entry->article.text + span.start,
				span.end - span.start);
		}
		anchors[i] = (struct anchor){.pieces = pieces,
					     .piece_count = count};
	}
	return anchors;
}

/* CPU seconds to read the text again and to resolve the anchors in it. */
static double anchor_entry(const struct entry *entry)
{
	size_t count = entry->annotation.claim_count;
	struct arena arena = {0}, found = {0};
	struct article article;
	struct anchor *anchors = anchors_of(entry, &arena);
	struct anchor_match *matches = arena_alloc(&arena,
						   count * sizeof *matches);
	double start = cpu_seconds();
	if (article_load(&article, entry->path) != 0)
		exit(2);
	anchor_resolve(&article, anchors, count, matches, &found);
	double seconds = cpu_seconds() - start;
	for (size_t i = 0; i < count; i++)
		if (matches[i].state != ANCHOR_EXACT)
			exit(2);
	arena_release(&found);
	arena_release(&arena);
	article_release(&article);
	return seconds;
}

static size_t newlines_of(const char *path)
{
	struct stat st;
	size_t count = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0)
		return 0;
	char *text = malloc((size_t)st.st_size + 1);
	ssize_t got = text ? read(fd, text, (size_t)st.st_size) : -1;
	const char *end = text + (got > 0 ? got : 0);
	for (const char *at = text;
	     got > 0 && (at = memchr(at, '\n', (size_t)(end - at))); at++)
		count++;
	free(text);
	close(fd);
	return count;
}

static int time_anchors(const struct dossier *dossier)
{
	double seconds = 0;
	for (size_t i = 0; i < dossier->entry_count; i++)
		seconds += anchor_entry(dossier->entries[i]);
	printf("%.6f\n", seconds);
	return 0;
}

static int time_newlines(const struct dossier *dossier)
{
	double start = cpu_seconds();
	size_t count = 0;
	for (size_t i = 0; i < dossier->entry_count; i++)
		count += newlines_of(dossier->entries[i]->path);
	printf("%.6f\n", cpu_seconds() - start);
	return count == 0;
}

static size_t allocated(void)
{
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
}

static int model_bytes(const struct dossier *dossier, size_t before)
{
	size_t bytes = allocated() - before;
	for (size_t i = 0; i < dossier->entry_count; i++) {
		const struct article *article = &dossier->entries[i]->article;
		bytes -= article->bytes + 1 +
			 malloc_usable_size(article->paragraphs.items);
	}
	printf("%zu\n", bytes);
	return 0;
}

static int notes_bytes(const struct dossier *dossier)
{
	size_t bytes = 0;
	struct stat st;
	for (size_t i = 0; i < dossier->entry_count; i++) {
		const char *file = dossier->entries[i]->annotation.file;
		if (file && stat(file, &st) == 0)
			bytes += (size_t)st.st_size;
	}
	printf("%zu\n", bytes);
	return 0;
}

int main(int argc, char **argv)
{
	struct dossier dossier;
	int error;
	if (argc == 3 && !strcmp(argv[1], "events"))
		return events(argv[2]);
	size_t before = allocated();
	if (argc != 3 ||
	    dossier_load(&dossier, argv[2], &error) != DOSSIER_OK) {
		fputs("usage: see the head of tests/bench/harness.c\n", stderr);
		return 2;
	}
	if (!strcmp(argv[1], "anchors"))
		return time_anchors(&dossier);
	if (!strcmp(argv[1], "newlines"))
		return time_newlines(&dossier);
	if (!strcmp(argv[1], "model"))
		return model_bytes(&dossier, before);
	if (!strcmp(argv[1], "notes"))
		return notes_bytes(&dossier);
	return 2;
}
