/* fate.c - see fate.h */
#include "nights/fate.h"

bool
fate_read(struct fate *fate, const char *folder_z, struct error *error)
{
	bool approved;
	if (!approval_exists(folder_z, &approved, error))
		return false;
	return !approved || (approval_read(&fate->approval, folder_z, error) &&
				    approval_uploads_read(&fate->uploads, folder_z, error));
}

void
fate_free(struct fate *fate)
{
	approval_free(&fate->approval);
	approval_uploads_free(&fate->uploads);
}
