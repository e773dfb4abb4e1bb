#include "tui/clock.h"

struct timespec clock_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now;
}

long clock_microseconds(const struct timespec *then)
{
	struct timespec now = clock_now();
	return (now.tv_sec - then->tv_sec) * 1000000L +
	       (now.tv_nsec - then->tv_nsec) / 1000;
}

long clock_milliseconds(const struct timespec *then)
{
	return clock_microseconds(then) / 1000;
}
