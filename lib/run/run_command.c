/* run_command.c - see run_command.h */
#include "run/run_command.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "run/preparation.h"
#include "run/run_lists.h"
#include "run/stage_folder.h"

#include <stdlib.h>
#include <unistd.h>

static char *
absolute_z(const char *path_z)
{
	char *real_z = realpath(path_z, NULL);
	return real_z ? real_z : memory_copied_z(path_z, strlen(path_z));
}

/* Our own executable, so that the stages are of the version that the manifest names. */
static char *
own_path_z(void)
{
	char path[4096];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path));
	return length > 0 && (size_t)length < sizeof(path) ? memory_copied_z(path, (size_t)length)
							   : memory_copied_z("roster", 6);
}

static void
add_argument(struct run_command *command, char *argument_z)
{
	command->argv = memory_resized(command->argv, command->argc + 2, sizeof(*command->argv));
	command->argv[command->argc++] = argument_z;
	command->argv[command->argc] = NULL;
}

/* The export stands with the first filter. */
static void
add_filters(struct run_command *command, const struct run_command_request *request,
	const char *own_z, const char *export_z)
{
	bool placed = false;
	add_argument(command, memory_copied_z(own_z, strlen(own_z)));
	for (size_t i = 0; i < request->filter_count; i++) {
		const char *word_z = request->filters[i];
		if (!placed && strcmp(word_z, "+") == 0) {
			add_argument(command, memory_copied_z(export_z, strlen(export_z)));
			placed = true;
		}
		add_argument(command, memory_copied_z(word_z, strlen(word_z)));
	}
	if (!placed)
		add_argument(command, memory_copied_z(export_z, strlen(export_z)));
}

static char *
search_path_z(const char *own_z)
{
	const char *slash = strrchr(own_z, '/');
	const char *inherited_z = getenv("PATH");
	return text_formatted_z("PATH=%.*s%s%s", slash ? (int)(slash - own_z) : 0, own_z,
		slash ? ":" : "", inherited_z ? inherited_z : "/usr/bin:/bin");
}

static bool
set_environment(char **environment, const struct run_command_request *request, const char *inputs_z,
	struct error *error)
{
	char *stages_in_z = absolute_z(request->stages_in_z);
	char *protect_z = text_formatted_z("%s/%s", inputs_z, RUN_PROTECT);
	char *left_alone_z = text_formatted_z("%s/%s", inputs_z, CAME_BACK_FILE);
	*environment++ = text_formatted_z("%s=%s", STAGE_RUN_VARIABLE, stages_in_z);
	*environment++ = text_formatted_z("ROSTER_AS_OF=%s", request->as_of_z);
	bool protect, left_alone = false;
	bool well = path_exists(protect_z, &protect, error) &&
		    path_exists(left_alone_z, &left_alone, error);
	if (protect)
		*environment++ = text_formatted_z("ROSTER_PROTECT=%s", protect_z);
	if (left_alone)
		*environment++ = text_formatted_z("%s=%s", STAGE_LEFT_ALONE_VARIABLE, left_alone_z);
	if (request->allow_rejects)
		*environment++ = text_formatted_z("ROSTER_REJECTS=1");
	if (request->repeat)
		*environment++ = text_formatted_z(
			"%s=%s/%s", RUN_LISTS_VARIABLE, inputs_z, RUN_LISTS);
	free(left_alone_z);
	free(protect_z);
	free(stages_in_z);
	return well;
}

bool
run_command_make(
	struct run_command *command, const struct run_command_request *request, struct error *error)
{
	char *own_z = own_path_z();
	char *inputs_z = absolute_z(request->inputs_z);
	char *export_z = text_formatted_z("%s/%s", inputs_z, request->export_name_z);
	if (!request->filters) {
		add_argument(command, memory_copied_z("bash", 4));
		add_argument(command, text_formatted_z("%s/%s", inputs_z, RUN_PIPELINE));
		add_argument(command, memory_copied_z(export_z, strlen(export_z)));
	} else {
		add_filters(command, request, own_z, export_z);
	}
	command->environment[0] = search_path_z(own_z);
	bool well = set_environment(command->environment + 1, request, inputs_z, error);
	free(export_z);
	free(inputs_z);
	free(own_z);
	return well;
}

void
run_command_free(struct run_command *command)
{
	for (size_t i = 0; i < command->argc; i++)
		free(command->argv[i]);
	free(command->argv);
	for (size_t i = 0; command->environment[i]; i++)
		free(command->environment[i]);
}
