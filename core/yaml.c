#include "core/yaml.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "core/article.h"
#include "core/lines.h"
#include "core/str.h"
#include "core/utf8.h"

enum {
	RESTARTS_MAX = 200,  /* each costs libyaml a block of 48 KiB */
	JUDGED_MAX = 10000,  /* events */
	DIRECTIVES_MAX = 16, /* libyaml compares each with all before */
};

/* What is open: a map or a list, and whether a key waits for its value. */
struct level {
	bool map, flow, key;
};

/* Where the text that libyaml reads and the file part. */
struct shift {
	size_t text, file;
};

struct yaml {
	struct diags *diags;
	const char *claim;     /* that problems belong to, or NULL */
	struct article file;   /* its bytes */
	struct lines lines;
	struct str clean;      /* the text, where it is not the file's own */
	const char *text;      /* what libyaml reads: no BOM, all valid */
	size_t len;            /* bytes of text */
	ARRAY(struct shift) shifts; /* first {0, length of the BOM} */
	bool ascii;            /* a character is a byte throughout */

	yaml_parser_t parser;
	/* Two events, for after a text the next one is looked at first. */
	yaml_event_t events[2];
	bool holding[2];       /* they hold memory */
	unsigned current;
	bool parsing, failed;  /* parser holds memory, has found an error */
	const char *prefix;    /* read before text + fed */
	size_t fed;            /* bytes of text that libyaml has taken */
	/* libyaml counts characters: index stands at text[byte]. */
	struct counter {
		size_t index, byte;
	} base, cursor;

	struct level levels[YAML_DEPTH_MAX];
	size_t depth;
	size_t last;           /* in text: where the last event began */
	bool last_quoted;      /* it was text in quotes */
	size_t list_column;    /* of the dashes of the top-level list */
	bool begun, done, cut; /* root met, nothing more to come, parts lost */
	bool unwinding;        /* closing levels until unwind_to are open */
	size_t unwind_to, resume; /* resume: in text; len: nowhere */
	size_t restarts;
	struct str scratch;    /* a value that had NULs in it */
};

/* ---- places ---- */

static size_t file_offset(const struct yaml *yaml, size_t at)
{
	size_t low = 0, high = yaml->shifts.count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (yaml->shifts.items[middle].text <= at)
			low = middle;
		else
			high = middle;
	}
	const struct shift *shift = &yaml->shifts.items[low];
	size_t offset = shift->file + (at - shift->text);
	return offset < yaml->file.bytes ? offset : yaml->file.bytes;
}

static bool begins_character(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Byte in text of libyaml's character index; indexes mostly ascend. */
static size_t text_at(struct yaml *yaml, size_t index)
{
	if (index <= yaml->base.index)
		return yaml->base.byte;
	size_t byte;
	if (yaml->ascii) {
		byte = yaml->base.byte + (index - yaml->base.index);
		return byte < yaml->len ? byte : yaml->len;
	}
	struct counter *at = &yaml->cursor;
	if (index < at->index)
		*at = yaml->base;
	for (byte = at->byte; byte < yaml->len; byte++)
		if (begins_character(yaml->text[byte]) && at->index++ == index)
			break;
	*at = (struct counter){index, byte};
	return byte;
}

struct place yaml_place(const struct yaml *yaml, size_t offset)
{
	return lines_place(&yaml->lines, offset);
}

size_t yaml_dash(const struct yaml *yaml, size_t offset)
{
	size_t at = offset;
	while (at > 0 && yaml->file.text[at - 1] == ' ')
		at--;
	return at > 0 && yaml->file.text[at - 1] == '-' ? at - 1 : offset;
}

void yaml_report(struct yaml *yaml, enum diag_kind kind, size_t offset,
		 const char *detail, const char *hint)
{
	if (diag_full(yaml->diags, yaml->lines.file))
		return;
	struct diag diag = {
		.kind = kind,
		.place = yaml_place(yaml, offset),
		.detail = detail,
		.hint = hint,
		.claim = yaml->claim,
	};
	diag_add_at(yaml->diags, &diag, yaml->file.text, yaml->file.bytes,
		    offset);
}

void yaml_claim(struct yaml *yaml, const char *claim)
{
	yaml->claim = claim;
}

/* The same at a byte of the text; detail: as many bytes of it. */
static void report_text(struct yaml *yaml, enum diag_kind kind, size_t at,
			size_t bytes)
{
	struct str detail = {0};
	str_add(&detail, yaml->text + at, bytes);
	yaml_report(yaml, kind, file_offset(yaml, at), str_get(&detail), NULL);
	str_release(&detail);
}

/* Bytes up to the next white space. */
static size_t word_length(const struct yaml *yaml, size_t at)
{
	size_t end = at;
	while (end < yaml->len && end - at < 64 &&
	       !strchr(" \t\r\n,]}", yaml->text[end]))
		end++;
	return end - at;
}

/* ---- making the bytes fit for libyaml ---- */

/*
 * Length of the character at the start of bytes where YAML does not allow
 * it, though it is UTF-8; else 0.
 */
static size_t forbidden(const char *bytes, size_t len)
{
	unsigned char a = (unsigned char)bytes[0];
	if (a < 0x20)
		return a != '\t' && a != '\n' && a != '\r';
	if (a < 0x7f)
		return 0;
	if (a == 0x7f)
		return 1;
	unsigned char b = len > 1 ? (unsigned char)bytes[1] : 0;
	if (a == 0xc2 && b < 0xa0 && b != 0x85)
		return 2;
	if (a == 0xef && b == 0xbf && len > 2 &&
	    (unsigned char)bytes[2] >= 0xbe)
		return 3;
	return 0;
}

static void report_malformed(struct yaml *yaml, size_t at)
{
	char byte[8];
	snprintf(byte, sizeof byte, "0x%02X",
		 (unsigned)(unsigned char)yaml->file.text[at]);
	yaml_report(yaml, DIAG_MALFORMED, at, byte, NULL);
}

static void report_forbidden(struct yaml *yaml, size_t at)
{
	uint32_t code;
	utf8_decode(yaml->file.text + at, yaml->file.bytes - at, &code);
	char name[16];
	snprintf(name, sizeof name, "U+%04X", (unsigned)code);
	yaml_report(yaml, DIAG_CONTROL, at, name, NULL);
}

/* Puts U+FFFD for file[at, at + bytes); file[from, at) goes before it. */
static void replace(struct yaml *yaml, size_t from, size_t at, size_t bytes)
{
	str_add(&yaml->clean, yaml->file.text + from, at - from);
	str_adds(&yaml->clean, "\xef\xbf\xbd");
	struct shift shift = {yaml->clean.len, at + bytes};
	array_push(&yaml->shifts, shift);
}

/* The first forbidden character in [from, end), or end. */
static size_t find_forbidden(struct yaml *yaml, size_t from, size_t end)
{
	const char *text = yaml->file.text;
	while (from < end && !forbidden(text + from, end - from)) {
		if ((unsigned char)text[from] >= 0x80)
			yaml->ascii = false;
		from++;
	}
	return from;
}

static void clean_text(struct yaml *yaml)
{
	const char *bytes = yaml->file.text;
	size_t len = yaml->file.bytes;
	size_t bom = len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;
	size_t kept = bom, at = bom, valid = bom; /* valid: UTF-8 up to there */
	struct shift shift = {0, bom};
	array_push(&yaml->shifts, shift);
	yaml->ascii = true;
	while (at < len) {
		if (at == valid)
			valid += utf8_check(bytes + at, len - at);
		at = find_forbidden(yaml, at, valid);
		if (at == len)
			break;
		size_t bytes_there;
		if (at < valid) {
			report_forbidden(yaml, at);
			bytes_there = forbidden(bytes + at, len - at);
		} else {
			uint32_t code;
			report_malformed(yaml, at);
			bytes_there = utf8_decode(bytes + at, len - at, &code);
			valid = at + bytes_there;
		}
		replace(yaml, kept, at, bytes_there);
		kept = at += bytes_there;
	}
	if (kept > bom) {
		yaml->ascii = false;
		str_add(&yaml->clean, bytes + kept, len - kept);
	}
	yaml->text = kept > bom ? yaml->clean.bytes : bytes + bom;
	yaml->len = kept > bom ? yaml->clean.len : len - bom;
}

/* Makes text a copy of our own, to blank things in. */
static char *own_text(struct yaml *yaml)
{
	if (!yaml->clean.bytes) {
		str_add(&yaml->clean, yaml->text, yaml->len);
		yaml->text = yaml->clean.bytes;
	}
	return yaml->clean.bytes;
}

static size_t line_end(const struct yaml *yaml, size_t at)
{
	const char *lf = at < yaml->len
				 ? memchr(yaml->text + at, '\n', yaml->len - at)
				 : NULL;
	return lf ? (size_t)(lf - yaml->text) : yaml->len;
}

/* The first line at or after `at` (a line's start) with something on it. */
static size_t skip_blank_lines(const struct yaml *yaml, size_t at)
{
	while (at < yaml->len) {
		size_t here = at + strspn(yaml->text + at, " \t\r");
		if (here < yaml->len && yaml->text[here] != '\n' &&
		    yaml->text[here] != '#')
			break;
		at = line_end(yaml, here);
		at += at < yaml->len;
	}
	return at;
}

/*
 * Reports the directives at the top.  libyaml is shown but the first few, as
 * many as a sane file can have.
 */
static void scan_directives(struct yaml *yaml)
{
	size_t count = 0;
	size_t at = skip_blank_lines(yaml, 0);
	while (at < yaml->len && yaml->text[at] == '%') {
		size_t end = line_end(yaml, at);
		report_text(yaml, DIAG_DIRECTIVE, at, word_length(yaml, at));
		if (++count > DIRECTIVES_MAX)
			memset(own_text(yaml) + at, ' ', end - at);
		at = skip_blank_lines(yaml, end + (end < yaml->len));
	}
}

/* ---- libyaml ---- */

static int feed(void *data, unsigned char *buffer, size_t size, size_t *got)
{
	struct yaml *yaml = data;
	size_t len = strlen(yaml->prefix);
	const char *from = yaml->prefix;
	if (len) {
		len = len < size ? len : size;
		yaml->prefix += len;
	} else {
		len = yaml->len - yaml->fed;
		len = len < size ? len : size;
		from = yaml->text + yaml->fed;
		yaml->fed += len;
	}
	memcpy(buffer, from, len);
	*got = len;
	return 1;
}

static void drop_event(struct yaml *yaml, unsigned which)
{
	if (yaml->holding[which])
		yaml_event_delete(&yaml->events[which]);
	yaml->holding[which] = false;
}

static void drop_parser(struct yaml *yaml)
{
	drop_event(yaml, 0);
	drop_event(yaml, 1);
	if (yaml->parsing)
		yaml_parser_delete(&yaml->parser);
	yaml->parsing = yaml->failed = false;
}

/* Has libyaml read the prefix and then text from `at`. */
static void start(struct yaml *yaml, const char *prefix, size_t at)
{
	drop_parser(yaml);
	if (!yaml_parser_initialize(&yaml->parser))
		out_of_memory();
	yaml->parsing = true;
	yaml->prefix = prefix;
	yaml->fed = at;
	yaml->base = yaml->cursor = (struct counter){strlen(prefix), at};
	yaml_parser_set_encoding(&yaml->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input(&yaml->parser, feed, yaml);
}

static bool parse(struct yaml *yaml, unsigned which)
{
	if (yaml->failed)
		return false;
	yaml->holding[which] =
		yaml_parser_parse(&yaml->parser, &yaml->events[which]);
	yaml->failed = !yaml->holding[which];
	if (yaml->failed && yaml->parser.error == YAML_MEMORY_ERROR)
		out_of_memory();
	return !yaml->failed;
}

/* Makes libyaml's next event the current one. */
static bool pull(struct yaml *yaml)
{
	drop_event(yaml, yaml->current);
	yaml->current ^= 1;
	return yaml->holding[yaml->current] || parse(yaml, yaml->current);
}

static const yaml_event_t *current(const struct yaml *yaml)
{
	return &yaml->events[yaml->current];
}

/* Takes the file's bytes. */
static struct yaml *new_reader(const char *path, const struct article *file,
			       struct diags *diags)
{
	struct yaml *yaml = memory_alloc(sizeof *yaml);
	*yaml = (struct yaml){.diags = diags, .file = *file};
	lines_init(&yaml->lines, path, file->text, file->bytes);
	clean_text(yaml);
	scan_directives(yaml);
	start(yaml, "", 0);
	return yaml;
}

struct yaml *yaml_new(const char *path, const char *bytes, size_t len,
		      struct diags *diags)
{
	struct article file = {.text = memory_alloc(len + 1), .bytes = len};
	if (len)
		memcpy(file.text, bytes, len);
	file.text[len] = '\0';
	return new_reader(path, &file, diags);
}

struct yaml *yaml_open(const char *path, struct diags *diags, int *error)
{
	struct article file;
	*error = article_load(&file, path);
	return *error ? NULL : new_reader(path, &file, diags);
}

/* ---- errors, and where to go on ---- */

/* Whether the line at `at` begins a top-level key. */
static bool key_line(const struct yaml *yaml, size_t at)
{
	size_t end = at;
	while (end < yaml->len && (yaml->text[end] == '_' ||
				   yaml->text[end] == '-' ||
				   (yaml->text[end] >= 'a' &&
				    yaml->text[end] <= 'z')))
		end++;
	return end > at && yaml->text[at] != '-' && end < yaml->len &&
	       yaml->text[end] == ':' &&
	       strchr(" \t\r\n", yaml->text[end + 1]);
}

/* Whether the line at `at` begins an item of the top-level list. */
static bool item_line(const struct yaml *yaml, size_t at)
{
	size_t dash = at + strspn(yaml->text + at, " ");
	return dash - at == yaml->list_column && dash < yaml->len &&
	       yaml->text[dash] == '-' &&
	       strchr(" \t\r\n", yaml->text[dash + 1]);
}

/* Closes what is open down to where reading can go on, after an error. */
static void recover(struct yaml *yaml)
{
	bool rooted = yaml->depth > 0 && yaml->levels[0].map &&
		      !yaml->levels[0].flow;
	bool listed = yaml->depth > 1 && !yaml->levels[1].map && rooted &&
		      !yaml->levels[1].flow;
	size_t at = line_end(yaml, yaml->last);
	yaml->unwinding = yaml->cut = true;
	yaml->unwind_to = 0;
	yaml->resume = yaml->len;
	if (yaml->restarts++ == RESTARTS_MAX) {
		yaml_report(yaml, DIAG_ABANDONED, file_offset(yaml, at), NULL,
			    NULL);
		return;
	}
	if (!rooted && yaml->begun)
		return;
	for (at++; at < yaml->len; at = line_end(yaml, at) + 1) {
		bool item = listed && item_line(yaml, at);
		if (item || key_line(yaml, at)) {
			yaml->unwind_to = item ? 2 : rooted;
			yaml->resume = yaml->last = at;
			return;
		}
	}
}

static bool says(const struct yaml *yaml, const char *problem)
{
	return yaml->parser.problem && !strcmp(yaml->parser.problem, problem);
}

/*
 * What libyaml says is wrong, at the place that people look for: quotes that
 * swallow the next lines are told where they open, not where they end.
 */
static void report_error(struct yaml *yaml)
{
	const yaml_parser_t *parser = &yaml->parser;
	size_t at = text_at(yaml, parser->problem_mark.index);
	enum diag_kind kind = DIAG_SYNTAX;
	if (says(yaml, "mapping values are not allowed in this context") ||
	    says(yaml, "found character that cannot start any token")) {
		kind = DIAG_SYNTAX_QUOTES;
	} else if (parser->context &&
		   !strcmp(parser->context, "while scanning a quoted scalar")) {
		size_t open = text_at(yaml, parser->context_mark.index);
		if (says(yaml, "found unexpected end of stream")) {
			kind = DIAG_SYNTAX_UNCLOSED;
			at = open;
		}
	} else if (yaml->last_quoted && line_end(yaml, yaml->last) < at &&
		   parser->error == YAML_PARSER_ERROR) {
		kind = DIAG_SYNTAX_UNCLOSED;
		at = yaml->last;
	}
	yaml_report(yaml, kind, file_offset(yaml, at),
		    kind == DIAG_SYNTAX ? parser->problem : NULL, NULL);
}

/* ---- events ---- */

static bool give(struct yaml *yaml, struct yaml_event *event,
		 enum yaml_type type, bool spoiled)
{
	*event = (struct yaml_event){
		.type = type,
		.offset = file_offset(yaml, yaml->last),
		.text = type == YAML_TEXT ? "" : NULL,
		.plain = true,
		.spoiled = spoiled,
	};
	return type != YAML_END;
}

/* In a map, keys and values take turns. */
static void take_turn(struct yaml *yaml)
{
	yaml->begun = true;
	if (yaml->depth > 0 && yaml->levels[yaml->depth - 1].map)
		yaml->levels[yaml->depth - 1].key ^= true;
}

/* Closes one of the levels that an error left open; false: all are. */
static bool unwind(struct yaml *yaml, struct yaml_event *event)
{
	if (yaml->depth > 0 && yaml->levels[yaml->depth - 1].key) {
		take_turn(yaml);
		return give(yaml, event, YAML_TEXT, true);
	}
	if (yaml->depth > yaml->unwind_to) {
		yaml->depth--;
		return give(yaml, event, YAML_CLOSE, true);
	}
	return false;
}

/* Reads on at yaml->resume, with what is open there opened for libyaml. */
static void resume(struct yaml *yaml)
{
	static const yaml_event_type_t opening[] = {
		YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT,
		YAML_MAPPING_START_EVENT, YAML_SCALAR_EVENT,
		YAML_SEQUENCE_START_EVENT};
	size_t count = yaml->depth == 0 ? 2 : yaml->depth == 1 ? 3 : 5;
	yaml->unwinding = false;
	yaml->last_quoted = false;
	if (yaml->resume == yaml->len) {
		yaml->done = true;
		return;
	}
	start(yaml, yaml->depth == 2 ? "x:\n" : "", yaml->resume);
	for (size_t i = 0; i < count; i++) {
		if (!pull(yaml)) {
			report_error(yaml);
			recover(yaml);
			return;
		}
		if (current(yaml)->type != opening[i]) {
			yaml->resume = yaml->len;
			yaml->unwinding = true;
			yaml->unwind_to = 0;
			return;
		}
	}
}

/*
 * Reads the rest for libyaml's verdict alone, as far as that is cheap.
 */
static void judge_rest(struct yaml *yaml, size_t at)
{
	size_t directives = 0, depth = 0, events = 0;
	for (; at < yaml->len; at = line_end(yaml, at) + 1)
		directives += yaml->text[at] == '%';
	if (directives > DIRECTIVES_MAX)
		return;
	while (depth <= YAML_DEPTH_MAX && events++ < JUDGED_MAX) {
		if (!pull(yaml)) {
			report_error(yaml);
			return;
		}
		yaml_event_type_t type = current(yaml)->type;
		if (type == YAML_STREAM_END_EVENT)
			return;
		depth += type == YAML_MAPPING_START_EVENT ||
			 type == YAML_SEQUENCE_START_EVENT;
		depth -= type == YAML_MAPPING_END_EVENT ||
			 type == YAML_SEQUENCE_END_EVENT;
	}
}

/* The first document is over: whatever follows is too much. */
static void end_document(struct yaml *yaml)
{
	size_t at = text_at(yaml, current(yaml)->end_mark.index);
	yaml->done = true;
	at += strspn(yaml->text + at, " \t\r");
	if (at < yaml->len && (yaml->text[at] == '\n' || yaml->text[at] == '#'))
		at = line_end(yaml, at);
	at = skip_blank_lines(yaml, at + (yaml->text[at] == '\n'));
	while (at < yaml->len && !strncmp(yaml->text + at, "...", 3) &&
	       strchr(" \t\r\n", yaml->text[at + 3])) {
		size_t end = line_end(yaml, at);
		at = skip_blank_lines(yaml, end + (end < yaml->len));
	}
	if (at < yaml->len)
		report_text(yaml,
			    yaml->text[at] == '%' ? DIAG_DIRECTIVE
						  : DIAG_DOCUMENT,
			    at, word_length(yaml, at));
	judge_rest(yaml, at);
}

/* Reports the properties of the node at `at`; true where it has any. */
static bool report_properties(struct yaml *yaml, size_t at, bool anchor,
			      bool tag)
{
	if (!anchor && !tag)
		return false;
	size_t second = at + word_length(yaml, at);
	second += strspn(yaml->text + second, " \t\r\n");
	if (anchor) {
		size_t where = yaml->text[at] == '&' ? at : second;
		report_text(yaml, DIAG_YAML_ANCHOR, where,
			    word_length(yaml, where));
	}
	if (tag) {
		size_t where = yaml->text[at] == '!' ? at : second;
		report_text(yaml, DIAG_TAG, where, word_length(yaml, where));
	}
	return true;
}

/* The value with U+FFFD for each NUL. */
static void replace_nuls(struct yaml *yaml, struct yaml_event *event)
{
	const char *at = event->text, *end = event->text + event->len, *nul;
	str_clear(&yaml->scratch);
	while ((nul = memchr(at, '\0', (size_t)(end - at)))) {
		str_add(&yaml->scratch, at, (size_t)(nul - at));
		str_adds(&yaml->scratch, "\xef\xbf\xbd");
		at = nul + 1;
	}
	str_add(&yaml->scratch, at, (size_t)(end - at));
	event->text = yaml->scratch.bytes;
	event->len = yaml->scratch.len;
}

/*
 * A text that libyaml finds an error right after is not what was meant:
 * `text: he said: no`, or quotes that close on another line.
 */
static void give_text(struct yaml *yaml, struct yaml_event *event)
{
	const yaml_event_t *from = current(yaml);
	yaml_scalar_style_t style = from->data.scalar.style;
	event->plain = style == YAML_PLAIN_SCALAR_STYLE;
	event->text = (const char *)from->data.scalar.value;
	event->len = from->data.scalar.length;
	yaml->last_quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
			    style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	bool empty = event->plain && !event->len;
	event->spoiled = report_properties(
		yaml, yaml->last, from->data.scalar.anchor,
		from->data.scalar.tag ||
			(yaml->text[yaml->last] == '!' && !empty));
	if (event->len > YAML_TEXT_MAX) {
		yaml_report(yaml, DIAG_LONG_TEXT, event->offset, NULL, NULL);
		event->spoiled = true;
		event->text = "";
		event->len = 0;
	}
	if (!parse(yaml, yaml->current ^ 1))
		event->spoiled = true;
	if (memchr(event->text, '\0', event->len))
		replace_nuls(yaml, event);
}

/* Opens a level; false where it would be too deep. */
static bool open_level(struct yaml *yaml, struct yaml_event *event, bool map,
		       bool flow, bool anchor, bool tag)
{
	if (yaml->depth == YAML_DEPTH_MAX) {
		yaml_report(yaml, DIAG_TOO_DEEP, event->offset, NULL, NULL);
		recover(yaml);
		return false;
	}
	tag |= yaml->text[yaml->last] == '!';
	event->spoiled = report_properties(yaml, yaml->last, anchor, tag);
	if (yaml->depth == 1 && !map && !flow) {
		size_t start_of_line = yaml->last;
		while (start_of_line > 0 &&
		       yaml->text[start_of_line - 1] != '\n')
			start_of_line--;
		yaml->list_column = yaml->last - start_of_line;
	}
	take_turn(yaml);
	yaml->levels[yaml->depth++] = (struct level){map, flow, false};
	event->type = map ? YAML_MAP : YAML_LIST;
	event->flow = flow;
	return true;
}

/* Gives libyaml's event; false where it is none that readers want. */
static bool convert(struct yaml *yaml, struct yaml_event *event)
{
	const yaml_event_t *from = current(yaml);
	yaml->last = text_at(yaml, from->start_mark.index);
	yaml->last_quoted = false;
	*event = (struct yaml_event){.type = YAML_TEXT,
				     .offset = file_offset(yaml, yaml->last),
				     .text = ""};
	switch (from->type) {
	case YAML_SCALAR_EVENT:
		give_text(yaml, event);
		take_turn(yaml);
		return true;
	case YAML_ALIAS_EVENT:
		report_text(yaml, DIAG_ALIAS, yaml->last,
			    word_length(yaml, yaml->last));
		event->spoiled = true;
		take_turn(yaml);
		return true;
	case YAML_MAPPING_START_EVENT:
		return open_level(yaml, event, true,
				  from->data.mapping_start.style ==
					  YAML_FLOW_MAPPING_STYLE,
				  from->data.mapping_start.anchor,
				  from->data.mapping_start.tag);
	case YAML_SEQUENCE_START_EVENT:
		return open_level(yaml, event, false,
				  from->data.sequence_start.style ==
					  YAML_FLOW_SEQUENCE_STYLE,
				  from->data.sequence_start.anchor,
				  from->data.sequence_start.tag);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		yaml->depth--;
		event->type = YAML_CLOSE;
		return true;
	case YAML_DOCUMENT_END_EVENT:
		end_document(yaml);
		return false;
	case YAML_STREAM_END_EVENT:
		yaml->done = true;
		return false;
	default:
		return false;
	}
}

bool yaml_next(struct yaml *yaml, struct yaml_event *event)
{
	for (;;) {
		if (yaml->unwinding) {
			if (unwind(yaml, event))
				return true;
			resume(yaml);
		} else if (yaml->done) {
			return give(yaml, event, YAML_END, false);
		} else if (!pull(yaml)) {
			report_error(yaml);
			recover(yaml);
		} else if (convert(yaml, event)) {
			return true;
		}
	}
}

bool yaml_skip(struct yaml *yaml, const struct yaml_event *event)
{
	struct yaml_event next = *event;
	size_t depth = 0;
	bool good = !next.spoiled;
	for (;;) {
		depth += next.type == YAML_LIST || next.type == YAML_MAP;
		depth -= next.type == YAML_CLOSE;
		if (!depth || !yaml_next(yaml, &next))
			return good;
		good &= !next.spoiled;
	}
}

bool yaml_cut(const struct yaml *yaml)
{
	return yaml->cut;
}

void yaml_close(struct yaml *yaml)
{
	if (!yaml)
		return;
	drop_parser(yaml);
	article_release(&yaml->file);
	lines_release(&yaml->lines);
	str_release(&yaml->clean);
	str_release(&yaml->scratch);
	array_release(&yaml->shifts);
	free(yaml);
}
