/* SPDX-License-Identifier: MIT
 *
 * Doctor: what this machine and this archive can do, asked of the parts that do it. The decoder
 * answers for the sandbox and the loaders from inside the sandbox.
 */
#include "archive_private.h"

#include <string.h>
#include <sys/statvfs.h>

#define LOW_SPACE_BYTES (2ULL << 30)

void
cl_diagnosis_free(ClDiagnosis *diagnosis)
{
	if (diagnosis == NULL)
		return;
	g_free(diagnosis->what);
	g_free(diagnosis->state);
	g_free(diagnosis->detail);
	g_free(diagnosis);
}

static void
add(GPtrArray *rows, const char *what, const char *state, const char *detail)
{
	ClDiagnosis *row = g_new0(ClDiagnosis, 1);

	row->what = g_strdup(what);
	row->state = g_strdup(state);
	row->detail = g_strdup(detail);
	g_ptr_array_add(rows, row);
}

/* {'jpeg': true, …} as the names that are true; a missing loader is worth a warning. */
static void
add_formats(GPtrArray *rows, GVariant *formats)
{
	g_autoptr(GString) can = g_string_new(NULL);
	g_autoptr(GString) cannot = g_string_new(NULL);
	g_autofree char *text = NULL;
	GVariantIter iter;
	const char *name;
	gboolean works;

	g_variant_iter_init(&iter, formats);
	while (g_variant_iter_next(&iter, "{&sb}", &name, &works))
		g_string_append_printf(works ? can : cannot, " %s", name);
	text = g_strdup_printf("%s%s%s", can->str + (can->len > 0), cannot->len > 0 ? "; not:" : "",
		cannot->str);
	add(rows, "decoder formats", cannot->len > 0 ? "warning" : "ok", text);
}

/* Answers of PROBE: booleans are parts that are needed or not, numbers and texts are details. */
static void
add_probed(GPtrArray *rows, GVariant *answer)
{
	GVariantIter iter;
	const char *name;
	GVariant *value;

	g_variant_iter_init(&iter, answer);
	while (g_variant_iter_next(&iter, "{&sv}", &name, &value)) {
		g_autofree char *what = g_strconcat("decoder ", name, NULL);

		if (g_variant_is_of_type(value, G_VARIANT_TYPE("a{sb}"))) {
			add_formats(rows, value);
		} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN)) {
			gboolean on = g_variant_get_boolean(value);
			gboolean bad = strcmp(name, "asan") == 0 ? on : !on;

			add(rows, what, bad ? "warning" : "ok", on ? "active" : "not active");
		} else {
			g_autofree char *text = g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)
				? g_variant_dup_string(value, NULL)
				: g_variant_print(value, FALSE);

			add(rows, what, "ok", text);
		}
		g_variant_unref(value);
	}
}

static void
probe_decoder(ClArchive *archive, GPtrArray *rows)
{
	ClDecoderOptions options = { .n_workers = 1 };
	g_autoptr(ClDecoderPool) pool = NULL;
	g_autoptr(GVariant) answer = NULL;
	g_autoptr(GError) why = NULL;

	options.allow_unsandboxed = archive != NULL && archive->allow_unsandboxed;
	pool = cl_decoder_pool_new(&options, &why);
	if (pool != NULL)
		answer = cl_decoder_pool_run(pool, CL_JOB_PROBE, -1, NULL, 0, NULL, &why);
	if (answer == NULL || !g_variant_is_of_type(answer, G_VARIANT_TYPE_VARDICT))
		add(rows, "decoder", "missing", why != NULL ? why->message : "no answer");
	else
		add_probed(rows, answer);
}

static void
look_at_archive(ClArchive *archive, GPtrArray *rows)
{
	struct statvfs status;
	guint64 jobs = 0;
	g_autofree char *text = NULL;

	add(rows, "archive", "ok", archive->folder);
	if (statvfs(archive->folder, &status) == 0) {
		guint64 free_bytes = (guint64) status.f_bavail * status.f_frsize;
		g_autofree char *size = g_format_size(free_bytes);

		add(rows, "disk space", free_bytes < LOW_SPACE_BYTES ? "warning" : "ok", size);
	}
	if (cl_catalog_count_jobs(archive->catalog, "develop", &jobs, NULL)) {
		text = g_strdup_printf("%" G_GUINT64_FORMAT " pictures wait to be developed", jobs);
		add(rows, "queue", jobs == 0 ? "ok" : "warning", text);
	}
}

GPtrArray *
cl_archive_doctor(ClArchive *archive, GError **error)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify) cl_diagnosis_free);

	add(rows, "cutline", "ok", CUTLINE_VERSION);
	if (archive != NULL)
		look_at_archive(archive, rows);
	else
		add(rows, "archive", "warning", "none opened; make one: cutline init DIR");
	probe_decoder(archive, rows);
	return rows;
}
