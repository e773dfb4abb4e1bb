#include "tui/programs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/str.h"

/* Whether the editor takes +LINE before a file; others would open a file of
   that name. */
static bool takes_line(const char *program)
{
	static const char *const editors[] = {
		"vi",          "vim",  "nvim",  "view",   "nvi",   "elvis",
		"vile",        "ex",   "nano",  "rnano",  "pico",  "emacs",
		"emacsclient", "mg",   "zile",  "joe",    "jmacs", "jstar",
		"jed",         "ne",   "kak",   "micro",  "vis",   "ee",
		"mcedit",      "gvim", "gedit", "editor",
	};
	const char *slash = strrchr(program, '/');
	const char *name = slash ? slash + 1 : program;
	/* vim.tiny, emacs-nox */
	size_t len = strcspn(name, ".-");
	for (size_t i = 0; i < sizeof editors / sizeof *editors; i++)
		if (strlen(editors[i]) == len &&
		    strncmp(editors[i], name, len) == 0)
			return true;
	return false;
}

/* Adds the words of the variable, unless there are words already. */
static void add_setting(struct spawn *spawn, const char *variable)
{
	const char *value = spawn->words.count ? NULL : getenv(variable);
	if (value)
		spawn_add_words(spawn, value);
}

void programs_add_editor(struct spawn *spawn, const struct place *place)
{
	struct str path = {0};
	add_setting(spawn, "VISUAL");
	add_setting(spawn, "EDITOR");
	if (!spawn->words.count)
		spawn_add(spawn, "vi");
	if (place->line && takes_line(spawn->words.items[0])) {
		char line[32];
		snprintf(line, sizeof line, "+%zu", place->line);
		spawn_add(spawn, line);
	}
	/* A name that looks like an option is none behind a folder. */
	if (strchr("-+", place->file[0]))
		str_adds(&path, "./");
	str_adds(&path, place->file);
	spawn_add(spawn, str_get(&path));
	str_release(&path);
}

void programs_add_browser(struct spawn *spawn, const char *address)
{
	add_setting(spawn, "BROWSER");
	if (!spawn->words.count)
		spawn_add(spawn, "xdg-open");
	spawn_add(spawn, address);
}

bool programs_address_fits(const char *address)
{
	if (strncasecmp(address, "https://", 8) != 0 &&
	    strncasecmp(address, "http://", 7) != 0)
		return false;
	for (; *address; address++)
		if ((unsigned char)*address <= ' ' || *address == 0x7f)
			return false;
	return true;
}
