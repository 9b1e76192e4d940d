/* verify - prove again that a run is what it was, and that it did only what it says */
#include "run/verify.h"

#include "cli/message.h"
#include "cli/program.h"

#include <stdio.h>

static const struct option options[] = {
	{"repeat", NULL, "run the pipeline again, over the run's own copies, and compare", false},
	{0},
};

static enum status
run(const struct options *given, struct error *error)
{
	struct proof_counts counts;
	const char *folder_z = given->operands[0];
	bool repeat = options_value_z(given, "repeat") != NULL;
	switch (verify_run(folder_z, repeat, NULL, &counts, error)) {
	case VERIFIED_DIFFERENT:
		return error->status;
	case VERIFIED_PRUNED:
		if (repeat) {
			error_set(error, STATUS_SYSTEM,
				"%s: its data was pruned, so that its pipeline cannot be run again",
				folder_z);
			return error->status;
		}
		printf("%s: what is left is as the run wrote it; its data was pruned, so that it can be "
		       "proved no more\n",
			folder_z);
		return STATUS_OK;
	case VERIFIED_PROVED:
		break;
	}
	struct message_number numbers[4];
	printf("%s: all files are as the run wrote them, and every difference between export and "
	       "cleaned file is explained%s: %s records, %s changed, %s taken out, %s rejected\n",
		folder_z, repeat ? ", and its pipeline gives the same again" : "",
		message_number_z(&numbers[0], counts.export),
		message_number_z(&numbers[1], counts.changed),
		message_number_z(&numbers[2], counts.gone),
		message_number_z(&numbers[3], counts.rejected));
	return STATUS_OK;
}

const struct program program_verify = {
	.name = "verify",
	.summary = "prove again that a run is what it was and did only what it says",
	.operands = "RUN",
	.options = options,
	.operands_least = 1,
	.operands_most = 1,
	.run = run,
};
