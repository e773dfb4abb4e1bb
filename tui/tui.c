#include "tui/tui.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "core/filter.h"
#include "tui/app.h"
#include "tui/bookmarks.h"
#include "tui/find.h"
#include "tui/found.h"
#include "tui/jump.h"
#include "tui/order.h"
#include "tui/prompt.h"
#include "tui/state.h"

/* A message on standard error; the string in it comes from outside. */
static int complain(const struct tui_options *options, enum message id,
		    const char *string)
{
	struct str words = {0}, safe = {0};
	message_add(&words, options->language, id, string);
	utf8_safe(&safe, str_get(&words), words.len, options->charset);
	fprintf(stderr, "manicule: %s\n", str_get(&safe));
	str_release(&words);
	str_release(&safe);
	return 2;
}

static int complain_term(const struct tui_options *options,
			 enum term_error error)
{
	const char *name = getenv("TERM");
	enum message id = error == TERM_NO_TTY   ? MSG_TERM_NO_TTY
			  : error == TERM_UNKNOWN ? MSG_TERM_UNKNOWN
						  : MSG_TERM_TOO_SIMPLE;
	return complain(options, id, name ? name : "");
}

/* The first place shown: the one asked for, the last, or the beginning. */
static void start(struct app *app, struct claim *claim)
{
	app->at.entry = app->dossier->entries[app->dossier->start];
	bookmark_load(app);
	if (claim)
		jump_to_claim(app, claim, false);
	else if (!app->options.pattern && !app->dossier->start)
		state_load(app);
	if (app->options.pattern)
		find_incremental(app, app->options.pattern, false,
				 &(struct position){.entry = app->at.entry});
	app->history.list.count = app->history.current = 0;
	size_t errors = diag_count(&app->dossier->diags, DIAG_ERROR);
	if (errors && !app->message.len)
		message_count(&app->message, app->options.language,
			      MSG_PROBLEM_COUNT, errors);
}

static void release(struct app *app)
{
	find_release(&app->find);
	prompt_release(&app->prompt);
	bookmark_release(&app->bookmarks);
	found_release(app);
	order_free(app->order);
	for (size_t i = 0; i < app->filters.count; i++)
		filter_free(app->filters.items[i]);
	array_release(&app->filters);
	array_release(&app->history.list);
	str_release(&app->message);
	arena_release(&app->folded);
}

/* Reads on the terminal, which is there; app.dossier is released after. */
static int run(struct app *app, struct claim *claim)
{
	enum term_error error = term_open(&app->term, app->options.charset,
					  app->options.color);
	if (error != TERM_OK)
		return complain_term(&app->options, error);
	start(app, claim);
	app_run(app);
	term_close(&app->term);
	if (!app->options.secure) {
		state_save(app);
		bookmark_save(app);
	}
	release(app);
	return 0;
}

int tui_run(struct dossier *dossier, struct xref *xref,
	    const struct tui_options *options)
{
	struct app app = {
		.dossier = dossier,
		.xref = xref,
		.options = *options,
		.repeat = -1,
		.repeat_back = -1,
	};
	struct claim *claim = NULL;
	int status;
	if (options->claim)
		claim = dossier_claim(dossier, options->claim);
	if (options->claim && !claim)
		status = complain(options, MSG_NO_SUCH_CLAIM, options->claim);
	else
		status = run(&app, claim);
	dossier_release(dossier);
	if (status == 0 && term_signal())
		raise(term_signal());
	return status;
}
