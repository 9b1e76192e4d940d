/* guard_rules.c - see guard_rules.h */
#include "journal/guard_rules.h"

const struct span guard_key_names[GUARD_KEY_COUNT] = {{"customer_id", 11}, {"signalvine_id", 13}};

static const char by_consent_z[] = "ask the person, and name the answer in a list for --consent";

const struct guard_rule guard_rules[GUARD_RULE_COUNT] = {
	{GUARD_IS_OUT, "active is not FALSE in this export, so it was not our step that came last",
		by_consent_z},
	{GUARD_HAS_STEP, "no evidence shows that it was us who made the contact inactive",
		"name the folder of runs or the journal that does with --evidence, or ask the "
		"person, and name the answer in a list for --consent"},
	{GUARD_STEP_IS_OURS, "what the evidence has last did not make an active contact inactive",
		"look at that step (what was approved counts, so upload it if it was not), or ask "
		"the person, and name the answer in a list for --consent"},
	{GUARD_KEY_IS_ITS_OWN,
		"several contacts of the export have the key by which the evidence names one",
		"give each an id of its own on the platform (roster check lists them), or ask the "
		"person, and set it there by hand"},
	{GUARD_HAS_LIST, "there is no list of opt-outs, so a STOP since then is not ruled out",
		"get the list from the platform, and name it with --opt-outs and "
		"--opt-outs-until"},
	{GUARD_LIST_REACHES,
		"the list of opt-outs is not known to be complete up to the day of the export",
		"say --opt-outs-until and --export-date, with a list that is not older than the "
		"export"},
	{GUARD_IS_COMPARABLE, "the contact cannot be compared with the list of opt-outs",
		"name the whole export with --export, and give the list a key and a phone in each "
		"row"},
	{GUARD_KEY_NOT_LISTED, "the list of opt-outs names the contact", by_consent_z},
	{GUARD_PHONE_NOT_LISTED, "the list of opt-outs names the phone that the contact has or had",
		by_consent_z},
	{GUARD_SHARER_NOT_LISTED, "the list of opt-outs names somebody who has the same phone",
		by_consent_z},
	{GUARD_ROWS_ARE_FOUND,
		"the list of opt-outs names by key alone somebody who is not in the export, so it "
		"may be this contact or share the phone",
		"see that the keys are those of the export (a spreadsheet takes zeros from them), "
		"give the list a phone in each row, or take out who is known to have been deleted"},
};

const struct guard_rule *
guard_first_unmet(const struct guard_rule *rules, size_t count, unsigned facts)
{
	for (size_t i = 0; i < count; i++)
		if (!(facts & rules[i].fact))
			return &rules[i];
	return NULL;
}
