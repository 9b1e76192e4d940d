/* proof_reach.c - see proof_internal.h: who can be sent a text, before and after */
#include "record/truth.h"
#include "run/proof_internal.h"

static bool
is_reachable(struct proof *proof, struct record *record)
{
	enum truth active, phone_valid;
	return record_truth(record, proof->active, &active) && active == TRUTH_TRUE &&
	       record_truth(record, proof->phone_valid, &phone_valid) && phone_valid != TRUTH_FALSE;
}

void
proof_reach_before(struct proof *proof, struct record *record, struct proof_fate *fate)
{
	enum truth active;
	bool readable = record_truth(record, proof->active, &active);
	proof->counts.tells_active = proof->counts.tells_active ||
				     record->field_of[proof->active.index] >= 0;
	proof->counts.inactive += readable && active == TRUTH_FALSE;
	fate->reachable = is_reachable(proof, record);
	proof->counts.reachable += fate->reachable;
}

/* Who is dropped or rejected is in no update, and stays what he is on the platform. */
void
proof_reach_after(struct proof *proof, struct record *record, struct proof_fate *fate)
{
	if (fate->kind == FATE_KEPT)
		fate->reachable_after = record->edit_count ? is_reachable(proof, record)
							   : fate->reachable;
	else
		fate->reachable_after = fate->reachable && !fate->purged;
	proof->counts.reachable_after += fate->reachable_after;
}
