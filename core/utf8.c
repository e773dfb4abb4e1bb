#include "core/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <uniwidth.h>

#include "core/array.h"
#include "core/plain.h"

enum {
	REPLACEMENT = 0xfffd,
	DOTTED_CIRCLE = 0x25cc,
	TAB_STOP = 8,
	MARKS = 4, /* after a base: a cell of curses holds 5 code points */
};

/* How a code point is shown. */
enum show {
	SHOW_BASE,    /* as it is */
	SHOW_MARK,    /* as it is, on the base before it */
	SHOW_BLANK,   /* as plain spaces */
	SHOW_JOINER,  /* not, inside a cluster; alone as <U+XXXX> */
	SHOW_NOTHING, /* not at all: the soft hyphen */
	SHOW_CODE,    /* as ^X or <U+XXXX> */
};

struct shape {
	enum show show;
	unsigned columns;
};

/* The second byte's range after a lead byte, and the sequence's length. */
static size_t utf8_lead(unsigned char lead, unsigned char *low,
			unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (lead < 0x80)
		return 1;
	if (lead < 0xc2 || lead > 0xf4)
		return 0;
	if (lead < 0xe0)
		return 2;
	if (lead == 0xe0)
		*low = 0xa0;
	else if (lead == 0xed)
		*high = 0x9f;
	else if (lead == 0xf0)
		*low = 0x90;
	else if (lead == 0xf4)
		*high = 0x8f;
	return lead < 0xf0 ? 3 : 4;
}

/* As utf8_decode(), and says in *valid whether the bytes were well-formed. */
static size_t utf8_read(const char *bytes, size_t len, uint32_t *code,
			bool *valid)
{
	const unsigned char *s = (const unsigned char *)bytes;
	unsigned char low, high;
	size_t need = utf8_lead(s[0], &low, &high);
	size_t i = 1;
	*code = REPLACEMENT;
	*valid = false;
	if (need == 0)
		return 1;
	uint32_t value = need == 1 ? s[0] : s[0] & (0x7fu >> need);
	for (; i < need; i++, low = 0x80, high = 0xbf) {
		if (i >= len || s[i] < low || s[i] > high)
			return i;
		value = value << 6 | (s[i] & 0x3f);
	}
	*code = value;
	*valid = true;
	return need;
}

size_t utf8_decode(const char *bytes, size_t len, uint32_t *code)
{
	bool valid;
	return utf8_read(bytes, len, code, &valid);
}

/* Writes the code point's bytes to out, which has room for 4. */
static size_t utf8_put(char *out, uint32_t code)
{
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		code = REPLACEMENT;
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = len - 1; i > 0; i--, code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3f));
	out[0] = (char)((0xf00u >> len & 0xff) | code);
	return len;
}

void utf8_encode(struct str *out, uint32_t code)
{
	char bytes[4];
	str_add(out, bytes, utf8_put(bytes, code));
}

size_t utf8_check(const char *bytes, size_t len)
{
	size_t i = 0;
	while (i < len) {
		uint64_t eight;
		while (len - i >= sizeof eight) {
			memcpy(&eight, bytes + i, sizeof eight);
			if (eight & 0x8080808080808080u)
				break;
			i += sizeof eight;
		}
		if (i == len)
			break;
		uint32_t code;
		bool valid;
		size_t n = utf8_read(bytes + i, len - i, &code, &valid);
		if (!valid)
			return i;
		i += n;
	}
	return len;
}

static bool code_in(uint32_t code, uint32_t low, uint32_t high)
{
	return low <= code && code <= high;
}

/*
 * Punctuation and signs of one column that most texts and every screen have:
 * no marks, no pictographs, nothing that joins.  What is common is known
 * without libunistring, whose tables lie far apart in memory.
 */
static bool code_common(uint32_t code)
{
	return code_in(code, 0x2010, 0x2027) || /* dashes, quotes, dots */
	       code_in(code, 0x2190, 0x2193) || /* arrows */
	       code_in(code, 0x219a, 0x21a8) || code_in(code, 0x21ab, 0x21ff) ||
	       code_in(code, 0x2200, 0x22ff) || /* mathematics */
	       code_in(code, 0x2500, 0x25a9) || /* boxes, blocks */
	       code_in(code, 0x25b7, 0x25bf) || /* triangles, diamonds ... */
	       code_in(code, 0x25c1, 0x25fa);
}

/* Such letters of two columns: kana, most ideographs. */
static bool code_common_wide(uint32_t code)
{
	return code_in(code, 0x3041, 0x3096) || code_in(code, 0x30a1, 0x30fa) ||
	       code_in(code, 0x4e00, 0x9fef);
}

/* Where a cluster stands while it is read (UAX 29, rules GB3 to GB13). */
struct cluster {
	int last;    /* GBP_* of the last code point */
	bool pict;   /* it ends in a pictograph and extenders */
	bool joined; /* the same, and a joiner */
	bool flag;   /* it ends in an odd number of regional indicators */
};

static int cluster_property(uint32_t code)
{
	if (code_in(code, 0x20, 0x7e) ||
	    (code_in(code, 0xa0, 0x2ff) && code != 0xad) || code == 0x202f ||
	    code_common(code) || code_common_wide(code))
		return GBP_OTHER;
	if (code_in(code, 0x300, 0x36f))
		return GBP_EXTEND;
	return uc_graphemeclusterbreak_property(code);
}

static bool cluster_pict(uint32_t code)
{
	if (code < 0x203c)
		return code == 0xa9 || code == 0xae;
	return !code_common(code) && !code_common_wide(code) &&
	       uc_is_property_extended_pictographic(code);
}

static bool cluster_joins(const struct cluster *c, int next, uint32_t code)
{
	bool control = next == GBP_CR || next == GBP_LF || next == GBP_CONTROL;
	if (c->last == GBP_CR)
		return next == GBP_LF;
	if (c->last == GBP_LF || c->last == GBP_CONTROL || control)
		return false;
	if (next == GBP_EXTEND || next == GBP_ZWJ || next == GBP_SPACINGMARK ||
	    c->last == GBP_PREPEND)
		return true;
	switch (c->last) {
	case GBP_L:
		return next == GBP_L || next == GBP_V || next == GBP_LV ||
		       next == GBP_LVT;
	case GBP_LV:
	case GBP_V:
		return next == GBP_V || next == GBP_T;
	case GBP_LVT:
	case GBP_T:
		return next == GBP_T;
	case GBP_ZWJ:
		return c->joined && cluster_pict(code);
	case GBP_RI:
		return c->flag && next == GBP_RI;
	default:
		return false;
	}
}

static void cluster_add(struct cluster *c, int next, uint32_t code)
{
	c->joined = next == GBP_ZWJ && c->pict;
	c->pict = next == GBP_EXTEND ? c->pict
				     : next == GBP_OTHER && cluster_pict(code);
	c->flag = next == GBP_RI && !c->flag;
	c->last = next;
}

size_t utf8_cluster(const char *bytes, size_t len)
{
	struct cluster c = {.last = GBP_OTHER};
	uint32_t code;
	size_t end = utf8_decode(bytes, len, &code);
	cluster_add(&c, cluster_property(code), code);
	while (end < len) {
		size_t n = utf8_decode(bytes + end, len - end, &code);
		int next = cluster_property(code);
		if (!cluster_joins(&c, next, code))
			break;
		cluster_add(&c, next, code);
		end += n;
	}
	return end;
}

/* What joins or varies its neighbours and has no look of its own. */
static bool code_joins(uint32_t code)
{
	return code == 0x200c || code == 0x200d ||
	       code_in(code, 0xfe00, 0xfe0f) ||
	       code_in(code, 0xe0100, 0xe01ef) ||
	       code_in(code, 0x180b, 0x180d) || code == 0x180f ||
	       code_in(code, 0x1f3fb, 0x1f3ff);
}

/*
 * Where wcwidth() of glibc, which curses goes by, and uc_width() part: marks
 * that the one counts as 0 columns and the other as 1 ...
 */
static bool code_narrow(uint32_t code)
{
	return code == 0x0cbf || code == 0x0cc6 || code == 0x11a07 ||
	       code == 0x11a08 || code == 0x11c3f;
}

/* ... and symbols that the one counts as 2 columns and the other as 1. */
static bool code_doubtful(uint32_t code)
{
	return code_in(code, 0x3248, 0x324f) || code_in(code, 0x4dc0, 0x4dff);
}

/* Code points beyond Latin, or not plain. */
static struct shape code_shape_full(uint32_t code)
{
	const uint32_t hidden = UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Zl |
				UC_CATEGORY_MASK_Zp,
		       letters = UC_CATEGORY_MASK_Lo | UC_CATEGORY_MASK_Mn;
	if (code == 0xad)
		return (struct shape){SHOW_NOTHING, 0};
	if (code_joins(code))
		return (struct shape){SHOW_JOINER, 0};
	/* What may be left out is hidden, or a letter or mark. */
	if (uc_is_general_category_withtable(code, hidden) ||
	    (uc_is_general_category_withtable(code, letters) &&
	     uc_is_property_default_ignorable_code_point(code)) ||
	    code_doubtful(code))
		return (struct shape){SHOW_CODE, 0};
	int width = code_narrow(code) ? 0 : uc_width(code, "UTF-8");
	assert(width >= 0); /* or it were a control, which is hidden */
	if (code == 0x2800 ||
	    uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Zs))
		return (struct shape){SHOW_BLANK, (unsigned)width};
	if (width == 0)
		return (struct shape){SHOW_MARK, 0};
	return (struct shape){SHOW_BASE, (unsigned)width};
}

static struct shape code_shape(uint32_t code)
{
	if (code_in(code, 0x20, 0x7e) ||
	    (code_in(code, 0xa1, 0x2ff) && code != 0xad) || code_common(code) ||
	    code == REPLACEMENT)
		return (struct shape){SHOW_BASE, 1};
	if (code_common_wide(code))
		return (struct shape){SHOW_BASE, 2};
	if (code_in(code, 0x300, 0x36f) && code != 0x34f)
		return (struct shape){SHOW_MARK, 0};
	if (code == 0xa0 || code == 0x202f)
		return (struct shape){SHOW_BLANK, 1};
	return code_shape_full(code);
}

/* A glyph while it is put together. */
struct builder {
	struct glyph *glyph;
	bool based;     /* a mark may follow */
	unsigned marks; /* sent on this base */
};

/* Adds text where there is room for it. */
static bool glyph_add(struct glyph *glyph, const char *text, size_t len,
		      size_t columns)
{
	if (glyph->len + len >= GLYPH_BYTES)
		return false;
	memcpy(glyph->text + glyph->len, text, len);
	glyph->len += len;
	glyph->columns += columns;
	return true;
}

static void glyph_add_standin(struct builder *b, uint32_t code)
{
	char text[16] = "^";
	size_t len = 2;
	if (code < 0x20 || code == 0x7f) /* many may stand side by side */
		text[1] = (char)(code ^ 0x40);
	else
		len = (size_t)snprintf(text, sizeof text, "<U+%04X>",
				       (unsigned)code);
	glyph_add(b->glyph, text, len, len);
	b->glyph->standin = true;
	b->based = false;
}

static void glyph_add_blank(struct builder *b, unsigned columns)
{
	glyph_add(b->glyph, "  ", columns, columns);
	b->based = true;
	b->marks = 0;
}

static void glyph_add_base(struct builder *b, uint32_t code, unsigned columns)
{
	char text[4];
	size_t len = utf8_put(text, code);
	b->based = glyph_add(b->glyph, text, len, columns);
	b->marks = 0;
}

static void glyph_add_mark(struct builder *b, uint32_t code)
{
	char text[4];
	size_t len = utf8_put(text, code);
	if (!b->based)
		glyph_add_base(b, DOTTED_CIRCLE, 1);
	if (b->based && b->marks++ < MARKS)
		glyph_add(b->glyph, text, len, 0);
}

static void glyph_add_utf8(struct builder *b, uint32_t code)
{
	struct shape shape = code_shape(code);
	switch (shape.show) {
	case SHOW_BASE:
		glyph_add_base(b, code, shape.columns);
		b->glyph->standin |= code == REPLACEMENT;
		break;
	case SHOW_MARK:
		glyph_add_mark(b, code);
		break;
	case SHOW_BLANK:
		glyph_add_blank(b, shape.columns);
		break;
	case SHOW_JOINER:
		if (b->glyph->len == 0)
			glyph_add_standin(b, code);
		break;
	case SHOW_CODE:
		glyph_add_standin(b, code);
		break;
	default: /* SHOW_NOTHING */
		break;
	}
}

/* Words for what has no decomposition into ASCII (or a worse one). */
static const char *ascii_word(uint32_t code)
{
	static const struct {
		uint32_t code;
		const char *word;
	} words[] = {
		/* clang-format off */
		{0xa7, "S."},      {0x2191, "^"},
		{0xa3, "GBP"},     {0xa9, "(c)"},     {0xab, "\""},
		{0xae, "(r)"},     {0xb0, "o"},       {0xb4, "'"},
		{0xb6, "P"},       {0xb7, "."},       {0xbb, "\""},
		{0xc6, "AE"},
		{0xd0, "D"},       {0xd7, "x"},       {0xd8, "O"},
		{0xde, "Th"},      {0xdf, "ss"},      {0xe6, "ae"},
		{0xf0, "d"},       {0xf7, "/"},       {0xf8, "o"},
		{0xfe, "th"},      {0x110, "D"},      {0x111, "d"},
		{0x131, "i"},      {0x141, "L"},      {0x142, "l"},
		{0x152, "OE"},     {0x153, "oe"},     {0x2010, "-"},
		{0x2011, "-"},     {0x2012, "-"},     {0x2013, "-"},
		{0x2014, "-"},     {0x2015, "-"},     {0x2018, "'"},
		{0x2019, "'"},     {0x201a, "'"},     {0x201b, "'"},
		{0x201c, "\""},    {0x201d, "\""},    {0x201e, "\""},
		{0x201f, "\""},    {0x2022, "*"},     {0x2026, "..."},
		{0x2032, "'"},     {0x2033, "\""},    {0x2039, "'"},
		{0x203a, "'"},     {0x2044, "/"},     {0x20ac, "EUR"},
		{0x2190, "<-"},    {0x2192, "->"},    {0x2212, "-"},
		{0x2248, "~"},     {0x2260, "!="},    {0x2264, "<="},
		{0x2265, ">="},    {0x22ef, "..."},   {0x2500, "-"},
		{0x2502, "|"},     {0x2503, "|"},     {0x250a, ":"},
		{0x252c, "+"},     {0x2534, "+"},     {0x253c, "+"},
		{0x2501, "="},     {0x25b8, ">"},     {0x25be, "v"},
		{0x25c2, "<"},     {0x25c6, "*"},     {0x25e6, "o"},
		{0x261e, ">"},     {0x270e, "*"},
		/* clang-format on */
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].code == code)
			return words[i].word;
	return NULL;
}

/*
 * Adds the code point's ASCII letters, found by its full compatibility
 * decomposition with the marks left out, to out[*len] (room for 16 bytes).
 * Returns false where anything else remains.
 */
static bool ascii_letters(uint32_t code, char *out, size_t *len)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int tag;
	const char *word = ascii_word(code);
	if (code_in(code, 0x20, 0x7e) || word) {
		size_t n = word ? strlen(word) : 1;
		assert(*len + n <= 16);
		if (word)
			memcpy(out + *len, word, n);
		else
			out[*len] = (char)code;
		*len += n;
		return true;
	}
	if (code_shape(code).show == SHOW_MARK)
		return *len > 0;
	int count = uc_decomposition(code, &tag, parts);
	for (int i = 0; i < count; i++)
		if (!ascii_letters(parts[i], out, len))
			return false;
	return count > 0;
}

static void glyph_add_ascii(struct builder *b, uint32_t code)
{
	struct shape shape = code_shape(code);
	char letters[16];
	size_t len = 0;
	if (code == REPLACEMENT) {
		b->based = glyph_add(b->glyph, "?", 1, 1);
		b->glyph->standin = true;
	} else if (shape.show == SHOW_BLANK) {
		glyph_add_blank(b, shape.columns);
	} else if (shape.show == SHOW_NOTHING ||
		   (shape.show == SHOW_JOINER && b->glyph->len) ||
		   (shape.show == SHOW_MARK && b->based)) {
		return;
	} else if (shape.show == SHOW_BASE &&
		   ascii_letters(code, letters, &len)) {
		b->based = glyph_add(b->glyph, letters, len, len);
	} else {
		glyph_add_standin(b, code);
	}
}

static size_t glyph_tab(struct glyph *glyph, size_t column)
{
	glyph_add(glyph, "        ", TAB_STOP - column % TAB_STOP,
		  TAB_STOP - column % TAB_STOP);
	glyph->text[glyph->len] = '\0';
	glyph->bytes = 1;
	return 1;
}

/*
 * Whether the first byte is a printable ASCII character and a whole cluster:
 * what follows it is no mark, since those start at U+0300.
 */
static bool ascii_alone(const char *bytes, size_t len)
{
	unsigned char first = (unsigned char)bytes[0];
	return first >= 0x20 && first < 0x7f &&
	       (len == 1 || (unsigned char)bytes[1] < 0xcc);
}

size_t utf8_glyph(const char *bytes, size_t len, size_t column,
		  enum charset charset, struct glyph *glyph)
{
	glyph->columns = glyph->len = 0;
	glyph->standin = false;
	if (ascii_alone(bytes, len)) {
		glyph->text[0] = bytes[0];
		glyph->text[1] = '\0';
		glyph->bytes = glyph->columns = glyph->len = 1;
		return 1;
	}
	if (bytes[0] == '\t')
		return glyph_tab(glyph, column);
	struct builder b = {.glyph = glyph};
	size_t end = utf8_cluster(bytes, len);
	for (size_t i = 0; i < end;) {
		uint32_t code;
		i += utf8_decode(bytes + i, end - i, &code);
		if (charset == CHARSET_ASCII)
			glyph_add_ascii(&b, code);
		else
			glyph_add_utf8(&b, code);
	}
	glyph->text[glyph->len] = '\0';
	glyph->bytes = end;
	return end;
}

/* The line ends (LF, CRLF) at the start of bytes, or 0. */
static size_t line_end(const char *bytes, size_t len)
{
	if (bytes[0] == '\n')
		return 1;
	return len > 1 && bytes[0] == '\r' && bytes[1] == '\n' ? 2 : 0;
}

/* One glyph of a value, in which a line end is a space. */
static size_t value_glyph(const char *bytes, size_t len, size_t column,
			  enum charset charset, struct glyph *glyph)
{
	size_t n = line_end(bytes, len);
	if (!n)
		return utf8_glyph(bytes, len, column, charset, glyph);
	utf8_glyph(" ", 1, column, charset, glyph);
	return glyph->bytes = n;
}

/*
 * The quick part of the next two: the run at the start of bytes that is its
 * own safe form, and after it the one no-break space that becomes a blank.
 * Returns the length of the run; *taken counts the blank (0 or 1) as well.
 */
static size_t safe_run(const char *bytes, size_t len, size_t *taken,
		       size_t *columns)
{
	size_t used, run = plain_run(bytes, len, len, &used);
	bool alone;
	size_t glue = plain_glue(bytes + run, len - run, &alone);
	bool blank = glue > 0 && alone;
	*taken = run + (blank ? glue : 0);
	*columns += used + blank;
	return run;
}

size_t utf8_safe(struct str *out, const char *bytes, size_t len,
		 enum charset charset)
{
	struct glyph glyph;
	size_t columns = 0, taken;
	for (size_t i = 0; i < len;) {
		if (charset == CHARSET_UTF8) {
			size_t run = safe_run(bytes + i, len - i, &taken,
					      &columns);
			str_add(out, bytes + i, run);
			if (taken > run)
				str_addc(out, ' ');
			i += taken;
			if (taken > 0)
				continue;
		}
		i += value_glyph(bytes + i, len - i, columns, charset, &glyph);
		str_add(out, glyph.text, glyph.len);
		columns += glyph.columns;
	}
	return columns;
}

size_t utf8_columns(const char *bytes, size_t len, enum charset charset)
{
	struct glyph glyph;
	size_t columns = 0, taken;
	for (size_t i = 0; i < len;) {
		if (charset == CHARSET_UTF8) {
			safe_run(bytes + i, len - i, &taken, &columns);
			i += taken;
			if (taken > 0)
				continue;
		}
		i += value_glyph(bytes + i, len - i, columns, charset, &glyph);
		columns += glyph.columns;
	}
	return columns;
}

size_t utf8_fit(struct str *out, const char *bytes, size_t len, size_t columns,
		enum charset charset)
{
	const char *mark = charset == CHARSET_ASCII ? "..." : "…";
	size_t mark_columns = charset == CHARSET_ASCII ? 3 : 1;
	if (mark_columns > columns)
		mark_columns = columns;
	size_t used = 0, kept = 0, kept_len = out->len;
	struct glyph glyph;
	for (size_t i = 0; i < len;) {
		i += value_glyph(bytes + i, len - i, used, charset, &glyph);
		if (used + glyph.columns > columns)
			goto cut;
		str_add(out, glyph.text, glyph.len);
		used += glyph.columns;
		if (used + mark_columns <= columns) {
			kept = used;
			kept_len = out->len;
		}
	}
	return used;
cut:
	while (kept > 0 && out->bytes[kept_len - 1] == ' ') {
		kept_len--;
		kept--;
	}
	if (out->bytes) {
		out->len = kept_len;
		out->bytes[kept_len] = '\0';
	}
	if (charset == CHARSET_ASCII || mark_columns == 0)
		str_add(out, mark, mark_columns);
	else
		str_adds(out, mark);
	return kept + mark_columns;
}
