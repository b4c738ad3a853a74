/* SPDX-License-Identifier: MIT
 *
 * ninjs 1.x to 3.x and the items of AP's content API (reference §1.8, §5.8). The three versions of
 * ninjs differ in the case of keys and in whether lists are objects or arrays; both are accepted
 * everywhere. Pictures stand at the top or among the associations of a composite item.
 */
#include "sidecar_json.h"
#include "terms.h"

#include <cutline/json.h>
#include <cutline/text.h>

#define MAX_SIGNS (1U << 19)

static void take_texts(MetadataSidecar *side, ClField field, GVariant *value);

/* What binds is not dropped because nobody knows the key: {"en": "No sales"}. */
static void
take_unknown(MetadataSidecar *side, ClField field, GHashTable *object)
{
	g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(object), (GCompareFunc)strcmp);

	for (const GList *at = keys; at != NULL; at = at->next)
		take_texts(side, field, g_hash_table_lookup(object, at->data));
}

/* "text", 4, {"name": "text"}, {"value": "text"}. */
static void
take_text(MetadataSidecar *side, GVariant *value, gpointer data)
{
	static const char *const keys[] = {"name", "value", "uri", "literal"};
	ClField field = (ClField)GPOINTER_TO_UINT(data);
	g_autoptr(GHashTable) object = metadata_json_object(value);
	g_autofree char *text = metadata_json_scalar(value);

	for (guint i = 0; object != NULL && text == NULL && i < G_N_ELEMENTS(keys); i++)
		text = metadata_json_scalar(g_hash_table_lookup(object, keys[i]));
	if (object != NULL && text == NULL && cl_field_info(field)->order[0] == 'U')
		take_unknown(side, field, object);
	else if (value != NULL && g_variant_is_of_type(value, G_VARIANT_TYPE("av")))
		take_texts(side, field, value);
	else
		metadata_sidecar_value(side, field, NULL, text);
}

static void
take_texts(MetadataSidecar *side, ClField field, GVariant *value)
{
	if (value == NULL)
		return;
	if (g_variant_is_of_type(value, G_VARIANT_TYPE("av")))
		metadata_json_each(side, value, take_text, GUINT_TO_POINTER(field));
	else
		take_text(side, value, GUINT_TO_POINTER(field));
}

/* In the order of preference; a key counts only if those before it gave nothing. */
static const struct {
	const char *key;
	ClField field;
} keys[] = {
	{"copyrightnotice", CL_FIELD_COPYRIGHT},
	{"copyrightholder", CL_FIELD_COPYRIGHT},
	{"usageterms", CL_FIELD_USAGE_TERMS},
	{"ednote", CL_FIELD_INSTRUCTIONS},
	{"embargoedreason", CL_FIELD_INSTRUCTIONS},
	{"infosources", CL_FIELD_SOURCE},
	{"infosource", CL_FIELD_SOURCE},
	{"contentcreated", CL_FIELD_DATE_TAKEN},
	{"embargoeduntil", CL_FIELD_RELEASE_DATE},
	{"embargoed", CL_FIELD_RELEASE_DATE},
	{"expires", CL_FIELD_EXPIRY_DATE},
	{"validto", CL_FIELD_EXPIRY_DATE},
	{"urgency", CL_FIELD_URGENCY},
	{"by", CL_FIELD_BYLINE},
	{"byline", CL_FIELD_BYLINE},
	{"bylinetitle", CL_FIELD_BYLINE_TITLE},
	{"headline", CL_FIELD_HEADLINE},
	{"slugline", CL_FIELD_TITLE},
	{"title", CL_FIELD_TITLE},
	{"description_caption", CL_FIELD_CAPTION},
	{"description_text", CL_FIELD_CAPTION},
	{"description", CL_FIELD_CAPTION},
	{"description_creditline", CL_FIELD_CREDIT},
	{"creditline", CL_FIELD_CREDIT},
	{"description_writer", CL_FIELD_CAPTION_WRITER},
	{"keywords", CL_FIELD_KEYWORDS},
	{"subjects", CL_FIELD_KEYWORDS},
	{"subject", CL_FIELD_KEYWORDS},
	{"people", CL_FIELD_PEOPLE},
	{"person", CL_FIELD_PEOPLE},
	{"persons", CL_FIELD_PEOPLE},
	{"events", CL_FIELD_EVENT},
	{"event", CL_FIELD_EVENT},
	{"datamining", CL_FIELD_DATA_MINING},
};

/* {"role", "value", "contenttype"}; one in another markup than plain text says the same again. Without
 * `data`, a role that is none of these is taken for the caption. */
static void
take_described(MetadataSidecar *side, GVariant *value, gpointer data)
{
	static const struct {
		const char *role;
		ClField field;
	} roles[] = {{"caption", CL_FIELD_CAPTION}, {"text", CL_FIELD_CAPTION},
		{"creditline", CL_FIELD_CREDIT}, {"writer", CL_FIELD_CAPTION_WRITER},
		{"alttext", CL_FIELD_ALT_TEXT}};
	g_autoptr(GHashTable) object = metadata_json_object(value);
	const char *role, *type, *wanted = data;
	gboolean known = FALSE;

	if (object == NULL)
		return;
	role = metadata_json_text(object, "role");
	type = metadata_json_text(object, "contenttype");
	if (type != NULL && g_ascii_strcasecmp(type, "text/plain") != 0)
		return;
	if (role == NULL || *role == '\0')
		role = "text";
	for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
		if (g_ascii_strcasecmp(role, roles[i].role) != 0)
			continue;
		known = TRUE;
		if (g_strcmp0(roles[i].role, wanted) == 0)
			metadata_sidecar_value(
				side, roles[i].field, NULL, metadata_json_text(object, "value"));
	}
	if (!known && wanted == NULL)
		metadata_sidecar_value(side, CL_FIELD_CAPTION, NULL, metadata_json_text(object, "value"));
}

/* The main headline, else the first. */
static void
take_headline(MetadataSidecar *side, GVariant *value, gpointer data)
{
	g_autoptr(GHashTable) object = metadata_json_object(value);
	gboolean only_main = data != NULL;

	if (object != NULL && (!only_main || g_strcmp0(metadata_json_text(object, "role"), "main") == 0))
		metadata_sidecar_value(side, CL_FIELD_HEADLINE, NULL, metadata_json_text(object, "value"));
}

static void
take_rendition(MetadataSidecar *side, GVariant *value, gpointer data)
{
	g_autoptr(GHashTable) object = metadata_json_object(value);
	g_autoptr(GHashTable) hash = NULL;

	if (object == NULL)
		return;
	metadata_sidecar_rendition(side);
	metadata_sidecar_name(side, metadata_json_text(object, "href"));
	metadata_sidecar_name(side, metadata_json_text(object, "filename"));
	metadata_sidecar_name(side, metadata_json_text(object, "originalfilename"));
	hash = metadata_json_object(g_hash_table_lookup(object, "hash"));
	if (hash != NULL)
		metadata_sidecar_hash(side, metadata_json_text(hash, "hashtype"),
			metadata_json_text(hash, "value"));
	else
		metadata_sidecar_hash(
			side, metadata_json_text(object, "hashtype"), metadata_json_text(object, "hash"));
	metadata_sidecar_rendition_end(side);
}

static void
take_alternative_id(MetadataSidecar *side, const char *role, const char *id)
{
	if (g_strcmp0(role, "transref") == 0 ||
		g_strcmp0(role, "originaltransmissionreference") == 0)
		metadata_sidecar_value(side, CL_FIELD_JOB_ID, NULL, id);
	else
		metadata_sidecar_value(side, CL_FIELD_SUPPLIER_ID, NULL, id);
}

static void
take_id_object(MetadataSidecar *side, GVariant *value, gpointer data)
{
	g_autoptr(GHashTable) object = metadata_json_object(value);
	g_autofree char *role = NULL;

	if (object == NULL)
		return;
	role = g_ascii_strdown(
		metadata_json_text(object, "role") != NULL ? metadata_json_text(object, "role") : "", -1);
	take_alternative_id(side, role, metadata_json_text(object, "value"));
}

/* AP and ninjs 1.x: an object of names; ninjs 2.x and 3.x: [{"role", "value"}]. */
static void
take_ids(MetadataSidecar *side, GVariant *ids)
{
	g_autoptr(GHashTable) object = metadata_json_object(ids);

	if (object == NULL) {
		metadata_json_each(side, ids, take_id_object, NULL);
		return;
	}
	metadata_sidecar_value(side, CL_FIELD_SUPPLIER_ID, NULL, metadata_json_text(object, "itemid"));
	metadata_sidecar_value(side, CL_FIELD_JOB_ID, NULL, metadata_json_text(object, "transref"));
	/* AP's own number of the picture, by which its files are called and its notices name it. */
	metadata_sidecar_value(side, CL_FIELD_FIXTURE_ID, NULL, metadata_json_text(object, "friendlykey"));
}

/* What says that it is a country. */
static gboolean
is_country(GHashTable *place)
{
	const char *uri = metadata_json_text(place, "uri");

	return uri != NULL && strstr(uri, "iso3166") != NULL && strchr(metadata_code_of(uri), '-') == NULL;
}

static void
take_country(MetadataSidecar *side, GVariant *value, gpointer data)
{
	g_autoptr(GHashTable) place = metadata_json_object(value);

	if (place == NULL || !is_country(place))
		return;
	metadata_sidecar_value(side, CL_FIELD_COUNTRY, NULL, metadata_json_text(place, "name"));
	metadata_sidecar_value(
		side, CL_FIELD_COUNTRY_CODE, NULL, metadata_code_of(metadata_json_text(place, "uri")));
}

/* A name alone is some place. */
static void
take_place(MetadataSidecar *side, GVariant *value, gpointer data)
{
	g_autoptr(GHashTable) place = metadata_json_object(value);

	if (place == NULL || !is_country(place))
		take_text(side, value, GUINT_TO_POINTER(CL_FIELD_PLACES));
}

/* "Grosseto, Italy", or the country alone. */
static void
take_located(MetadataSidecar *side, const char *located)
{
	g_autofree char *first = located == NULL ? NULL : g_strndup(located, strcspn(located, ","));

	if (first != NULL && !metadata_sidecar_says(side, CL_FIELD_COUNTRY, g_strstrip(first)))
		metadata_sidecar_value(side, CL_FIELD_CITY, NULL, first);
}

static void
take_places(MetadataSidecar *side, GHashTable *item)
{
	static const char *const lists[] = {"places", "place"}; /* ninjs, AP */
	static const struct {
		const char *key;
		ClField field;
	} parts[] = {{"city", CL_FIELD_CITY}, {"countryareaname", CL_FIELD_STATE},
		{"countryname", CL_FIELD_COUNTRY}, {"countrycode", CL_FIELD_COUNTRY_CODE}};
	g_autoptr(GHashTable) line = metadata_json_object(g_hash_table_lookup(item, "datelinelocation"));

	for (guint i = 0; line != NULL && i < G_N_ELEMENTS(parts); i++)
		metadata_sidecar_value(side, parts[i].field, NULL, metadata_json_text(line, parts[i].key));
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		metadata_json_each(side, g_hash_table_lookup(item, lists[i]), take_country, NULL);
	take_located(side, metadata_json_text(item, "located"));
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		metadata_json_each(side, g_hash_table_lookup(item, lists[i]), take_place, NULL);
	metadata_sidecar_dateline(side, metadata_json_text(item, "dateline"));
}

/* dpa's; anything but a plain no is one. */
static void
take_fee(MetadataSidecar *side, GHashTable *object)
{
	GVariant *value = g_hash_table_lookup(object, "hasminimumfee");
	g_autofree char *text = metadata_json_scalar(value);
	gboolean is_flag = value != NULL && g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN);
	gboolean no = text == NULL || *text == '\0' || strcmp(text, "0") == 0 ||
		      g_ascii_strcasecmp(text, "false") == 0 || g_ascii_strcasecmp(text, "no") == 0;

	if (is_flag ? g_variant_get_boolean(value) : !no)
		metadata_sidecar_value(side, CL_FIELD_USAGE_TERMS, NULL, "Minimum fee");
}

static void
take_rights(MetadataSidecar *side, GHashTable *item)
{
	g_autoptr(GHashTable) rights = metadata_json_object(g_hash_table_lookup(item, "rightsinfo"));
	g_autofree char *words = NULL;
	const char *linked;

	take_fee(side, item);
	if (rights != NULL)
		take_fee(side, rights);
	if (rights == NULL) {
		/* in another form than the standard's */
		if (g_hash_table_contains(item, "rightsinfo"))
			metadata_sidecar_expression(side);
		return;
	}
	linked = metadata_json_text(rights, "linkedrights");
	metadata_sidecar_value(side, CL_FIELD_WEB_STATEMENT, NULL, linked);
	if (!cl_text_is_blank(linked))
		words = metadata_term_linked_expression(linked);
	metadata_sidecar_value(side, CL_FIELD_USAGE_TERMS, NULL, words);
	if (g_hash_table_contains(rights, "encodedrights") ||
		(linked == NULL && g_hash_table_contains(rights, "linkedrights")))
		metadata_sidecar_expression(side);
}

static void
take_photographer(MetadataSidecar *side, GHashTable *item)
{
	g_autoptr(GHashTable) person = metadata_json_object(g_hash_table_lookup(item, "photographer"));

	if (person == NULL)
		return;
	metadata_sidecar_value(side, CL_FIELD_BYLINE, NULL, metadata_json_text(person, "name"));
	metadata_sidecar_value(side, CL_FIELD_BYLINE_TITLE, NULL, metadata_json_text(person, "title"));
}

static void
take_source_type(MetadataSidecar *side, GVariant *type)
{
	g_autoptr(GHashTable) object = metadata_json_object(type);
	const char *term = NULL;

	if (object != NULL) {
		term = metadata_json_text(object, "uri");
		if (term == NULL)
			term = metadata_json_text(object, "literal");
		if (term == NULL)
			term = metadata_json_text(object, "name");
		metadata_sidecar_value(side, CL_FIELD_DIGITAL_SOURCE_TYPE, NULL, term);
	} else {
		take_texts(side, CL_FIELD_DIGITAL_SOURCE_TYPE, type);
	}
}

static void
read_signal(MetadataSidecar *side, GVariant *value, gpointer data)
{
	gboolean *news = data;
	g_autofree char *text = metadata_json_scalar(value);

	*news = *news || (text != NULL && g_ascii_strcasecmp(text, "newscontent") == 0);
}

/* Of AP's, what has signals may be published only if "newscontent" is one of them (reference §4.8); what
 * signals of others mean is theirs. The reason of an embargo is one, though no date is given. */
static void
take_status(MetadataSidecar *side, GHashTable *item)
{
	GVariant *signals = g_hash_table_lookup(item, "signals");
	gboolean news = FALSE;

	metadata_sidecar_status(side, metadata_json_text(item, "pubstatus"));
	if (!cl_text_is_blank(metadata_json_text(item, "embargoedreason")))
		metadata_sidecar_hold(side);
	if (signals == NULL || !metadata_json_is_of_ap(side, item))
		return;
	metadata_json_each(side, signals, read_signal, &news);
	if (!news)
		metadata_sidecar_hold(side);
}

/* {"code": "dpascn:40", "name": "Handout"}, or the text alone. */
static void
take_genre(MetadataSidecar *side, GVariant *value, gpointer data)
{
	static const char *const parts[] = {"code", "qcode", "uri", "name", "literal"};
	g_autoptr(GHashTable) object = metadata_json_object(value);
	g_autofree char *text = metadata_json_scalar(value);

	metadata_sidecar_genre(side, text);
	for (guint i = 0; object != NULL && i < G_N_ELEMENTS(parts); i++)
		metadata_sidecar_genre(side, metadata_json_text(object, parts[i]));
}

/* "uri" in the standard; what Superdesk sends names itself by "guid". */
static const char *
identity_of(GHashTable *item)
{
	const char *uri = metadata_json_text(item, "uri");

	return uri != NULL ? uri : metadata_json_text(item, "guid");
}

/* An item that holds pictures, and what holds it. */
typedef struct Outer {
	GHashTable *item;
	const struct Outer *above;
} Outer;

/* What binds whoever prints a story binds its pictures. */
static void
take_outer(MetadataSidecar *side, const Outer *outer)
{
	for (; outer != NULL; outer = outer->above) {
		take_status(side, outer->item);
		for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
			if (keys[i].field == CL_FIELD_USAGE_TERMS ||
				keys[i].field == CL_FIELD_INSTRUCTIONS ||
				keys[i].field == CL_FIELD_RELEASE_DATE ||
				keys[i].field == CL_FIELD_EXPIRY_DATE)
				take_texts(side, keys[i].field,
					g_hash_table_lookup(outer->item, keys[i].key));
		take_rights(side, outer->item);
	}
}

static void
read_picture(MetadataSidecar *side, GHashTable *item, const Outer *outer)
{
	GVariant *described = g_hash_table_lookup(item, "descriptions");
	static const char *const roles[] = {"caption", "text", "creditline", "writer", "alttext"};
	g_autofree char *version = metadata_json_scalar(g_hash_table_lookup(item, "version"));

	metadata_sidecar_begin(side);
	metadata_sidecar_guid(side, identity_of(item));
	metadata_sidecar_version(side, version);
	metadata_sidecar_sent(&side->item->sent_us, metadata_json_text(item, "versioncreated"));
	take_status(side, item);
	take_photographer(side, item);
	metadata_json_each(side, g_hash_table_lookup(item, "headlines"), take_headline, side);
	metadata_json_each(side, g_hash_table_lookup(item, "headlines"), take_headline, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
		metadata_json_each(side, described, take_described, (gpointer)roles[i]);
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!metadata_sidecar_has(side, keys[i].field))
			take_texts(side, keys[i].field, g_hash_table_lookup(item, keys[i].key));
	if (!metadata_sidecar_has(side, CL_FIELD_CAPTION))
		metadata_json_each(side, described, take_described, NULL);
	take_source_type(side, g_hash_table_lookup(item, "digitalsourcetype"));
	metadata_json_each(side, g_hash_table_lookup(item, "genre"), take_genre, NULL);
	metadata_json_each(side, g_hash_table_lookup(item, "genres"), take_genre, NULL);
	take_rights(side, item);
	take_outer(side, outer);
	take_places(side, item);
	take_ids(side, g_hash_table_lookup(item, "altids"));
	metadata_sidecar_value(side, CL_FIELD_SUPPLIER_ID, NULL, identity_of(item));
	metadata_json_each(side, g_hash_table_lookup(item, "renditions"), take_rendition, NULL);
	metadata_sidecar_name(side, metadata_json_text(item, "filename"));
	metadata_sidecar_name(side, metadata_json_text(item, "originalfilename"));
	metadata_sidecar_end(side);
}

static void
take_body(MetadataSidecar *side, GVariant *value, gpointer data)
{
	g_autoptr(GHashTable) object = metadata_json_object(value);

	if (object != NULL)
		metadata_sidecar_body(side, metadata_json_text(object, "value"));
}

/* A text of its own: an advisory says in one which pictures are withdrawn. */
static void
read_words(MetadataSidecar *side, GHashTable *item)
{
	if (identity_of(item) == NULL)
		return;
	metadata_sidecar_begin(side);
	metadata_sidecar_guid(side, identity_of(item));
	metadata_sidecar_sent(&side->item->sent_us, metadata_json_text(item, "versioncreated"));
	metadata_json_each(side, g_hash_table_lookup(item, "headlines"), take_headline, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!metadata_sidecar_has(side, keys[i].field))
			take_texts(side, keys[i].field, g_hash_table_lookup(item, keys[i].key));
	metadata_sidecar_body(side, metadata_json_text(item, "body_text"));
	metadata_sidecar_body(side, metadata_json_text(item, "body_xhtml"));
	metadata_json_each(side, g_hash_table_lookup(item, "bodies"), take_body, NULL);
	metadata_sidecar_end(side);
}

/* The type need not be stated; what has a text of its own and no rendition is no picture. */
static gboolean
is_picture(const MetadataSidecar *side, GHashTable *item)
{
	const char *type = metadata_json_text(item, "type");

	if (identity_of(item) == NULL && side->sidecar->kind != CL_SIDECAR_AP)
		return FALSE;
	if (type != NULL)
		return g_ascii_strcasecmp(type, "picture") == 0 ||
		       g_ascii_strcasecmp(type, "graphic") == 0;
	return g_hash_table_contains(item, "renditions") ||
	       !(g_hash_table_contains(item, "bodies") ||
		       g_hash_table_contains(item, "body_text") ||
		       g_hash_table_contains(item, "body_xhtml"));
}

/* `data`: the Outer, or NULL.
 * AP wraps its items: {"data": {"item": …}}, {"data": {"items": [{"item": …}]}}. */
static void
read_item(MetadataSidecar *side, GVariant *value, gpointer data)
{
	static const char *const wraps[] = {"data", "items", "item"};
	g_autoptr(GHashTable) item = metadata_json_object(value);
	Outer outer = {item, data};

	if (item == NULL || side->over_limit != NULL)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(wraps); i++) {
		GVariant *inner = g_hash_table_lookup(item, wraps[i]);

		if (inner == NULL || identity_of(item) != NULL)
			continue;
		side->sidecar->kind = CL_SIDECAR_AP;
		if (strcmp(wraps[i], "items") == 0)
			metadata_json_each(side, inner, read_item, data);
		else
			read_item(side, inner, data);
		return;
	}
	if (metadata_json_is_ap(item))
		side->sidecar->kind = CL_SIDECAR_AP;
	if (is_picture(side, item))
		read_picture(side, item, data);
	else if (!g_hash_table_contains(item, "associations"))
		read_words(side, item);
	else
		metadata_json_each(side, g_hash_table_lookup(item, "associations"), read_item, &outer);
}

static gboolean
has_too_many(MetadataSpan text)
{
	guint n = 0;

	for (gsize i = 0; i < text.n; i++)
		n += text.data[i] == '{' || text.data[i] == '[' || text.data[i] == ',';
	return n > MAX_SIGNS;
}

gboolean
metadata_sidecar_json(MetadataSidecar *side, MetadataSpan text, GError **error)
{
	g_autoptr(GVariant) root = NULL;
	g_autoptr(GError) why = NULL;

	side->sidecar->kind = CL_SIDECAR_NINJS;
	if (has_too_many(text)) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"JSON of more than %u values; split it", MAX_SIGNS);
		return FALSE;
	}
	root = cl_json_parse((const char *)text.data, (gssize)text.n, &why);
	if (root == NULL) {
		/* It quotes the text, cut anywhere. */
		g_autofree char *printable = cl_text_printable(why->message);

		g_set_error(
			error, CL_ERROR, why->code, "%s; ask the sender for valid JSON", printable);
		return FALSE;
	}
	if (g_variant_is_of_type(root, G_VARIANT_TYPE("av")))
		metadata_json_each(side, root, read_item, NULL);
	else
		read_item(side, root, NULL);
	if (side->sidecar->items->len > 0 || side->over_limit != NULL)
		return TRUE;
	g_set_error_literal(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"JSON without a picture item of ninjs or AP; only pictures are taken");
	return FALSE;
}
