/* digester.c - see digester.h: blocks are filled by the caller and emptied by the thread, in turn
 */
#include "run/digester.h"

#include "cli/memory.h"
#include "io/sizes.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define BLOCK_SIZE BUFFER_SIZE(256 << 10, 47)
#define BLOCK_COUNT 4

struct block {
	char bytes[BLOCK_SIZE];
	size_t length;
};

struct digester {
	struct digest digest; /* the thread's own, until it has ended */
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	size_t filled, emptied; /* counts of blocks: guarded by the mutex */
	bool ended;             /* no block will follow: guarded by the mutex */
	struct block blocks[BLOCK_COUNT];
};

static void *
work(void *context)
{
	struct digester *digester = context;
	pthread_mutex_lock(&digester->mutex);
	for (;;) {
		while (digester->filled == digester->emptied && !digester->ended)
			pthread_cond_wait(&digester->changed, &digester->mutex);
		if (digester->filled == digester->emptied)
			break;
		struct block *block = &digester->blocks[digester->emptied % BLOCK_COUNT];
		pthread_mutex_unlock(&digester->mutex);
		digest_add(&digester->digest, span_of(block->bytes, block->length));
		block->length = 0;
		pthread_mutex_lock(&digester->mutex);
		digester->emptied++;
		pthread_cond_signal(&digester->changed);
	}
	pthread_mutex_unlock(&digester->mutex);
	return NULL;
}

struct digester *
digester_new(struct error *error)
{
	struct digester *digester = memory_zeroed(1, sizeof(*digester));
	digest_begin(&digester->digest);
	pthread_mutex_init(&digester->mutex, NULL);
	pthread_cond_init(&digester->changed, NULL);
	int number = pthread_create(&digester->thread, NULL, work, digester);
	if (number == 0)
		return digester;
	free(digester);
	errno = number;
	error_set_errno(error, "cannot start a thread for a digest");
	return NULL;
}

/* The block that is being filled; `filled` changes in the caller's thread only. */
static struct block *
current(struct digester *digester)
{
	return &digester->blocks[digester->filled % BLOCK_COUNT];
}

/* Give it to the thread, and wait until the next one is free. */
static void
hand_over(struct digester *digester)
{
	pthread_mutex_lock(&digester->mutex);
	digester->filled++;
	pthread_cond_signal(&digester->changed);
	while (digester->filled - digester->emptied == BLOCK_COUNT)
		pthread_cond_wait(&digester->changed, &digester->mutex);
	pthread_mutex_unlock(&digester->mutex);
}

char *
digester_room(struct digester *digester, size_t *size)
{
	struct block *block = current(digester);
	*size = BLOCK_SIZE - block->length;
	return block->bytes + block->length;
}

void
digester_filled(struct digester *digester, size_t count)
{
	struct block *block = current(digester);
	block->length += count;
	if (block->length == BLOCK_SIZE)
		hand_over(digester);
}

void
digester_add(struct digester *digester, struct span bytes)
{
	while (bytes.length) {
		size_t room;
		char *to = digester_room(digester, &room);
		size_t count = bytes.length < room ? bytes.length : room;
		memcpy(to, bytes.data, count);
		digester_filled(digester, count);
		bytes = span_of(bytes.data + count, bytes.length - count);
	}
}

void
digester_end(struct digester *digester, char *text_z)
{
	if (!digester)
		return;
	if (current(digester)->length)
		hand_over(digester);
	pthread_mutex_lock(&digester->mutex);
	digester->ended = true;
	pthread_cond_signal(&digester->changed);
	pthread_mutex_unlock(&digester->mutex);
	pthread_join(digester->thread, NULL);
	if (text_z)
		digest_end(&digester->digest, text_z);
	pthread_mutex_destroy(&digester->mutex);
	pthread_cond_destroy(&digester->changed);
	free(digester);
}
