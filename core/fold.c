#include "core/fold.h"

#include <assert.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "core/array.h"
#include "core/str.h"
#include "core/utf8.h"

/* The text while it is folded. */
struct folder {
	struct folded *out;
	size_t capacity, origins; /* items allocated of bytes and origin */
	unsigned fold;
	const char *text;
	struct fold_state s;
	size_t stop, end;         /* of what is to be folded; of the text */
	struct str cluster, code; /* what is at hand, encoded */
};

/*
 * Makes room for `more` bytes and one for each that is still to be folded, so
 * that what folds into as many bytes needs not ask.
 */
static void folder_reserve(struct folder *f, size_t more)
{
	size_t left = f->stop > f->s.at ? f->stop - f->s.at : 0;
	size_t need = f->out->len + more + left + 1;
	if (need <= f->capacity && need <= f->origins)
		return;
	f->out->bytes = array_reserve(f->out->bytes, &f->capacity, need, 1);
	f->out->origin = array_reserve(f->out->origin, &f->origins, need,
				       sizeof *f->out->origin);
}

static void folder_put(struct folder *f, char byte, size_t origin)
{
	f->out->bytes[f->out->len] = byte;
	f->out->origin[f->out->len++] = origin;
}

static bool is_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

static bool is_white(uint32_t code)
{
	return code < 0x80 ? code == ' ' || (code >= '\t' && code <= '\r')
			   : uc_is_property_white_space(code);
}

static bool is_dropped(uint32_t code)
{
	return code >= 0xad &&
	       uc_is_property_default_ignorable_code_point(code);
}

/* Ends a run of white space in front of the code point (0: the end). */
static void folder_space(struct folder *f, uint32_t next)
{
	if (!f->s.space)
		return;
	bool drop = f->s.opened || next == 0xbb || next == ';' || next == ':' ||
		    next == '!' || next == '?' ||
		    (f->fold & FOLD_SEARCH && f->s.digit && is_digit(next));
	if (!drop) {
		folder_reserve(f, 1);
		folder_put(f, ' ', f->s.space_at);
	}
	f->s.space = false;
}

/* What stands for the code point in every form, or NULL: it does itself. */
static const char *code_variant(uint32_t code)
{
	switch (code) {
	case 0xab:
	case 0xbb:
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x201f:
		return "\"";
	case 0x02bc:
	case 0x2018:
	case 0x2019:
	case 0x201a:
	case 0x201b:
		return "'";
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return "-";
	case 0x2026:
		return "...";
	default:
		return NULL;
	}
}

/* The letters that a ligature is searched as, or NULL. */
static const char *code_letters(uint32_t code)
{
	switch (code) {
	case 0xc6:
		return "AE";
	case 0xe6:
		return "ae";
	case 0x152:
		return "OE";
	case 0x153:
		return "oe";
	case 0xdf:
		return "ss";
	default:
		return NULL;
	}
}

/*
 * Simple case folding, by way of the capital, so that ς and σ, ſ and s are
 * one.
 */
static uint32_t code_lower(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code | 0x20 : code;
	return uc_tolower(uc_toupper(code));
}

static void folder_add_code(struct folder *f, uint32_t code)
{
	char bytes[4];
	size_t len = 1;
	if (f->fold & FOLD_CASE)
		code = code_lower(code);
	if (code < 0x80) {
		bytes[0] = (char)code;
	} else if (code < 0x800) {
		bytes[0] = (char)(0xc0 | code >> 6);
		bytes[1] = (char)(0x80 | (code & 0x3f));
		len = 2;
	} else {
		str_clear(&f->code);
		utf8_encode(&f->code, code);
		len = f->code.len;
		memcpy(bytes, f->code.bytes, len);
	}
	folder_reserve(f, len);
	for (size_t i = 0; i < len; i++)
		folder_put(f, bytes[i], f->s.at);
}

/* Adds the code point without its accents. */
static void folder_add_bare(struct folder *f, uint32_t code)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int count = code < 0xc0 ? -1 : uc_canonical_decomposition(code, parts);
	const char *letters = code_letters(code);
	for (int i = 0; i < count; i++)
		folder_add_bare(f, parts[i]);
	for (; letters && *letters; letters++)
		folder_add_code(f, (unsigned char)*letters);
	if (count < 0 && !code_letters(code) &&
	    !(code >= 0x300 &&
	      uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Mn)))
		folder_add_code(f, code);
}

static void folder_add(struct folder *f, uint32_t code)
{
	if (is_white(code)) {
		if (!f->s.space)
			f->s.space_at = f->s.at;
		f->s.space = true;
		return;
	}
	folder_space(f, code);
	const char *variant = code_variant(code);
	for (; variant && *variant; variant++)
		folder_add_code(f, (unsigned char)*variant);
	if (code_variant(code))
		;
	else if (f->fold & FOLD_SEARCH)
		folder_add_bare(f, code);
	else
		folder_add_code(f, code);
	f->s.opened = code == 0xab;
	f->s.digit = is_digit(code);
}

/* Whether NFC leaves the code point as it is when it stands alone. */
static bool code_composed(uint32_t code)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	return code < 0x300 || (code >= 0xac00 && code <= 0xd7a3) ||
	       uc_canonical_decomposition(code, parts) < 0;
}

/* Replaces f->cluster, which is well-formed, by its NFC. */
static void cluster_compose(struct folder *f)
{
	uint8_t room[256];
	size_t len = sizeof room;
	uint8_t *nfc = u8_normalize(UNINORM_NFC,
				    (const uint8_t *)f->cluster.bytes,
				    f->cluster.len, room, &len);
	if (!nfc)
		out_of_memory();
	str_clear(&f->cluster);
	str_add(&f->cluster, (const char *)nfc, len);
	if (nfc != room)
		free(nfc);
}

static void folder_add_cluster(struct folder *f, const char *bytes, size_t len)
{
	uint32_t code = 0, kept = 0;
	size_t codes = 0;
	str_clear(&f->cluster);
	for (size_t i = 0; i < len;) {
		i += utf8_decode(bytes + i, len - i, &code);
		if (is_dropped(code))
			continue;
		utf8_encode(&f->cluster, code);
		kept = code;
		codes++;
	}
	if (codes == 1 && (f->fold & FOLD_SEARCH || code_composed(kept))) {
		folder_add(f, kept);
		return;
	}
	if (codes > 0 && !(f->fold & FOLD_SEARCH))
		cluster_compose(f);
	for (size_t i = 0; i < f->cluster.len;) {
		i += utf8_decode(f->cluster.bytes + i, f->cluster.len - i,
				 &code);
		folder_add(f, code);
	}
}

/*
 * Whether a printable ASCII character stands at s[i] and folds by itself: no
 * mark comes after it.
 */
static bool is_plain(const char *s, size_t i, size_t end)
{
	unsigned char c = (unsigned char)s[i];
	return c > ' ' && c < 0x7f &&
	       (i + 1 == end || (unsigned char)s[i + 1] < 0xcc);
}

/* Whether the byte is a point between two digits. */
static bool is_grouping(const struct folder *f)
{
	const char *s = f->text + f->s.at;
	return f->fold & FOLD_SEARCH && s[0] == '.' && f->s.digit &&
	       !f->s.space && f->s.at + 1 < f->end &&
	       is_digit((unsigned char)s[1]);
}

/* Folds a run of characters for which is_plain() holds; the first does. */
static void folder_add_plain(struct folder *f)
{
	const char *text = f->text;
	size_t at = f->s.at, stop = f->stop, end = f->end;
	unsigned char c, lower = f->fold & FOLD_CASE ? 0x20 : 0;
	folder_space(f, (unsigned char)text[at]);
	char *bytes = f->out->bytes + f->out->len;
	size_t *origin = f->out->origin + f->out->len;
	do {
		c = (unsigned char)text[at];
		*bytes++ = (char)(c >= 'A' && c <= 'Z' ? c | lower : c);
		*origin++ = at++;
	} while (at < stop && text[at] != '.' && is_plain(text, at, end));
	f->out->len += at - f->s.at;
	f->s.at = at;
	f->s.opened = false;
	f->s.digit = is_digit(c);
}

char fold_latin(uint32_t code)
{
	static const char low[] = "AAAAAA?CEEEEIIII!NOOOOO!!UUUUY!?"
				  "aaaaaa?ceeeeiiii!nooooo!!uuuuy!y"
				  "AaAaAaCcCcCcCcDd!!EeEeEeEeEeGgGg"
				  "GgGgHh!!IiIiIiIiI?!!JjKk!LlLlLl!"
				  "!!!NnNnNn!!!OoOoOo??RrRrRrSsSsSs"
				  "SsTtTt!!UuUuUuUuUuUuWwYyYZzZzZz?";
	static const char high[] = "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFf"
				   "GgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"
				   "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRr"
				   "SsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"
				   "WwWwWwWwWwXxXxYyZzZzZzhtwy!?!!!!"
				   "AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
				   "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOo"
				   "OoOoUuUuUuUuUuUuUuYyYyYyYy!!!!!!";
	if (code >= 0xc0 && code < 0x180)
		return low[code - 0xc0];
	return code >= 0x1e00 && code < 0x1f00 ? high[code - 0x1e00]
					       : (char)FOLD_UNSURE;
}

/* Folds an accented letter between U+00C0 and U+017F; false: something else. */
static bool folder_add_latin(struct folder *f)
{
	const unsigned char *s = (const unsigned char *)f->text + f->s.at;
	size_t len = f->end - f->s.at;
	if (s[0] < 0xc3 || s[0] > 0xc5 || len < 2 || (s[1] & 0xc0) != 0x80 ||
	    (len > 2 && s[2] >= 0xcc))
		return false;
	uint32_t code = (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
	char letter = fold_latin(code);
	if (letter == FOLD_UNSURE || letter == FOLD_OTHER)
		return false;
	folder_space(f, code);
	folder_add_code(f,
			f->fold & FOLD_SEARCH ? (unsigned char)letter : code);
	f->s.opened = f->s.digit = false;
	f->s.at += 2;
	return true;
}

static void folder_run(struct folder *f)
{
	while (f->s.at < f->stop) {
		const char *s = f->text + f->s.at;
		size_t len = f->end - f->s.at;
		if (is_grouping(f)) {
			f->s.at++;
		} else if (is_plain(f->text, f->s.at, f->end)) {
			folder_add_plain(f);
		} else if (*s == ' ' &&
			   (len == 1 || (unsigned char)s[1] < 0xcc)) {
			folder_add(f, ' ');
			f->s.at++;
		} else if (!folder_add_latin(f)) {
			size_t n = utf8_cluster(s, len);
			folder_add_cluster(f, s, n);
			f->s.at += n;
		}
	}
	if (f->s.at == f->end)
		folder_space(f, 0);
}

void fold_piece(struct folded *folded, const char *text, size_t len,
		size_t stop, struct fold_state *state, unsigned fold)
{
	struct folded fresh = {0};
	struct folder f = {
		.out = &fresh,
		.fold = fold,
		.text = text,
		.s = *state,
		.stop = stop < len ? stop : len,
		.end = len,
	};
	folder_reserve(&f, 0);
	folder_run(&f);
	folder_reserve(&f, 0);
	assert(fresh.bytes && fresh.origin);
	fresh.bytes[fresh.len] = '\0';
	fresh.origin[fresh.len] = f.s.at;
	*state = f.s;
	str_release(&f.cluster);
	str_release(&f.code);
	fold_release(folded);
	*folded = fresh;
}

void fold_text(struct folded *folded, const char *text, struct span span,
	       unsigned fold)
{
	struct fold_state state = {.at = span.start};
	fold_piece(folded, text, span.end, span.end, &state, fold);
}

/* The character before text[end], of those from start on. */
static size_t character_before(const char *text, size_t start, size_t end,
			       uint32_t *code)
{
	size_t at = end - 1;
	while (at > start && end - at < 4 && (text[at] & 0xc0) == 0x80)
		at--;
	if (at + utf8_decode(text + at, end - at, code) == end)
		return at;
	*code = 0xfffd;
	return end - 1;
}

struct span fold_span(const char *text, size_t len, size_t first, size_t last)
{
	struct span span = {first,
			    last + utf8_cluster(text + last, len - last)};
	uint32_t code;
	while (span.start < span.end) {
		size_t n = utf8_decode(text + span.start, span.end - span.start,
				       &code);
		if (!is_white(code))
			break;
		span.start += n;
	}
	while (span.start < span.end) {
		size_t at = character_before(text, span.start, span.end, &code);
		if (!is_white(code))
			break;
		span.end = at;
	}
	return span;
}

struct span fold_origin(const struct folded *folded, const char *text,
			size_t start, size_t end)
{
	size_t first = folded->origin[start];
	if (start == end)
		return (struct span){first, first};
	return fold_span(text, folded->origin[folded->len], first,
			 folded->origin[end - 1]);
}

void fold_release(struct folded *folded)
{
	free(folded->bytes);
	free(folded->origin);
	*folded = (struct folded){0};
}
