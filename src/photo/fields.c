/* SPDX-License-Identifier: MIT
 *
 * The fields table as data, and the ways into it: by public name, by IIM dataset, by XMP property,
 * by PNG keyword.
 * The indexes are sorted once and then only read, so that every thread may ask. It knows nothing
 * of how a container stores a value.
 */
#include <stdlib.h>
#include <string.h>
#include <cutline/fields.h>

static const ClFieldInfo field_table[CL_N_FIELDS] = {
#define X(id, name, kind, iim, max, ns, prop, xmp, exif, png, order, publish, search, write, langs) \
	[CL_FIELD_##id] = {name, CL_KIND_##kind, iim, max, ns, prop, CL_XMP_##xmp, exif, png, \
		order, publish, search, CL_WRITE_##write, langs},
	CL_FIELD_TABLE(X)
#undef X
};

static struct {
	ClField by_name[CL_N_FIELDS];
	ClField by_iim[CL_N_FIELDS];
	ClField by_xmp[CL_N_FIELDS];
	guint n_iim, n_xmp;
} field_index;

/* Agencies write dc:Rights and plus:ImageSupplierImageId (reference §0.6): the case of a property
 * name tells nothing, its namespace does. */
static int
compare_xmp(const char *name_a, const char *ns_a, const char *name_b, const char *ns_b)
{
	int order = g_ascii_strcasecmp(name_a, name_b);

	return order != 0 ? order : strcmp(ns_a, ns_b);
}

static int
order_by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(field_table[*(const ClField *)a].name, field_table[*(const ClField *)b].name);
}

static int
order_by_iim(gconstpointer a, gconstpointer b)
{
	return (int)field_table[*(const ClField *)a].iim -
	       (int)field_table[*(const ClField *)b].iim;
}

static int
order_by_xmp(gconstpointer a, gconstpointer b)
{
	const ClFieldInfo *info_a = &field_table[*(const ClField *)a];
	const ClFieldInfo *info_b = &field_table[*(const ClField *)b];

	return compare_xmp(info_a->xmp_name, info_a->xmp_ns, info_b->xmp_name, info_b->xmp_ns);
}

static void
ensure_index(void)
{
	static gsize done = 0;

	if (!g_once_init_enter(&done))
		return;
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		field_index.by_name[i] = (ClField)i;
		if (field_table[i].iim != 0)
			field_index.by_iim[field_index.n_iim++] = (ClField)i;
		if (field_table[i].xmp_name != NULL)
			field_index.by_xmp[field_index.n_xmp++] = (ClField)i;
	}
	qsort(field_index.by_name, CL_N_FIELDS, sizeof(ClField), order_by_name);
	qsort(field_index.by_iim, field_index.n_iim, sizeof(ClField), order_by_iim);
	qsort(field_index.by_xmp, field_index.n_xmp, sizeof(ClField), order_by_xmp);
	g_once_init_leave(&done, 1);
}

const ClFieldInfo *
cl_field_info(ClField field)
{
	g_assert((guint)field < CL_N_FIELDS);
	return &field_table[field];
}

static int
find_name(gconstpointer key, gconstpointer element)
{
	return strcmp(key, field_table[*(const ClField *)element].name);
}

ClField
cl_field_from_name(const char *name)
{
	const ClField *found;

	if (name == NULL)
		return CL_N_FIELDS;
	if (strcmp(name, "taken") == 0)
		return CL_FIELD_DATE_TAKEN;
	ensure_index();
	found = bsearch(name, field_index.by_name, CL_N_FIELDS, sizeof(ClField), find_name);
	return found != NULL ? *found : CL_N_FIELDS;
}

static int
find_iim(gconstpointer key, gconstpointer element)
{
	guint wanted = *(const guint *)key;
	guint have = field_table[*(const ClField *)element].iim;

	return (wanted > have) - (wanted < have);
}

ClField
cl_field_from_iim(guint record_dataset)
{
	const ClField *found;

	ensure_index();
	found = bsearch(
		&record_dataset, field_index.by_iim, field_index.n_iim, sizeof(ClField), find_iim);
	return found != NULL ? *found : CL_N_FIELDS;
}

typedef struct {
	const char *ns, *name;
} XmpKey;

static int
find_xmp(gconstpointer key, gconstpointer element)
{
	const XmpKey *wanted = key;
	const ClFieldInfo *info = &field_table[*(const ClField *)element];

	return compare_xmp(wanted->name, wanted->ns, info->xmp_name, info->xmp_ns);
}

ClField
cl_field_from_xmp(const char *ns, const char *name)
{
	XmpKey key = {ns, name};
	const ClField *found;

	if (ns == NULL || name == NULL)
		return CL_N_FIELDS;
	ensure_index();
	found = bsearch(&key, field_index.by_xmp, field_index.n_xmp, sizeof(ClField), find_xmp);
	return found != NULL ? *found : CL_N_FIELDS;
}

/* The six that have one; the standard's spelling is capitalised, that of tools is not always. */
ClField
cl_field_from_png(const char *keyword, gsize n_bytes)
{
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		const char *name = field_table[i].png_keyword;

		if (name != NULL && strlen(name) == n_bytes &&
			g_ascii_strncasecmp(name, keyword, n_bytes) == 0)
			return (ClField)i;
	}
	return CL_N_FIELDS;
}

char *
cl_field_term(const char *value)
{
	g_autofree char *whole = g_strdup(value);
	gsize n = strlen(g_strstrip(whole));

	if (n > 0 && whole[n - 1] == '/')
		whole[--n] = '\0';
	while (n > 0 && strchr("/:#", whole[n - 1]) == NULL)
		n--;
	return g_strdup(whole + n);
}

const char *
cl_field_xmp_member(ClField field)
{
	switch ((guint)field) {
	case CL_FIELD_COPYRIGHT_OWNER:
		return "CopyrightOwnerName";
	case CL_FIELD_IMAGE_SUPPLIER:
		return "ImageSupplierName";
	case CL_FIELD_IMAGE_CREATOR:
		return "ImageCreatorName";
	case CL_FIELD_LINKED_RIGHTS:
		return "LinkedRightsExpr";
	case CL_FIELD_ARTWORK_COPYRIGHT:
		return "AOCopyrightNotice";
	case CL_FIELD_CREATOR_MAIL:
		return "CiEmailWork";
	default: /* not an enum */
		return NULL;
	}
}
