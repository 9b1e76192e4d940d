/* repeat_report.c - see repeat_report.h */
#include "check/repeat_report.h"

#include "cli/message.h"
#include "format/shown_text.h"

#define TEXT_SHOWN 64

struct reporting {
	struct findings *findings;
	enum kind kind;
	struct span name;
	const struct file_lines *files;
	uint64_t values; /* that several contacts have */
	struct repeats_met most;
};

static struct place
place_of(const struct file_lines *files, struct repeats_place place)
{
	size_t file = files->count - 1;
	while (file && place.line <= files->bases[file])
		file--;
	return (struct place){file, place.line - files->bases[file], place.column};
}

/* The file is named where it is not this one. */
static void
add_line(struct buffer *text, const struct reporting *reporting, struct repeats_place met,
	size_t file)
{
	struct place place = place_of(reporting->files, met);
	if (place.file != file)
		buffer_add_format(text, "%s, ", file_name_z(reporting->files->paths_z[place.file]));
	buffer_add_format(text, "line %llu", (unsigned long long)place.line);
}

static void
describe(struct buffer *text, const struct reporting *reporting, const struct repeats_met *met,
	size_t file)
{
	shown_excerpt_add(text, reporting->name, TEXT_SHOWN);
	if (met->text.length) {
		buffer_add_z(text, " \"");
		shown_excerpt_add(text, met->text, TEXT_SHOWN);
		buffer_add_byte(text, '"');
	}
	buffer_add_z(text, " is also in ");
	add_line(text, reporting, met->first, file);
}

static void
take(void *context, const struct repeats_met *met)
{
	struct reporting *reporting = context;
	struct findings *findings = reporting->findings;
	struct finding finding = {
		.place = place_of(reporting->files, met->place),
		.key = span_excerpt(met->key, TEXT_SHOWN),
	};
	reporting->values += met->count == 2;
	bool earlier = met->count == reporting->most.count &&
		       met->first.line < reporting->most.first.line;
	if (met->count > reporting->most.count || earlier)
		reporting->most = *met;
	struct buffer text = {0};
	if (findings_want(findings, &findings->kinds[reporting->kind], &finding.place))
		describe(&text, reporting, met, finding.place.file);
	finding.found = buffer_span(&text);
	findings_add(findings, reporting->kind, &finding);
	buffer_free(&text);
}

/* Which phone most contacts share; of several such, the first. */
static void
note_most(const struct reporting *reporting)
{
	struct buffer text = {0};
	struct message_number values, most;
	if (reporting->most.text.length) {
		shown_excerpt_add(&text, reporting->most.text, TEXT_SHOWN);
	} else {
		buffer_add_z(&text, "that of ");
		add_line(&text, reporting, reporting->most.first,
			reporting->files->count > 1 ? SIZE_MAX : 0);
	}
	findings_note(reporting->findings, reporting->kind,
		"%s %s shared; the most contacts, %s, have %.*s",
		message_number_z(&values, reporting->values),
		reporting->values == 1 ? "phone is" : "phones are",
		message_number_z(&most, reporting->most.count), SPAN_ARGUMENTS(buffer_span(&text)));
	buffer_free(&text);
}

void
repeats_report(struct repeats *repeats, enum kind kind, struct span name,
	const struct file_lines *files, struct findings *findings)
{
	struct reporting reporting = {findings, kind, name, files, 0, {.count = 0}};
	repeats_each(repeats, take, &reporting);
	if (kind == KIND_SHARED_PHONE && reporting.values)
		note_most(&reporting);
}
