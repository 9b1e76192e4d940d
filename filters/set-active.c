/* set-active - opt contacts out of all messages, or in again where they asked for it */
#include "chain/filter.h"
#include "journal/guard.h"
#include "record/truth.h"

struct state {
	bool active; /* what to write */
	struct column column;
	struct guard *guard; /* borrowed; NULL: it is FALSE that is written */
};

static bool
begin(void *context, struct filter_setup *setup)
{
	struct state *self = context;
	self->column = setup_column(setup, "active");
	if (!setup_truth_operand(setup, &self->active))
		return false;
	const char *given_z = setup_guard_option_z(setup);
	if (!self->active)
		return !given_z || error_set(setup->error, STATUS_USAGE,
					   "--%s is for set-active TRUE only", given_z);
	self->guard = setup_guard(setup);
	return self->guard != NULL;
}

/* Whether the guard lets a contact that is not active become so. */
static enum verdict
ask_guard(const struct state *self, struct record *contact, enum truth active)
{
	if (active == TRUTH_TRUE)
		return VERDICT_KEEP;
	switch (guard_ask(self->guard, contact)) {
	case GUARD_ALLOWED:
		return VERDICT_KEEP;
	case GUARD_HELD:
		return VERDICT_HELD;
	case GUARD_BAD:
		break;
	}
	return VERDICT_BAD;
}

static enum verdict
apply(void *context, struct record *contact, struct error *error)
{
	const struct state *self = context;
	(void)error;
	enum truth active;
	if (!record_truth(contact, self->column, &active))
		return VERDICT_BAD;
	if (self->active) {
		enum verdict verdict = ask_guard(self, contact, active);
		if (verdict != VERDICT_KEEP)
			return verdict;
	}
	return record_set_truth(contact, self->column, self->active) ? VERDICT_KEEP : VERDICT_BAD;
}

static bool
is_cautious(const void *context)
{
	const struct state *self = context;
	return !self->active;
}

const struct filter filter_set_active = {
	.name = "set-active",
	.summary = "opt contacts out of all messages, or in again where they asked for it",
	.operands = "TRUE|FALSE",
	.caution = "active=FALSE counts as an opt-out in the metrics, and the platform cannot tell "
		   "it from a real one afterwards, so opting these contacts in again is not "
		   "recommended; the recommended way is tag-archive together with set-phone-valid "
		   "FALSE",
	.is_cautious = is_cautious,
	.state_size = sizeof(struct state),
	.changes = true,
	.opts_in = true,
	.held_word = "guarded",
	.held_note = "the guarded contacts stay as they are: nothing shows that they want to hear "
		     "from you again; name those who do in a list for --consent",
	.begin = begin,
	.apply = apply,
};
