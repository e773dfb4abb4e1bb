/*
 * What annotations say, and what is left of them when one thing in them is
 * wrong: one problem at its place, and every other claim.
 */
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

#include "core/dossier.h"
#include "core/str.h"

static const char article[] =
	"Le vieux pont fut bâti en 1850, rappelle Anne Martin.\n"
	"\n"
	"Bruno Petit assure que le pont rouvrira au printemps, et que la "
	"mairie\tpaiera.";

static const char shared[] =
	"manicule: 1\n"
	"title: \"Le pont de Brèves\"\n"
	"people:\n"
	"  - {id: anne, name: \"Anne Martin\", affiliation: mairie}\n"
	"  - {id: bruno, name: \"Bruno Petit\"}\n"
	"organisations:\n"
	"  - {id: mairie, name: \"Mairie de Brèves\", short: \"Mairie\"}\n"
	"sources:\n"
	"  - {id: lettre, kind: report, title: \"Lettre\", author: anne,"
	" date: \"2020-05\"}\n"
	"points:\n"
	"  - {id: ouverture, title: \"Quand ouvre-t-il ?\"}\n";

static const char notes[] = "manicule: 1\n"                           /* 1 */
			    "article:\n"                              /* 2 */
			    "  title: \"Le pont\"\n"                  /* 3 */
			    "claims:\n"                               /* 4 */
			    "  - id: ancien\n"                        /* 5 */
			    "    kind: fact\n"                        /* 6 */
			    "    speaker: anne\n"                     /* 7 */
			    "    anchor: \"bâti en 1850\"\n"          /* 8 */
			    "  - id: printemps\n"                     /* 9 */
			    "    kind: statement\n"                   /* 10 */
			    "    speaker: bruno\n"                    /* 11 */
			    "    source: lettre\n"                    /* 12 */
			    "    anchor: \"rouvrira au printemps\"\n" /* 13 */
			    "    links:\n"                            /* 14 */
			    "      - {contradicts: ancien}\n"         /* 15 */
			    "  - id: frais\n"                         /* 16 */
			    "    kind: fact\n"                        /* 17 */
			    "    speaker: article\n"                  /* 18 */
			    "    anchor: \"la mairie paiera\"\n";     /* 19 */

/* ---- a dossier in a folder of its own ---- */

static char folder[] = "/tmp/manicule-test-XXXXXX";

static void write_file(const char *name, const char *bytes)
{
	struct str path = {0};
	str_addf(&path, "%s/%s", folder, name);
	FILE *file = fopen(path.bytes, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, strlen(bytes), file), strlen(bytes));
	assert_int_equal(fclose(file), 0);
	str_release(&path);
}

static int setup(void **state)
{
	struct str path = {0};
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	str_addf(&path, "%s/articles", folder);
	mkdir(path.bytes, 0700);
	str_clear(&path);
	str_addf(&path, "%s/annotations", folder);
	mkdir(path.bytes, 0700);
	str_release(&path);
	return 0;
}

static int teardown(void **state)
{
	static const char *const names[] = {"articles/pont.txt",
					    "annotations/pont.yaml",
					    "annotations/dossier.yaml",
					    "articles",
					    "annotations",
					    ""};
	struct str path = {0};
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		str_clear(&path);
		str_addf(&path, "%s/%s", folder, names[i]);
		remove(path.bytes);
	}
	str_release(&path);
	return 0;
}

/* The text with the first `from` in it replaced. */
static char *replaced(const char *text, const char *from, const char *to)
{
	struct str out = {0};
	const char *at = from ? strstr(text, from) : text + strlen(text);
	if (!at)
		fail_msg("nothing to replace: %s", from);
	str_add(&out, text, (size_t)(at - text));
	str_adds(&out, to ? to : "");
	str_adds(&out, at + (from ? strlen(from) : 0));
	return str_take(&out);
}

static void load(struct dossier *dossier, const char *dossier_yaml,
		 const char *pont_yaml)
{
	int error;
	write_file("articles/pont.txt", article);
	write_file("annotations/dossier.yaml", dossier_yaml);
	write_file("annotations/pont.yaml", pont_yaml);
	assert_int_equal(dossier_load(dossier, folder, &error), DOSSIER_OK);
}

static void list_problems(const struct dossier *dossier, struct str *out)
{
	for (size_t i = 0; i < dossier->diags.list.count; i++) {
		const struct diag *diag = &dossier->diags.list.items[i];
		str_addf(out, "%s%zu:%zu %s", i ? ", " : "", diag->place.line,
			 diag->place.column, diag_name(diag->kind));
		if (diag->hint && !strchr(diag->hint, ' '))
			str_addf(out, " (%s)", diag->hint);
	}
}

static void list_claims(const struct dossier *dossier, struct str *out)
{
	for (size_t i = 0; i < dossier->claim_count; i++)
		str_addf(out, "%s%s", i ? " " : "",
			 dossier_claim_at(dossier, i)->id);
	str_addf(out, " +%zu", dossier->entries[0]->annotation.relation_count);
}

/* ---- one thing wrong ---- */

struct breakage {
	const char *what, *from, *to;
	const char *problems; /* "line:column kind (near spelling)" */
	const char *left;     /* claims, and +number of relations */
	bool in_shared;       /* in dossier.yaml, not in pont.yaml */
};

static const struct breakage breakages[] = {
	{"nothing", NULL, NULL, "", "ancien printemps frais +1", false},
	{"an unknown speaker", "bruno", "bruna",
	 "11:14 unknown-speaker (bruno)", "ancien frais +0", false},
	{"one of two speakers", "bruno", "[anne, bruna]",
	 "11:21 unknown-speaker (bruno)", "ancien frais +0", false},
	{"a misspelt key", "speaker: bruno", "speeker: bruno",
	 "11:5 unknown-key (speaker)", "ancien frais +0", false},
	{"a misspelt id: its name is known", "id: ancien", "idd: ancien",
	 "5:5 unknown-key (id)", "printemps frais +1", false},
	{"a duplicate id", "id: printemps", "id: ancien", "9:9 duplicate-id",
	 "ancien frais +0", false},
	{"a bad id", "id: frais", "id: Frais", "16:9 bad-id",
	 "ancien printemps +1", false},
	{"a duplicate key", "kind: statement", "kind: fact\n    kind: fact",
	 "11:5 duplicate-key", "ancien frais +0", false},
	{"claims twice", "  - id: frais", "claims:\n  - id: frais",
	 "16:1 duplicate-key", "ancien printemps frais +1", false},
	{"claims twice, an id too", "  - id: frais", "claims:\n  - id: ancien",
	 "16:1 duplicate-key, 17:9 duplicate-id", "ancien printemps +1", false},
	{"a title below what is nearly one", "title:", "titel: T\n  title:",
	 "3:3 unknown-key (title)", "ancien printemps frais +1", false},
	{"claims below what is nearly so, and such a default", "claims:\n",
	 "claim: []\ndefaults: {speeker: anne}\nclaims:\n"
	 "  - {id: neuf, kind: fact, anchor: rouvrira}\n",
	 "4:1 unknown-key (claims), 5:12 unknown-key (speaker)",
	 "neuf ancien printemps frais +1", false},
	{"the article twice", "claims:", "article: {title: T}\nclaims:",
	 "4:1 duplicate-key", "ancien printemps frais +1", false},
	{"a missing key", "    kind: statement\n", "", "9:3 missing-key",
	 "ancien frais +0", false},
	{"a relation to nothing", "contradicts: ancien", "contradicts: anciens",
	 "15:23 unknown-claim (ancien)", "ancien printemps frais +0", false},
	{"a relation to another article's", "contradicts: ancien",
	 "contradicts: pond/anciens", "15:23 unknown-claim (ancien)",
	 "ancien printemps frais +0", false},
	{"a relation that is none", "contradicts: ancien", "contradict: ancien",
	 "15:10 unknown-key (contradicts)", "ancien printemps frais +0", false},
	{"a relation to itself", "contradicts: ancien",
	 "contradicts: printemps", "15:23 self-relation",
	 "ancien printemps frais +0", false},
	{"two relations in a row", "contradicts: ancien",
	 "contradicts: ancien, repeats: frais", "15:9 bad-link",
	 "ancien printemps frais +0", false},
	{"a comma", "ancien}", "ancien, note: oui, non}", "15:42 empty-value",
	 "ancien printemps frais +0", false},
	{"a relation to a spoiled claim", "kind: fact", "kind: fakt",
	 "6:11 unknown-kind (fact)", "printemps frais +1", false},
	{"a lost anchor", "rouvrira au printemps", "ferme à jamais, dit-il",
	 "13:13 lost-anchor", "ancien printemps frais +1", false},
	{"an ambiguous anchor", "rouvrira au printemps", "pont",
	 "13:13 ambiguous-anchor", "ancien printemps frais +1", false},
	{"an approximate anchor", "rouvrira au", "rouvrirra aux",
	 "13:13 approximate-anchor", "ancien printemps frais +1", false},
	{"half an anchor", "\"rouvrira au printemps\"", "{to: printemps}",
	 "13:13 bad-anchor", "ancien frais +0", false},
	{"no number", "\"rouvrira au printemps\"",
	 "{exact: pont, occurrence: deux}", "13:39 bad-number",
	 "ancien frais +0", false},
	{"spans elsewhere", "    source: lettre\n",
	 "    spans: {speaker: Bruno Petit, cue: dit-il}\n", "12:40 spans-miss",
	 "ancien printemps frais +1", false},
	{"an error before the first of a list", "source: lettre", "source: [@]",
	 "12:14 yaml-syntax", "ancien frais +0", false},
	{"an alias", "bruno", "*bruno", "11:14 yaml-alias", "ancien frais +0",
	 false},
	{"a tag", "bruno", "!b bruno", "11:14 yaml-tag", "ancien frais +0",
	 false},
	{"a tag in a link", "{contradicts: ancien}", "{contradicts: !a ancien}",
	 "15:23 yaml-tag", "ancien printemps frais +0", false},
	{"a second document", NULL, "---\nmanicule: 1\n", "20:1 yaml-document",
	 "ancien printemps frais +1", false},
	{"20 levels", "source: lettre",
	 "tags: [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]", "12:24 too-deep",
	 "ancien frais +0", false},
	{"nested a little", "source: lettre", "tags: [[x]]", "12:12 not-text",
	 "ancien frais +0", false},
	{"a Latin-1 byte", "Le pont", "Le p\xf4nt", "3:15 malformed-utf8",
	 "ancien printemps frais +1", false},
	{"an unquoted colon", "source: lettre", "text: met en garde : « oui »",
	 "12:24 yaml-syntax", "ancien frais +0", false},
	{"an unquoted colon in an id", "id: printemps", "id: a : b",
	 "9:11 yaml-syntax", "ancien frais +0", false},
	{"quotes that do not close", "rouvrira au printemps\"", "rouvrira",
	 "13:13 yaml-syntax", "ancien frais +0", false},
	{"an error before the claims", "\"Le pont\"", "Le pont : un récit",
	 "3:18 yaml-syntax", "ancien printemps frais +1", false},
	{"an unknown status", "source: lettre", "status: disputd",
	 "12:13 unknown-status (disputed)", "ancien frais +0", false},
	{"an unknown quote", "source: lettre", "quote: indirct",
	 "12:12 unknown-quote (indirect)", "ancien frais +0", false},
	{"a month too many", "source: lettre", "date: \"2020-13\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"no leap year", "source: lettre", "date: \"1900-02-29\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"a leap year", "source: lettre", "date: \"2000-02-29\"", "",
	 "ancien printemps frais +1", false},
	{"an empty value", "source: lettre", "note:", "12:5 empty-value",
	 "ancien frais +0", false},
	{"no speaker", "speaker: bruno", "speaker: []", "11:5 empty-value",
	 "ancien frais +0", false},
	{"an empty list is none", "source: lettre", "source: []", "",
	 "ancien printemps frais +1", false},
	{"a map for a text", "bruno", "{id: bruno}", "11:14 not-text",
	 "ancien frais +0", false},
	{"a text for a list", "claims:\n", "omit: x\nclaims:\n", "4:7 not-list",
	 "ancien printemps frais +1", false},
	{"a text for an entry", "  - id: ancien\n",
	 "  - rien\n  - id: ancien\n", "5:5 not-mapping",
	 "ancien printemps frais +1", false},
	{"a directive", "manicule: 1", "%YAML 1.1\n---\nmanicule: 1",
	 "1:1 yaml-directive", "ancien printemps frais +1", false},
	{"no version", "manicule: 1\n", "", "1:1 no-version",
	 "ancien printemps frais +1", false},
	{"another version", "manicule: 1", "manicule: 2",
	 "1:11 unknown-version", "ancien printemps frais +1", false},
	{"no article", "article:\n  title: \"Le pont\"\n", "",
	 "1:1 missing-key", "ancien printemps frais +1", false},
	{"an id that dossier.yaml has", "claims:",
	 "people:\n  - {id: anne, name: A}\nclaims:", "5:10 shared-id",
	 "ancien printemps frais +1", false},
	{"a reserved id", "id: bruno", "id: unknown",
	 "5:10 reserved-id, 11:14 unknown-speaker", "ancien frais +0", true},
	{"a spoiled person can be named", "name: \"Bruno", "nane: \"Bruno",
	 "5:17 unknown-key (name)", "ancien printemps frais +1", true},
	{"a person is no organisation", "affiliation: mairie",
	 "affiliation: bruno", "4:50 unknown-organisation",
	 "ancien printemps frais +1", true},
	{"its own parent", "short: \"Mairie\"", "parent: mairie",
	 "7:53 parent-circle", "ancien printemps frais +1", true},
	{"an unreadable person can be named", "\"Bruno Petit\"", "Bruno: x : y",
	 "5:28 yaml-syntax", "ancien printemps frais +1", true},
	{"an anchor of both sorts", "\"rouvrira au printemps\"",
	 "{exact: pont, from: pont}", "13:13 bad-anchor", "ancien frais +0",
	 false},
	{"an anchor and an end", "\"rouvrira au printemps\"",
	 "{exact: pont, to: pont}", "13:13 bad-anchor", "ancien frais +0",
	 false},
	{"an anchor of no words", "\"rouvrira au printemps\"", "[]",
	 "13:13 bad-anchor", "ancien frais +0", false},
	{"a text for links", "links:\n      - {contradicts: ancien}",
	 "links: ancien", "14:12 not-list", "ancien printemps frais +0", false},
	{"a text for a check", "source: lettre", "checked: hier",
	 "12:14 not-mapping", "ancien frais +0", false},
	{"a check by nobody", "source: lettre", "checked: {by: ~}",
	 "12:15 empty-value", "ancien frais +0", false},
	{"a text for spans", "source: lettre", "spans: Bruno",
	 "12:12 not-mapping", "ancien frais +0", false},
	{"an empty span", "source: lettre", "spans: {cue: \" \\t\\r\\n\"}",
	 "12:13 empty-value", "ancien frais +0", false},
	{"a text for defaults", "claims:\n", "defaults: fact\nclaims:\n",
	 "4:11 not-mapping", "ancien printemps frais +1", false},
	{"a text for the article", "article:\n  title: \"Le pont\"\n",
	 "article: \"Le pont\"\n", "2:10 not-mapping",
	 "ancien printemps frais +1", false},
	{"a relation to an article that cannot be", "contradicts: ancien",
	 "contradicts: Pont/ancien", "15:23 bad-id",
	 "ancien printemps frais +0", false},
	{"a relation to no claim of an article", "contradicts: ancien",
	 "contradicts: pont/", "15:23 bad-id", "ancien printemps frais +0",
	 false},
	{"a relation to -x", "contradicts: ancien", "contradicts: -x",
	 "15:23 bad-id", "ancien printemps frais +0", false},
	{"a relation to x~", "contradicts: ancien", "contradicts: x~",
	 "15:23 bad-id", "ancien printemps frais +0", false},
	{"an id of 65 letters", "id: frais",
	 "id: a123456789b123456789c123456789d123456789e123456789f123456789g1234",
	 "16:9 bad-id", "ancien printemps +1", false},
	{"two things wrong in a claim", "kind: statement\n    speaker: bruno",
	 "kind: x\n    speaker: bruna",
	 "10:11 unknown-kind, 11:14 unknown-speaker (bruno)", "ancien frais +0",
	 false},
	{"an anchor that is none left out", "claims:\n",
	 "omit: [[]]\nclaims:\n", "4:8 bad-anchor", "ancien printemps frais +1",
	 false},
	{"a remark's id twice", "claims:\n",
	 "notes:\n  - {id: r, text: x, anchor: vieux}\n"
	 "  - {id: r, text: y, anchor: rouvrira, about: rien}\nclaims:\n",
	 "6:10 duplicate-id", "ancien printemps frais +1", false},
	{"a remark without an id", "claims:\n",
	 "notes:\n  - {text: x, anchor: vieux}\nclaims:\n", "5:3 missing-key",
	 "ancien printemps frais +1", false},
	{"no speaker in a claim", "    speaker: bruno\n", "", "9:3 missing-key",
	 "ancien frais +0", false},
	{"a default of nobody", "claims:\n",
	 "defaults: {speaker: []}\nclaims:\n", "", "ancien printemps frais +1",
	 false},
	{"an unknown default", "claims:\n",
	 "defaults: {speaker: bruna}\nclaims:\n",
	 "4:21 unknown-speaker (bruno)", "ancien printemps frais +1", false},
	{"a key like no other", "source: lettre", "zzzzzz: lettre",
	 "12:5 unknown-key", "ancien frais +0", false},
	{"an unknown key's tag", "source: lettre", "zzzzzz: !t lettre",
	 "12:13 yaml-tag", "ancien frais +0", false},
	{"an unknown key's list", "{contradicts: ancien}",
	 "{contradicts: ancien, zzzzzz: [x]}", "15:31 unknown-key",
	 "ancien printemps frais +0", false},
	{"an unknown key's empty quotes", "{contradicts: ancien}",
	 "{contradicts: ancien, zzzzzz: \"\"}", "15:31 unknown-key",
	 "ancien printemps frais +0", false},
	{"a misspelt id of no text", "id: frais", "idd: [frais]",
	 "16:5 unknown-key (id)", "ancien printemps +1", false},
	{"a list for a key", "source: lettre", "? [source]\n    : lettre",
	 "12:7 not-text", "ancien frais +0", false},
	{"a map for a list", "claims:\n", "omit: {a: b}\nclaims:\n",
	 "4:7 not-list", "ancien printemps frais +1", false},
	{"a tag for a list", "claims:\n", "omit: !t x\nclaims:\n",
	 "4:7 yaml-tag", "ancien printemps frais +1", false},
	{"nothing for a list", "claims:\n", "omit:\nclaims:\n",
	 "4:1 empty-value", "ancien printemps frais +1", false},
	{"a tag on a list", "source: lettre", "tags: !t [a]", "12:11 yaml-tag",
	 "ancien frais +0", false},
	{"no list of people in one sense", "source: lettre", "via: []", "",
	 "ancien printemps frais +1", false},
	{"letters for a year", "source: lettre", "date: \"20a0\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"a blank in a year", "source: lettre", "date: \"20 0\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"half a year", "source: lettre", "date: \"20\"", "12:11 bad-date",
	 "ancien frais +0", false},
	{"a year and a stroke", "source: lettre", "date: \"2020/05\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"letters for a month", "source: lettre", "date: \"2020-xx\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"month 0", "source: lettre", "date: \"2020-00\"", "12:11 bad-date",
	 "ancien frais +0", false},
	{"a month and a stroke", "source: lettre", "date: \"2020-05/01\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"letters for a day", "source: lettre", "date: \"2020-05-xx\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"day 0", "source: lettre", "date: \"2020-05-00\"", "12:11 bad-date",
	 "ancien frais +0", false},
	{"a day too many", "source: lettre", "date: \"2020-04-31\"",
	 "12:11 bad-date", "ancien frais +0", false},
	{"the 28th of February", "source: lettre", "date: \"2019-02-28\"", "",
	 "ancien printemps frais +1", false},
	{"no date", "source: lettre", "date: \"\"", "12:5 empty-value",
	 "ancien frais +0", false},
	{"a list for a number", "\"rouvrira au printemps\"",
	 "{exact: pont, occurrence: [2]}", "13:39 not-text", "ancien frais +0",
	 false},
	{"a number of ten digits", "\"rouvrira au printemps\"",
	 "{exact: pont, occurrence: 1234567890}", "13:39 bad-number",
	 "ancien frais +0", false},
	{"the zeroth", "\"rouvrira au printemps\"",
	 "{exact: pont, occurrence: 0}", "13:39 bad-number", "ancien frais +0",
	 false},
	{"a lost passage", "\"rouvrira au printemps\"",
	 "{from: jamais, to: printemps}", "13:13 lost-anchor",
	 "ancien printemps frais +1", false},
	{"an empty version", "manicule: 1", "manicule:", "1:1 empty-value",
	 "ancien printemps frais +1", false},
	{"the version further down", "manicule: 1\narticle:", "article:",
	 "1:1 no-version", "ancien printemps frais +1", false},
	{"the version after an error", "manicule: 1\n", "x: a : b\n",
	 "1:6 yaml-syntax", "ancien printemps frais +1", false},
	{"an id twice in a file", "claims:",
	 "people:\n  - {id: a, name: A}\n  - {id: a, name: B}\nclaims:",
	 "6:10 duplicate-id", "ancien printemps frais +1", false},
	{"an own source that is near", "claims:\n  - id: ancien",
	 "sources:\n  - {id: note, kind: report, title: N}\nclaims:\n"
	 "  - source: nota\n    id: ancien",
	 "7:13 unknown-source (note)", "printemps frais +1", false},
	{"an own point that is near", "claims:\n  - id: ancien",
	 "points:\n  - {id: prix, title: P}\nclaims:\n"
	 "  - point: prid\n    id: ancien",
	 "7:12 unknown-point (prix)", "printemps frais +1", false},
	{"an id twice in dossier.yaml", "id: bruno", "id: anne",
	 "5:10 duplicate-id, 11:14 unknown-speaker", "ancien frais +0", true},
	{"the other reserved id", "id: bruno", "id: article",
	 "5:10 reserved-id, 11:14 unknown-speaker", "ancien frais +0", true},
	{"a person without an id", "id: bruno, ", "",
	 "5:3 missing-key, 11:14 unknown-speaker", "ancien frais +0", true},
	{"a source without an id", "id: lettre, ", "",
	 "9:3 missing-key, 12:13 unknown-source", "ancien frais +0", true},
	{"a source without a title can be named", ", title: \"Lettre\"", "",
	 "9:3 missing-key", "ancien printemps frais +1", true},
	{"a point without an id", "id: ouverture, ", "", "11:3 missing-key",
	 "ancien printemps frais +1", true},
	{"a point without a title", ", title: \"Quand ouvre-t-il ?\"", "",
	 "11:3 missing-key", "ancien printemps frais +1", true},
	{"a source's id twice", "points:",
	 "  - {id: lettre, kind: report, "
	 "title: L}\npoints:",
	 "10:10 duplicate-id", "ancien printemps frais +1", true},
	{"a point's id twice", "\"Quand ouvre-t-il ?\"}\n",
	 "Q}\n  - {id: ouverture, title: P}\n", "12:10 duplicate-id",
	 "ancien printemps frais +1", true},
	{"a list for an organisation", "affiliation: mairie",
	 "affiliation: [mairie]", "4:50 not-text", "ancien printemps frais +1",
	 true},
	{"what an error hides can be named", "  - {id: bruno, ",
	 "  - {id: bruno : x, ", "5:16 yaml-syntax",
	 "ancien printemps frais +1", true},
	{"a source that an error hides", "  - {id: lettre, ",
	 "  - {id: lettre : x, ", "9:17 yaml-syntax",
	 "ancien printemps frais +1", true},
	{"a point that an error hides", "claims:\n  - id: ancien\n",
	 "points:\n  - {id: p : x}\n"
	 "claims:\n  - id: ancien\n    point: p\n",
	 "5:12 yaml-syntax", "ancien printemps frais +1", false},
	{"an organisation that an error hides", "  - {id: mairie, ",
	 "  - {id: mairie : x, ", "7:17 yaml-syntax",
	 "ancien printemps frais +1", true},
	{"a circle of three", "{id: mairie, ",
	 "{id: a, name: A, parent: mairie}\n"
	 "  - {id: b, name: B, parent: c}\n"
	 "  - {id: c, name: C, parent: b}\n"
	 "  - {id: mairie, parent: b, ",
	 "8:30 parent-circle", "ancien printemps frais +1", true},
	{"an organisation left out is in no circle", "{id: mairie, ",
	 "{id: mairie, name: A}\n  - {id: mairie, parent: mairie, ",
	 "8:10 duplicate-id", "ancien printemps frais +1", true},
};

static int tell(const struct breakage *b, const char *problems,
		const char *left)
{
	print_error("%s: expected\n%s\n%s\ncame\n%s\n%s\n", b->what,
		    b->problems, b->left, problems, left);
	return 1;
}

static void test_breakages(void **state)
{
	int failed = 0;
	(void)state;
	for (size_t i = 0; i < sizeof breakages / sizeof *breakages; i++) {
		const struct breakage *b = &breakages[i];
		struct dossier dossier;
		struct str problems = {0}, left = {0};
		char *other = replaced(b->in_shared ? shared : notes, b->from,
				       b->to);
		load(&dossier, b->in_shared ? other : shared,
		     b->in_shared ? notes : other);
		list_problems(&dossier, &problems);
		list_claims(&dossier, &left);
		if (strcmp(str_get(&problems), b->problems) != 0 ||
		    strcmp(left.bytes, b->left) != 0)
			failed += tell(b, str_get(&problems), left.bytes);
		str_release(&problems);
		str_release(&left);
		free(other);
		dossier_release(&dossier);
	}
	assert_int_equal(failed, 0);
}

/* ---- what is read ---- */

static void test_model(void **state)
{
	struct dossier dossier;
	(void)state;
	load(&dossier, shared, notes);
	const struct claim *claim = dossier_claim(&dossier, "pont/printemps");
	assert_non_null(claim);
	assert_string_equal(claim_name(claim).full, "pont/printemps");
	assert_string_equal(claim_text(claim), "rouvrira au printemps");
	assert_string_equal(claim_date(claim), "2020-05");
	assert_null(claim_own_date(claim));
	assert_int_equal(claim->kind, CLAIM_STATEMENT);
	assert_int_equal(claim->status, STATUS_REPORTED);
	assert_int_equal(claim->quote, QUOTE_NONE);
	assert_int_equal(claim_place(claim).line, 9);
	assert_int_equal(claim_place(claim).column, 3);
	assert_int_equal(claim->number, 2);
	assert_string_equal(claim->speakers->items[0]->short_name,
			    "Bruno Petit");
	assert_string_equal(
		claim->sources->items[0]->authors->items[0]->parent->short_name,
		"Mairie");
	assert_string_equal(
		dossier_claim(&dossier, "pont/frais")->speakers->items[0]->name,
		"");
	assert_true(dossier.speakers[0]->nobody && dossier.speakers[1]->nobody);
	assert_string_equal(claim_text(dossier_claim(&dossier, "pont/frais")),
			    "la mairie paiera");
	assert_null(dossier_claim(&dossier, "pont/rien"));
	assert_string_equal(dossier_point(&dossier, "ouverture")->title,
			    "Quand ouvre-t-il ?");
	const struct relation *relation =
		&dossier.entries[0]->annotation.relations[0];
	assert_ptr_equal(relation->from, claim);
	assert_null(relation_to_name(relation));
	assert_ptr_equal(relation_to(relation),
			 dossier_claim(&dossier, "pont/ancien"));
	assert_string_equal(claim_name(relation_to(relation)).full,
			    "pont/ancien");
	dossier_release(&dossier);
}

/* A claim by its id, else by the number that it is shown with. */
static void test_shown(void **state)
{
	static const struct {
		const char *name, *claim;
	} cases[] = {
		{"pont/printemps", "pont/printemps"},
		{"pont/2", "pont/printemps"},
		{"pont/1", "pont/1"},
		{"pont/0", NULL},
		{"pont/3", "pont/1"},
		{"pont/4", NULL},
		{"pont/2x", NULL},
		{"pont/-1", NULL},
		{"pont/+1", NULL},
		{"pont/ 1", NULL},
		{"pont/18446744073709551617", NULL},
		{"pont/", NULL},
		{"pont", NULL},
		{"rien/1", NULL},
		{"", NULL},
	};
	struct dossier dossier;
	(void)state;
	char *numeric = replaced(notes, "id: frais", "id: 1");
	load(&dossier, shared, numeric);
	free(numeric);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct claim *claim = dossier_claim_shown(&dossier,
								cases[i].name);
		const char *name = claim ? claim_name(claim).full : "none";
		if (strcmp(name, cases[i].claim ? cases[i].claim : "none") != 0)
			fail_msg("%s: came %s", cases[i].name, name);
	}
	dossier_release(&dossier);
}

/* Kept as far as there is anything, it is the same when it is read. */
static void test_more(void **state)
{
	enum { WORDS = sizeof(struct claim_more) / sizeof(uint64_t) };
	struct claim_more mores[WORDS + 1];
	struct claim claims[WORDS + 1] = {0};
	struct claim_mores kept = {0};
	(void)state;
	for (size_t i = 0; i <= WORDS; i++) {
		mores[i] = claim_more_none;
		if (i < WORDS)
			((char *)&mores[i])[i * sizeof(uint64_t)] ^= 1;
		claim_keep_more(&claims[i], &mores[i], &kept);
		assert_int_equal(claims[i].more_words, i < WORDS ? i + 1 : 0);
	}
	struct entry entry = {.annotation = {.more = kept.words.items}};
	for (size_t i = 0; i <= WORDS; i++) {
		claims[i].entry = &entry;
		const struct claim_more more = claim_more(&claims[i]);
		assert_memory_equal(&more, &mores[i], sizeof more);
	}
	array_release(&kept.words);
	/* The most that a file could give each of its claims. */
	kept.words.count = ((size_t)1 << 32) - 1;
	claim_keep_more(&claims[0], &claim_more_none, &kept);
	assert_int_equal(claims[0].more, UINT32_MAX);
}

static void test_defaults(void **state)
{
	struct dossier dossier;
	(void)state;
	char *tagged = replaced(notes,
				"    kind: statement\n    speaker: bruno\n",
				"    tags: [a, b]\n");
	char *yaml = replaced(tagged, "id: frais\n",
			      "id: frais\n    lang: fr\n");
	char *all = replaced(yaml, NULL,
			     "defaults: {kind: denial, speaker: anne, "
			     "via: [mairie], tags: c, quote: direct}\n");
	load(&dossier, shared, all);
	assert_int_equal(dossier.diags.list.count, 0);
	const struct claim *claim = dossier_claim(&dossier, "pont/printemps");
	assert_int_equal(claim->kind, CLAIM_DENIAL);
	assert_string_equal(claim->speakers->items[0]->id, "anne");
	assert_string_equal(claim_more(claim).via->items[0]->id, "mairie");
	assert_int_equal(claim_more(claim).tags.count, 2);
	assert_int_equal(claim->quote, QUOTE_DIRECT);
	claim = dossier_claim(&dossier, "pont/frais");
	assert_int_equal(claim->kind, CLAIM_FACT);
	assert_string_equal(claim_more(claim).tags.items[0], "c");
	assert_string_equal(claim_more(claim).lang, "fr");
	dossier_release(&dossier);
	free(tagged);
	free(yaml);
	free(all);
}

/* By first byte, the longer first, then as written; the lost have none. */
static void test_numbers(void **state)
{
	static const char yaml[] =
		"manicule: 1\n"
		"article: {title: P}\n"
		"claims:\n"
		"  - {id: d, kind: fact, speaker: p, anchor: mairie paiera}\n"
		"  - {id: x, kind: fact, speaker: p, anchor: absent}\n"
		"  - {id: c, kind: fact, speaker: p, anchor: vieux pont}\n"
		"  - {id: b, kind: fact, speaker: p, anchor: vieux pont fut}\n"
		"  - {id: e, kind: fact, speaker: p, anchor: vieux pont}\n"
		"  - {id: a, kind: fact, speaker: p, anchor: Le vieux}\n"
		"people:\n"
		"  - {id: p, name: P}\n";
	static const char *const order[] = {"a", "b", "c", "e", "d"};
	struct dossier dossier;
	(void)state;
	load(&dossier, shared, yaml);
	const struct entry *entry = dossier.entries[0];
	assert_int_equal(entry->numbered_count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_string_equal(entry_claim(entry, i)->id, order[i]);
		assert_int_equal(entry_claim(entry, i)->number, i + 1);
	}
	const struct claim *lost = dossier_claim(&dossier, "pont/x");
	assert_int_equal(lost->number, 0);
	assert_int_equal(lost->state, ANCHOR_LOST);
	assert_string_equal(claim_text(lost), "absent");
	assert_ptr_equal(lost->speakers->items[0]->owner, entry);
	assert_int_equal(claim_extent(lost).end, 0);
	dossier_release(&dossier);
}

static void test_passages(void **state)
{
	static const char more[] =
		"omit: [\"Le vieux\", {from: Bruno, to: printemps}]\n"
		"notes:\n"
		"  - {id: r, text: \"x\", anchor: [vieux, \"1850\"],"
		" about: [ancien, pont/frais]}\n";
	struct dossier dossier;
	(void)state;
	char *pieces = replaced(notes, "\"bâti en 1850\"", "[bâti, \"1850\"]");
	char *yaml = replaced(pieces, NULL, more);
	free(pieces);
	load(&dossier, shared, yaml);
	assert_int_equal(dossier.diags.list.count, 0);
	const struct annotation *annotation = &dossier.entries[0]->annotation;
	assert_int_equal(annotation->omission_count, 2);
	assert_int_equal(annotation->omissions[1].match.span_count, 1);
	assert_int_equal(annotation->remark_count, 1);
	assert_int_equal(annotation->remarks[0].match.span_count, 2);
	assert_string_equal(claim_text(dossier_claim(&dossier, "pont/ancien")),
			    "bâti … 1850");
	assert_int_equal(annotation->remarks[0].about.count, 2);
	assert_string_equal(annotation->remarks[0].about.items[1],
			    "pont/frais");
	dossier_release(&dossier);
	free(yaml);
}

/* A date of its own, else that of its first source with one. */
static void test_dates(void **state)
{
	static const struct {
		const char *source, *date;
	} rows[] = {
		{"    source: [photo, lettre]\n", "2020-05"},
		{"    source: photo\n", NULL},
		{"    source: lettre\n    date: \"1999\"\n", "1999"},
	};
	(void)state;
	char *sources = replaced(shared, "points:",
				 "  - {id: photo, kind: photo, title: P}\n"
				 "points:");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dossier dossier;
		char *yaml = replaced(notes, "    source: lettre\n",
				      rows[i].source);
		load(&dossier, sources, yaml);
		const char *date = claim_date(
			dossier_claim(&dossier, "pont/printemps"));
		assert_int_equal(!date, !rows[i].date);
		if (date)
			assert_string_equal(date, rows[i].date);
		dossier_release(&dossier);
		free(yaml);
	}
	free(sources);
}

/* ---- what is told of an anchor ---- */

#define TEN "0123456789"
#define NINETY TEN TEN TEN TEN TEN TEN TEN TEN TEN

struct telling {
	const char *what, *anchor;
	const char *detail, *hint; /* NULL: any */
};

static const struct telling tellings[] = {
	{"pieces", "[jamais, vu]", "jamais … vu", NULL},
	{"a passage", "{from: jamais, to: vu}", "jamais … vu", NULL},
	{"a hundred bytes", "\"" NINETY TEN "\"", NINETY TEN, NULL},
	{"more", "\"" NINETY TEN "x\"", NINETY TEN "…", NULL},
	{"no half of a letter", "\"" NINETY "012345678éx\"",
	 NINETY "012345678…", NULL},
	{"the text's end", "{exact: mairie, occurrence: 7}", "mairie (1 < 7)",
	 "articles/pont.txt:3:65: emps, et que la mairie paiera."},
	{"tabs and line ends", "\"jamais\\n\\tvu\"", "jamais  vu", NULL},
};

static void test_tellings(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tellings / sizeof *tellings; i++) {
		const struct telling *t = &tellings[i];
		struct str anchor = {0};
		struct dossier dossier;
		str_addf(&anchor, "anchor: %s", t->anchor);
		char *yaml = replaced(notes,
				      "anchor: \"rouvrira au printemps\"",
				      anchor.bytes);
		load(&dossier, shared, yaml);
		print_message("%s\n", t->what);
		assert_int_equal(dossier.diags.list.count, 1);
		const struct diag *diag = &dossier.diags.list.items[0];
		assert_string_equal(diag->detail, t->detail);
		if (t->hint)
			assert_non_null(strstr(diag->hint, t->hint));
		dossier_release(&dossier);
		free(yaml);
		str_release(&anchor);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_breakages),
		cmocka_unit_test(test_model),
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_more),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_passages),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_tellings),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
