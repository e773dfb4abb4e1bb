#include "print/out.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { OUT_PIECE = 64 * 1024 };

static void out_flush(struct out *out)
{
	size_t done = 0;
	while (!out->error && done < out->pending.len) {
		ssize_t n = write(out->fd, out->pending.bytes + done,
				  out->pending.len - done);
		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			out->error = errno;
	}
	str_clear(&out->pending);
}

static void out_flush_full(struct out *out)
{
	if (out->pending.len >= OUT_PIECE)
		out_flush(out);
}

void out_add(struct out *out, const char *bytes, size_t len)
{
	struct str *pending = &out->pending;
	if (out->error)
		return;
	if (pending->capacity - pending->len > len) {
		memcpy(pending->bytes + pending->len, bytes, len);
		pending->len += len;
		pending->bytes[pending->len] = '\0';
	} else {
		str_add(pending, bytes, len);
	}
	out_flush_full(out);
}

void out_adds(struct out *out, const char *string)
{
	out_add(out, string, strlen(string));
}

void out_fill(struct out *out, char byte, size_t count)
{
	if (out->error)
		return;
	str_fill(&out->pending, byte, count);
	out_flush_full(out);
}

size_t out_safe(struct out *out, const char *bytes, size_t len,
		enum charset charset)
{
	if (out->error)
		return 0;
	size_t columns = utf8_safe(&out->pending, bytes, len, charset);
	out_flush_full(out);
	return columns;
}

bool out_failed(const struct out *out)
{
	return out->error != 0;
}

int out_finish(struct out *out)
{
	out_flush(out);
	str_release(&out->pending);
	return out->error;
}
