/* SPDX-License-Identifier: MIT
 *
 * NewsML-G2 (reference §1.8, §5.8): one news item = one picture, alone or in a message of many.
 * Elements are matched by namespace and name, whatever the prefix; those of vendors are not looked
 * at. Codes count by what follows their last colon, because prefixes are local to a catalogue that
 * is never fetched.
 */
#include "sidecar_g2.h"

#include <cutline/text.h>

static gboolean
has_code(const xmlNode *node, const char *attribute, const char *code)
{
	g_autofree char *value = metadata_xml_value(node, attribute);

	return value != NULL && g_ascii_strcasecmp(metadata_code_of(value), code) == 0;
}

char *
metadata_g2_code(const xmlNode *node)
{
	static const char *const attributes[] = {"qcode", "uri", "literal"};
	char *value = NULL;

	for (guint i = 0; value == NULL && i < G_N_ELEMENTS(attributes); i++)
		value = metadata_xml_value(node, attributes[i]);
	return value;
}

char *
metadata_g2_name(const MetadataG2 *g2, const xmlNode *node)
{
	const xmlNode *best = NULL;

	for (const xmlNode *at = metadata_xml_child(node, "name"); at != NULL;
		at = metadata_xml_next(at, "name")) {
		g_autofree char *lang = metadata_xml_lang(at);

		if (best == NULL)
			best = at;
		if (lang == NULL || g_strcmp0(lang, g2->lang) == 0) {
			best = at;
			break;
		}
	}
	return best != NULL ? metadata_xml_text(best) : metadata_xml_value(node, "literal");
}

/* A language of its own, beside that of the item. */
static char *
other_lang(const MetadataG2 *g2, const xmlNode *node)
{
	char *lang = metadata_xml_lang(node);

	if (lang != NULL && g2->lang != NULL && g_ascii_strcasecmp(lang, g2->lang) == 0)
		g_clear_pointer(&lang, g_free);
	return lang;
}

static void
take_text(MetadataG2 *g2, ClField field, const xmlNode *node)
{
	g_autofree char *text = metadata_xml_text(node);
	g_autofree char *lang = other_lang(g2, node);
	gboolean alternative =
		cl_field_info(field)->langs && metadata_sidecar_has(g2->side, field);

	metadata_sidecar_value(g2->side, field,
		alternative || cl_field_info(field)->kind == CL_KIND_LANG ? lang : NULL, text);
}

/* What is in the language of the item comes first, wherever it stands: of a field of one value it counts. */
static void
take_all(MetadataG2 *g2, const xmlNode *parent, const char *name, ClField field)
{
	for (guint pass = 0; pass < 2; pass++) {
		for (const xmlNode *at = metadata_xml_child(parent, name); at != NULL;
			at = metadata_xml_next(at, name)) {
			g_autofree char *lang = other_lang(g2, at);

			if ((lang != NULL) == (pass == 1))
				take_text(g2, field, at);
		}
	}
}

static void
take_named(MetadataG2 *g2, const xmlNode *parent, const char *name, ClField field)
{
	for (const xmlNode *at = metadata_xml_child(parent, name); at != NULL;
		at = metadata_xml_next(at, name)) {
		g_autofree char *text = metadata_g2_name(g2, at);

		metadata_sidecar_value(g2->side, field, NULL, text);
	}
}

static void
take_code(MetadataG2 *g2, const xmlNode *parent, const char *name, ClField field)
{
	const xmlNode *node = metadata_xml_child(parent, name);
	g_autofree char *code = node == NULL ? NULL : metadata_g2_code(node);

	metadata_sidecar_value(g2->side, field, NULL, code);
}

static void
take_rights(MetadataG2 *g2, const xmlNode *rights)
{
	take_all(g2, rights, "copyrightNotice", CL_FIELD_COPYRIGHT);
	take_named(g2, rights, "copyrightHolder", CL_FIELD_COPYRIGHT);
	take_all(g2, rights, "usageTerms", CL_FIELD_USAGE_TERMS);
	metadata_g2_rights(g2, rights);
	take_code(g2, rights, "dataMining", CL_FIELD_DATA_MINING);
	for (const xmlNode *at = metadata_xml_child(rights, "copyrightNotice"); at != NULL;
		at = metadata_xml_next(at, "copyrightNotice")) {
		g_autofree char *href = metadata_xml_value(at, "href");

		metadata_sidecar_value(g2->side, CL_FIELD_WEB_STATEMENT, NULL, href);
	}
}

/* An embargo without a date holds until the supplier says otherwise. */
static void
take_embargo(MetadataG2 *g2, const xmlNode *meta)
{
	const xmlNode *node = metadata_xml_child(meta, "embargoed");
	g_autofree char *date = node == NULL ? NULL : metadata_xml_text(node);

	if (node != NULL && cl_text_is_blank(date))
		metadata_sidecar_hold(g2->side);
	else
		metadata_sidecar_value(g2->side, CL_FIELD_RELEASE_DATE, NULL, date);
}

static void
take_item_meta(MetadataG2 *g2, const xmlNode *meta)
{
	const xmlNode *node = metadata_xml_child(meta, "pubStatus");
	g_autofree char *status = node == NULL ? NULL : metadata_g2_code(node);

	metadata_sidecar_status(g2->side, status);
	take_embargo(g2, meta);
	take_all(g2, meta, "expires", CL_FIELD_EXPIRY_DATE);
	take_all(g2, meta, "edNote", CL_FIELD_INSTRUCTIONS);
	take_code(g2, meta, "digitalSourceType", CL_FIELD_DIGITAL_SOURCE_TYPE);
	node = metadata_xml_child(meta, "versionCreated");
	if (node != NULL) {
		g_autofree char *date = metadata_xml_text(node);

		metadata_sidecar_sent(&g2->side->item->sent_us, date);
	}
	for (node = metadata_xml_child(meta, "fileName"); node != NULL;
		node = metadata_xml_next(node, "fileName")) {
		g_autofree char *name = metadata_xml_text(node);

		metadata_sidecar_name(g2->side, name);
	}
	metadata_g2_policies(g2, meta);
}

static void
take_job_title(MetadataG2 *g2, const xmlNode *creator)
{
	g_autofree char *title = metadata_xml_value(creator, "jobtitle");

	metadata_sidecar_value(g2->side, CL_FIELD_BYLINE_TITLE, NULL,
		title == NULL ? NULL : metadata_code_of(title));
	for (const xmlNode *at = metadata_xml_child(creator, "related"); at != NULL;
		at = metadata_xml_next(at, "related")) {
		g_autofree char *name = metadata_g2_name(g2, at);
		g_autofree char *code = metadata_g2_code(at);

		if (!has_code(at, "rel", "isA"))
			continue;
		if (name == NULL && code != NULL)
			name = g_strdup(metadata_code_of(code));
		metadata_sidecar_value(g2->side, CL_FIELD_BYLINE_TITLE, NULL, name);
	}
}

static void
take_creators(MetadataG2 *g2, const xmlNode *meta)
{
	for (const xmlNode *at = metadata_xml_child(meta, "creator"); at != NULL;
		at = metadata_xml_next(at, "creator")) {
		g_autofree char *name = metadata_g2_name(g2, at);
		g_autofree char *role = metadata_xml_value(at, "role");

		if (role != NULL && !has_code(at, "role", "photographer") &&
			!has_code(at, "role", "creator") && !has_code(at, "role", "author"))
			continue;
		metadata_sidecar_value(g2->side, CL_FIELD_BYLINE, NULL, name);
		take_job_title(g2, at);
	}
	if (!metadata_sidecar_has(g2->side, CL_FIELD_BYLINE))
		take_all(g2, meta, "by", CL_FIELD_BYLINE);
	for (const xmlNode *at = metadata_xml_child(meta, "contributor"); at != NULL;
		at = metadata_xml_next(at, "contributor")) {
		g_autofree char *name = metadata_g2_name(g2, at);

		if (has_code(at, "role", "descrWriter"))
			metadata_sidecar_value(g2->side, CL_FIELD_CAPTION_WRITER, NULL, name);
	}
}

/* Of whatever role; what is said of pictures without a caption is all that there is. */
static void
take_any_description(MetadataG2 *g2, const xmlNode *meta)
{
	for (const xmlNode *at = metadata_xml_child(meta, "description"); at != NULL;
		at = metadata_xml_next(at, "description"))
		if (!has_code(at, "role", "altText"))
			take_text(g2, CL_FIELD_CAPTION, at);
}

/* The caption by its role; a description without one if there is none. */
static void
take_descriptions(MetadataG2 *g2, const xmlNode *meta)
{
	static const char *const roles[] = {"caption", NULL, "text"};

	for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
		for (const xmlNode *at = metadata_xml_child(meta, "description"); at != NULL;
			at = metadata_xml_next(at, "description")) {
			g_autofree char *role = metadata_xml_value(at, "role");

			if (i == 0 && has_code(at, "role", "altText"))
				take_text(g2, CL_FIELD_ALT_TEXT, at);
			else if (roles[i] == NULL ? role == NULL : has_code(at, "role", roles[i]))
				take_text(g2, CL_FIELD_CAPTION, at);
		}
		if (metadata_sidecar_has(g2->side, CL_FIELD_CAPTION))
			return;
	}
	take_any_description(g2, meta);
}

static void
take_sources(MetadataG2 *g2, const xmlNode *meta)
{
	const xmlNode *first = metadata_xml_child(meta, "infoSource");
	g_autofree char *code = NULL;

	take_named(g2, meta, "infoSource", CL_FIELD_SOURCE);
	if (first == NULL || metadata_sidecar_has(g2->side, CL_FIELD_SOURCE))
		return;
	code = metadata_xml_value(first, "qcode");
	metadata_sidecar_value(
		g2->side, CL_FIELD_SOURCE, NULL, code == NULL ? NULL : metadata_code_of(code));
}

/* What the picture is about: people, the event; topics only where there are no keywords. */
static void
take_subjects(MetadataG2 *g2, const xmlNode *meta)
{
	gboolean topics;

	take_all(g2, meta, "keyword", CL_FIELD_KEYWORDS);
	topics = !metadata_sidecar_has(g2->side, CL_FIELD_KEYWORDS);
	for (const xmlNode *at = metadata_xml_child(meta, "subject"); at != NULL;
		at = metadata_xml_next(at, "subject")) {
		g_autofree char *name = metadata_g2_name(g2, at);
		g_autofree char *type = metadata_xml_value(at, "type");

		if (has_code(at, "type", "person"))
			metadata_sidecar_value(g2->side, CL_FIELD_PEOPLE, NULL, name);
		else if (has_code(at, "type", "event"))
			metadata_sidecar_value(g2->side, CL_FIELD_EVENT, NULL, name);
		else if (topics && (type == NULL || has_code(at, "type", "abstract")))
			metadata_sidecar_value(g2->side, CL_FIELD_KEYWORDS, NULL, name);
	}
}

static void
take_genres(MetadataG2 *g2, const xmlNode *meta)
{
	for (const xmlNode *at = metadata_xml_child(meta, "genre"); at != NULL;
		at = metadata_xml_next(at, "genre")) {
		g_autofree char *code = metadata_g2_code(at);
		g_autofree char *name = metadata_g2_name(g2, at);

		metadata_sidecar_genre(g2->side, code);
		metadata_sidecar_genre(g2->side, name);
	}
}

static void
take_content_meta(MetadataG2 *g2, const xmlNode *meta)
{
	take_all(g2, meta, "urgency", CL_FIELD_URGENCY);
	take_all(g2, meta, "contentCreated", CL_FIELD_DATE_TAKEN);
	take_all(g2, meta, "expires", CL_FIELD_EXPIRY_DATE);
	take_creators(g2, meta);
	take_all(g2, meta, "creditline", CL_FIELD_CREDIT);
	take_all(g2, meta, "headline", CL_FIELD_HEADLINE);
	take_all(g2, meta, "slugline", CL_FIELD_TITLE);
	take_descriptions(g2, meta);
	take_sources(g2, meta);
	take_subjects(g2, meta);
	take_genres(g2, meta);
	take_all(g2, meta, "altId", CL_FIELD_SUPPLIER_ID);
	take_code(g2, meta, "digitalSourceType", CL_FIELD_DIGITAL_SOURCE_TYPE);
	metadata_g2_places(g2, meta);
}

static void
take_renditions(MetadataG2 *g2, const xmlNode *set)
{
	for (const xmlNode *at = metadata_xml_child(set, "remoteContent"); at != NULL;
		at = metadata_xml_next(at, "remoteContent")) {
		g_autofree char *href = metadata_xml_value(at, "href");
		g_autofree char *hash = metadata_xml_value(at, "hash");
		g_autofree char *type = metadata_xml_value(at, "hashtype");

		metadata_sidecar_rendition(g2->side);
		metadata_sidecar_name(g2->side, href);
		metadata_sidecar_hash(g2->side, type, hash);
		for (const xmlNode *child = metadata_xml_child(at, "hash"); child != NULL;
			child = metadata_xml_next(child, "hash")) {
			g_autofree char *text = metadata_xml_text(child);
			g_autofree char *kind = metadata_xml_value(child, "hashtype");

			metadata_sidecar_hash(g2->side, kind, text);
		}
		metadata_sidecar_rendition_end(g2->side);
		take_all(g2, at, "altId", CL_FIELD_SUPPLIER_ID);
	}
}

/* The text of an item that is none of a picture. */
static void
take_body(MetadataG2 *g2, const xmlNode *set)
{
	for (const xmlNode *at = set->children; at != NULL; at = at->next) {
		g_autofree char *text = NULL;

		if (at->type != XML_ELEMENT_NODE ||
			(strcmp((const char *)at->name, "inlineXML") != 0 &&
				strcmp((const char *)at->name, "inlineData") != 0))
			continue;
		text = metadata_xml_text(at);
		metadata_sidecar_body(g2->side, text);
	}
}

/* Items of text, video … stand in the same messages. */
static gboolean
is_picture(const xmlNode *item)
{
	const xmlNode *class = metadata_xml_path(item, "itemMeta", "itemClass", NULL);
	g_autofree char *code = class == NULL ? NULL : metadata_g2_code(class);

	if (code == NULL)
		return TRUE;
	return g_ascii_strcasecmp(metadata_code_of(code), "picture") == 0 ||
	       g_ascii_strcasecmp(metadata_code_of(code), "graphic") == 0;
}

static void
each(MetadataG2 *g2, const xmlNode *item, const char *name,
	void (*take)(MetadataG2 *g2, const xmlNode *part))
{
	for (const xmlNode *at = metadata_xml_child(item, name); at != NULL;
		at = metadata_xml_next(at, name))
		take(g2, at);
}

static void
read_item(MetadataSidecar *side, const xmlNode *item)
{
	g_autofree char *lang = metadata_xml_lang(item);
	g_autofree char *guid = metadata_xml_value(item, "guid");
	g_autofree char *version = metadata_xml_value(item, "version");
	g_autoptr(GHashTable) asserts = metadata_g2_asserts(item);
	MetadataG2 g2 = {side, asserts, lang};

	metadata_sidecar_begin(side);
	metadata_sidecar_guid(side, guid);
	metadata_sidecar_version(side, version);
	each(&g2, item, "itemMeta", take_item_meta);
	each(&g2, item, "rightsInfo", take_rights);
	each(&g2, item, "contentMeta", take_content_meta);
	if (is_picture(item)) {
		each(&g2, item, "contentSet", take_renditions);
	} else {
		metadata_sidecar_body(side, "");
		each(&g2, item, "contentSet", take_body);
	}
	metadata_sidecar_value(side, CL_FIELD_SUPPLIER_ID, NULL, guid);
	if (!metadata_sidecar_has(side, CL_FIELD_TITLE))
		take_all(&g2,
			metadata_xml_child(item, "itemMeta") != NULL
				? metadata_xml_child(item, "itemMeta")
				: item,
			"title", CL_FIELD_TITLE);
	metadata_sidecar_end(side);
}

gboolean
metadata_sidecar_g2(MetadataSidecar *side, const xmlNode *root, GError **error)
{
	const xmlNode *sent;

	side->sidecar->kind = CL_SIDECAR_G2;
	if (strcmp((const char *)root->name, "newsItem") == 0) {
		read_item(side, root);
	} else if (strcmp((const char *)root->name, "newsMessage") == 0) {
		sent = metadata_xml_path(root, "header", "sent", NULL);
		if (sent != NULL) {
			g_autofree char *date = metadata_xml_text(sent);

			metadata_sidecar_sent(&side->sent_us, date);
		}
		for (const xmlNode *set = metadata_xml_child(root, "itemSet"); set != NULL;
			set = metadata_xml_next(set, "itemSet"))
			for (const xmlNode *item = metadata_xml_child(set, "newsItem");
				item != NULL && side->over_limit == NULL;
				item = metadata_xml_next(item, "newsItem"))
				read_item(side, item);
	}
	if (side->sidecar->items->len > 0 || side->over_limit != NULL)
		return TRUE;
	g_set_error_literal(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"NewsML-G2 without a picture item; only pictures are taken");
	return FALSE;
}
