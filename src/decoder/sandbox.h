/* SPDX-License-Identifier: MIT
 *
 * What a decoder gives up before it reads the first byte of a picture. Called once, when all that
 * the libraries open lazily has been opened. There is no way back.
 */
#pragma once
#include <glib.h>

typedef struct {
	gboolean no_new_privs; /* required */
	gboolean limits;       /* required: NOFILE, CORE, FSIZE and, outside ASan, AS */
	gboolean seccomp;      /* required */
	gboolean landlock;     /* used where the kernel has it */
	int landlock_abi;      /* 0 = the kernel has none */
	gboolean rlimit_as;    /* FALSE under AddressSanitizer, whose shadow needs terabytes */
	gboolean asan;
} DecoderSandbox;

/* Fills `state` with what is in force. FALSE (CL_ERROR_SANDBOX) if a required part is not. */
gboolean decoder_sandbox_close(DecoderSandbox *state, GError **error);

/* Landlock for every thread of the process, no path and no TCP port allowed. Returns the ABI of
 * the kernel, 0 if it has none; *in_force tells whether all threads are bound. */
int decoder_landlock_close(gboolean *in_force);
