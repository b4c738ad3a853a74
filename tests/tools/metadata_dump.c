/* SPDX-License-Identifier: MIT
 *
 * Test program: what the metadata readers say about files, as one JSON object a line, and with
 * --time N the median cost of reading each file N times without touching its picture data.
 */
#include <cutline/error.h>
#include <cutline/file.h>
#include <cutline/hash.h>
#include <cutline/json.h>
#include <cutline/metadata.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Any fixed moment after the corpus was made: it only bounds plausible dates. */
#define NOW_US (1790000000LL * G_USEC_PER_SEC)

static void
write_received(ClJson *json, const ClFacts *facts)
{
	cl_json_begin_array(json, "received");
	for (guint i = 0; i < facts->received->len; i++) {
		const ClReceived *received = facts->received->pdata[i];
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
	write_received(json, facts);
	write_effective(json, facts);
}

static void
dump(const char *path, GBytes *bytes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFacts) facts = cl_metadata_read(bytes, &error);
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *line = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "path", path);
	if (facts != NULL) {
		write_facts(json, facts);
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
			dump(argv[i], bytes);
		}
	}
	return status;
}
