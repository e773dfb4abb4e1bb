#include "tui/tui.h"

#include <stdio.h>
#include <string.h>

#include "core/filter.h"
#include "tui/app.h"
#include "tui/behind.h"
#include "tui/bookmarks.h"
#include "tui/find.h"
#include "tui/found.h"
#include "tui/keys.h"
#include "tui/live.h"
#include "tui/order.h"
#include "tui/prompt.h"
#include "tui/sheet.h"
#include "tui/signals.h"
#include "tui/start.h"
#include "tui/state.h"

#define WORD_OF_ACTION(name, word, function, en, fr) word,
#define WORD_OF_VIEW(name, word, ops) word,
#define WORD_OF_THEME(name, word) word,
#define WORDS(list)                                                            \
	{                                                                      \
		(list), sizeof(list) / sizeof *(list)                          \
	}

static const char *const action_list[] = {ACTION_LIST(WORD_OF_ACTION)};
/* The views by their numbers, and all but the article. */
static const char *const place_list[] = {VIEW_LIST(WORD_OF_VIEW) "lists"};
static const char *const theme_list[] = {THEME_LIST(WORD_OF_THEME)};
static const char *const layout_list[] = {"auto", "beside", "below"};
static const char *const language_list[] = {"en", "fr"};

/* A digit begins a count: it cannot be set. */
static int key_code(const char *name)
{
	int code = key_parse(name);
	return code == TERM_KEY_NONE || (code >= '0' && code <= '9') ? -1
								     : code;
}

const struct settings_words tui_words = {
	.languages = WORDS(language_list),
	.themes = WORDS(theme_list),
	.layouts = WORDS(layout_list),
	.actions = WORDS(action_list),
	.places = WORDS(place_list),
	.key = key_code,
};

/* A line on standard error; what is in it comes from outside. */
static void say(const struct tui_options *options, const struct str *words)
{
	struct str safe = {0};
	utf8_safe(&safe, str_get(words), words->len, options->charset);
	fprintf(stderr, "manicule: %s\n", str_get(&safe));
	str_release(&safe);
}

static int complain(const struct tui_options *options, enum message id,
		    const char *string)
{
	struct str words = {0};
	message_add(&words, options->language, id, string);
	say(options, &words);
	str_release(&words);
	return 2;
}

static int complain_term(const struct tui_options *options,
			 enum term_error error)
{
	const char *name = getenv("TERM");
	enum message id = error == TERM_NO_TTY     ? MSG_TERM_NO_TTY
			  : error == TERM_UNKNOWN  ? MSG_TERM_UNKNOWN
			  : error == TERM_NO_MODES ? MSG_TERM_NO_MODES
						   : MSG_TERM_TOO_SIMPLE;
	return complain(options, id, name ? name : "");
}

/* What the settings and the command line say of the screen. */
static enum term_error open_screen(struct app *app)
{
	const struct tui_options *options = &app->options;
	if (!options->color)
		app->options.theme = THEME_MONO;
	app->needs = (struct frame_needs){
		.choice = options->layout,
		.measure = options->measure,
		.linear = options->linear,
	};
	enum term_error error = term_open(&app->term, options->charset,
					  theme_get(options->theme));
	if (error != TERM_OK)
		return error;
	app->term.plain = options->linear;
	if (options->mouse)
		term_mouse(&app->term, true);
	keymap_init(&app->keymap, options->settings);
	return TERM_OK;
}

static void tell_settings(struct app *app)
{
	const struct settings *settings = app->options.settings;
	size_t problems = settings ? settings->diags.list.count : 0;
	if (problems && !app->message.len)
		message_count(&app->message, app->options.language,
			      MSG_SETTINGS_PROBLEM, problems);
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
	array_release(&app->spots);
	sheet_forget(app);
	keymap_release(&app->keymap);
	str_release(&app->message);
	diag_release(&app->untaken);
	arena_release(&app->folded);
}

/* Keeps what is kept between runs, and says where it could not be. */
static void save(struct app *app)
{
	str_clear(&app->message);
	state_save(app);
	bookmark_save(app);
	if (app->message.len)
		say(&app->options, &app->message);
}

/* Reads on the terminal. */
static int run(struct app *app)
{
	enum term_error error = open_screen(app);
	if (error != TERM_OK)
		return complain_term(&app->options, error);
	start_place(app);
	start_go(app);
	tell_settings(app);
	app_run(app);
	/* What takes a while comes once the terminal is the shell's again. */
	term_close(&app->term);
	live_end(app);
	if (!app->options.secure)
		save(app);
	/* A signal says enough. */
	return app->term.lost && !signals_end()
		       ? complain(&app->options, MSG_TERM_LOST, NULL)
		       : 0;
}

int tui_run(const char *operand, const struct tui_options *options,
	    enum dossier_status *opened, int *error)
{
	struct app app = {
		.options = *options,
		.repeat = -1,
		.repeat_back = -1,
	};
	int status = 2;
	if (start_read(&app, operand, opened, error))
		status = start_claim(&app)
				 ? run(&app)
				 : complain(options, MSG_NO_SUCH_CLAIM,
					    options->claim);
	release(&app);
	bool alone = behind_end(&app);
	if (alone && app.dossier && !options->leaves) {
		dossier_release(app.dossier);
		free(app.dossier);
	}
	signals_default();
	return status;
}
