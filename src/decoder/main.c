/* SPDX-License-Identifier: MIT
 *
 * The table of jobs of cutline-decoder: which function answers which message. The only place
 * where metadata and pixels meet; decides nothing else.
 */
#include <cutline/error.h>
#include <cutline/file.h>
#include <cutline/limits.h>
#include <cutline/metadata.h>
#include <cutline/printed.h>
#include <cutline/photo.h>
#include <cutline/publish.h>
#include <cutline/render.h>
#include <cutline/sidecar.h>
#include "worker.h"

static GVariant *
run_read(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	g_autoptr(ClFacts) facts = NULL;
	const char *charset = NULL;

	if (params != NULL && g_variant_is_of_type(params, G_VARIANT_TYPE("(s)")))
		g_variant_get(params, "(&s)", &charset);
	facts = cl_metadata_read_in(input, charset, error);
	return facts ? cl_facts_to_variant(facts) : NULL;
}

static GVariant *
run_sidecar(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	g_autoptr(ClSidecar) sidecar = NULL;
	const char *name;

	if (params == NULL || !g_variant_is_of_type(params, G_VARIANT_TYPE("(s)"))) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"reading a side-car takes the name of its file");
		return NULL;
	}
	g_variant_get(params, "(&s)", &name);
	sidecar = cl_sidecar_read(input, name, error);
	return sidecar ? cl_sidecar_to_variant(sidecar) : NULL;
}

static GVariant *
run_page(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	g_autoptr(ClPrintedPage) page = cl_printed_read(input, error);

	return page ? cl_printed_to_variant(page) : NULL;
}

static GVariant *
run_notice(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	g_autofree char *text = cl_mail_text(input, error);

	return text ? g_variant_new("(s)", text) : NULL;
}

static gboolean
is_too_large(GBytes *bytes, GError **error)
{
	if (g_bytes_get_size(bytes) <= CL_DECODER_OUTPUT_BYTES)
		return FALSE;
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"a JPEG of more than %u MB is not written anew; take it as it is",
		CL_DECODER_OUTPUT_BYTES >> 20);
	return TRUE;
}

static GVariant *
run_rewrite(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	g_autoptr(ClEffective) effective = NULL;
	g_autoptr(GBytes) out = NULL;
	ClPublish publish;

	if (n_outputs != 1) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "rewrite: one output is needed");
		return NULL;
	}
	if (!cl_publish_from_variant(params, &publish, &effective, error) ||
		is_too_large(input, error))
		return NULL;
	out = cl_publish_rewrite_jpeg(input, &publish, error);
	if (!out || is_too_large(out, error) ||
		!cl_file_write(output_fds[0], g_bytes_get_data(out, NULL), g_bytes_get_size(out),
			"output", error))
		return NULL;
	return cl_publish_answer_new(g_bytes_get_size(out));
}

/* What the files of one job say: all of it, and what fits into a thumbnail. */
typedef struct {
	ClPublish publish[2];
	ClEffective *effective[2];
} Embed;

static GBytes *
embed(GBytes *encoded, ClFormat format, gboolean reduced, gpointer data, GError **error)
{
	Embed *what = data;

	return cl_publish_embed(encoded, format, &what->publish[reduced ? 1 : 0], error);
}

static void
decoded(gpointer data)
{
	decoder_rest_input();
}

static GVariant *
run_render(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	g_autoptr(GVariant) full = NULL;
	g_autoptr(GVariant) reduced = NULL;
	GVariant *answer = NULL;
	Embed what = {0};
	ClRenderHooks hooks = {embed, decoded, &what};

	if (!cl_render_embeds(params, &full, &reduced, error))
		return NULL;
	if (cl_publish_from_variant(full, &what.publish[0], &what.effective[0], error) &&
		cl_publish_from_variant(reduced, &what.publish[1], &what.effective[1], error))
		answer = cl_render_renditions(input, output_fds, n_outputs, params, &hooks, error);
	for (guint i = 0; i < 2; i++)
		g_clear_pointer(&what.effective[i], cl_effective_free);
	return answer;
}

static GVariant *
run_probe(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	g_autoptr(GVariant) state = g_variant_ref_sink(
		decoder_probe(input, output_fds, n_outputs, params, error));
	g_auto(GVariantDict) answer = G_VARIANT_DICT_INIT(state);

	g_variant_dict_insert_value(&answer, "formats", cl_render_probe());
	return g_variant_dict_end(&answer);
}

static const DecoderHandler decoder_handlers[] = {
	{CL_JOB_READ, run_read},
	{CL_JOB_DEVELOP, cl_render_develop},
	{CL_JOB_SIDECAR, run_sidecar},
	{CL_JOB_PAGE, run_page},
	{CL_JOB_NOTICE, run_notice},
	{CL_JOB_PROBE, run_probe},
	{CL_JOB_REWRITE, run_rewrite},
	{CL_JOB_RENDER, run_render},
};

static gboolean
init_libraries(GError **error)
{
	cl_metadata_init();
	return cl_render_init(error);
}

int
main(int argc, char **argv)
{
	return decoder_worker_main(argc, argv, decoder_handlers, G_N_ELEMENTS(decoder_handlers),
		init_libraries);
}
