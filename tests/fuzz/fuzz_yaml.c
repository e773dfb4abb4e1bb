/*
 * Any bytes as YAML: the events are one well-formed tree, all texts are valid
 * and without NULs, all places lie in the file, and nothing goes deep.  Where
 * nothing is reported, libyaml by itself takes the file too and gives the same
 * events; what libyaml takes, and our rules allow, is taken without a word.
 */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "core/array.h"
#include "core/utf8.h"
#include "core/yaml.h"
#include "tests/fuzz/expect.h"

/* The events as one text, each a mark and what it says. */
static void trace(struct str *events, char mark, const char *text, size_t len)
{
	str_addf(events, "%c%zu:", mark, len);
	str_add(events, text, len);
}

/* Reads a node, in so many lists and maps, and all that is in it. */
static void read_node(struct yaml *yaml, const struct yaml_event *first,
		      size_t depth, size_t size, struct str *events)
{
	struct yaml_event event;
	size_t count = 0;
	expect(first->offset <= size);
	if (first->type == YAML_TEXT) {
		expect(utf8_check(first->text, first->len) == first->len);
		expect(strlen(first->text) == first->len);
		trace(events, '=', first->text, first->len);
		return;
	}
	expect(first->type == YAML_LIST || first->type == YAML_MAP);
	expect(depth < YAML_DEPTH_MAX);
	trace(events, first->type == YAML_LIST ? '[' : '{', "", 0);
	for (;;) {
		expect(yaml_next(yaml, &event));
		expect(event.offset <= size);
		if (event.type == YAML_CLOSE)
			break;
		count++;
		read_node(yaml, &event, depth + 1, size, events);
	}
	trace(events, ')', "", 0);
	expect(first->type == YAML_LIST || count % 2 == 0);
}

static void check_diags(const struct diags *diags, size_t size)
{
	for (size_t i = 0; i < diags->list.count; i++) {
		const struct diag *diag = &diags->list.items[i];
		expect(diag->place.line >= 1 && diag->place.column >= 1);
		expect(diag->place.line <= size + 1);
		expect(diag->caret <= strlen(diag->source));
	}
}

/* What libyaml by itself makes of the bytes. */
struct bare {
	struct str events;
	bool error, special; /* not YAML; has what our rules do not allow */
	size_t depth, documents;
	bool key[64]; /* the levels that are maps waiting for a key */
	bool map[64];
};

static void bare_node(struct bare *bare, bool scalar)
{
	size_t at = bare->depth;
	if (at >= 64 || !bare->map[at])
		return;
	bare->special |= bare->key[at] && !scalar;
	bare->key[at] = !bare->key[at];
}

static void bare_open(struct bare *bare, bool map, bool special)
{
	bare_node(bare, false);
	trace(&bare->events, map ? '{' : '[', "", 0);
	bare->special |= special || ++bare->depth > YAML_DEPTH_MAX;
	if (bare->depth < 64)
		bare->map[bare->depth] = bare->key[bare->depth] = map;
}

/* A NUL is an escape's, and none of ours: U+FFFD stands for it. */
static void bare_scalar(struct bare *bare, const char *text, size_t len)
{
	struct str safe = {0};
	for (size_t i = 0; i < len; i++)
		if (text[i])
			str_addc(&safe, text[i]);
		else
			str_adds(&safe, "\xef\xbf\xbd");
	trace(&bare->events, '=', str_get(&safe), safe.len);
	str_release(&safe);
}

static void bare_take(struct bare *bare, const yaml_event_t *event)
{
	const char *text;
	size_t len;
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		bare->special |= ++bare->documents > 1;
		break;
	case YAML_ALIAS_EVENT:
		bare->special = true;
		break;
	case YAML_SCALAR_EVENT:
		text = (const char *)event->data.scalar.value;
		len = event->data.scalar.length;
		bare->special |= event->data.scalar.anchor ||
				 event->data.scalar.tag || strlen(text) != len;
		bare_node(bare, true);
		bare_scalar(bare, text, len);
		break;
	case YAML_SEQUENCE_START_EVENT:
		bare_open(bare, false,
			  event->data.sequence_start.anchor ||
				  event->data.sequence_start.tag);
		break;
	case YAML_MAPPING_START_EVENT:
		bare_open(bare, true,
			  event->data.mapping_start.anchor ||
				  event->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		bare->depth--;
		trace(&bare->events, ')', "", 0);
		break;
	default:
		break;
	}
}

static void bare_read(struct bare *bare, const char *bytes, size_t size)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool more = true;
	expect(yaml_parser_initialize(&parser));
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes,
				     size);
	while (more && !bare->error) {
		bare->error = !yaml_parser_parse(&parser, &event);
		if (bare->error)
			break;
		more = event.type != YAML_STREAM_END_EVENT;
		bare_take(bare, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

/* libyaml takes a line end in any of these for more than one character. */
static bool is_plain(const char *bytes, size_t size)
{
	/* A document's end, a directive, a second document: ours to judge. */
	for (size_t i = 0; i < size; i++)
		if ((i == 0 || bytes[i - 1] == '\n' || bytes[i - 1] == '\r') &&
		    (bytes[i] == '%' || !strncmp(bytes + i, "---", 3) ||
		     !strncmp(bytes + i, "...", 3)))
			return false;
	return utf8_check(bytes, size) == size && !memchr(bytes, 0, size);
}

static void check_verdict(const char *bytes, size_t size,
			  const struct str *events, const struct diags *diags)
{
	/* Depth costs libyaml the square of it. */
	size_t brackets = 0;
	for (size_t i = 0; i < size; i++)
		brackets += bytes[i] == '[' || bytes[i] == '{';
	if (brackets > 200 || !is_plain(bytes, size))
		return;
	if (size >= 3 && !memcmp(bytes, "\357\273\277", 3)) {
		bytes += 3;
		size -= 3;
	}
	struct bare bare = {0};
	bare_read(&bare, bytes, size);
	if (bare.error)
		expect(diags->list.count);
	else if (!bare.special && bare.depth == 0)
		expect(!diags->list.count);
	if (!diags->list.count)
		expect(bare.events.len == events->len &&
		       !memcmp(str_get(&bare.events), str_get(events),
			       events->len));
	str_release(&bare.events);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diags diags = {0};
	struct str events = {0};
	struct yaml_event event;
	char *bytes = memory_alloc(size + 1);
	if (size)
		memcpy(bytes, data, size);
	bytes[size] = '\0';
	struct yaml *yaml = yaml_new("f", bytes, size, &diags);
	if (yaml_next(yaml, &event)) {
		read_node(yaml, &event, 0, size, &events);
		expect(!yaml_next(yaml, &event));
	}
	expect(event.type == YAML_END);
	expect(!yaml_cut(yaml) || diags.list.count);
	diag_sort(&diags);
	check_diags(&diags, size);
	check_verdict(bytes, size, &events, &diags);
	yaml_close(yaml);
	str_release(&events);
	free(bytes);
	diag_release(&diags);
	return 0;
}
