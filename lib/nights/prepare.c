/* prepare.c - see prepare.h */
#include "nights/prepare.h"

#include "nights/export_check.h"

bool
nights_prepare(void *context, const struct preparation_scene *scene, struct preparation *found,
	struct error *error)
{
	const struct nights_wish *wish = context;
	return wish->no_check || export_check(scene, found, error);
}
