/* SPDX-License-Identifier: MIT
 *
 * Side-cars in XML: the declared character set, which kind it is by the name of its root, and what
 * the readers of news items ask of the tree. XML that is not well-formed is refused (a file that is
 * still being copied looks like that); only XMP is repaired as it is inside pictures.
 */
#include "sidecar_build.h"

#include <stdarg.h>

#include "xmp.h"

#define NS_XMP_META "adobe:ns:meta/"
#define MAX_DECLARATION 400

/* The encoding of the XML declaration; NULL if it names none. */
static char *
declared_charset(MetadataSpan text)
{
	g_autofree char *head = NULL;
	char *end, *name;

	if (!metadata_starts(text, "<?xml", 5))
		return NULL;
	head = g_strndup((const char *)text.data, MIN(text.n, MAX_DECLARATION));
	end = strstr(head, "?>");
	if (end == NULL)
		return NULL;
	*end = '\0';
	name = strstr(head, "encoding");
	if (name == NULL)
		return NULL;
	name += strcspn(name, "'\"");
	if (*name == '\0')
		return NULL;
	name++;
	name[strcspn(name, "'\"")] = '\0';
	return g_strdup(name);
}

static gboolean
to_utf8(MetadataSidecar *side, MetadataSpan *text, GError **error)
{
	g_autofree char *name = declared_charset(*text);
	MetadataCharset charset =
		name == NULL ? METADATA_UTF8 : metadata_charset_named(name);

	if (charset == METADATA_N_CHARSETS) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"its character set '%.40s' is not one we read; ask the sender for UTF-8",
			g_str_is_ascii(name) ? name : "?");
		return FALSE;
	}
	if (charset != METADATA_UTF8) {
		char *decoded = metadata_decode(charset, *text);

		*text = metadata_own(&side->reader, g_bytes_new_take(decoded, strlen(decoded)));
	}
	return TRUE;
}

static gboolean
refuse(MetadataSpan text, MetadataXmlFault fault, GError **error)
{
	const char *why = "it is not well-formed XML, perhaps cut off; send it again";

	if (fault == METADATA_XML_DOCTYPE)
		why = "XML with a document type or entities is refused; ask the sender for XML "
		      "without";
	else if (fault == METADATA_XML_TOO_WIDE)
		why = "it has more tags, attributes, namespaces or levels than a side-car needs; "
		      "it was refused";
	else if (!metadata_is_utf8(text))
		why = "it is not in the character set that it states; ask the sender for UTF-8";
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s", why);
	return FALSE;
}

static gboolean
read_xmp(MetadataSidecar *side, xmlDoc *doc)
{
	gboolean seen[CL_N_FIELDS] = {FALSE};
	MetadataXmpNotes notes = {NULL, NULL};

	side->sidecar->kind = CL_SIDECAR_XMP;
	metadata_sidecar_begin(side);
	metadata_xmp_init();
	metadata_xmp_fields(&side->reader, doc, 1, seen, &notes);
	metadata_sidecar_end(side);
	g_free(notes.extension_guid);
	g_free(notes.iptc_digest);
	return TRUE;
}

static gboolean
read_root(MetadataSidecar *side, xmlDoc *doc, GError **error)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	if (metadata_xml_is(root, NS_XMP_META, "xmpmeta") ||
		metadata_xml_is(root, NS_XMP_META, "xapmeta") ||
		metadata_xml_is(root, METADATA_NS_RDF, "RDF"))
		return read_xmp(side, doc);
	if (root->ns != NULL && g_strcmp0((const char *)root->ns->href, METADATA_NS_NAR) == 0)
		return metadata_sidecar_g2(side, root, error);
	if (strcmp((const char *)root->name, "NewsML") == 0)
		return metadata_sidecar_newsml1(side, root, error);
	/* Nothing is begun: the caller says that it is of no kind we take. */
	return TRUE;
}

gboolean
metadata_sidecar_xml(MetadataSidecar *side, MetadataSpan text, const char *name, GError **error)
{
	gsize n_name = strlen(name);
	MetadataXmlFault fault;
	gboolean fine;
	xmlDoc *doc;

	text = metadata_xml_trimmed(text);
	if (!to_utf8(side, &text, error))
		return FALSE;
	doc = metadata_xml_parse(text, &fault);
	if (doc == NULL && fault == METADATA_XML_MALFORMED && n_name > 4 &&
		g_ascii_strcasecmp(name + n_name - 4, ".xmp") == 0)
		doc = metadata_xmp_parse(&side->reader, text);
	if (doc == NULL)
		return refuse(text, fault, error);
	fine = read_root(side, doc, error);
	xmlFreeDoc(doc);
	return fine;
}

static gboolean
is_named(const xmlNode *node, const xmlNs *ns, const char *name)
{
	if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0)
		return FALSE;
	if (ns == NULL || node->ns == NULL)
		return ns == node->ns;
	return ns == node->ns || strcmp((const char *)ns->href, (const char *)node->ns->href) == 0;
}

const xmlNode *
metadata_xml_child(const xmlNode *parent, const char *name)
{
	for (const xmlNode *at = parent->children; at != NULL; at = at->next)
		if (is_named(at, parent->ns, name))
			return at;
	return NULL;
}

const xmlNode *
metadata_xml_next(const xmlNode *after, const char *name)
{
	for (const xmlNode *at = after->next; at != NULL; at = at->next)
		if (is_named(at, after->ns, name))
			return at;
	return NULL;
}

const xmlNode *
metadata_xml_path(const xmlNode *node, ...)
{
	const char *name;
	va_list names;

	va_start(names, node);
	while (node != NULL && (name = va_arg(names, const char *)) != NULL)
		node = metadata_xml_child(node, name);
	va_end(names);
	return node;
}

/* Text being put together; `run` is the white space since its last sign. */
typedef struct {
	GString *out, *run;
	gboolean broken; /* a paragraph ended since then */
} Lines;

/* An indented line continues the text; an empty line and a bare line end stand. */
static void
end_run(Lines *lines)
{
	const char *line = strchr(lines->run->str, '\n');

	if (lines->out->len == 0)
		line = NULL;
	else if (lines->broken)
		g_string_append_c(lines->out, '\n');
	else if (line == NULL || line[1] == '\0')
		g_string_append(lines->out, lines->run->str);
	else if (strchr(line + 1, '\n') != NULL)
		g_string_append(lines->out, "\n\n");
	else
		g_string_append_c(lines->out, ' ');
	g_string_truncate(lines->run, 0);
	lines->broken = FALSE;
}

static void
add_text(Lines *lines, const char *text)
{
	while (*text != '\0') {
		gsize blank = strspn(text, " \t\r\n"), n;

		g_string_append_len(lines->run, text, (gssize)blank);
		text += blank;
		n = strcspn(text, " \t\r\n");
		if (n > 0) {
			end_run(lines);
			g_string_append_len(lines->out, text, (gssize)n);
			text += n;
		}
	}
}

char *
metadata_xml_text(const xmlNode *node)
{
	static const char *const breaks[] = {"p", "br", "li", "tr", "div", "hl2", NULL};
	Lines lines = {g_string_new(NULL), g_string_new(NULL), FALSE};
	const xmlNode *at = node->children;

	while (at != NULL) {
		if (at->type == XML_TEXT_NODE && at->content != NULL)
			add_text(&lines, (const char *)at->content);
		if (at->type == XML_ELEMENT_NODE && at->children != NULL) {
			at = at->children;
			continue;
		}
		/* Up, until there is something beside. */
		for (; at != node; at = at->parent) {
			if (at->type == XML_ELEMENT_NODE &&
				g_strv_contains(breaks, (const char *)at->name))
				lines.broken = TRUE;
			if (at->next != NULL)
				break;
		}
		at = at == node ? NULL : at->next;
	}
	g_string_free(lines.run, TRUE);
	return g_string_free(lines.out, FALSE);
}

char *
metadata_xml_value(const xmlNode *node, const char *name)
{
	const xmlAttr *attribute = metadata_xml_attribute(node, NULL, name);

	return attribute == NULL ? NULL : metadata_xml_joined_text(attribute->children);
}

char *
metadata_xml_lang(const xmlNode *node)
{
	const xmlAttr *attribute =
		metadata_xml_attribute(node, (const char *)XML_XML_NAMESPACE, "lang");

	return attribute == NULL ? NULL : metadata_xml_joined_text(attribute->children);
}
