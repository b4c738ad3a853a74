/* SPDX-License-Identifier: MIT
 *
 * One row a frame (policy §1.4): of the copies of a picture that a search finds, the first stands for all.
 */
#pragma once
#include <cutline/archive.h>

/* ClHit*, lent. Copies in another state (held, killed) stand for themselves. */
GPtrArray *cli_frames_fold(const GPtrArray *hits);
/* "+2 copies"; NULL: it has none. Free with g_free. */
char *cli_frames_text(const ClHit *hit);
