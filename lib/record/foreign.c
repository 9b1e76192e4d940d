/* foreign.c - see foreign.h */
#include "record/foreign.h"

/* The platform never sees what a spreadsheet did on the way, so the file to ask for is its own. */
#define ANOTHER_FILE                                                                               \
	"not CSV; export from the platform again, or save it as CSV UTF-8 and let roster check "   \
	"look for damage (lost zeros, 1.4E+10)"

static const struct {
	struct span magic;
	const char *refusal_z;
} foreign[] = {
	{{"PK\3\4", 4}, "is a spreadsheet (XLSX, ODS) or another zip file, " ANOTHER_FILE},
	{{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8}, "is an old spreadsheet (XLS), " ANOTHER_FILE},
	{{"\xff\xfe", 2}, "is UTF-16; say --from-charset utf-16"},
	{{"\xfe\xff", 2}, "is UTF-16; say --from-charset utf-16"},
};

static struct span
without_blanks(struct span text)
{
	size_t blanks = 0;
	while (blanks < text.length && memchr(" \t\r\n", text.data[blanks], 4))
		blanks++;
	return span_of(text.data + blanks, text.length - blanks);
}

/* "[" and an object: no header of CSV begins so. */
static bool
is_json_array(struct span beginning)
{
	if (span_starts_with(beginning, span_from_z("\xef\xbb\xbf")))
		beginning = span_of(beginning.data + 3, beginning.length - 3);
	beginning = without_blanks(beginning);
	if (!beginning.length || beginning.data[0] != '[')
		return false;
	beginning = without_blanks(span_of(beginning.data + 1, beginning.length - 1));
	return beginning.length && beginning.data[0] == '{';
}

bool
foreign_refuse(struct span beginning, const char *file_z, struct error *error)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
		if (span_starts_with(beginning, foreign[i].magic))
			return error_set(
				error, STATUS_BAD_DATA, "%s: %s", file_z, foreign[i].refusal_z);
	if (is_json_array(beginning))
		return error_set(error, STATUS_BAD_DATA,
			"%s: is one JSON array; roster convert --from api makes records of it if "
			"the platform's API gave it, jq -c '.[]' makes one object a line of any",
			file_z);
	return true;
}
