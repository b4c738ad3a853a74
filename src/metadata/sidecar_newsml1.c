/* SPDX-License-Identifier: MIT
 *
 * NewsML 1.2 (reference §5.8, as AFP writes it): news items of nested components. The parts of one
 * picture (its renditions and its caption, each in a component with a role) stand in one component;
 * what that does not say, the components around it say, if the item has no other picture. With
 * several pictures only the outermost credit, rights and advisory lines count for all.
 */
#include "sidecar_build.h"

#include <cutline/text.h>

typedef struct {
	ClField field;
	char *text;
} Said;

typedef struct {
	MetadataSidecar *side;
	GArray *common;            /* Said: for all pictures of an item; NULL = into the side-car */
	gboolean had[CL_N_FIELDS]; /* said by an inner component */
} Level;

static char *
formal_name(const xmlNode *node)
{
	return node == NULL ? NULL : metadata_xml_value(node, "FormalName");
}

/* What an item says of all its pictures: whose they are, and what binds whoever prints them. */
static void
say_of_all(GArray *common, ClField field, const char *text)
{
	gboolean adds_up = cl_field_info(field)->order[0] == 'U';
	Said said = {field, NULL};

	if (!adds_up && field != CL_FIELD_CREDIT && field != CL_FIELD_COPYRIGHT &&
		field != CL_FIELD_RELEASE_DATE && field != CL_FIELD_EXPIRY_DATE)
		return;
	for (guint i = 0; i < common->len && !adds_up; i++)
		if (g_array_index(common, Said, i).field == field)
			return;
	if (cl_text_is_blank(text) || common->len == CL_MAX_VALUES)
		return;
	said.text = g_strdup(text);
	g_array_append_val(common, said);
}

static void
say(Level *level, ClField field, const char *text)
{
	if (level->common != NULL) {
		say_of_all(level->common, field, text);
		return;
	}
	if (level->had[field] && cl_field_info(field)->kind == CL_KIND_LIST)
		return;
	metadata_sidecar_value(level->side, field, NULL, text);
}

static void
say_all(Level *level, const xmlNode *parent, const char *name, ClField field)
{
	for (const xmlNode *at = metadata_xml_child(parent, name); at != NULL;
		at = metadata_xml_next(at, name)) {
		g_autofree char *text = metadata_xml_text(at);

		say(level, field, text);
	}
}

static void
take_free_lines(Level *level, const xmlNode *lines)
{
	for (const xmlNode *at = metadata_xml_child(lines, "NewsLine"); at != NULL;
		at = metadata_xml_next(at, "NewsLine")) {
		g_autofree char *type = formal_name(metadata_xml_child(at, "NewsLineType"));
		ClField field = CL_N_FIELDS;

		if (g_strcmp0(type, "AdvisoryLine") == 0)
			field = CL_FIELD_INSTRUCTIONS;
		else if (g_strcmp0(type, "Caption") == 0)
			field = CL_FIELD_CAPTION;
		if (field != CL_N_FIELDS)
			say_all(level, at, "NewsLineText", field);
	}
}

static void
take_lines(Level *level, const xmlNode *lines)
{
	static const struct {
		const char *name;
		ClField field;
	} names[] = {
		{"HeadLine", CL_FIELD_HEADLINE},
		{"ByLine", CL_FIELD_BYLINE},
		{"ByLineTitle", CL_FIELD_BYLINE_TITLE},
		{"CreditLine", CL_FIELD_CREDIT},
		{"CopyrightLine", CL_FIELD_COPYRIGHT},
		{"RightsLine", CL_FIELD_USAGE_TERMS},
		{"SlugLine", CL_FIELD_TITLE},
		{"KeywordLine", CL_FIELD_KEYWORDS},
	};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		say_all(level, lines, names[i].name, names[i].field);
	for (const xmlNode *at = metadata_xml_child(lines, "DateLine"); at != NULL && level->common == NULL;
		at = metadata_xml_next(at, "DateLine")) {
		g_autofree char *text = metadata_xml_text(at);

		metadata_sidecar_dateline(level->side, text);
	}
	take_free_lines(level, lines);
}

static void
take_party(Level *level, const xmlNode *meta, const char *name, ClField field)
{
	for (const xmlNode *at = metadata_xml_child(meta, name); at != NULL;
		at = metadata_xml_next(at, name)) {
		g_autofree char *party = formal_name(metadata_xml_child(at, "Party"));

		say(level, field, party);
	}
}

static void
take_administrative(Level *level, const xmlNode *meta)
{
	if (!metadata_sidecar_has(level->side, CL_FIELD_BYLINE))
		take_party(level, meta, "Creator", CL_FIELD_BYLINE);
	take_party(level, meta, "Source", CL_FIELD_SOURCE);
	for (const xmlNode *at = metadata_xml_child(meta, "FileName"); at != NULL;
		at = metadata_xml_next(at, "FileName")) {
		g_autofree char *name = metadata_xml_text(at);

		metadata_sidecar_name(level->side, name);
	}
}

/* "In natural language", says the standard: what is no date is a term that a person reads. */
static void
say_date(Level *level, const xmlNode *node, ClField field)
{
	g_autofree char *text = node == NULL ? NULL : metadata_xml_text(node);
	gboolean bad = FALSE;
	g_autofree char *date = text == NULL ? NULL : metadata_date_xmp(text, &bad);
	g_autofree char *term = NULL;

	if (date == NULL && !cl_text_is_blank(text))
		term = g_strdup_printf("%s: %s", (const char *)node->name, text);
	say(level, term != NULL ? CL_FIELD_USAGE_TERMS : field, term != NULL ? term : text);
}

/* A bare "Italy" would be read as no restriction at all. */
static void
say_limit(Level *level, const xmlNode *node)
{
	g_autofree char *text = node == NULL ? NULL : metadata_xml_text(node);
	g_autofree char *term = NULL;

	if (cl_text_is_blank(text))
		return;
	term = g_strdup_printf("Use limited to: %s", text);
	say(level, CL_FIELD_USAGE_TERMS, term);
}

static void
take_rights(Level *level, const xmlNode *rights)
{
	for (const xmlNode *at = metadata_xml_child(rights, "Copyright"); at != NULL;
		at = metadata_xml_next(at, "Copyright"))
		say_all(level, at, "CopyrightHolder", CL_FIELD_COPYRIGHT);
	for (const xmlNode *at = metadata_xml_child(rights, "UsageRights"); at != NULL;
		at = metadata_xml_next(at, "UsageRights")) {
		say_limit(level, metadata_xml_child(at, "UsageType"));
		say_limit(level, metadata_xml_child(at, "Geography"));
		say_all(level, at, "Limitations", CL_FIELD_USAGE_TERMS);
		say_date(level, metadata_xml_child(at, "StartDate"), CL_FIELD_RELEASE_DATE);
		say_date(level, metadata_xml_child(at, "EndDate"), CL_FIELD_EXPIRY_DATE);
	}
}

static gboolean
is_country_code(const char *text)
{
	return strlen(text) == 3 && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
	       g_ascii_isupper(text[2]);
}

static void
take_property(Level *level, const xmlNode *property)
{
	static const struct {
		const char *name;
		ClField field;
	} names[] = {
		{"Keyword", CL_FIELD_KEYWORDS},
		{"City", CL_FIELD_CITY},
		{"CountryArea", CL_FIELD_STATE},
		{"State", CL_FIELD_STATE},
		{"Country", CL_FIELD_COUNTRY},
		{"SubLocation", CL_FIELD_SUBLOCATION},
		{"DateCreated", CL_FIELD_DATE_TAKEN},
		{"CaptionWriter", CL_FIELD_CAPTION_WRITER},
	};
	g_autofree char *name = formal_name(property);
	g_autofree char *value = metadata_xml_value(property, "Value");
	g_autofree char *role = metadata_xml_value(property, "Role");

	for (guint i = 0; value != NULL && i < G_N_ELEMENTS(names); i++) {
		ClField field = names[i].field;

		if (g_strcmp0(name, names[i].name) != 0)
			continue;
		if (field == CL_FIELD_COUNTRY && is_country_code(value))
			field = CL_FIELD_COUNTRY_CODE;
		if (field == CL_FIELD_KEYWORDS && g_strcmp0(role, "PersonInImage") == 0)
			field = CL_FIELD_PEOPLE;
		say(level, field, value);
	}
}

static void
take_properties(Level *level, const xmlNode *parent)
{
	for (const xmlNode *at = metadata_xml_child(parent, "Property"); at != NULL;
		at = metadata_xml_next(at, "Property"))
		take_property(level, at);
}

static void
take_descriptive(Level *level, const xmlNode *meta)
{
	for (const xmlNode *at = metadata_xml_child(meta, "Location"); at != NULL;
		at = metadata_xml_next(at, "Location"))
		take_properties(level, at);
	take_properties(level, meta);
}

static void
take_component(MetadataSidecar *side, const xmlNode *component)
{
	static const struct {
		const char *name;
		void (*take)(Level *level, const xmlNode *part);
	} parts[] = {{"NewsLines", take_lines}, {"AdministrativeMetadata", take_administrative},
		{"RightsMetadata", take_rights}, {"DescriptiveMetadata", take_descriptive}};
	Level level = {side, NULL, {FALSE}};

	for (guint i = 0; i < CL_N_FIELDS; i++)
		level.had[i] = metadata_sidecar_has(side, i);
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		for (const xmlNode *at = metadata_xml_child(component, parts[i].name); at != NULL;
			at = metadata_xml_next(at, parts[i].name))
			parts[i].take(&level, at);
}

static gboolean
is_picture(const xmlNode *content)
{
	g_autofree char *media = formal_name(metadata_xml_child(content, "MediaType"));
	g_autofree char *mime = formal_name(metadata_xml_child(content, "MimeType"));

	if (metadata_xml_attribute(content, NULL, "Href") == NULL)
		return FALSE;
	if (media == NULL)
		return mime != NULL && g_str_has_prefix(mime, "image/");
	return g_ascii_strcasecmp(media, "Photo") == 0 ||
	       g_ascii_strcasecmp(media, "Picture") == 0 ||
	       g_ascii_strcasecmp(media, "Image") == 0 || g_ascii_strcasecmp(media, "Graphic") == 0;
}

static void
take_contents(MetadataSidecar *side, const xmlNode *component)
{
	g_autofree char *role = formal_name(metadata_xml_child(component, "Role"));

	for (const xmlNode *at = metadata_xml_child(component, "ContentItem"); at != NULL;
		at = metadata_xml_next(at, "ContentItem")) {
		if (is_picture(at)) {
			g_autofree char *href = metadata_xml_value(at, "Href");

			metadata_sidecar_rendition(side);
			metadata_sidecar_name(side, href);
			metadata_sidecar_rendition_end(side);
		} else if (role != NULL && g_ascii_strcasecmp(role, "Caption") == 0) {
			const xmlNode *data = metadata_xml_child(at, "DataContent");
			g_autofree char *text = data == NULL ? NULL : metadata_xml_text(data);

			metadata_sidecar_value(side, CL_FIELD_CAPTION, NULL, text);
		}
	}
}

typedef struct {
	GPtrArray *list;
	GHashTable *seen;
} Pictures;

/* Components that hold a picture each: the parent of those that hold only its parts. */
static void
find_pictures(const xmlNode *component, const xmlNode *parent, Pictures *found)
{
	gboolean is_part = parent != NULL && metadata_xml_child(component, "Role") != NULL &&
			   metadata_xml_child(component, "NewsLines") == NULL;
	const xmlNode *picture = is_part ? parent : component;

	for (const xmlNode *at = metadata_xml_child(component, "ContentItem"); at != NULL;
		at = metadata_xml_next(at, "ContentItem")) {
		if (!is_picture(at))
			continue;
		if (g_hash_table_add(found->seen, (gpointer)picture))
			g_ptr_array_add(found->list, (gpointer)picture);
		break;
	}
	for (const xmlNode *at = metadata_xml_child(component, "NewsComponent"); at != NULL;
		at = metadata_xml_next(at, "NewsComponent"))
		find_pictures(at, component, found);
}

/* What counts for all pictures of an item: looked up once an item, so that many pictures do not read
 * it again and again. */
typedef struct {
	char *guid, *version, *sent, *status, *urgency, *until;
	GArray *said;
} Common;

static char *
text_at(const xmlNode *node)
{
	return node == NULL ? NULL : metadata_xml_text(node);
}

static void
said_clear(gpointer data)
{
	g_free(((Said *)data)->text);
}

/* `outer`: its outermost component, or NULL. */
static void
common_init(Common *common, const xmlNode *item, const xmlNode *outer)
{
	Level level = {NULL, NULL, {FALSE}};
	const xmlNode *identity = metadata_xml_path(item, "Identification", "NewsIdentifier", NULL);
	const xmlNode *management = metadata_xml_child(item, "NewsManagement");

	common->guid = text_at(metadata_xml_path(identity, "PublicIdentifier", NULL));
	common->version = text_at(metadata_xml_path(identity, "RevisionId", NULL));
	common->sent = text_at(metadata_xml_path(management, "ThisRevisionCreated", NULL));
	common->status = formal_name(metadata_xml_path(management, "Status", NULL));
	common->urgency = formal_name(metadata_xml_path(management, "Urgency", NULL));
	common->until =
		text_at(metadata_xml_path(management, "StatusWillChange", "DateAndTime", NULL));
	common->said = g_array_new(FALSE, FALSE, sizeof(Said));
	g_array_set_clear_func(common->said, said_clear);
	level.common = common->said;
	if (outer == NULL)
		return;
	for (const xmlNode *at = metadata_xml_child(outer, "NewsLines"); at != NULL;
		at = metadata_xml_next(at, "NewsLines"))
		take_lines(&level, at);
	for (const xmlNode *at = metadata_xml_child(outer, "RightsMetadata"); at != NULL;
		at = metadata_xml_next(at, "RightsMetadata"))
		take_rights(&level, at);
}

static void
common_clear(Common *common)
{
	g_free(common->guid);
	g_free(common->version);
	g_free(common->sent);
	g_free(common->status);
	g_free(common->urgency);
	g_free(common->until);
	g_array_unref(common->said);
}

static void
take_common(MetadataSidecar *side, const Common *common, const char *id)
{
	metadata_sidecar_guid(side, id);
	metadata_sidecar_value(side, CL_FIELD_SUPPLIER_ID, NULL, id);
	metadata_sidecar_version(side, common->version);
	metadata_sidecar_sent(&side->item->sent_us, common->sent);
	metadata_sidecar_status(side, common->status);
	metadata_sidecar_value(side, CL_FIELD_URGENCY, NULL, common->urgency);
	if (side->held)
		metadata_sidecar_value(side, CL_FIELD_RELEASE_DATE, NULL, common->until);
}

/* One picture has the id of its item; several must not share it, or they would be taken for versions
 * of one. */
static char *
id_of(const Common *common, const xmlNode *picture, guint number, gboolean alone)
{
	g_autofree char *local = NULL;

	if (alone || common->guid == NULL)
		return g_strdup(common->guid);
	local = metadata_xml_value(picture, "Duid");
	return local != NULL ? g_strdup_printf("%s#%s", common->guid, local)
			     : g_strdup_printf("%s#%u", common->guid, number);
}

static void
read_picture(MetadataSidecar *side, const xmlNode *item, const xmlNode *picture,
	const Common *common, guint number, gboolean alone)
{
	g_autofree char *id = id_of(common, picture, number, alone);

	metadata_sidecar_begin(side);
	take_common(side, common, id);
	take_component(side, picture);
	take_contents(side, picture);
	for (const xmlNode *at = metadata_xml_child(picture, "NewsComponent"); at != NULL;
		at = metadata_xml_next(at, "NewsComponent"))
		take_contents(side, at);
	for (const xmlNode *at = picture->parent; alone && at != item; at = at->parent)
		take_component(side, at);
	for (guint i = 0; !alone && i < common->said->len; i++) {
		const Said *said = &g_array_index(common->said, Said, i);

		metadata_sidecar_value(side, said->field, NULL, said->text);
	}
	metadata_sidecar_end(side);
}

/* Of pictures, and nothing of it may be used any more: the item need hold none to say so. */
static gboolean
takes_back(const xmlNode *item)
{
	static const char *const kinds[] = {"Photo", "Picture", "Graphic"};
	static const char *const ends[] = {"Canceled", "Cancelled", "Withheld"};
	const xmlNode *management = metadata_xml_child(item, "NewsManagement");
	g_autofree char *kind = formal_name(metadata_xml_path(management, "NewsItemType", NULL));
	g_autofree char *status = formal_name(metadata_xml_path(management, "Status", NULL));
	gboolean is_kind = FALSE, is_end = FALSE;

	for (gsize i = 0; kind != NULL && i < G_N_ELEMENTS(kinds); i++)
		is_kind = is_kind || g_ascii_strcasecmp(kind, kinds[i]) == 0;
	for (gsize i = 0; status != NULL && i < G_N_ELEMENTS(ends); i++)
		is_end = is_end || g_ascii_strcasecmp(status, ends[i]) == 0;
	return is_kind && is_end;
}

static void
read_taken_back(MetadataSidecar *side, const xmlNode *item)
{
	Common common;

	common_init(&common, item, NULL);
	metadata_sidecar_begin(side);
	take_common(side, &common, common.guid);
	metadata_sidecar_end(side);
	common_clear(&common);
}

static void
read_item(MetadataSidecar *side, const xmlNode *item)
{
	const xmlNode *outer = metadata_xml_child(item, "NewsComponent");
	Pictures pictures = {g_ptr_array_new(), g_hash_table_new(NULL, NULL)};
	Common common;

	if (outer != NULL)
		find_pictures(outer, NULL, &pictures);
	if (pictures.list->len == 0 && takes_back(item))
		read_taken_back(side, item);
	if (pictures.list->len > 0) {
		common_init(&common, item, outer);
		for (guint i = 0; i < pictures.list->len && side->over_limit == NULL; i++)
			read_picture(side, item, pictures.list->pdata[i], &common, i + 1,
				pictures.list->len == 1);
		common_clear(&common);
	}
	g_ptr_array_unref(pictures.list);
	g_hash_table_unref(pictures.seen);
}

gboolean
metadata_sidecar_newsml1(MetadataSidecar *side, const xmlNode *root, GError **error)
{
	const xmlNode *sent = metadata_xml_path(root, "NewsEnvelope", "DateAndTime", NULL);

	side->sidecar->kind = CL_SIDECAR_NEWSML1;
	if (sent != NULL) {
		g_autofree char *date = metadata_xml_text(sent);

		metadata_sidecar_sent(&side->sent_us, date);
	}
	for (const xmlNode *item = metadata_xml_child(root, "NewsItem");
		item != NULL && side->over_limit == NULL;
		item = metadata_xml_next(item, "NewsItem"))
		read_item(side, item);
	if (side->sidecar->items->len > 0 || side->over_limit != NULL)
		return TRUE;
	g_set_error_literal(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"NewsML 1.2 without a picture; only pictures are taken");
	return FALSE;
}
