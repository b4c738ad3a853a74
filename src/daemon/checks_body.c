/* SPDX-License-Identifier: MIT
 *
 * Reading the body of POST /api/v1/checks. A member that is not known is an error: a misspelt "territory"
 * must not become a verdict for everywhere.
 */
#include "checks_body.h"

#include <cutline/error.h>
#include <cutline/json.h>
#include <string.h>

/* A member of an object and where it goes. */
typedef struct {
	const char *name;
	char **text; /* or */
	gboolean *flag;
} Member;

typedef struct {
	const Member *members;
	const char *list; /* one that is read elsewhere, or NULL */
	const char *where;
	GError **error;
	gboolean ok;
} Reading;

static void
refuse(Reading *reading, const char *key, const char *what)
{
	g_set_error(reading->error, CL_ERROR, CL_ERROR_USAGE, "%s: \"%s\" %s", reading->where, key, what);
	reading->ok = FALSE;
}

static void
read_member(const char *key, const ClJsonNode *value, gpointer data)
{
	Reading *reading = data;
	const Member *member = reading->members;
	const char *text = cl_json_node_string(value);

	if (!reading->ok || g_strcmp0(key, reading->list) == 0)
		return;
	while (member->name != NULL && strcmp(member->name, key) != 0)
		member++;
	if (member->name == NULL) {
		refuse(reading, key, "is not known here");
	} else if (member->flag != NULL) {
		if (!cl_json_node_is_bool(value))
			refuse(reading, key, "is to be true or false");
		else
			*member->flag = cl_json_node_is_true(value);
	} else if (text != NULL) {
		*member->text = g_strdup(text);
	} else if (!cl_json_node_is_null(value)) {
		refuse(reading, key, "is to be a text");
	}
}

static gboolean
read_object(const ClJsonNode *object, const Member *members, const char *list, const char *where,
	GError **error)
{
	Reading reading = { members, list, where, error, TRUE };

	if (!cl_json_node_is_object(object)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s is no JSON object", where);
		return FALSE;
	}
	cl_json_node_each(object, read_member, &reading);
	return reading.ok;
}

/* --- pictures ---------------------------------------------------------------------------------------- */

static void
free_picture(gpointer data)
{
	ChecksPicture *picture = data;

	g_free(picture->photo);
	g_free(picture->credit);
	g_free(picture->placement);
	g_free(picture);
}

/* By its photo, or as a page has it: of two that differ, one would be lost. */
static gboolean
is_one_thing(const ChecksPicture *picture, const ClPrintedPicture *printed, const char *where, GError **error)
{
	gboolean told = printed->urls->len > 0 || printed->id != NULL || printed->caption != NULL ||
		printed->alt != NULL;
	const char *wrong = NULL;

	if (picture->photo == NULL && printed->urls->len == 0 && printed->id == NULL &&
		printed->caption == NULL)
		wrong = "say which picture: \"photo\", or \"url\", \"id\" or \"caption\" as the page has "
			"them";
	else if (picture->photo != NULL && told)
		wrong = "say it by \"photo\", or by \"url\", \"id\", \"caption\" and \"alt\" as the page has "
			"them, not by both; \"credit\" goes with either";
	else if (picture->photo == NULL &&
		(picture->crop || picture->alter || picture->placement != NULL))
		wrong = "\"crop\", \"alter\" and \"placement\" go with \"photo\"";
	if (wrong != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s: %s", where, wrong);
	return wrong == NULL;
}

static gboolean
read_picture(ChecksBody *body, const ClJsonNode *node, const char *where, GError **error)
{
	ChecksPicture *picture = g_new0(ChecksPicture, 1);
	ClPrintedPicture *printed = cl_printed_picture_new();
	g_autofree char *url = NULL;
	const Member members[] = { { "photo", &picture->photo, NULL }, { "credit", &picture->credit, NULL },
		{ "crop", NULL, &picture->crop }, { "alter", NULL, &picture->alter },
		{ "placement", &picture->placement, NULL }, { "url", &url, NULL },
		{ "id", &printed->id, NULL }, { "caption", &printed->caption, NULL },
		{ "alt", &printed->alt, NULL }, { NULL, NULL, NULL } };
	gboolean ok = read_object(node, members, NULL, where, error);

	g_ptr_array_add(body->pictures, picture);
	printed->credit = g_strdup(picture->credit);
	if (url != NULL)
		g_ptr_array_add(printed->urls, g_strdup(url));
	ok = ok && is_one_thing(picture, printed, where, error);
	if (picture->photo != NULL) {
		cl_printed_picture_free(printed);
		return ok;
	}
	printed->line = body->pictures->len;
	picture->printed = printed;
	g_ptr_array_add(body->page->pictures, printed);
	return ok;
}

static gboolean
read_pictures(ChecksBody *body, const ClJsonNode *list, GError **error)
{
	gsize n = cl_json_node_length(list);

	if (n == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "\"pictures\" is a list of at least one");
		return FALSE;
	}
	if (n > CHECKS_MAX_PICTURES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"%" G_GSIZE_FORMAT " pictures; at most %u at once, send the rest in another call", n,
			CHECKS_MAX_PICTURES);
		return FALSE;
	}
	for (gsize i = 0; i < n; i++) {
		g_autofree char *where = g_strdup_printf("picture %" G_GSIZE_FORMAT, i + 1);

		if (!read_picture(body, cl_json_node_at(list, i), where, error))
			return FALSE;
	}
	return TRUE;
}

void
checks_body_free(ChecksBody *body)
{
	if (body == NULL)
		return;
	g_free(body->outlet);
	g_free(body->channel);
	g_free(body->territory);
	g_free(body->at);
	g_free(body->story);
	g_free(body->section);
	g_free(body->placement);
	g_ptr_array_unref(body->pictures);
	cl_printed_free(body->page);
	g_free(body);
}

ChecksBody *
checks_body_parse(const char *text, gssize n_bytes, GError **error)
{
	g_autoptr(ClJsonNode) root = cl_json_read(text, n_bytes, error);
	g_autoptr(ChecksBody) body = g_new0(ChecksBody, 1);
	const Member members[] = { { "outlet", &body->outlet, NULL }, { "channel", &body->channel, NULL },
		{ "territory", &body->territory, NULL }, { "at", &body->at, NULL },
		{ "story", &body->story, NULL }, { "section", &body->section, NULL },
		{ "placement", &body->placement, NULL },
		{ "published", NULL, &body->published }, { NULL, NULL, NULL } };

	body->pictures = g_ptr_array_new_with_free_func(free_picture);
	body->page = cl_printed_new();
	body->page->html = TRUE;
	if (root == NULL || !read_object(root, members, "pictures", "the body", error) ||
		!read_pictures(body, cl_json_node_get_array(root, "pictures"), error))
		return NULL;
	return g_steal_pointer(&body);
}
