/*
 * locale - language and charset from the locale's names, read as text: no
 * locale needs to be installed.
 */
#ifndef CLI_LOCALE_H
#define CLI_LOCALE_H

#include "core/utf8.h"
#include "po/messages.h"

/* What of the environment decides language and charset; NULL: not set. */
struct locale_names {
	const char *all, *messages, *ctype, *lang;
};

/* From the names read as text: French for fr…, else English. */
enum language locale_language(const struct locale_names *names);

/* ASCII for a codeset that is not UTF-8, for C, POSIX and no name at all; a
   name without a codeset (fr_FR) is taken for UTF-8. */
enum charset locale_charset(const struct locale_names *names);

#endif
