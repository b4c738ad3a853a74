/* SPDX-License-Identifier: MIT
 *
 * Decides the keys of the small answers: a search hit, a figure, an event, a finding.
 */
#include <cutline/answers.h>
#include <cutline/text.h>
#include <cutline/time.h>

#include <string.h>

void
cl_json_write_time(ClJson *json, const char *key, gint64 time_us)
{
	g_autofree char *text = time_us ? cl_time_format(time_us) : NULL;

	cl_json_string(json, key, text);
}

void
cl_json_write_variant(ClJson *json, const char *key, GVariant *value)
{
	GVariantIter iter;
	GVariant *child;

	if (g_variant_is_of_type(value, G_VARIANT_TYPE_VARIANT)) {
		g_autoptr(GVariant) inner = g_variant_get_variant(value);

		cl_json_write_variant(json, key, inner);
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)) {
		cl_json_string(json, key, g_variant_get_string(value, NULL));
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_INT64)) {
		cl_json_int(json, key, g_variant_get_int64(value));
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_DOUBLE)) {
		cl_json_double(json, key, g_variant_get_double(value));
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN)) {
		cl_json_bool(json, key, g_variant_get_boolean(value));
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_VARDICT)) {
		const char *name;

		cl_json_begin_object(json, key);
		g_variant_iter_init(&iter, value);
		while (g_variant_iter_loop(&iter, "{&sv}", &name, &child))
			cl_json_write_variant(json, name, child);
		cl_json_end_object(json);
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE("av"))) {
		cl_json_begin_array(json, key);
		g_variant_iter_init(&iter, value);
		while (g_variant_iter_loop(&iter, "v", &child))
			cl_json_write_variant(json, NULL, child);
		cl_json_end_array(json);
	} else {
		cl_json_null(json, key);
	}
}

void
cl_json_write_findings(ClJson *json, const char *key, const GPtrArray *findings)
{
	cl_json_begin_array(json, key);
	for (guint i = 0; findings && i < findings->len; i++) {
		const ClFinding *finding = findings->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "code", finding->code);
		cl_json_string(json, "message", finding->message);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

void
cl_json_write_event(ClJson *json, const char *key, const ClEventRow *event)
{
	g_autoptr(GVariant) payload =
		event->payload ? cl_json_parse(event->payload, -1, NULL) : NULL;

	cl_json_begin_object(json, key);
	cl_json_int(json, "seq", event->seq);
	cl_json_write_time(json, "at", event->at_us);
	cl_json_string(json, "who", event->who);
	cl_json_string(json, "kind", event->kind);
	cl_json_string(json, "subject", event->subject);
	if (payload)
		cl_json_write_variant(json, "payload", payload);
	else
		cl_json_string(json, "payload", event->payload);
	cl_json_string(json, "digest", event->digest);
	cl_json_end_object(json);
}

void
cl_json_write_hit(ClJson *json, const char *key, const ClHit *hit)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "id", hit->id);
	cl_json_write_time(json, "ingested", hit->ingested_us);
	cl_json_string(json, "date_taken", hit->date_taken);
	cl_json_string(json, "headline", hit->headline);
	cl_json_string(json, "caption", hit->caption);
	cl_json_string(json, "byline", hit->byline);
	cl_json_string(json, "credit", hit->credit);
	cl_json_string(json, "place", hit->place);
	cl_json_string(json, "supplier", hit->supplier);
	cl_json_string(json, "format", hit->format);
	cl_json_string(json, "state", hit->state);
	cl_json_int(json, "width", hit->width);
	cl_json_int(json, "height", hit->height);
	cl_json_bool(json, "developed", hit->developed);
	cl_json_int(json, "copies", hit->n_copies);
	cl_json_end_object(json);
}

void
cl_json_write_facet(ClJson *json, const char *key, const ClFacet *facet)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "facet", facet->facet);
	cl_json_string(json, "value", facet->value);
	cl_json_int(json, "n", (gint64)facet->n);
	cl_json_end_object(json);
}

void
cl_json_write_figure(ClJson *json, const char *key, const ClFacet *figure)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "group", figure->facet);
	cl_json_string(json, "name", figure->value);
	cl_json_int(json, "n", (gint64)figure->n);
	cl_json_end_object(json);
}

void
cl_json_write_ingested(ClJson *json, const char *key, const ClIngested *file)
{
	gboolean is_utf8 = TRUE;
	g_autofree char *path = cl_text_path(file->path, &is_utf8);

	cl_json_begin_object(json, key);
	cl_json_string(json, "path", path);
	if (!is_utf8) {
		g_autofree char *bytes =
			g_base64_encode((const guchar *)file->path, strlen(file->path));

		cl_json_string(json, "path_bytes", bytes);
	}
	cl_json_string(json, "status", cl_status_name(file->status));
	cl_json_string(json, "id", *file->id ? file->id : NULL);
	cl_json_string(json, "of", *file->of ? file->of : NULL);
	cl_json_write_findings(json, "findings", file->findings);
	cl_json_string(json, "error", file->error ? file->error->message : NULL);
	cl_json_end_object(json);
}
