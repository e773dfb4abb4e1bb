/* Themes: enough contrast, for every kind of colour vision. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tui/theme.h"

struct rgb {
	double part[3]; /* linear, 0 to 1 */
};

/* Red, green and blue of xterm's colour, 0 to 255. */
static void xterm(int color, int out[3])
{
	static const int steps[] = {0, 95, 135, 175, 215, 255};
	if (color >= 232) {
		out[0] = out[1] = out[2] = 8 + (color - 232) * 10;
		return;
	}
	if (color >= 16) {
		out[0] = steps[(color - 16) / 36];
		out[1] = steps[(color - 16) / 6 % 6];
		out[2] = steps[(color - 16) % 6];
		return;
	}
	int most = color < 8 ? 205 : 255;
	for (int i = 0; i < 3; i++)
		out[i] = color >> i & 1 ? most : 0;
	if (color == 7)
		out[0] = out[1] = out[2] = 229;
	if (color == 4)
		out[2] = 238;
}

static struct rgb linear(int color)
{
	struct rgb rgb;
	int part[3];
	xterm(color, part);
	for (int i = 0; i < 3; i++) {
		double c = part[i] / 255.0;
		rgb.part[i] = c <= 0.04045 ? c / 12.92
					   : pow((c + 0.055) / 1.055, 2.4);
	}
	return rgb;
}

static double luminance(struct rgb c)
{
	return 0.2126 * c.part[0] + 0.7152 * c.part[1] + 0.0722 * c.part[2];
}

/* WCAG 2.1's contrast ratio. */
static double contrast(int a, int b)
{
	double x = luminance(linear(a)) + 0.05, y = luminance(linear(b)) + 0.05;
	return x > y ? x / y : y / x;
}

/* As those see it who have no cones for long, or for middle, waves (Viénot,
   Brettel and Mollon 1999, in linear sRGB). */
static struct rgb seen_without(struct rgb c, int cones)
{
	static const double m[2][3][3] = {
		{{0.11238, 0.88762, 0},
		 {0.11238, 0.88762, 0},
		 {0.00401, -0.00401, 1}},
		{{0.29275, 0.70725, 0},
		 {0.29275, 0.70725, 0},
		 {-0.02234, 0.02234, 1}},
	};
	struct rgb out = {{0}};
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++)
			out.part[i] += m[cones][i][k] * c.part[k];
	return out;
}

static double distance(struct rgb a, struct rgb b)
{
	double sum = 0;
	for (int i = 0; i < 3; i++) {
		double x = pow(fmax(a.part[i], 0), 1 / 2.4);
		double y = pow(fmax(b.part[i], 0), 1 / 2.4);
		sum += (x - y) * (x - y);
	}
	return sqrt(sum);
}

static void test_contrast(void **state)
{
	(void)state;
	static const enum theme_name names[] = {THEME_DARK, THEME_LIGHT};
	for (size_t i = 0; i < 2; i++) {
		const struct theme *theme = theme_get(names[i]);
		for (int depth = 0; depth < DEPTHS; depth++)
			for (int hue = 0; hue < HUES; hue++) {
				double ratio = contrast(
					theme->hues[hue][depth],
					theme->background[depth]);
				print_message("%s %d %d: %.1f\n", theme->name,
					      depth, hue, ratio);
				assert_true(ratio >= 4.5);
			}
	}
}

static void test_blindness(void **state)
{
	(void)state;
	for (int name = 0; name < THEMES; name++) {
		const struct theme *theme = theme_get((enum theme_name)name);
		for (int depth = 0; depth < DEPTHS && !theme->mono; depth++)
			for (int cones = 0; cones < 2; cones++) {
				struct rgb a = seen_without(
					linear(theme->hues[HUE_ACCENT][depth]),
					cones);
				struct rgb b = seen_without(
					linear(theme->hues[HUE_ALERT][depth]),
					cones);
				print_message("%s %d %d: %.2f\n", theme->name,
					      depth, cones, distance(a, b));
				assert_true(distance(a, b) >= 0.4);
			}
	}
}

/* Without colours, what must not be taken for each other looks different. */
static void test_mono(void **state)
{
	(void)state;
	static const enum style apart[] = {
		STYLE_TEXT, STYLE_CLAIM, STYLE_NESTED, STYLE_CHOSEN,
		STYLE_SPAN, STYLE_HIT,   STYLE_CURRENT};
	const struct theme *mono = theme_get(THEME_MONO);
	for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(
				theme_look(mono, apart[i]).attributes,
				theme_look(mono, apart[k]).attributes);
}

static void test_names(void **state)
{
	(void)state;
	static const char *const words[] = {
#define WORD(name, word) word,
		THEME_LIST(WORD)
#undef WORD
	};
	for (int name = 0; name < THEMES; name++)
		assert_string_equal(theme_get((enum theme_name)name)->name,
				    words[name]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_blindness),
		cmocka_unit_test(test_mono),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
