/*
 * data - writes what is measured, the same bytes every time:
 *
 *   data dossier FOLDER ARTICLES BYTES CLAIMS
 *   data line FILE BYTES
 *   data pages FOLDER BYTES
 *
 * A dossier's articles hold BYTES each, in paragraphs of French-looking prose
 * with what such prose has: no-break spaces, guillemets, combining marks, now
 * and then CJK and emoji.  Every 400 bytes or oftener stands a mark, as 3x12z,
 * that occurs once; every claim's anchor has one.  Nine tenths in stand the
 * words that are looked for, and at the end a last mark.  `line` makes one
 * line of it, `pages` two pages of HTML with a link.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const words[] = {
	"la",           "juge",       "fédérale",     "de",
	"Californie",   "a",          "déclaré",      "que",
	"l’entreprise", "n’était",    "pas",          "responsable",
	"des",          "faits",      "qui",          "lui",
	"sont",         "reprochés",  "selon",        "un",
	"porte-parole", "du",         "ministère",    "à",
	"Paris,",       "où",         "les",          "avocats",
	"ont",          "d’abord",    "contesté",     "cette",
	"décision",     "avant",      "d’y",          "répondre",
	"par",          "écrit",      "au",           "mois",
	"d’août",       "dernier.",   "Le",           "tribunal",
	"s’est",        "déjà",       "prononcé",     "sur",
	"une",          "affaire",    "semblable,",   "et",
	"il",           "avait",      "alors",        "estimé",
	"nécessaire",   "d’entendre", "l’ensemble",   "témoins",
	"présents.",    "Aucun",      "d’eux",        "ne",
	"fut",          "cependant",  "appelé",       "surveillance",
	"logiciel",     "téléphones", "journalistes", "militants",
	"gouvernement", "société",    "clients",      "données",
};

static const char *const rare[] = {
	"日本語の文章では",    "👩‍🔬",      "🇫🇷",
	"e\u0301le\u0301ment", "co\u0302te\u0301", "ｶﾅ",
};

static const char *const kinds[] = {"statement", "fact",       "opinion",
				    "argument",  "allegation", "ruling",
				    "denial"};
static const char *const relations[] = {"supports", "contradicts",
					"repeats",  "responds-to",
					"corrects", "elaborates"};

enum { PEOPLE = 40, SOURCES = 40, POINTS = 50, MARK_EVERY = 400 };

#define COUNT(list) (sizeof(list) / sizeof *(list))

static unsigned pick(uint64_t *seed, size_t count)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((*seed >> 33) % count);
}

static FILE *create(const char *path)
{
	FILE *file = fopen(path, "we");
	if (!file) {
		perror(path);
		exit(2);
	}
	return file;
}

static void finish(FILE *file)
{
	if (fclose(file) != 0) {
		perror("data");
		exit(2);
	}
}

/* One word, or a few between guillemets; the bytes written. */
static size_t write_word(FILE *file, uint64_t *seed)
{
	unsigned chance = pick(seed, 400);
	const char *word = words[pick(seed, COUNT(words))];
	if (chance == 0)
		return (size_t)fprintf(file, "%s ",
				       rare[pick(seed, COUNT(rare))]);
	if (chance < 4)
		return (size_t)fprintf(file, "«\u00a0%s\u00a0» ", word);
	if (chance < 6)
		return (size_t)fprintf(file, "%s\u202f: ", word);
	return (size_t)fprintf(file, "%s ", word);
}

/* Prose of so many bytes with a mark every so many; returns the marks. */
static size_t write_text(FILE *file, size_t article, size_t bytes, size_t every,
			 bool paragraphs)
{
	uint64_t seed = article + 1;
	size_t at = 0, marks = 0, next = 0, end = 0;
	bool found = false;
	while (at < bytes) {
		if (at >= end && paragraphs) {
			at += (size_t)fprintf(file, "%s", end ? "\n\n" : "");
			end = at + 500 + pick(&seed, 1000);
		}
		if (at >= next) {
			at += (size_t)fprintf(file, "repère %zux%zuz ", article,
					      marks++);
			next += every;
		}
		if (!found && at >= bytes / 10 * 9) {
			found = true;
			at += (size_t)fprintf(file, "Xylophonique balise8x8z "
						    "Éléphant Zélé "
						    "balise9x9z ");
		}
		at += write_word(file, &seed);
	}
	fputs("finale7x7z\n", file);
	return marks;
}

static void write_claim(FILE *file, size_t article, size_t articles,
			size_t claim, size_t claims, size_t mark)
{
	uint64_t seed = article * 1000003 + claim;
	fprintf(file, "  - id: c%zu\n    text: \"", claim);
	for (int i = 0; i < 10; i++)
		fprintf(file, "%s%s", i ? " " : "",
			words[pick(&seed, COUNT(words))]);
	fprintf(file, "\"\n    kind: %s\n", kinds[pick(&seed, COUNT(kinds))]);
	fprintf(file, "    speaker: p%u\n", pick(&seed, PEOPLE));
	fprintf(file, "    source: s%u\n", pick(&seed, SOURCES));
	fprintf(file, "    point: q%u\n", pick(&seed, POINTS));
	fprintf(file, "    anchor: \"repère %zux%zuz\"\n", article, mark);
	if (claim % 2 == 0)
		fprintf(file,
			"    links:\n      - {%s: a%05zu/c%zu, note: %s}\n",
			claim ? relations[pick(&seed, COUNT(relations))]
			      : "repeats",
			(article + 1) % articles, (claim * 7 + 1) % claims,
			words[1]);
}

static void write_notes(const char *path, size_t article, size_t articles,
			size_t claims, size_t marks)
{
	FILE *file = create(path);
	fprintf(file,
		"manicule: 1\narticle:\n  title: \"Article %zu\"\n"
		"  published: \"2020-%02zu-%02zu\"\n%s",
		article, article % 12 + 1, article % 28 + 1,
		claims ? "claims:\n" : "");
	for (size_t i = 0; i < claims; i++)
		write_claim(file, article, articles, i, claims,
			    i * marks / claims);
	finish(file);
}

static void write_shared(const char *path)
{
	FILE *file = create(path);
	fputs("manicule: 1\ntitle: \"Ce qui est mesuré\"\npeople:\n", file);
	for (int i = 0; i < PEOPLE; i++)
		fprintf(file, "  - {id: p%d, name: \"Témoin Numéro %d\"}\n", i,
			i);
	fputs("sources:\n", file);
	for (int i = 0; i < SOURCES; i++)
		fprintf(file,
			"  - {id: s%d, kind: report, title: \"Rapport %d sur "
			"l’affaire\", author: p%d, date: \"20%02d\"}\n",
			i, i, i, i % 26);
	fputs("points:\n", file);
	for (int i = 0; i < POINTS; i++)
		fprintf(file, "  - {id: q%d, title: \"Question %d ?\"}\n", i,
			i);
	finish(file);
}

static void write_dossier(const char *folder, size_t articles, size_t bytes,
			  size_t claims)
{
	char path[4096];
	size_t every = MARK_EVERY;
	if (claims && bytes * 9 / 10 / claims < every)
		every = bytes * 9 / 10 / claims;
	mkdir(folder, 0777);
	snprintf(path, sizeof path, "%s/articles", folder);
	mkdir(path, 0777);
	snprintf(path, sizeof path, "%s/annotations", folder);
	mkdir(path, 0777);
	snprintf(path, sizeof path, "%s/annotations/dossier.yaml", folder);
	write_shared(path);
	for (size_t i = 0; i < articles; i++) {
		snprintf(path, sizeof path, "%s/articles/a%05zu.txt", folder,
			 i);
		FILE *file = create(path);
		size_t marks = write_text(file, i, bytes, every, true);
		finish(file);
		snprintf(path, sizeof path, "%s/annotations/a%05zu.yaml",
			 folder, i);
		write_notes(path, i, articles, claims, marks);
	}
}

static void write_pages(const char *folder, size_t bytes)
{
	char path[4096];
	mkdir(folder, 0777);
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/%zu.html", folder, i);
		FILE *file = create(path);
		fprintf(file,
			"<!DOCTYPE html><html lang=fr><meta charset=utf-8>"
			"<title>Article %zu</title>\n<p><a href=%zu.html>"
			"L’autre article</a>\n<p>",
			i, 1 - i);
		write_text(file, i, bytes, MARK_EVERY, false);
		fputs("</html>\n", file);
		finish(file);
	}
}

static size_t number(const char *word)
{
	return (size_t)strtoul(word, NULL, 10);
}

int main(int argc, char **argv)
{
	if (argc == 6 && !strcmp(argv[1], "dossier")) {
		write_dossier(argv[2], number(argv[3]), number(argv[4]),
			      number(argv[5]));
	} else if (argc == 4 && !strcmp(argv[1], "line")) {
		FILE *file = create(argv[2]);
		write_text(file, 0, number(argv[3]), MARK_EVERY, false);
		finish(file);
	} else if (argc == 4 && !strcmp(argv[1], "pages")) {
		write_pages(argv[2], number(argv[3]));
	} else {
		fputs("usage: see the head of tests/bench/data.c\n", stderr);
		return 2;
	}
	return 0;
}
