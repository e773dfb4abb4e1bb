#include "core/yaml.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <yaml.h>

#include "core/side.h"
#include "core/str.h"
#include "core/yaml_ahead.h"
#include "core/yaml_slip.h"
#include "core/yaml_text.h"

enum {
	RESTARTS_MAX = 200, /* each costs libyaml a block of 48 KiB */
	JUDGED_MAX = 10000, /* events */
	HEAD_BYTES = 32 << 10,
};

/* What is open: a map or a list, and whether a key waits for its value. */
struct level {
	bool map, flow, key;
};

struct yaml {
	struct yaml_text in;
	struct yaml_ahead ahead;
	const struct yaml_usual_piece *piece;
	size_t given; /* of its events */
	bool exact;   /* libyaml reads */

	yaml_parser_t parser;
	/* Two events, for after a text the next one is looked at first. */
	yaml_event_t events[2];
	bool holding[2]; /* they hold memory */
	unsigned current;
	bool parsing, failed; /* parser holds memory, has found an error */
	const char *prefix;   /* read before text + fed */
	size_t fed;           /* bytes of text that libyaml has taken */
	/* libyaml counts characters: index stands at text[byte]. */
	struct counter {
		size_t index, byte;
	} base, cursor;

	struct level levels[YAML_DEPTH_MAX];
	size_t depth;
	size_t last;           /* in text: where the last event began */
	bool last_quoted;      /* it was text in quotes */
	size_t last_ended;     /* its end, where its quotes close on another
				  line; else 0 */
	struct yaml_slip slip; /* where libyaml failed */
	size_t list_column;    /* of the dashes of the top-level list */
	bool begun, done, cut; /* root met, nothing more to come, parts lost */
	bool unwinding;        /* closing levels until unwind_to are open */
	bool whole;            /* what they close is none the worse */
	size_t unwind_to, resume; /* resume: in text; len: nowhere */
	struct str heading; /* a key as it was meant, for what stands there: */
	size_t heading_at;
	size_t restarts;
	struct str scratch; /* a value that had NULs in it */
};

/* ---- places ---- */

static bool begins_character(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

/* How many characters begin in eight bytes. */
static size_t characters(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, sizeof word);
	uint64_t later = word & ~word << 1 & UINT64_C(0x8080808080808080);
	return 8 - (size_t)((later >> 7) * UINT64_C(0x0101010101010101) >> 56);
}

/* Byte in text of libyaml's character index; indexes mostly ascend. */
static size_t text_at(struct yaml *yaml, size_t index)
{
	if (index < yaml->base.index && yaml->heading.len)
		return yaml->heading_at;
	if (index <= yaml->base.index)
		return yaml->base.byte;
	size_t byte;
	if (yaml->in.ascii) {
		byte = yaml->base.byte + (index - yaml->base.index);
		return byte < yaml->in.len ? byte : yaml->in.len;
	}
	struct counter *at = &yaml->cursor;
	if (index < at->index)
		*at = yaml->base;
	size_t count = at->index;
	byte = at->byte;
	while (byte + 8 <= yaml->in.len &&
	       count + characters(yaml->in.text + byte) <= index) {
		count += characters(yaml->in.text + byte);
		byte += 8;
	}
	for (; byte < yaml->in.len; byte++)
		if (begins_character(yaml->in.text[byte]) && count++ == index)
			break;
	*at = (struct counter){index, byte};
	return byte;
}

struct place yaml_place(const struct yaml *yaml, size_t offset)
{
	return lines_place(&yaml->in.lines, offset);
}

size_t yaml_dash(const struct yaml *yaml, size_t offset)
{
	size_t at = offset;
	while (at > 0 && yaml->in.file.text[at - 1] == ' ')
		at--;
	return at > 0 && yaml->in.file.text[at - 1] == '-' ? at - 1 : offset;
}

void yaml_report(struct yaml *yaml, enum diag_kind kind, size_t offset,
		 const char *detail, const char *hint)
{
	yaml_text_report(&yaml->in, kind, offset, detail, hint);
}

bool yaml_full(const struct yaml *yaml)
{
	return yaml_text_full(&yaml->in);
}

void yaml_claim(struct yaml *yaml, const char *article, const char *claim)
{
	yaml->in.article = article;
	yaml->in.claim = claim;
}

enum diag_loss yaml_loss(struct yaml *yaml, enum diag_loss loss)
{
	enum diag_loss before = yaml->in.loss;
	yaml->in.loss = loss;
	return before;
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
		len = yaml->in.len - yaml->fed;
		len = len < size ? len : size;
		from = yaml->in.text + yaml->fed;
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

/* Whether the file's own map is open, whose keys begin lines. */
static bool rooted(const struct yaml *yaml)
{
	return yaml->depth > 0 && yaml->levels[0].map && !yaml->levels[0].flow;
}

/* Puts where libyaml failed, at what people look for, into yaml->slip. */
static void judge(struct yaml *yaml)
{
	const yaml_parser_t *parser = &yaml->parser;
	size_t at = text_at(yaml, parser->problem_mark.index), from = at;
	if (parser->context)
		from = text_at(yaml, parser->context_mark.index);
	const struct yaml_fault fault = {
		.problem = parser->problem,
		.context = parser->context,
		.syntax = parser->error == YAML_PARSER_ERROR,
		.at = at,
		.from = from,
		.last = yaml->last,
		.ended = yaml->last_ended,
		.quoted = yaml->last_quoted,
		.in_map = yaml->depth && yaml->levels[yaml->depth - 1].map,
		.at_top = yaml->depth == 1 && rooted(yaml),
		.keyed = !yaml->begun || rooted(yaml),
	};
	yaml->slip = yaml_slip_judge(&yaml->in, &fault);
}

static bool parse(struct yaml *yaml, unsigned which)
{
	if (yaml->failed)
		return false;
	yaml->holding[which] = yaml_parser_parse(&yaml->parser,
						 &yaml->events[which]);
	yaml->failed = !yaml->holding[which];
	if (yaml->failed && !yaml->parser.problem) /* it finds no words */
		out_of_memory();
	if (yaml->failed)
		judge(yaml);
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
	*yaml = (struct yaml){0};
	yaml_text_init(&yaml->in, path, file, diags);
	yaml_ahead_init(&yaml->ahead, yaml->in.text, yaml->in.len);
	if (yaml->in.len >= YAML_AHEAD_BYTES && side_processors() > 1)
		yaml_ahead_start(&yaml->ahead);
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
	*error = article_load_bytes(&file, path);
	return *error ? NULL : new_reader(path, &file, diags);
}

struct yaml *yaml_open_named(const char *path, struct diags *diags, int *error)
{
	struct article file;
	*error = article_load_named(&file, path);
	return *error ? NULL : new_reader(path, &file, diags);
}

struct yaml *yaml_open_head(const char *path, struct diags *diags, int *error)
{
	struct article file;
	bool cut;
	*error = article_head(&file, path, HEAD_BYTES, &cut);
	if (*error)
		return NULL;
	struct yaml *yaml = new_reader(path, &file, diags);
	yaml->cut |= cut;
	return yaml;
}

/* ---- errors, and where to go on ---- */

/* Whether the line at `at` begins an item of the top-level list. */
static bool item_line(const struct yaml *yaml, size_t at)
{
	size_t dash = at + strspn(yaml->in.text + at, " ");
	return dash - at == yaml->list_column &&
	       yaml_slip_dash(&yaml->in, dash);
}

static void report_error(struct yaml *yaml)
{
	const struct yaml_slip *slip = &yaml->slip;
	const char *detail = NULL;
	struct str name = {0};
	str_add(&name, yaml->in.text + slip->name, slip->bytes);
	if (slip->bytes)
		detail = name.bytes;
	else if (slip->kind == DIAG_SYNTAX)
		detail = yaml->parser.problem;
	yaml_report(yaml, slip->kind, yaml_text_offset(&yaml->in, slip->at),
		    detail, NULL);
	str_release(&name);
}

/* Where the file's own map goes on with a key that a slip is mended in. */
static void go_on_below(struct yaml *yaml, const struct yaml_slip *slip)
{
	yaml->whole = slip->whole;
	yaml->unwind_to = yaml->depth > 0;
	yaml->resume = yaml->last = slip->below;
	if (slip->colon)
		return;
	yaml->heading_at = slip->name;
	str_add(&yaml->heading, yaml->in.text + slip->name, slip->bytes);
	str_adds(&yaml->heading, ":\n");
}

/*
 * Closes what is open down to where reading can go on, after an error: libyaml
 * has found it where there is a slip.  A list goes on as the value of a key, so
 * one that is a key itself does not.
 */
static void recover(struct yaml *yaml, const struct yaml_slip *slip)
{
	bool keyed = rooted(yaml);
	bool listed = yaml->depth > 1 && !yaml->levels[1].map && keyed &&
		      !yaml->levels[1].flow && !yaml->levels[0].key;
	size_t at = yaml_text_line_end(&yaml->in, yaml->last);
	str_clear(&yaml->heading);
	yaml->unwinding = yaml->cut = true;
	yaml->whole = slip && slip->whole;
	yaml->unwind_to = 0;
	yaml->resume = yaml->in.len;
	if (yaml->restarts++ == RESTARTS_MAX) {
		yaml_report(yaml, DIAG_ABANDONED,
			    yaml_text_offset(&yaml->in, at), NULL, NULL);
		return;
	}
	if (!keyed && yaml->begun)
		return;
	if (slip && slip->below) {
		go_on_below(yaml, slip);
		return;
	}
	for (at++; at < yaml->in.len;
	     at = yaml_text_line_end(&yaml->in, at) + 1) {
		bool item = listed && item_line(yaml, at);
		if (item || yaml_slip_key_line(&yaml->in, at)) {
			yaml->unwind_to = item ? 2 : keyed;
			yaml->resume = yaml->last = at;
			return;
		}
	}
}

/* ---- events ---- */

static bool give(struct yaml *yaml, struct yaml_event *event,
		 enum yaml_type type, bool spoiled)
{
	*event = (struct yaml_event){
		.type = type,
		.offset = yaml_text_offset(&yaml->in, yaml->last),
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
		yaml->whole = false;
		return give(yaml, event, YAML_TEXT, true);
	}
	if (yaml->depth > yaml->unwind_to) {
		yaml->depth--;
		return give(yaml, event, YAML_CLOSE, !yaml->whole);
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
	yaml->last_ended = 0;
	if (yaml->resume == yaml->in.len) {
		yaml->done = true;
		return;
	}
	start(yaml, yaml->depth == 2 ? "x:\n" : str_get(&yaml->heading),
	      yaml->resume);
	for (size_t i = 0; i < count; i++) {
		pull(yaml); /* where there is none, its type is none of these */
		if (current(yaml)->type != opening[i]) {
			yaml->resume = yaml->in.len;
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
	for (; at < yaml->in.len; at = yaml_text_line_end(&yaml->in, at) + 1)
		directives += yaml->in.text[at] == '%';
	if (directives > YAML_DIRECTIVES_MAX)
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
	at += strspn(yaml->in.text + at, " \t\r");
	if (at < yaml->in.len &&
	    (yaml->in.text[at] == '\n' || yaml->in.text[at] == '#'))
		at = yaml_text_line_end(&yaml->in, at);
	at = yaml_text_skip_blank(&yaml->in, at + (yaml->in.text[at] == '\n'));
	while (at < yaml->in.len && !strncmp(yaml->in.text + at, "...", 3) &&
	       strchr(" \t\r\n", yaml->in.text[at + 3])) {
		size_t end = yaml_text_line_end(&yaml->in, at);
		at = yaml_text_skip_blank(&yaml->in,
					  end + (end < yaml->in.len));
	}
	if (at < yaml->in.len)
		yaml_text_report_at(&yaml->in,
				    yaml->in.text[at] == '%' ? DIAG_DIRECTIVE
							     : DIAG_DOCUMENT,
				    at, yaml_text_word(&yaml->in, at));
	judge_rest(yaml, at);
}

/* Reports the properties of the node at `at`; true where it has any. */
static bool report_properties(struct yaml *yaml, size_t at, bool anchor,
			      bool tag)
{
	if (!anchor && !tag)
		return false;
	size_t second = at + yaml_text_word(&yaml->in, at);
	second += strspn(yaml->in.text + second, " \t\r\n");
	if (anchor) {
		size_t where = yaml->in.text[at] == '&' ? at : second;
		yaml_text_report_at(&yaml->in, DIAG_YAML_ANCHOR, where,
				    yaml_text_word(&yaml->in, where));
	}
	if (tag) {
		size_t where = yaml->in.text[at] == '!' ? at : second;
		yaml_text_report_at(&yaml->in, DIAG_TAG, where,
				    yaml_text_word(&yaml->in, where));
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
	event->spoiled = report_properties(yaml, yaml->last,
					   from->data.scalar.anchor,
					   from->data.scalar.tag);
	if (event->len > YAML_TEXT_MAX) {
		yaml_report(yaml, DIAG_LONG_TEXT, event->offset, NULL, NULL);
		event->spoiled = true;
		event->text = "";
		event->len = 0;
	}
	if (yaml->last_quoted && from->start_mark.line != from->end_mark.line)
		yaml->last_ended = text_at(yaml, from->end_mark.index);
	if (!parse(yaml, yaml->current ^ 1))
		event->spoiled |= !yaml->slip.whole;
	if (memchr(event->text, '\0', event->len))
		replace_nuls(yaml, event);
}

/* Opens a level; false where it would be too deep. */
static bool open_level(struct yaml *yaml, struct yaml_event *event, bool map,
		       bool flow, bool anchor, bool tag)
{
	if (yaml->depth == YAML_DEPTH_MAX) {
		yaml_report(yaml, DIAG_TOO_DEEP, event->offset, NULL, NULL);
		recover(yaml, NULL);
		return false;
	}
	tag |= yaml->in.text[yaml->last] == '!';
	event->spoiled = report_properties(yaml, yaml->last, anchor, tag);
	if (yaml->depth == 1 && !map && !flow) {
		size_t start_of_line = yaml->last;
		while (start_of_line > 0 &&
		       yaml->in.text[start_of_line - 1] != '\n')
			start_of_line--;
		yaml->list_column = yaml->last - start_of_line;
	}
	take_turn(yaml);
	yaml->levels[yaml->depth++] = (struct level){map, flow, false};
	event->type = map ? YAML_MAP : YAML_LIST;
	event->flow = flow;
	return true;
}

/*
 * Whether the top-level list, or an item of it, ends in block style where, by
 * its column, it cannot: at a dash that is another item's all the same, or at
 * a key between the list's column and the item's.  It is reported.
 */
static bool strays(struct yaml *yaml)
{
	const struct level *levels = yaml->levels;
	size_t at = yaml->last, depth = yaml->depth;
	bool dash = yaml_slip_dash(&yaml->in, at);
	if (depth < 2 || depth > 3 || at >= yaml->in.len || !levels[0].map ||
	    levels[0].flow || levels[1].map || levels[1].flow ||
	    levels[depth - 1].flow)
		return false;
	if (depth == 2 ? !dash
		       : yaml_slip_column(&yaml->in, at) <= yaml->list_column)
		return false;
	yaml->slip = (struct yaml_slip){
		.kind = DIAG_SYNTAX_INDENT, .at = at, .whole = dash};
	report_error(yaml);
	return true;
}

/* Gives libyaml's event; false where it is none that readers want. */
static bool convert(struct yaml *yaml, struct yaml_event *event)
{
	const yaml_event_t *from = current(yaml);
	yaml->last = text_at(yaml, from->start_mark.index);
	yaml->last_quoted = false;
	yaml->last_ended = 0;
	*event = (struct yaml_event){
		.type = YAML_TEXT,
		.offset = yaml_text_offset(&yaml->in, yaml->last),
		.text = ""};
	switch (from->type) {
	case YAML_SCALAR_EVENT:
		give_text(yaml, event);
		if (yaml->failed && !yaml->depth)
			return false; /* it is no root */
		take_turn(yaml);
		return true;
	case YAML_ALIAS_EVENT:
		yaml_text_report_at(&yaml->in, DIAG_ALIAS, yaml->last,
				    yaml_text_word(&yaml->in, yaml->last));
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
		if (strays(yaml)) {
			recover(yaml, &yaml->slip);
			return false;
		}
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

/* Has libyaml read from where the usual ends. */
static void leave_usual(struct yaml *yaml)
{
	const struct yaml_scan *at = &yaml->ahead.usual.scan;
	yaml->exact = true;
	if (!at->begun) {
		start(yaml, "", 0);
		return;
	}
	yaml->begun = true;
	yaml->depth = at->listed ? 2 : 1;
	yaml->levels[0] = (struct level){.map = true};
	yaml->levels[1] = (struct level){.map = false};
	yaml->list_column = at->list_column;
	yaml->last = at->at;
	yaml->resume = at->at - at->column;
	resume(yaml);
}

/* Gets the next piece of what is usual; false: what is left is libyaml's. */
static bool next_piece(struct yaml *yaml)
{
	yaml->given = 0;
	if (yaml->piece && yaml->piece->last) {
		yaml->done = yaml->exact = true;
		yaml->last = yaml->in.len;
		return false;
	}
	yaml->piece = yaml_ahead_next(&yaml->ahead);
	if (!yaml->piece)
		leave_usual(yaml);
	return yaml->piece;
}

static bool next_usual(struct yaml *yaml, struct yaml_event *event)
{
	if ((!yaml->piece || yaml->given == yaml->piece->events.count) &&
	    !next_piece(yaml))
		return false;
	const struct yaml_usual_event *from =
		&yaml->piece->events.items[yaml->given++];
	*event = (struct yaml_event){
		.type = from->type,
		.offset = yaml_text_offset(&yaml->in, from->at),
		.text = from->type == YAML_TEXT
				? yaml->piece->words.bytes + from->words
				: "",
		.len = from->len,
		.plain = from->plain,
		.flow = from->flow,
	};
	return true;
}

bool yaml_next(struct yaml *yaml, struct yaml_event *event)
{
	if (!yaml->exact && next_usual(yaml, event))
		return true;
	for (;;) {
		if (yaml->unwinding) {
			if (unwind(yaml, event))
				return true;
			resume(yaml);
		} else if (yaml->done) {
			return give(yaml, event, YAML_END, false);
		} else if (!pull(yaml)) {
			report_error(yaml);
			recover(yaml, &yaml->slip);
		} else if (convert(yaml, event)) {
			return true;
		}
	}
}

bool yaml_inside(struct yaml *yaml, struct yaml_event *event)
{
	yaml_next(yaml, event);
	assert(event->type != YAML_END);
	return event->type != YAML_CLOSE;
}

bool yaml_skip(struct yaml *yaml, const struct yaml_event *event)
{
	struct yaml_event next = *event;
	size_t depth = 0;
	bool good = !next.spoiled;
	for (;;) {
		depth += next.type == YAML_LIST || next.type == YAML_MAP;
		depth -= next.type == YAML_CLOSE;
		if (!depth)
			return good;
		yaml_next(yaml, &next);
		assert(next.type != YAML_END);
		good &= !next.spoiled;
	}
}

bool yaml_garbled(const struct yaml *yaml, const char *words)
{
	return words && yaml->in.shifts.count > 1 &&
	       strstr(words, "\xef\xbf\xbd");
}

bool yaml_cut(const struct yaml *yaml)
{
	return yaml->cut;
}

void yaml_lose(struct yaml *yaml)
{
	yaml->cut = true;
}

void yaml_close(struct yaml *yaml)
{
	if (!yaml)
		return;
	drop_parser(yaml);
	yaml_ahead_release(&yaml->ahead);
	yaml_text_release(&yaml->in);
	str_release(&yaml->heading);
	str_release(&yaml->scratch);
	free(yaml);
}
