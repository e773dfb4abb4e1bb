#include "print/json.h"

#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

/* Whether a character is written as it is: the sanitiser shows it, and not
   by a stand-in. */
static bool json_plain(const char *bytes, size_t len, uint32_t code)
{
	if (code < 0x80)
		return code >= 0x20 && code < 0x7f && code != '"' &&
		       code != '\\';
	if (code == 0xfffd)
		return true;
	struct glyph glyph;
	utf8_glyph(bytes, len, 0, CHARSET_UTF8, &glyph);
	return !glyph.standin && glyph.columns > 0;
}

static void json_escape(struct out *out, uint32_t code)
{
	char escape[16];
	if (code == '"' || code == '\\')
		snprintf(escape, sizeof escape, "\\%c", (char)code);
	else if (code > 0xffff)
		snprintf(escape, sizeof escape, "\\u%04x\\u%04x",
			 (unsigned)(0xd7c0 + (code >> 10)),
			 (unsigned)(0xdc00 + (code & 0x3ff)));
	else
		snprintf(escape, sizeof escape, "\\u%04x", (unsigned)code);
	out_adds(out, escape);
}

static void json_quote(struct out *out, const char *bytes, size_t len)
{
	size_t plain = 0; /* bytes before `at` that are not yet written */
	size_t at = 0;
	out_adds(out, "\"");
	while (at < len) {
		uint32_t code;
		size_t n = utf8_decode(bytes + at, len - at, &code);
		/* A U+FFFD that the text itself has is three bytes long. */
		bool malformed = code == 0xfffd &&
				 (n != 3 ||
				  memcmp(bytes + at, "\xef\xbf\xbd", 3) != 0);
		if (!malformed && json_plain(bytes + at, n, code)) {
			at += n;
			plain += n;
			continue;
		}
		out_add(out, bytes + at - plain, plain);
		plain = 0;
		if (malformed)
			out_adds(out, "\xef\xbf\xbd");
		else
			json_escape(out, code);
		at += n;
	}
	out_add(out, bytes + at - plain, plain);
	out_adds(out, "\"");
}

static void json_before(struct json *json, const char *key)
{
	if (json->more)
		out_adds(json->out, json->depth == 1 ? ",\n" : ", ");
	else if (json->depth == 1)
		out_adds(json->out, "\n");
	json->more = true;
	if (key) {
		json_quote(json->out, key, strlen(key));
		out_adds(json->out, ": ");
	}
}

void json_open(struct json *json, const char *key, char bracket)
{
	json_before(json, key);
	out_add(json->out, &bracket, 1);
	json->depth++;
	json->more = false;
}

void json_close(struct json *json, char bracket)
{
	json->depth--;
	if (json->depth == 0 && json->more)
		out_adds(json->out, "\n");
	json->more = true;
	out_add(json->out, &bracket, 1);
	if (json->depth == 0)
		out_adds(json->out, "\n");
}

void json_string(struct json *json, const char *key, const char *string)
{
	if (string)
		json_bytes(json, key, string, strlen(string));
	else
		json_null(json, key);
}

void json_bytes(struct json *json, const char *key, const char *bytes,
		size_t len)
{
	if (!len) {
		json_null(json, key);
		return;
	}
	json_before(json, key);
	json_quote(json->out, bytes, len);
}

void json_number(struct json *json, const char *key, size_t number)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%zu", number);
	json_before(json, key);
	out_adds(json->out, digits);
}

void json_bool(struct json *json, const char *key, bool value)
{
	json_before(json, key);
	out_adds(json->out, value ? "true" : "false");
}

void json_null(struct json *json, const char *key)
{
	json_before(json, key);
	out_adds(json->out, "null");
}
