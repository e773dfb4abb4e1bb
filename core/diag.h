/*
 * diag - problems found in what users wrote, collected while reading goes on.
 *
 * Each kind of problem is one row of DIAG_LIST: its level, its name in JSON,
 * and its words in English and French.  The words say what is wrong and,
 * after a semicolon, what the program did about it.  Nothing here prints:
 * print/problems.c does.
 */
#ifndef CORE_DIAG_H
#define CORE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/array.h"
#include "core/str.h"

enum diag_level { DIAG_WARNING, DIAG_ERROR };

/* X(NAME, "English words", "mots français"): what an error leaves out. */
#define DIAG_LOSS_LIST(X)                                                      \
	X(AROUND, "what it stands in is left out",                             \
	  "ce qui l’entoure est laissé de côté")                               \
	X(VALUE, "it is left out", "cela est laissé de côté")                  \
	X(KEY, "read without it", "lu sans elle")                              \
	X(ENTRY, "the entry is left out", "l’entrée est laissée de côté")      \
	X(CLAIM, "the claim is left out", "l’affirmation est laissée de côté") \
	X(RELATION, "the relation is left out",                                \
	  "la relation est laissée de côté")                                   \
	X(REMARK, "the remark is left out", "la remarque est laissée de côté") \
	X(OMISSION, "nothing is omitted", "rien n’est omis")                   \
	X(NOTHING, "the id stands for it", "l’identifiant en tient lieu")

enum diag_loss {
#define DIAG_LOSS_ENUM(name, en, fr) DIAG_LOSS_##name,
	DIAG_LOSS_LIST(DIAG_LOSS_ENUM)
#undef DIAG_LOSS_ENUM
};

/* X(NAME, LEVEL, "json-name", "English words", "mots français"); those up to
   ABANDONED leave a file, or what follows in it, unread.  %s: its loss. */
#define DIAG_LIST(X)                                                            \
	X(CANNOT_READ, ERROR, "cannot-read",                                    \
	  "cannot be read; what it holds is missing",                           \
	  "illisible ; ce qu’il contient manque")                               \
	X(TOO_LARGE, ERROR, "too-large",                                        \
	  "larger than 256 MiB; what it holds is missing",                      \
	  "plus de 256 Mio ; ce qu’il contient manque")                         \
	X(NOT_FILE, ERROR, "not-a-file",                                        \
	  "a pipe, a socket or a device, not a file; not read",                 \
	  "un tube, une prise ou un périphérique, pas un fichier ; "          \
	  "il n’est pas lu")                                                    \
	X(MALFORMED, ERROR, "malformed-utf8",                                   \
	  "not UTF-8; read as U+FFFD: save the file as UTF-8 (where "           \
	  "it is Latin-1 or Windows-1252: iconv -f cp1252 -t utf-8)",           \
	  "pas de l’UTF-8 ; lu comme U+FFFD : enregistrez le "                \
	  "fichier en UTF-8 (si c’est du Latin-1 ou du Windows-1252 : "       \
	  "iconv -f cp1252 -t utf-8)")                                          \
	X(MALFORMED_TEXT, WARNING, "malformed-text",                            \
	  "not UTF-8; shown as U+FFFD: save the file as UTF-8 (where "          \
	  "it is Latin-1 or Windows-1252: iconv -f cp1252 -t utf-8)",           \
	  "pas de l’UTF-8 ; montré comme U+FFFD : enregistrez le "           \
	  "fichier en UTF-8 (si c’est du Latin-1 ou du Windows-1252 : "       \
	  "iconv -f cp1252 -t utf-8)")                                          \
	X(CONTROL, ERROR, "yaml-syntax",                                        \
	  "a character that YAML does not allow; read as U+FFFD",               \
	  "caractère que YAML n’admet pas ; lu comme U+FFFD")                   \
	X(SYNTAX, ERROR, "yaml-syntax",                                         \
	  "not YAML; what it stands in is left out",                            \
	  "pas du YAML ; ce qui l’entoure est laissé de côté")                  \
	X(SYNTAX_QUOTES, ERROR, "yaml-syntax",                                  \
	  "not YAML: this text wants quotes around it; what it stands "         \
	  "in is left out",                                                     \
	  "pas du YAML : ce texte demande des guillemets \"…\" ; ce qui "     \
	  "l’entoure est laissé de côté")                                       \
	X(SYNTAX_COLON, ERROR, "yaml-syntax",                                   \
	  "not YAML: a key wants a colon and a blank after it; what "           \
	  "it stands in is left out",                                           \
	  "pas du YAML : une clé veut deux-points et une espace "              \
	  "après elle ; ce qui l’entoure est laissé de côté")                   \
	X(SYNTAX_HEADING, ERROR, "yaml-syntax",                                 \
	  "not YAML: this key wants its line’s first column and a "           \
	  "colon; read as if it had them",                                      \
	  "pas du YAML : cette clé veut la première colonne de sa "           \
	  "ligne et deux-points ; lue comme si elle les avait")                 \
	X(SYNTAX_INDENT, ERROR, "yaml-syntax",                                  \
	  "not YAML: this line begins in another column than those "            \
	  "it belongs with; what it stands in is left out: align "              \
	  "them",                                                               \
	  "pas du YAML : cette ligne ne commence pas dans la même "            \
	  "colonne que celles qui vont avec ; ce qui l’entoure "              \
	  "est laissé de côté : alignez-les")                                   \
	X(SYNTAX_TAB, ERROR, "yaml-syntax",                                     \
	  "not YAML: a tab; what it stands in is left out: indent "             \
	  "with blanks",                                                        \
	  "pas du YAML : une tabulation ; ce qui l’entoure est "              \
	  "laissé de côté : mettez des espaces")                                \
	X(SYNTAX_DASH, ERROR, "yaml-syntax",                                    \
	  "not YAML: a dash wants a blank after it; what it stands "            \
	  "in is left out",                                                     \
	  "pas du YAML : un tiret veut une espace après lui ; ce "             \
	  "qui l’entoure est laissé de côté")                                   \
	X(SYNTAX_BRACKET, ERROR, "yaml-syntax",                                 \
	  "not YAML: a comma or the closing bracket is missing; "               \
	  "what it stands in is left out",                                      \
	  "pas du YAML : il manque une virgule ou le crochet "                  \
	  "fermant ; ce qui l’entoure est laissé de côté")                      \
	X(SYNTAX_AFTER, ERROR, "yaml-syntax",                                   \
	  "not YAML: text after closing quotes; what it stands in "             \
	  "is left out: write \\\" for quotes within quotes",                   \
	  "pas du YAML : du texte après les guillemets fermants ; "            \
	  "ce qui l’entoure est laissé de côté : écrivez \\\" "           \
	  "pour un guillemet à l’intérieur")                                    \
	X(SYNTAX_UNCLOSED, ERROR, "yaml-syntax",                                \
	  "not YAML: the quotes that open here do not close; what "             \
	  "they stand in is left out",                                          \
	  "pas du YAML : les guillemets ouverts ici ne se ferment pas "         \
	  "; ce qui les entoure est laissé de côté")                            \
	X(ABANDONED, ERROR, "abandoned",                                        \
	  "too many places that are not YAML; the rest is not read",            \
	  "trop d’endroits qui ne sont pas du YAML ; le reste n’est "       \
	  "pas lu")                                                             \
	X(TOO_DEEP, ERROR, "too-deep",                                          \
	  "nested deeper than 16 levels; what it stands in is left "            \
	  "out",                                                                \
	  "imbriqué sur plus de 16 niveaux ; ce qui l’entoure est "          \
	  "laissé de côté")                                                     \
	X(LONG_TEXT, ERROR, "long-text",                                        \
	  "a text longer than 1 MiB; what it stands in is left out",            \
	  "texte de plus de 1 Mio ; ce qui l’entoure est laissé de "         \
	  "côté")                                                               \
	X(LONG_LIST, ERROR, "long-list",                                        \
	  "more than 10,000 ids in one list; what it stands in is "             \
	  "left out",                                                           \
	  "plus de 10 000 identifiants dans une liste ; ce qui "                \
	  "l’entoure est laissé de côté")                                       \
	X(DIRECTIVE, ERROR, "yaml-directive",                                   \
	  "a YAML directive; not followed",                                     \
	  "directive YAML ; elle n’est pas suivie")                             \
	X(DOCUMENT, ERROR, "yaml-document",                                     \
	  "a second YAML document; not read",                                   \
	  "second document YAML ; il n’est pas lu")                             \
	X(TAG, ERROR, "yaml-tag",                                               \
	  "a YAML tag; what it stands in is left out: start text with "         \
	  "! only in quotes",                                                   \
	  "étiquette YAML ; ce qui l’entoure est laissé de côté : un "    \
	  "texte qui commence par ! demande des guillemets")                    \
	X(YAML_ANCHOR, ERROR, "yaml-anchor",                                    \
	  "a YAML anchor; what it stands in is left out: start text "           \
	  "with & only in quotes",                                              \
	  "ancre YAML ; ce qui l’entoure est laissé de côté : un "         \
	  "texte qui commence par & demande des guillemets")                    \
	X(ALIAS, ERROR, "yaml-alias",                                           \
	  "a YAML alias; what it stands in is left out: start text "            \
	  "with * only in quotes",                                              \
	  "alias YAML ; ce qui l’entoure est laissé de côté : un "         \
	  "texte qui commence par * demande des guillemets")                    \
	X(NO_VERSION, ERROR, "no-version",                                      \
	  "the first key must be “manicule: 1”; read as version 1",             \
	  "la première clé doit être « manicule: 1 » ; lu comme "          \
	  "version 1")                                                          \
	X(VERSION, ERROR, "unknown-version",                                    \
	  "a version of the format that is not known; read as version "         \
	  "1",                                                                  \
	  "version du format inconnue ; lu comme version 1")                    \
	X(NOT_TEXT, ERROR, "not-text", "must be text; %s",                      \
	  "doit être un texte ; %s")                                            \
	X(NOT_LIST, ERROR, "not-list",                                          \
	  "must be a list, each entry with a dash before it; left out",         \
	  "doit être une liste, un tiret devant chaque entrée ; laissé "     \
	  "de côté")                                                            \
	X(NOT_MAP, ERROR, "not-mapping",                                        \
	  "must have keys and values; left out",                                \
	  "doit avoir des clés et des valeurs ; laissé de côté")                \
	X(LINKS, ERROR, "not-list",                                             \
	  "must be a list, with a row “- {contradicts: ID}” for "           \
	  "each relation; left out",                                            \
	  "doit être une liste, avec une ligne « - {contradicts: "            \
	  "ID} » par lien ; laissé de côté")                                    \
	X(CHECKED, ERROR, "not-mapping",                                        \
	  "must say who checked it, and when: {by: NAME, date: "                \
	  "YYYY-MM-DD}; %s",                                                    \
	  "doit dire qui a vérifié, et quand : {by: NOM, date: "              \
	  "AAAA-MM-JJ} ; %s")                                                   \
	X(SPANS, ERROR, "not-mapping",                                          \
	  "must have the words that attribute it: {speaker: …, "              \
	  "cue: …}; %s",                                                        \
	  "doit donner les mots qui l’attribuent : {speaker: …, "           \
	  "cue: …} ; %s")                                                       \
	X(EMPTY, ERROR, "empty-value",                                          \
	  "has no value; %s: leave the key out, or quote the text",             \
	  "sans valeur ; %s : retirez la clé, ou mettez le texte "             \
	  "entre guillemets")                                                   \
	X(COMMA, ERROR, "empty-value",                                          \
	  "a comma ends the text before it; %s: quote the text",                \
	  "une virgule finit le texte qui précède ; %s : mettez le "          \
	  "texte entre guillemets")                                             \
	X(UNKNOWN_KEY, ERROR, "unknown-key", "no such key; %s",                 \
	  "clé inconnue ; %s")                                                  \
	X(DUPLICATE_KEY, ERROR, "duplicate-key",                                \
	  "the key is there already; %s", "clé déjà donnée ; %s")               \
	X(KEY_AGAIN, ERROR, "duplicate-key",                                    \
	  "the key is there already; its entries are read too",                 \
	  "clé déjà donnée ; ses entrées sont lues aussi")                      \
	X(SECOND_KEY, ERROR, "duplicate-key",                                   \
	  "the key is there already; the first stays, this one is left "        \
	  "out",                                                                \
	  "clé déjà donnée ; la première reste, celle-ci est laissée "    \
	  "de côté")                                                            \
	X(LOST_DASH, ERROR, "duplicate-key",                                    \
	  "the entry has this key already; what it stands in is "               \
	  "left out: another entry begins with a dash",                         \
	  "l’entrée a déjà cette clé ; ce qui l’entoure est "           \
	  "laissé de côté : une autre entrée commence par un "              \
	  "tiret")                                                              \
	X(MISSING_KEY, ERROR, "missing-key", "a required key is missing; %s",   \
	  "il manque une clé obligatoire ; %s")                                 \
	X(NO_ARTICLE_KEY, ERROR, "missing-key",                                 \
	  "the file must say which article it is of, as in article: "           \
	  "{title: \"…\"}; the rest of it is read",                             \
	  "le fichier doit dire de quel article il est, comme "                 \
	  "article: {title: \"…\"} ; le reste en est lu")                       \
	X(BAD_ID, ERROR, "bad-id",                                              \
	  "not an id (a-z, 0-9 and -, 64 at most); left out",                   \
	  "pas un identifiant (a-z, 0-9 et -, 64 au plus) ; laissé de "        \
	  "côté")                                                               \
	X(DUPLICATE_ID, ERROR, "duplicate-id",                                  \
	  "the id is taken; the first stays, this one is left out",             \
	  "identifiant déjà pris ; le premier reste, celui-ci est "           \
	  "laissé de côté")                                                     \
	X(SHARED_ID, ERROR, "shared-id",                                        \
	  "dossier.yaml has this id; that one stays, this one is left "         \
	  "out",                                                                \
	  "dossier.yaml a déjà cet identifiant ; celui-là reste, "           \
	  "celui-ci est laissé de côté")                                        \
	X(RESERVED_ID, ERROR, "reserved-id",                                    \
	  "the id always exists; this one is left out",                         \
	  "cet identifiant existe toujours ; celui-ci est laissé de "          \
	  "côté")                                                               \
	X(UNKNOWN_KIND, ERROR, "unknown-kind", "no such kind; %s",              \
	  "nature inconnue ; %s")                                               \
	X(UNKNOWN_STATUS, ERROR, "unknown-status", "no such status; %s",        \
	  "statut inconnu ; %s")                                                \
	X(UNKNOWN_QUOTE, ERROR, "unknown-quote",                                \
	  "no such manner of speech; %s", "manière de citer inconnue ; %s")     \
	X(UNKNOWN_SPEAKER, ERROR, "unknown-speaker",                            \
	  "no person or organisation has this id; %s",                          \
	  "aucune personne ni organisation n’a cet identifiant ; %s")           \
	X(UNKNOWN_ORGANISATION, ERROR, "unknown-organisation",                  \
	  "no organisation has this id; left out",                              \
	  "aucune organisation n’a cet identifiant ; laissé de côté")           \
	X(UNKNOWN_SOURCE, ERROR, "unknown-source",                              \
	  "no source has this id; %s",                                          \
	  "aucune source n’a cet identifiant ; %s")                             \
	X(UNKNOWN_POINT, ERROR, "unknown-point", "no point has this id; %s",    \
	  "aucun point n’a cet identifiant ; %s")                               \
	X(UNKNOWN_ARTICLE, ERROR, "unknown-article",                            \
	  "no article has this id; left out",                                   \
	  "aucun article n’a cet identifiant ; laissé de côté")                 \
	X(UNKNOWN_CLAIM, ERROR, "unknown-claim",                                \
	  "no claim has this id; left out",                                     \
	  "aucune affirmation n’a cet identifiant ; laissé de côté")            \
	X(LINK, ERROR, "bad-link",                                              \
	  "one relation a row: {contradicts: ID}; left out",                    \
	  "une relation par ligne : {contradicts: ID} ; laissée de "           \
	  "côté")                                                               \
	X(SELF_RELATION, ERROR, "self-relation",                                \
	  "a claim cannot relate to itself; left out",                          \
	  "une affirmation ne peut renvoyer à elle-même ; relation laissée " \
	  "de côté")                                                            \
	X(PARENT_CIRCLE, ERROR, "parent-circle",                                \
	  "is its own parent in the end; the parent is left out",               \
	  "finit par être son propre parent ; le parent est laissé de "       \
	  "côté")                                                               \
	X(BAD_DATE, ERROR, "bad-date",                                          \
	  "not a date (YYYY, YYYY-MM or YYYY-MM-DD); %s",                       \
	  "pas une date (AAAA, AAAA-MM ou AAAA-MM-JJ) ; %s")                    \
	X(BAD_NUMBER, ERROR, "bad-number", "not a number from 1; %s",           \
	  "pas un nombre à partir de 1 ; %s")                                   \
	X(BAD_ANCHOR, ERROR, "bad-anchor",                                      \
	  "an anchor is text, a list of texts, {exact: …} or "                \
	  "{from: …, to: …}; %s",                                               \
	  "une ancre est un texte, une liste de textes, {exact: …} "          \
	  "ou {from: …, to: …} ; %s")                                           \
	X(LOST, ERROR, "lost-anchor",                                           \
	  "the article does not have these words; shown in lists only",         \
	  "l’article n’a pas ces mots ; montré dans les listes "           \
	  "seulement")                                                          \
	X(LOST_OMISSION, ERROR, "lost-anchor",                                  \
	  "the article does not have these words; nothing is omitted",          \
	  "l’article n’a pas ces mots ; rien n’est omis")                       \
	X(FEW, ERROR, "lost-anchor",                                            \
	  "the article has these words fewer times than occurrence "            \
	  "says; shown in lists only",                                          \
	  "l’article a ces mots moins souvent que ne le dit "                 \
	  "occurrence ; montré dans les listes seulement")                      \
	X(UNSEARCHED, ERROR, "unsearched-anchor",                               \
	  "not found within what the anchors of one file may cost: too "        \
	  "many do not match; shown in lists only",                             \
	  "pas trouvé dans la limite de ce que peuvent coûter les ancres "    \
	  "d’un fichier : trop ne correspondent pas ; montré dans les "      \
	  "listes seulement")                                                   \
	X(AMBIGUOUS, ERROR, "ambiguous-anchor",                                 \
	  "the article has these words more than once; shown in lists "         \
	  "only: give occurrence, prefix or suffix",                            \
	  "l’article a ces mots plusieurs fois ; montré dans les "           \
	  "listes seulement : donnez occurrence, prefix ou suffix")             \
	X(AMBIGUOUS_OMISSION, ERROR, "ambiguous-anchor",                        \
	  "the article has these words more than once; nothing is omitted: "    \
	  "give occurrence, prefix or suffix",                                  \
	  "l’article a ces mots plusieurs fois ; rien n’est omis : "        \
	  "donnez occurrence, prefix ou suffix")                                \
	X(APPROXIMATE, WARNING, "approximate-anchor",                           \
	  "the article has only nearly these words; shown there",               \
	  "l’article n’a ces mots qu’à peu près ; montré à cet "      \
	  "endroit")                                                            \
	X(APPROXIMATE_OMISSION, WARNING, "approximate-anchor",                  \
	  "the article has only nearly these words; omitted there",             \
	  "l’article n’a ces mots qu’à peu près ; omis à cet endroit")          \
	X(SPANS_MISS, WARNING, "spans-miss",                                    \
	  "the article does not have these words; shown without them",          \
	  "l’article n’a pas ces mots ; montré sans eux")                       \
	X(SPANS_UNSEARCHED, WARNING, "unsearched-spans",                        \
	  "not looked for to the end: too many such words of this file are "    \
	  "missing; shown without them",                                        \
	  "pas cherchés jusqu’au bout : trop de tels mots de ce fichier "    \
	  "manquent ; montré sans eux")                                         \
	X(TEXT_CHANGED, WARNING, "text-changed",                                \
	  "the article is not the text that was annotated (sha256); "           \
	  "anchors are looked for all the same",                                \
	  "l’article n’est pas le texte qui fut annoté (sha256) ; les "    \
	  "ancres y sont cherchées quand même")                                 \
	X(ORPHAN, WARNING, "no-article",                                        \
	  "annotations without an article of that name; not read",              \
	  "annotations sans article de ce nom ; elles ne sont pas "             \
	  "lues")                                                               \
	X(ORPHAN_NAMED, ERROR, "no-article",                                    \
	  "annotations without their article, which others refer to; "          \
	  "not read",                                                           \
	  "annotations sans leur article, auquel d’autres renvoient ; "       \
	  "elles ne sont pas lues")                                             \
	X(BAD_NAME, WARNING, "bad-name",                                        \
	  "an article’s name must be an id (a-z, 0-9 and -, 64 at "           \
	  "most); left out",                                                    \
	  "le nom d’un article doit être un identifiant (a-z, 0-9 et "       \
	  "-, 64 au plus) ; laissé de côté")                                    \
	X(SETTING, ERROR, "bad-setting", "cannot be that; left as it was",      \
	  "ne peut valoir cela ; laissé tel quel")                              \
	X(UNKNOWN_ACTION, ERROR, "unknown-action",                              \
	  "no such action; the key is left as it was",                          \
	  "action inconnue ; la touche reste ce qu’elle était")                 \
	X(UNKNOWN_VIEW, ERROR, "unknown-view",                                  \
	  "no such view; the key is left as it was",                            \
	  "vue inconnue ; la touche reste ce qu’elle était")                    \
	X(BAD_KEY, ERROR, "bad-key",                                            \
	  "no key that can be set: one character, ^T, F1 or a name such "       \
	  "as Enter; digits count; left out",                                   \
	  "pas une touche réglable : un caractère, ^T, F1 ou un nom "         \
	  "comme Enter ; les chiffres comptent ; laissée de côté")              \
	X(KEY_TWICE, ERROR, "key-set-twice",                                    \
	  "the key is set already in the same place; the first stays, "         \
	  "this one is left out",                                               \
	  "touche déjà réglée au même endroit ; la première reste, "      \
	  "celle-ci est laissée de côté")                                       \
	X(TOO_MANY, ERROR, "too-many",                                          \
	  "too many problems in this file; the rest are not told",              \
	  "trop de problèmes dans ce fichier ; les autres sont passés "       \
	  "sous silence")

enum diag_kind {
#define DIAG_ENUM(name, level, json, en, fr) DIAG_##name,
	DIAG_LIST(DIAG_ENUM)
#undef DIAG_ENUM
		DIAG_KINDS
};

/* Where in a file: what an editor needs to go there. */
struct place {
	const char *file; /* path as it was opened */
	size_t line;      /* from 1; 0: the file as a whole */
	size_t column;    /* in bytes, from 1 */
};

struct diag {
	enum diag_kind kind;
	enum diag_loss loss; /* what was left out for it */
	struct place place;
	const char *detail; /* what it is about, as written; NULL: nothing */
	int error;          /* why, an errno; 0: not for one */
	const char *hint;   /* a near spelling; for anchors the candidates, a
			       line each, "path:line:column: words"; NULL */
	const char *claim;  /* "article/id" it belongs to, or NULL */
	const char *source; /* the line, cut around the place; or NULL */
	size_t caret;       /* byte of source that the place points at */
	size_t file;        /* diag_add() sets it: index in the diags' files */
};

/* A file that problems may lie in; its path is borrowed or in the arena. */
struct diag_file {
	const char *path;
	size_t count; /* diags in it */
};

/* Past so many in one file, TOO_MANY stands for all the others. */
enum { DIAG_FILE_MAX = 2000 };

/* Starts zeroed ({0}); owns everything its diags point to, paths that
   diag_meet() was given aside. */
struct diags {
	ARRAY(struct diag) list;
	ARRAY(struct diag_file) files; /* in the order met */
	size_t file;                   /* index of the last one asked for */
	struct arena arena;
};

/*
 * Says that a file is read now: its problems stand after those of the files
 * met before.  A file need not be announced; its first problem does it too.
 * The path must live as long as the diags.
 */
void diag_meet(struct diags *diags, const char *file);

/* Copies the diag and all its strings in; place.file may be NULL. */
void diag_add(struct diags *diags, const struct diag *diag);

/* The file could not be read, for the errno (of article_load(), say). */
void diag_add_unread(struct diags *diags, const char *file, int error);

/* Whether the file has so many that no further one is kept. */
bool diag_full(struct diags *diags, const char *file);

/*
 * The same, with source and caret taken from the file's bytes: the line that
 * holds the byte at offset (<= len), cut to DIAG_SOURCE_MAX bytes around it.
 */
enum { DIAG_SOURCE_MAX = 240 };
void diag_add_at(struct diags *diags, const struct diag *diag,
		 const char *bytes, size_t len, size_t offset);

/* The level of a kind, and how many of a level there are. */
enum diag_level diag_level(enum diag_kind kind);
size_t diag_count(const struct diags *diags, enum diag_level level);

/* Whether its hint has places, a line each, and not a near spelling. */
bool diag_hints_places(enum diag_kind kind);

/* Whether for it a file is not read, or all that follows in it. */
bool diag_unread(enum diag_kind kind);

/* Whether it is about an id that nothing defines. */
bool diag_unknown(enum diag_kind kind);

/* A kind's name in JSON and its words, with %s where its loss belongs; french:
   in French. */
const char *diag_name(enum diag_kind kind);
const char *diag_words(enum diag_kind kind, bool french);

/* Adds the words, what was left out among them. */
void diag_add_words(struct str *out, const struct diag *diag, bool french);

/* Puts the other's files and diags after its own, and leaves that empty. */
void diag_absorb(struct diags *diags, struct diags *other);

/* Sorts by file (in the order met), line and column; stable. */
void diag_sort(struct diags *diags);

/* Frees all of it and leaves an empty one. */
void diag_release(struct diags *diags);

#endif
