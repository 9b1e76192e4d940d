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

bool
foreign_refuse(struct span beginning, const char *file_z, struct error *error)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
		if (span_starts_with(beginning, foreign[i].magic))
			return error_set(
				error, STATUS_BAD_DATA, "%s: %s", file_z, foreign[i].refusal_z);
	return true;
}
