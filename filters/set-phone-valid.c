/* set-phone-valid - mark phone numbers as able or unable to receive messages */
#include "chain/filter.h"
#include "record/truth.h"

struct state {
	bool valid; /* what to write */
	struct column phone_valid;
};

static bool
begin(void *context, struct filter_setup *setup)
{
	struct state *self = context;
	self->phone_valid = setup_column(setup, "phone_valid");
	return setup_truth_operand(setup, &self->valid);
}

static enum verdict
apply(void *context, struct record *contact, struct error *error)
{
	const struct state *self = context;
	(void)error;
	return record_set_truth(contact, self->phone_valid, self->valid) ? VERDICT_KEEP
									 : VERDICT_BAD;
}

const struct filter filter_set_phone_valid = {
	.name = "set-phone-valid",
	.summary = "mark phone numbers as able or unable to receive messages",
	.operands = "TRUE|FALSE",
	.state_size = sizeof(struct state),
	.changes = true,
	.begin = begin,
	.apply = apply,
};
