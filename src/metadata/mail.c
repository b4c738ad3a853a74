/* SPDX-License-Identifier: MIT
 *
 * What a mail says, as text: every part that is text, plain or HTML, its transfer encoding undone and in its
 * character set, the mails that it forwards, and the subjects. No part is left out for another that is to say
 * the same: one of them may say only that the mail is better read elsewhere. Where it is read as a page, the
 * pictures that it brings with it are taken as well.
 */
#include "mail.h"
#include "html.h"
#include "reader.h"

#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/metadata.h>
#include <cutline/printed.h>
#include <cutline/text.h>
#include <gmime/gmime.h>
#include <string.h>

#define MAX_DEPTH 32U
#define MAX_PARTS 1000U
#define MAX_TEXT_BYTES (256U << 10)
#define MAX_HEADERS 64U /* lines in which one must be known */

typedef struct {
	GString *text;
	GString *page;	 /* as readers see it: its HTML; NULL = not asked for */
	GPtrArray *images; /* MetadataMailImage*, with `page` */
	GString *unread; /* what has no text: names or types, for the error */
	guint n_parts;
} Mail;

void
metadata_mail_init(void)
{
	g_mime_init();
}

/* --- character sets ---------------------------------------------------------------------------- */

/* Our own tables: the system's converters are files. */
static char *
in_charset(const char *label, MetadataSpan bytes)
{
	MetadataCharset charset = label == NULL ? METADATA_N_CHARSETS : metadata_charset_named(label);
	g_autofree char *text = NULL;

	if (charset == METADATA_N_CHARSETS || charset == METADATA_UTF8)
		return html_text_of(bytes);
	text = metadata_decode(charset, bytes);
	return g_utf8_make_valid(text, -1);
}

/* "=?charset?B|Q?…?=" (RFC 2047); NULL if it is none. */
static char *
encoded_word(const char *at, gsize n)
{
	g_auto(GStrv) fields = NULL;
	g_autofree char *word = g_strndup(at, n);
	g_autofree guint8 *bytes = NULL;
	gsize n_bytes = 0;
	char *language;

	fields = g_strsplit(word, "?", 3);
	if (g_strv_length(fields) != 3 || strlen(fields[1]) != 1)
		return NULL;
	if ((language = strchr(fields[0], '*')) != NULL)
		*language = '\0';
	if (g_ascii_tolower(fields[1][0]) == 'b') {
		bytes = g_base64_decode(fields[2], &n_bytes);
	} else {
		bytes = g_malloc0(strlen(fields[2]) + 1);
		for (const char *c = fields[2]; *c != '\0'; c++) {
			gboolean coded = *c == '=' && g_ascii_isxdigit(c[1]) && g_ascii_isxdigit(c[2]);

			bytes[n_bytes++] = coded ? (guint8)(g_ascii_xdigit_value(c[1]) * 16 +
							    g_ascii_xdigit_value(c[2]))
				: *c == '_'	 ? ' '
						 : (guint8)*c;
			c += coded ? 2 : 0;
		}
	}
	return in_charset(fields[0], (MetadataSpan){bytes, n_bytes});
}

static char *
header_text(const char *raw)
{
	GString *text = g_string_new(NULL);
	const char *at = raw, *begin;

	while ((begin = strstr(at, "=?")) != NULL) {
		const char *encoding = strchr(begin + 2, '?');
		const char *data = encoding == NULL ? NULL : strchr(encoding + 1, '?');
		const char *end = data == NULL ? NULL : strstr(data + 1, "?=");
		g_autofree char *word = NULL;

		if (end == NULL)
			break;
		word = encoded_word(begin + 2, (gsize)(end - begin - 2));
		/* Blanks between two of them are not part of the text. */
		if (word == NULL || strspn(at, " \t\r\n") < (gsize)(begin - at) || at == raw)
			g_string_append_len(text, at, begin - at);
		g_string_append(text, word != NULL ? word : "=?");
		at = word != NULL ? end + 2 : begin + 2;
	}
	g_string_append(text, at);
	return g_string_free(text, FALSE);
}

/* --- parts -------------------------------------------------------------------------------------- */

static void
add_line(Mail *mail, const char *text)
{
	g_autofree char *clean = cl_text_clean(text, -1);

	if (clean[0] == '\0' ||
		mail->text->len + strlen(clean) > (mail->page != NULL ? CL_MAX_PAGE_BYTES : MAX_TEXT_BYTES))
		return;
	if (mail->text->len > 0)
		g_string_append(mail->text, "\n\n");
	g_string_append(mail->text, clean);
}

/* With the transfer encoding undone. */
static GByteArray *
bytes_of(GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GByteArray *bytes = g_byte_array_new();
	GMimeStream *stream;

	if (content == NULL)
		return bytes;
	stream = g_mime_stream_mem_new_with_byte_array(bytes);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_mime_data_wrapper_write_to_stream(content, stream);
	g_object_unref(stream);
	return bytes;
}

static void
add_text(Mail *mail, GMimePart *part, GMimeContentType *type)
{
	g_autoptr(GByteArray) bytes = bytes_of(part);
	g_autofree char *text = NULL, *printed = NULL;

	text = in_charset(g_mime_content_type_get_parameter(type, "charset"),
		(MetadataSpan){bytes->data, bytes->len});
	if (!g_mime_content_type_is_type(type, "text", "html") && !html_is_page(text)) {
		add_line(mail, text);
	} else if (mail->page == NULL) {
		printed = html_plain(text);
		add_line(mail, printed);
	} else if (mail->page->len + strlen(text) <= CL_MAX_PAGE_BYTES) {
		g_string_append(mail->page, text);
	}
}

void
metadata_mail_image_free(MetadataMailImage *image)
{
	g_free(image->id);
	g_free(image->location);
	g_bytes_unref(image->data);
	g_free(image);
}

/* What a picture is its bytes tell: programs send them as application/octet-stream, too. */
static gboolean
add_image(Mail *mail, GMimePart *part)
{
	g_autoptr(GByteArray) bytes = mail->page == NULL ? NULL : bytes_of(part);
	MetadataMailImage *image;

	if (bytes == NULL || cl_metadata_sniff(bytes->data, bytes->len) == CL_FORMAT_UNKNOWN)
		return FALSE;
	if (bytes->len < HTML_MIN_INLINE_BYTES)
		return TRUE;
	image = g_new0(MetadataMailImage, 1);
	image->id = g_strdup(g_mime_object_get_content_id(GMIME_OBJECT(part)));
	image->location = g_strdup(g_mime_part_get_content_location(part));
	image->data = g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
	g_ptr_array_add(mail->images, image);
	return TRUE;
}

static void read_message(Mail *mail, GMimeMessage *message, guint depth);

static void
read_part(Mail *mail, GMimeObject *part, guint depth)
{
	GMimeContentType *type = part == NULL ? NULL : g_mime_object_get_content_type(part);

	if (type == NULL || depth > MAX_DEPTH || mail->n_parts++ > MAX_PARTS)
		return;
	if (GMIME_IS_MULTIPART(part)) {
		int n = g_mime_multipart_get_count(GMIME_MULTIPART(part));

		for (int i = 0; i < n; i++)
			read_part(mail, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), depth + 1);
	} else if (GMIME_IS_MESSAGE_PART(part)) {
		read_message(mail, g_mime_message_part_get_message(GMIME_MESSAGE_PART(part)), depth + 1);
	} else if (GMIME_IS_PART(part) && g_mime_content_type_is_type(type, "text", "*")) {
		add_text(mail, GMIME_PART(part), type);
	} else if (!GMIME_IS_PART(part) || !add_image(mail, GMIME_PART(part))) {
		const char *name = GMIME_IS_PART(part) ? g_mime_part_get_filename(GMIME_PART(part)) : NULL;
		g_autofree char *kind = g_mime_content_type_get_mime_type(type);
		g_autofree char *shown = cl_text_printable(name != NULL ? name : kind);

		if (mail->unread->len < 200)
			g_string_append_printf(
				mail->unread, "%s'%s'", mail->unread->len > 0 ? ", " : "", shown);
	}
}

static void
read_message(Mail *mail, GMimeMessage *message, guint depth)
{
	GMimeHeader *subject;

	if (message == NULL || depth > MAX_DEPTH)
		return;
	subject = g_mime_header_list_get_header(
		g_mime_object_get_header_list(GMIME_OBJECT(message)), "Subject");
	if (subject != NULL && mail->page == NULL) {
		const char *raw = g_mime_header_get_raw_value(subject);
		g_autofree char *text = html_text_of((MetadataSpan){(const guint8 *)raw, strlen(raw)});
		g_autofree char *decoded = header_text(text);

		add_line(mail, decoded);
	}
	read_part(mail, g_mime_message_get_mime_part(message), depth + 1);
}

/* Behind a mark of UTF-8 and empty lines. */
static GBytes *
without_head(GBytes *bytes)
{
	gsize n, skipped;
	const guint8 *data = g_bytes_get_data(bytes, &n);

	skipped = metadata_starts((MetadataSpan){data, n}, "\xef\xbb\xbf", 3) ? 3 : 0;
	while (skipped < n && (data[skipped] == '\r' || data[skipped] == '\n'))
		skipped++;
	return g_bytes_new_from_bytes(bytes, skipped, n - skipped);
}

static void
parse(Mail *mail, GBytes *bytes)
{
	g_autoptr(GBytes) rest = without_head(bytes);
	gsize n;
	const char *data = g_bytes_get_data(rest, &n);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(data, n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	mail->text = g_string_new(NULL);
	mail->unread = g_string_new(NULL);
	read_message(mail, message, 0);
	g_clear_object(&message);
	g_object_unref(parser);
	g_object_unref(stream);
}

static char *
read_mail(GBytes *bytes, GError **error)
{
	Mail mail = {0};
	g_autofree char *unread = NULL;

	parse(&mail, bytes);
	unread = g_string_free(mail.unread, FALSE);
	/* Its subject alone is no notice when what it says is somewhere else. */
	if (mail.text->len > 0 && (unread[0] == '\0' || strchr(mail.text->str, '\n') != NULL))
		return g_string_free(mail.text, FALSE);
	g_string_free(mail.text, TRUE);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		unread[0] == '\0' ? "is a mail without text%s"
				  : "is a mail that says all in %s, which is not read; paste its text",
		unread);
	return NULL;
}

/* --- is it one? ----------------------------------------------------------------------------------- */

static const char *
next_line(const char *at)
{
	at += strcspn(at, "\n");
	return at + (*at == '\n');
}

/* Lines of headers, and one of them that only mails have: a notice may begin with "From: desk". */
gboolean
metadata_is_mail(const char *text)
{
	static const char *const known[] = {"mime-version:", "content-type:", "content-transfer-encoding:",
		"received:", "return-path:", "message-id:", "dkim-signature:", NULL};
	const char *at = text + strspn(text, "\r\n");
	gboolean is = FALSE;

	if (g_str_has_prefix(at, "From "))
		at = next_line(at);
	for (guint n = 0; n < MAX_HEADERS && *at != '\0' && *at != '\n' && *at != '\r'; n++) {
		gsize name = strcspn(at, ": \t\r\n");

		if (*at != ' ' && *at != '\t' && (name == 0 || at[name] != ':'))
			return FALSE;
		for (guint i = 0; known[i] != NULL; i++)
			is = is || g_ascii_strncasecmp(at, known[i], strlen(known[i])) == 0;
		/* A header such as =?UTF-8?… is one of a mail whatever its name. */
		is = is || g_strstr_len(at, (gssize)strcspn(at, "\n"), "=?") != NULL;
		at = next_line(at);
	}
	return is;
}

char *
cl_mail_text(GBytes *bytes, GError **error)
{
	MetadataSpan file = {0};
	g_autofree char *text = NULL;

	file.data = g_bytes_get_data(bytes, &file.n);
	if (file.n > CL_MAX_PAGE_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "is a notice of more than %u MB",
			CL_MAX_PAGE_BYTES >> 20);
		return NULL;
	}
	text = file.n == 0 ? g_strdup("") : html_text_of(file);
	if (metadata_is_mail(text))
		return read_mail(bytes, error);
	return html_is_page(text) ? html_plain(text) : g_steal_pointer(&text);
}

char *
metadata_mail_page(GBytes *bytes, GPtrArray *images, GError **error)
{
	Mail mail = {.page = g_string_new(NULL), .images = images};
	g_autofree char *unread = NULL, *text = NULL, *page = NULL;

	parse(&mail, bytes);
	unread = g_string_free(mail.unread, FALSE);
	text = g_string_free(mail.text, FALSE);
	page = g_string_free(mail.page, FALSE);
	if (page[0] != '\0')
		return g_steal_pointer(&page);
	if (text[0] != '\0' || images->len > 0 || unread[0] == '\0')
		return g_steal_pointer(&text);
	g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"is a mail that says all in %s, which is not read; save that as HTML or plain text", unread);
	return NULL;
}

/* --- its pictures ---------------------------------------------------------------------------------- */

/* "cid:part1.ab@example.org" by its id, any address by the place that the part says it was taken from. */
static const MetadataMailImage *
image_at(const GPtrArray *images, const char *url)
{
	gboolean by_id = g_ascii_strncasecmp(url, "cid:", 4) == 0;
	g_autofree char *id = by_id ? g_uri_unescape_string(url + 4, NULL) : NULL;

	for (guint i = 0; i < images->len; i++) {
		const MetadataMailImage *image = images->pdata[i];

		if (g_strcmp0(image->location, url) == 0 || (id != NULL && g_strcmp0(image->id, id) == 0))
			return image;
	}
	return NULL;
}

/* A picture has one: of several, the first. *left: bytes that may still be given again, for each picture
 * takes its own to the other process. */
static void
take_image(ClPrintedPicture *picture, const GPtrArray *images, GHashTable *shown, gsize *left)
{
	for (guint i = 0; i < picture->urls->len && picture->data == NULL; i++) {
		const MetadataMailImage *image = image_at(images, picture->urls->pdata[i]);
		gsize n = image == NULL ? 0 : g_bytes_get_size(image->data);

		if (image == NULL || (!g_hash_table_add(shown, (gpointer)image) && n > *left))
			continue;
		*left -= MIN(n, *left);
		picture->data = g_bytes_ref(image->data);
		g_ptr_array_remove_index(picture->urls, i);
	}
}

void
metadata_mail_show(const GPtrArray *images, ClPrintedPage *page)
{
	g_autoptr(GHashTable) shown = g_hash_table_new(NULL, NULL);
	gsize left = CL_MAX_PAGE_BYTES;

	for (guint i = 0; i < page->pictures->len && images->len > 0; i++)
		take_image(page->pictures->pdata[i], images, shown, &left);
	for (guint i = 0; i < images->len; i++) {
		const MetadataMailImage *image = images->pdata[i];
		ClPrintedPicture *picture;

		if (g_hash_table_contains(shown, image))
			continue;
		picture = cl_printed_picture_new();
		picture->place = CL_PRINTED_ELSEWHERE;
		picture->data = g_bytes_ref(image->data);
		cl_printed_add(page, picture);
	}
}
