/* test_shared_phones.c - dedupe/shared_phones.h: two readings of one export */
#include "dedupe/shared_phones.h"
#include "reading.h"

#define CONTACTS_MOST 5

struct two_readings {
	const char *first_z, *second_z; /* rows: phone, active, date */
	bool newest;
	enum share shares[CONTACTS_MOST];
	const char *error_z; /* of the record that is not what it was; NULL: none */
};

static void
check_readings(const struct two_readings *readings)
{
	static const char header[] = "phone,active,date\n";
	static const char *const path_z = "first";
	struct text_input input = {0};
	struct buffer text = {0};
	struct shared_phones shared = {0};
	struct shared_columns columns;
	struct shared_request request = {
		.files = {.paths_z = &path_z, .path_count = 1, .delimiter = ','},
		.mapped = &input.columns,
		.newest_z = readings->newest ? "date" : NULL,
	};
	buffer_add_format(&text, "%s%s", header, readings->first_z);
	put_file(path_z, buffer_span(&text));
	assert_true(shared_phones_read(&shared, &request, &input.error));
	shared_columns_want(&columns, &request, &input.columns);
	buffer_clear(&text);
	buffer_add_format(
		&text, "%s%s", header, readings->second_z ? readings->second_z : readings->first_z);
	assert_true(text_open(&input, buffer_span(&text)));
	for (size_t i = 0; text_next(&input) == READING_RECORD; i++) {
		enum share share;
		if (shared_phones_judge(&shared, &columns, input.record, &share, &input.error)) {
			assert_int_equal(share, readings->shares[i]);
			shared_phones_pass_on(&shared, share);
			continue;
		}
		assert_non_null(readings->error_z);
		assert_string_equal(input.error.text, readings->error_z);
		input.error = (struct error){0};
		break;
	}
	assert_true(readings->error_z || shared_phones_check(&shared, &input.error));
	shared_phones_free(&shared);
	buffer_free(&text);
	text_close(&input);
}

static void
one_of_a_phone_stays(void **state)
{
	static const struct two_readings cases[] = {
		{.first_z = "3035550142,TRUE,\n303-555-0142,,\n3035550143,TRUE,\n,TRUE,\n,TRUE,\n",
			.shares = {SHARE_KEPT, SHARE_COPY}},
		{.first_z = "3035550142,FALSE,\n3035550142,TRUE,\n3035550142,false,\n",
			.shares = {SHARE_KEPT, SHARE_COPY, SHARE_KEPT}},
		{.first_z = "3035550142,TRUE,\n3035550142,FALSE,\n",
			.shares = {SHARE_LEFT_OPTED_OUT, SHARE_LEFT_OPTED_OUT}},
		{.first_z = "3035550142,TRUE,2024-01-01\n3035550142,FALSE,2024-01-02\n",
			.newest = true,
			.shares = {SHARE_COPY, SHARE_KEPT}},
		{.first_z = "3035550142,FALSE,2024-01-02\n3035550142,TRUE,2024-01-03\n",
			.newest = true,
			.shares = {SHARE_LEFT_OPTED_OUT, SHARE_LEFT_OPTED_OUT}},
		{.first_z = "3035550142,FALSE,2024-01-03\n3035550142,TRUE,2024-01-03\n"
			    "3035550142,TRUE,\n",
			.newest = true,
			.shares = {SHARE_KEPT, SHARE_KEPT, SHARE_COPY}},
		{.first_z = "3035550142,TRUE,2024-01-03\n3035550142,FALSE,2024-01-03\n"
			    "3035550142,TRUE,2024-01-02\n",
			.newest = true,
			.shares = {SHARE_KEPT, SHARE_KEPT, SHARE_COPY}},
		{.first_z = "3035550142,TRUE,2024-01-03\n3035550142,TRUE,soon\n",
			.newest = true,
			.shares = {SHARE_LEFT_UNDATED, SHARE_LEFT_UNDATED}},
		{.first_z = "5555555555,TRUE,\n5555555555,TRUE,\n",
			.shares = {SHARE_LEFT_PLACEHOLDER, SHARE_LEFT_PLACEHOLDER}},
		{.first_z = "3035550142,maybe,\n3035550142,TRUE,\n", .error_z = ""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_readings(&cases[i]);
}

static void
an_export_that_changed_is_refused(void **state)
{
	static const char *const seconds_z[] = {
		"3035550142,TRUE,\n3035550149,TRUE,\n", /* a phone of nobody */
		"3035550142,TRUE,\n3035550143,TRUE,\n", /* that of another one */
		"3035550142,TRUE,\n,TRUE,\n",           /* none any more */
		"3035550142,TRUE,\n3035550142,FALSE,\n",
		"3035550142,TRUE,\n3035550142,TRUE,\n3035550143,TRUE,\n3035550142,TRUE,\n",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(seconds_z); i++) {
		struct two_readings readings = {
			.first_z = "3035550142,TRUE,\n3035550142,TRUE,\n3035550143,TRUE,\n",
			.second_z = seconds_z[i],
			.shares = {SHARE_KEPT, SHARE_COPY, SHARE_NONE},
			.error_z = i == 4 ? "in:5: is not what it was a moment ago; nobody may "
					    "write to the export while it is read"
					  : "in:3: is not what it was a moment ago; nobody may "
					    "write to the export while it is read",
		};
		check_readings(&readings);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(one_of_a_phone_stays),
		IN_SCRATCH(an_export_that_changed_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
