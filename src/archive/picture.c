/* SPDX-License-Identifier: MIT
 *
 * What every judgement of a photo begins with, and what the photo says to the other copies of its frame. A
 * frame of 200 copies is judged copy by copy, and each asks all others: so they can be read once for all.
 */
#include "rights.h"

#include <string.h>

void
archive_read_once(ClArchive *archive)
{
	archive->pictures = g_hash_table_new_full(
		g_str_hash, g_str_equal, NULL, (GDestroyNotify)archive_picture_unref);
}

void
archive_read_always(ClArchive *archive)
{
	g_clear_pointer(&archive->pictures, g_hash_table_unref);
}

static void
clear_picture(gpointer data)
{
	ArchivePicture *picture = data;

	g_clear_pointer(&picture->row, cl_photo_row_free);
	g_clear_pointer(&picture->file, cl_file_row_free);
	g_clear_pointer(&picture->effective, cl_effective_free);
	g_clear_pointer(&picture->received, cl_effective_free);
	g_clear_pointer(&picture->frame, g_ptr_array_unref);
	g_clear_pointer(&picture->restrictions, g_ptr_array_unref);
	g_clear_pointer(&picture->credit, cl_credit_free);
}

const ClCredit *
archive_picture_credit(ClArchive *archive, ArchivePicture *picture)
{
	const ArchiveOrigin origin = {picture->effective, picture->received, picture->file->supplier};

	if (picture->credit == NULL)
		picture->credit = archive_read_credit(archive->credit_rules, &origin);
	return picture->credit;
}

void
archive_picture_unref(ArchivePicture *picture)
{
	g_rc_box_release_full(picture, clear_picture);
}

static const char *
model_in(const ClEffective *effective, const char **field)
{
	static const ClField texts[] = {CL_FIELD_CAPTION, CL_FIELD_HEADLINE, CL_FIELD_TITLE, CL_FIELD_CREDIT};
	const char *source = cl_effective_first(effective, CL_FIELD_DIGITAL_SOURCE_TYPE);
	gboolean said = source != NULL &&
		(strstr(source, "rainedAlgorithmicMedia") != NULL ||
			strstr(source, "algorithmicMedia") != NULL ||
			strstr(source, "compositeSynthetic") != NULL);
	ClField of = said ? CL_FIELD_DIGITAL_SOURCE_TYPE : CL_FIELD_AI_SYSTEM;

	for (gsize i = 0; cl_effective_first(effective, of) == NULL && i < G_N_ELEMENTS(texts); i++) {
		const char *text = cl_effective_first(effective, texts[i]);

		if (text != NULL && cl_rights_says_model(cl_rights_rules_shipped(), text))
			of = texts[i];
	}
	*field = cl_field_info(of)->name;
	return cl_effective_first(effective, of);
}

const char *
archive_made_by_model(const ArchivePicture *picture, const char **field)
{
	const char *text = model_in(picture->effective, field);

	return text != NULL || picture->received == NULL ? text : model_in(picture->received, field);
}

static ClFrameFact *
add_fact(ArchivePicture *picture)
{
	ClFrameFact *fact = g_new0(ClFrameFact, 1);

	g_strlcpy(fact->id, picture->row->id, sizeof fact->id);
	fact->supplier_name = picture->file->supplier;
	g_ptr_array_add(picture->frame, fact);
	return fact;
}

/* What one copy says of the frame and of how it was made is true of all (policy §1.4). */
static void
set_frame(ArchivePicture *picture)
{
	const char *field;
	const char *model = archive_made_by_model(picture, &field);

	picture->frame = g_ptr_array_new_with_free_func(g_free);
	if (strcmp(picture->row->state, "killed") == 0) {
		ClFrameFact *fact = add_fact(picture);

		fact->killed = TRUE;
		fact->kill_reason = picture->row->state_reason;
	}
	for (guint i = 0; i < picture->restrictions->len; i++) {
		const ClRestriction *restriction = picture->restrictions->pdata[i];

		add_fact(picture)->restriction = restriction;
		picture->limited |= restriction->code == CL_RESTRICTION_TERRITORY_DENY ||
				   restriction->code == CL_RESTRICTION_TERRITORY_ALLOW;
	}
	if (model != NULL) {
		ClFrameFact *fact = add_fact(picture);

		fact->ai_text = model;
		fact->ai_field = field;
	}
}

static ArchivePicture *
read_picture(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(ArchivePicture) picture = g_rc_box_new0(ArchivePicture);

	picture->row = cl_catalog_get_photo(archive->catalog, id, error);
	if (picture->row == NULL ||
		(picture->file = cl_catalog_get_file(archive->catalog, id, 0, error)) == NULL ||
		(picture->effective = cl_catalog_get_effective(archive->catalog, id, error)) == NULL ||
		!archive_find_received(archive, picture->file, &picture->received, error) ||
		(picture->restrictions = archive_restrictions(archive, id, error)) == NULL ||
		!archive_first_sent(archive, picture->file, &picture->sent_us, error))
		return NULL;
	set_frame(picture);
	return g_steal_pointer(&picture);
}

ArchivePicture *
archive_get_picture(ClArchive *archive, const char *id, GError **error)
{
	ArchivePicture *picture =
		archive->pictures == NULL ? NULL : g_hash_table_lookup(archive->pictures, id);

	if (picture != NULL)
		return g_rc_box_acquire(picture);
	picture = read_picture(archive, id, error);
	if (picture != NULL && archive->pictures != NULL)
		g_hash_table_insert(archive->pictures, picture->row->id, g_rc_box_acquire(picture));
	return picture;
}
