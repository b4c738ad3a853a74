/* SPDX-License-Identifier: MIT
 *
 * What nobody may guess: random bytes.
 */
#pragma once
#include <glib.h>

/* From the kernel's generator; never fails. */
void cl_random_bytes(gpointer bytes, gsize n_bytes);
