/* last_words.c - see last_words.h */
#include "io/last_words.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/output_file.h"

#include <unistd.h>

static struct buffer prepared;

static void
say(void)
{
	output_file_remove_all();
	for (struct span rest = buffer_span(&prepared); rest.length;) {
		ssize_t count = write(STDOUT_FILENO, rest.data, rest.length);
		if (count <= 0)
			return;
		rest = span_of(rest.data + count, rest.length - (size_t)count);
	}
}

void
last_words_prepare(struct span words)
{
	struct buffer copy = {0}, older = prepared;
	memory_on_exhaustion(say);
	if (words.length) {
		buffer_add_byte(&copy, '\n');
		buffer_add(&copy, words);
	}
	prepared = copy;
	buffer_free(&older);
}
