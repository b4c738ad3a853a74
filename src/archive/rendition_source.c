/* SPDX-License-Identifier: MIT
 *
 * What the service knows of a photo, read from the catalog once and kept in memory until an event
 * says that it changed or others were asked for more recently. Decides what is embedded: the
 * effective values of the version that counts.
 */
#include "rendition_private.h"
#include "rights.h"
#include "story.h"

#include <cutline/framing.h>
#include <cutline/publish.h>

#include <string.h>

#define MAX_SOURCES 20000 /* in memory, about 3 kB each */

typedef struct {
	ClRenditionSource *source;
	GList *link; /* in sources_by_use */
} Entry;

static gint last_serial; /* atomic */

static const char *
name_of(const ClRenditionSource *source)
{
	return source->use[0] != '\0' ? source->use : source->id;
}

/* --- one source ------------------------------------------------------------------------------ */

static void
clear_source(gpointer data)
{
	ClRenditionSource *source = data;

	g_clear_pointer(&source->embed, g_variant_unref);
	g_clear_pointer(&source->embed_reduced, g_variant_unref);
	g_free(source->supplier);
	g_free(source->licence_url);
}

ClRenditionSource *
cl_rendition_source_ref(ClRenditionSource *source)
{
	return g_atomic_rc_box_acquire(source);
}

void
cl_rendition_source_unref(ClRenditionSource *source)
{
	g_atomic_rc_box_release_full(source, clear_source);
}

static void
digest(GVariant *variant, guint8 bytes[16])
{
	ClBlake2b *hash = cl_blake2b_new();

	cl_blake2b_update(hash, g_variant_get_data(variant), g_variant_get_size(variant));
	cl_blake2b_finish(hash, bytes);
}

/* A change of the caption must not make every thumbnail anew, which does not carry it. */
static ClEffective *
credits_only(const ClEffective *effective)
{
	static const ClField fields[] = { CL_FIELD_BYLINE, CL_FIELD_CREDIT, CL_FIELD_COPYRIGHT };
	ClEffective *credits = cl_effective_new();

	for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
		const GPtrArray *values = effective->values[fields[i]];

		for (guint j = 0; values != NULL && j < values->len; j++)
			cl_effective_add(credits, fields[i], values->pdata[j]);
	}
	return credits;
}

static void
set_embed(ClRenditionSource *source, const ClEffective *effective)
{
	g_autoptr(ClEffective) credits = credits_only(effective);
	ClPublish publish = { .effective = effective, .source_sensitive = source->source_sensitive };
	ClPublish reduced = { .effective = credits, .reduced = TRUE,
		.source_sensitive = source->source_sensitive };

	source->embed = g_variant_ref_sink(cl_publish_to_variant(&publish));
	source->embed_reduced = g_variant_ref_sink(cl_publish_to_variant(&reduced));
	digest(source->embed, source->embed_digest);
	digest(source->embed_reduced, source->reduced_digest);
}

static void
set_file(ClRenditionSource *source, const ClFileRow *file)
{
	source->version = file->version;
	memcpy(source->sha256, file->sha256, sizeof source->sha256);
	source->size_bytes = file->size_bytes;
	source->format = file->facts->format;
	source->orientation = file->facts->orientation;
	source->frames = file->facts->frames;
	source->scans = file->facts->scans;
	source->developed = file->developed;
	source->frame.width = file->facts->width;
	source->frame.height = file->facts->height;
}

static void
set_instants(const ClDelivered *row, gpointer data)
{
	((ClRenditionSource *) data)->take_down_us = row->instants.take_down_us;
}

static gboolean
set_framing(ClArchive *archive, ClRenditionSource *source, const ClEffective *effective, GError **error)
{
	ClFraming framing;

	cl_framing_receive(effective, &source->frame);
	if (!cl_archive_get_framing(archive, source->id, &framing, error))
		return FALSE;
	if (framing.width != 0)
		cl_framing_apply(&framing, &source->frame);
	return TRUE;
}

/* Over the photo lies what the use prints. */
static gboolean
set_use(ClArchive *archive, ClRenditionSource *source, const ClUseRow *use, ClEffective **effective,
	GError **error)
{
	ClEffective *shown = archive_use_effective(archive, use, *effective, error);

	if (shown == NULL)
		return FALSE;
	memcpy(source->use, use->id, sizeof source->use);
	source->use_state = use->state;
	cl_effective_free(*effective);
	*effective = shown;
	if (use->crop_width != 0)
		source->frame.crop =
			(ClRect){ use->crop_x, use->crop_y, use->crop_width, use->crop_height };
	return TRUE;
}

static void
keep_back(const ClPlaces *places, ClEffective **effective)
{
	ClEffective *kept = places == NULL ? NULL : cl_places_keep_back(places, *effective);

	if (kept == NULL)
		return;
	cl_effective_free(*effective);
	*effective = kept;
}

/* What its words forbid to machines is said to them, too; what the file says itself stands if it forbids as
 * much. */
static void
reserve(ClEffective *effective)
{
	const char *said = cl_effective_first(effective, CL_FIELD_DATA_MINING);

	if (said != NULL && strstr(said, "PROHIBITED") != NULL && strstr(said, "-GENAIMLTRAINING") == NULL)
		return;
	if (effective->values[CL_FIELD_DATA_MINING] != NULL)
		g_ptr_array_set_size(effective->values[CL_FIELD_DATA_MINING], 0);
	cl_effective_add(effective, CL_FIELD_DATA_MINING,
		&(ClValue) { .value = (char *) "DMI-PROHIBITED-AIMLTRAINING", .origin = CL_ORIGIN_XMP });
}

/* FALSE in *no_ai: its words say nothing of machines. */
static gboolean
set_restrains(ClArchive *archive, ClRenditionSource *source, gboolean *no_ai, GError **error)
{
	ArchiveRestrains restrains;

	if (!archive_restrains(archive, source->id, &restrains, error))
		return FALSE;
	source->frame.no_crop = restrains.no_crop;
	source->restricted = restrains.any;
	*no_ai = restrains.no_ai;
	return TRUE;
}

ClRenditionSource *
rendition_read_source(ClArchive *archive, const char *name, GError **error)
{
	g_autoptr(ClUseRow) use =
		strlen(name) == CL_USE_ID_CHARS ? cl_archive_use(archive, name, error) : NULL;
	const char *id = use != NULL ? use->photo : name;
	g_autoptr(ClPhotoRow) photo = strlen(name) == CL_USE_ID_CHARS && use == NULL
		? NULL
		: cl_catalog_get_photo(archive->catalog, id, error);
	g_autoptr(GPtrArray) files = NULL;
	g_autoptr(ClFileRow) file = NULL;
	g_autoptr(ClEffective) effective = NULL;
	g_autoptr(ClPlaces) places = NULL;
	g_autoptr(ClRenditionSource) source = NULL;
	gboolean no_ai;

	if (photo == NULL) {
		if (error != NULL && *error == NULL)
			g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
				"no photo '%s' in this archive", id);
		return NULL;
	}
	files = cl_catalog_list_files(archive->catalog, id, error);
	file = files == NULL ? NULL
			     : cl_catalog_get_file(archive->catalog, id, photo->effective, error);
	effective = file == NULL ? NULL : archive_resolve(archive, files, file, error);
	if (effective == NULL)
		return NULL;
	if (file->facts->width == 0 || file->facts->height == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"photo %s: the header of its file gives no size, so nothing can be made of it",
			id);
		return NULL;
	}
	source = g_atomic_rc_box_new0(ClRenditionSource);
	source->serial = (guint32) g_atomic_int_add(&last_serial, 1) + 1;
	g_strlcpy(source->id, photo->id, sizeof source->id);
	source->source_sensitive = photo->source_sensitive;
	set_file(source, file);
	if (!set_framing(archive, source, effective, error) ||
		!set_restrains(archive, source, &no_ai, error) ||
		!cl_catalog_each_delivered(archive->catalog, source->id, set_instants, source, error) ||
		!archive_places(archive, photo, files, effective, &places, error) ||
		(use != NULL && !set_use(archive, source, use, &effective, error)))
		return NULL;
	keep_back(places, &effective);
	if (no_ai)
		reserve(effective);
	set_embed(source, effective);
	source->supplier = g_strdup(file->supplier);
	source->licence_url = g_strdup(cl_effective_first(effective, CL_FIELD_WEB_STATEMENT));
	return g_steal_pointer(&source);
}

/* --- in memory ------------------------------------------------------------------------------- */

static void
free_entry(gpointer data)
{
	Entry *entry = data;

	cl_rendition_source_unref(entry->source);
	g_free(entry);
}

void
rendition_sources_init(ClRenditions *renditions)
{
	g_mutex_init(&renditions->sources_lock);
	renditions->sources = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_entry);
	g_queue_init(&renditions->sources_by_use);
}

void
rendition_sources_clear(ClRenditions *renditions)
{
	g_clear_pointer(&renditions->sources, g_hash_table_unref);
	g_queue_clear(&renditions->sources_by_use);
	g_mutex_clear(&renditions->sources_lock);
}

static ClRenditionSource *
look_up(ClRenditions *renditions, const char *id, guint *serial)
{
	ClRenditionSource *source = NULL;
	Entry *entry;

	g_mutex_lock(&renditions->sources_lock);
	*serial = renditions->sources_serial;
	entry = g_hash_table_lookup(renditions->sources, id);
	if (entry != NULL) {
		g_queue_unlink(&renditions->sources_by_use, entry->link);
		g_queue_push_head_link(&renditions->sources_by_use, entry->link);
		source = cl_rendition_source_ref(entry->source);
	}
	g_mutex_unlock(&renditions->sources_lock);
	return source;
}

static void
drop(ClRenditions *renditions, Entry *entry)
{
	g_queue_delete_link(&renditions->sources_by_use, entry->link);
	g_hash_table_remove(renditions->sources, name_of(entry->source));
}

/* Not if something was forgotten while it was read: it may be what changed. */
static void
keep(ClRenditions *renditions, ClRenditionSource *source, guint serial)
{
	g_mutex_lock(&renditions->sources_lock);
	if (serial == renditions->sources_serial &&
		g_hash_table_lookup(renditions->sources, name_of(source)) == NULL) {
		Entry *entry = g_new0(Entry, 1);

		entry->source = cl_rendition_source_ref(source);
		g_queue_push_head(&renditions->sources_by_use, entry);
		entry->link = renditions->sources_by_use.head;
		g_hash_table_insert(renditions->sources, (gpointer) name_of(source), entry);
		if (renditions->sources_by_use.length > MAX_SOURCES)
			drop(renditions, renditions->sources_by_use.tail->data);
	}
	g_mutex_unlock(&renditions->sources_lock);
}

ClRenditionSource *
cl_renditions_source(ClRenditions *renditions, const char *id, GError **error)
{
	guint serial;
	ClRenditionSource *source = look_up(renditions, id, &serial);

	if (source != NULL)
		return source;
	g_mutex_lock(&renditions->catalog_lock);
	source = rendition_read_source(renditions->archive, id, error);
	g_mutex_unlock(&renditions->catalog_lock);
	if (source != NULL)
		keep(renditions, source, serial);
	return source;
}

/* `id` NULL: of all photos. */
static void
drop_uses_of(ClRenditions *renditions, const char *id)
{
	GList *link = renditions->sources_by_use.head;

	while (link != NULL) {
		Entry *entry = link->data;

		link = link->next;
		if (entry->source->use[0] != '\0' && (id == NULL || strcmp(entry->source->id, id) == 0))
			drop(renditions, entry);
	}
}

void
cl_renditions_forget(ClRenditions *renditions, const char *id)
{
	g_mutex_lock(&renditions->sources_lock);
	renditions->sources_serial++;
	if (id != NULL) {
		Entry *entry = g_hash_table_lookup(renditions->sources, id);

		if (entry != NULL)
			drop(renditions, entry);
		drop_uses_of(renditions, g_str_has_prefix(id, ARCHIVE_STORY_SUBJECT) ? NULL : id);
	} else {
		g_queue_clear(&renditions->sources_by_use);
		g_hash_table_remove_all(renditions->sources);
	}
	g_mutex_unlock(&renditions->sources_lock);
}
