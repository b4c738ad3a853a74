/* SPDX-License-Identifier: MIT
 *
 * XML tree of one packet → received values. Properties are matched by namespace URI, never by
 * prefix, in every shape that RDF allows: attribute or element, rdf:resource, arrays, structures
 * written three ways, rdf:value with qualifiers. A text where an array is expected is its only
 * item, an array where a text is expected gives its first.
 */
#include "terms.h"
#include "xmp.h"

#include <cutline/text.h>

#define NS_EXIF_EX "http://cipa.jp/exif/1.0/"
#define MAX_ITEMS CL_MAX_VALUES
#define MAX_PROPERTIES 128

typedef enum {
	RANK_EXACT,    /* as the standard spells it */
	RANK_SPELLING, /* differs in case: dc:Rights, plus:ImageSupplierImageId */
	RANK_SECOND,   /* another property with the same meaning */
	RANK_THIRD,
	RANK_ADD, /* never replaces, always added: constraints, further people */
	N_RANKS
} Rank;

typedef struct {
	const char *ns, *name;
	gsize n_name;
	ClField field;
	Rank rank;
	const char *member; /* of a structure; NULL = the value itself */
	char *(*in_words)(const char *value); /* NULL = as it stands */
	gboolean (*counts)(const char *value); /* NULL = whatever it is */
} Property;

#define ADDED_AS(words) CL_FIELD_USAGE_TERMS, RANK_ADD, NULL, words
#define REMARK(ns, name, n, member) {ns, name, n, CL_FIELD_COMMENT, RANK_ADD, member, NULL}
#define PLACES_OF(name, n, member) {CL_NS_EXT, name, n, CL_FIELD_PLACES, RANK_ADD, member, NULL}

/* Ages of adults say nothing of minors. */
static gboolean
is_minor(const char *age)
{
	return g_ascii_isdigit(age[0]) && g_ascii_strtoull(age, NULL, 10) < 18;
}

/* Properties beside those of the fields table. */
static const Property variants[] = {
	{CL_NS_GETTY, "AssetID", 7, CL_FIELD_SUPPLIER_ID, RANK_SECOND, NULL},
	{CL_NS_GETTY, "Personality", 11, CL_FIELD_PEOPLE, RANK_SECOND, NULL},
	{CL_NS_EXT, "PersonInImageWDetails", 21, CL_FIELD_PEOPLE, RANK_ADD, "PersonName"},
	{CL_NS_PLUS, "ImageCreator", 12, CL_FIELD_BYLINE, RANK_SECOND, "ImageCreatorName"},
	PLACES_OF("LocationShown", 13, "City"),
	PLACES_OF("LocationShown", 13, "ProvinceState"),
	PLACES_OF("LocationShown", 13, "Sublocation"),
	PLACES_OF("LocationShown", 13, "LocationName"),
	PLACES_OF("LocationCreated", 15, "City"),
	PLACES_OF("LocationCreated", 15, "ProvinceState"),
	PLACES_OF("LocationCreated", 15, "Sublocation"),
	PLACES_OF("LocationCreated", 15, "LocationName"),
	{CL_NS_EXT, "AIPromptInformation", 19, CL_FIELD_AI_SYSTEM, RANK_SECOND, NULL},
	{CL_NS_XMP, "CreatorTool", 11, CL_FIELD_AI_SYSTEM, RANK_THIRD, NULL, NULL, cl_program_makes_pictures},
	{CL_NS_EXT, "ModelAge", 8, CL_FIELD_MINOR_AGE, RANK_ADD, NULL, NULL, is_minor},
	{CL_NS_EXIF, "DateTimeOriginal", 16, CL_FIELD_DATE_TAKEN, RANK_SECOND, NULL},
	{CL_NS_TIFF, "ImageDescription", 16, CL_FIELD_CAPTION, RANK_THIRD, NULL},
	{CL_NS_TIFF, "Artist", 6, CL_FIELD_BYLINE, RANK_THIRD, NULL},
	{CL_NS_TIFF, "Copyright", 9, CL_FIELD_COPYRIGHT, RANK_THIRD, NULL},
	{NS_EXIF_EX, "LensModel", 9, CL_FIELD_LENS, RANK_SECOND, NULL},
	{CL_NS_RIGHTS, "Owner", 5, CL_FIELD_COPYRIGHT_OWNER, RANK_ADD, NULL},
	{CL_NS_PLUS, "OtherConstraints", 16, CL_FIELD_USAGE_TERMS, RANK_ADD},
	{CL_NS_PLUS, "OtherConditions", 15, CL_FIELD_USAGE_TERMS, RANK_ADD},
	{CL_NS_PLUS, "TermsAndConditionsText", 22, CL_FIELD_USAGE_TERMS, RANK_ADD},
	{CL_NS_PLUS, "LicensorNotes", 13, CL_FIELD_USAGE_TERMS, RANK_ADD},
	{CL_NS_PLUS, "OtherLicenseInfo", 16, CL_FIELD_USAGE_TERMS, RANK_ADD},
	{CL_NS_PLUS, "OtherLicenseRequirements", 24, CL_FIELD_USAGE_TERMS, RANK_ADD},
	REMARK(CL_NS_PLUS, "OtherLicenseDocuments", 21, NULL),
	REMARK(CL_NS_PLUS, "OtherImageInfo", 14, NULL),
	REMARK(CL_NS_PLUS, "LicenseeImageNotes", 18, NULL),
	REMARK(CL_NS_EXT, "AddlModelInfo", 13, NULL),
	REMARK(CL_NS_XMP, "Label", 5, NULL),
	REMARK(CL_NS_PS, "SupplementalCategories", 22, NULL),
	REMARK(CL_NS_EXT, "ArtworkOrObject", 15, "AOCopyrightNotice"),
	REMARK(CL_NS_PUR, "permissions", 11, NULL),
	{CL_NS_PLUS, "MediaConstraints", 16, ADDED_AS(metadata_term_limit)},
	{CL_NS_PLUS, "RegionConstraints", 17, ADDED_AS(metadata_term_limit)},
	{CL_NS_PLUS, "ProductOrServiceConstraints", 27, ADDED_AS(metadata_term_limit)},
	{CL_NS_PLUS, "MediaSummaryCode", 16, ADDED_AS(metadata_term_limit)},
	{CL_NS_PLUS, "ImageAlterationConstraints", 26, ADDED_AS(metadata_term_plus)},
	{CL_NS_PLUS, "AdultContentWarning", 19, ADDED_AS(metadata_term_plus)},
	{CL_NS_PLUS, "ImageFileConstraints", 20, ADDED_AS(metadata_term_plus)},
	{CL_NS_PLUS, "ImageDuplicationConstraints", 27, ADDED_AS(metadata_term_plus)},
	{CL_NS_PLUS, "CreditLineRequired", 18, ADDED_AS(metadata_term_plus)},
	{CL_NS_PLUS, "LicenseStartDate", 16, CL_FIELD_RELEASE_DATE, RANK_ADD},
	{CL_NS_PLUS, "LicenseEndDate", 14, CL_FIELD_EXPIRY_DATE, RANK_ADD},
	{CL_NS_EXT, "EmbdEncRightsExpr", 17, CL_FIELD_USAGE_TERMS, RANK_ADD, "EncRightsExpr",
		metadata_term_expression},
	{CL_NS_EXT, "LinkedEncRightsExpr", 19, CL_FIELD_USAGE_TERMS, RANK_ADD, "LinkedRightsExpr",
		metadata_term_linked_expression},
	{CL_NS_PUR, "restrictions", 12, CL_FIELD_USAGE_TERMS, RANK_ADD},
};

static Property properties[MAX_PROPERTIES];
static guint n_properties;

void
metadata_xmp_init(void)
{
	static gsize once = 0;

	if (!g_once_init_enter(&once))
		return;
	for (ClField field = 0; field < CL_N_FIELDS; field++) {
		const ClFieldInfo *info = cl_field_info(field);

		/* The turn in tiff:Orientation is never heeded (reference §2.1). */
		if (info->xmp_ns == NULL || field == CL_FIELD_ORIENTATION)
			continue;
		g_assert(n_properties < MAX_PROPERTIES);
		properties[n_properties++] = (Property){info->xmp_ns, info->xmp_name,
			strlen(info->xmp_name), field, RANK_EXACT, cl_field_xmp_member(field), NULL};
	}
	for (guint i = 0; i < G_N_ELEMENTS(variants); i++) {
		g_assert(n_properties < MAX_PROPERTIES);
		properties[n_properties++] = variants[i];
	}
	g_once_init_leave(&once, 1);
}

/* A property as it stands in the tree: an element, or an attribute of rdf:Description. */
typedef struct {
	const Property *property;
	const xmlNode *element;
	const xmlAttr *attribute;
} Hit;

typedef struct {
	MetadataReader *reader;
	guint packet;
	MetadataXmpNotes *notes;
	Hit hits[CL_N_FIELDS][N_RANKS]; /* the first of each rank */
	const xmlNode *shown, *created;	/* the first of each */
	guint n_received[CL_N_FIELDS];
	GHashTable *said; /* folded names, and whether of people or places */
	GArray *added; /* Hit */
} Sink;

/* "Name (URL) [id]", or what of it is there; NULL if nothing. */
static char *
licensor_value(const xmlNode *node)
{
	g_autofree char *name = metadata_xmp_member_value(node, "LicensorName");
	g_autofree char *url = metadata_xmp_member_value(node, "LicensorURL");
	g_autofree char *id = metadata_xmp_member_value(node, "LicensorID");
	g_autoptr(GString) value = g_string_new(cl_text_is_blank(name) ? "" : name);

	if (!cl_text_is_blank(url))
		g_string_append_printf(value, value->len > 0 ? " (%s)" : "%s", url);
	if (!cl_text_is_blank(id))
		g_string_append_printf(value, value->len > 0 ? " [%s]" : "[%s]", id);
	return value->len > 0 ? g_string_free(g_steal_pointer(&value), FALSE) : NULL;
}

/* The same person is often named both with details and without, the same place as shown and as
 * created: added names join the others once. Of some properties only what is asked for counts. */
static gboolean
is_idle(Sink *sink, const Property *property, const char *value)
{
	g_autofree char *folded = NULL;
	gboolean said;
	char *key;

	if (property->counts != NULL && !property->counts(value))
		return TRUE;
	if (property->field != CL_FIELD_PEOPLE && property->field != CL_FIELD_PLACES)
		return FALSE;
	folded = cl_text_fold(value);
	key = g_strconcat(property->field == CL_FIELD_PEOPLE ? "who:" : "where:", folded, NULL);
	said = !g_hash_table_add(sink->said, key);
	return said && property->rank == RANK_ADD;
}

static void
receive(Sink *sink, const Property *property, guint position, const char *lang, const char *value)
{
	g_autofree char *words = property->in_words == NULL || cl_text_is_blank(value)
					 ? NULL
					 : property->in_words(value);

	if (words != NULL)
		value = words;
	metadata_receive(sink->reader, property->field, CL_ORIGIN_XMP, sink->packet, position, lang,
		value, strlen(value));
}

/* A language of machines binds though it is not where the standard has it. */
static gboolean
is_expression(const Property *property)
{
	return property->in_words == metadata_term_expression ||
	       property->in_words == metadata_term_linked_expression;
}

/* One item becomes one received value. FALSE if it says nothing. */
static gboolean
receive_item(Sink *sink, const Property *property, const xmlNode *node, guint position)
{
	g_autofree char *value = NULL;
	g_autofree char *lang = NULL;
	const xmlAttr *attribute;

	if (property->field == CL_FIELD_LICENSOR)
		value = licensor_value(node);
	else if (property->member != NULL)
		value = metadata_xmp_member_value(node, property->member);
	if (value == NULL && property->member == NULL)
		value = metadata_xmp_value(node);
	if (value == NULL && is_expression(property) && (node->children != NULL || node->properties != NULL))
		value = g_strdup("in a form that is not known");
	if (value == NULL || strspn(value, " \t\r\n") == strlen(value) ||
		is_idle(sink, property, value))
		return FALSE;
	if (cl_field_info(property->field)->kind == CL_KIND_LANG) {
		attribute = metadata_xml_attribute(node, (const char *)XML_XML_NAMESPACE, "lang");
		if (attribute != NULL)
			lang = metadata_xml_joined_text(attribute->children);
	}
	receive(sink, property, position, lang, value);
	return TRUE;
}

/* FALSE if it is none. */
static gboolean
receive_date(Sink *sink, const Property *property, guint position, const char *text)
{
	g_autofree char *date = NULL;
	gboolean bad = FALSE;

	date = metadata_date_xmp(text, &bad);
	if (bad)
		metadata_find(sink->reader, CL_FINDING_DATE_INVALID,
			"an XMP date or a part of it cannot be read");
	if (date != NULL)
		metadata_receive(sink->reader, property->field, CL_ORIGIN_XMP, sink->packet,
			position, NULL, date, strlen(date));
	return date != NULL;
}

static guint
receive_hit(Sink *sink, const Hit *hit, guint position)
{
	const ClFieldInfo *info = cl_field_info(hit->property->field);
	gboolean many = info->kind == CL_KIND_LIST || info->kind == CL_KIND_LANG ||
			hit->property->rank == RANK_ADD;
	g_autofree char *text = NULL;
	const xmlNode *array;

	if (hit->attribute != NULL || info->kind == CL_KIND_DATE) {
		text = hit->attribute != NULL ? metadata_xml_joined_text(hit->attribute->children)
					      : metadata_xmp_value(hit->element);
		if (cl_text_is_blank(text))
			return position;
		if (info->kind == CL_KIND_DATE)
			return position + receive_date(sink, hit->property, position, text);
		if (hit->property->counts != NULL && !hit->property->counts(text))
			return position;
		receive(sink, hit->property, position, NULL, text);
		return position + 1;
	}
	array = metadata_xmp_array(hit->element);
	if (array == NULL)
		return position + receive_item(sink, hit->property, hit->element, position);
	for (const xmlNode *at = array->children; at != NULL && position < MAX_ITEMS;
		at = at->next) {
		if (!metadata_xmp_is_rdf(at, "li"))
			continue;
		if (receive_item(sink, hit->property, at, position))
			position++;
		if (!many && position > 0)
			break;
	}
	return position;
}

/* Texts that bear restrictions: what any of them forbids is forbidden. */
static gboolean
adds_up(ClField field)
{
	return cl_field_info(field)->order[0] == 'U';
}

/* Of what adds up the property of the standard comes before the others. */
static void
consider(Sink *sink, const Hit *hit, Rank rank)
{
	Hit *first = &sink->hits[hit->property->field][rank];

	if (rank != RANK_ADD && first->property == NULL)
		*first = *hit;
	else if (rank == RANK_ADD || adds_up(hit->property->field))
		g_array_append_val(sink->added, *hit);
}

static void
take_note(Sink *sink, const char *ns, const char *name, const xmlNode *element,
	const xmlAttr *attribute)
{
	char **slot = NULL;

	if (strcmp(name, "HasExtendedXMP") == 0 && strcmp(ns, METADATA_NS_NOTE) == 0)
		slot = &sink->notes->extension_guid;
	else if (strcmp(name, "LegacyIPTCDigest") == 0 && strcmp(ns, CL_NS_PS) == 0)
		slot = &sink->notes->iptc_digest;
	if (slot != NULL && *slot == NULL)
		*slot = attribute != NULL ? metadata_xml_joined_text(attribute->children)
					  : metadata_xmp_value(element);
}

/* Of PRISM's usage rights every version: a term that is not read is one that nobody keeps. */
static gboolean
is_namespace(const char *known, const char *href)
{
	static const char pur[] = "http://prismstandard.org/namespaces/prismusagerights/";

	return strcmp(known, href) == 0 ||
	       (g_str_has_prefix(known, pur) && g_str_has_prefix(href, pur));
}

static void
take_property(Sink *sink, const xmlNs *ns, const xmlChar *local, const xmlNode *element,
	const xmlAttr *attribute)
{
	const char *name = (const char *)local;
	gsize n_name = strlen(name);

	if (ns == NULL || ns->href == NULL)
		return;
	for (guint i = 0; i < n_properties; i++) {
		const Property *property = &properties[i];
		Hit hit = {property, element, attribute};
		Rank rank = property->rank;

		if (property->n_name != n_name || g_ascii_strcasecmp(property->name, name) != 0 ||
			!is_namespace(property->ns, (const char *)ns->href))
			continue;
		if (rank == RANK_EXACT && strcmp(property->name, name) != 0)
			rank = RANK_SPELLING;
		consider(sink, &hit, rank);
	}
	take_note(sink, (const char *)ns->href, name, element, attribute);
	if (element == NULL)
		return;
	if (sink->shown == NULL && metadata_xml_is(element, CL_NS_EXT, "LocationShown"))
		sink->shown = element;
	if (sink->created == NULL && metadata_xml_is(element, CL_NS_EXT, "LocationCreated"))
		sink->created = element;
}

static void
walk(Sink *sink, const xmlNode *rdf)
{
	for (const xmlNode *at = rdf->children; at != NULL; at = at->next) {
		if (at->type != XML_ELEMENT_NODE)
			continue;
		for (const xmlAttr *attribute = at->properties; attribute != NULL;
			attribute = attribute->next)
			take_property(sink, attribute->ns, attribute->name, NULL, attribute);
		for (const xmlNode *child = at->children; child != NULL; child = child->next)
			if (child->type == XML_ELEMENT_NODE)
				take_property(sink, child->ns, child->name, child, NULL);
	}
}

/* The best rank that says something: many tools write empty elements. */
static void
receive_field(Sink *sink, ClField field, gboolean *seen)
{
	for (Rank rank = 0; rank < N_RANKS && (!seen[field] || adds_up(field)); rank++)
		if (sink->hits[field][rank].property != NULL) {
			guint *n = &sink->n_received[field];

			*n = receive_hit(sink, &sink->hits[field][rank], *n);
			seen[field] = seen[field] || *n > 0;
		}
}

void
metadata_xmp_fields(
	MetadataReader *reader, xmlDoc *doc, guint packet, gboolean *seen, MetadataXmpNotes *notes)
{
	const xmlNode *rdf = metadata_xmp_root(xmlDocGetRootElement(doc));
	Sink sink;

	if (rdf == NULL) {
		metadata_find(reader, CL_FINDING_XMP_DAMAGED,
			"an XMP packet has no rdf:RDF; other sources were used");
		return;
	}
	memset(&sink, 0, sizeof sink);
	sink.added = g_array_new(FALSE, FALSE, sizeof(Hit));
	sink.reader = reader;
	sink.packet = packet;
	sink.notes = notes;
	sink.said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	walk(&sink, rdf);
	metadata_xmp_framing(reader, rdf, packet);
	for (guint i = 0; i < CL_N_FIELDS; i++)
		receive_field(&sink, (ClField)i, seen);
	if (!metadata_xmp_location(reader, packet, sink.shown, seen))
		metadata_xmp_location(reader, packet, sink.created, seen);
	for (guint i = 0; i < sink.added->len; i++) {
		const Hit *hit = &g_array_index(sink.added, Hit, i);
		guint *n = &sink.n_received[hit->property->field];

		*n = receive_hit(&sink, hit, *n);
	}
	g_array_unref(sink.added);
	g_hash_table_unref(sink.said);
}
