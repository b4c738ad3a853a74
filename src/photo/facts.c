/* SPDX-License-Identifier: MIT
 *
 * What one file says about itself, gathered by the readers and carried across the process border.
 * The receiving side trusts nothing: the sender has parsed a hostile file and may be a hostile
 * process itself (DESIGN §3), so every number and length is checked again here.
 */
#include <stdarg.h>
#include <string.h>
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/limits.h>
#include <cutline/photo.h>
#include "photo.h"

#define FACTS_TYPE "(uuuuuubayubbmsmsa" PHOTO_RECEIVED_TYPE "a" PHOTO_FINDING_TYPE "may)"

ClFacts *
cl_facts_new(void)
{
	ClFacts *facts = g_new0(ClFacts, 1);

	facts->orientation = 1;
	facts->frames = 1;
	facts->received = g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	facts->findings = g_ptr_array_new_with_free_func((GDestroyNotify)cl_finding_free);
	return facts;
}

void
cl_facts_free(ClFacts *facts)
{
	if (facts == NULL)
		return;
	g_free(facts->charset);
	g_free(facts->charset_rule);
	g_ptr_array_unref(facts->received);
	g_ptr_array_unref(facts->findings);
	g_clear_pointer(&facts->thumbnail, g_bytes_unref);
	g_free(facts);
}

static gboolean
has_finding(const ClFacts *facts, const char *code)
{
	for (guint i = 0; i < facts->findings->len; i++) {
		const ClFinding *finding = g_ptr_array_index(facts->findings, i);

		if (finding->code == code) /* codes are static */
			return TRUE;
	}
	return FALSE;
}

void
cl_facts_receive(ClFacts *facts, ClField field, ClOriginKind origin, guint packet, guint position,
	const char *lang, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	if (facts->received->len >= CL_MAX_VALUES || strlen(value) > CL_MAX_VALUE_BYTES) {
		if (!has_finding(facts, CL_FINDING_OVER_LIMIT))
			cl_facts_find(facts, CL_FINDING_OVER_LIMIT,
				"%s: a value was left out (more than %u values or %u bytes)",
				cl_field_info(field)->name, CL_MAX_VALUES, CL_MAX_VALUE_BYTES);
		return;
	}
	g_ptr_array_add(
		facts->received, cl_received_new(field, origin, packet, position, lang, value));
}

void
cl_facts_find(ClFacts *facts, const char *code, const char *format, ...)
{
	char *message;
	va_list args;

	if (facts->findings->len >= PHOTO_MAX_FINDINGS)
		return;
	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(facts->findings, photo_finding_take(code, message));
}

static GVariant *
bytes_variant(gconstpointer data, gsize n_bytes)
{
	return g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, data, n_bytes, 1);
}

static GVariant *
thumbnail_variant(GBytes *thumbnail)
{
	gconstpointer data;
	gsize n_bytes;

	if (thumbnail == NULL)
		return g_variant_new_maybe(G_VARIANT_TYPE_BYTESTRING, NULL);
	data = g_bytes_get_data(thumbnail, &n_bytes);
	return g_variant_new_maybe(NULL, bytes_variant(data, n_bytes));
}

GVariant *
cl_facts_to_variant(const ClFacts *facts)
{
	return g_variant_ref_sink(g_variant_new("(uuuuuub@ayubbmsms@a" PHOTO_RECEIVED_TYPE
						"@a" PHOTO_FINDING_TYPE "@may)",
		(guint32)facts->format, facts->width, facts->height, facts->orientation,
		facts->frames, facts->scans, facts->has_image_hash,
		bytes_variant(facts->image_hash, CL_IMAGE_HASH_BYTES), (guint32)facts->digest,
		facts->has_iptc, facts->c2pa, facts->charset, facts->charset_rule,
		photo_received_variant(facts->received), photo_findings_variant(facts->findings),
		thumbnail_variant(facts->thumbnail)));
}

static gboolean
bad(GError **error, const char *what)
{
	g_set_error(
		error, CL_ERROR, CL_ERROR_INPUT, "facts of the picture: %s; it is not used", what);
	return FALSE;
}

static gboolean
read_bytes(ClFacts *facts, GVariant *hash, GVariant *thumbnail, GError **error)
{
	gsize n_bytes;
	gconstpointer data = g_variant_get_fixed_array(hash, &n_bytes, 1);
	g_autoptr(GVariant) picture = NULL;

	if (n_bytes != CL_IMAGE_HASH_BYTES)
		return bad(error, "image hash of a wrong length");
	memcpy(facts->image_hash, data, CL_IMAGE_HASH_BYTES);
	picture = g_variant_get_maybe(thumbnail);
	if (picture == NULL)
		return TRUE;
	data = g_variant_get_fixed_array(picture, &n_bytes, 1);
	if (n_bytes == 0 || n_bytes > CL_MAX_THUMBNAIL_BYTES)
		return bad(error, "embedded thumbnail of a wrong size");
	facts->thumbnail = g_bytes_new(data, n_bytes);
	return TRUE;
}

static gboolean
check_numbers(ClFacts *facts, guint32 format, guint32 digest, GError **error)
{
	if (format >= CL_N_FORMATS || digest > CL_DIGEST_MISMATCH)
		return bad(error, "unknown format or digest state");
	if (facts->orientation < 1 || facts->orientation > 8 || facts->frames < 1)
		return bad(error, "orientation or number of frames out of range");
	if (facts->charset != NULL && strlen(facts->charset) > PHOTO_MAX_LANG_BYTES)
		return bad(error, "over-long name of a character set");
	if (facts->charset_rule != NULL && strlen(facts->charset_rule) > PHOTO_MAX_LANG_BYTES)
		return bad(error, "over-long rule of the character set");
	facts->format = (ClFormat)format;
	facts->digest = (ClDigest)digest;
	return TRUE;
}

ClFacts *
cl_facts_from_variant(GVariant *variant, GError **error)
{
	g_autoptr(ClFacts) facts = cl_facts_new();
	g_autoptr(GVariant) received = NULL;
	g_autoptr(GVariant) findings = NULL;
	g_autoptr(GVariant) hash = NULL;
	g_autoptr(GVariant) thumbnail = NULL;
	const char *wrong;
	guint32 format, digest;

	/* Normal form first: it proves that every string ends and is UTF-8. */
	if (!g_variant_is_of_type(variant, G_VARIANT_TYPE(FACTS_TYPE)) ||
		!g_variant_is_normal_form(variant)) {
		bad(error, "the message is malformed");
		return NULL;
	}
	g_variant_get(variant,
		"(uuuuuub@ayubbmsms@a" PHOTO_RECEIVED_TYPE "@a" PHOTO_FINDING_TYPE "@may)", &format,
		&facts->width, &facts->height, &facts->orientation, &facts->frames, &facts->scans,
		&facts->has_image_hash, &hash, &digest, &facts->has_iptc, &facts->c2pa,
		&facts->charset, &facts->charset_rule, &received, &findings, &thumbnail);
	if (!check_numbers(facts, format, digest, error) ||
		!read_bytes(facts, hash, thumbnail, error))
		return NULL;
	wrong = photo_read_received(facts->received, received);
	if (wrong == NULL)
		wrong = photo_read_findings(facts->findings, findings);
	if (wrong != NULL) {
		bad(error, wrong);
		return NULL;
	}
	return g_steal_pointer(&facts);
}
