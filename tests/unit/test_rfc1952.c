/* test_rfc1952.c - RFC 1952: what is read of each part of a gzip member, and of each way to break
 * it */
#include "gzip_bytes.h"
#include "io/source.h"

/* Section 2.3: ID1 ID2 CM, then FLG, then MTIME XFL OS. */
#define MAGIC "\x1f\x8b\x08"
#define HEADER(flags) MAGIC flags "\1\2\3\4\0\3"
/* "a\n" as a fixed block (RFC 1951), its CRC32, its ISIZE; "b\n" and nothing likewise. */
#define A_DATA "\x4b\xe4\x02\0"
#define A_CRC "\x07\xa1\xea\xdd"
#define A A_DATA A_CRC "\2\0\0\0"
#define B "\x4b\xe2\x02\0\xc4\xf2\xc7\xf6\2\0\0\0"
#define NOTHING "\3\0\0\0\0\0\0\0\0\0"
#define DYNAMIC                                                                                    \
	"\x45\x89\xb1\x0d\0\0\x08\xc2\x76\xbe\x2c\xff\x1f\x21\x9a\x10\x3b\x40\x28\x60\x04\x76"     \
	"\x42\xc8\x84\x33\xc4\x6c\x15\xad\xc8\x55\xf9\xc3\xdd\x65\0\x79\x65\xb5\xb5\x54\0\0\0"
#define DYNAMIC_TEXT                                                                               \
	"aaba\naabb\naa\na\nbaaaaba\naaab\na\naaaaaaaaaaa\nab\naabaa\naaaaaa\naabaa\naaabaaaaa\n"  \
	"aaaaaaaaaa"

struct row {
	const char *part_z; /* the section, and what is tried */
	struct span gzip;
	const char *said_z; /* the content, or the error */
};

/* What a program reads of the file "a.gz". */
static void
read_file(struct span gzip, struct buffer *content, struct error *error)
{
	put_file("a.gz", gzip);
	*error = (struct error){0};
	buffer_clear(content);
	buffer_reserve(content, 1000);
	struct source *source = source_open("a.gz", error);
	ssize_t count = 1;
	while (count > 0) {
		count = source_read(source, content->data + content->length, 100, error);
		content->length += count > 0 ? (size_t)count : 0;
	}
	source_close(source);
}

static const struct row allowed[] = {
	{"2.2: one member", SPAN_INIT(HEADER("\0") A), "a\n"},
	{"2.2: two members are one text", SPAN_INIT(HEADER("\0") A HEADER("\0") B), "a\nb\n"},
	{"2.2: a member of nothing", SPAN_INIT(HEADER("\0") NOTHING), ""},
	{"2.2: nothing among others", SPAN_INIT(HEADER("\0") A HEADER("\0") NOTHING HEADER("\0") B),
		"a\nb\n"},
	{"2.3.1 FLG: FTEXT", SPAN_INIT(HEADER("\1") A), "a\n"},
	{"2.3.1 MTIME: none", SPAN_INIT(MAGIC "\0\0\0\0\0\0\3" A), "a\n"},
	{"2.3.1 XFL: the slowest way", SPAN_INIT(MAGIC "\0\1\2\3\4\2\3" A), "a\n"},
	{"2.3.1 XFL: the fastest way", SPAN_INIT(MAGIC "\0\1\2\3\4\4\3" A), "a\n"},
	{"2.3.1 XFL: another", SPAN_INIT(MAGIC "\0\1\2\3\4\x99\3" A), "a\n"},
	{"2.3.1 OS: FAT", SPAN_INIT(MAGIC "\0\1\2\3\4\0\0" A), "a\n"},
	{"2.3.1 OS: unknown", SPAN_INIT(MAGIC "\0\1\2\3\4\0\xff" A), "a\n"},
	{"2.3.1 FHCRC", SPAN_INIT(HEADER("\2") "\x50\xf0" A), "a\n"},
	{"2.3.1 FEXTRA: nothing in it", SPAN_INIT(HEADER("\4") "\0\0" A), "a\n"},
	{"2.3.1.1: a subfield", SPAN_INIT(HEADER("\4") "\6\0Ap\2\0xy" A), "a\n"},
	{"2.3.1.1: two", SPAN_INIT(HEADER("\4") "\x0b\0Ap\2\0xyBC\1\0z" A), "a\n"},
	{"2.3.1.1: one without content", SPAN_INIT(HEADER("\4") "\4\0Ap\0\0" A), "a\n"},
	{"2.3.1.1: one that is longer than XLEN is passed over",
		SPAN_INIT(HEADER("\4") "\6\0Ap\xff\xffxy" A), "a\n"},
	{"2.3.1.1: none at all", SPAN_INIT(HEADER("\4") "\3\0xyz" A), "a\n"},
	{"2.3.1 FNAME", SPAN_INIT(HEADER("\x08") "export.csv\0" A), "a\n"},
	{"2.3.1 FNAME: empty", SPAN_INIT(HEADER("\x08") "\0" A), "a\n"},
	{"2.3.1 FNAME: Latin-1, and a path", SPAN_INIT(HEADER("\x08") "/caf\xe9/\x1f\x8b\0" A),
		"a\n"},
	{"2.3.1 FCOMMENT", SPAN_INIT(HEADER("\x10") "line one\nline two\0" A), "a\n"},
	{"2.3.1 FNAME and FCOMMENT", SPAN_INIT(HEADER("\x18") "export.csv\0a comment\0" A), "a\n"},
	{"2.3.1 FHCRC and FEXTRA", SPAN_INIT(HEADER("\6") "\6\0Ap\2\0xy\x94\xa8" A), "a\n"},
	{"2.3.1 all flags",
		SPAN_INIT(HEADER("\x1f") "\6\0Ap\2\0xyexport.csv\0a comment\0\xeb\xbd" A), "a\n"},
	{"2.3.1: each member has its own flags",
		SPAN_INIT(HEADER("\x08") "export.csv\0" A HEADER("\2") "\x50\xf0" B), "a\nb\n"},
	{"1951 3.2.4: stored",
		SPAN_INIT(HEADER("\0") "\1\2\0\xfd\xff"
				       "a\n" A_CRC "\2\0\0\0"),
		"a\n"},
	{"1951 3.2.3: three blocks, one empty",
		SPAN_INIT(HEADER("\0") "\x4a\4\0\0\0\xff\xff\xe3\2\0" A_CRC "\2\0\0\0"), "a\n"},
	{"1951 3.2.7: dynamic", SPAN_INIT(HEADER("\0") DYNAMIC), DYNAMIC_TEXT},
};

static void
reads_what_is_allowed(void **state)
{
	struct buffer content = {0};
	struct error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(allowed); i++) {
		for (size_t step = 1; step < 200; step += 66) {
			if (!inflate_all(allowed[i].gzip, step, 100, &content, &error))
				fail_msg("%s: %s", allowed[i].part_z, error.text);
			expect_span(allowed[i].part_z, buffer_span(&content),
				span_from_z(allowed[i].said_z));
		}
		read_file(allowed[i].gzip, &content, &error);
		assert_int_equal(error.status, STATUS_OK);
		expect_span(
			allowed[i].part_z, buffer_span(&content), span_from_z(allowed[i].said_z));
	}
	buffer_free(&content);
}

/* What stands before a further member is a whole file, too. */
static bool
is_between_members(struct span gzip, size_t length)
{
	return gzip.length - length > 18 && memcmp(gzip.data + length, MAGIC, 3) == 0;
}

static void
notices_a_cut_at_every_byte(void **state)
{
	struct buffer content = {0};
	struct error error;
	size_t between = 0;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(allowed); i++)
		for (size_t length = 1; length < allowed[i].gzip.length; length++) {
			struct span cut = span_of(allowed[i].gzip.data, length);
			read_file(cut, &content, &error);
			if (is_between_members(allowed[i].gzip, length)) {
				assert_int_equal(error.status, STATUS_OK);
				between++;
			} else if (error.status != STATUS_BAD_DATA ||
				   !strstr(error.text,
					   "a.gz: gzip data ends in the middle of member ")) {
				fail_msg("%s, cut at %zu: %s", allowed[i].part_z, length,
					error.text);
			}
		}
	assert_int_equal(between, 4);
	buffer_free(&content);
}

#define DAMAGED(member, why)                                                                       \
	"a.gz: gzip data is damaged in member " member " (" why "); export or copy the file again"
#define CUT(member)                                                                                \
	"a.gz: gzip data ends in the middle of member " member "; export or copy the file again"
#define BEHIND "a.gz: there is something else behind the gzip data; cut it off or export again"

static void
says_what_is_broken(void **state)
{
	static const struct row rows[] = {
		{"2.2: zeros behind", SPAN_INIT(HEADER("\0") A "\0\0\0\0"), BEHIND},
		{"2.2: a line end behind", SPAN_INIT(HEADER("\0") A "\n"), BEHIND},
		{"2.2: text behind", SPAN_INIT(HEADER("\0") A "b\n"), BEHIND},
		{"2.2: text between members", SPAN_INIT(HEADER("\0") A "-" HEADER("\0") B), BEHIND},
		{"2.2: half of what begins a member", SPAN_INIT(HEADER("\0") A "\x1f"), CUT("2")},
		{"2.3.1 ID2: another behind", SPAN_INIT(HEADER("\0") A "\x1f\x9d\x90"),
			DAMAGED("2", "incorrect header check")},
		{"2.3.1 CM: reserved", SPAN_INIT("\x1f\x8b\7\0\1\2\3\4\0\3" A),
			DAMAGED("1", "unknown compression method")},
		{"2.3.1 CM: none", SPAN_INIT("\x1f\x8b\0\0\1\2\3\4\0\3" A),
			DAMAGED("1", "unknown compression method")},
		{"2.3.1 CM: unknown", SPAN_INIT("\x1f\x8b\x09\0\1\2\3\4\0\3" A),
			DAMAGED("1", "unknown compression method")},
		{"2.3.1.2 FLG: bit 5 is reserved", SPAN_INIT(HEADER("\x20") A),
			DAMAGED("1", "unknown header flags set")},
		{"2.3.1.2 FLG: bit 6 is reserved", SPAN_INIT(HEADER("\x40") A),
			DAMAGED("1", "unknown header flags set")},
		{"2.3.1.2 FLG: bit 7 is reserved", SPAN_INIT(HEADER("\x80") A),
			DAMAGED("1", "unknown header flags set")},
		{"2.3.1 FHCRC: wrong", SPAN_INIT(HEADER("\2") "\x51\xf0" A),
			DAMAGED("1", "header crc mismatch")},
		{"2.3.1 FHCRC: of another time", SPAN_INIT(MAGIC "\2\1\2\3\5\0\3\x50\xf0" A),
			DAMAGED("1", "header crc mismatch")},
		{"2.3.1 FHCRC: of another extra field",
			SPAN_INIT(HEADER("\6") "\6\0Ap\2\0xz\x94\xa8" A),
			DAMAGED("1", "header crc mismatch")},
		{"2.3.1 FHCRC: of another name",
			SPAN_INIT(HEADER("\x1f") "\6\0Ap\2\0xyexport.tsv\0a comment\0\xeb\xbd" A),
			DAMAGED("1", "header crc mismatch")},
		{"2.3.1 FHCRC: of another comment",
			SPAN_INIT(HEADER("\x1f") "\6\0Ap\2\0xyexport.csv\0A comment\0\xeb\xbd" A),
			DAMAGED("1", "header crc mismatch")},
		{"2.3.1 FEXTRA: longer than all the rest", SPAN_INIT(HEADER("\4") "\xff\xff" A),
			CUT("1")},
		{"2.3.1 FNAME: never ends", SPAN_INIT(HEADER("\x08") "export.csv"), CUT("1")},
		{"2.3.1 FCOMMENT: never ends", SPAN_INIT(HEADER("\x10") "a comment"), CUT("1")},
		{"2.3.1 CRC32: wrong", SPAN_INIT(HEADER("\0") A_DATA "\7\xa1\xea\xdc\2\0\0\0"),
			DAMAGED("1", "incorrect data check")},
		{"2.3.1 CRC32: of the other member",
			SPAN_INIT(HEADER("\0") A HEADER("\0") A_DATA "\xc4\xf2\xc7\xf6\2\0\0\0"),
			DAMAGED("2", "incorrect data check")},
		{"2.3.1 CRC32: of nothing, and content",
			SPAN_INIT(HEADER("\0") A_DATA "\0\0\0\0\2\0\0\0"),
			DAMAGED("1", "incorrect data check")},
		{"2.3.1 ISIZE: one less", SPAN_INIT(HEADER("\0") A_DATA A_CRC "\1\0\0\0"),
			DAMAGED("1", "incorrect length check")},
		{"2.3.1 ISIZE: 2^24 more", SPAN_INIT(HEADER("\0") A_DATA A_CRC "\2\0\0\1"),
			DAMAGED("1", "incorrect length check")},
		{"2.3.1 ISIZE: big-endian", SPAN_INIT(HEADER("\0") A_DATA A_CRC "\0\0\0\2"),
			DAMAGED("1", "incorrect length check")},
		{"1951 3.2.3: a block of the reserved type",
			SPAN_INIT(HEADER("\0") "\7\0" A_CRC "\2\0\0\0"),
			DAMAGED("1", "invalid block type")},
		{"1951 3.2.4: LEN is not NLEN's complement",
			SPAN_INIT(HEADER("\0") "\1\2\0\xfd\xfe"
					       "a\n" A_CRC "\2\0\0\0"),
			DAMAGED("1", "invalid stored block lengths")},
		{"1951 3.2.5: a distance past the beginning",
			SPAN_INIT(HEADER("\0") "\3\2\0" A_CRC "\2\0\0\0"),
			DAMAGED("1", "invalid distance too far back")},
	};
	struct buffer content = {0};
	struct error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (size_t step = 1; step < 200; step += 66) {
			inflate_all(rows[i].gzip, step, 100, &content, &error);
			expect_span(rows[i].part_z, span_from_z(error.text),
				span_from_z(rows[i].said_z));
		}
		read_file(rows[i].gzip, &content, &error);
		assert_int_equal(error.status, STATUS_BAD_DATA);
		expect_span(rows[i].part_z, span_from_z(error.text), span_from_z(rows[i].said_z));
	}
	buffer_free(&content);
}

/* All flags together, however little of input and output there is at a time. */
static void
reads_every_kind_of_member(void **state)
{
	struct buffer gzip = {0}, content = {0}, expected = {0};
	struct error error;
	(void)state;
	for (int flags = 0; flags < 32; flags++) {
		buffer_clear(&gzip);
		buffer_clear(&expected);
		add_member(&gzip, flags & 30, SPAN("Ap\x02\0xy"), SPAN("customer_id\n"));
		add_member(&gzip, 0, SPAN(""), SPAN(""));
		add_member(&gzip, flags & 30, SPAN(""), SPAN("0012\n0013\n"));
		buffer_add_z(&expected, "customer_id\n0012\n0013\n");
		for (size_t step = 1; step < 200; step += 33)
			for (size_t room = 1; room < 100; room += 14) {
				assert_true(inflate_all(
					buffer_span(&gzip), step, room, &content, &error));
				expect_span(
					"content", buffer_span(&content), buffer_span(&expected));
			}
	}
	buffer_free(&gzip);
	buffer_free(&content);
	buffer_free(&expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_allowed),
		cmocka_unit_test(notices_a_cut_at_every_byte),
		cmocka_unit_test(says_what_is_broken),
		cmocka_unit_test(reads_every_kind_of_member),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
