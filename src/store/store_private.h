/* SPDX-License-Identifier: MIT
 *
 * What the files of this folder share: the open archive folder and the names in it.
 */
#pragma once
#include <cutline/store.h>

struct ClStore {
	ClFd folder;
	gint next_temporary;
};

/* "tmp/PID-START-N": the owner's process start time makes a reused process id harmless. */
char *store_temporary_name(ClStore *store);
/* "KIND/AB/CD/HEX" + suffix. */
char *store_hash_path(const char *kind, const guint8 sha256[CL_SHA256_BYTES], const char *suffix);
