#include "core/breaks.h"

#include <string.h>

/* Line breaking classes of UAX 14, of common characters. */
enum line_class {
	EX, /* ! ? */
	QU, /* quotation marks */
	AL, /* letters */
	PR, /* $ % and other signs around numbers (PR and PO) */
	OP, /* ( [ { */
	CP, /* ) ] */
	IS, /* . , : ; */
	SY, /* the slash */
	HY, /* the hyphen */
	NU, /* digits */
	BA, /* other hyphens and the short dash */
	CL, /* } */
	GL, /* no-break spaces */
	BB, /* accents that stand alone */
	B2, /* the long dash */
	IN, /* the ellipsis */
	CLASSES,
	ODD = CLASSES, /* anything else */
};

/*
 * Between two classes (row before column): D a break directly, I only where
 * spaces stand between, P none.
 */
/* clang-format off */
static const char pairs[CLASSES][CLASSES + 1] = {
	/*       EQAPOCISHNBCGBBI */
	[EX] = "PIDDDPPPIDIPIDDI",
	[QU] = "PIIIPPPPIIIPIIII",
	[AL] = "PIIIIPPPIIIPIDDI",
	[PR] = "PIIDIPPPIIIPIDDI",
	[OP] = "PPPPPPPPPPPPPPPP",
	[CP] = "PIIIDPPPIIIPIDDI",
	[IS] = "PIIDDPPPIIIPIDDI",
	[SY] = "PIDDDPPPIIIPIDDI",
	[HY] = "PIDDDPPPIIIPDDDI",
	[NU] = "PIIIIPPPIIIPIDDI",
	[BA] = "PIDDDPPPIDIPDDDI",
	[CL] = "PIDIDPPPIDIPIDDI",
	[GL] = "PIIIIPPPIIIPIIII",
	[BB] = "PIIIIPPPIIIPIIII",
	[B2] = "PIDDDPPPIDIPIDPI",
	[IN] = "PIDDDPPPIDIPIDDI",
};

/* The classes of U+0021 to U+007E. */
static const unsigned char ascii_classes[] = {
	EX, QU, AL, PR, PR, AL, QU, OP, CP, AL, PR, IS, HY, IS, SY, /* ! to / */
	NU, NU, NU, NU, NU, NU, NU, NU, NU, NU, IS, IS, AL, AL, AL, EX, AL,
	AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL,
	AL, AL, AL, AL, AL, AL, AL, AL, OP, PR, CP, AL, AL, AL, /* A to ` */
	AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL,
	AL, AL, AL, AL, AL, AL, AL, AL, OP, BA, CL, AL, /* a to ~ */
};

/* The classes of U+2010 to U+2027. */
static const unsigned char dash_classes[] = {
	BA, GL, BA, BA, B2, AL, AL, AL, QU, QU, OP, QU,
	QU, QU, OP, QU, AL, AL, AL, AL, IN, IN, IN, BA,
};

/* clang-format on */

/* The class of a character between U+0080 and U+00BF, by its last byte. */
static enum line_class class_sign(unsigned char last)
{
	switch (last) {
	case 0xa0:
		return GL;
	case 0xa1:
	case 0xbf:
		return OP;
	case 0xa2:
	case 0xa3:
	case 0xa4:
	case 0xa5:
	case 0xb0:
	case 0xb1:
		return PR;
	case 0xab:
	case 0xbb:
		return QU;
	case 0xad: /* the soft hyphen */
		return ODD;
	case 0xb4:
		return BB;
	default:
		return last < 0xa0 ? ODD : AL;
	}
}

/* The class of the character at the start of bytes (well-formed). */
static enum line_class class_of(const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	if (s[0] < 0x80)
		return s[0] > ' ' && s[0] < 0x7f ? ascii_classes[s[0] - '!']
						 : ODD;
	if (len < 2 || (s[1] & 0xc0) != 0x80)
		return ODD;
	if (s[0] == 0xc2)
		return class_sign(s[1]);
	if (s[0] == 0xcb)
		return s[1] == 0x88 || s[1] == 0x8c || s[1] == 0x9f ? BB : AL;
	if (s[0] >= 0xc3 && s[0] < 0xcb)
		return AL;
	if (s[0] != 0xe2 || s[1] != 0x80 || len < 3)
		return ODD;
	if (s[2] >= 0x90 && s[2] <= 0xa7)
		return dash_classes[s[2] - 0x90];
	return s[2] == 0xaf ? GL : ODD;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Whether the character at s[i] is a letter or a digit, told by its first
 * byte: 0xc2 and 0xe2 start the signs and the punctuation.
 */
static bool is_word(const char *s, size_t i)
{
	unsigned char c = (unsigned char)s[i], low = c | 0x20;
	return is_digit(s[i]) || (low >= 'a' && low <= 'z') ||
	       (c >= 0xc3 && c != 0xe2);
}

/* Whether the character before s[i] is a letter or a digit. */
static bool is_word_before(const char *s, size_t floor, size_t i)
{
	if (i == floor)
		return false;
	do
		i--;
	while (i > floor && ((unsigned char)s[i] & 0xc0) == 0x80);
	return is_word(s, i);
}

/* Length of the space at s[i] that French spacing may put there, or 0. */
static size_t space_at(const char *s, size_t i, size_t end)
{
	if (i >= end)
		return 0;
	if (s[i] == ' ')
		return 1;
	if (s[i] != '\xc2' && s[i] != '\xe2')
		return 0;
	if (end - i >= 3 && !memcmp(s + i, "\u2009", 3))
		return 3;
	bool alone;
	return plain_glue(s + i, end - i, &alone);
}

/* Where the spaces that end at s[i] start. */
static size_t spaces_back(const char *s, size_t floor, size_t i)
{
	for (;;) {
		size_t n = 1;
		while (n <= 3 && (n > i - floor || space_at(s, i - n, i) != n))
			n++;
		if (n > 3)
			return i;
		i -= n;
	}
}

static size_t spaces_forward(const char *s, size_t i, size_t end)
{
	size_t n;
	while ((n = space_at(s, i, end)) > 0)
		i += n;
	return i;
}

/* The part of the paragraph whose breaks are tailored. */
struct tailor {
	const char *text;
	struct span paragraph, part;
	char *breaks;
};

/* Takes the breaks after byte `from` up to the one before byte `to` away. */
static void glue(const struct tailor *t, size_t from, size_t to)
{
	for (size_t i = from + 1; i <= to && i < t->part.end; i++)
		if (i >= t->part.start &&
		    t->breaks[i - t->part.start] == BREAK_GOOD)
			t->breaks[i - t->part.start] = BREAK_PLAIN;
}

/* Whether the space s[i, next) stands in a number such as 1 400. */
static bool groups_digits(const char *s, struct span paragraph, size_t i,
			  size_t next)
{
	size_t before = 0, after = 0;
	while (before < 4 && i - before > paragraph.start &&
	       is_digit(s[i - before - 1]))
		before++;
	while (after < 4 && next + after < paragraph.end &&
	       is_digit(s[next + after]))
		after++;
	return before >= 1 && before <= 3 && after == 3;
}

/* « or ‹ at s[i], unless it closes the word right before it. */
static bool opens(const char *s, struct span paragraph, size_t i)
{
	return !is_word_before(s, paragraph.start, i);
}

/* A mark that ends before s[next] after spaces, unless it opens a word. */
static bool closes(const char *s, struct span paragraph, size_t next)
{
	return next >= paragraph.end || !is_word(s, next);
}

static void tailor_opening(const struct tailor *t, size_t i, size_t next)
{
	if (opens(t->text, t->paragraph, i))
		glue(t, i, spaces_forward(t->text, next, t->paragraph.end));
}

static void tailor_closing(const struct tailor *t, size_t i)
{
	size_t back = spaces_back(t->text, t->paragraph.start, i);
	if (back < i)
		glue(t, back, i);
}

/* . , : ; and a letter right after. */
static void tailor_point(const struct tailor *t, size_t i)
{
	const char *next = t->text + i + 1;
	if (i + 1 >= t->paragraph.end)
		return;
	unsigned char first = (unsigned char)*next;
	enum line_class class = class_of(next, t->paragraph.end - i - 1);
	if (class == AL || (first >= 0xcc && first < 0xe2))
		glue(t, i, i + 1);
}

static void tailor_wide(const struct tailor *t, size_t i)
{
	const char *s = t->text + i;
	size_t len = t->paragraph.end - i;
	if (len >= 2 && !memcmp(s, "«", 2))
		tailor_opening(t, i, i + 2);
	else if (len >= 3 && !memcmp(s, "‹", 3))
		tailor_opening(t, i, i + 3);
	else if (len >= 2 && !memcmp(s, "»", 2)) {
		if (closes(t->text, t->paragraph, i + 2))
			tailor_closing(t, i);
	} else if (len >= 3 && !memcmp(s, "›", 3)) {
		if (closes(t->text, t->paragraph, i + 3))
			tailor_closing(t, i);
	} else if (len >= 2 && !memcmp(s, "\u00ad", 2) && i + 2 < t->part.end) {
		t->breaks[i + 2 - t->part.start] = BREAK_NONE;
	}
}

void breaks_tailor(const char *text, struct span paragraph, struct span part,
		   char *breaks)
{
	const struct tailor t = {text, paragraph, part, breaks};
	for (size_t i = part.start; i < part.end; i++) {
		switch (text[i]) {
		case ';':
		case ':':
			tailor_point(&t, i);
			tailor_closing(&t, i);
			break;
		case '!':
		case '?':
		case '%':
			tailor_closing(&t, i);
			break;
		case '.':
		case ',':
			tailor_point(&t, i);
			break;
		case ' ':
		case '\xc2':
		case '\xe2':
			tailor_wide(&t, i);
			size_t n = space_at(text, i, paragraph.end);
			if (n && groups_digits(text, paragraph, i, i + n))
				glue(&t, i, i + n);
			break;
		}
	}
}

/* The start of the last character before s[i], of those from start on. */
static size_t character_back(const char *s, size_t start, size_t i)
{
	do {
		i--;
		while (i > start && ((unsigned char)s[i] & 0xc0) == 0x80)
			i--;
	} while (i > start && (unsigned char)s[i] == 0xcc); /* a mark */
	return i;
}

/*
 * The class of the character s[i, end) with its marks; ODD where malformed
 * bytes stand after it.
 */
static enum line_class class_marked(const char *s, size_t i, size_t end)
{
	unsigned char first = (unsigned char)s[i];
	size_t n = i + (first < 0x80 ? 1 : first < 0xe0 ? 2 : 3);
	enum line_class class = class_of(s + i, end - i);
	while (n + 2 <= end && s[n] == '\xcc')
		n += 2;
	return n == end ? class : ODD;
}

/* What a row's end between two characters depends on. */
struct joint {
	size_t left;   /* byte of the character before */
	size_t spaces; /* byte after it, where spaces may stand */
	size_t right;  /* byte of the character after */
	enum line_class before, after;
};

/* Whether French spacing leaves the break, where spaces stand between. */
static bool joint_spaced(const char *s, struct span paragraph,
			 const struct joint *j)
{
	const char *left = s + j->left, *right = s + j->right;
	if (*right == '%')
		return false;
	if (right[0] == '\xc2' && right[1] == '\xbb' &&
	    closes(s, paragraph, j->right + 2))
		return false;
	if (left[0] == '\xc2' && left[1] == '\xab' &&
	    opens(s, paragraph, j->left))
		return false;
	return !(j->before == NU && j->after == NU &&
		 j->right == j->spaces + 1 &&
		 groups_digits(s, paragraph, j->spaces, j->right));
}

/* Whether a letter before the hyphen at s[i] may hold what follows it: of
   Hebrew, LB21a, and so of whatever is not common. */
static bool is_odd_before(const char *s, size_t start, size_t i)
{
	if (i == start)
		return false;
	unsigned char first = (unsigned char)s[character_back(s, start, i)];
	return first >= 0xcc && first != 0xe2;
}

static bool is_ascii_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* What is met most: a letter after a blank, after a letter or a stop. */
static bool is_common_joint(const char *s, size_t start, size_t right)
{
	if (right - start < 2 || s[right - 1] != ' ')
		return false;
	char before = s[right - 2];
	return (is_ascii_letter(s[right]) || s[right] == '\xc3') &&
	       (is_ascii_letter(before) || before == ',' || before == '.' ||
		(right - start > 2 && s[right - 3] == '\xc3' &&
		 ((unsigned char)before & 0xc0) == 0x80));
}

size_t breaks_before(const struct plain_map *map, struct span paragraph,
		     size_t start, size_t at)
{
	const char *text = map->text;
	struct joint j = {.right = at};
	for (; j.right > start; j.right = plain_back(map, start, j.right)) {
		if (is_common_joint(text, start, j.right))
			return j.right;
		j.after = class_of(text + j.right, paragraph.end - j.right);
		j.spaces = j.right;
		while (j.spaces > start && text[j.spaces - 1] == ' ')
			j.spaces--;
		if (j.spaces == start || j.after == ODD)
			return 0;
		j.left = character_back(text, start, j.spaces);
		j.before = class_marked(text, j.left, j.spaces);
		if (j.before == ODD)
			return 0;
		char pair = pairs[j.before][j.after];
		bool spaced = j.spaces < j.right;
		if (spaced && (j.before == GL || j.after == GL))
			return 0;
		if (pair == 'D' && !spaced)
			return (j.before == HY || j.before == BA) &&
					       is_odd_before(text, start,
							     j.left)
				       ? 0
				       : j.right;
		if (pair != 'P' && spaced && joint_spaced(text, paragraph, &j))
			return j.right;
	}
	return 0;
}
