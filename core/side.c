#include "core/side.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

enum { THREADS_MAX = 8 };

struct side {
	void (*work)(void *context, size_t i);
	void *context;
	size_t count;
	atomic_size_t next; /* that nobody has taken yet */
};

size_t side_processors(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	return (size_t)CPU_COUNT(&set);
}

static void *run(void *user)
{
	struct side *side = user;
	size_t i;
	while ((i = side->next++) < side->count)
		side->work(side->context, i);
	return NULL;
}

void side_by_side(size_t count, void (*work)(void *context, size_t i),
		  void *context)
{
	struct side side = {.work = work, .context = context, .count = count};
	pthread_t threads[THREADS_MAX];
	sigset_t all, old;
	size_t most = count > 1 ? side_processors() : 1, made = 0;
	if (most > count)
		most = count;
	sigfillset(&all);
	if (most > 1)
		pthread_sigmask(SIG_SETMASK, &all, &old);
	while (made + 1 < most && made < THREADS_MAX &&
	       !pthread_create(&threads[made], NULL, run, &side))
		made++;
	if (most > 1)
		pthread_sigmask(SIG_SETMASK, &old, NULL);
	run(&side);
	for (size_t i = 0; i < made; i++)
		pthread_join(threads[i], NULL);
}
