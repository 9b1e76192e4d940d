/* filters.c - whole programs on arbitrary bytes: nothing is lost, nothing half done passes */
#define _GNU_SOURCE
#include "in_process.h"
#include "rejected.h"

#define ANY "customer_id = '' or not (customer_id = '')"

/* The first summary among the messages: "NAME: 2,000 read, ..."; empty if there is none. */
static struct span
summary_of(const struct outcome *outcome)
{
	struct span rest = buffer_span(&outcome->messages);
	while (rest.length) {
		struct span line = fuzz_until(rest, '\n', &rest);
		if (line.length && memmem(line.data, line.length, " read, ", 7))
			return line;
	}
	return span_of("", 0);
}

/* The number before `word_z` in it, 0 if it is not there. */
static unsigned long
count_of(struct span summary, const char *word_z)
{
	unsigned long count = 0, place = 1;
	const char *found = memmem(summary.data, summary.length, word_z, strlen(word_z));
	for (; found && found > summary.data && strchr("0123456789,", found[-1]); found--)
		if (found[-1] != ',') {
			count += place * (unsigned)(found[-1] - '0');
			place *= 10;
		}
	return count;
}

static bool
says(const struct outcome *outcome, const char *text_z)
{
	const struct buffer *messages = &outcome->messages;
	return messages->length && memmem(messages->data, messages->length, text_z, strlen(text_z));
}

/*
 * A program that ended well counts every record that it read; the output of one that failed is
 * refused with its status by whoever reads it, with --rejects too.
 */
static void
expect_whole_or_refused(const struct outcome *outcome)
{
	FUZZ_EXPECT(outcome->status == 0 || outcome->status > 1);
	if (outcome->status == 0) {
		struct span summary = summary_of(outcome);
		FUZZ_EXPECT(summary.length);
		FUZZ_EXPECT(count_of(summary, " read") ==
			    count_of(summary, " written") + count_of(summary, " dropped") +
				    count_of(summary, " purged") + count_of(summary, " rejected"));
		return;
	}
	FUZZ_EXPECT(outcome->messages.length);
	if (outcome->output.length > INPUT_MOST)
		return;
	struct outcome next = RUN(buffer_span(&outcome->output), "select", "--where", ANY,
		"--rejects", "next", "--threads", "1");
	/* or something is wrong with it that is met before its last record */
	bool refused = says(&next, "the program that wrote this failed")
			       ? next.status == outcome->status
			       : next.status == 3;
	if (!refused)
		FUZZ_FAIL("status %d, and what was written is read with status %d", outcome->status,
			next.status);
	outcome_free(&next);
}

static void
expect_untouched(struct span input)
{
	struct buffer rejects = {0};
	struct outcome outcome = RUN(input, "set-phone-valid", "TRUE", "--where",
		"customer_id = 'nobody'", "--rejects", "rejects", "--threads", "1");
	expect_whole_or_refused(&outcome);
	if (outcome.status == 0) {
		get_file("rejects", &rejects);
		FUZZ_EXPECT(is_rest(buffer_span(&outcome.output), input, buffer_span(&rejects)));
		unlink("rejects");
	}
	buffer_free(&rejects);
	outcome_free(&outcome);
}

#define STALE "last_contacted < today - 18 months"

static void
expect_chain_as_pipe(struct span input)
{
	struct outcome chain = RUN(input, "select", "--where", ANY " and active = TRUE",
		"--threads", "1", "+", "tag-archive", "--where", STALE, "+", "set-phone-valid",
		"FALSE", "--max-changes", "3");
	struct outcome first = RUN(
		input, "select", "--where", ANY " and active = TRUE", "--threads", "1");
	expect_whole_or_refused(&chain);
	if (first.output.length < INPUT_MOST) {
		struct outcome second = RUN(buffer_span(&first.output), "tag-archive", "--where",
			STALE, "--threads", "1");
		struct outcome third = RUN(buffer_span(&second.output), "set-phone-valid", "FALSE",
			"--threads", "1", "--max-changes", "3");
		expect_whole_or_refused(&third);
		/* a column that only dropped objects had is one that no object behind them has */
		bool dropped = says(&chain, "there is no column") ||
			       says(&second, "there is no column") ||
			       says(&third, "there is no column");
		FUZZ_EXPECT(dropped || (chain.status == 0) == (third.status == 0));
		if (chain.status == 0 && !dropped)
			FUZZ_EXPECT(
				span_equal(buffer_span(&chain.output), buffer_span(&third.output)));
		outcome_free(&second);
		outcome_free(&third);
	}
	outcome_free(&chain);
	outcome_free(&first);
}

/* What tag-archive did is undone by its journal, to the last byte. */
static void
expect_undone(struct span input)
{
	struct outcome done = RUN(input, "tag-archive", "--journal", "journal", "--key",
		"customer_id", "--threads", "1");
	expect_whole_or_refused(&done);
	if (done.status == 0 && done.output.length < INPUT_MOST) {
		struct outcome undone = RUN(buffer_span(&done.output), "patch", "journal",
			"--reverse", "--key", "customer_id", "--threads", "1");
		expect_whole_or_refused(&undone);
		/* contacts of one key whose changes do not fit together are left alone, and listed
		 */
		if (undone.status == 0 && says(&undone, "undone, 0 already so, 0 changed since, 0"))
			FUZZ_EXPECT(span_equal(buffer_span(&undone.output), input));
		outcome_free(&undone);
	}
	unlink("journal");
	outcome_free(&done);
}

/* To the other format and back, twice, is the same as once. */
static void
expect_converted(struct span input)
{
	struct outcome once = RUN(
		input, "select", "--where", ANY, "--to", "ndjson", "--threads", "1");
	expect_whole_or_refused(&once);
	if (once.status == 0 && once.output.length < INPUT_MOST) {
		struct outcome back = RUN(buffer_span(&once.output), "select", "--where", ANY,
			"--to", "csv", "--threads", "1");
		expect_whole_or_refused(&back);
		if (back.status == 0 && back.output.length < INPUT_MOST) {
			struct outcome twice = RUN(buffer_span(&back.output), "select", "--where",
				ANY, "--to", "ndjson", "--threads", "1");
			struct outcome again = RUN(buffer_span(&twice.output), "select", "--where",
				ANY, "--to", "csv", "--threads", "1");
			FUZZ_EXPECT(twice.status == 0 && again.status == 0);
			FUZZ_EXPECT(
				span_equal(buffer_span(&again.output), buffer_span(&back.output)));
			outcome_free(&twice);
			outcome_free(&again);
		}
		outcome_free(&back);
	}
	outcome_free(&once);
}

static void
expect_same_compressed(struct span input)
{
	struct outcome plain = RUN(input, "select", "--where", ANY, "--threads", "1");
	struct outcome gzip = RUN(input, "select", "--where", ANY, "--gzip", "--threads", "2");
	expect_whole_or_refused(&gzip);
	FUZZ_EXPECT(plain.status == gzip.status);
	if (gzip.status == 0 && gzip.output.length < INPUT_MOST) {
		struct outcome inflated = RUN(
			buffer_span(&gzip.output), "select", "--where", ANY, "--threads", "1");
		FUZZ_EXPECT(span_equal(buffer_span(&inflated.output), buffer_span(&plain.output)));
		outcome_free(&inflated);
	}
	outcome_free(&plain);
	outcome_free(&gzip);
}

/* What check finds no fault with, a filter reads. */
static void
expect_checked(struct span input)
{
	put_file("export", input);
	struct outcome check = RUN(input, "check", "export");
	struct outcome select = RUN(input, "select", "--where", ANY, "--threads", "1");
	struct outcome diff = RUN(input, "diff", "export", "export");
	FUZZ_EXPECT(check.status <= 1 || check.status == 3);
	FUZZ_EXPECT(check.status != 0 || select.status == 0 || says(&select, "there is no column"));
	FUZZ_EXPECT(diff.status == 0 || diff.status == 3 || diff.status == 2);
	unlink("export");
	outcome_free(&check);
	outcome_free(&select);
	outcome_free(&diff);
}

static const char export_z[] =
	"customer_id,signalvine_id,phone,active,phone_valid,group_list,last_contacted\n"
	"0012,4181b152,+13035550301,TRUE,TRUE,Alumni,2024-02-29\n"
	"0013,,\"+13035550302\",false,TRUE,Seniors;Alumni,\n"
	",4181b154,+13035550303,,FALSE,,2026-01-01\n";

/* The input as a list beside a good export. */
static void
expect_list_read(struct span input, unsigned which)
{
	const struct span export = span_from_z(export_z);
	struct outcome outcome;
	put_file("list", input);
	switch (which) {
	case 0:
		outcome = RUN(export, "patch", "list", "--threads", "1");
		break;
	case 1:
		outcome = RUN(export, "correct", "list", "--threads", "1");
		break;
	case 2:
		outcome = RUN(export, "set-active", "TRUE", "--threads", "1", "--consent", "list",
			"--journal", "journal");
		break;
	default:
		outcome = RUN(export, "set-phone-valid", "FALSE", "--threads", "1", "--protect",
			"list", "--where", "customer_id in file('list', customer_id)");
	}
	expect_whole_or_refused(&outcome);
	unlink("list");
	unlink("journal");
	outcome_free(&outcome);
}

static void
expect_purged(struct span input)
{
	struct outcome outcome = RUN(input, "purge", "--where", STALE, "--backup", "backup",
		"--request", "request", "--max-changes", "2", "--threads", "1", "--rejects", "bad");
	expect_whole_or_refused(&outcome);
	bool well = outcome.status == 0;
	FUZZ_EXPECT((unlink("backup") == 0) == well && (unlink("request") == 0) == well);
	FUZZ_EXPECT((unlink("bad") == 0) == well);
	outcome_free(&outcome);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const rules[])(struct span) = {expect_untouched, expect_chain_as_pipe,
		expect_undone, expect_converted, expect_same_compressed, expect_checked,
		expect_purged};
	const unsigned count = sizeof(rules) / sizeof(*rules);
	if (!size || size > 8000)
		return 0;
	char *copy = fuzz_padded(fuzz_span(data + 1, size - 1), 0, 0);
	struct span input = span_of(copy, size - 1);
	unsigned which = data[0] % (count + 4);
	if (which < count && !(size > 1 && data[1] == 0x1f))
		rules[which](input);
	else if (which >= count)
		expect_list_read(input, which - count);
	unlink("next");
	free(copy);
	return 0;
}
