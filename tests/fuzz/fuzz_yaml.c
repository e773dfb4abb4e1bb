/*
 * Any bytes as YAML: the events are one well-formed tree, all texts are valid
 * and without NULs, all places lie in the file, and nothing goes deep.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/array.h"
#include "core/utf8.h"
#include "core/yaml.h"

#define expect(condition)                                                      \
	do {                                                                   \
		if (!(condition)) {                                            \
			fprintf(stderr, "not so: %s\n", #condition);           \
			abort();                                               \
		}                                                              \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

_Noreturn void out_of_memory(void)
{
	abort();
}

/* Reads a node, in so many lists and maps, and all that is in it. */
static void read_node(struct yaml *yaml, const struct yaml_event *first,
		      size_t depth, size_t size)
{
	struct yaml_event event;
	size_t count = 0;
	expect(first->offset <= size);
	if (first->type == YAML_TEXT) {
		expect(utf8_check(first->text, first->len) == first->len);
		expect(strlen(first->text) == first->len);
		return;
	}
	expect(first->type == YAML_LIST || first->type == YAML_MAP);
	expect(depth < YAML_DEPTH_MAX);
	for (;;) {
		expect(yaml_next(yaml, &event));
		expect(event.offset <= size);
		if (event.type == YAML_CLOSE)
			break;
		count++;
		read_node(yaml, &event, depth + 1, size);
	}
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diags diags = {0};
	struct yaml_event event;
	struct yaml *yaml = yaml_new("f", (const char *)data, size, &diags);
	if (yaml_next(yaml, &event)) {
		read_node(yaml, &event, 0, size);
		expect(!yaml_next(yaml, &event));
	}
	expect(event.type == YAML_END);
	expect(!yaml_cut(yaml) || diags.list.count);
	diag_sort(&diags);
	check_diags(&diags, size);
	yaml_close(yaml);
	diag_release(&diags);
	return 0;
}
