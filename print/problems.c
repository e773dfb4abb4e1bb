#include "print/problems.h"

#include <string.h>

#include "print/json.h"

/* The line of the file, and a caret as many columns on as the place is. */
static void print_source(struct out *out, const struct diag *diag,
			 enum charset charset)
{
	if (!diag->source)
		return;
	out_adds(out, "    ");
	out_safe(out, diag->source, strlen(diag->source), charset);
	out_adds(out, "\n    ");
	out_fill(out, ' ', utf8_columns(diag->source, diag->caret, charset));
	out_adds(out, "^\n");
}

static void print_hints(struct out *out, const struct diag *diag,
			enum language language, enum charset charset)
{
	bool places = diag_hints_places(diag->kind);
	struct str line = {0};
	for (const char *hint = diag->hint; hint && *hint;) {
		size_t len = strcspn(hint, "\n");
		struct str words = {0};
		str_add(&words, hint, len);
		str_clear(&line);
		message_add(&line, language,
			    places ? MSG_PROBLEM_CANDIDATE : MSG_PROBLEM_NEAR,
			    words.bytes);
		str_release(&words);
		out_adds(out, "    ");
		out_safe(out, line.bytes, line.len, charset);
		out_adds(out, "\n");
		hint += len + (hint[len] == '\n');
	}
	str_release(&line);
}

static enum message level_message(const struct diag *diag)
{
	return diag_level(diag->kind) == DIAG_ERROR ? MSG_PROBLEM_ERROR
						    : MSG_PROBLEM_WARNING;
}

static void print_one(struct out *out, const struct diag *diag,
		      enum language language, enum charset charset)
{
	struct str line = {0};
	if (diag->place.file)
		str_adds(&line, diag->place.file);
	if (diag->place.line)
		str_addf(&line, ":%zu:%zu", diag->place.line,
			 diag->place.column);
	str_addf(&line, ": %s: ", message(language, level_message(diag)));
	message_problem(&line, language, diag);
	out_safe(out, line.bytes, line.len, charset);
	out_adds(out, "\n");
	print_source(out, diag, charset);
	print_hints(out, diag, language, charset);
	str_release(&line);
}

void problems_print(struct out *out, const struct diags *diags,
		    enum language language, enum charset charset)
{
	for (size_t i = 0; i < diags->list.count; i++)
		print_one(out, &diags->list.items[i], language, charset);
}

static void json_place(struct json *json, const char *key, size_t number)
{
	if (number)
		json_number(json, key, number);
	else
		json_null(json, key);
}

void problems_json(struct out *out, const struct diags *diags,
		   enum language language)
{
	struct json json = {.out = out};
	struct str words = {0};
	json_open(&json, NULL, '[');
	for (size_t i = 0; i < diags->list.count; i++) {
		const struct diag *diag = &diags->list.items[i];
		bool error = diag_level(diag->kind) == DIAG_ERROR;
		str_clear(&words);
		message_problem(&words, language, diag);
		json_open(&json, NULL, '{');
		json_string(&json, "file", diag->place.file);
		json_place(&json, "line", diag->place.line);
		json_place(&json, "column", diag->place.column);
		json_string(&json, "level", error ? "error" : "warning");
		json_string(&json, "kind", diag_name(diag->kind));
		json_string(&json, "message", words.bytes);
		json_string(&json, "claim", diag->claim);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	str_release(&words);
}
