/* SPDX-License-Identifier: MIT
 *
 * Test program: what the metadata readers say about files, as one JSON object a line; with
 * --sidecar the files are side-cars; with --time N the median cost of reading each file N times
 * without touching its picture data.
 */
#include <cutline/error.h>
#include <cutline/file.h>
#include <cutline/hash.h>
#include <cutline/json.h>
#include <cutline/metadata.h>
#include <cutline/sidecar.h>
#include <cutline/time.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Any fixed moment after the corpus was made: it only bounds plausible dates. */
#define NOW_US (1790000000LL * G_USEC_PER_SEC)

static void
write_received(ClJson *json, const GPtrArray *values)
{
	cl_json_begin_array(json, "received");
	for (guint i = 0; i < values->len; i++) {
		const ClReceived *received = values->pdata[i];
		g_autofree char *origin = cl_origin_text(received->origin, received->packet);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "field", cl_field_info(received->field)->name);
		cl_json_string(json, "origin", origin);
		cl_json_string(json, "lang", received->lang);
		cl_json_int(json, "position", received->position);
		cl_json_string(json, "value", received->value);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

static void
write_findings(ClJson *json, const char *key, const GPtrArray *findings)
{
	cl_json_begin_array(json, key);
	for (guint i = 0; i < findings->len; i++) {
		const ClFinding *finding = findings->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "code", finding->code);
		cl_json_string(json, "message", finding->message);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

static void
write_effective(ClJson *json, const ClFacts *facts)
{
	g_autoptr(ClEffective) effective = cl_photo_resolve(facts->received, facts->digest, NOW_US);

	cl_json_begin_object(json, "effective");
	for (ClField field = 0; field < CL_N_FIELDS; field++) {
		const GPtrArray *values = effective->values[field];

		if (values == NULL)
			continue;
		cl_json_begin_array(json, cl_field_info(field)->name);
		for (guint i = 0; i < values->len; i++)
			cl_json_string(json, NULL, ((const ClValue *)values->pdata[i])->value);
		cl_json_end_array(json);
	}
	cl_json_end_object(json);
	write_findings(json, "resolved", effective->findings);
}

static void
write_facts(ClJson *json, const ClFacts *facts)
{
	g_autofree char *hash = cl_hex(facts->image_hash, CL_IMAGE_HASH_BYTES);
	static const char *const digests[] = {"absent", "match", "mismatch"};

	cl_json_string(json, "format", cl_format_name(facts->format));
	cl_json_int(json, "width", facts->width);
	cl_json_int(json, "height", facts->height);
	cl_json_int(json, "orientation", facts->orientation);
	cl_json_int(json, "frames", facts->frames);
	cl_json_int(json, "scans", facts->scans);
	cl_json_string(json, "image_hash", facts->has_image_hash ? hash : NULL);
	cl_json_string(json, "digest", digests[facts->digest]);
	cl_json_bool(json, "c2pa", facts->c2pa);
	cl_json_string(json, "charset", facts->charset);
	cl_json_string(json, "charset_rule", facts->charset_rule);
	cl_json_int(json, "thumbnail",
		facts->thumbnail == NULL ? 0 : (gint64)g_bytes_get_size(facts->thumbnail));
	write_findings(json, "findings", facts->findings);
	write_received(json, facts->received);
	write_effective(json, facts);
}

static void
write_marks(ClJson *json, const char *key, const GPtrArray *marks)
{
	cl_json_begin_array(json, key);
	for (guint i = 0; i < marks->len; i++)
		cl_json_string(json, NULL, ((const ClSidecarMark *) marks->pdata[i])->text);
	cl_json_end_array(json);
}

static void
write_sidecar(ClJson *json, const ClSidecar *sidecar)
{
	cl_json_string(json, "kind", cl_sidecar_kind_name(sidecar->kind));
	write_findings(json, "findings", sidecar->findings);
	cl_json_begin_array(json, "items");
	for (guint i = 0; i < sidecar->items->len; i++) {
		const ClSidecarItem *item = sidecar->items->pdata[i];
		g_autofree char *sent = item->sent_us == 0 ? NULL : cl_time_format(item->sent_us);

		cl_json_begin_object(json, NULL);
		write_marks(json, "names", item->names);
		write_marks(json, "hashes", item->hashes);
		cl_json_string(json, "guid", item->guid);
		cl_json_int(json, "version", item->version);
		cl_json_string(json, "sent", sent);
		cl_json_string(json, "pubstatus", item->pubstatus);
		if (item->text != NULL)
			cl_json_string(json, "text", item->text);
		write_received(json, item->received);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

/* Through the message, as between the decoder and the archive. */
static ClSidecar *
read_sidecar(const char *path, GBytes *bytes, GError **error)
{
	g_autofree char *name = g_path_get_basename(path);
	g_autoptr(ClSidecar) sidecar = cl_sidecar_read(bytes, name, error);
	g_autoptr(GVariant) message = NULL;

	if (sidecar == NULL)
		return NULL;
	message = cl_sidecar_to_variant(sidecar);
	return cl_sidecar_from_variant(message, error);
}

static void
dump(const char *path, GBytes *bytes, gboolean is_sidecar)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFacts) facts = is_sidecar ? NULL : cl_metadata_read(bytes, &error);
	g_autoptr(ClSidecar) sidecar = is_sidecar ? read_sidecar(path, bytes, &error) : NULL;
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *line = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "path", path);
	if (facts != NULL) {
		write_facts(json, facts);
	} else if (sidecar != NULL) {
		write_sidecar(json, sidecar);
	} else {
		cl_json_string(json, "error", cl_error_name(error));
		cl_json_string(json, "message", error->message);
	}
	cl_json_end_object(json);
	line = cl_json_take(json);
	puts(line);
}

static int
compare(gconstpointer a, gconstpointer b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return x < y ? -1 : x > y;
}

static void
measure(const char *path, GBytes *bytes, guint rounds)
{
	g_autofree gint64 *times_us = g_new(gint64, rounds);
	gint64 start, end;

	/* Eight readings a sample, since the clock counts whole microseconds. */
	for (guint i = 0; i < rounds; i++) {
		start = g_get_monotonic_time();
		for (guint k = 0; k < 8; k++)
			cl_facts_free(cl_metadata_read_fields(bytes, NULL));
		end = g_get_monotonic_time();
		times_us[i] = end - start;
	}
	qsort(times_us, rounds, sizeof *times_us, compare);
	printf("%.1f\t%s\n", (double)times_us[rounds / 2] / 8, path);
}

int
main(int argc, char **argv)
{
	guint rounds = 0;
	int first = 1, status = 0;
	gboolean sidecars = argc > 1 && strcmp(argv[1], "--sidecar") == 0;

	first += sidecars;
	if (argc > 2 && strcmp(argv[1], "--time") == 0) {
		rounds = (guint)g_ascii_strtoull(argv[2], NULL, 10);
		first = 3;
	}
	cl_metadata_init();
	for (int i = first; i < argc; i++) {
		g_autoptr(GError) error = NULL;
		CL_AUTO_FD fd = cl_file_open(AT_FDCWD, argv[i], O_RDONLY, 0, &error);
		g_autoptr(GBytes) bytes = fd < 0 ? NULL : cl_file_map(fd, argv[i], &error);

		if (bytes == NULL) {
			fprintf(stderr, "%s\n", error->message);
			status = 1;
		} else if (rounds > 0) {
			measure(argv[i], bytes, rounds);
		} else {
			dump(argv[i], bytes, sidecars);
		}
	}
	return status;
}
