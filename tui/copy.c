#include "tui/copy.h"

#include <errno.h>

#include "tui/citation.h"
#include "tui/list.h"
#include "tui/store.h"
#include "tui/views.h"

struct claim *copy_claim(struct app *app)
{
	const struct view_ops *view = app_view(app);
	const struct list_ops *list = view->list;
	if (app->at.view == VIEW_ARTICLE)
		return article_chosen(app);
	if (view->claim)
		return view->claim(app);
	return list && list->claim ? list_claim(app) : app->at.about;
}

void copy_no_claim(struct app *app)
{
	app_message(app,
		    app->at.view == VIEW_ARTICLE ? MSG_NO_CLAIM_HERE
						 : MSG_NO_CLAIM_ROW,
		    NULL);
}

/* Where it went, or why not, by what the terminal and the file did. */
static void tell(struct app *app, enum term_copied sent, bool kept,
		 const char *path, int error)
{
	static const enum message words[][2] = {
		[TERM_COPIED] = {MSG_COPIED_ONLY, MSG_COPIED},
		[TERM_COPY_TMUX] = {MSG_COPIED_TMUX_ONLY, MSG_COPIED_TMUX},
		[TERM_COPY_NONE] = {MSG_COPY_FAILED, MSG_COPY_NO_CLIPBOARD},
		[TERM_COPY_LONG] = {MSG_COPY_FAILED, MSG_COPY_TOO_LONG},
	};
	enum message id = words[sent][kept];
	bool copied = sent == TERM_COPIED || sent == TERM_COPY_TMUX;
	if (app->options.secure && copied)
		id = MSG_COPIED_SECURE;
	else if (app->options.secure)
		id = MSG_SECURE;
	app_error(app, id, path, error);
}

bool copy_text(struct app *app, const struct str *text)
{
	static const char name[] = "copied.txt";
	struct str path = {0}, shown = {0};
	enum term_copied sent = term_copy(&app->term, str_get(text), text->len);
	bool kept = !app->options.secure && store_keep(name, text, &path);
	int error = errno;
	/* Without a home there is no folder. */
	store_add_path(&shown, path.len ? path.bytes : name);
	tell(app, sent, kept, str_get(&shown), error);
	str_release(&path);
	str_release(&shown);
	return kept || sent == TERM_COPIED || sent == TERM_COPY_TMUX;
}

/* Says which claim it was, by the name that cards give it: "bourse 13". */
static void name_it(struct app *app, const struct claim *claim)
{
	struct str words = {0};
	if (claim->number)
		str_addf(&words, "%s %u", claim->entry->short_title,
			 claim->number);
	else
		str_adds(&words, claim_name(claim).full);
	str_adds(&words, app_text(app, MSG_COLON));
	str_adds(&words, str_get(&app->message));
	str_clear(&app->message);
	str_adds(&app->message, str_get(&words));
	str_release(&words);
}

void copy_citation(struct app *app)
{
	struct claim *claim = copy_claim(app);
	struct str text = {0};
	if (!claim) {
		copy_no_claim(app);
		return;
	}
	citation_add_claim(&text, app->options.language, claim);
	if (copy_text(app, &text))
		name_it(app, claim);
	str_release(&text);
}
