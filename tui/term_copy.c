#include <stdlib.h>
#include <string.h>

#include "core/base64.h"
#include "core/str.h"
#include "tui/term.h"

enum { COPY_LIMIT = 74994 }; /* xterm takes 100,000 bytes of base64 */

/* Whether TERM is one that is known to have no clipboard. */
static bool copies(void)
{
	static const char *const without[] = {
		"linux", "vt",      "dumb",   "ansi",   "cons", "screen",
		"sun",   "unknown", "pcansi", "cygwin", "wy",   "hurd",
	};
	const char *name = getenv("TERM");
	for (size_t i = 0; i < sizeof without / sizeof *without; i++)
		if (name && !strncmp(name, without[i], strlen(without[i])))
			/* tmux may call itself so too. */
			return !strcmp(without[i], "screen") && getenv("TMUX");
	return name != NULL;
}

enum term_copied term_copy(struct term *term, const char *text, size_t len)
{
	struct str bytes = {0};
	if (!copies())
		return TERM_COPY_NONE;
	if (len > COPY_LIMIT)
		return TERM_COPY_LONG;
	/* In tmux's wrapping each ESC of what is wrapped stands twice. */
	bool tmux = getenv("TMUX") != NULL;
	str_adds(&bytes, tmux ? "\033Ptmux;\033\033]52;c;" : "\033]52;c;");
	base64_add(&bytes, text, len);
	str_adds(&bytes, tmux ? "\a\033\\" : "\a");
	term_send(term, str_get(&bytes), bytes.len);
	str_release(&bytes);
	return tmux ? TERM_COPY_TMUX : TERM_COPIED;
}
