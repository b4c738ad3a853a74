/* SPDX-License-Identifier: MIT
 *
 * What a side-car says, as a value and as a message across the process border. The receiving side
 * trusts nothing (see message.c): names stay text here, and whether one may be opened is decided
 * where folders are known.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/sidecar.h>
#include "photo.h"

#define ITEM_TYPE "(a(us)a(us)msxxmsmsa" PHOTO_RECEIVED_TYPE ")"
#define ITEM_GET "(@a(us)@a(us)m&sxxm&sm&s@a" PHOTO_RECEIVED_TYPE ")"
#define SIDECAR_TYPE "(ua" ITEM_TYPE "a" PHOTO_FINDING_TYPE ")"

static const char *const kind_names[CL_N_SIDECARS] = {
#define X(id, name) [CL_SIDECAR_##id] = name,
	CL_SIDECAR_TABLE(X)
#undef X
};

const char *
cl_sidecar_kind_name(ClSidecarKind kind)
{
	g_assert((guint)kind < CL_N_SIDECARS);
	return kind_names[kind];
}

ClSidecarMark *
cl_sidecar_mark_new(guint rendition, const char *text)
{
	ClSidecarMark *mark = g_new0(ClSidecarMark, 1);

	mark->rendition = rendition;
	mark->text = g_strdup(text);
	return mark;
}

void
cl_sidecar_mark_free(ClSidecarMark *mark)
{
	g_free(mark->text);
	g_free(mark);
}

gboolean
cl_sidecar_hash_type(gsize n_digits, GChecksumType *type)
{
	static const GChecksumType types[] = {
		G_CHECKSUM_MD5, G_CHECKSUM_SHA1, G_CHECKSUM_SHA256, G_CHECKSUM_SHA384, G_CHECKSUM_SHA512};

	for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
		if ((gsize)g_checksum_type_get_length(types[i]) * 2 != n_digits)
			continue;
		*type = types[i];
		return TRUE;
	}
	return FALSE;
}

ClSidecarItem *
cl_sidecar_item_new(void)
{
	ClSidecarItem *item = g_new0(ClSidecarItem, 1);

	item->names = g_ptr_array_new_with_free_func((GDestroyNotify)cl_sidecar_mark_free);
	item->hashes = g_ptr_array_new_with_free_func((GDestroyNotify)cl_sidecar_mark_free);
	item->received = g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	return item;
}

void
cl_sidecar_item_free(ClSidecarItem *item)
{
	if (item == NULL)
		return;
	g_ptr_array_unref(item->names);
	g_ptr_array_unref(item->hashes);
	g_ptr_array_unref(item->received);
	g_free(item->guid);
	g_free(item->pubstatus);
	g_free(item->text);
	g_free(item);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClSidecarItem, cl_sidecar_item_free)

ClSidecar *
cl_sidecar_new(ClSidecarKind kind)
{
	ClSidecar *sidecar = g_new0(ClSidecar, 1);

	sidecar->kind = kind;
	sidecar->items = g_ptr_array_new_with_free_func((GDestroyNotify)cl_sidecar_item_free);
	sidecar->findings = g_ptr_array_new_with_free_func((GDestroyNotify)cl_finding_free);
	return sidecar;
}

void
cl_sidecar_free(ClSidecar *sidecar)
{
	if (sidecar == NULL)
		return;
	g_ptr_array_unref(sidecar->items);
	g_ptr_array_unref(sidecar->findings);
	g_free(sidecar);
}

static GVariant *
marks_variant(const GPtrArray *marks)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("a(us)"));
	for (guint i = 0; i < marks->len; i++) {
		const ClSidecarMark *mark = g_ptr_array_index(marks, i);

		g_variant_builder_add(&builder, "(us)", mark->rendition, mark->text);
	}
	return g_variant_builder_end(&builder);
}

GVariant *
cl_sidecar_to_variant(const ClSidecar *sidecar)
{
	GVariantBuilder items;

	g_variant_builder_init(&items, G_VARIANT_TYPE("a" ITEM_TYPE));
	for (guint i = 0; i < sidecar->items->len; i++) {
		const ClSidecarItem *item = g_ptr_array_index(sidecar->items, i);

		g_variant_builder_add(&items, "(@a(us)@a(us)msxxmsms@a" PHOTO_RECEIVED_TYPE ")",
			marks_variant(item->names), marks_variant(item->hashes), item->guid,
			item->version, item->sent_us, item->pubstatus, item->text,
			photo_received_variant(item->received));
	}
	return g_variant_ref_sink(g_variant_new("(ua" ITEM_TYPE "@a" PHOTO_FINDING_TYPE ")",
		(guint32)sidecar->kind, &items, photo_findings_variant(sidecar->findings)));
}

static const char *
read_names(ClSidecarItem *item, GVariant *names)
{
	GVariantIter iter;
	const char *name;
	guint32 rendition;

	g_variant_iter_init(&iter, names);
	while (g_variant_iter_next(&iter, "(u&s)", &rendition, &name)) {
		if (name[0] == '\0' || strlen(name) > CL_MAX_NAME_BYTES)
			return "empty or over-long file name";
		g_ptr_array_add(item->names, cl_sidecar_mark_new(rendition, name));
	}
	return NULL;
}

static const char *
read_hashes(ClSidecarItem *item, GVariant *hashes)
{
	GVariantIter iter;
	const char *hash;
	guint32 rendition;
	GChecksumType type;

	g_variant_iter_init(&iter, hashes);
	while (g_variant_iter_next(&iter, "(u&s)", &rendition, &hash)) {
		if (hash[strspn(hash, "0123456789abcdef")] != '\0' ||
			!cl_sidecar_hash_type(strlen(hash), &type))
			return "a hash that is none";
		g_ptr_array_add(item->hashes, cl_sidecar_mark_new(rendition, hash));
	}
	return NULL;
}

static gboolean
is_status(const char *text)
{
	return strcmp(text, "usable") == 0 || strcmp(text, "withheld") == 0 ||
	       strcmp(text, "canceled") == 0;
}

static const char *
read_item(ClSidecarItem *item, GVariant *message)
{
	g_autoptr(GVariant) names = NULL;
	g_autoptr(GVariant) hashes = NULL;
	g_autoptr(GVariant) received = NULL;
	const char *guid, *status, *text, *wrong;

	g_variant_get(message, ITEM_GET, &names, &hashes, &guid, &item->version, &item->sent_us,
		&status, &text, &received);
	if (guid != NULL && (guid[0] == '\0' || strlen(guid) > CL_MAX_NAME_BYTES))
		return "empty or over-long id";
	if (item->version < 0 || item->sent_us < 0)
		return "number out of range";
	if (status != NULL && !is_status(status))
		return "unknown status";
	if (text != NULL && strlen(text) > CL_MAX_SIDECAR_TEXT_BYTES)
		return "over-long text";
	item->guid = g_strdup(guid);
	item->pubstatus = g_strdup(status);
	item->text = g_strdup(text);
	wrong = read_names(item, names);
	if (wrong == NULL)
		wrong = read_hashes(item, hashes);
	if (wrong == NULL)
		wrong = photo_read_received(item->received, received);
	for (guint i = 0; wrong == NULL && i < item->received->len; i++) {
		const ClReceived *value = g_ptr_array_index(item->received, i);

		if (value->origin != CL_ORIGIN_SIDECAR)
			wrong = "a value of another origin";
	}
	return wrong;
}

static const char *
read_items(ClSidecar *sidecar, GVariant *messages)
{
	gsize n = g_variant_n_children(messages), n_values = 0;

	if (n > CL_MAX_SIDECAR_ITEMS)
		return "too many items";
	for (gsize i = 0; i < n; i++) {
		g_autoptr(GVariant) message = g_variant_get_child_value(messages, i);
		g_autoptr(ClSidecarItem) item = cl_sidecar_item_new();
		const char *wrong = read_item(item, message);

		if (wrong != NULL)
			return wrong;
		n_values += item->names->len + item->hashes->len + item->received->len;
		if (n_values > CL_MAX_SIDECAR_VALUES)
			return "too many values";
		g_ptr_array_add(sidecar->items, g_steal_pointer(&item));
	}
	return NULL;
}

ClSidecar *
cl_sidecar_from_variant(GVariant *variant, GError **error)
{
	g_autoptr(ClSidecar) sidecar = cl_sidecar_new(CL_SIDECAR_XMP);
	g_autoptr(GVariant) items = NULL;
	g_autoptr(GVariant) findings = NULL;
	const char *wrong = NULL;
	guint32 kind;

	/* Normal form first: it proves that every string ends and is UTF-8. */
	if (!g_variant_is_of_type(variant, G_VARIANT_TYPE(SIDECAR_TYPE)) ||
		!g_variant_is_normal_form(variant)) {
		wrong = "the message is malformed";
	} else {
		g_variant_get(variant, "(u@a" ITEM_TYPE "@a" PHOTO_FINDING_TYPE ")", &kind, &items,
			&findings);
		if (kind >= CL_N_SIDECARS)
			wrong = "unknown kind";
		else
			sidecar->kind = (ClSidecarKind)kind;
	}
	if (wrong == NULL)
		wrong = read_items(sidecar, items);
	if (wrong == NULL)
		wrong = photo_read_findings(sidecar->findings, findings);
	if (wrong != NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"what the side-car says: %s; it is not used", wrong);
		return NULL;
	}
	return g_steal_pointer(&sidecar);
}
