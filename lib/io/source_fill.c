/* source_fill.c - see source_internal.h: the thread that reads and inflates ahead */
#include "cli/interrupt.h"
#include "cli/memory.h"
#include "io/inflate.h"
#include "io/member.h"
#include "io/source_internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#define RAW_SIZE BUFFER_SIZE(128 << 10, 31)

/* the first bytes, by which gzip is known, go into one block */
_Static_assert(RAW_SIZE <= SOURCE_BLOCK_SIZE, "what is read first must fit in a block");

/* Wait until there is something to read: false when told to stop or interrupted. */
static bool
wait_readable(struct source *source, struct error *error)
{
	struct pollfd polled[] = {
		{.fd = source->descriptor, .events = POLLIN},
		{.fd = source->stop[0], .events = POLLIN},
		{.fd = interrupt_descriptor(), .events = POLLIN},
	};
	while (poll(polled, 3, -1) < 0)
		if (errno != EINTR)
			return error_set_errno(error, "%s: cannot poll", source->name_z);
	if (polled[1].revents)
		return error_set(error, STATUS_SYSTEM, "%s: stopped", source->name_z);
	if (polled[2].revents) {
		error->signal = interrupt_signal();
		return error_set(error, STATUS_SYSTEM, "interrupted by signal %d", error->signal);
	}
	return true;
}

static ssize_t
read_raw(struct source *source, char *bytes, size_t capacity, struct error *error)
{
	for (;;) {
		if (!wait_readable(source, error))
			return -1;
		ssize_t count = read(source->descriptor, bytes, capacity);
		if (count >= 0) {
			atomic_fetch_add_explicit(
				&source->progress, (uint64_t)count, memory_order_relaxed);
			tap_pass(&source->taps.raw, span_of(bytes, (size_t)count));
			return count;
		}
		if (errno != EINTR && errno != EAGAIN) {
			error_set_errno(error, "%s: cannot read", source->name_z);
			return -1;
		}
	}
}

/* The next free block, or NULL when told to stop. */
static struct source_block *
block_acquire(struct source *source)
{
	pthread_mutex_lock(&source->mutex);
	while (source->filled - source->emptied == SOURCE_BLOCK_COUNT && !source->stopped)
		pthread_cond_wait(&source->changed, &source->mutex);
	bool stopped = source->stopped;
	pthread_mutex_unlock(&source->mutex);
	return stopped ? NULL : &source->blocks[source->filled % SOURCE_BLOCK_COUNT];
}

static void
block_hand_over(struct source *source)
{
	const struct source_block *block = &source->blocks[source->filled % SOURCE_BLOCK_COUNT];
	tap_pass(&source->taps.content, span_of(block->bytes, block->length));
	pthread_mutex_lock(&source->mutex);
	source->filled++;
	pthread_cond_signal(&source->changed);
	pthread_mutex_unlock(&source->mutex);
}

static void
end_reading(struct source *source, const struct error *error)
{
	pthread_mutex_lock(&source->mutex);
	source->ended = true;
	source->error = *error;
	pthread_cond_signal(&source->changed);
	pthread_mutex_unlock(&source->mutex);
}

static void
copy_plain(struct source *source, struct span first, struct error *error)
{
	struct source_block *block;
	while ((block = block_acquire(source))) {
		ssize_t count = (ssize_t)first.length;
		if (first.length)
			memcpy(block->bytes, first.data, first.length);
		else
			count = read_raw(source, block->bytes, SOURCE_BLOCK_SIZE, error);
		if (count <= 0)
			return;
		first.length = 0;
		block->length = (size_t)count;
		block_hand_over(source);
	}
}

/* Fill one block as far as the input goes. False at the end or on an error. */
static bool
inflate_block(struct source *source, struct inflater *inflater, char *raw, struct span *input,
	struct source_block *block, struct error *error)
{
	block->length = 0;
	while (block->length < SOURCE_BLOCK_SIZE) {
		size_t made;
		if (!inflater_run(inflater, input, block->bytes + block->length,
			    SOURCE_BLOCK_SIZE - block->length, &made, error))
			return false;
		block->length += made;
		if (made)
			continue;
		ssize_t count = read_raw(source, raw, RAW_SIZE, error);
		if (count <= 0) {
			if (count == 0)
				inflater_end(inflater, error);
			return false;
		}
		*input = span_of(raw, (size_t)count);
	}
	return true;
}

/* Bytes that were read and not yet inflated: at most a member of our own. */
struct stock {
	char *bytes;
	size_t length;
};

/* Read until there are `wanted` bytes. False at the end and on an error. */
static bool
stock_fill(struct source *source, struct stock *stock, size_t wanted, struct error *error)
{
	while (stock->length < wanted) {
		ssize_t count = read_raw(
			source, stock->bytes + stock->length, MEMBER_MOST - stock->length, error);
		if (count <= 0)
			return false;
		stock->length += (size_t)count;
	}
	return true;
}

/* False when told to stop. */
static bool
copy_content(struct source *source, struct span content)
{
	while (content.length) {
		struct source_block *block = block_acquire(source);
		if (!block)
			return false;
		block->length = content.length < SOURCE_BLOCK_SIZE ? content.length
								   : SOURCE_BLOCK_SIZE;
		memcpy(block->bytes, content.data, block->length);
		content = span_of(content.data + block->length, content.length - block->length);
		block_hand_over(source);
	}
	return true;
}

/* As long as members of our own come; what is left in the stock is for zlib, errors included. */
static void
copy_members(
	struct source *source, struct inflater *inflater, struct stock *stock, struct error *error)
{
	struct member_inflater *members = member_inflater_new();
	struct span content = span_of("", 0);
	bool more = members != NULL;
	while (more && stock_fill(source, stock, MEMBER_HEADER_SIZE, error)) {
		size_t length = member_length(span_of(stock->bytes, stock->length));
		more = length && stock_fill(source, stock, length, error) &&
		       member_inflate(members, span_of(stock->bytes, length), &content) &&
		       copy_content(source, content);
		if (!more)
			break;
		inflater_skip(inflater, !content.length);
		stock->length -= length;
		memmove(stock->bytes, stock->bytes + length, stock->length);
	}
	member_inflater_free(members);
}

static void
copy_inflated(struct source *source, char *raw, struct span input, struct error *error)
{
	struct inflater *inflater = inflater_new(source->name_z);
	if (!inflater) {
		error_set(error, STATUS_SYSTEM, "%s: no memory for zlib", source->name_z);
		return;
	}
	struct stock stock = {memory_resized(NULL, MEMBER_MOST, 1), input.length};
	memcpy(stock.bytes, input.data, input.length);
	copy_members(source, inflater, &stock, error);
	input = span_of(stock.bytes, stock.length);
	struct source_block *block;
	bool more = error->status == STATUS_OK;
	while (more && (block = block_acquire(source))) {
		more = inflate_block(source, inflater, raw, &input, block, error);
		if (block->length)
			block_hand_over(source);
	}
	inflater_free(inflater);
	free(stock.bytes);
}

void *
source_fill(void *context)
{
	struct source *source = context;
	struct error error = {0};
	char *raw = memory_zeroed(RAW_SIZE, 1);
	size_t length = 0;
	ssize_t count = 0;
	while (length < 2 &&
		(count = read_raw(source, raw + length, RAW_SIZE - length, &error)) > 0)
		length += (size_t)count;
	source->gzip = length && raw[0] == '\x1f' && (length == 1 || raw[1] == '\x8b');
	if (count >= 0 && source->gzip)
		copy_inflated(source, raw, span_of(raw, length), &error);
	else if (count >= 0)
		copy_plain(source, span_of(raw, length), &error);
	free(raw);
	end_reading(source, &error);
	return NULL;
}
