#include "print/crew.h"

#include <pthread.h>
#include <string.h>

struct crew {
	struct page *page;
	const struct crew_work *work;
	pthread_mutex_t lock;  /* of what follows */
	pthread_cond_t turn;   /* `written` has changed */
	size_t taken, written; /* parts */
	bool over;             /* nothing is left, or nobody takes it */
	bool alone;            /* one thread does it, straight to the page */
};

static bool crew_take(struct crew *crew, void *part, size_t *number)
{
	pthread_mutex_lock(&crew->lock);
	bool more = !crew->over && crew->work->take(crew->work->from, part);
	if (more)
		*number = crew->taken++;
	else
		crew->over = true;
	pthread_mutex_unlock(&crew->lock);
	return more;
}

/* Waits until all parts before it are written. */
static void crew_await(struct crew *crew, size_t number)
{
	pthread_mutex_lock(&crew->lock);
	while (crew->written != number)
		pthread_cond_wait(&crew->turn, &crew->lock);
	pthread_mutex_unlock(&crew->lock);
}

static void crew_write(struct crew *crew, struct out *mine)
{
	out_take(crew->page->out, mine);
	pthread_mutex_lock(&crew->lock);
	crew->over |= out_failed(crew->page->out);
	crew->written++;
	pthread_cond_broadcast(&crew->turn);
	pthread_mutex_unlock(&crew->lock);
}

static void *crew_run(void *user)
{
	struct crew *crew = user;
	const struct crew_work *work = crew->work;
	struct out mine = {.fd = OUT_KEPT};
	struct page page = *crew->page;
	void *part = memory_alloc(work->part_size);
	size_t number;
	memset(part, 0, work->part_size);
	page.threads = 1;
	if (!crew->alone)
		page.out = &mine;
	while (crew_take(crew, part, &number)) {
		page.begun = number > 0 || crew->page->begun;
		work->print(&page, work->from, part);
		if (!crew->alone)
			crew_await(crew, number);
		if (work->finish)
			work->finish(&page, work->from, part);
		if (crew->alone)
			crew->over = out_failed(page.out);
		else
			crew_write(crew, &mine);
	}
	if (work->release)
		work->release(part);
	free(part);
	out_finish(&mine);
	return NULL;
}

void crew_print(struct page *page, const struct crew_work *work)
{
	struct crew crew = {.page = page, .work = work};
	pthread_t threads[CREW_MOST];
	size_t most = work->bytes < CREW_ENOUGH ? 1 : page->threads;
	size_t made = 0;
	crew.alone = most <= 1;
	pthread_mutex_init(&crew.lock, NULL);
	pthread_cond_init(&crew.turn, NULL);
	while (made + 1 < most && made < CREW_MOST &&
	       !pthread_create(&threads[made], NULL, crew_run, &crew))
		made++;
	crew_run(&crew);
	for (size_t i = 0; i < made; i++)
		pthread_join(threads[i], NULL);
	pthread_cond_destroy(&crew.turn);
	pthread_mutex_destroy(&crew.lock);
	page->begun |= crew.taken > 0;
}
