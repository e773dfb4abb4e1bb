#include "core/base64.h"

#include <stdint.h>

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			      "abcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_add(struct str *out, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i += 3) {
		size_t left = len - i;
		uint32_t bits = (uint32_t)(unsigned char)bytes[i] << 16;
		if (left > 1)
			bits |= (uint32_t)(unsigned char)bytes[i + 1] << 8;
		if (left > 2)
			bits |= (unsigned char)bytes[i + 2];
		str_addc(out, letters[bits >> 18]);
		str_addc(out, letters[bits >> 12 & 63]);
		str_addc(out, left > 1 ? letters[bits >> 6 & 63] : '=');
		str_addc(out, left > 2 ? letters[bits & 63] : '=');
	}
}
