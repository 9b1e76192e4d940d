/* charset.c - io/charset.h: in pieces of any size what iconv makes of the whole, and all UTF-8 */
#include "io/charset.h"
#include "format/utf8.h"
#include "fuzz.h"
#include "io/buffer.h"

#include <iconv.h>

static const char *const names_z[] = {"windows-1252", "iso-8859-1", "utf-16", "utf-16le",
	"utf-16be", "utf-32", "utf-8", "windows-1258", "shift_jis", "euc-jp", "gb18030",
	"iso-2022-jp", "utf-7", "macintosh", "koi8-r", "big5-hkscs"};

/* The whole in one call: false where iconv finds what is no character, or one that is cut. */
static bool
convert_by_iconv(const char *name_z, struct span text, struct buffer *made)
{
	iconv_t iconv_state = iconv_open("UTF-8", name_z);
	FUZZ_EXPECT(iconv_state != (iconv_t)-1);
	/* no byte of any encoding becomes more than six */
	size_t capacity = text.length * 6 + 64, to_left = capacity;
	buffer_reserve(made, capacity);
	char *from = (char *)(uintptr_t)text.data, *to = made->data;
	size_t from_left = text.length;
	bool well = iconv(iconv_state, &from, &from_left, &to, &to_left) != (size_t)-1 &&
		    iconv(iconv_state, NULL, NULL, &to, &to_left) != (size_t)-1;
	made->length = capacity - to_left;
	iconv_close(iconv_state);
	return well;
}

/* With at least 16 bytes of room, as source.c does it. */
static bool
convert_in_steps(const char *name_z, struct span text, size_t step, size_t room,
	struct buffer *made, struct error *error)
{
	struct charset *charset = charset_new(name_z, error);
	struct buffer pending = {0};
	bool well = charset != NULL, final = false;
	for (size_t at = 0; well && !final; at += step) {
		size_t length = at < text.length ? text.length - at : 0;
		buffer_add(&pending, span_of(text.data + at, length < step ? length : step));
		final = at + step >= text.length;
		size_t count = 1;
		while (well && count) {
			struct span input = buffer_span(&pending);
			buffer_reserve(made, room);
			well = charset_run(charset, "x", &input, final, made->data + made->length,
				room, &count, error);
			FUZZ_EXPECT(count <= room && input.length <= pending.length);
			made->length += count;
			if (pending.length)
				memmove(pending.data, input.data, input.length);
			pending.length = input.length;
		}
	}
	FUZZ_EXPECT(!well || !pending.length);
	charset_free(charset);
	buffer_free(&pending);
	return well;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 3)
		return 0;
	const char *name_z = names_z[data[0] % (sizeof(names_z) / sizeof(*names_z))];
	char *copy = fuzz_padded(fuzz_span(data + 3, size - 3), 0, 0);
	struct span text = span_of(copy, size - 3);
	struct buffer steps = {0}, whole = {0};
	struct error error = {0};
	bool well = convert_in_steps(
		name_z, text, data[1] ? data[1] : 10000, 16 + data[2], &steps, &error);
	bool expected = convert_by_iconv(name_z, text, &whole);
	FUZZ_EXPECT(well || error.status == STATUS_BAD_DATA);
	FUZZ_EXPECT(well == expected || (!well && strstr(error.text, "byte order mark")));
	if (well)
		FUZZ_EXPECT(span_equal(buffer_span(&steps), buffer_span(&whole)));
	/* iconv lets what is longer than any character pass from UTF-8; the readers refuse it */
	if (strcmp(name_z, "utf-8") != 0)
		FUZZ_EXPECT(utf8_check(buffer_span(&steps)) == steps.length);
	buffer_free(&steps);
	buffer_free(&whole);
	free(copy);
	return 0;
}
