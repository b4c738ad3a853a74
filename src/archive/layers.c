/* SPDX-License-Identifier: MIT
 *
 * Layers and their events: doing again what the journal says while the catalog is rebuilt, and
 * comparing the rows with what the events of a photo add up to.
 */
#include "archive_private.h"

#include <string.h>

#define PAGE 1000U

gboolean
archive_is_edit_event(const ClEventRow *event)
{
	return event->subject != NULL &&
		(strcmp(event->kind, "edit") == 0 || strcmp(event->kind, "undo") == 0);
}

/* An erased payload leaves nothing to do again. */
gboolean
archive_replay_edit(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(ClEditRecord) record = cl_edit_record_parse(event->payload);

	return record == NULL ||
		(archive_put_changes(archive, event->subject, record->changes, event->at_us,
			 event->who, error) &&
			cl_catalog_raise_rev(
				archive->catalog, event->subject, record->rev, error));
}

void
archive_change_layer(GPtrArray *layers, const ClChange *change, const char *who)
{
	ClLayer *layer = cl_layer_find(layers, change->field, change->lang);

	if (layer != NULL)
		g_ptr_array_remove(layers, layer);
	if (change->after == NULL)
		return;
	layer = g_new0(ClLayer, 1);
	layer->field = change->field;
	layer->lang = g_strdup(change->lang);
	layer->values = g_ptr_array_ref(change->after);
	layer->base = cl_edit_base(change->received);
	layer->who = g_strdup(who);
	g_ptr_array_add(layers, layer);
}

/* FALSE in *whole: an event was erased, what it wrote cannot be told. */
static gboolean
add_up(ClArchive *archive, const char *id, GPtrArray *layers, gboolean *whole, GError **error)
{
	gint64 seq = 0;

	for (;;) {
		g_autoptr(GPtrArray) events =
			cl_catalog_list_events(archive->catalog, id, seq, PAGE, error);

		if (events == NULL)
			return FALSE;
		if (events->len == 0)
			return TRUE;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];
			g_autoptr(ClEditRecord) record = NULL;

			seq = event->seq;
			if (!archive_is_edit_event(event))
				continue;
			record = cl_edit_record_parse(event->payload);
			*whole = *whole && record != NULL;
			for (guint j = 0; record != NULL && j < record->changes->len; j++)
				archive_change_layer(layers, record->changes->pdata[j], event->who);
		}
	}
}

gboolean
archive_layers_fit(ClArchive *archive, const char *id, gboolean *fit, GError **error)
{
	g_autoptr(GPtrArray) expected =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_layer_free);
	g_autoptr(GPtrArray) layers = cl_catalog_layers(archive->catalog, id, error);
	gboolean whole = TRUE;

	if (layers == NULL || !add_up(archive, id, expected, &whole, error))
		return FALSE;
	*fit = !whole || layers->len == expected->len;
	for (guint i = 0; *fit && whole && i < layers->len; i++) {
		const ClLayer *layer = layers->pdata[i];
		const ClLayer *other = cl_layer_find(expected, layer->field, layer->lang);

		*fit = other != NULL && cl_edit_same(layer->values, other->values) &&
			strcmp(layer->base, other->base) == 0;
	}
	return TRUE;
}
