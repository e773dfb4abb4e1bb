#include "core/yaml_ahead.h"

#include "core/side.h"

enum { SLOTS = YAML_AHEAD_PIECES + 1 };

/* Waits, with the lock, for room for a piece; false: none is wanted. */
static bool await_room(struct yaml_ahead *ahead)
{
	while (!ahead->over && ahead->read - ahead->taken == YAML_AHEAD_PIECES)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	return !ahead->over;
}

static void *run(void *user)
{
	struct yaml_ahead *ahead = user;
	pthread_mutex_lock(&ahead->lock);
	while (await_room(ahead)) {
		struct yaml_usual_piece *piece =
			&ahead->pieces[ahead->read % SLOTS];
		pthread_mutex_unlock(&ahead->lock);
		bool good = yaml_usual_next(&ahead->usual, piece);
		pthread_mutex_lock(&ahead->lock);
		ahead->read += good;
		ahead->over |= !good || piece->last;
		pthread_cond_signal(&ahead->changed);
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

void yaml_ahead_init(struct yaml_ahead *ahead, const char *text, size_t len)
{
	*ahead = (struct yaml_ahead){0};
	yaml_usual_init(&ahead->usual, text, len);
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
}

void yaml_ahead_start(struct yaml_ahead *ahead)
{
	ahead->threaded = side_start(&ahead->thread, run, ahead);
}

const struct yaml_usual_piece *yaml_ahead_next(struct yaml_ahead *ahead)
{
	struct yaml_usual_piece *piece = &ahead->pieces[0];
	if (!ahead->threaded)
		return yaml_usual_next(&ahead->usual, piece) ? piece : NULL;
	pthread_mutex_lock(&ahead->lock);
	while (!ahead->over && ahead->taken == ahead->read)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	piece = ahead->taken < ahead->read
			? &ahead->pieces[ahead->taken++ % SLOTS]
			: NULL;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	return piece;
}

void yaml_ahead_release(struct yaml_ahead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	ahead->over = true;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	if (ahead->threaded)
		pthread_join(ahead->thread, NULL);
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->lock);
	for (size_t i = 0; i < SLOTS; i++)
		yaml_usual_release(&ahead->pieces[i]);
}
