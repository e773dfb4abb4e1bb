#include "core/side.h"

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

bool side_start(pthread_t *thread, void *(*run)(void *), void *context)
{
	sigset_t all, old;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	int error = pthread_create(thread, NULL, run, context);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return !error;
}

/*
 * Moves a thread that has just been started to another processor than the one
 * that this runs on: behind us it may wait some ms for its turn.  From there on
 * it runs where the kernel likes.  Where this may not be, it stays where it is.
 */
static void thread_apart(pthread_t thread)
{
	cpu_set_t all, others;
	int here = sched_getcpu();
	if (here < 0 || sched_getaffinity(0, sizeof all, &all) != 0)
		return;
	others = all;
	CPU_CLR((size_t)here, &others);
	if (pthread_setaffinity_np(thread, sizeof others, &others) == 0)
		pthread_setaffinity_np(thread, sizeof all, &all);
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
	size_t most = count > 1 ? side_processors() : 1, made = 0;
	if (most > count)
		most = count;
	while (made + 1 < most && made < THREADS_MAX &&
	       side_start(&threads[made], run, &side)) {
		thread_apart(threads[made]);
		made++;
	}
	run(&side);
	for (size_t i = 0; i < made; i++)
		pthread_join(threads[i], NULL);
}
