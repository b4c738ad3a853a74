/* SPDX-License-Identifier: MIT
 *
 * The table of jobs of cutline-decoder: which function answers which message. The only place
 * where metadata and pixels meet; decides nothing else.
 */
#include <cutline/metadata.h>
#include <cutline/photo.h>
#include <cutline/render.h>
#include "worker.h"

static GVariant *
run_read(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params, GError **error)
{
	g_autoptr(ClFacts) facts = cl_metadata_read(input, error);

	return facts ? cl_facts_to_variant(facts) : NULL;
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
	{CL_JOB_PROBE, run_probe},
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
