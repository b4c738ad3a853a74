/* SPDX-License-Identifier: MIT
 *
 * The decoder's own main loop, without the knowledge of any job: an executable hands over its
 * table of handlers. (The tests link another table, of handlers that misbehave.)
 */
#pragma once
#include <cutline/decoder.h>

typedef GVariant *(*DecoderRun)(GBytes *input, const int *output_fds, guint n_outputs,
	GVariant *params, GError **error);

typedef struct {
	ClJobKind kind;
	DecoderRun run;
} DecoderHandler;

/* Opens and tries what the libraries would open later. Called before the sandbox closes. */
typedef gboolean (*DecoderInit)(GError **error);

/* Does not return before the pool closes the socket. The result is the exit status. */
int decoder_worker_main(int argc, char **argv, const DecoderHandler *handlers, guint n_handlers,
	DecoderInit init);

/* A handler that will hardly read its input again: its pages are not counted as this process's any more,
 * and come back if they are read after all. */
void decoder_rest_input(void);

/* a{sv}: what is in force in this process. A handler of CL_JOB_PROBE, or a part of one. */
GVariant *decoder_probe(GBytes *input, const int *output_fds, guint n_outputs, GVariant *params,
	GError **error);
