/* test_evidence.c - journal/evidence.h */
#include "journal/evidence.h"
#include "support.h"

#define STEP(key, from, to, filter, at)                                                            \
	"{\"key\":\"" key "\",\"field\":\"active\",\"from\":\"" from "\",\"to\":\"" to             \
	"\",\"filter\":\"" filter "\",\"at\":\"" at "\"}\n"
#define AKTIV(from, to, filter, at)                                                                \
	"{\"key\":\"1\",\"field\":\"Aktiv\",\"from\":\"" from "\",\"to\":\"" to                    \
	"\",\"filter\":\"" filter "\",\"at\":\"" at "\"}\n"
#define OUT(key, at) STEP(key, "TRUE", "FALSE", "set-active", at)
#define IN(key, at) STEP(key, "FALSE", "TRUE", "set-active", at)

static const char *
facts_z(unsigned facts)
{
	if (!(facts & GUARD_KEY_IS_ITS_OWN))
		return "several";
	if (!(facts & GUARD_IS_OUT))
		return "not out";
	facts &= ~(unsigned)(GUARD_KEY_IS_ITS_OWN | GUARD_IS_OUT | GUARD_IS_COMPARABLE);
	return facts == (GUARD_HAS_STEP | GUARD_STEP_IS_OURS) ? "ours"
	       : facts == GUARD_HAS_STEP                      ? "step"
	       : facts == GUARD_STEP_IS_OURS                  ? "none"
							      : "?";
}

/* Add journals and ask about the contact "1", "s1". */
static const char *
ask_z(const char *const *journals_z, size_t count)
{
	struct evidence evidence;
	struct columns columns = {0};
	struct error error = {0};
	evidence_begin(&evidence, &columns);
	for (size_t i = 0; i < count && journals_z[i]; i++) {
		put_file("j", span_from_z(journals_z[i]));
		if (!evidence_add_journal(&evidence, "j", &error))
			fail_msg("%s", error.text);
	}
	struct guard_contact contact = {{SPAN("1"), SPAN("s1")}, SPAN(""), true};
	const struct evidence_source *source = NULL;
	const char *text_z = facts_z(evidence_facts(&evidence, &contact, &source));
	if (strcmp(text_z, "ours") == 0)
		assert_true(source->at.length);
	evidence_free(&evidence);
	columns_free(&columns);
	return text_z;
}

static void
says_whose_step_was_the_last(void **state)
{
	static const struct {
		const char *journals_z[3];
		const char *wanted_z;
	} cases[] = {
		{{OUT("1", "2026-03-01")}, "ours"},
		{{OUT("2", "2026-03-01")}, "none"},
		{{""}, "none"},
		{{OUT("1", "2026-03-01") IN("1", "2026-03-02")}, "step"},
		{{IN("1", "2026-03-01") OUT("1", "2026-03-02")}, "ours"},
		{{OUT("1", "2026-03-02") IN("1", "2026-03-01")}, "ours"},
		{{OUT("1", "2026-03-01") IN("1", "2026-03-01")}, "step"},
		{{IN("1", "2026-03-01"), OUT("1", "2026-03-02")}, "ours"},
		{{OUT("1", "2026-03-02"), IN("1", "2026-03-01")}, "ours"},
		{{OUT("1", "2026-03-01"), IN("1", "2026-03-01")}, "step"},
		{{IN("1", "2026-03-01"), OUT("1", "2026-03-01")}, "step"},
		{{OUT("1", "2026-03-01T09:00:00Z"), IN("1", "2026-03-01T10:00:00Z")}, "step"},
		{{OUT("1", "2026-03-01T09:00:00Z"), IN("1", "2026-03-01")}, "step"},
		{{OUT("1", "2026-03-02T09:00:00Z"), IN("1", "2026-03-01")}, "ours"},
		/* the day on which it was there, seven hours behind */
		{{OUT("1", "2026-03-02T06:00:00Z"), IN("1", "2026-03-01")}, "step"},
		{{OUT("1", "2026-03-02T07:00:00Z"), IN("1", "2026-03-01")}, "ours"},
		{{OUT("1", "2026-03-02T06:00:00Z"), IN("1", "2026-03-02")}, "step"},
		/* a day may be later than any time on it, in whatever order they are read */
		{{OUT("1", "2026-03-01T09:00:00Z"), IN("1", "2026-03-01"),
			 OUT("1", "2026-03-01T11:00:00Z")},
			"step"},
		{{IN("1", "2026-03-01T09:00:00Z"), IN("1", "2026-03-01"),
			 OUT("1", "2026-03-01T11:00:00Z")},
			"step"},
		{{OUT("1", "2026-03-01T09:00:00Z"), IN("1", "2026-03-01T10:00:00Z"),
			 OUT("1", "2026-03-01T11:00:00Z")},
			"ours"},
		{{STEP("1", "TRUE", "FALSE", "correct", "2026-03-01")}, "step"},
		{{STEP("1", "TRUE", "FALSE", "patch", "2026-03-01")}, "step"},
		{{STEP("1", "", "FALSE", "set-active", "2026-03-01")}, "step"},
		{{STEP("1", "TRUE", "", "patch", "2026-03-01")}, "step"},
		{{STEP("1", "true", "false", "set-active", "2026-03-01")}, "ours"},
		{{STEP("1", "\\\"TRUE\\\"", "\\\"FALSE\\\"", "set-active", "2026-03-01")}, "ours"},
		{{"{\"key\":\"1\",\"field\":\"Status\",\"from\":\"TRUE\",\"to\":\"FALSE\","
		  "\"filter\":\"set-active\",\"at\":\"2026-03-01\"}\n"},
			"ours"},
		/* the same by another name, once set-active has told it */
		{{AKTIV("TRUE", "FALSE", "set-active", "2026-03-01")
				 AKTIV("TRUE", "FALSE", "correct", "2026-03-02")},
			"step"},
		{{AKTIV("TRUE", "FALSE", "correct", "2026-03-02"),
			 AKTIV("TRUE", "FALSE", "set-active", "2026-03-01")},
			"step"},
		{{AKTIV("TRUE", "", "correct", "2026-03-02"),
			 AKTIV("TRUE", "FALSE", "set-active", "2026-03-01")},
			"step"},
		{{AKTIV("TRUE", "FALSE", "correct", "2026-03-01"),
			 AKTIV("TRUE", "FALSE", "set-active", "2026-03-02")},
			"ours"},
		{{AKTIV("TRUE", "FALSE", "correct", "2026-03-02"), OUT("1", "2026-03-01")}, "ours"},
		{{"{\"key\":\"1\",\"field\":\"phone_valid\",\"from\":\"TRUE\",\"to\":\"FALSE\","
		  "\"filter\":\"set-phone-valid\",\"at\":\"2026-03-01\"}\n"},
			"none"},
		{{"{\"key\":\"s1\",\"key_field\":\"signalvine_id\",\"field\":\"active\","
		  "\"from\":\"TRUE\",\"to\":\"FALSE\",\"filter\":\"set-active\","
		  "\"at\":\"2026-03-01\"}\n"},
			"ours"},
		{{"{\"key\":\"1\",\"key_field\":\"related_id\",\"field\":\"active\","
		  "\"from\":\"TRUE\",\"to\":\"FALSE\",\"filter\":\"set-active\","
		  "\"at\":\"2026-03-01\"}\n"},
			"none"},
		{{OUT("1", "2026-03-01"),
			 "{\"key\":\"s1\",\"key_field\":\"signalvine_id\",\"field\":\"active\","
			 "\"from\":\"FALSE\",\"to\":\"TRUE\",\"filter\":\"correct\","
			 "\"at\":\"2026-03-02\"}\n"},
			"step"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *found_z = ask_z(cases[i].journals_z, 3);
		if (strcmp(found_z, cases[i].wanted_z) != 0)
			fail_msg("%zu: %s, not %s", i, found_z, cases[i].wanted_z);
	}
}

static void
takes_no_step_that_did_not_happen_here(void **state)
{
	static const struct {
		unsigned first, second; /* facts of a step to FALSE, and of one to TRUE behind it */
		const char *wanted_z;
	} cases[] = {
		{EVIDENCE_ALL, 0, "ours"},
		{EVIDENCE_UPLOADED, 0, "none"},
		{EVIDENCE_OF_PROGRAM, 0, "none"},
		{EVIDENCE_ALL, EVIDENCE_ALL, "step"},
		{EVIDENCE_ALL, EVIDENCE_OF_PROGRAM, "step"},
		{EVIDENCE_ALL, EVIDENCE_UPLOADED, "ours"},
	};
	const struct journal_line out = {.key = SPAN_INIT("1"),
		.field = SPAN_INIT("active"),
		.from = SPAN_INIT("TRUE"),
		.to = SPAN_INIT("FALSE"),
		.filter = SPAN_INIT("set-active")};
	struct guard_contact contact = {{SPAN("1"), SPAN("")}, SPAN(""), true};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct evidence evidence;
		struct columns columns = {0};
		const struct evidence_source *source;
		struct journal_line in = out;
		in.to = SPAN("TRUE");
		evidence_begin(&evidence, &columns);
		uint32_t first = evidence_add_source(&evidence, SPAN("2026-03-01"), SPAN(""));
		evidence_add(&evidence, &out, first, cases[i].first);
		if (cases[i].second)
			evidence_add(&evidence, &in, first, cases[i].second);
		assert_string_equal(
			facts_z(evidence_facts(&evidence, &contact, &source)), cases[i].wanted_z);
		evidence_free(&evidence);
		columns_free(&columns);
	}
}

static void
knows_of_which_keys_there_are_several(void **state)
{
	static const struct {
		const char *keys_z[3][GUARD_KEY_COUNT];
		const char *wanted_z;
		bool is_active; /* the first of them, in the export */
	} cases[] = {
		{{{"1", "s1"}, {"2", "s2"}, {"", "s3"}}, "ours", false},
		{{{"1", "s1"}, {"2", "s2"}, {"", "s3"}}, "not out", true},
		{{{"2", "s2"}, {"1", "s1"}, {"", "s3"}}, "ours", true},
		{{{"1", "s1"}, {"2", "s2"}, {"1", "s3"}}, "several", false},
		{{{"1", "s1"}, {"2", "s1"}, {"3", "s1"}}, "ours", false},
		{{{"1", ""}, {"1", ""}, {"1", ""}}, "several", false},
		{{{"", ""}, {"", ""}, {"2", ""}}, "ours", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct evidence evidence;
		struct columns columns = {0};
		struct error error = {0};
		const struct evidence_source *source;
		struct guard_contact contact = {{SPAN("1"), SPAN("s1")}, SPAN(""), true};
		evidence_begin(&evidence, &columns);
		put_file("j", SPAN(OUT("1", "2026-03-01") OUT("2", "2026-03-01")));
		assert_true(evidence_add_journal(&evidence, "j", &error));
		for (size_t j = 0; j < COUNT_OF(cases[i].keys_z); j++) {
			struct guard_contact met = {{span_from_z(cases[i].keys_z[j][0]),
							    span_from_z(cases[i].keys_z[j][1])},
				SPAN(""), j || !cases[i].is_active};
			evidence_meet(&evidence, &met);
		}
		assert_string_equal(
			facts_z(evidence_facts(&evidence, &contact, &source)), cases[i].wanted_z);
		evidence_free(&evidence);
		columns_free(&columns);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_whose_step_was_the_last),
		cmocka_unit_test(takes_no_step_that_did_not_happen_here),
		cmocka_unit_test(knows_of_which_keys_there_are_several),
	};
	setenv("TZ", "MST7", 1);
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
