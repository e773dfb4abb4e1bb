#include "tui/theme.h"

static const struct look looks[STYLES] = {
	[STYLE_HEADING] = {LOOK_BOLD, HUE_TEXT},
	[STYLE_CLAIM] = {LOOK_UNDERLINE, HUE_TEXT},
	[STYLE_NESTED] = {LOOK_UNDERLINE | LOOK_BOLD, HUE_TEXT},
	[STYLE_CHOSEN] = {LOOK_REVERSE, HUE_TEXT},
	[STYLE_SPAN] = {LOOK_BOLD, HUE_ACCENT},
	[STYLE_HIT] = {LOOK_BOLD | LOOK_UNDERLINE, HUE_ALERT},
	[STYLE_CURRENT] = {LOOK_BOLD | LOOK_REVERSE, HUE_ALERT},
	[STYLE_NUMBER] = {LOOK_BOLD, HUE_ACCENT},
	[STYLE_STRONG] = {LOOK_BOLD, HUE_TEXT},
	[STYLE_DIM] = {LOOK_DIM, HUE_TEXT},
	[STYLE_CONFLICT] = {LOOK_BOLD, HUE_ALERT},
	[STYLE_LINK] = {LOOK_REVERSE, HUE_TEXT},
	[STYLE_RULE] = {LOOK_DIM, HUE_TEXT},
	[STYLE_TITLE] = {LOOK_BOLD, HUE_TEXT},
	[STYLE_KEY] = {LOOK_BOLD, HUE_TEXT},
	[STYLE_MESSAGE] = {LOOK_REVERSE, HUE_TEXT},
	[STYLE_CURSOR] = {LOOK_REVERSE, HUE_TEXT},
	[STYLE_DIFFERS] = {LOOK_BOLD | LOOK_UNDERLINE, HUE_TEXT},
};

/* Where there are 8 colours or 16, their numbers are terminfo's: 0 black,
   1 red, 3 yellow, 4 blue, 6 cyan, 7 white, and 8 more for the bright one. */
static const struct theme themes[THEMES] = {
	[THEME_DEFAULT] =
		{
			.name = "default",
			.background = {-1, -1, -1},
			.hues =
				{
					[HUE_TEXT] = {-1, -1, -1},
					[HUE_ACCENT] = {6, 6, 6},
					[HUE_ALERT] = {3, 3, 3},
				},
		},
	[THEME_DARK] =
		{
			.name = "dark",
			.background = {0, 0, 234},
			.hues =
				{
					[HUE_TEXT] = {7, 15, 252},
					[HUE_ACCENT] = {6, 14, 117},
					[HUE_ALERT] = {3, 11, 215},
				},
		},
	[THEME_LIGHT] =
		{
			.name = "light",
			.background = {7, 15, 231},
			.hues =
				{
					[HUE_TEXT] = {0, 0, 235},
					[HUE_ACCENT] = {4, 4, 25},
					[HUE_ALERT] = {1, 1, 130},
				},
		},
	[THEME_MONO] =
		{
			.name = "mono",
			.mono = true,
		},
};

const struct theme *theme_get(enum theme_name name)
{
	return &themes[name];
}

struct look theme_look(const struct theme *theme, enum style style)
{
	/* Without colours a hit would look like words of two claims. */
	if (theme->mono && style == STYLE_HIT)
		return (struct look){LOOK_UNDERLINE | LOOK_REVERSE, HUE_TEXT};
	return looks[style];
}
