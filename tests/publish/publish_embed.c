/* SPDX-License-Identifier: MIT
 *
 * The writer as a filter, for test_matrix.py: effective values from standard input, one a line as
 * field TAB language TAB value ("\n" and "\t" escaped as in C; language may be empty).
 *
 *   publish_embed jpeg|png|webp|avif|rewrite|xmp IN OUT [sensitive] [exact] [reduced]
 *
 * IN is ignored by xmp. Exit 0, or 1 with the error on standard error.
 */
#include <stdio.h>
#include <string.h>
#include <cutline/publish.h>

static void
value_free(gpointer data)
{
	ClValue *value = data;

	g_free(value->value);
	g_free(value->lang);
	g_free(value);
}

static void
add_line(ClEffective *effective, const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, "\t", 3);
	ClField field;
	ClValue *value;

	if (g_strv_length(parts) != 3)
		return;
	field = cl_field_from_name(parts[0]);
	g_assert(field != CL_N_FIELDS);
	value = g_new0(ClValue, 1);
	value->value = g_strcompress(parts[2]);
	value->lang = *parts[1] != '\0' ? g_strdup(parts[1]) : NULL;
	if (effective->values[field] == NULL)
		effective->values[field] = g_ptr_array_new_with_free_func(value_free);
	g_ptr_array_add(effective->values[field], value);
}

static ClEffective *
read_values(void)
{
	ClEffective *effective = g_new0(ClEffective, 1);
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(GStrv) lines = NULL;
	char buffer[4096];
	gsize n;

	effective->findings = g_ptr_array_new();
	while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0)
		g_string_append_len(text, buffer, (gssize)n);
	lines = g_strsplit(text->str, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++)
		add_line(effective, lines[i]);
	return effective;
}

static GBytes *
write_picture(const char *mode, const char *path, const ClPublish *publish, GError **error)
{
	g_autoptr(GBytes) input = NULL;
	char *data;
	gsize n_bytes;

	if (strcmp(mode, "xmp") == 0) {
		data = cl_publish_xmp(publish);
		return g_bytes_new_take(data, strlen(data));
	}
	if (!g_file_get_contents(path, &data, &n_bytes, error))
		return NULL;
	input = g_bytes_new_take(data, n_bytes);
	if (strcmp(mode, "rewrite") == 0)
		return cl_publish_rewrite_jpeg(input, publish, error);
	return cl_publish_embed(input, cl_format_from_name(mode), publish, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(ClEffective) effective = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) output = NULL;
	ClPublish publish = {0};

	if (argc < 4)
		return 2;
	effective = read_values();
	publish.effective = effective;
	for (int i = 4; i < argc; i++) {
		publish.source_sensitive |= strcmp(argv[i], "sensitive") == 0;
		publish.exact_time |= strcmp(argv[i], "exact") == 0;
		publish.reduced |= strcmp(argv[i], "reduced") == 0;
	}
	output = write_picture(argv[1], argv[2], &publish, &error);
	if (output == NULL || !g_file_set_contents(argv[3], g_bytes_get_data(output, NULL),
				      (gssize)g_bytes_get_size(output), &error)) {
		fprintf(stderr, "publish_embed: %s\n", error->message);
		return 1;
	}
	return 0;
}
