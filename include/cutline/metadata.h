/* SPDX-License-Identifier: MIT
 *
 * Bytes → facts. Reads bytes nobody vouches for: no input makes it read outside `bytes`, allocate
 * more than its named limits, or take more than linear time. Pure: no files, no clock, no log.
 * Runs in the decoder process.
 */
#pragma once
#include "photo.h"

/* The format by magic bytes alone, never by name. */
ClFormat cl_metadata_sniff(const guint8 *data, gsize n_bytes);
/* What the bytes are when they are no picture we take ("PDF document", "SVG drawing",
 * "Canon CRW raw photo", "unknown data"): for the reason of a refusal. */
const char *cl_metadata_describe(const guint8 *data, gsize n_bytes);

/* All that the file says about itself. Damage is a finding. Fails only with
 * CL_ERROR_UNSUPPORTED (no picture, or a container we do not take), CL_ERROR_LIMIT (header over
 * a limit: pixels, dimensions) or CL_ERROR_INPUT (no readable header at all). */
ClFacts *cl_metadata_read(GBytes *bytes, GError **error);
/* The same where it is known in which character set its supplier writes IIM without declaring it
 * (reference 1.5, step 3): a name as XML has it; NULL or "" = it is guessed. */
ClFacts *cl_metadata_read_in(GBytes *bytes, const char *charset, GError **error);
/* The same without touching picture data: no image hash, one scan, nothing known of what follows a
 * JPEG's header. For side tasks that need only what the file says. */
ClFacts *cl_metadata_read_fields(GBytes *bytes, GError **error);

/* Once, before the sandbox closes: opens what the readers may need later. */
void cl_metadata_init(void);
