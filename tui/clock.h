/*
 * clock - how long something has been going on, whatever the time of day is
 * set to meanwhile.
 */
#ifndef TUI_CLOCK_H
#define TUI_CLOCK_H

#include <time.h>

/* The present moment. */
struct timespec clock_now(void);

/* How long ago it was. */
long clock_microseconds(const struct timespec *then);
long clock_milliseconds(const struct timespec *then);

#endif
