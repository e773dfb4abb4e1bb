#include "core/yaml_usual.h"

#include <string.h>

#include "core/yaml.h"

enum {
	BLOCK = 64,
	PIECE_BYTES = 16 << 10,
	PIECE_EVENTS = 64,    /* room that a few entries do with */
	KEY_MAX = 64,         /* bytes; libyaml's own limit is 1,024 */
	EVENTS_MAX = 1 << 16, /* of a piece */
	WORDS_MAX = 1 << 20,  /* bytes of a piece's texts */
};

/* What a byte may mean. */
enum {
	BYTE_KEY = 1,    /* it stands in keys */
	BYTE_FIRST = 2,  /* no plain text begins with it */
	BYTE_BLOCK = 4,  /* it may end a plain text */
	BYTE_FLOW = 8,   /* also within brackets */
	BYTE_QUOTES = 16 /* it may end a text in quotes, or mean another byte */
};

#define K BYTE_KEY
#define I BYTE_FIRST
#define B (BYTE_BLOCK | BYTE_FLOW)
#define TEN K, K, K, K, K, K, K, K, K, K
#define ALPHABET TEN, TEN, K, K, K, K, K, K
static const unsigned char bytes[256] = {
	['\0'] = I | B | BYTE_QUOTES,
	['\n'] = I | B | BYTE_QUOTES,
	['\t'] = I | B,
	[' '] = I,
	['!'] = I,
	['"'] = I | BYTE_QUOTES,
	['#'] = I | B,
	['%'] = I,
	['&'] = I,
	['\''] = I | BYTE_QUOTES,
	['*'] = I,
	[','] = I | BYTE_FLOW,
	['-'] = I | K,
	[':'] = I | B,
	['>'] = I,
	['?'] = I | BYTE_FLOW,
	['@'] = I,
	['['] = I | BYTE_FLOW,
	['\\'] = BYTE_QUOTES,
	[']'] = I | BYTE_FLOW,
	['`'] = I,
	['{'] = I | BYTE_FLOW,
	['|'] = I,
	['}'] = I | BYTE_FLOW,
	['_'] = K,
	['0'] = TEN,
	['A'] = ALPHABET,
	['a'] = ALPHABET,
};
#undef K
#undef I
#undef B
#undef TEN
#undef ALPHABET

static bool is(char byte, unsigned what)
{
	return bytes[(unsigned char)byte] & what;
}

/* A line's end or the file's. */
static bool ends_line(char byte)
{
	return byte == '\n' || !byte;
}

static bool blank_or_end(char byte)
{
	return byte == ' ' || ends_line(byte);
}

/*
 * Whether BLOCK bytes and the two after them may hold a line end other than
 * LF, or a BOM: without a branch, for the compiler to do many at once.
 */
static bool odd_block(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	unsigned char bad = 0;
	for (size_t i = 0; i < BLOCK; i++) {
		unsigned char a = at[i], b = at[i + 1], c = at[i + 2];
		bad |= (a == '\r') | ((a == 0xc2) & (b == 0x85)) |
		       ((a == 0xe2) & (b == 0x80) & ((c | 1) == 0xa9)) |
		       ((a == 0xef) & (b == 0xbb) & (c == 0xbf));
	}
	return bad;
}

static bool odd(const char *text, size_t len)
{
	char last[BLOCK + 2] = {0};
	size_t at = 0;
	/* What comes after the text is looked at only with what is in it. */
	for (; len - at > BLOCK; at += BLOCK)
		if (odd_block(text + at))
			return true;
	memcpy(last, text + at, len - at);
	return odd_block(last);
}

/* ---- events ---- */

/* A new event that begins here. */
static struct yaml_usual_event *push(struct yaml_scan *scan,
				     enum yaml_type type)
{
	array_grow(&scan->piece->events, 1);
	struct yaml_usual_event *event =
		&scan->piece->events.items[scan->piece->events.count++];
	*event = (struct yaml_usual_event){.type = (uint8_t)type,
					   .at = scan->at};
	return event;
}

static void push_open(struct yaml_scan *scan, enum yaml_type type, bool flow)
{
	push(scan, type)->flow = flow;
}

static struct yaml_usual_event *push_text(struct yaml_scan *scan, bool plain)
{
	struct yaml_usual_event *event = push(scan, YAML_TEXT);
	event->plain = plain;
	event->words = (uint32_t)scan->piece->words.len;
	return event;
}

/* Ends the event's text with text[from, to); false: the piece is too long. */
static bool end_text(struct yaml_scan *scan, struct yaml_usual_event *event,
		     size_t from, size_t to)
{
	str_add(&scan->piece->words, scan->text + from, to - from + 1);
	scan->piece->words.bytes[scan->piece->words.len - 1] = '\0';
	event->len = (uint32_t)(scan->piece->words.len - 1 - event->words);
	return scan->piece->words.len <= WORDS_MAX &&
	       scan->piece->events.count <= EVENTS_MAX;
}

/* ---- lines ---- */

/* The line end after a comment that begins at `at`. */
static size_t comment_end(const struct yaml_scan *scan, size_t at)
{
	const char *lf = memchr(scan->text + at, '\n', scan->len - at);
	return lf ? (size_t)(lf - scan->text) : scan->len;
}

/*
 * Moves from a line's start to the first byte of a line that has more than a
 * comment; to the end, in column 0, where there is none.
 */
static bool next_line(struct yaml_scan *scan)
{
	const char *text = scan->text;
	size_t start = scan->at, at = start;
	for (;;) {
		while (text[at] == ' ')
			at++;
		size_t column = at - start;
		if (text[at] == '#')
			at = comment_end(scan, at);
		else if (!ends_line(text[at])) {
			scan->at = at;
			scan->column = column;
			return text[at] != '\t';
		}
		if (!text[at])
			break;
		start = ++at;
	}
	scan->at = scan->len;
	scan->column = 0;
	return true;
}

/* Moves on, where nothing but a comment is left of the line. */
static bool end_line(struct yaml_scan *scan)
{
	const char *text = scan->text;
	size_t at = scan->at;
	while (text[at] == ' ')
		at++;
	if (text[at] == '#' && at > scan->at)
		at = comment_end(scan, at);
	scan->at = at + (text[at] == '\n');
	return ends_line(text[at]) && next_line(scan);
}

static void skip_spaces(struct yaml_scan *scan)
{
	while (scan->text[scan->at] == ' ')
		scan->at++;
}

static bool at_end(const struct yaml_scan *scan)
{
	return scan->at == scan->len;
}

static bool at_dash(const struct yaml_scan *scan)
{
	return scan->text[scan->at] == '-' &&
	       blank_or_end(scan->text[scan->at + 1]);
}

/* Bytes of the key that stands here with its colon; 0: there is none. */
static size_t key_here(const struct yaml_scan *scan)
{
	const char *text = scan->text + scan->at;
	size_t len = 0;
	while (is(text[len], BYTE_KEY))
		len++;
	return *text != '-' && len <= KEY_MAX && text[len] == ':' &&
			       blank_or_end(text[len + 1])
		       ? len
		       : 0;
}

/* ---- texts ---- */

/* What the letter after a backslash means; 0: libyaml knows. */
static char escaped(char letter)
{
	switch (letter) {
	case '"':
	case '\\':
	case '/':
		return letter;
	case 'n':
		return '\n';
	case 't':
		return '\t';
	default:
		return '\0';
	}
}

static bool read_quoted(struct yaml_scan *scan)
{
	const char *text = scan->text;
	struct yaml_usual_event *event = push_text(scan, false);
	char quote = text[scan->at];
	size_t from = scan->at + 1, at = from;
	for (;; at++) {
		while (!is(text[at], BYTE_QUOTES))
			at++;
		char byte = text[at];
		bool twice = byte == '\'' && text[at + 1] == byte;
		if (ends_line(byte))
			return false;
		if (byte == quote && (quote == '"' || !twice))
			break;
		if (byte != (quote == '"' ? '\\' : quote))
			continue;
		byte = twice ? byte : escaped(text[at + 1]);
		if (!byte)
			return false;
		str_add(&scan->piece->words, text + from, at - from);
		str_addc(&scan->piece->words, byte);
		from = ++at + 1;
	}
	scan->at = at + 1;
	return end_text(scan, event, from, at);
}

/* Whoever asks judges what it ends at. */
static bool read_plain(struct yaml_scan *scan, bool flow)
{
	const char *text = scan->text;
	const unsigned ends = flow ? BYTE_FLOW : BYTE_BLOCK;
	size_t at = scan->at;
	if (is(text[at], BYTE_FIRST))
		return false;
	struct yaml_usual_event *event = push_text(scan, true);
	for (;; at++) {
		while (!is(text[at], ends))
			at++;
		if (text[at] == '#'
			    ? text[at - 1] == ' '
			    : text[at] != ':' || blank_or_end(text[at + 1]))
			break;
		if (text[at] == ':' && flow && is(text[at + 1], BYTE_FLOW))
			return false;
	}
	while (text[at - 1] == ' ')
		at--;
	size_t from = scan->at;
	scan->at = at;
	return end_text(scan, event, from, at);
}

/* ---- nodes on one line ---- */

static bool read_inline(struct yaml_scan *scan, bool flow, size_t depth);

/* A key within braces, its colon, and the blanks after it. */
static bool read_flow_key(struct yaml_scan *scan)
{
	size_t from = scan->at;
	if (scan->text[from] == '"' || scan->text[from] == '\''
		    ? !read_quoted(scan)
		    : !read_plain(scan, true))
		return false;
	if (scan->text[scan->at] != ':' || scan->text[scan->at + 1] != ' ' ||
	    scan->at - from > KEY_MAX)
		return false;
	scan->at++;
	skip_spaces(scan);
	return true;
}

/* [ ] or { }, in which so many lists and maps are open. */
static bool read_flow(struct yaml_scan *scan, size_t depth)
{
	bool map = scan->text[scan->at] == '{';
	char end = map ? '}' : ']';
	if (depth == YAML_DEPTH_MAX)
		return false;
	push_open(scan, map ? YAML_MAP : YAML_LIST, true);
	scan->at++;
	skip_spaces(scan);
	while (scan->text[scan->at] != end) {
		if ((map && !read_flow_key(scan)) ||
		    !read_inline(scan, true, depth + 1))
			return false;
		skip_spaces(scan);
		if (scan->text[scan->at] == end)
			break;
		if (scan->text[scan->at++] != ',')
			return false;
		skip_spaces(scan);
		if (scan->text[scan->at] == end)
			return false;
	}
	push(scan, YAML_CLOSE);
	scan->at++;
	return true;
}

static bool read_inline(struct yaml_scan *scan, bool flow, size_t depth)
{
	switch (scan->text[scan->at]) {
	case '"':
	case '\'':
		return read_quoted(scan);
	case '[':
	case '{':
		return read_flow(scan, depth);
	default:
		return read_plain(scan, flow);
	}
}

/* ---- nodes by their indentation ---- */

static bool read_map(struct yaml_scan *scan, size_t column, size_t depth);

/* The entry of a list whose dash stands here, and the next line's start. */
static bool read_entry(struct yaml_scan *scan, size_t column, size_t depth)
{
	size_t dash = scan->at++;
	skip_spaces(scan);
	if (key_here(scan))
		return read_map(scan, column + (scan->at - dash), depth);
	return read_inline(scan, false, depth) && end_line(scan);
}

/* The list whose first dash stands here. */
static bool read_list(struct yaml_scan *scan, size_t column, size_t depth)
{
	if (depth == YAML_DEPTH_MAX)
		return false;
	push_open(scan, YAML_LIST, false);
	do {
		if (!read_entry(scan, column, depth + 1))
			return false;
	} while (scan->column == column && at_dash(scan));
	push(scan, YAML_CLOSE);
	return scan->column <= column;
}

/* What stands below its key, in a map of that column. */
static bool read_below(struct yaml_scan *scan, size_t column, size_t depth)
{
	if (!end_line(scan) || scan->column < column || at_end(scan))
		return false;
	if (!at_dash(scan))
		return scan->column > column &&
		       read_map(scan, scan->column, depth);
	if (depth > 1)
		return read_list(scan, scan->column, depth);
	push_open(scan, YAML_LIST, false);
	scan->listed = true;
	scan->list_column = scan->column;
	return true;
}

/* The key that stands here, and its value, in a map of that column. */
static bool read_pair(struct yaml_scan *scan, size_t column, size_t depth)
{
	size_t from = scan->at, len = key_here(scan);
	if (!len || !end_text(scan, push_text(scan, true), from, from + len))
		return false;
	size_t colon = scan->at += len;
	scan->at++;
	skip_spaces(scan);
	char first = scan->text[scan->at];
	if (!ends_line(first) && first != '#')
		return read_inline(scan, false, depth) && end_line(scan);
	scan->at = colon + 1;
	return read_below(scan, column, depth);
}

/* The map whose first key stands here. */
static bool read_map(struct yaml_scan *scan, size_t column, size_t depth)
{
	if (depth == YAML_DEPTH_MAX)
		return false;
	push_open(scan, YAML_MAP, false);
	do {
		if (!read_pair(scan, column, depth + 1))
			return false;
	} while (scan->column == column && !at_dash(scan));
	push(scan, YAML_CLOSE);
	return scan->column < column;
}

/* ---- pieces ---- */

/* Closes what ends here; false where another entry cannot begin here. */
static bool end_top(struct yaml_scan *scan)
{
	if (scan->listed) {
		if (scan->column == scan->list_column && at_dash(scan))
			return true;
		scan->listed = false;
		push(scan, YAML_CLOSE);
	}
	scan->ended = at_end(scan);
	if (scan->ended)
		push(scan, YAML_CLOSE);
	return scan->ended || (!scan->column && key_here(scan));
}

static bool read_top(struct yaml_scan *scan)
{
	if (!scan->begun) {
		if (!next_line(scan) || scan->column)
			return false;
		scan->begun = true;
		push_open(scan, YAML_MAP, false);
	}
	bool good = scan->listed ? read_entry(scan, scan->list_column, 2)
				 : read_pair(scan, 0, 1);
	return good && end_top(scan);
}

/* Where an entry begins. */
struct mark {
	struct yaml_scan scan;
	size_t events, words; /* of the piece before it */
};

/*
 * One entry more than the piece is to have is read, and then read again: only
 * what an entry that is usual follows can be given.
 */
bool yaml_usual_next(struct yaml_usual *usual, struct yaml_usual_piece *piece)
{
	struct yaml_scan *scan = &usual->scan;
	size_t from = scan->at;
	bool good;
	piece->events.count = piece->words.len = 0;
	array_grow(&piece->events, PIECE_EVENTS);
	scan->piece = piece;
	struct mark before, last = {*scan, 0, 0}, next = last;
	do {
		before = last;
		last = next;
		good = read_top(scan) &&
		       !odd(scan->text + last.scan.at, scan->at - last.scan.at);
		next = (struct mark){*scan, piece->events.count,
				     piece->words.len};
	} while (good && !scan->ended &&
		 (!last.events || scan->at - from < usual->enough));
	piece->last = good && scan->ended;
	if (!piece->last) {
		next = good ? last : before;
		*scan = next.scan;
		piece->events.count = next.events;
		piece->words.len = next.words;
	}
	return piece->events.count > 0;
}

void yaml_usual_init(struct yaml_usual *usual, const char *text, size_t len)
{
	*usual = (struct yaml_usual){.scan = {.text = text, .len = len},
				     .enough = PIECE_BYTES};
}

void yaml_usual_release(struct yaml_usual_piece *piece)
{
	array_release(&piece->events);
	str_release(&piece->words);
}
