#include "core/loading.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/side.h"

enum {
	CANCEL_MILLISECONDS = 50,
	LATER = 10,          /* niceness more */
	SMALL_CLAIMS = 5000, /* fewer are freed in a millisecond or two */
};

/* Who has the loading to themselves; until then two share it. */
enum owner { OWNER_BOTH, OWNER_STARTER, OWNER_THREAD };

struct loading {
	char *operand;
	loading_finish *finish;
	loading_drop *drop;
	void *context;
	struct load_progress progress;
	struct loaded loaded;
	atomic_int owner;
	int fd; /* eventfd; -1: there was none, and nobody is told */
	bool threaded;
	pthread_t thread;
};

static void dossier_free(struct dossier *dossier)
{
	if (dossier)
		dossier_release(dossier);
	free(dossier);
}

static void loading_free(struct loading *loading)
{
	if (loading->fd >= 0)
		close(loading->fd);
	free(loading->operand);
	free(loading);
}

static void work(struct loading *loading)
{
	struct loaded *loaded = &loading->loaded;
	struct dossier *dossier = memory_alloc(sizeof *dossier);
	loaded->status = dossier_load_watched(
		dossier, loading->operand, &loading->progress, &loaded->error);
	if (loaded->status != DOSSIER_OK) {
		dossier_free(dossier);
		return;
	}
	loaded->dossier = dossier;
	loaded->xref = xref_new(dossier);
	if (loading->finish && !loading->progress.cancel)
		loading->finish(loading->context, loaded);
}

static void tell(const struct loading *loading)
{
	if (loading->fd >= 0)
		eventfd_write(loading->fd, 1);
}

static void *run(void *context)
{
	struct loading *loading = context;
	/* Whoever waits for a key comes first.  In Linux this is for the thread
	   and those that it starts, whatever POSIX says. */
	int niceness = nice(LATER);
	(void)niceness; /* without it the keys have to share */
	work(loading);
	int both = OWNER_BOTH;
	if (atomic_compare_exchange_strong(&loading->owner, &both,
					   OWNER_STARTER)) {
		tell(loading);
	} else {
		dossier_free(loading->loaded.dossier);
		if (loading->drop)
			loading->drop(loading->context);
		loading_free(loading);
	}
	return NULL;
}

struct loading *loading_start(const char *operand, loading_finish *finish,
			      loading_drop *drop, void *context)
{
	struct loading *loading = memory_alloc(sizeof *loading);
	*loading = (struct loading){
		.operand = memory_alloc(strlen(operand) + 1),
		.finish = finish,
		.drop = drop,
		.context = context,
		.fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
	};
	strcpy(loading->operand, operand);
	loading->threaded = loading->fd >= 0 &&
			    side_start(&loading->thread, run, loading);
	/* Where no thread is to be had it is done here and now. */
	if (!loading->threaded) {
		work(loading);
		loading->owner = OWNER_STARTER;
		tell(loading);
	}
	return loading;
}

int loading_fd(const struct loading *loading)
{
	return loading->fd;
}

bool loading_done(const struct loading *loading)
{
	return loading->owner == OWNER_STARTER;
}

bool loading_wait(const struct loading *loading, int milliseconds)
{
	struct pollfd over = {.fd = loading->fd, .events = POLLIN};
	if (!loading_done(loading))
		poll(&over, 1, milliseconds);
	return loading_done(loading);
}

void loading_progress(const struct loading *loading, size_t *done,
		      size_t *total)
{
	/* In this order: never more done than there is in all. */
	*done = loading->progress.done;
	*total = loading->progress.total;
}

struct loaded loading_take(struct loading *loading)
{
	if (loading->threaded)
		pthread_join(loading->thread, NULL);
	struct loaded loaded = loading->loaded;
	loading_free(loading);
	return loaded;
}

bool loading_cancel(struct loading *loading)
{
	pthread_t thread = loading->thread;
	int both = OWNER_BOTH;
	loading->progress.cancel = true;
	if (!loading_wait(loading, CANCEL_MILLISECONDS) &&
	    atomic_compare_exchange_strong(&loading->owner, &both,
					   OWNER_THREAD)) {
		pthread_detach(thread);
		return false;
	}
	if (loading->threaded)
		pthread_join(thread, NULL);
	dossier_free(loading->loaded.dossier);
	loading_free(loading);
	return true;
}

static void *retire(void *context)
{
	dossier_free(context);
	return NULL;
}

void loading_retire(struct dossier *dossier)
{
	pthread_t thread;
	bool small = !dossier || dossier->claim_count < SMALL_CLAIMS;
	if (small || !side_start(&thread, retire, dossier))
		dossier_free(dossier);
	else
		pthread_detach(thread);
}
