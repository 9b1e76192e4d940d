/* shown.h - what an export shows of the values that were uploaded: they are there, or came back */
#ifndef ROSTER_NIGHTS_SHOWN_H
#define ROSTER_NIGHTS_SHOWN_H

#include "nights/night_lines.h"
#include "nights/uploads.h"
#include "run/preparation.h"

struct shown_request {
	const struct preparation_scene *scene;
	const struct run_list *runs;
	struct uploads *uploads;
	struct columns *columns; /* that the uploads asked of */
	struct night_writer *confirmed;
	bool again; /* what came back is proposed again */
};

/*
 * Read the export, add what it confirms, and write CAME_BACK_FILE into the run's folder, in its
 * order. Only the last upload of each field counts: one that was not confirmed yet and is there now
 * is, one that was confirmed by an earlier run's export and is not there any more came back; of an
 * opt-in nothing need have confirmed it. Bad records are passed over. False with error filled.
 */
bool shown_look(
	const struct shown_request *request, struct preparation *found, struct error *error);

#endif
