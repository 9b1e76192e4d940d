/* kind.h - every kind of problem that an export can have: one table of names, levels and advice */
#ifndef ROSTER_CHECK_KIND_H
#define ROSTER_CHECK_KIND_H

enum level {
	LEVEL_ERROR,     /* some filter refuses it */
	LEVEL_SUSPICION, /* it passes, but a person should look */
};

/* In the order of the report: what stops reading, the header, records, values; then suspicions. */
enum kind {
	KIND_EMPTY_FILE,
	KIND_DAMAGED_GZIP,
	KIND_INCOMPLETE_OUTPUT,
	KIND_JSON_ARRAY,
	KIND_OTHER_DELIMITER,
	KIND_UNREADABLE,
	KIND_UNNAMED_COLUMN,
	KIND_REPEATED_COLUMN,
	KIND_AMBIGUOUS_COLUMN,
	KIND_NO_KEY_COLUMN,
	KIND_DIFFERENT_COLUMNS,
	KIND_RAGGED,
	KIND_STRAY_QUOTE,
	KIND_UNCLOSED_QUOTE,
	KIND_LONE_RETURN,
	KIND_NUL,
	KIND_NOT_UTF_8,
	KIND_NOT_JSON,
	KIND_NOT_OBJECT,
	KIND_REPEATED_MEMBER,
	KIND_BAD_RECORD,
	KIND_HEADER_AGAIN,
	KIND_NO_TEXT,
	KIND_NOT_TRUTH,
	KIND_UNREADABLE_DATE,
	KIND_REPEATED_KEY,
	KIND_NO_KEY,
	KIND_SUPPRESSED,

	KIND_MISSPELLED_COLUMN,
	KIND_UNKNOWN_COLUMN,
	KIND_SPREADSHEET_NUMBER,
	KIND_LOST_ZEROS,
	KIND_ROUNDED_ID,
	KIND_APOSTROPHE,
	KIND_PLACEHOLDER_PHONE,
	KIND_SHARED_PHONE,
	KIND_DATE_STYLES,
	KIND_GROUP_SPELLINGS,
	KIND_BLANKS_AROUND,
	KIND_CONTROL_CHARACTER,
	KIND_INVISIBLE_CHARACTER,
	KIND_LOOK_ALIKE,
	KIND_NO_INACTIVE,
	KIND_COUNT,
};

struct kind_text {
	const char *name_z;
	enum level level;
	const char *what_z;   /* what was found, in the plural */
	const char *remedy_z; /* what to do about it */
};

extern const struct kind_text kind_texts[KIND_COUNT];

/* "error" or "suspicion". */
const char *level_name_z(enum level level);

#endif
