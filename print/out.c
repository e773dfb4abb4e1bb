#include "print/out.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { OUT_PIECE = 64 * 1024 };

/* Waits until a descriptor that does not block takes bytes again. */
static void out_wait(struct out *out)
{
	struct pollfd poller = {.fd = out->fd, .events = POLLOUT};
	if (poll(&poller, 1, -1) < 0 && errno != EINTR)
		out->error = errno;
}

static void out_write(struct out *out, const struct str *bytes)
{
	size_t done = 0;
	while (!out->error && done < bytes->len) {
		ssize_t n = write(out->fd, bytes->bytes + done,
				  bytes->len - done);
		if (n >= 0)
			done += (size_t)n;
		else if (errno == EAGAIN || errno == EWOULDBLOCK)
			out_wait(out);
		else if (errno != EINTR)
			out->error = errno;
	}
}

static void out_flush(struct out *out)
{
	out_write(out, &out->pending);
	str_clear(&out->pending);
}

static void out_flush_full(struct out *out)
{
	if (out->pending.len >= OUT_PIECE && out->fd != OUT_KEPT)
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

void out_take(struct out *out, struct out *from)
{
	if (from->pending.len < OUT_PIECE || out->fd == OUT_KEPT) {
		out_add(out, str_get(&from->pending), from->pending.len);
	} else {
		out_flush(out);
		out_write(out, &from->pending);
	}
	str_clear(&from->pending);
}

bool out_failed(const struct out *out)
{
	return out->error != 0;
}

int out_finish(struct out *out)
{
	if (out->fd != OUT_KEPT)
		out_flush(out);
	str_release(&out->pending);
	return out->error;
}
