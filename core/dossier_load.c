#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "core/dossier_index.h"
#include "core/side.h"

enum {
	BATCH_ENTRIES = 16, /* read by one thread in one go */
	THREAD_BATCHES = 2, /* that a thread must have to be worth it */
	THREADS_MAX = 8,
};

/* ---- batches ---- */

static void batch_release(struct batch *batch)
{
	array_release(&batch->speakers);
	array_release(&batch->sources);
	array_release(&batch->points);
	array_release(&batch->abouts);
	diag_release(&batch->diags);
}

void dossier_join(struct dossier *dossier, struct batch *batch)
{
	struct dossier_index *index = dossier->index;
#define JOIN(from, to, own)                                                    \
	for (size_t i = 0; i < batch->from.count; i++) {                       \
		(batch->from.items[i])->index = index->to.count;               \
		array_push(&index->to, batch->from.items[i]);                  \
		const char *id = batch->from.items[i]->id;                     \
		if (batch->from.items[i]->owner)                               \
			table_put(&index->own, id, strlen(id),                 \
				  batch->from.items[i]);                       \
	}
	JOIN(speakers, speaker_list, own_speakers)
	JOIN(sources, source_list, own_sources)
	JOIN(points, point_list, own_points)
#undef JOIN
	for (size_t i = 0; i < batch->abouts.count; i++)
		array_push(&index->abouts, batch->abouts.items[i]);
	diag_absorb(&dossier->diags, &batch->diags);
	batch_release(batch);
}

/* ---- threads ---- */

struct loading {
	const struct dossier *dossier;
	struct load_progress *progress;
	struct batch *batches;
	atomic_size_t next; /* batch that nobody has taken yet */
	bool alone;         /* one thread takes them all */
	int error;          /* of the last entry */
};

struct worker {
	struct loading *loading;
	struct arena arena, targets, scratch;
	pthread_t thread;
};

static void load_batch(struct worker *worker, size_t which)
{
	struct loading *loading = worker->loading;
	const struct dossier *dossier = loading->dossier;
	struct batch *batch = &loading->batches[which];
	size_t first = which * BATCH_ENTRIES;
	batch->arena = &worker->arena;
	batch->targets = &worker->targets;
	batch->scratch = &worker->scratch;
	batch->alone = loading->alone;
	for (size_t i = first;
	     i < first + BATCH_ENTRIES && i < dossier->entry_count; i++) {
		if (loading->progress->cancel)
			return;
		int error = entry_load(dossier, dossier->entries[i], batch);
		if (i + 1 == dossier->entry_count)
			loading->error = error;
		loading->progress->done++;
	}
}

static size_t batch_count(const struct dossier *dossier)
{
	return (dossier->entry_count + BATCH_ENTRIES - 1) / BATCH_ENTRIES;
}

static void *work(void *data)
{
	struct worker *worker = data;
	struct loading *loading = worker->loading;
	size_t count = batch_count(loading->dossier), which;
	while ((which = loading->next++) < count)
		load_batch(worker, which);
	return NULL;
}

static size_t thread_count(const struct dossier *dossier, unsigned asked)
{
	size_t count = asked, most = batch_count(dossier) / THREAD_BATCHES;
	if (!asked)
		count = side_processors();
	if (count > most)
		count = most;
	if (count > THREADS_MAX)
		count = THREADS_MAX;
	return count ? count : 1;
}

/* This thread works too; where there can be no others it does all of it. */
static void run(struct loading *loading, struct worker *workers, size_t count)
{
	size_t started = 1;
	assert(count > 0);
	for (size_t i = 0; i < count; i++)
		workers[i] = (struct worker){.loading = loading};
	while (started < count &&
	       !pthread_create(&workers[started].thread, NULL, work,
			       &workers[started]))
		started++;
	work(&workers[0]);
	for (size_t i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
}

bool dossier_load_entries(struct dossier *dossier,
			  struct load_progress *progress, int *error)
{
	struct worker workers[THREADS_MAX];
	struct loading loading = {.dossier = dossier, .progress = progress};
	size_t count = batch_count(dossier),
	       bytes = count * sizeof(struct batch);
	size_t threads = thread_count(dossier, progress->threads);
	loading.alone = threads == 1;
	progress->total = dossier->entry_count;
	loading.batches = memset(memory_alloc(bytes), 0, bytes);
	run(&loading, workers, threads);
	for (size_t i = 0; i < threads; i++) {
		arena_absorb(&dossier->arena, &workers[i].arena);
		arena_absorb(&dossier->index->targets, &workers[i].targets);
		arena_release(&workers[i].scratch);
	}
	/* In the dossier's order, whichever thread was first. */
	for (size_t i = 0; i < count; i++)
		dossier_join(dossier, &loading.batches[i]);
	free(loading.batches);
	*error = loading.error;
	return progress->done == dossier->entry_count;
}
