#include "print/json.h"

#include <stdio.h>
#include <string.h>

#include "core/plain.h"
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

/* Common text, in which only ASCII can need a backslash. */
static void json_common(struct out *out, const char *bytes, size_t len)
{
	size_t plain = 0; /* where what is not yet written starts */
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] != '"' && bytes[i] != '\\')
			continue;
		out_add(out, bytes + plain, i - plain);
		json_escape(out, (unsigned char)bytes[i]);
		plain = i + 1;
	}
	out_add(out, bytes + plain, len - plain);
}

/* One character of any kind; returns its length. */
static size_t json_character(struct out *out, const char *bytes, size_t len)
{
	uint32_t code;
	size_t n = utf8_decode(bytes, len, &code);
	/* A U+FFFD that the text itself has is three bytes long. */
	bool malformed = code == 0xfffd &&
			 (n != 3 || memcmp(bytes, "\xef\xbf\xbd", 3) != 0);
	if (malformed)
		out_adds(out, "\xef\xbf\xbd");
	else if (json_plain(bytes, n, code))
		out_add(out, bytes, n);
	else
		json_escape(out, code);
	return n;
}

static void json_quote(struct out *out, const char *bytes, size_t len)
{
	out_add(out, "\"", 1);
	for (size_t at = 0, used; at < len;) {
		size_t run = plain_run(bytes + at, len - at, len, &used);
		json_common(out, bytes + at, run);
		at += run;
		if (at < len)
			at += json_character(out, bytes + at, len - at);
	}
	out_add(out, "\"", 1);
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
