#include "tui/toggle.h"

/* Each changes its thing and returns the word for what it is now. */

static const char *on_off(const struct app *app, bool on)
{
	return app_text(app, on ? MSG_ON : MSG_OFF);
}

static const char *toggle_clean(struct app *app)
{
	app->clean = !app->clean;
	return on_off(app, app->clean);
}

static const char *toggle_mouse(struct app *app)
{
	term_mouse(&app->term, !app->term.mouse);
	return on_off(app, app->term.mouse);
}

static const char *toggle_ascii(struct app *app)
{
	bool ascii = app->options.charset != CHARSET_ASCII;
	app->options.charset = ascii ? CHARSET_ASCII : CHARSET_UTF8;
	term_charset(&app->term, app->options.charset);
	return on_off(app, ascii);
}

static const char *toggle_theme(struct app *app)
{
	enum theme_name next = (app->options.theme + 1) % THEMES;
	app->options.theme = next;
	term_theme(&app->term, theme_get(next));
	return theme_get(next)->name;
}

static const char *toggle_layout(struct app *app)
{
	enum layout_choice next = (app->needs.choice + 1) % LAYOUTS;
	app->needs.choice = next;
	return tui_words.layouts.items[next];
}

static const char *toggle_language(struct app *app)
{
	bool french = app->options.language != LANGUAGE_FR;
	app->options.language = french ? LANGUAGE_FR : LANGUAGE_EN;
	return app_text(app, MSG_LANGUAGE_NAME);
}

static const struct {
	int letter;
	enum message words;
	const char *(*run)(struct app *app);
} toggles[] = {
#define TOGGLE_ROW(letter, words, function) {letter, MSG_##words, function},
	TOGGLE_LIST(TOGGLE_ROW)
#undef TOGGLE_ROW
};

enum { TOGGLES = sizeof toggles / sizeof *toggles };

void toggle_names(const struct app *app, struct str *out)
{
	for (size_t i = 0; i < TOGGLES; i++)
		str_addf(out, "%s%c %s", i ? ", " : "", toggles[i].letter,
			 app_text(app, toggles[i].words));
}

void toggle_run(struct app *app, int letter)
{
	struct str words = {0};
	for (size_t i = 0; i < TOGGLES; i++) {
		if (toggles[i].letter != letter)
			continue;
		const char *now = toggles[i].run(app);
		str_addf(&words, "%s%s%s", app_text(app, toggles[i].words),
			 app_text(app, MSG_COLON), now);
	}
	str_clear(&app->message);
	if (words.len) {
		str_adds(&app->message, str_get(&words));
	} else {
		toggle_names(app, &words);
		app_message(app, MSG_NO_TOGGLE, str_get(&words));
	}
	str_release(&words);
}
