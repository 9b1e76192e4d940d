/* upload_guide.c - see upload_guide.h */
#include "review/upload_guide.h"

#include "cli/message.h"
#include "format/shown_text.h"
#include "run/approval.h"

static const char *
plural_z(uint64_t count)
{
	return count == 1 ? "" : "s";
}

static void
add_heading(struct buffer *text, const struct upload_guide *guide)
{
	buffer_add_format(text, "What to upload of %s, for %s\n", guide->run_z, guide->program_z);
	buffer_add_format(text, "Approved by %s at %s\n", guide->by_z, guide->at_z);
	if (guide->note_z)
		buffer_add_format(text, "Note: %s\n", guide->note_z);
	buffer_add_z(text, "\n");
}

static void
add_warning(struct buffer *text)
{
	buffer_add_z(text,
		"Each file goes up by itself, with exactly the options that stand below it:\n"
		"  new=ignore     whoever is not on the platform is not added\n"
		"  absent=ignore  whoever is not in the file stays as he is\n"
		"  mode=tx        all of the file or nothing\n"
		"  existing=...   these columns are updated, no other\n"
		"\n"
		"NEVER choose absent=stop: every contact of the program that is not in the file\n"
		"would be stopped, and nobody could tell them from those who opted out.\n"
		"\n");
}

static void
add_columns(struct buffer *text, const struct update_set *set)
{
	for (size_t i = 0; i < set->column_count; i++) {
		buffer_add_z(text, i ? "," : "");
		shown_text_add(text, set->columns[i].name);
	}
}

static void
add_own_columns(struct buffer *text, const struct update_set *set)
{
	for (size_t i = 0; i < set->column_count; i++) {
		if (set->columns[i].native)
			continue;
		buffer_add_z(text, "   ");
		shown_text_add(text, set->columns[i].name);
		buffer_add_z(
			text, " is a field of your own: look that the platform calls it so, too\n");
	}
}

/* For a shell, into which it is pasted. */
static void
add_word(struct buffer *text, const char *word_z)
{
	buffer_add_byte(text, '\'');
	for (; *word_z; word_z++)
		if (*word_z == '\'')
			buffer_add_z(text, "'\\''");
		else
			buffer_add_byte(text, *word_z);
	buffer_add_byte(text, '\'');
}

static void
add_part(struct buffer *text, const struct upload_guide *guide, size_t number)
{
	const struct update_files *updates = guide->sorter->updates;
	const struct update_part *part = &updates->parts[number];
	const struct update_set *set = &updates->sets[part->set];
	const struct approval_file *file = &updates->files->list[part->file];
	struct message_number contacts;
	buffer_add_format(text,
		"%zu. %s: %s contact%s\n   new=ignore absent=ignore mode=tx existing=", number + 1,
		file->name_z, message_number_z(&contacts, part->contacts),
		plural_z(part->contacts));
	add_columns(text, set);
	buffer_add_z(text, "\n");
	add_own_columns(text, set);
	if (set->key_column == UPDATE_BY_SIGNALVINE_ID)
		buffer_add_z(text,
			"   These contacts are known by signalvine_id: upload one row first,"
			" and look what it did\n");
	buffer_add_z(text, "   When it is up: roster uploaded ");
	add_word(text, guide->run_path_z);
	buffer_add_format(text, " --part '%s'\n\n", file->name_z);
}

static void
add_parts(struct buffer *text, const struct upload_guide *guide)
{
	const struct update_sorter *sorter = guide->sorter;
	struct message_number number;
	if (!sorter->updates->part_count) {
		buffer_add_z(text, "There is nothing to upload.\n\n");
		return;
	}
	add_warning(text);
	for (size_t i = 0; i < sorter->updates->part_count; i++)
		add_part(text, guide, i);
	if (sorter->counts.opted_out)
		buffer_add_format(text,
			"%s of them become active=FALSE, which counts as an opt-out in the metrics, and"
			"\ncannot be told from a real one afterwards.\n\n",
			message_number_z(&number, sorter->counts.opted_out));
	if (sorter->counts.opted_in)
		buffer_add_format(text,
			"%s of them become active=TRUE and hear from you again; the run's journal says "
			"by\nwhat consent or evidence. Who opted out after the export was made would be "
			"opted in by\nthis: look at the platform's opt-outs again before you upload "
			"it.\n\n",
			message_number_z(&number, sorter->counts.opted_in));
}

static void
add_manual(struct buffer *text, const struct manual_work *manual)
{
	struct message_number number;
	if (!manual->count)
		return;
	buffer_add_format(text, "By hand: %s line%s of %s, of which\n",
		message_number_z(&number, manual->count), plural_z(manual->count), APPROVAL_MANUAL);
	for (size_t kind = 0; kind < MANUAL_KINDS; kind++)
		if (manual->counts[kind])
			buffer_add_format(text, "  %s: %s\n",
				message_number_z(&number, manual->counts[kind]),
				manual_work_why_z((enum manual_kind)kind));
	buffer_add_z(text, "\n");
}

static void
add_removals(struct buffer *text, const struct removals *removals)
{
	struct message_number number;
	if (removals->count)
		buffer_add_format(text,
			"To delete %s contact%s, which cannot be undone, send %s with\n%s to the "
			"platform's staff. (%s is what the run\nproposed; send the approved list.)\n\n",
			message_number_z(&number, removals->count), plural_z(removals->count),
			APPROVAL_LETTER, APPROVAL_REMOVALS, "removal-request.csv");
	if (removals->again)
		buffer_add_format(text,
			"%s contact%s that the run took out %s asked for by an earlier letter, and not "
			"again.\n\n",
			message_number_z(&number, removals->again), plural_z(removals->again),
			removals->again == 1 ? "was" : "were");
	if (removals->still_there)
		buffer_add_format(text,
			"%s contact%s of earlier letters %s still in this run's export: %s\nsays who and "
			"since when. Ask the platform's staff what became of the letter.\n\n",
			message_number_z(&number, removals->still_there),
			plural_z(removals->still_there), removals->still_there == 1 ? "is" : "are",
			APPROVAL_STILL_THERE);
}

static void
add_rest(struct buffer *text, const struct sorter_counts *counts)
{
	struct message_number number;
	if (counts->left_out)
		buffer_add_format(text, "Left out by the reviewer: %s contact%s (%s).\n",
			message_number_z(&number, counts->left_out), plural_z(counts->left_out),
			APPROVAL_DECISIONS);
	if (counts->rejected)
		buffer_add_format(text,
			"Bad records, of which nothing was changed: %s (rejects.ndjson).\n",
			message_number_z(&number, counts->rejected));
}

void
upload_guide_add(struct buffer *text, const struct upload_guide *guide)
{
	add_heading(text, guide);
	add_parts(text, guide);
	add_manual(text, guide->sorter->manual);
	add_removals(text, guide->sorter->removals);
	add_rest(text, &guide->sorter->counts);
}

void
removal_letter_add(struct buffer *text, const struct upload_guide *guide)
{
	const struct removals *removals = guide->sorter->removals;
	struct message_number number;
	buffer_add_format(text,
		"To the support staff of the texting platform\n\n"
		"Please delete the %s contact%s of the program %s that the attached list\n%s names "
		"(SHA-256 %s).\n\n"
		"We know that this is permanent: the records and their message history for this\n"
		"program go, and cannot be brought back. We keep a copy of the records.\n\n",
		message_number_z(&number, removals->count), plural_z(removals->count),
		guide->program_z, APPROVAL_REMOVALS,
		removals->files->list[removals->list].digest_z);
	if (removals->opted_out)
		buffer_add_format(text,
			"%s of them opted out (active=FALSE). Please keep their numbers from being "
			"texted,\nshould they be imported again.\n\n",
			message_number_z(&number, removals->opted_out));
	if (removals->still_there)
		buffer_add_format(text,
			"%s contact%s that we asked you to delete before %s in our export still: please "
			"see\n%s, and tell us what became of that.\n\n",
			message_number_z(&number, removals->still_there),
			plural_z(removals->still_there), removals->still_there == 1 ? "is" : "are",
			APPROVAL_STILL_THERE);
	buffer_add_format(text,
		"Please tell us when it is done.\n\n%s, for %s, %.10s (our reference: %s)\n",
		guide->by_z, guide->program_z, guide->at_z, guide->run_z);
}
