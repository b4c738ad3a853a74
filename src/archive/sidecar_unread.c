/* SPDX-License-Identifier: MIT
 *
 * A side-car that cannot be read, beside its picture: what it forbids is not known, so nobody publishes the
 * picture unread. Decides which picture that is, and that a person is asked once; not what is wrong with it.
 */
#include "sidecar_claim.h"
#include "sidecar_find.h"

#include <cutline/findings.h>

#include <string.h>

#define MAX_EVENTS 1000U

/* Who released it has looked: the same file in the next run says nothing new. */
static gboolean
was_asked(ClArchive *archive, const char *photo, const char *payload, gboolean *asked, GError **error)
{
	g_autoptr(GPtrArray) events = cl_catalog_list_events(archive->catalog, photo, 0, MAX_EVENTS, error);

	for (guint i = 0; events != NULL && !*asked && i < events->len; i++) {
		const ClEventRow *event = events->pdata[i];

		*asked = strcmp(event->kind, "hold") == 0 && g_strcmp0(event->payload, payload) == 0;
	}
	return events != NULL;
}

gboolean
sidecar_hold_unread(ClArchive *archive, ArchiveItem *item, GError **error)
{
	g_autoptr(ClFileRow) file = NULL;
	g_autofree char *name = g_path_get_basename(item->path);
	g_autofree char *printable = cl_text_printable(name);
	g_autofree char *reason = g_strdup_printf(
		"'%s' beside it cannot be read, so its terms are not known", printable);
	g_autofree char *payload = archive_reason_payload(reason);
	gboolean asked = FALSE;

	if (!sidecar_find_beside(archive, item->path, &file, error))
		return FALSE;
	if (file == NULL)
		return TRUE;
	if (!was_asked(archive, file->photo, payload, &asked, error))
		return FALSE;
	if (asked)
		return TRUE;
	g_ptr_array_add(item->result.findings,
		cl_finding_new(CL_FINDING_SIDECAR_UNREAD,
			"photo %s is held until an editor has read it: cutline unkill %.6s --reason …",
			file->photo, file->photo));
	return archive_hold_for(archive, file->photo, reason, error) &&
		archive_refresh(archive, file->photo, error);
}
