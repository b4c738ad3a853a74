/* SPDX-License-Identifier: MIT
 *
 * The XMP packet (XMP part 1; reference §1.6): one rdf:Description, properties as elements in the
 * order of the fields table, arrays of the type that the table states, only the namespaces in use,
 * no ids and no times of writing: equal sets give equal bytes. What is left out when a packet must
 * be short is decided here; what may go out at all in set.c.
 */
#include <string.h>
#include "publish_private.h"

#define PACKET_HEAD "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
#define PACKET_TAIL "\n<?xpacket end=\"w\"?>"
#define META_HEAD "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
#define META_TAIL "</x:xmpmeta>"
#define RDF_HEAD "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
#define DESCRIPTION_HEAD "<rdf:Description rdf:about=\"\""
#define RDF_TAIL "</rdf:Description></rdf:RDF>"

static const struct {
	const char *uri, *prefix;
} namespaces[] = {
	{CL_NS_DC, "dc"},
	{CL_NS_PS, "photoshop"},
	{CL_NS_RIGHTS, "xmpRights"},
	{CL_NS_CORE, "Iptc4xmpCore"},
	{CL_NS_EXT, "Iptc4xmpExt"},
	{CL_NS_PLUS, "plus"},
	{CL_NS_CC, "cc"},
};

typedef enum {
	SHAPE_BARE,    /* rdf:RDF alone */
	SHAPE_META,    /* in x:xmpmeta */
	SHAPE_WRAPPED, /* and in the xpacket processing instructions */
} Shape;

static const char *
prefix_of(const char *uri)
{
	for (gsize i = 0; i < G_N_ELEMENTS(namespaces); i++) {
		if (strcmp(namespaces[i].uri, uri) == 0)
			return namespaces[i].prefix;
	}
	return NULL;
}

/* A field without a property, or in a namespace that is not published, is not written. */
static gboolean
is_written(const PublishSet *set, ClField field)
{
	const ClFieldInfo *info = cl_field_info(field);

	return set->values[field] != NULL && set->values[field]->len > 0 && info->xmp_ns != NULL &&
	       prefix_of(info->xmp_ns) != NULL;
}

static void
append_element(GString *out, const char *name, const char *text)
{
	g_string_append_printf(out, "<%s>", name);
	publish_text_escape(out, text);
	g_string_append_printf(out, "</%s>", name);
}

static gboolean
is_address(const char *text)
{
	return g_str_has_prefix(text, "https://") || g_str_has_prefix(text, "http://");
}

/* The id in brackets at its end, which is cut off; NULL if there is none. */
static char *
take_id(char *text)
{
	gsize n = strlen(text);
	char *open = n > 2 && text[n - 1] == ']' ? strrchr(text, '[') : NULL;
	char *id;

	if (open == NULL || (open != text && open[-1] != ' '))
		return NULL;
	id = g_strndup(open + 1, n - (gsize)(open - text) - 2);
	*(open == text ? open : open - 1) = '\0';
	return id;
}

/* "Name (URL) [id]", as the readers join it, or what of it is there. */
static void
append_licensor(GString *out, const char *value)
{
	g_autofree char *text = g_strdup(value);
	g_autofree char *id = take_id(text);
	const char *url = is_address(text) ? text : strstr(text, " (http");
	g_autofree char *name = NULL;
	g_autofree char *address = NULL;

	if (url == text) {
		address = g_strdup(text);
	} else if (url != NULL && is_address(url + 2) && g_str_has_suffix(text, ")")) {
		name = g_strndup(text, (gsize)(url - text));
		address = g_strndup(url + 2, strlen(url) - 3);
	} else if (*text != '\0') {
		name = g_strdup(text);
	}
	g_string_append(out, "<rdf:li rdf:parseType=\"Resource\">");
	if (id != NULL)
		append_element(out, "plus:LicensorID", id);
	if (name != NULL)
		append_element(out, "plus:LicensorName", name);
	if (address != NULL)
		append_element(out, "plus:LicensorURL", address);
	g_string_append(out, "</rdf:li>");
}

static void
append_member(GString *out, ClField field, const char *member, const char *text)
{
	g_autofree char *name = g_strdup_printf("%s:%s", prefix_of(cl_field_info(field)->xmp_ns), member);

	g_string_append(out, "<rdf:li rdf:parseType=\"Resource\">");
	append_element(out, name, text);
	g_string_append(out, "</rdf:li>");
}

static void
append_array(GString *out, const char *type, ClField field, const GPtrArray *values)
{
	const char *member = cl_field_xmp_member(field);

	g_string_append_printf(out, "<rdf:%s>", type);
	for (guint i = 0; i < values->len; i++) {
		const PublishValue *value = g_ptr_array_index(values, i);

		if (field == CL_FIELD_LICENSOR) {
			append_licensor(out, value->text);
			continue;
		}
		if (member != NULL) {
			append_member(out, field, member, value->text);
			continue;
		}
		g_string_append(out, "<rdf:li");
		if (cl_field_info(field)->xmp_type == CL_XMP_ALT)
			g_string_append_printf(out, " xml:lang=\"%s\"",
				value->lang != NULL ? value->lang : "x-default");
		g_string_append_c(out, '>');
		publish_text_escape(out, value->text);
		g_string_append(out, "</rdf:li>");
	}
	g_string_append_printf(out, "</rdf:%s>", type);
}

static void
append_property(GString *out, const PublishSet *set, ClField field)
{
	const ClFieldInfo *info = cl_field_info(field);
	const GPtrArray *values = set->values[field];
	const char *first = publish_set_first(set, field);
	g_autofree char *name = g_strdup_printf("%s:%s", prefix_of(info->xmp_ns), info->xmp_name);

	/* ccREL: a licence is a resource, not a text. */
	if (field == CL_FIELD_CC_LICENCE && is_address(first)) {
		g_string_append_printf(out, "<%s rdf:resource=\"", name);
		publish_text_escape(out, first);
		g_string_append(out, "\"/>");
		return;
	}
	g_string_append_printf(out, "<%s>", name);
	switch (info->xmp_type) {
	case CL_XMP_TEXT:
	case CL_XMP_DATE:
		publish_text_escape(out, first);
		break;
	case CL_XMP_ALT:
		append_array(out, "Alt", field, values);
		break;
	case CL_XMP_SEQ:
	case CL_XMP_STRUCT: /* those of PLUS stand in a Seq, IPTC's in a Bag */
		append_array(out, strcmp(info->xmp_ns, CL_NS_EXT) == 0 ? "Bag" : "Seq", field, values);
		break;
	case CL_XMP_BAG:
		append_array(out, "Bag", field, values);
		break;
	}
	g_string_append_printf(out, "</%s>", name);
}

static void
append_namespaces(GString *out, const PublishSet *set)
{
	for (gsize i = 0; i < G_N_ELEMENTS(namespaces); i++) {
		gboolean used = FALSE;

		for (guint field = 0; field < CL_N_FIELDS && !used; field++)
			used = is_written(set, (ClField)field) &&
			       strcmp(cl_field_info((ClField)field)->xmp_ns, namespaces[i].uri) ==
				       0;
		if (used)
			g_string_append_printf(
				out, " xmlns:%s=\"%s\"", namespaces[i].prefix, namespaces[i].uri);
	}
}

static GString *
write_packet(const PublishSet *set, Shape shape)
{
	GString *out = g_string_new(shape == SHAPE_WRAPPED ? PACKET_HEAD : NULL);
	const char *line = shape == SHAPE_BARE ? "" : "\n";

	g_string_append(out, shape == SHAPE_BARE ? "" : META_HEAD);
	g_string_append(out, RDF_HEAD);
	g_string_append(out, DESCRIPTION_HEAD);
	append_namespaces(out, set);
	g_string_append_printf(out, ">%s", line);
	for (guint field = 0; field < CL_N_FIELDS; field++) {
		if (is_written(set, (ClField)field)) {
			append_property(out, set, (ClField)field);
			g_string_append(out, line);
		}
	}
	g_string_append(out, RDF_TAIL);
	g_string_append(out, shape == SHAPE_BARE ? "" : META_TAIL);
	g_string_append(out, shape == SHAPE_WRAPPED ? PACKET_TAIL : "");
	return out;
}

/* --- packets that must be short ------------------------------------------------------------ */

/* What describes goes before what states rights; creator, credit and copyright stay. */
static guint
rank_of(ClField field)
{
	switch ((guint)field) {
	case CL_FIELD_BYLINE:
	case CL_FIELD_CREDIT:
	case CL_FIELD_COPYRIGHT:
		return 0;
	case CL_FIELD_SOURCE:
	case CL_FIELD_USAGE_TERMS:
	case CL_FIELD_WEB_STATEMENT:
	case CL_FIELD_LICENSOR:
	case CL_FIELD_SUPPLIER_ID:
	case CL_FIELD_DIGITAL_SOURCE_TYPE:
	case CL_FIELD_DATA_MINING:
	case CL_FIELD_MODEL_RELEASE:
	case CL_FIELD_PROPERTY_RELEASE:
	case CL_FIELD_RIGHTS_MARKED:
	case CL_FIELD_CC_LICENCE:
	case CL_FIELD_JOB_ID:
	case CL_FIELD_COPYRIGHT_OWNER:
	case CL_FIELD_IMAGE_SUPPLIER:
	case CL_FIELD_OTHER_CONSTRAINTS:
	case CL_FIELD_CREDIT_REQUIRED:
	case CL_FIELD_LINKED_RIGHTS:
	case CL_FIELD_IMAGE_CREATOR:
	case CL_FIELD_CC_ATTRIBUTION:
	case CL_FIELD_CC_SOURCE:
	case CL_FIELD_IMAGE_GUID:
		return 1;
	default: /* not an enum */
		return 2;
	}
}

static gsize
n_bytes_of(const GPtrArray *values)
{
	gsize n = 0;

	for (guint i = 0; i < values->len; i++) {
		const PublishValue *value = g_ptr_array_index(values, i);

		n += strlen(value->text);
	}
	return n;
}

/* Fields of `shown` point into a set and are only forgotten here. FALSE if only rank 0 is left. */
static gboolean
leave_out_largest(PublishSet *shown)
{
	guint victim = CL_N_FIELDS, rank = 0;
	gsize size = 0;

	for (guint i = 0; i < CL_N_FIELDS; i++) {
		guint its_rank = rank_of((ClField)i);
		gsize its_size;

		if (its_rank == 0 || !is_written(shown, (ClField)i))
			continue;
		its_size = n_bytes_of(shown->values[i]);
		if (its_rank > rank || (its_rank == rank && its_size > size)) {
			victim = i;
			rank = its_rank;
			size = its_size;
		}
	}
	if (victim == CL_N_FIELDS)
		return FALSE;
	shown->values[victim] = NULL;
	return TRUE;
}

/* Escaping makes five bytes of one at the worst, so a fifth of the excess is never too much. */
static gboolean
shorten_longest(PublishSet *shown, gsize excess)
{
	GPtrArray *list = NULL;
	guint index = 0;
	gsize longest = 0;
	PublishValue *value;
	char *cut;

	for (guint i = 0; i < CL_N_FIELDS; i++) {
		GPtrArray *values = is_written(shown, (ClField)i) ? shown->values[i] : NULL;

		for (guint j = 0; values != NULL && j < values->len; j++) {
			value = g_ptr_array_index(values, j);
			if (strlen(value->text) > longest) {
				list = values;
				index = j;
				longest = strlen(value->text);
			}
		}
	}
	if (list == NULL)
		return FALSE;
	value = g_ptr_array_index(list, index);
	cut = publish_text_cut(value->text, longest - CLAMP(excess / 5, 1, longest));
	g_free(value->text);
	value->text = cut;
	if (*cut == '\0')
		g_ptr_array_remove_index(list, index);
	return TRUE;
}

static GString *
write_within(PublishSet *set, Shape shape, gsize max_bytes)
{
	PublishSet shown = *set;
	GString *out = write_packet(&shown, shape);

	while (max_bytes > 0 && out->len > max_bytes) {
		gsize excess = out->len - max_bytes;

		if (!leave_out_largest(&shown) && !shorten_longest(&shown, excess))
			break;
		g_string_free(out, TRUE);
		out = write_packet(&shown, shape);
	}
	return out;
}

GString *
publish_xmp_write(PublishSet *set, gboolean wrapper, gsize max_bytes)
{
	return write_within(set, wrapper ? SHAPE_WRAPPED : SHAPE_META, max_bytes);
}

GString *
publish_xmp_write_reduced(PublishSet *set, gsize max_bytes)
{
	return write_within(set, SHAPE_BARE, max_bytes);
}
