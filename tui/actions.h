/*
 * actions - everything that a key can do: one row each.
 */
#ifndef TUI_ACTIONS_H
#define TUI_ACTIONS_H

#include "po/messages.h"

struct app;

/* X(NAME, "name in settings", function, "what it does", "ce qu’elle fait") */
#define ACTION_LIST(X)                                                         \
	X(ROW_DOWN, "row-down", do_row_down, "one row down",                   \
	  "une ligne plus bas")                                                \
	X(ROW_UP, "row-up", do_row_up, "one row up", "une ligne plus haut")    \
	X(PAGE_DOWN, "page-down", do_page_down, "one page down",               \
	  "une page plus bas")                                                 \
	X(PAGE_UP, "page-up", do_page_up, "one page up", "une page plus haut") \
	X(HALF_DOWN, "half-down", do_half_down, "half a page down",            \
	  "une demi-page plus bas")                                            \
	X(HALF_UP, "half-up", do_half_up, "half a page up",                    \
	  "une demi-page plus haut")                                           \
	X(START, "start", do_start, "the start; N: paragraph or row N",        \
	  "le début ; N : paragraphe ou ligne N")                              \
	X(END, "end", do_end, "the end; N: paragraph or row N",                \
	  "la fin ; N : paragraphe ou ligne N")                                \
	X(PERCENT, "percent", do_percent, "N percent of the way",              \
	  "à N pour cent")                                                     \
	X(NEXT_GROUP, "next-group", do_next_group,                             \
	  "next claim; in a list, next group",                                 \
	  "affirmation suivante ; dans une liste, groupe suivant")             \
	X(PREVIOUS_GROUP, "previous-group", do_previous_group,                 \
	  "previous claim or group", "affirmation ou groupe d’avant")          \
	X(ENTER, "enter", do_enter,                                            \
	  "open the first claim in view, N: claim N; follow the link",         \
	  "ouvrir une affirmation, N : la N-ième ; suivre le lien")            \
	X(TAB, "tab", do_tab, "next link of the open claim",                   \
	  "lien suivant de l’affirmation ouverte")                             \
	X(BACKTAB, "backtab", do_backtab, "previous link", "lien d’avant")     \
	X(CLOSE, "close", do_close, "close the card, the search, the view",    \
	  "fermer la fiche, la recherche, la vue")                             \
	X(SAME_POINT, "same-point", do_same_point,                             \
	  "the same question in the next article",                             \
	  "la même question dans l’article suivant")                           \
	X(NEXT_CONFLICT, "next-conflict", do_next_conflict,                    \
	  "next claim contradicted elsewhere, disputed or refuted",            \
	  "la suivante contredite ailleurs, douteuse ou réfutée")              \
	X(REPEAT, "repeat", do_repeat, "repeat the last x, U, J or K",         \
	  "répéter le dernier x, U, J ou K")                                   \
	X(REVERSE, "reverse", do_reverse, "the same, the other way round",     \
	  "le même dans l’autre sens")                                         \
	X(LINKS, "links", do_links, "the claim’s other ends, as a list",       \
	  "les liens de l’affirmation, en liste")                              \
	X(BACK, "back", do_back, "back to the place before the jump",          \
	  "revenir avant le saut")                                             \
	X(FORWARD, "forward", do_forward, "forward again", "revenir en avant") \
	X(SEARCH, "search", do_search, "search forwards",                      \
	  "chercher vers la fin")                                              \
	X(SEARCH_BACK, "search-back", do_search_back, "search backwards",      \
	  "chercher vers le début")                                            \
	X(AGAIN, "search-next", do_again, "next hit", "occurrence suivante")   \
	X(AGAINST, "search-previous", do_against, "previous hit",              \
	  "occurrence d’avant")                                                \
	X(SORT, "sort", do_sort, "in a list: the next order",                  \
	  "dans une liste : l’ordre suivant")                                  \
	X(TURN_ORDER, "reverse-order", do_turn_order,                          \
	  "in a list: the order turned round",                                 \
	  "dans une liste : l’ordre à l’envers")                               \
	X(FILTER, "filter", do_filter,                                         \
	  "in a list: only the rows that pass a filter",                       \
	  "dans une liste : les lignes qui passent un filtre")                 \
	X(MARK, "mark", do_mark,                                               \
	  "mark this place: a-z in the article, A-Z in all of them",           \
	  "marquer l’endroit : a-z dans l’article, A-Z partout")               \
	X(GO_MARK, "go-mark", do_go_mark,                                      \
	  "go to a mark; ' before the jump, ^ $ start and end",                \
	  "aller à une marque ; ' avant le saut, ^ $ début et fin")            \
	X(COMMAND, "command", do_command,                                      \
	  ":n :p next and previous article, :e NAME an article, :q",           \
	  ":n :p article suivant et d’avant, :e NOM un article, :q")           \
	X(ARTICLES, "articles", do_articles, "the articles", "les articles")   \
	X(CLAIMS, "claims", do_claims, "all claims", "les affirmations")       \
	X(COPY, "copy", copy_citation, "copy the claim with its citation",     \
	  "copier l’affirmation avec sa référence")                            \
	X(SELECT, "select", select_begin, "select words of the text",          \
	  "sélectionner des mots du texte")                                    \
	X(SOURCE, "open-source", browse_begin, "open the source’s address",    \
	  "ouvrir l’adresse de la source")                                     \
	X(EDIT, "edit", edit_begin,                                            \
	  "the editor, at the chosen claim or in the text",                    \
	  "l’éditeur, à l’affirmation choisie ou dans le texte")               \
	X(RELOAD, "reload", reload_asked, "read the files again",              \
	  "relire les fichiers")                                               \
	X(FOLLOW, "follow", live_follow,                                       \
	  "take changes of the files as they come, or no longer",              \
	  "suivre les changements des fichiers, ou non")                       \
	X(SELECT_LEFT, "select-left", select_left, "one character back",       \
	  "un caractère en arrière")                                           \
	X(SELECT_RIGHT, "select-right", select_right, "one character on",      \
	  "un caractère en avant")                                             \
	X(SELECT_DOWN, "select-down", select_down, "one row down",             \
	  "une ligne plus bas")                                                \
	X(SELECT_UP, "select-up", select_up, "one row up",                     \
	  "une ligne plus haut")                                               \
	X(SELECT_WORD, "select-word", select_word, "to the next word",         \
	  "au mot suivant")                                                    \
	X(SELECT_WORD_END, "select-word-end", select_word_end,                 \
	  "to the end of the word", "à la fin du mot")                         \
	X(SELECT_WORD_BACK, "select-word-back", select_word_back,              \
	  "to the word before", "au mot d’avant")                              \
	X(SELECT_ROW_START, "select-row-start", select_row_start,              \
	  "to the start of the row", "au début de la ligne")                   \
	X(SELECT_ROW_END, "select-row-end", select_row_end,                    \
	  "to the end of the row", "à la fin de la ligne")                     \
	X(SELECT_PAGE_DOWN, "select-page-down", select_page_down,              \
	  "one page down", "une page plus bas")                                \
	X(SELECT_PAGE_UP, "select-page-up", select_page_up, "one page up",     \
	  "une page plus haut")                                                \
	X(SELECT_FIRST, "select-first", select_first,                          \
	  "to the start of the article", "au début de l’article")              \
	X(SELECT_LAST, "select-last", select_last,                             \
	  "to the end of the article", "à la fin de l’article")                \
	X(SELECT_ANEW, "select-anew", select_anew, "begin the selection here", \
	  "commencer la sélection ici")                                        \
	X(SELECT_TURN, "select-turn", select_turn,                             \
	  "to the other end of the selection",                                 \
	  "à l’autre bout de la sélection")                                    \
	X(SELECT_COPY, "select-copy", select_copy,                             \
	  "copy the words with their article",                                 \
	  "copier les mots avec leur article")                                 \
	X(SELECT_LEAVE, "select-leave", select_leave, "back to reading",       \
	  "revenir à la lecture")                                              \
	X(VOICES, "voices", do_voices, "who said what", "qui a dit quoi")      \
	X(SOURCES, "sources", do_sources,                                      \
	  "the sources, and what rests on them",                               \
	  "les sources, et ce qui repose sur elles")                           \
	X(MATRIX, "matrix", do_matrix, "the matrix: questions by articles",    \
	  "la matrice : questions par articles")                               \
	X(DATES, "dates", do_dates, "the dates, drawn to scale",               \
	  "les dates, à l’échelle")                                            \
	X(FOLD, "fold", do_in_view, "close all groups, or open them",          \
	  "fermer tous les groupes, ou les ouvrir")                            \
	X(ZOOM_IN, "zoom-in", do_in_view, "a shorter time, larger",            \
	  "un temps plus court, agrandi")                                      \
	X(ZOOM_OUT, "zoom-out", do_in_view, "a longer time, smaller",          \
	  "un temps plus long, réduit")                                        \
	X(DRIFT, "drift", do_drift, "one statement as each article words it",  \
	  "une affirmation, telle que chaque article la dit")                  \
	X(PROBLEMS, "problems", do_problems, "what check reports",             \
	  "les problèmes que check signale")                                   \
	X(MARKS, "marks", do_marks, "the marks, as a list",                    \
	  "les marques, en liste")                                             \
	X(DELETE, "delete", do_in_view, "in the marks: remove the mark",       \
	  "dans les marques : retirer la marque")                              \
	X(OUTLINE, "outline", do_outline, "headings and paragraphs",           \
	  "titres et paragraphes")                                             \
	X(PANE, "pane", do_pane,                                               \
	  "a long card alone; in a small window: text or claims",              \
	  "une longue fiche seule ; ou texte, ou affirmations")                \
	X(TURN, "turn", do_turn,                                               \
	  "two columns, or one below the other; turn the matrix",              \
	  "deux colonnes, ou l’une sous l’autre ; pivoter la matrice")         \
	X(CLEAN, "clean", do_clean, "clean text, without marks and claims",    \
	  "texte nu, sans marques ni affirmations")                            \
	X(INFO, "info", do_info, "where we are", "où nous sommes")             \
	X(HELP, "help", do_help, "this help", "cette aide")                    \
	X(REDRAW, "redraw", do_redraw, "draw the screen again",                \
	  "redessiner l’écran")                                                \
	X(SUSPEND, "suspend", do_suspend, "stop; fg comes back",               \
	  "suspendre ; fg revient")                                            \
	X(TOGGLE, "toggle", do_toggle,                                         \
	  "change theme, layout, mouse or language by a letter",               \
	  "changer thème, disposition, souris ou langue, d’une lettre")        \
	X(LEAVE, "leave", do_leave, "leave the view; in the article, quit",    \
	  "quitter la vue ; dans l’article, quitter")                          \
	X(QUIT, "quit", do_quit, "quit", "quitter")                            \
	X(QUIT_TWICE, "quit-twice", do_quit_twice, "quit, pressed twice",      \
	  "quitter, deux fois de suite")

enum action {
#define ACTION_ENUM(name, word, function, en, fr) ACTION_##name,
	ACTION_LIST(ACTION_ENUM)
#undef ACTION_ENUM
		ACTIONS
};

/* Its name in settings, and what it does. */
const char *action_name(enum action action);
const char *action_words(enum action action, enum language language);

/* Does it; the count typed before is in app->count (0: none). */
void action_run(struct app *app, enum action action);

/*
 * For views that go to the next claim of the same point, and to the next
 * contradiction, in ways of their own: takes the step (1, or -1 to go back)
 * that the action asks for, with ; and , to follow.  False: it asks for neither.
 */
typedef void action_step(struct app *app, int step);
bool action_by_steps(struct app *app, enum action action, action_step *same,
		     action_step *conflict);

#endif
