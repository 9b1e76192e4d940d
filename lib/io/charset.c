/* charset.c - see charset.h */
#include "io/charset.h"

#include "cli/memory.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

struct charset {
	iconv_t iconv;
	const char *name_z;
	bool begun;
	uint64_t line; /* of the text that was made, from 1 */
	size_t column; /* in bytes, from 1 */
};

static bool
refuse_name(const char *name_z, struct error *error)
{
	return error_set(error, STATUS_USAGE,
		"--from-charset is \"%s\", which iconv does not know; windows-1252 and utf-16 are "
		"common, iconv -l lists all",
		name_z);
}

static bool
fail_to_open(const char *name_z, struct error *error)
{
	return error_set_errno(error, "--from-charset %s: cannot be converted", name_z);
}

bool
charset_is_known(const char *name_z, struct error *error)
{
	if (!name_z[0] || strchr(name_z, '/'))
		return refuse_name(name_z, error);
	iconv_t iconv = iconv_open("UTF-8", name_z);
	if (iconv == (iconv_t)-1)
		return errno == EINVAL ? refuse_name(name_z, error) : fail_to_open(name_z, error);
	iconv_close(iconv);
	return true;
}

struct charset *
charset_new(const char *name_z, struct error *error)
{
	struct charset *charset = memory_zeroed(1, sizeof(*charset));
	charset->name_z = name_z;
	charset->line = charset->column = 1;
	charset->iconv = iconv_open("UTF-8", name_z);
	if (charset->iconv != (iconv_t)-1)
		return charset;
	free(charset);
	fail_to_open(name_z, error);
	return NULL;
}

/* "utf-16", "UTF16", "utf_32": encodings that a byte order mark must explain. */
static bool
needs_mark(const char *name_z)
{
	static const char *const words_z[] = {"utf16", "utf32"};
	char word[8];
	size_t length = 0;
	for (; *name_z && length < sizeof(word); name_z++)
		if (*name_z != '-' && *name_z != '_')
			word[length++] = *name_z;
	for (size_t i = 0; i < sizeof(words_z) / sizeof(*words_z); i++)
		if (span_equal_fold(span_of(word, length), span_from_z(words_z[i])))
			return true;
	return false;
}

static bool
has_mark(struct span input)
{
	return span_starts_with(input, span_of("\xff\xfe", 2)) ||
	       span_starts_with(input, span_of("\xfe\xff", 2)) ||
	       span_starts_with(input, span_of("\0\0\xfe\xff", 4));
}

static void
count_text(struct charset *charset, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		charset->column++;
		if (text[i] != '\n')
			continue;
		charset->line++;
		charset->column = 1;
	}
}

static bool
refuse_bytes(const struct charset *charset, const char *file_z, struct span rest, bool cut,
	struct error *error)
{
	unsigned char first = rest.length ? (unsigned char)rest.data[0] : 0;
	if (cut)
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu:%zu: the file ends inside of a character of %s; it is cut off, so "
			"fetch it again",
			file_z, (unsigned long long)charset->line, charset->column,
			charset->name_z);
	return error_set(error, STATUS_BAD_DATA,
		"%s:%llu:%zu: the byte 0x%02x is no character of %s here; correct it, or say the "
		"right --from-charset",
		file_z, (unsigned long long)charset->line, charset->column, first, charset->name_z);
}

bool
charset_run(struct charset *charset, const char *file_z, struct span *input, bool final,
	char *output, size_t capacity, size_t *made, struct error *error)
{
	*made = 0;
	if (!charset->begun && input->length < 4 && !final)
		return true;
	if (!charset->begun && input->length && needs_mark(charset->name_z) && !has_mark(*input))
		return error_set(error, STATUS_BAD_DATA,
			"%s: begins with no byte order mark, so that %s may be meant in two ways; "
			"say %sle, which is common, or %sbe",
			file_z, charset->name_z, charset->name_z, charset->name_z);
	charset->begun = true;
	/* iconv does not write to its input, though its type says so */
	char *from = (char *)(uintptr_t)input->data, *to = output;
	size_t from_left = input->length, to_left = capacity;
	size_t result = iconv(charset->iconv, &from, &from_left, &to, &to_left);
	int number = errno;
	/* some encodings combine a character with what follows it, so the last one is held back */
	if (result != (size_t)-1 && final)
		iconv(charset->iconv, NULL, NULL, &to, &to_left);
	*input = span_of(from, from_left);
	*made = capacity - to_left;
	count_text(charset, output, *made);
	if (result != (size_t)-1 || number == E2BIG || (number == EINVAL && !final))
		return true;
	return refuse_bytes(charset, file_z, *input, number == EINVAL, error);
}

void
charset_free(struct charset *charset)
{
	if (!charset)
		return;
	iconv_close(charset->iconv);
	free(charset);
}
