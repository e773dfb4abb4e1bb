/*
 * Any bytes through the sanitiser: what comes out is well-formed, holds no
 * code point that acts on a terminal or hides there, is as wide as it says by
 * wcwidth() too, and takes the input whole, cluster after cluster.
 */
#include <locale.h>
#include <wchar.h>

#include "core/array.h"
#include "core/plain.h"
#include "core/utf8.h"
#include "tests/fuzz/allowed.h"
#include "tests/fuzz/expect.h"

/* Checks safe text and returns its columns, as curses counts them. */
static size_t check_safe(const char *text, size_t len, enum charset charset)
{
	size_t columns = 0, marks = 0;
	expect(utf8_check(text, len) == len);
	for (size_t i = 0; i < len;) {
		uint32_t code;
		i += utf8_decode(text + i, len - i, &code);
		expect(allowed(code));
		expect(charset == CHARSET_UTF8 || code < 0x7f);
		int width = wcwidth((wchar_t)code);
		expect(width >= 0);
		marks = width ? 0 : marks + 1;
		expect(marks <= 4);
		columns += (size_t)width;
	}
	return columns;
}

static void check_charset(const char *text, size_t len, enum charset charset)
{
	struct str safe = {0};
	struct glyph g;
	for (size_t i = 0; i < len; i += g.bytes) {
		size_t n = utf8_glyph(text + i, len - i, i, charset, &g);
		expect(n == g.bytes && n > 0 && n <= len - i);
		expect(n == utf8_cluster(text + i, len - i));
		expect(check_safe(g.text, g.len, charset) == g.columns);
		expect(g.text[g.len] == '\0');
	}
	size_t columns = utf8_safe(&safe, text, len, charset);
	expect(check_safe(str_get(&safe), safe.len, charset) == columns);
	expect(utf8_columns(text, len, charset) == columns);
	for (size_t room = 0; room < 20; room += 3) {
		struct str fit = {0};
		size_t used = utf8_fit(&fit, text, len, room, charset);
		expect(used <= room);
		expect(check_safe(str_get(&fit), fit.len, charset) == used);
		expect(columns > room || fit.len == safe.len);
		str_release(&fit);
	}
	str_release(&safe);
}

/* What is quickly told to be plain is its own safe form. */
static void check_plain(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i += utf8_cluster(text + i, len - i)) {
		struct str safe = {0};
		size_t used = 0, room = i % 90;
		size_t n = plain_run(text + i, len - i, room, &used);
		expect(n <= len - i && used <= room);
		expect(utf8_safe(&safe, text + i, n, CHARSET_UTF8) == used);
		expect(safe.len == n);
		for (size_t k = 0; k < n; k++)
			expect(safe.bytes[k] == text[i + k]);
		str_release(&safe);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	check_charset((const char *)data, size, CHARSET_UTF8);
	check_charset((const char *)data, size, CHARSET_ASCII);
	check_plain((const char *)data, size);
	return 0;
}
