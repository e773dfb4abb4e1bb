#include "cli/locale.h"

#include <string.h>

/* The first name that is set and not empty, or "". */
static const char *first_name(const char *a, const char *b, const char *c)
{
	const char *names[] = {a, b, c};
	for (size_t i = 0; i < 3; i++)
		if (names[i] && *names[i])
			return names[i];
	return "";
}

enum language locale_language(const struct locale_names *names)
{
	const char *name = first_name(names->all, names->messages, names->lang);
	return strncmp(name, "fr", 2) == 0 ? LANGUAGE_FR : LANGUAGE_EN;
}

enum charset locale_charset(const struct locale_names *names)
{
	static const char *const known[] = {"utf8", "utf-8", "UTF8", "UTF-8"};
	const char *name = first_name(names->all, names->ctype, names->lang);
	const char *codeset = strchr(name, '.');
	if (!*name)
		return CHARSET_ASCII;
	if (!codeset)
		return strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0
			       ? CHARSET_ASCII
			       : CHARSET_UTF8;
	codeset++;
	size_t len = strcspn(codeset, "@");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i]) == len &&
		    strncmp(codeset, known[i], len) == 0)
			return CHARSET_UTF8;
	return CHARSET_ASCII;
}
